"""The review page: pairs with both records side by side, their evidence, and what people said of them.

One file without script (``tahqiq.onepage``): filters are radio buttons and style.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tahqiq.language.names.explain import Explanation, shown
from tahqiq.link.explain.bars import Drawing, drawing
from tahqiq.link.explain.sides import Named, Row
from tahqiq.link.explain.standing import WORDINGS, Standing
from tahqiq.link.explain.waterfall import Step, Waterfall, telling
from tahqiq.link.explain.wordings import comparison_wording
from tahqiq.link.judged import COMPARISON
from tahqiq.link.judgements import Judgement
from tahqiq.onepage import one_page
from tahqiq.vocab.wording import Language, counted, isolate, word

_TEMPLATE = Path(__file__).parent / "templates" / "review.html"
_VERDICTS = {"match": "match", "not": "not a match", "unsure": "unsure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One pair on the page.

    Attributes:
        waterfall: its evidence; ``standing``: what is made of it.
        left: names of the one record; ``right``: of the other; ``rows``: what else they say.
        letters: how the names compare letter by letter; None where a record has no name.
        judged: what people said of the pair.
    """

    waterfall: Waterfall
    standing: Standing
    left: tuple[Named, ...]
    right: tuple[Named, ...]
    rows: tuple[Row, ...]
    letters: Explanation | None
    judged: tuple[Judgement, ...] = ()

    @property
    def kinds(self) -> str:
        """The filters that show it."""
        group = {"linked": "linked", "rejected": "rejected"}.get(self.standing, "uncertain")
        return f"{group} judged" if self.judged else group

    def steps(self) -> list[Step]:
        """The steps that tell something."""
        return telling(self.waterfall.steps)

    def silent(self) -> list[Step]:
        """Comparisons that tell nothing, most often because a record is silent; no judgement is none."""
        shown = set(self.steps())
        return [step for step in self.waterfall.steps if step not in shown and step.comparison != COMPARISON]

    def drawing(self) -> Drawing:
        """The bars."""
        return drawing(self.steps(), self.waterfall.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A page.

    Attributes:
        left: what the one list is called; ``right``: the other, '' where one is compared with itself.
        exhibits: the pairs, those most in doubt first.
        links: how many links were decided in all.
        unshown: how many decided links are not on the page.
        notes: what people must know.
    """

    left: str
    right: str
    exhibits: Sequence[Exhibit]
    links: int
    unshown: int = 0
    notes: Sequence[str] = ()

    def count(self, kind: str) -> int:
        """How many pairs a filter shows."""
        return sum(kind in each.kinds.split() for each in self.exhibits)


def review_page(review: Review, language: Language = "en") -> str:
    """The whole page as HTML.

    Args:
        review: what stands on it.
        language: of our own words; those of the records stay theirs.
    """
    return one_page(_TEMPLATE, language, filters=_filters(language), review=review)


def _filters(language: Language) -> dict[str, Callable[..., str]]:
    """What templates may do with a value."""
    return {
        "shown": lambda words: " ".join(map(shown, words)),
        "field": partial(comparison_wording, language=language),
        "sentence": lambda step: step.sentence(language),
        "bits": lambda bits: isolate(f"{bits:+.1f}".replace("-", "−"), language),
        "probability": lambda share: isolate(shown_probability(share), language),
        "standing": lambda standing: word(WORDINGS[standing], language),
        "verdict": lambda said: word(_VERDICTS[said], language),
        "pairs": lambda n: counted("{n} pair", "{n} pairs", n, language),
    }


def shown_probability(share: float) -> str:
    """A probability for people: two digits, and never quite sure.

    >>> shown_probability(0.9999), shown_probability(0.5), shown_probability(0.0001)
    ('> 0.99', '0.50', '< 0.01')
    """
    if share > 0.99:
        return "> 0.99"
    return "< 0.01" if share < 0.01 else f"{share:.2f}"

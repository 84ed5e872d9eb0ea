"""The evidence of a suggested pair as the pairs desk shows it: a table, each row with its bar.

Evidence is counted in bits (``link.explain.waterfall``): each bit doubles or halves the odds that the
two records are one. Words and bars are those of the review page of ``tahqiq link``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tahqiq.casebook.models import Suggestion
from tahqiq.desk.templatetags.wording import language
from tahqiq.vocab.wording import isolate

if TYPE_CHECKING:
    from tahqiq.link.explain.bars import Bar


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the evidence.

    Attributes:
        title: what is compared; ``outcome``: how it came out, in words.
        bits: with its sign.
        bar: where its bar begins and ends, of 1,000; ``kind``: prior, for, against or total.
    """

    title: str
    outcome: str
    bits: str
    bar: Bar

    @property
    def kind(self) -> str:
        """Which way it speaks."""
        return self.bar.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All the evidence of a pair.

    Attributes:
        lines: the starting point, then what tells something, then the total.
        silent: what tells nothing, most often because a record is silent.
        even: where the odds are even, of 1,000.
        probability: in words: '0.62', '> 0.99'.
    """

    lines: tuple[Line, ...]
    silent: tuple[str, ...]
    even: int
    probability: str


def waterfall_of(pair: Suggestion) -> Evidence:
    """The evidence kept with a suggestion, in the screen's language."""
    from tahqiq.link.explain.bars import drawing
    from tahqiq.link.explain.review import shown_probability
    from tahqiq.link.explain.waterfall import telling

    steps = _steps(pair.evidence)
    told, total = telling(steps), float(pair.evidence["total"])
    drawn = drawing(told, total)
    titles = [step.title(language()) for step in told]
    sentences = [step.sentence(language()) for step in told]
    rows = zip(
        [*titles, ""], [*sentences, ""], [*(step.bits for step in told), total], drawn.bars, strict=True
    )
    return Evidence(
        lines=tuple(Line(title, outcome, signed(each), bar) for title, outcome, each, bar in rows),
        silent=tuple(step.title(language()) for step in steps if step not in told),
        even=drawn.even,
        probability=isolate(shown_probability(pair.probability), language()),
    )


def _steps(kept: dict[str, Any]) -> list[Any]:
    """The waterfall's steps, from what was kept of them."""
    from tahqiq.link.explain.waterfall import Step

    at = float(kept["prior"])
    steps = [Step("", 0, at, 0.0, at, "Two records taken at random")]
    for each in kept["evidence"]:
        bits = float(each["bits"])
        steps.append(Step(each["comparison"], each["level"], bits, at, at + bits, each["outcome"]))
        at += bits
    return steps


def signed(bits: float) -> str:
    """Bits with their sign, kept left to right.

    >>> signed(-2.34)
    '−2.3'
    """
    return isolate(f"{bits:+.1f}".replace("-", "−"), language())

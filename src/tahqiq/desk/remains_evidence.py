"""The evidence that remains are a missing person's, as a table with bars, like that of a pair of records.

Kept as log10 likelihood ratios (``link.remains``), shown in bits as everywhere on the desk: a bit doubles or
halves the odds. Words are those of ``link.remains.said``, in the screen's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Any

from tahqiq.casebook.models import Match
from tahqiq.desk.pair_evidence import signed
from tahqiq.desk.templatetags.wording import language
from tahqiq.vocab.remains import Primary
from tahqiq.vocab.wording import isolate, word

if TYPE_CHECKING:
    from tahqiq.link.explain.bars import Bar

_BITS = log2(10)
#: What the kinds of evidence are called.
KINDS = {
    "laboratory": "Laboratory",
    "teeth": "Teeth",
    "injuries": "Fractures and implants",
    "papers": "Documents",
    "belongings": "Clothing and effects",
    "inscriptions": "Names on things",
    "sex": "Sex",
    "age": "Age",
    "stature": "Stature",
    "physique": "Build and hair",
    "place": "Place",
    "date": "Date",
    "family": "Family",
    "companions": "Those found beside",
    "together": "What goes together",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what was compared, what was found, its bits and its bar; ``source`` of the rule."""

    title: str
    outcome: str
    bits: str
    bar: Bar
    source: str
    primary: bool
    excludes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """All the evidence of one candidate; ``even``: where the odds are unchanged, of 1,000."""

    lines: tuple[Line, ...]
    total: Line
    even: int
    probability: str
    no_file: str


def waterfall_of(match: Match) -> Waterfall:
    """The evidence kept with a candidate."""
    from tahqiq.link.explain.bars import drawing
    from tahqiq.link.explain.waterfall import Step

    steps, at = [], 0.0
    for each in match.evidence:
        bits = float(each["log10_lr"]) * _BITS
        steps.append(Step(str(each["kind"]), 1, bits, at, at + bits, ""))
        at += bits
    drawn = drawing(steps, at)
    lines = tuple(_line(each, bar) for each, bar in zip(match.evidence, drawn.bars, strict=False))
    total = Line("", "", signed(at), drawn.bars[-1], "", match.primary, excludes=False)
    return Waterfall(
        lines=lines,
        total=total,
        even=drawn.even,
        probability=shown(match.posterior),
        no_file=shown(match.no_file),
    )


def shown(probability: float) -> str:
    """A probability in words: never 0 or 1."""
    from tahqiq.link.explain.review import shown_probability

    return isolate(shown_probability(probability), language())


def _line(kept: dict[str, Any], bar: Bar) -> Line:
    from tahqiq.link.remains.said import Evidence

    said = Evidence(
        kind=kept["kind"],
        log10_lr=float(kept["log10_lr"]),
        message=kept["message"],
        values=kept["values"],
        source=kept["source"],
        primary=Primary(kept["primary"]) if kept["primary"] else None,
        excludes=bool(kept["excludes"]),
    )
    title = word(KINDS[said.kind], language())
    bits = signed(said.log10_lr * _BITS)
    return Line(title, said.text(language()), bits, bar, said.source, said.primary is not None, said.excludes)

"""Who says how many: for one population at a time each figure with its speaker, drawn on an axis of its own.

Figures share an axis only where they count the same thing in the same unit (METHOD: different
populations never share a series). A range is a bar, a lower bound an arrow to where more would lie, an
upper bound one to where fewer would; words without a number have no place on the axis and stand at its
side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.axis import Axis
from tahqiq.publish.edition import Edition, Link, Page
from tahqiq.publish.quotes import Quote, claim_figure, claim_quote, origin
from tahqiq.publish.shelves import Held
from tahqiq.vocab.claims import Stance
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.rows import ClaimRow, PopulationRow, SourceRow
from tahqiq.vocab.stories import Shown

_ANSWERING = {Stance.ADMITS.value, Stance.DENIES.value, Stance.DISPUTES.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure as it is drawn; positions in percent from the left.

    Attributes:
        shape: 'point', 'about', 'range', 'at_least' or 'at_most'.
        start, end: the ends of the line; alike for a point.
        tip: where the head of an arrow lies. ``leftward``: it points to the left.
    """

    shape: str
    start: float
    end: float
    tip: float | None = None
    leftward: bool = False

    @property
    def left(self) -> float:
        """The end nearer to the left."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """How wide the line is."""
        return round(abs(self.end - self.start), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One speaker's figure.

    Attributes:
        mark: None for words without a number, which have no place on the axis.
    """

    figure: str
    quote: Quote
    mark: Mark | None
    speaker: Markup
    said: Markup
    bound: Markup | str
    basis: Markup
    stance: Markup | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures that may stand on one axis.

    Attributes:
        counts: what they count, in words. ``ticks``: position in percent and text.
        figures: those of whoever counted. ``answers``: those of the armed actors, and denials.
    """

    counts: str
    unit: Markup | str
    logarithmic: bool
    ticks: tuple[tuple[float, str], ...]
    figures: tuple[Said, ...]
    answers: tuple[Said, ...]


def href(held: Held[PopulationRow]) -> str:
    """The page of one population's figures."""
    return f"totals/says-{held.name}.html"


def pages(edition: Edition) -> Iterator[Page]:
    """One page for each population, with links to the one before and the one after."""
    populations = list(edition.shelves.each(PopulationRow, order="position, slug, id"))
    around = [None, *populations, None]
    for at, held in enumerate(populations):
        values = {
            "title": edition.tongue.pick(held.row, "title"),
            "note": edition.tongue.pick(held.row, "note"),
            "charts": charts(edition, held),
            "before": _link(edition, around[at]),
            "after": _link(edition, around[at + 2]),
        }
        yield Page(path=href(held), template="says.html", values=values)


def _link(edition: Edition, held: Held[PopulationRow] | None) -> Link | None:
    return None if held is None else Link(edition.tongue.pick(held.row, "title"), href(held))


def charts(edition: Edition, population: Held[PopulationRow]) -> list[Chart]:
    """A chart for each thing that is counted in the population."""
    row = population.row
    claims = edition.shelves.each(ClaimRow, "population IN (?, ?)", row.id, row.slug)
    ordered = sorted(claims, key=lambda held: (_counts(held.row), when_said(held)))
    return [_chart(edition, list(group)) for _, group in groupby(ordered, key=lambda held: _counts(held.row))]


def _counts(row: ClaimRow) -> tuple[str, str, str]:
    """What a claim counts: figures that differ in it never share an axis."""
    return row.unit, row.effect, row.category


def when_said(held: Held[ClaimRow]) -> tuple[bool, str, str]:
    """Earlier words first, those without a date last."""
    row = held.row
    return not row.said_from, row.said_from, row.said_to


def _chart(edition: Edition, claims: list[Held[ClaimRow]]) -> Chart:
    tongue, first = edition.tongue, claims[0].row
    axis = Axis.over(count for held in claims for count in (held.row.min, held.row.max) if count is not None)
    words = (tongue.label(labels.CATEGORIES, first.category), tongue.label(labels.EFFECTS, first.effect))
    drawn = [(_answers(edition, held), _said(edition, held, axis)) for held in claims]
    placed = any(said.mark is not None for _, said in drawn)
    return Chart(
        counts=" ".join(str(each) for each in words if each),
        unit=tongue.said(first.unit if first.unit != "people" else ""),
        logarithmic=axis.logarithmic,
        ticks=tuple(_ticks(edition, axis)) if placed else (),
        figures=tuple(said for answering, said in drawn if not answering),
        answers=tuple(said for answering, said in drawn if answering),
    )


def _answers(edition: Edition, held: Held[ClaimRow]) -> bool:
    """Whether an armed actor speaks, or somebody admits, denies or disputes."""
    row = held.row
    source = edition.shelves.get(SourceRow, row.source) if not row.chain else None
    kind = row.chain[-1].get("kind", "") if row.chain else source.row.kind if source is not None else ""
    return row.stance in _ANSWERING or kind == SourceKind.ARMED_ACTOR.value


def _ticks(edition: Edition, axis: Axis) -> Iterable[tuple[float, str]]:
    return ((from_left(edition, axis.at(tick)), edition.tongue.count(tick)) for tick in axis.ticks)


def from_left(edition: Edition, position: float) -> float:
    """Axes of languages read from the right begin at the right."""
    return round(100 - position, 2) if edition.tongue.direction == "rtl" else position


def _said(edition: Edition, held: Held[ClaimRow], axis: Axis) -> Said:
    tongue, row = edition.tongue, held.row
    return Said(
        figure=claim_figure(edition, row) or tongue.word("No figure"),
        quote=claim_quote(edition, held),
        mark=mark(edition, row, axis),
        speaker=origin(edition, row),
        said=tongue.date(row.said_from, row.said_to) if row.said_from or row.said_to else Markup(""),
        bound=tongue.label(labels.BOUNDS, row.hedge),
        basis=tongue.said(row.basis),
        stance=tongue.label(labels.STANCES, row.stance),
    )


def mark(edition: Edition, row: ClaimRow | Shown, axis: Axis) -> Mark | None:
    """How a figure is drawn; None where it has no number."""
    low, high = row.min, row.max
    if low is None and high is None:
        return None

    def place(count: int) -> float:
        return from_left(edition, axis.at(count))

    start, end = from_left(edition, 0), from_left(edition, 100)
    if high is None and low is not None and row.hedge != "about":
        return Mark(shape="at_least", start=place(low), end=end, tip=end, leftward=end < start)
    if low is None and high is not None:
        return Mark(shape="at_most", start=start, end=place(high), tip=start, leftward=start < end)
    known = [count for count in (low, high) if count is not None]
    shape = "about" if row.hedge in {"about", "probably"} else "point" if len(set(known)) == 1 else "range"
    return Mark(shape=shape, start=place(known[0]), end=place(known[-1]))

"""The front of one language, the method, and the downloads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from tahqiq.publish import labels, says
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.heads.citation import approved_on, dataset
from tahqiq.publish.quotes import claim_figure, claim_quote, origin
from tahqiq.publish.shelves import Held
from tahqiq.publish.stories import leads
from tahqiq.publish.totals import summary
from tahqiq.vocab.release import FileEntry
from tahqiq.vocab.rows import ClaimRow, PopulationRow, SiteRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One speaker's figure for a population."""

    figure: str
    unit: Markup | str
    href: str
    title: Markup | str
    speaker: Markup
    said: Markup
    bound: Markup | str
    basis: Markup
    stance: Markup | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """All figures for one population, side by side; never summed, none of them in the lead."""

    anchor: str
    title: Markup
    note: Markup
    href: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of the release."""

    name: str
    entry: FileEntry
    size: str
    rows: str


def pages(edition: Edition) -> Iterator[Page]:
    """Front, populations, method and downloads."""
    shown = panels(edition)
    values = summary(edition) | {
        "panels": shown,
        "sites": edition.shelves.count(SiteRow),
        "stories": leads(edition),
    }
    yield Page(path="index.html", template="front.html", values=values)
    yield Page(
        path="method.html",
        template="method.html",
        values={"grades": _grades(edition), "states": _states(edition)},
    )
    yield Page(path="downloads.html", template="downloads.html", values=_downloads(edition))


def _downloads(edition: Edition) -> dict[str, object]:
    """The files, how to cite them, and where the site's address is known what search engines of data read."""
    case, manifest, base, tongue = edition.case, edition.manifest, edition.base, edition.tongue
    day = approved_on(manifest)
    return {
        "files": downloads(edition),
        "cited_on": tongue.date(day, day) if day else "",
        "dataset": dataset(case, manifest, tongue.language, base) if base else "",
    }


def panels(edition: Edition) -> list[Panel]:
    """One panel for each population, in the order the case gives them."""
    each = edition.shelves.each(PopulationRow, order="position, slug, id")
    return [_panel(edition, held) for held in each]


def _panel(edition: Edition, held: Held[PopulationRow]) -> Panel:
    tongue, row = edition.tongue, held.row
    claims = sorted(
        edition.shelves.each(ClaimRow, "population IN (?, ?)", row.id, row.slug), key=says.when_said
    )
    return Panel(
        anchor=f"population-{held.name}",
        title=tongue.pick(row, "title"),
        note=tongue.pick(row, "note"),
        href=says.href(held),
        figures=tuple(_figure(edition, claim) for claim in claims),
    )


def _figure(edition: Edition, held: Held[ClaimRow]) -> FigureView:
    tongue, row = edition.tongue, held.row
    quote = claim_quote(edition, held)
    return FigureView(
        figure=claim_figure(edition, row) or tongue.word("No figure"),
        unit=quote.unit if quote.figure else "",
        href=quote.href,
        title=quote.title,
        speaker=origin(edition, row),
        said=tongue.date(row.said_from, row.said_to) if row.said_from or row.said_to else Markup(""),
        bound=tongue.label(labels.BOUNDS, row.hedge),
        basis=tongue.said(row.basis),
        stance=tongue.label(labels.STANCES, row.stance),
    )


def _grades(edition: Edition) -> list[tuple[str, Markup | str, Markup | str]]:
    label = edition.tongue.label
    return [
        (grade, label(labels.GRADES, grade), label(labels.GRADE_MEANINGS, grade))
        for grade in labels.GRADES
        if grade
    ]


def _states(edition: Edition) -> list[tuple[Markup | str, Markup | str]]:
    label = edition.tongue.label
    return [(label(labels.STATES, state), label(labels.STATE_MEANINGS, state)) for state in labels.STATES]


def downloads(edition: Edition) -> list[Download]:
    """The files of the release, as its manifest names them."""
    tongue = edition.tongue
    return [
        Download(
            name=name,
            entry=entry,
            size=tongue.counted("{n} byte", "{n} bytes", entry.size),
            rows=tongue.counted("{n} row", "{n} rows", entry.rows) if entry.rows is not None else "",
        )
        for name, entry in sorted(edition.manifest.files.items())
    ]

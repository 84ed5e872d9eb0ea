"""What changed in the published record, and what came of readers' letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.edition import PER_PAGE, Edition, Link, Page, sheets
from tahqiq.publish.shelves import Held
from tahqiq.vocab.rows import ChangeRow, CorrectionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One part of the record that changed on one day."""

    on: Markup
    part: Markup | str
    why: Markup | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One letter that was decided.

    Attributes:
        said: the public line; '' for a request about a person.
        incident: the incident concerned; None for a request about a person.
    """

    on: Markup
    kind: Markup | str
    outcome: Markup | str
    said: Markup
    incident: Link | None


def history(edition: Edition, incident: str) -> list[Changed]:
    """What changed about an incident, day by day."""
    return [_changed(edition, held.row) for held in edition.shelves.of(ChangeRow, "incident", incident)]


def _changed(edition: Edition, row: ChangeRow) -> Changed:
    tongue = edition.tongue
    return Changed(
        on=tongue.date(row.on, row.on),
        part=tongue.label(labels.CHANGED_PARTS, row.part),
        why=tongue.label(labels.CHANGE_REASONS, row.why),
    )


def pages(edition: Edition) -> Iterator[Page]:
    """How to ask for a correction, with the public log; and the page that says a letter has come in."""
    whole = [_changed(edition, held.row) for held in edition.shelves.each(ChangeRow, "incident IS NULL")]
    each = edition.shelves.each(CorrectionRow, order="n DESC")
    kinds = [(kind, edition.tongue.label(labels.CORRECTION_KINDS, kind)) for kind in labels.CORRECTION_KINDS]
    for path, sheet in sheets("corrections", edition.shelves.count(CorrectionRow)):
        log = [_corrected(edition, held) for held in islice(each, PER_PAGE)]
        values = {"log": log, "changes": whole if sheet.number == 1 else [], "kinds": kinds, "sheet": sheet}
        yield Page(path=path, template="corrections.html", values=values)
    yield Page(path="corrections-received.html", template="corrections_received.html")


def _corrected(edition: Edition, held: Held[CorrectionRow]) -> Corrected:
    tongue, row = edition.tongue, held.row
    return Corrected(
        on=tongue.date(row.on, row.on),
        kind=tongue.label(labels.CORRECTION_KINDS, row.kind),
        outcome=tongue.label(labels.OUTCOMES, row.outcome),
        said=tongue.pick(row, "said"),
        incident=edition.incident_link(row.incident),
    )

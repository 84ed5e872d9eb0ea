"""An Atom feed a language (RFC 4287): the release, the changes of the record, the corrections.

A feed says when. A release says it only by its approval and by its own history, so a release that has
neither gets no feed: there is no clock in a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.edition import Edition
from tahqiq.publish.heads.addresses import absolute
from tahqiq.vocab.rows import ChangeRow, CorrectionRow, IncidentRow

_NEWEST = 100
_INSTANT = re.compile(r"(\d{4}-\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}:\d{2})|$)|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened to the record."""

    at: str
    identity: str
    title: str
    href: str
    text: str = ""


def has_feed(edition: Edition) -> bool:
    """Whether the release says of anything when it happened."""
    told = (edition.shelves.count(kind) for kind in (ChangeRow, CorrectionRow))
    return bool(edition.manifest.approvals) or any(told)


def write_feed(edition: Edition, site: Path) -> None:
    """Writes ``LANGUAGE/feed.xml``, the newest first."""
    dated = (entry for entry in _entries(edition) if entry.at)
    entries = nlargest(_NEWEST, dated, key=lambda entry: (entry.at, entry.identity))
    if entries:
        (site / edition.tongue.language / "feed.xml").write_text(_feed(edition, entries), "utf-8")


def _entries(edition: Edition) -> Iterator[Entry]:
    tongue, manifest = edition.tongue, edition.manifest
    if manifest.approvals:
        yield Entry(
            at=_instant(max(approval.at for approval in manifest.approvals)),
            identity=f"urn:sha256:{manifest.content}",
            title=tongue.word("A release of this record was approved"),
            href="downloads.html",
            text=manifest.content,
        )
    for change in edition.shelves.each(ChangeRow):
        yield _changed(edition, change.row)
    for correction in edition.shelves.each(CorrectionRow):
        yield _corrected(edition, correction.row)


def _changed(edition: Edition, row: ChangeRow) -> Entry:
    tongue = edition.tongue
    code, href = _incident(edition, row.incident)
    part = _plain(tongue.label(labels.CHANGED_PARTS, row.part))
    return Entry(
        at=_instant(row.on),
        identity=f"{edition.base}#{row.id}",
        title=" · ".join(filter(None, (code, part))),
        href=href or "corrections.html",
        text=_plain(tongue.label(labels.CHANGE_REASONS, row.why)),
    )


def _corrected(edition: Edition, row: CorrectionRow) -> Entry:
    tongue = edition.tongue
    code, href = _incident(edition, row.incident)
    kind = _plain(tongue.label(labels.CORRECTION_KINDS, row.kind))
    outcome = _plain(tongue.label(labels.OUTCOMES, row.outcome))
    return Entry(
        at=_instant(row.on),
        identity=f"{edition.base}#{row.id}",
        title=" · ".join(filter(None, (code, f"{tongue.word('Corrections')}: {kind}"))),
        href=href or "corrections.html",
        text=outcome,
    )


def _plain(label: Markup | str) -> str:
    return str(Markup(label).striptags())  # noqa: S704 (made text, not HTML)


def _incident(edition: Edition, key: str | None) -> tuple[str, str]:
    held = edition.shelves.get(IncidentRow, key) if key else None
    return (held.row.code, f"incidents/{held.name}.html") if held is not None else ("", "")


def _instant(said: str) -> str:
    """A day, a month or an instant (UTC) as Atom writes one, from its beginning; '' for what is none.

    >>> _instant("2026-01"), _instant("2026-01-02T10:20:30.5+00:00"), _instant("soon")
    ('2026-01-01T00:00:00Z', '2026-01-02T10:20:30Z', '')
    """
    found = _INSTANT.match(said)
    return f"{found[1]}-{found[2] or '01'}T{found[3] or '00:00:00'}Z" if found else ""


def _feed(edition: Edition, entries: list[Entry]) -> str:
    tongue, base = edition.tongue, edition.base
    folder = tongue.language
    title = tongue.pick(edition.case, "title").striptags()
    own = absolute(base, f"{folder}/feed.xml")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{folder}">\n'
        f"<id>{escape(own)}</id>\n<title>{escape(title)}</title>\n<updated>{entries[0].at}</updated>\n"
        f"<author><name>{escape(title)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
        f"<link href={quoteattr(absolute(base, f'{folder}/index.html'))}/>\n"
        f"{''.join(_entry(entry, absolute(base, f'{folder}/{entry.href}')) for entry in entries)}</feed>\n"
    )


def _entry(entry: Entry, address: str) -> str:
    return (
        f"<entry><id>{escape(entry.identity)}</id><title>{escape(entry.title)}</title>"
        f"<updated>{escape(entry.at)}</updated><link href={quoteattr(address)}/>"
        f'<content type="text">{escape(entry.text)}</content></entry>\n'
    )

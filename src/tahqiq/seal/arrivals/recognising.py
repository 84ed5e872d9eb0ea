"""What a file is as evidence, and what it says of its own origin: for the receipt, as the file's own word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from tahqiq.seal.arrivals import mail, wacz, warc, webpages
from tahqiq.seal.arrivals.insides import HEAD, kind_of
from tahqiq.seal.arrivals.parts import Unopenable
from tahqiq.seal.arrivals.zips import Zip
from tahqiq.seal.layout import printable

_NAMES = {
    "warc": "web capture (WARC)",
    "zip": "zip archive",
    "mbox": "mailbox",
    "mail": "mail",
    "html": "web page in one file",
    "whatsapp": "WhatsApp chat",
    "telegram": "Telegram export",
    "telegram page": "Telegram export",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What is known of a file's coming, beside its bytes; empty where nothing is.

    Attributes:
        kind: such as 'web capture (WACZ)', 'camera card'.
        source_address: where it was taken from, as it says itself.
        captured_at: when, as it says itself.
        made_with: tool and version, as it says itself.
        note: anything else for the receipt.
        warning: what does not agree, for whoever seals it; also in the note.
    """

    kind: str = ""
    source_address: str = ""
    captured_at: datetime | None = None
    made_with: str = ""
    note: str = ""
    warning: str = ""

    def stated(self) -> str:
        """Kind, tool and note in one line."""
        made = f"made with {self.made_with}" if self.made_with else ""
        return "; ".join(filter(None, (self.kind, made, self.note)))

    def and_also(self, other: Arrival) -> Arrival:
        """Both: what this one knows, and what only the other knows."""
        return Arrival(
            kind=", ".join(filter(None, (self.kind, other.kind))),
            source_address=self.source_address or other.source_address,
            captured_at=self.captured_at or other.captured_at,
            made_with=self.made_with or other.made_with,
            note="; ".join(filter(None, (self.note, other.note))),
            warning="; ".join(filter(None, (self.warning, other.warning))),
        )


def recognise(path: Path) -> Arrival | None:
    """What a plain file is, by its bytes; None for one that holds no parts and says nothing of its origin.

    A container that is damaged is evidence all the same: the note says so, and it is sealed whole.

    Raises:
        OSError: it cannot be read.
    """
    with _opened(path) as stream:
        head = stream.read(HEAD)
        kind = kind_of(head)
        if not kind:
            return None
        known = Arrival(kind=_NAMES[kind])
        try:
            return _known(kind, known, head, stream, path.name)
        except Unopenable as error:
            return replace(known, note=f"cannot be looked into: {error.problem}", warning=error.problem)


def moment(said: str) -> datetime | None:
    """A time in ISO 8601 with its zone; None for any other.

    >>> moment("2031-06-05T09:12:01Z"), moment("2031-06-05T09:12:01")
    (datetime.datetime(2031, 6, 5, 9, 12, 1, tzinfo=datetime.timezone.utc), None)
    """
    try:
        found = datetime.fromisoformat(said)
        return None if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    # Neither a link nor a pipe that somebody puts here meanwhile is followed or waited for.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        yield stream


def _known(kind: str, known: Arrival, head: bytes, stream: BinaryIO, file: str) -> Arrival:
    match kind:
        case "warc":
            return _of_warc(known, stream, file)
        case "zip":
            return _of_zip(known, stream, file)
        case "mail":
            return _of_mail(known, head)
        case "html":
            page = webpages.saved(head)
            return replace(known, source_address=page.address, captured_at=page.at, made_with=page.by)
    return known


def _of_warc(known: Arrival, stream: BinaryIO, file: str) -> Arrival:
    """The first records: what made the file, and the first address captured."""
    software = ""
    for number, record in enumerate(warc.records(stream, file=file)):
        software = software or record.software
        if record.kind in ("response", "resource") or number == 20:
            note = f"first of it: {printable(record.uri[:2_000])}" if record.uri else ""
            return replace(known, made_with=printable(software), captured_at=moment(record.at), note=note)
    return replace(known, made_with=printable(software))


def _of_zip(known: Arrival, stream: BinaryIO, file: str) -> Arrival:
    archive = Zip(stream, file=file)
    if wacz.is_wacz(archive):
        return _of_wacz(archive)
    names = archive.names
    if any(each == "_chat.txt" or each.startswith("WhatsApp ") for each in names):
        return replace(known, kind="WhatsApp chat with its files")
    if any(each.rpartition("/")[2] == "result.json" for each in names):
        return replace(known, kind="Telegram export with its files")
    return known


def _of_wacz(archive: Zip) -> Arrival:
    """A web archive: what it says of itself, and whether its files are as stated."""
    said = wacz.package(archive)
    wrong = "; ".join(wacz.differences(archive))[:4_000]
    return Arrival(
        kind="web capture (WACZ)",
        source_address=printable(said.address),
        captured_at=moment(said.at),
        made_with=printable(said.software[:200]),
        note=f"DIFFERS: {wrong}" if wrong else "every file it lists has the digest stated",
        warning=wrong,
    )


def _of_mail(known: Arrival, head: bytes) -> Arrival:
    """A mail, or a page that a browser saved as one."""
    said = mail.headers(head)
    date, location = mail.date_of(said), mail.header(said, "snapshot-content-location")
    if location:
        return replace(
            known,
            kind="web page saved as MHTML",
            source_address=printable(location),
            captured_at=moment(date),
        )
    key = printable(mail.header(said, "message-id")[:300])
    return replace(known, note=", ".join(filter(None, (key, f"sent {date}" if date else ""))))

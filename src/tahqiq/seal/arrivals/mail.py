"""Mails (RFC 5322, MIME), mailboxes (mbox, RFC 4155) and pages saved as a mail (MHTML, RFC 2557).

Parts are numbered as in IMAP (RFC 3501 §6.4.5): ``eml:part/2`` is the second part, ``eml:part/2.1`` the
first inside it; mails of a mailbox count from 1. ``Message-ID`` and date tell one mail from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from tahqiq.seal.arrivals.mime import WRONG, Entity, entities
from tahqiq.seal.arrivals.parts import Part, step, window
from tahqiq.seal.layout import printable

_BETWEEN = re.compile(rb"From \S.{0,300}\d{4}.{0,30}\r?\n", re.S)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_HEAD, _LINE = 1 << 16, 1 << 20


def mails(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    r"""Where each mail of a mailbox begins and ends, without the line 'From …' between them.

    >>> import io
    >>> box = b"From a@b.org Mon Jun  5 09:00:00 2031\nSubject: one\n\nFrom afar.\n\n"
    >>> list(mails(io.BytesIO(box + box)))
    [(38, 64), (102, 128)]
    """
    stream.seek(0)
    place, start, blank = 0, -1, True
    while line := stream.readline(_LINE):
        if blank and _BETWEEN.fullmatch(line) and _FIELD.match(_peek(stream)):
            if start >= 0:
                yield start, place
                stream.seek(place + len(line))  # whoever took the mail may have moved it
            start = place + len(line)
        place += len(line)
        blank = not line.strip(b"\r\n")
    if start >= 0:
        yield start, place


def mailbox(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """The mails of a mailbox, each byte for byte as it stands there."""
    for number, (start, end) in enumerate(mails(stream), 1):
        yield _mail_part(stream, number, start, end)


def mail_at(stream: BinaryIO, spelled: str, *, file: str) -> Part | None:
    """The mail at ``mbox:<number>``."""
    found = (part for part in mailbox(stream, file=file) if part.address == f"mbox:{spelled}")
    return next(found, None)


def parts(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """The parts of one mail that are no containers: words, pictures, attachments, attached mails.

    Raises:
        Unopenable: more tangled than any mail is.
    """
    at = None
    for entity in entities(stream, file=file):
        at = date_of(_first(stream)) if at is None else at
        yield _part(stream, entity, at)


def headers(head: bytes) -> Message:
    """The header of a mail of which the beginning is at hand."""
    return BytesHeaderParser().parsebytes(head)


def date_of(mail: Message) -> str:
    """When a mail says it was sent, in UTC where it names its zone; '' where it says nothing."""
    try:
        when = parsedate_to_datetime(str(mail.get("date", ""))[:200])
        return (when if when.tzinfo is None else when.astimezone(UTC)).isoformat()
    except (*WRONG, OverflowError):
        return ""


def header(mail: Message, name: str) -> str:
    """A header with its encoded words decoded (RFC 2047), on one line; '' where there is none."""
    said = str(mail.get(name, ""))[:_HEAD]
    try:
        pieces = decode_header(said)
    except (HeaderParseError, *WRONG):
        pieces = [(said, None)]
    return " ".join("".join(_decoded(*piece) for piece in pieces).split())


def _decoded(text: str | bytes, charset: str | None) -> str:
    raw = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    try:
        return raw.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")


def _peek(stream: BinaryIO) -> bytes:
    """The beginning of the next line."""
    place = stream.tell()
    line = stream.readline(200)
    stream.seek(place)
    return line


def _mail_part(stream: BinaryIO, number: int, start: int, end: int) -> Part:
    stream.seek(start)
    mail = headers(stream.read(min(_HEAD, end - start)))
    return Part(
        address=f"mbox:{number}",
        media_type="message/rfc822",
        title=printable(header(mail, "message-id").strip("<> ")[:300]),
        at=date_of(mail),
        size=end - start,
        sender=printable(header(mail, "from")),
        opener=lambda: window(stream, start, end - start),
    )


def _first(stream: BinaryIO) -> Message:
    """The header of the mail itself."""
    stream.seek(0)
    return headers(stream.read(_HEAD))


def _part(stream: BinaryIO, entity: Entity, at: str) -> Part:
    part = entity.header
    return Part(
        address=step("eml", f"part/{entity.number}"),
        media_type=part.get_content_type(),
        title=_file_name(part),
        at=at,
        origin=header(part, "content-location"),
        size=None if entity.is_coded else entity.end - entity.start,
        opener=lambda: entity.open(stream),
    )


def _file_name(part: Message) -> str:
    try:
        return printable((part.get_filename() or "").rpartition("/")[2])[:300]
    except WRONG:
        return ""

"""What kind of container some bytes are, and what lies inside, however deep."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import BinaryIO

from tahqiq.seal.arrivals import chats, mail, telegram, wacz, warc, webpages
from tahqiq.seal.arrivals.parts import DEEPEST, Budget, Part, Unopenable, seekable, steps
from tahqiq.seal.arrivals.zips import Zip
from tahqiq.seal.layout import printable

#: Bytes that are enough to tell.
HEAD = 8_192
_MBOX = re.compile(rb"From \S.{0,300}\d{4}.{0,30}\r?\n[!-9;-~]+[ \t]*:", re.S)
_MAIL = re.compile(
    rb"(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|content-type"
    rb"|reply-to|cc|dkim-signature|authentication-results|arc-[\w-]+|snapshot-content-location)[ \t]*:",
    re.I,
)
_TELLING = re.compile(rb"^(?:from|message-id|received|mime-version|return-path)[ \t]*:", re.I | re.M)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,4000}?-->\s*|<\?xml[^>]{0,300}\?>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_TELEGRAM = re.compile(rb'"messages"\s*:\s*\[|"(?:chats|personal_information|contacts)"\s*:\s*\{')
_TELEGRAM_PAGE = re.compile(rb"<title>Exported Data</title>")

Opening = Callable[..., Iterator[Part]]
_PARTS: dict[str, Opening] = {
    "warc": warc.parts,
    "mbox": mail.mailbox,
    "mail": mail.parts,
    "html": webpages.parts,
    "whatsapp": chats.parts,
    "telegram": telegram.parts,
    "telegram page": telegram.pages,
    "zip": lambda stream, *, file: Zip(stream, file=file).parts(),
}


def kind_of(head: bytes) -> str:
    r"""warc, zip, mbox, mail, html, whatsapp, telegram, telegram page; '' for what holds no parts.

    Args:
        head: the first ``HEAD`` bytes.

    >>> kind_of(b"WARC/1.1\r\n"), kind_of(b"<!doctype html>"), kind_of(b"\x89PNG\r\n")
    ('warc', 'html', '')
    """
    if head.startswith((b"WARC/0", b"WARC/1")) or _unpacked(head).startswith((b"WARC/0", b"WARC/1")):
        return "warc"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"\0" in head:
        return ""  # no text, and everything below is
    if _HTML.match(head):
        return "telegram page" if _TELEGRAM_PAGE.search(head) else "html"
    if _MBOX.match(head):
        return "mbox"
    if _is_mail(head):
        return "mail"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "telegram" if _TELEGRAM.search(head) else ""
    lines = head.decode("utf-8", "replace").split("\n")[:20]
    return "whatsapp" if any(chats.starts_a_message(line[:200]) for line in lines) else ""


def inside(stream: BinaryIO, *, file: str = "") -> Iterator[Part]:
    """Everything inside an item, the outer before the inner; nothing for what is no container.

    Parts can be opened while the iterator stands at them and the stream is open.

    Args:
        stream: the item's bytes.
        file: the name used in messages.

    Raises:
        Unopenable: the item itself is damaged or made to do harm. A container inside that is so is
            named, with the reason, and not opened.
    """
    budget = Budget()
    with _anywhere(stream, budget, file) as anywhere:
        yield from _within(anywhere, file, budget, deep=0)


@contextmanager
def part_at(stream: BinaryIO, address: str, *, file: str = "") -> Iterator[Part]:
    """The part at an address; it can be opened within the block.

    Args:
        stream: the item's bytes.
        address: as ``inside`` gives it; a record of a WARC may be named by its id as well.
        file: the name used in messages.

    Raises:
        Unopenable: there is none there, or what it is in cannot be opened.
    """
    none = Unopenable(f"no part {printable(address)}", file=file, remedy="'tahqiq inside' lists the parts")
    first, *others = steps(address)
    if len(others) > DEEPEST:
        raise none
    budget = Budget()
    with ExitStack() as opened:
        part = _part_at(opened.enter_context(_anywhere(stream, budget, file)), first, file)
        for each in others:
            if part is not None:
                inner = opened.enter_context(closing(seekable(part.open(), budget, file=file)))
                part = _part_at(inner, each, file)
        if part is None:
            raise none
        yield replace(part, address=address)


def _part_at(stream: BinaryIO, first: str, file: str) -> Part | None:
    """The part that the first step of an address names."""
    kind, _, rest = first.partition(":")
    found = kind_of(_head(stream))
    if found == "warc" == kind:
        return warc.part_at(stream, rest, file=file)
    if found == "zip" == kind:
        return Zip(stream, file=file).part_at(first)
    if not found:
        return None
    return next((part for part in _PARTS[found](stream, file=file) if part.address == first), None)


@contextmanager
def _anywhere(stream: BinaryIO, budget: Budget, file: str) -> Iterator[BinaryIO]:
    """A stream that can be read anywhere, the caller's own left open."""
    if stream.seekable():
        yield stream
    else:
        with closing(seekable(stream, budget, file=file)) as copy:
            yield copy


def _within(stream: BinaryIO, file: str, budget: Budget, *, deep: int) -> Iterator[Part]:
    """The parts of a container, each followed by its own."""
    kind = kind_of(_head(stream))
    if not kind:
        return
    titles = _titles(stream, file) if kind == "zip" else {}
    for part in _PARTS[kind](stream, file=file):
        yield part
        if deep < DEEPEST and not part.refused and _may_hold(kind, part):
            for each in _deeper(part, file, budget, deep):
                title = titles.get(each.origin, "")
                yield replace(each, title=title) if title else each


def _titles(stream: BinaryIO, file: str) -> dict[str, str]:
    """The titles of pages by address, where a zip archive is a WACZ; its pages are then shown by them."""
    archive = Zip(stream, file=file)
    return dict(wacz.titles(archive)) if wacz.is_wacz(archive) else {}


def _deeper(part: Part, file: str, budget: Budget, deep: int) -> Iterator[Part]:
    """What a part holds; one that cannot be opened is told of once more, with the reason."""
    try:
        with part.open() as peeked:
            kind = kind_of(peeked.read(HEAD))
        if not kind:
            return
        with closing(seekable(part.open(), budget, file=file)) as opened:
            for each in _within(opened, f"{file}, {part.address}", budget, deep=deep + 1):
                yield replace(each, address=f"{part.address}!{each.address}")
    except Unopenable as error:
        yield replace(part, refused=error.problem)


def _may_hold(kind: str, part: Part) -> bool:
    """Whether to look into a part: messages of chats and pages inside captures are left whole."""
    if kind in ("whatsapp", "telegram", "telegram page", "html"):
        return False
    return not (kind == "warc" and part.media_type.startswith(("text/", "image/", "video/", "audio/")))


def _head(stream: BinaryIO) -> bytes:
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    return head


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what gzip packed; none where it is no gzip."""
    if not head.startswith(b"\x1f\x8b"):
        return b""
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _is_mail(head: bytes) -> bool:
    """Whether a file begins with the header of a mail: two fields of mails and nothing else."""
    fields = 0
    for line in head.splitlines()[:40]:
        if not line:
            break
        if line[:1] in b" \t" and fields:
            continue
        if not _FIELD.match(line):
            return False
        fields += _MAIL.match(line) is not None
    return fields >= 2 and _TELLING.search(head) is not None

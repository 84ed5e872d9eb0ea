"""Pages saved as one file, and the media written into them as ``data:`` addresses (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from tahqiq.seal.arrivals.parts import Part, in_memory, whole

_DATA = re.compile(
    rb"data:([\w.+-]{1,60}/[\w.+-]{1,80})((?:;[\w=.+-]{1,80}){0,5}),([A-Za-z0-9+/=_\-.!~*'%&;:@$,?#()\[\]]*+)"
)
#: What is written into a page in fewer bytes is a mark or a dot.
_LEAST = 64
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s+url:\s*(\S{1,4000})\s+saved date:\s*([^\n]{1,100})", re.I
)
_SAVED_AS = re.compile(rb"<!--\s*saved from url=\(\d{4}\)(\S{1,4000})\s*-->", re.I)
_DATE = re.compile(r"(?:\w{3} )?(\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a page says of its own saving; empty where it says nothing.

    Attributes:
        address: the page's address.
        at: when it was saved.
        by: what saved it.
    """

    address: str = ""
    at: datetime | None = None
    by: str = ""


def saved(head: bytes) -> Saved:
    r"""What the beginning of a page says of its saving.

    >>> told = saved(b"<!--\n Page saved with SingleFile\n url: https://example.org/a \n"
    ...              b" saved date: Thu Jun 05 2031 09:12:01 GMT+0300 (Arabia)\n-->")
    >>> told.address, told.at.isoformat(), told.by
    ('https://example.org/a', '2031-06-05T06:12:01+00:00', 'SingleFile')
    """
    if found := _SINGLE_FILE.search(head):
        return Saved(unescape(_text(found[1])), _moment(_text(found[2])), "SingleFile")
    if found := _SAVED_AS.search(head):
        return Saved(unescape(_text(found[1])), None, "a browser")
    return Saved()


def parts(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """The media written into a page, counted from 1 in the order of its bytes.

    Raises:
        Unopenable: the page is larger than may be.
    """
    stream.seek(0)
    content = whole(stream, file=file)
    number = 0
    for found in _DATA.finditer(content):
        if len(found[3]) >= _LEAST:
            number += 1
            yield _part(found, number)


def _part(found: re.Match[bytes], number: int) -> Part:
    content = _content(found)
    return Part(
        address=f"html:data/{number}",
        media_type=_text(found[1]).lower() if content else "application/octet-stream",
        size=len(content),
        refused="" if content else "no readable data: address",
        opener=lambda: in_memory(content),
    )


def _content(found: re.Match[bytes]) -> bytes:
    """The bytes that a ``data:`` address spells; none where it spells nothing."""
    spelled = unquote_to_bytes(found[3])
    if b";base64" not in found[2].lower():
        return spelled
    spelled = spelled.partition(b")")[0].rstrip(b"&;").rstrip(b"=")
    try:
        return base64.b64decode(spelled + b"=" * (-len(spelled) % 4), validate=True)
    except binascii.Error:
        return b""


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _moment(said: str) -> datetime | None:
    """A time as browsers write it; None for any other."""
    found = _DATE.search(said)
    try:
        return found and datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None

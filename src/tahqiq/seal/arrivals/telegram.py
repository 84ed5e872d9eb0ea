"""Telegram's exports: ``result.json`` and ``messages.html``, each message under its own number.

Of JSON only the brackets and strings are looked at until a message is found; no more than one message
is held, however long the chat.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from itertools import zip_longest
from typing import Any, BinaryIO

from tahqiq.seal.arrivals.parts import Part, Unopenable, step, whole, window
from tahqiq.seal.layout import printable

_CHUNK = 1 << 18
#: Bytes of one message, or one string.
MOST_MESSAGE = 8 << 20
_DEEPEST = 100
#: A bracket, a string, or the mark that begins one without an end.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.S)
_OPENING, _CLOSING = (b"{", b"["), (b"}", b"]")
_LIST = b'"messages"['
_FILE_FIELDS = ("file", "photo", "thumbnail", "contact_vcard")
_MESSAGE = re.compile(rb'<div class="message[^">]{0,200}" id="message(-?\d{1,18})">')
_DATE = re.compile(rb'class="[^">]{0,100}\bdate\b[^">]{0,100}" title="([^"<>]{10,40})"')
_FROM = re.compile(rb'<div class="from_name">\s*(.{0,300}?)\s*</div>', re.S)
_LINKED = re.compile(rb'<a class="[^">]{0,200}\bmedia\w*[^">]{0,200}" href="([^"<>]{1,300})"')


def parts(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """The messages of ``result.json``, of one chat or of all an account's.

    Raises:
        Unopenable: no such JSON, or a message longer than any is.
    """
    seen: dict[str, int] = {}
    for chat, (start, end), told in _messages(stream, file):
        key = str(told.get("id", ""))[:40]
        address = step("chat", f"{chat}/message/{key}" if chat else f"message/{key}")
        seen[address] = count = seen.get(address, 0) + 1
        yield _part(stream, start, end, told, address + (f"#{count}" if count > 1 else ""))


def pages(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """The messages of ``messages.html``.

    Raises:
        Unopenable: the page is larger than may be.
    """
    stream.seek(0)
    content = whole(stream, file=file)
    found = list(_MESSAGE.finditer(content))
    for each, follows in zip_longest(found, found[1:]):
        end = len(content) if follows is None else follows.start()
        yield _shown(stream, each, content[each.start() : end])


def _messages(stream: BinaryIO, file: str) -> Iterator[tuple[str, tuple[int, int], Mapping[str, Any]]]:
    """What is in lists called 'messages': its chat's number where there are several, its bytes, itself."""
    containers: list[bytes] = []  # those that are open, each with the name it stands under
    name, start, depth, chat = b"", -1, 0, 0
    for token, place in _tokens(stream, file):
        if token in _OPENING:
            if len(containers) >= _DEEPEST:
                raise Unopenable(f"JSON nested more than {_DEEPEST} deep", file=file)
            if start < 0 and token == b"{" and containers[-1:] == [_LIST]:
                start, depth = place, len(containers)
            containers.append(name + token)
            chat += start < 0 and containers[-1] == _LIST
        elif token in _CLOSING:
            if not containers:
                raise Unopenable("no readable JSON", file=file)
            containers.pop()
            if start >= 0 and len(containers) == depth:
                told = _told(stream, start, place + 1, file)
                if told is not None:
                    yield f"{chat}" if b'"list"[' in containers else "", (start, place + 1), told
                start = -1
        name = b"" if token in _OPENING + _CLOSING else token


def _tokens(stream: BinaryIO, file: str) -> Iterator[tuple[bytes, int]]:
    """Strings and brackets with their places; nothing else is looked at."""
    kept, place = b"", 0
    while True:
        stream.seek(place)
        more = stream.read(_CHUNK)
        buffer, first = kept + more, place - len(kept)
        place, kept = place + len(more), b""
        for found in _TOKEN.finditer(buffer):
            if found[0] == b'"':
                kept = buffer[found.start() :]  # a string that goes on in the next chunk
                break
            yield found[0], first + found.start()
        if not more:
            return
        if len(kept) > MOST_MESSAGE:
            raise Unopenable(f"a string of more than {MOST_MESSAGE:,} bytes", file=file)


def _told(stream: BinaryIO, start: int, end: int, file: str) -> Mapping[str, Any] | None:
    """One message; None for what is none."""
    if end - start > MOST_MESSAGE:
        raise Unopenable(f"a message of more than {MOST_MESSAGE:,} bytes", file=file)
    stream.seek(start)
    try:
        told = json.loads(stream.read(end - start))
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("id"), int) else None


def _part(stream: BinaryIO, start: int, end: int, told: Mapping[str, Any], address: str) -> Part:
    sender = told.get("from") or told.get("actor")
    return Part(
        address=address,
        media_type="application/json",
        title=_file(told),
        at=_time(told),
        size=end - start,
        sender=printable(sender) if isinstance(sender, str) else "",
        opener=lambda: window(stream, start, end - start),
    )


def _file(told: Mapping[str, Any]) -> str:
    """The file that a message came with, as the export names it."""
    names = (told.get(field) for field in _FILE_FIELDS)
    return printable(next((each for each in names if isinstance(each, str)), "")[:300])


def _time(told: Mapping[str, Any]) -> str:
    """When it was sent: in UTC where the export counts seconds, else by the clock of whoever exported."""
    seconds, said = told.get("date_unixtime"), told.get("date")
    if isinstance(seconds, str) and seconds.isdecimal() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    try:
        return datetime.fromisoformat(said).isoformat() if isinstance(said, str) else ""
    except ValueError:
        return ""


def _shown(stream: BinaryIO, found: re.Match[bytes], content: bytes) -> Part:
    """A message as a page shows it."""
    date, sender, linked = _DATE.search(content), _FROM.search(content), _LINKED.search(content)
    start, size = found.start(), len(content)
    return Part(
        address=f"chat:message/{found[1].decode()}",
        media_type="text/html",
        title=_words(linked),
        at=_shown_time(_words(date)),
        size=size,
        sender=_words(sender),
        opener=lambda: window(stream, start, size),
    )


def _words(found: re.Match[bytes] | None) -> str:
    return printable(unescape(found[1].decode("utf-8", "replace")))[:300] if found else ""


def _shown_time(said: str) -> str:
    """A time as pages show it.

    >>> _shown_time("05.06.2031 09:12:01 UTC+03:00"), _shown_time("05.06.2031 09:12:01")
    ('2031-06-05T06:12:01+00:00', '2031-06-05T09:12:01')
    """
    try:
        if "UTC" in said:
            return datetime.strptime(said, "%d.%m.%Y %H:%M:%S UTC%z").astimezone(UTC).isoformat()
        return datetime.strptime(said, "%d.%m.%Y %H:%M:%S").isoformat()
    except (ValueError, OverflowError):
        return ""

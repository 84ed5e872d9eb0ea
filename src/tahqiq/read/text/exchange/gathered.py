"""Messages gathered into one text, each at its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tahqiq.read.text.cleaning import cleaned
from tahqiq.read.text.document import Message
from tahqiq.read.text.limits import MOST_MESSAGES, MOST_TEXT
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput


@dataclass(slots=True)
class Said:
    """A message before it has a place.

    Attributes:
        quoted: spans of the body that repeat somebody else's words.
    """

    body: str
    author: str = ""
    time: datetime | None = None
    key: str = ""
    outlet: str = ""
    attachments: tuple[str, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Gathered:
    """What an export holds, before it is a document."""

    text: str
    messages: list[Message]
    title: str = ""
    byline: str = ""
    date: DateSpan | None = None
    attachments: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def gathered(said: Iterable[Said], *, file: str) -> Gathered:
    """The bodies of messages one after another, a blank line between, and where each stands.

    A message without words keeps its place, author and attachments, with an empty span.

    Raises:
        BadInput: more messages or text than may be.
    """
    pieces, messages, length = list[str](), list[Message](), 0
    for number, each in enumerate(said):
        body = cleaned(each.body)
        first = len(body) - len(body.lstrip())
        body = body.strip()
        if number >= MOST_MESSAGES or length > MOST_TEXT:
            raise BadInput(f"more than {number:,} messages", file=file, remedy="split the export")
        if body and length:
            pieces.append("\n\n")
            length += 2
        pieces.append(body)
        spans = _moved(each.quoted, length - first, length, length + len(body))
        messages.append(
            Message(
                start=length, end=length + len(body), key=each.key, author=each.author, time=each.time,
                attachments=each.attachments, quoted=spans, outlet=each.outlet,
            )
        )  # fmt: skip
        length += len(body)
    return Gathered("".join(pieces), messages)


def _moved(spans: tuple[tuple[int, int], ...], by: int, first: int, end: int) -> tuple[tuple[int, int], ...]:
    """Spans of a body as spans of the text."""
    moved = ((max(first, start + by), min(end, stop + by)) for start, stop in spans)
    return tuple((start, stop) for start, stop in moved if start < stop)

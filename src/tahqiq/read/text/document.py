"""What reading a file gives: one text, and where in it passages, articles and messages stand.

Everything found is a span of code points of the one extracted text, so that a claim cites offsets
of the text and the SHA-256 of its UTF-8 bytes (HOUSE, rule 3). The same bytes and the same
extractor give the same text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from tahqiq.language.direction import Direction
from tahqiq.vocab.dates import DateSpan

#: The language of a passage whose letters and words are neither English nor Arabic (BCP 47).
UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one language: ``text[start:end]``, whole lines.

    Attributes:
        language: 'en', 'ar' or 'und'.
        direction: of its first strong character; None without one.
    """

    start: int
    end: int
    language: str
    direction: Direction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a text that holds several, its header included: ``text[start:end]``."""

    start: int
    end: int
    title: str = ""
    date: DateSpan | None = None
    outlet: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one person sent at one time: ``text[start:end]`` is the body alone.

    Attributes:
        key: the platform's own id of the message; often empty.
        author: as the file names them.
        time: with an offset where the file gives one, else the sender's clock; None unknown.
        attachments: names of files that came with it.
        quoted: spans of the body that repeat somebody else's words (a reply, a forwarded message).
        outlet: the channel or page, where it is another than the author.
    """

    start: int
    end: int
    key: str = ""
    author: str = ""
    time: datetime | None = None
    attachments: tuple[str, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch to be read for itself: no claim reaches beyond it.

    Attributes:
        date: when it was published or sent, as far as it says.
        outlet: who published it.
        author: who wrote or sent it.
    """

    start: int
    end: int
    title: str = ""
    date: DateSpan | None = None
    outlet: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as text.

    Attributes:
        text: Unicode without control characters but newline and tab; encodes as UTF-8.
        kind: what it was read as: html, pdf, docx, odt, mail, chat, posts or text.
        title: of the page, message or file; empty where it has none.
        byline: who wrote it, as it says.
        date: when it was published, as it says; None unknown.
        outlet: who published it, as it says.
        language: of most of its letters: 'en', 'ar' or 'und'.
        passages: in order, apart, covering every line that is not blank.
        articles: in order and apart; empty unless the text holds several.
        messages: in order and apart; empty unless it is mail, a chat or posts.
        attachments: names of files inside it that were not read.
        extractor: 'name/version' of what made the text from the bytes.
        problems: what was left out or could not be read, in plain words.
    """

    text: str
    kind: str
    title: str = ""
    byline: str = ""
    date: DateSpan | None = None
    outlet: str = ""
    language: str = UNDETERMINED
    passages: tuple[Passage, ...] = ()
    articles: tuple[Article, ...] = ()
    messages: tuple[Message, ...] = ()
    attachments: tuple[str, ...] = ()
    extractor: str = ""
    problems: tuple[str, ...] = field(default=())

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text as UTF-8, which claims cite.

        >>> Document(text="", kind="text").sha256[:8]
        'e3b0c442'
        """
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def units(self) -> tuple[Unit, ...]:
        """What is to be read by itself: the messages, else the articles, else the whole.

        What stands between or before them is a unit too: nothing is left unread.
        """
        whole = Unit(0, len(self.text), self.title, self.date, self.outlet, self.byline)
        parts = [_of_message(each, whole) for each in self.messages]
        parts = parts or [_of_article(each, whole) for each in self.articles]
        if not parts:
            return (whole,)
        return tuple(_with_gaps(parts, whole, self.text))


def _of_message(message: Message, whole: Unit) -> Unit:
    """A message as a unit."""
    day = whole.date if message.time is None else DateSpan.day(message.time.date())
    return Unit(message.start, message.end, "", day, message.outlet or whole.outlet, message.author)


def _of_article(article: Article, whole: Unit) -> Unit:
    """An article as a unit; what its header does not say is as the whole says."""
    date, outlet = article.date or whole.date, article.outlet or whole.outlet
    return Unit(article.start, article.end, article.title, date, outlet, article.byline)


def _with_gaps(parts: list[Unit], whole: Unit, text: str) -> list[Unit]:
    """The parts, and a unit of the whole's date for words that no part holds."""
    units, free = list[Unit](), 0
    for part in [*parts, Unit(len(text), len(text))]:
        if any(map(str.isalnum, text[free : part.start])):
            units.append(Unit(free, part.start, whole.title, whole.date, whole.outlet, whole.author))
        if part.end > part.start:
            units.append(part)
        free = part.end
    return units

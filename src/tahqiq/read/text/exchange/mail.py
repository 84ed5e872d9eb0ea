"""Mail (RFC 5322, MIME) and mailboxes (mbox, RFC 4155): words, who sent them and when, what is repeated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from tahqiq.read.text.cleaning import cleaned, one_line
from tahqiq.read.text.decoding import decoded
from tahqiq.read.text.exchange.gathered import Gathered, Said, gathered
from tahqiq.read.text.html.reading import read_page
from tahqiq.read.text.limits import MOST_PARTS
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

VERSION = "1"
_BETWEEN = re.compile(rb"^From \S[^\n]{0,200}\d{4}[^\n]{0,20}\r?\n(?=[\w-]+:)", re.M)
#: What browsers write at the head of a page saved as a mail.
_SAVED = re.compile(rb"^(?:snapshot-content-location:|from:\s*.{0,3}saved by )", re.I | re.M)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*(?:\n|$)", re.M)
_DEEPEST_HEADER = 1 << 16
#: Fields whose parameters the library reads in time that grows with the square of their quotation marks.
_PARAMETERS = frozenset({"content-type", "content-disposition"})
_LONGEST_PARAMETERS, _MOST_QUOTES = 4_096, 64


class _Mail(Mail):
    """A mail whose parameters are cut where no honest one goes on."""

    def get(self, name: str, failobj: Any = None) -> Any:
        """A header; of one with parameters, as much as is read in a moment."""
        said = super().get(name, failobj)
        if not isinstance(said, str) or name.lower() not in _PARAMETERS:
            return said
        return '"'.join(said[:_LONGEST_PARAMETERS].split('"', _MOST_QUOTES)[:_MOST_QUOTES])


def read_mail(content: bytes, *, file: str) -> Gathered:
    """The messages of a mail or a mailbox, the subject before the body of each.

    Of parts that say the same (multipart/alternative) the plain one is read. Attached messages are
    messages of their own; other attachments are named and not read.

    Raises:
        BadInput: no mail, or one of more parts than may be.
    """
    parts = _mailbox(content)
    found = gathered((said for part in parts for said in _said(part, file)), file=file)
    first = found.messages[0] if found.messages else None
    if len(parts) == 1 and first is not None:
        found.title = _header(_parsed(parts[0][:_DEEPEST_HEADER], file), "subject")
        found.byline = first.author
        found.date = None if first.time is None else DateSpan.day(first.time.date())
    found.attachments = [name for message in found.messages for name in message.attachments]
    return found


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page in a web archive of one page, and the encoding declared for it."""

    content: bytes
    charset: str


def saved_page(content: bytes) -> SavedPage | None:
    """The page that a browser saved as a mail (MHTML, RFC 2557); None for a mail that somebody sent.

    Its date is that of the saving, so it is read as a page and not as a mail.
    """
    head = content[:_DEEPEST_HEADER].split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    if not _SAVED.search(head):
        return None
    parts = islice(_parts(_parsed(content, "the page")), MOST_PARTS)
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    return None if page is None else SavedPage(_bytes(page), _charset(page))


def _parsed(content: bytes, file: str) -> Mail:
    """The parts of a mail."""
    try:
        return message_from_bytes(content, _class=_Mail)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError):
        raise BadInput("not a readable mail", file=file) from None


def _mailbox(content: bytes) -> list[bytes]:
    """The mails of a mailbox; of one mail itself."""
    if not content.startswith(b"From "):
        return [content]
    starts = [each.end() for each in _BETWEEN.finditer(content)]
    ends = [*[each.start() for each in _BETWEEN.finditer(content)][1:], len(content)]
    return [content[start:end] for start, end in zip(starts, ends, strict=True)] or [content]


def _said(content: bytes, file: str) -> Iterator[Said]:
    """A mail, and those attached to it."""
    waiting, seen = [_parsed(content, file)], 0
    while waiting:
        mail = waiting.pop(0)
        words, pages, names = list[str](), list[str](), list[str]()
        for part in _parts(mail):
            seen += 1
            if seen > MOST_PARTS:
                raise BadInput(f"more than {MOST_PARTS:,} parts in a mail: refused", file=file)
            if part is not mail and part.get_content_type() == "message/rfc822":
                inside = part.get_payload() if part.is_multipart() else None
                waiting += (
                    [each for each in inside if isinstance(each, Mail)] if isinstance(inside, list) else []
                )
            elif _is_attached(part):
                names.append(_file_name(part))
            elif part.get_content_type() == "text/html":
                pages.append(read_page(_bytes(part), declared=_charset(part)).text)
            elif part.get_content_maintype() == "text":
                words.append(decoded(_bytes(part), declared=_charset(part)).text)
        yield _one(mail, "\n\n".join(filter(str.strip, words)) or "\n\n".join(pages), tuple(names))


def _parts(mail: Mail) -> Iterator[Mail]:
    """The parts of a mail that are no containers; those of attached mails are left to them."""
    waiting: list[Mail] = [mail]
    while waiting:
        part = waiting.pop(0)
        payload = part.get_payload() if part.is_multipart() else None  # others are decoded, and may fail
        attached = part is not mail and part.get_content_type() == "message/rfc822"
        if isinstance(payload, list) and not attached:
            waiting = [each for each in payload if isinstance(each, Mail)] + waiting
        else:
            yield part


def _one(mail: Mail, body: str, names: tuple[str, ...]) -> Said:
    """A mail as a message: its subject, then its body with what it repeats marked."""
    subject, body = _header(mail, "subject"), cleaned(body).strip()
    start = f"{subject}\n\n" if subject and body else subject
    quoted = tuple((first + len(start), end + len(start)) for first, end in quoted_spans(body))
    return Said(
        start + body, _sender(mail), _time(mail), _header(mail, "message-id").strip("<> "), "", names, quoted
    )


@cache
def _repeats() -> re.Pattern[str]:
    """The lines after which a mail repeats another."""
    table = tomllib.loads(files("tahqiq.read.text").joinpath("tables", "mail.toml").read_text("utf-8"))
    lines = [re.escape(each) + "$" for each in table["lines"]]
    return re.compile(rf"^[ \t]*(?:{'|'.join([*lines, *table['wrote']])})", re.I | re.M)


def quoted_spans(body: str) -> list[tuple[int, int]]:
    r"""Where a mail repeats the one it answers: lines that begin with '>', and all after 'On … wrote:'.

    >>> body = "Two more died.\n\nOn 6 June 2031, A wrote:\n> Five died."
    >>> [body[start:end] for start, end in quoted_spans(body)]
    ['On 6 June 2031, A wrote:\n> Five died.']
    """
    found = _repeats().search(body)
    stop = found.start() if found else len(body)
    spans = [each.span() for each in _QUOTED_LINE.finditer(body[:stop])]
    joined = list[tuple[int, int]]()
    for start, end in [*spans, *([(stop, len(body))] if found else [])]:
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _header(mail: Mail, name: str) -> str:
    """A header with its encoded words decoded (RFC 2047), on one line."""
    said = mail.get(name)
    if said is None:
        return ""
    written = str(said)[:_DEEPEST_HEADER]
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):
        return one_line(written)
    return one_line("".join(_piece(text, charset) for text, charset in pieces))


def _piece(text: str | bytes, charset: str | None) -> str:
    """One piece of a header."""
    if isinstance(text, str):
        raw = text.encode("ascii", "surrogateescape") if not text.isascii() and _is_raw(text) else None
        return text if raw is None else decoded(raw).text
    return decoded(text, declared=charset or "").text


def _is_raw(text: str) -> bool:
    """Whether a header holds bytes that were no ASCII, and nothing else beyond it."""
    return all(each < "\x80" or "\udc80" <= each <= "\udcff" for each in text)


def _sender(mail: Mail) -> str:
    """Who sent a mail: the name and the address."""
    said = _header(mail, "from")
    try:
        name, address = getaddresses([said])[0]
    except (IndexError, ValueError):
        return said
    return f"{name} <{address}>" if name and address else name or address or said


def _time(mail: Mail) -> datetime | None:
    """When a mail says it was sent."""
    try:
        return parsedate_to_datetime(str(mail.get("date", ""))[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_attached(part: Mail) -> bool:
    """Whether a part is a file beside the words."""
    said = str(part.get("content-disposition", "")).strip().lower()
    return said.startswith("attachment") or part.get_content_maintype() != "text"


def _file_name(part: Mail) -> str:
    """The name of an attachment, or its type."""
    try:
        said = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        said = None
    return one_line(said)[:200] if said else part.get_content_type()


def _charset(part: Mail) -> str:
    """The encoding that a part declares."""
    try:
        return part.get_content_charset("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _bytes(part: Mail) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""

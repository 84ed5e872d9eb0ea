"""Bytes → ``Document``: one function for each kind of file, the same passages and articles for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tahqiq.read.text.cleaning import cleaned
from tahqiq.read.text.decoding import decoded
from tahqiq.read.text.digest import headers_of
from tahqiq.read.text.document import Document
from tahqiq.read.text.kinds import is_chat, kind_of
from tahqiq.read.text.limits import MOST_BYTES, check_text
from tahqiq.read.text.passages import main_language, passages_of
from tahqiq.read.text.zips import Package
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.read.text.exchange.gathered import Gathered
    from tahqiq.read.text.office.found import Found

#: The version of reading plain text, and of the passages and articles of every kind.
VERSION = "1"
_REMEDIES = {
    "a picture": "have its text recognised (OCR), and seal and read the result",
    "RTF": "save it as DOCX, ODT or plain text",
    "an old Office file (DOC, XLS, PPT or MSG)": "save it as DOCX, PDF or plain text",
    "a workbook (XLSX)": "tables are read with: tahqiq import",
}


def read_document(source: Path | str | bytes, *, media_type: str | None = None, name: str = "") -> Document:
    """Reads a file as text. Deterministic, without network; nothing is written.

    Args:
        source: a path, or the bytes.
        media_type: as declared when the file was captured; the bytes are asked first.
        name: the file's name in messages, and for its ending; that of the path by default.

    Raises:
        BadInput: unreadable, of a kind that is not read, damaged, empty, or beyond the limits.

    >>> found = read_document("قتل سبعة مدنيين.".encode("windows-1256"), name="note.txt")
    >>> found.text, found.language, found.extractor
    ('قتل سبعة مدنيين.', 'ar', 'tahqiq-text/1')
    """
    file = name or (str(source) if not isinstance(source, bytes) else "the text")
    content = source if isinstance(source, bytes) else _bytes(Path(source))
    if len(content) > MOST_BYTES:
        raise BadInput(
            f"{len(content):,} bytes, and {MOST_BYTES:,} are the most",
            file=file,
            remedy="split it, or give it as .jsonl with id and text",
        )
    kind = kind_of(content, name=file, media_type=media_type or "")
    reader = _READERS.get(kind)
    if reader is None:
        raise BadInput(f"{kind}, which is not read as text", file=file, remedy=_REMEDIES.get(kind))
    document = reader(content, file)
    if not document.text.strip():
        raise BadInput("no words in it", file=file)
    return document


def _bytes(path: Path) -> bytes:
    """The bytes of a file, no more than may be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else None
        raise BadInput(f"cannot be read: {said or error}", file=str(path)) from None


def _completed(found: Document, file: str, *, articles: bool = True) -> Document:
    """A document with the passages, the language and, where it may hold some, the articles of its text."""
    check_text(found.text, file=file)
    passages = passages_of(found.text)
    several, lead = headers_of(found.text) if articles else ((), None)
    return replace(
        found,
        title=found.title or (lead.title if lead is not None else ""),
        byline=found.byline or (lead.byline if lead is not None else ""),
        date=found.date or (lead.date if lead is not None else None),
        outlet=found.outlet or (lead.outlet if lead is not None else ""),
        language=main_language(passages),
        passages=passages,
        articles=several,
        extractor=f"tahqiq-{found.kind}/{found.extractor}",
    )


def _text(content: bytes, file: str) -> Document:
    """Plain text."""
    source = decoded(content)
    check_text(source.text, file=file)
    if _is_binary(source.text):
        raise BadInput("bytes that are no text", file=file)
    problems = (source.problem,) if source.problem else ()
    found = Document(text=cleaned(source.text), kind="text", extractor=VERSION, problems=problems)
    return _completed(found, file)


def _is_binary(text: str) -> bool:
    """Whether what was taken for text is mostly control characters."""
    sample = text[:65536]
    strange = sum(each < " " and each not in "\t\n\r\f\x0b" for each in sample)
    return strange > 0.1 * len(sample)


def _html(content: bytes, file: str, *, declared: str = "") -> Document:
    """A web page; posts saved as one are messages."""
    from tahqiq.read.text.exchange.gathered import gathered
    from tahqiq.read.text.html import reading

    page = reading.read_page(content, declared=declared)
    facts, problems = page.facts, tuple(page.problems)
    if page.posts:
        posts = gathered(page.posts, file=file)
        return _completed(
            Document(
                text=posts.text,
                kind="posts",
                title=facts.title,
                outlet=facts.outlet,
                messages=tuple(posts.messages),
                extractor=f"html-{reading.VERSION}",
                problems=problems,
            ),
            file,
            articles=False,
        )
    return _completed(
        Document(
            text=page.text,
            kind="html",
            title=facts.title,
            byline=facts.byline,
            date=facts.date,
            outlet=facts.outlet,
            extractor=reading.VERSION,
            problems=problems,
        ),
        file,
    )


def _pdf(content: bytes, file: str) -> Document:
    """A PDF."""
    from tahqiq.read.text.pdf import reading

    book = reading.read_pdf(content, file=file)
    return _completed(
        Document(
            text=cleaned(book.text),
            kind="pdf",
            title=book.title,
            byline=book.byline,
            extractor=reading.version(),
            problems=tuple(book.problems),
        ),
        file,
    )


def _docx(content: bytes, file: str) -> Document:
    """A DOCX."""
    from tahqiq.read.text.office import docx

    return _office(docx.read_docx(content, file=file), "docx", docx.VERSION, file)


def _odt(content: bytes, file: str) -> Document:
    """An ODT."""
    from tahqiq.read.text.office import odt

    return _office(odt.read_odt(content, file=file), "odt", odt.VERSION, file)


def _office(found: Found, kind: str, version: str, file: str) -> Document:
    """What an office file holds as a document."""
    return _completed(
        Document(
            text=cleaned(found.text),
            kind=kind,
            title=found.title,
            byline=found.byline,
            date=found.date,
            attachments=tuple(found.attachments),
            extractor=version,
            problems=tuple(found.problems),
        ),
        file,
    )


def _mail(content: bytes, file: str) -> Document:
    """A mail or a mailbox; a page saved as a mail (MHTML) is a page."""
    from tahqiq.read.text.exchange import mail

    page = mail.saved_page(content)
    if page is not None:
        return _html(page.content, file, declared=page.charset)
    return _exchanged(mail.read_mail(content, file=file), "mail", mail.VERSION, file)


def _chat(content: bytes, file: str) -> Document:
    """An exported chat."""
    from tahqiq.read.text.exchange import whatsapp

    return _exchanged(whatsapp.read_chat(content, file=file), "chat", whatsapp.VERSION, file)


def _posts(content: bytes, file: str) -> Document:
    """Posts or messages exported as JSON."""
    from tahqiq.read.text.exchange import posts

    return _exchanged(posts.read_posts(content, file=file), "posts", posts.VERSION, file)


def _exchanged(found: Gathered, kind: str, version: str, file: str) -> Document:
    """Messages as a document."""
    return _completed(
        Document(
            text=found.text,
            kind=kind,
            title=found.title,
            byline=found.byline,
            date=found.date,
            messages=tuple(found.messages),
            attachments=tuple(found.attachments),
            extractor=version,
            problems=tuple(found.problems),
        ),
        file,
        articles=False,
    )


#: Members of archives that platforms and phones export, by the ends of their names.
_EXPORTED = (
    "_chat.txt",
    "result.json",
    "data/tweets.js",
    "data/tweet.js",
    "your_posts_1.json",
    "message_1.json",
)


def _zip(content: bytes, file: str) -> Document:
    """A zip that a chat or a platform exported; of any other it is said that it is not read."""
    package = Package(content, file=file)
    texts = [name for name in package.names if name.lower().endswith(".txt")]
    chats = texts if len(texts) == 1 and is_chat(package.read(texts[0])[:4096]) else []
    named = [name for end in _EXPORTED for name in package.names if name.endswith(end)]
    chosen = next(iter([*chats, *named]), None)
    if chosen is None:
        raise BadInput(
            "a zip archive, which is not read as text", file=file, remedy="unpack it and give its files"
        )
    inside = package.read(chosen)
    reader = _READERS["chat" if chosen.endswith(".txt") else "posts"]
    return reader(inside, file)


_READERS: dict[str, Callable[[bytes, str], Document]] = {
    "text": _text,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "odt": _odt,
    "mail": _mail,
    "chat": _chat,
    "posts": _posts,
    "zip": _zip,
}

"""What a file is, by its bytes before its name: names lie more often than bytes do."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from tahqiq.read.text.zips import DAMAGED

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,300}\?>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_TAGS = re.compile(rb"<(?:html|head|body|div|p|table|article|span)\b[^>]*>", re.I)
_MAIL_FIELD = re.compile(
    rb"^(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|content-type"
    rb"|reply-to|cc|dkim-signature|authentication-results|arc-[\w-]+)[ \t]*:",
    re.I,
)
_TELLING_FIELD = re.compile(rb"^(?:from|message-id|received|mime-version|return-path)[ \t]*:", re.I | re.M)
_MBOX = re.compile(rb"^From \S+.{0,80}\d{4}\r?\n[\w-]+:", re.I)
_WHATSAPP = re.compile(
    r"^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*\[?[\u200e\u200f]*[\d٠-٩]{1,4}[/.\-\u200f]+[\d٠-٩]{1,2}[/.\-\u200f]+[\d٠-٩]{2,4}[\u200f]?"
    r"[,،]?\s+[\d٠-٩]{1,2}:[\d٠-٩]{2}(?::[\d٠-٩]{2})?[\s\u202f]*(?:[AaPp]\.?[Mm]\.?|ص|م|[صم]\S*)?(?:\]|\s*[-–])\s*\S"
)  # fmt: skip
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
    "application/mbox": "mail",
    "application/json": "posts",
    "text/plain": "text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/zip": "zip",
}
_SUFFIXES = {
    ".htm": "html", ".html": "html", ".xhtml": "html", ".mhtml": "mail", ".mht": "mail", ".eml": "mail",
    ".mbox": "mail", ".json": "posts", ".js": "posts", ".txt": "text", ".md": "text",
}  # fmt: skip
#: Files that are no text by their first bytes, and what to say of them.
_OTHERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a sound, film or picture"),
    (b"\0\0\0\x18ftyp", "a film"),
    (b"\0\0\0\x20ftyp", "a film"),
    (b"\0\0\0\x1cftyp", "a film"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS, PPT or MSG)"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
)
_HEAD = 4096


def kind_of(content: bytes, *, name: str = "", media_type: str = "") -> str:
    """html, pdf, docx, odt, mail, chat, posts, zip, text; or what a file is that is none of these.

    Args:
        content: all the bytes.
        name: of the file; its ending decides where the bytes do not.
        media_type: as declared when the file was captured; asked after the bytes, before the name.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"Some words"), kind_of(b"<!doctype html><p>Some")
    ('pdf', 'text', 'html')
    """
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content)
    other = next((said for mark, said in _OTHERS if head.startswith(mark)), "")
    if other:
        return other
    if _HTML.match(head):
        return "html"
    if _MBOX.match(head) or _is_mail(head):
        return "mail"
    declared = _TYPES.get(media_type.partition(";")[0].strip().lower(), "")
    named = _SUFFIXES.get(_suffix(name), "")
    if "html" in {declared, named}:
        return "html"
    if head.lstrip()[:1] in {b"{", b"["} and declared != "text":
        return "chat" if is_chat(content) else "posts"
    if "posts" in {declared, named}:
        return "posts"
    if declared == "mail" or (named == "mail" and _MAIL_FIELD.match(head)):
        return "mail"
    if len(_TAGS.findall(head)) > 4 and declared != "text":
        return "html"
    return "chat" if is_chat(content) else "text"


def _suffix(name: str) -> str:
    """The ending of a name, in lower case."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _is_mail(head: bytes) -> bool:
    """Whether a file begins with the header of a mail."""
    lines = head.splitlines()[:40]
    fields = 0
    for line in lines:
        if not line:
            break
        if line[:1] in b" \t" and fields:
            continue
        if not re.match(rb"[!-9;-~]+[ \t]*:", line):
            return False
        fields += _MAIL_FIELD.match(line) is not None
    return fields >= 2 and _TELLING_FIELD.search(head) is not None


def is_chat(content: bytes) -> bool:
    """Whether lines begin as in WhatsApp's exports: a date, a time, a name and a colon."""
    from tahqiq.read.text.decoding import decoded

    lines = decoded(content[:_HEAD]).text.splitlines()[:30]
    return sum(_WHATSAPP.match(line) is not None for line in lines) >= max(1, min(2, len(lines)))


def _zipped(content: bytes) -> str:
    """What a zip holds."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist()[:10_000])
    except DAMAGED:
        return "a damaged zip archive"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "a workbook (XLSX)"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    return "zip"

"""A PDF's bytes → text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from tahqiq.read.text.cleaning import one_line
from tahqiq.read.text.limits import MOST_PAGES
from tahqiq.read.text.pdf.columns import Column, columns_of
from tahqiq.read.text.pdf.glyphs import glyphs_of
from tahqiq.read.text.pdf.lines import Line, lines_of
from tahqiq.read.text.pdf.paragraphs import Paragraph, paragraphs_of, put_together, text_of
from tahqiq.read.text.pdf.running import without_running
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: Titles that programs give by themselves.
_NO_TITLE = re.compile(r"^about:|^untitled|^microsoft |\.(?:docx?|indd|pdf|html?|qxd|rtf|odt)$", re.I)


@dataclass(slots=True)
class Book:
    """What a PDF holds, before it is a document."""

    text: str
    title: str = ""
    byline: str = ""
    problems: list[str] = field(default_factory=list)


def version() -> str:
    """The version of this reader and of PDFium: either may change the text."""
    from pypdfium2.version import PDFIUM_INFO

    return f"1-pdfium-{PDFIUM_INFO.build}"


def read_pdf(content: bytes, *, file: str) -> Book:
    """The text of a PDF.

    Raises:
        BadInput: damaged, encrypted, without text, or beyond the limits.
    """
    with _opened(content, file) as document:
        pages, problems = _pages(document, file)
        said = document.get_metadata_dict(skip_empty=True)
    if not any(pages):
        raise BadInput(
            f"{len(pages):,} pages of pictures and no text",
            file=file,
            remedy="have its text recognised (OCR), and seal and read the result",
        )
    kept, _ = without_running(pages)
    columns = [column for lines in kept for column in columns_of(lines)]
    paragraphs = paragraphs_of(columns, mirrored=_is_mirrored(columns))
    text = put_together(paragraphs)
    title = one_line(said.get("Title", ""))
    title = _heading(paragraphs) if not title or _NO_TITLE.search(title) else title
    return Book(text, title, one_line(said.get("Author", "")), problems)


def _heading(paragraphs: list[Paragraph]) -> str:
    """The first paragraph in type larger than most, where it is short."""
    usual = median(each.size for each in paragraphs)
    large = (" ".join(each.lines) for each in paragraphs[:5] if each.size > 1.2 * usual)
    return next((text for text in large if len(text) < 250), "")


@contextmanager
def _opened(content: bytes, file: str) -> Iterator[PdfDocument]:
    """A document of PDFium's, closed afterwards."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise BadInput("an encrypted PDF", file=file, remedy="save it without a password") from None
        raise BadInput("not a readable PDF: damaged, or cut off", file=file) from None
    try:
        yield document
    finally:
        document.close()


def _pages(document: PdfDocument, file: str) -> tuple[list[list[Line]], list[str]]:
    """The lines of each page, and which pages have none or cannot be read."""
    from pypdfium2 import PdfiumError

    count = len(document)
    if count > MOST_PAGES:
        raise BadInput(f"{count:,} pages, and {MOST_PAGES:,} are the most", file=file, remedy="split it")
    pages, damaged = list[list[Line]](), 0
    for at in range(count):
        try:
            page = document[at]
        except PdfiumError:
            damaged += 1
            continue
        try:
            pages.append(lines_of(glyphs_of(page)))
        except PdfiumError:
            damaged += 1
        finally:
            page.close()
    if not pages:
        raise BadInput("not a readable PDF: none of its pages is whole", file=file)
    empty = sum(not lines for lines in pages)
    problems = [f"{damaged:,} of {count:,} pages are damaged and left out"] if damaged else []
    if 0 < empty < len(pages):
        problems.append(f"{empty:,} of {count:,} pages hold no text: pictures, or nothing")
    return pages, problems


def _is_mirrored(columns: list[Column]) -> bool:
    """Whether brackets in right-to-left lines are named as they look: then turning them puts '(' first."""
    turned = plain = 0
    for column in columns:
        for line in column.lines if column.right_to_left else ():
            text = text_of(line, right_to_left=True)
            if "(" in text and ")" in text:
                turned += text.index("(") < text.index(")")
                plain += text.index(")") < text.index("(")
    return turned >= plain

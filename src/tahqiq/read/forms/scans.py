"""Scans of paper forms and tags: which codes stand on which page.

Read as hostile input: a picture that declares more points than a scanned page can have is refused before it
is decoded; a PDF's pages are drawn one at a time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tahqiq.read.forms.codes import is_code
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from PIL.Image import Image

#: Points of one page: A3 at 600 dots an inch. Pages of one scan. Dots an inch at which a PDF is drawn.
MOST_POINTS, MOST_PAGES, DRAWN_AT = 70_000_000, 500, 200
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """One page of a scan.

    Attributes:
        number: from 1.
        codes: codes whose check character is right, sorted, each once.
        others: what other QR codes on the page say, shortened to 60 characters.
    """

    number: int
    codes: tuple[str, ...]
    others: tuple[str, ...] = ()


def read_scan(content: bytes, *, file: str) -> Iterator[ScannedPage]:
    """The codes on every page of a scanned picture or PDF.

    Raises:
        BadInput: it is neither, damaged, or larger than a scan can be.
    """
    pages = (
        _pdf_pages(content, file) if content[:1024].lstrip().startswith(b"%PDF") else _pictures(content, file)
    )
    for number, page in enumerate(pages, 1):
        yield _read(page, number)


def _read(page: Image, number: int) -> ScannedPage:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        page.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    texts = {each.text for each in found}
    return ScannedPage(
        number=number,
        codes=tuple(sorted(filter(is_code, texts))),
        others=tuple(sorted(each[:60] for each in texts if not is_code(each))),
    )


def _pictures(content: bytes, file: str) -> Iterator[Image]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            for number, page in enumerate(ImageSequence.Iterator(picture), 1):
                _check(page.width * page.height, number, file)
                yield page
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise BadInput(
            "it is no picture (JPEG, PNG, TIFF, WebP) or PDF that can be read", file=file
        ) from None


def _pdf_pages(content: bytes, file: str) -> Iterator[Image]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            for number, page in enumerate(document, 1):
                _check(int(page.get_width() * page.get_height() * (DRAWN_AT / 72) ** 2), number, file)
                yield page.render(scale=DRAWN_AT / 72, grayscale=True).to_pil()
    except pypdfium2.PdfiumError:
        raise BadInput("a damaged or encrypted PDF", file=file) from None


def _check(points: int, number: int, file: str) -> None:
    if points > MOST_POINTS:
        raise BadInput(f"page {number} has {points:,} points, and {MOST_POINTS:,} are the most", file=file)
    if number > MOST_PAGES:
        raise BadInput(f"it has more than {MOST_PAGES} pages", file=file, remedy="scan it in parts")

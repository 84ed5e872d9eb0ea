"""The characters of a page with their places, from PDFium."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

#: A page with more characters is no page of text.
MOST_CHARACTERS = 200_000
#: Parts of the size of type by which a letter's lower edge stands above its line.
_RAISED = 0.3
#: How far below a page text in other directions is put.
_BELOW = 20_000
_HYPHENS = frozenset("\x02\u00ad\ufffe")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it is drawn, in points from the lower left of the page as it is read.

    Attributes:
        text: one character, or the letters of a ligature; presentation forms folded back.
        left: its edges.
        right: its edges.
        base: the line it stands on.
        size: of its type.
        mark: whether it is drawn over another.
        raised: whether its place is only that of a mark over it: some programs give the letter's
            name to the mark, and none to the letter.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    mark: bool
    raised: bool = False

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.left + self.right) / 2


def glyphs_of(page: PdfPage) -> list[Glyph]:
    """The characters of a page in the order of the file, turned upright, however the page is shown.

    Of what PDFium adds by itself spaces are kept, as hints of no width, and ends of lines are not. Text
    that runs in another direction than most of a page stands far below it.
    """
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        count = min(raw.FPDFText_CountChars(textpage.raw), MOST_CHARACTERS)
        found = [each for at in range(max(0, count)) if (each := _glyph(textpage, at)) is not None]
    finally:
        textpage.close()
    quarters = [quarter for quarter, _ in Counter(quarter for quarter, _ in found).most_common()]
    return _joined(
        glyph
        if quarter == quarters[0]
        else replace(glyph, base=glyph.base - _BELOW * quarters.index(quarter))
        for quarter, glyph in found
    )


def _joined(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs with the letters of one ligature, which stand in one place, as one."""
    found = list[Glyph]()
    for glyph in glyphs:
        last = found[-1] if found else None
        if last is not None and (last.left, last.right, last.base) == (glyph.left, glyph.right, glyph.base):
            found[-1] = replace(last, text=last.text + glyph.text)
        else:
            found.append(glyph)
    return found


def _glyph(textpage: PdfTextPage, at: int) -> tuple[int, Glyph] | None:
    """One character, and by how many quarters it is turned; None for what is not drawn."""
    from pypdfium2 import raw

    handle = textpage.raw
    text = _letters(raw.FPDFText_GetUnicode(handle, at))
    if not text or (text != " " and raw.FPDFText_IsGenerated(handle, at) == 1):
        return None
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    if not raw.FPDFText_GetLooseCharBox(handle, at, box) or not raw.FPDFText_GetMatrix(handle, at, matrix):
        return None
    across, along = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, at, across, along)
    size = abs(raw.FPDFText_GetFontSize(handle, at)) * math.hypot(matrix.c, matrix.d)
    quarter = _quarter(math.atan2(matrix.b, matrix.a))
    left, right, base = _upright(
        quarter, (box.left, box.right), (box.bottom, box.top), (across.value, along.value)
    )
    if not all(map(math.isfinite, (left, right, base, size))):
        return None
    if quarter == 0 and left < across.value < right:
        left = across.value  # a tail that reaches back under the space before it
    mark = unicodedata.category(text[0]) == "Mn"
    raised = quarter == 0 and text.isalpha() and box.bottom > along.value + _RAISED * size
    return quarter, Glyph(text, left, right, base, size, mark, raised)


def _quarter(angle: float) -> int:
    """By how many quarters of a circle a character is turned."""
    return round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0


def _upright(
    quarter: int, across: tuple[float, float], along: tuple[float, float], origin: tuple[float, float]
) -> tuple[float, float, float]:
    """Left, right and base line of a turned character on the page turned upright."""
    if quarter == 0:
        return *across, origin[1]
    if quarter == 2:
        return -across[1], -across[0], -origin[1]
    if quarter == 1:
        return *along, -origin[0]
    return -along[1], -along[0], origin[0]


def _letters(code: int) -> str:
    """The characters for a code; presentation forms and ligatures as the letters they stand for."""
    if code in {0, 9, 10, 13} or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code == 9 else ""
    letter = chr(code)
    if letter in _HYPHENS:
        return "\u00ad"
    if "\ufb00" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufefc":
        folded = unicodedata.normalize("NFKC", letter)
        return folded.strip() or folded
    return "" if unicodedata.category(letter) in {"Cc", "Cf"} else letter

"""The picture a messenger shows beside a shared link: the record's title in the site's own letters.

It holds no number of the record: one on a picture could not be followed to what it rests on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tahqiq.language.direction import direction_of
from tahqiq.publish.heads.citation import title_of
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import Manifest
from tahqiq.vocab.rows import CaseRow
from tahqiq.vocab.wording import LANGUAGES, Language, word

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: The size that services ask for (The Open Graph protocol; 1.91 to 1).
WIDTH, HEIGHT = 1200, 630
_MARGIN, _TITLE, _SMALL, _LINE, _LINES = 90, 68, 30, 1.35, 4
_PAPER, _INK, _SOFT, _ACCENT = "#fcfbf8", "#1d1b18", "#5c574e", "#14505f"
_SERIF = ("source-serif-4-latin-wght-normal.woff2", "noto-naskh-arabic-arabic-wght-normal.woff2")
_SANS = ("ibm-plex-sans-latin-400-normal.woff2", "ibm-plex-sans-arabic-arabic-400-normal.woff2")
_LETTERS = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_OTHERS = "0-9A-Za-z\u00c0-\u024f"
#: Words of Arabic letters; words of other letters and numbers, with what stands between them; any sign else.
_RUN = re.compile(
    rf"[{_LETTERS}]+(?:\s+[{_LETTERS}]+)*|[{_OTHERS}](?:[^{_LETTERS}]*[{_OTHERS}%])?|[^{_LETTERS}{_OTHERS}]"
)
_ARABIC = re.compile(f"[{_LETTERS}]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True)
class _Face:
    """A Latin and an Arabic font of one manner and size; each holds the letters of one script."""

    fonts: Path
    names: tuple[str, str]
    size: int

    @cached_property
    def latin(self) -> FreeTypeFont:
        return self._opened(self.names[0])

    @cached_property
    def arabic(self) -> FreeTypeFont:
        return self._opened(self.names[1])

    def _opened(self, name: str) -> FreeTypeFont:
        from PIL import ImageFont

        return ImageFont.truetype(self.fonts / name, self.size, layout_engine=ImageFont.Layout.RAQM)

    def runs(self, text: str) -> list[tuple[str, FreeTypeFont]]:
        """A line in pieces of one script, each with its font."""
        return [(run, self.arabic if _ARABIC.match(run) else self.latin) for run in _RUN.findall(text)]

    def length(self, text: str) -> float:
        """How wide a line is, in pixels."""
        return sum(font.getlength(run) for run, font in self.runs(text))


def write_cards(case: CaseRow, manifest: Manifest, assets: Path) -> None:
    """Writes ``card-LANGUAGE.png`` among the assets of a site.

    Raises:
        BadInput: this Pillow cannot lay out Arabic.
    """
    from PIL import features

    if not features.check("raqm"):
        raise BadInput(
            "the card for shared links cannot be drawn: this Pillow has no Raqm, which lays out Arabic",
            remedy="install Pillow from its wheel, or publish without --base-url",
        )
    for language in LANGUAGES:
        _write_card(case, manifest, language, assets)


def _write_card(case: CaseRow, manifest: Manifest, language: Language, assets: Path) -> None:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=_ACCENT)
    title, serif = title_of(case, language), _Face(assets / "fonts", _SERIF, _TITLE)
    for number, line in enumerate(_lines(title, serif)):
        top = _MARGIN + 40 + number * round(_TITLE * _LINE)
        _put(draw, line, serif, top, _INK, right=direction_of(title) == "rtl")
    sans = _Face(assets / "fonts", _SANS, _SMALL)
    beneath = [f"SHA-256 {manifest.content[:16]}"]
    beneath += [word("Preview", language)] if manifest.status != "approved" else []
    for number, line in enumerate(beneath):
        _put(draw, line, sans, HEIGHT - _MARGIN - 20 - 60 * number, _SOFT, right=language == "ar")
    image.save(assets / f"card-{language}.png", optimize=True)


def _lines(title: str, face: _Face) -> list[str]:
    """The title in lines that fit; what does not fit in four ends in an ellipsis."""
    lines = [""]
    for each in title.split():
        longer = f"{lines[-1]} {each}".strip()
        if lines[-1] and face.length(longer) > WIDTH - 2 * _MARGIN:
            lines.append(each)
        else:
            lines[-1] = longer
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]


def _put(draw: ImageDraw, line: str, face: _Face, top: int, colour: str, *, right: bool) -> None:
    """Draws a line from its side; its runs follow each other in the line's direction (UAX #9, L2, L4)."""
    at = float(WIDTH - _MARGIN if right else _MARGIN)
    baseline = top + face.size
    for run, font in face.runs(line):
        width = font.getlength(run)
        shown = run.translate(_MIRRORED) if right and len(run) == 1 else run
        draw.text((at - width if right else at, baseline), shown, colour, font, anchor="ls")
        at += -width if right else width

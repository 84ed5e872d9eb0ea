"""SVG written by hand: a few shapes, text in either direction, and scales; nothing is fetched."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from tahqiq.vocab.wording import RIGHT_TO_LEFT, Language

#: Ink, paper and the one colour that carries meaning; all readable in grey.
INK, PALE, LINE, ACCENT, SOFT = "#1c1b1a", "#6b6864", "#d9d5cf", "#9a3412", "#e9c9b8"
_FACES = {
    "en": "'IBM Plex Sans','Noto Sans',system-ui,sans-serif",
    "ar": "'IBM Plex Sans Arabic','Noto Sans Arabic','Noto Naskh Arabic',system-ui,sans-serif",
}

Anchor = Literal["start", "middle", "end"]
"""Where a text's given place lies, by reading direction: ``start`` is the right end of Arabic."""


@dataclass(slots=True)
class Drawing:
    """A picture that grows shape by shape.

    Attributes:
        width, height: in pixels of the picture's own measure.
        title, description: what is shown, for those who hear it rather than see it.
        language: of all text; Arabic is set from right to left.
    """

    width: float
    height: float
    title: str
    description: str
    language: Language = "en"
    _shapes: list[str] = field(default_factory=list)

    @property
    def mirrored(self) -> bool:
        """Whether labels stand on the right and texts begin there."""
        return self.language in RIGHT_TO_LEFT

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str = INK, width: float = 1.0
    ) -> None:
        """A straight line."""
        self._shapes.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
            f'stroke="{colour}" stroke-width="{_n(width)}"/>'
        )

    def bar(self, x: float, y: float, width: float, height: float, *, colour: str = ACCENT) -> None:
        """A filled rectangle; a width below half a pixel is drawn as half a pixel."""
        self._shapes.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0.5))}" height="{_n(height)}" '
            f'fill="{colour}"/>'
        )

    def dot(
        self, x: float, y: float, *, radius: float = 4.0, colour: str = INK, hollow: bool = False
    ) -> None:
        """A circle, filled or hollow."""
        fill = "#fff" if hollow else colour
        self._shapes.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" stroke="{colour}"/>'
        )

    def area(self, points: Iterable[tuple[float, float]], *, colour: str = SOFT, edge: str = ACCENT) -> None:
        """A filled outline."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._shapes.append(f'<polygon points="{path}" fill="{colour}" stroke="{edge}"/>')

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        anchor: Anchor = "start",
        size: float = 13.0,
        colour: str = INK,
        strong: bool = False,
    ) -> None:
        """Words or numbers at a place; see `Anchor`."""
        weight = ' font-weight="600"' if strong else ""
        direction = ' direction="rtl"' if self.mirrored else ""
        self._shapes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}" '
            f'text-anchor="{anchor}"{direction}{weight}>{escape(said)}</text>'
        )

    def figure(self, x: float, y: float, said: str, *, anchor: Anchor = "middle", size: float = 12.0) -> None:
        """A number, which runs from left to right in every language."""
        self._shapes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{PALE}" '
            f'text-anchor="{anchor}" paint-order="stroke" stroke="#fff" stroke-width="3">'
            f"{escape(said)}</text>"
        )

    def svg(self) -> bytes:
        """The whole file."""
        face = _FACES[self.language]
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(self.width)} {_n(self.height)}" '
            f'width="{_n(self.width)}" height="{_n(self.height)}" role="img" '
            f'aria-labelledby="title desc" xml:lang="{self.language}" font-family={quoteattr(face)}>',
            f'<title id="title">{escape(self.title)}</title>',
            f'<desc id="desc">{escape(self.description)}</desc>',
            f'<rect width="{_n(self.width)}" height="{_n(self.height)}" fill="#fff"/>',
            *self._shapes,
            "</svg>",
        ]
        return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a number stands between two edges of a picture.

    >>> Scale(0, 10, 100, 200)(5)
    150.0
    """

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """The place, kept between the edges."""
        span = self.high - self.low or 1.0
        share = min(max((value - self.low) / span, 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def ticks(self, most: int = 6) -> list[float]:
        """Round numbers along the scale.

        >>> Scale(4400, 14200, 0, 1).ticks()
        [6000, 8000, 10000, 12000, 14000]
        """
        rough = (self.high - self.low) / most
        if rough <= 0:
            return [self.low]
        unit = 10 ** math.floor(math.log10(rough))
        step = max(1, next(unit * each for each in (1, 2, 5, 10) if unit * each >= rough))
        first = math.ceil(self.low / step)
        return [step * each for each in range(first, math.floor(self.high / step) + 1)]


def _n(value: float) -> str:
    """A coordinate: two decimals at most, none where they are nought."""
    return f"{value:.2f}".rstrip("0").rstrip(".")

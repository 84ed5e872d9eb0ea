"""Names on a picture: the most important first, none over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from tahqiq.language.direction import direction_of
from tahqiq.publish.maps.frame import Frame, mercator
from tahqiq.vocab.basemap import Basemap, Feature
from tahqiq.vocab.wording import Language

#: Kinds by importance, and the size of their letters in the picture's units.
_SIZES = {"place": 15.0, "water": 12.5, "landmark": 11.5, "neighbourhood": 12.0}
_LETTER = 0.58  # of its height, a letter's mean width: enough for Latin and Arabic
_AIR = 5.0


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any ground."""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it will be written.

    Attributes:
        x, y: where it stands, in Web Mercator's square.
        half: half its width in the picture's units. ``size``: of its letters.
        below: units from its place down to its foot; a landmark's name leaves room for a dot.
        attributes, text: of the element, escaped.
    """

    x: float
    y: float
    half: float
    size: float
    below: float
    attributes: str
    text: str

    def box(self, x: float, y: float) -> Box:
        """What it takes of a picture in which its place is here."""
        foot = y + self.below
        return Box(x - self.half, min(foot - self.size, y) - _AIR, x + self.half, foot + _AIR)


def names_of(drawn: Basemap, language: Language) -> tuple[Name, ...]:
    """All names of a ground in a language, the most important first."""
    ordered = (
        each
        for kind in _SIZES
        for each in drawn.features
        if (each.shape, each.kind) == ("point", kind) and each.name(language)
    )
    return tuple(_name(each, language) for each in ordered)


def _name(feature: Feature, language: Language) -> Name:
    text, size = feature.name(language), _SIZES[feature.kind]
    x, y = mercator(*feature.parts[0][0])
    return Name(
        x=x,
        y=y,
        half=len(text) * size * _LETTER / 2 + _AIR,
        size=size,
        below=size + 2 if feature.kind == "landmark" else 0,
        attributes=f'class="map-{feature.kind}" direction="{direction_of(text) or "ltr"}"',
        text=escape(text),
    )


def lettering(names: Iterable[Name], frame: Frame, *, taken: Iterable[Box], most: int = 40) -> Markup:
    """The names that fit, as SVG.

    Args:
        names: the most important first. ``taken``: where none may stand.
        most: no more names than this.
    """
    placed = "".join(_placed(names, frame, list(taken), most))
    manner = 'text-anchor="middle" fill="#5c574e" stroke="#f9f7f2" stroke-width="3" paint-order="stroke"'
    return Markup(f'<g class="map-names" data-plain="words" {manner}>{placed}</g>') if placed else Markup("")  # noqa: S704 (escaped)


def _placed(names: Iterable[Name], frame: Frame, taken: list[Box], most: int) -> Iterator[str]:
    for name in names:
        x, y = (name.x - frame.west) * frame.scale, (name.y - frame.north) * frame.scale
        box = name.box(x, y)
        whole = frame.holds(box.left, box.top) and frame.holds(box.right, box.bottom)
        if whole and not any(box.meets(each) for each in taken):
            taken.append(box)
            if name.below:
                yield f'<circle class="map-dot" cx="{x:.0f}" cy="{y:.0f}" r="2" fill="#3a3630"/>'
            yield (
                f'<text {name.attributes} x="{x:.0f}" y="{y + name.below:.0f}"'
                f' font-size="{name.size:g}">{name.text}</text>'
            )
            most -= 1
        if most == 0:
            return

"""The ground of a case's maps, drawn by hand: GeoJSON of a few kinds of feature (format: basemap/1).

A basemap is read without trust: its size, kinds, coordinates and names are bounded, and what is
not of the format is refused by feature. It is for finding one's way, never for measuring; its
``attribution`` says so wherever it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tahqiq.vocab.errors import BadInput

FORMAT = "basemap/1"
#: Its file in a release.
IN_RELEASE = "media/basemap.geojson"

AREAS = frozenset({"sheet", "built", "park", "water"})
LINES = frozenset({"river", "main_road", "road", "railway", "wall", "bridge"})
POINTS = frozenset({"place", "neighbourhood", "landmark", "water"})

_MOST_BYTES, _MOST_FEATURES, _MOST_POSITIONS, _LONGEST_NAME = 16 << 20, 20_000, 400_000, 120
#: Web Mercator ends here (EPSG:3857).
_FARTHEST_NORTH = 85.0

Position = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing drawn.

    Attributes:
        kind: of `AREAS`, `LINES` or `POINTS`.
        shape: 'area', 'line' or 'point'.
        parts: rings of an area (the first its outside), else one part; longitude, latitude.
        minzoom: the zoom from which it is shown.
    """

    kind: str
    shape: str
    parts: tuple[tuple[Position, ...], ...]
    name_en: str = ""
    name_ar: str = ""
    minzoom: int = 0

    def name(self, language: str) -> str:
        """Its name in a language, or in the other one."""
        own, other = (self.name_ar, self.name_en) if language == "ar" else (self.name_en, self.name_ar)
        return own or other


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """A whole ground, what lies below first."""

    attribution_en: str
    attribution_ar: str
    features: tuple[Feature, ...]

    @classmethod
    def read(cls, path: Path) -> Basemap:
        """Reads a GeoJSON file of the format.

        Raises:
            BadInput: it cannot be read, is too large, or holds what the format does not know.
        """
        try:
            with path.open("rb") as file:
                content = file.read(_MOST_BYTES + 1)
        except OSError as error:
            raise BadInput(f"this basemap cannot be read: {error.strerror}", file=str(path)) from error
        if len(content) > _MOST_BYTES:
            raise BadInput(f"a basemap has at most {_MOST_BYTES:,} bytes", file=str(path))
        return cls.parse(content, file=str(path))

    @classmethod
    def parse(cls, content: bytes, *, file: str = "basemap.geojson") -> Basemap:
        r"""The same from bytes.

        >>> Basemap.parse(b'{"format": "basemap/1", "attribution_en": "a", "attribution_ar": "b",'
        ...               b' "features": []}').features
        ()
        """
        try:
            told = msgspec.json.decode(content, type=_File)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise BadInput(f"is no basemap: {error}", file=file) from error
        if told.format != FORMAT:
            raise BadInput(f"its format is {told.format!r}, not {FORMAT!r}", file=file)
        if len(told.features) > _MOST_FEATURES:
            raise BadInput(f"a basemap has at most {_MOST_FEATURES:,} features", file=file)
        return cls(
            attribution_en=_words(told.attribution_en),
            attribution_ar=_words(told.attribution_ar),
            features=tuple(_features(told.features, file)),
        )

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all that is drawn; of nothing, the whole world."""
        positions = [each for feature in self.features for part in feature.parts for each in part]
        if not positions:
            return (-180.0, -_FARTHEST_NORTH, 180.0, _FARTHEST_NORTH)
        lons, lats = zip(*positions, strict=True)
        return (min(lons), min(lats), max(lons), max(lats))


class _Geometry(msgspec.Struct):
    type: str
    coordinates: Any


class _Feature(msgspec.Struct):
    geometry: _Geometry
    properties: dict[str, Any]


class _File(msgspec.Struct):
    format: str
    attribution_en: str
    attribution_ar: str
    features: list[_Feature]


_SHAPES = {"Polygon": ("area", AREAS), "LineString": ("line", LINES), "Point": ("point", POINTS)}


def _features(told: list[_Feature], file: str) -> Iterator[Feature]:
    positions = 0
    for number, each in enumerate(told, start=1):
        feature = _feature(each, file, number)
        positions += sum(map(len, feature.parts))
        if positions > _MOST_POSITIONS:
            raise BadInput(f"a basemap has at most {_MOST_POSITIONS:,} positions", file=file, row=number)
        yield feature


def _feature(told: _Feature, file: str, number: int) -> Feature:
    shape, kinds = _SHAPES.get(told.geometry.type, ("", frozenset()))
    kind = told.properties.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        known = ", ".join(f"{name}: {' '.join(sorted(of))}" for name, (_, of) in _SHAPES.items())
        raise BadInput(
            f"a {told.geometry.type!r} of kind {kind!r} is not of the format",
            file=file,
            row=number,
            remedy=f"the kinds are {known}",
        )
    try:
        parts = tuple(_parts(shape, told.geometry.coordinates))
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(f"not a position of WGS 84: {error}", file=file, row=number) from error
    return Feature(kind=kind, shape=shape, parts=parts, **_told_of(told.properties))


def _told_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    minzoom = properties.get("minzoom", 0)
    return {
        "name_en": _words(properties.get("name_en")),
        "name_ar": _words(properties.get("name_ar")),
        "minzoom": minzoom if isinstance(minzoom, int) and 0 <= minzoom <= 22 else 0,
    }


def _parts(shape: str, coordinates: Any) -> Iterator[tuple[Position, ...]]:
    if shape == "point":
        yield (_position(coordinates),)
        return
    fewest = 4 if shape == "area" else 2
    for part in coordinates if shape == "area" else [coordinates]:
        positions = tuple(map(_position, part))
        if len(positions) < fewest or (shape == "area" and positions[0] != positions[-1]):
            raise ValueError(f"{len(positions)} positions make no {shape}")
        yield positions


def _position(told: Any) -> Position:
    if not isinstance(told, list) or len(told) < 2 or not all(isinstance(each, int | float) for each in told):
        raise ValueError(f"{told!r:.60}")
    lon, lat = float(told[0]), float(told[1])
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= _FARTHEST_NORTH):
        raise ValueError(f"{told[0]}, {told[1]}")
    return lon, lat


def _words(told: object) -> str:
    """A name of bounded length on one line, without what lays out text around it anew."""
    if not isinstance(told, str):
        return ""
    return "".join(filter(str.isprintable, told)).strip()[:_LONGEST_NAME]

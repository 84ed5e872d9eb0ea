"""EXIF: what the camera, or whoever wrote over it, says of a picture (exifread)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

#: Pictures inside the picture, padding, and makers' blocks that nobody can read.
_PASSED_OVER = (
    "JPEGThumbnail",
    "TIFFThumbnail",
    "EXIF MakerNote",
    "EXIF Padding",
    "Image Padding",
    "Image PrintIM",
)


def describe(stream: BinaryIO, media_type: str) -> dict[str, object]:
    """Every tag by the name of its directory and its own, makers' notes included, values as text."""
    tags = _tags(stream)
    said: dict[str, object] = {
        name: tag.printable
        for name, tag in tags.items()
        if name not in _PASSED_OVER and tag.printable.strip()
    }
    position = _position(tags)
    return {**said, "position": position} if position else said


def _tags(stream: BinaryIO) -> Mapping[str, Any]:
    import exifread

    stream.seek(0)
    found: Mapping[str, Any] = exifread.process_file(stream, details=True, extract_thumbnail=False)
    return {name: tag for name, tag in found.items() if hasattr(tag, "printable")}


def _position(tags: Mapping[str, Any]) -> dict[str, object]:
    """Decimal degrees on WGS 84, as the tags say (CIPA DC-008 Exif 2.32, §4.6.6); empty without both."""
    latitude = _degrees(tags, "GPS GPSLatitude", negative="S", most=90)
    longitude = _degrees(tags, "GPS GPSLongitude", negative="W", most=180)
    if latitude is None or longitude is None:
        return {}
    return {"latitude": latitude, "longitude": longitude}


def _degrees(tags: Mapping[str, Any], name: str, *, negative: str, most: int) -> float | None:
    tag, reference = tags.get(name), tags.get(f"{name}Ref")
    parts = [] if tag is None else _numbers(tag.values)
    if len(parts) != 3:
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    south_or_west = reference is not None and str(reference.printable).strip().upper() == negative
    return round(-degrees if south_or_west else degrees, 7) if 0 <= degrees <= most else None


def _numbers(values: object) -> Sequence[float]:
    """Rationals as numbers; empty where one has no denominator."""
    parts = list(values) if isinstance(values, list | tuple) else []
    if not all(getattr(part, "denominator", 1) for part in parts):
        return []
    return [float(part) for part in parts]

"""Scenes of a STAC catalogue, on disk or at an address (SpatioTemporal Asset Catalog, version 1).

Items are followed from the catalogue down; of each, the assets of a polarisation are taken. When an item was
taken, and on which relative orbit, stands in its properties (``datetime``, ``sat:relative_orbit``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tahqiq.survey.scenes.scene import BANDS, POLARISATIONS, Scene
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from pystac import Asset, Item

#: Items beyond which a catalogue is refused.
MOST = 50_000


def is_catalogue(place: str) -> bool:
    """Whether a place is an address, or a catalogue's file.

    >>> is_catalogue("https://example.org/catalog.json"), is_catalogue("scenes")
    (True, False)
    """
    return urlsplit(place).scheme in {"http", "https"} or place.endswith(".json")


def scenes_of_catalogue(place: str) -> list[Scene]:
    """All scenes of a catalogue, in order.

    Args:
        place: address or path of a catalogue, a collection, an item, or a collection of items.

    Raises:
        BadInput: it cannot be read, or holds no scene.
    """
    found = [scene for item in _items(place) for scene in _scenes_of(item)]
    if not found:
        raise BadInput("holds no scene of VV or VH, nor of a band", file=place)
    return sorted(found)


def _items(place: str) -> Iterator[Item]:
    try:
        import pystac
    except ImportError:
        remedy = "install it: pip install 'tahqiq[survey]'"
        raise BadInput("reading a catalogue needs the extra 'survey'", remedy=remedy) from None
    try:
        top = pystac.read_file(place if urlsplit(place).scheme else str(Path(place).resolve()))
        if isinstance(top, pystac.Catalog):
            many: Iterable[Item] = top.get_items(recursive=True)
        else:
            many = [top] if isinstance(top, pystac.Item) else []
        for number, item in enumerate(many):
            if number == MOST:
                raise BadInput(f"holds more than {MOST:,} items", file=place)
            yield item
    except (pystac.STACError, pystac.STACTypeError, OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"is no readable STAC catalogue: {str(error)[:160]}", file=place) from None


def _scenes_of(item: Item) -> Iterator[Scene]:
    orbit = item.properties.get("sat:relative_orbit")
    for key, asset in sorted(item.assets.items()):
        polarisation = _polarisation(key, asset)
        if polarisation and item.datetime is not None:
            yield Scene(
                orbit=int(orbit) if isinstance(orbit, int) else -1,
                polarisation=polarisation,
                date=date(item.datetime.year, item.datetime.month, item.datetime.day),
                path=_path(asset),
            )


def _polarisation(key: str, asset: Asset) -> str:
    """The asset's polarisation or band, by its key or its own word; '' for thumbnails and metadata."""
    told = asset.extra_fields.get("sar:polarizations")
    named = str(told[0]).upper() if isinstance(told, list) and len(told) == 1 else key.upper()
    ending = urlsplit(asset.href).path.lower().endswith((".tif", ".tiff"))
    raster = ending or "tif" in (asset.media_type or "").lower()
    return named if raster and named in (*POLARISATIONS, *BANDS) else ""


def _path(asset: Asset) -> str:
    href = asset.get_absolute_href() or asset.href
    parts = urlsplit(href)
    return parts.path if parts.scheme == "file" else href

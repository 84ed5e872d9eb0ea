"""Gazetteers from files: CSV with common column names, GeoJSON, and GeoNames dumps.

What makes a file unusable is refused in one line with file, row and column. A single impossible
coordinate is not: the place is kept without a point, and a warning names the row.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.geojson import read_geojson
from tahqiq.language.places.geonames import is_geonames, read_geonames
from tahqiq.language.places.known import KnownPlace
from tahqiq.language.places.tabular import read_csv
from tahqiq.language.textfile import read_text
from tahqiq.vocab.errors import BadInput


def read_gazetteers(paths: Iterable[Path]) -> Gazetteer:
    """One gazetteer out of one or several files; the format is told from the content.

    Raises:
        BadInput: no such file, no text, no places in it.
    """
    places: list[KnownPlace] = []
    warnings: list[str] = []
    for path in paths:
        text = read_text(path)
        if text.lstrip()[:1] in ("{", "["):
            found = read_geojson(text, file=str(path), warnings=warnings)
        elif is_geonames(text):
            found = read_geonames(text, file=str(path), warnings=warnings)
        else:
            found = read_csv(text, file=str(path), warnings=warnings)
        if not found:
            raise BadInput("no places in it", file=str(path))
        places += found
    return Gazetteer.of(places, warnings=warnings)

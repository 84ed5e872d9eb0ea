"""Scenes in a folder: GeoTIFFs whose names, or tags, say when, on which orbit and in which polarisation.

A name holds the date as eight digits, and perhaps ``orbit087`` and VV or VH; what the name does not say may
stand in the file's tags (DATE, ORBIT, POLARISATION, or GDAL's ACQUISITIONDATETIME and TIFFTAG_DATETIME). A
file with several bands has the polarisation in each band's description. Optical scenes, of reflectance, name
their band in the same places (B04, NIR).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from tahqiq.survey.scenes.opening import opened
from tahqiq.survey.scenes.scene import BANDS, POLARISATIONS, Scene
from tahqiq.vocab.errors import BadInput

ENDINGS = frozenset({".tif", ".tiff", ".vrt"})

_DATE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})-?([01][0-9])-?([0-3][0-9])(?![0-9])|"
                   r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])T[0-9]{6}")  # fmt: skip
_ORBIT = re.compile(r"orbit[-_ ]?([0-9]{1,3})(?![0-9])", re.IGNORECASE)
_POLARISATION = re.compile(rf"(?<![A-Za-z])({'|'.join(POLARISATIONS)})(?![A-Za-z])", re.IGNORECASE)
_BAND = re.compile(r"(?<![A-Za-z0-9])(B[0-9][0-9A])(?![A-Za-z0-9])", re.IGNORECASE)
_DATE_TAGS = ("DATE", "ACQUISITION_DATE", "ACQUISITIONDATETIME", "TIFFTAG_DATETIME", "DATETIME")
_ORBIT_TAGS = ("ORBIT", "RELATIVE_ORBIT", "RELATIVEORBITNUMBER", "RELATIVE_ORBIT_NUMBER")
_POLARISATION_TAGS = ("POLARISATION", "POLARIZATION", "POL")


def scenes_in(folder: Path) -> list[Scene]:
    """All scenes of a folder and the folders below it, in order.

    Raises:
        BadInput: there is none, or one cannot be read or has no date.
    """
    if not folder.is_dir():
        raise BadInput("is no folder of scenes", file=str(folder))
    files = sorted(each for each in folder.rglob("*") if each.suffix.lower() in ENDINGS and each.is_file())
    found = [scene for file in files for scene in _scenes_of(file)]
    if not found:
        raise BadInput("holds no GeoTIFF", file=str(folder), remedy="name the folder of the scenes")
    return sorted(found)


def _scenes_of(file: Path) -> Iterator[Scene]:
    with opened(str(file)) as image:
        tags = {name.upper(): str(value) for name, value in image.tags().items()}
        descriptions = list(image.descriptions)
        bands = [{name.upper(): str(value) for name, value in image.tags(at).items()} for at in image.indexes]
    day = _day(file.stem, tags)
    if day is None:
        remedy = "put it into the name as 20170613, or into the tag DATE"
        raise BadInput("nothing says when it was taken", file=str(file), remedy=remedy)
    orbit = _orbit(file.stem, tags)
    several = len(descriptions) > 1
    for band, description in enumerate(descriptions, 1):
        own = _named(description or "") or _tagged(bands[band - 1])
        polarisation = own or ("" if several else _named(file.stem) or _tagged(tags))
        if several and not polarisation:
            problem = f"nothing says what its band {band} is"
            raise BadInput(
                problem, file=str(file), remedy="describe each band as VV or VH, or write a file a band"
            )
        yield Scene(orbit=orbit, polarisation=polarisation, date=day, path=str(file), band=band)


def _day(name: str, tags: Mapping[str, str]) -> date | None:
    """The first date that is one, in the name or else in the tags.

    >>> _day("s1_20170613_orbit087_VV", {}), _day("s1", {"DATE": "2017-06-13"})
    (datetime.date(2017, 6, 13), datetime.date(2017, 6, 13))
    """
    for text in (name, *(tags[tag].replace(":", "-", 2) for tag in _DATE_TAGS if tag in tags)):
        for match in _DATE.finditer(text):
            year, month, day = (int(part) for part in match.groups() if part)
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _orbit(name: str, tags: Mapping[str, str]) -> int:
    match = _ORBIT.search(name)
    if match:
        return int(match[1])
    tagged = next((tags[tag] for tag in _ORBIT_TAGS if tag in tags), "")
    return int(tagged) if tagged.isdecimal() else -1


def _named(text: str) -> str:
    """The polarisation or band that a name or a description holds; a plain word only by itself.

    >>> _named("s1_20170613_VV"), _named("T37_20170613_B8A"), _named("nir"), _named("red_sea")
    ('VV', 'B8A', 'NIR', '')
    """
    words = text.replace("_", " ")
    found = [match[1].upper() for match in (_POLARISATION.search(words), _BAND.search(words)) if match]
    return next((each for each in (*found, text.strip().upper()) if each in (*POLARISATIONS, *BANDS)), "")


def _tagged(tags: Mapping[str, str]) -> str:
    found = next((tags[tag].upper() for tag in _POLARISATION_TAGS if tag in tags), "")
    return found if found in (*POLARISATIONS, *BANDS) else ""

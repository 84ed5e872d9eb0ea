"""Grid references as people type them: with and without zone, spaces, line breaks and slips.

A slip is repaired only where nothing else can have been meant (a letter O among digits), and
the repair is named; otherwise the reference is refused, with a hint where one is plausible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tahqiq.language.places.grid import (
    BANDS,
    POLAR_BANDS,
    GridReference,
    NotOnGrid,
    bottom_of,
    point_of,
    span_of,
    top_of,
)
from tahqiq.language.places.located import Area, Located, Notation, Refused
from tahqiq.language.places.signs import folded

#: Letters typed for digits they look like.
_LOOKALIKES = {"O": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "B": "8"}
_SEPARATORS = re.compile(r"[\s.\-_/]+")
_ZONED = re.compile(
    r"(?P<zone>[0-9OIL]{1,2}(?=[A-Z])|[0-9]{2}(?=5))(?P<band>[A-Z5])(?P<square>[A-Z]{2})(?P<rest>[0-9OQILSB]*)"
)
_BANDLESS = re.compile(r"(?P<zone>[0-9]{1,2})(?P<square>[A-Z]{2})(?P<rest>[0-9OQILSB]{2,})")
_ZONELESS = re.compile(r"(?P<band>[A-Z])?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])(?P<rest>[0-9OQILSB]{4,})")
_ZONE = re.compile(r"([0-9]{1,2})([A-Z])")
#: Within this many degrees of the expected area a reference still belongs to it.
_NEAR = 0.5
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class _Typed:
    """A reference taken apart: '' where a part was not written."""

    zone: str
    band: str
    square: str
    digits: str
    repairs: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.zone}{self.band}{self.square}{self.digits}"


def read_reference(text: str, *, zone: str = "", area: Area | None = None) -> Located | Refused | None:
    """The position of one grid reference, or why it has none; None where the text is no such thing.

    Args:
        text: one reference and nothing else.
        zone: zone and band to take where the reference has none, such as '37S'.
        area: where the reference is expected to lie; decides a missing zone or band, and
            refuses what lies elsewhere.

    >>> read_reference("37SEV005797").metres
    100.0
    >>> read_reference("37s ev 0O5 797").repairs
    ('letter O read as 0',)
    >>> print(read_reference("37SEV05797"))
    5 digits: easting and northing need as many each, so one is missing or too many
    >>> print(read_reference("EV005797"))
    no zone is written; say which (such as 37S) or where it should lie
    """
    typed = _taken_apart(text)
    if typed is None or (not typed.digits and not typed.band):
        return None
    if len(typed.digits) % 2:
        return _refused(
            f"{len(typed.digits)} digits: easting and northing need as many each, "
            "so one is missing or too many"
        )
    if len(typed.digits) > 10:
        return _refused(f"{len(typed.digits)} digits: a reference has ten at most")
    if typed.zone and typed.band:
        return _placed(typed, area)
    return _completed(typed, zone, area)


def _taken_apart(text: str) -> _Typed | None:
    signs = folded(text).strip()
    compact = _SEPARATORS.sub("", signs)
    match = _ZONED.fullmatch(compact) or _BANDLESS.fullmatch(compact)
    if match is None and "." not in signs:  # 'lat 35.96' is no reference
        match = _ZONELESS.fullmatch(compact)
    if match is None:
        return None
    parts = match.groupdict(default="")
    repairs: list[str] = []
    zone = _digits(parts.get("zone", ""), repairs)
    band = parts.get("band", "")
    if band == "5":
        repairs.append("digit 5 read as band S")
        band = "S"
    digits = _digits(parts["rest"], repairs)
    if len(digits) % 2 == 0 and _uneven(text, len(digits)):
        repairs.append("digits joined across an uneven gap")
    return _Typed(zone.lstrip("0"), band, parts["square"], digits, tuple(dict.fromkeys(repairs)))


def _digits(written: str, repairs: list[str]) -> str:
    for letter, digit in _LOOKALIKES.items():
        if letter in written:
            repairs.append(f"letter {letter} read as {digit}")
            written = written.replace(letter, digit)
    return written


def _uneven(text: str, digits: int) -> bool:
    """Whether the digits were typed in two runs of different length."""
    tail = re.search(r"[0-9OQILSB]*(?:[\s.\-_/]+[0-9OQILSB]+)*\s*$", folded(text).strip())
    runs = [run for run in _SEPARATORS.split(tail[0] if tail else "") if run]
    return len(runs) == 2 and sum(map(len, runs)) == digits and len(runs[0]) != len(runs[1])


def _placed(typed: _Typed, area: Area | None) -> Located | Refused:
    try:
        found = _located(typed)
    except NotOnGrid as error:
        return _repaired_letters(typed, area, str(error))
    if area is None or area.wider(_NEAR).holds(found.point):
        return found
    return _repaired_letters(typed, area, "it lies outside the area it should lie in")


def _located(typed: _Typed) -> Located:
    half = len(typed.digits) // 2
    size = 10 ** (5 - half)
    east, north = (int(part or 0) * size for part in (typed.digits[:half], typed.digits[half:]))
    reference = GridReference(int(typed.zone or 0), typed.band, typed.square, east, north, size)
    return Located(
        point=point_of(reference), metres=float(size), notation=Notation.MGRS, repairs=typed.repairs
    )


def _repaired_letters(typed: _Typed, area: Area | None, reason: str) -> Refused | Located:
    """Exchanged square letters are put right where the area confirms it; a wrong letter is hinted at."""
    exchanged = replace(typed, square=typed.square[::-1])
    if _fits(exchanged, area) and exchanged != typed:
        if area is not None:
            repair = f"square letters {typed.square} read as {exchanged.square}"
            return _located(replace(exchanged, repairs=(*typed.repairs, repair)))
        return _refused(reason, hint=f"perhaps {exchanged}?")
    if area is None:
        return _refused(reason)
    near = sorted(_one_letter_off(typed, area))
    return _refused(reason, hint=f"perhaps {near[0][1]}?" if near else "")


def _one_letter_off(typed: _Typed, area: Area) -> list[tuple[float, str]]:
    """References in the area with one other letter, each with its distance from the middle (degrees)."""
    first, second = typed.square[0], typed.square[1]
    squares = [letter + second for letter in _LETTERS] + [first + letter for letter in _LETTERS]
    others = [replace(typed, square=square) for square in squares if square != typed.square]
    return [(area.from_middle(_located(each).point), str(each)) for each in others if _fits(each, area)]


def _fits(typed: _Typed, area: Area | None) -> bool:
    try:
        point = _located(typed).point
    except NotOnGrid:
        return False
    return area is None or area.wider(_NEAR).holds(point)


def _completed(typed: _Typed, zone: str, area: Area | None) -> Located | Refused:
    """A reference without zone or band, completed by the default zone or by the area."""
    default = _ZONE.fullmatch(folded(zone).strip())
    if default is not None:
        filled = replace(typed, zone=typed.zone or default[1], band=typed.band or default[2])
        return _placed(_noting(filled, typed, "by default"), area)
    missing = "band" if typed.zone else "zone"
    if area is None:
        return _refused(f"no {missing} is written", hint="say which (such as 37S) or where it should lie")
    fitting = [each for each in _in_area(typed, area) if _fits(each, area)]
    if len(fitting) == 1:
        return _located(_noting(fitting[0], typed, "taken from the area"))
    if not fitting:
        return _refused(f"no {missing} is written, and square {typed.square} does not occur in the area")
    zones = ", ".join(f"{each.zone}{each.band}" for each in fitting[:4])
    return _refused(f"no {missing} is written, and several would do: {zones}")


def _noting(filled: _Typed, typed: _Typed, how: str) -> _Typed:
    taken = f"{filled.zone if not typed.zone else ''}{filled.band if not typed.band else ''}"
    return replace(filled, repairs=(*typed.repairs, f"zone {taken} {how}"))


def _in_area(typed: _Typed, area: Area) -> list[_Typed]:
    """The reference in every zone and band that touches the area."""
    wide = area.wider(_NEAR)
    found = []
    for zone in [int(typed.zone)] if typed.zone else range(1, 61):
        for band in typed.band or BANDS:
            if band in POLAR_BANDS or band not in BANDS or not 1 <= zone <= 60:
                continue
            if (
                top_of(band) < wide.south
                or bottom_of(band) > wide.north
                or (band == "X" and zone in (32, 34, 36))
            ):
                continue
            west, east = span_of(zone, band)
            if east >= wide.west and west <= wide.east:
                found.append(replace(typed, zone=str(zone), band=band))
    return found


def _refused(reason: str, *, hint: str = "") -> Refused:
    return Refused(reason=reason, hint=hint, notation=Notation.MGRS)

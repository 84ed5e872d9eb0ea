"""Positions written as coordinates: decimal degrees, degrees-minutes-seconds, or the military grid.

`parse_coordinates` reads a text that is one position; `find_coordinates` finds positions in
running text, with exact spans. What is impossible is refused with the reason; a likely intention is
given as a hint and never applied. What had to be put right is named in `Located.repairs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tahqiq.language.places import mgrs
from tahqiq.language.places.angles import Angle, angles_at
from tahqiq.language.places.located import METRES_A_DEGREE, Area, Located, Notation, Refused
from tahqiq.language.places.signs import folded
from tahqiq.vocab.places import Point

_SEPARATOR = re.compile(r"\s*(?:[,;/|&]|\bAND\b|\bBY\b|و(?=\s|[0-9]|خط|ال))?\s*")
_OPENING = re.compile(
    r"[\s(\[{<\"']*(?P<wkt>(?:SRID=4326;)?POINT\s*\()?(?:GEO:|COORDINATES?\s*:?|GPS\s*:?|@|الاحداثيات\s*:?)?[\s(\[]*"
)
_CLOSING = re.compile(r"[\s)\]}>\"'.,;]*(?:[,;]?[0-9.]+Z)?[\s)\]}>\"'.,;]*")
#: Where a position can begin in running text: not within a word or number.
_START = re.compile(
    r"(?<![\w.°'])(?<![0-9],)(?:[+-]?[0-9]|[NSEW]\.?\s*[0-9]|LAT|LON|LNG|NORTH|SOUTH|EAST|WEST|خط|دائرة|شمال|جنوب|شرق|غرب)"
)
_HALVES = [
    rf"[0-9OIL]{{{half}}}[\s.\-]{{0,3}}[0-9OIL]{{{half}}}(?![0-9OIL]|[\s.\-][0-9]{{2,}})"
    for half in (5, 4, 3, 2)
]
_GRID_DIGITS, _SHORT_GRID_DIGITS = "|".join(_HALVES), "|".join(_HALVES[:3])
_GRID = re.compile(
    r"(?<![A-Z0-9])(?:[0-9]{1,2}[\s\-]{0,2}[A-Z]|[0-9]{2}5)[\s\-]{0,3}[A-Z]{2}[\s.\-]{0,3}"
    rf"(?:{_GRID_DIGITS}|[0-9OIL]{{3,12}})(?![A-Z0-9])"
)
_SHORT_GRID = re.compile(
    rf"(?<![A-Z0-9])[A-HJ-NP-Z][A-HJ-NP-V][\s\-]{{0,3}}(?:{_SHORT_GRID_DIGITS}|(?:[0-9]{{2}}){{3,5}})(?![A-Z0-9])"
)
#: '1st, Sat 2017' is no reference: with gaps between its letters one needs five digits.
_DAY_AND_YEAR = re.compile(r"[0-9]+(?=.*[\s\-].*[A-Z])[A-Z\s\-]+[0-9OIL]{3,4}")
#: Bare numbers in prose are a position only where both are written to a thousandth of a degree.
_SIZE_IN_PROSE = 1e-3
_WORD = re.compile(r"[\w%]")
_LAT, _LON = 90, 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A position written in a text.

    Attributes:
        start: where it begins, in code points of the text given.
        end: where it ends, exclusive.
        quote: the words themselves.
        outcome: the position, or why there is none.
    """

    start: int
    end: int
    quote: str
    outcome: Located | Refused


def parse_coordinates(text: str, *, zone: str = "", area: Area | None = None) -> Located | Refused:
    r"""The position a text states, or why it states none.

    Latitude comes first unless a label, a direction, the area or an impossible latitude says
    otherwise.

    Args:
        text: one position; brackets and surrounding blanks do not matter.
        zone: zone and band of grid references written without, such as '37S'.
        area: where positions are expected: decides order and missing zones. A grid reference
            outside of it is refused.

    >>> parse_coordinates("35.9617, 39.0060").point
    Point(lat=35.9617, lon=39.006)
    >>> parse_coordinates("39°00'36\"E 35°57'36\"N").point
    Point(lat=35.96, lon=39.01)
    >>> parse_coordinates("٣٥٫٩٦١٧ شمالاً، ٣٩٫٠٠٦٠ شرقاً").point
    Point(lat=35.9617, lon=39.006)
    >>> print(parse_coordinates("35.9626, 4239.00416"))
    longitude 4239.00416 lies outside ±180; perhaps 42.3900416 or 39.00416?
    >>> print(parse_coordinates("near the river"))
    no coordinates
    """
    references = list(dict.fromkeys(match[0].strip() for match in _GRID.finditer(folded(text))))
    if len(references) > 1:
        both = " and ".join(references)
        return Refused(
            reason=f"{len(references)} grid references ({both})",
            hint="read each by itself",
            notation=Notation.MGRS,
        )
    reference = mgrs.read_reference(text, zone=zone, area=area)
    if reference is not None:
        return reference
    pair = _whole_pair(folded(text))
    if pair is None:
        return Refused(reason="no coordinates")
    return _position(pair, area)


def find_coordinates(text: str, *, zone: str = "", area: Area | None = None) -> list[Found]:
    """Every position written in a text, in order, with its exact span.

    Bare pairs of numbers count only with three decimals or more each; grid references without
    a zone only where ``zone`` or ``area`` completes them.

    >>> [(each.start, each.end, each.quote) for each in find_coordinates("hit at 37SEV005797, 3 killed")]
    [(7, 18, '37SEV005797')]
    """
    signs = folded(text)
    found = list(_references_in(signs, text, zone, area))
    taken = [(each.start, each.end) for each in found]
    position = 0
    for match in _START.finditer(signs):
        start = match.start()
        if start < position or any(begin <= start < end for begin, end in taken):
            continue
        pair = next((pair for pair in _pairs_at(signs, start) if _in_prose(pair, signs)), None)
        if pair is not None:
            position = pair.end
            found.append(_found(text, start, pair.end, _position(pair, area)))
    return sorted(found, key=lambda each: each.start)


def find_references(text: str, *, zone: str = "", area: Area | None = None) -> list[Found]:
    """The grid references that ``find_coordinates`` finds, without looking for pairs of numbers.

    >>> [each.quote for each in find_references("hit at 37SEV005797 or 35.9617, 39.0060")]
    ['37SEV005797']
    """
    return sorted(_references_in(folded(text), text, zone, area), key=lambda each: each.start)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two angles that stand side by side."""

    first: Angle
    second: Angle
    joint: str
    longitude_first: bool = False

    @property
    def end(self) -> int:
        return self.second.end

    @property
    def sound(self) -> bool:
        """Whether it can be: both directed or neither, and not twice the same way."""
        axes = {self.first.axis, self.second.axis}
        return not (self.first.problem or self.second.problem) and axes in ({""}, {"lat", "lon"})


def _whole_pair(signs: str) -> _Pair | None:
    """The pair a folded text consists of, brackets and the like set aside."""
    opening = _OPENING.match(signs)
    begin = opening.end() if opening else 0
    for pair in _pairs_at(signs, begin):
        closing = _CLOSING.match(signs, pair.end)
        if closing is not None and closing.end() == len(signs):
            return replace(pair, longitude_first=bool(opening and opening["wkt"]))
    return None


def _pairs_at(signs: str, start: int) -> list[_Pair]:
    """Readings of two angles from a position on: the longest first, sound before unsound."""
    pairs = []
    for point in ".,":
        for first in angles_at(signs, start, point=point):
            joint = _SEPARATOR.match(signs, first.end)
            after = joint.end() if joint else first.end
            for second in angles_at(signs, after, point=point):
                if after > first.end or first.axis or first.sexagesimal:
                    pairs.append(_Pair(first, second, signs[first.end : after]))
    return sorted(pairs, key=lambda pair: (-pair.end, not pair.sound))


def _in_prose(pair: _Pair, signs: str) -> bool:
    """Whether a pair in running text is meant as a position."""
    if _WORD.match(signs, pair.end):
        return False
    if pair.first.axis and pair.second.axis:
        return True
    if pair.first.sexagesimal and pair.second.sexagesimal:
        return pair.sound or bool(pair.first.axis or pair.second.axis)
    return max(pair.first.size, pair.second.size) <= _SIZE_IN_PROSE * 1.001


def _position(pair: _Pair, area: Area | None) -> Located | Refused:
    """The point of a pair, its order settled and its possibility checked."""
    first, second = pair.first, pair.second
    notation = Notation.DMS if first.sexagesimal or second.sexagesimal else Notation.DECIMAL
    if first.problem or second.problem:
        return Refused(reason=first.problem or second.problem, notation=notation)
    if first.axis and first.axis == second.axis:
        name = "latitudes" if first.axis == "lat" else "longitudes"
        return Refused(reason=f"two {name} are given", notation=notation)
    swapped, repairs = _order(pair, area)
    lat, lon = (second, first) if swapped else (first, second)
    reason, hint = _impossible(lat.degrees, lon.degrees, area)
    if reason:
        return Refused(reason=reason, hint=hint, notation=notation)
    metres = max(lat.size, lon.size) * METRES_A_DEGREE
    return Located(point=Point(lat.degrees, lon.degrees), metres=metres, notation=notation, repairs=repairs)


def _order(pair: _Pair, area: Area | None) -> tuple[bool, tuple[str, ...]]:
    """Whether longitude stands first, and what to say about it."""
    first, second = pair.first, pair.second
    if first.axis or second.axis or pair.longitude_first:
        return first.axis == "lon" or second.axis == "lat" or pair.longitude_first, ()
    a, b = first.degrees, second.degrees
    if abs(a) > _LAT and abs(a) <= _LON and abs(b) <= _LAT:
        return True, ("longitude read first: the first number is beyond ±90",)
    if area is not None and _lies_in(area, b, a) and not _lies_in(area, a, b):
        return True, ("longitude read first: only so it lies in the area",)
    return False, ()


def _lies_in(area: Area, lat: float, lon: float) -> bool:
    return abs(lat) <= _LAT and abs(lon) <= _LON and area.holds(Point(lat, lon))


def _impossible(lat: float, lon: float, area: Area | None) -> tuple[str, str]:
    """Why two numbers cannot be a position, and what may have been meant; '' twice where they can."""
    for name, value, limit in (("latitude", lat, _LAT), ("longitude", lon, _LON)):
        if abs(value) > limit:
            likely = [each for each in _intended(value, limit) if _plausible(name, each, lat, lon, area)]
            hint = f"perhaps {' or '.join(likely)}?" if likely else ""
            return f"{name} {value:.12g} lies outside ±{limit}", hint
    if lat == 0 == lon:
        return "0, 0 is what software writes where nothing is known", ""
    return "", ""


def _intended(value: float, limit: int) -> list[str]:
    """Numbers within a limit that a slip turns into this one: a moved point, digits typed before it."""
    moved = value
    while abs(moved) > limit:
        moved /= 10
    whole, _, rest = f"{abs(value):.12g}".partition(".")
    tails = [f"{'-' if value < 0 else ''}{whole[-keep:]}.{rest}" for keep in (3, 2) if rest]
    cut = [tail for tail in tails if abs(float(tail)) <= limit and len(tail) < len(f"{value:.12g}")]
    numbers = [moved] if len(whole) > 3 else []
    return list(dict.fromkeys(f"{number:.12g}" for number in (*numbers, *map(float, cut))))


def _plausible(name: str, number: str, lat: float, lon: float, area: Area | None) -> bool:
    if area is None:
        return True
    return _lies_in(area, *((float(number), lon) if name == "latitude" else (lat, float(number))))


def _references_in(signs: str, text: str, zone: str, area: Area | None) -> Iterator[Found]:
    """Grid references of a text; those without zone only where something completes them."""
    taken: set[int] = set()
    for match in _GRID.finditer(signs):
        outcome = mgrs.read_reference(match[0], zone=zone, area=area)
        if outcome is not None and not _DAY_AND_YEAR.fullmatch(match[0]):
            taken.update(range(*match.span()))
            yield _found(text, *match.span(), outcome)
    if not zone and area is None:
        return
    for match in _SHORT_GRID.finditer(signs):
        outcome = mgrs.read_reference(match[0], zone=zone, area=area)
        if match.start() not in taken and isinstance(outcome, Located):
            yield _found(text, *match.span(), outcome)


def _found(text: str, start: int, end: int, outcome: Located | Refused) -> Found:
    return Found(start=start, end=end, quote=text[start:end], outcome=outcome)

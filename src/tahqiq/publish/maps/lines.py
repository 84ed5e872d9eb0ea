"""What every map has: lines of longitude and latitude, and a bar for its scale."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup, escape

from tahqiq.publish.maps.frame import Frame
from tahqiq.vocab.wording import Language, word

_STEPS = (30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005)
_FEWEST = 2.5  # lines across
_LONGEST_BAR = 0.22  # of the picture
_EDGE = 14.0
_KILOMETRE = 1000
_SIDES = {"lon": ("{degrees} E", "{degrees} W"), "lat": ("{degrees} N", "{degrees} S")}


def grid(frame: Frame, language: Language) -> Markup:
    """Lines at round degrees, each named where it meets the picture's head or its left edge."""
    west, east = frame.longitude(0), frame.longitude(frame.width)
    south, north = frame.latitude(frame.height), frame.latitude(0)
    step = next((each for each in _STEPS if (east - west) / each >= _FEWEST), _STEPS[-1])
    across = [
        (frame.point(lon, 0)[0], _degrees(lon, step, "lon", language)) for lon in _rounds(west, east, step)
    ]
    down = [
        (frame.point(0, lat)[1], _degrees(lat, step, "lat", language)) for lat in _rounds(south, north, step)
    ]
    course = "".join(f"M{x:.1f},0V{frame.height:g}" for x, _ in across)
    course += "".join(f"M0,{y:.1f}H{frame.width:g}" for y, _ in down)
    names = "".join(_name(x + 4, 12, name) for x, name in across)
    names += "".join(_name(4, y - 4, name) for y, name in down)
    return Markup(  # noqa: S704 (numbers, and names that are escaped)
        f'<path class="map-grid" stroke="#ddd7ca" fill="none" d="{course}"/>'
        '<g class="map-names map-aside" data-plain="furniture" direction="ltr" font-size="10" fill="#5c574e">'
        + f"{names}</g>"
    )


def _rounds(low: float, high: float, step: float) -> Iterator[float]:
    for count in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield round(count * step, 6)


def _degrees(value: float, step: float, axis: str, language: Language) -> str:
    decimals = max(0, math.ceil(-math.log10(step) - 1e-9))
    plain = f"\u2066{abs(value):.{decimals}f}°\u2069"
    return word(_SIDES[axis][value < 0], language).replace("{degrees}", plain)


def _name(x: float, y: float, name: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(name)}</text>'


def scale_bar(frame: Frame, language: Language) -> Markup:
    """A bar of a round length at the foot of the picture."""
    metres = frame.metres()
    length = round_length(frame.width * _LONGEST_BAR * metres)
    width, foot = length / metres, frame.height - _EDGE
    unit, shown = ("km", length / _KILOMETRE) if length >= _KILOMETRE else ("m", length)
    name = escape(f"\u2068\u2066{shown:g}\u2069 {word(unit, language)}\u2069")
    return Markup(  # noqa: S704 (numbers, and a unit that is escaped)
        f'<path class="map-bar" stroke="#3a3630" fill="none" d="M{_EDGE},{foot - 5}v5h{width:.1f}v-5"/>'
        '<g class="map-names map-aside" data-plain="furniture" font-size="11" text-anchor="middle"'
        ' fill="#3a3630">'
        f'<text x="{_EDGE + width / 2:.1f}" y="{foot - 6:g}">{name}</text></g>'
    )


def round_length(longest: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is no longer.

    >>> round_length(742.0), round_length(24_000.0)
    (500.0, 20000.0)
    """
    power = 10.0 ** math.floor(math.log10(longest))  # one too high where the logarithm is rounded up
    return next(each * power for each in (5.0, 2.0, 1.0, 0.5) if each * power <= longest)

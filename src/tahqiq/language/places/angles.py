"""One latitude or longitude as people write it: decimal, or degrees, minutes and seconds.

Everything here works on text folded by `signs.folded`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Words and letters of the four directions, and the axis and sign they give.
_DIRECTION = (
    r"(?P<n>NORTH(?:ERN)?|N|شمال(?:ا?\u064b?ا?|ي|ية)(?!\w)|ش(?!\w))"
    r"|(?P<s>SOUTH(?:ERN)?|S|جنوب(?:ا?\u064b?ا?|ي|ية)(?!\w)|ج(?!\w))"
    r"|(?P<e>EAST(?:ERN)?|E|شرق(?:ا?\u064b?ا?|ي|ية)(?!\w)|ق(?!\w))"
    r"|(?P<w>WEST(?:ERN)?|W|غرب(?:ا?\u064b?ا?|ي|ية)(?!\w)|غ(?!\w))"
)
_LABEL = (
    r"(?P<lat>LATITUDE|LAT|(?:خط|دائرة)?\s*(?:ال)?عرض)\.?\s*[:=]?\s*"
    r"|(?P<lon>LONGITUDE|LONG|LNG|LON|(?:خط)?\s*(?:ال)?طول)\.?\s*[:=]?\s*"
)
_WHOLE, _FRACTION = r"[0-9]{1,7}", r"(?:{point}[0-9]{{1,20}})?"
#: Marks of degrees, minutes and seconds that go together.
_MARKS = (
    (r"°", r"'", r"(?:\"|'')"),
    (r"D(?:EG(?:REES?)?\.?)?", r"M(?:IN(?:UTES?)?\.?)?", r"S(?:EC(?:ONDS?)?\.?)?"),
    (r"درج(?:ة|ات)", r"دق(?:يقة|ائق)", r"ثا?(?:نية|واني|وان)"),
    (r":", r":", r""),
    (r"°?\s", r"'?\s", r"\"?"),
)


@dataclass(frozen=True, slots=True)
class Angle:
    """One reading of a piece of text.

    Attributes:
        degrees: the value with its sign.
        size: degrees that one step of the last written digit is worth.
        axis: 'lat', 'lon', or '' where nothing says which.
        sexagesimal: written with minutes.
        end: where the reading ends in the text.
        problem: why it cannot be; '' where it can.
    """

    degrees: float
    size: float
    axis: str
    sexagesimal: bool
    end: int
    problem: str = ""


def angles_at(text: str, start: int, *, point: str) -> list[Angle]:
    """Every reading that begins at a position, longest first.

    Args:
        text: folded text.
        start: where to begin; blanks there are not skipped.
        point: the decimal sign, '.' or ','.

    >>> [(angle.degrees, angle.axis) for angle in angles_at("N35°30'", 0, point=".")][0]
    (35.5, 'lat')
    """
    found = [_angle(match) for pattern in _PATTERNS[point] if (match := pattern.match(text, start))]
    return sorted(found, key=lambda angle: -angle.end)


def _pattern(marks: tuple[str, str, str] | None, point: str, directed: str) -> re.Pattern[str]:
    """The pattern of one way of writing an angle.

    Args:
        marks: of degrees, minutes and seconds; None for plain degrees.
        point: the decimal sign.
        directed: where the direction stands, 'b'efore or 'a'fter; '' for none.
    """
    fraction = _FRACTION.format(point=re.escape(point))
    before = rf"(?:{_DIRECTION})\.?\s*" if directed == "b" else ""
    after = rf"\s*(?:{_DIRECTION})(?![A-Z])" if directed == "a" else ""
    if marks is None:
        body = rf"(?P<deg>{_WHOLE}{fraction})(?:\s*(?:°|DEG(?:REES?)?\b\.?|درج(?:ة|ات)))?"
    else:
        degree, minute, second = marks
        joint = r"(?:\s*و)?\s*"
        body = (
            rf"(?P<deg>{_WHOLE}{fraction})\s*{degree}{joint}(?P<min>[0-9]{{1,2}}{fraction})(?![0-9])"
            rf"(?:\s*{minute}(?:{joint}(?P<sec>[0-9]{{1,2}}{fraction})(?![0-9])(?:\s*{second})?)?)?"
        )
    return re.compile(rf"(?:{_LABEL})?{before}(?P<sign>[+-]\s?)?{body}{after}")


#: Blanks alone as marks could be anything, so those readings need a direction.
_PATTERNS = {
    point: [
        _pattern(marks, point, directed)
        for marks in (*_MARKS, None)
        for directed in ("b", "a", "")
        if directed or marks != _MARKS[-1]
    ]
    for point in ".,"
}


def _angle(match: re.Match[str]) -> Angle:
    parts = match.groupdict()
    written = [part.replace(",", ".") for name in ("deg", "min", "sec") if (part := parts.get(name))]
    values = [float(part) for part in written]
    degrees = sum(value / 60**place for place, value in enumerate(values))
    minus = (parts["sign"] or "").startswith("-")
    side = next((name for name in "nsew" if parts.get(name)), "")
    axis = "lat" if parts["lat"] or side in ("n", "s") else "lon" if parts["lon"] or side else ""
    return Angle(
        degrees=-degrees if minus or side in ("s", "w") else degrees,
        size=60.0 ** -(len(written) - 1) * 10.0 ** -len(written[-1].partition(".")[2]),
        axis=axis,
        sexagesimal=len(values) > 1,
        end=match.end(),
        problem=_problem_of_direction(parts, side, minus) or _problem_of_parts(values, written),
    )


def _problem_of_direction(parts: dict[str, str | None], side: str, minus: bool) -> str:
    if side and minus:
        return "a minus sign and a direction are given together"
    if parts["lat"] and side in ("e", "w"):
        return "a latitude is called east or west"
    if parts["lon"] and side in ("n", "s"):
        return "a longitude is called north or south"
    return ""


def _problem_of_parts(values: list[float], written: list[str]) -> str:
    for name, value in zip(("minutes", "seconds"), values[1:], strict=False):
        if value >= 60:
            return f"{value:g} {name}: there are only sixty"
    if any("." in part for part in written[:-1]):
        return "a fraction is followed by a smaller unit"
    return ""

"""Numbers, codes and grid references by which an allegation is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tahqiq.language.places.coordinates import find_references
from tahqiq.language.places.located import Located, Notation, Refused
from tahqiq.language.places.signs import folded
from tahqiq.read.statements.entry import Reference
from tahqiq.read.statements.passage import Passage

#: '3155/CS1640', '2736/AI-24/S928': the report's number, then the codes of others.
_SLASHED = re.compile(
    r"(?<![\w/.-])(?P<number>[0-9]{1,6})(?P<codes>(?:\s?/\s?[A-Za-z]{1,8}-?[0-9]{1,6}[A-Za-z]?(?:-[A-Z])?){1,6})(?![\w/])"
)
#: '2688 37SEC0297578153': a number right before the grid reference that closes an entry.
#: What closes an entry of a summary: a report's number with codes, or a grid reference, as folded.
REFERRED = re.compile(
    r"(?<![\w/.-])[0-9]{3,6}\s?/\s?[a-z]{1,4}-?[0-9]{2,6}|(?<![a-z0-9])[0-9]{1,2}\s?[c-x]\s?[a-z]{2}\s?[0-9]{4,10}(?![a-z0-9])"
)
_BEFORE_GRID = re.compile(r"(?:^|[.)\]\n])\s*(?P<number>[0-9]{2,6})\s*$")
#: No reference is longer than so many signs after its zone.
_AROUND = 40
#: Nearer to where the surroundings end, a reference may lack its last digits.
_DIGITS = 14
_SEPARATORS = re.compile(r"[\s.\-_/]+")
_LOOKALIKES = str.maketrans("OQILSB", "001158")
_ZONED = re.compile(r"[0-9]{1,2}[A-Z]{3}[0-9]*")
#: Without such signs there is no zoned reference (digits of any script; 5 stands for a band S).
_PERHAPS = re.compile(r"\d[\s-]{0,2}[A-Za-z5][\s-]{0,3}[A-Za-z]{2}[\s.-]{0,3}[\dOILoil]{2}")
#: A reference without its zone counts only where a label or a line of its own says what it is.
_LABELLED = re.compile(
    r"(?:(?:mgrs|grid)(?: (?:reference|ref|coordinates?))?\s*[:=]?\s*|(?:^|\n)[ \t]*)"
    r"(?P<grid>[a-hj-np-z][a-hj-np-v][ \-]?(?:[0-9oil]{4,10}|[0-9oil]{2,5}[ \-][0-9oil]{2,5}))(?![a-z0-9])"
)


def grid_references(passage: Passage, *, zone: str = "") -> tuple[Reference, ...]:
    """Every grid reference of an entry, each once, in order.

    Args:
        passage: the entry.
        zone: zone and band for references written without, such as '37S'.

    >>> grid_references(Passage.of("3155/CS1640 37s ev 0O5 797"))[0].normal
    '37SEV005797'
    >>> grid_references(Passage.of("MGRS: EV 005 797"), zone="37S")[0].normal
    '37SEV005797'
    >>> print(grid_references(Passage.of("37SEV05797"))[0].problem)
    5 digits: easting and northing need as many each, so one is missing or too many
    """
    found = list(_zoned(passage.shown))
    for match in _LABELLED.finditer(passage.text):
        start, end = match.span("grid")
        written = passage.shown[start:end]
        if not any(at <= start < at + len(known.written) for at, known in found):
            found.append((start, Reference(normal=zone + _normal(written), written=written)))
    found.sort(key=lambda each: each[0])
    return tuple({reference.normal: reference for _, reference in reversed(found)}.values())[::-1]


def _zoned(text: str) -> Iterator[tuple[int, Reference]]:
    """References with their zone, each with its place; only the surroundings of likely signs are read."""
    done = 0
    for perhaps in _PERHAPS.finditer(text):
        if perhaps.start() < done:
            continue
        start = max(text.rfind(" ", done, perhaps.start()), text.rfind("\n", done, perhaps.start()), done)
        stop = perhaps.end() + _AROUND
        for each in find_references(text[start:stop]):
            whole = (
                start + each.start < perhaps.end() or start + each.end + _DIGITS < stop or stop >= len(text)
            )
            if each.outcome.notation is Notation.MGRS and whole:
                yield start + each.start, _reference(each.quote, each.outcome)
                done = start + each.end
        done = max(done, perhaps.end())


def zone_of(references: tuple[Reference, ...]) -> str:
    """The zone and band that all zoned references share; '' where they do not.

    >>> zone_of((Reference(normal="37SEV005797", written=""),))
    '37S'
    """
    zones = {each.normal[:3] for each in references if _ZONED.fullmatch(each.normal)}
    return zones.pop() if len(zones) == 1 else ""


def numbers_and_codes(
    passage: Passage, references: tuple[Reference, ...] = ()
) -> tuple[str, tuple[str, ...]]:
    """The report number of an entry and the codes of others, each '' or empty where there is none.

    >>> numbers_and_codes(Passage.of("…credibility. 2736/AI-24/S928 37SEV020795"))
    ('2736', ('AI-24', 'S928'))
    """
    slashed = _SLASHED.search(passage.shown)
    if slashed is not None:
        codes = [each.strip() for each in slashed["codes"].split("/") if each.strip()]
        return slashed["number"], tuple(dict.fromkeys([*codes, *_known_codes(passage)]))
    return _number(passage, references), tuple(dict.fromkeys(_known_codes(passage)))


def _known_codes(passage: Passage) -> list[str]:
    """Codes that stand alone, with a prefix of the table."""
    prefixes = passage.words.code_prefixes
    if not prefixes:
        return []
    pattern = rf"(?<![\w-])(?:{'|'.join(prefixes)})-?[0-9]{{2,6}}[a-z]?(?:-[A-Z])?(?![\w-])"
    return re.findall(pattern, passage.shown)


def _number(passage: Passage, references: tuple[Reference, ...]) -> str:
    """A report's number where a label says so, or where it stands right before the closing grid."""
    line = passage.words.labels["report_number"].search(passage.text)
    if line is not None:
        return line["value"].strip(" .#\t").split(" ")[0].upper()
    for pattern in passage.words.numbered:
        if (found := pattern.search(passage.text)) is not None:
            return found["number"].upper()
    for reference in references:
        before = _BEFORE_GRID.search(passage.shown[: passage.shown.find(reference.written)])
        if before is not None:
            return before["number"]
    return ""


def _reference(written: str, outcome: Located | Refused) -> Reference:
    problem = str(outcome) if isinstance(outcome, Refused) else ""
    return Reference(normal=_normal(written), written=written, problem=problem)


def _normal(written: str) -> str:
    """Without blanks, in capitals, letters among the digits read as the digits they look like.

    >>> _normal("37 s EV 0O5-797"), _normal("375EV005797")
    ('37SEV005797', '37SEV005797')
    """
    compact = _SEPARATORS.sub("", folded(written).upper())
    if re.fullmatch(r"[0-9]{2}5[A-Z]{2}.*", compact):
        compact = f"{compact[:2]}S{compact[3:]}"
    head = re.match(r"[0-9OIL]{1,2}[A-Z]{3}|[A-Z]{2}", compact)
    if head is None:
        return compact
    zone = re.sub("[OIL](?=[0-9OIL]?[A-Z]{3})", lambda each: each[0].translate(_LOOKALIKES), head[0])
    return zone + compact[head.end() :].translate(_LOOKALIKES)

r"""Findings as people write them, a line each, read into what ``link.remains`` compares.

    read("chart", "16 filled MO\n46 missing")      teeth by FDI number (ISO 3950)
    read("injuries", "left femur: plate, serial 4711")
    read("lines", "-")                              looked for, none found: an empty tuple

A finding that cannot be read is refused with the line, never passed over. Eastern digits are read, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from unicodedata import decimal

from tahqiq.casebook.remains_items import ALLOWED, NONE_FOUND, REFUSED
from tahqiq.vocab.remains import Primary


def read(kind: str, text: str) -> Any:
    r"""What was written, as the dataclasses of ``link.remains`` take it.

    Args:
        kind: of ``remains_items.Item``.

    Raises:
        ValueError: it cannot be read; the message quotes the line.

    >>> read("number", "١٧١"), read("lines", "ring\nkeys"), read("lines", "—")
    (171.0, ('ring', 'keys'), ())
    """
    return _READERS[kind](text.strip())


def latin_digits(text: str) -> str:
    """The same with the digits 0 to 9, whatever digits it was written in.

    >>> latin_digits("٢٠٣١-05")
    '2031-05'
    """
    return "".join(str(decimal(each)) if each.isdecimal() else each for each in text)


def _lines(text: str) -> tuple[str, ...]:
    """Each line that says something; none where somebody looked and found none."""
    return () if text in NONE_FOUND else tuple(line.strip() for line in text.splitlines() if line.strip())


def _agreement(text: str) -> str:
    if text not in {ALLOWED, REFUSED}:
        raise ValueError(f"{_short(text)}: {ALLOWED} or {REFUSED}")
    return text


def _number(text: str) -> float:
    try:
        return float(latin_digits(text).replace(",", ".").replace("٫", "."))
    except ValueError:
        raise ValueError(f"{_short(text)}: no number") from None


def _days(text: str) -> Any:
    from tahqiq.link.remains.reading import span_of

    try:
        return span_of(latin_digits(text))
    except (ValueError, OverflowError):
        raise ValueError(f"{_short(text)}: a day, month or year, such as 2031-05") from None


def _chart(text: str) -> Mapping[str, Any]:
    """Teeth by number: 'NUMBER STATE [SURFACES]' a line."""
    from tahqiq.link.remains.chart import PERMANENT, Tooth, ToothState

    teeth: dict[str, Any] = {}
    for line in _lines(text):
        number, state, *surfaces = [*latin_digits(line).split(), ""][:3]
        if number not in PERMANENT or number in teeth:
            raise ValueError(f"{_short(line)}: each tooth once, by its FDI number, 11 to 48")
        if state not in set(ToothState):
            raise ValueError(f"{_short(line)}: the state is one of {', '.join(ToothState)}")
        teeth[number] = Tooth(ToothState(state), "".join(surfaces).upper())
    return teeth


def _element(words: str) -> Any:
    """'left femur', 'skull'."""
    from tahqiq.link.remains.skeleton import Bone, Element, Side

    side, _, bone = words.strip().lower().rpartition(" ")
    if bone not in set(Bone) or side not in {"", "left", "right"}:
        raise ValueError(f"{_short(words)}: a bone, with its side where there are two: left femur, skull")
    return Element(Bone(bone), Side(side))


def _elements(text: str) -> Any:
    """Which bones are there; the whole skeleton of 'complete'."""
    from tahqiq.link.remains.skeleton import WHOLE

    if text.lower() == "complete":
        return WHOLE
    return tuple(_element(line) for line in _lines(text))


def _injuries(text: str) -> tuple[Any, ...]:
    """'left femur: plate, serial 4711', 'right radius', 'left tibia: amputated' a line."""
    from tahqiq.link.remains.findings import Injury

    found = []
    for line in _lines(text):
        where, _, what = line.partition(":")
        implant, _, serial = what.partition("serial")
        gone = what.strip().lower() == "amputated"
        said = {} if gone else {"implant": implant.strip(" ,"), "serial": serial.strip()}
        found.append(Injury(where=_element(where), amputated=gone, **said))
    return tuple(found)


def _bones(text: str) -> tuple[Any, ...]:
    """'left femur 452' a line, in millimetres."""
    from tahqiq.link.remains.postmortem import LongBone

    found = []
    for line in _lines(text):
        words, _, length = line.rpartition(" ")
        where = _element(words)
        found.append(LongBone(bone=where.bone, side=where.side, length_mm=_number(length)))
    return tuple(found)


def _papers(text: str) -> tuple[Any, ...]:
    """'kind; number; name' a line."""
    from tahqiq.link.remains.findings import Paper

    return tuple(Paper(kind=a, number=b, name=c) for a, b, c in _parts(text, 3))


def _relatives(text: str) -> tuple[Any, ...]:
    """'relation; sampled; code of their own file' a line; the name stays out of this."""
    from tahqiq.link.remains.antemortem import Relative

    return tuple(
        Relative(relation=relation, sampled=sampled.lower() == "sampled", missing=code)
        for relation, sampled, code in _parts(text, 3)
    )


def _laboratory(text: str) -> tuple[Any, ...]:
    """'file; method; log10 ratio; laboratory; report' a line."""
    from tahqiq.link.remains.findings import LabResult

    found = []
    for file, method, ratio, laboratory, report in _parts(text, 5):
        if not file or method not in set(Primary):
            raise ValueError(f"{_short(f'{file}; {method}')}: the file, then one of {', '.join(Primary)}")
        told = {"laboratory": laboratory, "report": report}
        found.append(LabResult(file=file, method=Primary(method), log10_lr=_number(ratio), **told))
    return tuple(found)


def _parts(text: str, n: int) -> Iterator[tuple[str, ...]]:
    for line in _lines(text):
        parts = [part.strip() for part in line.replace("؛", ";").split(";")]
        if len(parts) > n:
            raise ValueError(f"{_short(line)}: {n} parts at most, with ';' between")
        yield tuple([*parts, *[""] * n][:n])


def _short(text: str) -> str:
    return repr(text.strip()[:60])


_READERS: Mapping[str, Callable[[str], Any]] = {
    "agreement": _agreement,
    "line": str,
    "lines": _lines,
    "number": _number,
    "days": _days,
    "chart": _chart,
    "elements": _elements,
    "injuries": _injuries,
    "bones": _bones,
    "papers": _papers,
    "relatives": _relatives,
    "laboratory": _laboratory,
}

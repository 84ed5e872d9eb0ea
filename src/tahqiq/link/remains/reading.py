"""Files of missing persons and of remains as JSON lines, read strictly and written back the same.

One JSON object a line; fields are those of ``antemortem.AnteMortem`` and ``postmortem.PostMortem``. A date
is ISO, of reduced precision where that is all that is known, both ends inclusive: "2031-05", or
"2031-05-02/2031-05-09", or "../2031-05" where an end is unknown. A bone is an object, {"bone": "femur",
"side": "left"}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tahqiq.language.textfile import read_text
from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

MISSING_FORMAT, REMAINS_FORMAT = "missing/1", "remains/1"
#: Fields that hold a span of days.
_SPANS = frozenset({"birth", "last_seen", "recovered", "died", "made"})
#: Characters of one line beyond which it is no file of a person.
_LONGEST = 200_000
_OPEN = ".."
File = TypeVar("File", AnteMortem, PostMortem)


def read_missing(path: Path) -> list[AnteMortem]:
    """The files of missing persons.

    Raises:
        BadInput: not readable, a line that is no such file, two with one id, or none at all.
    """
    return _read(path, AnteMortem, MISSING_FORMAT, "id")


def read_remains(path: Path) -> list[PostMortem]:
    """The files of remains.

    Raises:
        BadInput: as of :func:`read_missing`.
    """
    return _read(path, PostMortem, REMAINS_FORMAT, "code")


def lines_of(files: Iterable[AnteMortem | PostMortem]) -> bytes:
    """Files as they are read, one a line; what is empty is left out.

    >>> lines_of([AnteMortem(id="M-1", birth=DateSpan.parse("1990"))]).decode().rstrip()
    '{"format": "missing/1", "id": "M-1", "birth": "1990"}'
    """
    return "".join(json.dumps(_plain(each), ensure_ascii=False) + "\n" for each in files).encode()


def span_of(text: str) -> DateSpan:
    """Days as a file writes them.

    >>> span_of("2031-05").iso(), span_of("../2031-05-02").end, span_of("").unknown
    (('2031-05', '2031-05'), datetime.date(2031, 5, 3), True)

    Raises:
        ValueError: no ISO date, or backwards.
    """
    first, stroke, last = text.strip().partition("/")
    ends = [part.replace(_OPEN, "") for part in ((first, last) if stroke else (first, first))]
    return DateSpan.parse(*ends)


def span_text(span: DateSpan) -> str:
    """The same, written.

    >>> span_text(DateSpan.parse("2031-05")), span_text(DateSpan.parse("", "2031-05-02"))
    ('2031-05', '../2031-05-02')
    """
    first, last = span.iso()
    return first if first == last else f"{first or _OPEN}/{last or _OPEN}"


def _read(path: Path, kind: type[File], form: str, key: str) -> list[File]:
    found: list[File] = []
    met = dict[str, int]()
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        file = _file(line, kind, form, path, number)
        code = getattr(file, key)
        if code in met:
            problem = f"the {key} {code!r} stands on line {met[code]}, too"
            raise BadInput(problem, file=str(path), row=number, remedy=f"one {key} a file")
        met[code] = number
        found.append(file)
    if not found:
        raise BadInput("holds no file", file=str(path), remedy=f"one JSON object a line, {form}")
    return found


def _file(line: str, kind: type[File], form: str, path: Path, number: int) -> File:
    """One line as a file."""
    if len(line) > _LONGEST:
        raise BadInput(f"a line of {len(line):,} characters", file=str(path), row=number)
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        raise BadInput("not a line of JSON", file=str(path), row=number) from None
    if not isinstance(plain, dict):
        raise BadInput("not a JSON object", file=str(path), row=number, remedy="one object a line")
    if plain.pop("format", form) != form:
        raise BadInput(f"is not {form}", file=str(path), row=number, column="format")
    try:
        told = _spanned(plain)
        file = msgspec.convert(told, kind)
    except (ValueError, OverflowError, RecursionError) as error:  # a ValidationError is a ValueError, too
        raise BadInput(_bare(str(error)), file=str(path), row=number) from None
    if strange := _unknown(told, msgspec.to_builtins(file), ""):
        raise BadInput("a field that nobody reads", file=str(path), row=number, column=strange)
    return file


def _bare(problem: str) -> str:
    """A decoder's complaint without its '$'."""
    return problem.replace("`$.", "`").replace(" - at `$`", "")


def _spanned(plain: Any) -> Any:
    """The same with spans in place of written days, wherever a field is one.

    Raises:
        ValueError: a date that is none.
    """
    if isinstance(plain, list):
        return [_spanned(each) for each in plain]
    if not isinstance(plain, dict):
        return plain
    return {key: _ends(key, value) if key in _SPANS else _spanned(value) for key, value in plain.items()}


def _ends(key: str, value: object) -> dict[str, object]:
    if not isinstance(value, str):
        raise ValueError(f"{key}: a date is text, such as '2031-05'")
    try:
        span = span_of(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{key}: {value[:40]!r} is no ISO date") from None
    return {"start": span.start, "end": span.end}


def _unknown(told: Any, kept: Any, where: str) -> str:
    """The first field of what was told that was not kept; '' where all were."""
    if isinstance(told, dict) and isinstance(kept, Mapping):
        for key, value in told.items():
            here = f"{where}.{key}" if where else key
            if key not in kept:
                return here
            if strange := _unknown(value, kept[key], here):
                return strange
    if isinstance(told, list) and isinstance(kept, Sequence):
        found = (_unknown(one, other, where) for one, other in zip(told, kept, strict=True))
        return next(filter(None, found), "")
    return ""


def _plain(file: AnteMortem | PostMortem) -> dict[str, object]:
    """A file as plain values, without what is as it would be unless told."""
    missing = isinstance(file, AnteMortem)
    usual = msgspec.to_builtins(AnteMortem(id=".") if missing else PostMortem(code="."))
    told = {key: value for key, value in msgspec.to_builtins(file).items() if value != usual[key]}
    return {"format": MISSING_FORMAT if missing else REMAINS_FORMAT, **_trimmed(told)}


def _trimmed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The same without empty texts and what nobody knows; empty lists are findings, and stay."""
    written = {key: _written(key, value) for key, value in plain.items()}
    return {
        key: value
        for key, value in written.items()
        if value is not None and value != "" and value is not False
    }


def _written(key: str, value: Any) -> Any:
    if key in _SPANS and value is not None:
        return span_text(msgspec.convert(value, DateSpan))
    if isinstance(value, Mapping):
        return _trimmed(value)
    if isinstance(value, list | tuple):
        return [_trimmed(each) if isinstance(each, Mapping) else each for each in value]
    return value

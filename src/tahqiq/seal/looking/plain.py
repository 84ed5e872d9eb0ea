"""What a file says of itself as plain, bounded JSON: whatever a hostile file says, a receipt stays small.

Keys are sorted, text has no control characters, numbers are finite, and everything that is
longer, deeper or more than the bounds is cut; where something was left out, the answer says so.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

#: Characters of a text and of a key; entries of a mapping and a list; levels; bytes of the whole.
TEXT, KEY, ENTRIES, DEPTH, WHOLE = 500, 80, 120, 5, 16_384
#: The key under which the number of things left out stands.
LEFT_OUT = "left out"

_EXACT = 2**53

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


def bounded(said: Mapping[str, object]) -> dict[str, Plain]:
    r"""The sections of an answer as plain JSON of at most ``WHOLE`` bytes, the longest cut first.

    >>> bounded({"exif": {"Make": "Acme\x00 " + "x" * 600}})["exif"]["Make"][-4:]
    'xxx…'
    """
    sections = _mapping(said, DEPTH)
    while _size(sections) > WHOLE:
        _shorten(sections)
    return sections


def plain(value: object, depth: int = DEPTH) -> Plain:
    """Any value as bounded JSON; what has no counterpart becomes its text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < _EXACT else clean(hex(value), TEXT)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, bytes):
        return clean(value[: 4 * TEXT].decode("utf-8", "replace"), TEXT)
    if depth and isinstance(value, Mapping):
        return _mapping(value, depth - 1)
    if depth and isinstance(value, list | tuple):
        return _list(value, depth - 1)
    return clean(str(value), TEXT)


def clean(text: str, longest: int) -> str:
    r"""Text on one line, without what is invisible or turns it around, cut where it is too long.

    >>> clean("a\n\u202eb", 10)
    'a b'
    """
    shown = (" " if c.isspace() else c for c in text[: 4 * longest] if _visible(c))
    line = " ".join("".join(shown).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _number(value: float) -> int | float | None:
    """A number that has one spelling: whole ones without a point, what is no number none at all."""
    if not math.isfinite(value) or abs(value) >= _EXACT:
        return None
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def _visible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _mapping(value: Mapping[Any, object], depth: int) -> dict[str, Plain]:
    named = {clean(str(key), KEY): each for key, each in sorted(value.items(), key=_first, reverse=True)}
    kept = sorted(named)[: _room(len(named))]
    return _noted({key: plain(named[key], depth) for key in kept}, len(named) - len(kept))


def _list(value: Iterable[object], depth: int) -> list[Plain]:
    values = list(value)
    kept = [plain(each, depth) for each in values[: _room(len(values))]]
    return kept if len(kept) == len(values) else [*kept, f"{LEFT_OUT}: {len(values) - len(kept)}"]


def _first(entry: tuple[object, object]) -> str:
    return str(entry[0])


def _room(entries: int) -> int:
    """How many are kept, so that there is room for the note."""
    return entries if entries <= ENTRIES else ENTRIES - 1


def _noted(kept: dict[str, Plain], missing: int) -> dict[str, Plain]:
    return dict(sorted({**kept, LEFT_OUT: missing}.items())) if missing else kept


def _shorten(sections: dict[str, Plain]) -> None:
    """Halves the largest section, keeping its first keys; one that cannot be halved goes."""
    name = max(sections, key=lambda key: _size(sections[key]))
    section = sections[name]
    if isinstance(section, dict) and len(section) > 2:
        before = section.pop(LEFT_OUT, 0)
        kept = dict(list(section.items())[: len(section) // 2])
        gone = len(section) - len(kept) + (before if isinstance(before, int) else 0)
        sections[name] = _noted(kept, gone)
    elif section == LEFT_OUT:
        del sections[name]
    else:
        sections[name] = LEFT_OUT


def _size(value: Plain | dict[str, Plain]) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8"))

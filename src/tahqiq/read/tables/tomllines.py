"""On which line of a TOML file a key stands, so that a mistake can be pointed at."""

from __future__ import annotations

import re

KeyPath = tuple[str | int, ...]

_TABLE = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\.?""")


class KeyLines:
    """The lines of the keys of one TOML text that is known to parse."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {}
        self._entries: dict[KeyPath, int] = {}
        table: KeyPath = ()
        for number, line in enumerate(text.splitlines(), 1):
            if header := _TABLE.match(line):
                table = self._opened(_parts(header[2]), repeated=header[1] == "[[")
                self._lines.setdefault(table, number)
            elif key := _KEY.match(line):
                self._lines.setdefault((*table, *_parts(key[1])), number)

    def line_of(self, path: KeyPath) -> int:
        """The line of the key, or of the nearest table around it; 1 where neither is written."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _opened(self, name: KeyPath, *, repeated: bool) -> KeyPath:
        """The path of a table; the entries of a repeated one are numbered from 0."""
        if not repeated:
            return name
        self._entries[name] = self._entries.get(name, -1) + 1
        return (*name, self._entries[name])


def spelled(path: KeyPath) -> str:
    """The path as a person writes it: 'figures[0].effect'."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _parts(dotted: str) -> KeyPath:
    """The parts of a dotted key, without quotation marks."""
    return tuple(double or single or bare for double, single, bare in _PART.findall(dotted))

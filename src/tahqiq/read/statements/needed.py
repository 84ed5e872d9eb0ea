"""Which letters a regular expression cannot match without: what most texts lack need not be tried.

For the notation of ``words/*.toml`` only: letters, groups, classes, and the usual quantifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Longest alternatives first; one atom and what makes it optional.
_PIECE = re.compile(
    r"(?P<escape>\\.)|(?P<class>\[(?:\\.|[^\]])*\])|(?P<open>\((?:\?(?:[:=!]|<[=!]|P<\w+>))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<many>[?*]\??|\{0,?\d*\}\??)|(?P<some>\+\??|\{[1-9]\d*,?\d*\}\??)|(?P<letter>[\w'-])|(?P<other>.)",
    re.DOTALL,
)
#: Fewer letters than that are in nearly every text.
_SHORTEST, _MOST = 3, 24


Pieces = list[tuple[str, str]]


def needed(pattern: str) -> tuple[tuple[str, ...], ...]:
    r"""Groups of strings: every text that a pattern matches holds a string of each.

    >>> needed(r"insufficient\s+(?:\w+\s+){0,3}evidence"), needed("(?:did|does) not strikes?")
    ((('insufficient',), ('evidence',)), (('did', 'does'), ('not',), ('strike',)))
    """
    pieces = [(found.lastgroup or "", found[0]) for found in _PIECE.finditer(pattern)]
    alternatives = _alternatives(pieces)
    if len(alternatives) == 1:
        return tuple(dict.fromkeys(each for each in _runs(pieces) if each))
    best = _best(alternatives)
    return (best,) if best else ()


def _alternatives(pieces: Pieces) -> list[Pieces]:
    """What stands between the bars outside of every group."""
    parts, depth = [Pieces()], 0
    for piece in pieces:
        depth += (piece[0] == "open") - (piece[0] == "close")
        if piece[0] == "bar" and not depth:
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _best(alternatives: list[Pieces]) -> tuple[str, ...]:
    """Of each alternative its most telling strings, together; empty where one has none."""
    together: list[str] = []
    for pieces in alternatives:
        candidates = sorted((each for each in _runs(pieces) if each), key=_telling)
        if not candidates:
            return ()
        together += candidates[-1]
    kept = tuple(dict.fromkeys(together))
    return kept if len(kept) <= _MOST else ()


def _telling(strings: tuple[str, ...]) -> tuple[int, int]:
    """How seldom a text holds one of some strings: the shortest counts, and few are better than many."""
    return min(len(each) for each in strings), -len(strings)


def _runs(pieces: Pieces) -> Iterator[tuple[str, ...]]:
    """The letters in a row, and the strings of each group that must be there."""
    run, at = "", 0
    while at < len(pieces):
        kind, text = pieces[at]
        following = pieces[at + 1][0] if at + 1 < len(pieces) else ""
        if kind == "letter" and following != "many":
            run += text
            at += 1
            continue
        yield (run,) if len(run) >= _SHORTEST else ()
        run = ""
        if kind == "open":
            close = _closing(pieces, at)
            optional = pieces[close + 1][0] == "many" if close + 1 < len(pieces) else False
            if not optional and text not in {"(?=", "(?!", "(?<=", "(?<!"}:
                yield _best(_alternatives(pieces[at + 1 : close]))
            at = close
        at += 1
    yield (run,) if len(run) >= _SHORTEST else ()


def _closing(pieces: Pieces, at: int) -> int:
    """The piece that closes a group."""
    depth = 0
    for end in range(at, len(pieces)):
        depth += (pieces[end][0] == "open") - (pieces[end][0] == "close")
        if not depth:
            return end
    raise ValueError("a group is not closed")

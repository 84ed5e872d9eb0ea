"""Whether a text may speak of harm at all, and where: one scan for letters that stand in every such word.

Most of what is sealed speaks of nothing the kind; the scan passes it over at the speed of memory.
What follows may only be too careful: a stem in another word (missile for *miss*) costs time, no claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from tahqiq.read.claims.lexicon import Lexicon, lexicons

#: Vowel signs and tatweel, with which no stem is written.
_MARKS = re.compile("[\u0640\u064b-\u0655\u0670]")
#: A shorter text is read whole.
_SHORT = 20_000
#: So much before and after a stem is read with it where no line ends sooner: who speaks, and when.
_AROUND = 2_000


def telling(text: str, known: Mapping[str, Lexicon] | None = None) -> str | None:
    """The text with the lines that speak of no harm left blank, as long as it was; None where none does.

    Args:
        text: any string.
        known: the languages to read; those there are tables for by default.

    >>> telling("The council chose a chair.") is None
    True
    >>> telling("A shell killed two.")
    'A shell killed two.'
    """
    scan = _stems() if known is None else _scan(known)
    if not text.isascii() and _MARKS.search(text) is not None:
        return text if scan.find_matches_as_indexes(_MARKS.sub("", text)) else None
    found = scan.find_matches_as_indexes(text)
    if not found:
        return None
    return text if len(text) <= _SHORT else _masked(text, [start for _, start, _ in found])


def _masked(text: str, places: list[int]) -> str:
    """The text with everything blank but its beginning and the lines around some places."""
    kept: list[str] = []
    end = _line_end(text, 0)
    kept.append(text[:end])
    for place in places:
        if place < end:
            continue
        start = max(end, _line_start(text, place))
        stop = _line_end(text, place)
        kept.append(" " * (start - end - 1) + "\n" * (start > end) + text[start:stop])
        end = stop
    return "".join(kept) + " " * (len(text) - end)


def _line_start(text: str, place: int) -> int:
    """Where the line before that of a place begins, or not too far before."""
    floor = max(0, place - _AROUND)
    line = text.rfind("\n", floor, place)
    before = text.rfind("\n", floor, line) if line > 0 else -1
    return before + 1 if before >= 0 else line + 1 if line >= 0 else _blank_before(text, floor)


def _line_end(text: str, place: int) -> int:
    """Where the line after that of a place ends, or not too far after."""
    limit = min(len(text), place + _AROUND)
    line = text.find("\n", place, limit)
    after = text.find("\n", line + 1, limit) if line >= 0 else -1
    return after if after >= 0 else limit if limit == len(text) else _blank_before(text, limit)


def _blank_before(text: str, place: int) -> int:
    """The last blank before a place, so that no word is cut."""
    blank = text.rfind(" ", max(0, place - 100), place)
    return place if blank < 0 else blank + 1


@cache
def _stems() -> AhoCorasick:
    return _scan(lexicons())


def _scan(known: Mapping[str, Lexicon]) -> AhoCorasick:
    found: dict[str, None] = {}
    for each in known.values():
        for stem in each.stems:
            found.update(dict.fromkeys((stem, stem.capitalize(), stem.upper(), stem.title())))
    return AhoCorasick(list(found), implementation=Implementation.DFA, store_patterns=False)

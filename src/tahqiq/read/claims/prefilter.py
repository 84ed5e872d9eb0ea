"""Where a text may speak of harm, if it does at all: one scan for letters, then for the words they stand in.

Most of what is sealed speaks of nothing the kind; the scan passes it over at the speed of memory.
What follows may only be too careful: a word that tells of no harm where it stands costs time, no claim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from typing import Literal

from ahocorasick_rs import BytesAhoCorasick, Implementation

from tahqiq.read.claims.chunks import SENTENCE_END, sure_end
from tahqiq.read.claims.known import Lexicon
from tahqiq.read.claims.lexicon import lexicons
from tahqiq.read.claims.signs import Signs

#: Vowel signs, tatweel, soft hyphens and joiners, with which no stem is written.
_UNWRITTEN = (
    "\u00ad\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u200c\u200d"
)
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(f"[{_UNWRITTEN}]+")
#: What parts words as a blank does: a phrase may stand on two lines.
_BLANKS = "\n\r\t\u00a0"
#: Characters that UTF-16 writes as two.
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
#: Few words have more letters.
_LONG = 24
#: A shorter text is read whole.
SHORT = 20_000
#: Few sentences are longer.
_SENTENCE = 300
#: So much before and after a word of harm is read with it where no line ends sooner: who speaks, and when.
_AROUND = 2_000


def telling(text: str, known: Mapping[str, Lexicon] | None = None, *, most: int | None = None) -> list[int]:
    """Where the words stand that may begin a claim, in order.

    Args:
        text: any string.
        known: the languages to read; those there are tables for by default.
        most: so many are enough; all by default.

    >>> telling("The council chose a chair and the audience soldiered on.")
    []
    >>> telling("A shell killed two.")
    [8]
    """
    scan = _usual() if known is None else Scan(known)
    if text.isascii() or not any(mark in text for mark in _UNWRITTEN):
        return scan.places(text, most)
    marks = [each.span() for each in _MARKS.finditer(text)]
    gone, left = 0, list[int]()
    for start, end in marks:
        left.append(start - gone)
        gone += end - start
    lost = [0]
    for start, end in marks:
        lost.append(lost[-1] + end - start)
    return [place + lost[bisect_right(left, place)] for place in scan.places(_MARKS.sub("", text), most)]


class Scan:
    """The words of harm of some languages, to be found in one pass over the bytes of a text.

    Args:
        known: the languages.
    """

    def __init__(self, known: Mapping[str, Lexicon]) -> None:
        self._signs = Signs(known)
        self._stems = _stems(known)

    def places(self, text: str, most: int | None = None) -> list[int]:
        """Where the words stand that may begin a claim, the first so many of them."""
        for blank in _BLANKS:
            text = text.replace(blank, " ")
        found: list[int] = []
        written = self._ascii if text.isascii() else self._wide
        done, whole, tells = 0, written.whole, self._signs.tells
        for stem, start, end in written.within(text):
            if whole[stem]:
                if text[start - 1 : start].isalpha() or text[end : end + 1].isalpha():
                    continue
                if (found and found[-1] >= start) or not tells(text, start, end):
                    continue
            elif start < done:
                continue
            else:
                start, done = _word(text, start, end)
                if not tells(text, start, done):
                    continue
            found.append(start)
            if len(found) == most:
                break
        return found

    @cached_property
    def _ascii(self) -> _Written:
        return _Written({stem: whole for stem, whole in self._stems.items() if stem.isascii()}, "ascii")

    @cached_property
    def _wide(self) -> _Written:
        return _Written(self._stems, "utf-16-le")


class _Written:
    """The words of harm as bytes, every character in as many: what is found stands where its bytes do.

    Of the bytes that are ASCII capitals each is taken for the small letter, in UTF-16 also where it is part
    of another letter: more may be found than is there, never less, and it is looked up as it is written.

    Args:
        stems: what is looked for, and of each whether it is whole words, to which nothing is ever glued.
        encoding: with one byte a character, or two.
    """

    def __init__(self, stems: Mapping[str, bool], encoding: Literal["ascii", "utf-16-le"]) -> None:
        found: dict[bytes, bool] = {}
        for stem, whole in stems.items():
            for form in (stem, stem.capitalize(), stem.upper(), stem.title()):
                small = form.encode(encoding).lower()
                found[small] = found.get(small, True) and whole
        self._encoding = encoding
        self._stems = BytesAhoCorasick(list(found), implementation=Implementation.DFA)
        self.whole = list(found.values())

    def within(self, text: str) -> Iterable[tuple[int, int, int]]:
        """What is found in a text, in the order of its ends: the stem, and where it begins and ends."""
        letters = text.encode(self._encoding, "surrogatepass")
        if self._encoding == "ascii":
            return self._stems.find_matches_as_indexes(letters.lower(), overlapping=True)
        if len(letters) > 2 * len(text):
            letters = _BEYOND.sub("\ufffd", text).encode(self._encoding, "surrogatepass")
        found = self._stems.find_matches_as_indexes(letters.lower(), overlapping=True)
        return ((stem, start >> 1, end >> 1) for stem, start, end in found if not start & 1)


def _stems(known: Mapping[str, Lexicon]) -> dict[str, bool]:
    """What is looked for, in small letters, and whether nothing is ever glued to it."""
    found: dict[str, bool] = {}
    for each in known.values():
        bare = not (each.grammar.joining or each.grammar.prepositions or each.grammar.owners)
        for stem in (one for written in each.stems for one in _spaced(written)):
            found[stem] = found.get(stem, True) and bare
    return found


def _spaced(phrase: str) -> Iterator[str]:
    """A phrase with one blank or two between its words."""
    first, *words = phrase.split(" ")
    for blanks in product((" ", "  "), repeat=len(words)):
        yield first + "".join(map(str.__add__, blanks, words))


def numbers(text: str, known: Mapping[str, Lexicon]) -> bool:
    """Whether there is in a text what may number those on a list.

    >>> numbers("1. Omar Haddad", lexicons()), numbers("The two met twice.", lexicons())
    (True, False)
    """
    ordinals = frozenset[str]().union(*(each.grammar.ordinals for each in known.values()))
    return _DIGIT.search(text) is not None or not ordinals.isdisjoint(text.lower().split())


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The word that holds some letters: mostly it stands between two blanks."""
    if text[start - 1 : start].isalpha():
        first = text.rfind(" ", start - _LONG if start > _LONG else 0, start) + 1
        if first and text[first:start].isalpha():
            start = first
        else:
            while start and text[start - 1].isalpha():
                start -= 1
    if text[end : end + 1].isalpha():
        last = text.find(" ", end, end + _LONG)
        if last >= 0 and text[end:last].isalpha():
            return start, last
        while end < len(text) and text[end].isalpha():
            end += 1
    return start, end


def beside(text: str, place: int, abbreviations: frozenset[str]) -> tuple[int, int]:
    """The sentences around a place: from one sure end of a sentence to the next.

    Args:
        text: to be read.
        place: of a word in it.
        abbreviations: words after which a full stop ends no sentence.

    >>> text = "They met. Mr. Hart died. Nobody spoke."
    >>> first, last = beside(text, 18, frozenset({"mr"}))
    >>> text[first:last]
    'Mr. Hart died. '
    """
    first = max(0, place - _AROUND)
    for reach in (_SENTENCE, _AROUND):
        found = SENTENCE_END.finditer(text, max(0, place - reach), place)
        ends = [each.end() for each in found if sure_end(text, each, abbreviations)]
        if ends:
            first = ends[-1]
            break
    limit = min(len(text), place + _AROUND)
    after = SENTENCE_END.finditer(text, place, limit)
    return first, next((each.end() for each in after if sure_end(text, each, abbreviations)), limit)


def masked(text: str, places: Sequence[int]) -> str:
    """A text as long as it was, blank but for the lines around some places; a short one as it is.

    Args:
        text: to be read.
        places: in order.
    """
    if len(text) <= SHORT:
        return text
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
def _usual() -> Scan:
    return Scan(lexicons())

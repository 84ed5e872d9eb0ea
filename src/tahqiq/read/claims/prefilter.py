"""Where a text may speak of harm, if it does at all: one scan for letters, then for the words they stand in.

Most of what is sealed speaks of nothing the kind; the scan passes it over at the speed of memory.
What follows may only be too careful: a word that tells of no harm where it stands costs time, no claim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

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
    scan = _usual() if known is None else Scan.of(known)
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


@dataclass(frozen=True, slots=True)
class Scan:
    """The words of harm of some languages, to be found in one pass over the bytes of a text.

    Attributes:
        stems: what is looked for, in small letters.
        signs: what the words tell in which it is found.
        whole: of each stem, whether it is a whole word or phrase, to which nothing is ever glued.
    """

    stems: BytesAhoCorasick
    signs: Signs
    whole: Sequence[bool]

    @classmethod
    def of(cls, known: Mapping[str, Lexicon]) -> Scan:
        """The words of harm of the languages."""
        found: dict[bytes, bool] = {}
        for each in known.values():
            bare = not (each.grammar.joining or each.grammar.prepositions or each.grammar.owners)
            for stem in (one for written in each.stems for one in _spaced(written)):
                for form in (stem, stem.capitalize(), stem.upper(), stem.title()):
                    small = form.encode().lower()
                    found[small] = found.get(small, True) and bare
        stems = BytesAhoCorasick(list(found), implementation=Implementation.DFA)
        return cls(stems, Signs(known), list(found.values()))

    def places(self, text: str, most: int | None = None) -> list[int]:
        """Where the words stand that may begin a claim, the first so many of them."""
        for blank in _BLANKS:
            text = text.replace(blank, " ")
        found: list[int] = []
        done, whole, tells = 0, self.whole, self.signs.tells
        for stem, start, end in self._matches(text):
            inside = text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
            if whole[stem]:
                if inside or (found and found[-1] >= start) or not tells(text, start, end):
                    continue
            elif start < done:
                continue
            else:
                start, done = _word(text, start, end) if inside else (start, end)
                if not tells(text, start, done):
                    continue
            found.append(start)
            if len(found) == most:
                break
        return found

    def _matches(self, text: str) -> Iterable[tuple[int, int, int]]:
        """What is found in a text: the stem, and where it begins and ends."""
        letters = text.encode("utf-8", "surrogatepass").lower()  # of ASCII alone, so that none moves
        matches = self.stems.find_matches_as_indexes(letters, overlapping=True)
        return matches if len(letters) == len(text) else _in_characters(letters, matches)


def _spaced(phrase: str) -> Iterator[str]:
    """A phrase with one blank or two between its words."""
    first, *words = phrase.split(" ")
    for blanks in product((" ", "  "), repeat=len(words)):
        yield first + "".join(map(str.__add__, blanks, words))


def _in_characters(letters: bytes, matches: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Matches in the bytes of a text, in the order of their ends, by the places of characters."""
    byte = place = 0
    for stem, start, end in matches:
        place += len(letters[byte:end].decode("utf-8", "surrogatepass"))
        byte = end
        yield stem, place - len(letters[start:end].decode("utf-8", "surrogatepass")), place


def numbers(text: str, known: Mapping[str, Lexicon]) -> bool:
    """Whether there is in a text what may number those on a list.

    >>> numbers("1. Omar Haddad", lexicons()), numbers("The two met twice.", lexicons())
    (True, False)
    """
    ordinals = frozenset[str]().union(*(each.grammar.ordinals for each in known.values()))
    return _DIGIT.search(text) is not None or not ordinals.isdisjoint(text.lower().split())


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The word that holds some letters."""
    while start and text[start - 1].isalpha():
        start -= 1
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
    return Scan.of(lexicons())

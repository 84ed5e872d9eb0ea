"""A text cut into words, digits and signs, folded for comparison, each with its exact place.

Numbers and dates are read from these tokens. The folded text is as long as the text, character by
character, so that what is found in one is quoted from the other.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import compress, count

from tahqiq.language.letters import normalise
from tahqiq.language.letters.characters import Folded, displayed, matched

#: Stands in the folded text for what is part of a word and not compared (tatweel, a diacritic).
UNSEEN = "\u0640"

_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-")
_SIGNS = {
    **_DASHES,
    "٪": "%",
    "％": "%",
    "；": ";",
    "：": ":",
    "／": "/",
    "⁄": "/",
    "＋": "+",
    "\u00ad": UNSEEN,
}
_JOINERS = "\u200c\u200d"


def _folded(character: str) -> str:
    """One character as it is compared: always one character."""
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)
    if category in {"Cc", "Cf"} or category[0] == "Z":
        return character if character == "\n" else UNSEEN if character in _JOINERS else " "
    if category[0] in "PS" or category == "No":
        return character
    plain = "".join(map(matched, displayed(character)))
    return plain if len(plain) == 1 and not plain.isspace() else character if plain else UNSEEN


_FOLD = Folded(_folded)
_BEYOND = [""] * 8
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|\S")
_WORDS, _STARTS, _ENDS = re.Match[str].group, re.Match[str].start, re.Match[str].end


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: three lists of one length, in the order of the text.

    Attributes:
        text: the text as given.
        folded: as long as the text; letters as they are compared, digits Western, every dash a hyphen.
        starts: where each token begins, in code points.
        ends: where it ends.
        words: the token as it is compared, without diacritics; empty for stray marks. Eight empty
            words more stand at the end, so that one may look a little beyond it.
    """

    text: str
    folded: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def glued(self, at: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return 0 < at < len(self.starts) and self.ends[at - 1] == self.starts[at]

    def near(self, at: int) -> bool:
        """Whether this token follows the one before in the same paragraph."""
        starts = self.starts
        if not 0 < at < len(starts):
            return False
        end, start = self.ends[at - 1], starts[at]
        return start - end < 2 or self.folded.count("\n", end, start) < 2

    def word(self, at: int) -> str:
        """The compared form of a token; empty beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def at(self, position: int) -> int:
        """The first token that begins at a position of the text or after it."""
        return bisect_left(self.starts, position)

    def inside(self, at: int, letters: int) -> int:
        """The position in the text after so many compared letters of a token.

        >>> tokens = cut("وَسِتُّونَ")
        >>> tokens.text[tokens.inside(0, 1):]
        'سِتُّونَ'
        """
        position = self.starts[at]
        while letters or self.folded[position] == UNSEEN:
            letters -= self.folded[position] != UNSEEN
            position += 1
            if position == self.ends[at]:
                break
        return position


def cut(text: str) -> Tokens:
    """Cuts a text into tokens: words, Western or other digits, and single signs.

    >>> cut("قُتِلَ ٢٧ مدنيًّا (Raqqa).").words[:7]
    ['قتل', '27', 'مدنيا', '(', 'raqqa', ')', '.']
    """
    folded = text.translate(_FOLD)
    found = list(_TOKEN.finditer(folded))
    words = list(map(_WORDS, found))
    if not folded.isascii():
        if UNSEEN in folded:
            words = [word.replace(UNSEEN, "") if UNSEEN in word else word for word in words]
        if _SHAPES.search(folded):
            words = [normalise(word, "match") if _SHAPES.search(word) else word for word in words]
    words += _BEYOND
    return Tokens(text, folded, list(map(_STARTS, found)), list(map(_ENDS, found)), words)


def among(words: Sequence[str], known: Collection[str], first: int = 0) -> list[int]:
    """The places of the words that are known, the first word at some place.

    >>> among(("two", "men", "and", "two", "boys"), {"two"}, first=10)
    [10, 13]
    """
    return list(compress(range(first, first + len(words)), map(known.__contains__, words)))


def numerals(tokens: Tokens) -> list[int]:
    """The tokens that are digits.

    >>> numerals(cut("On 4 August 2017"))
    [1, 3]
    """
    return list(compress(count(), map(str.isdecimal, tokens.words)))


#: Letters that fold to more than one (ligatures of presentation forms): such a word is folded by itself.
_SHAPES = re.compile("[æœßĳŀŉǆ-ǌǰǳﬀ-ﬆﭏﯪ-ﯹﰀ-﷿ﹰ-\ufefc]")


def phrase(text: str) -> tuple[str, ...]:
    """The compared words of a phrase in a table.

    >>> phrase("أكثر من")
    ('اكثر', 'من')
    """
    return tuple(word for word in cut(text).words if word)

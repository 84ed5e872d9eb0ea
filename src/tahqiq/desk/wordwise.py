"""Two texts side by side, word by word: what only one of them has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words beyond which two texts are shown whole: comparing costs their product.
LONGEST = 2_000
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``differs``: the other text does not have it here."""

    text: str
    differs: bool


def side_by_side(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; put together, the pieces are the texts.

    >>> side_by_side("five killed", "six killed")[1]
    [Piece(text='six', differs=True), Piece(text=' killed', differs=False)]
    """
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(one), len(other)) > LONGEST:
        return [Piece(before, differs=True)], [Piece(after, differs=True)]
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for pieces, words in ((left, one[start:end]), (right, other[begin:stop])):
            if words:
                pieces.append(Piece("".join(words), differs=tag != "equal"))
    return left, right

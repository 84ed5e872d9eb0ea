"""Why two names were found alike or not, for a person to check: words, letters, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.alignment import LONGEST, NEVER, Spelling, letters, parted
from tahqiq.language.names.closeness import stem_closeness
from tahqiq.language.names.compare import in_general, most, pairs_and_room, probability
from tahqiq.language.names.scoring import MOVES, WORDS
from tahqiq.language.names.words import words_of
from tahqiq.vocab.wording import Language, isolate, isolate_foreign, word

#: Letters of the one word and of the other that stand for one another; '' for nothing.
Chunks = tuple[tuple[str, str], ...]

#: Two words this close or closer are likely spellings of one (nats); down to the second, perhaps.
ALIKE, PERHAPS = -5.0, -8.0
_PREFIXES = {
    "": ("", ""),
    "al": ("ال", "al-"),
    "abu": ("ابو ", "abu "),
    "umm": ("ام ", "umm "),
    "abd": ("عبد ال", "abd al-"),
}
_END = "Similarity {figure}: so well do the spellings fit. Two people may bear one name."
_MESSAGES = {
    "same": "{one} stands in both names.",
    "alike": "{one} and {other} are likely spellings of one word: {letters}.",
    "perhaps": "{one} and {other} may be spellings of one word, if unusual ones: {letters}.",
    "known": "{one} and {other} are known spellings of one word.",
    "apart": "{one} and {other} stand in the same place and are different words.",
    "joined": "{one} is written as one word: {other}.",
    "swapped": "{one} have changed places: {other}.",
    "missing": "{one} is missing from the other name.",
    "extra": "{other} stands in the other name alone.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """How one or two words of the one name and of the other stand for one another.

    Attributes:
        kind: same, alike, perhaps, known (by counting, not by its letters), apart, joined, swapped, missing
            or extra.
        one: words of the one name, as they are compared.
        other: words of the other.
        closeness: of the words, nats; None where a word stands alone or words changed places.
        letters: which letters stand for which, where the letters tell.
    """

    kind: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    closeness: float | None = None
    letters: Chunks = ()

    def sentence(self, language: Language) -> str:
        """The step in words."""
        pairs = ", ".join(f"{isolate_foreign(a or '∅')}–{isolate_foreign(b or '∅')}" for a, b in self.letters)
        one, other = (isolate_foreign(" ".join(map(shown, words))) for words in (self.one, self.other))
        return word(_MESSAGES[self.kind], language).format(one=one, other=other, letters=pairs)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How two names were compared.

    Attributes:
        one: the one name as written; ``other``: the other.
        similarity: as ``compare.similarity``.
        steps: in the order of the words.
    """

    one: str
    other: str
    similarity: float
    steps: tuple[Step, ...]

    def sentences(self, language: Language) -> tuple[str, ...]:
        """The steps, then the similarity and what it does not say.

        >>> explain("Ali Omar", "Ali").sentences("en")[1]
        '\u2068omar\u2069 is missing from the other name.'
        """
        figure = isolate(f"{self.similarity:.2f}", language)
        steps = (step.sentence(language) for step in self.steps)
        return (*steps, word(_END, language).format(figure=figure))


def explain(one: str, other: str) -> Explanation:
    """Compares two names as ``compare.similarity`` does, and says how.

    >>> found = explain("خالد الحسن", "Khaled Omar al-Hassan")
    >>> [step.kind for step in found.steps]
    ['alike', 'extra', 'alike']
    >>> found.steps[0].letters[0]
    ('خ', 'kh')
    """
    left, right = in_general(one), in_general(other)
    row = np.zeros(1, np.int64)
    scores, space = pairs_and_room(left, row, right, row)
    similarity = (
        float(probability(scores, most(left), most(right))[0]) if words_of(one) and words_of(other) else 0.0
    )
    steps = _steps(left.spelling, space.moves, words_of(one)[:WORDS], words_of(other)[:WORDS])
    return Explanation(one, other, similarity, tuple(steps))


def shown(compared: str) -> str:
    """A comparison word as a person would write it.

    >>> shown("abd-rahman"), shown("abu-هلال")
    ('abd al-rahman', 'ابو هلال')
    """
    prefix, stem = parted(compared)
    arabic, latin = _PREFIXES[prefix]
    return (arabic if stem > "~" else latin) + stem


def _steps(
    spelling: Spelling, moves: NDArray[np.int8], one: Sequence[str], other: Sequence[str]
) -> list[Step]:
    """The path through the alignment, from its end back to its beginning."""
    names = list(MOVES)
    steps: list[Step] = []
    i, j = len(one), len(other)
    while i or j:
        move = names[moves[i, j]]
        di, dj = MOVES[move]
        words, others = tuple(one[i - di : i]), tuple(other[j - dj : j])
        paired = move == "paired"
        steps.append(_paired(spelling, words[0], others[0]) if paired else _other(move, words, others))
        i, j = i - di, j - dj
    return steps[::-1]


def _other(move: str, words: tuple[str, ...], others: tuple[str, ...]) -> Step:
    """A step in which words do not stand one for one; joined is told from the side of the two words."""
    return Step("joined", others, words) if move == "split" else Step(move, words, others)


def _paired(spelling: Spelling, word_: str, other: str) -> Step:
    """One word for one word."""
    closeness = spelling.word_closeness(word_, other)
    if word_ == other:
        return Step("same", (word_,), (other,), closeness)
    pieces = chunks_of(word_, other, spelling)
    likely = "alike" if closeness >= ALIKE else "perhaps"
    kind = "apart" if closeness < PERHAPS else likely if pieces else "known"
    return Step(kind, (word_,), (other,), closeness, pieces if kind == likely else ())


def chunks_of(word_: str, other: str, spelling: Spelling | None = None) -> Chunks:
    """Which letters of two words stand for which; none where the letters do not allow it.

    >>> chunks_of("شمس", "shams")
    (('ش', 'sha'), ('م', 'm'), ('س', 's'))
    """
    spelling = spelling or Spelling.load()
    encoded = spelling.encode([word_, other])
    starts = (range(0, int(joined) + 1, 2) for joined in encoded.joined)
    marked = [letters(parted(each)[1]) for each in (word_, other)]
    chunks = [encoded.chunks[encoded.offsets[at] : encoded.offsets[at + 1]] for at in (0, 1)]
    readings = [
        _cut(spelling, (chunks[0][skip:], chunks[1][skip2:]), (marked[0][skip:], marked[1][skip2:]))
        for skip, skip2 in product(*starts)
    ]
    return max(readings)[1]


def _cut(
    spelling: Spelling,
    chunks: tuple[NDArray[np.int16], NDArray[np.int16]],
    marked: tuple[list[str], list[str]],
) -> tuple[float, Chunks]:
    """How close two stems are, and the best cutting of them."""
    table = np.empty((LONGEST + 1, LONGEST + 1), np.float32)
    closeness = float(stem_closeness(*chunks, spelling.weights, table))
    if closeness <= NEVER:
        return closeness, ()
    path = list(_back(chunks[0].tolist(), chunks[1].tolist(), spelling, table))[::-1]
    plain, plain2 = ([letter.strip("^$") for letter in each] for each in marked)
    cells = pairwise(path)
    return closeness, tuple(("".join(plain[i:k]), "".join(plain2[j:m])) for (i, j), (k, m) in cells)


def _back(
    left: list[list[int]], right: list[list[int]], spelling: Spelling, table: NDArray[np.float32]
) -> Iterator[tuple[int, int]]:
    """The cells of the best cutting, last first."""
    i, j = len(left), len(right)
    yield i, j
    while i or j:
        i, j = next(
            (i - di, j - dj)
            for di in range(min(3, i) + 1)
            for dj in range(min(3, j) + 1)
            if di + dj > 0
            and (one := left[i - di][di - 1] if di else 0) >= 0
            and (two := right[j - dj][dj - 1] if dj else 0) >= 0
            and table[i - di, j - dj] + spelling.weights[one, two] == table[i, j]
        )
        yield i, j

"""Which words of a vocabulary may be spellings of a word, without comparing it with all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.names.alignment import Spelling
from tahqiq.language.names.closeness import LONGEST, NEVER, EncodedWords, Tables, closeness
from tahqiq.language.names.reaching import Found, Weights, stems_near
from tahqiq.language.names.stems import BOTH, LATIN, OTHER, StemTrie, kind_of


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The words of a vocabulary that are like a word.

    Attributes:
        words: their numbers, ascending, int64.
        closeness: of each, nats, float32.
    """

    words: NDArray[np.int64]
    closeness: NDArray[np.float32]


class NearWords:
    """A vocabulary that is asked for the words near a word; answers are kept while there is room.

    Not for several threads at once.

    Args:
        words: the vocabulary, encoded.
        stems: the same, sorted.
        spelling: the model both were made with.
        room: how many answers are kept.

    >>> vocabulary = ["khaled", "khalid", "fatima", "خالد"]
    >>> spelling = Spelling.load()
    >>> encoded = spelling.encode(vocabulary)
    >>> near = NearWords(encoded, StemTrie.of(vocabulary, encoded), spelling)
    >>> [vocabulary[word] for word in near.within("خالد", -4.0).words]
    ['khaled', 'khalid', 'خالد']
    """

    def __init__(
        self, words: EncodedWords, stems: StemTrie, spelling: Spelling, *, room: int = 1 << 16
    ) -> None:
        self.words, self.stems, self.spelling = words, stems, spelling
        self._room = room
        self._kept: dict[tuple[str, float, float], Near] = {}
        self._model = Weights.of(spelling)
        self._last: tuple[str, EncodedWords] | None = None
        self._found = Found(np.empty(len(stems.word), np.int32), np.empty(len(stems.word), np.float32))
        self._known = np.full(len(words.common), np.nan, np.float32)
        self._counted = np.flatnonzero((words.common >= 0) | (words.bare >= 0))

    def within(self, word: str, reach: float, across: float | None = None) -> Near:
        """The words whose letters are within reach of a word's; all others are farther.

        Args:
            word: a word of `words_of`.
            reach: the lowest closeness in nats that is of interest, not below `closeness.REACH`.
            across: the same for words in the other script, where it is another.
        """
        key = (word, reach, reach if across is None else across)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= self._room:
                self._kept.clear()
            kept = self._kept[key] = self._near(*key)
        return kept

    def forget(self) -> None:
        """Drops the answers kept."""
        self._kept.clear()

    def _near(self, word: str, reach: float, across: float) -> Near:
        encoded = self._encoded(word)
        chunks, _, article, common, bare = self.spelling.of_word(encoded, 0)
        reaches = np.full(3, min(reach, across), np.float32)
        if (kind := kind_of(word)) != BOTH:
            reaches[[kind, LATIN + OTHER - kind]] = reach, across
        found = [self._spelled_like(common), self._spelled_like(bare)]
        if article:
            found.append(self._within(chunks[article:], reaches)[0])
        whole, stems = self._within(chunks, reaches)
        words = np.unique(np.concatenate([*found, whole]))
        self._known[whole] = stems
        near = np.empty(len(words), np.float32)
        closeness_known(encoded, self.words, words, self._known, self.spelling.tables(), near)
        self._known[whole] = np.nan
        return Near(words, near)

    def _encoded(self, word: str) -> EncodedWords:
        """A word for the kernels; the last is kept, for it is often looked for again, farther away."""
        if self._last is None or self._last[0] != word:
            self._last = word, self.spelling.encode([word])
        return self._last[1]

    def _within(
        self, chunks: NDArray[np.int16], reaches: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The words whose stem is within reach, and the closeness of it."""
        count = stems_near(chunks, self.stems, self._model, reaches, self._found)
        return self._found.words[:count].astype(np.int64), self._found.closeness[:count]

    def _spelled_like(self, common: int) -> NDArray[np.int64]:
        """The words that were counted as spellings of a common stem, whatever their letters."""
        if common < 0:
            return np.empty(0, np.int64)
        seen = np.append(np.isfinite(self.spelling.counted[common]), False)  # -1, not counted, finds the last
        alike = seen[self.words.common[self._counted]] | seen[self.words.bare[self._counted]]
        return np.compress(alike, self._counted)


@compiled
def closeness_known(
    query: EncodedWords,
    vocabulary: EncodedWords,
    words: NDArray[np.int64],
    known: NDArray[np.float32],
    tables: Tables,
    found: NDArray[np.float32],
) -> None:
    """Fills ``found`` with the closeness of the query's one word to words of a vocabulary.

    Args:
        known: the closeness of each stem of the vocabulary to the query's, nan where it is not known.
    """
    table = np.empty((LONGEST + 1, LONGEST + 1), np.float32)
    common = query.common[0]
    for k in range(len(words)):
        v = words[k]
        other = vocabulary.common[v]
        stem = known[v]
        if stem != stem or query.joined[0] > 0 or vocabulary.joined[v] > 0:
            found[k] = closeness(query, 0, vocabulary, v, tables, table)
            continue
        if common >= 0 and other >= 0 and tables.counted[common, other] == tables.counted[common, other]:
            stem = tables.counted[common, other]
        else:
            if common >= 0:
                stem += tables.surprise[common]
            if other >= 0:
                stem += tables.surprise[other]
        found[k] = max(stem + tables.prefixes[query.prefix[0], vocabulary.prefix[v]], NEVER)

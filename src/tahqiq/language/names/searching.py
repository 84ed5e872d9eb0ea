"""One query after another against a pool of names: words looked up, names chosen, names scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.closeness import NEVER, REACH
from tahqiq.language.names.compare import Pool, apart, constants, gains, information, with_joined
from tahqiq.language.names.nearby import Near, NearWords
from tahqiq.language.names.postings import Held, Postings, Terms, foremost
from tahqiq.language.names.scoring import WORDS, Constants, against, room
from tahqiq.language.names.words import ASIDE, words_of

#: What a pool's word adds that is not like the query's; never the best.
_NOTHING = np.float32(-1e9)
#: How far a word is looked for before it is known what it tells (nats): spellings, no slips.
_FIRST_REACH = -4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much of a pool is looked at: more finds more, and takes longer.

    Attributes:
        candidates: how many names are scored in full; None for all of the pool.
        reach: how unlike a word of the same script may be and still be looked for, nats: -4.5 is one letter
            exchanged for any other, -9 two. Common words, whose far likes matter little, less far.
        across: the same for words of the other script.
        least: what a word must add to a name, beyond what the name gains without it, to be looked for; nats.
        joined: whether two words that stand side by side are also looked for as one.
    """

    candidates: int | None
    reach: float = float(REACH)
    across: float = float(REACH)
    least: float = 0.0
    joined: bool = True


#: Efforts by name; ``docs/verbs/names.md`` says what each finds and costs.
EFFORTS = {
    "quick": Effort(candidates=300, reach=-5.0, across=-8.0, least=4.0, joined=False),
    "usual": Effort(candidates=450, reach=-9.0, across=-9.5, least=5.0),
    "thorough": Effort(candidates=1_000),
    "full": Effort(candidates=None),
}


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """The names of a pool most like a query, best first; of equals the first row.

    Attributes:
        rows: int64.
        scores: nats, float32.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Term:
    """A word of the query and the words of the pool that stand for it: their numbers, the most alike first.

    Attributes:
        row: its row of the table of gains.
        nothing: what a name gains that has no word like it.
        words: int64, each adding more than ``nothing``.
        names: how many postings they have together.
    """

    row: int
    nothing: float
    words: NDArray[np.int64]
    names: int


class Search:
    """Answers queries about one pool. Not for several threads at once: it owns the room it works in.

    Args:
        pool: the names.
        near: its vocabulary.
        postings: which names hold which word.
    """

    def __init__(self, pool: Pool, near: NearWords, postings: Postings) -> None:
        self.pool, self.near, self.postings = pool, near, postings
        column = pool.column
        lengths = np.minimum(np.diff(column.offsets), 255).astype(np.uint8)
        self._held = Held(column.ids, column.offsets, lengths)
        self._fixed, self._room = constants(pool.spelling), room()
        self._gains = np.full((2 * WORDS, len(column.vocabulary)), _NOTHING)
        self._filled: list[tuple[int, NDArray[np.int64]]] = []

    def best(self, query: str, k: int, effort: Effort) -> Hits:
        """The k names most like a query."""
        words = words_of(query)[:WORDS]
        hits = [self._best(words, k, effort, 0.0)]
        cut = apart(words, self._closest)[:WORDS]
        if cut != words:
            hits.append(self._best(cut, k, effort, self._fixed.joined))
        return _merged(hits, k)

    def told(self, query: str, effort: Effort) -> float:
        """What all words of a query tell together in this pool, nats."""
        return sum(self._told(self._near(word, effort, None)) for word in words_of(query)[:WORDS])

    def _best(self, words: Sequence[str], k: int, effort: Effort, added: float) -> Hits:
        if not words:
            return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
        terms = self._terms(words, effort)
        rows = self._chosen(terms, len(words), effort)
        scores = np.empty(len(rows), np.float32)
        self._room.aside[: len(words)] = [word.endswith(ASIDE) for word in words]
        column, aside_of = self.pool.column, self.pool.words.aside
        n, fixed, space = len(words), self._fixed, self._room
        against(self._gains, n, column.ids, column.offsets, rows, aside_of, fixed, space, scores)
        self._clear()
        return _top(rows, scores + np.float32(added), k)

    def _terms(self, words: Sequence[str], effort: Effort) -> list[_Term]:
        """Looks the words up, and fills their rows of the table of gains; the rarest first."""
        nothing = _nothings(len(words), self._fixed)
        terms = []
        for row, word in enumerate(with_joined(words) if effort.joined else words):
            near = self._near(word, effort, nothing[row] if row < len(words) else None)
            gain = gains(near.closeness, self._told(near), self.pool.spelling)
            self._gains[row, near.words] = gain
            self._filled.append((row, near.words))
            worth = gain > nothing[row] + effort.least
            if worth.any():
                known = near.words[worth][np.argsort(-gain[worth], kind="stable")]
                terms.append(_Term(row, nothing[row], known, self.postings.names(known)))
        return sorted(terms, key=lambda term: term.names)

    def _clear(self) -> None:
        """Empties the table of gains where it was filled."""
        for row, words in self._filled:
            self._gains[row, words] = _NOTHING
        self._filled.clear()

    def _near(self, word: str, effort: Effort, nothing: float | None) -> Near:
        """The words like a word, as far as the effort goes and they add more than nothing.

        Two words written as one (None) are looked for as spellings only.
        """
        if effort.candidates is None:
            return self.near.within(word, effort.reach)
        first = self.near.within(word, _FIRST_REACH)
        if nothing is None:
            return first
        told = self._told(first) * self._fixed.telling
        needed = float(np.floor((nothing + effort.least - told) / self._fixed.closeness))
        if needed >= _FIRST_REACH:
            return first
        return self.near.within(word, max(effort.reach, needed), max(effort.across, needed))

    def _told(self, near: Near) -> float:
        """What a word that is near to these tells, nats."""
        return information(near.closeness, self.pool.share[near.words], len(self.pool.column.ids))

    def _chosen(self, terms: Sequence[_Term], n: int, effort: Effort) -> NDArray[np.int64]:
        """The rows to score, ascending."""
        pool, wanted = self.pool, effort.candidates
        if wanted is None or wanted >= len(pool.column):
            return np.arange(len(pool.column), dtype=np.int64)
        asked = Terms(
            np.cumsum([0, *(len(term.words) for term in terms)]),
            np.concatenate([np.empty(0, np.int64), *(term.words for term in terms)]),
            self._gains,
            np.array([term.row for term in terms], np.int64),
            np.array([term.nothing for term in terms], np.float32),
            n,
            self._fixed.extra_middle,
        )
        chosen, sums = np.empty(2 * wanted, np.int64), np.empty(2 * wanted, np.float32)
        count = foremost(self.postings, self._held, asked, wanted, chosen, sums)
        return np.sort(chosen[:count])

    def _closest(self, words: Sequence[str]) -> list[float]:
        """How close each word comes to any of the pool; `NEVER` beyond the first reach."""
        near = [self.near.within(word, _FIRST_REACH) for word in words]
        return [float(each.closeness.max(initial=NEVER)) for each in near]


def _nothings(n: int, cost: Constants) -> list[float]:
    """What is gained, at the most, without a word like each of n; then, like each two neighbours joined."""
    middle = max(cost.wrong_middle, cost.missing_middle + cost.extra_middle)
    single = [middle] * n
    single[-1] = max(cost.wrong_last, cost.missing_last + cost.extra_last)
    single[0] = max(cost.wrong_first, cost.missing_first + cost.extra_first)
    return single + [one + other - cost.joined for one, other in pairwise(single)]


def _top(rows: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> Hits:
    """The k highest scores, of equals the first row."""
    if len(rows) > k:
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        rows, scores = rows[scores >= least], scores[scores >= least]
    order = np.lexsort((rows, -scores))[:k]
    return Hits(rows[order], scores[order])


def _merged(hits: Sequence[Hits], k: int) -> Hits:
    """Several answers to one query as one: of a row found twice the higher score."""
    if len(hits) == 1:
        return hits[0]
    rows, scores = (np.concatenate(parts) for parts in zip(*((h.rows, h.scores) for h in hits), strict=True))
    order = np.lexsort((-scores, rows))
    _, first = np.unique(rows[order], return_index=True)
    return _top(rows[order][first], scores[order][first], k)

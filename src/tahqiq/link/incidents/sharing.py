"""What only some pairs of reports share: victims of one name, passages of text, a word of replacement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise
from tahqiq.language.names import described
from tahqiq.language.names.compare import Pool, score_pairs
from tahqiq.link.incidents.reference import settings
from tahqiq.link.incidents.report import Report

VICTIM_LABELS = (
    "several victims in common",
    "one victim in common",
    "no victim in common",
    "both name nearly all the dead, none in common",
)
WORDING_LABELS = ("nearly the same text", "passages in common")
#: Words of a shingle; what more reports hold than this is a phrase, not a passage.
_SHINGLE, _PHRASE = 5, 60
#: The reports a rare name or passage may bring together.
_TOGETHER = 60
#: Log2 weight below which nobody in common speaks against one incident by itself.
_SURELY_APART = -2.5
#: As how many words the names in general count.
_WORDS = 2_000.0
#: More names of one report are not compared.
_NAMES = 60

Ints = NDArray[np.int64]


class Victims:
    """The named victims of reports, comparable across scripts.

    Args:
        reports: all of them.
    """

    def __init__(self, reports: Sequence[Report]) -> None:
        named = [_names(report) for report in reports]
        self._offsets = np.concatenate([[0], np.cumsum([len(each) for each in named])]).astype(np.int64)
        self._names = [name for names in named for name in names]
        self._pool = _pool(self._names) if self._names else None
        self._least = float(settings()["victims"]["least"])
        self._dead = [max(report.killed.max or 0, report.killed.min or 0, 2) for report in reports]

    def has(self) -> NDArray[np.bool_]:
        """Which reports name anybody."""
        return np.diff(self._offsets) > 0

    def keys(self) -> Iterator[tuple[str, int]]:
        """For each name of two words or more its consonants in one alphabet, and its report."""
        for at in range(len(self._offsets) - 1):
            for name in self._names[self._offsets[at] : self._offsets[at + 1]]:
                bones = normalise(name, "skeleton")
                if " " in bones:
                    yield bones, at

    def compare(self, left: Ints, right: Ints) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        """Levels and weights of pairs, by the names of one that are spellings of names of the other."""
        levels, weights = np.full(len(left), -1, np.int8), np.zeros(len(left), np.float64)
        has = self.has()
        both = np.flatnonzero(has[left] & has[right])
        if self._pool is None or not len(both):
            return levels, weights
        for start in range(0, len(both), 4096):
            rows = both[start : start + 4096]
            for row, scores in zip(
                rows.tolist(), self._scores(self._pool, left[rows], right[rows]), strict=True
            ):
                levels[row], weights[row] = self._judged(scores, int(left[row]), int(right[row]))
        return levels, weights

    def _scores(self, pool: Pool, left: Ints, right: Ints) -> Iterator[NDArray[np.float64]]:
        """For each pair the scores in bits of every name of the one with every name of the other."""
        ones, others, shapes = list[Ints](), list[Ints](), list[tuple[int, int]]()
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            mine = np.arange(self._offsets[a], self._offsets[a + 1], dtype=np.int64)
            yours = np.arange(self._offsets[b], self._offsets[b + 1], dtype=np.int64)
            ones.append(np.repeat(mine, len(yours)))
            others.append(np.tile(yours, len(mine)))
            shapes.append((len(mine), len(yours)))
        bits = score_pairs(pool, np.concatenate(ones), pool, np.concatenate(others)).astype(np.float64)
        bits /= np.log(2.0)
        at = 0
        for rows, columns in shapes:
            yield bits[at : at + rows * columns].reshape(rows, columns) - np.log2(rows * columns)
            at += rows * columns

    def _judged(self, bits: NDArray[np.float64], left: int, right: int) -> tuple[int, float]:
        """Names joined best first, each once, and what that tells."""
        told = settings()["victims"]
        gains = list[float]()
        left_over = bits.copy()
        while left_over.size and len(gains) < 5:
            row, column = np.unravel_index(int(left_over.argmax()), left_over.shape)
            if left_over[row, column] < self._least:
                break
            gains.append(float(left_over[row, column]))
            left_over = np.delete(np.delete(left_over, row, 0), column, 1)
        if gains:
            return (0 if len(gains) > 1 else 1), min(float(told["several"]), sum(gains))
        return self._strangers(left, right)

    def _strangers(self, left: int, right: int) -> tuple[int, float]:
        """What it tells that two reports name nobody in common: little where each names few of many dead.

        Of N dead the one names k, the other l: by chance they share nobody with about (1 - k/N) ** l.
        """
        told = settings()["victims"]
        counts = np.diff(self._offsets)
        k, others = int(counts[left]), int(counts[right])
        dead = max(self._dead[left], self._dead[right], k, others)
        chance = float(told["misspelled"]) + (1 - float(told["misspelled"])) * (1 - k / dead) ** others
        weight = float(np.log2(chance))
        return (3 if weight < _SURELY_APART else 2), weight


def _pool(names: Sequence[str]) -> Pool:
    """Names ready to be compared, each word as telling as among these names and among names in general.

    A few names say little of how common a word is; many say more than the names the model learned from.
    """
    pool = Pool.of(names)
    learned = np.where(pool.words.common >= 0, pool.words.common, pool.words.bare)
    general = np.where(learned >= 0, pool.spelling.information[learned], np.float32(pool.spelling.rare))
    words = len(pool.column.ids)
    share = (pool.share * words + _WORDS * np.exp(-general)) / (words + _WORDS)
    return replace(pool, telling=(-np.log(share)).astype(np.float32))


def _names(report: Report) -> list[str]:
    """Names that are names: 'wife of Ahmad' tells another person's."""
    found = list[str]()
    for name in dict.fromkeys(report.victims):
        said = described(name)
        own = name if said is None else said.named or ""
        if own:
            found.append(own)
    return found[:_NAMES]


class Passages:
    """The texts of reports as shingles of five words, at the level where spellings agree.

    Args:
        reports: all of them; of one text held by several reports only one is looked at.
    """

    def __init__(self, reports: Sequence[Report]) -> None:
        self._of = [report.text for report in reports]
        self._telling = [report.telling for report in reports]
        kept = {text: _shingles(text) for text in dict.fromkeys(self._of) if text}
        held = Counter(shingle for shingles in kept.values() for shingle in shingles)
        phrases = {shingle for shingle, texts in held.items() if texts > _PHRASE}
        self._rare = {text: shingles - phrases for text, shingles in kept.items()}

    def keys(self) -> Iterator[tuple[int, int]]:
        """For each report some of its rare shingles: those of the smallest hashes (Broder 1997, min-wise)."""
        for at, text in enumerate(self._of):
            if text:
                yield from ((shingle, at) for shingle in sorted(self._rare[text])[:8])

    def compare(self, left: Ints, right: Ints) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        """Levels and weights of pairs, by the share of the shorter text that stands in the other."""
        told = settings()["wording"]
        levels, weights = np.full(len(left), -1, np.int8), np.zeros(len(left), np.float64)
        known: dict[tuple[str, str], float] = {}
        for at, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
            one, other = self._of[a], self._of[b]
            if not one or not other or (self._telling[a] and self._telling[a] == self._telling[b]):
                continue
            key = (one, other)
            if key not in known:
                known[key] = self._share(one, other)
            if known[key] >= told["copied"]:
                levels[at], weights[at] = 0, float(told["copy"])
            elif known[key] >= told["shared"]:
                levels[at], weights[at] = 1, float(told["passages"])
        return levels, weights

    def _share(self, one: str, other: str) -> float:
        mine, yours = self._rare[one], self._rare[other]
        short = min(len(mine), len(yours))
        return len(mine & yours) / short if short >= 3 else 0.0


def _shingles(text: str) -> frozenset[int]:
    """The hashes of every five words that follow one another; figures left out."""
    words = [word for word in normalise(text[:20_000], "match").split() if not word.isdecimal()]
    runs = (" ".join(words[at : at + _SHINGLE]) for at in range(max(0, len(words) - _SHINGLE + 1)))
    return frozenset(crc32(run.encode()) for run in runs)


def pairs_by_key(keys: Iterable[tuple[object, int]], most: int = _TOGETHER) -> Iterator[tuple[int, int]]:
    """Pairs of reports that hold one key, unless too many hold it."""
    held = defaultdict[object, list[int]](list)
    for key, at in keys:
        if not held[key] or held[key][-1] != at:
            held[key].append(at)
    for some in held.values():
        if 1 < len(some) <= most:
            yield from combinations(sorted(some), 2)

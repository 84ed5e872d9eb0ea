"""The names of a large pool that are most like a name, in either script, without comparing it with all.

Three steps. The words of the pool that may be spellings of the query's words are looked up
(``nearby``); the names that hold most of them are chosen (``postings``); these are scored in full
(``compare``). How much is looked at is an `Effort`; with the effort *full* the answer is the one that
comparing with every name gives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names import stored
from tahqiq.language.names.alignment import PARAMETERS, Spelling
from tahqiq.language.names.closeness import EncodedWords
from tahqiq.language.names.compare import Pool, most, probability
from tahqiq.language.names.nearby import NearWords
from tahqiq.language.names.postings import Postings
from tahqiq.language.names.searching import EFFORTS, Effort, Search
from tahqiq.language.names.stems import StemTrie
from tahqiq.language.names.words import NameColumn

FORMAT = "names-index/1"
#: Names between two reports of progress.
_STEP = 4_096


@dataclass(frozen=True, slots=True)
class Match:
    """A name found.

    Attributes:
        row: where it stands in the pool, from 0.
        name: as written there.
        similarity: how surely it is a spelling of the name asked for, 0 to 1, calibrated.
        score: what it was ranked by, nats.
    """

    row: int
    name: str
    similarity: float
    score: float


class NameIndex:
    """A pool of names that can be asked. Made by `of` or `open`; for one thread at a time.

    >>> index = NameIndex.of(["Muhammad Ali", "Fatima Omar", "سارة حسن"])
    >>> [match.name for match in index.search("فاطمة عمر", 1)]
    ['Fatima Omar']
    >>> index.search("Sarah Hassan", 1)[0].row
    2
    """

    def __init__(self, texts: Texts, pool: Pool, stems: StemTrie, postings: Postings) -> None:
        self._texts, self._pool, self._stems, self._postings = texts, pool, stems, postings
        self._most = most(pool)

    @classmethod
    def of(cls, names: Sequence[str], *, on_progress: Callable[[int], None] | None = None) -> NameIndex:
        """Makes the index of a pool; about half a minute a million names.

        Args:
            names: as they shall be found; a name may stand there more than once.
            on_progress: is told how many more names are done.
        """
        column = NameColumn.of(_Counted(names, on_progress) if on_progress else names)
        pool = Pool.of(column)
        return cls(Texts.of(names), pool, StemTrie.of(column.vocabulary, pool.words), Postings.of(column))

    @classmethod
    def open(cls, folder: Path) -> NameIndex:
        """The index saved in a folder; its arrays stay on disk and are read as they are used.

        Raises:
            BadInput: there is none, or it is damaged; `stored.Outdated` where it is of another version or
                was made with other parameters.
        """
        arrays = stored.open_arrays(folder, version=FORMAT, facts={"spelling": _fingerprint()})
        vocabulary = list(iter(Texts(**_part("vocabulary", arrays))))
        column = NameColumn(vocabulary, **_part("column", arrays))
        postings = Postings(**_part("postings", arrays))
        share = (np.diff(postings.starts) / max(1, len(column.ids))).astype(np.float32)
        words = EncodedWords(**_part("words", arrays))
        pool = Pool(column, words, share, -np.log(share), Spelling.load())
        return cls(Texts(**_part("names", arrays)), pool, StemTrie(**_part("stems", arrays)), postings)

    def save(self, folder: Path) -> None:
        """Writes the index, whole or not at all; the same names give the same bytes.

        Raises:
            BadInput: the folder holds something that is no index of names.
        """
        column = self._pool.column
        vocabulary = Texts.of(column.vocabulary)
        arrays = {
            **_arrays("column", ids=column.ids, offsets=column.offsets),
            **_arrays("names", utf8=self._texts.utf8, ends=self._texts.ends),
            **_arrays("vocabulary", utf8=vocabulary.utf8, ends=vocabulary.ends),
            **_arrays("words", **self._pool.words._asdict()),
            **_arrays("stems", **self._stems._asdict()),
            **_arrays("postings", **self._postings._asdict()),
        }
        stored.save(folder, arrays, version=FORMAT, facts={"spelling": _fingerprint(), "names": len(self)})

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def words(self) -> int:
        """How many distinct words the pool has."""
        return len(self._pool.column.vocabulary)

    def holds(self, names: Sequence[str]) -> bool:
        """Whether the pool is exactly these names, in this order."""
        texts = Texts.of(names)
        return np.array_equal(texts.ends, self._texts.ends) and np.array_equal(texts.utf8, self._texts.utf8)

    def name(self, row: int) -> str:
        """The name in a row, from 0."""
        return self._texts[row]

    def search(self, name: str, k: int = 10, *, effort: Effort = EFFORTS["usual"]) -> list[Match]:
        """The k names most like a name, the most alike first; of equals the first in the pool.

        Fewer where fewer names share anything with it; none for a name without letters.

        Args:
            effort: how much is looked at.
        """
        hits = self._search.best(name, k, effort)
        told = np.float32(self._search.told(name, effort))
        alike = probability(hits.scores, np.full(len(hits.rows), told), self._most[hits.rows])
        return [
            Match(row, self._texts[row], similarity, score)
            for row, similarity, score in zip(
                hits.rows.tolist(), alike.tolist(), hits.scores.tolist(), strict=True
            )
        ]

    def forget(self) -> None:
        """Drops what was remembered of words asked for before."""
        self._search.near.forget()

    @cached_property
    def _search(self) -> Search:
        pool = self._pool
        return Search(pool, NearWords(pool.words, self._stems, pool.spelling), self._postings)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Many strings in one array: string i is ``utf8[ends[i]:ends[i + 1]]``.

    Attributes:
        utf8: uint8.
        ends: one more than there are strings, int64.
    """

    utf8: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Packs strings.

        >>> list(Texts.of(["Ali", "علي"]))
        ['Ali', 'علي']
        """
        coded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([0, *map(len, coded)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(coded), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, row: int) -> str:
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self.utf8[self.ends[row] : self.ends[row + 1]].tobytes().decode("utf-8", "surrogatepass")


class _Counted(Sequence[str]):
    """Names that tell how many of them have been read."""

    def __init__(self, names: Sequence[str], on_progress: Callable[[int], None]) -> None:
        self._names, self._on_progress = names, on_progress

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return self._names[at]

    def __iter__(self) -> Iterator[str]:
        for count, name in enumerate(self._names, 1):
            yield name
            if count % _STEP == 0:
                self._on_progress(_STEP)
        self._on_progress(len(self._names) % _STEP)


def _fingerprint() -> str:
    """SHA-256 of the fitted parameters: words encoded for one model mean nothing to another."""
    return hashlib.sha256(PARAMETERS.read_bytes()).hexdigest()


def _arrays(part: str, **arrays: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Arrays named ``part.field``."""
    return {f"{part}.{field}": array for field, array in arrays.items()}


def _part(part: str, arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays named ``part.field``, by field."""
    return {name.partition(".")[2]: array for name, array in arrays.items() if name.startswith(f"{part}.")}

"""How likely one word is a spelling of another: a learned weighted alignment of letter chunks.

Both words are cut into chunks of up to three letters that stand for one another (خ and kh, ش and sh,
ه$ and ah$, the mark telling the end of a word), and the cheapest cutting is taken. A weight is the
mean of log p(latin chunk | arabic chunk) and log p(arabic chunk | latin chunk), learned by
expectation-maximisation from pairs of words (``fitting``; the many-to-many model of Jiampojamarn,
Kondrak and Sherif, NAACL 2007, section 3). The same table holds the weights of Latin against Latin and
Arabic against Arabic spellings, so one kernel compares any two words.

What common words are known to be spelled like is counted and overrides the letters: محمد is often
Mohamed and never Mahmoud, though the letters allow it.

The figure is a *closeness* in nats, at most about 0: 0 for certain spellings of one another, −4 for
one slip, :data:`NEVER` where no cutting exists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.names.closeness import LONGEST, NEVER, REACH, EncodedWords, Tables, closeness_to
from tahqiq.language.names.words import ASIDE

__all__ = [
    "FOREIGN",
    "LONGEST",
    "NEVER",
    "PARAMETERS",
    "PREFIXES",
    "REACH",
    "EncodedWords",
    "Spelling",
    "article_joined",
    "letters",
    "parted",
]

PARAMETERS = Path(__file__).with_name("spelling.json")
#: Stands for a letter of another script, and for one that no name of the train part held.
FOREIGN = "?"
PREFIXES = ("", "al", "abu", "umm", "abd")
_FINAL = frozenset("هايءوتaehiytou")
_INITIAL = frozenset("اعيوaeiouy")
_KNOWN = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگڤabcdefghijklmnopqrstuvwxyz")


def parted(word: str) -> tuple[str, str]:
    """Prefix and stem of a comparison word, whether or not it was put aside.

    >>> parted("abu-hilal*"), parted("omar")
    (('abu', 'hilal'), ('', 'omar'))
    """
    word = word.removesuffix(ASIDE)
    prefix, hyphen, stem = word.partition("-")
    return (prefix, stem) if hyphen and prefix in PREFIXES else ("", word)


def letters(stem: str) -> list[str]:
    """Its letters, weak ones marked where they open (^) or end ($) the word; foreign ones are '?'.

    >>> letters("amina")
    ['^a', 'm', 'i', 'n', 'a$']
    """
    found = [letter if letter in _KNOWN else FOREIGN for letter in stem[:LONGEST]]
    if len(found) > 1 and found[0] in _INITIAL:
        found[0] = f"^{found[0]}"
    if found and found[-1] in _FINAL:
        found[-1] = f"{found[-1]}$"
    return found


def article_joined(stem: str) -> bool:
    """Whether a stem may begin with an article written as part of it (النجار, alnajjar)."""
    return len(stem) > 4 and stem.startswith(("ال", "al", "el"))


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """The learned model of spellings.

    Attributes:
        chunks: number of each chunk (a tuple of marked letters); the empty chunk is 0.
        weights: closeness of every two chunks; float32 (chunks, chunks), symmetric.
        prefixes: closeness of every two prefixes; float32 (5, 5), symmetric.
        common: number of each stem whose spellings were counted.
        counted: closeness of two counted stems, nan where they were not seen together; float32.
        surprise: what it costs a counted stem to be spelled in a way not counted; float32, ≤ 0.
        information: -log frequency of each counted stem in its own script; float32.
        rare: the information of any other stem.
        name: constants of whole-name comparison, see ``compare``.
    """

    chunks: dict[tuple[str, ...], int]
    weights: NDArray[np.float32]
    prefixes: NDArray[np.float32]
    common: dict[str, int]
    counted: NDArray[np.float32]
    surprise: NDArray[np.float32]
    information: NDArray[np.float32]
    rare: float
    name: dict[str, Any]

    @classmethod
    @cache
    def load(cls) -> Spelling:
        """The committed model."""
        return cls.of(json.loads(PARAMETERS.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, fitted: dict[str, Any]) -> Spelling:
        """The model from what ``fitting`` writes."""
        chunks = {tuple(text.split(" ")) if text else (): at for at, text in enumerate(fitted["chunks"])}
        words = fitted["words"]
        return cls(
            chunks,
            _symmetric(fitted["weights"], len(chunks), -1e9),
            np.array(fitted["prefixes"], np.float32),
            {word: at for at, word in enumerate(words)},
            _symmetric(fitted["counted"], len(words), np.nan),
            np.array(fitted["surprise"], np.float32),
            np.array(fitted["information"], np.float32),
            fitted["rare"],
            fitted["name"],
        )

    def encode(self, words: Iterable[str]) -> EncodedWords:
        """Comparison words (``words.words_of``) for the kernels."""
        rows: list[tuple[int, int, int]] = []
        offsets, prefix, joined, common, bare, aside = [0], [], [], [], [], []
        number = self.chunks.get
        foreign = self.chunks[FOREIGN,]
        for word in words:
            before, stem = parted(word)
            marked = (*letters(stem), "", "")
            for at in range(len(marked) - 2):
                one, two, three = marked[at : at + 3]
                rows.append(
                    (
                        number((one,), foreign),
                        number((one, two), -1) if two else -1,
                        number((one, two, three), -1) if three else -1,
                    )
                )
            offsets.append(len(rows))
            prefix.append(PREFIXES.index(before))
            article = not before and article_joined(stem)
            joined.append(2 if article else 0)
            bare.append(self.common.get(stem[2:], -1) if article else -1)
            common.append(self.common.get(stem, -1))
            aside.append(word.endswith(ASIDE))
        return EncodedWords(
            np.array(rows, np.int16).reshape(-1, 3),
            np.array(offsets, np.int64),
            np.array(prefix, np.int8),
            np.array(joined, np.int8),
            np.array(common, np.int32),
            np.array(bare, np.int32),
            np.array(aside, np.int8),
        )

    def word_closeness(self, one: str, other: str) -> float:
        """Closeness of two comparison words, in nats; symmetric.

        >>> Spelling.load().word_closeness("النجار", "al-najjar") > -2
        True
        """
        words = self.encode([one, other])
        return float(self.similar_words(words, 0, words, np.ones(1, np.int64))[0])

    def similar_words(
        self, query: EncodedWords, at: int, vocabulary: EncodedWords, candidates: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Closeness of word ``at`` of the query to each candidate of the vocabulary, nats."""
        found = np.empty(len(candidates), np.float32)
        closeness_to(query, at, vocabulary, candidates, self.tables(), found)
        return found

    def tables(self) -> Tables:
        """What the kernels need of the model."""
        return Tables(self.weights, self.prefixes, self.counted, self.surprise)

    @staticmethod
    def of_word(words: EncodedWords, at: int) -> tuple[NDArray[np.int16], int, int, int, int]:
        """Chunks, prefix, joined, common and bare of one word."""
        chunks = words.chunks[words.offsets[at] : words.offsets[at + 1]]
        numbers = (words.prefix[at], words.joined[at], words.common[at], words.bare[at])
        prefix, joined, common, bare = map(int, numbers)
        return chunks, prefix, joined, common, bare


def _symmetric(entries: list[list[float]], size: int, other: float) -> NDArray[np.float32]:
    """A table of rows, columns and values, both ways round; all else is ``other``."""
    table = np.full((size, size), other, np.float32)
    rows, columns = (np.array(part, np.int64) for part in entries[:2])
    table[rows, columns] = table[columns, rows] = entries[2]
    return table

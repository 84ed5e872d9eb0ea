"""The names of people as numbers of words, ready to be compared by the million.

A person has one or two *namings*: the name in either script, or the one that is there. A naming is a chain
of words (``language.names.words``): the person's own name first, the family's last where it is known to
be, the father's and grandfather's between; what stood in brackets or quotation marks comes after the
chain. Words are compared by their numbers, so that each is prepared once however many bear it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise_column
from tahqiq.language.names.alignment import Spelling, parted
from tahqiq.language.names.closeness import EncodedWords
from tahqiq.language.names.words import ASIDE, words_of

#: Namings of a person, and words of a naming, that are compared.
NAMINGS, WORDS = 2, 8
#: The letters of sounds, numbered from 1; five bits each, twelve to a number.
_LETTERS = {letter: at for at, letter in enumerate("بتجخدرزسشغفكلمنهوي", 1)}
_PACKED, _OTHER = 12, 31
_ARTICLES = ("ال", "al", "el")


class Naming(NamedTuple):
    """One naming: its words, how many are the chain, and what is known of its ends."""

    words: tuple[str, ...]
    chain: int
    given: bool = True
    family: bool = True


def naming(name: str) -> Naming:
    """A whole name as a naming.

    The last of two words and more is taken for the family's. A first word of kinship (wife of …) is
    nobody's own name.

    >>> naming("Ahmad Ali Hassan (Abu Omar)")
    Naming(words=('ahmad', 'ali', 'hassan', 'abu-omar'), chain=3, given=True, family=True)
    """
    words = words_of(name)
    if ASIDE in "".join(words):
        chain = tuple(word for word in words if not word.endswith(ASIDE))[:WORDS]
        aside = (word.removesuffix(ASIDE) for word in words if word.endswith(ASIDE))
        found = (*chain, *aside)[:WORDS]
    else:
        found = chain = words[:WORDS]
    return Naming(found, len(chain), bool(chain) and chain[0] not in _KIN, len(chain) > 1)


def one_word(part: str) -> str:
    """One part of a name as one word, '' where it has none.

    >>> one_word("Abu  Hilal"), one_word("van Houten"), one_word("?")
    ('abu-hilal', 'vanhouten', '')
    """
    words = tuple(word.removesuffix(ASIDE) for word in words_of(part))
    if len(words) < 2:
        return words[0] if words else ""
    prefix, stem = parted(words[0])
    joined = stem + "".join(parted(word)[1] for word in words[1:])
    return f"{prefix}-{joined}" if prefix else joined


#: Words of kinship as ``words_of`` gives them, which begin a description rather than a name.
_KIN = frozenset(
    word
    for text in ("sister", "brother", "aunt", "uncle", "grandmother", "grandson", "husband", "wife",
                 "infant", "embryo", "children", "son", "daughter", "family", "unidentified", "unknown",
                 "مجهول", "مجهوله", "عائله", "طفل", "طفله", "اطفال")
    for word in words_of(text)
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The distinct words of all names.

    Attributes:
        texts: the words.
        encoded: the same for the kernels of ``language.names``.
        sound: how each word is heard, the same in both scripts: five bits a consonant from the lowest
            on; int64.
        own: -log2 of how many people bear it, or a word of its class, as their own name; float32.
        between: the same for words after the first and before the last; ``family``: for the last.
    """

    texts: list[str]
    encoded: EncodedWords
    sound: NDArray[np.int64]
    own: NDArray[np.float32]
    between: NDArray[np.float32]
    family: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names of people, one or two places a person; a naming of no words stands where none is.

    Attributes:
        words: numbers of words, -1 after the last; int32 (people, namings, WORDS).
        chain: how many words the chain has; int8 (people, namings).
        total: the same with what stood aside.
        given: whether the first word is the person's own name; bool (people, namings).
        family: whether the last word of the chain is the family's.
    """

    words: NDArray[np.int32]
    chain: NDArray[np.int8]
    total: NDArray[np.int8]
    given: NDArray[np.bool_]
    family: NDArray[np.bool_]

    def take(self, rows: NDArray[np.int64]) -> Names:
        """The names of some of the people, in any order, again and again if wanted."""
        return Names(
            self.words[rows], self.chain[rows], self.total[rows], self.given[rows], self.family[rows]
        )

    @classmethod
    def joined(cls, parts: Sequence[Names]) -> Names:
        """The names of several lists, one after the other."""
        width = max(part.words.shape[1] for part in parts)
        wide = [part._widened(width) for part in parts]
        columns = ("words", "chain", "total", "given", "family")
        return cls(*(np.concatenate([getattr(part, column) for part in wide]) for column in columns))

    @classmethod
    def beside(cls, parts: Sequence[Names]) -> Names:
        """Namings of the same people side by side; those of nobody go last, and only two are kept."""
        columns = ("words", "chain", "total", "given", "family")
        whole = cls(*(np.concatenate([getattr(part, each) for part in parts], axis=1) for each in columns))
        order = np.argsort(whole.total == 0, axis=1, kind="stable")[:, :NAMINGS]
        rows = np.arange(len(order))[:, None]
        return cls(*(getattr(whole, each)[rows, order] for each in columns))

    def _widened(self, width: int) -> Names:
        more = width - self.words.shape[1]
        if not more:
            return self
        beside = [(0, 0), (0, more)]
        return Names(
            np.pad(self.words, [*beside, (0, 0)], constant_values=-1), np.pad(self.chain, beside),
            np.pad(self.total, beside), np.pad(self.given, beside), np.pad(self.family, beside),
        )  # fmt: skip


def encode_names(namings: Sequence[Naming], known: dict[str, int]) -> Names:
    """Whole names as numbers of words, one place a person.

    Args:
        known: the numbers of the words met so far, '' being -1; new ones are added.
    """
    number = known.setdefault
    ids = [number(word, len(known) - 1) for each in namings for word in each.words]
    total = np.array([len(each.words) for each in namings], np.int8)
    words = np.full((len(namings), WORDS), -1, np.int32)
    words[np.arange(WORDS)[None] < total[:, None]] = ids
    chain, given, family = (np.array([each[at] for each in namings]) for at in (1, 2, 3))
    return Names(
        words[:, None], chain.astype(np.int8)[:, None], total[:, None], given.astype(bool)[:, None],
        family.astype(bool)[:, None],
    )  # fmt: skip


def encode_parts(parts: Sequence[NDArray[np.int32]]) -> Names:
    """Names whose parts stand in columns of their own, one place a person.

    Args:
        parts: numbers of the words of own, father's, grandfather's and family name, -1 where missing.

    >>> own, father, none, family = (np.array([each], np.int32) for each in (5, 6, -1, 7))
    >>> encode_parts([own, father, none, family]).words[0, 0, :4].tolist()
    [5, 6, 7, -1]
    """
    later = np.stack(parts[1:], axis=1)
    order = np.argsort(later < 0, axis=1, kind="stable")
    later = np.take_along_axis(later, order, axis=1)
    words = np.full((len(parts[0]), 1, WORDS), -1, np.int32)
    words[:, 0, 0], words[:, 0, 1 : 1 + later.shape[1]] = parts[0], later
    given, family = parts[0] >= 0, parts[-1] >= 0
    some = (later >= 0).sum(axis=1)
    chain = np.where(given | (some > 0), 1 + some, 0).astype(np.int8)
    return Names(words, chain[:, None], chain[:, None].copy(), given[:, None], family[:, None])


def count_words(names: Names, known: dict[str, int]) -> Words:
    """What the comparison needs of each word, told by how people bear it.

    Args:
        names: of everybody.
        known: the numbers of the words, '' being -1.
    """
    texts = list(known)[1:]
    sound = np.array([_packed(sound) for sound in sounds_of(texts)], np.int64)
    latin = np.array([parted(word)[1][:1] <= "~" for word in texts], bool)
    own, between, family = (_information(each, latin) for each in _counted(names, len(texts)))
    return Words(texts, Spelling.load().encode(texts), sound, own, between, family)


def together(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sound of two neighbours as one word; 0 where either has none, or both are too long."""
    length = np.zeros(one.shape, np.int64)
    for at in range(_PACKED):
        length += (one >> (5 * at)) > 0
    found = one | other << (5 * length)
    fits: NDArray[np.bool_] = (one > 0) & (other > 0) & (other < 1 << (5 * (_PACKED - length)))
    return np.where(fits, found, 0)


def _counted(names: Names, size: int) -> NDArray[np.int64]:
    """How often each word stands first, between and last; int64 (3, words)."""
    words, chain, given, family = names.words, names.chain, names.given, names.family
    at = np.arange(WORDS, dtype=np.int8)[None, None]
    length = chain[:, :, None]
    last = (at == length - 1) & family[:, :, None] & (at > 0)
    first = (at == 0) & given[:, :, None]
    between = (at > 0) & (at < length) & ~last
    return np.array(
        [np.bincount(words[here & (words >= 0)], minlength=size) for here in (first, between, last)]
    )


def _information(counts: NDArray[np.int64], latin: NDArray[np.bool_]) -> NDArray[np.float32]:
    """-log2 of the share of each word among those of its script; a word not met is as one met once."""
    told = np.empty(len(counts), np.float32)
    for script in (latin, ~latin):
        here = np.maximum(counts[script], 1)
        told[script] = np.log2(max(1, counts[script].sum())) - np.log2(here)
    return told


def sound_of(word: str) -> str:
    """The consonants a word is heard by, the same in both scripts; its first letter where it has none.

    >>> sound_of("al-khatib") == sound_of("الخطيب"), sound_of("ali") == sound_of("علي")
    (True, True)
    """
    return sounds_of([word])[0]


def sounds_of(words: Sequence[str]) -> list[str]:
    """The sound of each of many words."""
    stems = [parted(word)[1] for word in words]
    bare = [stem[2:] if len(stem) > 4 and stem.startswith(_ARTICLES) else stem for stem in stems]
    heard = normalise_column(bare, "skeleton")
    return [sound.replace(" ", "") or stem[:1] for sound, stem in zip(heard, bare, strict=True)]


def _packed(sound: str) -> int:
    """The letters of a sound in one number."""
    return sum(_LETTERS.get(letter, _OTHER) << (5 * at) for at, letter in enumerate(sound[:_PACKED]))

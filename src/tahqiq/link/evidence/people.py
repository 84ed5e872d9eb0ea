"""The people of one or two lists as arrays, ready to be compared by the million."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.language.letters import normalise, normalise_column
from tahqiq.link.columns import coded
from tahqiq.link.evidence.dates import parse_day
from tahqiq.link.evidence.names import (
    Names,
    Words,
    count_words,
    encode_names,
    encode_parts,
    naming,
    one_word,
    sounds_of,
)
from tahqiq.link.lists import RecordList

#: Stands for what is not known, in arrays of whole numbers.
UNKNOWN = np.int32(-(2**31))
Value = TypeVar("Value")
_WHOLE = ("name", "name_ar", "name_en")
_PARTS = ("given", "father", "grandfather", "family_name")
_PLACE_WORDS = 4
#: Names that are read together.
_CHUNK = 1 << 16
_AGE = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(.*)")
#: Pairs of letters are told apart as so many kinds; a power of two, and a multiple of 32.
_BITS = 128
_YEARS_OF = {"child": (0.0, 18.0), "adult": (18.0, 130.0)}
_MONTHS, _DAYS = ("month", "شهر", "اشهر", "شهور"), ("day", "week", "يوم", "ايام", "اسبوع", "اسابيع")


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Everybody of the lists compared, those of the first before those of the second.

    Attributes:
        first: how many people the first list holds.
        names: their names; ``words``: the words of these, and of the mothers'.
        mother: the words of the mother's own name and family; int32 (people, 2), -1 where missing.
        sex: 0 female, 1 male, -1 unknown; int8.
        age: earliest and latest age in years, nan where unknown; float32 (people, 2).
        grouped: whether the age is no more than child or adult; bool.
        birth: year, month, day, 0 where unknown; int32 (people, 3).
        born: first and last day of birth, proleptic ordinals, ``UNKNOWN`` where it is; int32 (people, 2).
        event: the same of the event.
        place: number of the place as written; -1 unknown; int32.
        place_words: numbers of its words; int32 (people, 4), -1 after the last.
        address, number: numbers of what is written, -1 where nothing is; int32.
        address_shape, number_shape: which pairs of letters stand in them; int32 (people, 4).
    """

    first: int
    names: Names
    words: Words
    mother: NDArray[np.int32]
    sex: NDArray[np.int8]
    age: NDArray[np.float32]
    grouped: NDArray[np.bool_]
    birth: NDArray[np.int32]
    born: NDArray[np.int32]
    event: NDArray[np.int32]
    place: NDArray[np.int32]
    place_words: NDArray[np.int32]
    address: NDArray[np.int32]
    number: NDArray[np.int32]
    address_shape: NDArray[np.int32]
    number_shape: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.sex)


class Column(NamedTuple):
    """A field of all lists: its distinct texts, and which of them each record has; int64."""

    texts: list[str]
    which: NDArray[np.int64]

    @classmethod
    def of(cls, lists: Sequence[RecordList], field: str) -> Column:
        """The cells of a field; all '' in a list without it."""
        if not any(one.has(field) for one in lists):
            return cls([""], np.zeros(sum(map(len, lists)), np.int64))
        cells = pa.chunked_array([chunk for one in lists for chunk in _chunks(one, field)], pa.string())
        found = cells.combine_chunks().dictionary_encode()
        return cls(_listed(found.dictionary), found.indices.to_numpy().astype(np.int64))

    def read(self, read: Callable[[str], Value]) -> list[Value]:
        """What each distinct text is read as."""
        return [read(text) for text in self.texts]

    def of_readings(self, read: Callable[[Sequence[str]], Sequence[str]]) -> Column:
        """The column of what its texts are read as, many at a time; those read alike are one."""
        found = pa.array(read(self.texts), pa.string()).dictionary_encode()
        which = found.indices.to_numpy().astype(np.int64)[self.which]
        return Column(_listed(found.dictionary), which)

    def numbers(self) -> NDArray[np.int32]:
        """A number for the text of each record, -1 for ''."""
        number = np.arange(len(self.texts), dtype=np.int32)
        number[[at for at, text in enumerate(self.texts) if not text]] = -1
        return number[self.which]


def _listed(texts: pa.Array[Any]) -> list[str]:
    """The texts as Python's; through NumPy, which is several times as fast as one by one."""
    listed: list[str] = texts.to_numpy(zero_copy_only=False).tolist()
    return listed


def _chunks(one: RecordList, field: str) -> list[pa.Array[Any]]:
    """The cells of a field; '' in a list without it."""
    return one.table.column(field).chunks if one.has(field) else [pa.array([""] * len(one), pa.string())]


def encode_people(lists: Sequence[RecordList]) -> People:
    """One or two lists as arrays."""
    known = {"": -1}
    names = Names.joined([_names(one, known) for one in lists])
    mother = _mothers(Column.of(lists, "mother"), known)
    words = count_words(names, known)
    age, grouped = _ages(lists)
    birth, event = (_days(Column.of(lists, field)) for field in ("birth", "date"))
    sex = Column.of(lists, "sex")
    sexes = np.array([{"female": 0, "male": 1}.get(each, -1) for each in coded("sex", sex.texts)], np.int8)
    place = Column.of(lists, "place").of_readings(_matched)
    address, number = (
        Column.of(lists, "address").of_readings(_matched),
        Column.of(lists, "number").of_readings(_digits),
    )
    return People(
        len(lists[0]), names, words, mother, sexes[sex.which], age, grouped, birth[:, :3], birth[:, 3:],
        event[:, 3:], place.numbers(), _place_words(place), address.numbers(), number.numbers(),
        _shapes(address), _shapes(number),
    )  # fmt: skip


def _names(one: RecordList, known: dict[str, int]) -> Names:
    """The names of a list: of the parts where there are such columns, else of whole names."""
    if one.has("given") or (one.has("family_name") and not any(map(one.has, _WHOLE))):
        return encode_parts([_part(Column.of([one], each), known) for each in _PARTS])
    columns = [Column.of([one], each) for each in _WHOLE if one.has(each)]
    return Names.beside([_whole(each.texts, known).take(each.which) for each in columns])


def _whole(texts: Sequence[str], known: dict[str, int]) -> Names:
    """Whole names as numbers, some at a time: a million take little room so."""
    starts = range(0, len(texts), _CHUNK)
    return Names.joined(
        [encode_names([naming(text) for text in texts[at : at + _CHUNK]], known) for at in starts]
    )


def _part(column: Column, known: dict[str, int]) -> NDArray[np.int32]:
    """The number of the word of each cell."""
    return np.array([known.setdefault(word, len(known) - 1) for word in column.read(one_word)], np.int32)[
        column.which
    ]


def _mothers(column: Column, known: dict[str, int]) -> NDArray[np.int32]:
    """The words of each mother's own name and family."""
    found = encode_names(column.read(naming), known)
    last = np.maximum(found.chain[:, 0].astype(np.int64) - 1, 0)
    ends = np.stack([found.words[:, 0, 0], found.words[np.arange(len(last)), 0, last]], axis=1)
    return ends[column.which]


def _days(column: Column) -> NDArray[np.int32]:
    """Year, month, day, first and last day of each date; ``UNKNOWN`` days where there is none."""
    none = (0, 0, 0, int(UNKNOWN), int(UNKNOWN))
    days = [(d.year, d.month, d.day, d.first, d.last) if d.year else none for d in column.read(parse_day)]
    return np.array(days, np.int32).reshape(-1, 5)[column.which]


def _ages(lists: Sequence[RecordList]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Earliest and latest age, and whether it is only an age group."""
    column, groups = Column.of(lists, "age"), Column.of(lists, "age_group")
    stated = np.array(column.read(parse_age), np.float32).reshape(-1, 2)[column.which]
    years = [_YEARS_OF.get(each, (np.nan, np.nan)) for each in coded("age_group", groups.texts)]
    group = np.array(years, np.float32).reshape(-1, 2)[groups.which]
    grouped = np.isnan(stated[:, 0]) & ~np.isnan(group[:, 0])
    stated[grouped] = group[grouped]
    return stated, grouped


def parse_age(text: str) -> tuple[float, float]:
    """The ages, in years, that a stated age may mean: half a year is 0, 34 from 34 to 35.

    >>> parse_age("34"), parse_age("0.6"), parse_age("8 months"), parse_age("20-25")
    ((34.0, 35.0), (0.0, 1.0), (0.0, 1.0), (20.0, 26.0))
    >>> parse_age("unknown")
    (nan, nan)
    """
    match = _AGE.match(normalise(text, "display"))
    if match is None or not text[:1].strip():
        return float("nan"), float("nan")
    number, unit = float(match[1]), normalise(match[2], "match")
    if unit.startswith(_MONTHS):
        number /= 12
    elif unit.startswith(_DAYS):
        number = 0.0
    low = float(int(number))
    upper = re.match(r"\s*(?:[-–—/]|to\s|الى\s)\s*(\d{1,3})\b", match[2])
    high = float(upper[1]) if upper else low
    return (low, high + 1) if 0 <= low <= high <= 125 else (float("nan"), float("nan"))


def _matched(texts: Sequence[str]) -> list[str]:
    return normalise_column(texts, "match")


def _digits(texts: Sequence[str]) -> list[str]:
    return [text if text.isalnum() else re.sub(r"\W", "", text) for text in texts]


def _shapes(column: Column) -> NDArray[np.int32]:
    """Which pairs of neighbouring letters each text holds, as a set of 128 bits."""
    found = np.zeros((len(column.texts), _BITS // 32), np.uint32)
    for at in range(0, len(found), _CHUNK):
        texts = column.texts[at : at + _CHUNK]
        letters = np.frombuffer(f" {'  '.join(texts)} ".encode("utf-32-le"), np.uint32)
        _paired(letters, np.array([len(text) for text in texts]), found[at : at + _CHUNK])
    return found.view(np.int32)[column.which]


@compiled
def _paired(letters: NDArray[np.uint32], lengths: NDArray[np.int64], found: NDArray[np.uint32]) -> None:
    """Fills in the sets of texts that stand one after another, a space on either side of each."""
    at = 0
    for row in range(len(lengths)):
        pairs = lengths[row] + 1 if lengths[row] else 0
        for k in range(at, at + pairs):
            bit = (np.int64(letters[k]) * 31 + np.int64(letters[k + 1])) % _BITS
            found[row, bit // 32] |= np.uint32(1 << bit % 32)
        at += lengths[row] + 2


def _place_words(column: Column) -> NDArray[np.int32]:
    """Numbers of the sounds of the words of each place, the first four."""
    words = [place.split()[:_PLACE_WORDS] for place in column.texts]
    distinct = list(dict.fromkeys(word for each in words for word in each))
    known: dict[str, int] = {}
    number = {
        word: known.setdefault(sound, len(known))
        for word, sound in zip(distinct, sounds_of(distinct), strict=True)
    }
    found = np.full((len(words), _PLACE_WORDS), -1, np.int32)
    for row, each in enumerate(words):
        found[row, : len(each)] = [number[word] for word in each]
    return found[column.which]

"""The terms a record is found by, each with a weight from 1 to 7."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from tahqiq.language.romanise import romanise
from tahqiq.publish.search.records import Record
from tahqiq.publish.search.words import Word, consonants, stem, words

#: How much a term tells: the code itself, a title, what stands beneath it, spelling in the other script,
#: a date, running text. A stem or consonants tell less than the word they are of.
CODE, TITLE, BENEATH, OTHER_SCRIPT, DATE, PROSE = 7, 6, 4, 3, 3, 1
_LESS = 2
_PROSE_WORDS = 400
_ARABIC = re.compile("[\u0621-\u064a]")


def terms_of(record: Record) -> dict[str, int]:
    """Every term of a record with its greatest weight."""
    found: dict[str, int] = {}
    for term, weight in _terms(record):
        if found.get(term, 0) < weight:
            found[term] = weight
    return found


def _terms(record: Record) -> Iterator[tuple[str, int]]:
    yield from _named([record.code, *record.also], CODE if record.kind != "person" else BENEATH)
    yield from _named(record.title, TITLE)
    yield from _named(record.beneath, BENEATH)
    yield from _in_the_other_script(record.title)
    yield from _prose(record.prose)
    for text in record.when:
        yield from ((word.text, DATE) for word in words(text))
    for day in record.days:
        yield from _day(day)


def _named(texts: Iterable[str], weight: int) -> Iterator[tuple[str, int]]:
    """A name: whole words, stems, and consonants, so that it is found in either script."""
    for text in texts:
        if text:
            row = words(text)
            yield from _spelled(row, weight)
            yield from ((bones, max(1, weight - _LESS)) for bones in consonants(row))


def _spelled(row: Iterable[Word], weight: int) -> Iterator[tuple[str, int]]:
    for word in row:
        yield word.text, weight
        if (short := stem(word.text)) != word.text:
            yield short, max(1, weight - _LESS)


def _in_the_other_script(title: tuple[str, str]) -> Iterator[tuple[str, int]]:
    """Arabic words in Latin letters, and customary Latin spellings in Arabic.

    Short names have no consonants to be found by (Ali, علي).
    """
    for text in title:
        for word in words(text):
            if _ARABIC.search(word.text):
                yield from _spelled(words(_romanised(word.text)), OTHER_SCRIPT)
            else:
                yield from ((arabic, OTHER_SCRIPT) for arabic in _arabic().get(word.text, ()))


@lru_cache(maxsize=1 << 15)
def _romanised(word: str) -> str:
    return romanise(word)


@cache
def _arabic() -> dict[str, tuple[str, ...]]:
    """Arabic words by their customary spelling in Latin letters (``language/tables/romanised.csv``)."""
    text = files("tahqiq.language").joinpath("tables/romanised.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        latin, arabic = words(row["reader"] or row["strict"]), words(row["arabic"])
        if len(latin) == len(arabic) == 1:
            found.setdefault(latin[0].text, []).append(arabic[0].text)
    return {latin: tuple(arabic) for latin, arabic in found.items()}


def _prose(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    for text in texts:
        yield from _spelled(words(text)[:_PROSE_WORDS], PROSE)


def _day(day: str) -> Iterator[tuple[str, int]]:
    """An ISO date, in one and in parts: 2017-08-21 is found by 2017, 08, 21 and 20170821."""
    parts = day.split("-")
    yield from ((part, DATE) for part in parts if part)
    if len(parts) > 1:
        yield "".join(parts), DATE

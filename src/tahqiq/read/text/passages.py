"""Language and direction, passage by passage: by script, and by words a language cannot do without."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from tahqiq.language.direction import direction_of
from tahqiq.read.text.document import UNDETERMINED, Passage

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER = re.compile("[\u0370-\u05ff\u0700-\u074f\u0780-\u1fff\u2c00-\ud7ff\uf900-\ufaff]+")
#: Letters looked at of one line: its language shows long before.
_SAMPLE = 240
#: Of so many Latin words one at least is among those English cannot do without.
_ENGLISH_SHARE = 12


def passages_of(text: str) -> tuple[Passage, ...]:
    r"""The passages of a text: whole lines, neighbours of one language together.

    >>> [(each.language, each.direction) for each in passages_of("Seven were killed.\nقتل سبعة\n12")]
    [('en', 'ltr'), ('ar', 'rtl')]
    """
    found = list[Passage]()
    for line in _LINE.finditer(text):
        start, end = line.span()
        words = line[0] if end - start <= _SAMPLE else line[0][:_SAMPLE]
        language = language_of(words)
        previous = found[-1] if found else None
        if previous is not None and language in {previous.language, ""} and start - previous.end < 2:
            found[-1] = Passage(previous.start, end, previous.language, previous.direction)
        else:
            found.append(Passage(start, end, language or UNDETERMINED, direction_of(words)))
    return tuple(found)


def language_of(text: str) -> str:
    """'en', 'ar', 'und' for another language, '' without letters.

    >>> language_of("قتل ٢٧ مدنيا"), language_of("Deux personnes et une femme"), language_of("12:30")
    ('ar', 'und', '')
    """
    if text.isascii():
        return _of_latin(text)
    arabic = sum(map(len, _ARABIC.findall(text)))
    latin = sum(map(len, _LATIN.findall(text)))
    other = sum(map(len, _OTHER.findall(text)))
    if other > arabic + latin:
        return UNDETERMINED
    if arabic >= latin:
        return _of_arabic(text) if arabic else ""
    return _of_latin(text)


def main_language(passages: tuple[Passage, ...]) -> str:
    """The language of most of a text, by the length of its passages."""
    lengths = dict[str, int]()
    for each in passages:
        lengths[each.language] = lengths.get(each.language, 0) + each.end - each.start
    return max(sorted(lengths), key=lengths.__getitem__, default=UNDETERMINED)


@cache
def _words() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    """English words, words of other languages in Latin letters, and letters Arabic does not write."""
    content = files("tahqiq.read.text").joinpath("tables", "languages.toml").read_text("utf-8")
    table = tomllib.loads(content)
    english, other = frozenset(table["en"]["words"]), frozenset(table["other_latin"]["words"])
    return english, other - english, re.compile(f"[{table['other_arabic']['letters']}]")


def _of_latin(text: str) -> str:
    """Whether Latin letters are English: a short line without tell-tale words is taken for it."""
    words = _LATIN.findall(text.lower())
    if not words:
        return ""
    english, other, _ = _words()
    ours, theirs = (
        len([word for word in words if word in english]),
        len([word for word in words if word in other]),
    )
    if theirs > ours:
        return UNDETERMINED
    return "en" if ours * _ENGLISH_SHARE >= len(words) or len(words) < _ENGLISH_SHARE else UNDETERMINED


def _of_arabic(text: str) -> str:
    """Arabic, unless letters are frequent that it does not write."""
    foreign = len(_words()[2].findall(text))
    return UNDETERMINED if foreign * 20 > len(text) else "ar"

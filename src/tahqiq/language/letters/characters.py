"""What becomes of one character at each level: the rules behind :mod:`tahqiq.language.letters`.

What Unicode knows (compositions, case, digits, presentation forms) is asked of Unicode; what only
readers of Arabic and Latin names know is in ``tables/letters.csv``, one row a letter.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

#: In skeletons in the making: any vowel, and a mark that keeps two consonants from being a digraph.
VOWEL, BREAK = "a", "'"
#: What stands for something that is not text (half a surrogate pair).
REPLACEMENT = "\ufffd"
#: Keeps an Arabic letter from joining the next (ZWNJ).
NON_JOINER = "\u200c"

_TATWEEL, _JOINER = "\u0640", "\u034f"
#: Whole blocks of forms that fonts choose by themselves: ligatures, Arabic shapes, full and half width.
_FORMS = ((0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF))
_VARIATIONS = ((0x180B, 0x180D), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
#: Letters of syllables, which compose again.
_HANGUL = ((0x1100, 0x11FF),)


class Folded(dict[int, str]):
    """A translation table that asks its rule about a character the first time it meets it."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = folded = self.rule(chr(code))
        return folded


@cache
def _letters() -> dict[str, tuple[str, str]]:
    """The table: a letter's match form and its skeleton."""
    text = files("tahqiq.language").joinpath("tables/letters.csv").read_text(encoding="utf-8")
    return {row["letter"]: (row["match"], row["skeleton"]) for row in csv.DictReader(text.splitlines())}


def displayed(character: str) -> str:
    r"""One character as a reader should see it; nothing for what is invisible.

    >>> displayed("\ufefb"), displayed("\u0640"), displayed("\t"), displayed("\u202e")
    ('لا', '', ' ', '')
    """
    category = unicodedata.category(character)
    if character.isspace() or category[0] == "Z":
        return " "
    if category == "Cs":
        return REPLACEMENT
    if category in {"Cc", "Cf"} or character in (_TATWEEL, _JOINER) or _within(character, _VARIATIONS):
        return ""
    if _within(character, _FORMS):
        plain = unicodedata.normalize("NFKC", character).removeprefix(" ")
        return plain if plain == character else "".join(map(displayed, plain))
    return unicodedata.normalize("NFC", character)


def matched(character: str) -> str:
    """One displayed character as names are compared.

    >>> matched("أ"), matched("ى"), matched("É"), matched("٣"), matched("-"), matched("’")
    ('ا', 'ي', 'e', '3', ' ', '')
    """
    known = _letters().get(character)
    if known is not None:
        return known[0]
    category = unicodedata.category(character)
    if category[0] in "PSZ":
        return " "
    if category[0] == "M":
        return character if _spells(character) else ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    plain = unicodedata.normalize("NFKD", character)
    if any(_within(each, _HANGUL) for each in plain):
        return character
    if plain != character:
        return "".join(map(matched, plain))
    small = character.casefold()
    return small if small == character else "".join(map(matched, small))


def boned(character: str) -> str:
    """One displayed character as it enters a skeleton; Latin consonants wait for their neighbours.

    >>> boned("ص"), boned("ة"), boned("š"), boned("S"), boned("É"), boned("ʿ")
    ('س', 'a', 'ش', 's', 'a', "'")
    """
    for form in (character, character.casefold()):
        if form in _letters():
            return _letters()[form][1]
    folded = matched(character)
    return folded if folded == character else "".join(map(boned, folded))


def may_compose(character: str) -> bool:
    """Whether a character may change, or change place, beside its neighbours in NFC (UAX #15, 9).

    >>> may_compose("أ"), may_compose("\u0654")
    (False, True)
    """
    if unicodedata.category(character)[0] == "M" or _within(character, _HANGUL):
        return True
    return not unicodedata.is_normalized("NFC", character)


def is_vowel_point(character: str) -> bool:
    """Whether a character is an Arabic short vowel, shadda or sukun: it composes with no letter."""
    return 27 <= unicodedata.combining(character) <= 35


def _within(character: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    """Whether a character lies in one of the blocks, both ends included."""
    return any(first <= ord(character) <= last for first, last in blocks)


def _spells(mark: str) -> bool:
    """Whether a mark is part of the spelling, as in Indic scripts, rather than a vowel or an accent.

    Points and accents have the combining classes 10–36 (Hebrew, Arabic, Syriac) and 200 upwards
    (Unicode Standard, section 4.3); what encloses a letter is never part of it.
    """
    order = unicodedata.combining(mark)
    return not (10 <= order <= 36 or order >= 200 or unicodedata.category(mark) == "Me")

"""Arabic names and words in Latin letters, to be read; never to be compared or stored as evidence.

Two styles. ``strict`` is the romanisation of the Library of Congress (ALA-LC Romanization Tables,
Arabic, 2012): ḥ ṣ ḍ ṭ ẓ, ʿ and ʾ, long vowels ā ī ū, á for ى, -ah for ة, the article al- never
assimilated, no hamza at the beginning of a word. ``reader`` is the same without signs a newspaper
would not print, -a for ة, and the customary spelling of common names (Hussein, Khaled).

Arabic does not write short vowels. They are taken from the text where it has them, else from
``tables/romanised.csv`` for common names and words, and else *guessed* from the shape of the word: what
is not in the table may well be vowelled otherwise by the person whose name it is.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from tahqiq.language.letters import normalise
from tahqiq.language.vowelling import has_its_vowels, spelled_out

Style = Literal["reader", "strict"]

_WORD = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f]+"
)
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،؛؟٪٫٬۔", "01234567890123456789,;?%.,.")

_SMALL = frozenset(("ibn", "bin", "bint", "al"))


def romanise(text: str, *, style: Style = "reader") -> str:
    """Arabic words of a text in Latin letters; all else stays, digits become Western.

    Args:
        text: a name, a place, a phrase.
        style: ``reader`` for a page, ``strict`` for scholars and catalogues.

    >>> romanise("عبد الرحمن"), romanise("عبدالرحمن محمد النجار")
    ('Abd al-Rahman', 'Abd al-Rahman Muhammad al-Najjar')
    >>> romanise("عبد الرحمن", style="strict"), romanise("فاطمة الحلبي", style="strict")
    ('ʿAbd al-Raḥmān', 'Fāṭimah al-Ḥalabī')
    >>> romanise("أبو سامر، ٣"), romanise("نصر الله"), romanise("محمد بن علي")
    ('Abu Samer, 3', 'Nasrallah', 'Muhammad bin Ali')
    >>> romanise("مُنْصِف"), romanise("خربوطلي")
    ('Munsif', 'Kharbutli')
    """
    shown = normalise(text, "display")
    spelled = _WORD.sub(lambda word: _in_context(word, style), shown)
    joined = _GOD_JOINED.sub(_with_god, spelled) if style == "reader" else spelled
    return joined.translate(_FIGURES)


#: Letters of the longest word that is looked at whole.
_LETTERS_AT_MOST = 40
#: 'Abd Allah' as readers know it: Abdullah; others joined: Nasrallah.
_GOD_JOINED = re.compile(r"\b(\w+) Allah\b")


def _with_god(found: re.Match[str]) -> str:
    """A name of two words with 'Allah' as one."""
    first = found[1]
    return "Abdullah" if first == "Abd" else f"{first.removesuffix('a')}allah"


def _in_context(found: re.Match[str], style: Style) -> str:
    """One Arabic word; a common noun before another word keeps the t of its ة (madīnat al-Raqqah)."""
    word, rest = found[0], found.string[found.end() : found.end() + 2]
    if len(word) > _LETTERS_AT_MOST:
        pieces = (word[at : at + _LETTERS_AT_MOST] for at in range(0, len(word), _LETTERS_AT_MOST))
        return _capital("".join(_spelled(piece, style).lower() for piece in pieces))
    spelled = _word(word, style)
    if word.endswith("ة") and spelled.islower() and rest[:1] == " " and _WORD.match(rest, 1):
        return spelled.removesuffix("h") + "t"
    return spelled


@lru_cache(maxsize=65536)
def _word(word: str, style: Style) -> str:
    """One Arabic word: known whole, in two (عبدالرحمن, النجار), or spelled out."""
    match = normalise(word, "match")
    known = _known(word, match, style)
    if known is not None:
        return known
    for prefix, ending in (("عبدال", ""), ("ابو", ""), ("", "الدين"), ("", "الله")):
        cut = _cut(word, match, prefix, ending)
        if cut is not None:
            return f"{_word(cut[0], style)} {_word(cut[1], style)}"
    if match.startswith("ال") and len(match) > 4:
        return f"al-{_word(_after(word, 2), style)}"
    return _capital(_spelled(word, style))


def _cut(word: str, match: str, prefix: str, ending: str) -> tuple[str, str] | None:
    """A word in two where it is a compound written in one; None where it is none."""
    if prefix and match.startswith(prefix) and len(match) > len(prefix) + 1:
        at = len(prefix.removesuffix("ال"))
    elif ending and match.endswith(ending) and len(match) > len(ending) + 1:
        at = len(match) - len(ending)
    else:
        return None
    second = _after(word, at)
    return word[: len(word) - len(second)], second


def _after(word: str, letters: int) -> str:
    """A word from a letter on, marks not counted."""
    seen = 0
    for at, character in enumerate(word):
        if unicodedata.category(character)[0] == "M":
            continue
        if seen == letters:
            return word[at:]
        seen += 1
    return ""


@cache
def _table() -> dict[str, tuple[str, str]]:
    """The common words: by match form, strict and reader."""
    text = files("tahqiq.language").joinpath("tables/romanised.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {normalise(row["arabic"], "match"): (row["strict"], row["reader"]) for row in rows}


def _known(word: str, match: str, style: Style) -> str | None:
    """What the table has for a word, in the style asked for, unless other vowels are written."""
    found = _table().get(match)
    if found is None or not has_its_vowels(word, found[0]):
        return None
    strict, reader = found
    return strict if style == "strict" else reader or _plain(strict)


def _spelled(word: str, style: Style) -> str:
    """A word by its letters and a guess of what stands between them."""
    strict = spelled_out(word)
    return strict if style == "strict" or not strict else _plain(strict) or "a"


# From strict to reader.

_PLAIN = str.maketrans({"ʿ": "", "ʾ": "", "á": "a"})


def _plain(strict: str) -> str:
    """Without the signs of scholars, -a for ة."""
    text = unicodedata.normalize("NFD", strict.translate(_PLAIN))
    text = "".join(each for each in text if not unicodedata.combining(each))
    text = re.sub(r"uw\b", "u", re.sub("aaa+", "aa", text))
    return text if text == "Allah" else re.sub(r"(?<=\w\w)ah\b", "a", text)


def _capital(text: str) -> str:
    """A word with a capital, after ʿ or ʾ too; particles and the article stay small."""
    if text in _SMALL or text.startswith("al-"):
        return text
    at = next((at for at, character in enumerate(text) if character.isalpha() and character not in "ʿʾ"), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]

"""One text at one level of normalisation."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, get_args

from tahqiq.language.letters.characters import BREAK, NON_JOINER, VOWEL, Folded, boned, displayed, matched

Level = Literal["display", "match", "skeleton"]
LEVELS: tuple[Level, ...] = get_args(Level)

#: Sorani written before Unicode had ە: a heh kept from joining. It looks, and is meant, the same.
_OLD_AE, _AE = f"\u0647{NON_JOINER}", "\u06d5"
#: Most marks on one letter (Stream-Safe Text Format, UAX #15, 13); more are noise, and slow to sort.
_MARKS_AT_MOST = 30

#: Two Latin letters, one consonant; then what each remaining Latin letter stands for.
DIGRAPHS = {
    "sh": "ش", "ch": "ش", "kh": "خ", "gh": "غ", "th": "ت", "dh": "د", "ph": "ف", "zh": "ج", "dj": "ج",
}  # fmt: skip
SINGLES = dict(zip("bcdfghjklmnpqrstvxz", "بكدفغهجكلمنبكرستفخز", strict=True))
#: The alphabet of skeletons; و and ي only where they begin a word.
CONSONANTS = "بتجخدرزسشغفكلمنه"
SEMIVOWELS = "وي"

_DISPLAY, _MATCH, _BONES = Folded(displayed), Folded(matched), Folded(boned)
_SINGLES = str.maketrans(SINGLES)
_DIGRAPH = re.compile("|".join(DIGRAPHS))
_WEAK = re.compile(rf"{VOWEL}+|(?<=\S)[{SEMIVOWELS}]")
_DOUBLED = re.compile(rf"([{CONSONANTS}])\1+")
_FINAL_H = re.compile(r"(?<=\S)ه(?!\S)")


def normalise(text: str, level: Level) -> str:
    """A name or a phrase at one level; each level is made of the one before, and none can fail.

    ``display`` keeps what was written, without what cannot be seen or is only typography: canonical
    composition, presentation forms and full width folded, tatweel, control and direction characters
    gone, spaces single. Hamza, ta marbuta, diacritics, case, punctuation and digits stay.

    ``match`` lets spellings of the same letters agree: one alef, one ya (ى ی ئ), one waw, one ha (ه ة),
    Persian and Kurdish letters as the Arabic ones typed for them, diacritics and accents gone, Latin in
    small letters without ʿayn, hamza and apostrophes, Western digits, a space for punctuation. A hamza
    on the line stays.

    ``skeleton`` brings both scripts into one alphabet, that of the bare Arabic consonants: no vowels,
    no ʿayn and hamza, no و or ي but at the beginning of a word; consonants that Latin spelling does
    not tell apart are one (ث ت ط, ح ه, س ص, د ذ ض, ز ظ, ق ك), doubled ones single, a final h gone. A word
    without consonants leaves nothing. It is a key for finding, never to be shown.

    Args:
        text: any string, whatever is in it.
        level: ``display``, ``match`` or ``skeleton``.

    >>> normalise("ﻣﺤـﻤـﺪ  أحمد", "display"), normalise("إِسراءُ  فاطمة", "match")
    ('محمد أحمد', 'اسراء فاطمه')
    >>> normalise("Abd al-Raḥmān ʿAlī", "match")
    'abd al rahman ali'
    >>> normalise("عبد الرحمن", "skeleton"), normalise("Abd al-Rahman", "skeleton")
    ('بد لرهمن', 'بد لرهمن')
    """
    return _LEVEL[level](text)


def _display(text: str) -> str:
    text = text.replace(_OLD_AE, _AE).translate(_DISPLAY)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _without_heaps(text))
    return " ".join(text.split())


def _match(text: str) -> str:
    return _tidy(_display(text).translate(_MATCH))


def _skeleton(text: str) -> str:
    bones = _DIGRAPH.sub(lambda found: DIGRAPHS[found[0]], _display(text).translate(_BONES))
    bones = _WEAK.sub("", bones.replace(BREAK, "").translate(_SINGLES))
    return _tidy(_FINAL_H.sub("", _DOUBLED.sub(r"\1", bones)))


def _tidy(text: str) -> str:
    """Single spaces; what came together by an omission composed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


_LEVEL = {"display": _display, "match": _match, "skeleton": _skeleton}


def _without_heaps(text: str) -> str:
    """At most thirty marks on a letter: sorting more would take quadratic time."""
    if len(text) <= _MARKS_AT_MOST:
        return text
    kept, heap = list[str](), 0
    for character in text:
        starts, marks = _weight(character)
        heap = marks if starts else heap + marks
        if heap <= _MARKS_AT_MOST:
            kept.append(character)
        else:
            heap -= marks
    return "".join(kept)


@cache
def _weight(character: str) -> tuple[bool, int]:
    """Whether a character begins a new letter, and how many marks it brings."""
    plain = unicodedata.normalize("NFD", character)
    marks = sum(unicodedata.combining(each) != 0 for each in plain)
    return not unicodedata.combining(plain[0]), marks

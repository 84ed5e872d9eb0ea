"""An Arabic word spelled out in Latin letters (ALA-LC), with a guess of the vowels it does not write.

The guess knows no words. It goes by what can be spoken: a word begins with one consonant and has at
most two in a row (Karin C. Ryding, *A Reference Grammar of Modern Standard Arabic*, 2005, chapter 2), and
by the most frequent shapes of names, CāCiC (فاعل), CaCīC (فعيل), CaCCūC (مفعول).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tahqiq.language.letters.characters import Folded, displayed, matched

_CONSONANTS = {
    **dict(zip("ءأإؤئعبتجحدرزسصضطظفقكلمنه", "ʾʾʾʾʾʿbtjḥdrzsṣḍṭẓfqklmnh", strict=True)),
    **dict(zip("ثخذشغچژ", ("th", "kh", "dh", "sh", "gh", "ch", "zh"), strict=True)),
    **dict(zip("پگڤڕڵںٹڈڑھہ", "pgvrlntdrhh", strict=True)),
}
_LONG = {"ا": "ā", "ى": "á", "ٰ": "ā", "ە": "a", "ۆ": "o", "ێ": "e", "ې": "e", "ۇ": "u"}
_SHORT = {"\u064e": "a", "\u064f": "u", "\u0650": "i"}
_SHADDA, _SUKUN = "\u0651", "\u0652"
#: After these no vowel is missing: tanwin ends a word.
_CLOSING = frozenset("\u064b\u064c\u064d\u0652")
_GLIDES = {"و": ("w", "ū"), "ي": ("y", "ī")}


@dataclass(frozen=True, slots=True)
class _Sound:
    """One sound: a vowel, or a consonant, which may be said to have no vowel after it."""

    text: str
    vowel: bool = False
    closed: bool = False


def spelled_out(word: str) -> str:
    """One Arabic word in Latin letters, without a capital; empty where it has no letter.

    A doubled ي after i is īy, at the end ī; a doubled و after u is ūw (ALA-LC, rule 11).

    >>> spelled_out("طباخ"), spelled_out("شاكر"), spelled_out("مُنْصِف")
    ('ṭabākh', 'shākir', 'munṣif')
    >>> spelled_out("مِصْرِيّ"), spelled_out("مِصْرِيّة"), spelled_out("قُوّة")
    ('miṣrī', 'miṣrīyah', 'qūwah')
    """
    spoken = "".join(sound.text for sound in _with_vowels(_sounds(word)))
    strict = spoken.replace("iyy", "īy").replace("uww", "ūw")
    strict = strict.removesuffix("y") if strict.endswith("īy") else strict
    return strict.removeprefix("ʾ") if len(strict) > 1 else strict


def has_its_vowels(word: str, strict: str) -> bool:
    """Whether the short vowels written in a word are those of a romanisation, as far as they are written.

    A word with a sukun is taken to have all of them.

    >>> has_its_vowels("حَسن", "Ḥasan"), has_its_vowels("حُسن", "Ḥasan"), has_its_vowels("حَسْن", "Ḥasan")
    (True, False, False)
    """
    written = [_SHORT[character] for character in word if character in _SHORT]
    plain = unicodedata.normalize("NFD", strict.lower())
    spoken = [character for character in plain if character in "aiu"]
    if _SUKUN in word:
        return written == spoken
    rest = iter(spoken)
    return all(vowel in rest for vowel in written)


def _sounds(word: str) -> list[_Sound]:
    """The sounds that are written; ا, و and ي are vowels unless they must be consonants."""
    sounds = list[_Sound]()
    letters = _groups(word)
    for at, (letter, marks) in enumerate(letters):
        last, first = at == len(letters) - 1, at == 0
        after = [each for each, _ in letters[at + 1 :]]
        before = sounds[-1] if sounds else None
        marks = marks.replace(_SHADDA, "") if first else marks  # of a sun letter after the article
        short = next((_SHORT[mark] for mark in marks if mark in _SHORT), "")
        if letter in "اأإآٱ" and first:
            sounds += [_Sound("ʾ", closed=True), _Sound(_opening(letter, short), vowel=True)]
        elif letter == "آ":
            sounds += [_Sound("ʾ"), _Sound("ā", vowel=True)]
        elif letter == "ة" or (letter == "ه" and last and before is not None and not before.vowel):
            sounds += [_Sound("ah", vowel=True)]
        elif letter in _GLIDES and not (before and _is_long(letter, short, marks, before, after)):
            if at > 1 and _SHADDA in marks and after in ([], ["ة"]) and before and _is_open(before):
                sounds += [_Sound("i" if letter == "ي" else "u", vowel=True)]
            sounds += _consonant(_GLIDES[letter][0], short, marks)
        elif letter in _GLIDES and at == 1 and _is_diphthong(letter, after):
            sounds += [_Sound("a", vowel=True), _Sound(_GLIDES[letter][0], closed=True)]
        elif letter in _GLIDES:
            sounds = _lengthened(sounds, _GLIDES[letter][1])
        elif letter in _LONG:
            sounds = _lengthened(sounds, _LONG[letter])
        else:
            sounds += _consonant(_letter(letter), short, marks)
    return sounds


def _groups(word: str) -> list[tuple[str, str]]:
    """Letters, each with the marks on it; the small alef is a letter."""
    groups = list[tuple[str, str]]()
    for character in word:
        if unicodedata.category(character)[0] == "M" and character != "ٰ":
            if groups:
                groups[-1] = (groups[-1][0], groups[-1][1] + character)
        else:
            groups.append(("ي" if character in "یۍے" else "ك" if character in "کڪ" else character, ""))
    return groups


def _opening(letter: str, short: str) -> str:
    """The vowel that an alef at the beginning of a word carries."""
    return {"آ": "ā", "إ": "i"}.get(letter, short or "a")


def _letter(letter: str) -> str:
    """A consonant; letters of other languages as the Arabic letter typed for them, or as they are."""
    folded = _FOLDED[ord(letter)]
    return _CONSONANTS.get(letter) or _CONSONANTS.get(folded) or _LONG.get(folded, letter)


_FOLDED = Folded(lambda character: "".join(map(matched, displayed(character))))


def _consonant(text: str, short: str, marks: str) -> list[_Sound]:
    """A consonant with what is written on it."""
    doubled = [_Sound(text, closed=True)] if _SHADDA in marks else []
    vowel = [_Sound(short, vowel=True)] if short else []
    return [*doubled, _Sound(text, closed=bool(short or set(marks) & _CLOSING)), *vowel]


def _is_long(letter: str, short: str, marks: str, before: _Sound, after: Sequence[str]) -> bool:
    """Whether و or ي, with a sound before it, lengthens a vowel: not where a vowel must follow or precede."""
    if short or _SHADDA in marks or _SUKUN in marks:
        return False
    if before.vowel:
        return before.text == {"و": "u", "ي": "i"}[letter]
    return not after or after[0] not in "اآىوية"


def _is_open(sound: _Sound) -> bool:
    """Whether a sound is a consonant after which a vowel may be missing."""
    return not sound.vowel and not sound.closed


def _is_diphthong(letter: str, after: Sequence[str]) -> bool:
    """Whether و or ي after the first letter is aw or ay, by what follows: كوثر, زينب; خير."""
    vowels = set(after) & set("اويىة") or after[-1:] == ["ه"]
    return not vowels and len(after) in ((2,) if letter == "و" else (1, 2))


def _lengthened(sounds: Sequence[_Sound], long: str) -> list[_Sound]:
    """A long vowel, in place of the short one written before it."""
    kept = list(sounds)
    if kept and kept[-1].vowel:
        if kept[-1].text not in {"a", "i", "u"}:
            return kept
        kept.pop()
    return [*kept, _Sound(long, vowel=True)]


def _with_vowels(sounds: Sequence[_Sound]) -> list[_Sound]:
    """The sounds with vowels guessed where consonants could not be spoken in a row.

    A word begins with one consonant and has at most two in a row. The vowel is i after a long ā
    (فاعل, CāCiC) and before y and a vowel at the beginning (زياد), else a.
    """
    spoken, run = list[_Sound](), 0
    for at, sound in enumerate(sounds):
        if sound.vowel:
            run = 0
            spoken.append(sound)
            continue
        left = _run_length(sounds, at)
        ends = at + left == len(sounds)
        spoken.append(sound)
        run += 1
        begins = len(spoken) == 1
        long_before = len(spoken) > 1 and spoken[-2].vowel and spoken[-2].text == "ā"
        needs = left > 1 and (begins or run == 2 or long_before or (ends and left == 2))
        if needs and not sound.closed:
            glide = begins and left == 2 and not ends and sounds[at + 1].text == "y"
            spoken.append(_Sound("i" if long_before or glide else "a", vowel=True))
            run = 0
    return spoken


def _run_length(sounds: Sequence[_Sound], at: int) -> int:
    """How many consonants follow one another from a place on."""
    end = at
    while end < len(sounds) and not sounds[end].vowel:
        end += 1
    return end - at

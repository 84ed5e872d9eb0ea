"""A column of texts at one level, in a few passes over all their characters at once.

A block of texts is joined into one array of code points and looked up in a table. A text that
holds a character the table cannot decide alone (a composition, one character that becomes two)
is normalised by itself, so that a column and its texts always agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters.characters import (
    BREAK,
    NON_JOINER,
    VOWEL,
    boned,
    displayed,
    is_vowel_point,
    matched,
    may_compose,
)
from tahqiq.language.letters.levels import CONSONANTS, DIGRAPHS, SEMIVOWELS, SINGLES, Level, normalise

#: Characters of a block as numbers: code points, or places in the alphabet of bones.
Codes = NDArray[Any]
Mask = NDArray[np.bool_]

#: Texts joined at once: small enough for the processor's cache.
_BLOCK = 4096
_SEPARATOR = "\n"
_CODE_POINTS = 0x110000

#: The alphabet of skeletons in the making, numbered; the first is what is dropped.
_BONES = f"\0{_SEPARATOR} {VOWEL}{BREAK}{SEMIVOWELS}{CONSONANTS}0123456789{''.join(SINGLES)}"
_NUMBER = {bone: at for at, bone in enumerate(_BONES)}
_END, _SPACE = _NUMBER[_SEPARATOR], _NUMBER[" "]


def normalised(texts: Sequence[str], level: Level) -> list[str]:
    """Every text of a column at one level (:func:`tahqiq.language.letters.normalise_column`)."""
    block = _skeletons if level == "skeleton" else _spellings
    done = list[str]()
    for start in range(0, len(texts), _BLOCK):
        done += block(texts[start : start + _BLOCK], level)
    return done


def _spellings(texts: Sequence[str], level: Level) -> list[str]:
    """A block of texts at the level of display or match."""
    folded, alone = _folded(texts, _spelling_table(level), _DECIDED[level])
    folded = _tidy(folded, ord(" "), ord(_SEPARATOR))
    return _split(folded.tobytes().decode("utf-32-le"), texts, alone, level)


def _skeletons(texts: Sequence[str], level: Level) -> list[str]:
    """A block of texts at the level of skeletons."""
    bones, alone = _folded(texts, _bone_table(), _bone)
    bones = _tidy(_bare(_single(bones)), _SPACE, _END)
    return _split(_bone_letters()[bones].tobytes().decode("utf-16-le"), texts, alone, level)


def _folded(texts: Sequence[str], table: Codes, decided: Callable[[str], int | None]) -> tuple[Codes, Codes]:
    """A block looked up, each text between two separators, and the places of texts to decide alone.

    The table's two highest values mean 'decide the text alone' and 'not asked yet'.
    """
    joined = _SEPARATOR.join(texts)
    if joined.count(_SEPARATOR) != len(texts) - 1:
        joined = _SEPARATOR.join([text.replace(_SEPARATOR, " ") for text in texts])
    whole = f"{_SEPARATOR}{joined}{_SEPARATOR}"
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = table[codes]
    not_asked = np.iinfo(table.dtype).max
    if folded.max() == not_asked:
        for code in np.unique(codes[folded == not_asked]).tolist():
            number = decided(chr(code))
            table[code] = not_asked - 1 if number is None else number
        folded = table[codes]
    places = np.empty(0, np.intp)
    if folded.max() == not_asked - 1:
        alone = folded == not_asked - 1
        ends = np.flatnonzero(codes == ord(_SEPARATOR))
        places = np.unique(np.searchsorted(ends, np.flatnonzero(alone))) - 1
        folded[alone] = 0
    return folded[folded != 0], places


def _split(joined: str, texts: Sequence[str], alone: Codes, level: Level) -> list[str]:
    """The normalised texts, those decided alone in their places."""
    done = joined[1:-1].split(_SEPARATOR)
    for place in alone.tolist():
        done[place] = normalise(texts[place], level)
    return done


def _tidy(codes: Codes, blank: int, separator: int) -> Codes:
    """Single spaces between words, none around them."""
    space = codes == blank
    extra = space[1:] & (space | (codes == separator))[:-1]
    if extra.any():
        codes = codes[np.append(True, ~extra)]
        space = codes == blank
    last = space[:-1] & (codes[1:] == separator)
    return codes[np.append(~last, True)] if last.any() else codes


def _single(bones: Codes) -> Codes:
    """Latin letters as the consonants they stand for, digraphs first; breaks gone."""
    second = np.flatnonzero((bones == _NUMBER["h"]) | (bones == _NUMBER["j"]))
    pair = _digraphs()[bones[second - 1], (bones[second] == _NUMBER["j"]).view(np.uint8)]
    second, pair = second[pair != 0], pair[pair != 0]
    bones[second - 1], bones[second] = pair, 0
    return np.frombuffer(bones.tobytes().translate(_singles(), bytes((0, _NUMBER[BREAK]))), np.uint8)


def _bare(bones: Codes) -> Codes:
    """Words without vowels, inner semivowels, doubled consonants and a final h."""
    edge = bones <= _SPACE
    weak = bones == _NUMBER[VOWEL]
    semivowel = (bones == _NUMBER["و"]) | (bones == _NUMBER["ي"])
    weak[1:] |= semivowel[1:] & ~edge[:-1]
    bones = _without(bones, weak)
    doubled = (bones >= _NUMBER[CONSONANTS[0]]) & (bones <= _NUMBER[CONSONANTS[-1]])
    doubled[1:] &= bones[1:] == bones[:-1]
    doubled[0] = False
    bones = _without(bones, doubled)
    edge = bones <= _SPACE
    final = bones == _NUMBER["ه"]
    final[1:-1] &= edge[2:] & ~edge[:-2]
    return _without(bones, final)


def _without(bones: Codes, gone: Mask) -> Codes:
    """Bones but for those that are gone (bytes drop zeros faster than arrays select)."""
    left = bones * (~gone).view(np.uint8)
    return np.frombuffer(left.tobytes().translate(None, b"\0"), np.uint8)


# What a character alone becomes, as a number: 0 to be dropped, None where its neighbours matter.


def _display_code(character: str) -> int | None:
    """The code point shown for a character."""
    shown = displayed(character)
    return None if any(map(may_compose, shown)) else _code(shown)


def _match_code(character: str) -> int | None:
    """The code point that a character is compared by."""
    folded = "".join(map(matched, displayed(character)))
    return None if any(map(may_compose, folded)) else _code(folded)


def _code(text: str) -> int | None:
    """The only code point of a text."""
    return None if len(text) > 1 else ord(text) if text else 0


def _bone(character: str) -> int | None:
    """The number of the bone that a character becomes."""
    shown = displayed(character)
    if any(may_compose(each) and not is_vowel_point(each) for each in shown):
        return None
    bones = "".join(map(boned, shown))
    return _NUMBER.get(bones) if bones else 0


# The tables, filled as characters are met. The separator stays; ZWNJ changes the letter before it.


@cache
def _spelling_table(level: Level) -> Codes:
    """Code points at the level of display or match."""
    return _table(np.uint32, ord(_SEPARATOR))


@cache
def _bone_table() -> Codes:
    """Bones, by code point."""
    return _table(np.uint8, _END)


def _table(kind: type[np.unsignedinteger[Any]], separator: int) -> Codes:
    """A table of all code points in which nothing was asked yet."""
    not_asked = np.iinfo(kind).max
    table = np.full(_CODE_POINTS, not_asked, kind)
    table[ord(_SEPARATOR)], table[ord(NON_JOINER)] = separator, not_asked - 1
    return table


@cache
def _digraphs() -> Codes:
    """The consonant that a letter makes with an h (first column) or a j (second) after it."""
    pairs = np.zeros((len(_BONES), 2), np.uint8)
    for pair, consonant in DIGRAPHS.items():
        pairs[_NUMBER[pair[0]], int(pair[1] == "j")] = _NUMBER[consonant]
    return pairs


@cache
def _singles() -> bytes:
    """Every bone, Latin letters as the consonants they stand for."""
    single = bytearray(range(256))
    for letter, consonant in SINGLES.items():
        single[_NUMBER[letter]] = _NUMBER[consonant]
    return bytes(single)


@cache
def _bone_letters() -> Codes:
    """The characters of the bones (UTF-16)."""
    return np.array([ord(bone) for bone in _BONES], "<u2")


_DECIDED = {"display": _display_code, "match": _match_code}

"""Several words that are one name, however they are spaced: عبد الرحمن, Nour al-Din, Abu Hilal.

The rules look at words at the level of match (:mod:`tahqiq.language.letters`) and give one joined form
in which the connecting words are spelled in one way, so that عبد الرحمن and عبدالرحمن are equal, and
Abd al-Rahman, Abdel Rahman and Abdurrahman are. The words are in ``tables/titles.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tahqiq.language.names.tokens import table, words

#: Compounds written in one Latin word.
_DIN = re.compile(r"(?P<first>.{2,}?)(?:[aeiou]{0,2}l|[eua])?d?d[ie]{1,2}ne?")
_GOD = re.compile(r"(?P<first>.{2,}?)[aou]lla?h?")
_SERVANT = re.compile(
    r"abd(?:[aeiou]{1,2}l|l(?=[^l])|[aeou](?P<sun>sh|[dnrstz])(?=(?P=sun))|[aeou](?=[dnrst]))(?P<second>.{3,})"
)
_SERVANT_OF_GOD = re.compile(r"abd[aeou]{1,2}ll?ah?")
_DIN_IN = {True: "الدين", False: "aldin"}
_GOD_IN = {True: "الله", False: "allah"}


@dataclass(frozen=True, slots=True)
class Joined:
    """One part of a name: what it is compared by, and how many words it is written in."""

    match: str
    words: int = 1
    article: bool = False
    compound: bool = False


def joined(matches: Sequence[str]) -> Joined:
    """The part that the first of these words begins; there must be one.

    >>> joined(["abd", "al", "rahman", "ali"])
    Joined(match='abdalrahman', words=3, article=False, compound=True)
    >>> joined(["abdurrahman"]).match, joined(["abdel", "rahman"]).match
    ('abdalrahman', 'abdalrahman')
    >>> joined(["noureddine"]).match, joined(["nur", "al", "din"]).match, joined(["nuruddin"]).match
    ('nuraldin', 'nuraldin', 'nuraldin')
    >>> joined(["ابو", "هلال"]).match, joined(["النجار"]), joined(["عبد", "علي"]).words
    ('ابوهلال', Joined(match='نجار', words=1, article=True, compound=False), 1)
    """
    if begins_kunya(matches[0]) and len(matches) > 1 and matches[1] not in particles():
        after = joined(matches[1:])
        return Joined(_kunya_word(matches[0]) + after.match, after.words + 1, compound=True)
    if is_article(matches):
        after = joined(matches[1:])
        return Joined(after.match, after.words + 1, article=True, compound=after.compound)
    return _servant(matches) or _pair(matches) or _with_second(matches) or _alone(matches[0])


def begins_kunya(match: str) -> bool:
    """Whether a word begins a kunya: أبو, أم, Abu, Umm.

    >>> begins_kunya("ابو"), begins_kunya("oum"), begins_kunya("ابراهيم")
    (True, True, False)
    """
    return match in _mothers() or match in _fathers()


def is_article(matches: Sequence[str]) -> bool:
    """Whether the first of these words is the article of the second, a sun letter's before itself only.

    >>> is_article(["al", "hasan"]), is_article(["ar", "rahman"]), is_article(["an", "rahman"])
    (True, True, False)
    """
    if len(matches) < 2:
        return False
    if matches[0] in _listed("article", "assimilated"):
        return matches[1].startswith(matches[0][1:])
    return matches[0] in _listed("article", "latin") or matches[0] in _listed("article", "dynasty")


def is_arabic(match: str) -> bool:
    """Whether a word at the level of match is in Arabic letters."""
    return "\u0600" <= match[:1] <= "\u06ff"


def _alone(match: str) -> Joined:
    """One word: without its article, or a compound written in one."""
    if not is_arabic(match):
        if len(match) > 6 and (found := _DIN.fullmatch(match)):
            return Joined(_latin_first(found["first"]) + _DIN_IN[False], compound=True)
        if len(match) > 6 and match.endswith(("llah", "lla")) and (found := _GOD.fullmatch(match)):
            return Joined(_latin_first(found["first"]) + _GOD_IN[False], compound=True)
        return Joined(match)
    if match.startswith("ال") and len(match) > 4 and match not in _listed("article", "whole"):
        return Joined(match[2:], article=True)
    ends = (len(match) > 6 and match.endswith("الدين")) or (len(match) > 5 and match.endswith("الله"))
    return Joined(match, compound=ends or has_joined_kunya(match))


def has_joined_kunya(match: str) -> bool:
    """Whether أبو is written in one with its word: ابوهلال."""
    return match.startswith("ابو") and len(match) > 5


def _pair(matches: Sequence[str]) -> Joined | None:
    """Two words that are one name by custom: زين العابدين."""
    for length in (2, 3):
        if " ".join(matches[:length]) in _listed("compounds", "pairs"):
            return Joined("".join(matches[:length]), length, compound=True)
    return None


def _with_second(matches: Sequence[str]) -> Joined | None:
    """A word with الدين or الله after it, which never stand alone."""
    skip = 1 + is_article(matches[1:])
    second = matches[skip] if skip < len(matches) else ""
    first = matches[0] if is_arabic(matches[0]) else _latin_first(matches[0])
    if len(first) > 1 and second in _listed("compounds", "religion"):
        return Joined(first + _DIN_IN[is_arabic(second)], skip + 1, compound=True)
    if len(first) > 1 and second in _listed("compounds", "god"):
        return Joined(first + _GOD_IN[is_arabic(second)], skip + 1, compound=True)
    return None


def _servant(matches: Sequence[str]) -> Joined | None:
    """عبد الرحمن, Abd al-Rahman, Abdul Rahman, Abdurrahman: joined with the article."""
    first, rest = matches[0], matches[1:]
    if is_arabic(first):
        return _arabic_servant(first, rest)
    with_article = first in _listed("compounds", "servant_article")
    if _SERVANT_OF_GOD.fullmatch(first):
        return Joined("abdallah", compound=True)
    if not with_article and (found := _SERVANT.fullmatch(first)):
        return Joined("abdal" + _latin_second(found["second"]), compound=True)
    if not rest or rest[0] in particles() or not (with_article or first in _listed("compounds", "servant")):
        return None
    if rest[0] in _listed("compounds", "god"):
        return Joined("abdallah", 2, compound=True)
    if rest[0] in _listed("compounds", "served"):
        return Joined("abdrabbo", 2, compound=True)
    skip = int(is_article(rest))
    if skip or with_article:
        return Joined("abdal" + _latin_second(rest[skip]), 2 + skip, compound=True)
    return None


def _arabic_servant(first: str, rest: Sequence[str]) -> Joined | None:
    """عبد and a word with the article, in one word or two; عبد علي stays two."""
    if first == "عبدال" and rest:
        return Joined(first + rest[0], 2, compound=True)
    if first.startswith("عبدال") and len(first) > 6:
        return Joined(first, compound=True)
    if first not in _listed("compounds", "servant") or not rest:
        return None
    if rest[0] in _listed("compounds", "god"):
        return Joined(first + _GOD_IN[True], 2, compound=True)
    if rest[0].startswith("ال") or rest[0] in _listed("compounds", "served"):
        return Joined(first + rest[0], 2, compound=True)
    return None


def _latin_first(match: str) -> str:
    """The first word of a compound in one spelling: nour and noor are nur."""
    return re.sub("ou|oo", "u", match)


def _latin_second(match: str) -> str:
    """The second word of a servant's name in one spelling: kareem is karim."""
    return re.sub("ee|ei", "i", re.sub("ou|oo", "u", match))


def _kunya_word(match: str) -> str:
    """The word a kunya begins with, in one spelling."""
    mother = match in _mothers()
    return ("ام" if mother else "ابو") if is_arabic(match) else ("umm" if mother else "abu")


@cache
def particles() -> frozenset[str]:
    """The patronymic particles: بن, bint.

    >>> "بن" in particles(), "ibn" in particles()
    (True, True)
    """
    return _listed("patronymic", "son") | _listed("patronymic", "daughter")


@cache
def _listed(section: str, key: str) -> frozenset[str]:
    """A list of the table, as its words are compared."""
    return words(table("titles")[section][key])


def _mothers() -> frozenset[str]:
    return _listed("kunya", "mother")


def _fathers() -> frozenset[str]:
    return _listed("kunya", "father")

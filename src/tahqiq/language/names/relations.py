"""Descriptions that stand where a name should: 'wife of Ahmad Ali', أطفال فلان, 'unidentified'.

A list of victims often says who somebody was to somebody else. That is no name, and must not be
compared as one: ``described`` tells it apart, with whose relation it is where that is said.
The words are in ``tables/relations.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tahqiq.language.letters import normalise
from tahqiq.language.names.relation_words import (
    FAMILY,
    UNIDENTIFIED,
    Kind,
    anybodies,
    counts,
    introduces,
    is_article_kind,
    is_filling,
    is_number,
    kinds_of,
    listed,
    ordinals,
    unidentified,
)
from tahqiq.language.names.tokens import Token, longest, phrase, tokens

_WHOSE = frozenset(("his", "her", "their"))
#: Characters of the longest text that can be a name or a description; a longer one is a page.
NAME_AT_MOST = 500

_POSSESSIVE = re.compile(r"(?:(?<=[\w`)\"”])\s?['’`´]s|(?<=s)['’])(?=\s)", re.IGNORECASE)
_ASIDE = re.compile(r"\(([^()]*)\)?")


@dataclass(frozen=True, slots=True)
class Description:
    """Somebody told by what they were to somebody, or not told at all.

    ``kind`` is one of :func:`tahqiq.language.names.relation_words.kinds`. ``of`` is the person it is seen
    from, as written, None where nobody is named; it may itself be a description ('child of the wife of
    …'). ``named`` is the person's own name where the text holds it beside the relation ('Yumna, daughter
    of Maram').
    ``number`` tells the first child from the second ('child 1 of'), ``count`` how many are meant
    ('3 children of'); ``several`` that more than one is.
    """

    kind: str
    of: str | None = None
    named: str | None = None
    number: int | None = None
    count: int | None = None
    several: bool = False
    unidentified: bool = False


def described(text: str) -> Description | None:
    """The description a text gives instead of a name, or beside it; None for a plain name.

    A text of more than 500 characters is neither. In Arabic a word of relation counts at the
    beginning (ابن فلان, 'son of'); inside a name ابن and بنت are patronymic particles, and with the article
    (الطفل أحمد) it is a title. أم فلان is read as a kunya, not as 'mother of'; جنين before a name is a
    girl's name.

    >>> said = described("wife of Ahmad Ali")
    >>> said.kind, said.of, said.named
    ('wife', 'Ahmad Ali', None)
    >>> described("Ahmad Ali’s second child").number, described("child 1 of Samira").number
    (2, 1)
    >>> described("أطفال سامر العلي").of, described("مجهول الهوية").kind
    ('سامر العلي', 'unidentified')
    >>> described("Yumna, daughter of Maram").named
    'Yumna'
    >>> described("محمد ابن علي") is None
    True
    """
    if len(text) > NAME_AT_MOST:
        return None
    shown, nobody = _without_asides(normalise(text, "display"))
    said = _english(shown) or _arabic(shown)
    if said is None and nobody and not tokens(shown):
        said = Description(UNIDENTIFIED)
    return replace(said, unidentified=True) if said is not None and nobody else said


def _without_asides(shown: str) -> tuple[str, bool]:
    """The text without '(unnamed)' and the like, and whether there was one."""
    found = [aside for aside in _ASIDE.finditer(shown) if phrase(aside[1]) in unidentified()]
    for aside in reversed(found):
        shown = f"{shown[: aside.start()]} {shown[aside.end() :]}"
    return shown, bool(found)


# English: 'KIND of NAME', "NAME's KIND", 'NAME and family', 'an unknown KIND'.


def _english(shown: str) -> Description | None:
    found = tokens(shown)
    matches = [token.match for token in found]
    return (
        _of(shown, found, matches)
        or _possessive(shown)
        or _and_others(shown, found, matches, "en")
        or _anybody(shown, found, matches, "en")
    )


def _of(shown: str, found: Sequence[Token], matches: list[str]) -> Description | None:
    """'the second wife of NAME 2', 'NAME, wife of NAME', 'wife NAME'."""
    for at in range(len(matches)):
        length = longest(matches, at, kinds_of("en"))
        after = at + length
        if not length:
            continue
        number = int(matches[after]) if after < len(matches) and is_number(matches[after]) else None
        after += number is not None
        of = after + _others(matches[after:])
        if of < len(matches) and matches[of] == "of":
            said = _said(kinds_of("en")[tuple(matches[at : at + length])], matches[:at])
            said = replace(said, named=_named(shown, found[:at], "en"))
            if number is not None:
                said = replace(said, number=number)
            more = (at for at in range(of + 2, len(matches)) if _is_apart(_joining(matches, at)))
            end = next(more, len(matches))
            if of > after or end < len(matches):
                said = replace(said, several=True)
            return _seen_from(shown, found[of + 1 : end], said)
        named = after < len(matches) and matches[after] not in listed("places", "en")
        if at == 0 and named and matches[0] in listed("without_of", "en"):
            return _seen_from(shown, found[after:], Description(matches[0]))
    return None


def _possessive(shown: str) -> Description | None:
    """'NAME's second child', "NAME's daughter NAME"; the last 's that a kind follows."""
    for mark in reversed(list(_POSSESSIVE.finditer(shown))):
        after = tokens(shown[mark.end() :])
        matches = [token.match for token in after]
        skipped = _skipped(matches, "en")
        length = longest(matches, skipped, kinds_of("en"))
        if length:
            kind = kinds_of("en")[tuple(matches[skipped : skipped + length])]
            others = _others(matches[skipped + length :])
            rest = after[skipped + length + others :]
            numbers = [int(token.match) for token in rest if is_number(token.match)]
            said = _said(kind, matches[:skipped])
            named = _named(shown[mark.end() :], rest, "en")
            number = numbers[0] if numbers else said.number
            several = said.several or others > 0
            of = shown[: mark.start()].strip()
            return replace(said, of=of, named=named, number=number, several=several)
    return None


def _others(matches: Sequence[str]) -> int:
    """How many words from the first on only tell of more relations: 'and two children', 'and his son'."""
    end = 0
    while end < len(matches) and matches[end] == "and":
        at = end + 1 + _skipped(matches[end + 1 :], "en")
        length = longest(matches, at, kinds_of("en"))
        if not length:
            break
        end = at + length
    return end


def _and_others(shown: str, found: Sequence[Token], matches: list[str], language: str) -> Description | None:
    """'NAME and his family', 'NAME and her two children', NAME وزوجته: somebody, and others unnamed."""
    for at in range(1, len(matches)):
        kind = _joining(matches, at) if language == "en" else _joining_arabic(matches, at)
        if kind is not None:
            name = shown[found[0].start : found[at - 1].end]
            return Description(kind.kind, of=name, named=name, several=True)
    return None


def _joining(matches: Sequence[str], at: int) -> Kind | None:
    """What 'and his family', or 'and her children' at the end, says."""
    if matches[at] == "and" and "family" in matches[at + 1 : at + 3]:
        return FAMILY
    if at + 1 < len(matches) and matches[at + 1] in _WHOSE and at + _others(matches[at:]) == len(matches):
        first = at + 1 + _skipped(matches[at + 1 :], "en")
        return kinds_of("en")[tuple(matches[first : first + longest(matches, first, kinds_of("en"))])]
    return None


def _joining_arabic(matches: Sequence[str], at: int) -> Kind | None:
    """What وعائلته, or وزوجته at the end, says."""
    kind = _and_whose(matches[at])
    return kind if kind == FAMILY or at + 1 == len(matches) else None


def _is_apart(kind: Kind | None) -> bool:
    """Whether 'and' tells of more people: 'wife of NAME and his sons', not 'child of NAME and his wife'."""
    return kind is not None and kind.kind not in {"wife", "husband"}


def _and_whose(match: str) -> Kind | None:
    """What an Arabic word tells that joins one more relation: وزوجته, 'and his wife'."""
    kind = kinds_of("ar").get((match[1:],)) if match.startswith("و") else None
    return kind if kind is not None and kind.whose else None


def _anybody(shown: str, found: Sequence[Token], matches: list[str], language: str) -> Description | None:
    """Only words that name nobody, perhaps followed by where from: 'an unknown infant from …'."""
    kind, at, said_nobody = None, 0, False
    while at < len(matches):
        length = longest(matches, at, anybodies(language))
        unknown = longest(matches, at, unidentified())
        if unknown >= max(1, length):
            said_nobody, at = True, at + unknown
        elif length:
            kind, at = kind or anybodies(language)[tuple(matches[at : at + length])], at + length
        elif (kind or not said_nobody) and is_filling(matches[at], language):
            at += 1
        else:
            break
    if kind is None and not said_nobody:
        return None
    said = _said(kind or Kind(UNIDENTIFIED), matches[:at])
    said = replace(said, unidentified=said.unidentified or said_nobody)
    if at > 1 and kind is not None and not kind.several and is_number(matches[at - 1]):
        said = replace(said, number=int(matches[at - 1]))
    if at == len(matches):
        return said
    if matches[at] in listed("called", language):
        return replace(said, named=_named(shown, _before_place(found[at + 1 :], language), language))
    return said if said_nobody or matches[at] in listed("places", language) else None


# Arabic: KIND NAME, NAME زوجة NAME, زوجته.


def _arabic(shown: str) -> Description | None:
    found = tokens(shown)
    matches = [token.match for token in found]
    return (
        _anybody(shown, found, matches, "ar")
        or _leading(shown, found, matches)
        or _after_a_name(shown, found, matches)
        or _and_others(shown, found, matches, "ar")
    )


def _leading(shown: str, found: Sequence[Token], matches: list[str]) -> Description | None:
    """زوجة فلان, طفل فلانة 2, زوجته فلانة."""
    skipped = _skipped(matches, "ar")
    length = longest(matches, skipped, kinds_of("ar"))
    if not length:
        return None
    kind = kinds_of("ar")[tuple(matches[skipped : skipped + length])]
    rest = found[skipped + length :]
    if matches[skipped] in listed("doubtful", "ar") and not (rest and introduces(rest[0].match)):
        return None
    said = _said(kind, matches[:skipped])
    more = (at for at, token in enumerate(rest) if _is_apart(_and_whose(token.match)))
    others = next(more, len(rest))
    said, rest = replace(said, several=said.several or others < len(rest)), rest[:others]
    if rest and rest[0].match in listed("places", "ar"):
        return said
    if kind.whose:
        return replace(said, named=_named(shown, rest, "ar"))
    return _seen_from(shown, rest, said)


def _after_a_name(shown: str, found: Sequence[Token], matches: list[str]) -> Description | None:
    """NAME زوجة NAME; a child's age group after a name says no more than that."""
    for at in range(1, len(matches)):
        kind = kinds_of("ar").get((matches[at],))
        if kind is None or kind.whose:
            continue
        last = at + 1 == len(matches)
        if last and kind.kind in {"child", "infant"}:
            return Description(kind.kind, named=_named(shown, found[:at], "ar"))
        if not last and matches[at] in listed("after_a_name", "ar"):
            said = Description(kind.kind, named=_named(shown, found[:at], "ar"), several=kind.several)
            return _seen_from(shown, found[at + 1 :], said)
    return None


# The parts of both.


def _said(kind: Kind, before: Sequence[str]) -> Description:
    """A kind with what stands before it: which one, how many, unidentified."""
    said = Description(kind.kind, count=kind.count, several=kind.several)
    said = replace(said, unidentified=kind.kind == UNIDENTIFIED)
    for at, word in enumerate(before):
        if longest(before, at, unidentified()):
            said = replace(said, unidentified=True)
        elif word in ordinals():
            said = replace(said, number=ordinals()[word])
        elif kind.several and (is_number(word) or word in counts()):
            said = replace(said, count=counts()[word] if word in counts() else int(word))
    return said


def _seen_from(shown: str, rest: Sequence[Token], said: Description) -> Description:
    """The description with the person it is seen from; a number or an ordinal at either end told apart."""
    rest = list(rest)
    for end in (0, -1):
        if rest and is_number(rest[end].match):
            said = replace(said, number=int(rest.pop(end).match))
        elif rest and rest[end].match in ordinals() and len(rest) > 1:
            said = replace(said, number=ordinals()[rest.pop(end).match])
    matches = [token.match for token in rest]
    if not rest or longest(matches, 0, unidentified()) == len(rest):
        return replace(said, unidentified=said.unidentified or bool(rest))
    return replace(said, of=_slice(shown, rest[0].start, rest[-1].end))


_CLOSES = {")": "(", "]": "[", "`": "`", '"': '"'}


def _slice(shown: str, start: int, end: int) -> str:
    """A stretch of the text, with the bracket after it where it was opened within."""
    after = shown[end : end + 1]
    return shown[start : end + (after in _CLOSES and _CLOSES[after] in shown[start:end])]


def _named(shown: str, found: Sequence[Token], language: str) -> str | None:
    """The person's own name among words that may only introduce a relation."""
    own = [token for token in found if not is_number(token.match)]
    at = _skipped([token.match for token in own], language)
    own = own[at:]
    if not own or all(introduces(token.match) or is_article_kind(token.match) for token in own):
        return None
    return shown[own[0].start : own[-1].end]


def _skipped(matches: Sequence[str], language: str) -> int:
    """How many words from the beginning only introduce: 'the', 'unidentified', 'second', a count."""
    at = 0
    while at < len(matches):
        unknown = longest(matches, at, unidentified())
        if not unknown and not is_filling(matches[at], language):
            break
        at += unknown or 1
    return at


def _before_place(found: Sequence[Token], language: str) -> Sequence[Token]:
    """The words up to 'from', 'in', من."""
    ends = [at for at, token in enumerate(found) if token.match in listed("places", language)]
    return found[: ends[0]] if ends else found

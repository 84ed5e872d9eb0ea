"""Who said it first: carriers of one origin recognised as one source (METHOD: counts, chains).

An attribution is a chain, outlet ← agency ← speaker, and independence is judged at its origin. Reprints
(nearly the same text), translations and quotations (another outlet, the same speaker named in either
script) count once. A speaker without a name ('activists') may be any of the named ones: where somebody is
named, unnamed origins add no independent source.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tahqiq.language.letters import normalise
from tahqiq.link.incidents.report import Report

_UNNAMED = "-unnamed"
_SMALL_WORDS = frozenset({"for", "of", "the", "and", "in", "on"})
#: A toll that two sources do not easily give by chance.
_TELLING_TOLL = 5
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin of what several reports say.

    Attributes:
        name: as first written; '' where nobody is named.
        members: positions of the reports that carry it.
        named: whether it can be told from others.
        because: why the reports are taken to carry one origin, a line for each reason.
    """

    name: str
    members: tuple[int, ...]
    named: bool
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """The origin of one report as compared.

    Attributes:
        written: as the report says it. ``key``: the same for spellings of one; '' where nobody is named.
        words: the words that tell it from others.
    """

    written: str
    key: str
    words: frozenset[str]


def speaker_of(report: Report) -> Speaker:
    """Who a report goes back to: the last of its chain, else its source.

    >>> speaker_of(Report(id="a", chain=("AFP", "The Observatory"))).key
    'sohr'
    >>> speaker_of(Report(id="b", chain=("local activists",))).key
    ''
    """
    return _speaker(report.chain[-1] if report.chain else report.source)


@cache
def _speaker(written: str) -> Speaker:
    words = tuple(normalise(written.replace("_", " "), "match").split())
    known, left = _known(words)
    if known:
        return Speaker(written, known, frozenset())
    if not left:
        return Speaker(written, "", frozenset())
    return Speaker(written, " ".join(left), frozenset(left))


@cache
def _table() -> dict[tuple[str, ...], str]:
    text = files("tahqiq.link.incidents").joinpath("sources.csv").read_text("utf-8")
    return {
        tuple(normalise(spelling, "match").split()): row["concept"]
        for row in csv.DictReader(text.splitlines())
        for spelling in row["spellings"].split("|")
    }


def _known(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The organisation that words name, the longest phrase first, and the words that name nothing usual."""
    table, left = _table(), list[str]()
    longest = max(map(len, table))
    found = list[tuple[int, str]]()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            concept = table.get(tuple(words[at : at + length]))
            if concept is not None:
                found += [(length, concept)] if concept != _UNNAMED else []
                at += length
                break
        else:
            left.append(words[at])
            at += 1
    return (max(found, key=lambda each: each[0])[1] if found else "", tuple(left))


def origins(
    members: Sequence[int], reports: Sequence[Report], copies: Iterable[tuple[int, int]]
) -> tuple[Origin, ...]:
    """The origins of some reports, the first to appear first.

    Args:
        members: positions of the reports of one incident.
        reports: all reports.
        copies: pairs of positions whose texts are nearly the same.
    """
    speakers = {at: speaker_of(reports[at]) for at in members}
    home = {at: at for at in members}
    because = defaultdict[int, list[str]](list)

    def find(at: int) -> int:
        return at if home[at] == at else find(home[at])

    def join(one: int, other: int, why: str) -> None:
        a, b = sorted((find(one), find(other)))
        if a != b:
            home[b] = a
            because[a] += [*because.pop(b, []), why]

    for one, other in sorted(copies):
        if one in home and other in home:
            join(one, other, f"{reports[one].id} and {reports[other].id} have nearly the same text")
    named = [at for at in members if speakers[at].key]
    for place, one in enumerate(named):
        for other in named[:place]:
            why = _one_speaker(speakers[one], speakers[other]) or _translated(
                reports[one], reports[other], speakers[one], speakers[other]
            )
            if why:
                join(one, other, why)
    return _grouped(members, speakers, {at: find(at) for at in members}, because)


def _grouped(
    members: Sequence[int],
    speakers: dict[int, Speaker],
    home: dict[int, int],
    because: dict[int, list[str]],
) -> tuple[Origin, ...]:
    groups = defaultdict[int, list[int]](list)
    for at in members:
        groups[home[at]].append(at)
    found = list[Origin]()
    for root, group in groups.items():
        names = [speakers[at].written for at in group if speakers[at].key]
        why = tuple(dict.fromkeys(because.get(root, ())))
        found.append(Origin(names[0] if names else "", tuple(group), bool(names), why))
    return tuple(found)


def _one_speaker(one: Speaker, other: Speaker) -> str:
    """Why two speakers are taken as one; '' where they are not."""
    if one.key == other.key:
        return f"both go back to {other.written}" if one.written == other.written else _alike(one, other)
    if not one.words or not other.words:
        return ""
    if one.words <= other.words or other.words <= one.words:
        return _alike(one, other)
    if _initials(one.written) == normalise(other.written, "match") != "":
        return _alike(one, other)
    return _alike(one, other) if _initials(other.written) == normalise(one.written, "match") != "" else ""


def _translated(one: Report, other: Report, speaker: Speaker, beside: Speaker) -> str:
    """Why two speakers named in different scripts are taken as one: they give the very same figures.

    A name of an organisation is translated, not transliterated, so it cannot be told whether two are one. Two
    that agree in a toll of five or more, or in two figures, and in none differ, count once until a person
    says otherwise: what is counted twice in error makes a single source two.
    """
    if speaker.written.isascii() == beside.written.isascii() or one.killed != other.killed:
        return ""
    figures = [
        (one.injured, other.injured),
        *((one.parts.get(part), other.parts.get(part)) for part in one.parts),
    ]
    known = [
        (mine, yours) for mine, yours in figures if mine and yours and not (mine.unknown or yours.unknown)
    ]
    if any(mine != yours for mine, yours in known):
        return ""
    if not (known or (one.killed.min or 0) >= _TELLING_TOLL):
        return ""
    return f"'{beside.written}' and '{speaker.written}' give the same figures in two scripts"


def _alike(one: Speaker, other: Speaker) -> str:
    return f"'{other.written}' and '{one.written}' name one source"


def _initials(name: str) -> str:
    """The initials of a name of three words or more; '' of a shorter one.

    >>> _initials("Northern Network for Human Rights")
    'nnhr'
    """
    words = [word for word in _LETTERS.findall(name) if word.lower() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).lower() if len(words) > 2 else ""


def independent(found: Sequence[Origin]) -> int:
    """How many independent sources there are: named origins, or one where none is named.

    >>> independent([Origin("SOHR", (0, 1), True), Origin("", (2,), False)])
    1
    """
    return max(sum(each.named for each in found), int(bool(found)))

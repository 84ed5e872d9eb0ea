"""The wordings of armed actors' statements, read from ``words/<language>.toml`` and made ready to match.

The tables hold regular expressions in which a space is any white space and '…' up to ninety characters
of one sentence; names in braces stand for expressions of the same table. They match text as
`language.tokens.cut` folds it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tahqiq.language.figures.lexicon import lexicon
from tahqiq.language.tokens import cut
from tahqiq.read.statements.entry import Outcome
from tahqiq.read.statements.needed import needed
from tahqiq.read.statements.trying import Trying
from tahqiq.vocab.answers import RejectionReason

#: What '…' in a table stands for: a stretch of one sentence, as short as will do.
_GAP = "[^.;]{0,90}?"
_NAMED = re.compile(r"\{([a-z_]+)\}")
#: No figure of its own follows a label that decides ('Open: 1' counts reports).
_NO_COUNT = r"(?!\s*[:=]\s*\d+\s*(?:[.;,)\n]|$))"
#: How the names of labels begin that stand alone.
ALONE = "alone"
_GLUED = "glued"
_NEVER = re.compile(r"(?!)")
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase that says how an allegation was decided, and why."""

    pattern: re.Pattern[str]
    outcome: Outcome
    reason: RejectionReason | None
    label: bool
    name: str
    needed: tuple[tuple[str, ...], ...]

    def last_in(self, text: str) -> int | None:
        """Where the phrase ends that is the last of its kind in a folded text; None without one."""
        end = None
        for found in self.pattern.finditer(text):
            end = found.end()
        return end


@dataclass(frozen=True, slots=True)
class Harm:
    """What tells how many were harmed, and whether the actor says so itself."""

    killed: re.Pattern[str]
    injured: re.Pattern[str]
    either: re.Pattern[str]
    any: re.Pattern[str]
    leading: re.Pattern[str]
    joint: re.Pattern[str]
    passive: re.Pattern[str]
    subset: re.Pattern[str]
    subset_after: re.Pattern[str]
    total: re.Pattern[str]
    adding: re.Pattern[str]
    governing: re.Pattern[str]
    conceding: re.Pattern[str]
    none: re.Pattern[str]
    people: re.Pattern[str]
    not_people: re.Pattern[str]
    elliptic: re.Pattern[str]
    another: re.Pattern[str]
    bare: re.Pattern[str]
    again: re.Pattern[str]
    fighters: re.Pattern[str]
    mixed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Strikes:
    """What tells of strikes and of what they did."""

    nouns: re.Pattern[str]
    engagements: re.Pattern[str]
    verbs: re.Pattern[str]
    kinds: Mapping[str, re.Pattern[str]]
    ends: re.Pattern[str]
    carriers: re.Pattern[str]
    article: re.Pattern[str]
    joint: re.Pattern[str]
    no_thing: re.Pattern[str]
    clause: re.Pattern[str]
    trimmed: re.Pattern[str]
    passive: re.Pattern[str]
    subject: re.Pattern[str]
    after_place: re.Pattern[str]
    not_things: frozenset[str]
    cumulative: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is known of statements in one language."""

    language: str
    number_words: frozenset[str]
    wordings: tuple[Wording, ...]
    trying: Trying
    subject: re.Pattern[str]
    meaningless: re.Pattern[str]
    heading_nouns: re.Pattern[str]
    heading_words: int
    labels: Mapping[str, re.Pattern[str]]
    reporters: tuple[re.Pattern[str], ...]
    reporter_ends: re.Pattern[str]
    place_before: re.Pattern[str]
    place_ends: re.Pattern[str]
    place_words: frozenset[str]
    place_leading: re.Pattern[str]
    place_never: re.Pattern[str]
    code_prefixes: tuple[str, ...]
    numbered: tuple[re.Pattern[str], ...]
    harm: Harm
    strikes: Strikes

    def possible(self, text: str) -> list[Wording]:
        """The wordings that a folded text may hold, in the order of the table."""
        return [self.wordings[at] for at in self.trying.possible(text)]


@cache
def languages() -> tuple[str, ...]:
    """The languages there are tables for, in alphabetical order.

    >>> languages()
    ('ar', 'en')
    """
    folder = files("tahqiq.read.statements").joinpath("words")
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir()))


@cache
def words(language: str) -> Words:
    """The wordings of one language."""
    table = tomllib.loads(
        files("tahqiq.read.statements").joinpath("words", f"{language}.toml").read_text("utf-8")
    )
    who = {name: _folded(text) for name, text in table["who"].items()}
    who[_GLUED] = _folded(table["glued"])
    who["verbs"] = f"(?:{'|'.join(table['harm']['killed'] + table['harm']['injured'])}|harmed|affected)"
    lines = table["lines"]
    wordings = tuple(_wordings(table["outcomes"], who))
    return Words(
        language=language,
        number_words=frozenset(lexicon((language,)).words),
        wordings=wordings,
        trying=Trying([each.needed for each in wordings]),
        subject=_any(table["outcomes"]["subject"]["phrases"], who),
        meaningless=_any(table["outcomes"]["meaningless"]["phrases"], who),
        heading_nouns=_any([table["headings"]["nouns"]], who),
        heading_words=int(table["headings"]["most_words"]),
        labels={name: _line(phrases) for name, phrases in lines.items()},
        reporters=tuple(_pattern(each, who) for each in table["reporter"]["phrases"]),
        reporter_ends=_any(table["reporter"]["ends"], who, after="$"),
        place_before=_any(table["place"]["before"], who),
        place_ends=re.compile(_filled(table["place"]["ends"], who)),
        place_words=frozenset(table["place"]["within"]),
        place_leading=_any(table["place"]["leading"], who),
        place_never=_any(table["place"]["never"], who),
        code_prefixes=tuple(table["codes"]["prefixes"]),
        numbered=tuple(_pattern(each, who) for each in table["codes"]["numbered"]),
        harm=_harm(table["harm"], who),
        strikes=_strikes(table["strikes"], who),
    )


def language_of(text: str) -> str:
    """The language of a statement, by its letters: any Arabic letter in twenty makes it Arabic.

    >>> language_of("near Raqqah, Syria"), language_of("قرب الرقة")
    ('en', 'ar')
    """
    arabic = len(_ARABIC.findall(text))
    return "ar" if arabic * 3 > sum(map(str.isalpha, text)) else "en"


def _wordings(outcomes: Mapping[str, Any], who: Mapping[str, str]) -> Iterable[Wording]:
    """Labels after a verb of judging, a colon or a subject, or alone; then prose, as in the table."""
    judged = {name: _folded(text) for name, text in outcomes["judged"].items() if name != "after_is"}
    for outcome, phrases in outcomes["anywhere"].items():
        for phrase in phrases:
            yield _wording(_pattern(phrase, who), Outcome(outcome), None, f"label:{outcome}", label=True)
    for outcome, phrases in outcomes["labels"].items():
        label = "(?:" + "|".join(_spaced(_folded(phrase)) for phrase in phrases) + ")"
        led = (
            f"(?:\\b{judged['verbs']}{judged['between']}|\\b{judged['subjects']}(?:\\s+(?:number|no))?"
            f"(?:\\s*\\S{{0,12}})?\\s*(?:(?:was|were|is|are|:|-)\\s*)+)\\s*{label}(?!\\w)"
        )
        if outcome in outcomes["judged"]["after_is"]:
            led = f"(?:{led}|\\b{judged['is']}\\s+{label}(?!\\w))"
        alone = f"(?:^|[\\n.;:(])\\s*(?:[-*•]\\s*)?{label}{_NO_COUNT}\\s*(?:[.:;(),-]|$|\\n)"
        for pattern, name in ((led, f"label:{outcome}"), (alone, f"{ALONE}:{outcome}")):
            yield _wording(re.compile(pattern), Outcome(outcome), None, name, label=True)
    for rule in outcomes["prose"]:
        reason = RejectionReason(rule["reason"]) if "reason" in rule else None
        for number, phrase in enumerate(rule["phrases"]):
            name = f"{rule.get('reason', rule['outcome'])}:{number}"
            yield _wording(_pattern(phrase, who), Outcome(rule["outcome"]), reason, name)


def _wording(
    pattern: re.Pattern[str],
    outcome: Outcome,
    reason: RejectionReason | None,
    name: str,
    *,
    label: bool = False,
) -> Wording:
    return Wording(pattern, outcome, reason, label, name, needed(pattern.pattern))


def _harm(table: Mapping[str, Any], who: Mapping[str, str]) -> Harm:
    patterns = {
        name: _any(table[name], who)
        for name in (
            "killed", "injured", "either", "not_people", "subset", "subset_after", "total", "adding",
            "conceding", "people", "elliptic", "again", "mixed",
        )
    }  # fmt: skip
    every = table["either"] + table["killed"] + table["injured"]
    return Harm(
        **patterns,
        any=_any(every, who),
        leading=_run(table["leading"]),
        joint=re.compile(_spaced(_folded(table["joint"]))),
        passive=_any([table["passive"]], who),
        governing=_any(table["conceding"] + table["alleging"], who),
        none=_any(table["none"], who, bounded=False),
        another=_any([table["another"]], who),
        bare=_any(table["bare"], who),
        fighters=_any([table["fighters"]], who),
    )


_STRIKE_PATTERNS = ("article", "joint", "no_thing", "clause", "trimmed", "passive", "subject", "after_place")


def _strikes(table: Mapping[str, Any], who: Mapping[str, str]) -> Strikes:
    kinds = ("engaged", "destroyed", "damaged", "suppressed")
    return Strikes(
        nouns=_any(table["nouns"], who),
        engagements=_any(table["engagements"], who),
        verbs=_any([each for kind in kinds for each in table[kind]], who),
        kinds={kind: _any(table[kind], who) for kind in kinds},
        ends=re.compile(_filled(table["ends"], who)),
        carriers=_any(table["carriers"], who),
        **{name: re.compile(_folded(table[name])) for name in _STRIKE_PATTERNS},
        not_things=frozenset(table["not_things"]),
        cumulative=_any(table["cumulative"], who),
    )


def _run(one: str) -> re.Pattern[str]:
    """Words of one kind and nothing else between two places."""
    return re.compile(rf"\s*(?:{_spaced(_folded(one))}\s*)*")


def _line(labels: Iterable[str]) -> re.Pattern[str]:
    """A line 'Label: value', the value in the first group."""
    either = "|".join(map(_spaced, map(_folded, labels)))
    return re.compile(rf"^[ \t]*(?:[-*•]\s*)?(?:{either})[ \t]*[:=][ \t]*(?P<value>[^\n]+)", re.MULTILINE)


def _any(
    phrases: Iterable[str], who: Mapping[str, str], *, bounded: bool = True, after: str = ""
) -> re.Pattern[str]:
    """Any of the phrases, as whole words; nothing where there is none."""
    either = "|".join(_filled(each, who) for each in phrases)
    if not either:
        return _NEVER
    return re.compile(rf"(?<!\w){who[_GLUED]}(?:{either})(?!\w){after}" if bounded else f"(?:{either})")


def _pattern(phrase: str, who: Mapping[str, str]) -> re.Pattern[str]:
    start = r"(?<!\w)" + who[_GLUED] if phrase[:1].isalnum() or phrase.startswith("(?:") else ""
    return re.compile(start + _filled(phrase, who))


def _filled(phrase: str, who: Mapping[str, str]) -> str:
    """A phrase as a regular expression: names filled in, spaces and gaps spelled out."""
    return _spaced(_NAMED.sub(lambda name: who[name[1]], _folded(phrase)))


def _spaced(text: str) -> str:
    r"""Spaces as any white space, '…' as a gap in which the spaces around it are counted.

    >>> _spaced("in area")
    'in\\s+area'
    """
    text = re.sub(r" ?… ?", lambda _: "\0", text)
    return text.replace(" ?", r"\s*").replace(" ", r"\s+").replace("\0", _GAP)


def _folded(text: str) -> str:
    """A phrase of a table as text is compared; what is an escape stays one."""
    return re.sub(r"[^\x00-\x7f…•]+", lambda letters: cut(letters[0]).folded, text)

"""A range in a plain sentence: 'Between 3 and 5 civilians were killed, according to …'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from markupsafe import Markup, escape

from tahqiq.publish.tongue import Tongue

if TYPE_CHECKING:
    from tahqiq.publish.edition import Edition
    from tahqiq.publish.incidents import Assessed


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A message of ours with what fills it.

    Attributes:
        message: in the page's language, names in braces.
        figures: those that must open their trail. ``words``: those that are safe as they are.
    """

    message: str
    figures: Mapping[str, str] = msgspec.field(default_factory=dict)
    words: Mapping[str, Markup] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Harm:
    """How one harm is told: messages for none, for one figure (singular, plural), for each kind of range."""

    none: str
    exact: tuple[str, str]
    between: str
    at_least: tuple[str, str]
    up_to: tuple[str, str]
    unknown: str


_KILLED = _Harm(
    none="No civilian was killed, according to {assessor}.",
    exact=(
        "{n} civilian was killed, according to {assessor}.",
        "{n} civilians were killed, according to {assessor}.",
    ),
    between="Between {low} and {high} civilians were killed, according to {assessor}.",
    at_least=(
        "At least {n} civilian was killed, according to {assessor}.",
        "At least {n} civilians were killed, according to {assessor}.",
    ),
    up_to=(
        "Up to {n} civilian was killed, according to {assessor}.",
        "Up to {n} civilians were killed, according to {assessor}.",
    ),
    unknown="How many civilians were killed is unknown; {assessor} gives no figure.",
)
_INJURED = _Harm(
    none="None was injured.",
    exact=("{n} was injured.", "{n} were injured."),
    between="Between {low} and {high} were injured.",
    at_least=("At least {n} was injured.", "At least {n} were injured."),
    up_to=("Up to {n} was injured.", "Up to {n} were injured."),
    unknown="",
)


def plainly(edition: Edition, held: Assessed) -> tuple[Sentence, ...]:
    """What an assessment comes to, in sentences; what it leaves open about the injured goes unsaid."""
    tongue, (killed, injured) = edition.tongue, held.bounds
    assessor = {"assessor": held.assessor}
    told = [sentence(tongue, _KILLED, killed, assessor), sentence(tongue, _INJURED, injured, {})]
    return (*(each for each in told if each.message), *_graded(tongue, held))


def _graded(tongue: Tongue, held: Assessed) -> Iterator[Sentence]:
    if held.grade:
        words = {"grade": escape(held.grade_label), "meaning": escape(held.grade_meaning)}
        yield Sentence(tongue.word("Graded {grade}: {meaning}"), words=words)


def sentence(
    tongue: Tongue, harm: _Harm, bounds: tuple[int | None, int | None], words: Mapping[str, Markup]
) -> Sentence:
    """One harm in one sentence; an empty message where nothing is to be said."""
    low, high = bounds
    if low is None and high is None:
        return Sentence(tongue.word(harm.unknown) if harm.unknown else "", words=words)
    if low == high == 0:
        return Sentence(tongue.word(harm.none), words=words)
    if low is not None and high is not None and low != high:
        figures = {"low": tongue.count(low), "high": tongue.count(high)}
        return Sentence(tongue.word(harm.between), figures, words)
    pair = harm.exact if low == high else harm.at_least if high is None else harm.up_to
    n = high if low is None else low
    return Sentence(tongue.plural(*pair, n or 0), {"n": tongue.count(n or 0)}, words)

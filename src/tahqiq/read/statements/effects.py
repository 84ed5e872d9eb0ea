"""Which effect a figure belongs to: the one that follows it, or the one that leads to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from tahqiq.read.statements.counted import Figure, counted
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.words import Harm

#: How far after a figure its effect may stand.
_REACH = 160
#: How far an effect may stand before the figure it leads to, and figures of a list from one another.
_LEAD, _LIST_WORDS = 60, 4
#: An effect farther after a figure than this needs a passive to be the figure's.
_OWN = 25
#: How far after a figure a word may stand that says how it is known.
_AFTERWARDS = 40


@dataclass(frozen=True, slots=True)
class _Effect:
    """A word of harm: where it stands, and which effect it names."""

    start: int
    end: int
    kind: str


def figures(passage: Passage, start: int, end: int) -> Iterator[Figure]:
    """The conceded figures of one sentence, each with its effect."""
    harm = passage.words.harm
    found = list(_with_effects(passage, counted(passage, start, end), start, end))
    for at in reversed(range(len(found) - 1)):
        if not found[at].effect and _listed(passage, found[at], found[at + 1]):
            found[at] = replace(found[at], effect=found[at + 1].effect)
    for at in range(1, len(found)):
        if not found[at].effect and _listed(passage, found[at - 1], found[at]):
            found[at] = replace(found[at], effect=found[at - 1].effect)
    governing = [(each.start(), each[0]) for each in harm.governing.finditer(passage.text, start, end)]
    for each in found:
        if each.effect and each.who != "fighters":
            conceding = _conceding(each, governing, harm)
            if conceding is not False:
                yield replace(each, found=conceding is True)


def _effects(passage: Passage, start: int, end: int) -> list[_Effect]:
    """The words of harm in a sentence, in order."""
    harm = passage.words.harm
    return [
        _Effect(match.start(), match.end(), _kind(match[0], harm))
        for match in harm.any.finditer(passage.text, start, end)
    ]


def _kind(word: str, harm: Harm) -> str:
    """Which effect a word of harm names."""
    if harm.either.fullmatch(word):
        return "either"
    return "killed" if harm.killed.fullmatch(word) else "injured"


def _with_effects(passage: Passage, met: list[Figure], start: int, end: int) -> Iterator[Figure]:
    """Each figure with the effect inside it, right before it, or next after it and before the next figure."""
    effects = _effects(passage, start, end)
    starts = [each.start for each in effects]
    for each, following in zip_longest(met, met[1:]):
        first = bisect_left(starts, each.start)
        after = first
        while after < len(effects) and starts[after] < each.end:
            after += 1
        limit = end if following is None else following.start
        effect = effects[first].kind if first < after else ""
        effect = effect or _leading(passage, effects[:first][-1:], each)
        effect = _labelled(effects[after : after + 1], each) if effect == "either" else effect
        yield replace(each, effect=effect or _next(passage, effects[after : after + 2], each, limit, end))


def _labelled(after: list[_Effect], each: Figure) -> str:
    """The effect of a figure in a list under a word for both: 'casualties: 3 KIA, 2 WIA'."""
    return after[0].kind if after and after[0].start - each.end == 1 else "either"


def _leading(passage: Passage, before: list[_Effect], each: Figure) -> str:
    """The effect that leads to a figure: 'killing two', 'deaths of two'."""
    if not before or each.start - before[0].end > _LEAD:
        return ""
    led = passage.words.harm.leading.fullmatch(passage.text, before[0].end, each.start)
    return before[0].kind if led else ""


def _next(passage: Passage, after: list[_Effect], each: Figure, limit: int, end: int) -> str:
    """The effect after a figure, unless it rather leads to the next figure."""
    text, harm = passage.text, passage.words.harm
    near = [
        one
        for one in after
        if one.start < min(limit, each.end + _REACH) and ";" not in text[each.end : one.start]
    ]
    if not near:
        return ""
    leads = len(near) == 1 and limit < end and limit - near[0].end <= _LEAD
    taken = leads and harm.leading.fullmatch(text, near[0].end, limit) is not None
    return "" if taken and _led(passage, each, near[0]) else near[0].kind


def _led(passage: Passage, each: Figure, effect: _Effect) -> bool:
    """Whether an effect after a figure is not the figure's: 'two strikes on the square killed three'."""
    between = passage.text[each.end : effect.start]
    return len(between) > _OWN and passage.words.harm.passive.search(between) is None


def _listed(passage: Passage, one: Figure, other: Figure) -> bool:
    """Whether two figures stand in one list: at most four words and a joint between them."""
    harm, between = passage.words.harm, passage.text[one.end : other.start]
    if len(between) > _LEAD or harm.any.search(between):
        return False
    joint = harm.joint.search(between)
    return joint is not None and len(between[: joint.start()].split()) <= _LIST_WORDS


def _conceding(each: Figure, governing: list[tuple[int, str]], harm: Harm) -> bool | None:
    """Whether the nearest word that says how a figure is known is one of finding; None without one."""
    at = bisect_left(governing, (each.start, "")) - 1
    if at < 0:
        at = bisect_left(governing, (each.end, ""))
        if at == len(governing) or governing[at][0] > each.end + _AFTERWARDS:
            return None
    return harm.conceding.fullmatch(governing[at][1]) is not None

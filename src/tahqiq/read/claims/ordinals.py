"""A total told by the place of the last in it: the seventh journalist to be killed, رابع إعلامي يقتل."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tahqiq.read.claims.around import between, unknown
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category
from tahqiq.vocab.counts import CountRange

#: What an ordinal counts.
_COUNTED = frozenset({Does.NOUN, Does.LOSS})
#: How far the verb may stand from the noun.
_VERB = 5
_VERBAL = frozenset({Does.TO, Does.BE, Does.LOOSE})


def with_ordinals(line: Line, groups: Sequence[Group]) -> list[Group]:
    """The groups with the totals told by an ordinal; the one person so told is none beside.

    Args:
        line: the sentence.
        groups: its groups, harms already found.
    """
    found = list(_totals(line)) if line.lexicon.grammar.ordinals else []
    if not found:
        return list(groups)
    places = {group.end for group in found}
    kept = [group for group in groups if group.end not in places or group.form is Form.FIGURE]
    return sorted([*kept, *found], key=lambda group: group.first)


def _totals(line: Line) -> Iterator[Group]:
    ordinals, words = line.lexicon.grammar.ordinals, line.tokens.words
    for noun in line.marks:
        at = noun.first - 1
        if noun.does not in _COUNTED or noun.entry.number != 1 or at < line.sentence.first:
            continue
        while at > line.sentence.first and _describes(line, at):
            at -= 1  # the second American combat death
        if words[at] not in ordinals[1:]:
            continue
        harm = None if noun.does is Does.LOSS else _harm_after(line, noun)
        if harm is not None or noun.does is Does.LOSS:
            yield Group(
                first=at,
                end=noun.end,
                start=line.tokens.starts[at],
                form=Form.FIGURE,
                count=CountRange.exactly(ordinals.index(words[at]) + 1),
                category=noun.entry.category if harm is not None else _among(line, noun),
                finer=noun.entry.finer,
                noun=True,
                effect=noun.entry.effect if harm is None else harm.entry.effect,
                harm=harm,
                rule="toll",
                cumulative=True,
            )


def _describes(line: Line, at: int) -> bool:
    mark = line.marks[line.place(at)] if line.known(at) else None
    return mark is not None and mark.does is Does.LOOSE and line.lexicon.grammar.describes_first


def _among(line: Line, noun: Mark) -> Category | None:
    """Of whom a death is told as the fifth: خامس وفاة بين الأطفال, the third death of a child."""
    marks = between(line, noun.end, noun.end + _VERB)
    who = (mark.entry.category for mark in marks if mark.does is Does.NOUN)
    return next(who, None) if marks and marks[0].does in {Does.AMONG, Does.NEAR} else None


def _harm_after(line: Line, noun: Mark) -> Mark | None:
    """The word of harm told of the noun right after it, where it says that others were harmed before."""
    for mark in between(line, noun.end, noun.end + _VERB):
        if unknown(line, noun.end, mark.first):
            return None
        if mark.does is Does.HARM:
            place = line.place(mark.first)
            dies = mark.entry.side is Side.BEFORE and line.marks[place - 1].does is Does.TO  # to die
            told = (mark.entry.side is Side.EITHER or dies) and not mark.entry.weak and not mark.joined
            return mark if told and not _finite(line, noun, mark) else None
        if mark.does not in _VERBAL:
            return None
    return None


def _finite(line: Line, noun: Mark, harm: Mark) -> bool:
    """Whether the verb is told of this one alone: the third man was killed."""
    marks = between(line, noun.end, harm.first)
    passive = any(mark.does is Does.BE for mark in marks) and not any(mark.does is Does.TO for mark in marks)
    return passive or (not marks and harm.first != noun.end)

"""One person by a word that the tables lack: 'a pharmacist was shot dead', 'she died', اغتيال محام.

Only beside a word of harm that nobody else is found for: what is killed or abducted is somebody.
"""

from __future__ import annotations

from tahqiq.read.claims.around import begins_with, between
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange

#: Words of harm that are said of people alone.
_OF_PEOPLE = frozenset({Effect.KILLED, Effect.INJURED, Effect.DETAINED})
#: How many words an unknown noun has with what describes it.
_LONGEST = 3
_VERBAL = frozenset({Does.BE, Does.LOOSE})


def somebody(line: Line, mark: Mark) -> tuple[Group, str] | None:
    """The person whom a word of harm speaks of, by a word that no table knows, and the rule.

    Args:
        line: the sentence.
        mark: the word of harm, for which no group is found.
    """
    if mark.entry.effect is Effect.BODIES_RECOVERED:
        found = _whose_body(line, mark)
        return None if found is None else (found, "unnamed")
    if mark.entry.effect not in _OF_PEOPLE or mark.entry.weak:
        return None
    if not line.lexicon.grammar.describes_first:
        found = _after_verb(line, mark)
        return None if found is None else (found, "unnamed")
    found = None if mark.entry.side is Side.AFTER else _subject(line, mark)
    if found is None and mark.entry.side is not Side.BEFORE:
        found = _object(line, mark)
    return None if found is None else (found, "unnamed")


def _whose_body(line: Line, mark: Mark) -> Group | None:
    """'his body was found', 'the interpreter's body was found', عُثر على جثته."""
    place = line.place(mark.first)
    owner = line.marks[place - 1] if place else None
    if owner is not None and mark.entry.owned and owner.does is Does.HARM and owner.end == mark.first:
        found = owner.entry.effect is mark.entry.effect
        return _one(line, mark.first, mark.end) if found else None
    told = owner is not None and owner.does is Does.ARTICLE and owner.end == mark.first
    if owner is None or not told or mark.entry.side is not Side.BEFORE or mark.single:
        return None
    return _one(line, owner.first, mark.first + 1) if owner.entry.owned else None


def _subject(line: Line, mark: Mark) -> Group | None:
    """'she died', 'a pharmacist was shot dead', 'Rana was wounded'."""
    passive, end = False, mark.first
    for before in reversed(between(line, max(line.sentence.first, mark.first - 6), mark.first)):
        if before.does not in _VERBAL or line.bare(before.end, end):
            break
        passive, end = passive or before.does is Does.BE, before.first
    if not passive and mark.entry.side is not Side.BEFORE:
        return None
    return _ending_at(line, end)


def _ending_at(line: Line, end: int) -> Group | None:
    """A pronoun, a name, or an article and an unknown noun that ends before a token."""
    words, first = line.tokens.words, line.sentence.first
    if end - 1 < first:
        return None
    if words[end - 1] in line.lexicon.grammar.pronouns and not line.known(end - 1):
        return _one(line, end - 1, end)
    begin = end
    while (
        begin > first and end - begin < _LONGEST and words[begin - 1].isalpha() and not line.known(begin - 1)
    ):
        begin -= 1
    if begin == end:
        return None
    place = line.place(begin) - 1
    article = line.marks[place] if place >= 0 and line.marks[place].end == begin else None
    if article is not None and article.does is Does.ARTICLE and not article.entry.definite:
        return _one(line, article.first, end)
    alone = begin == first or not words[begin - 1].isalpha()
    named = all(line.capital(at) for at in range(begin, end))
    return _one(line, begin, end) if named and alone else None


def _object(line: Line, mark: Mark) -> Group | None:
    """'killed a pharmacist'."""
    place = line.place(mark.end)
    article = line.marks[place] if place < len(line.marks) else None
    if article is None or article.first != mark.end or article.does is not Does.ARTICLE:
        return None
    if article.entry.definite or article.entry.owned:
        return None
    end = article.end
    while end < line.sentence.last and end - article.end < _LONGEST and _free(line, end):
        end += 1
    following = line.marks[line.place(end)] if line.place(end) < len(line.marks) else None
    thing = (
        following is not None
        and following.first == end
        and following.does in {Does.THING, Does.NOUN, Does.SIDE}
    )
    return None if end == article.end or thing else _one(line, article.first, article.end + 1)


def _after_verb(line: Line, mark: Mark) -> Group | None:
    """A name or an unknown noun right after the word of harm: اغتيال محام, استشهد محمد الأحمد."""
    dying = begins_with(mark, line.lexicon.grammar.dying)
    pronoun = line.tokens.word(mark.end) in line.lexicon.grammar.pronouns
    if pronoun and mark.single and mark.entry.side is not Side.BEFORE:
        return _one(line, mark.end, mark.end + 1)  # استشهد هو وزوجته
    if mark.entry.effect is Effect.INJURED or not (mark.entry.side is Side.AFTER or dying) or not mark.single:
        return None
    place = line.place(mark.first)
    if place and line.marks[place - 1].does is Does.THING and line.marks[place - 1].end == mark.first:
        return None  # a detention centre
    end = mark.end
    while end < line.sentence.last and end - mark.end <= _LONGEST and _free(line, end):
        end += 1
    grammar, word = line.lexicon.grammar, line.tokens.word(mark.end)
    if end == mark.end or end - mark.end > _LONGEST or word.startswith(grammar.article):
        return None
    if dying and (end - mark.end < 2 or word in grammar.adverbs):
        return None  # a verb that is told of anybody: of a name alone, and not استشهد فور وصوله
    glued = word.startswith((*grammar.joining, *grammar.prepositions))
    return None if glued and end - mark.end < 2 else _one(line, mark.end, end)


def _free(line: Line, at: int) -> bool:
    return line.tokens.words[at].isalpha() and not line.known(at)


def _one(line: Line, first: int, end: int) -> Group:
    return Group(
        first=first,
        end=end,
        start=line.tokens.starts[first],
        form=Form.NAMED,
        count=CountRange.exactly(1),
        category=Category.PEOPLE,
        noun=True,
    )

"""Given names right after a verb of harm, where no capital tells a name: قُتل أحمد حمدان وسامر علي."""

from __future__ import annotations

from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark

#: Fewer letters make no word that 'and' is glued to.
_FEWEST = 3


def given(line: Line, at: int) -> bool:
    """Whether a given name stands where the harmed of a verb do: قُتل أحمد حمدان, قتل القصف أحمد حمدان."""
    grammar, words = line.lexicon.grammar, line.tokens.words
    if words[at] not in grammar.given:
        return in_given_row(line, at)
    beside = at
    for _ in range(_DOERS + 1):
        place = line.place(at) - 1
        mark = line.marks[place] if place >= 0 else None
        if mark is None or mark.end != at:
            at -= 1
            if at <= line.sentence.first or not words[at].startswith(grammar.article):
                return False
        elif mark.does is Does.HARM:
            verb = mark.entry.side is Side.EITHER or mark.entry.weak or mark.end == beside
            return verb and mark.entry.side is not Side.BEFORE and not mark.entry.definite
        elif mark.governed or not _may_do(mark):
            return False
        else:
            at = mark.first
    return False


def in_given_row(line: Line, at: int) -> bool:
    """Whether a given name with a glued 'and' goes on a row of names: قُتل أحمد حمدان وسامر علي."""
    words, names = line.tokens.words, line.lexicon.grammar.given
    if not joins(line, at) or words[at][1:] not in names:
        return False
    for before in range(at - 1, max(line.sentence.first, at - _ROW) - 1, -1):
        family = words[before].startswith(line.lexicon.grammar.article)
        if line.known(before) and not family and not written_given(line, before):
            return False
        if (words[before] in names or words[before][1:] in names) and given(line, before):
            return True
    return False


#: How many words a name of a row has at most.
_ROW = 4


def _may_do(mark: Mark) -> bool:
    """Whether a word may tell who or what did it: القصف, قوات الأمن, مسلحون."""
    thing = mark.does is Does.THING and mark.entry.definite
    return thing or mark.does is Does.SIDE or (mark.does is Does.NOUN and mark.entry.number == 3)


#: How many words may tell who did it, between the verb and a given name.
_DOERS = 3


def written_given(line: Line, at: int) -> bool:
    """Whether a word is a given name as it is written: علي, which is compared like على."""
    tokens = line.tokens
    last = tokens.ends[at] - 1
    return tokens.words[at] in line.lexicon.grammar.given and tokens.text[last] == tokens.folded[last]


def joins(line: Line, at: int) -> bool:
    """Whether a letter that joins is glued to a word of a list, and is none of a name (وليد)."""
    grammar, word = line.lexicon.grammar, line.tokens.words[at]
    return len(word) > _FEWEST and word.startswith(grammar.joining) and word not in grammar.joined_names


def small_word(line: Line, at: int) -> bool:
    """Whether quoted words only say how or where: قتلت "على الأرجح" مدنيا."""
    mark = line.marks[line.place(at)] if line.known(at) else None
    return mark is not None and mark.does in {Does.LOOSE, Does.NEAR, Does.MAY} and not mark.single

"""Runs of words that may be names: with capitals, in quotation marks, or the items of a list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from tahqiq.read.claims.ages import age_after
from tahqiq.read.claims.given import given, joins, small_word, written_given
from tahqiq.read.claims.groups import Group
from tahqiq.read.claims.lexicon import Does
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Effect

#: No name has more words.
_LONGEST = 6
#: Of names without capitals.
_FEWEST, _MOST = 2, 4
_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“", "”": "”"}


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that may be a name: its tokens, its age, and the token after name and age."""

    first: int
    end: int
    words: int
    age: int | None
    after: int
    quoted: bool = False


def names_of(line: Line, groups: Sequence[Group], listing: tuple[int, Effect] | None) -> Iterator[Name]:
    """Runs of words that may be names, none within a group."""
    taken = [group.first for group in groups]
    ends = [group.end for group in groups]
    marked = dict(zip(line.starts, line.marks, strict=True))
    for mark in line.doing(Does.LOOSE):
        del marked[mark.first]
    floor, last = line.sentence.first, line.sentence.last
    begins = last if listing is None else listing[0]
    for at, plain in _capitals(line, marked) if line.lexicon.grammar.capitals else _others(line, begins):
        if at < floor:
            continue
        place = bisect_left(ends, at + 1)
        if place < len(taken) and taken[place] <= at and not (plain and _particle(line, at)):
            floor = ends[place]
            continue
        end, words, quoted = _unknown_run(line, at, marked) if plain else _run(line, at, marked)
        counted = quoted and place < len(taken) and taken[place] < end  # "عشرات المسلحين"
        if not words or words > _LONGEST or counted:
            floor = end
            continue
        age, floor = age_after(line, end)
        yield Name(at, end, words, age, floor, quoted)


def _capitals(line: Line, marked: Mapping[int, Mark]) -> list[tuple[int, bool]]:
    """The tokens at which a name in capitals may begin."""
    first, last = line.sentence.first, line.sentence.last
    letters = map(line.tokens.text.__getitem__, line.tokens.starts[first:last])
    capitals = compress(range(first, last), map(str.isupper, letters))
    return [(at, False) for at in capitals if at not in marked]


def _others(line: Line, begins: int) -> Iterator[tuple[int, bool]]:
    """The tokens at which a name may begin that no capital tells, and whether it is in quotation marks."""
    first, last, names = line.sentence.first, line.sentence.last, line.lexicon.grammar.given
    for at, word in enumerate(line.tokens.words[first:last], first):
        item = at >= begins and word.isalpha() and _item_begins(line, at, begins)
        if item or ((word in names or word[1:] in names) and given(line, at)):
            yield at, True
        elif word in _QUOTES:
            yield at, False


def _run(line: Line, at: int, marked: dict[int, Mark]) -> tuple[int, int, bool]:
    """The end of a name that begins with a token, its words, and whether it is quoted."""
    tokens, last = line.tokens, line.sentence.last
    sign = tokens.words[at]
    if sign in _QUOTES and not line.lexicon.grammar.capitals:
        end = at + 1
        while end < min(last, at + _LONGEST + 3) and tokens.words[end].isalpha():
            end += 1
        closed = end < last and tokens.words[end] in {_QUOTES[sign], '"', "”", "»"}
        closed = closed and not small_word(line, at + 1)
        return (end + 1, end - at - 1, True) if closed and end > at + 1 else (at + 1, 0, False)
    end, words = at, 0
    while end < last and words <= _LONGEST:
        word = tokens.words[end]
        named = word.isalpha() and end not in marked and line.capital(end)
        if named:
            words += 1
        elif not (
            words and (word in line.lexicon.grammar.name_particles or (word == "-" and tokens.glued(end)))
        ):
            break
        end += 1
    while end > at and not line.capital(end - 1):
        end -= 1
    return end, words if line.lexicon.grammar.capitals else 0, False


def _item_begins(line: Line, at: int, begins: int) -> bool:
    """Whether a word may begin a name of a list: after a sign, or with a glued 'and'."""
    grammar, word = line.lexicon.grammar, line.tokens.words[at]
    if word.startswith(tuple(each + grammar.article for each in grammar.prepositions)):
        return False  # بالقصف المدفعي
    return at == begins or not line.tokens.words[at - 1].isalpha() or joins(line, at)


def _particle(line: Line, at: int) -> bool:
    return line.tokens.words[at] in line.lexicon.grammar.name_particles


def _unknown_run(line: Line, at: int, marked: dict[int, Mark]) -> tuple[int, int, bool]:
    """A name between the commas of a list of victims, where names have no capitals.

    Its first word is one that no table knows; a family name may be a noun with the article (الخطيب).
    """
    end = at
    while end < line.sentence.last and line.tokens.words[end].isalpha():
        mark = marked.get(end)
        if end > at and joins(line, end):
            break
        named = end > at and written_given(line, end)
        if mark is not None and not (named or (_name_noun(line, mark) and (end > at or mark.entry.kin))):
            break
        end += 1
    if end - at > _MOST and given(line, at):
        end = at + _MOST  # what follows a name in a sentence may be unknown as well
    return end, end - at if _FEWEST <= end - at <= _MOST else 0, False


def _name_noun(line: Line, mark: Mark) -> bool:
    """Whether a word that the tables know may stand within a name: سامر الخطيب, أبو أحمد."""
    if mark.joined or mark.governed or not mark.single:
        return False
    particle = line.tokens.words[mark.first] in line.lexicon.grammar.name_particles
    return particle or (mark.does in {Does.NOUN, Does.SIDE, Does.THING} and mark.entry.definite)

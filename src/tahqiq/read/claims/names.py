"""People told by name: 'Omar, 12, and Bilal, 9', '"منير الحريري" وابنه طاهر'.

A name alone is too little, for places and parties have names too: something beside it must say that
it is a person (an age, a relative, quotation marks, the verb of harm itself).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.labels import list_begins
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange

#: An age is no more than this; below eighteen is a child (Convention on the Rights of the Child, article 1).
_OLDEST, _ADULT = 110, 18
#: No name has more words.
_LONGEST = 6
#: Of names without capitals.
_FEWEST, _MOST = 2, 4
_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“", "”": "”"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A run of words that may be a name: its tokens, its age, and the token after name and age."""

    first: int
    end: int
    words: int
    age: int | None
    after: int
    quoted: bool = False


def with_names(line: Line, groups: Sequence[Group]) -> list[Group]:
    """The groups with those of one person by name; figures that were ages are left out."""
    listing = list_begins(line) if Does.CLAUSE in line.present or Does.SUBSET in line.present else None
    found = [name for name in _names(line, groups, listing) if _is_person(line, groups, name, listing)]
    if not found:
        return list(groups)
    ages = [(name.end, name.after) for name in found]
    named = {name.first for name in found}
    kept = [
        group
        for group in groups
        if not any(first <= group.first < end for first, end in ages) and not _spelled_out(group, named)
    ]
    return sorted([*kept, *(_group(line, name, listing) for name in found)], key=lambda group: group.first)


def _spelled_out(group: Group, named: set[int]) -> bool:
    """Whether names say who the people of a plural are: her sons Karim and Nour."""
    return group.form is Form.BARE and group.end in named


def _group(line: Line, name: _Name, listing: tuple[int, Effect] | None) -> Group:
    child = name.age is not None and name.age < _ADULT
    return Group(
        first=name.first,
        end=name.end,
        start=line.tokens.starts[name.first],
        form=Form.NAMED,
        count=CountRange.exactly(1),
        category=Category.CHILDREN if child else Category.PEOPLE,
        noun=True,
        joined=line.joined_before(name.first),
        own=listing[1] if listing is not None and name.first >= listing[0] else None,
    )


def _names(line: Line, groups: Sequence[Group], listing: tuple[int, Effect] | None) -> Iterator[_Name]:
    """Runs of words that may be names, none within a group."""
    capitals = line.lexicon.grammar.capitals
    text, starts, words_of = line.tokens.text, line.tokens.starts, line.tokens.words
    taken = [group.first for group in groups]
    ends = [group.end for group in groups]
    marked = {mark.first: mark for mark in line.marks if mark.does is not Does.LOOSE}
    at, last = line.sentence.first, line.sentence.last
    begins = last if listing is None else listing[0]
    while at < last:
        plain = not capitals and at >= begins and words_of[at].isalpha() and not words_of[at - 1].isalpha()
        if not (plain or (text[starts[at]].isupper() if capitals else words_of[at] in _QUOTES)):
            at += 1
            continue
        place = bisect_left(ends, at + 1)
        if place < len(taken) and taken[place] <= at:
            at = ends[place]
            continue
        end, words, quoted = _unknown_run(line, at, marked) if plain else _run(line, at, marked)
        counted = quoted and place < len(taken) and taken[place] < end  # "عشرات المسلحين"
        if not words or words > _LONGEST or counted:
            at = max(end, at + 1)
            continue
        age, after = _age(line, end)
        yield _Name(at, end, words, age, after, quoted)
        at = after


def _run(line: Line, at: int, marked: dict[int, Mark]) -> tuple[int, int, bool]:
    """The end of a name that begins with a token, its words, and whether it is quoted."""
    tokens, last = line.tokens, line.sentence.last
    sign = tokens.words[at]
    if sign in _QUOTES and not line.lexicon.grammar.capitals:
        end = at + 1
        while end < min(last, at + _LONGEST + 3) and tokens.words[end].isalpha():
            end += 1
        closed = end < last and tokens.words[end] in {_QUOTES[sign], '"', "”", "»"}
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


def _unknown_run(line: Line, at: int, marked: dict[int, Mark]) -> tuple[int, int, bool]:
    """Words that no table knows between the commas of a list of victims, where names have no capitals."""
    end = at
    while end < line.sentence.last and line.tokens.words[end].isalpha() and end not in marked:
        end += 1
    return end, end - at if _FEWEST <= end - at <= _MOST else 0, False


def _age(line: Line, end: int) -> tuple[int | None, int]:
    """The age after a name, and the token after it: ', 54,' or '(aged 13)'."""
    at = line.place(end)
    marks = line.marks[at : at + 4]
    if not marks or marks[0].first != end or marks[0].does not in {Does.COMMA, Does.OPEN}:
        return None, end
    here = 2 if len(marks) > 2 and marks[1].does is Does.LOOSE and marks[1].age is None else 1
    if len(marks) <= here:
        return None, end
    age = _years(marks[here])
    if age is None or line.bare(marks[0].end, marks[here].first) > 1:
        return None, end
    closing = marks[here + 1] if len(marks) > here + 1 else None
    bounded = (
        closing is None or closing.does in {Does.COMMA, Does.CLOSE, Does.AND, Does.CLAUSE} or closing.joined
    )
    sure = marks[0].does is Does.OPEN or marks[here].age is not None
    if not sure and not (bounded and (closing is None or line.bare(marks[here].end, closing.first) == 0)):
        return None, end
    close = closing is not None and closing.does is Does.CLOSE
    return age, closing.end if close and closing is not None else marks[here].end


def _years(mark: Mark) -> int | None:
    if mark.age is not None:
        return mark.age
    figure = mark.figure
    if figure is None or figure.value is None or figure.count.min != figure.count.max:
        return None
    return int(figure.value) if figure.value <= _OLDEST else None


def _is_person(line: Line, groups: Sequence[Group], name: _Name, listing: tuple[int, Effect] | None) -> bool:
    """Whether something beside a name says that it is somebody harmed."""
    before = [group for group in groups if group.end <= name.first]
    last = before[-1] if before else None
    if last is not None and last.form is not Form.FIGURE and _apposed(line, last, name):
        return False
    mark = line.marks[line.place(name.first) - 1] if line.place(name.first) else None
    beside = mark is not None and line.bare(mark.end, name.first) == 0
    told = beside and mark is not None and mark.does is Does.HARM and mark.entry.side is not Side.BEFORE
    if name.quoted:
        return told or _listed(line, mark, name) or _kin_follows(line, groups, name)
    if name.age is not None or _kin_follows(line, groups, name):
        return True
    if name.words < 2:
        return False
    if listing is not None and name.first >= listing[0]:
        return _in_list(line, mark, name)
    following = line.tokens.word(name.after)
    if (
        told
        and not line.possessive(name.after)
        and not (following.isalpha() and not _known(line, name.after))
    ):
        return not _described(line, name)
    return _harmed_after(line, name)


def _apposed(line: Line, group: Group, name: _Name) -> bool:
    """Whether a name only names the person before it: the girl Sara; a neighbour, Khaled Hindi."""
    if group.form is Form.BARE and group.owned:
        return False
    words = line.tokens.words[group.end : name.first]
    return all(word in {",", "،", '"', "“", "("} or word in line.lexicon.grammar.naming for word in words)


def _kin_follows(line: Line, groups: Sequence[Group], name: _Name) -> bool:
    """Whether a relative of the person follows: … and his wife."""
    group = next((each for each in groups if each.first >= name.after), None)
    if group is None or not (group.kin and group.owned):
        return False
    marks = line.marks[line.place(name.after) : line.place(group.first)]
    plain = all(mark.does in {Does.AND, Does.COMMA, Does.ARTICLE, Does.LOOSE} for mark in marks)
    return plain and line.bare(name.after, group.first) - sum(line.bare(m.first, m.end) for m in marks) <= 0


def _listed(line: Line, mark: Mark | None, name: _Name) -> bool:
    """Whether a quoted name stands in a list of victims."""
    if mark is None or line.bare(mark.end, name.first) > 0:
        return False
    listing = any(each.does is Does.SUBSET and each.first < name.first for each in line.marks)
    return listing and mark.does in {Does.SUBSET, Does.CLAUSE, Does.COMMA, Does.AND, Does.MEASURE}


def _in_list(line: Line, mark: Mark | None, name: _Name) -> bool:
    """Whether a name stands between the commas of a list."""
    if mark is None or line.bare(mark.end, name.first) > 0:
        return False
    after = line.tokens.word(name.after)
    place = line.place(name.after)
    counted = line.known(name.after) and line.marks[place].figure is not None  # Homs 24
    bounded = (not after.isalpha() or line.known(name.after)) and not counted
    return bounded and mark.does in {
        Does.SUBSET,
        Does.CLAUSE,
        Does.COMMA,
        Does.AND,
        Does.BE,
        Does.LOOSE,
        Does.CLOSE,
    }


def _harmed_after(line: Line, name: _Name) -> bool:
    """Whether a verb of harm follows a name at once: Rana Khalil died."""
    at, pos = line.place(name.after), name.after
    for mark in line.marks[at : at + 3]:
        if line.bare(pos, mark.first) > 0:
            return False
        if mark.does is Does.HARM:
            return mark.entry.side is Side.BEFORE or pos > name.after
        if mark.does not in {Does.BE, Does.LOOSE}:
            return False
        pos = mark.end
    return False


def _known(line: Line, at: int) -> bool:
    place = line.place(at)
    return place < len(line.marks) and line.marks[place].first == at


def _described(line: Line, name: _Name) -> bool:
    """Whether a noun follows that the name only describes: killed Islamic State fighters."""
    place = line.place(name.after)
    mark = line.marks[place] if place < len(line.marks) else None
    return (
        mark is not None
        and mark.first == name.after
        and mark.does in {Does.NOUN, Does.THING, Does.LOSS, Does.SIDE}
    )

"""People told by name: 'Omar, 12, and Bilal, 9', '"منير الحريري" وابنه طاهر'.

A name alone is too little, for places and parties have names too: something beside it must say that
it is a person (an age, a relative, quotation marks, the verb of harm itself).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tahqiq.read.claims.ages import ADULT, age_before, ages_told
from tahqiq.read.claims.counted_names import count_names
from tahqiq.read.claims.given import given, in_given_row
from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.labels import list_begins
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.read.claims.name_runs import Name, names_of
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange

#: Of names that nothing else tells.
_FEWEST = 2


def with_names(line: Line, groups: Sequence[Group], listed: Effect | None = None) -> list[Group]:
    """The groups with those of one person by name; figures that were ages are left out.

    Args:
        line: the sentence.
        groups: those read from its nouns and figures.
        listed: the harm of those whom the sentence before began to list.
    """
    groups = [group for group in groups if not _only_calls(line, groups, group.first, group.form)]
    count_names(line, groups)
    listing = list_begins(line) if Does.CLAUSE in line.present or Does.SUBSET in line.present else None
    if listing is None and listed is not None:
        listing = _goes_on(line, listed)
    names = list(names_of(line, groups, listing))
    found = [name for name in names if _is_person(line, groups, name, listing)]
    if found and len(found) < len(names) and line.lexicon.grammar.capitals:
        found = _in_row(line, names, found)
    aged = Does.COMMA in line.present or Does.OPEN in line.present
    aged = aged or any(mark.age is not None for mark in line.marks)
    aged = aged or Does.MEASURE in line.present  # سلمى 3 سنوات
    ages = ages_told(line, groups) if aged else []
    if not found and not ages:
        return list(groups)
    ages += [(name.end, name.after) for name in found]
    within = [
        (name.first, name.end) for name in found if not line.lexicon.grammar.capitals and not name.quoted
    ]
    named = {name.first for name in found}
    kept = [
        group
        for group in groups
        if not any(first <= group.first < end for first, end in [*ages, *within])
        and not _spelled_out(group, named)
    ]
    people = [_group(line, name, listing) for name in found]
    _same_calling(line, groups, found, people)
    return sorted([*kept, *people], key=lambda group: group.first)


def _same_calling(
    line: Line, groups: Sequence[Group], found: Sequence[Name], people: Sequence[Group]
) -> None:
    """Gives those named after a plural what it says of them all: journalists Ahmad Darwan and Rana Khalis."""
    bare = [group for group in groups if group.form is Form.BARE]
    callings = {group.end: group for group in bare if not _does_it(line, group)}
    told: Group | None = None
    for at, (name, person) in enumerate(zip(found, people, strict=True)):
        row = at > 0 and _only_joined(line, found[at - 1], name)
        told = callings.get(name.first, told if row else None)
        if told is not None and told.category is not None and person.category is Category.PEOPLE:
            person.category, person.finer = told.category, told.finer


def _does_it(line: Line, group: Group) -> bool:
    """Whether those before a name did it, as the verb comes first: اغتال مسلحون أحمد حمدان."""
    armed = group.category is Category.COMBATANTS and not group.owned
    return armed and not line.lexicon.grammar.capitals and given(line, group.end)


def _in_row(line: Line, names: Sequence[Name], found: Sequence[Name]) -> list[Name]:
    """The people found, with those in a row with them: killed Ahmad Darwan, Omar Hallan and Rana Khalis."""
    told = {name.first for name in found}
    for near, names_on in ((1, names), (-1, names[::-1])):
        for one, other in pairwise(names_on):
            before, after = (one, other) if near == 1 else (other, one)
            beside = one.first in told and other.words >= _FEWEST and _only_joined(line, before, after)
            if beside and _harmless_end(line, other):
                told.add(other.first)
    return [name for name in names if name.first in told]


def _only_joined(line: Line, before: Name, after: Name) -> bool:
    """Whether a comma or 'and', and nothing else, stands between two names."""
    marks = line.marks[line.place(before.after) : line.place(after.first)]
    joining = bool(marks) and all(mark.does in {Does.COMMA, Does.AND} for mark in marks)
    return joining and sum(mark.end - mark.first for mark in marks) == after.first - before.after


def _harmless_end(line: Line, name: Name) -> bool:
    """Whether what follows a name leaves it one of a row: not 'Al Jazeera said', nor 'Tal Amin district'."""
    word, place = line.tokens.word(name.after), line.place(name.after)
    if line.possessive(name.after) or (word.isalpha() and not line.known(name.after)):
        return False
    after = line.marks[place : place + 4] if line.known(name.after) else []
    return not any(mark.does in _TELLS for mark in after)


#: What says that a name is of a place or of whoever tells.
_TELLS = frozenset({Does.SAYS, Does.THING, Does.SIDE, Does.LOSS})


def _goes_on(line: Line, listed: Effect) -> tuple[int, Effect] | None:
    """Where the list of the sentence before goes on in a numbered line (2- Khaled Hilal)."""
    first = line.marks[0] if line.marks else None
    if first is None or first.does is not Does.MEASURE or first.first != line.sentence.first:
        return None
    sign = line.tokens.word(first.end) in _NUMBERED
    return first.end + int(sign), listed


_NUMBERED = frozenset("-.)–")


def _spelled_out(group: Group, named: set[int]) -> bool:
    """Whether names say who the people of a plural are: her sons Karim and Nour."""
    return group.form is Form.BARE and group.end in named


def _group(line: Line, name: Name, listing: tuple[int, Effect] | None) -> Group:
    age = name.age if name.age is not None else age_before(line, name.first)
    child = age is not None and age < ADULT
    return Group(
        first=name.first,
        end=name.end,
        start=line.tokens.starts[name.first],
        form=Form.NAMED,
        count=CountRange.exactly(1),
        category=Category.CHILDREN if child else Category.PEOPLE,
        noun=True,
        joined=line.joined_before(name.first) or in_given_row(line, name.first),
        own=listing[1] if listing is not None and name.first >= listing[0] else None,
        heading=listing is not None and name.first >= listing[0],
    )


def _is_person(line: Line, groups: Sequence[Group], name: Name, listing: tuple[int, Effect] | None) -> bool:
    """Whether something beside a name says that it is somebody harmed."""
    if name.words >= _FEWEST and given(line, name.first):
        return True
    before = [group for group in groups if group.end <= name.first]
    last = before[-1] if before else None
    plural = last is not None and last.form is Form.BARE and listing is not None
    if last is not None and last.form is not Form.FIGURE and not plural and _apposed(line, last, name):
        return False
    if line.possessive(name.after):
        return False  # Salma's husband
    if _only_calls(line, groups, name.first):
        return False
    mark = line.marks[line.place(name.first) - 1] if line.place(name.first) else None
    beside = mark is not None and line.bare(mark.end, name.first) == 0
    told = beside and mark is not None and mark.does is Does.HARM and mark.entry.side is not Side.BEFORE
    if name.quoted:
        return (
            (told and name.words >= _FEWEST) or _listed(line, mark, name) or _kin_follows(line, groups, name)
        )
    if name.age is not None or age_before(line, name.first) is not None or _kin_follows(line, groups, name):
        return not _of_name(line, mark, name)
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
    return _harmed_after(line, name, name.after) or _apart(line, groups, name)


def _apart(line: Line, groups: Sequence[Group], name: Name) -> bool:
    """Whether words between commas only say who somebody was: Omar Darwan, who ran the bakery, was killed."""
    if line.tokens.word(name.after) != ",":
        return False
    place = line.place(name.after) + 1
    for mark in line.marks[place : place + _ASIDE]:
        if mark.does in _ENDS_ASIDE:
            return False
        if line.tokens.word(mark.first) == ",":
            free = not any(name.after < group.first < mark.first for group in groups)
            return free and mark.first - name.after <= _ASIDE and _harmed_after(line, name, mark.end)
    return False


#: How long what is said of somebody between commas may be, and what ends it.
_ASIDE = 12
_ENDS_ASIDE = frozenset({Does.HARM, Does.SAYS, Does.SUBSET, Does.AND})


def _of_name(line: Line, mark: Mark | None, name: Name) -> bool:
    """Whether a name only says whose relatives are told of: nine relatives of Fatima, aged nine."""
    if mark is None or mark.entry.words != line.of or mark.end != name.first:
        return False
    place = line.place(mark.first)
    noun = line.marks[place - 1] if place else None
    return noun is not None and noun.end == mark.first and noun.entry.kin


def _apposed(line: Line, group: Group, name: Name) -> bool:
    """Whether a name only names the person before it: the girl Sara; a neighbour, Khaled Hindi."""
    if group.form is Form.BARE and group.owned:
        return False
    words = line.tokens.words[group.end : name.first]
    return all(word in {",", "،", '"', "“", "("} or word in line.lexicon.grammar.naming for word in words)


def _only_calls(line: Line, groups: Sequence[Group], first: int, form: Form = Form.ONE) -> bool:
    """Whether a name only says what the person before it is called: قيادي في التنظيم يدعى أبو البراء."""
    if form is not Form.ONE or line.tokens.word(first - 1) not in line.lexicon.grammar.naming:
        return False
    before = next((group for group in reversed(groups) if group.end < first), None)
    one = before is not None and before.form is Form.ONE
    return one and before is not None and line.bare(before.end, first) <= _CALLED


#: How many words may stand between somebody and the name.
_CALLED = 6


def _kin_follows(line: Line, groups: Sequence[Group], name: Name) -> bool:
    """Whether a relative of the person follows: … and his wife."""
    group = next((each for each in groups if each.first >= name.after), None)
    if group is None or not (group.kin and group.owned):
        return False
    marks = line.marks[line.place(name.after) : line.place(group.first)]
    plain = all(mark.does in {Does.AND, Does.COMMA, Does.ARTICLE, Does.LOOSE} for mark in marks)
    return plain and line.bare(name.after, group.first) - sum(line.bare(m.first, m.end) for m in marks) <= 0


def _listed(line: Line, mark: Mark | None, name: Name) -> bool:
    """Whether a quoted name stands in a list of victims."""
    if mark is None or line.bare(mark.end, name.first) > 0:
        return False
    listing = any(each.first < name.first for each in line.doing(Does.SUBSET))
    return listing and mark.does in {Does.SUBSET, Does.CLAUSE, Does.COMMA, Does.AND, Does.MEASURE}


def _in_list(line: Line, mark: Mark | None, name: Name) -> bool:
    """Whether a name stands between the commas of a list, or after its number."""
    if mark is None:
        return False
    numbered = mark.does is Does.MEASURE and line.tokens.word(mark.end) in _NUMBERED
    if line.bare(mark.end + int(numbered), name.first) > 0:
        return False
    if mark.does is Does.NOUN:
        return mark.entry.number == 3 and mark.first > line.sentence.first  # and staff Omar and Lutfi
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
        Does.MEASURE,
    }


def _harmed_after(line: Line, name: Name, first: int) -> bool:
    """Whether a verb of harm follows a name, or what is said of it, at once: Rana Khalil died."""
    at, pos = line.place(first), first
    for mark in line.marks[at : at + 3]:
        if line.bare(pos, mark.first) > 0:
            return False
        if mark.does is Does.HARM:
            return mark.entry.side is Side.BEFORE or pos > first
        if mark.does not in {Does.BE, Does.LOOSE}:
            return False
        pos = mark.end
    return False


def _known(line: Line, at: int) -> bool:
    place = line.place(at)
    return place < len(line.marks) and line.marks[place].first == at


def _described(line: Line, name: Name) -> bool:
    """Whether a noun follows that the name only describes: killed Islamic State fighters."""
    place = line.place(name.after)
    mark = line.marks[place] if place < len(line.marks) else None
    return (
        mark is not None
        and mark.first == name.after
        and mark.does in {Does.NOUN, Does.THING, Does.LOSS, Does.SIDE}
    )

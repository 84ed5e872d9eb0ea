"""What a sentence denies, does not know, or speaks of as possible, feared or demanded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tahqiq.read.claims.groups import Form, Group
from tahqiq.read.claims.lexicon import Does, Side
from tahqiq.read.claims.marks import Line, Mark
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange, Hedge

#: How far a word reaches: a denial, silence, a doubt, a rescue.
_NOT, _SILENT, _MAY, _DENIES, _SPARED = 8, 10, 12, 18, 3
_NONE_HARMED, _ALIVE = 5, 4
#: How far the word for what is denied may stand from the denial.
_ALLEGED = 8
#: How far before the word that says that it is untrue.
_UNTRUE = 24


def read_denials(line: Line, groups: list[Group]) -> list[Group]:
    """Marks the groups that a sentence denies or doubts; the groups, with those of 'nobody was hurt'."""
    nobody: list[Group] = []
    if not line.present.isdisjoint(_DENYING):
        for mark in line.marks:
            if mark.does is Does.NOT:
                nobody += _free(_not(line, mark, groups), mark, groups)
            elif mark.does is Does.DENIES and mark.entry.words[0] in line.lexicon.grammar.untrue:
                _untrue(line, mark, groups)
            elif mark.does is Does.DENIES:
                nobody += _denied(line, mark, groups)
            elif mark.does in _READ:
                _READ[mark.does](line, mark, groups)
    for group in groups:
        figure = group.figure
        if figure is not None and figure.value == 0:
            group.negated = True
    return sorted([*groups, *nobody], key=lambda group: group.first) if nobody else groups


def _free(nobody: list[Group], mark: Mark, groups: list[Group]) -> list[Group]:
    """Those who harmed nobody are not harmed by the verb before it: troops arrived, … injured nobody."""
    for none in nobody:
        for group in groups:
            told = group.harm is not None and none.harm is not None and none.harm.first < mark.first
            if told and group.harm is none.harm and group.end <= mark.first:
                group.doubtful = True
    return nobody


def _open(line: Line, first: int, end: int, *, closing: frozenset[Does]) -> bool:
    """Whether nothing between two tokens ends the reach of a word."""
    return not any(mark.does in closing for mark in line.marks if first <= mark.first < end)


_CLOSES = frozenset({Does.CLAUSE, Does.COMMA, Does.SUBSET})
_CLOSES_DOUBT = frozenset({Does.CLAUSE, Does.COMMA})
_CLOSES_DENIED = frozenset({Does.SUBSET, Does.SAYS})
_JOINED = frozenset({Does.AND, Does.COMMA})
_REFUSING = (Does.SILENT, Does.DENIES)


def _not(line: Line, mark: Mark, groups: list[Group]) -> list[Group]:
    """'no civilians', 'without casualties', 'did not kill anyone'."""
    if any(each.first <= mark.first < each.end for does in _REFUSING for each in line.doing(does)):
        return []
    for group in groups:
        if group.harm is not None and group.end <= mark.first and 0 <= group.harm.first - mark.end <= 1:
            _deny(line, group)  # any American was not hurt
            return []
        if group.end <= mark.end or group.first - mark.end > _NOT:
            continue
        if not _open(line, mark.end, group.first, closing=_CLOSES):
            break
        if _excepted(line, mark, group):
            return []
        if group.form is Form.FIGURE and (group.figure is None or group.figure.value not in {0, 1}):
            break
        if group.effect is not None or group.own is not None:
            _only_they(line, mark, group, groups)
            _deny(line, group)
            for other in groups:
                if other.first > group.first and other.rule == "list" and other.form is not Form.FIGURE:
                    _deny(line, other)
            return []
        break
    return _nobody(line, mark)


def _only_they(line: Line, mark: Mark, denied: Group, groups: list[Group]) -> None:
    """Those joined before a denial have the harm denied of others: 15 rebels and no civilians were killed."""
    place = line.place(mark.first) - 1
    if place < 0 or line.marks[place].does is not Does.AND or line.marks[place].end != mark.first:
        return
    before = next((group for group in reversed(groups) if group.end <= line.marks[place].first), None)
    counted = before is not None and before.form is Form.FIGURE and before.noun and not before.governed
    if before is not None and counted and before.effect is None and before.end == line.marks[place].first:
        before.effect, before.harm, before.rule = denied.effect or denied.own, denied.harm, "list"


def _excepted(line: Line, mark: Mark, group: Group) -> bool:
    """Whether a group is what a denial or doubt excepts: لم يصب سوى السائق."""
    words = line.tokens.words[mark.end : group.first]
    return any(word in line.lexicon.grammar.excepting for word in words)


def _deny(line: Line, group: Group) -> None:
    group.negated, group.count, group.hedge = True, CountRange.exactly(0), Hedge.EXACT
    group.effect = group.effect or group.own
    if group.weak and group.rule == "noun":
        group.effect = Effect.KILLED_OR_INJURED


def _nobody(line: Line, mark: Mark) -> list[Group]:
    """'no one was killed', 'nobody was hurt', لم يصب أحد."""
    words = [each for each in line.marks if each.first >= mark.first and each.first - mark.end <= _NOT]
    none = next((each for each in words if each.does is Does.NONE), None)
    pronoun = none or (mark if mark.entry.words[0] in _PRONOUNS else None)
    harm = _before_none(line, mark, pronoun) or next((each for each in words if each.does is Does.HARM), None)
    place = line.place(mark.first)
    doer = place > 0 and line.marks[place - 1].does is Does.DOER and line.marks[place - 1].end == mark.first
    if pronoun is None and len(words) > 1 and _bare_harm(line, mark, words[1]):
        pronoun = harm = words[1]
    if pronoun is None or harm is None or doer or not _open(line, mark.end, harm.first, closing=_CLOSES):
        return []
    if _known(line, harm):
        return []  # nobody has counted the dead
    if harm.entry.side is Side.AFTER and harm.first < pronoun.first and pronoun.first - harm.end > 1:
        return []
    if abs(harm.first - pronoun.end) > _NONE_HARMED:
        return []
    first, end = min(mark.first, harm.first), max(pronoun.end, harm.end)
    return [
        Group(
            first, end, line.tokens.starts[first], Form.BARE, CountRange.exactly(0),
            category=_of_whom(line, pronoun),
            noun=True, effect=harm.entry.effect, rule="nobody", negated=True, harm=harm,
        )
    ]  # fmt: skip


def _bare_harm(line: Line, mark: Mark, harm: Mark) -> bool:
    """Whether a denial stands right before a word of harm that nobody follows: there were no dead."""
    alone = harm.does is Does.HARM and harm.single and harm.entry.side is not Side.AFTER
    beside = harm.first == mark.end and line.lexicon.grammar.describes_first
    ends = harm.end >= line.sentence.last or not line.tokens.word(harm.end).isalpha() or line.known(harm.end)
    return alone and beside and ends


def _known(line: Line, harm: Mark) -> bool:
    """Whether the article says that a word of harm is a noun: the dead."""
    place = line.place(harm.first)
    before = line.marks[place - 1] if place else None
    article = before is not None and before.does is Does.ARTICLE and before.entry.definite
    return article and before is not None and before.end == harm.first


def _before_none(line: Line, mark: Mark, pronoun: Mark | None) -> Mark | None:
    """The word of harm right before 'no one' (the shell killed no one)."""
    place = line.place(mark.first)
    before = line.marks[place - 1] if place else None
    if pronoun is None or before is None or before.does is not Does.HARM or before.end != mark.first:
        return None
    return before if before.entry.side is not Side.BEFORE else None


def _of_whom(line: Line, pronoun: Mark) -> Category:
    """Of whom nobody was harmed: none of the officers, أحد من التلاميذ."""
    place = line.place(pronoun.end)
    of = line.marks[place] if place < len(line.marks) else None
    if of is None or of.first != pronoun.end or of.entry.words[:1] != line.of:
        return Category.PEOPLE
    noun = next((mark for mark in line.marks[place : place + 3] if mark.does is Does.NOUN), None)
    return noun.entry.category or Category.PEOPLE if noun is not None else Category.PEOPLE


_PRONOUNS = frozenset({"nobody", "none"})


def _silent(line: Line, mark: Mark, groups: list[Group]) -> None:
    """'no reports of casualties': harm is named and nothing is said of it."""
    for group in groups:
        if group.end <= mark.end or group.first - mark.end > _SILENT:
            continue
        if not _open(line, mark.end, group.first, closing=_CLOSES):
            return
        if group.form is Form.FIGURE:
            group.doubtful = True
            continue
        _deny(line, group)
        group.silent, group.hedge = True, Hedge.NO_REPORT


def _denied(line: Line, mark: Mark, groups: list[Group]) -> list[Group]:
    """'denied killing civilians', 'rejected reports that 20 people died'; 'denied that anyone was hurt'."""
    denied = False
    for group in groups:
        if group.end <= mark.end or _first(group) - mark.end > _DENIES or group.part:
            continue
        if not _open(line, _alleged(line, mark), _first(group), closing=_CLOSES_DENIED):
            break
        if group.definite and group.form is not Form.FIGURE:
            group.doubtful = True
        elif group.effect is not None or group.own is not None:
            denied = True
            _deny(line, group)
    return [] if denied else _nobody(line, mark)


def _untrue(line: Line, mark: Mark, groups: list[Group]) -> None:
    """'the claim that 35 were hurt was false', 'false reports that 20 had died'."""
    words, alleged = line.tokens.words, line.lexicon.grammar.alleged
    if line.tokens.word(mark.end) in alleged:
        _denied(line, mark, groups)
        return
    for at in range(mark.first - 1, max(line.sentence.first, mark.first - _UNTRUE) - 1, -1):
        if words[at] in alleged:
            for group in groups:
                if at < _first(group) < mark.first and (group.effect or group.own) and not group.part:
                    _deny(line, group)
            return


def _alleged(line: Line, mark: Mark) -> int:
    """The token after the word for what is denied: dismissed as false reports that 20 had died."""
    for at in range(mark.end, min(mark.end + _ALLEGED, line.sentence.last)):
        if line.tokens.words[at] in line.lexicon.grammar.alleged:
            return at + 1
    return mark.end


def _first(group: Group) -> int:
    return group.first if group.harm is None or group.part else min(group.first, group.harm.first)


def _doubted(line: Line, mark: Mark, groups: list[Group]) -> None:
    """'could kill thousands', 'to avoid civilian casualties', 'if 20 were killed'; but not 'in May'."""
    if mark.single and mark.first > line.sentence.first and _named(line, mark.first):
        return
    for group in groups:
        if group.effect is None and group.own is None:
            continue
        harm = group.harm
        told = group.first if harm is None or group.rule == "part" else harm.first
        if told < mark.end or told - mark.end > _MAY or _excepted(line, mark, group):
            continue
        if group.effect in _KNOWN_OF and mark.entry.words[0] in line.lexicon.grammar.demanding:
            continue  # demanded to know the fate of 40 men
        if _open(line, mark.end, told, closing=_CLOSES_DOUBT):
            group.doubtful = True


#: Whoever demands something for those taken says that they were.
_KNOWN_OF = frozenset({Effect.MISSING, Effect.DETAINED})


def _named(line: Line, at: int) -> bool:
    """Whether a word is written as a name is: a capital and small letters."""
    start, end = line.tokens.starts[at], line.tokens.ends[at]
    return line.capital(at) and line.tokens.text[start + 1 : end].islower()


def _unharmed(line: Line, mark: Mark, groups: list[Group]) -> None:
    """'all 23 pupils were unharmed': nobody of those before was killed or injured."""
    before = [group for group in groups if group.end <= mark.first]
    if before and mark.first - before[-1].end <= _NONE_HARMED and before[-1].effect is None:
        before[-1].effect, before[-1].rule = Effect.KILLED_OR_INJURED, "unharmed"
        _deny(line, before[-1])


def _spared(line: Line, mark: Mark, groups: list[Group]) -> None:
    """'saved 27 lives', 'pulled a boy out alive': no harm."""
    for group in groups:
        told = group.own is not None or (group.harm is not None and group.rule != "part")
        held = group.effect in {Effect.DETAINED, Effect.MISSING} and group.first == mark.end
        if 0 <= group.first - mark.end <= _SPARED and (not told or held) and group.form is Form.FIGURE:
            group.doubtful = True
        if group.rule == "list" and 0 <= mark.first - group.end <= 1 and not mark.joined:
            group.doubtful = True
        harm = group.harm
        told = (
            harm is not None
            and group.rule != "part"
            and not (group.of_them and 0 <= harm.first - group.end <= 1)
        )
        kept = not told and group.effect in {Effect.DETAINED, Effect.MISSING, Effect.DISPLACED}
        found = group.effect is Effect.BODIES_RECOVERED and _alive(line, mark)
        found = found and not any(
            group.end <= other.first < mark.first and other.form is Form.FIGURE for other in groups
        )
        if 0 <= mark.first - group.end <= _ALIVE and (kept or found) and not mark.joined:
            # eleven of those abducted were released; but: 26 bodies, and rescued 71
            group.doubtful = group.doubtful or _open(line, group.end, mark.first, closing=_JOINED)


def _alive(line: Line, mark: Mark) -> bool:
    """Whether a word says that somebody found is alive, and not only that bodies were returned."""
    return any(word in line.lexicon.grammar.alive for word in mark.entry.words)


def _unproven(line: Line, mark: Mark, groups: list[Group]) -> None:
    """'the drill simulated …', 'insufficient evidence': nothing in the sentence is claimed."""
    for group in groups:
        group.doubtful = True


_READ: Mapping[Does, Callable[[Line, Mark, list[Group]], None]] = {
    Does.SILENT: _silent,
    Does.MAY: _doubted,
    Does.UNHARMED: _unharmed,
    Does.UNPROVEN: _unproven,
    Does.SPARED: _spared,
}
_DENYING = frozenset({Does.NOT, Does.DENIES, *_READ})

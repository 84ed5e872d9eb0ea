"""Names of people in a stretch of a text, with the age, sex and relation that stand beside them.

Where names have capitals a run of them is one; where they have none, a name follows a word that says
who somebody is (الشهيد, زوجته), stands in quotation marks, or before an age.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tahqiq.language.dates.finding import weekday_names
from tahqiq.language.dates.lexicon import date_words
from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.ordinals import ordinal
from tahqiq.language.tokens import Tokens
from tahqiq.read.circumstances.lexicon import marks as circumstances
from tahqiq.read.claims.lexicon import Does, lexicons
from tahqiq.read.claims.proposal import NamedVictim
from tahqiq.read.victims.lexicon import Mark, lexicon

QUOTES = frozenset('"“”«»„')
#: Glued letters that may as well begin a name (بلال is not 'with' and something).
_GLUED = 2
#: What words for the circumstances of harm do, that no name begins with.
_NO_NAMES = frozenset(["attack", "did", "weapon", "strike", "name", "party", "by", "prep", "weak"])
_STOPS = frozenset(
    [*QUOTES, ",", "،", ";", "؛", ":", ".", "!", "?", "؟", "(", ")", "[", "]", "…", "|", "-", "/"]
)
#: Tokens of the longest name; of what may stand between a name and its age.
_LONGEST, _TO_AGE = 6, 3
#: Tokens between the word for several people and one of their names, and what stands there.
_LIST = 12
_IN_LISTS = frozenset([",", "(", ")", "-"])
#: Letters of the longest word that is no name with 'and' before it.
_SHORTEST = 3
#: Ages of people, in years.
_AGES = range(121)


class Beside(NamedTuple):
    """A word that says who somebody is: its tokens, what it tells, and where it names another."""

    first: int
    end: int
    mark: Mark
    named: int = -1


def names(tokens: Tokens, first: int, last: int, *, alone: bool = True) -> list[NamedVictim]:
    """The people named from a token up to another.

    Args:
        tokens: of the whole text.
        first: the first token.
        last: the token after the last.
        alone: whether a run of capitals is a name with nothing beside it that says so.

    >>> from tahqiq.language.tokens import cut
    >>> found = names(cut("Samir Haddad, 54, and his wife Hala (47)"), 0, 11)
    >>> [(each.name, each.age, each.sex, each.relation) for each in found]
    [('Samir Haddad', 54, '', ''), ('Hala', 47, 'female', 'wife')]
    """
    made: list[NamedVictim] = []
    at, beside = first, _beside_before(tokens, first)
    while at < min(last, len(tokens)):
        hit = lexicon().marks.at(tokens, at)
        if hit is not None and hit[2].does == "who":
            beside = Beside(at, hit[0], hit[2])
            at = hit[0]
            found = list(_following(tokens, at, beside)) if _takes_name(tokens, beside, hit[1]) else []
        else:
            whole = alone and at == first
            capital = _capital(tokens, at)
            found = list(_capitals(tokens, at, last, beside, alone=alone)) if capital else []
            if not found and not tokens.words[at].isascii():
                found = list(_aged(tokens, at, last, beside))
            found = found or (list(_bare(tokens, at, last)) if whole else [])
            at += not found
        made.extend(found)
        if found:
            at = tokens.at(found[-1].end)
            beside = beside if _listed(tokens, at) else None
    return made


def _takes_name(tokens: Tokens, beside: Beside, letters: int) -> bool:
    """Whether a name follows the word without capitals: الطفل أحمد and ابنه أحمد, and not طفل."""
    mark = beside.mark
    if mark.several:
        return mark.follows and tokens.words[beside.end] in QUOTES
    defined = not mark.defined or tokens.words[beside.first][:letters].endswith(lexicon().articles)
    return mark.follows and defined


def _beside_before(tokens: Tokens, first: int) -> Beside | None:
    """The word just before that says who the named are, other names of a list between."""
    for at in range(first - 1, max(0, first - _LIST) - 1, -1):
        hit = lexicon().marks.at(tokens, at)
        if hit is not None and hit[2].does == "who":
            return Beside(at, hit[0], hit[2], first if hit[2].several else hit[0])
        listed = tokens.words[at] in _IN_LISTS or tokens.words[at].isdecimal() or _capital(tokens, at)
        if not (listed or (hit is not None and hit[2].does in ("age_before", "join"))):
            return None
    return None


def _listed(tokens: Tokens, at: int) -> bool:
    """Whether more names may follow those of a list."""
    joined = _does(tokens, at) == "join" or tokens.words[at].startswith(lexicon().glued)
    return joined or tokens.words[at] in {"،", ",", "(", *QUOTES}


def _following(tokens: Tokens, at: int, beside: Beside) -> Iterator[NamedVictim]:
    """The names after a word that says who they are, in quotation marks or not."""
    quoted = tokens.words[at] in QUOTES
    begin = at + quoted
    end = begin
    while end < min(len(tokens), begin + _LONGEST) and _part(tokens, end, first=end == begin):
        end += 1
    if quoted and tokens.words[end] not in QUOTES:
        return
    first_unknown = end > begin and (quoted or _unknown(tokens, begin))
    if not first_unknown:
        return
    for first, after in _split(tokens, begin, end):
        yield _victim(tokens, first, after, beside)


def _part(tokens: Tokens, at: int, *, first: bool) -> bool:
    """Whether a token may be part of a name: a word, and none that says something else."""
    word = tokens.words[at]
    if not word.isalpha() or word in _STOPS or word.isascii() or not (first or tokens.near(at)):
        return False
    hit = lexicon().marks.at(tokens, at)
    if hit is None:
        return True
    if not first and hit[2].does == "who":
        return word[: hit[1]] in lexicon().articles  # families are called الخطيب and الحاج
    return first and hit[2].does == "who" and not hit[2].relation and len(word) > 2


def _split(tokens: Tokens, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Names joined with a glued 'and' (محمد وشذى وجنى), each by itself."""
    begin = first
    for at in range(first + 1, end):
        if _glued(tokens, at) and _unknown(tokens, at):
            yield begin, at
            begin = at
    yield begin, end


def _glued(tokens: Tokens, at: int) -> bool:
    """Whether the letter that means 'and' is written before a name, and is none of its own."""
    word, known = tokens.words[at], lexicon()
    return word.startswith(known.glued) and len(word) > _SHORTEST and word not in known.whole


def _unknown(tokens: Tokens, at: int) -> bool:
    """Whether a word is none of those that speak of casualties."""
    word = tokens.words[at]
    for each in lexicons().values():
        for entry in each.of(word):
            whole = tuple(tokens.words[at + 1 : at + len(entry.words)]) == entry.words[1:]
            if whole and entry.letters < _GLUED and (not entry.owned or entry.does is Does.NOUN):
                return False
    known = date_words(None).numbers
    if ordinal(tokens, at, known) is not None or compose(tokens, at, known, joins=0) is not None:
        return False
    hit = circumstances().at(tokens, at)
    return (hit is None or not hit[2].roles & _NO_NAMES) and word not in weekday_names(None)


def _capitals(
    tokens: Tokens, at: int, last: int, beside: Beside | None, *, alone: bool
) -> Iterator[NamedVictim]:
    """The run of capitals from a token on, if it is a name: two words, or one beside an age or kinship."""
    end, words = at, 0
    while end < min(len(tokens), at + 2 * _LONGEST):
        if _capital(tokens, end) and (end == at or tokens.near(end)):
            words, end = words + 1, end + 1
        elif tokens.words[end] in lexicon().within or (tokens.words[end] in {"-", "'"} and tokens.glued(end)):
            end += 1
        else:
            break
    while end > at and not _capital(tokens, end - 1):
        end -= 1
    apposed = at > 0 and tokens.words[at - 1] == ","
    told = beside is not None and (at in (beside.end, beside.named) or (apposed and beside.end == at - 1))
    aged = _age_after(tokens, end) is not None
    whole = alone and words > 1 and end <= last and not lexicon().marks.at(tokens, at)
    if aged or told or whole:
        yield _victim(tokens, at, end, beside if told or _joined(tokens, at) else None)


def _joined(tokens: Tokens, at: int) -> bool:
    """Whether a name is one more of a list: 'sons Karim (13) and Nour'."""
    return at > 0 and (tokens.words[at - 1] == "," or _does(tokens, at - 1) == "join")


def _does(tokens: Tokens, at: int) -> str:
    """What the words from a token on do, '' where nothing."""
    hit = lexicon().marks.at(tokens, at)
    return "" if hit is None else hit[2].does


def _capital(tokens: Tokens, at: int) -> bool:
    """Whether a word begins with a capital and is not all capitals (SDF)."""
    if at >= len(tokens) or not tokens.text[tokens.starts[at]].isupper():
        return False
    text, word = tokens.text[tokens.starts[at] : tokens.ends[at]], tokens.words[at]
    return word.isalpha() and word.isascii() and not (text.isupper() and len(text) > 1)


def _aged(tokens: Tokens, at: int, last: int, beside: Beside | None) -> Iterator[NamedVictim]:
    """A name without capitals just before an age: محمد (8 سنوات)."""
    end = at
    while end < min(last, at + _LONGEST) and _part(tokens, end, first=end == at) and _unknown(tokens, end):
        end += 1
    if end > at and tokens.words[end] in {"(", "،"} and _age_after(tokens, end) is not None:
        yield _victim(tokens, at, end, beside)


def _bare(tokens: Tokens, at: int, last: int) -> Iterator[NamedVictim]:
    """A name that is the whole stretch, or stands alone in quotation marks: "محمد رسول الزنا"."""
    begin = at + (tokens.words[at] in QUOTES)
    end = begin
    while (
        end < min(last, begin + _LONGEST) and _part(tokens, end, first=end == begin) and _unknown(tokens, end)
    ):
        end += 1
    closed = end == last or (begin > at and tokens.words[end] in QUOTES)
    if closed and end - begin > 1:
        yield _victim(tokens, begin, end, None)


def _victim(tokens: Tokens, first: int, end: int, beside: Beside | None) -> NamedVictim:
    """A name with what stands beside it."""
    after = None if beside is not None and beside.mark.relation else _described_after(tokens, end)
    said = beside if after is None else after
    start = tokens.inside(first, 1) if _glued(tokens, first) else tokens.starts[first]
    age = _age_after(tokens, end)
    if age is None and beside is not None:
        age = _age_before(tokens, beside.first)
    sex = _sex(tokens, said) if said is not None else ""
    related = (
        said is not None and said.mark.relation and not _written(tokens, said).endswith(lexicon().feminine)
    )
    relation = _written(tokens, said) if said is not None and related else ""
    kunya = lexicon().sexes.get(tokens.words[first], "")
    return NamedVictim(
        name=tokens.text[start : tokens.ends[end - 1]],
        start=start,
        end=tokens.ends[end - 1],
        age=age,
        sex=kunya or sex,
        relation=relation,
    )


def _sex(tokens: Tokens, beside: Beside) -> str:
    """The sex that a word tells; the letter it ends with tells 'his son' from 'daughter'."""
    owned = not _written(tokens, beside).endswith(lexicon().feminine)
    return beside.mark.plain if owned and beside.mark.plain else beside.mark.sex


def _written(tokens: Tokens, beside: Beside) -> str:
    """A word as written: compared, the feminine ending and 'his' are one letter."""
    return tokens.text[tokens.starts[beside.first] : tokens.ends[beside.end - 1]]


def _described_after(tokens: Tokens, end: int) -> Beside | None:
    """What somebody is, told after the name: 'Rana, his wife'."""
    if tokens.words[end] != "," or not tokens.words[end + 1].isascii():
        return None
    hit = lexicon().marks.at(tokens, end + 2)
    if hit is None or hit[2].does != "who" or not hit[2].relation:
        return None
    return Beside(end + 2, hit[0], hit[2])


def _age_after(tokens: Tokens, end: int) -> int | None:
    """The age after a name: ', 54,', '(aged 13)', '، 31 عاما'; 0 for one told in months."""
    at = end
    if tokens.words[at] not in {",", "،", "("}:
        return None
    bracket = tokens.words[at] == "("
    at += 1
    hit = lexicon().marks.at(tokens, at)
    named = hit is not None and hit[2].does == "age_before"
    at = hit[0] if hit is not None and named else at
    years = _years(tokens, at)
    if years is None:
        return None
    following = lexicon().marks.at(tokens, at + 1)
    does = following[2].does if following is not None else ""
    if does == "months":
        return 0
    closes = tokens.words[at + 1] in {")", ",", ".", ";", "،", ""} or at + 1 >= len(tokens)
    plain = (bracket or tokens.words[end] == ",") and closes
    return years if named or does == "age_after" or plain else None


def _years(tokens: Tokens, at: int) -> int | None:
    word = tokens.words[at]
    return int(word) if word.isdecimal() and len(word) < 4 and int(word) in _AGES else None


def _age_before(tokens: Tokens, first: int) -> int | None:
    """The age before who somebody is: 'a 15-year-old girl, Fulla'."""
    for at in range(max(0, first - 2 * _TO_AGE), first):
        years = _years(tokens, at)
        if years is None:
            continue
        if _does(tokens, at + 1 + (tokens.words[at + 1] == "-")) == "age_after":
            return years
    return None

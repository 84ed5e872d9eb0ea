"""The words that name a speaker, on either side of the word that tells that somebody speaks."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec.structs import replace

from tahqiq.read.attribution.reading import QUOTES, Placed, Reading
from tahqiq.vocab.parties import SourceKind

#: Tokens of the longest name or description of a speaker.
LONGEST = 16
#: Tokens of a name in quotation marks (حملة "فلان"), and words before it.
_LONGEST_QUOTED, _BEFORE_QUOTED = 7, 3
#: Tokens in which what somebody is follows the name.
_TELLING_WITHIN = 4
#: Tokens of the longest brackets after a name.
_BRACKETS = 7
#: Tokens of the longest name before 'who'.
_BEFORE_WHO = 8
#: How far back the particle is that stands before a speaker who stands before the verb.
_WAS_WITHIN = 14


class Name(msgspec.Struct, frozen=True, gc=False):
    """Who is named: tokens [first, end), and what kind of speaker that is, '' where it is none we know.

    ``pronoun``: only 'he' or 'she' or nothing at all, so the speaker before; ``us``: those who write.
    ``basis``: the paper on which it rests (figures, a list), as worded. ``began``: where the words begin
    that belong to the name (figures from …; the team's leader, …), -1 where the name does.
    """

    first: int
    end: int
    kind: str = ""
    pronoun: bool = False
    us: bool = False
    basis: str = ""
    carrier: Literal["", "agency", "outlet"] = ""
    began: int = -1

    @property
    def start(self) -> int:
        """The first token of the name and what belongs to it."""
        return self.first if self.began < 0 else self.began

    @property
    def empty(self) -> bool:
        """Whether no words name anybody."""
        return self.end <= self.first


NOBODY = Name(0, 0)
_NONE: frozenset[str] = frozenset()
#: What ends a name that follows.
_ENDING = frozenset(
    ["that", "say", "carried", "stop", "break", "citing", "source", "hearer", "closing", "backward"]
)


def named(reading: Reading, found: dict[int, Placed], first: int, end: int) -> Name:
    """The name that a stretch of tokens is: its kind, and whether it is only a pronoun."""
    speakers = [found[at] for at in range(first, end) if _has(found, at, "speaker")]
    roles = found[first].mark.roles if first in found and found[first].end >= end else _NONE
    kinds = [placed.mark.kind for placed in speakers]
    telling = [kind for kind in kinds if kind != SourceKind.OTHER.value] or kinds
    whole: Literal["", "agency", "outlet"] = ""
    if len(speakers) == 1:
        whole = speakers[0].mark.carrier
    return Name(
        first,
        end,
        telling[0] if telling else "",
        pronoun="pronoun" in roles,
        us="us" in roles or (not telling and _ours(found, first)),
        carrier=whole,
    )


def _ours(found: dict[int, Placed], first: int) -> bool:
    """Whether those who write speak of themselves (our teams)."""
    return first in found and "us" in found[first].mark.roles


def after(reading: Reading, found: dict[int, Placed], at: int, last: int) -> Name:
    """The speaker who is named from a token on."""
    tokens, first, end = reading.tokens, at, at
    last = min(last, at + LONGEST)
    while end < last and not (tokens.words[end] == "." and end + 1 >= last):
        if tokens.words[end] in QUOTES:
            closing = _short_quotation(reading, end, last)
            if closing is None or end - first > _BEFORE_QUOTED:
                break
            end = closing + 1
            continue
        if reading.stops(end) or end in reading.dates or (end in reading.claimed and end > at):
            break
        placed = found.get(end)
        if placed is None:
            end += 1
            continue
        if _ends_name(placed, begun=end > first):
            break
        end = placed.end
    if end > first and _has(found, end - 1, "join"):
        end -= 1
    name = _of_paper(reading, found, _bare(reading, first, end), last)
    return name if name.kind or name.empty else replace(name, kind=_what_they_are(reading, found, end))


def _what_they_are(reading: Reading, found: dict[int, Placed], end: int) -> str:
    """The kind of speaker that words after a name tell: 'Yasin, who is a grocer'."""
    at = end + 1 if _comma(reading, end) else end
    if not _has(found, at, "is_one"):
        return ""
    beyond = range(found[at].end, found[at].end + _TELLING_WITHIN)
    return next((found[each].mark.kind for each in beyond if _has(found, each, "speaker")), "")


def _ends_name(placed: Placed, *, begun: bool) -> bool:
    """Whether a name ends before this mark."""
    roles = placed.mark.roles
    if begun and ("stop" in roles or ("outlet" in roles and placed.letters)):
        return True  # a glued particle makes it the hearer: to the agency
    if roles & {"speaker", "paper"}:
        return False
    return bool(roles & _ENDING)


def _short_quotation(reading: Reading, at: int, last: int) -> int | None:
    """The token of the mark that closes a name in quotation marks."""
    words = reading.tokens.words
    for end in range(at + 1, min(at + 1 + _LONGEST_QUOTED, last + 1)):
        if words[end] in QUOTES:
            return end if end > at + 1 else None
        if words[end] in {"،", ",", ".", ":"}:
            return None
    return None


def _bare(reading: Reading, first: int, end: int) -> tuple[int, int]:
    """Without quotation marks that stand around the whole of it."""
    words = reading.tokens.words
    if end - first > 2 and words[first] in QUOTES and words[end - 1] in QUOTES:
        return first + 1, end - 1
    return first, end


def _of_paper(reading: Reading, found: dict[int, Placed], bounds: tuple[int, int], last: int) -> Name:
    """The owner of a paper instead of the paper: 'figures from the ministry' are the ministry's."""
    first, end = bounds
    paper = next((at for at in range(first, min(end, first + 4)) if _has(found, at, "paper")), None)
    if paper is None:
        return named(reading, found, first, end)
    owner = next(
        (at for at in range(end - 1, paper, -1) if _has(found, at, "owner") and _worth(found, at, end)), None
    )
    if owner is not None:
        whose = named(reading, found, found[owner].end, end)
        if not whose.empty and (whose.kind or reading.capital(whose.first)):
            return replace(whose, basis=reading.words(first, owner), began=first)
    if end < last and (_has(found, end, "owner") or _has(found, end, "source")):
        beyond = after(reading, found, found[end].end, last)
        if beyond.kind:
            return replace(beyond, basis=reading.words(first, end))
    return named(reading, found, first, end)


def _has(found: dict[int, Placed], at: int, role: str) -> bool:
    return at in found and role in found[at].mark.roles


def _worth(found: dict[int, Placed], at: int, end: int) -> bool:
    return found[at].end < end


def before(reading: Reading, found: dict[int, Placed], at: int, floor: int) -> Name:
    """The speaker named before a verb, where speakers stand before verbs."""
    end = _unbracketed(reading, _unskipped(reading, found, at, floor), floor)
    if end > floor and _has(found, end - 1, "join"):
        return Name(end, end, pronoun=False)
    if end > floor and _comma(reading, end - 1):
        end = _before_aside(reading, found, end - 1, floor)
    first, end = _segment(reading, found, end, floor)
    begin, _ = _opened(reading, found, first, end)
    kind = ""
    while begin < end and begin > floor + 1 and _describes(reading, found, begin, end):
        earlier = _segment(reading, found, begin - 1, floor)
        start, adverbial = _opened(reading, found, *earlier)
        relative = not _has(found, begin, "article") and earlier[1] - start <= _BEFORE_WHO
        fits = relative or _may_be_described(reading, found, start, earlier[1])
        if adverbial or start >= earlier[1] or not fits:
            break
        kind = kind or named(reading, found, begin, end).kind
        begin, end = start, earlier[1]
    end = next((each for each in range(begin + 1, end) if _has(found, each, "pronoun")), end)
    if not begin < end <= begin + LONGEST:
        return NOBODY
    name = _of_paper(reading, found, (begin, end), end)
    name = name if name.kind else replace(name, kind=kind)
    return _after_office(reading, found, name, floor)


def _after_office(reading: Reading, found: dict[int, Placed], name: Name, floor: int) -> Name:
    """A name with the office told before it: "the team's leader, Ali Badr, said"."""
    begin = name.first - 1
    if name.empty or begin <= floor or not _comma(reading, begin) or not reading.capital(name.first):
        return name
    first, end = _segment(reading, found, begin, floor)
    office = named(reading, found, first, end)
    if first >= end or not office.kind or not _has(found, first, "article") or end - first > LONGEST:
        return name
    return replace(name, kind=name.kind or office.kind, began=first)


def _unskipped(reading: Reading, found: dict[int, Placed], end: int, floor: int) -> int:
    """The token after the last that no auxiliary or adverb is ('has since said')."""
    while end > floor and _has(found, end - 1, "skipped"):
        end -= 1
    return end


def _unbracketed(reading: Reading, end: int, floor: int) -> int:
    """The token after the last before brackets: 'the Rescue Service (RS) said'."""
    words = reading.tokens.words
    if end <= floor or words[end - 1] != ")":
        return end
    opening = next(
        (at for at in range(end - 2, max(floor, end - _BRACKETS) - 1, -1) if words[at] == "("), end
    )
    return opening if opening > floor else end


def _before_aside(reading: Reading, found: dict[int, Placed], comma: int, floor: int) -> int:
    """The end of the speaker before an aside between two commas: ', meanwhile,' and ', a lawyer,'."""
    at = comma
    while at > floor and (_has(found, at - 1, "skipped") or _has(found, at - 1, "break")):
        at -= 1
    if floor < at < comma and _comma(reading, at - 1):
        return at - 1
    first, _ = _segment(reading, found, comma, floor)
    if not floor < first < comma:
        return comma + 1
    person = _comma(reading, first - 1) and _capitals(reading, first, comma)
    return comma if person or _describes(reading, found, first, comma) else comma + 1


def _comma(reading: Reading, at: int) -> bool:
    return reading.tokens.words[at] in {",", "،"}


def _segment(reading: Reading, found: dict[int, Placed], end: int, floor: int) -> tuple[int, int]:
    """The words before a token back to a sign or a word that begins a clause."""
    first = end
    while first > floor and not reading.stops(first - 1) and first - 1 not in reading.claimed:
        if _has(found, first - 1, "that") or _has(found, first - 1, "break"):
            break
        first -= 1
    if first > floor and first - 1 in reading.claimed:
        return end, end  # the words of a claim are no speaker
    return first, end


def _opened(reading: Reading, found: dict[int, Placed], first: int, end: int) -> tuple[int, bool]:
    """Where a segment begins without the words that open a sentence; whether they tell when or how."""
    adverbial = False
    for at in range(end - 1, first - 1, -1):
        if at in reading.dates:
            first = at + 1
            break
    while first < end and (_has(found, first, "opener") or _has(found, first, "join")):
        if _has(found, first, "speaker"):
            break
        adverbial |= not found[first].mark.roles & {"join", "break"}
        first = found[first].end
    return min(first, end), adverbial


def _describes(reading: Reading, found: dict[int, Placed], first: int, end: int) -> bool:
    """Whether words after a comma only describe who stands before it: ', a member of the council, said'."""
    if not _comma(reading, first - 1):
        return False
    if _has(found, first, "carried_by") or _has(found, first, "citing"):
        return True  # an aside on where it is from
    if _has(found, first, "pronoun") and found[first].end < end:
        return True  # a relative clause
    age = reading.tokens.words[first].isdecimal() and end - first == 1
    return age or _has(found, first, "article")


def _may_be_described(reading: Reading, found: dict[int, Placed], first: int, end: int) -> bool:
    """Whether a segment can be a name or a speaker, so that what follows describes it."""
    if end - first > LONGEST:
        return False
    words = reading.tokens.words
    if words[first].isdecimal():
        return end - first == 1
    if _has(found, first, "article"):
        return any(_has(found, at, "speaker") for at in range(first, end))
    return _capitals(reading, first, end)


def _capitals(reading: Reading, first: int, end: int) -> bool:
    """Whether most words begin with a capital, as those of a name."""
    words = reading.tokens.words
    letters = [at for at in range(first, end) if words[at].isalpha() and not _small(words[at])]
    return 2 * sum(map(reading.capital, letters)) > len(letters)


def _small(word: str) -> bool:
    """Whether a word is too short to tell by its capital (al, de, el)."""
    return len(word) < 3


def held_between(reading: Reading, found: dict[int, Placed], at: int, floor: int, *, sure: bool) -> Name:
    """The speaker between 'had' and the verb, where speakers stand after verbs (كان المرصد وثق).

    After 'had' anybody may speak whose verb is ``sure`` to report; after other particles one we know.
    """
    end = at
    while end > floor and _has(found, end - 1, "skipped") and not _opens(found, end - 1):
        end -= 1
    for first in range(end - 1, max(floor, end - _WAS_WITHIN) - 1, -1):
        if reading.stops(first) and reading.tokens.words[first] not in QUOTES:
            return NOBODY
        if _opens(found, first):
            begin = found[first].end
            name = named(reading, found, begin, end)
            known = name.kind or (sure and _has(found, first, "had"))
            return name if known and begin < end else NOBODY
    return NOBODY


def _opens(found: dict[int, Placed], at: int) -> bool:
    """Whether a particle stands here after which the speaker stands before the verb."""
    return _has(found, at, "was") or _has(found, at, "had")

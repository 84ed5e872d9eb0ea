"""Every place of a sentence that tells who says something, and which of its words that person says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from tahqiq.read.attribution.reading import QUOTES, Placed, Reading
from tahqiq.read.attribution.speakers import NOBODY, Name, after, before, held_between, named
from tahqiq.vocab.claims import Stance

#: Tokens before a colon that can name a speaker ('Activists: …').
_BEFORE_COLON = 7
#: Tokens in which 'told' names who was told.
_HEARER_WITHIN = 8


class Saying(msgspec.Struct, frozen=True, gc=False):
    """A place where somebody is told to say something.

    Attributes:
        first: its first token, ``end`` the token after it.
        name: who.
        stance: how they stand behind it.
        leads: it stands before what is said; otherwise what is said comes before it, and may go on.
        carrier: who carried it, as tokens, or nobody.
        origin: from whom the speaker has it, or nobody.
        basis: what it rests on, as worded.
        whole: it tells of the whole text (Source: …).
        goes_on: the speaker goes on in the next sentences (Director: …).
    """

    first: int
    end: int
    name: Name
    stance: Stance = Stance.ASSERTS
    leads: bool = True
    carrier: Name = NOBODY
    origin: Name = NOBODY
    basis: str = ""
    whole: bool = False
    goes_on: bool = False

    @property
    def nameless(self) -> bool:
        """Whether the speaker is the one before, and not named here."""
        return self.name.empty or self.name.pronoun


def sayings(reading: Reading, found: dict[int, Placed], first: int, last: int) -> list[Saying]:
    """The sayings of a sentence in its order."""
    made: list[Saying] = []
    opening = _opening(reading, found, first, last)
    if opening is not None:
        made.append(opening)
    for at, placed in found.items():
        if made and at < made[-1].end:
            continue
        roles = placed.mark.roles
        if roles.isdisjoint(_TELLING):
            continue
        if "citing" in roles or "carried_by" in roles:
            _rest_on(reading, found, at, placed, made, first, last)
        elif "relays" in roles:
            made.extend(_relayed(reading, found, at, placed, last))
        elif "backward" in roles:
            name = after(reading, found, placed.end, last)
            made.extend([] if name.empty else [Saying(at, name.end, name, leads=False)])
        elif "source" in roles:
            made.extend(_source(reading, found, at, placed, first, last))
        elif "say" in roles:
            made.extend(_verb(reading, found, at, placed, first, last, made))
        elif "carried" in roles:
            made.append(Saying(at, placed.end, NOBODY, placed.mark.stance or Stance.ASSERTS))
    made.extend(_closing(reading, found, first, last, made))
    return made


#: What the marks do with which a saying begins.
_TELLING = frozenset({"citing", "carried_by", "relays", "backward", "source", "say", "carried"})


def _opening(reading: Reading, found: dict[int, Placed], first: int, last: int) -> Saying | None:
    """A speaker before a colon, a label for the source, or an organisation in brackets with its paper."""
    words = reading.tokens.words
    if words[first] == "(":
        close = next((at for at in range(first + 1, min(last, first + _BEFORE_COLON)) if words[at] == ")"), 0)
        paper = any(_is(found, at, "paper") for at in range(first, close))
        end = close - 1 if close and _is(found, close - 1, "paper") else close
        name = named(reading, found, first + 1, end) if close else NOBODY
        return Saying(first, close + 1, name, Stance.FINDS, whole=True) if paper and name.kind else None
    near = range(first + 1, min(last, first + _BEFORE_COLON + 1))
    for at in near if ":" in words[first + 1 : near.stop] else ():
        if words[at] == ":":
            if _is(found, first, "labels") and found[first].end == at:
                name = after(reading, found, at + 1, last)
                return None if name.empty else Saying(first, name.end, name, whole=True)
            return _before_colon(reading, found, first, at)
        if reading.stops(at):
            break
    return None


def _before_colon(reading: Reading, found: dict[int, Placed], first: int, colon: int) -> Saying | None:
    """A known speaker and nothing else before a colon."""
    if any(_is(found, at, "say") and not _is(found, at, "speaker") for at in range(first, colon)):
        return None
    name = named(reading, found, first, colon)
    last = max((at for at in found if first <= at < colon and _is(found, at, "speaker")), default=colon)
    follows = last < colon and (found[last].end == colon or not reading.tokens.words[first].isascii())
    return Saying(first, colon + 1, name, goes_on=True) if name.kind and follows else None


def _closing(
    reading: Reading, found: dict[int, Placed], first: int, last: int, made: list[Saying]
) -> Iterator[Saying]:
    """A known speaker alone after a dash at the end of a line: '… in Aleppo - NGO'."""
    words = reading.tokens.words
    if "-" not in words[first:last]:
        return
    at = max((at for at in range(first, last) if words[at] == "-" and reading.dash(at)), default=-1)
    if at < first or at + 1 >= last or (made and made[-1].end > at):
        return
    end = last - 1 if reading.stops(last - 1) else last
    placed = found.get(at + 1)
    if placed is not None and placed.mark.kind and placed.end == end:
        yield Saying(at, end, named(reading, found, at + 1, end), leads=False)


def _source(
    reading: Reading, found: dict[int, Placed], at: int, placed: Placed, first: int, last: int
) -> Iterator[Saying]:
    """'according to' and who follows."""
    name = after(reading, found, placed.end, last)
    if name.empty:
        return
    leads = at == first or all(_is(found, each, "opener") for each in range(first, at))
    yield Saying(at, name.end, name, leads=leads, basis=name.basis)


def _verb(
    reading: Reading,
    found: dict[int, Placed],
    at: int,
    placed: Placed,
    first: int,
    last: int,
    made: list[Saying],
) -> Iterator[Saying]:
    """A verb of saying and its speaker, who stands on one side of it or the other."""
    mark = placed.mark
    if at > first and _is(found, at - 1, "passive") and mark.stance is not Stance.IS_INVESTIGATING:
        return
    floor = max([first, *(each.end for each in made)])
    name, began = _subject(reading, found, at, placed, (floor, last))
    if not mark.sure and not (name.kind or name.pronoun or name.us):
        return
    if mark.roles & {"paper", "clausal"} and not _closes(reading, found, placed.end, last):
        return  # 'reports' is a verb only where what is said, or nothing, follows
    if name.empty and not mark.follows and at > first and not _stands_free(reading, at):
        return
    end = max(placed.end, name.end)
    hearer = _hearer(reading, found, placed, end, last)
    joined = "accuses" in mark.roles or (
        mark.follows and placed.letters > 0
    )  # 'and said' begins anew what is said
    leads = (
        began == first or joined or not _stands_free(reading, began) or _leads_on(reading, found, end, last)
    )
    said = Saying(began, max(end, hearer.end), name, mark.stance or Stance.ASSERTS, leads, hearer)
    yield replace(said, basis=name.basis)


def _subject(
    reading: Reading, found: dict[int, Placed], at: int, placed: Placed, bounds: tuple[int, int]
) -> tuple[Name, int]:
    """Who the subject of a verb is, and where verb and subject begin."""
    floor, last = bounds
    if placed.mark.follows:
        held = held_between(reading, found, at, floor, sure=placed.mark.sure)
        if not held.empty:
            return held, held.first
        name = after(reading, found, placed.end, last)
        if "accuses" in placed.mark.roles and not name.empty:
            nearest = found.get(name.first)
            end = name.first + 1 if nearest is None else nearest.end
            name = named(reading, found, name.first, end)
        return name, at
    name = before(reading, found, at, floor)
    if name.empty and _stands_free(reading, at):
        return after(reading, found, placed.end, last), at
    return name, at if name.empty else name.start


def _relayed(
    reading: Reading, found: dict[int, Placed], at: int, placed: Placed, last: int
) -> Iterator[Saying]:
    """A verb of relaying, who carried it, and from whom (نقلت رويترز عن مسؤول)."""
    carrier = after(reading, found, placed.end, last)
    if carrier.empty or not _is(found, carrier.end, "relayed"):
        return
    origin = after(reading, found, found[carrier.end].end, last)
    if not origin.empty:
        yield Saying(at, origin.end, carrier, origin=origin)


def _closes(reading: Reading, found: dict[int, Placed], end: int, last: int) -> bool:
    """Whether a clause ends with a verb, or what is said begins."""
    return end >= last or reading.stops(end) or _is(found, end, "that")


def _stands_free(reading: Reading, at: int) -> bool:
    """Whether a sign stands before a token: what is said came before it."""
    return at > 0 and (
        reading.tokens.words[at - 1] in QUOTES or reading.tokens.words[at - 1] in {",", "،", "?", "!"}
    )


def _leads_on(reading: Reading, found: dict[int, Placed], end: int, last: int) -> bool:
    """Whether what is said follows: 'that', a colon or a quotation."""
    return end < last and (_is(found, end, "that") or reading.tokens.words[end] == ":")


def _hearer(reading: Reading, found: dict[int, Placed], placed: Placed, end: int, last: int) -> Name:
    """The agency or outlet that was told."""
    for at in range(end, min(last, end + _HEARER_WITHIN)):
        if _is(found, at, "outlet") and (found[at].letters or "hearer" in placed.mark.roles):
            return named(reading, found, at, found[at].end)
        if reading.stops(at) or _is(found, at, "that"):
            break
    return NOBODY


def _rest_on(
    reading: Reading,
    found: dict[int, Placed],
    at: int,
    placed: Placed,
    made: list[Saying],
    first: int,
    last: int,
) -> None:
    """'citing' and 'quoted by': from whom the speaker has it, and who carried it."""
    name = after(reading, found, placed.end, last)
    if name.empty:
        return
    if "carried_by" in placed.mark.roles:
        if made:
            made[-1] = replace(made[-1], carrier=name, end=max(made[-1].end, name.end))
        elif not any(_is(found, each, "say") for each in range(name.end, last)):
            made.append(Saying(at, name.end, before(reading, found, at, first), leads=False, carrier=name))
        return
    paper = any(_is(found, each, "paper") for each in range(name.first, name.end))
    origin = name if (name.kind and not paper) or name.basis else NOBODY
    basis = "" if origin is name and not name.basis else name.basis or reading.words(name.first, name.end)
    if not made:
        carrier = before(reading, found, at, first)
        outlet = carrier if carrier.kind and not carrier.pronoun else NOBODY
        began = at if outlet.empty else outlet.first
        said = Saying(
            began, name.end, NOBODY if outlet.empty else outlet, leads=not _stands_free(reading, began)
        )
        made.append(replace(said, origin=origin, basis=basis))
    else:
        made[-1] = replace(made[-1], origin=origin, basis=basis, end=max(made[-1].end, name.end))


def _is(found: dict[int, Placed], at: int, role: str) -> bool:
    return at in found and role in found[at].mark.roles

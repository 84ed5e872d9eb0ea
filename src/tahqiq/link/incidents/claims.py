"""From claims, several a text, to reports, one an incident and teller.

A text that tells of two strikes gives two reports, and a sum over many gives an aggregate of its own.
The rules, in order, for the claims of one text:

1. What is denied counts nobody and is left out. A claim *within* another is a part of it.
2. A claim that another supersedes, or whose scope says so, is an earlier figure of that other.
3. A cumulative claim is an aggregate; those of one span and place and teller are one.
4. The others tell of one incident as long as their days and places can be the same and no two of them
   give different totals of one thing by one teller: two such totals are two incidents.
5. Different totals of one incident by different tellers are different reports, told as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tahqiq.language.letters import normalise
from tahqiq.link.incidents.fields import BETWEEN_PLACES
from tahqiq.link.incidents.report import Report
from tahqiq.link.incidents.whereabouts import wording_of
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan

_TOLLS = frozenset({"killed", "injured", "killed_or_injured"})
#: Words for the dead as a whole; others are groups among them.
_EVERYBODY = ("civilians", "people", "residents", "civilians_and_combatants")
#: What a word without a number is compared as; nothing is counted with it.
_WORDED = {"dozens": (12, 99), "hundreds": (100, 999), "thousands": (1_000, None), "many": (3, None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldClaim:
    """One claim of one text, as far as linking needs it (HOUSE: ``tahqiq read``).

    Attributes:
        number: of the claim among those of its text.
        effect, category, count, hedge, negated, scope: as in ``tahqiq.vocab.claims``.
        span: when; ``place``: where, as worded.
        chain: who said it, the carrier first, the origin last.
        blamed, weapon: as worded.
        victims: names it gives.
        within, supersedes: numbers of other claims of the text.
        id: of the claim, for the trail.
    """

    number: int
    effect: str
    category: str = "people"
    count: CountRange = UNKNOWN
    hedge: str = "exact"
    negated: bool = False
    scope: Scope = Scope.EVENT
    span: DateSpan = field(default_factory=DateSpan)
    place: str = ""
    chain: tuple[str, ...] = ()
    blamed: str = ""
    weapon: str = ""
    victims: tuple[str, ...] = ()
    within: int | None = None
    supersedes: int | None = None
    id: str = ""

    @property
    def teller(self) -> str:
        """Who said it, as compared within one text; '' where nobody is named."""
        return normalise(self.chain[-1], "match") if self.chain else ""

    @property
    def compared(self) -> CountRange:
        """The figure, or for a word without a number the range that word can be compared as."""
        low, high = _WORDED.get(self.hedge, (None, None))
        return CountRange(low, high) if self.count.unknown else self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One text: its id, when and by whom it was published, its words where held, its claims."""

    id: str
    claims: Sequence[ToldClaim]
    published: date | None = None
    source: str = ""
    text: str = ""


def reports_of(telling: Telling) -> list[Report]:
    """The reports that one text holds, in the order of their first claims.

    >>> day, week = DateSpan.parse("2020-03-05"), DateSpan.parse("2020-03-01", "2020-03-07")
    >>> killed = ToldClaim(number=0, effect="killed", count=CountRange(9, 9), span=day)
    >>> total = ToldClaim(
    ...     number=1, effect="killed", count=CountRange(40, 40), scope=Scope.CUMULATIVE, span=week)
    >>> told = reports_of(Telling(id="t", claims=[killed, total]))
    >>> [(each.id, each.killed.min, each.role.value) for each in told]
    [('t#1', 9, 'report'), ('t#2', 40, 'aggregate')]
    """
    told = [each for each in telling.claims if each.effect in _TOLLS and not each.negated]
    parts, earlier, heads = _sorted_out(told)
    events = [each for each in heads if each.scope is not Scope.CUMULATIVE]
    groups = [group for event in _events(events) for group in _tellers(event)]
    numbers = [at for at, event in enumerate(_events(events), 1) for _ in _tellers(event)]
    sums = _aggregates([each for each in heads if each.scope is Scope.CUMULATIVE])
    made = [
        _report(telling, group, parts, earlier, told_as=told_as)
        for group, told_as in zip([*groups, *sums], [*numbers, *range(-1, -1 - len(sums), -1)], strict=True)
    ]
    made.sort(key=lambda pair: pair[0])
    return [replace(report, id=f"{telling.id}#{at}") for at, (_, report) in enumerate(made, 1)]


def _sorted_out(
    told: Sequence[ToldClaim],
) -> tuple[dict[int, list[ToldClaim]], dict[int, list[ToldClaim]], list[ToldClaim]]:
    """Parts by the claim they are part of, earlier figures by the claim that has them, and the rest."""
    known = {each.number: each for each in told}
    parts: dict[int, list[ToldClaim]] = {}
    earlier: dict[int, list[ToldClaim]] = {}
    replaced = {each.supersedes: each for each in told if each.supersedes in known}
    heads = list[ToldClaim]()
    for each in told:
        whole = _whole(each, known)
        if whole is not each:
            parts.setdefault(whole.number, []).append(each)
        elif each.number in replaced and replaced[each.number] is not each:
            earlier.setdefault(_whole(replaced[each.number], known).number, []).append(each)
        elif each.scope is not Scope.SUPERSEDED:
            heads.append(each)
    for each in told:
        if each.scope is Scope.SUPERSEDED and each.number not in replaced and each.within not in known:
            later = _replacing(each, heads)
            if later is not None:
                earlier.setdefault(later.number, []).append(each)
    return parts, earlier, heads


def _whole(claim: ToldClaim, known: dict[int, ToldClaim]) -> ToldClaim:
    """The claim that a part belongs to, however deep; itself where it is no part of another."""
    met = {claim.number}
    while claim.within in known and claim.within not in met:
        claim = known[claim.within]
        met.add(claim.number)
    return claim


def _replacing(old: ToldClaim, heads: Iterable[ToldClaim]) -> ToldClaim | None:
    """The figure of one incident that most likely replaced an earlier one: the nearest of its kind."""
    fit = [each for each in heads if each.effect == old.effect and each.scope is Scope.EVENT]
    return min(fit, key=lambda each: abs(each.number - old.number), default=None)


def _events(claims: Sequence[ToldClaim]) -> list[list[ToldClaim]]:
    """Claims of one text sorted into the incidents they tell of."""
    events = list[list[ToldClaim]]()
    for claim in claims:
        home = next((event for event in events if _fits(claim, event)), None)
        if home is None:
            events.append([claim])
        else:
            home.append(claim)
    return events


def _fits(claim: ToldClaim, event: Sequence[ToldClaim]) -> bool:
    return all(
        claim.span.overlaps(other.span) and _one_place(claim.place, other.place) and not _rival(claim, other)
        for other in event
    )


def _one_place(one: str, other: str) -> bool:
    """Whether two wordings of one text can be one place.

    They share a word, or one says nothing, or one names a town or no class of place and the other something
    finer that may lie in it.
    """
    words, others = (
        {each.removeprefix("ال") for each in normalise(told, "match").split()} for told in (one, other)
    )
    if not words or not others or words & others:
        return True
    return wording_of(one).precision.generic != wording_of(other).precision.generic


def _rival(one: ToldClaim, other: ToldClaim) -> bool:
    """Whether one teller gives two totals of one thing, which only two incidents can have."""
    if one.effect != other.effect or _group(one) != _group(other):
        return False
    if one.teller and other.teller and one.teller != other.teller:
        return False
    mine, yours = one.count, other.count
    return None not in (mine.min, yours.min) and mine.min != yours.min and mine.max != yours.min


def _group(claim: ToldClaim) -> str:
    return "everybody" if claim.category in _EVERYBODY else claim.category


def _tellers(event: list[ToldClaim]) -> list[list[ToldClaim]]:
    """An incident's claims as reports: one, or one for each teller where their totals differ."""
    totals = [each for each in event if each.effect == "killed" and _group(each) == "everybody"]
    named = list(dict.fromkeys(each.teller for each in totals if not each.count.unknown))
    if len(named) < 2 or len({each.count for each in totals if not each.count.unknown}) < 2:
        return [event]
    reports = {teller: list[ToldClaim]() for teller in named}
    for each in event:
        reports[each.teller if each.teller in reports else named[0]].append(each)
    return list(reports.values())


def _aggregates(claims: Sequence[ToldClaim]) -> list[list[ToldClaim]]:
    """Cumulative claims sorted into sums: one span, place and teller, one figure of each kind."""
    sums = list[list[ToldClaim]]()
    for claim in claims:
        key = (claim.span, claim.place, claim.teller)
        fits = (
            group
            for group in sums
            if (group[0].span, group[0].place, group[0].teller) == key
            and not any(_rival(claim, other) for other in group)
        )
        home = next(fits, None)
        if home is None:
            sums.append([claim])
        else:
            home.append(claim)
    return sums


def _report(
    telling: Telling,
    group: Sequence[ToldClaim],
    parts: dict[int, list[ToldClaim]],
    earlier: dict[int, list[ToldClaim]],
    *,
    told_as: int,
) -> tuple[int, Report]:
    """One report, after the number of its first claim."""
    own = [part for each in group for part in parts.get(each.number, ())]
    before = [old for each in (*group, *own) for old in earlier.get(each.number, ())]
    every = [*group, *own]
    killed = _toll(group, "killed")
    report = Report(
        id="",
        span=next((each.span for each in every if not each.span.unknown), DateSpan()),
        published=telling.published,
        place=BETWEEN_PLACES.join(dict.fromkeys(each.place for each in every if each.place)),
        blamed="; ".join(dict.fromkeys(each.blamed for each in every if each.blamed)),
        kind="; ".join(dict.fromkeys(each.weapon for each in every if each.weapon)),
        killed=killed,
        injured=_toll(group, "injured"),
        earlier=tuple(dict.fromkeys(each.count for each in before if each.effect == "killed")),
        parts=_parts([*group, *own], killed),
        scope=Scope.CUMULATIVE if told_as < 0 else Scope.EVENT,
        victims=tuple(dict.fromkeys(name for each in every for name in each.victims)),
        source=telling.source,
        chain=next((each.chain for each in every if each.chain), ()),
        text=telling.text,
        telling=telling.id,
        told_as=told_as,
        claims=tuple(each.id for each in (*every, *before) if each.id),
    )
    return min(each.number for each in group), report


def _toll(group: Sequence[ToldClaim], effect: str) -> CountRange:
    """The figure of the dead (or injured) as a whole: everybody before groups, numbers before words."""
    told = [each for each in group if each.effect == effect]
    whole = [each for each in told if each.category in _EVERYBODY]
    for each in whole or told[:1]:
        if not each.count.unknown:
            return each.count
    return whole[0].compared if whole else told[0].compared if told else UNKNOWN


def _parts(claims: Sequence[ToldClaim], killed: CountRange) -> dict[str, CountRange]:
    """Figures of groups among the dead, the first of each."""
    found: dict[str, CountRange] = {}
    for each in claims:
        known = not each.count.unknown and each.effect == "killed" and each.category not in _EVERYBODY
        if known and each.count != killed:
            found.setdefault(each.category, each.count)
    return found

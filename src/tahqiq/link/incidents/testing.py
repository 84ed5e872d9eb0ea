"""Made-up reports of made-up incidents with known truth, to measure linking by. Nothing in them happened.

A world has towns with neighbourhoods, and villages. Incidents come in bursts. Each is witnessed by some
origins, which see it each in their own way: a neighbourhood or the town alone, a day late, a toll that is
higher or lower, that rises later. Outlets carry what origins say: word for word, in the other language, or
shortened. Monitors publish sums over a week or a month.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from tahqiq.link.incidents.report import Report
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision

#: A name in Arabic and in Latin letters.
Both = tuple[str, str]

_ROOTS = tuple(
    zip(
        "بتجحدرزسشفقكلمنهع",
        ["b", "t", "j", "h", "d", "r", "z", "s", "sh", "f", "q", "k", "l", "m", "n", "h", "a"],
        strict=True,
    )
)
_PATTERNS = (
    ("{0}{1}ي{2}", "{0}a{1}i{2}"), ("{0}{1}ا{2}", "{0}a{1}a{2}"), ("{0}ا{1}{2}", "{0}a{1}i{2}"),
    ("{0}{1}و{2}ة", "{0}a{1}u{2}a"), ("{0}{1}{2}ان", "{0}a{1}{2}an"), ("ال{0}{1}{2}ية", "al-{0}a{1}{2}iya"),
)  # fmt: skip
_FIRST = date(2030, 1, 1)
_FIRST_AT = (10.0, 20.0)


@dataclass(frozen=True, slots=True)
class Manner:
    """How reports come about.

    Attributes:
        days: over how many days. ``towns``: how many. ``origins``: mean number of origins of an incident.
        carriers: mean number of outlets that carry each origin.
        late: how often a report gives the day after. ``coarse``: how often only the town is named.
        wrong: how often an origin's toll is another. ``rising``: how often it publishes a higher toll later.
        competing: how often an origin blames another, or another weapon.
        points: how often a report has a position. ``named``: how often it names victims.
        dateless: how often it has only its own date. ``texts``: how often the words are held.
    """

    days: int = 500
    towns: int = 30
    origins: float = 1.8
    carriers: float = 1.2
    late: float = 0.08
    coarse: float = 0.3
    wrong: float = 0.45
    rising: float = 0.25
    competing: float = 0.15
    points: float = 0.3
    named: float = 0.25
    dateless: float = 0.1
    texts: float = 0.7


@dataclass(frozen=True, slots=True)
class Simulated:
    """Made-up reports, and what they are of.

    Attributes:
        reports: in an order that tells nothing.
        truth: report id -> incident; aggregates are of none: ''.
        origin: report id -> who it goes back to.
        covered: id of an aggregate -> the incidents it sums over.
    """

    reports: tuple[Report, ...]
    truth: Mapping[str, str]
    origin: Mapping[str, str]
    covered: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Spot:
    town: Both
    part: Both | None
    point: Point


@dataclass(frozen=True, slots=True)
class _Incident:
    name: str
    day: date
    spot: _Spot
    party: Both
    kind: Both
    killed: int
    injured: int
    children: int
    victims: tuple[Both, ...]


def simulate_reports(incidents: int, *, manner: Manner | None = None, seed: int = 1) -> Simulated:
    """Made-up reports of so many incidents; the same seed gives the same reports.

    >>> made = simulate_reports(20, seed=3)
    >>> len(set(made.truth.values()) - {""}) <= 20, made == simulate_reports(20, seed=3)
    (True, True)
    """
    return _World(_chance(seed), manner or Manner(), incidents).simulated()


@cache
def _stock() -> Mapping[str, Any]:
    return tomllib.loads(files("tahqiq.link.incidents").joinpath("simulated.toml").read_text("utf-8"))


class _World:
    """One made-up world, drawn in a fixed order from one source of chance."""

    def __init__(self, random: Random, manner: Manner, incidents: int) -> None:
        self.random, self.manner = random, manner
        self.spots = [self._town() for _ in range(manner.towns)]
        self.incidents = [self._incident(number) for number in range(incidents)]

    def simulated(self) -> Simulated:
        made = [each for incident in self.incidents for each in self._told(incident)]
        sums = list(self._sums())
        self.random.shuffle(made)
        named = [
            (replace(report, id=f"r{at:06}"), incident, origin)
            for at, (report, incident, origin) in enumerate(made)
        ]
        numbered = [(replace(report, id=f"s{at:05}"), inside) for at, (report, inside) in enumerate(sums)]
        return Simulated(
            reports=(*(each for each, _, _ in named), *(each for each, _ in numbered)),
            truth={
                **{each.id: incident for each, incident, _ in named},
                **{each.id: "" for each, _ in numbered},
            },
            origin={each.id: origin for each, _, origin in named},
            covered={each.id: inside for each, inside in numbered},
        )

    def _word(self) -> Both:
        arabic, latin = self.random.choice(_PATTERNS)
        roots = self.random.sample(_ROOTS, 3)
        return (
            arabic.format(*(root for root, _ in roots)),
            latin.format(*(sound for _, sound in roots)).title().replace("Al-", "al-"),
        )

    def _town(self) -> list[_Spot]:
        """A town and its neighbourhoods, or a village by itself."""
        town = self._word()
        lat = _FIRST_AT[0] + self.random.random() * 2
        lon = _FIRST_AT[1] + self.random.random() * 2
        if self.random.random() < 0.4:
            return [_Spot(town, None, Point(lat, lon))]
        near = (self.random.gauss(0, 0.014) for _ in range(40))
        parts = self.random.randint(5, 14)
        return [_Spot(town, self._word(), Point(lat + next(near), lon + next(near))) for _ in range(parts)]

    def _incident(self, number: int) -> _Incident:
        town = self.spots[int(len(self.spots) * self.random.random() ** 2.5)]
        killed = min(200, int(self.random.paretovariate(0.95)))
        children = sum(self.random.random() < 0.3 for _ in range(min(killed, 60)))
        days = self.manner.days
        burst = (number * 7919 % 17) / 17
        day = int(days * (burst + self.random.gauss(0, 0.03))) % days
        return _Incident(
            name=f"i{number:06}",
            day=_FIRST + timedelta(days=day),
            spot=self.random.choice(town),
            party=_pair(self.random.choices(_stock()["parties"], (6, 2, 2))[0]),
            kind=_pair(self.random.choice(_stock()["kinds"])),
            killed=killed,
            injured=int(killed * self.random.random() * 3),
            children=children,
            victims=tuple(self._victims(killed)),
        )

    def _victims(self, killed: int) -> Iterator[Both]:
        family = self._word()
        for _ in range(min(killed, 8)):
            given = self.random.choice(_stock()["men"] + _stock()["women"])
            father = self.random.choice(_stock()["men"])
            yield (f"{given[0]} {father[0]} {family[0]}", f"{given[1]} {father[1]} {family[1]}")

    def _told(self, incident: _Incident) -> Iterator[tuple[Report, str, str]]:
        """All reports of one incident: origins, their later tolls, and who carries them."""
        monitors = [_pair(each) for each in _stock()["monitors"]]
        count = 1 + min(
            len(monitors) - 1, int(self.random.expovariate(1 / max(self.manner.origins - 1, 0.01)))
        )
        for speaker in self.random.sample(monitors, count):
            first, seen = self._origin(incident, speaker), self._seen(incident)
            versions = [(first, incident.day)]
            if self.random.random() < self.manner.rising and first.killed.min:
                more = first.killed.min + 1 + int(first.killed.min * self.random.random())
                later = replace(
                    first,
                    killed=CountRange.exactly(more),
                    earlier=(first.killed,) if self.random.random() < 0.5 else (),
                )
                versions.append((later, incident.day + timedelta(days=1)))
            for version, day in versions:
                carried = self.random.random() < 0.9
                for _ in range(1 + int(self.random.expovariate(1 / self.manner.carriers)) if carried else 1):
                    yield self._carried(seen, version, speaker, day), incident.name, speaker[1]

    def _origin(self, incident: _Incident, speaker: Both) -> Report:
        """What one origin holds of an incident, in no language yet."""
        killed = incident.killed
        if self.random.random() < self.manner.wrong:
            killed = max(1, round(killed * self.random.choice((0.6, 0.8, 0.9, 1.2, 1.4, 2))))
        count = CountRange.exactly(killed)
        if killed > 4 and self.random.random() < 0.2:
            count = CountRange(killed - killed % 5, None)
        late = timedelta(days=int(self.random.random() < self.manner.late))
        injured = round(incident.injured * self.random.choice((0.5, 0.8, 1, 1, 1, 1.3, 2)))
        children = incident.children + (self.random.randint(-1, 1) if incident.children > 1 else 0)
        return Report(
            id="",
            span=DateSpan.day(incident.day + late),
            killed=count,
            injured=CountRange.exactly(injured) if self.random.random() < 0.6 else UNKNOWN,
            parts={"children": CountRange.exactly(children)} if self.random.random() < 0.4 else {},
            chain=(speaker[1],),
        )

    def _seen(self, incident: _Incident) -> _Incident:
        """An incident as one origin sees it: some blame another, or take it for another kind of strike."""
        party, kind = incident.party, incident.kind
        if self.random.random() < self.manner.competing:
            party = _pair(self.random.choice(_stock()["parties"]))
        if self.random.random() < self.manner.competing:
            kind = _pair(self.random.choice(_stock()["kinds"]))
        return replace(incident, party=party, kind=kind)

    def _carried(self, incident: _Incident, held: Report, speaker: Both, day: date) -> Report:
        """One outlet's report of what an origin holds."""
        random, tongue = self.random, int(self.random.random() < 0.5)
        outlet = random.choice(_stock()["outlets"])[tongue]
        coarse = random.random() < self.manner.coarse
        spot = incident.spot
        point = spot.point if random.random() < self.manner.points and not coarse else None
        named = random.random() < self.manner.named
        published = day + timedelta(days=random.choice((0, 0, 1)))
        report = replace(
            held,
            span=DateSpan() if random.random() < self.manner.dateless else held.span,
            published=published,
            place=_place(spot, tongue, coarse=coarse, alone=random.random() < 0.5),
            point=point,
            precision=Precision.NEIGHBOURHOOD if point else Precision.UNKNOWN,
            blamed=incident.party[tongue] if random.random() < 0.8 else "",
            kind=incident.kind[tongue] if random.random() < 0.7 else "",
            victims=tuple(each[tongue] for each in incident.victims if random.random() < 0.7)
            if named
            else (),
            source=outlet,
            chain=(speaker[tongue],)
            if random.random() < 0.85
            else (random.choice(_stock()["unnamed"])[tongue],),
        )
        held_text = random.random() < self.manner.texts
        return replace(report, text=_words(report, incident, tongue)) if held_text else report

    def _sums(self) -> Iterator[tuple[Report, frozenset[str]]]:
        """What monitors add up: all of a town in a week or a month."""
        monitors = [_pair(each) for each in _stock()["monitors"]]
        struck = defaultdict[Both, list[_Incident]](list)
        for each in self.incidents:
            struck[each.spot.town].append(each)
        for spots in self.spots[: max(3, len(self.spots) // 4)]:
            for start in range(0, self.manner.days, 30):
                length = self.random.choice((7, 30))
                first = _FIRST + timedelta(days=start)
                last = first + timedelta(days=length)
                inside = [each for each in struck[spots[0].town] if first <= each.day < last]
                if len(inside) < 2:
                    continue
                speaker, tongue = self.random.choice(monitors), int(self.random.random() < 0.5)
                total = sum(each.killed for each in inside)
                yield (
                    Report(
                        id="",
                        span=DateSpan(first, last),
                        published=last,
                        place=_stock()["wording"]["city"][tongue] + " " + spots[0].town[tongue],
                        killed=CountRange.exactly(total),
                        scope=Scope.CUMULATIVE if self.random.random() < 0.8 else Scope.EVENT,
                        chain=(speaker[tongue],),
                    ),
                    frozenset(each.name for each in inside),
                )


def _chance(seed: int | str) -> Random:
    """A source of chance that is the same for the same seed; nothing secret hangs on it."""
    return Random(seed)  # noqa: S311


def _pair(both: Sequence[str]) -> Both:
    return both[0], both[1]


def _place(spot: _Spot, tongue: int, *, coarse: bool, alone: bool) -> str:
    """A place as an outlet words it: the town, the neighbourhood, or both."""
    kinds = _stock()["wording"]
    town = spot.town[tongue]
    if spot.part is None:
        return f"{kinds['village'][0]} {town}" if tongue == 0 else f"{town} {kinds['village'][1]}"
    if coarse:
        return f"{kinds['city'][0]} {town}" if tongue == 0 else f"{town} {kinds['city'][1]}"
    part = spot.part[tongue]
    fine = f"{kinds['neighbourhood'][0]} {part}" if tongue == 0 else f"{part} {kinds['neighbourhood'][1]}"
    if alone:
        return fine
    return f"{fine} في {kinds['city'][0]} {town}" if tongue == 0 else f"{fine}, {town} {kinds['city'][1]}"


def _words(report: Report, incident: _Incident, tongue: int) -> str:
    """The words of a report: the same for the same figures, so that reprints are nearly equal."""
    wording, language = _stock()["wording"], ("ar", "en")[tongue]
    seed = _chance(f"{incident.name}/{report.chain[0]}/{language}")
    names = "، ".join(each[0] for each in incident.victims[:2]) if tongue == 0 else " and ".join(
        each[1] for each in incident.victims[:2]
    )  # fmt: skip
    mark = (incident.spot.part or incident.spot.town)[tongue]
    told = seed.choice(wording[language]).format(
        killed=report.killed.min or "?",
        injured=report.injured.min or "?",
        kind=incident.kind[tongue],
        place=report.place,
        speaker=report.chain[0],
        party=incident.party[tongue],
        when=incident.day.isoformat(),
    )
    details = [each.format(names=names, mark=mark) for each in wording[f"detail_{language}"]]
    seed.shuffle(details)
    return " ".join([told, *details[:2]])

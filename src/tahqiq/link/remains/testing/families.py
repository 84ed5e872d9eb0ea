"""What made-up families tell of their missing: with gaps, roundings and mistakes of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tahqiq.link.remains.antemortem import AnteMortem, Relative, StatureBasis
from tahqiq.link.remains.chart import Chart
from tahqiq.link.remains.findings import Injury, Paper, Spot
from tahqiq.link.remains.skeleton import Element, Side
from tahqiq.link.remains.testing.graves import Grave
from tahqiq.link.remains.testing.mouths import charted, may_be_charted, seen_by_kin
from tahqiq.link.remains.testing.people import CENTRE, KM_LAT, KM_LON, Object, Person
from tahqiq.link.remains.testing.words import hair_words, worded
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point, Precision

if TYPE_CHECKING:
    from tahqiq.link.remains.testing.season import Manner

_YEAR = 365.2425
_QUARTERS = (
    ("حي الشرق", "East quarter"),
    ("حي الغرب", "West quarter"),
    ("حي السوق", "Market quarter"),
    ("حي النهر", "River quarter"),
    ("حي الجسر", "Bridge quarter"),
    ("حي المحطة", "Station quarter"),
)


class Teller:
    """Families, asked one by one.

    Args:
        random: of all chance. ``manner``: their gaps and errors.
        graves: where the dead of each incident lie.
    """

    def __init__(self, random: Random, manner: Manner, graves: Mapping[int, Grave]) -> None:
        self._random, self._manner, self._graves = random, manner, graves

    def files(self, missed: Sequence[Person]) -> list[tuple[int, AnteMortem]]:
        """A file a person, with the person's number; ids say nothing."""
        numbers = self._random.sample(range(1, len(missed) + 1), len(missed))
        return [
            (each.number, self._file(each, f"M-{number:05}"))
            for each, number in zip(missed, numbers, strict=True)
        ]

    def _file(self, who: Person, code: str) -> AnteMortem:
        random = self._random
        language = random.choices((0, 1), (25, 75))[0]
        seen = self._last_seen(who)
        exactly = random.random() < 0.6
        years = max(0, int(who.age + random.choice((0, 0, 0, 0, 1, -1, 2, -2, 5))))
        stature, basis = self._stature(who)
        carried = random.random() < self._manner.effects
        dressed = min(
            1.0, self._manner.clothing * (1.4 if carried else 0.3)
        )  # who knows the one knows the other
        return AnteMortem(
            id=code,
            name_ar=who.names[0] if random.random() < 0.9 else "",
            name_en=who.names[1] if random.random() < 0.35 else "",
            father=who.father,
            sex=who.sex,
            birth=self._birth(who) if exactly else DateSpan(),
            age=None if exactly else float(years),
            age_within=2.0 if who.age < 30 else 4.0,
            stature_cm=stature,
            stature_basis=basis,
            shoe_size=who.shoe_size + random.choice((0, 0, 0, 1, -1, 2)) if random.random() < 0.45 else None,
            hair=hair_words(random, who.hair, language) if random.random() < 0.6 else "",
            chart=self._chart(who),
            injuries=self._injuries(who) if random.random() < 0.6 else None,
            marks=self._things(who.marks, language) if random.random() < 0.4 else None,
            clothing=self._things(who.clothes, language) if random.random() < dressed else None,
            effects=self._things(who.effects, language) if carried else None,
            documents=(Paper(number=who.number_of_card, kind="card"),) if random.random() < 0.2 else (),
            last_seen=DateSpan() if seen is None else DateSpan.day(seen),
            spot=self._spot(who),
            believed_at=self._believed(who),
            family=f"F-{who.line}" if random.random() < 0.85 else "",
            relatives=(Relative(relation="brother"),),
            informant=random.choice(("mother", "brother", "wife", "uncle")),
        )

    def _birth(self, who: Person) -> DateSpan:
        born = who.born
        if self._random.random() < 0.04:
            born = who.born + timedelta(days=int(self._random.gauss(0, 4) * _YEAR))
        born = min(born, who.died - timedelta(days=30))
        return DateSpan.parse(f"{born.year:04}") if self._random.random() < 0.35 else DateSpan.day(born)

    def _last_seen(self, who: Person) -> date | None:
        luck = self._random.random()
        if luck < 0.12:
            return None
        if luck < 0.16:
            return who.died + timedelta(days=int(self._random.gauss(0, 40)))
        return who.died - timedelta(days=int(self._random.expovariate(1 / (3.0 if luck < 0.7 else 45.0))))

    def _stature(self, who: Person) -> tuple[float | None, StatureBasis]:
        luck = self._random.random()
        if luck < 0.06:
            return round(who.stature + self._random.gauss(0, 1.5), 1), StatureBasis.DOCUMENT
        if luck < 0.60:
            told = who.stature + self._random.gauss(1.0, 5.0 if luck > 0.09 else 14.0)
            step = 5 if self._random.random() < 0.6 else 1
            return float(max(40, step * round(told / step))), StatureBasis.STATED
        return None, StatureBasis.STATED

    def _chart(self, who: Person) -> Chart | None:
        random, manner = self._random, self._manner
        luck = random.random()
        if not may_be_charted(who.age) or luck > manner.dentist + manner.kin_teeth:
            return None
        if luck > manner.dentist:
            return seen_by_kin(random, who.mouth, who.age, DateSpan.day(who.died))
        years = min(random.expovariate(1 / 4.0), who.age - 12.0)
        made = who.died - timedelta(days=int(years * _YEAR))
        when = DateSpan.day(made) if random.random() < 0.8 else DateSpan()
        return charted(
            random, who.mouth, who.age - years, slips=manner.slips, made=when, treated=random.random() < 0.2
        )

    def _injuries(self, who: Person) -> tuple[Injury, ...]:
        told = [each for each in who.injuries if self._random.random() < (0.95 if each.implant else 0.65)]
        return tuple(self._told(each) for each in told)

    def _told(self, injury: Injury) -> Injury:
        """An injury as remembered: sides and serial numbers are forgotten or wrong."""
        luck, where = self._random.random(), injury.where
        other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.NONE: Side.NONE}
        side = other[where.side] if luck < 0.12 else Side.NONE if luck < 0.3 else where.side
        serial = injury.serial if self._random.random() < 0.3 else ""
        return Injury(where=Element(where.bone, side), implant=injury.implant, serial=serial)

    def _things(self, things: Sequence[Object], language: int) -> tuple[str, ...]:
        random, manner = self._random, self._manner
        told = [each for each in things if random.random() < manner.told]
        invented = [random.choice(things)] if things and random.random() < manner.wrong else []
        return tuple(
            worded(
                random, each, language, vague=manner.vague, wrong=0.7 if each in invented else manner.wrong
            )
            for each in [*told, *invented]
        )

    def _spot(self, who: Person) -> Spot:
        random = self._random
        luck = random.random()
        if luck < 0.1:
            return Spot()
        place = who.died_at if luck < 0.65 else who.home
        quarter = _QUARTERS[int(abs(place[0] * 3 + place[1])) % len(_QUARTERS)][random.randrange(2)]
        if random.random() < 0.3:
            return Spot(wording=quarter)
        return Spot(wording=quarter, point=a_point(random, place, 0.35), precision=Precision.NEIGHBOURHOOD)

    def _believed(self, who: Person) -> Spot:
        """Where neighbours said that they were buried; one in five is another grave."""
        random = self._random
        if random.random() >= self._manner.grave:
            return Spot()
        wrong = random.random() < 0.2
        _, place = self._graves[random.choice(sorted(self._graves)) if wrong else who.incident]
        return Spot(point=a_point(random, place, 0.1), precision=Precision.STREET)


def a_point(random: Random, place: tuple[float, float], off_km: float) -> Point:
    """A place of the made-up city in degrees, put down so many kilometres off."""
    east, north = (each + random.gauss(0, off_km) for each in place)
    return Point(round(CENTRE.lat + north / KM_LAT, 5), round(CENTRE.lon + east / KM_LON, 5))

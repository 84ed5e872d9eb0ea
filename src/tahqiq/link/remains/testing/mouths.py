"""The mouths of made-up people: how teeth decay, are treated and lost; how they are charted, and wrongly.

One frailty a mouth, molars first, what is treated on one side treated on the other more often, and a way of
being treated that people keep to (drawn, filled, left alone).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tahqiq.link.remains.chart import PERMANENT, Chart, ChartBasis, Tooth, ToothState
from tahqiq.vocab.dates import DateSpan

_PRONE = {"1": 0.5, "2": 0.5, "3": 0.4, "4": 1.0, "5": 1.2, "6": 2.8, "7": 2.2, "8": 0.9}
_MIRROR = {"1": "2", "2": "1", "3": "4", "4": "3"}
_BLANK = 12.5
_ERUPTS = 19.0


@dataclass(frozen=True, slots=True)
class Mouth:
    """A life of teeth.

    Attributes:
        events: of each tooth, ages and what it became then, in order.
        surfaces: of its fillings.
        wisdom: third molars that never came through.
    """

    events: Mapping[str, tuple[tuple[float, ToothState], ...]]
    surfaces: Mapping[str, str]
    wisdom: frozenset[str]

    def state(self, number: str, age: float) -> ToothState:
        """What a tooth is at an age."""
        if number[1] == "8" and (age < _ERUPTS or number in self.wisdom):
            return ToothState.UNERUPTED
        states = [state for at, state in self.events.get(number, ()) if at <= age]
        return states[-1] if states else ToothState.SOUND


def a_mouth(random: Random, age: float) -> Mouth:
    """A mouth at the end of a life of so many years."""
    frail = random.gammavariate(1.1, 0.9)
    ways = [random.gammavariate(shape, 1.0) for shape in (0.8, 1.3, 1.0)]
    events: dict[str, tuple[tuple[float, ToothState], ...]] = {}
    surfaces: dict[str, str] = {}
    for number in PERMANENT:
        mirrored = events.get(_MIRROR[number[0]] + number[1])
        rate = 0.011 * frail * _PRONE[number[1]] * (2.2 if mirrored else 1.0)
        first = 9.0 + random.expovariate(rate) if rate > 0 else 200.0
        if first < age:
            events[number] = _course(random, first, ways)
            surfaces[number] = random.choice(("O", "O", "MO", "DO", "MOD", "B", "OL", "MODB", "D", "M"))
    wisdom = frozenset(each for each in PERMANENT if each[1] == "8" and random.random() < 0.3)
    return Mouth(events, surfaces, wisdom)


def _course(random: Random, first: float, ways: list[float]) -> tuple[tuple[float, ToothState], ...]:
    """What becomes of a tooth that decays at an age."""
    later = first + random.expovariate(0.5)
    match random.choices(("left", "filled", "drawn"), ways)[0]:
        case "left":
            return ((first, ToothState.DECAYED), (first + random.expovariate(0.12), ToothState.MISSING))
        case "filled":
            worse = random.choice((ToothState.ROOT_FILLED, ToothState.CROWN, ToothState.MISSING))
            return (
                (first, ToothState.DECAYED),
                (later, ToothState.FILLED),
                (later + random.expovariate(0.05), worse),
            )
    replaced = ((later + random.expovariate(0.08), ToothState.PROSTHESIS),) if random.random() < 0.3 else ()
    return ((first, ToothState.DECAYED), (later, ToothState.MISSING), *replaced)


def charted(
    random: Random, mouth: Mouth, age: float, *, slips: float, made: DateSpan, treated: bool = False
) -> Chart:
    """A dentist's chart, with its mistakes.

    Args:
        slips: the share of teeth charted wrongly. ``made``: when.
        treated: only teeth that were treated are noted, and some of the others.
    """
    mirrored = random.random() < slips / 4
    teeth: dict[str, Tooth] = {}
    for number in PERMANENT:
        state = mouth.state(number, age)
        if number[1] == "8" and random.random() < 0.2:
            state = random.choice((ToothState.MISSING, ToothState.UNERUPTED))
        if random.random() < slips:
            state = (
                mouth.state(_beside(number), age)
                if random.random() < 0.6
                else random.choice(tuple(ToothState)[:7])
            )
        if treated and state is ToothState.SOUND and random.random() < 0.7:
            continue
        place = _MIRROR[number[0]] + number[1] if mirrored else number
        noted = state is ToothState.FILLED and random.random() < 0.6
        teeth[place] = Tooth(state, _surfaces(random, mouth.surfaces.get(number, "O")) if noted else "")
    return Chart(made=made, teeth=teeth)


def seen_by_kin(random: Random, mouth: Mouth, age: float, made: DateSpan) -> Chart | None:
    """What a family noticed: a gap, a crown in front, often one place off; None where nothing."""
    teeth: dict[str, Tooth] = {}
    for number in PERMANENT:
        state = mouth.state(number, age)
        plain = state in {ToothState.SOUND, ToothState.FILLED, ToothState.ROOT_FILLED, ToothState.UNERUPTED}
        if number[1] in "12345" and not plain and random.random() < 0.6:
            teeth[_beside(number) if random.random() < 0.25 else number] = Tooth(state)
    return Chart(made=made, teeth=teeth, basis=ChartBasis.FAMILY) if teeth else None


def found(random: Random, mouth: Mouth, age: float, *, slips: float, lost: float) -> Chart:
    """The chart of a body: teeth fall out after death, jaws are gone."""
    whole = charted(random, mouth, age, slips=slips, made=DateSpan())
    jaws = {"1", "2"} if random.random() < 0.1 else {"3", "4"} if random.random() < 0.2 else set()
    teeth: dict[str, Tooth] = {}
    for number, tooth in whole.teeth.items():
        if number[0] in jaws:
            continue
        present = tooth.state not in {ToothState.MISSING, ToothState.UNERUPTED, ToothState.PROSTHESIS}
        fell = present and random.random() < lost * (2.0 if number[1] in "123" else 0.7)
        if fell and random.random() < 0.8:
            teeth[number] = Tooth(ToothState.LOST_AFTER)
        elif not fell:
            teeth[number] = tooth
    return Chart(teeth=teeth)


def may_be_charted(age: float) -> bool:
    """Whether the permanent teeth are through."""
    return age >= _BLANK


def _beside(number: str) -> str:
    place = int(number[1])
    return number[0] + str(place + 1 if place < 8 else place - 1)


def _surfaces(random: Random, true: str) -> str:
    if random.random() < 0.75:
        return true
    return "".join(sorted({*true, random.choice("MODBL")}, key="MODBL".index))

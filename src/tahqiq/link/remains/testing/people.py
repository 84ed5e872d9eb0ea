"""The people of a made-up season: families killed together, each with a body, a mouth and belongings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

import numpy as np

from tahqiq.link.remains.findings import Injury
from tahqiq.link.remains.skeleton import Bone, Element, Side
from tahqiq.link.remains.testing.mouths import Mouth, a_mouth
from tahqiq.link.testing.cells import joined
from tahqiq.link.testing.inventory import inventory
from tahqiq.link.testing.population import FAMILY, FATHER, GIVEN, GRANDFATHER, Population, invent
from tahqiq.vocab.places import Point
from tahqiq.vocab.remains import Sex

_YEAR = 365.2425
_EPOCH = date(1970, 1, 1)
#: The made-up city: its centre, and kilometres a degree there.
CENTRE, KM_LAT, KM_LON = Point(12.0, 30.0), 111.2, 108.9
_GROWN = 16.0
#: Bone lengths as shares of stature with their own scatter, cm: bodies, not a formula turned round.
_SHARES = {
    Bone.FEMUR: 0.264,
    Bone.TIBIA: 0.217,
    Bone.FIBULA: 0.213,
    Bone.HUMERUS: 0.189,
    Bone.RADIUS: 0.143,
    Bone.ULNA: 0.154,
}
_SCATTER = 0.035


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """A thing somebody wears or carries: words of what it is and how it is, as ``wardrobe.toml`` keys."""

    group: str
    name: str
    colour: str = ""
    material: str = ""
    detail: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who was killed.

    Attributes:
        names: in Arabic and in Latin letters. ``father``, ``mother``: names in Arabic.
        line: number of the family. ``incident``: in which they died.
        home, died_at: kilometres east and north of the centre.
        bones: lengths in millimetres.
    """

    number: int
    names: tuple[str, str]
    father: str
    line: int
    incident: int
    sex: Sex
    born: date
    died: date
    home: tuple[float, float]
    died_at: tuple[float, float]
    stature: float
    shoe_size: float
    hair: str
    bones: Mapping[Bone, float]
    mouth: Mouth
    injuries: tuple[Injury, ...]
    clothes: tuple[Object, ...]
    effects: tuple[Object, ...]
    marks: tuple[Object, ...]
    number_of_card: str

    @property
    def age(self) -> float:
        """Years at death."""
        return (self.died - self.born).days / _YEAR


@cache
def wardrobe() -> dict[str, dict[str, Any]]:
    """``wardrobe.toml``."""
    return tomllib.loads(files("tahqiq.link.remains.testing").joinpath("wardrobe.toml").read_text("utf-8"))


def draw(random: Random, table: str) -> str:
    """A key of a table of the wardrobe, by weight."""
    rows = wardrobe()[table]
    return random.choices(list(rows), [row[0] for row in rows.values()])[0]


def people(count: int, seed: int) -> list[Person]:
    """So many people of a made-up city, family by family."""
    numbers = np.random.default_rng(seed)
    random = Random(seed)  # noqa: S311
    population = invent(numbers, count)
    arabic, latin = (_names(numbers, population, script) for script in ("arabic", "latin"))
    fathers = inventory("men").written(numbers, population.chain[:, FATHER], "arabic").to_pylist()
    homes = {line: _somewhere(random) for line in range(int(population.line.max()) + 1)}
    scenes: dict[int, tuple[float, float]] = {}
    found = []
    for at in range(len(population)):
        line, incident = int(population.line[at]), int(population.incident[at])
        if incident not in scenes:
            scenes[incident] = (
                _near(random, homes[line], 0.15) if random.random() < 0.75 else _somewhere(random)
            )
        found.append(
            _person(
                random,
                at,
                population,
                (arabic[at], latin[at]),
                fathers[at] or "",
                homes[line],
                _near(random, scenes[incident], 0.05),
            )
        )
    return found


def _person(
    random: Random,
    at: int,
    population: Population,
    names: tuple[str, str],
    father: str,
    home: tuple[float, float],
    died_at: tuple[float, float],
) -> Person:
    sex = Sex.FEMALE if population.woman[at] else Sex.MALE
    born, died = (_EPOCH + timedelta(days=int(each)) for each in (population.birth[at], population.event[at]))
    age = (died - born).days / _YEAR
    stature = _stature(random, sex, age)
    return Person(
        number=at,
        names=names,
        father=father,
        line=int(population.line[at]),
        incident=int(population.incident[at]),
        sex=sex,
        born=born,
        died=died,
        home=home,
        died_at=died_at,
        stature=stature,
        shoe_size=round(0.245 * stature + random.gauss(-0.3, 1.1)),
        hair=_hair(random, age),
        bones={bone: 10 * share * stature * random.gauss(1, _SCATTER) for bone, share in _SHARES.items()},
        mouth=a_mouth(random, age),
        injuries=_injuries(random, age),
        clothes=_clothes(random, sex, age),
        effects=_effects(random, sex, age, names),
        marks=_marks(random),
        number_of_card=f"{random.randrange(10**9, 10**10)}",
    )


def _names(numbers: np.random.Generator, population: Population, script: str) -> list[str]:
    given = np.where(population.woman, -1, population.chain[:, GIVEN])
    girls = np.where(population.woman, population.chain[:, GIVEN], -1)
    parts = [
        inventory("men").written(numbers, given, script),
        inventory("women").written(numbers, girls, script),
    ]
    for part in (FATHER, GRANDFATHER):
        kept = np.where(
            numbers.random(len(population)) < (0.95 if part == FATHER else 0.5), population.chain[:, part], -1
        )
        parts.append(inventory("men").written(numbers, kept, script))
    parts.append(inventory("families").written(numbers, population.chain[:, FAMILY], script))
    return [name or "" for name in joined(*parts).to_pylist()]


def _somewhere(random: Random) -> tuple[float, float]:
    return random.gauss(0, 2.2), random.gauss(0, 1.6)


def _near(random: Random, spot: tuple[float, float], km: float) -> tuple[float, float]:
    return spot[0] + random.gauss(0, km), spot[1] + random.gauss(0, km)


def _stature(random: Random, sex: Sex, age: float) -> float:
    grown = random.gauss(172.5, 7.2) if sex is Sex.MALE else random.gauss(159.5, 6.6)
    share = min(1.0, 0.30 + 0.155 * age**0.52) if age < _GROWN else 1.0
    return max(45.0, grown * share - 0.08 * max(0.0, age - 45))


def _hair(random: Random, age: float) -> str:
    """The colour of hair, a key of the wardrobe's colours."""
    if age > 40 + random.gauss(8, 6):
        return random.choice(("grey", "white"))
    return random.choices(("black", "brown", "beige"), (70, 26, 4))[0]


def _injuries(random: Random, age: float) -> tuple[Injury, ...]:
    found = []
    for bone, share in (
        (Bone.RADIUS, 0.05),
        (Bone.TIBIA, 0.035),
        (Bone.FEMUR, 0.02),
        (Bone.HUMERUS, 0.02),
        (Bone.CLAVICLE, 0.02),
        (Bone.FOOT, 0.015),
        (Bone.HAND, 0.03),
        (Bone.RIBS, 0.03),
        (Bone.SKULL, 0.01),
    ):
        if random.random() < share * min(1.4, 0.3 + age / 40):
            side = random.choice((Side.LEFT, Side.RIGHT)) if bone.paired else Side.NONE
            plate = bone in {Bone.TIBIA, Bone.FEMUR, Bone.HUMERUS} and random.random() < 0.3
            serial = f"{random.choice('ABKTX')}{random.randrange(10**5, 10**6)}" if plate else ""
            found.append(Injury(where=Element(bone, side), implant="plate" if plate else "", serial=serial))
    return tuple(found)


def _clothes(random: Random, sex: Sex, age: float) -> tuple[Object, ...]:
    """Layers: what is worn above and below, under and over it, on head and feet."""
    grown = age >= _GROWN
    above, below = (
        ("children", "men_legs")
        if not grown
        else ("men", "men_legs")
        if sex is Sex.MALE
        else ("women", "women")
    )
    tables = [above, below, "under"]
    tables += [above] if random.random() < 0.5 else []
    tables += ["women_head"] if grown and sex is Sex.FEMALE and random.random() < 0.85 else []
    tables += [table for table in ("feet", "extra") if random.random() < 0.6]
    return tuple(
        Object(
            group=table,
            name=draw(random, table),
            colour=draw(random, "colours"),
            detail=_detail(random, 0.2, ""),
        )
        for table in tables
    )


def _effects(random: Random, sex: Sex, age: float, names: tuple[str, str]) -> tuple[Object, ...]:
    who = 2 if age < _GROWN else 0 if sex is Sex.MALE else 1
    found = []
    for name, row in wardrobe()["effects"].items():
        if random.random() < row[who]:
            engraved = (
                random.choice(names).split(" ")[0] if name in {"ring", "wedding_ring", "necklace"} else ""
            )
            found.append(
                Object(
                    group="effects",
                    name=name,
                    material=draw(random, "materials"),
                    colour=draw(random, "colours") if random.random() < 0.4 else "",
                    detail=_detail(random, 0.5, engraved),
                )
            )
    return tuple(found)


def _marks(random: Random) -> tuple[Object, ...]:
    return tuple(
        Object(group="marks", name=draw(random, "marks"), where=draw(random, "places"))
        for _ in range(random.choices((0, 1, 2), (55, 35, 10))[0])
    )


def _detail(random: Random, share: float, engraved: str) -> str:
    if random.random() >= share:
        return ""
    brands: Sequence[str] = wardrobe()["brands"]["words"]
    return engraved or random.choice((random.choice(brands), str(random.randrange(100, 9999))))

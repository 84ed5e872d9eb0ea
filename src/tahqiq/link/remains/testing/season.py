"""One made-up season: who was found, who is missed, what is told of them; and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.testing.bodies import Finder
from tahqiq.link.remains.testing.families import Teller
from tahqiq.link.remains.testing.graves import graves
from tahqiq.link.remains.testing.people import Person, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a season is: gaps and errors, as shares.

    Attributes:
        held: of the found who have a file.
        parts: of bodies of which a part lies elsewhere, under a code of its own.
        dentist: of files with a dentist's chart; ``kin_teeth``: with what the family noticed of teeth.
        clothing, effects: of files that tell of them; ``told``: of their things that are told.
        vague: of colours, materials and details of told things that are left out. ``wrong``: of those that
            are wrong. ``borrowed``: of bodies in somebody else's clothes or with their things.
        charted: of skulls whose teeth are charted; ``recorded``: of bodies whose clothing and effects are.
        survives: of things that are still there.
        grave: of files that tell where somebody is believed to lie, one in five wrongly.
        ages_wrong: of age ranges that are plainly wrong. ``slips``: of teeth charted wrongly.
    """

    held: float = 0.72
    parts: float = 0.11
    dentist: float = 0.22
    kin_teeth: float = 0.10
    clothing: float = 0.6
    effects: float = 0.65
    told: float = 0.8
    vague: float = 0.2
    wrong: float = 0.1
    borrowed: float = 0.04
    charted: float = 0.65
    recorded: float = 0.75
    survives: float = 0.7
    grave: float = 0.4
    ages_wrong: float = 0.05
    slips: float = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A made-up season with known truth.

    Attributes:
        remains, files: what is compared.
        truth: code of remains → id of the file of that person, '' where there is none.
        person: code of remains → number of the person; two codes of one person are parts of one body.
    """

    remains: tuple[PostMortem, ...]
    files: tuple[AnteMortem, ...]
    truth: dict[str, str]
    person: dict[str, int]


def simulate_season(
    *, remains: int = 3000, files: int = 4500, manner: Manner | None = None, seed: int = 1
) -> Season:
    """A season in which so many bodies and parts were found, and so many people are missed.

    Args:
        remains, files: how many.
        manner: its gaps and errors.
        seed: the same gives the same season.

    >>> season = simulate_season(remains=40, files=60)
    >>> len(season.remains), len(season.files), len(season.truth)
    (40, 60, 40)
    """
    manner, random = manner or Manner(), Random(seed * 7919 + 1)  # noqa: S311
    bodies = max(1, round(remains / (1 + manner.parts)))
    with_file = min(files, round(bodies * manner.held))
    everybody = people(bodies + files - with_file, seed)
    dead = random.sample(everybody, bodies)
    lost = {person.number for person in dead}
    missed = _missed(random, dead, with_file) + [each for each in everybody if each.number not in lost]
    lie = graves(random, everybody)
    told = Teller(random, manner, lie).files(sorted(missed[:files], key=lambda each: each.number))
    file_of = {number: file.id for number, file in told}
    found = Finder(random, manner).remains(dead, remains - bodies, lie)
    opened = random.sample(found, len(found))
    return Season(
        remains=tuple(body for _, body in opened),
        files=tuple(file for _, file in told),
        truth={body.code: file_of.get(number, "") for number, body in opened},
        person={body.code: number for number, body in opened},
    )


def _missed(random: Random, dead: list[Person], count: int) -> list[Person]:
    """The dead who have a file: families are missed as one, or nobody is left to miss them."""
    lean = {line: random.gauss(0, 1.0) for line in sorted({each.line for each in dead})}
    return sorted(dead, key=lambda each: (lean[each.line] + random.gauss(0, 0.8), each.number))[:count]

"""Where the made-up dead lie: under their house, in a burial ground nearby, or where nobody would look."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeAlias

from tahqiq.link.remains.testing.people import Person

#: Name of a site, and kilometres east and north of the centre.
Grave: TypeAlias = tuple[str, tuple[float, float]]

_GROUNDS = tuple((-4.0 + 2.0 * (at % 5), -2.5 + 1.7 * (at // 5)) for at in range(20))
_IN_PLACE, _NEAREST, _NEAR = 0.45, 0.75, 0.92


def graves(random: Random, dead: Sequence[Person]) -> dict[int, Grave]:
    """Where the dead of each incident lie; those of one incident lie together."""
    first = {each.incident: each for each in reversed(dead)}
    return {incident: _grave(random, first[incident]) for incident in sorted(first)}


def _grave(random: Random, who: Person) -> Grave:
    luck = random.random()
    if luck < _IN_PLACE:
        return f"house-{who.incident}", who.died_at
    east, north = who.died_at
    near = sorted(
        range(len(_GROUNDS)), key=lambda at: (_GROUNDS[at][0] - east) ** 2 + (_GROUNDS[at][1] - north) ** 2
    )
    at = near[0] if luck < _NEAREST else near[random.randrange(1, 4)] if luck < _NEAR else random.choice(near)
    return f"ground-{at}", _GROUNDS[at]

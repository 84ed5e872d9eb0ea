"""Pictures that look alike: all pairs of perceptual hashes within a Hamming distance, exactly.

Multi-index hashing (M. Norouzi, A. Punjani, D. Fleet, *Fast Exact Search in Hamming Space with Multi-Index
Hashing*, IEEE TPAMI 2014): 64 bits are cut into m bands. Of two hashes within distance d, some band
differs in at most ⌊d / m⌋ bits. With m = ⌊d / 2⌋ + 1 bands that is one bit at most, so that each hash has
only to be compared with those that share a band with it but for one bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Bits of a hash; digits it is written with; the largest distance that is asked for.
BITS, DIGITS, FARTHEST = 64, 16, 24
#: A hash that more items share is paired with the first of them only: all pairs would be too many to read.
SHARED = 20


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two items that look alike.

    Attributes:
        distance: bits in which their nearest pictures differ, 0 to ``FARTHEST``.
        one, other: the items, in the order they were given.
        pictures: how many pictures of the one have their like in the other: 1 for photographs,
            up to 16 for films.
    """

    distance: int
    one: str
    other: str
    pictures: int = 1


def similar(hashes: Iterable[tuple[str, str]], *, distance: int = 8) -> list[Pair]:
    """All pairs of items with pictures within a distance, nearest first.

    Args:
        hashes: item and perceptual hash in hexadecimal: of a film several, one after another.
            Items without any are passed over; an item given twice counts once.
        distance: bits; of 64, pictures of different things differ in about half.

    Raises:
        BadInput: a hash is none, or the distance is out of range.

    >>> similar([("a", "ff00ff00ff00ff00"), ("b", "ff00ff00ff00ff01"), ("c", "0123456789abcdef")])
    [Pair(distance=1, one='a', other='b', pictures=1)]
    """
    if not 0 <= distance <= FARTHEST:
        raise BadInput(f"a distance of {distance} bits", remedy=f"0 to {FARTHEST}")
    items = {item: _pictures(item, spelled) for item, spelled in hashes if spelled}
    names, owners = list(items), _owners(list(items.values()))
    nearest: dict[tuple[int, int], int] = {}
    met: dict[tuple[int, int], set[int]] = {}
    for one, other, picture, bits in _met(owners, distance):
        pair = (one, other)
        nearest[pair] = min(bits, nearest.get(pair, BITS))
        met.setdefault(pair, set()).add(picture)
    return sorted(
        Pair(bits, names[one], names[other], len(met[one, other])) for (one, other), bits in nearest.items()
    )


def _pictures(item: str, spelled: str) -> set[int]:
    if len(spelled) % DIGITS or set(spelled) - set("0123456789abcdef"):
        raise BadInput(f"no perceptual hash: {spelled[:40]!r}", file=item)
    return {int(spelled[at : at + DIGITS], 16) for at in range(0, len(spelled), DIGITS)}


def _owners(pictures: Sequence[set[int]]) -> dict[int, list[int]]:
    """The items that show each picture, by its hash."""
    owners: dict[int, list[int]] = {}
    for item, hashes in enumerate(pictures):
        for each in sorted(hashes):
            owners.setdefault(each, []).append(item)
    return owners


def _met(owners: dict[int, list[int]], distance: int) -> Iterator[tuple[int, int, int, int]]:
    """Item, item, the first one's picture, and the bits between, for every two pictures near enough."""
    for each, items in owners.items():
        for one, other in _together(items):
            yield one, other, each, 0
    spelled = sorted(owners)
    for first, second, bits in near(spelled, distance):
        for one, other in product(_few(owners[spelled[first]]), _few(owners[spelled[second]])):
            if one != other:
                yield min(one, other), max(one, other), spelled[first if one < other else second], bits


def _together(items: Sequence[int]) -> Iterable[tuple[int, int]]:
    return combinations(items, 2) if len(items) <= SHARED else ((items[0], other) for other in items[1:])


def _few(items: Sequence[int]) -> Sequence[int]:
    return items if len(items) <= SHARED else items[:1]


def near(hashes: Sequence[int], distance: int) -> Iterator[tuple[int, int, int]]:
    """Rows of every two different hashes within a distance, with the bits between them.

    Args:
        hashes: each once.

    >>> list(near([0b0000, 0b0111, 0b1111], 1))
    [(1, 2, 1)]
    """
    import numpy as np

    from tahqiq.seal.looking import bands

    if len(hashes) < 2:
        return
    found: NDArray[np.int64] = bands.pairs(np.array(hashes, dtype=np.uint64), distance)
    yield from map(tuple, found.tolist())

"""The inner loop of ``similar``: pairs of 64-bit hashes within a distance, by tables over bands of bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.vocab.errors import BadInput

#: Pairs that are still an answer.
MOST = 5_000_000
#: No band is wider, so that its table has 65,536 places at most.
_WIDEST = 16


def pairs(hashes: NDArray[np.uint64], distance: int) -> NDArray[np.int64]:
    """Rows (first, second, bits) of all pairs within a distance, first < second, in order.

    Args:
        hashes: different from one another.
        distance: bits.

    Raises:
        BadInput: there are more than ``MOST``.
    """
    count = max(64 // _WIDEST, distance // 2 + 1)
    edges = np.array([64 * band // count for band in range(count + 1)], dtype=np.int64)
    radius = distance // count
    order, starts = _tables(hashes, edges)
    size = _search(hashes, edges, order, starts, distance, radius, np.empty((0, 3), dtype=np.int64))
    if size > MOST:
        problem = f"{size:,} pairs of pictures look alike within {distance} bits"
        raise BadInput(problem, remedy="choose a smaller distance")
    found = np.empty((size, 3), dtype=np.int64)
    _search(hashes, edges, order, starts, distance, radius, found)
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _tables(
    hashes: NDArray[np.uint64], edges: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each band the rows sorted by their bits in it, and where each value begins."""
    bands, places = len(edges) - 1, 1 << int(np.diff(edges).max())
    order = np.empty((bands, len(hashes)), dtype=np.int64)
    starts = np.empty((bands, places + 1), dtype=np.int64)
    for band in range(bands):
        width = np.uint64((1 << int(edges[band + 1] - edges[band])) - 1)
        keys = ((hashes >> np.uint64(edges[band])) & width).astype(np.int64)
        order[band] = np.argsort(keys, kind="stable")
        starts[band] = np.searchsorted(keys[order[band]], np.arange(places + 1))
    return order, starts


@compiled
def _ones(bits: np.uint64) -> int:
    """Bits that are set (H. Warren, *Hacker's Delight*, 2nd ed., §5-1)."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _met_before(between: np.uint64, edges: NDArray[np.int64], band: int, radius: int) -> bool:
    """Whether an earlier band has brought the two together already."""
    for earlier in range(band):
        width = np.uint64((np.int64(1) << (edges[earlier + 1] - edges[earlier])) - 1)
        if _ones((between >> np.uint64(edges[earlier])) & width) <= radius:
            return True
    return False


@compiled
def _search(
    hashes: NDArray[np.uint64],
    edges: NDArray[np.int64],
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
    distance: int,
    radius: int,
    found: NDArray[np.int64],
) -> int:
    """Counts the pairs, and writes them where there is room for them."""
    size = 0
    for band in range(len(edges) - 1):
        width = edges[band + 1] - edges[band]
        flips = width + 1 if radius else 1
        for one in range(len(hashes)):
            key = np.int64((hashes[one] >> np.uint64(edges[band])) & np.uint64((np.int64(1) << width) - 1))
            for flip in range(flips):
                place = key if flip == width or radius == 0 else key ^ (np.int64(1) << flip)
                for at in range(starts[band, place], starts[band, place + 1]):
                    other = order[band, at]
                    if other <= one:
                        continue
                    between = hashes[one] ^ hashes[other]
                    bits = _ones(between)
                    if bits <= distance and not _met_before(between, edges, band, radius):
                        if size < len(found):
                            found[size, 0], found[size, 1], found[size, 2] = one, other, bits
                        size += 1
    return size

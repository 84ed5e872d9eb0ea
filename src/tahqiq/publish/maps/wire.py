"""Many small messages of protocol buffers at once: columns of numbers become rows of bytes.

A vector tile is thousands of features of some thirty bytes (Protocol Buffers encoding; Mapbox Vector
Tile 2.1). Made one after the other in Python a million take a minute; made by columns, seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Octets = npt.NDArray[np.uint8]
_BITS = 7  # of a number in each byte
_MORE = 0x80  # another byte follows


class Column(Protocol):
    """A part of every row."""

    def lengths(self) -> Ints:
        """Bytes it takes in each row; of length one where they are the same."""

    def put(self, out: Octets, at: Ints) -> None:
        """Writes each row's part where it begins."""


@dataclass(frozen=True, slots=True)
class Same:
    """The same bytes in every row."""

    octets: bytes

    def lengths(self) -> Ints:
        """See `Column`."""
        return np.array([len(self.octets)])

    def put(self, out: Octets, at: Ints) -> None:
        """See `Column`."""
        for place, octet in enumerate(self.octets):
            out[at + place] = octet


@dataclass(frozen=True, slots=True)
class Varints:
    """A number in every row, none below zero, seven bits a byte and the lowest first."""

    values: Ints

    def lengths(self) -> Ints:
        """See `Column`."""
        return varint_lengths(self.values)

    def put(self, out: Octets, at: Ints) -> None:
        """See `Column`."""
        left, where = self.values, at
        while left.size:
            more = left >= _MORE
            out[where] = (left & (_MORE - 1)) | np.where(more, _MORE, 0)
            left, where = left[more] >> _BITS, where[more] + 1


@dataclass(frozen=True, slots=True)
class Stretches:
    """A stretch of some bytes in every row."""

    octets: Octets
    begins: Ints
    sizes: Ints

    def lengths(self) -> Ints:
        """See `Column`."""
        return self.sizes

    def put(self, out: Octets, at: Ints) -> None:
        """See `Column`."""
        within = np.arange(int(self.sizes.sum())) - np.repeat(np.cumsum(self.sizes) - self.sizes, self.sizes)
        source = np.repeat(self.begins, self.sizes) + within
        out[np.repeat(at, self.sizes) + within] = self.octets[source]


def varint_lengths(values: Ints) -> Ints:
    """Bytes that each number takes.

    >>> varint_lengths(np.array([0, 127, 128, 300, 2**14])).tolist()
    [1, 1, 2, 2, 3]
    """
    lengths = np.ones(len(values), np.int64)
    left = values >> _BITS
    while left.any():
        lengths += left > 0
        left = left >> _BITS
    return lengths


def total(columns: Sequence[Column]) -> Ints:
    """Bytes that columns take together in each row."""
    sizes = columns[0].lengths()
    for column in columns[1:]:
        sizes = sizes + column.lengths()
    return sizes


def message(tag: int, columns: Sequence[Column]) -> list[Column]:
    """Columns as one field of a message, of the wire type that tells its length."""
    return [Same(bytes([tag])), Varints(total(columns)), *columns]


def rows_of(columns: Sequence[Column], rows: int) -> tuple[Octets, Ints]:
    r"""All rows one after the other, and where each begins and the last ends.

    >>> octets, bounds = rows_of([Same(b"a"), Varints(np.array([1, 300]))], 2)
    >>> bytes(octets), bounds.tolist()
    (b'a\x01a\xac\x02', [0, 2, 5])
    """
    bounds = np.zeros(rows + 1, np.int64)
    np.cumsum(np.broadcast_to(total(columns), rows), out=bounds[1:])
    out = np.empty(int(bounds[-1]), np.uint8)
    at = bounds[:-1]
    for column in columns:
        column.put(out, at)
        at = at + column.lengths()
    return out, bounds

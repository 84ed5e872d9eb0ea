"""The Merkle tree of the custody log, hashed as RFC 9162 §2.1 says.

A *leaf hash* covers the bytes of one event, a *node hash* two hashes below it, with a different first
byte, so that neither can be taken for the other. Whoever holds one root can be shown, in a few dozen
hashes, that an event is in the log (inclusion) and that a later log only grew (consistency).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class LeafHashes(Protocol):
    """The leaf hashes of a tree, in order: a list of them, or something that reads them as asked."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Iterable[bytes]: ...


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf's bytes (RFC 9162 §2.1.1)."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the two hashes below (RFC 9162 §2.1.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    r"""A tree that only grows, kept as the roots of its perfect subtrees: log₂(size) hashes.

    Attributes:
        size: how many leaves.
        peaks: the roots of its perfect subtrees, the largest (leftmost) first.

    >>> tree = Frontier()
    >>> for leaf in (b"", b"\0", b"\x10"): tree.append(leaf_hash(leaf))
    >>> tree.size, len(tree.peaks), tree.root().hex()[:8]
    (3, 2, 'aeb6bcfe')
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Adds a leaf by its hash."""
        carried, size = leaf, self.size
        while size & 1:
            carried, size = node_hash(self.peaks.pop(), carried), size >> 1
        self.peaks.append(carried)
        self.size += 1

    def root(self) -> bytes:
        """The hash everything hangs on; of an empty tree, SHA-256 of nothing."""
        return _folded(self.peaks) if self.peaks else hashlib.sha256().digest()

    def copy(self) -> Frontier:
        """The same tree, to go on from without changing this one."""
        return Frontier(self.size, list(self.peaks))


def root_of(hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in order."""
    tree = Frontier()
    for each in hashes:
        tree.append(each)
    return tree.root()


def inclusion_proof(hashes: LeafHashes, index: int, size: int) -> list[bytes]:
    """The hashes that lead from a leaf to the root, the lowest first (RFC 9162 §2.1.3.1).

    Args:
        hashes: leaf hashes, at least ``size`` of them.
        index: which leaf, from 0.
        size: of the tree whose root is to be reached.

    Raises:
        ValueError: there is no such leaf in a tree of that size.
    """
    if not 0 <= index < size <= len(hashes):
        raise ValueError(f"no leaf {index} in a tree of {size}")
    proof: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            proof.append(root_of(hashes[middle:stop]))
            stop = middle
        else:
            proof.append(root_of(hashes[start:middle]))
            start = middle
    return proof[::-1]


def consistency_proof(hashes: LeafHashes, first: int, second: int) -> list[bytes]:
    """The hashes that show a tree to be the beginning of a larger one (RFC 9162 §2.1.4.1).

    Raises:
        ValueError: not 0 < first <= second <= number of hashes.
    """
    if not 0 < first <= second <= len(hashes):
        raise ValueError(f"no tree of {first} within one of {second}")
    proof: list[bytes] = []
    start, stop, known = 0, second, True
    while first != stop:
        middle = start + _split(stop - start)
        if first <= middle:
            proof.append(root_of(hashes[middle:stop]))
            stop = middle
        else:
            proof.append(root_of(hashes[start:middle]))
            start, known = middle, False
    if not known:
        proof.append(root_of(hashes[start:stop]))
    return proof[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162 §2.1.3.2).

    Args:
        leaf: the leaf's hash.

    Raises:
        ValueError: the proof has not the length that index and size ask for.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    node, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        if node & 1 or node == last:
            found = node_hash(each, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, each)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return found


def consistent(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a proof shows the first tree to be the beginning of the second (RFC 9162 §2.1.4.2)."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(each, old), node_hash(each, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, each)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _folded(peaks: Sequence[bytes]) -> bytes:
    """One root from those of the perfect subtrees, from the right."""
    found = peaks[-1]
    for peak in reversed(peaks[:-1]):
        found = node_hash(peak, found)
    return found


def _split(size: int) -> int:
    """The largest power of two below ``size`` (RFC 9162 §2.1.1)."""
    return 1 << (size - 1).bit_length() - 1

"""The Merkle tree: published vectors, and a second implementation straight from RFC 9162's definitions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tahqiq.seal.merkle import (
    Frontier,
    consistency_proof,
    consistent,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    root_of,
)

#: The eight leaves and the roots after each, as Certificate Transparency's own tests have them
#: (google/certificate-transparency, merkletree tests; the same in transparency-dev/merkle).
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
#: RFC 6962/9162 audit paths of the same tree, from the same tests: (leaf, size) → hashes.
PATHS = {
    (0, 1): (),
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
#: Consistency proofs of the same tree, from the same tests: (first, second) → hashes.
GROWTH = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def split(n: int) -> int:
    """The k of RFC 9162 §2.1.1: the largest power of two smaller than n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(d: Sequence[bytes]) -> bytes:
    """MTH(D[n]), RFC 9162 §2.1.1, as defined."""
    if not d:
        return hashlib.sha256(b"").digest()
    if len(d) == 1:
        return hashlib.sha256(b"\x00" + d[0]).digest()
    k = split(len(d))
    return hashlib.sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]), RFC 9162 §2.1.3.1, as defined."""
    if len(d) == 1:
        return []
    k = split(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m: int, d: Sequence[bytes], complete: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b), RFC 9162 §2.1.4.1, as defined."""
    if m == len(d):
        return [] if complete else [mth(d)]
    k = split(len(d))
    if m <= k:
        return [*subproof(m, d[:k], complete), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]


def leaves(size: int) -> list[bytes]:
    return [b"leaf %d" % n for n in range(size)]


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(leaf) for leaf in leaves(size)]


def test_roots_are_those_that_were_published() -> None:
    tree = Frontier()
    assert tree.root() == hashlib.sha256(b"").digest()
    for size, root in enumerate(ROOTS, 1):
        tree.append(HASHES[size - 1])
        assert tree.root().hex() == root == root_of(HASHES[:size]).hex()
        assert tree.size == size


@pytest.mark.parametrize(("place", "proof"), PATHS.items())
def test_inclusion_proofs_are_those_that_were_published(
    place: tuple[int, int], proof: tuple[str, ...]
) -> None:
    index, size = place
    assert tuple(each.hex() for each in inclusion_proof(HASHES, index, size)) == proof
    assert (
        root_from_inclusion(HASHES[index], index, size, inclusion_proof(HASHES, index, size)).hex()
        == ROOTS[size - 1]
    )


@pytest.mark.parametrize(("sizes", "proof"), GROWTH.items())
def test_consistency_proofs_are_those_that_were_published(
    sizes: tuple[int, int], proof: tuple[str, ...]
) -> None:
    first, second = sizes
    assert tuple(each.hex() for each in consistency_proof(HASHES, first, second)) == proof
    roots = bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1])
    assert consistent(first, second, *roots, consistency_proof(HASHES, first, second))


def test_the_example_of_the_standard() -> None:
    """RFC 9162 §2.1.5: seven leaves; the proofs are named there by the nodes of its drawing."""
    a, b, c, d, e, f, j = (leaf_hash(leaf) for leaf in leaves(7))
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the drawing's own letters
    of = [a, b, c, d, e, f, j]
    assert root_of(of) == node_hash(k, l)
    assert inclusion_proof(of, 0, 7) == [b, h, l]
    assert inclusion_proof(of, 3, 7) == [c, g, l]
    assert inclusion_proof(of, 4, 7) == [f, j, k]
    assert inclusion_proof(of, 6, 7) == [i, k]
    assert consistency_proof(of, 3, 7) == [c, d, g, l]
    assert consistency_proof(of, 4, 7) == [l]
    assert consistency_proof(of, 6, 7) == [i, j, k]


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_of_small_trees_agrees_with_the_definitions(size: int) -> None:
    data, of = leaves(size), hashes(size)
    root = mth(data)
    assert root_of(of) == root
    for index in range(size):
        proof = inclusion_proof(of, index, size)
        assert proof == path(index, data)
        assert root_from_inclusion(of[index], index, size, proof) == root
    for first in range(1, size + 1):
        proof = consistency_proof(of, first, size)
        assert proof == subproof(first, data, True)
        assert consistent(first, size, mth(data[:first]), root, proof)


@given(size=st.integers(1, 700), data=st.data())
def test_large_trees_agree_with_the_definitions(size: int, data: st.DataObject) -> None:
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    of, plain = hashes(size), leaves(size)
    tree = Frontier()
    for each in of:
        tree.append(each)
    assert tree.root() == mth(plain)
    assert inclusion_proof(of, index, size) == path(index, plain)
    assert consistency_proof(of, first, size) == subproof(first, plain, True)


@given(size=st.integers(1, 40), data=st.data())
def test_a_malformed_inclusion_proof_leads_nowhere(size: int, data: st.DataObject) -> None:
    of = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(of, index, size)
    changed, where = malformed(proof, data), data.draw(st.integers(0, size - 1))
    assume(changed != proof or where != index)
    try:
        found = root_from_inclusion(of[index], where, size, changed)
    except ValueError:
        return
    assert found != root_of(of)


@given(second=st.integers(2, 40), data=st.data())
def test_a_malformed_consistency_proof_shows_nothing(second: int, data: st.DataObject) -> None:
    of = hashes(second)
    first = data.draw(st.integers(1, second - 1))
    changed = malformed(proof := consistency_proof(of, first, second), data)
    assume(changed != proof)
    assert not consistent(first, second, root_of(of[:first]), root_of(of), changed)
    assert not consistent(first, second, root_of(of[:first]), bytes(32), proof)
    assert not consistent(first, second, bytes(32), root_of(of), proof)


def malformed(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    """Something added, taken away, changed or put elsewhere."""
    changed = list(proof)
    where = data.draw(st.integers(0, len(proof)))
    kind = data.draw(st.sampled_from(["added", "removed", "changed", "turned", "as it was"]))
    if kind == "added":
        changed.insert(where, bytes(32))
    elif kind == "removed":
        del changed[where : where + 1]
    elif kind == "changed" and proof:
        changed[where % len(proof)] = bytes(32)
    elif kind == "turned":
        changed.reverse()
    return changed


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 9)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(HASHES, index, size)
    if size <= len(HASHES):
        with pytest.raises(ValueError, match="no leaf"):
            root_from_inclusion(HASHES[0], index, size, [])


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (1, 9), (-1, 2)])
def test_there_is_no_growth_that_did_not_happen(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="no tree"):
        consistency_proof(HASHES, first, second)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (-1, 2)])
def test_nothing_shows_growth_that_cannot_be(first: int, second: int) -> None:
    assert not consistent(first, second, bytes(32), bytes(32), [bytes(32)])


def test_a_proof_with_more_than_is_needed_proves_nothing() -> None:
    with pytest.raises(ValueError, match="too long"):
        root_from_inclusion(HASHES[0], 0, 1, [bytes(32)])
    grown = consistency_proof(HASHES, 1, 2)
    assert consistent(1, 2, HASHES[0], root_of(HASHES[:2]), grown)
    assert not consistent(1, 2, HASHES[0], root_of(HASHES[:2]), [*grown, bytes(32)])


def test_equal_trees_need_no_proof_and_take_none() -> None:
    root = root_of(HASHES)
    assert consistent(8, 8, root, root, [])
    assert not consistent(8, 8, root, root, [root])
    assert not consistent(8, 8, root, bytes(32), [])


def test_a_leaf_is_no_node() -> None:
    assert leaf_hash(HASHES[0] + HASHES[1]) != node_hash(HASHES[0], HASHES[1])


def test_a_copy_grows_alone() -> None:
    tree = Frontier()
    for each in HASHES[:3]:
        tree.append(each)
    copy = tree.copy()
    copy.append(HASHES[3])
    assert (tree.root().hex(), copy.root().hex()) == (ROOTS[2], ROOTS[3])

"""Every pair within the distance is found, whatever else there is, and no other."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.seal.looking import Pair, bands, similar
from tahqiq.seal.looking.similar import FARTHEST, SHARED, near
from tahqiq.vocab.errors import BadInput


def spelled(*hashes: int) -> str:
    return "".join(f"{each:016x}" for each in hashes)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 2**64 - 1), max_size=5),
    st.lists(st.lists(st.integers(0, 63), max_size=14), max_size=12),
    st.integers(0, FARTHEST),
)
def test_the_search_is_exact(centres: list[int], flips: list[list[int]], distance: int) -> None:
    hashes = {*centres}
    for number, bits in enumerate(flips):
        centre = centres[number % len(centres)] if centres else 0
        hashes.add(centre ^ sum({1 << bit for bit in bits}))
    known = sorted(hashes)
    apart = [(a, b, (known[a] ^ known[b]).bit_count()) for a, b in combinations(range(len(known)), 2)]
    assert list(near(known, distance)) == [each for each in apart if each[2] <= distance]


def test_photographs_are_paired_nearest_first() -> None:
    found = similar([("a", spelled(0b111)), ("b", spelled(0)), ("c", spelled(0b110)), ("d", "")])
    assert found == [Pair(1, "a", "c"), Pair(2, "b", "c"), Pair(3, "a", "b")]


def test_an_item_sealed_twice_is_not_its_own_likeness() -> None:
    assert similar([("a", spelled(1)), ("a", spelled(1))]) == []


def test_films_count_the_pictures_they_share() -> None:
    dice = random.Random(1)
    frames = [dice.getrandbits(64) for _ in range(9)]
    again = [frame ^ 0b101 for frame in frames[:4]]
    found = similar([("film", spelled(*frames)), ("copy", spelled(*again)), ("still", spelled(frames[8]))])
    assert found == [Pair(0, "film", "still", 1), Pair(2, "film", "copy", 4)]


def test_pictures_of_one_film_are_not_its_likeness() -> None:
    assert similar([("film", spelled(1, 2, 3))]) == []


def test_what_everybody_shares_is_told_once_each() -> None:
    count = SHARED + 10
    found = similar([(f"{n:03}", spelled(7)) for n in range(count)] + [("near", spelled(6))])
    assert len(found) == count
    assert {pair.one for pair in found} == {"000"}


@pytest.mark.parametrize("wrong", ["ff", "x" * 16, "F" * 16])
def test_what_is_no_hash_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match="no perceptual hash"):
        similar([("a", wrong)])


def test_a_distance_out_of_range_is_refused() -> None:
    with pytest.raises(BadInput, match="0 to 24"):
        similar([], distance=FARTHEST + 1)


def test_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bands, "MOST", 2)
    with pytest.raises(BadInput, match="choose a smaller distance"):
        similar([("a", spelled(0)), ("b", spelled(1)), ("c", spelled(2))])

"""Chances are learned without labels: known truth is recovered, and small lists give no certainty."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tahqiq.link.engines import Compared
from tahqiq.link.evidence.comparisons import COMPARISONS, NAMES, NOTHING
from tahqiq.link.training import Model, train

GIVEN, FAMILY, SEX, AGE = (NAMES.index(name) for name in ("given", "family_name", "sex", "age"))


def packed(levels: dict[int, NDArray[np.int64]], count: int) -> NDArray[np.int64]:
    """Levels of some comparisons, the others missing."""
    found = np.zeros(count, np.int64)
    for at in range(len(NAMES)):
        found |= levels.get(at, np.full(count, NOTHING)) << (4 * at)
    return found


def drawn(chance: np.random.Generator, count: int, shares: dict[int, list[float]]) -> NDArray[np.int64]:
    """Levels drawn independently."""
    return packed({at: chance.choice(len(share), count, p=share) for at, share in shares.items()}, count)


SAME = {GIVEN: [0.2, 0.4, 0.3, 0.04, 0.04, 0.02], FAMILY: [0.1, 0.3, 0.3, 0.2, 0.05, 0.03, 0.02],
        SEX: [0.98, 0.02], AGE: [0.6, 0.3, 0.05, 0.02, 0.02, 0.01]}  # fmt: skip
OTHER = {GIVEN: [0.002, 0.01, 0.03, 0.01, 0.01, 0.938],
         FAMILY: [0.001, 0.002, 0.004, 0.02, 0.003, 0.01, 0.96],
         SEX: [0.5, 0.5], AGE: [0.02, 0.04, 0.04, 0.1, 0.2, 0.6]}  # fmt: skip


@pytest.mark.parametrize("matches", [300, 480])
def test_known_chances_are_recovered(matches: int) -> None:
    chance = np.random.default_rng(3)
    one, other = (each.ravel() for each in np.indices((500, 600)))
    same = (one == other) & (one < matches)
    levels = np.where(same, drawn(chance, len(one), SAME), drawn(chance, len(one), OTHER))
    nobody = np.empty(0, np.int64)
    model = train(Compared(one, other + 500, levels), nobody, 300_000.0, 500.0, twice=False)
    for at in SAME:
        size = len(SAME[at])
        assert model.match[at][:size] == pytest.approx(SAME[at], abs=0.06)
        assert model.other[at][:size] == pytest.approx(OTHER[at], abs=0.003)
    assert model.prior == pytest.approx(np.log2(matches / 300_000), abs=0.25)


def test_what_is_learned_does_not_hang_on_the_order_of_pairs() -> None:
    chance = np.random.default_rng(4)
    found = Compared(np.arange(500), np.arange(500) + 500, drawn(chance, 500, SAME))
    outside = drawn(chance, 1000, OTHER)
    order = chance.permutation(500)
    mixed = Compared(*(each[order] for each in found))
    one, other = (train(each, outside, 250_000.0, 500.0, twice=False) for each in (found, mixed))
    assert one.prior == pytest.approx(other.prior)
    for a, b in zip(one.match, other.match, strict=True):
        assert a == pytest.approx(b)


def test_many_candidates_are_sampled_by_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.link.training._ENOUGH", 1_000)
    chance = np.random.default_rng(5)
    found = Compared(np.arange(4_000), np.arange(4_000) + 4_000, drawn(chance, 4_000, SAME))
    outside = drawn(chance, 1000, OTHER)
    one, same = (train(found, outside, 1.6e7, 4_000.0, twice=False, seed=1) for _ in range(2))
    assert one.prior == same.prior
    monkeypatch.undo()
    whole = train(found, outside, 1.6e7, 4_000.0, twice=False)
    assert one.prior == pytest.approx(whole.prior, abs=0.3)
    assert one.match[SEX] == pytest.approx(whole.match[SEX], abs=0.03)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_small_lists_give_no_certainty(count: int) -> None:
    nobody = np.empty(0, np.int64)
    found = Compared(np.arange(count), np.arange(count) + 10, drawn(np.random.default_rng(1), count, SAME))
    for twice in (False, True):
        model = train(found, nobody, 30.0, 5.0, twice=twice)
        for bits, comparison in zip(model.bits(), COMPARISONS, strict=True):
            assert np.isfinite(bits).all(), comparison.name
            assert np.abs(bits).max() < 8
        assert -10 < model.prior < 0


def test_weights_of_what_is_missing_are_nothing() -> None:
    chances = tuple(np.full(len(each.labels), 0.5) for each in COMPARISONS)
    model = Model(-3.0, chances, tuple(each / 2 for each in chances))
    levels = np.full((2, len(NAMES)), -1, np.int8)
    levels[1, SEX] = 0
    weights = model.weights(levels)
    assert weights[0].tolist() == [0.0] * len(NAMES)
    assert weights[1, SEX] == 1.0 and weights[1].sum() == 1.0

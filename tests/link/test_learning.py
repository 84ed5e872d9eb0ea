from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from link import synthetic
from tahqiq.link.judged import COMPARISON, as_evidence, judged, with_judged
from tahqiq.link.judgements import Judgement, Said, Settled, settle
from tahqiq.link.learning import lesson, places_of, rows_of
from tahqiq.link.pairs import MISSING, Pairs


def simulated(n: int, scales: tuple[float, ...], shift: float, seed: int = 1) -> tuple[Pairs, np.ndarray]:
    """Pairs whose bits are wrong by known factors, and the truth behind them."""
    dice = np.random.default_rng(seed)
    weights = dice.normal(0, 6, (n, len(scales)))
    odds = shift - 2.0 + weights @ np.array(scales)
    truth = dice.random(n) < 1 / (1 + np.exp2(-odds))
    at = np.arange(n)
    names = tuple(f"c{each}" for each in range(len(scales)))
    levels = np.zeros(weights.shape, np.int8)
    return Pairs(at, at, names, levels, weights, -2.0, dict.fromkeys(names, ("x",))), truth


def loss(pairs: Pairs, truth: np.ndarray) -> float:
    given = np.clip(pairs.probability(), 1e-9, 1 - 1e-9)
    return float(-np.log(np.where(truth, given, 1 - given)).mean())


def taught(pairs: Pairs, rows: np.ndarray, truth: np.ndarray) -> Pairs:
    return lesson(pairs, rows, truth[rows], np.zeros(len(pairs))).applied(pairs)


def test_many_judgements_find_the_factors_by_which_the_evidence_was_wrong() -> None:
    pairs, truth = simulated(6_000, (0.5, 1.5), 1.0)
    found = taught(pairs, np.arange(6_000), truth)
    scales = (found.weights / pairs.weights)[0]
    assert scales == pytest.approx([0.5, 1.5], abs=0.12)
    assert found.prior == pytest.approx(-1.0, abs=0.4)


def test_fifty_doubtful_pairs_help_the_rest_although_they_were_not_chosen_at_random() -> None:
    pairs, truth = simulated(6_000, (0.6, 0.9, 1.3), -2.0)
    asked = np.argsort(np.abs(pairs.weight()))[:50]
    assert loss(taught(pairs, asked, truth), truth) < loss(pairs, truth)


def test_evidence_never_turns_round_and_nothing_judged_changes_nothing() -> None:
    pairs, truth = simulated(400, (-2.0,), 0.0)
    assert (taught(pairs, np.arange(400), truth).weights == 0).all()
    unchanged = taught(pairs, np.arange(0), truth)
    assert (unchanged.weights == pairs.weights).all() and unchanged.prior == pairs.prior


def test_a_silence_that_tells_is_learned_and_shown_as_evidence() -> None:
    pairs, _ = simulated(200, (1.0, 1.0), 0.0)
    silent = np.arange(200) % 2 == 0
    levels = np.where(np.column_stack([silent, np.zeros(200, np.bool_)]), MISSING, 0).astype(np.int8)
    found = taught(
        replace(pairs, levels=levels, weights=pairs.weights * (levels >= 0)), np.arange(200), ~silent
    )
    assert (found.weights[silent, 0] < -3).all()


def test_what_was_judged_leaves_less_open() -> None:
    pairs, truth = simulated(300, (1.0, 1.0), 0.0)
    before = lesson(pairs, np.arange(0), truth[:0], np.zeros(300)).spread(pairs)
    after = lesson(pairs, np.arange(50), truth[:50], np.zeros(300)).spread(pairs)
    assert (after < before).all()


def test_pairs_are_found_by_their_positions() -> None:
    pairs = synthetic.pairs()
    wanted = np.array([[2, 3], [0, 3], [3, 3]])
    assert places_of(pairs, wanted).tolist() == [3, -1, 4]
    assert rows_of(pairs, wanted).tolist() == [3, 4]
    assert places_of(pairs.take(np.zeros(5, np.bool_)), wanted).tolist() == [-1, -1, -1]


def decided(*said: tuple[str, str, str]) -> Settled:
    day = datetime(2031, 6, 1, tzinfo=UTC)
    made = [Judgement(left=a, right=b, said=Said(each), by="Amal", at=day) for a, b, each in said]
    return settle(made, synthetic.left(), synthetic.right())


def test_a_judgement_outweighs_every_other_evidence() -> None:
    settled = decided(("L1", "R1", "not"), ("L3", "R4", "match"))
    pairs = synthetic.pairs()
    found = as_evidence(pairs, judged(pairs, settled))
    assert found.comparisons[-1] == COMPARISON
    assert found.weight()[[0, 3]].tolist() == [-40.0, 40.0]
    assert found.levels[:, -1].tolist() == [1, MISSING, MISSING, 0, MISSING]


def test_a_pair_judged_a_match_is_considered_although_nothing_compared_it() -> None:
    settled = decided(("L1", "R4", "match"), ("L1", "R1", "not"))
    pairs = with_judged(synthetic.pairs(), settled)
    assert list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))[:3] == [(0, 0), (0, 3), (1, 1)]
    assert (pairs.levels[1] == MISSING).all()
    assert with_judged(pairs, settled) is pairs

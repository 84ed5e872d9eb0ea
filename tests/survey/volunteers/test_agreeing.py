"""Consensus of volunteers: known truth is found again, better than by majority, whatever the crowd."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from survey.volunteers.crowds import CROWDS, answers_of, majority
from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.testing.volunteers import Crowd, SimulatedAnswers, simulate_answers
from tahqiq.survey.volunteers.agreeing import Consensus, agree


def right(found: NDArray[np.int64], simulated: SimulatedAnswers) -> float:
    return float(np.mean(found == simulated.states))


@pytest.mark.parametrize("crowd", CROWDS)
def test_better_than_the_majority_in_every_mix(crowd: str) -> None:
    simulated = simulate_answers(crowd=CROWDS[crowd], buildings=800, each=5, seed=7)
    consensus = agree(simulated.answers)
    assert right(consensus.best, simulated) > right(majority(simulated.answers), simulated)


def test_a_fifth_of_spammers_does_no_harm() -> None:
    clean = simulate_answers(crowd=Crowd(spammers=0), buildings=1_500, each=8, seed=5)
    joined = Crowd(hasty=0.24, late=0.08, blind=0.08, eager=0.04, spammers=0.2)
    spammed = simulate_answers(crowd=joined, buildings=1_500, each=10, seed=5)
    assert right(agree(spammed.answers).best, spammed) > right(agree(clean.answers).best, clean) - 0.01


def test_windows_hold_the_truth_as_often_as_they_say() -> None:
    simulated = simulate_answers(buildings=2_000, each=4, seed=11)
    consensus = agree(simulated.answers)
    first, last = shortest_runs(consensus.posterior[:, :-1], 0.9)
    damaged = (simulated.states < simulated.answers.images) & (consensus.damaged >= 0.5)
    held = (first <= simulated.states) & (simulated.states <= last)
    assert 0.9 <= held[damaged].mean() <= 1.0


def test_who_guesses_is_found_out() -> None:
    simulated = simulate_answers(crowd=Crowd(spammers=0.1, lazy=0.1), buildings=2_000, each=8, seed=2)
    consensus = agree(simulated.answers)
    bits = consensus.sight.information(consensus.states)
    sorts = np.array(simulated.sorts)
    idle = np.isin(sorts, ["spammers", "lazy"])
    assert bits[idle].max() < bits[sorts == "careful"].min()
    assert bits[idle].max() < 0.3


def test_gold_teaches_who_sees_well_where_most_do_not() -> None:
    crowd = Crowd(hasty=0, late=0.85, blind=0, eager=0, spammers=0)
    without = simulate_answers(crowd=crowd, buildings=900, each=3, seed=4)
    taught = simulate_answers(crowd=crowd, buildings=900, each=3, gold=0.1, seed=4)
    rest = np.setdiff1d(np.arange(900), list(taught.answers.gold))
    before = np.mean((agree(without.answers).best == without.states)[rest])
    assert np.mean((agree(taught.answers).best == taught.states)[rest]) > before


def test_one_careful_answer_is_believed() -> None:
    consensus = agree(answers_of([("a", "v", 2, 2)], images=4))
    assert consensus.best.tolist() == [2]
    window = consensus.windows()[0]
    assert (window.last_intact, window.first_damaged) <= ("2020-01-02", "2020-01-03")
    assert window.damaged


def test_a_wide_answer_agrees_with_what_lies_in_it() -> None:
    said = [(f"b{n}", f"v{n % 3}", 2, 2) for n in range(30)]
    consensus = agree(answers_of([*said, ("open", "v0", 1, 3), ("open", "v1", 2, 2)], images=5))
    assert consensus.best[consensus.answers.buildings.index("open")] == 2


def test_never_damaged_has_no_window() -> None:
    consensus = agree(answers_of([("a", f"v{n}", 3, 3) for n in range(5)], images=3))
    window = consensus.windows()[0]
    assert not window.damaged
    assert (window.last_intact, window.first_damaged) == ("", "")


def test_nobody_could_tell() -> None:
    consensus = agree(answers_of([("a", "v", -1, -1), ("b", "v", 1, 1)], images=3))
    assert np.allclose(consensus.posterior[0], consensus.states)


def test_the_same_answers_give_the_same_consensus() -> None:
    simulated = simulate_answers(buildings=200, seed=9)
    shuffled = np.random.default_rng(1).permutation(len(simulated.answers.building))
    one, other = agree(simulated.answers), agree(simulated.answers.take(shuffled))
    assert np.allclose(one.posterior, other.posterior, atol=1e-6)
    again: Consensus = agree(simulated.answers)
    assert np.array_equal(one.posterior, again.posterior)


def test_no_images_is_refused() -> None:
    with pytest.raises(ValueError, match="no images"):
        agree(answers_of([], images=0))

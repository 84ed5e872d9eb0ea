"""Whom to ask about what, and when to stop."""

from __future__ import annotations

import numpy as np

from survey.volunteers.crowds import answers_of
from tahqiq.survey.testing.volunteers import simulate_answers
from tahqiq.survey.volunteers.agreeing import agree
from tahqiq.survey.volunteers.tasks import deal, doubtful, wanting


def test_every_building_is_dealt_equally_and_none_twice_in_a_round() -> None:
    tasks = deal([f"b{n}" for n in range(50)], each=3, seed=2)
    assert [task.number for task in tasks] == list(range(1, 151))
    for turn in range(3):
        assert sorted(task.building for task in tasks if task.round == turn) == sorted(
            f"b{n}" for n in range(50)
        )
    assert tasks == deal([f"b{n}" for n in range(50)], each=3, seed=2)


def test_gold_comes_in_between() -> None:
    tasks = deal([f"b{n}" for n in range(90)], each=1, gold=["g0", "g1"], every=10)
    gold = [task.number for task in tasks if task.building.startswith("g")]
    assert gold == list(range(10, 101, 10))


def test_asking_ends_where_nothing_is_learnt() -> None:
    simulated = simulate_answers(buildings=600, each=3, seed=8)
    consensus = agree(simulated.answers)
    open_ = wanting(consensus)
    sure = consensus.posterior.max(axis=1)
    places = {name: at for at, name in enumerate(simulated.answers.buildings)}
    asked = np.zeros(600, bool)
    asked[[places[name] for name in open_]] = True
    assert 0 < asked.sum() < 600
    assert sure[asked].mean() < sure[~asked].mean()
    right = consensus.best == simulated.states
    assert right[~asked].mean() > 0.97
    gains = [consensus.worth_asking()[places[name]] for name in open_]
    assert gains == sorted(gains, reverse=True)


def test_what_many_left_in_doubt_is_for_an_expert() -> None:
    simulated = simulate_answers(buildings=600, each=3, seed=8)
    consensus = agree(simulated.answers)
    expert, more = set(doubtful(consensus, most=4)), set(wanting(consensus, most=4))
    assert expert and more
    assert expert | more == set(wanting(consensus, most=100))
    counts = dict(zip(simulated.answers.buildings, simulated.answers.counts(), strict=True))
    assert max(counts[name] for name in more) < 4 <= min(counts[name] for name in expert)


def test_known_buildings_are_not_asked_about_again() -> None:
    said = [("gold", "v", 0, 0), ("other", "v", 2, 2), ("other", "w", 1, 1)]
    assert "gold" not in wanting(agree(answers_of(said, images=3, gold={0: 1})), worth=0)

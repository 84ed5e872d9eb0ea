"""Buildings judged from what each looked like: right more often than the published method, and knows when."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tahqiq.survey.accuracy import accuracy_of, auc_of
from tahqiq.survey.buildings.evidence import Evidence, evidence_of, uncorrelated
from tahqiq.survey.buildings.judging import Judged, judge
from tahqiq.survey.buildings.series import Series, series_of
from tahqiq.survey.change.moments import t_statistics
from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.testing.cities import City, Setting, simulate_city


def judged(city: City) -> Judged:
    series = series_of(city.stacks, city.labels, len(city.boxes))
    places = (city.boxes[:, :2] + city.boxes[:, 2:]) * 5.0
    return judge(evidence_of(series, since=city.since, until=city.until), places)


def published(city: City) -> np.ndarray:
    """Mean absolute t of each building's pixels, the larger polarisation, averaged over orbits."""
    each = [
        np.abs(t_statistics(stack, stack.before(city.since), stack.since(city.until))[0])
        for stack in city.stacks
    ]
    orbits = np.mean(
        [np.maximum(one, other) for one, other in zip(each[::2], each[1::2], strict=True)], axis=0
    )
    size = len(city.boxes) + 1
    flat = city.labels.ravel()
    return (np.bincount(flat, orbits.ravel(), size) / np.bincount(flat, minlength=size))[1:]


@pytest.fixture(scope="module")
def found(city: City) -> Judged:
    return judged(city)


def test_damaged_buildings_are_told_from_others(city: City, found: Judged) -> None:
    ours, peer = auc_of(found.probability, city.damaged), auc_of(published(city), city.damaged)
    assert ours is not None and peer is not None
    assert ours > peer + 0.03
    accuracy = accuracy_of(found.probability, city.damaged)
    assert accuracy.f1 is not None and accuracy.f1 > 0.7


def test_probabilities_mean_what_they_say(found: Judged, city: City) -> None:
    sure = found.probability > 0.9
    assert city.damaged[sure].mean() > 0.85
    assert city.damaged[found.probability < 0.1].mean() < 0.15


def test_dates_are_known_to_a_revisit(city: City, found: Judged) -> None:
    first, last = shortest_runs(found.gaps, 0.9)
    gaps, apart, held = found.evidence.gaps, [], []
    for at in np.flatnonzero(city.damaged & (found.probability > 0.5)):
        begin, end = gaps[found.gaps[at].argmax()]
        struck = city.struck[at]
        assert struck is not None
        apart.append(abs((begin + (end - begin) / 2 - struck).days))
        held.append(gaps[first[at]][0] <= struck <= gaps[last[at]][1])
    assert np.median(apart) <= city.setting.every
    assert 0.8 <= np.mean(held) <= 1


def test_where_nothing_changed_nothing_is_found() -> None:
    still = simulate_city(
        Setting(side=110, buildings=260, before=10, between=5, after=4, damaged=0.0), seed=3
    )
    assert (judged(still).probability > 0.5).mean() < 0.03


def test_surroundings_count_only_where_damage_keeps_together(city: City, found: Judged) -> None:
    assert np.isfinite(found.width)
    own = auc_of(found.factor, city.damaged)
    together = auc_of(found.probability, city.damaged)
    assert own is not None and together is not None and together > own
    chance = np.random.default_rng(1)
    scattered = judge(found.evidence, chance.permutation((city.boxes[:, :2]) * 10.0))
    alone = auc_of(scattered.probability, city.damaged)
    assert alone is not None and alone > own - 0.02


def days(n: int) -> tuple[date, ...]:
    return tuple(date(2020, 1, 1) + timedelta(days=6 * at) for at in range(n))


def test_a_building_without_images_keeps_what_is_known_of_others() -> None:
    values = np.random.default_rng(2).standard_normal((150, 12))
    values[7] = np.nan
    evidence = evidence_of([Series(values=values, dates=days(12))], since=days(12)[5], until=days(12)[8])
    assert (evidence.logs[7] == 0).all()


def test_the_gap_of_a_clear_change_is_found() -> None:
    values = 0.1 * np.random.default_rng(3).standard_normal((200, 14))
    values[0, 8:] += 2
    evidence = evidence_of([Series(values=values, dates=days(14))], since=days(14)[6], until=days(14)[11])
    found = judge(evidence, np.zeros((200, 2)) + np.arange(200)[:, None] * 1000)
    assert found.probability[0] > 0.99
    assert evidence.gaps[found.gaps[0].argmax()] == (days(14)[7], days(14)[8])


def test_images_are_needed_on_both_sides() -> None:
    series = [Series(values=np.zeros((3, 4)), dates=days(4))]
    with pytest.raises(ValueError, match="images before"):
        evidence_of(series, since=days(4)[0], until=days(4)[2])
    with pytest.raises(ValueError, match="images before"):
        evidence_of(series, since=days(4)[1], until=date(2021, 1, 1))


def test_what_two_polarisations_share_counts_once() -> None:
    chance = np.random.default_rng(4)
    one = chance.standard_normal((300, 20))
    other = 0.9 * one + 0.1 * chance.standard_normal((300, 20))
    pair = [
        Series(values=one, dates=days(20), orbit=1, polarisation="VV"),
        Series(values=other, dates=days(20), orbit=1, polarisation="VH"),
    ]
    _, rest = sorted(uncorrelated(pair), key=lambda each: each.polarisation == "VV" or each.values.std())
    both = uncorrelated(pair)
    assert abs(np.corrcoef(both[0].values.ravel(), both[1].values.ravel())[0, 1]) < 0.1
    assert rest.dates == days(20)


def test_one_building_is_enough() -> None:
    evidence = Evidence(logs=np.zeros((1, 4, 2)), gaps=((days(3)[0], days(3)[1]), (days(3)[1], days(3)[2])))
    assert judge(evidence, np.zeros((1, 2))).probability.shape == (1,)

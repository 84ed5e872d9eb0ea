"""t-statistics and their combination: beside scipy, and true to their level where nothing changed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from tahqiq.survey.change.combining import combine
from tahqiq.survey.change.discovery import discovered, p_values, threshold
from tahqiq.survey.change.moderation import MOST, UNMODERATED, Prior, prior_of
from tahqiq.survey.change.moments import Filter, t_prepared, t_statistics
from tahqiq.survey.change.normal import scores_of_squares, scores_of_t
from tahqiq.survey.change.null import autocorrelation, correlation, neighbourhood_null, residuals
from tahqiq.survey.change.scales import SIDES, neighbourhoods
from tahqiq.survey.change.speckle import prepared
from tahqiq.survey.stack import Stack, same_shape


def stack_of(values: np.ndarray, **known: object) -> Stack:
    dates = tuple(date(2017, 1, 1) + timedelta(days=6 * at) for at in range(len(values)))
    return Stack(values=values, dates=dates, **known)  # type: ignore[arg-type]


def speckle(images: int, side: int = 90, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).gamma(4.4, 0.02, (images, side, side)).astype(np.float32)


def test_the_statistic_is_students() -> None:
    values = speckle(9)
    t, df = t_statistics(stack_of(values), range(6), range(6, 9), workers=2)
    logs = np.stack([prepared(image) for image in values]).astype(float)
    expected = stats.ttest_ind(logs[6:], logs[:6], axis=0)
    assert np.allclose(t, expected.statistic, atol=2e-3, rtol=2e-3)
    assert (df == 7).all()
    z = scores_of_t(t, df)
    assert np.allclose(stats.norm.sf(np.abs(z)) * 2, expected.pvalue, atol=2e-3)


def test_prepared_images_give_the_same() -> None:
    logs = np.log(speckle(10))
    plain, _ = t_statistics(stack_of(np.exp(logs)), range(7), range(7, 10), prepare=Filter(name="none"))
    assert np.allclose(t_prepared(logs, range(7), range(7, 10), workers=3), plain, atol=2e-3, rtol=2e-3)


def test_pixels_without_enough_values_have_no_statistic() -> None:
    values = speckle(5)
    values[3:, 4, 4] = np.nan
    values[0, 7, 7] = np.nan
    t, df = t_statistics(stack_of(values), range(3), range(3, 5))
    assert np.isnan(t[4, 4]) and df[4, 4] == 0
    assert df[7, 7] == 2 and np.isfinite(t[7, 7])
    assert np.isnan(scores_of_t(t, df)[4, 4])


@pytest.mark.parametrize(("before", "after", "orbits"), [(3, 3, 1), (3, 3, 4), (12, 4, 2)])
def test_false_alarms_are_as_many_as_said(before: int, after: int, orbits: int) -> None:
    sides = range(before), range(before, before + after)
    scores = {
        orbit: [
            scores_of_t(*t_statistics(stack_of(speckle(before + after, 250, 10 * orbit + band)), *sides))
            for band in range(2)
        ]
        for orbit in range(orbits)
    }
    combined = combine(scores)
    for level in (0.05, 0.01):
        assert (p_values(combined) < level).mean() == pytest.approx(level, rel=0.12)


def test_correlated_polarisations_count_once_and_a_bit() -> None:
    chance = np.random.default_rng(3)
    one = chance.standard_normal((200, 200)).astype(np.float32)
    other = (0.8 * one + 0.6 * chance.standard_normal((200, 200))).astype(np.float32)
    told = combine({1: [one, other]}, {1: 0.8})
    assert (p_values(told) < 0.05).mean() == pytest.approx(0.05, rel=0.1)
    untold = combine({1: [one, other]})
    assert (p_values(untold) < 0.01).mean() > 0.015
    assert correlation(one[None], other[None]) == pytest.approx(0.8, abs=0.02)


def test_an_orbit_without_value_is_left_out() -> None:
    nothing, two = np.full((1, 1), np.nan, np.float32), np.full((1, 1), 2.0, np.float32)
    assert combine({1: [two], 2: [nothing]}) == combine({1: [two]})
    assert np.isnan(combine({1: [nothing]}))
    with pytest.raises(ValueError, match="one polarisation or two"):
        combine({})


def test_far_tails_stay_finite_and_ordered() -> None:
    t = np.geomspace(1, 1e6, 50, dtype=np.float32)[None]
    z = scores_of_t(t, np.full_like(t, 28))
    assert np.isfinite(z).all() and (np.diff(z) >= 0).all()
    squares = np.geomspace(1e-6, 1e8, 80, dtype=np.float32)[None]
    scores = scores_of_squares(squares, np.full(squares.shape, 4, np.uint8))
    assert np.isfinite(scores).all() and (np.diff(scores) >= 0).all()


def test_neighbourhoods_are_means_of_squares() -> None:
    scores = np.random.default_rng(2).standard_normal((40, 50)).astype(np.float32)
    found = neighbourhoods(scores, sides=(0, 2))
    expected = (scores[20, 30] + scores[18:23, 28:33].mean()) / 2
    assert found[20, 30] == pytest.approx(expected, abs=1e-5)
    assert found[0, 0] == pytest.approx((scores[0, 0] + scores[:3, :3].mean()) / 2, abs=1e-5)
    part = neighbourhoods(scores, sides=(0, 2), rows=(10, 20))
    assert np.allclose(part, found[10:20], atol=1e-5)
    scores[20, 30] = np.nan
    assert np.isnan(neighbourhoods(scores)[20, 30])


def test_the_null_of_neighbourhoods_knows_that_pixels_are_correlated() -> None:
    values = [speckle(9, 250, seed) for seed in (1, 2)]
    sides = list(range(6)), list(range(6, 9))
    scores = [scores_of_t(*t_statistics(stack_of(each), *sides)) for each in values]
    held = [residuals(np.stack([prepared(image) for image in each]), sides) for each in values]
    near = np.mean([autocorrelation(each, 2 * max(SIDES)) for each in held], axis=0)
    middle = len(near) // 2
    assert near[middle, middle + 1] > 0.3  # Lee's filter makes neighbours alike
    wide = neighbourhood_null(near, 2).of(neighbourhoods(combine({1: scores})))
    assert (p_values(wide) < 0.05).mean() == pytest.approx(0.05, rel=0.25)


def test_variances_of_one_scene_steady_each_other() -> None:
    chance = np.random.default_rng(4)
    alike = prior_of(0.04 * chance.chisquare(4, 20_000) / 4, np.full(20_000, 4.0))
    assert alike.df > 50 and alike.variance == pytest.approx(0.04, rel=0.03)
    true = 0.04 * 6 / chance.chisquare(6, 50_000)
    mixed = prior_of(true * chance.chisquare(4, 50_000) / 4, np.full(50_000, 4.0))
    assert mixed.df == pytest.approx(6, rel=0.1) and mixed.variance == pytest.approx(0.04, rel=0.05)
    assert alike.df <= MOST
    assert prior_of(np.ones(5), np.ones(5)) is UNMODERATED


def test_steadied_statistics_keep_their_level() -> None:
    values = speckle(6, 250)
    logs = np.stack([prepared(image) for image in values]).astype(float)
    pooled = (logs[:3].var(axis=0, ddof=1) + logs[3:].var(axis=0, ddof=1)) / 2
    prior = prior_of(pooled.ravel(), np.full(pooled.size, 4.0))
    t, df = t_statistics(stack_of(values), range(3), range(3, 6), prior=prior)
    z = scores_of_t(t, df, known=prior.df)
    assert (np.abs(z) > 1.96).mean() == pytest.approx(0.05, rel=0.12)
    assert Prior(prior.df, prior.variance) == prior


def test_discoveries_hold_their_rate() -> None:
    chance = np.random.default_rng(5)
    scores = chance.standard_normal((300, 300)).astype(np.float32)
    scores[:30] += 4
    found = discovered(scores, rate=0.05)
    wrong = found[30:].sum() / found.sum()
    assert found[:30].mean() > 0.8 and wrong < 0.07
    assert threshold(chance.standard_normal((100, 100)).astype(np.float32), rate=0.001) > 4


def test_stacks_are_in_order_and_of_one_size() -> None:
    with pytest.raises(ValueError, match="a date for each"):
        Stack(values=speckle(2), dates=(date(2017, 1, 1),))
    with pytest.raises(ValueError, match="order of their dates"):
        Stack(values=speckle(2), dates=(date(2017, 1, 2), date(2017, 1, 1)))
    with pytest.raises(ValueError, match="same rows and columns"):
        same_shape([stack_of(speckle(2, 30)), stack_of(speckle(2, 40))])

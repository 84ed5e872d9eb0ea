import numpy as np
import pytest

from tahqiq.estimate.histories import CaptureTable, histories
from tahqiq.estimate.latent.posterior import (
    log_likelihood,
    log_prior,
    observed,
    scratch,
    slope,
    softplus,
    spread,
    stick_coordinate,
    stick_logit,
)

TABLE = CaptureTable.from_counts(
    "ABC", [[0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1]], [11, 5, 7, 3, 2], [[0, 1, 1]]
)
HYPER = np.array([0.25, 0.5, 1.0, 2.0])


def _height(position, *, heat):
    work = scratch(3, position.shape[1])
    spread(position, work)
    return heat * log_likelihood(observed(TABLE), work) + log_prior(position, HYPER)


def test_histories_have_the_probabilities_of_a_mixture():
    rng = np.random.default_rng(3)
    position = rng.normal(size=(4, 5))
    work = scratch(3, 5)

    spread(position, work)

    broken = 1 / (1 + np.exp(-4 * np.sinh(position[3, :4] / 4)))
    shares = np.append(broken, 1) * np.cumprod(np.append(1, 1 - broken))
    presence = 1 / (1 + np.exp(-position[:3]))
    each = np.where(histories(3)[:, :, None] == 1, presence, 1 - presence).prod(axis=1)
    assert work.cells == pytest.approx(each @ shares)
    assert work.hazard[0] == pytest.approx(-np.log(shares[-1]))


@pytest.mark.parametrize("heat", [1.0, 0.3])
def test_the_slope_is_that_of_the_height(heat):
    rng = np.random.default_rng(4)
    position = rng.normal(scale=2, size=(4, 6))
    work, gradient = scratch(3, 6), np.empty((4, 6))
    spread(position, work)

    slope(observed(TABLE), HYPER, heat, work, gradient)

    for place in np.ndindex(4, 6):
        step = np.zeros((4, 6))
        step[place] = 1e-5
        rise = (_height(position + step, heat=heat) - _height(position - step, heat=heat)) / 2e-5
        expected = 0.0 if place == (3, 5) else rise
        assert gradient[place] == pytest.approx(expected, abs=1e-5), place


def test_sticks_broken_beyond_what_a_float_holds_keep_their_prior():
    position = np.zeros((4, 6))
    position[3, :5] = 30.0  # logit V about 3,600
    work = scratch(3, 6)

    spread(position, work)

    assert work.masses[0, 0] > 0
    assert work.hazard[0] == pytest.approx(5 * stick_logit(30.0))


def test_the_coordinates_of_sticks_come_back():
    for logit in (-30.0, -1.0, 0.0, 2.5, 5_000.0):
        assert stick_logit(stick_coordinate(logit)) == pytest.approx(logit)
    assert softplus(800.0) == 800.0

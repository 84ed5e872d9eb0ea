"""Filters of speckle: what they do to flat ground, to edges, to gaps, and to logarithms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import uniform_filter

from tahqiq.survey.change.moments import FILTERS, Filter, prepare_band
from tahqiq.survey.change.speckle import lee, lee_with_gaps, logarithms, prepared, whole


def speckled(shape: tuple[int, int] = (60, 70), seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).gamma(4.4, 1 / 4.4, shape).astype(np.float32)


@given(st.lists(st.floats(2.0**-100, 2.0**100, width=32), min_size=1, max_size=64))
def test_logarithms_are_right(values: list[float]) -> None:
    given_ = np.array(values, np.float32)
    out = np.empty_like(given_)
    logarithms(given_, np.empty(len(given_), np.int32), out)
    assert np.allclose(out, np.log(given_.astype(float)), atol=2e-6, rtol=1e-6)


def test_lee_is_lees_filter() -> None:
    image = speckled()
    mean = uniform_filter(image.astype(float), 3, mode="nearest")
    variance = uniform_filter(image.astype(float) ** 2, 3, mode="nearest") - mean**2
    scene = np.maximum((variance - mean**2 / 4.4) / (1 + 1 / 4.4), 0)
    expected = np.log(mean + scene / variance * (image - mean))
    assert np.allclose(prepared(image), expected, atol=1e-4)


@pytest.mark.parametrize("radius", [1, 2])
def test_gaps_change_nothing_where_there_are_none(radius: int) -> None:
    image = speckled()
    fast, slow = np.empty_like(image), np.empty_like(image)
    lee(image, 0, len(image), radius, 4.4, fast)
    lee_with_gaps(image, 0, len(image), radius, 4.4, slow)
    inside = (
        slice(radius, -radius),
        slice(radius, -radius),
    )  # at the edges one repeats, the other leaves out
    assert np.allclose(fast[inside], slow[inside], atol=1e-4)


def test_flat_ground_becomes_flatter_and_a_bright_roof_stays() -> None:
    image = speckled()
    assert prepared(image).std() < np.log(image).std() / 2
    image[30, 30] = 100
    assert prepared(image)[30, 30] > np.log(60)


@pytest.mark.parametrize("missing", [np.nan, 0.0, -1.0, -np.inf])
def test_a_pixel_without_value_stays_so_and_spoils_no_other(missing: float) -> None:
    image = speckled()
    image[10, 10] = missing
    assert not whole(image, 9, 12)
    found = prepared(image)
    assert np.isnan(found[10, 10])
    assert np.isnan(found).sum() == 1


@pytest.mark.parametrize("name", FILTERS)
def test_bands_join_without_a_seam(name: str) -> None:
    image = speckled()
    chosen = Filter(name=name)
    at_once, by_bands = np.empty_like(image), np.empty_like(image)
    prepare_band(image, 0, len(image), chosen, at_once)
    for first in range(0, len(image), 7):
        prepare_band(image, first, min(first + 7, len(image)), chosen, by_bands[first : first + 7])
    assert np.array_equal(at_once, by_bands)


def test_the_refined_filter_keeps_an_edge() -> None:
    image = speckled()
    image[:, 35:] *= 20
    found = np.empty_like(image)
    prepare_band(image, 0, len(image), Filter(name="refined-lee"), found)
    beside = prepared(image, radius=3)
    assert abs(found[5:-5, 34].mean()) < abs(beside[5:-5, 34].mean())
    assert found[5:-5, 10:30].std() < np.log(image)[5:-5, 10:30].std() / 2

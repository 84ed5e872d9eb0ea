"""Dates of pixels: a change is found in its gap, and a noisy one in an interval that holds it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from tahqiq.survey.change.dating import dates_of, weigh_gaps
from tahqiq.survey.change.moderation import Prior

DAYS = [date(2017, 1, 1) + timedelta(days=6 * at) for at in range(30)]
GAPS = list(pairwise(DAYS[12:25]))
SPLITS = [13 + at for at in range(len(GAPS))]


def numbered(days: list[date]) -> np.ndarray:
    return np.array([int(day.strftime("%Y%m%d")) for day in days])


def changed(shift: float, side: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Images of pixels that each changed in a gap of their own, and the number of that gap."""
    chance = np.random.default_rng(1)
    when = chance.integers(0, len(GAPS), (side, side))
    images = chance.standard_normal((len(DAYS), side, side))
    for at in range(len(DAYS)):
        images[at] += shift * (at >= when + 13)
    return images.astype(np.float32), when


def test_a_clear_change_is_dated_to_its_gap() -> None:
    images, when = changed(8)
    evidence = np.zeros((len(GAPS), 60, 60), np.float32)
    weigh_gaps(images, SPLITS, evidence)
    likely, intact, after = dates_of(evidence, GAPS)
    ends = numbered([last for _, last in GAPS])
    assert (likely == ends[when]).mean() > 0.99
    assert (intact < after).all()


def test_intervals_hold_as_often_as_they_say() -> None:
    images, when = changed(2)
    evidence = np.zeros((len(GAPS), 60, 60), np.float32)
    weigh_gaps(images, SPLITS, evidence, prior=Prior(50, 1.0))
    _, intact, after = dates_of(evidence, GAPS)
    begins, ends = (numbered([gap[side] for gap in GAPS]) for side in (0, 1))
    held = (intact <= begins[when]) & (ends[when] <= after)
    assert 0.88 <= held.mean() <= 0.97


def test_a_pixel_without_images_is_dated_to_all_of_the_time() -> None:
    images, _ = changed(3, side=4)
    images[:, 0, 0] = np.nan
    evidence = np.zeros((len(GAPS), 4, 4), np.float32)
    weigh_gaps(images, SPLITS, evidence)
    assert (evidence[:, 0, 0] == 0).all()
    _, intact, after = dates_of(evidence, GAPS, level=1.0)
    assert (intact[0, 0], after[0, 0]) == (20170314, 20170525)

"""How right a survey is, against any reference; and how much was damaged, from a sample of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Beside a reference.

    Attributes:
        buildings: compared. ``damaged``: of these, by the reference.
        auc: chance that a damaged building has a higher probability than an undamaged one; None without both.
        precision, recall, f1: where probability 0.5 and more is called damaged; None without any.
        calibration: for each tenth of probability that occurs: mean probability, share damaged, how many.
    """

    buildings: int
    damaged: int
    auc: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    calibration: tuple[tuple[float, float, int], ...]


def accuracy_of(
    probability: NDArray[np.float64], damaged: NDArray[np.bool_], *, called: float = 0.5
) -> Accuracy:
    """Compares probabilities with what a reference says.

    Args:
        probability: (n,). ``damaged``: by the reference; (n,).
        called: the probability from which a building is called damaged.

    >>> accuracy_of(np.array([0.9, 0.2, 0.6]), np.array([True, False, False])).auc
    1.0
    """
    call = probability >= called
    right = int((call & damaged).sum())
    return Accuracy(
        buildings=len(damaged),
        damaged=int(damaged.sum()),
        auc=auc_of(probability, damaged),
        precision=right / int(call.sum()) if call.any() else None,
        recall=right / int(damaged.sum()) if damaged.any() else None,
        f1=2 * right / int(call.sum() + damaged.sum()) if call.any() or damaged.any() else None,
        calibration=_calibration(probability, damaged),
    )


def auc_of(score: NDArray[np.float64], damaged: NDArray[np.bool_]) -> float | None:
    """Area under the receiver operating characteristic; ties count half. None without both kinds.

    >>> auc_of(np.array([1.0, 1.0]), np.array([True, False]))
    0.5
    """
    from scipy.stats import rankdata

    yes, no = int(damaged.sum()), int((~damaged).sum())
    if not yes or not no:
        return None
    return float((rankdata(score)[damaged].sum() - yes * (yes + 1) / 2) / (yes * no))


def _calibration(
    probability: NDArray[np.float64], damaged: NDArray[np.bool_]
) -> tuple[tuple[float, float, int], ...]:
    tenth = np.minimum((probability * 10).astype(int), 9)
    return tuple(
        (float(probability[tenth == at].mean()), float(damaged[tenth == at].mean()), int((tenth == at).sum()))
        for at in range(10)
        if (tenth == at).any()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """An area or a number estimated from a stratified sample, and the ends of its 95 % interval."""

    estimate: float
    lo95: float
    hi95: float


def damaged_of_sample(
    strata: Mapping[str, float], mapped: NDArray[np.str_], damaged: NDArray[np.bool_]
) -> Estimated:
    """How much is damaged, by a reference sample from the strata of a map: unbiased, however wrong the map.

    The share damaged in each stratum's sample, weighed by the size of the stratum; the standard error is that
    of stratified sampling (Olofsson et al. 2014, *Remote Sensing of Environment* 148, 42-57, equations 9-11).

    Args:
        strata: class of the map → its size, an area or a number of buildings.
        mapped: class of each place sampled; (n,). ``damaged``: by the reference; (n,).

    Raises:
        ValueError: a stratum has fewer than two places in the sample, or a place is of no stratum.
    """
    if set(np.unique(mapped)) - set(strata):
        raise ValueError("a place of the sample lies in no stratum")
    total, variance = 0.0, 0.0
    for name, size in strata.items():
        here = damaged[mapped == name]
        if len(here) < 2:
            raise ValueError(f"the stratum {name} has fewer than two places in the sample")
        share = float(here.mean())
        total += size * share
        variance += size**2 * share * (1 - share) / (len(here) - 1)
    error = 1.959964 * variance**0.5
    return Estimated(
        estimate=total, lo95=max(total - error, 0.0), hi95=min(total + error, sum(strata.values()))
    )

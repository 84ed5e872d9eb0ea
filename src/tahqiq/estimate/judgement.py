"""Whether the lists can carry an estimate at all, judged before anything is computed and again afterwards.

The criteria, in the order in which they are asked; the first that holds heads the refusal:

before: nobody documented · one list · a list declared as compiled from another · fewer than ten documented ·
nobody on two lists · lists that share nobody with the rest, leaving fewer than three · two lists without
declared independence · a table that does not determine the total (Fienberg and Rinaldo 2012).

after: no finite figure · R̂ above 1.01 or fewer than 400 effective samples, after the allowed work (Vehtari
and others 2021) · a 95 % interval of N whose ends differ by a factor above ten, or (latent classes) above
1.25 while the posterior is its prior, in place and width · a middle estimate of the unseen that other
reasonable priors move by a factor above two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.diagnosis import shortened, unseen_range
from tahqiq.estimate.findings import finding
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.identifiability import identifiability
from tahqiq.vocab.estimates import Finding, Refit

#: Below this many documented people nothing is estimated.
LEAST_DOCUMENTED = 10
#: The largest R̂ and the fewest effective samples a computation may end with (Vehtari and others 2021).
MOST_RHAT, LEAST_ESS = 1.01, 400.0
#: A 95 % interval of N wider than this, end to end, has learnt next to nothing.
WIDEST = 10.0
#: So has one wider than this whose posterior is as wide as the prior (nearly) and in the same place.
NOT_NARROW, SAME_WIDTH, SAME_PLACE = 1.25, 0.75, 0.25
#: Priors that move the middle estimate of the unseen by more than this decide it; half of it is a warning.
MOVED, MOVED_SOMEWHAT = 2.0, 1.5
#: Methods that can take two lists, given that they are declared independent.
TAKES_TWO = frozenset({"chapman", "chao", "loglinear", "doubly_robust"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the user says of the lists, which no table can show.

    Attributes:
        independent: two lists are held independent of one another.
        compiled: pairs of a list and the list it was compiled from.
    """

    independent: bool = False
    compiled: tuple[tuple[str, str], ...] = ()


def judge_table(table: CaptureTable, *, method: str, declared: Declared) -> list[Finding]:
    """Every reason not to estimate from this table; empty where there is none.

    >>> two = CaptureTable.from_counts("AB", [[1, 1], [0, 1], [1, 0]], [30, 50, 40])
    >>> [reason.code for reason in judge_table(two, method="latent", declared=Declared())]
    ['two_lists']
    >>> judge_table(two, method="chapman", declared=Declared(independent=True))
    []
    """
    if table.documented == 0:
        return [finding("nobody")]
    reasons = [finding("one_list", list=table.lists[0])] if table.k == 1 else []
    reasons += [
        finding("compiled", list=made, other=source)
        for made, source in declared.compiled
        if made in table.lists and source in table.lists
    ]
    if table.documented < LEAST_DOCUMENTED:
        reasons.append(finding("too_few", documented=table.documented, least=LEAST_DOCUMENTED))
    if table.k > 1:
        reasons += _judge_overlap(table) or _judge_two(table, method, declared)
    if table.k > 2 and method != "doubly_robust" and not identifiability(table).identified:
        reasons.append(finding("not_identifiable"))
    return reasons


def _judge_overlap(table: CaptureTable) -> list[Finding]:
    groups = groups_of(table)
    if len(groups) == table.k:
        return [finding("no_overlap")]
    largest = max(groups, key=len)
    if len(groups) == 1 or len(largest) >= 3:
        return []
    return [finding("apart", lists=shortened([name for name in table.lists if name not in largest]))]


def _judge_two(table: CaptureTable, method: str, declared: Declared) -> list[Finding]:
    if table.k != 2 or method == "doubly_robust":
        return []
    if not declared.independent:
        return [finding("two_lists", lists=table.lists)]
    return [] if method in TAKES_TWO else [finding("two_lists_not_enough", method=method, lists=table.lists)]


def groups_of(table: CaptureTable) -> list[list[str]]:
    """Lists held together by people they share, directly or through other lists; in the table's order.

    >>> groups_of(CaptureTable.from_counts("ABC", [[1, 1, 0], [0, 0, 1]], [3, 5]))
    [['A', 'B'], ['C']]
    """
    touching = table.overlaps > 0
    reached = touching | np.eye(table.k, dtype=np.bool_)
    for _ in range(table.k):
        reached = (reached.astype(np.int64) @ reached.astype(np.int64)) > 0
    groups = {tuple(np.flatnonzero(row).tolist()): None for row in reached}
    return [[table.lists[i] for i in group] for group in groups]


def judge_fit(fit: Fit, table: CaptureTable, *, priors: Sequence[Refit] = (), seed: int = 1) -> list[Finding]:
    """Every reason not to give the figures of a finished fit; empty where there is none.

    Args:
        fit: what the method found.
        table: in what.
        priors: the same under other priors, where the method has a prior.
        seed: of draws from the prior.
    """
    if not all(math.isfinite(value) for value in (fit.median, fit.mean, fit.lo95, fit.hi95)):
        return [finding("no_finite_estimate", method=fit.method)]
    reasons: list[Finding] = []
    if not settled(fit):
        reasons.append(finding("not_settled", rhat=fit.rhat or math.nan, ess=round(fit.ess or 0)))
    width = fit.hi95 / max(fit.lo95, 1.0)
    if width > WIDEST or (width > NOT_NARROW and learnt_nothing(fit, table, seed=seed)):
        reasons.append(finding("prior_is_posterior", lo95=round(fit.lo95), hi95=round(fit.hi95)))
    if moved(fit, priors) > MOVED:
        low, high = unseen_range(fit, priors)
        reasons.append(finding("prior_decides", low=round(low), high=round(high)))
    return reasons


def settled(fit: Fit) -> bool:
    """Whether chains agree and are long enough; true for a method without chains."""
    return (fit.rhat is None or fit.rhat <= MOST_RHAT) and (fit.ess is None or fit.ess >= LEAST_ESS)


def learnt_nothing(fit: Fit, table: CaptureTable, *, seed: int) -> bool:
    """Whether the posterior of the odds of being unseen is, to the eye, what the prior alone gives.

    It is so where the two distributions are nowhere further apart than a quarter (Kolmogorov's distance) and
    the middle 95 % of the posterior, on the logarithmic scale, is at least three quarters as wide; half a
    person is added to the unseen. Asked of latent classes only: False for other methods.
    """
    if fit.method != "latent" or fit.draws is None:
        return False
    from tahqiq.estimate.latent import prior_documented_share

    share = prior_documented_share(table, seed=seed)
    half = 0.5 / table.documented
    prior = np.sort(np.log((1.0 - share) / share + half))
    posterior = np.sort(np.log((fit.draws - fit.documented) / fit.documented + half))
    return _distance(prior, posterior) < SAME_PLACE and _width(posterior) > SAME_WIDTH * _width(prior)


def _distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The largest gap between two distributions given as sorted draws."""
    places = np.concatenate([one, other])
    shares = [np.searchsorted(each, places, side="right") / len(each) for each in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


def _width(values: NDArray[np.float64]) -> float:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(high - low)


def moved(fit: Fit, priors: Sequence[Refit]) -> float:
    """By what factor other priors move the middle estimate of the unseen.

    A tenth of the documented is added to every figure, so that next to nobody unseen under one prior and
    nobody under another counts as no difference.
    """
    low, high = unseen_range(fit, priors)
    ground = 0.1 * fit.documented
    return (high + ground) / (low + ground)


def warn_of_priors(fit: Fit, priors: Sequence[Refit]) -> list[Finding]:
    """Priors that matter, though they do not decide."""
    if not MOVED_SOMEWHAT < moved(fit, priors) <= MOVED:
        return []
    low, high = unseen_range(fit, priors)
    return [finding("prior_matters", low=round(low), high=round(high))]


def warn_of_table(table: CaptureTable) -> list[Finding]:
    """What is odd about the lists themselves."""
    found = [
        finding("list_apart", lists=name)
        for name, row in zip(table.lists, table.overlaps, strict=True)
        if np.count_nonzero(row) == 1
    ]
    found += [
        finding("holds_everybody", list=name)
        for name, size in zip(table.lists, table.sizes, strict=True)
        if size == table.documented
    ]
    found += [
        finding("same_people", first=table.lists[i], second=table.lists[j])
        for i, j in combinations(range(table.k), 2)
        if (table.cells[:, i] == table.cells[:, j]).all()
    ]
    return found

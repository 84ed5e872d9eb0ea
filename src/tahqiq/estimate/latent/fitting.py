"""Runs chains until they agree and the answer is exact enough, and sums them up as a ``Fit``."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate import chains as chain_checks
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.latent.posterior import Floats, Observed, observed, scratch
from tahqiq.estimate.latent.priors import LatentPriors
from tahqiq.estimate.latent.walk import draw, draw_by_sweeps, warm_up
from tahqiq.vocab.errors import BadInput

Sampler = Literal["glide", "gibbs"]

#: Above it chains do not tell the same (Vehtari et al. 2021).
SETTLED_RHAT = 1.01
#: Above it a round of draws counts as warming up.
SPOILT_RHAT = 1.05
#: Draws of the histories' probabilities that are kept for predictive checks.
CELL_DRAWS = 1_000
_WARM_UP = 1_500
_ROUND = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a fit is: draws so far, and what they are worth."""

    draws: int
    effective: float
    wanted: float
    rhat: float


def fit_latent(
    table: CaptureTable,
    *,
    seed: int,
    priors: LatentPriors | None = None,
    effective: float = 4_000,
    most_draws: int = 256_000,
    chains: int = 4,
    workers: int | None = None,
    sampler: Sampler = "glide",
    on_progress: Callable[[Progress], None] | None = None,
) -> Fit:
    """The posterior of N under the nonparametric latent-class model.

    Rounds of draws, none longer than all before it, are added until R̂ ≤ 1.01 and N has the effective sample
    size asked for; where the chains disagree (R̂ > 1.05) what was drawn counts as warming up and is dropped.
    A run that reaches ``most_draws`` ends as it is: its ``rhat`` and ``ess`` say so.

    Args:
        table: the capture histories; structural zeros (``table.impossible``) have probability zero.
        seed: of all chance; chain i has the stream (seed, i), whatever the number of workers.
        priors: LCMCR's by default.
        effective: effective sample size wanted, of N's ranks (bulk) and of its mean.
        most_draws: draws after which to stop regardless, all chains together.
        chains: at least 2, started far apart.
        workers: threads; all cores by default.
        sampler: ``gibbs`` is the published sampler, for comparison.
        on_progress: called after every round; what it raises ends the fit.

    Raises:
        BadInput: nobody is documented, or an option makes no sense.

    >>> table = CaptureTable.from_dense("ABC", [0, 60, 50, 24, 40, 20, 15, 9])
    >>> fit = fit_latent(table, seed=1, effective=1000)
    >>> fit.documented < fit.lo95 < fit.median < fit.hi95, fit.rhat < 1.01, fit.ess > 1000
    (True, True, True)
    """
    if not table.documented:
        raise BadInput("nobody is documented in this table")
    if chains < 2 or effective <= 0 or most_draws < chains * _ROUND:
        raise BadInput("too few chains or draws", remedy=f"at least 2 chains of {_ROUND} draws")
    run = _Run(table, seed, priors or LatentPriors(), chains, sampler)
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        run.start(pool)
        while not run.settled(effective) and run.drawn < most_draws:
            run.more(pool, effective, most_draws)
            if on_progress is not None:
                on_progress(Progress(run.drawn, run.ess, effective, run.rhat))
    return run.fit()


class _Chain:
    """One chain: its place, its step, its stream of chance and what it has drawn."""

    def __init__(self, table: Observed, lists: int, priors: LatentPriors, seed: tuple[int, int]) -> None:
        self.rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed)))
        self.table, self.hyper = table, priors.hyper
        self.work = scratch(lists, priors.classes)
        self.position = self.rng.standard_normal((lists + 1, priors.classes))
        self.position[:lists] -= 1.0
        self.step = 0.0
        self.totals: list[Floats] = []
        self.fits: list[Floats] = []
        self.cells: list[Floats] = []
        self.acceptance = 1.0

    def warm_up(self) -> None:
        self.step = warm_up(self.rng, self.position, self.table, self.hyper, _WARM_UP, self.work)

    def draw(self, length: int, sampler: Sampler) -> None:
        every = -(-length // CELL_DRAWS)
        totals, fits = np.empty(length), np.empty(length)
        cells = np.empty((-(-length // every), self.work.cells.size))
        place = (self.rng, self.position, self.table, self.hyper)
        if sampler == "gibbs":
            draw_by_sweeps(*place, self.work, totals, fits, every, cells)
        else:
            self.acceptance = draw(*place, self.step, self.work, totals, fits, every, cells)
        self.totals.append(totals)
        self.fits.append(fits)
        self.cells.append(cells)

    def forget(self) -> None:
        """What was drawn so far was warming up."""
        self.totals, self.fits, self.cells = [], [], []


class _Run:
    """All chains of one fit."""

    def __init__(
        self, table: CaptureTable, seed: int, priors: LatentPriors, chains: int, sampler: Sampler
    ) -> None:
        self.table, self.priors, self.sampler = table, priors, sampler
        self.observed = observed(table)
        self.chains = [_Chain(self.observed, table.k, priors, (seed, i)) for i in range(chains)]
        self.rounds, self.drawn = 0, 0
        self.rhat, self.ess = np.inf, 0.0

    def start(self, pool: ThreadPoolExecutor) -> None:
        list(pool.map(_Chain.warm_up, self.chains))

    def more(self, pool: ThreadPoolExecutor, effective: float, most_draws: int) -> None:
        """Another round; what was drawn before is dropped if the chains disagreed."""
        length = _ROUND
        if self.rounds:
            kept = self.totals().shape[1]
            wanted = kept if self.ess <= 0 else int(1.1 * kept * (effective / self.ess - 1))
            length = min(max(wanted, _ROUND, kept // 4), kept)
        if self.rounds and self.rhat > SPOILT_RHAT:
            length = 2 * length
            for chain in self.chains:
                chain.forget()
        length = min(length, -(-(most_draws - self.drawn) // len(self.chains)))
        list(pool.map(lambda chain: chain.draw(length, self.sampler), self.chains))
        self.drawn += length * len(self.chains)
        self.rounds += 1
        totals = self.totals()
        self.rhat = chain_checks.rhat(totals)
        self.ess = min(chain_checks.bulk_ess(totals), chain_checks.mean_ess(totals))

    def settled(self, effective: float) -> bool:
        return self.rhat <= SETTLED_RHAT and self.ess >= effective

    def totals(self) -> Floats:
        """(chains, draws) of N."""
        return chain_checks.together([np.concatenate(chain.totals) for chain in self.chains])

    def fit(self) -> Fit:
        totals, cells = self.totals(), self._cell_draws()
        return Fit.from_draws(
            "latent",
            self.table.documented,
            totals.ravel(),
            rhat=self.rhat,
            ess=self.ess,
            mcse=chain_checks.mcse(totals),
            detail=self._detail(totals),
            fitted=cells.mean(axis=0),
            cell_draws=cells,
        )

    def _cell_draws(self) -> NDArray[np.float64]:
        """(s, 2**k) expected counts of the documented, and of the unseen in front; at most 1,000 rows."""
        cells = np.concatenate([np.concatenate(chain.cells) for chain in self.chains])
        kept = cells[:: -(-len(cells) // CELL_DRAWS)].copy()
        seen = self.observed.seen
        share = kept[:, seen].sum(axis=1, keepdims=True)
        kept[:, ~seen & (np.arange(seen.size) > 0)] = 0.0
        expected: NDArray[np.float64] = kept * (self.observed.documented / share)
        return expected

    def _detail(self, totals: Floats) -> dict[str, object]:
        fits = chain_checks.together([np.concatenate(chain.fits) for chain in self.chains])
        return {
            "priors": self.priors.as_detail(),
            "sampler": self.sampler,
            "chains": len(self.chains),
            "draws": totals.size,
            "dropped": self.drawn - totals.size,
            "warm_up": _WARM_UP,
            "tail_ess": chain_checks.tail_ess(totals),
            "log_likelihood_rhat": chain_checks.rhat(fits),
            "acceptance": [chain.acceptance for chain in self.chains],
            "steps": [chain.step for chain in self.chains],
        }

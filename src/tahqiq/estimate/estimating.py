"""From strata to figures: each estimated apart, and their draws added up."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tahqiq.estimate.asking import Answer, Ask, seed_of
from tahqiq.estimate.checkpoint import Checkpoint
from tahqiq.estimate.diagnosis import shortened
from tahqiq.estimate.findings import finding
from tahqiq.estimate.methods import PRIORS
from tahqiq.estimate.one_stratum import COMPARED, EFFECTIVE, EFFECTIVE_OF_MANY, Estimating
from tahqiq.estimate.pooling import summed
from tahqiq.estimate.result import assessed, refused
from tahqiq.estimate.strata import ReadStratum
from tahqiq.vocab.estimates import Assessed, Finding

#: Up to this many strata everything is checked unless told otherwise.
CHECKED_IN_FULL = 20


def estimate(
    strata: Sequence[ReadStratum],
    ask: Ask,
    *,
    kept: Checkpoint | None = None,
    on_fit: Callable[[], None] | None = None,
    workers: int | None = None,
) -> tuple[Answer, list[Answer]]:
    """The total and every stratum.

    A stratum that is refused refuses the total. Otherwise the total's draws are the sums of the strata's.
    The answer is the same whatever the number of workers.

    Args:
        strata: at least one; a single one without a name is its own total.
        ask: what is wanted.
        kept: where finished fits are kept, to go on after an interruption.
        on_fit: called after each fit, of about as many as `planned` says.
        workers: threads; all cores by default.
    """
    kept = kept or Checkpoint(None, "")
    usual = EFFECTIVE if len(strata) <= CHECKED_IN_FULL else EFFECTIVE_OF_MANY
    ask = replace(ask, effective=ask.effective or usual)
    threads = workers or os.cpu_count() or 1

    def one(stratum: ReadStratum) -> Answer:
        return Estimating(stratum, ask, kept, threads if len(strata) == 1 else 1, on_fit).answer()

    answers = [one(strata[0])] if len(strata) == 1 else _in_threads(one, strata, threads)
    if len(strata) == 1 and not strata[0].name:
        return answers[0], []
    return _total(answers, ask), answers


def planned(strata: Sequence[ReadStratum], ask: Ask) -> int:
    """How many fits there are to make, if nothing is refused."""
    fits = 0
    for stratum in strata:
        fits += len(stratum.tables)
        if ask.full:
            fits += len(PRIORS.get(ask.method, ())) + stratum.tables[0].k
        if ask.full or ask.compare:
            fits += len([method for method in COMPARED if method != ask.method])
    return fits


def _in_threads(
    one: Callable[[ReadStratum], Answer], strata: Sequence[ReadStratum], threads: int
) -> list[Answer]:
    pool = ThreadPoolExecutor(threads)
    try:
        return list(pool.map(one, strata))
    finally:
        pool.shutdown(cancel_futures=True)


def _total(answers: Sequence[Answer], ask: Ask) -> Answer:
    """All strata together, or a refusal because one of them is refused."""
    bad = [answer.estimate for answer in answers if answer.draws is None]
    documented = sum(answer.estimate.documented for answer in answers)
    unnamed = [each.estimate.unnamed for each in answers if each.estimate.unnamed is not None]
    beside = sum(unnamed) if unnamed else None
    forced = [answer.estimate for answer in answers if answer.estimate.forced]
    if bad or not answers:
        return Answer(
            refused(
                "",
                documented=documented,
                method=ask.method,
                reasons=(_strata_refused(bad),),
                unnamed=beside,
                diagnosis=None,
            )
        )
    total = summed(
        [(answer.estimate, answer.draws) for answer in answers if answer.draws is not None],
        method=ask.method,
        seed=seed_of(ask.seed, "total"),
    )
    reasons = (_strata_refused(forced),) if forced else ()
    made = assessed("", total, unnamed=beside, diagnosis=None, reasons=reasons)
    return Answer(replace(made, detail={"strata": len(answers)}), total.draws)


def _strata_refused(strata: Sequence[Assessed]) -> Finding:
    return finding("strata_refused", strata=shortened([each.name for each in strata]))

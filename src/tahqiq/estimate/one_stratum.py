"""One stratum: judge, fit, judge again, check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tahqiq.estimate.asking import Answer, Ask, seed_of
from tahqiq.estimate.checkpoint import Checkpoint
from tahqiq.estimate.diagnosis import predicted, refit, warn_of_fit, warn_of_lists, warn_of_models
from tahqiq.estimate.findings import finding
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.judgement import judge_fit, judge_table, warn_of_priors, warn_of_table
from tahqiq.estimate.methods import PRIORS, Question, fit
from tahqiq.estimate.pooling import pooled
from tahqiq.estimate.result import assessed, refused
from tahqiq.estimate.strata import Persons, ReadStratum
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.estimates import Diagnosis, Finding, Refit

#: Effective draws of the main fit, of that of a stratum among many, and of a refit.
EFFECTIVE, EFFECTIVE_OF_MANY, EFFECTIVE_REFIT = 16_000.0, 1000.0, 500.0
#: An interval wider than this (end to end) has its priors checked even in brief.
DOUBTFUL = 2.0
#: Below this many documented people the normal interval of doubly robust estimation is too short.
ENOUGH_FOR_COVARIATES = 1000
#: Asked beside the chosen method, each with the prior it is asked under: on sparse lists the usual one of
#: decomposable graphs says little more than that everybody is listed, which is no second opinion.
COMPARED = {"latent": "", "decomposable": "δ = 2⁻ᵏ", "loglinear": "", "stepwise": "", "chao": ""}


class Estimating:
    """The work on one stratum.

    Args:
        stratum: what was read.
        ask: what is wanted.
        kept: where finished fits are kept.
        workers: threads of each fit.
        on_fit: called after each.
    """

    def __init__(
        self,
        stratum: ReadStratum,
        ask: Ask,
        kept: Checkpoint,
        workers: int,
        on_fit: Callable[[], None] | None,
    ) -> None:
        self.stratum, self.ask, self.kept, self.workers = stratum, ask, kept, workers
        self.on_fit = on_fit
        empty = _empty(stratum)
        kept_lists = [name for name in stratum.tables[0].lists if name not in empty]
        self.tables = [table.keep(kept_lists) if empty else table for table in stratum.tables]
        self.table = self.tables[0]
        self.left_out = (*stratum.not_covering, *empty)
        self.notes = [finding("empty_list", list=name) for name in empty]
        if stratum.not_covering:
            self.notes.append(finding("not_covered", lists=stratum.not_covering))

    def answer(self) -> Answer:
        """Judges, fits, judges again and checks."""
        reasons = judge_table(self.table, method=self.ask.method, declared=self.ask.declared)
        if reasons and not self.ask.force:
            return self._refused(reasons)
        try:
            found = self._fit()
        except BadInput as error:
            if not reasons:
                raise
            return self._refused([*reasons, finding("no_figure", method=self.ask.method, why=error.line())])
        priors = self._priors(found)
        reasons += judge_fit(found, self.table, priors=priors, seed=self._seed("prior"))
        endless = any(reason.code == "no_finite_estimate" for reason in reasons)
        if endless or (reasons and not self.ask.force):
            return self._refused(reasons, priors=priors, found=found)
        return self._answered(found, reasons, priors)

    def _answered(self, found: Fit, reasons: list[Finding], priors: tuple[Refit, ...]) -> Answer:
        check = predicted(self.table, found, seed=self._seed("predict"))
        without, models = self._without(), self._models()
        warnings = [*self.notes, *self._assumptions(found), *warn_of_table(self.table)]
        warnings += warn_of_fit(self.table, found, check)
        warnings += warn_of_priors(found, priors) + warn_of_lists(found, without)
        others = [each for each in models if each.name != "chao"]  # a lower bound disagrees with nobody
        warnings += warn_of_models(refit(found.method, found), others)
        diagnosis = Diagnosis(
            predictive=check, priors=priors, without=without, models=models, warnings=tuple(warnings)
        )
        return Answer(
            assessed(
                self.stratum.name,
                found,
                unnamed=self.stratum.unnamed or None,
                diagnosis=diagnosis,
                left_out=self.left_out,
                reasons=tuple(reasons),
            ),
            found.draws,
        )

    def _refused(
        self, reasons: Sequence[Finding], *, priors: tuple[Refit, ...] = (), found: Fit | None = None
    ) -> Answer:
        warnings = tuple(self.notes)
        return Answer(
            refused(
                self.stratum.name,
                documented=self.table.documented,
                method=self.ask.method,
                reasons=tuple(reasons),
                unnamed=self.stratum.unnamed or None,
                diagnosis=Diagnosis(priors=priors, warnings=warnings),
                left_out=self.left_out,
                rhat=found.rhat if found is not None else None,
                ess=found.ess if found is not None else None,
            )
        )

    def _fit(self) -> Fit:
        wanted = (self.ask.effective or EFFECTIVE) / len(self.tables)
        fits = [
            self._kept(f"fit {i}", self.ask.method, table, effective=wanted)
            for i, table in enumerate(self.tables)
        ]
        return pooled(fits)

    def _priors(self, found: Fit) -> tuple[Refit, ...]:
        if not self.ask.full and found.hi95 <= DOUBTFUL * found.lo95:
            return ()
        return tuple(
            refit(prior, self._kept(f"prior {prior}", self.ask.method, self.table, prior=prior))
            for prior in PRIORS.get(self.ask.method, ())
        )

    def _without(self) -> tuple[Refit, ...]:
        if not self.ask.full or self.table.k < 3 or self.ask.method == "doubly_robust":
            return ()
        return tuple(self._try(name, self.ask.method, self.table.without(name)) for name in self.table.lists)

    def _models(self) -> tuple[Refit, ...]:
        if not (self.ask.full or self.ask.compare):
            return ()
        return tuple(
            self._try(method, method, self.table, prior=prior)
            for method, prior in COMPARED.items()
            if method != self.ask.method
        )

    def _try(self, name: str, method: str, table: CaptureTable, *, prior: str = "") -> Refit:
        """A refit, or why there is none."""
        reasons = judge_table(table, method=method, declared=self.ask.declared)
        if reasons:
            return Refit(name=name, documented=table.documented, refused=reasons[0].text)
        try:
            found = self._kept(f"try {name} {' '.join(table.lists)}", method, table, prior=prior)
        except BadInput as error:
            return Refit(name=name, documented=table.documented, refused=error.line())
        reasons = judge_fit(found, table)
        if reasons:
            return Refit(name=name, documented=table.documented, refused=reasons[0].text)
        return refit(name, found)

    def _kept(
        self,
        purpose: str,
        method: str,
        table: CaptureTable,
        *,
        prior: str = "",
        effective: float = EFFECTIVE_REFIT,
    ) -> Fit:
        question = Question(
            seed=self._seed(purpose),
            effective=effective,
            effort=self.ask.effort,
            persons=self._persons(table),
            prior=prior,
            delta=self.ask.delta,
            workers=self.workers,
        )
        found = self.kept.fit(f"{self.stratum.name}\x1f{purpose}", lambda: fit(method, table, question))
        if self.on_fit is not None:
            self.on_fit()
        return found

    def _seed(self, purpose: str) -> int:
        return seed_of(self.ask.seed, self.stratum.name, purpose)

    def _persons(self, table: CaptureTable) -> Persons | None:
        """People one by one, with the marks of the table's lists only."""
        persons = self.stratum.persons
        if persons is None:
            return None
        kept = [self.stratum.tables[0].lists.index(name) for name in table.lists]
        return Persons(persons.marks[:, kept], persons.columns)

    def _assumptions(self, found: Fit) -> list[Finding]:
        if found.method == "chao":
            return [finding("lower_bound")]
        if found.method == "doubly_robust":
            first, second, *_ = texts_of(found.detail, "pair")
            names = texts_of(found.detail, "covariates")
            said = [finding("assumes_given_covariates", covariates=names, first=first, second=second)]
            few = found.documented < ENOUGH_FOR_COVARIATES
            least = ENOUGH_FOR_COVARIATES
            return [*said, finding("few_for_covariates", n=found.documented, least=least)] if few else said
        if self.table.k == 2:
            return [finding("assumes_independence", first=self.table.lists[0], second=self.table.lists[1])]
        return []


def _empty(stratum: ReadStratum) -> tuple[str, ...]:
    """Lists that hold nobody in any clustering; none where all are so, for then nothing would be left."""
    sizes = np.max([table.sizes for table in stratum.tables], axis=0)
    if not sizes.any():
        return ()
    return tuple(name for name, size in zip(stratum.tables[0].lists, sizes, strict=True) if size == 0)


def texts_of(detail: Mapping[str, object], name: str) -> list[str]:
    """A list of texts in a method's own account.

    >>> texts_of({"pair": ["hospital", "press"]}, "pair")
    ['hospital', 'press']
    """
    held = detail.get(name)
    return [str(each) for each in held] if isinstance(held, list | tuple) else []

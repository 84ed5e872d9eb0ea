"""The methods by name: how each is called, which priors are tried beside its own, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.strata import Persons
from tahqiq.vocab.errors import BadInput

#: Every method, the default first.
METHODS = ("latent", "decomposable", "loglinear", "stepwise", "chapman", "chao", "doubly_robust")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a method beyond the table.

    Attributes:
        seed: of its random numbers.
        effective: effective draws wanted of a method with chains, before `effort`.
        effort: how many times the usual number of draws or bootstraps.
        persons: for doubly robust estimation.
        prior: one of the method's `PRIORS`; '' for its own.
        delta: the prior of decomposable graphs; None for its own.
        workers: threads; all cores by default.
    """

    seed: int
    effective: float = 4000.0
    effort: int = 1
    persons: Persons | None = None
    prior: str = ""
    delta: float | None = None
    workers: int | None = None


def fit(method: str, table: CaptureTable, question: Question) -> Fit:
    """What a method says of a table.

    Raises:
        BadInput: no such method, or the method cannot be applied to the table.
    """
    if method not in _ASKED:
        raise BadInput(f"no method {method!r}", remedy=f"the methods are {', '.join(METHODS)}")
    return _ASKED[method](table, question)


def _latent(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.latent import LatentPriors, fit_latent

    priors = {
        "": LatentPriors(),
        "few classes": LatentPriors(classes=3),
        "many classes": LatentPriors(concentration=(1.0, 1.0), classes=20),
        "rarer capture": LatentPriors(presence=(0.5, 1.0)),
    }
    return fit_latent(
        table,
        seed=question.seed,
        priors=priors[question.prior],
        effective=question.effective * question.effort,
        most_draws=256_000 * question.effort,
        workers=question.workers,
    )


def _decomposable(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.decomposable import DELTA, fit_decomposable

    own = DELTA if question.delta is None else question.delta
    deltas = {"": own, "δ = 2⁻ᵏ": 2.0**-table.k}
    return fit_decomposable(table, seed=question.seed, delta=deltas[question.prior])


def _loglinear(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.loglinear.fit import fit_loglinear

    return fit_loglinear(table, seed=question.seed)


def _stepwise(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.stepwise import fit_stepwise

    return fit_stepwise(table, seed=question.seed, bootstraps=4000 * question.effort)


def _chapman(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.chapman import fit_chapman

    return fit_chapman(table, seed=question.seed)


def _chao(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.chao import fit_chao

    return fit_chao(table, seed=question.seed)


def _doubly_robust(table: CaptureTable, question: Question) -> Fit:
    from tahqiq.estimate.covariates import design
    from tahqiq.estimate.doubly_robust import fit_doubly_robust

    if question.persons is None:
        raise BadInput(
            "doubly robust estimation needs a row a person and what is known of each",
            remedy="name columns: --covariates age,sex",
        )
    made = design(question.persons.columns)
    return fit_doubly_robust(question.persons.marks, made, lists=table.lists, seed=question.seed)


_ASKED: Mapping[str, Callable[[CaptureTable, Question], Fit]] = MappingProxyType(
    {
        "latent": _latent,
        "decomposable": _decomposable,
        "loglinear": _loglinear,
        "stepwise": _stepwise,
        "chapman": _chapman,
        "chao": _chao,
        "doubly_robust": _doubly_robust,
    }
)

#: Priors tried beside a method's own.
PRIORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"latent": ("few classes", "many classes", "rarer capture"), "decomposable": ("δ = 2⁻ᵏ",)}
)

#: Where each method comes from, for the methods paragraph.
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "latent": "Manrique-Vallier 2016, Biometrics 72, 1246–1254",
        "decomposable": "Madigan and York 1997, Biometrika 84, 19–31",
        "loglinear": "Bishop, Fienberg and Holland 1975; Baillargeon and Rivest 2007, Journal of Statistical "
        "Software 19 (5)",
        "stepwise": "Chan, Silverman and Vincent 2021, Journal of the American Statistical Association 116, "
        "1297–1306",
        "chapman": "Chapman 1951; Sadinle 2009, Communications in Statistics 38, 1909–1924",
        "chao": "Chao 1987, Biometrics 43, 783–791",
        "doubly_robust": "Das, Kennedy and Jewell 2023, Journal of the American Statistical Association 118",
    }
)

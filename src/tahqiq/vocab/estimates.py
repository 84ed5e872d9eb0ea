"""The file that ``tahqiq estimate`` writes: figures, refusals, and all that lets a reader judge them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tahqiq.vocab.judgements import Estimate

#: Name and version of the file format; see docs/formats.md.
FORMAT = "estimate/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a reader must know, by a stable code and in both languages.

    Attributes:
        code: stable name, such as ``two_lists``.
        text, text_ar: one sentence, English and Arabic.
        remedy, remedy_ar: what data or what step would help; '' where nothing would.
    """

    code: str
    text: str
    text_ar: str
    remedy: str = ""
    remedy_ar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCheck:
    """One capture history, as observed and as the fitted model would produce it.

    Attributes:
        history: a 0 or 1 for each list, in the order of the lists.
        observed: people who have it.
        expected: mean of the replicated tables.
        lo95, hi95: where 95 % of the replicates lie.
        p: mid-p, the share of replicates above the observed count (half of ties); near 0 or 1 is bad.
        flagged: further out than chance explains among so many cells (Benjamini–Hochberg, 5 %).
    """

    history: str
    observed: int
    expected: float
    lo95: float
    hi95: float
    p: float
    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """The posterior predictive check of a whole table.

    Attributes:
        p: how often replicates fit worse than the data (Freeman–Tukey distance); near 0 is bad.
        dispersion: Pearson's statistic for each cell that could be filled; well above 1 the counts vary
            more than the model allows.
        cells: every history that could be documented.
    """

    p: float
    dispersion: float
    cells: tuple[CellCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """The same question asked otherwise: another prior, one list fewer, another model.

    Attributes:
        name: what is different.
        documented: people on the lists it used.
        refused: why it gave no figure; '' where it gave one.
    """

    name: str
    documented: int
    median: float | None = None
    lo95: float | None = None
    hi95: float | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What was checked of one estimate, and what was found.

    Attributes:
        predictive: None where the method gives no expected counts.
        priors: refits under other priors; empty where the method has none.
        without: refits leaving out one list each; empty where not asked for, or too few lists.
        models: other methods on the same table; empty where not asked for.
        warnings: what a reader must weigh.
    """

    predictive: Predicted | None = None
    priors: tuple[Refit, ...] = ()
    without: tuple[Refit, ...] = ()
    models: tuple[Refit, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed(Estimate):
    """An estimate with its refusal explained, its diagnosis and what the method says of itself.

    Attributes:
        left_out: lists that hold nobody in the stratum, or are declared not to cover it.
        reasons: every reason for a refusal, the first of which is ``refused``.
        diagnosis: None for the total of several strata.
        detail: the method's own account: priors, models and their weights, chains.
    """

    left_out: tuple[str, ...] = ()
    reasons: tuple[Finding, ...] = ()
    diagnosis: Diagnosis | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file the lists were read from, and what was declared of them.

    Attributes:
        sha256: of the file's bytes.
        declared: what the user declared: lists compiled from one another, structural zeros, lists that
            did not cover a stratum, independence.
    """

    name: str
    sha256: str
    lists: tuple[str, ...]
    by: tuple[str, ...] = ()
    declared: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateFile:
    """A whole result (estimate/1).

    Attributes:
        total: the whole; the sum of the strata's posterior draws where there are strata.
        strata: one estimate a stratum; empty where there are none.
        seed: what the random numbers were grown from.
        versions: of our code and of the libraries that compute.
        methods, methods_ar: the paragraph that says what was done.
    """

    format: str
    total: Assessed
    strata: tuple[Assessed, ...]
    source: Source
    method: str
    seed: int
    versions: dict[str, str]
    methods: str
    methods_ar: str

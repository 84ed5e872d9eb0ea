"""The methods paragraph: what was really run, on what, and what came of it, in English or Arabic.

Every sentence rests on the result it is given; what was not done is not mentioned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tahqiq.estimate.diagnosis import shortened
from tahqiq.estimate.findings import number, spoken
from tahqiq.estimate.methods import SOURCES
from tahqiq.vocab.estimates import Assessed, Diagnosis, EstimateFile
from tahqiq.vocab.wording import Language, counted, isolate, isolate_foreign, word


def methods_text(result: EstimateFile, language: Language) -> str:
    """The paragraph of a result, without its own text."""
    return " ".join(sentence for sentence in _sentences(result, language) if sentence)


def _sentences(result: EstimateFile, language: Language) -> list[str]:
    done = [each for each in (result.strata or (result.total,)) if each.median is not None]
    said = [_data(result, language), *_declared(result, language)]
    if done:
        said.append(_model(done[0], language))
        said.append(_chains(done, language))
        said.append(_strata(result, language))
    said += [_outcome(result.total, language), _refusals(result, language)]
    if len(done) == 1 and done[0].diagnosis is not None:
        said += _checks(done[0], done[0].diagnosis, language)
    if done:
        said.append(word("People whom none of these lists could have reached are in no figure.", language))
    said.append(_software(result, language))
    if done:
        text = word("Source of the method: {source}.", language)
        said.append(text.format(source=_source(done[0], language)))
    return said


def _data(result: EstimateFile, language: Language) -> str:
    lists = result.source.lists
    return word("The data are {lists} ({names}) that together document {people}.", language).format(
        lists=counted("{n} list", "{n} lists", len(lists), language),
        names=spoken(lists, language),
        people=counted("{n} person", "{n} people", result.total.documented, language),
    )


def _declared(result: EstimateFile, language: Language) -> list[str]:
    declared = result.source.declared
    said = []
    if declared.get("independent"):
        said.append(word("The lists were declared independent of one another.", language))
    if declared.get("impossible"):
        text = word("These combinations of lists were declared impossible: {histories}.", language)
        said.append(text.format(histories=spoken(_texts(declared["impossible"]), language)))
    if declared.get("not_covering"):
        text = word("Lists declared not to cover a stratum were left out of it: {lists}.", language)
        said.append(text.format(lists=spoken(_texts(declared["not_covering"]), language)))
    if result.total.unnamed:
        people = counted(
            "{n} person without a name", "{n} people without a name", result.total.unnamed, language
        )
        text = word("Beside the lists stand {people}, who enter none of the figures.", language)
        said.append(text.format(people=people))
    return said


def _model(done: Assessed, language: Language) -> str:
    """What the method is, with the settings it ran with."""
    return _MODELS[done.method](done.detail, language)


def _latent(detail: Mapping[str, Any], language: Language) -> str:
    priors = detail["priors"]
    shape, rate = priors["concentration"]
    return word(
        "The number of people on no list was estimated with a Bayesian latent class model: people belong to "
        "one of at most {classes} unobserved classes, and within a class lists are independent "
        "(stick-breaking prior with α ~ Gamma({shape}, {rate}); p(N) ∝ 1/N).",
        language,
    ).format(**_figures({"classes": priors["classes"], "shape": shape, "rate": rate}, language))


def _decomposable(detail: Mapping[str, Any], language: Language) -> str:
    return word(
        "The number of people on no list was estimated by averaging over all {graphs} decomposable graphs of "
        "dependence between the lists, each weighted by its posterior probability (hyper-Dirichlet prior, "
        "δ = {delta}; p(N) ∝ 1/N).",
        language,
    ).format(**_figures({"graphs": detail["graphs"], "delta": detail["priors"]["delta"]}, language))


def _loglinear(detail: Mapping[str, Any], language: Language) -> str:
    if "averaged_by" in detail:
        return word(
            "The number of people on no list was estimated by averaging hierarchical log-linear models, "
            "weighted by {criterion}.",
            language,
        ).format(criterion=isolate(str(detail["averaged_by"]).upper(), language))
    return word(
        "The number of people on no list was estimated with the hierarchical log-linear model {model}, "
        "chosen by {criterion}; the interval is that of the profile likelihood.",
        language,
    ).format(
        model=isolate(str(detail["model"]), language),
        criterion=isolate(str(detail.get("chosen_by", "bic")).upper(), language),
    )


def _stepwise(detail: Mapping[str, Any], language: Language) -> str:
    return word(
        "The number of people on no list was estimated with the log-linear model {model}, to which forward "
        "stepwise choice (p < {threshold}) led; the interval is a BCa bootstrap over {bootstraps} resampled "
        "tables.",
        language,
    ).format(
        model=isolate(str(detail["model"]), language),
        **_figures({"threshold": detail["threshold"], "bootstraps": detail["bootstraps"]}, language),
    )


def _chapman(detail: Mapping[str, Any], language: Language) -> str:
    return word(
        "The total was estimated by Chapman's formula for two lists, which holds if they are independent and "
        "everybody is as likely as others to be listed; the interval is Sadinle's.",
        language,
    )


def _chao(detail: Mapping[str, Any], language: Language) -> str:
    return word(
        "Chao's lower bound was computed from the people on one list and on two; it is a reference and no "
        "estimate of the total.",
        language,
    )


def _doubly_robust(detail: Mapping[str, Any], language: Language) -> str:
    pair, covariates = _texts(detail["pair"]), _texts(detail["covariates"])
    return word(
        "The total was estimated with the doubly robust one-step estimator, cross-fitted in {folds} folds, "
        "which holds if {first} and {second} are independent among people alike in {covariates}.",
        language,
    ).format(
        first=spoken(pair[0], language),
        second=spoken(pair[1], language),
        covariates=spoken(covariates, language),
        folds=isolate(str(detail["folds"]), language),
    )


_MODELS: Mapping[str, Callable[[Mapping[str, Any], Language], str]] = {
    "latent": _latent,
    "decomposable": _decomposable,
    "loglinear": _loglinear,
    "stepwise": _stepwise,
    "chapman": _chapman,
    "chao": _chao,
    "doubly_robust": _doubly_robust,
}


def _chains(done: Sequence[Assessed], language: Language) -> str:
    sampled = [each for each in done if each.rhat is not None and each.ess is not None]
    if not sampled:
        return ""
    draws = sum(int(each.detail["draws"]) for each in sampled)
    text = word(
        "{chains} gave {draws} in all; R̂ is at most {rhat} and the effective sample size of the total "
        "at least {ess}.",
        language,
    )
    return text.format(
        chains=counted("{n} chain", "{n} chains", int(sampled[0].detail["chains"]), language),
        draws=counted("{n} posterior draw", "{n} posterior draws", draws, language),
        rhat=isolate(f"{max(each.rhat or 0.0 for each in sampled):.3f}", language),
        ess=isolate(number(round(min(each.ess or 0.0 for each in sampled))), language),
    )


def _strata(result: EstimateFile, language: Language) -> str:
    if not result.strata:
        return ""
    return word(
        "{strata} (by {columns}) were estimated apart; the total is the distribution of the sum of their "
        "draws.",
        language,
    ).format(
        strata=counted("{n} stratum", "{n} strata", len(result.strata), language),
        columns=spoken(result.source.by, language),
    )


def _outcome(total: Assessed, language: Language) -> str:
    unseen = total.undocumented
    if unseen is None:
        return ""
    text = word(
        "Documented: {documented}. Undocumented, estimated: {unseen} (95 % interval {unseen_range}). In all, "
        "estimated: {total} (95 % interval {range}).",
        language,
    )
    said = text.format(
        documented=isolate(number(total.documented), language),
        unseen=isolate(number(round(unseen.median)), language),
        unseen_range=_range(unseen.lo95, unseen.hi95, language),
        total=isolate(number(round(total.median or 0.0)), language),
        range=_range(total.lo95, total.hi95, language),
    )
    if not total.forced:
        return said
    return f"{said} {word('The data do not support these figures; they were computed by force.', language)}"


def _refusals(result: EstimateFile, language: Language) -> str:
    refused = [each for each in result.strata if each.refused and not each.forced]
    if refused:
        return word("No estimate is given for {strata}: {reasons}", language).format(
            strata=spoken(shortened([each.name for each in refused]), language),
            reasons=" ".join(dict.fromkeys(_reason(each, language) for each in refused)),
        )
    if result.total.refused and not result.strata:
        return word("No estimate is given. {reason}", language).format(reason=_reason(result.total, language))
    return ""


def _reason(refused: Assessed, language: Language) -> str:
    return refused.reasons[0].text_ar if language == "ar" else refused.reasons[0].text


def _checks(done: Assessed, diagnosis: Diagnosis, language: Language) -> list[str]:
    said = []
    if diagnosis.predictive is not None:
        text = word("The posterior predictive check of the whole table gives p = {p}.", language)
        said.append(text.format(p=isolate(number(diagnosis.predictive.p), language)))
    for refits, message in (
        (diagnosis.priors, word("Under other priors the median runs from {low} to {high}.", language)),
        (diagnosis.without, word("Leaving out one list, the median runs from {low} to {high}.", language)),
        (diagnosis.models, word("Under other models the median runs from {low} to {high}.", language)),
    ):
        medians = [each.median for each in refits if each.median is not None]
        if medians:
            low, high = number(round(min(medians))), number(round(max(medians)))
            said.append(message.format(low=isolate(low, language), high=isolate(high, language)))
    return said


def _software(result: EstimateFile, language: Language) -> str:
    others = {name: held for name, held in result.versions.items() if name != "tahqiq"}
    libraries = ", ".join(f"{name} {held}" for name, held in others.items())
    return word("Computed with Tahqiq {version} ({libraries}), seed {seed}.", language).format(
        version=isolate(result.versions["tahqiq"], language),
        libraries=isolate(libraries, language),
        seed=isolate(str(result.seed), language),
    )


def _source(done: Assessed, language: Language) -> str:
    source = SOURCES[done.method]
    return isolate_foreign(source) if language == "ar" else source


def _range(low: float | None, high: float | None, language: Language) -> str:
    return isolate(f"{number(round(low or 0.0))}–{number(round(high or 0.0))}", language)


def _figures(values: Mapping[str, Any], language: Language) -> dict[str, str]:
    return {name: isolate(number(float(str(value))), language) for name, value in values.items()}


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]

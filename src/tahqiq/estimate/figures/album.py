"""Which figures a result has, and under which names they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tahqiq.durable import write_file
from tahqiq.estimate.answering import Answered
from tahqiq.estimate.asking import Answer
from tahqiq.estimate.estimating import CHECKED_IN_FULL
from tahqiq.estimate.figures.cells import draw_cells
from tahqiq.estimate.figures.layout import in_title
from tahqiq.estimate.figures.posterior import draw_posterior
from tahqiq.estimate.figures.rows import Row, draw_rows
from tahqiq.vocab.estimates import Assessed, Refit
from tahqiq.vocab.wording import LANGUAGES, Language, word


def write_figures(answered: Answered, folder: Path) -> list[Path]:
    """Writes every figure in both languages; gives their paths.

    Names are ``<stratum or 'total'>-<figure>.<language>.svg``, with figures ``posterior``, ``models``,
    ``without``, ``cells`` and, for all strata together, ``strata``. A refused estimate has none of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language in LANGUAGES:
        for name, picture in figures_of(answered, language):
            path = folder / f"{name}.{language}.svg"
            write_file(path, picture)
            paths.append(path)
    return paths


def figures_of(answered: Answered, language: Language) -> Iterator[tuple[str, bytes]]:
    """Every figure of a result in one language, with its name; beyond twenty strata only theirs together."""
    lists = answered.result.source.lists
    yield from _of_one(answered.total, "total", word("The whole", language), lists, language)
    if answered.strata:
        yield "strata", _strata(answered, language)
    if len(answered.strata) > CHECKED_IN_FULL:
        return
    for place, stratum in enumerate(answered.strata, 1):
        slug = re.sub(r"[^\w.-]+", "-", stratum.estimate.name).strip("-.") or "stratum"
        yield from _of_one(stratum, f"{place:02}-{slug}", stratum.estimate.name, lists, language)


def _of_one(
    answer: Answer, slug: str, name: str, lists: tuple[str, ...], language: Language
) -> Iterator[tuple[str, bytes]]:
    estimate = answer.estimate
    if answer.draws is None:
        return
    yield f"{slug}-posterior", draw_posterior(estimate, answer.draws, name=name, language=language)
    if estimate.diagnosis is None:
        return
    if models := estimate.diagnosis.models:
        yield f"{slug}-models", _models(estimate, models, name, language)
    if without := estimate.diagnosis.without:
        yield f"{slug}-without", _without(estimate, without, name, language)
    if estimate.diagnosis.predictive is not None:
        used = _used(estimate, lists)
        yield f"{slug}-cells", draw_cells(estimate.diagnosis.predictive, used, name=name, language=language)


def _used(estimate: Assessed, lists: tuple[str, ...]) -> list[str]:
    """The lists of the stratum's own table, which may lack some."""
    left_out = set(estimate.left_out)
    return [each for each in lists if each not in left_out]


def _own(estimate: Assessed, label: str) -> Row:
    return Row(label=label, median=estimate.median, lo95=estimate.lo95, hi95=estimate.hi95)


def _models(estimate: Assessed, models: Sequence[Refit], name: str, language: Language) -> bytes:
    rows = [_own(estimate, _method(estimate.method, language))]
    rows += [Row.of(each, language, label=_method(each.name, language)) for each in models]
    return draw_rows(
        rows,
        title=word("{name}: what other models say", language).format(name=in_title(name, language)),
        description=word("Median and 95 % interval of all, documented and undocumented together.", language),
        language=language,
        reference=estimate.median,
    )


def _without(estimate: Assessed, without: Sequence[Refit], name: str, language: Language) -> bytes:
    rows = [_own(estimate, word("all lists", language))]
    rows += [_left_out(each, language) for each in without]
    return draw_rows(
        rows,
        title=word("{name}: leaving out one list", language).format(name=in_title(name, language)),
        description=word("Median and 95 % interval of all, documented and undocumented together.", language),
        language=language,
        reference=estimate.median,
    )


def _left_out(refit: Refit, language: Language) -> Row:
    return Row.of(refit, language, label=word("without {list}", language).format(list=refit.name))


def _strata(answered: Answered, language: Language) -> bytes:
    estimates = [each.estimate for each in answered.strata]
    rows = [
        Row(
            label=each.name,
            documented=each.documented,
            median=each.median,
            lo95=each.lo95,
            hi95=each.hi95,
            note=word("refused", language) if each.median is None else "",
        )
        for each in estimates
    ]
    return draw_rows(
        rows,
        title=word("By stratum", language),
        description=word("Bars: documented. Dots and lines: median and 95 % interval of all.", language),
        language=language,
    )


def _method(name: str, language: Language) -> str:
    return word(METHOD_NAMES[name], language)


#: What readers call the methods.
METHOD_NAMES = {
    "latent": "latent classes",
    "decomposable": "decomposable graphs",
    "loglinear": "log-linear (BIC)",
    "stepwise": "log-linear, stepwise",
    "chapman": "Chapman",
    "chao": "Chao (lower bound)",
    "doubly_robust": "doubly robust",
}

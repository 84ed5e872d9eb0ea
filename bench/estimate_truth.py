"""Is the truth inside the interval? Simulated populations of known size, by the kind of world they live in.

    python bench/estimate_truth.py [--each 60] [--kinds independent,sparse] [--no-page]

Every population is estimated by four methods, judged as ``tahqiq estimate`` judges, and computed by force
where it is refused. An interrupted run goes on where it stopped. Writes bench/results/estimate_truth.json
and docs/estimate-truth.md, and fails when 95 % intervals do not cover 92 to 98 % of the populations in
which a method's assumptions hold.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from measure import ROOT, keep
from numpy.typing import NDArray

from tahqiq.estimate.asking import Ask
from tahqiq.estimate.diagnosis import warn_of_models
from tahqiq.estimate.estimating import estimate
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.strata import ReadStratum
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.estimates import Refit

METHODS = ("latent", "decomposable", "loglinear", "stepwise")
PAGE = ROOT / "docs" / "estimate-truth.md"
KEPT = ROOT / ".tahqiq" / "estimate_truth.partial.jsonl"
#: The share of intervals that must hold the truth where the assumptions do.
LEAST, MOST = 0.92, 0.98
#: Warnings that say the figure may be wrong, rather than what it rests on.
TELLING = frozenset(
    {"poor_fit", "cells_off", "overdispersed", "prior_matters", "few_recaptured", "list_apart", "wide"}
)

Marks = NDArray[np.bool_]
Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of world.

    Attributes:
        said: what it is, for the page.
        make: draws the (N, k) marks of everybody, documented or not.
        holds: the methods whose assumptions are true of it, those of the prior included.
        in_form: methods that could describe it, though their prior holds such worlds unlikely.
    """

    said: str
    make: Callable[[np.random.Generator], Marks]
    holds: tuple[str, ...] = ()
    in_form: tuple[str, ...] = ()


def _listed(rng: np.random.Generator, chances: NDArray[np.float64]) -> Marks:
    marks: Marks = rng.random(chances.shape) < chances
    return marks


def _people(rng: np.random.Generator, low: int, high: int) -> int:
    """A population size, as likely to be in one doubling as in another."""
    return round(float(np.exp(rng.uniform(np.log(low), np.log(high)))))


def independent(rng: np.random.Generator, *, lists: int = 4) -> Marks:
    """Lists that know nothing of one another, everybody as easy to find."""
    n = _people(rng, 200, 4000)
    return _listed(rng, np.broadcast_to(rng.uniform(0.1, 0.5, lists), (n, lists)))


def two_classes(rng: np.random.Generator) -> Marks:
    """Some people are easier to find than others, on every list: two classes, lists independent in each."""
    n = _people(rng, 400, 4000)
    easy = rng.random(n) < rng.uniform(0.3, 0.7)
    chances = np.where(easy[:, None], rng.uniform(0.3, 0.7, 4), rng.uniform(0.05, 0.3, 4))
    return _listed(rng, chances)


def latent_prior(rng: np.random.Generator) -> Marks:
    """Worlds drawn from the latent-class model's own prior."""
    n = _people(rng, 200, 4000)
    alpha = rng.gamma(0.25) / 0.25
    sticks = rng.beta(1.0, max(alpha, 1e-6), 10)
    sticks[-1] = 1.0
    shares = sticks * np.concatenate([[1.0], np.cumprod(1 - sticks[:-1])])
    classes = rng.choice(10, n, p=shares / shares.sum())
    return _listed(rng, rng.random((10, 4))[classes])


def dependent(rng: np.random.Generator, *, low: float, high: float) -> Marks:
    """One list sends its people to another, or keeps them from it: an odds ratio between two lists."""
    n = _people(rng, 400, 4000)
    base = rng.uniform(0.15, 0.5, 4)
    chances = np.broadcast_to(base, (n, 4)).copy()
    first = rng.random(n) < base[0]
    odds = base[1] / (1 - base[1]) * np.exp(rng.uniform(np.log(low), np.log(high)))
    chances[first, 1] = odds / (1 + odds)
    marks = _listed(rng, chances)
    marks[:, 0] = first
    return marks


def heterogeneous(rng: np.random.Generator) -> Marks:
    """Everybody has an own chance to be found, the same tendency on every list (logit-normal, spread 1.5)."""
    n = _people(rng, 400, 4000)
    tendency = 1.5 * rng.standard_normal((n, 1)) + rng.uniform(-2.0, 0.0, 4)
    return _listed(rng, 1 / (1 + np.exp(-tendency)))


def hidden(rng: np.random.Generator) -> Marks:
    """A quarter to a half of the dead hardly anybody can find: one chance in fifty on any list."""
    n = _people(rng, 400, 4000)
    chances = np.broadcast_to(rng.uniform(0.2, 0.5, 4), (n, 4)).copy()
    chances[rng.random(n) < rng.uniform(0.25, 0.5)] = 0.02
    return _listed(rng, chances)


def small(rng: np.random.Generator) -> Marks:
    """Few dead, three short lists."""
    n = _people(rng, 50, 150)
    return _listed(rng, np.broadcast_to(rng.uniform(0.15, 0.35, 3), (n, 3)))


def apart(rng: np.random.Generator) -> Marks:
    """Two of four lists work in different places and share nobody; the other two work everywhere."""
    n = _people(rng, 400, 4000)
    chances = np.broadcast_to(rng.uniform(0.2, 0.5, 4), (n, 4)).copy()
    north = rng.random(n) < 0.5
    chances[north, 1] = 0.0
    chances[~north, 0] = 0.0
    return _listed(rng, chances)


def sparse(rng: np.random.Generator) -> Marks:
    """Many dead, four lists of a few in a hundred each."""
    n = _people(rng, 1000, 5000)
    return _listed(rng, np.broadcast_to(rng.uniform(0.02, 0.06, 4), (n, 4)))


_LOGLINEAR = ("decomposable", "loglinear", "stepwise")
KINDS: dict[str, Kind] = {
    "independent": Kind("four independent lists", independent, METHODS),
    "three": Kind("three independent lists", lambda rng: independent(rng, lists=3), METHODS),
    "latent prior": Kind("worlds of the latent-class model itself", latent_prior, ("latent",)),
    "two classes": Kind("easy and hard to find, two classes", two_classes, in_form=("latent",)),
    "attracted": Kind(
        "one list feeds another (odds × 2 to 5)", lambda rng: dependent(rng, low=2, high=5), _LOGLINEAR
    ),
    "repelled": Kind(
        "one list avoids another (odds ÷ 2 to 5)", lambda rng: dependent(rng, low=0.2, high=0.5), _LOGLINEAR
    ),
    "heterogeneous": Kind("everybody has an own chance to be found, widely spread", heterogeneous),
    "hidden": Kind("a quarter to a half hardly anybody can find", hidden),
    "apart": Kind("two of four lists work in different places", apart),
    "small": Kind("50 to 150 dead, three short lists", small),
    "sparse": Kind("four lists of 2 to 6 % each", sparse),
}


def table_of(marks: Marks) -> CaptureTable:
    """What the lists show of everybody."""
    seen = marks[marks.any(axis=1)].astype(np.uint8)
    cells, counts = np.unique(seen, axis=0, return_counts=True)
    return CaptureTable.from_counts([f"L{i + 1}" for i in range(marks.shape[1])], cells, counts)


def one(kind: str, place: int) -> Row:
    """Estimates one population by every method."""
    marks = KINDS[kind].make(np.random.default_rng([20261123, list(KINDS).index(kind), place]))
    table = table_of(marks)
    found: Row = {"kind": kind, "place": place, "n": len(marks), "documented": table.documented}
    for method in METHODS:
        found[method] = _by(method, table)
    return found


def _by(method: str, table: CaptureTable) -> Row:
    stratum = ReadStratum(name="", tables=(table,))
    began = time.thread_time()
    try:
        answer, _ = estimate([stratum], Ask(method=method, force=True, full=False, effective=1000), workers=1)
    except BadInput as error:
        return {"refused": ["no_figure"], "why": error.line()}
    made = answer.estimate
    warned = {each.code for each in made.diagnosis.warnings} if made.diagnosis else set()
    return {
        "median": made.median,
        "lo95": made.lo95,
        "hi95": made.hi95,
        "refused": [each.code for each in made.reasons],
        "warned": sorted(warned & TELLING),
        "cpu_s": round(time.thread_time() - began, 3),
    }


def kept() -> dict[tuple[str, int], Row]:
    """Populations already done by an interrupted run."""
    if not KEPT.exists():
        return {}
    done = [json.loads(line) for line in KEPT.read_text().splitlines() if line.endswith("}")]
    return {(each["kind"], each["place"]): each for each in done}


def run(kinds: Sequence[str], each: int) -> list[Row]:
    """All populations, two at a time, each kept as soon as it is done."""
    done = kept()
    wanted = [(kind, place) for place in range(each) for kind in kinds]
    missing = [key for key in wanted if key not in done]
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a") as file, ThreadPoolExecutor(os.cpu_count()) as pool:
        for n, found in enumerate(pool.map(lambda key: one(*key), missing), 1):
            done[(str(found["kind"]), int(str(found["place"])))] = found
            file.write(json.dumps(found) + "\n")
            file.flush()
            print(f"\r{n} of {len(missing)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return [done[key] for key in sorted(wanted, key=lambda key: (list(KINDS).index(key[0]), key[1]))]


def summary(populations: Iterable[Row], method: str) -> Row:
    """How one method did on a set of populations."""
    held = list(populations)
    made = [(each, each[method]) for each in held if "median" in each[method] and each[method]["median"]]
    given = [(each, fit) for each, fit in made if not fit["refused"]]
    return {
        "populations": len(held),
        "given": len(given),
        "refused": len(held) - len(given),
        "covered": _share([fit["lo95"] <= each["n"] <= fit["hi95"] for each, fit in given]),
        "covered_with_refused": _share([fit["lo95"] <= each["n"] <= fit["hi95"] for each, fit in made]),
        "bias": _middle([fit["median"] / each["n"] - 1 for each, fit in given]),
        "width": _middle([(fit["hi95"] - fit["lo95"]) / each["n"] for each, fit in given]),
        "warned": _share([warned(each, method) for each, _ in given]),
        "missed_without_a_word": _share(
            [not (fit["lo95"] <= each["n"] <= fit["hi95"] or warned(each, method)) for each, fit in given]
        ),
    }


def warned(population: Row, method: str) -> bool:
    """Whether a warning stands beside a method's figure: its own, or that the models disagree."""
    refits = {name: _refit(population, name) for name in METHODS}
    others = [refits[name] for name in METHODS if name != method]
    return bool(population[method]["warned"] or warn_of_models(refits[method], others))


def _refit(population: Row, method: str) -> Refit:
    found = population[method]
    figures = {} if found["refused"] else {name: found[name] for name in ("median", "lo95", "hi95")}
    return Refit(name=method, documented=population["documented"], **figures)


def _share(values: Sequence[bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _middle(values: Sequence[float]) -> float | None:
    return round(float(np.median(values)), 4) if values else None


def main() -> int:
    """Runs, keeps, writes the page; 1 where a promise is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--no-page", action="store_true")
    options = parser.parse_args()
    kinds = options.kinds.split(",")
    populations = run(kinds, options.each)
    tables = {
        kind: {method: summary([p for p in populations if p["kind"] == kind], method) for method in METHODS}
        for kind in kinds
    }
    holding = {
        method: summary([p for p in populations if method in KINDS[p["kind"]].holds], method)
        for method in METHODS
    }
    in_form = {
        method: summary([p for p in populations if method in _described(KINDS[p["kind"]])], method)
        for method in METHODS
        if any(method in kind.in_form for kind in KINDS.values())
    }
    if options.no_page:
        print(json.dumps({"holding": holding, "in_form": in_form, "kinds": tables}, indent=1))
        return 0
    found = {"populations": len(populations), "holding": holding, "in_form": in_form, "kinds": tables}
    keep("estimate_truth", found)
    PAGE.write_text(page(len(populations), holding, in_form, tables), encoding="utf-8")
    KEPT.unlink()
    return int(any(not LEAST <= (each["covered"] or 0.0) <= MOST for each in holding.values()))


def _described(kind: Kind) -> tuple[str, ...]:
    return (*kind.holds, *kind.in_form)


def page(n: int, holding: Row, in_form: Row, tables: Row) -> str:
    """The page of the docs."""
    text = (Path(__file__).parent / "estimate_truth.md").read_text("utf-8")
    rows = [f"| {method} | {_cells(each)} |" for method, each in holding.items()]
    rows += [f"| {method}, all worlds it can describe | {_cells(each)} |" for method, each in in_form.items()]
    kinds = []
    for name, methods in tables.items():
        kind = KINDS[name]
        told = f"Assumptions hold for: {', '.join(kind.holds) or 'none of them'}."
        if kind.in_form:
            told += f" In form also for {', '.join(kind.in_form)}, whose prior holds such worlds unlikely."
        lines = [f"| {method} | {_cells(each)} |" for method, each in methods.items()]
        kinds.append(f"### {kind.said[0].upper()}{kind.said[1:]}\n\n{told}\n\n{_HEAD}\n" + "\n".join(lines))
    return text.format(populations=n, holding=_HEAD + "\n" + "\n".join(rows), kinds="\n\n".join(kinds))


_HEAD = (
    "| method | given | refused | truth in 95 % | median error | width | warned | missed, no warning |\n"
    "|---|---|---|---|---|---|---|---|"
)


def _cells(each: Row) -> str:
    def percent(value: object, sign: str = "") -> str:
        return "" if value is None else f"{100 * float(str(value)):{sign}.0f} %"

    width = "" if each["width"] is None else f"{float(str(each['width'])):.2f}"
    return " | ".join(
        (
            str(each["given"]),
            str(each["refused"]),
            percent(each["covered"]),
            percent(each["bias"], "+"),
            width,
            percent(each["warned"]),
            percent(each["missed_without_a_word"]),
        )
    )


if __name__ == "__main__":
    sys.exit(main())

"""What others make of the same lists: a careful stock Splink model, and rapidfuzz's token sort.

Splink gets names normalised and split by `tahqiq.language`, term frequencies, dates of birth as dates, and a
comparison of ages; blocking on every part and on dates; EM on several rules. Nothing of families, nothing of
one another: as its documentation shows it, with some care.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tahqiq.language.letters import normalise
from tahqiq.language.romanise import romanise
from tahqiq.link.collective.kin import full_names
from tahqiq.link.columns import coded
from tahqiq.link.lists import RecordList

_CHAIN = ("given", "father", "grandfather", "family_name")
#: Fields compared letter by letter where a list has them; the rest have comparisons of their own.
_SPELLED = ("address", "place", "number")
Scored = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def splink_pairs(lists: Sequence[RecordList], *, seed: int = 1, least: float = 0.1) -> Scored:
    """Pairs at least so likely: positions in the first list and in the last, and probabilities."""
    from splink import Linker

    linker = Linker(_registered(lists), _settings(lists), log_level=50)
    fields = _fields(lists)
    names = [field for field in _CHAIN if field in fields]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _train(linker, fields, names, seed)
        found = linker.inference.predict(threshold_match_probability=least).as_pyarrow_table()
    left, right, probability = (
        found.column(name).to_numpy() for name in ("unique_id_l", "unique_id_r", "match_probability")
    )
    left, right = left.astype(np.int64), right.astype(np.int64)
    if len(lists) == 1:
        left, right = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((right, left))
    return left[order], right[order], probability[order].astype(np.float64)


def token_sort(lists: Sequence[RecordList], *, least: float = 80.0) -> Scored:
    """For each record of the first list the most alike name of the second, as a share of 1."""
    from rapidfuzz import fuzz, process

    left, right = ([normalise(name, "match") for name in full_names(each)] for each in lists)
    rows = []
    for place, name in enumerate(left):
        if name and (
            best := process.extractOne(name, right, scorer=fuzz.token_sort_ratio, score_cutoff=least)
        ):
            rows.append((place, best[2], best[1] / 100))
    one, other, alike = zip(*rows, strict=True)
    return np.array(one, np.int64), np.array(other, np.int64), np.array(alike)


def best_of_each(scored: Scored, threshold: float) -> Scored:
    """The likeliest pairs above a threshold, one a record of either list."""
    left, right, probability = scored
    taken: tuple[set[int], set[int]] = (set(), set())
    kept = []
    for row in np.argsort(-probability, kind="stable").tolist():
        one, other = int(left[row]), int(right[row])
        if probability[row] >= threshold and one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            kept.append(row)
    rows = np.array(sorted(kept), np.int64)
    return left[rows], right[rows], probability[rows]


def _train(linker: Any, fields: Sequence[str], names: Sequence[str], seed: int) -> None:
    from splink import block_on

    rules = [block_on("given", "family_name")]
    rules += [block_on("given", "birth")] if "birth" in fields else []
    linker.training.estimate_probability_two_random_records_match([block_on(*names)], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=seed)
    for rule in (
        *rules,
        block_on("family_name", "father") if "father" in names else block_on("family_name", "birth"),
    ):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def _registered(lists: Sequence[RecordList]) -> list[Any]:
    """The lists as tables of Splink's, names normalised and split, '' as null."""
    from splink.backends.duckdb import DuckDBAPI

    engine = DuckDBAPI()
    latin = any(cell.isascii() for each in lists for cell in full_names(each) if cell)
    fields = _fields(lists)
    frames = []
    for number, people in enumerate(lists):
        columns = {field: [cell or None for cell in _cells(people, field, latin)] for field in fields}
        table = pa.table(
            {
                "unique_id": np.arange(len(people)),
                **{name: pa.array(cells, pa.string()) for name, cells in columns.items()},
            }
        )
        frames.append(engine.register(table.to_pandas(), dataset_display_name=f"list_{number}"))
    return frames


def _fields(lists: Sequence[RecordList]) -> list[str]:
    """What both lists hold, or what can be had of both."""
    whole = not any(each.has("given") for each in lists)
    chain = list(_CHAIN) if whole else [field for field in _CHAIN if all(each.has(field) for each in lists)]
    others = [
        field
        for field in ("birth", "age", "sex", "date", *_SPELLED)
        if all(each.has(field) for each in lists)
    ]
    return [*chain, *others]


def _cells(people: RecordList, field: str, latin: bool) -> list[str]:
    if field == "sex":
        return coded("sex", people.column("sex"))
    if field not in _CHAIN or people.has(field):
        return [cell.strip() for cell in people.column(field)]
    place = _CHAIN.index(field)
    return [
        _part(normalise(romanise(name) if latin else name, "match").split(), place)
        for name in full_names(people)
    ]


def _part(words: Sequence[str], place: int) -> str:
    """The given name, father, grandfather or family of a name as its words stand."""
    if place == len(_CHAIN) - 1:
        return words[-1] if len(words) > 1 else ""
    return words[place] if place < len(words) - 1 or place == 0 < len(words) else ""


def _settings(lists: Sequence[RecordList]) -> Any:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    fields = _fields(lists)
    names = [field for field in _CHAIN if field in fields]
    comparisons: list[Any] = [
        cl.JaroWinklerAtThresholds(field, [0.92, 0.8]).configure(term_frequency_adjustments=True)
        for field in names
    ]
    comparisons += [cl.DateOfBirthComparison("birth", input_is_string=True)] if "birth" in fields else []
    if "age" in fields:
        apart = "abs(try_cast(age_l as double) - try_cast(age_r as double))"
        comparisons.append(cl.CustomComparison([
            cll.NullLevel("age"),
            cll.CustomLevel(f"{apart} < 1.01", "a year apart at most"),
            cll.CustomLevel(f"{apart} < 3.01", "three years apart at most"),
            cll.ElseLevel(),
        ], output_column_name="age"))  # fmt: skip
    comparisons += [cl.ExactMatch(field) for field in ("sex", "date") if field in fields]
    comparisons += [cl.JaroWinklerAtThresholds(field, [0.92, 0.8]) for field in _SPELLED if field in fields]
    together = [("given", "family_name"), ("given", "father"), ("father", "family_name"), ("given", "birth"),
                ("given", "age"), ("birth", "family_name"), ("number",), ("given", "place"), ("address",),
                ("birth", "place"), ("given", "date"), ("family_name", "age")]  # fmt: skip
    return SettingsCreator(
        link_type="dedupe_only" if len(lists) == 1 else "link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            block_on(*rule) for rule in together if set(rule) <= set(fields)
        ],
        retain_matching_columns=False,
    )

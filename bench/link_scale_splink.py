"""Stock Splink on a Parquet file: link_scale_splink.py LIST.parquet CLUSTERS.parquet

febrl's records are configured as in Splink's documentation (its febrl4 and 'deduplicate 50k' examples), with
rules that stay narrow for a million records: blocking on two fields or a rare one, Jaro-Winkler levels, term
frequencies, EM from several rules. Names of casualty lists are first normalised, romanised and split by
`tahqiq.language`, which Splink leaves to its users; that is part of what it costs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import splink.comparison_library as cl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from tahqiq.language.letters import normalise_column
from tahqiq.language.romanise import romanise

THRESHOLDS = (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999)
#: How the two kinds of lists are told apart: febrl's names have columns of their own.
LATIN = {
    "names": ("given", "family_name"),
    "rules": (("given", "birth"), ("family_name", "birth"), ("number",), ("address",),
              ("family_name", "place")),
    "training": (("given", "birth"), ("family_name", "place")),
}  # fmt: skip
CASUALTIES = {
    "names": ("given", "father", "family_name"),
    "rules": (
        ("given", "father", "family_name"),
        ("given", "family_name", "date"),
        ("given", "father", "date"),
        ("given", "birth"),
        ("father", "family_name", "date"),
    ),
    "training": (
        ("given", "father", "family_name"),
        ("given", "father", "date"),
        ("given", "family_name", "date"),
        ("father", "family_name", "date"),
    ),
}


def main(path: Path, out: Path) -> None:
    """Writes the number of each record's cluster at every threshold."""
    table = pq.read_table(path)
    latin = "given" in table.column_names
    chosen = LATIN if latin else CASUALTIES
    rows = table.num_rows
    linker = trained(prepared(table, latin=latin), chosen, latin=latin)
    found = linker.inference.predict(threshold_match_probability=THRESHOLDS[0]).as_pyarrow_table()
    left, right, probability = (
        found.column(name).to_numpy() for name in ("unique_id_l", "unique_id_r", "match_probability")
    )
    clusters = {}
    for threshold in THRESHOLDS:
        kept = probability >= threshold
        graph = coo_array((np.ones(int(kept.sum())), (left[kept], right[kept])), shape=(rows, rows))
        clusters[str(threshold)] = connected_components(graph, directed=False)[1].astype(np.int64)
    pq.write_table(pa.table(clusters), out)


def prepared(table: pa.Table, *, latin: bool) -> pa.Table:
    """The table as Splink wants it: a number a row, null for ''; names of one column split."""
    columns: dict[str, Any] = {"unique_id": np.arange(table.num_rows)}
    if not latin:
        names = table.column("name").to_pylist()
        words = [name.split() for name in normalise_column([romanise(name) for name in names], "match")]
        columns["given"] = [each[0] if each else None for each in words]
        columns["father"] = [each[1] if len(each) > 2 else None for each in words]
        columns["family_name"] = [each[-1] if len(each) > 1 else None for each in words]
    for name in table.column_names:
        if name not in ("id", "name"):
            columns[name] = pa.array([cell or None for cell in table.column(name).to_pylist()], pa.string())
    return pa.table(columns)


def trained(table: pa.Table, chosen: dict[str, Any], *, latin: bool) -> Linker:
    """A linker with everything estimated."""
    spelled = [name for name in ("address", "place", "number") if name in table.column_names]
    comparisons: list[Any] = [
        cl.JaroWinklerAtThresholds(name, [0.92, 0.8]).configure(term_frequency_adjustments=True)
        for name in chosen["names"]
    ]
    comparisons.append(cl.DateOfBirthComparison("birth", input_is_string=True))
    comparisons += [cl.JaroWinklerAtThresholds(name, [0.92, 0.8]) for name in spelled]
    comparisons += [] if latin else [cl.ExactMatch(name) for name in ("sex", "age", "date")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in chosen["rules"]],
        retain_matching_columns=False,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(table), settings, log_level=50)
    sure = [block_on(*rule) for rule in chosen["rules"][:3]]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in chosen["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    return linker


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

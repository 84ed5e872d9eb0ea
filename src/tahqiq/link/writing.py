"""What linking writes: decided links, clusters, every pair compared, samples and their records.

The same linkage gives the same bytes. Ids stand in the tables as in the lists, even one that begins with
``=``: open the tables in a spreadsheet as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tahqiq.link.linkage import Linkage

_LINKS = ("left_id", "right_id", "probability")
_CLUSTERS = ("id", "cluster_id", "probability")
#: Of a record, what divides people into strata; names stay where they are.
_STRATA = ("sex", "age", "date", "place", "source", "status")


def links_table(found: Linkage) -> bytes:
    """Decided links as CSV: ``left_id, right_id, probability``, a row each, in the order of the lists."""
    rows = np.flatnonzero(found.linked)
    left, right = found.ends
    lefts = (left.ids[at] for at in found.pairs.left[rows].tolist())
    rights = (right.ids[at] for at in found.pairs.right[rows].tolist())
    return _csv(_LINKS, zip(lefts, rights, _shares(found.probability[rows]), strict=True))


def clusters_table(found: Linkage) -> bytes:
    """Who is one person as CSV: ``id, cluster_id, probability``, a row a record."""
    return _csv(_CLUSTERS, zip(found.lists[0].ids, found.clusters, _shares(found.belonging), strict=True))


def candidates_table(found: Linkage) -> bytes:
    """Every pair compared as Parquet: ids, prior, level and bits of each comparison, weight, probability."""
    pairs = found.pairs
    left, right = found.ends
    columns: dict[str, Any] = {
        "left_id": [left.ids[at] for at in pairs.left.tolist()],
        "right_id": [right.ids[at] for at in pairs.right.tolist()],
        "linked": found.linked,
        "referred": found.referred,
        "probability": found.probability,
        "weight": pairs.weight(),
        "prior": np.full(len(pairs), pairs.prior),
    }
    for place, name in enumerate(pairs.comparisons):
        columns[f"{name}_level"] = pairs.levels[:, place]
        columns[f"{name}_bits"] = pairs.weights[:, place]
    return _parquet(pa.table(columns))


def records_table(found: Linkage) -> bytes:
    """The records of the samples as CSV: ``id, list`` and what divides people into strata, no names."""
    fields = [field for field in _STRATA if any(each.has(field) for each in found.lists)]
    rows = (
        (each.name, *cells)
        for each in found.lists
        for cells in zip([""] * len(each), *(each.column(field) for field in fields), strict=True)
    )
    named = zip(found.record_ids(), rows, strict=True)
    return _csv(("id", "list", *fields), ((one, name, *cells) for one, (name, _, *cells) in named))


def _shares(probability: NDArray[np.float64]) -> Iterable[str]:
    return (f"{share:.4f}" for share in probability.tolist())


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())

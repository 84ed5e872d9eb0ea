"""Deduplicates a Parquet file as ``tahqiq dedupe`` does: link_scale_ours.py LIST.parquet CLUSTERS.parquet"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tahqiq.link.linkage import Wanted
from tahqiq.link.linking import dedupe
from tahqiq.link.reading import read_list


def main(path: Path, out: Path) -> None:
    """Writes the number of each record's cluster, at the default threshold."""
    wanted = Wanted()
    found = dedupe(read_list(path, distinct=False), wanted)
    cluster = pa.array(found.clusters).dictionary_encode().indices.to_numpy().astype(np.int64)
    pq.write_table(pa.table({str(wanted.threshold): cluster}), out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

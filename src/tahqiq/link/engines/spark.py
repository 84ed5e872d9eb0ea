"""The specification run by Splink on Spark (extra ``[spark]``): a cluster, or the cores of this machine.

The master is the one ``TAHQIQ_SPARK_MASTER`` names (``spark://host:7077``), else the one Spark is configured
for (``spark-defaults.conf``, ``PYSPARK_SUBMIT_ARGS``, a session that runs already), this machine where none
is. Blocking is Splink's; candidates are measured where they lie, by the kernel that DuckDB's are measured by.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from tahqiq.link.candidates.keys import Keys
from tahqiq.link.engines import Compared, in_order
from tahqiq.link.evidence.measuring import Measuring
from tahqiq.link.evidence.people import People
from tahqiq.link.specification import records, specification
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from pyspark import Broadcast
    from pyspark.sql import DataFrame, SparkSession

#: Names the master of a cluster.
MASTER = "TAHQIQ_SPARK_MASTER"
#: Spark's own number of parts of a shuffle, for clusters of many cores; a number set otherwise is kept.
_UNSAID = "200"
_LEVELS = "one bigint, other bigint, packed bigint"


def compared(people: People, keys: Keys, measuring: Measuring) -> Compared:
    """The candidates of the people, with their levels; the same as DuckDB's.

    Raises:
        BadInput: Spark is not installed.
    """
    spark = _session()
    pairs = _blocked(spark, people, keys)
    everybody = spark.sparkContext.broadcast(measuring)
    try:
        table = pairs.mapInArrow(_measured_by(everybody), _LEVELS).toArrow()
    finally:
        everybody.unpersist()
    one, other, packed = (np.asarray(table.column(each), np.int64) for each in ("one", "other", "packed"))
    order = in_order(one, other)
    return Compared(one[order], other[order], packed[order])


def _session() -> SparkSession:
    """The session that runs, or a new one; workers run this Python."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise BadInput(
            "Spark is not installed", remedy="pip install 'tahqiq[spark]', or --engine duckdb"
        ) from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # Spark asks nowhere else
    builder = SparkSession.builder.appName("tahqiq link")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        **({"spark.master": os.environ[MASTER]} if os.environ.get(MASTER) else {}),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    if session.conf.get("spark.sql.shuffle.partitions") == _UNSAID:
        session.conf.set("spark.sql.shuffle.partitions", 2 * session.sparkContext.defaultParallelism)
    return session


def _blocked(spark: SparkSession, people: People, keys: Keys) -> DataFrame:
    """Pairs of positions that share a key, each once; Splink's blocking."""
    from splink import Linker
    from splink.backends.spark import SparkAPI

    linking = people.first < len(people)
    ends = [0, people.first, len(people)] if linking else [0, len(people)]
    api = SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False
    )
    tables = [api.register(records(*keys, begin, end)) for begin, end in pairwise(ends)]
    settings = specification(linking=linking)
    linker = Linker(tables if linking else tables[0], settings, log_level=None)
    found = linker.inference.compute_blocked_pairs_for_predict()
    position = "cast(substring_index(cast({0} as string), '-__-', -1) as bigint)"
    left, right = (position.format(f"join_key_{side}") for side in "lr")
    pairs: DataFrame = spark.table(found.physical_name).selectExpr(
        f"least({left}, {right}) as one", f"greatest({left}, {right}) as other"
    )
    return pairs


def _measured_by(
    everybody: Broadcast[Measuring],
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with batches of pairs."""

    def measured(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        measuring = everybody.value
        for batch in batches:
            one, other = (np.asarray(batch.column(at), np.int64) for at in (0, 1))
            packed = measuring.packed(one, other)
            yield pa.RecordBatch.from_arrays(
                [batch.column(0), batch.column(1), pa.array(packed)], ["one", "other", "packed"]
            )

    return measured

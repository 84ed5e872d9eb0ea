"""Whole results, made quickly, for tests of how they are told and drawn."""

from __future__ import annotations

from pathlib import Path

from estimate.worlds import stratum
from tahqiq.estimate.answering import Answered, answer
from tahqiq.estimate.asking import Ask
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.strata import Reading
from tahqiq.vocab.estimates import Source


def answered(
    *tables: CaptureTable, names: tuple[str, ...] = ("",), folder: Path | None = None, **ask: object
) -> Answered:
    """The answer to tables, as if read from a file."""
    by = ("month",) if names != ("",) else ()
    lists = tables[0].lists
    strata = tuple(stratum(table, name) for table, name in zip(tables, names, strict=True))
    reading = Reading(lists=lists, by=by, strata=strata)
    source = Source(name="lists.csv", sha256="0" * 64, lists=lists, by=by)
    asked = Ask(**{"method": "loglinear", "full": False, "effective": 400, **ask})  # type: ignore[arg-type]
    return answer(reading, source, asked, folder=folder)

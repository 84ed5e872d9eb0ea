"""The published capture tables, which stand beside the checkout and are never copied into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.reading import read_lists

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "capture-lists"

needs_published = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.exists(), reason="the shared tables are not beside this checkout"),
]


def published(name: str) -> CaptureTable:
    """One of the tables, such as ``kosovo_4list``."""
    return read_lists(FOLDER / f"{name}.csv").strata[0].tables[0]

"""Fixtures of the casebook's tests."""

from __future__ import annotations

import pytest

from casebook.record import Record


@pytest.fixture
def record(db: None) -> Record:
    """An empty record in which each kind can be made on demand."""
    return Record()

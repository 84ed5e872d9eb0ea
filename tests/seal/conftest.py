"""Fixtures of the archive's tests."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flushes are made and counted, but not waited for: no power is cut in a test, processes are killed."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr("tahqiq.durable._sync_tree", lambda folder, descriptor: None)

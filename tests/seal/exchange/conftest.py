"""Archives and packages for the tests of exchange."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tahqiq.seal import Archive, Receipt
from tahqiq.seal.exchange.sending import Order

AT = datetime(2031, 6, 5, tzinfo=UTC)


def order(kind: str = "bagit", **told: object) -> Order:
    wanted = {"kind": kind, "items": None, "by": "amal", "at": AT, **told}
    return Order(**wanted)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two items; one was captured at a known time, and sealed twice."""
    held = Archive.create(tmp_path / "evidence")
    named = {"by": "amal", "source_address": "https://example.org/secret"}
    held.seal_bytes(b"16 killed\n", Receipt(original_name="leaflet.txt", captured_at=AT, **named))
    held.seal_bytes(b"16 killed\n", Receipt(original_name="copy.txt", **named))
    held.seal_bytes(bytes(range(256)), Receipt(original_name="صورة.jpg", **named))
    return held


@pytest.fixture
def other(tmp_path: Path) -> Archive:
    """Somebody else's archive."""
    return Archive.create(tmp_path / "other")

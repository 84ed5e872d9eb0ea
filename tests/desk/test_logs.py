"""Logs hold events and numbers, and refuse whatever could be a name or somebody's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tahqiq.desk import logs


def test_a_line_says_when_what_and_how_many(tmp_path: Path) -> None:
    logs.record(tmp_path, "imported", case="raqqa-2017", records=547, seconds=3.5, whole=True)
    logs.record(tmp_path, "bug", frames=["cli.py:12:run"])
    first, second = [json.loads(line) for line in (tmp_path / logs.FILE).read_text().splitlines()]
    assert first["event"] == "imported" and first["records"] == 547 and first["whole"] is True
    assert first["time"].endswith("+00:00")
    assert second["frames"] == ["cli.py:12:run"]


@pytest.mark.parametrize("words", ["Abu Ahmad", "أحمد", "she said so\n", "x" * 200])
def test_names_and_quotes_are_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(ValueError, match="only slugs"):
        logs.record(tmp_path, "imported", source=words)
    with pytest.raises(ValueError, match="only slugs"):
        logs.record(tmp_path, "imported", sources=["fine", words])
    assert not (tmp_path / logs.FILE).exists()

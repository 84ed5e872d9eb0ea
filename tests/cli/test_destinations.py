"""No result takes the place of what it was made from, or of another result."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tahqiq.cli.destinations import check_destinations
from tahqiq.vocab.errors import BadInput


def test_results_that_can_be_written_pass(tmp_path: Path) -> None:
    check_destinations([tmp_path / "a.csv", None], given=[tmp_path / "b.csv", None])


def test_a_file_that_is_read_is_never_overwritten_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.csv").symlink_to(tmp_path / "list.csv")
    for name in ("list.csv", "./list.csv", str(tmp_path / "list.csv"), "link.csv"):
        with pytest.raises(BadInput, match="is read, and would be overwritten"):
            check_destinations([Path(name)], given=[Path("list.csv")])


def test_two_results_have_two_places(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="two results would be written into one file"):
        check_destinations([tmp_path / "a.csv", tmp_path / "a.csv"])


def test_a_result_is_a_file_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        check_destinations([tmp_path])
    with pytest.raises(BadInput, match="no folder to write into"):
        check_destinations([tmp_path / "no" / "a.csv"])
    monkeypatch.setattr(os, "access", lambda *_: False)  # tests may run as somebody who may write anywhere
    with pytest.raises(BadInput, match="no folder to write into"):
        check_destinations([tmp_path / "a.csv"])

"""Which files a command seals, in which order, under which names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tahqiq.seal import Unsealable, found_under


def make(folder: Path, *names: str | bytes) -> None:
    for name in names:
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_folders_are_walked_in_the_order_of_their_names_bytes(tmp_path: Path) -> None:
    make(tmp_path / "case", "b.txt", "B.txt", "a/2", "a/10", b"\xff", "é")
    names = [name for _, name in found_under([tmp_path / "case"])]
    assert names == ["case/B.txt", "case/a/10", "case/a/2", "case/b.txt", "case/é", "case/\udcff"]


def test_files_keep_their_name_and_the_order_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "z", "a")
    assert [name for _, name in found_under([tmp_path / "z", tmp_path / "a"])] == ["z", "a"]
    monkeypatch.chdir(tmp_path)
    assert [name for _, name in found_under([Path()])] == [f"{tmp_path.name}/a", f"{tmp_path.name}/z"]


def test_links_and_missing_files_are_refused(tmp_path: Path) -> None:
    make(tmp_path / "case", "a")
    (tmp_path / "case/link").symlink_to("a")
    with pytest.raises(Unsealable, match="a link"):
        list(found_under([tmp_path / "case"]))
    with pytest.raises(Unsealable, match="No such file"):
        list(found_under([tmp_path / "missing"]))


def test_an_archive_is_not_sealed_into_itself(tmp_path: Path) -> None:
    make(tmp_path / "case", "archive/FORMAT")
    with pytest.raises(Unsealable, match="into itself"):
        list(found_under([tmp_path / "case"], archive=tmp_path / "case/archive"))
    assert len(list(found_under([tmp_path / "case"], archive=tmp_path / "elsewhere"))) == 1


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(Unsealable, match="Permission denied"):
        list(found_under([tmp_path]))

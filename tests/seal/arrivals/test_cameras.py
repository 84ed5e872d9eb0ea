"""Camera cards: the camera's order, sidecars with their picture, and numbers that are missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tahqiq.seal.arrivals import brought_under, cameras

NAMES = ["IMG_0003.JPG", "IMG_0003.XMP", "IMG_0002.JPG", "MVI_0004.MP4", "MVI_0004.THM", "IMG_0007.JPG"]


@pytest.fixture
def card(tmp_path: Path) -> Path:
    for folder in ("DCIM/100CANON", "MISC"):
        (tmp_path / "EOS" / folder).mkdir(parents=True)
    for name in [*NAMES, "notes.txt"]:
        (tmp_path / "EOS/DCIM/100CANON" / name).write_bytes(name.encode())
    (tmp_path / "EOS/MISC/settings.bin").write_bytes(b"x")
    return tmp_path / "EOS"


def test_files_come_in_the_cameras_order_with_their_sidecars(card: Path) -> None:
    brought = [(each.path.name, each.arrival.note) for each in brought_under([card])]
    assert brought == [
        ("IMG_0002.JPG", ""),
        ("IMG_0003.JPG", ""),
        ("IMG_0003.XMP", "sidecar of IMG_0003.JPG"),
        ("MVI_0004.MP4", ""),
        ("MVI_0004.THM", "sidecar of MVI_0004.MP4"),
        ("IMG_0007.JPG", "numbers 0004 to 0006 before it are not here"),
        ("notes.txt", ""),
        ("settings.bin", ""),
    ]


@pytest.mark.parametrize("below", ["", "DCIM", "DCIM/100CANON", "DCIM/100CANON/IMG_0003.XMP"])
def test_the_card_is_known_from_any_place_on_it(card: Path, below: str) -> None:
    for each in brought_under([card / below]):
        assert each.arrival.kind.startswith("camera card EOS")


def test_other_folders_are_no_cards(card: Path) -> None:
    assert cameras.card_at(card / "MISC") is None
    (card / "MISC/DCIM").symlink_to(card / "DCIM")
    assert cameras.card_at(card / "MISC") is None
    (holiday := card / "DCIM/holiday").mkdir()
    (holiday / "IMG_0001.JPG").write_bytes(b"")
    assert [each.arrival.kind for each in brought_under([holiday])] == [""]


def test_what_the_camera_recorded_at_once_is_told() -> None:
    told = cameras.told_of(["DSC00001.ARW", "DSC00001.JPG", "DSC00003.JPG", "X"])
    assert told["DSC00001.JPG"] == "recorded together with DSC00001.ARW"
    assert told["DSC00003.JPG"] == "number 00002 before it is not here"


def test_label_and_serial_are_those_of_the_file_system(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    label, serial = card.parent / "labels", card.parent / "serials"
    device = card.stat().st_dev
    for folder, name in ((label, "EOS_DIGITAL"), (serial, "1234-ABCD")):
        folder.mkdir()
        (folder / name).write_bytes(b"")

    class Found:
        st_rdev = device

    monkeypatch.setattr(cameras, "_LABELS", label)
    monkeypatch.setattr(cameras, "_SERIALS", serial)
    monkeypatch.setattr(os.path, "ismount", lambda path: True)
    real = Path.stat
    monkeypatch.setattr(
        Path, "stat", lambda self, **how: Found() if self.parent in (label, serial) else real(self, **how)
    )
    found = cameras.card_at(card)
    assert found is not None
    assert found.stated() == "camera card EOS_DIGITAL, serial 1234-ABCD"
    monkeypatch.setattr(cameras, "_LABELS", card / "none")
    monkeypatch.setattr(cameras, "_SERIALS", card / "none")
    assert cameras.card_at(card) == cameras.Card(card, "EOS", "")

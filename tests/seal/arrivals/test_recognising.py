"""What files are as evidence, and what they say of their own origin."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seal.arrivals import samples
from tahqiq.seal import Unsealable
from tahqiq.seal.arrivals import Arrival, brought_under, recognise

CAPTURED = datetime(2031, 6, 5, 9, 12, 1, tzinfo=UTC)


def arrival(tmp_path: Path, content: bytes) -> Arrival | None:
    (tmp_path / "it").write_bytes(content)
    return recognise(tmp_path / "it")


def recognised(tmp_path: Path, content: bytes) -> Arrival:
    found = arrival(tmp_path, content)
    assert found is not None
    return found


def test_a_wacz_states_address_time_and_tool_and_that_its_digests_hold(tmp_path: Path) -> None:
    assert recognised(tmp_path, samples.wacz()) == Arrival(
        kind="web capture (WACZ)",
        source_address="https://example.org/0",
        captured_at=CAPTURED,
        made_with="browsertrix 1.2",
        note="every file it lists has the digest stated",
    )


def test_a_time_that_is_none_is_left_out(tmp_path: Path) -> None:
    package = b'{"mainPageUrl": "https://example.org/", "mainPageDate": "someday"}'
    found = recognised(tmp_path, samples.zipped({"archive/a": b"", "datapackage.json": package}))
    assert (found.source_address, found.captured_at) == ("https://example.org/", None)


def test_a_wacz_whose_digests_do_not_hold_is_kept_with_the_difference(tmp_path: Path) -> None:
    found = recognised(tmp_path, samples.wacz(digest="0" * 64))
    assert found.note.startswith("DIFFERS: zip:archive/data.warc.gz is stated as sha256 0000")
    assert found.warning


def test_a_warc_states_tool_and_first_address(tmp_path: Path) -> None:
    found = recognised(tmp_path, samples.warc())
    assert (found.made_with, found.captured_at) == ("wget/1.21", CAPTURED)
    assert found.stated() == "web capture (WARC); made with wget/1.21; first of it: https://example.org/0"
    info = samples.record("warcinfo", "", b"format: x\r\n", "application/warc-fields")
    assert recognised(tmp_path, info).made_with == ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (samples.SINGLE_FILE, "web page in one file; made with SingleFile"),
        (samples.MHTML, "web page saved as MHTML"),
        (samples.mail(), "mail; <one@example.org>, sent 2031-06-05T09:12:01+00:00"),
        (samples.mbox(), "mailbox"),
        (samples.WHATSAPP, "WhatsApp chat"),
        (samples.corpus_of("chat.zip"), "WhatsApp chat with its files"),
        (samples.zipped({"x/result.json": samples.TELEGRAM}), "Telegram export with its files"),
        (samples.zipped({"a": b"a"}), "zip archive"),
        (samples.TELEGRAM, "Telegram export"),
        (samples.TELEGRAM_PAGE, "Telegram export"),
    ],
)
def test_kinds_are_stated(tmp_path: Path, content: bytes, expected: str) -> None:
    assert recognised(tmp_path, content).stated() == expected


@pytest.mark.parametrize("content", [samples.SINGLE_FILE, samples.MHTML])
def test_saved_pages_state_address_and_time(tmp_path: Path, content: bytes) -> None:
    found = recognised(tmp_path, content)
    assert found.source_address.startswith("https://example.org/")
    assert found.captured_at == CAPTURED


@pytest.mark.parametrize("content", [b"", b"words", samples.PNG])
def test_other_files_say_nothing(tmp_path: Path, content: bytes) -> None:
    assert arrival(tmp_path, content) is None


def test_a_damaged_container_is_evidence_all_the_same(tmp_path: Path) -> None:
    found = recognised(tmp_path, b"PK\x03\x04 and no more")
    assert found.note == "cannot be looked into: a damaged zip archive"
    assert [each.name for each in brought_under([tmp_path / "it"])] == ["it"]


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(OSError, match="symbolic"):
        recognise(tmp_path / "link")
    os.mkfifo(tmp_path / "pipe")
    assert recognise(tmp_path / "pipe") is None


def test_a_file_that_vanishes_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "it").write_bytes(b"x")
    walk = brought_under([tmp_path])
    monkeypatch.setattr(
        "tahqiq.seal.arrivals.bringing.recognise", lambda path: (_ for _ in ()).throw(OSError(5, "gone"))
    )
    with pytest.raises(Unsealable, match="cannot be read: gone"):
        list(walk)

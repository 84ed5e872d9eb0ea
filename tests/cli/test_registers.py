"""``tahqiq registers``: as somebody in the field office types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.record import Record

from tahqiq.casebook.models import AuditEntry, Remains
from tahqiq.cli import run
from tahqiq.desk.home import Home


@pytest.fixture
def home(db: None, tmp_path: Path) -> list[str]:
    """A case with one body, and where its home is."""
    Record().one(Remains)
    Home.create(tmp_path / "home")
    return ["--home", str(tmp_path / "home"), "--json"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_register_is_printed_for_its_owner_alone_and_again_the_same(
    home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    out = tmp_path / "after.pdf"
    asked = ["registers", "post-mortem", "--out", str(out), "--lang", language, *home]
    assert run(asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["files"], told["bytes"]) == ("post-mortem", [str(out)], out.stat().st_size)
    assert out.stat().st_mode & 0o777 == 0o600
    first = out.read_bytes()
    assert first.startswith(b"%PDF-")
    assert run(asked) == 0
    assert out.read_bytes() == first
    assert AuditEntry.objects.filter(action="write_register").count() == 2


def test_a_table_is_written_and_another_ending_refused(
    home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["registers", "sites", "--out", str(tmp_path / "sites.csv"), *home]) == 0
    assert (tmp_path / "sites.csv").read_bytes().startswith(b"\xef\xbb\xbfname_en,")
    capsys.readouterr()
    assert run(["registers", "sites", "--out", str(tmp_path / "sites.xlsx"), *home]) == 2
    assert "a register is a .pdf or a .csv" in capsys.readouterr().err
    assert not (tmp_path / "sites.xlsx").exists()
    assert run(["registers", "dreams", "--out", str(tmp_path / "x.csv"), *home]) == 2

"""``tahqiq forms``, ``import forms`` and ``import scans``: as somebody in the field office types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tahqiq.casebook.models import FormSubmission, Item
from tahqiq.cli import run
from tahqiq.read.forms import form_of
from tahqiq.read.forms.testing import as_odata, fill

VISIT = form_of("site_visit")


def test_the_kit_is_written_whole_and_again_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = [
        "forms",
        "--out",
        str(tmp_path / "kit"),
        "--prefix",
        "RQ",
        "--first",
        "41",
        "--tags",
        "3",
        "--json",
    ]
    assert run(kit) == 0
    names = json.loads(capsys.readouterr().out)["files"]
    assert {"interview.xlsx", "interview-ar.pdf", "missing_person-en.pdf", "tags-ar.pdf"} <= set(names)
    first = {name: (tmp_path / "kit" / name).read_bytes() for name in names}
    assert run(kit) == 0
    assert first == {name: (tmp_path / "kit" / name).read_bytes() for name in names}


def test_a_prefix_that_no_code_can_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["forms", "--out", str(tmp_path / "kit"), "--no-paper", "--prefix", "r2"]) == 2
    assert "no code can be made" in capsys.readouterr().err


@pytest.mark.django_db
def test_forms_and_scans_come_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home"), "--json"]
    (tmp_path / "s.json").write_bytes(as_odata(VISIT, [fill(VISIT, seed=1, share=0)]))
    assert run(["import", "forms", str(tmp_path / "s.json"), *home]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"new": 1}
    assert FormSubmission.objects.count() == 1
    assert run(["forms", "--out", str(tmp_path / "kit"), "--no-paper", "--prefix", "RQ", "--tags", "2"]) == 0
    capsys.readouterr()
    assert (
        run(["import", "scans", str(tmp_path / "kit" / "tags-ar.pdf"), str(tmp_path / "s.json"), *home]) == 0
    )
    kept, refused = json.loads(capsys.readouterr().out)
    assert kept["codes"] == ["RQ-00001-V", "RQ-00002-T"]
    assert Item.objects.get(sha256=kept["sha256"]).guarded
    assert "no picture" in refused["problem"]

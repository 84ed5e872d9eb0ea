"""The recipe's script: what it reads, what it leaves out, what it writes."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import fit_names
import pytest
from language.names.invented import names


def test_the_quarter_kept_apart_and_descriptions_are_not_read(tmp_path: Path) -> None:
    pairs = [*names(40, seed=2), ("طفل شوب", "Child of Shub")]
    path = _written(tmp_path, pairs)
    read = fit_names.train_part(path)
    assert set(read) == {pair for pair in pairs[:-1] if not fit_names.kept_apart(pair)}
    assert 20 < len(read) < 40


def test_it_writes_a_model_and_says_how_good_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _written(tmp_path, names(60, seed=3))
    (tmp_path / "ar2en_train.tsv").write_text("شوب\tshub\n", encoding="utf-8")
    out = tmp_path / "spelling.json"
    monkeypatch.setattr(sys, "argv", ["fit_names", str(tmp_path), "--out", str(out)])
    fit_names.main()
    first = out.read_bytes()
    assert "recall_1_to_latin" in capsys.readouterr().out
    assert json.loads(first)["name"]["similarity"]
    fit_names.main()
    assert out.read_bytes() == first


def _written(folder: Path, pairs: list[tuple[str, str]]) -> Path:
    path = folder / "person_pairs.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("name_ar", "name_latin"), *pairs])
    return path

"""Tables of incidents told by their headers, in either language, wherever the header stands."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tahqiq.read.tables import open_mapped
from tahqiq.read.tables.guessing.incidents import guess_incidents, incident_role
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import ImportedIncident


def _table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _read(tmp_path: Path, table: Path, toml: str) -> list[ImportedIncident]:
    """The incidents that the guessed mapping reads."""
    (tmp_path / "map.toml").write_text(toml, "utf-8")
    dataset = open_mapped(table, tmp_path / "map.toml")
    sealed = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in dataset.files}
    return [each for each in dataset.records(sealed) if isinstance(each, ImportedIncident)]


def test_the_guess_reads_the_table(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        "Some title,,,,\nEvent ID,Event date,Location,Deaths low,Deaths high\nA1,8 June 2017,Old town,2,3\n",
    )
    made = guess_incidents(table, source="list", name="A list")
    assert made.header == (2,) and made.people == 1
    assert [each.role for each in made.columns] == ["key", "date", "place", "killed_low", "killed_high"]
    assert made.columns[2].samples == ("Old town",)
    (incident,) = _read(tmp_path, table, made.toml)
    assert (incident.key, str(incident.span.start)) == ("A1", "2017-06-08")
    assert [(claim.count.min, claim.count.max) for claim in incident.claims] == [(2, 3)]


def test_arabic_headers_and_encodings_are_known(tmp_path: Path) -> None:
    table = _table(tmp_path, "رقم,التاريخ,المكان,القتلى,الجرحى\n1,2017-06-08,الرقة,4,5\n", "windows-1256")
    with pytest.raises(BadInput, match="UTF-8"):
        guess_incidents(table, source="list", name="A list")
    made = guess_incidents(table, source="list", name="قائمة", encoding="windows-1256")
    assert [each.role for each in made.columns] == ["key", "date", "place", "killed", "injured"]
    (incident,) = _read(tmp_path, table, made.toml)
    assert incident.place.wording_en == "الرقة" and len(incident.claims) == 2


def test_one_role_goes_to_the_surest_column(tmp_path: Path) -> None:
    made = guess_incidents(
        _table(tmp_path, "code,the date of entry,date,shoe\n1,2,3,4\n"), source="x", name="X"
    )
    assert [each.role for each in made.columns] == ["key", "", "date", ""]


def test_an_empty_table_has_no_header(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="empty"):
        guess_incidents(_table(tmp_path, "\n\n"), source="x", name="X")


def test_a_short_word_inside_a_name_tells_nothing() -> None:
    assert incident_role("date of x") == ("date", 0.6)
    assert incident_role("no y") == ("", 0.0)

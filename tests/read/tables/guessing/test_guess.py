"""Layouts guessed: header, columns, sheets, rows that are no people."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from read.tables.reading import of, read
from read.tables.workbooks import workbook
from tahqiq.read.tables import open_mapped
from tahqiq.read.tables.guessing import Guess, guess, remember, remembered
from tahqiq.read.tables.guessing.contents import family_first, shares, years
from tahqiq.read.tables.guessing.header import header_rows, role_of
from tahqiq.read.tables.guessing.spelling import mapping_text
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import ImportedVictim

ENGLISH = """\
List of the dead of the Example district,,,,,,
prepared by the committee,,,,,,
,,,,,,
No,Full name,Gender,Age,Date of death,Place of death,Remarks
1,Sara Adam Example,F,4,03/01/2031,North Mill,
2,Omar Adam Example,M,41,03/01/2031,North Mill,father of three
3,Huda Sample Tester,F,29,14/01/2031,South Weir,
Total,3,,,,,
* ages are those the families gave,,,,,,
"""
ARABIC = """\
م;الاسم الأول;اسم الأب;الكنية;الجنس;العمر;تاريخ الميلاد;تاريخ الوفاة;مكان الوفاة
1;سارة;آدم;مثال;أنثى;4;2027-02-01;2031-01-03;الطاحونة
2;عمر;آدم;مثال;ذكر;41;1989-05-06;2031-01-03;الطاحونة
المجموع;2;;;;;;;
"""


def guessed(folder: Path, content: str | bytes, name: str = "t.csv") -> Guess:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return guess(folder / name, source="s", name="S")


def roles(made: Guess) -> dict[str, str]:
    return {each.role: each.name for each in made.columns if each.role}


def imported(folder: Path, made: Guess, **changes: str) -> list[ImportedVictim]:
    """What is read with the guessed mapping, as it stands but for what is changed."""
    text = made.toml
    for old, new in changes.items():
        text = text.replace(old.replace("_", " "), new)
    (folder / "m.toml").write_text(text, encoding="utf-8")
    return of(ImportedVictim, read(open_mapped(folder / made.file, folder / "m.toml")))


def test_a_list_below_its_title(tmp_path: Path) -> None:
    made = guessed(tmp_path, ENGLISH)
    assert made.header == (4,)
    assert roles(made) == {
        "id": "No", "name": "Full name", "sex": "Gender", "age": "Age", "date": "Date of death",
        "place": "Place of death", "note": "Remarks",
    }  # fmt: skip
    assert made.left_out == ((8, "a total, not a person"), (9, "a note, not a person"))
    assert made.people == 3
    people = imported(tmp_path, made)
    assert [(each.name_en, each.age, each.status) for each in people][:2] == [
        ("Sara Adam Example", "4", "killed"), ("Omar Adam Example", "41", "killed"),
    ]  # fmt: skip


def test_an_arabic_list_with_the_name_in_columns(tmp_path: Path) -> None:
    made = guessed(tmp_path, ARABIC)
    assert {"given", "father", "family_name", "birth", "date"} <= roles(made).keys()
    assert roles(made)["birth"] == "تاريخ الميلاد"
    assert [each.name_ar for each in imported(tmp_path, made)] == ["سارة آدم مثال", "عمر آدم مثال"]


def test_a_workbook_of_a_sheet_a_day_with_a_header_of_two_rows(tmp_path: Path) -> None:
    def rows(*names: str) -> list[list[object]]:
        people: list[list[object]] = [[name, 30 + at, "male", "Mill"] for at, name in enumerate(names)]
        return [
            ["The dead"],
            ["Person", None, None, "Harm"],
            ["Name", "Age", "Sex", "Place"],
            *people,
            ["Total", 2],
        ]

    second = {"4 January 2031": rows("Sample, Huda", "Tester, Adam"), "About": [["Who made this"]]}
    book = workbook(rows("Example, Sara", "Example, Omar"), sheet="3 January 2031", second=second)
    made = guessed(tmp_path, book, "t.xlsx")
    assert (made.header, made.sheets) == ((2, 3), ("3 January 2031", "4 January 2031"))
    assert made.family_first
    assert made.sheet_days
    people = imported(tmp_path, made)
    assert [each.name_en for each in people] == ["Sara Example", "Omar Example", "Huda Sample", "Adam Tester"]
    assert people[2].incident_key == "2031-01-04 / Mill"


def test_a_list_without_incidents_asks_for_one(tmp_path: Path) -> None:
    made = guessed(tmp_path, "Name,Age\nSara Example,4\nOmar Sample,41\n")
    assert "(tahqiq link) instead of importing it" in made.toml
    with pytest.raises(BadInput, match="say once whose incident"):
        imported(tmp_path, made)


def test_cells_tell_what_a_header_does_not() -> None:
    assert max(shares(["Sara Adam Example", "Omar Sample"]).items(), key=lambda one: one[1])[0] == "name"
    assert shares(["ذكر", "أنثى", "ذكر"])["sex"] == 1.0
    assert shares(["1", "2", "3", "4"])["id"] > shares(["1", "2", "3", "4"])["age"]
    assert shares(["34", "7", "61"])["age"] == 1.0
    assert shares(["", " "]) == {}


def test_births_are_told_from_deaths_by_their_years(tmp_path: Path) -> None:
    made = guessed(
        tmp_path,
        "Name,Date,DOB\nSara Example,2027-02-01,2031-01-03\nOmar Sample,1989-05-06,2031-01-03\n",
    )
    assert (roles(made)["birth"], roles(made)["date"]) == ("Date", "DOB")
    assert years(["2031-01-03", "x"]) == 2031
    assert years(["x"]) is None


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("AGE", "age"), ("Victim's sex", "sex"), ("Date_of_Death", "date"), ("العمر (سنة)", "age"),
        ("Mother's name", "mother"), ("Person / First name", "given"), ("Colour", ""), ("", ""),
    ],
)  # fmt: skip
def test_names_of_columns(name: str, role: str) -> None:
    assert role_of(name) == role


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["Name", "Age"], ["Sara", "4"]], (1,)),
        ([[], ["The dead"], ["Person", "", "Harm", ""], ["Name", "Age", "Date", "Place"]], (3, 4)),
        ([["Sara", "4"], ["Omar", "41"]], ()),
        ([], ()),
    ],
)
def test_header_rows(rows: list[list[str]], header: tuple[int, ...]) -> None:
    assert header_rows(rows) == header


def test_family_first_needs_most_names_with_a_comma() -> None:
    assert family_first(["Example, Sara", "Sample, Omar"])
    assert not family_first(["Example, Sara", "Omar Sample", "Huda Tester"])
    assert not family_first([])


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
def test_any_rows_have_a_header_or_none(rows: list[list[str]]) -> None:
    header = header_rows(rows)
    assert all(1 <= each <= len(rows) for each in header)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_mapping_is_toml_whatever_the_columns_are_called(column: str, cell: str) -> None:
    import tomllib

    from tahqiq.read.tables.guessing import GuessedColumn

    made = Guess(
        file="t\n[x].csv", sheets=("a", column), header=(1,), family_first=False, sheet_days=False, people=1,
        columns=(GuessedColumn(name=column, role="name", confidence=1.0, samples=(cell,)),), left_out=(),
    )  # fmt: skip
    text = mapping_text(made, source="s", name=cell)
    if not any(0xD800 <= ord(each) <= 0xDFFF for each in column + cell):
        assert tomllib.loads(text)["victim"]["name"] == column


def test_what_is_no_list_of_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no row looks like the header"):
        guessed(tmp_path, "a,b\n1,2\n")
    with pytest.raises(BadInput, match="bytes that are not UTF-8"):
        guessed(tmp_path, b"Name,Age\n\xe1,4\n")
    with pytest.raises(BadInput, match="cannot be read"):
        guess(tmp_path / "none.csv", source="s", name="S")


def test_an_encoding_is_declared(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("الاسم,العمر\nسارة مثال,4\n".encode("windows-1256"))
    made = guess(tmp_path / "t.csv", source="s", name="S", encoding="windows-1256")
    assert 'encoding = "windows-1256"' in made.toml


def test_a_mapping_is_remembered_by_the_names_of_the_columns(tmp_path: Path) -> None:
    made = guessed(tmp_path, ENGLISH)
    (tmp_path / "m.toml").write_text(made.toml, encoding="utf-8")
    kept = tmp_path / "mappings"
    assert remembered(kept, tmp_path / "t.csv") is None
    remember(kept, tmp_path / "t.csv", tmp_path / "m.toml")
    (tmp_path / "later.csv").write_text(ENGLISH.replace("Sara", "Mira"), encoding="utf-8")
    found = remembered(kept, tmp_path / "later.csv")
    assert found is not None
    assert found.read_text("utf-8") == made.toml
    (tmp_path / "other.csv").write_text("Name,Age\n", encoding="utf-8")
    assert remembered(kept, tmp_path / "other.csv") is None

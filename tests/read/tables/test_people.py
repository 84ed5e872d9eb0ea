"""Tables of people, one a row, by a declared mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from read.tables.reading import complaints, of, read, sealed
from read.tables.workbooks import workbook
from tahqiq.read.tables import QuotedCells, misquotes, open_mapped
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Imported, ImportedIncident, ImportedParty, ImportedVictim, Problem

HEAD = 'format = "mapping/2"\n[source]\nslug = "s"\nname = "S"\n'
V, KEY = '[victim]\nname = "A"\n', '[incident]\nkey = "A"\n'
FIGURES = '[[figures]]\neffect = "killed"\ncategory = "people"\nfigure = "A"\n'
LIST = """\
The dead of the Example district,,,,,,
,,,,,,
Who,,,Harm,,,
No,Name,Born,Sex,Age,Day,Where
1,"Example, Sara",1 May 2027,f,4,3 January 2031,North Mill
2,"Sample, Omar",,m,41,3 January 2031,North Mill
3,,,f,,4 January 2031,South Weir
3,"مثال، هدى",,x,١٧,4 January 2031,
Total,4,,,,,
see page 2,,,,,,
"""
MAP = f"""{HEAD}
[table]
header = [4]
[victim]
name = "Name"
family_first = true
number = "No"
sex = "Sex"
age = "Age"
birth = "Born"
[incident]
per = ["Day", "Where"]
[date]
first = "Day"
any = true
[place]
name = "Where"
[always]
status = "killed"
blamed = ["blue_army"]
[blamed.parties.blue_army]
name = "Blue Army"
"""


def mapped(folder: Path, table: str | bytes, mapping: str) -> list[Imported | Problem]:
    (folder / "t").write_bytes(table if isinstance(table, bytes) else table.encode())
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    return read(open_mapped(folder / "t", folder / "m.toml"))


def test_people_come_after_their_incident_and_the_party_blamed(tmp_path: Path) -> None:
    values = mapped(tmp_path, LIST, MAP)
    first = [type(each) for each in values[1:4]]
    assert first == [ImportedParty, ImportedIncident, ImportedVictim]
    incidents = of(ImportedIncident, values)
    assert [each.key for each in incidents] == [
        "3 January 2031 / North Mill",
        "4 January 2031 / South Weir",
        "4 January 2031",
    ]
    assert incidents[0].span.iso() == ("2031-01-03", "2031-01-03")
    assert (incidents[0].place.wording_en, incidents[0].blamed) == ("North Mill", ("blue_army",))
    assert not incidents[0].claims
    assert incidents[0].assessment is None


def test_what_is_told_of_a_person(tmp_path: Path) -> None:
    sara, omar, nobody, huda = of(ImportedVictim, mapped(tmp_path, LIST, MAP))
    assert (sara.name_en, sara.sex, sara.age, sara.age_group, sara.status) == (
        "Sara Example", "female", "4", "child", "killed",
    )  # fmt: skip
    assert sara.note == "Born: 1 May 2027"
    assert (omar.age_group, omar.note) == ("adult", "")
    assert (nobody.name_en, nobody.sex) == ("", "female")
    assert (huda.name_ar, huda.name_en, huda.age_group) == ("هدى مثال", "", "child")


def test_totals_and_notes_are_left_out_and_reported(tmp_path: Path) -> None:
    values = mapped(tmp_path, LIST, MAP)
    assert complaints(values, column="") == [
        (9, "", "a total, not a person", "refused"),
        (10, "", "a note, not a person", "refused"),
    ]
    assert complaints(values, column="Sex") == [(8, "x", "the mapping has no value for it", "refused")]


def test_quotes_are_found_again_under_a_header_below_the_first_row(tmp_path: Path) -> None:
    people = of(ImportedVictim, mapped(tmp_path, LIST, MAP))
    quoted = [
        QuotedCells(
            record=each.evidence.locator.record,
            columns=each.evidence.locator.columns,
            quote=each.evidence.quote,
        )
        for each in people
    ]
    assert quoted[0].columns[0] == "@4!Name"
    with (tmp_path / "t").open("rb") as stream:
        assert list(misquotes(stream, quoted)) == []


def test_sheets_of_one_day_each(tmp_path: Path) -> None:
    def rows(name: str) -> list[list[object]]:
        return [
            ["Dead"],
            ["Person", None, "Harm"],
            ["Name", "Age", "Status"],
            [name, 4, "injured"],
            ["Total", 1],
        ]

    book = workbook(
        rows("Sara Example"), sheet="3 January 2031", second={"4 January 2031": rows("Omar Sample")}
    )
    values = mapped(
        tmp_path,
        book,
        f"""{HEAD}
[table]
header = [2, 3]
sheets = ["3 January 2031", "4 January 2031"]
[victim]
name = "Person / Name"
age = "Person / Age"
status = "Harm / Status"
[incident]
key = "Person / Name"
[date]
sheet = true
""",
    )
    incidents, people = of(ImportedIncident, values), of(ImportedVictim, values)
    assert [each.span.iso()[0] for each in incidents] == ["2031-01-03", "2031-01-04"]
    assert [(each.status, each.at.record, each.evidence.locator.record) for each in people] == [
        ("injured", 0, 0), ("injured", 2, 0),
    ]  # fmt: skip
    with (tmp_path / "t").open("rb") as stream:
        where = people[1].evidence.locator
        quoted = QuotedCells(record=where.record, columns=where.columns, quote=people[1].evidence.quote)
        assert where.columns[0] == "4 January 2031@2-3!Person / Name"
        assert list(misquotes(stream, [quoted])) == []


def test_a_name_in_parts_and_words_of_the_table(tmp_path: Path) -> None:
    values = mapped(
        tmp_path,
        "Given,Father,Family,Kind,Fate\nSara,Adam,Example,girls,K.I.A.\nSara,Adam,Example,girls,K.I.A.\n",
        f"""{HEAD}
[victim]
parts = ["Given", "Father", "Family"]
sex = "Kind"
status = "Fate"
[victim.sexes]
girls = "female"
[victim.statuses]
"k.i.a." = "killed"
[always]
incident = "mill"
""",
    )
    (sara,) = of(ImportedVictim, values)
    assert (sara.name_en, sara.sex, sara.status, sara.incident_key) == (
        "Sara Adam Example", "female", "killed", "mill",
    )  # fmt: skip
    assert complaints(values, column="Given") == [(3, "Sara", "the same entry was met before", "refused")]


def test_a_day_that_is_none_is_refused_and_the_person_kept(tmp_path: Path) -> None:
    values = mapped(tmp_path, LIST.replace("3 January 2031,North", "31 June 2031,North", 1), MAP)
    assert complaints(values, column="Day") == [(5, "31 June 2031", "June has 30 days", "refused")]
    assert len(of(ImportedVictim, values)) == 4


def test_a_person_of_no_incident_is_refused(tmp_path: Path) -> None:
    values = mapped(
        tmp_path, "Name,Case\nSara,\n", f'{HEAD}[victim]\nname = "Name"\n[incident]\nkey = "Case"\n'
    )
    assert complaints(values, column="Case") == [(2, "", "no incident is told", "refused")]
    assert not of(ImportedVictim, values)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('[victim]\nage = "A"\n[always]\nincident = "x"\n', "name the column of the name"),
        ('[victim]\nname = "A"\n', "say once whose incident"),
        (V + KEY + 'per = ["A"]\n', "say once whose incident"),
        (V + KEY + FIGURES, "has no figures"),
        (V + 'status = "A"\n' + KEY + '[always]\nstatus = "killed"\n', "a column is mapped"),
        (V + KEY + '[always]\nstatus = "gone"\n', "'gone' is not one of"),
        (V + KEY + '[victim.sexes]\nz = "other"\n', "'other' is not one of"),
        (V + KEY + '[table]\nsheet = "S"\nsheets = ["S"]\n', "give 'sheet' or 'sheets'"),
        (V + KEY + '[date]\nany = true\n', "it lacks the key 'first'"),
        ('[victim]\nname = "B"\n[incident]\nkey = "A"\n', "has no column 'B'"),
        (V + KEY + '[table]\nheader = [9]\n', "there is no row"),
        ('[incident]\nper = ["A"]\n', "it lacks the key 'key'"),
        ('[incident]\nkey = "A"\n[always]\nincident = "x"\n', "it is for a table of people"),
    ],
)  # fmt: skip
def test_mistakes_of_the_mapping(tmp_path: Path, mapping: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        mapped(tmp_path, "A\nx\n", HEAD + mapping)


def test_people_are_not_of_the_first_format(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="people are of the format 'mapping/2'"):
        mapped(tmp_path, "A\nx\n", HEAD.replace("mapping/2", "mapping/1") + '[victim]\nname = "A"\n')


def test_the_dataset_counts_the_records_of_all_its_sheets(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Name"], ["Sara Example"]]
    (tmp_path / "t").write_bytes(workbook(rows, sheet="a", second={"b": rows}))
    (tmp_path / "m.toml").write_text(
        f'{HEAD}[table]\nsheets = ["a", "b"]\n[victim]\nname = "Name"\n[always]\nincident = "x"\n'
    )
    dataset = open_mapped(tmp_path / "t", tmp_path / "m.toml")
    assert dataset.size() == 2
    assert sealed(dataset).keys() == {"t", "m.toml"}

from pathlib import Path

import pytest

from read.tables.reading import FIXTURES, complaints, of, read, sealed
from read.tables.workbooks import workbook
from tahqiq.read.tables import QuotedCells, misquotes, open_mapped
from tahqiq.vocab.claims import Category
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.imports import Imported, ImportedIncident, ImportedParty, ImportedSource, Problem
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Point, Precision

TABLE, MAP = FIXTURES / "mapped" / "example.csv", FIXTURES / "mapped" / "example.toml"
LEAST = 'format = "mapping/1"\n[source]\nslug = "s"\nname = "S"\n[incident]\nkey = "Ref"\n'


@pytest.fixture(scope="module")
def values() -> list[Imported | Problem]:
    return read(open_mapped(TABLE, MAP))


@pytest.fixture(scope="module")
def incidents(values: list[Imported | Problem]) -> dict[str, ImportedIncident]:
    return {each.key: each for each in of(ImportedIncident, values)}


def mapped(folder: Path, table: str | bytes, mapping: str) -> list[Imported | Problem]:
    (folder / "t").write_bytes(table if isinstance(table, bytes) else table.encode())
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    return read(open_mapped(folder / "t", folder / "m.toml"))


def refusal(folder: Path, table: str | bytes, mapping: str) -> str:
    with pytest.raises(BadInput) as caught:
        mapped(folder, table, mapping)
    return str(caught.value)


def test_the_mapping_is_sealed_beside_the_table() -> None:
    assert open_mapped(TABLE, MAP).files == (TABLE, MAP)
    assert open_mapped(TABLE, MAP).size() == 3


def test_a_dataset_has_the_name_of_its_source_unless_it_is_declared(tmp_path: Path) -> None:
    (tmp_path / "t").write_text("Ref\n")
    (tmp_path / "m.toml").write_text(f'{LEAST}[table]\ndataset = "winter"\n')
    assert open_mapped(tmp_path / "t", tmp_path / "m.toml").name == "table winter"
    assert open_mapped(TABLE, MAP).name == "table example_recorder"


def test_the_source_is_the_declared_one(values: list[Imported | Problem]) -> None:
    [source] = of(ImportedSource, values)
    assert (source.slug, source.name_ar, source.kind) == (
        "example_recorder",
        "مرصد المثال",
        SourceKind.CASUALTY_RECORDER,
    )


def test_an_incident_is_read_as_declared(incidents: dict[str, ImportedIncident]) -> None:
    first, second = incidents["X-01"], incidents["X-02"]
    assert (first.code, second.previous_codes) == ("X-01", ("K-7", "K-8"))
    assert first.span == DateSpan.parse("2031-02-01")
    assert second.span == DateSpan.parse("2031-02-03", "2031-02-04")
    assert (first.place.point, first.place.precision) == (Point(10.5, -25.25), Precision.NEIGHBOURHOOD)
    assert (second.place.point, second.place.precision) == (None, Precision.TOWN)
    assert (first.title_ar, first.strike_type) == ("جسر المثال الشمالي", "Airstrike")


def test_figures_are_claims_of_the_source(incidents: dict[str, ImportedIncident]) -> None:
    civilians, children = incidents["X-01"].claims
    assert (civilians.count, civilians.hedge, civilians.quote) == (CountRange(3, 5), Hedge.RANGE, "3\n5")
    assert (children.category, children.count, children.quote) == (Category.CHILDREN, CountRange(2, 2), "2")
    assert (children.within, civilians.chain[-1].name) == (civilians.id, "Example Recorder")
    [only] = incidents["X-02"].claims
    assert (only.count, only.hedge) == (CountRange(4, None), Hedge.AT_LEAST)
    assert incidents["X-03"].claims[0].within is None


def test_the_sources_assessment_quotes_its_cells(incidents: dict[str, ImportedIncident]) -> None:
    assessment = incidents["X-02"].assessment
    assert assessment is not None
    assert (assessment.assessor, assessment.grade, assessment.harm_reported) == (
        "example_recorder",
        Grade.CONTESTED,
        True,
    )
    assert assessment.evidence.quote == "disputed\nreported\n4\n"
    third = incidents["X-03"].assessment
    assert third is not None
    assert (third.grade, third.killed, third.harm_reported) == (Grade.WEAK, UNKNOWN, False)


def test_parties_go_by_their_wordings(values: list[Imported | Problem]) -> None:
    assert {party.slug: party.name_en for party in of(ImportedParty, values)} == {
        "blue_army": "Blue Army",
        "green_guard": "Green Guard",
        "nobody_knows": "Nobody Knows",
    }


def test_what_cannot_be_is_refused_by_row_and_column(values: list[Imported | Problem]) -> None:
    assert complaints(values, column="N") == [(4, "95.0", "latitude 95.0 lies outside ±90", "refused")]
    assert complaints(values, column="Killed low") == [(4, "some", "not a whole number of people", "refused")]
    assert len(of(Problem, values)) == 2


def test_every_quote_stands_in_the_sealed_file(values: list[Imported | Problem]) -> None:
    quotes = [
        QuotedCells(record=claim.locator.record, columns=claim.locator.columns, quote=claim.quote)
        for incident in of(ImportedIncident, values)
        for claim in incident.claims
    ]
    with TABLE.open("rb") as stream:
        assert (len(quotes), list(misquotes(stream, quotes))) == (4, [])


def test_a_workbook_is_read_by_sheet_and_quoted_by_it(tmp_path: Path) -> None:
    book = workbook([["nothing"]], second={"2031": [["Ref", "Dead"], ["X1", 4]]})
    figures = '[[figures]]\neffect = "killed"\ncategory = "civilians"\nfigure = "Dead"\n'
    told = mapped(tmp_path, book, f'{LEAST}[table]\nsheet = "2031"\n{figures}')
    [incident] = of(ImportedIncident, told)
    [claim] = incident.claims
    assert (claim.count, claim.locator.columns, claim.quote) == (CountRange(4, 4), ("2031!Dead",), "4")
    quotes = [QuotedCells(record=0, columns=claim.locator.columns, quote=claim.quote)]
    with (tmp_path / "t").open("rb") as stream:
        assert list(misquotes(stream, quotes)) == []


def test_a_declared_encoding_is_read_and_named_in_the_locator(tmp_path: Path) -> None:
    place = '[place]\nname_ar = "Place"\nprecision = "How"\n[strike_status]\ncolumn = "How"\n'
    table = "Ref,Place,How\nX1,الرقة,likely\nX2,,city\n".encode("windows-1256")
    told = mapped(tmp_path, table, f'{LEAST}[table]\nencoding = "windows-1256"\n{place}')
    first, second = of(ImportedIncident, told)
    assert first.assessment is not None
    assert (first.place.wording_ar, first.assessment.strike_status) == ("الرقة", StrikeStatus.LIKELY)
    assert first.assessment.evidence.locator.columns == ("windows-1256!How",)
    assert second.place.precision is Precision.CITY
    assert [each.column for each in of(Problem, told)] == ["How", "How"]


def test_what_holds_for_every_record_needs_no_column(tmp_path: Path) -> None:
    always = '[always]\nblamed = ["blue_army"]\nprecision = "city"\nharm_reported = true\n'
    parties = '[blamed.parties.blue_army]\nname = "Blue Army"\n[grade]\ncolumn = "Grade"\n'
    told = mapped(tmp_path, "Ref,Grade\nX1,Fair\nX2,\nX1,weak\n,weak\n", LEAST + always + parties)
    first, second = of(ImportedIncident, told)
    assert (first.blamed, first.place.precision, first.place.point) == (("blue_army",), Precision.CITY, None)
    assert first.assessment is not None
    assert (first.assessment.grade, first.assessment.harm_reported) == (Grade.FAIR, True)
    assert (second.assessment, second.span) == (None, DateSpan())
    assert [party.name_en for party in of(ImportedParty, told)] == ["Blue Army"]
    assert [problem for _, _, problem, _ in complaints(told, column="Ref")] == [
        "an incident of this code was met before",
        "the incident has no code",
    ]


def test_yes_and_no_need_no_values(tmp_path: Path) -> None:
    told = mapped(tmp_path, "Ref,Harm\nX1,نعم\n", f'{LEAST}[harm_reported]\ncolumn = "Harm"\n')
    [incident] = of(ImportedIncident, told)
    assert incident.assessment is not None
    assert incident.assessment.harm_reported is True


def test_iso_dates_are_read_without_a_pattern(tmp_path: Path) -> None:
    told = mapped(tmp_path, "Ref,Day\nX1,2031-06\n", f'{LEAST}[date]\nfirst = "Day"\n')
    assert of(ImportedIncident, told)[0].span == DateSpan.parse("2031-06")


def test_a_row_of_the_wrong_width_is_reported(tmp_path: Path) -> None:
    assert [each.row for each in of(Problem, mapped(tmp_path, "Ref,b\nX1\n", LEAST))] == [2]


def test_a_column_the_table_has_not_is_named_with_key_and_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, "Reef,b\n", LEAST) == (
        "m.toml, row 6: incident.key: t has no column 'Ref' (did you mean 'Reef'?)"
    )


def test_a_column_with_the_mark_of_a_sheet_is_refused(tmp_path: Path) -> None:
    assert "must hold no '!'" in refusal(tmp_path, "Ref!x,b\n", LEAST.replace('"Ref"', '"Ref!x"'))


def test_sheets_are_of_workbooks_and_encodings_of_text(tmp_path: Path) -> None:
    assert "t is no workbook" in refusal(tmp_path, "Ref\n", f'{LEAST}[table]\nsheet = "A"\n')
    said = refusal(tmp_path, workbook([["Ref"]]), f'{LEAST}[table]\nencoding = "utf-8"\n')
    assert said == "m.toml, row 8: table.encoding: t is a workbook; it has no encoding"


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv: cannot be read: No such file"):
        open_mapped(tmp_path / "none.csv", MAP)
    with pytest.raises(BadInput, match=r"none\.toml: cannot be read: No such file"):
        open_mapped(TABLE, tmp_path / "none.toml")


def test_the_same_files_give_the_same_values(values: list[Imported | Problem]) -> None:
    dataset = open_mapped(TABLE, MAP)
    assert list(dataset.records(sealed(dataset))) == values

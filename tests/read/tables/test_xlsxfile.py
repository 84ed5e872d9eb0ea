import datetime
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from read.tables.workbooks import with_member, workbook
from tahqiq.read.tables import xlsxfile
from tahqiq.read.tables.xlsxfile import XlsxTable, as_text
from tahqiq.vocab.errors import BadInput

SHEET = "xl/worksheets/sheet1.xml"


def table(content: bytes, sheet: str = "") -> XlsxTable:
    return XlsxTable(io.BytesIO(content), file="t.xlsx", sheet=sheet)


def refused(content: bytes, sheet: str = "") -> str:
    with pytest.raises(BadInput) as caught:
        list(table(content, sheet).rows())
    return str(caught.value)


def sheet_with(rows: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_member(workbook([["a"]]), SHEET, f"{head}{rows}</sheetData></worksheet>".encode())


def test_values_come_out_as_text_and_nothing_is_evaluated() -> None:
    day = datetime.datetime(2031, 6, 1)
    cells = ["الرقة", 4, 4.5, day, day.replace(hour=12, minute=30), datetime.time(12, 30), True, "=1+1", None]
    opened = table(workbook([[f"c{n}" for n in range(9)], cells]))
    [row] = opened.rows()
    assert row.cells == [
        *("الرقة", "4", "4.5", "2031-06-01", "2031-06-01T12:30:00", "12:30:00", "TRUE", "=1+1", ""),
    ]


def test_a_formula_over_several_cells_is_its_own_text() -> None:
    content = sheet_with(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        '<row r="2"><c r="A2"><f t="array" ref="A2:A3">SUM(B1:B2)</f><v>9</v></c></row>'
    )
    assert [row.cells for row in table(content).rows()] == [["=SUM(B1:B2)"]]


def test_numbers_are_written_as_short_as_they_can_be() -> None:
    assert [as_text(value) for value in (4, 0.1, 1e22, False)] == ["4", "0.1", "1e+22", "FALSE"]


def test_records_are_numbered_without_empty_rows_and_lines_are_sheet_rows() -> None:
    opened = table(workbook([["a", "b"], [1, 2], [], ["", None], [3]]))
    assert [(row.record, row.line, row.cells) for row in opened.rows()] == [
        (0, 2, ["1", "2"]),
        (1, 5, ["3", ""]),
    ]


def test_cells_beyond_the_header_are_a_fault_of_their_row() -> None:
    opened = table(workbook([["a", "b", ""], [1, 2, "", ""], [1, 2, 3]]))
    assert [row.fault for row in opened.rows()] == ["", "it has cells beyond the header's 2 columns"]


def test_the_named_sheet_is_read_else_the_first() -> None:
    content = workbook([["a"], [1]], sheet="One", second={"Two": [["b"], [2]]})
    assert (table(content).columns, table(content, "Two").columns) == (("a",), ("b",))
    assert refused(content, "Three") == "t.xlsx: no sheet 'Three'; there are: One, Two"


def test_a_workbook_without_sheets_says_so() -> None:
    none = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
    assert "no sheet of cells" in refused(with_member(workbook([["a"]]), "xl/workbook.xml", none))


def test_an_empty_sheet_says_so() -> None:
    assert "it has no header" in refused(workbook([]))
    assert "it has no header" in refused(workbook([[" "], []]))


def test_empty_rows_before_the_header_are_no_header() -> None:
    opened = table(workbook([[], [" ", ""], ["a"], [1]]))
    assert (opened.columns, [(row.record, row.line) for row in opened.rows()]) == (("a",), [(0, 4)])


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", b"PK\x05\x06" + bytes(18), workbook([["a"]])[:-30]])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert "workbook" in refused(content)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_member(workbook([["a"]]), SHEET, bytes(3_000_000))
    assert "unpacks to 3,000,000 bytes: refused" in refused(bomb)


def test_what_would_be_held_in_memory_has_a_lower_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxfile, "MOST_HELD", 100)
    assert "refused" in refused(workbook([["a"]]))


def test_the_whole_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxfile, "MOST_UNPACKED", 1 << 10)
    assert "it unpacks to more than" in refused(workbook([["a"]]))


def test_a_parser_without_defusedxml_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxfile.openpyxl, "DEFUSEDXML", False)
    assert "defusedxml" in refused(workbook([["a"]]))


def test_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha">]><worksheet><sheetData><row>&a;</row></sheetData></worksheet>'
    assert re.search(
        "not a readable workbook|damaged sheet", refused(with_member(workbook([["a"]]), SHEET, laughs))
    )


def test_xml_that_breaks_off_is_named_by_its_row() -> None:
    content = workbook([["a"], *([n] for n in range(2_000))])
    xml = zipfile.ZipFile(io.BytesIO(content)).read(SHEET)
    assert re.search(r"row \d+: damaged sheet", refused(with_member(content, SHEET, xml[:-400])))


def test_a_row_number_beyond_every_sheet_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    assert xlsxfile.LAST_ROW == 1_048_576
    monkeypatch.setattr(xlsxfile, "LAST_ROW", 2_000)  # a million empty rows come no other way, but slower
    content = sheet_with(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    )
    assert "more than 2,000 rows" in refused(content)


def test_a_column_beyond_every_table_is_refused() -> None:
    content = sheet_with('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')
    assert "more than 2000 columns" in refused(content)


def test_a_date_beyond_the_calendar_is_no_crash() -> None:
    book = workbook([["a"], [datetime.date(2031, 6, 1)]])
    xml = zipfile.ZipFile(io.BytesIO(book)).read(SHEET)
    spoiled = re.sub(rb"<v>\d{5}</v>", b"<v>99999999999</v>", xml)
    assert [row.cells for row in table(with_member(book, SHEET, spoiled)).rows()] == [["#VALUE!"]]


def test_a_nul_character_is_a_fault_of_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxfile, "as_text", lambda value: f"{value}\0" if value == 1 else str(value))
    assert [row.fault for row in table(workbook([["a"], [1]])).rows()] == ["it contains a NUL character"]


@settings(deadline=None)
@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=40))
def test_a_spoiled_workbook_is_rows_or_one_clear_refusal(position: int, spoil: bytes) -> None:
    whole = workbook([["a", "b"], [1, "x"], [2, "y"]])
    content = whole[:position] + spoil + whole[position + len(spoil) :]
    try:
        rows = list(table(content).rows())
    except BadInput as refusal:
        assert "t.xlsx" in refusal.line()
    else:
        assert [row.record for row in rows] == list(range(len(rows)))

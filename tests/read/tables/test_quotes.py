import io

import pytest

from read.tables.workbooks import workbook
from tahqiq.read.tables import QuotedCells, cells_of, misquotes
from tahqiq.vocab.errors import BadInput

TABLE = b'code,low,high,note\nX1,3,5,"two\nlines"\n\nX2,,4\nX3,1,,end\n'
BOOK = workbook([["code", "low"], ["X1", 3]], second={"Other": [["low!x", "code"], [7, "Y1"]]})


def quoted(record: int, quote: str, *columns: str) -> QuotedCells:
    return QuotedCells(record=record, columns=columns, quote=quote, id=f"{record}/{quote}")


def wrong(content: bytes, *quotes: QuotedCells) -> list[tuple[str, str]]:
    return [(each.quoted.id, each.why) for each in misquotes(io.BytesIO(content), quotes)]


def test_the_cells_of_a_record_are_a_line_each_in_the_order_asked() -> None:
    assert cells_of(io.BytesIO(TABLE), 0, ("high", "note")) == "5\ntwo\nlines"
    assert cells_of(io.BytesIO(TABLE), 2, ("low", "high")) == "1\n"


def test_the_same_stream_answers_again() -> None:
    stream = io.BytesIO(TABLE)
    assert [cells_of(stream, 0, ("code",)), cells_of(stream, 2, ("code",))] == ["X1", "X3"]


@pytest.mark.parametrize(
    ("record", "column", "said"),
    [
        (9, "code", "there is no record 9"),
        (0, "nope", "columns are missing: nope"),
        (1, "code", "it has 3 cells"),
    ],
)
def test_a_place_that_is_not_there_is_refused(record: int, column: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        cells_of(io.BytesIO(TABLE), record, (column,))


def test_many_quotes_are_checked_in_one_pass() -> None:
    assert (
        wrong(
            TABLE, quoted(0, "3\n5", "low", "high"), quoted(0, "X1", "code"), quoted(2, "1\n", "low", "high")
        )
        == []
    )
    assert wrong(
        TABLE,
        quoted(0, "3\n6", "low", "high"),
        quoted(0, "X1", "key"),
        quoted(1, "X2", "code"),
        quoted(2, "X3", "code"),
        quoted(8, "X9", "code"),
        quoted(9, "X9", "code"),
    ) == [
        ("0/3\n6", "the cells say something else"),
        ("0/X1", "there is no column key"),
        ("1/X2", "it has 3 cells where the header has 4"),
        ("8/X9", "there is no such record"),
        ("9/X9", "there is no such record"),
    ]


def test_no_quotes_need_no_table() -> None:
    assert wrong(b"") == []


def test_quotes_out_of_order_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="ascending order"):
        wrong(TABLE, quoted(2, "X3", "code"), quoted(0, "X1", "code"))


def test_a_workbook_is_checked_alike_and_its_other_sheets_by_name() -> None:
    assert cells_of(io.BytesIO(BOOK), 0, ("code", "low")) == "X1\n3"
    assert cells_of(io.BytesIO(BOOK), 0, ("Other!code",)) == "Y1"
    assert wrong(BOOK, quoted(0, "Y1", "Other!code"), quoted(0, "X1", "code")) == [
        ("0/X1", "there is no column code")
    ]


def test_a_declared_encoding_stands_before_the_column() -> None:
    content = "place,n!x\nالرقة,1\n".encode("windows-1256")
    assert cells_of(io.BytesIO(content), 0, ("windows-1256!place",)) == "الرقة"


def test_a_mark_that_names_no_encoding_is_part_of_the_column() -> None:
    assert cells_of(io.BytesIO(b"killed!max,b\n4,5\n"), 0, ("killed!max",)) == "4"

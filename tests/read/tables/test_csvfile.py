import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.tables.csvfile import LONGEST_LINE, CsvTable
from tahqiq.vocab.errors import BadInput


def table(content: bytes | str, encoding: str = "") -> CsvTable:
    data = content.encode() if isinstance(content, str) else content
    return CsvTable(io.BytesIO(data), file="t.csv", encoding=encoding)


def refused(content: bytes | str, encoding: str = "") -> str:
    with pytest.raises(BadInput) as caught:
        list(table(content, encoding).rows())
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_or_without_its_mark(encoding: str) -> None:
    opened = table("code,place\n1,الرقة\n".encode(encoding))
    assert opened.columns == ("code", "place")
    assert [row.cells for row in opened.rows()] == [["1", "الرقة"]]


def test_another_encoding_is_read_only_where_it_is_declared() -> None:
    content = "code,place\n1,الرقة\n".encode("windows-1256")
    assert [row.cells for row in table(content, "windows-1256").rows()] == [["1", "الرقة"]]
    assert refused(content) == (
        "t.csv, row 2: bytes that are not UTF-8 text (save the file as UTF-8, or declare its encoding)"
    )


def test_undecodable_bytes_far_into_a_file_are_named_by_their_row() -> None:
    good = b"".join(b"%d,place\n" % number for number in range(20_000))
    assert "row 20002:" in refused(b"code,place\n" + good + b"1,\xff\n")


def test_undecodable_bytes_in_the_header_are_named_too() -> None:
    assert "row 1:" in refused(b"co\xffde\n1\n")


def test_half_a_utf_16_character_at_the_end_is_refused() -> None:
    assert "UTF-16" in refused("a,b\n1,2\n".encode("utf-16") + b"\x00")


@pytest.mark.parametrize("name", ["no-such", "hex", "undefined", "a\0b"])
def test_an_encoding_that_is_none_is_refused(name: str) -> None:
    assert "no such text encoding" in refused("a\n", name)


def test_cells_are_verbatim_and_lines_are_counted_as_an_editor_counts() -> None:
    opened = table('code,note\n 1 ,"two\nlines, ""quoted"""\n\n2,x\r\n')
    assert [(row.record, row.line, row.cells) for row in opened.rows()] == [
        (0, 2, [" 1 ", 'two\nlines, "quoted"']),
        (1, 5, ["2", "x"]),
    ]


def test_a_row_of_the_wrong_width_is_a_fault_of_that_row_alone() -> None:
    faults = [(row.line, row.fault) for row in table("a,b\n1\n1,2\n1,2,3\n").rows()]
    assert faults == [
        (2, "it has 1 cells where the header has 2"),
        (3, ""),
        (4, "it has 3 cells where the header has 2"),
    ]


def test_a_nul_character_is_a_fault_of_its_row() -> None:
    assert [row.fault for row in table("a,b\n1,\0\n1,2\n").rows()] == ["it contains a NUL character", ""]


def test_half_a_character_is_a_fault_of_its_row() -> None:
    [row] = table(b"a\n\\ud800\n", "unicode_escape").rows()
    assert row.fault == "it contains half a character (a lone surrogate)"


def test_a_header_with_a_nul_character_is_refused() -> None:
    assert "the header cannot be used" in refused("a\0,b\n")


def test_blank_lines_before_the_header_are_no_header() -> None:
    assert table("\n\na,b\n1,2\n").columns == ("a", "b")


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_says_so(content: str) -> None:
    assert refused(content) == "t.csv: the file is empty: it has no header"


def test_a_header_alone_holds_no_records() -> None:
    assert list(table("a,b\n").rows()) == []


def test_columns_that_occur_twice_are_all_listed() -> None:
    assert "columns occur twice: a, b" in refused("b,a,b,a,c,,\n")


def test_too_many_columns_are_refused() -> None:
    assert "2000 is the most" in refused(",".join(f"c{n}" for n in range(2_001)))


@pytest.mark.parametrize("mark", [";", "\t"])
def test_another_separator_is_seen_where_the_header_has_no_comma(mark: str) -> None:
    opened = table(f"a{mark}b\n1{mark}2,5\n")
    assert (opened.columns, [row.cells for row in opened.rows()]) == (("a", "b"), [["1", "2,5"]])


@pytest.mark.parametrize("content", ['a,b\n1,"open\n2,3\n', 'a,b\n1,"x"y\n', "a,b\n1," + "x" * 140_000])
def test_a_file_that_cannot_be_followed_further_names_the_row(content: str) -> None:
    assert refused(content).startswith("t.csv, row 2: not a readable CSV record")


def test_a_line_without_end_is_not_read_into_memory() -> None:
    assert "a line is longer than" in refused("a,b\n1," + '"' + "x,\0" * LONGEST_LINE)


def test_the_stream_stays_the_callers_to_close() -> None:
    stream = io.BytesIO(b"a\n1\n")
    list(CsvTable(stream, file="t.csv").rows())
    assert not stream.closed


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_one_clear_refusal(content: bytes) -> None:
    try:
        rows = list(table(content).rows())
    except BadInput as refusal:
        assert "t.csv" in refusal.line()
    else:
        assert [row.record for row in rows] == list(range(len(rows)))


@settings(deadline=None)
@given(
    st.text(alphabet='ab,;"\n\r\t\0\ufeff٤', max_size=80), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])
)
def test_any_text_of_awkward_characters_is_rows_or_one_clear_refusal(text: str, encoding: str) -> None:
    try:
        rows = list(table(text.encode(encoding)).rows())
    except BadInput as refusal:
        assert refusal.line()
    else:
        assert all(row.line > 1 for row in rows)

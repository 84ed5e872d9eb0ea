import json
from datetime import date
from pathlib import Path

import pytest

from tahqiq.read.text.inputs import read_inputs
from tahqiq.vocab.errors import BadInput


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path, **options: str) -> str:
    with pytest.raises(BadInput) as caught:
        list(read_inputs(path, **options))
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(path))


def test_a_document_is_one_input_with_its_day(tmp_path: Path) -> None:
    page = (
        "<html><head><meta property='article:published_time' content='2031-06-06'>"
        "</head><p>Seven people died.</p>"
    )
    (found,) = read_inputs(written(tmp_path, "a.html", page))
    assert (found.text, found.date, found.id, found.row) == (
        "Seven people died.",
        date(2031, 6, 6),
        None,
        None,
    )
    assert found.document is not None and found.units == found.document.units


def test_lines_keep_their_ids_and_offsets(tmp_path: Path) -> None:
    texts = ["  Seven\r\npeople  ", "قتل \u200fسبعة", "half \ud800"]
    lines = [
        json.dumps({"id": f"t{at}", "text": text, "date": "2031-06-06T10:00"})
        for at, text in enumerate(texts)
    ]
    found = list(read_inputs(written(tmp_path, "a.jsonl", "\n".join([*lines[:1], "", *lines[1:]]))))
    assert [each.id for each in found] == ["t0", "t1", "t2"]
    assert [each.text for each in found] == [*texts[:2], "half \ufffd"]
    (unit,) = found[0].units
    assert (unit.start, unit.end, unit.date and unit.date.iso()[0]) == (0, len(texts[0]), "2031-06-06")
    assert found[0].fields == {"id": "t0", "date": "2031-06-06T10:00"}


def test_records_have_their_number_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", 'code,statement,when\nA,"Seven\npeople",2031-06-06\nB,Nine,\n')
    found = list(read_inputs(path))
    assert [(each.row, each.text, each.date) for each in found] == [
        (0, "Seven\npeople", None),
        (1, "Nine", None),
    ]
    dated = list(read_inputs(path, text_column="code", date_column="when"))
    assert [(each.text, each.date) for each in dated] == [("A", date(2031, 6, 6)), ("B", None)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"id": 1, "text": "x"}\nnot json', ", row 2: not a line of JSON"),
        ("a.jsonl", '{"id": 1}', ", row 1, column text: no 'text' with words"),
        ("a.jsonl", '["text"]', ", row 1, column text: no 'text' with words"),
        ("a.jsonl", '{"id": [1], "text": "x"}', ", row 1, column id: an id is a string or a whole number"),
        ("a.jsonl", b'\xff{"id": 1}', ", row 1: bytes that are no UTF-8 text (save it as UTF-8)"),
        ("a.jsonl", "[" * 100_000, ", row 1: not a line of JSON"),
        ("a.csv", "a,b\n1,2\n", ": none of its columns is called text: a, b (name it: --text-column C)"),
        ("a.csv", "text,b\n1\n", ", row 2: it has 1 cells where the header has 2"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    assert refused(written(tmp_path, name, content)).startswith(said[:40])


def test_columns_asked_for_must_be_there_and_hold_dates(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "text,when\nSeven,June\n")
    assert refused(path, text_column="body") == ": no column 'body'; there are: text, when"
    assert refused(path, date_column="when") == ", row 2, column when: 'June' is no ISO date"
    assert refused(tmp_path / "absent.jsonl").startswith(": cannot be read: No such file")
    assert refused(tmp_path / "absent.csv").startswith(": cannot be read: No such file")


def test_a_line_of_a_file_may_be_only_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"id": 1, "text": "x" * 300}))
    monkeypatch.setattr("tahqiq.read.text.inputs.MOST_TEXT", 200)
    assert refused(path) == ", row 1: more than 200 characters of text"
    monkeypatch.setattr("tahqiq.read.text.inputs._LONGEST_LINE", 200)
    assert refused(path) == ", row 1: a line of more than 200 bytes"

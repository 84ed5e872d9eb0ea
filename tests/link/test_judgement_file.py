from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.link.judgement_file import append_judgements, guarded, read_judgements, spelled, unguarded
from tahqiq.link.judgements import Judgement, Said
from tahqiq.vocab.errors import BadInput

DAY = datetime(2031, 6, 1, 8, 30, tzinfo=UTC)
#: A line as the first version wrote it; readers accept it for good.
KEPT = (
    '{"format":"judgements/1","left":"L1","right":"R1","verdict":"not","by":"آمنة","at":"2031-06-01T08:30:00Z",'
    '"why":"أخوها","lists":["aa","bb"],"records":["01","02"]}\n'
)


def judgement(**more: object) -> Judgement:
    cells = {"left": "L1", "right": "R1", "said": Said.MATCH, "by": "Amal", "at": DAY, **more}
    return Judgement(**cells)  # type: ignore[arg-type]


def test_what_is_added_is_read_back_and_what_stood_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    assert append_judgements(path, [judgement()]) == 1
    before = path.read_bytes()
    later = judgement(
        said=Said.WITHDRAWN, why="the ages, on second thought", lists=("a", "b"), records=("c", "d")
    )
    append_judgements(path, [later])
    assert path.read_bytes().startswith(before)
    assert read_judgements(path) == [judgement(), later]


def test_a_line_without_its_end_is_ended_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text(spelled(judgement()).rstrip("\n"), "utf-8")
    append_judgements(path, [judgement(left="L2")])
    assert [each.left for each in read_judgements(path)] == ["L1", "L2"]


def test_the_first_version_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_text(KEPT, "utf-8")
    (kept,) = read_judgements(path)
    assert (kept.said, kept.by, kept.why, kept.records) == (Said.NOT, "آمنة", "أخوها", ("01", "02"))
    assert spelled(kept) == KEPT


def test_a_filled_table_is_read_whatever_else_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "filled.csv"
    path.write_text(
        "\ufeffleft_id;right_id;verdict;by;at;why;note\nL1;R1;Match;Amal;2031-06-01;;x\n'=L2;R2;;;;;\n'=L2;R3;unsure;;;;\n",
        "utf-8",
    )
    found = read_judgements(path, by="Omar", now=DAY)
    assert [(each.left, str(each.said), each.by) for each in found] == [
        ("L1", "match", "Amal"),
        ("=L2", "unsure", "Omar"),
    ]
    assert [each.at.hour for each in found] == [0, 8]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("L1,R1,perhaps,Amal,2031-06-01", "row 2, column verdict: 'perhaps' is no verdict"),
        ("L1,R1,match,,2031-06-01", "column by: nobody signed it"),
        ("L1,R1,match,Amal,", "column at: it is not said when"),
        ("L1,R1,match,Amal,yesterday", "column at: 'yesterday' is no time"),
        ("L1,R1,match,Amal,0001-01-01T00:00+14:00", "is no time"),
        (",R1,match,Amal,2031-06-01", "column left_id: no record is named"),
        ("L1,R1,match," + "A" * 20_000 + ",2031-06-01", "has 20,000 characters"),
        ('L1,"R1,match,Amal,2031-06-01', "not a readable CSV row"),
    ],
)
def test_a_row_at_fault_is_named(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "filled.csv"
    path.write_text(f"left_id,right_id,verdict,by,at\n{row}\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        read_judgements(path)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"format":"judgements/1","left":"L1"', "row 2: is no JSON (was it cut short?)"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no line of the format judgements/1"),
        ('{"format":"judgements/9"}', "is no line of the format"),
        ('{"format":"judgements/1","left":1}', "column left: is missing or no text"),
        (KEPT.replace('["aa","bb"]', '"aa"'), "column lists: is no pair"),
        (KEPT.replace('["aa","bb"]', '["aa",5]'), "is missing or no text"),
    ],
)
def test_a_line_at_fault_is_named_and_nothing_is_added_to_such_a_file(
    tmp_path: Path, line: str, said: str
) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text(f"{KEPT}{line}\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(BadInput) as refused:
        append_judgements(path, [judgement()])
    assert said in str(refused.value)
    assert path.read_bytes() == before


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(BadInput, match="there is no column 'left_id'"):
        read_judgements(path)


@given(st.text())
def test_a_guarded_cell_comes_back_as_it_was_and_is_no_formula(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))

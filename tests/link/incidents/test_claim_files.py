import json
from pathlib import Path

import pytest

from tahqiq.link.incidents.claim_files import bounds_text
from tahqiq.link.incidents.running import read_reports
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

LINE = {
    "file": "a.txt", "id": "t1", "claim": 0, "effect": "killed", "category": "civilians", "min": 27,
    "max": 27, "hedge": "exact", "negated": False, "stance": "asserts", "scope": "event",
    "attributed_to": "the Committee", "chain": [], "blamed": "coalition", "place": "حي النور",
    "from_date": "2030-03-05", "to_date": "2030-03-05", "victims": [], "supersedes": None, "within": None,
    "quote": "27 killed",
}  # fmt: skip


def written(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps({**LINE, **line}) + "\n" for line in lines), encoding="utf-8")
    return path


def test_lines_of_one_text_are_read_together_wherever_they_stand(tmp_path):
    path = written(
        tmp_path / "claims.jsonl",
        {},
        {"id": "t2", "min": 3, "max": None, "chain": [{"name": "Cloud"}, {"name": "Hospital"}]},
        {"claim": 1, "category": "children", "min": 7, "max": 7, "within": 0},
    )
    first, second = read_reports(path, mapping={})
    assert (first.id, first.parts) == ("t1#1", {"children": CountRange(7, 7)})
    assert first.span == DateSpan.parse("2030-03-05")
    assert (second.killed, second.chain) == (CountRange(3, None), ("Cloud", "Hospital"))


def test_texts_without_an_id_are_named_by_file_and_row(tmp_path):
    path = written(tmp_path / "claims.jsonl", {"id": None, "row": 0}, {"id": None, "row": 1})
    assert [each.id for each in read_reports(path, mapping={})] == ["a.txt:0#1", "a.txt:1#1"]


def test_texts_give_the_day_the_source_and_the_words(tmp_path):
    path = written(tmp_path / "claims.jsonl", {"from_date": "", "to_date": ""}, {"id": "t9"})
    texts = tmp_path / "texts.jsonl"
    texts.write_text(
        json.dumps({"id": "t1", "doc_date": "2030-03-06", "source": "The Line", "text": "…"}) + "\n"
    )
    first, second = read_reports(path, mapping={}, texts=texts)
    assert (str(first.published), first.source, first.text) == ("2030-03-06", "The Line", "…")
    assert second.published is None


def test_texts_are_of_claims_only(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("id,killed\na,1\n")
    with pytest.raises(BadInput, match="holds reports, not claims"):
        read_reports(table, mapping={}, texts=table)


def test_a_claim_that_ends_before_it_begins_is_refused(tmp_path):
    path = written(tmp_path / "claims.jsonl", {"from_date": "2030-03-05", "to_date": "2030-03-01"})
    with pytest.raises(BadInput, match="before it begins"):
        read_reports(path, mapping={})


def test_only_denials_leave_nothing_to_link(tmp_path):
    with pytest.raises(BadInput, match="no report of deaths"):
        read_reports(written(tmp_path / "claims.jsonl", {"stance": "denies"}), mapping={})


def test_bounds_in_a_cell():
    assert [bounds_text(CountRange(*each)) for each in ((3, 3), (None, 9), (2, 4))] == ["3", "-9", "2-4"]

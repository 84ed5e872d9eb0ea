import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.link.remains.reading import lines_of, read_missing, read_remains, span_of, span_text
from tahqiq.link.remains.testing import simulate_season
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput


def written(path: Path, *lines: object) -> Path:
    path.write_text(
        "\n".join(json.dumps(each) if isinstance(each, dict) else str(each) for each in lines), "utf-8"
    )
    return path


def test_a_season_written_and_read_is_the_same(tmp_path: Path) -> None:
    season = simulate_season(remains=60, files=90, seed=3)
    (tmp_path / "pm.jsonl").write_bytes(lines_of(season.remains))
    (tmp_path / "am.jsonl").write_bytes(lines_of(season.files))
    assert tuple(read_remains(tmp_path / "pm.jsonl")) == season.remains
    assert tuple(read_missing(tmp_path / "am.jsonl")) == season.files


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"id": "M", "shoe": 42}, "a field that nobody reads"),
        ({"id": "M", "spot": {"wording": "x", "colour": "y"}}, "column spot.colour"),
        ({"id": "M", "sex": "m"}, "sex"),
        ({"id": "M", "age": 200}, "age 200"),
        ({"id": "M", "age": "30"}, "age"),
        ({"id": " "}, "a file without id"),
        ({}, "id"),
        ({"id": "M", "birth": "1990-13"}, "no ISO date"),
        ({"id": "M", "birth": 1990}, "a date is text"),
        ({"id": "M", "last_seen": "2031-05-02/2031-05-01"}, "no ISO date"),
        ({"id": "M", "chart": {"teeth": {"19": {"state": "sound"}}}}, "FDI numbers"),
        ({"id": "M", "chart": {"teeth": {"11": {"state": "filled", "surfaces": "MX"}}}}, "surfaces"),
        ({"id": "M", "spot": {"point": {"lat": 4239.0, "lon": 1.0}}}, "latitude"),
        ({"id": "M", "format": "remains/1"}, "is not missing/1"),
        ("[]", "not a JSON object"),
        ("{", "not a line of JSON"),
        ("[" * 5000, "not a line of JSON"),
        ('{"id": "' + "x" * 300_000 + '"}', "characters"),
        ("", "holds no file"),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, str) else None,
)
def test_a_line_that_is_no_file_is_named_with_what_is_wrong(tmp_path: Path, line: object, says: str) -> None:
    path = written(tmp_path / "am.jsonl", line)
    with pytest.raises(BadInput) as error:
        read_missing(path)
    assert says in str(error.value)
    assert "am.jsonl" in str(error.value)


def test_two_files_with_one_id_are_named_by_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "am.jsonl", {"id": "M-1"}, "", {"id": "M-1"})
    with pytest.raises(BadInput, match=r"row 3.*'M-1' stands on line 1"):
        read_missing(path)


@pytest.mark.parametrize(
    "line",
    [
        {"code": ""},
        {"code": "A", "age_min": 30, "age_max": 20},
        {"code": "A", "bones": [{"bone": "skull", "length_mm": 400}]},
        {"code": "A", "bones": [{"bone": "femur", "length_mm": 4000}]},
        {"code": "A", "laboratory": [{"file": "M", "method": "dna", "log10_lr": 400}]},
        {"code": "A", "laboratory": [{"file": "M", "method": "sight", "log10_lr": 4}]},
    ],
)
def test_remains_that_cannot_be_are_refused(tmp_path: Path, line: object) -> None:
    with pytest.raises(BadInput):
        read_remains(written(tmp_path / "pm.jsonl", line))


def test_nothing_found_is_kept_apart_from_nothing_looked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "pm.jsonl", {"code": "A", "effects": []}, {"code": "B"})
    looked, not_looked = read_remains(path)
    assert (looked.effects, not_looked.effects) == ((), None)
    assert read_remains(written(tmp_path / "again.jsonl", lines_of([looked, not_looked]).decode())) == [
        looked,
        not_looked,
    ]


DAYS = st.dates(min_value=DateSpan.parse("1900").start, max_value=DateSpan.parse("2100").start)


@given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_every_span_is_read_as_it_was_written(first, last) -> None:
    if first is not None and last is not None and first >= last:
        first, last = last, None
    span = DateSpan(first, last)
    assert span_of(span_text(span)) == span


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("lines") / "am.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInput):
        read_missing(path)

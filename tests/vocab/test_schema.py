from __future__ import annotations

import json
import runpy
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from tahqiq.vocab import schema
from tahqiq.vocab.release import TABLES

KEPT = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("group", schema.GROUPS)
def test_the_kept_schema_is_what_the_code_says(group: str) -> None:
    kept = (KEPT / f"{group}.json").read_bytes()
    assert kept == schema.spelled(group), "write it anew: python -m tahqiq.vocab.schema docs/schema"


def test_no_schema_is_kept_that_nothing_makes() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(schema.GROUPS)


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_every_row_is_described(table: str) -> None:
    row = TABLES[table]
    definition = schema.schema("release")["$defs"][row.__name__]
    assert set(definition["properties"]) == {each.name for each in fields(row)}
    assert f"{table}.jsonl holds {row.__name__}" in schema.schema("release")["description"]


@pytest.mark.parametrize("group", schema.GROUPS)
def test_every_reference_leads_somewhere(group: str) -> None:
    found = schema.schema(group)
    text = json.dumps(found)
    for name in (part.split('"')[0] for part in text.split("#/$defs/")[1:]):
        assert name in found["$defs"]


@pytest.mark.filterwarnings("ignore:.*found in sys.modules.*:RuntimeWarning")
def test_the_module_writes_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["schema", str(tmp_path / "schema")])
    runpy.run_module("tahqiq.vocab.schema", run_name="__main__")
    for path in KEPT.iterdir():
        assert (tmp_path / "schema" / path.name).read_bytes() == path.read_bytes()

"""The page of the import command says what the code does."""

from pathlib import Path

import pytest

from read.tables.reading import FIXTURES
from tahqiq.read.tables.facts import COLUMNS
from tahqiq.read.tables.mapping_format import PARTS, Mapping
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Precision

PAGE = (Path(__file__).parents[3] / "docs" / "verbs" / "import.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["example.csv", "example.toml"])
def test_the_worked_example_is_the_one_that_is_tested(name: str) -> None:
    assert (FIXTURES / "mapped" / name).read_text(encoding="utf-8") in PAGE


@pytest.mark.parametrize("part", [part for part in PARTS.values() if part is not Mapping])
def test_every_key_of_a_mapping_is_documented(part: type) -> None:
    assert [key for key in part.__struct_fields__ if f"`{key}`" not in PAGE] == []  # type: ignore[attr-defined]


def test_every_table_of_a_mapping_is_documented() -> None:
    tables = [name for name in Mapping.__struct_fields__ if name != "format"]
    assert [name for name in tables if f"[{name}]`**" not in PAGE and f"[[{name}]]`**" not in PAGE] == []


@pytest.mark.parametrize("words", [SourceKind, Precision, Effect, Category, Grade, StrikeStatus])
def test_every_word_of_ours_is_documented(words: type[Effect]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in PAGE] == []


def test_every_column_of_facts_is_documented() -> None:
    spelled = " ".join(PAGE.split())
    assert ", ".join(COLUMNS) in spelled

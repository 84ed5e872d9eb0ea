"""What one release says otherwise than another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from release.sample import KEY, ROWS, TOTALS
from tahqiq.release import FigureDifference, compare, open_release, write
from tahqiq.release.comparing import NAMED, rows_to_read
from tahqiq.release.reader import Release
from tahqiq.vocab.release import Totals
from tahqiq.vocab.rows import VictimRow


def _release(folder: Path, rows: Iterable[tuple[str, Any]] = ROWS, totals: Totals = TOTALS) -> Release:
    write(
        folder,
        case="raqqa-2017",
        rows=rows,
        totals=totals,
        signing_key=KEY,
        approvals=lambda _: (),
        tool="tests",
    )
    return open_release(folder)


def _with_victims(*added: VictimRow) -> list[tuple[str, Any]]:
    """The sample's rows, its victims followed by others."""
    last = max(at for at, (table, _) in enumerate(ROWS) if table == "victims")
    return [*ROWS[: last + 1], *(("victims", row) for row in added), *ROWS[last + 1 :]]


def test_a_release_and_itself_do_not_differ(tmp_path: Path) -> None:
    one, other = _release(tmp_path / "one"), _release(tmp_path / "other")
    found = compare(one, other)
    assert found.none
    assert rows_to_read(one, other) == 0


def test_rows_added_changed_and_removed_are_told_with_their_fields(tmp_path: Path) -> None:
    plain = VictimRow(id="v8", incident=None, name_en="A", name_ar="", status="killed")
    before = _release(tmp_path / "before", _with_victims(plain, replace(plain, id="v9")))
    after = _release(tmp_path / "after", _with_victims(replace(plain, age="7", name_en="B")))
    read = 0

    def count() -> None:
        nonlocal read
        read += 1

    found = compare(before, after, on_row=count)
    (table,) = found.tables
    assert (table.table, table.added, table.changed, table.removed) == ("victims", 0, 1, 1)
    assert table.fields == {"age": 1, "name_en": 1}
    assert table.named == {"changed": ("v8",), "removed": ("v9",)}
    assert read == rows_to_read(before, after)
    assert not found.none
    assert compare(after, before).tables[0].added == 1


def test_only_the_first_rows_are_named(tmp_path: Path) -> None:
    plain = VictimRow(id="", incident=None, name_en="A", name_ar="", status="killed")
    many = [replace(plain, id=f"v-{n:03}") for n in range(NAMED + 5)]
    found = compare(_release(tmp_path / "before"), _release(tmp_path / "after", _with_victims(*many)))
    assert found.tables[0].added == NAMED + 5
    assert len(found.tables[0].named["added"]) == NAMED


def test_rows_in_another_order_are_the_same_rows(tmp_path: Path) -> None:
    plain = VictimRow(id="v8", incident=None, name_en="A", name_ar="", status="killed")
    other = replace(plain, id="v9")
    before = _release(tmp_path / "before", _with_victims(plain, other))
    after = _release(tmp_path / "after", _with_victims(other, plain))
    assert rows_to_read(before, after) > 0
    assert compare(before, after).none


def test_figures_that_differ_are_told_by_their_path(tmp_path: Path) -> None:
    grown = replace(TOTALS, victims=2, responses={})
    found = compare(_release(tmp_path / "before"), _release(tmp_path / "after", totals=grown))
    assert FigureDifference("victims", 1, 2) in found.figures
    assert FigureDifference("responses.coalition.credible", 1, None) in found.figures
    assert not found.tables and not found.none


def test_an_earlier_release_without_a_table_is_compared_with_one_that_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _release(tmp_path / "before")
    lacking = {name: entry for name, entry in before.manifest.files.items() if name != "victims.jsonl"}
    older = Release(before.folder, replace(before.manifest, files=lacking))
    after = _release(tmp_path / "after")
    (table,) = compare(older, after).tables
    assert (table.table, table.removed) == ("victims", 0)
    assert table.added == after.manifest.files["victims.jsonl"].rows

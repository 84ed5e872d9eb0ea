from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from release.sample import KEY, PUBLIC_KEY, ROWS, TOTALS, release, rows
from tahqiq.release import Fault, check
from tahqiq.vocab.release import Approval, ConcededTotal, FileEntry, KilledTotal, Manifest

BY_TABLE = dict(ROWS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "photo").write_bytes(b"\xff\xd8 a photograph")
    release(tmp_path / "r", media=[("photo.jpg", tmp_path / "photo")])
    return tmp_path / "r"


def changed(tmp_path: Path, table: str, **fields: Any) -> list[str]:
    """The faults of a release in which one row of a table is changed."""
    release(tmp_path / "changed", rows=rows(**{table: replace(BY_TABLE[table], **fields)}))
    return [str(fault) for fault in check(tmp_path / "changed")]


def test_a_sound_release_has_no_faults_and_is_not_touched(folder: Path) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    assert check(folder) == []
    assert check(folder, public_key=PUBLIC_KEY) == []
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_an_approved_release_is_sound_too(tmp_path: Path) -> None:
    release(tmp_path / "r", approvals=lambda content: [Approval(by="x", at="2026")])
    assert check(tmp_path / "r") == []


def test_every_flipped_bit_is_named_by_file(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(2017)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    for path in files:
        original = path.read_bytes()
        places = range(len(original)) if len(original) < 65 else chance.sample(range(len(original)), 24)
        for place in places:
            flipped = bytearray(original)
            flipped[place] ^= 1 << chance.randrange(8)
            path.write_bytes(flipped)
            name = path.relative_to(folder).as_posix()
            faults = check(folder)
            assert faults, (name, place)
            assert all(name in str(fault) for fault in faults[:1]), (name, place, faults)
        path.write_bytes(original)
    assert check(folder) == []


@pytest.mark.parametrize("name", ["claims.jsonl", "totals.json", "media/photo.jpg"])
def test_cut_grown_and_missing_files_are_named(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content + b"\n")
    assert check(folder) == [Fault(name, f"has {len(content) + 1:,} bytes, not {len(content):,}")]
    (folder / name).unlink()
    assert check(folder) == [Fault(name, "cannot be read: No such file or directory")]


def test_files_nobody_named_are_faults(folder: Path) -> None:
    (folder / "extra.txt").write_text("x")
    (folder / "media" / "deep").mkdir()
    (folder / "media" / "deep" / "extra.jpg").write_text("x")
    (folder / "media" / "link").symlink_to(folder)
    assert [fault.path for fault in check(folder)] == ["extra.txt", "media/deep/extra.jpg", "media/link"]


def test_a_link_in_place_of_a_file_is_not_followed(folder: Path, tmp_path: Path) -> None:
    shutil.move(folder / "claims.jsonl", tmp_path / "elsewhere")
    (folder / "claims.jsonl").symlink_to(tmp_path / "elsewhere")
    assert [fault.path for fault in check(folder)] == ["claims.jsonl"]


def test_a_missing_signature_is_a_fault(folder: Path) -> None:
    (folder / "manifest.sig").unlink()
    assert "manifest.sig is no signature" in str(check(folder)[0])


def test_a_release_by_somebody_else_is_sound_but_not_ours(folder: Path) -> None:
    release(folder, signing_key=KEY[::-1])
    assert check(folder) == []
    assert "signed by another key" in str(check(folder, public_key=PUBLIC_KEY)[0])


def test_no_release_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    assert check(tmp_path) == [Fault("manifest.json", "cannot be read: No such file or directory")]


@pytest.mark.parametrize(
    ("table", "field", "target"),
    [
        ("items", "source", "sources.jsonl"),
        ("assessments", "incident", "incidents.jsonl"),
        ("assessments", "item", "items.jsonl"),
        ("answers", "incident", "incidents.jsonl"),
        ("answers", "party", "parties.jsonl"),
        ("answers", "claim", "claims.jsonl"),
        ("statements", "item", "items.jsonl"),
        ("claims", "item", "items.jsonl"),
        ("claims", "text_sha256", "items.jsonl"),
        ("claims", "population", "populations.jsonl"),
        ("claims", "site", "sites.jsonl"),
        ("claims", "source", "sources.jsonl"),
        ("claims", "within", "claims.jsonl"),
        ("claims", "supersedes", "claims.jsonl"),
        ("victims", "incident", "incidents.jsonl"),
        ("listings", "victim", "victims.jsonl"),
    ],
)
def test_an_id_that_leads_nowhere_is_named(tmp_path: Path, table: str, field: str, target: str) -> None:
    first, *others = changed(tmp_path, table, **{field: "gone"})
    assert first == f"{table}.jsonl: row 1: {field} gone is not in {target}"
    assert all(other.startswith("totals.json: ") for other in others)


def test_each_claim_an_assessment_rests_on_must_be_there(tmp_path: Path) -> None:
    faults = changed(tmp_path, "assessments", claims=("c1", "c2", "c3"))
    assert faults == [
        "assessments.jsonl: row 1: claims c2 is not in claims.jsonl",
        "assessments.jsonl: row 1: claims c3 is not in claims.jsonl",
    ]


def test_who_is_blamed_must_be_known(tmp_path: Path) -> None:
    assert "blamed nobody is not in parties.jsonl" in changed(tmp_path, "incidents", blamed=("nobody",))[0]


def test_an_id_is_given_once(tmp_path: Path) -> None:
    twice = [row for each in rows() for row in ([each, each] if each[0] == "sites" else [each])]
    release(tmp_path / "r", rows=iter(twice))
    assert check(tmp_path / "r") == [Fault("sites.jsonl", "row 2: the id r1 is given twice")]


def test_a_figure_without_a_trail_is_a_fault(tmp_path: Path) -> None:
    assert changed(tmp_path, "assessments", claims=()) == [
        "assessments.jsonl: row 1: a1 has figures that lead to no claim or cell"
    ]
    assert changed(tmp_path, "assessments", claims=(), item="i1") == []
    assert changed(tmp_path, "assessments", claims=(), trail_note="range_set_by_source") == []
    assert "lead to no claim" not in str(
        changed(tmp_path, "assessments", claims=(), killed_min=None, killed_max=None)
    )


@pytest.mark.parametrize(("low", "high"), [(7, 5), (-1, 5), (None, -1)])
@pytest.mark.parametrize("table", ["assessments", "answers"])
def test_a_range_that_cannot_be_is_a_fault(
    tmp_path: Path, table: str, low: int | None, high: int | None
) -> None:
    faults = changed(tmp_path, table, killed_min=low, killed_max=high)
    assert faults[0].endswith(f"gives {low} to {high}, which is no range")


def test_a_claims_range_must_be_one_too(tmp_path: Path) -> None:
    assert changed(tmp_path, "claims", min=7, max=5) == [
        "claims.jsonl: row 1: c1 gives 7 to 5, which is no range"
    ]


def test_a_line_that_is_no_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release(tmp_path / "r")
    monkeypatch.setattr("tahqiq.release.reader.LONGEST_LINE", 100)
    (fault,) = check(tmp_path / "r")
    assert fault == Fault("cases.jsonl", "row 1: longer than 100 bytes")


@pytest.mark.parametrize(
    ("totals", "problem"),
    [
        ({"victims": 2}, "victims is 2, but the rows give 1"),
        ({"assessed_by": "tahqiq"}, "assessed_by is tahqiq, but the rows give airwars"),
        ({"not_counted": 1}, "not_counted is 1, but the rows give 0"),
        ({"by_grade": {**TOTALS.by_grade, "weak": 3}}, "by_grade.weak is 3, but the rows give 1"),
        (
            {"killed": {**TOTALS.killed, "all": KilledTotal(incidents=1, min=6, max=7, unknown=0)}},
            "killed.all.min is 6, but the rows give 5",
        ),
        (
            {
                "responses": {
                    "coalition": replace(
                        TOTALS.responses["coalition"], conceded_killed=ConcededTotal(min=None, max=5)
                    )
                }
            },
            "responses.coalition.conceded_killed.min is unknown, but the rows give 5",
        ),
    ],
)
def test_totals_that_do_not_follow_from_the_rows_are_faults(
    tmp_path: Path, totals: dict[str, Any], problem: str
) -> None:
    release(tmp_path / "r", totals=replace(TOTALS, **totals))
    assert check(tmp_path / "r") == [Fault("totals.json", problem)]


def test_totals_that_leave_a_party_out_are_a_fault(tmp_path: Path) -> None:
    release(tmp_path / "r", totals=replace(TOTALS, responses={}))
    assert "responses.coalition.assessments is not given, but the rows give 1" in str(
        check(tmp_path / "r")[0]
    )


def test_totals_that_cannot_be_read_are_a_fault(tmp_path: Path) -> None:
    release(tmp_path / "r", totals=replace(TOTALS, victims="many"))
    (fault,) = check(tmp_path / "r")
    assert fault.path == "totals.json"
    assert fault.problem.startswith("is not what a release holds")


def test_a_wrong_count_of_rows_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def miscounted(table: Any) -> FileEntry:
        return FileEntry(sha256=table.digest.hexdigest(), size=table.size, rows=7)

    monkeypatch.setattr("tahqiq.release.writer._Table.entry", property(miscounted))
    release(folder)
    assert Fault("sites.jsonl", "has 1 rows, not 7") in check(folder)


def test_a_content_id_that_does_not_follow_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.release.writer.content_id", lambda files: "0" * 64)
    release(tmp_path / "r")
    assert "content id does not follow" in str(check(tmp_path / "r")[0])


def test_a_status_that_claims_an_approval_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tahqiq.release.writer.Manifest", lambda **given: Manifest(**(given | {"status": "approved"}))
    )
    release(tmp_path / "r")
    assert [str(fault) for fault in check(tmp_path / "r")] == [
        "manifest.json: the status 'approved' does not follow from the approvals"
    ]

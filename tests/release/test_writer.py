from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from release.sample import PUBLIC_KEY, ROWS, TOTALS, release, rows
from tahqiq.release import RowRefused, check, open_release
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import TABLES, Approval
from tahqiq.vocab.rows import IncidentRow, PartyRow, PlaceRow, VictimRow, Withheld


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def left_beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert release(first) == release(second)
    assert contents(first) == contents(second)


def test_every_table_has_its_file_even_without_rows(tmp_path: Path) -> None:
    manifest = release(tmp_path / "r", rows=iter(()))
    for name in TABLES:
        assert (tmp_path / "r" / f"{name}.jsonl").read_bytes() == b""
        assert manifest.files[f"{name}.jsonl"].rows == 0
    assert (tmp_path / "r" / "media").is_dir()


def test_the_manifest_names_hash_size_and_rows(tmp_path: Path) -> None:
    manifest = release(tmp_path / "r")
    found = contents(tmp_path / "r")
    assert set(found) == {*manifest.files, "manifest.json", "manifest.sig"}
    for name, entry in manifest.files.items():
        assert (entry.size, entry.sha256) == (len(found[name]), hashlib.sha256(found[name]).hexdigest())
    assert manifest.files["claims.jsonl"].rows == 1
    assert manifest.files["totals.json"].rows is None


def test_the_content_id_can_be_made_with_sha256sum(tmp_path: Path) -> None:
    manifest = release(tmp_path / "r")
    names = sorted(manifest.files)
    told = subprocess.run(["sha256sum", *names], cwd=tmp_path / "r", capture_output=True, check=True).stdout
    assert manifest.content == hashlib.sha256(b"".join(sorted(told.splitlines(keepends=True)))).hexdigest()


def test_the_signature_is_of_the_manifests_bytes(tmp_path: Path) -> None:
    release(tmp_path / "r")
    signature, signed = ((tmp_path / "r" / name).read_bytes() for name in ("manifest.sig", "manifest.json"))
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(PUBLIC_KEY)).verify(signature, signed)


def test_without_approval_it_is_unapproved_and_with_one_approved(tmp_path: Path) -> None:
    asked: list[str] = []

    def approvals(content: str) -> list[Approval]:
        asked.append(content)
        return [Approval(by="second person", at="2026-11-23T00:00:00Z")]

    assert release(tmp_path / "r").status == "unapproved"
    approved = release(tmp_path / "r", approvals=approvals)
    assert (approved.status, asked) == ("approved", [approved.content])


def test_an_approval_does_not_change_what_was_approved(tmp_path: Path) -> None:
    before = release(tmp_path / "r")
    after = release(tmp_path / "r", approvals=lambda content: [Approval(by="x", at="2026")])
    assert before.content == after.content


def test_withheld_values_are_counted_by_model_and_field(tmp_path: Path) -> None:
    assert release(tmp_path / "r").withheld == {"victims": {"name_en": 1}}


def test_totals_are_written_for_people_to_read(tmp_path: Path) -> None:
    release(tmp_path / "r")
    text = (tmp_path / "r" / "totals.json").read_text()
    assert '\n  "assessed_by": "airwars"' in text
    assert open_release(tmp_path / "r").totals() == TOTALS


def test_media_are_copied_and_named(tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8" + bytes(2_000_000))
    manifest = release(tmp_path / "r", media=[("tadfi/picture.jpg", picture)])
    entry = manifest.files["media/tadfi/picture.jpg"]
    assert entry.sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert check(tmp_path / "r") == []


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../b", "", "a//b", ".hidden", "a\\b", "a\nb", "x" * 256]
)
def test_media_may_not_leave_their_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(RowRefused, match="not a name for a media file"):
        release(tmp_path / "r", media=[(name, tmp_path / "file")])


def test_one_name_holds_one_medium(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(RowRefused, match="given twice"):
        release(tmp_path / "r", media=[("a", tmp_path / "file")] * 2)


WRONG_ROWS: dict[str, tuple[list[tuple[str, Any]], str]] = {
    "a plain mapping": ([("cases", {"id": "1"})], "a dict is no CaseRow"),
    "another table's row": ([("cases", ROWS[1][1])], "a PartyRow is no CaseRow"),
    "no such table": ([("secrets", ROWS[0][1])], "secrets: no such table"),
    "out of order": ([ROWS[2], ROWS[1]], "parties: no such table, or its rows come out of order"),
    "a table in two stretches": ([ROWS[1], ROWS[2], ROWS[1]], "parties: "),
    "a number for words": (
        [("parties", PartyRow(id="1", slug=7, name_en="", name_ar=""))],
        "parties, row 1: ",
    ),  # type: ignore[arg-type]
    "half a surrogate": (
        [("parties", PartyRow(id="1", slug="\ud800", name_en="", name_ar=""))],
        "parties, row 1",
    ),
    "withheld and yet shown": (
        [("victims", replace(ROWS[11][1], name_en="A. Name"))],
        "victims, row 1: name_en is withheld and yet shown",
    ),
    "withheld and unknown": (
        [("victims", replace(ROWS[11][1], withheld=(Withheld(field="phone", reason="…"),)))],
        "phone is withheld and yet shown",
    ),
}


@pytest.mark.parametrize(("given", "problem"), WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_rows_that_may_not_leave_stop_the_release(
    tmp_path: Path, given: list[tuple[str, Any]], problem: str
) -> None:
    release(tmp_path / "r")
    before = contents(tmp_path / "r")
    with pytest.raises(RowRefused, match=problem):
        release(tmp_path / "r", rows=iter(given))
    assert contents(tmp_path / "r") == before
    assert left_beside(tmp_path / "r") == []


def test_a_position_that_is_no_number_leaves_as_unknown(tmp_path: Path) -> None:
    place = PlaceRow(id="1", name_en=None, name_ar=None, precision="city", lat=float("nan"))
    release(tmp_path / "r", rows=iter([("places", place)]))
    assert next(open_release(tmp_path / "r").rows(PlaceRow)).lat is None


@pytest.mark.parametrize("key", [b"", b"x" * 31, b"x" * 33])
def test_a_key_of_the_wrong_length_is_named(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(BadInput, match="32 bytes"):
        release(tmp_path / "r", signing_key=key)
    assert not (tmp_path / "r").exists()


def test_an_earlier_release_is_replaced(tmp_path: Path) -> None:
    release(tmp_path / "r")
    release(tmp_path / "r", rows=rows(incidents=IncidentRow(id="n1", code="CS2")))
    assert [row.code for row in open_release(tmp_path / "r").rows(IncidentRow)] == ["CS2"]
    assert left_beside(tmp_path / "r") == []


@pytest.mark.parametrize("standing", ["notes.txt", "manifest.json"])
def test_what_is_not_a_release_is_left_alone(tmp_path: Path, standing: str) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / standing).write_text("{}")
    with pytest.raises(BadInput, match="holds something else and is left alone"):
        release(folder)
    assert contents(folder) == {standing: b"{}"}


def test_nothing_stands_there_until_all_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "r"

    def watched() -> Iterator[tuple[str, Any]]:
        for each in rows():
            assert not folder.exists()
            yield each

    release(folder, rows=watched())
    assert check(folder) == []


KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from release.sample import release, rows

def dying(stop):
    for number, each in enumerate(rows()):
        if number == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        yield each

release(Path(sys.argv[1]), rows=dying(int(sys.argv[2])), case="second")
"""


@pytest.mark.parametrize("stop", [0, 7, 13])
def test_kill_leaves_the_old_release_and_the_next_write_clears_up(tmp_path: Path, stop: int) -> None:
    folder = tmp_path / "r"
    release(folder)
    before = contents(folder)
    command = [sys.executable, "-c", KILLED_WHILE_WRITING, str(folder), str(stop)]
    died = subprocess.run(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert died.returncode == -signal.SIGKILL
    assert contents(folder) == before
    assert len(left_beside(folder)) == 1
    release(folder, case="third")
    assert left_beside(folder) == []
    assert open_release(folder).manifest.case == "third"


def test_rows_are_decodable_one_a_line(tmp_path: Path) -> None:
    release(tmp_path / "r")
    lines = (tmp_path / "r" / "victims.jsonl").read_bytes().splitlines()
    assert msgspec.json.decode(lines[0], type=VictimRow) == ROWS[11][1]

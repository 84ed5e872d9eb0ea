"""A case becomes a signed folder, the same for the same record, approved only by a second person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tahqiq.casebook.actions import approve_release
from tahqiq.casebook.actors import Actor, Permission, local_operator
from tahqiq.casebook.importing.intake import Naming, bring_in
from tahqiq.casebook.models import Case, Release
from tahqiq.casebook.releasing.folder import Written, write_release
from tahqiq.read.tables import open_airwars
from tahqiq.read.testing import write_export
from tahqiq.release import check
from tahqiq.vocab.errors import BadInput, NotPermitted

pytestmark = pytest.mark.django_db

KEY = bytes(range(32))
EDITOR = Actor(name="editor", everywhere=frozenset({Permission.RELEASE}))
PUBLISHER = Actor(name="publisher", everywhere=frozenset({Permission.APPROVE}))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    write_export(tmp_path / "export", incidents=25, seed=5)
    bring_in(
        local_operator(),
        open_airwars(tmp_path / "export"),
        archive=tmp_path / "archive",
        reports=tmp_path,
        naming=Naming(),
    )
    return Case.objects.get()


def _write(case: Case, tmp_path: Path, out: Path | None = None, actor: Actor = EDITOR) -> Written:
    return write_release(actor, case, releases=tmp_path / "releases", signing_key=KEY, out=out)


def test_it_is_named_after_its_content_and_checks(case: Case, tmp_path: Path) -> None:
    written = _write(case, tmp_path)
    assert written.folder.name == f"airwars-{written.manifest.content[:16]}"
    assert check(written.folder) == []
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [written.folder.name]
    assert Release.objects.get().path == written.folder.name


def test_the_same_record_gives_the_same_bytes(case: Case, tmp_path: Path) -> None:
    first, second = (_write(case, tmp_path, out=tmp_path / name).folder for name in ("one", "two"))
    for path in sorted(first.iterdir()):
        if path.is_file():
            assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_a_second_persons_approval_shows_when_it_is_written_again(case: Case, tmp_path: Path) -> None:
    assert _write(case, tmp_path).manifest.status == "unapproved"
    approve_release(PUBLISHER, Release.objects.get())
    written = _write(case, tmp_path)
    assert written.manifest.status == "approved"
    assert [approval.by for approval in written.manifest.approvals] == ["publisher"]
    assert len(list((tmp_path / "releases").iterdir())) == 1
    assert check(written.folder) == []


def test_who_may_not_release_writes_nothing(case: Case, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        _write(case, tmp_path, actor=PUBLISHER)
    assert not (tmp_path / "releases").exists()


def test_a_folder_of_something_else_is_left_alone(case: Case, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter").write_text("mine")
    with pytest.raises(BadInput):
        _write(case, tmp_path, out=other)
    assert [path.name for path in other.iterdir()] == ["letter"]
    assert not Release.objects.exists()


DRAWING = b"""{"format": "basemap/1", "attribution_en": "a", "attribution_ar": "b", "features": []}"""


def test_the_drawn_ground_of_a_case_is_part_of_its_release(case: Case, tmp_path: Path) -> None:
    bare = _write(case, tmp_path)
    (tmp_path / "basemaps").mkdir()
    (tmp_path / "basemaps" / f"{case.slug}.geojson").write_bytes(DRAWING)
    (tmp_path / "basemaps" / "another-case.geojson").write_bytes(b"of another case")
    written = _write(case, tmp_path)
    assert set(written.manifest.files) - set(bare.manifest.files) == {"media/basemap.geojson"}
    assert (written.folder / "media/basemap.geojson").read_bytes() == DRAWING
    assert written.manifest.content != bare.manifest.content
    assert check(written.folder) == []


def test_a_ground_that_is_none_is_named_and_nothing_is_written(case: Case, tmp_path: Path) -> None:
    (tmp_path / "basemaps").mkdir()
    (tmp_path / "basemaps" / f"{case.slug}.geojson").write_bytes(b"{}")
    with pytest.raises(BadInput, match="no basemap"):
        _write(case, tmp_path)
    assert Release.objects.count() == 0

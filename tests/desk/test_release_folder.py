"""What is approved is what lies in the folder, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.record import SHA, Record, actor
from django.conf import settings

from desk.conftest import Enter
from tahqiq.casebook.models import Release
from tahqiq.casebook.releasing.folder import Written, write_release
from tahqiq.desk.home import Home
from tahqiq.desk.release_folder import folder_of, opened, withheld_of


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


@pytest.fixture
def written(record: Record, home: Home) -> Written:
    """A release made by amal, in the home."""
    made = write_release(actor(), record.case, releases=home.releases, signing_key=bytes(32))
    assert made.manifest.status == "unapproved"
    return made


def _release(written: Written) -> Release:
    return Release.objects.get(content=written.manifest.content)


def _address(record: Record, written: Written) -> str:
    return f"/desk/cases/{record.slug}/releases/{_release(written).pk}/"


def test_the_approver_sees_figures_files_and_what_is_withheld(
    record: Record, written: Written, enter: Enter
) -> None:
    page = enter("publisher", case=record.case).get(_address(record, written)).content.decode()
    assert "claims.jsonl" in page
    assert "no basis for publishing this name is recorded" in page
    assert "By the assessment of" in page


def test_withheld_values_are_counted_by_reason(written: Written) -> None:
    folder = opened(_release(written))
    assert folder is not None
    found = withheld_of(folder)
    assert {(each.table, each.field) for each in found} == {
        (table, field) for table, fields in written.manifest.withheld.items() for field in fields
    }
    assert all(each.reason for each in found)


def test_a_large_table_is_counted_without_reading_it(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.desk.release_folder._READ", -1)
    folder = opened(_release(written))
    assert folder is not None
    assert withheld_of(folder)
    assert not any(each.reason for each in withheld_of(folder))


def test_a_whole_folder_can_be_approved(record: Record, written: Written, enter: Enter) -> None:
    browser = enter("publisher", case=record.case)
    content = written.manifest.content
    assert browser.post(f"{_address(record, written)}approve/", {"content": content}).status_code == 302
    assert _release(written).status == "approved"


def test_a_changed_folder_cannot_be_approved(record: Record, written: Written, enter: Enter) -> None:
    file = written.folder / "incidents.jsonl"
    file.write_bytes(file.read_bytes().replace(b"CS1640", b"CS1641"))
    answer = enter("publisher", case=record.case).post(
        f"{_address(record, written)}approve/", {"content": written.manifest.content}
    )
    assert answer.status_code == 400
    assert b"no longer what was written" in answer.content
    assert _release(written).status == "unapproved"


def test_a_release_without_its_folder_cannot_be_approved(record: Record, home: Home, enter: Enter) -> None:
    release = record.one(Release)
    browser = enter("publisher", case=record.case)
    address = f"/desk/cases/{record.slug}/releases/{release.pk}/"
    assert b"is not in this home" in browser.get(address).content
    assert browser.post(f"{address}approve/", {"content": release.content}).status_code == 400


def test_a_home_that_moved_still_finds_its_releases(written: Written) -> None:
    release = _release(written)
    release.path = f"/elsewhere/{written.folder.name}"
    assert folder_of(release) == written.folder.resolve()


@pytest.mark.parametrize("path", ["../keys", "/etc", "..", "../../home/keys"])
def test_a_path_that_leads_out_is_no_release(home: Home, path: str) -> None:
    assert opened(Release(content=SHA, path=path)) is None

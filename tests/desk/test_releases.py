"""The release desk: how a release differs from the last, in words; comparing any two; publishing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from casebook.record import NOW, Record, actor
from django.conf import settings
from django.utils import timezone

from desk.conftest import Enter
from tahqiq.casebook.actions import approve_release
from tahqiq.casebook.models import Approval, Assessment, Job, Release, Victim
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.desk import release_difference
from tahqiq.desk.home import Home
from tahqiq.desk.release_difference import figures_of, read_pair
from tahqiq.desk.release_folder import signed_as_approved
from tahqiq.release import check, open_release
from tahqiq.vocab.errors import BadInput


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


def _make(record: Record, home: Home) -> Release:
    written = write_release(actor(), record.case, releases=home.releases, signing_key=bytes(32))
    return Release.objects.get(content=written.manifest.content)


@pytest.fixture
def two(record: Record, home: Home) -> tuple[Release, Release]:
    """A release, and another after one more person and another toll."""
    Release.objects.all().delete()
    Assessment.objects.filter(assessor="airwars").update(killed_min=4, killed_max=4)
    first = _make(record, home)
    Release.objects.update(created_at=timezone.now() - timedelta(days=1))
    record.new(Victim, name_en="Another")
    Assessment.objects.filter(assessor="airwars").update(killed_min=3, killed_max=9)
    return first, _make(record, home)


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/releases/"


def test_a_release_says_how_it_differs_from_the_last(
    record: Record, two: tuple[Release, Release], enter: Enter
) -> None:
    first, second = two
    page = enter("publisher", case=record.case).get(f"{_begin(record)}{second.pk}/").content.decode()
    assert "What differs from the last release" in page
    assert "Civilians killed, all incidents, at most" in page
    assert "People recorded as harmed" in page
    assert "victims" in page and "killed_max" in page
    assert "What differs from" not in (
        enter("publisher", case=record.case, name="carla")
        .get(f"{_begin(record)}{first.pk}/")
        .content.decode()
    )


def test_any_two_releases_are_compared(record: Record, two: tuple[Release, Release], enter: Enter) -> None:
    first, second = two
    for language, words in (("en", "Civilians killed, all incidents, at least"), ("ar", "على الأقل")):
        browser = enter("publisher", case=record.case, name=language, language=language)
        page = browser.get(f"{_begin(record)}compare/?before={second.pk}&after={first.pk}").content.decode()
        assert words in page
        same = browser.get(f"{_begin(record)}compare/?before={first.pk}&after={first.pk}").content.decode()
        assert words not in same


@pytest.mark.parametrize(
    "asked", ["", "?before=x&after=y", "?before={0}&after=00000000-0000-0000-0000-000000000000"]
)
def test_what_is_no_pair_of_releases_is_not_found(
    record: Record, two: tuple[Release, Release], enter: Enter, asked: str
) -> None:
    address = f"{_begin(record)}compare/{asked.format(two[0].pk)}"
    assert enter("publisher", case=record.case).get(address).status_code == 404


def test_large_releases_are_compared_in_the_background(
    record: Record, two: tuple[Release, Release], enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    monkeypatch.setattr(release_difference, "AT_ONCE", 0)
    browser = enter("publisher", case=record.case)
    address = f"{_begin(record)}compare/?before={first.pk}&after={second.pk}"
    assert "Compare in the background" in browser.get(address).content.decode()
    asked = {"kind": "compare", "arguments": {"before": str(first.pk), "after": str(second.pk)}}
    job = record.new(Job, **asked, state="waiting", asked_at=timezone.now())
    assert "are being compared" in browser.get(address).content.decode()
    figure = {"figure": "victims", "before": 1, "after": 2}
    Job.objects.filter(pk=job.pk).update(
        state="finished", finished_at=NOW, result={"tables": [], "figures": [figure]}
    )
    page = browser.get(address).content.decode()
    assert "People recorded as harmed" in page and "No row differs" in page


def test_a_release_that_is_not_here_is_compared_with_nothing(
    record: Record, two: tuple[Release, Release], enter: Enter
) -> None:
    first, second = two
    Release.objects.filter(pk=first.pk).update(path="elsewhere")
    first.refresh_from_db()
    with pytest.raises(BadInput, match="not in this home"):
        read_pair(first, second)
    page = enter("publisher", case=record.case).get(f"{_begin(record)}{second.pk}/")
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("by_grade.fair", "Incidents graded Fair"),
        ("responses.coalition.assessments", "coalition: answers"),
        ("responses.coalition.conceded_killed.max", "coalition: killed as conceded, at most"),
        ("responses.coalition.non_credible", "coalition: Non-credible"),
        ("something.new", "something.new"),
    ],
)
def test_every_figure_has_its_words(path: str, name: str) -> None:
    (told,) = figures_of([{"figure": path, "before": None, "after": 1200}])
    assert (told.name, told.before, told.after) == (name, "none", "1,200")


def test_an_approved_release_says_so_before_it_is_published(
    record: Record, two: tuple[Release, Release], home: Home, enter: Enter
) -> None:
    _, second = two
    with pytest.raises(BadInput, match="no longer"):
        folder = home.releases / second.path
        (folder / "stray.txt").write_text("x")
        signed_as_approved(second, signing_key=bytes(32))
    (folder / "stray.txt").unlink()
    approve_release(actor(name="basma"), second)
    assert signed_as_approved(second, signing_key=bytes(32)) == folder
    assert open_release(folder).manifest.status == "approved" and check(folder) == []
    assert open_release(folder).manifest.approvals[0].by == Approval.objects.get().approved_by
    before = (folder / "manifest.json").stat().st_mtime_ns
    signed_as_approved(second, signing_key=bytes(32))
    assert (folder / "manifest.json").stat().st_mtime_ns == before, "what says so already is left alone"


def test_publishing_is_offered_to_publishers_once_approved(
    record: Record, two: tuple[Release, Release], enter: Enter
) -> None:
    _, second = two
    browser = enter("publisher", case=record.case)
    address = f"{_begin(record)}{second.pk}/"
    assert b"Publish this release" not in browser.get(address).content
    assert browser.post(f"{address}approve/", {"content": second.content}).status_code == 302
    assert b"Publish this release" in browser.get(address).content
    assert b"Publish this release" not in enter("editor", case=record.case, name="carla").get(address).content


def test_a_list_of_releases_offers_making_and_comparing(
    record: Record, two: tuple[Release, Release], enter: Enter, django_assert_max_num_queries: Any
) -> None:
    browser = enter("editor", case=record.case)
    with django_assert_max_num_queries(12):
        page = browser.get(_begin(record)).content.decode()
    assert "Make a release" in page and "Compare the two" in page
    publisher = enter("publisher", case=record.case, name="carla").get(_begin(record)).content.decode()
    assert "Make a release" not in publisher

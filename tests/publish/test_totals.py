"""Totals on the pages are those of the release, and their trails list what they are made of."""

from __future__ import annotations

import pytest

from publish.reading import Site
from publish.releases import made

TOTALS = made(incidents=12).totals
assert TOTALS is not None


def _rows(site: Site, path: str) -> int:
    return len(site.page(path).all("tbody")[0].all("tr")) if site.page(path).all("tbody") else 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_front_shows_every_total_with_whose_assessment_heads_it(site: Site, language: str) -> None:
    words = site.page(f"{language}/index.html").words()
    assert TOTALS is not None
    for total in TOTALS.killed.values():
        assert f"{total.min}–{total.max}" in words.replace("\u2066", "").replace("\u2069", "")
    assert ("The made-up recorder" if language == "en" else "المسجّل المختلق") in words


def test_the_trail_of_a_sum_lists_each_of_its_incidents(site: Site) -> None:
    assert TOTALS is not None
    for key, total in TOTALS.killed.items():
        name = key.replace("_", "-")
        assert _rows(site, f"en/totals/killed-{name}.html") == total.incidents
        assert _rows(site, f"en/totals/unknown-{name}.html") == total.unknown


def test_the_trails_of_counts_list_what_they_count(site: Site) -> None:
    assert TOTALS is not None
    assert _rows(site, "en/totals/incidents.html") == TOTALS.incidents
    assert _rows(site, "en/totals/not-counted.html") == TOTALS.not_counted
    for grade, n in TOTALS.by_grade.items():
        assert _rows(site, f"en/totals/grade-{grade}.html") == n


def test_the_trails_of_answers_list_the_answers_in_each_state(site: Site) -> None:
    assert TOTALS is not None
    response = TOTALS.responses["northern_army"]
    assert _rows(site, "en/totals/answers-northern-army.html") == response.assessments
    assert _rows(site, "en/totals/answers-northern-army-credible.html") == response.credible
    assert _rows(site, "en/totals/answers-northern-army-non-credible.html") == response.non_credible


def test_people_of_incidents_kept_apart_are_not_in_the_total_of_people(site: Site) -> None:
    everybody = len(site.page("en/victims/index.html").all("li"))
    counted = len(site.page("en/totals/people.html").all("li"))
    assert counted < everybody

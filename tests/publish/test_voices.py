"""A source's pages: everything it said here, kind by kind."""

from __future__ import annotations

from pathlib import Path

from publish.opened import Opened
from publish.reading import Site
from publish.releases import made
from tahqiq.publish import voices


def test_each_kind_of_thing_a_source_said_has_its_pages(site: Site) -> None:
    page = site.page("en/sources/recorder.html")
    parts = next(each for each in page.all("nav", "class") if each.attributes["class"] == "parts")
    assert [link.words() for link in parts.all("a")] == [
        "Claims",
        "Its own ranges and grades",
        "People it lists",
        "Answers it carries",
        "Statements it carries",
    ]
    assert "INV0001 · The made-up recorder: Fair" in site.page("en/sources/recorder-assessments.html").words()
    answers = site.page("en/sources/recorder-answers.html").words()
    assert "INV0001 · The northern army: Non-credible" in answers
    assert "Statement on civilian casualties" in site.page("en/sources/recorder-statements.html").words()


def test_listed_people_go_by_their_names_where_they_may(site: Site) -> None:
    words = site.page("en/sources/recorder-listings.html").words()
    assert "Person Alder" in words
    assert "A person whose name is not shown" in words


def test_a_source_that_only_claims_has_one_page(site: Site) -> None:
    paths = [path for path in site.paths() if path.startswith("en/sources/team")]
    assert paths == ["en/sources/team.html"]


def test_long_lists_go_on_on_other_pages(tmp_path: Path) -> None:
    paths = Opened(made(incidents=80), tmp_path).paths(voices.pages)
    assert "sources/recorder-page-2.html" in paths
    assert "sources/recorder-assessments-page-2.html" not in paths

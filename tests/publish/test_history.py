"""What changed and what was corrected: told by day and kind, and the form that works without a script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publish.opened import Opened
from publish.reading import Site
from publish.releases import made
from tahqiq.publish import history


def test_an_incident_tells_what_changed_since_it_was_published(site: Site) -> None:
    changed = site.page("en/incidents/inv0000.html").words()
    assert "3 February 2026 The range or the grade: the evidence or the rules changed" in changed
    assert "What changed since" not in site.page("en/incidents/inv0001.html").words()


def test_the_log_tells_what_came_of_letters_and_points_at_nobody(site: Site) -> None:
    page = site.page("en/corrections.html")
    entries = [
        li for ul in page.all("ul", "class") if ul.attributes["class"] == "entries" for li in ul.all("li")
    ]
    person, figure = (each.words() for each in entries)
    assert person == "The record was changed in part April 2026 Somebody named, shown or quoted"
    assert "A figure · INV0001" in figure and "read from the wrong row" in figure
    assert "1 February 2026" not in figure
    assert "Records of a source: a later version of its file was read" in page.words()


def test_the_form_asks_no_identity_and_posts_beside_the_site(site: Site) -> None:
    form = site.page("ar/corrections.html").all("form")[0]
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "../corrections/")
    fields = {each.attributes["name"] for each in form.walk() if "name" in each.attributes}
    assert fields == {"language", "about", "kind", "words", "reply", "website"}
    required = {each.attributes["name"] for each in form.walk() if "required" in each.attributes}
    assert required == {"words"}


def test_the_page_says_how_to_be_safe_and_gives_a_text_to_copy(site: Site) -> None:
    words = site.page("en/corrections.html").words()
    assert "An e-mail can be traced" in words
    assert "corrections@example.org" in words
    assert "What is wrong, and what would be right?" in words
    assert "mailto:" not in (site.folder / "en" / "corrections.html").read_text("utf-8")


def test_no_address_is_made_up(tmp_path: Path) -> None:
    release = made(incidents=1)
    release.tables["cases"] = [replace(row, corrections_to="") for row in release.tables["cases"]]
    release.tables["corrections"], release.tables["changes"] = [], []
    words = Opened(release, tmp_path).page(history.pages, "corrections.html").words()
    assert "no address for letters is named" in words
    assert "No letter has been decided yet." in words


def test_every_incident_and_person_leads_to_the_corrections(site: Site) -> None:
    for path in ("en/incidents/inv0001.html", "en/people/person-birch.html"):
        hrefs = {link.attributes["href"] for link in site.page(path).all("a", "href")}
        assert "../corrections.html?about=INV0001" in hrefs


def test_a_release_of_before_these_tables_is_published(tmp_path: Path) -> None:
    release = made(incidents=1)
    del release.tables["changes"], release.tables["corrections"]
    page = Opened(release, tmp_path).page(history.pages, "corrections.html")
    assert "No letter has been decided yet." in page.words()

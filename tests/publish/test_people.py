"""Pages of people and the wall: names as recorded in both scripts, and nobody left out for having none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from publish.opened import Opened
from publish.reading import Element, Site
from publish.releases import key, made
from tahqiq.publish import people, wall
from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.names import family, is_romanised, name_in_latin, spellings
from tahqiq.vocab.rows import ListingRow, VictimRow


@pytest.fixture(scope="module")
def families(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """An incident with two people of one family name, one of them spelled in two ways, and one of another."""
    release = made(incidents=1)
    incident = key("incident", 0)
    listed = [
        VictimRow(id="one", incident=incident, name_en="Ahmad al-Najjar", name_ar="أحمد النجار", listings=2),
        VictimRow(id="two", incident=incident, name_en=None, name_ar="منى النجار", status="killed"),
        VictimRow(id="three", incident=incident, name_en="Ali Saleh", name_ar=None),
        VictimRow(id="four", incident=None, name_en="Nowhere Known", name_ar=None),
    ]
    release.tables["victims"] = listed
    listing = release.tables["listings"][0]
    assert isinstance(listing, ListingRow)
    release.tables["listings"] = [
        replace(listing, id="l1", victim="one", columns=("name", "age"), quote="Ahmed Al Najar\n34"),
        replace(listing, id="l2", victim="one", columns=("name",), quote="Ahmad al-Najjar"),
    ]
    return Opened(release, tmp_path_factory.mktemp("family"))


def _people(edition: Edition) -> Iterator[Page]:
    return chain(people.pages(edition, key("incident", 0)), people.pages(edition, None))


def _places(wall_page: Element) -> list[Element]:
    """Everybody's place on a page of the wall."""
    lists = [ul for ul in wall_page.all("ul", "class") if ul.attributes["class"] == "names"]
    return [li for ul in lists for li in ul.all("li")]


def test_a_person_stands_in_both_scripts_with_the_other_spellings(families: Opened) -> None:
    page = families.page(_people, "people/ahmad-al-najjar.html").words()
    assert "Ahmad al-Najjar أحمد النجار" in page
    assert "Also spelled Ahmed Al Najar" in page
    arabic = families.page(_people, "people/ahmad-al-najjar.html", "ar")
    assert arabic.all("h1")[0].words() == "أحمد النجار"


def test_latin_letters_of_ours_are_marked_as_ours(families: Opened) -> None:
    page = families.page(_people, "people/mona-al-najjar.html")
    assert "Mona al-Najjar romanised by us" in page.words()
    assert "romanised by us" not in families.page(_people, "people/ahmad-al-najjar.html").words()
    assert "Mona" not in families.page(_people, "people/mona-al-najjar.html", "ar").words()


def test_family_is_who_bears_the_same_last_name_in_the_same_incident(families: Opened) -> None:
    page = families.page(_people, "people/ahmad-al-najjar.html")
    section = next(each for each in page.all("section") if each.attributes.get("aria-labelledby") == "family")
    assert "منى النجار" in section.words()
    assert "Ali Saleh" not in section.words()
    assert "Others of the same family name" not in families.page(_people, "people/ali-saleh.html").words()


def test_what_is_known_is_quoted_from_whom(families: Opened) -> None:
    page = families.page(_people, "people/ahmad-al-najjar.html")
    quoted = list(page.all("article"))
    assert len(quoted) == 2
    assert all(each.has("data-quote") and each.has("data-hash") for each in quoted)
    assert "The made-up recorder" in quoted[0].words()
    assert "No list of a source is held" in families.page(_people, "people/nowhere-known.html").words()


def test_a_person_whose_name_is_withheld_has_no_page_but_a_place(site: Site, release: Path) -> None:
    shown = [path for path in site.paths() if path.startswith("en/people/")]
    wall_page = site.page("en/names/index.html")
    places = _places(wall_page)
    nameless = [li for li in places if "name is not shown" in li.words()]
    assert len(places) == 24
    assert len(places) - len(nameless) == len(shown) == 12


def test_the_wall_goes_by_the_days_and_ends_with_those_of_no_incident(families: Opened) -> None:
    headings = [each.words() for each in families.page(wall.pages, "names/index.html").all("h2")]
    assert headings == ["1 January 2017 · The Alder house", "Not tied to one incident"]


def test_every_name_on_a_list_leads_to_its_page(site: Site) -> None:
    page = site.page("en/incidents/inv0000.html")
    named = [a.attributes["href"] for a in page.all("a", "href") if "/people/" in a.attributes["href"]]
    assert named == ["../people/person-alder.html"]


def test_a_long_wall_goes_on_on_other_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.publish.wall.PER_PAGE", 10)
    opened = Opened(made(incidents=12), tmp_path)
    paths = opened.paths(wall.pages)
    assert paths == ["names/index.html", "names/index-page-2.html", "names/index-page-3.html"]
    places = [li for path in paths for li in _places(opened.page(wall.pages, path))]
    assert len(places) == 24


def test_a_wall_of_nobody_says_so(tmp_path: Path) -> None:
    page = Opened(made(incidents=0), tmp_path).page(wall.pages, "names/index.html")
    assert "No person is listed." in page.words()


def test_names_without_letters_or_second_words_claim_nothing() -> None:
    row = VictimRow(id="v", incident=None, name_en="Abu", name_ar=None)
    assert family(row) == frozenset()
    assert spellings(row, ["Abu", "", "7"]) == []
    assert name_in_latin(VictimRow(id="v", incident=None, name_en=None, name_ar=None)) == ""
    assert not is_romanised(row)

"""Who says how many: one population at a time, drawn without a script, words kept as words."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.opened import Opened
from publish.reading import Element, Site
from publish.releases import made
from tahqiq.publish import says

PAGE = "totals/says-deaths.html"


def _rows(page: Element) -> dict[str, Element]:
    """Each figure with its row."""
    lists = [each for each in page.all("ul", "class") if each.attributes["class"] == "said-list"]
    rows = [row for each in lists for row in each.all("li")]
    figures = [next(p for p in row.all("p", "class") if p.attributes["class"] == "figure") for row in rows]
    return {figure.words(): row for figure, row in zip(figures, rows, strict=True)}


def _marks(row: Element) -> list[str]:
    return [a.attributes["class"] for a in row.all("a", "class") if a.attributes["class"].startswith("mark")]


def test_each_figure_stands_with_its_speaker_day_bound_and_basis(site: Site) -> None:
    row = _rows(site.page(f"en/{PAGE}"))["more than 1,600"].words()
    for told in ("A spokesman of the made-up team", "October 2018", "A lower bound", "asserts", "notebooks"):
        assert told in row


def test_shapes_say_what_kind_of_figure_it_is(site: Site) -> None:
    rows = _rows(site.page(f"en/{PAGE}"))
    assert _marks(rows["more than 1,600"]) == ["mark mark-at_least"]
    assert _marks(rows["1,200–1,400"]) == ["mark mark-range"]
    assert _marks(rows["up to 40"]) == ["mark mark-at_most"]
    bodies = _rows(site.page("en/totals/says-bodies.html"))
    assert _marks(bodies["about 40"]) == ["mark mark-about"]


def test_words_without_a_number_have_no_place_on_the_axis(site: Site) -> None:
    row = _rows(site.page(f"en/{PAGE}"))["thousands"]
    assert _marks(row) == []
    assert row.all("svg") == []


def test_every_mark_opens_the_words_it_rests_on(site: Site) -> None:
    page = site.page(f"en/{PAGE}")
    for row in _rows(page).values():
        figure = next(a for a in row.all("a", "class") if a.attributes["class"] == "n")
        for mark in (a for a in row.all("a", "class") if "mark-" in a.attributes["class"]):
            assert mark.attributes["href"] == figure.attributes["href"]
            assert mark.attributes["tabindex"] == "-1"


def test_what_counts_different_things_never_shares_an_axis(site: Site) -> None:
    page = site.page(f"en/{PAGE}")
    charts = [each for each in page.all("section", "class") if each.attributes["class"] == "chart"]
    assert [chart.all("h2")[0].words() for chart in charts] == ["People killed", "People left"]
    assert len(charts[0].all("svg")) > 1
    assert charts[1].all("svg") == []


def test_the_armed_actors_answers_stand_apart(site: Site) -> None:
    page = site.page(f"en/{PAGE}").words()
    assert page.index("1,200–1,400") < page.index("What the armed actors answered") < page.index("A general")
    assert "We hold no answer." in page


@pytest.mark.parametrize(("language", "first"), [("en", True), ("ar", False)])
def test_the_axis_begins_where_reading_begins(site: Site, language: str, first: bool) -> None:
    row = _rows(site.page(f"{language}/{PAGE}"))
    bar = next(each.all("rect", "class") for each in row.values() if "mark-range" in str(_marks(each)))
    at = float(next(r for r in bar if r.attributes["class"] == "bar").attributes["x"].removesuffix("%"))
    assert (at > 50) is first


def test_a_population_without_a_figure_says_so(tmp_path: Path) -> None:
    release = made(incidents=1)
    release.tables["claims"] = [row for row in release.tables["claims"] if row.population is None]
    page = Opened(release, tmp_path).page(says.pages, PAGE)
    assert "No figure is recorded." in page.words()


def test_the_front_leads_to_each_population(site: Site) -> None:
    hrefs = {link.attributes["href"] for link in site.page("en/index.html").all("a", "href")}
    assert {PAGE, "totals/says-bodies.html"} <= hrefs

"""What each kind of page tells its reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publish.reading import Site
from publish.releases import INTERVIEW, NOTE, TABLE, TEXT, key, made, write
from tahqiq.publish import publish


def test_an_incident_puts_people_first(site: Site) -> None:
    headings = [h.words() for h in site.page("en/incidents/inv0000.html").all("h2")]
    assert headings[:2] == ["The people", "How many, and how well established"]


def test_a_withheld_name_is_replaced_by_the_reason_and_who_reviewed_it(site: Site) -> None:
    words = site.page("en/incidents/inv0001.html").words()
    assert "A person whose name is not shown" in words
    assert "no basis for publishing this name is recorded Reviewed by An editor." in words
    assert "لم يُسجَّل أساس لنشر هذا الاسم" in site.page("ar/incidents/inv0001.html").words()


def test_the_heading_assessment_stands_first_and_ours_says_how_it_differs(site: Site) -> None:
    page = site.page("en/incidents/inv0000.html")
    first, second = (s for s in page.all("section") if "assessment" in s.attributes.get("class", ""))
    assert "The made-up recorder" in first.words()
    assert "Heads the totals of this case" in first.words()
    assert "Differs from the assessment that heads the totals in: Grade" in second.words()


def test_an_unknown_range_says_unknown_and_never_zero(site: Site) -> None:
    page = site.page("en/incidents/inv0004.html")
    first = next(s for s in page.all("section") if "heads" in s.attributes.get("class", ""))
    assert "Civilians killed Unknown" in first.words()


def test_silence_is_not_called_a_denial(site: Site) -> None:
    assert "We hold no answer." in site.page("en/incidents/inv0002.html").words()
    assert "لا نملك رداً." in site.page("ar/incidents/inv0002.html").words()
    assert "We hold no answer." not in site.page("en/incidents/inv0001.html").words()


def test_a_general_location_says_so_and_shows_no_point(site: Site) -> None:
    assert "This is a general location" in site.page("en/incidents/inv0001.html").words()
    assert "35.95, 39.01" in site.page("en/incidents/inv0000.html").words()


def test_an_incident_kept_apart_says_why(site: Site) -> None:
    assert (
        "Kept apart from the totals. It happened in another city."
        in site.page("en/incidents/inv0005.html").words()
    )


def test_a_quote_from_a_text_is_marked_in_its_context(site: Site) -> None:
    page = site.page(f"en/claims/{TEXT[:16]}.html")
    text = next(d for d in page.all("div") if d.attributes.get("class") == "text")
    assert "".join(part for part, _ in text.texts()) == NOTE
    assert {m.words() for m in text.all("mark")} > {"more than 1,600", "Thousands", "people had died"}


def test_a_withheld_quote_shows_its_reason_and_never_its_words(site: Site) -> None:
    article = site.page(f"en/claims/{INTERVIEW[:16]}.html").with_id(f"c-{key('claim', 'the invented city')}")
    assert article is not None
    assert "Quote withheld. it would show who spoke Reviewed by An editor." in article.words()
    assert not article.has("data-quote")


def test_cells_are_named_by_column_and_record_with_the_hash_of_the_table(site: Site) -> None:
    article = site.page(f"en/claims/{TABLE[:16]}-of-inv0003.html").with_id(
        f"c-{key('claim', 3, 'civilians', 'killed')}"
    )
    assert article is not None
    words = article.words()
    assert "civilians_killed_min 3.0 civilians_killed_max 3.0" in words
    assert "record 3" in words
    assert TABLE in words


def test_an_imported_range_says_that_its_trail_ends_at_the_source(site: Site) -> None:
    article = site.page(f"ar/claims/{TABLE[:16]}-of-inv0003.html").with_id(
        f"a-{key('assessment', 3, 'recorder')}"
    )
    assert article is not None
    assert "النطاق حدده المصدر" in article.words()


def test_the_chain_of_attribution_runs_from_carrier_to_speaker(site: Site) -> None:
    article = site.page(f"en/claims/{TEXT[:16]}.html").with_id(f"c-{key('claim', 'more than 1,600')}")
    assert article is not None
    assert "A made-up paper ← A spokesman of the made-up team" in article.words()


def test_populations_stand_apart_and_words_stay_words(site: Site) -> None:
    page = site.page("en/index.html")
    panels = [s for s in page.all("section") if s.attributes.get("id", "").startswith("population-")]
    assert [panel.all("h3")[0].words() for panel in panels] == [
        "Deaths in the invented city",
        "Bodies recovered",
    ]
    assert "thousands" in panels[0].words()
    assert "more than 1,600" in panels[0].words()
    assert "A lower bound: the speaker says there were more." in panels[0].words()
    assert "about 40" not in panels[0].words()


def test_recovery_sites_enter_no_list_of_incidents(site: Site) -> None:
    assert "about 40" in site.page("en/sites/index.html").words()
    assert "The made-up park" not in site.page("en/incidents/index.html").words()


def test_a_site_names_of_the_found_only_whom_it_may(site: Site) -> None:
    page = site.page("en/sites/index.html")
    words = page.words()
    assert "2 people recovered here were identified" in words
    assert "Person Alder by DNA" in words
    assert "Name withheld by the teeth" in words
    assert any("people/" in each.attributes.get("href", "") for each in page.all("a"))


def test_findings_name_their_standard_of_proof(site: Site) -> None:
    assert "a neighbour named nobody" in site.page("en/claims/index-context.html").words()
    assert "reasonable grounds to believe" in site.page(f"en/claims/{TEXT[:16]}.html").words()


def test_an_item_says_what_it_was_made_from(site: Site) -> None:
    words = site.page(f"en/items/{TEXT[:16]}.html").words()
    assert TEXT in words
    assert f"Made from {TABLE} note" in words


def test_a_translation_names_its_translator(site: Site) -> None:
    words = site.page(f"ar/claims/{TEXT[:16]}.html").words()
    assert "ملاحظتنا على مقال مختلق." in words
    assert "the editors of the tests" in words


def test_english_words_on_an_arabic_page_are_marked_as_english(site: Site) -> None:
    page = site.page(f"ar/claims/{TEXT[:16]}.html")
    marked = [b for b in page.all("bdi") if b.words() == "the notebooks of the made-up team"]
    assert marked
    assert {b.attributes.get("lang") for b in marked} == {"en"}


def test_downloads_name_every_file_with_its_hash(site: Site, release: Path) -> None:
    words = site.page("en/downloads.html").words()
    for path in filter(Path.is_file, release.iterdir()):
        assert path.name in words


def test_long_lists_come_in_pages(tmp_path: Path) -> None:
    publish(write(made(incidents=401), tmp_path / "release"), tmp_path / "site")
    site = Site(tmp_path / "site")
    rows = [
        len(site.page(f"en/incidents/index{part}.html").all("tbody")[0].all("tr"))
        for part in ("", "-page-2", "-page-3")
    ]
    assert rows == [200, 200, 1]
    assert "Page 2 of 3" in site.page("en/incidents/index-page-2.html").words()


@pytest.mark.parametrize("missing", ["title_ar", "summary_ar"])
def test_what_has_no_arabic_is_shown_in_english_and_marked(tmp_path: Path, missing: str) -> None:
    release = made(incidents=1)
    release.tables["cases"][0] = replace(release.tables["cases"][0], **{missing: ""})
    publish(write(release, tmp_path / "release"), tmp_path / "site")
    english = {
        "title_ar": "The invented city",
        "summary_ar": "A case made up for tests. Nobody in it exists.",
    }
    marked = [
        b for b in Site(tmp_path / "site").page("ar/index.html").all("bdi") if b.words() == english[missing]
    ]
    assert marked[0].attributes["lang"] == "en"

"""A story of a release as pages: what stands where, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from publish.opened import Opened
from publish.reading import Element, Site
from publish.releases import made, write
from publish.telling import FIRST, SECOND, SLUG, with_story
from tahqiq.publish import publish
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.stories.chapters import leads, pages
from tahqiq.publish.stories.plots import plot
from tahqiq.vocab.stories import ChapterRow, LiveValue, Shown, Span, TextBlock

CONTENTS = f"story/{SLUG}/index.html"
STREET, MANY = f"story/{SLUG}/{FIRST}.html", f"story/{SLUG}/{SECOND}.html"


def _one(page: Element, tag: str, **attributes: str) -> Element:
    found = [
        each
        for each in page.all(tag)
        if all(each.attributes.get(name.rstrip("_")) == value for name, value in attributes.items())
    ]
    assert len(found) == 1, (tag, attributes, len(found))
    return found[0]


def test_the_contents_name_every_chapter_with_its_length(site: Site) -> None:
    contents = _one(site.page(f"en/{CONTENTS}"), "nav", class_="contents")
    assert [link.attributes["href"] for link in contents.all("a")] == [f"{FIRST}.html", f"{SECOND}.html"]
    assert "1 minute to read" in contents.words()
    assert _one(site.page(f"en/{CONTENTS}"), "a", class_="begin").attributes["href"] == f"{FIRST}.html"


def test_a_chapter_says_where_it_stands_and_what_comes_next(site: Site) -> None:
    page = site.page(f"en/{STREET}")
    assert "Chapter 1 of 2" in page.words()
    assert _one(page, "a", rel="next").attributes["href"] == f"{SECOND}.html"
    assert not [link for link in page.all("a") if link.attributes.get("rel") == "prev"]
    assert _one(site.page(f"en/{MANY}"), "a", rel="prev").attributes["href"] == f"{FIRST}.html"
    assert "الفصل 2 من 2" in site.page(f"ar/{MANY}").words().replace("\u2066", "").replace("\u2069", "")


@pytest.mark.parametrize("path", [STREET, MANY])
def test_a_content_note_and_a_way_out_stand_before_the_words(site: Site, path: str) -> None:
    page = site.page(f"en/{path}")
    words = page.all("main")[0].words()
    assert words.index("This chapter tells of deaths.") < words.index(
        "A morning" if path == STREET else "street from"
    )
    ways = [link for link in page.all("a") if "data-leave" in link.attributes]
    assert {site.follow(f"en/{path}", link.attributes["href"])[0] for link in ways} == {"leave.html"}
    assert "invented" not in site.page("leave.html").words()


def test_every_block_has_the_same_anchor_in_both_languages(site: Site) -> None:
    for path in (STREET, MANY):
        english, arabic = (
            [each.attributes["id"] for each in _blocks(site.page(f"{language}/{path}"))]
            for language in ("en", "ar")
        )
        assert english == arabic


def _blocks(page: Element) -> list[Element]:
    (found,) = [each for each in page.all("div") if "data-blocks" in each.attributes]
    return [each for each in found.children if isinstance(each, Element)]


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("1,200–1,400", "claims/"),
        ("1–2", "claims/"),
        ("Person Alder", "people/person-alder.html"),
        ("1 January 2017", "incidents/inv0000.html"),
        ("2 sources", "sources/index.html"),
        ("in this house", "incidents/inv0000.html"),
        ("the next chapter", f"story/{SLUG}/{SECOND}.html"),
    ],
)
def test_a_live_value_opens_what_it_rests_on(site: Site, words: str, leads_to: str) -> None:
    opening = site.page(f"en/{STREET}").with_id("opening")
    assert opening is not None
    link = next(link for link in opening.all("a") if link.words() == words)
    target, _ = site.follow(f"en/{STREET}", link.attributes["href"])
    assert target.startswith(f"en/{leads_to}")


def test_a_picture_has_files_for_every_browser_and_keeps_its_place(site: Site) -> None:
    picture = site.page(f"en/{STREET}").with_id("picture")
    assert picture is not None
    (image,) = picture.all("img")
    assert {"width": "960", "height": "600", "loading": "lazy"}.items() <= image.attributes.items()
    assert image.attributes["alt"] == "A grey surface that grows lighter."
    (source,) = picture.all("source")
    assert source.attributes["type"] == "image/avif"
    assert "one-small.avif 480w" in source.attributes["srcset"]
    target, _ = site.follow(f"en/{STREET}", image.attributes["src"])
    assert (site.folder / target).is_file()
    assert "fx-2" in image.attributes["class"]


def test_a_graphic_picture_is_covered_until_somebody_asks(site: Site) -> None:
    covered = site.page(f"en/{STREET}").with_id("covered")
    assert covered is not None
    (details,) = covered.all("details")
    assert "open" not in details.attributes
    assert details.all("img")[0].attributes["loading"] == "lazy"
    assert "Graphic picture A grey surface" in covered.words()
    assert "Faces or plates were blurred" in covered.words()


def test_a_recording_speaks_only_when_asked_and_has_captions_and_a_transcript(site: Site) -> None:
    spoken = site.page(f"en/{STREET}").with_id("spoken")
    assert spoken is not None
    (sound,) = spoken.all("audio")
    assert sound.attributes["preload"] == "none"
    assert "autoplay" not in sound.attributes
    assert next(cue.words() for cue in spoken.all("span", "data-start")) == "The first line."
    assert "A synthetic voice: no person speaks here." in spoken.words()
    (track,) = spoken.all("track")
    captions = (site.folder / site.follow(f"en/{STREET}", track.attributes["src"])[0]).read_text("utf-8")
    assert captions.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nThe first line.\n")


def test_words_without_a_voice_say_that_they_await_one(site: Site) -> None:
    unspoken = site.page(f"ar/{STREET}").with_id("unspoken")
    assert unspoken is not None
    assert "هذه الكلمات تنتظر صوتاً بشرياً" in unspoken.words()
    assert not unspoken.all("audio")
    assert "كلام بلا صوت." in unspoken.words()


def test_a_withheld_quote_says_why_and_shows_nothing(site: Site) -> None:
    silent = site.page(f"en/{STREET}").with_id("silent")
    assert silent is not None
    assert silent.words() == "Quote withheld. it would show who spoke"


def test_a_scene_and_a_chart_say_the_same_in_words(site: Site) -> None:
    page = site.page(f"en/{MANY}")
    scene, says = page.with_id("scene"), page.with_id("says")
    assert scene is not None
    assert says is not None
    assert next(each.words() for each in scene.all("li", "data-mark")).startswith(
        "The Alder house 1 January 2017"
    )
    assert "not drawn: a point would claim more than is known" in scene.words()
    assert len(scene.all("g", "data-mark")) == 2
    (table,) = says.all("table")
    assert "A reporter 1,200–1,400 October 2018" in table.words()


def test_a_document_is_open_at_its_passage(site: Site) -> None:
    document = site.page(f"en/{MANY}").with_id("document")
    assert document is not None
    assert document.all("mark")[0].words() == "A spokesman"
    assert document.has("data-hash")


def test_the_front_leads_with_the_only_story(site: Site) -> None:
    main = site.page("en/index.html").all("main")[0]
    assert main.all("h1")[0].words() == "The made-up house"
    begin = _one(main, "a", class_="begin").attributes["href"]
    assert site.follow("en/index.html", begin)[0] == f"en/{STREET}"
    assert main.words().index("The made-up house") < main.words().index("The invented city")


def test_without_a_story_nothing_is_said_of_one(approved_site: Site) -> None:
    assert approved_site.page("en/index.html").all("h1")[0].words() == "The invented city"
    assert not (approved_site.folder / "leave.html").exists()


def test_several_stories_are_listed(tmp_path: Path) -> None:
    release = with_story(made(incidents=1))
    (story,) = release.tables["stories"]
    release.tables["stories"].append(replace(story, id="another", slug="another", cover=None))
    edition = Opened(release, tmp_path).edition()
    assert [lead.href for lead in leads(edition)] == [CONTENTS, "story/another/index.html"]
    assert leads(edition)[1].begin == "story/another/index.html"


def test_a_chapter_in_one_language_stands_in_the_other_and_says_so(tmp_path: Path) -> None:
    release = with_story(made(incidents=2))
    rows = release.tables["chapters"]
    rows[:] = [row for row in rows if (row.slug, row.language) != (SECOND, "ar")]
    publish(write(release, tmp_path / "release"), tmp_path / "site")
    page = Site(tmp_path / "site").page(f"ar/{MANY}")
    assert "لم يُكتب هذا الفصل بهذه اللغة بعد" in page.words()
    assert page.all("article")[0].attributes["lang"] == "en"


Change = Callable[[ChapterRow], ChapterRow]


def _opening(row: ChapterRow, **changes: Any) -> ChapterRow:
    block = row.blocks[0]
    assert isinstance(block, TextBlock)
    return replace(row, blocks=(msgspec.structs.replace(block, **changes), *row.blocks[1:]))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda row: replace(row, slug="../up"), "not a name for a page"),
        (lambda row: replace(row, slug="index"), "not a name for a page"),
        (lambda row: replace(row, language="fr"), "not a language"),
        (lambda row: _opening(row, id="main"), "not an id of a block"),
        (lambda row: _opening(row, id='a"b'), "not an id of a block"),
        (lambda row: _opening(row, id=row.blocks[1].id), "not an id of a block"),
        (lambda row: _opening(row, words=((Span(text="7", value=99),),)), "does not carry"),
        (lambda row: _opening(row, words=((Span(text="a", target="page:none"),),)), "a page that is none"),
        (lambda row: _opening(row, words=((Span(text="a", target="moon:1"),),)), "lead to 'moon:1'"),
        (lambda row: _opening(row, words=((Span(text="a", target="incident:x"),),)), "does not hold"),
        (lambda row: replace(row, values=(LiveValue(expression="claim x figure", text="7"),)), "no trail"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused(tmp_path: Path, change: Change, problem: str) -> None:
    release = with_story(made(incidents=2))
    rows = release.tables["chapters"]
    rows[0] = change(rows[0])
    with pytest.raises(UnfitRelease, match=problem):
        list(pages(Opened(release, tmp_path).edition()))


def test_a_file_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    release = with_story(made(incidents=2))
    release.media.popitem()
    with pytest.raises(UnfitRelease, match="a file that the release does not hold"):
        list(pages(Opened(release, tmp_path).edition()))


def test_figures_stand_over_their_days(tmp_path: Path) -> None:
    edition = Opened(made(incidents=0), tmp_path).edition()
    told = [("2018-10", 10, 20), ("2019-02", 40, None), ("", 7, 7), ("2020", None, 30), ("soon", 1, 1)]
    shown = tuple(
        Shown(label="x", text="x", value=0, min=low, max=high, said_from=day, said_to=day)
        for day, low, high in told
    )
    drawn = plot(edition, shown)
    assert drawn is not None
    assert [each.number for each in drawn.figures] == [0, 1, 3]
    assert [each.open for each in drawn.figures] == ["", "up", "down"]
    assert drawn.figures[0].high < drawn.figures[0].low
    assert [text for _, text in drawn.years] == ["2019", "2020"]
    assert plot(edition, shown[:1]) is None

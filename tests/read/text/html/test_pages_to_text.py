import re
from collections import Counter

import pytest
import trafilatura

from tahqiq.read.text.html.reading import read_page
from tahqiq.read.text.reading import read_document
from tahqiq.read.text.testing.pages import TEMPLATES, MadePage, made_pages

PAGES = made_pages(4 * len(TEMPLATES), seed=11)


def f1(got: str, page: MadePage) -> float:
    without_title = got.replace(page.story.title, "", 1)
    true, found = Counter(re.findall(r"\w+", page.text)), Counter(re.findall(r"\w+", without_title))
    return 2 * (true & found).total() / max(1, found.total() + true.total())


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_the_article_is_read_and_little_else(template: str) -> None:
    for page in PAGES:
        if page.template == template:
            text = read_page(page.html.encode()).text
            assert all(" ".join(each.split()) in text for each in page.story.paragraphs)
            assert f1(text, page) > 0.95


def test_pages_are_read_no_worse_than_by_trafilatura() -> None:
    def peer(html: str) -> str:
        return trafilatura.extract(html, fast=True, include_comments=False) or ""

    ours = sum(f1(read_page(page.html.encode()).text, page) for page in PAGES)
    assert ours >= sum(f1(peer(page.html), page) for page in PAGES)


def test_title_day_outlet_and_byline_are_those_of_the_page() -> None:
    for page in PAGES:
        found = read_document(page.html.encode(), name="page.html")
        assert (found.title, found.outlet) == (page.story.title, page.story.outlet)
        assert found.date is not None and found.date.start == page.story.day
        assert found.byline == (page.story.byline if page.story.byline in page.html else "")


def test_the_title_is_the_first_line_and_stands_once() -> None:
    text = read_page(PAGES[0].html.encode()).text
    assert text.startswith(f"{PAGES[0].story.title}\n\n")
    assert text.count(PAGES[0].story.title) == 1


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1"])
def test_arabic_pages_are_read_under_any_label(encoding: str, declared: str) -> None:
    words = "قال سكان من تل عنبر إن طائرات قصفت مبنى قرب السوق القديم ما أدى إلى مقتل 41 شخصا في المدينة."
    page = (
        f'<html><head><meta http-equiv=Content-Type content="text/html; '
        f'charset={declared}"></head><p>{words}</p>'
    )
    assert read_page(page.encode(encoding)).text == words


def test_rows_of_a_table_are_lines_with_tabs() -> None:
    page = (
        "<html><p>Killed by day, as counted by the hospital there.</p><table><tr><th>"
        "Day<th>Killed<tr><td>6 June<td>27</table>"
    )
    assert read_page(page.encode()).text.endswith("Day\tKilled\n6 June\t27")


def test_what_is_not_shown_is_not_read() -> None:
    page = (
        "<html><p>Seven were killed.<span hidden> Nine.</span><b style='DISPLAY : "
        "none'> Ten.</b> <i aria-hidden=true>x</i>In all.</p>"
    )
    assert read_page(page.encode()).text == "Seven were killed. In all."


def test_a_page_of_little_more_than_noise_is_still_read() -> None:
    page = (
        '<html><body class="comments"><div class="comments"><p>Seven people were '
        "killed, a reader writes here.</p></div>"
    )
    assert read_page(page.encode()).text == "Seven people were killed, a reader writes here."
    assert read_page(b"<html><div class='comment'>Seven.</div>").text == "Seven."


def test_pages_too_deep_for_a_tree_keep_their_words() -> None:
    page = (
        b"<html><script>var a</script><p>Seven &amp; two"
        + b"<div>" * 100_000
        + b"were killed"
        + b"</div>" * 100_000
    )
    found = read_page(page)
    assert found.text == "Seven & two\n\nwere killed"
    assert found.problems == ["nested too deeply for a tree: all its words are given, menus included"]


def test_giant_attributes_and_addresses_cost_nothing() -> None:
    attributes = " ".join(f"a{at}=1" for at in range(60_000))
    page = (
        f"<html><p {attributes} class=x>Seven were killed there.<img "
        f"src='data:image/png;base64,{'A' * 3_000_000}'></p>"
    )
    assert read_page(page.encode()).text == "Seven were killed there."


def test_facts_are_found_where_only_words_show_them() -> None:
    page = (
        "<html><head><title>Harbour Times - Strike on Tell Amber kills two</title>"
        "</head><body><p>Strike on Tell Amber "
        "kills two</p><p>بقلم: نادية فرحات</p><p>6 حزيران 2031</p><p>Two people were "
        "killed, residents said.</p>"
    )
    found = read_document(page.encode(), name="p.html")
    assert (found.byline, found.date and found.date.iso()[0]) == ("نادية فرحات", "2031-06-06")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
        '"not a date", "author": "http://x"}</script>',
        '<script type="application/ld+json">{broken</script><script type="application/ld+json">'
        + "[" * 100_000
        + "</script>",
        '<meta name="author" content="http://example.org/a"><meta '
        'property="article:published_time" content="2031-02-31">',
    ],
)
def test_facts_that_are_none_are_left_out(head: str) -> None:
    found = read_document(f"<html><head>{head}</head><p>Seven were killed there.</p>".encode(), name="p.html")
    assert (found.byline, found.date, found.outlet) == ("", None, "")


def test_the_address_of_a_page_gives_its_host_and_day() -> None:
    page = (
        "<html><head><link rel=canonical "
        "href='https://www.example.org/2031/06/06/strike'></head><p>Seven were "
        "killed.</p>"
    )
    found = read_document(page.encode(), name="p.html")
    assert (found.outlet, found.date and found.date.iso()[0]) == ("example.org", "2031-06-06")


def test_every_page_of_a_template_is_read_alike_twice() -> None:
    for page in PAGES[: len(TEMPLATES)]:
        content = page.html.encode()
        assert read_document(content, name="a.html") == read_document(content, name="a.html")

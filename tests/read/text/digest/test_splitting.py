import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.read.text.digest import split_articles
from tahqiq.read.text.testing.digests import LAYOUTS, UNSEEN, MadeDigest, made_digest, mixed_digest

DATED = {*LAYOUTS} - {"numbered"}
NAMED = DATED - {"daily"}


def agreement(made: list[MadeDigest]) -> float:
    found = [{each.start for each in split_articles(digest.text)} for digest in made]
    hits = sum(len(starts & set(digest.starts)) for starts, digest in zip(found, made, strict=True))
    return 2 * hits / (sum(map(len, found)) + sum(len(digest.starts) for digest in made))


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("language", ["en", "ar", "mixed"])
def test_every_article_begins_where_it_does(layout: str, language: str) -> None:
    assert agreement([made_digest(layout, seed=seed, language=language) for seed in range(3)]) >= 0.98


@pytest.mark.parametrize("layout", sorted(UNSEEN))
def test_layouts_it_was_not_written_for_are_split_too(layout: str) -> None:
    assert agreement([made_digest(layout, seed=seed) for seed in range(3)]) >= 0.9


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_bulletins_of_lines_without_full_stops_are_split(layout: str) -> None:
    assert agreement([made_digest(layout, seed=seed, terse=True) for seed in range(3)]) >= 0.98


def test_a_digest_put_together_from_several_is_split_after_its_masthead() -> None:
    assert agreement([mixed_digest(articles=24, seed=seed) for seed in range(5)]) >= 0.98


@pytest.mark.parametrize("layout", sorted(NAMED))
def test_each_article_has_its_own_title_day_and_outlet(layout: str) -> None:
    digest = made_digest(layout, seed=5)
    for article, story in zip(split_articles(digest.text), digest.stories, strict=True):
        assert (article.title, article.outlet) == (story.title, story.outlet)
        assert article.date is not None and article.date.start == story.day
        assert article.byline in {"", story.byline}


@pytest.mark.parametrize("layout", sorted({**LAYOUTS, **UNSEEN}))
def test_no_article_loses_words_to_the_next(layout: str) -> None:
    digest = made_digest(layout, seed=9)
    articles = split_articles(digest.text)
    if len(articles) == len(digest.bodies):
        for article, (first, end) in zip(articles, digest.bodies, strict=True):
            assert article.start <= first and end <= article.end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "Strike kills two\nHarbour Times, 6 June 2031\n\nTwo people were killed in the "
        "market, residents said.\n",
        "A report\n\nMethods\n\nWe asked people what they had seen "
        "there.\n\nFindings\n\nSeven people were killed in all.\n",
        "1. Methods\n\nWe asked people what they had seen.\n\n2. Findings\n\nSeven "
        "people were killed in all.\n",
        "First part of a story, with its words.\n\n* * *\n\nSecond part of the same story, with its words.\n",
    ],
)
def test_one_article_is_no_digest(text: str) -> None:
    assert split_articles(text) == ()


def test_an_arabic_bulletin_is_split_at_its_fields() -> None:
    text = (
        "نشرة الصباح\n\n\nالعنوان: مقتل سبعة في تل عنبر\nالمصدر: وكالة المشرق "
        "للأنباء\nالتاريخ: ٦ حزيران ٢٠٣١\n\n"
        "قتل سبعة أشخاص في السوق بحسب سكان.\n\nالعنوان: نقص الخبز\nالمصدر: جريدة "
        "الميناء\nالتاريخ: 7/6/2031\n\n"
        "تضاعفت أسعار الخبز منذ إغلاق الطرق.\n"
    )
    first, second = split_articles(text)
    assert (first.title, first.outlet) == ("مقتل سبعة في تل عنبر", "وكالة المشرق للأنباء")
    assert first.date is not None and first.date.iso()[0] == "2031-06-06"
    assert second.date is not None and second.date.iso()[0] == "2031-06-07"
    assert text[second.start : second.end].endswith("إغلاق الطرق.")


def test_bare_texts_between_lines_of_signs_are_apart() -> None:
    text = (
        "Seven were killed there.\n-----\nNine were hurt here.\n-----\nTwo came back.\n-----\nNobody came.\n"
    )
    pieces = [text[each.start : each.end] for each in split_articles(text)]
    assert pieces[-3:] == ["Nine were hurt here.", "Two came back.", "Nobody came."]


_LINES = (
    "",
    "Strike kills two",
    "6 June 2031",
    "-----",
    "By Nadia Farrow",
    "End of Document",
    "Source: Levant Wire",
)
_MORE = (
    "3 of 20 documents",
    "1. A heading of four words",
    "Two people were killed, residents said.",
    "# Marked words",
    "(AP)",
)


@given(st.lists(st.sampled_from((*_LINES, *_MORE)), max_size=40))
def test_articles_are_apart_and_in_order_whatever_the_lines(lines: list[str]) -> None:
    text, free = "\n".join(lines), 0
    for article in split_articles(text):
        assert free <= article.start < article.end <= len(text)
        free = article.end

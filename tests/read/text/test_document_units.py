from datetime import datetime

import pytest

from tahqiq.read.text import Article, Document, Message
from tahqiq.vocab.dates import DateSpan

TEXT = "Masthead\n\nOne died.\n\nTwo died.\n\nEnd"
DAY = DateSpan.parse("2031-06-06")


def words(document: Document) -> list[str]:
    return [document.text[unit.start : unit.end].strip() for unit in document.units]


def test_a_text_that_is_one_article_is_one_unit() -> None:
    document = Document(
        text=TEXT, kind="text", title="Masthead", date=DAY, outlet="Harbour Times", byline="N. F."
    )
    (unit,) = document.units
    assert (unit.start, unit.end, unit.title, unit.date) == (0, len(TEXT), "Masthead", DAY)
    assert (unit.outlet, unit.author) == ("Harbour Times", "N. F.")


def test_what_stands_between_articles_is_read_too() -> None:
    articles = (
        Article(start=10, end=19, title="One"),
        Article(start=21, end=30, date=DAY, outlet="Levant Wire"),
    )
    document = Document(text=TEXT, kind="text", articles=articles)
    assert words(document) == ["Masthead", "One died.", "Two died.", "End"]
    assert [unit.outlet for unit in document.units] == ["", "", "Levant Wire", ""]


def test_an_article_without_a_date_has_that_of_the_whole() -> None:
    document = Document(
        text=TEXT, kind="text", date=DAY, outlet="Digest", articles=(Article(start=10, end=19),)
    )
    assert {(unit.date, unit.outlet) for unit in document.units} == {(DAY, "Digest")}


def test_messages_are_units_with_their_author_and_day_and_empty_ones_are_none() -> None:
    sent = datetime(2031, 6, 6, 14, 33)
    messages = (
        Message(start=0, end=8, author="Nadia", time=sent),
        Message(start=8, end=8, author="Peter", attachments=("a.jpg",)),
        Message(start=10, end=len(TEXT), author="Salma"),
    )
    first, second = Document(text=TEXT, kind="chat", messages=messages).units
    assert (first.author, first.date) == ("Nadia", DAY)
    assert (second.author, second.date) == ("Salma", None)


@pytest.mark.parametrize("text", ["", "قتل سبعة"])
def test_the_hash_is_that_of_the_text_as_utf_8(text: str) -> None:
    import hashlib

    assert Document(text=text, kind="text").sha256 == hashlib.sha256(text.encode()).hexdigest()

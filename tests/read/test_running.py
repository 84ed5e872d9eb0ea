"""Files read from end to end: parts of a text read by themselves, offsets those of the whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tahqiq.read.running import Kind, claims_in, read_file
from tahqiq.read.text.document import Article, Document
from tahqiq.read.text.inputs import Input
from tahqiq.vocab.dates import DateSpan

ONE = "Shelling killed four people in the north on Monday, among them one child.\n\n"
OTHER = "Two women were injured yesterday.\n"


def digest() -> Input:
    text = ONE + OTHER
    articles = (
        Article(start=0, end=len(ONE), date=DateSpan.parse("2020-05-06")),
        Article(start=len(ONE), end=len(text), date=DateSpan.parse("2021-08-09")),
    )
    return Input("digest.txt", text, document=Document(text=text, kind="text", articles=articles))


def test_no_claim_reaches_across_articles() -> None:
    given = digest()
    claims = claims_in(given)
    assert [claim.count.min for claim in claims] == [4, 1, 2]
    assert claims[1].within == 0
    for claim in claims:
        assert given.text[claim.start : claim.end] == claim.quote
    assert claims[2].start >= len(ONE)


def test_each_article_has_its_own_day() -> None:
    spans = [claim.span for claim in claims_in(digest())]
    assert spans[2] == DateSpan.day(date(2021, 8, 8))
    assert spans[0].start is not None and spans[0].start.year == 2020


def test_numbers_within_go_on_through_the_articles() -> None:
    text = ONE + ONE
    articles = (Article(start=0, end=len(ONE)), Article(start=len(ONE), end=len(text)))
    given = Input("d", text, document=Document(text=text, kind="text", articles=articles))
    assert [claim.within for claim in claims_in(given)] == [None, 0, None, 2]


def test_statements_are_read_from_documents_too(tmp_path: Path) -> None:
    path = tmp_path / "statement.txt"
    path.write_text("The report of civilian casualties near Hajin was assessed to be credible.", "utf-8")
    (reading,) = read_file(path, kind=Kind.STATEMENTS)
    (line,) = reading.lines()
    assert line["file"] == str(path)
    assert line["outcome"] == "credible"

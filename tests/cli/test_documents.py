"""``tahqiq import documents``: sealed, read, sealed again as text, and proposed; twice is as once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tahqiq.casebook.models import Case, Claim, Item, Source, Text
from tahqiq.casebook.quotes import check
from tahqiq.cli import documents as command
from tahqiq.cli import run
from tahqiq.desk.home import Home
from tahqiq.seal import Archive
from tahqiq.vocab.parties import SourceKind

pytestmark = pytest.mark.django_db

PAGE = """<html lang="en"><head><title>Strike on a market</title>
<meta property="article:published_time" content="2021-03-08T09:00:00Z"></head>
<body><nav>Home News</nav><article>
<h1>Strike on a market</h1><p>Residents told this paper on Monday that the shelling of the market killed 14
civilians, among them three children.</p><p>The defence ministry denied that anybody was harmed.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def bring(capsys: pytest.CaptureFixture[str], home: Path, *words: str | Path) -> Any:
    capsys.readouterr()
    named = ("--source", "a-paper", "--source-name", "A Paper", "--json", "--home", home)
    assert run(["import", "documents", *map(str, (*words, *named))]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_kinds_of_source_are_those_there_are() -> None:
    assert set(command.KINDS) == set(SourceKind)


def test_claims_are_proposed_and_cite_a_sealed_text(
    page: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (brought,) = bring(capsys, home, page)
    assert brought["sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()
    text = Text.objects.get(sha256=brought["text_sha256"])
    assert text.item.parent is not None and text.item.parent.sha256 == brought["sha256"]
    assert text.language == "en" and "Home News" not in text.content
    claims = list(Claim.objects.order_by("start"))
    assert len(claims) == brought["proposed"] > 1
    for claim in claims:
        assert claim.status == "proposed"
        assert text.content[claim.start : claim.end] == claim.quote
        assert claim.chain[0] == {"name": "A Paper", "kind": "press", "role": "outlet"}
        assert str(claim.said_start) == "2021-03-08"
    children = next(claim for claim in claims if claim.category == "children")
    assert children.within is not None and children.within.min == 14
    kept = Archive.open(Home.open(home).archive)
    with kept.read(brought["text_sha256"]) as stream:
        assert stream.read().decode() == text.content
    assert [str(fault) for fault in check(kept).faults] == []


def test_twice_is_as_once(page: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = bring(capsys, home, page)
    before = [model.objects.count() for model in (Claim, Item, Text, Source)]
    (again,) = bring(capsys, home, page)
    assert (again["proposed"], again["known"]) == (0, first["proposed"])
    assert before == [model.objects.count() for model in (Claim, Item, Text, Source)]


def test_the_case_is_made_after_the_source_or_as_named(
    page: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(capsys, home, page)
    assert Case.objects.get().slug == "a-paper"
    bring(capsys, home, page, "--case", "other", "--title", "Another case")
    assert Case.objects.get(slug="other").title_en == "Another case"


def test_a_file_that_is_no_document_is_one_line_and_seals_nothing(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "Two died."}\n{"text": "Three died."}\n')
    (tmp_path / "photo.rtf").write_bytes(b"{\\rtf1 x}")
    wrong = (("lines.jsonl", "a collection"), ("photo.rtf", "photo.rtf"), ("no.txt", "no.txt"))
    for name, problem in wrong:
        capsys.readouterr()
        words = ["import", "documents", str(tmp_path / name), "--source", "x", "--home", str(home)]
        assert run(words) == 2
        said = capsys.readouterr().err
        assert problem in said and said.count("\n") == 1
    assert not Item.objects.exists()
    assert not Case.objects.exists()

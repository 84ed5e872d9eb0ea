"""``tahqiq import claims`` and ``import sealed``: from sealed bytes to grades, and no file edited by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import AnswerProposal, Assessment, Claim, Incident, Item
from tahqiq.cli import run

pytestmark = pytest.mark.django_db

STORY = "Residents said on 8 June 2017 that shelling killed 14 civilians, among them three children."
STATEMENT = (
    "After a review of available information, the report of civilian casualties on June 8, 2017, near Raqqa,"
    " via Airwars report CS1640, was assessed to be credible. Two civilians were unintentionally killed."
)
REVIEWER = Actor(name="rana", everywhere=frozenset(Permission))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def call(capsys: pytest.CaptureFixture[str], home: Path, *words: str | Path, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*map(str, words), "--home", str(home), "--json"]) == code
    said = capsys.readouterr()
    return json.loads(said.out) if code == 0 else said.err


def _sealed(capsys: pytest.CaptureFixture[str], home: Path, path: Path, text: str) -> str:
    """A document, brought into a case of its own paper; its SHA-256."""
    path.write_text(text, "utf-8")
    call(capsys, home, "import", "documents", path, "--source", "paper", "--case", "market")
    return hashlib.sha256(text.encode()).hexdigest()


def _forget() -> None:
    """No claim is held: lines are all there is."""
    Claim.objects.update(within=None, supersedes=None)
    Claim.objects.all().delete()


def test_seal_read_decide_grade(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _sealed(capsys, home, tmp_path / "first.txt", "Nothing happened here.")
    story = tmp_path / "story.txt"
    story.write_text(STORY, "utf-8")
    sha256 = hashlib.sha256(STORY.encode()).hexdigest()
    call(capsys, home, "seal", story)
    said = call(capsys, home, "import", "sealed", sha256, code=2)
    assert "say who published it" in said and said.count("\n") == 1
    (read,) = call(capsys, home, "import", "sealed", sha256, "--source", "wire")
    assert read["proposed"] >= 2
    (again,) = call(capsys, home, "import", "sealed", sha256)
    assert (again["proposed"], again["known"]) == (0, read["proposed"])
    item = Item.objects.get(sha256=sha256)
    assert item.source.slug == "wire" and item.title_en == "story.txt"
    incident = Incident.objects.create(case=item.case, code="X1", start="2017-06-08", end="2017-06-09")
    claim = Claim.objects.get(item=item, min=14)
    actions.accept_claim(REVIEWER, claim, incident=incident)
    call(capsys, home, "grade")
    ours = Assessment.objects.get(incident=incident, assessor="tahqiq")
    assert (ours.killed_min, ours.killed_max) == (14, 14)


def test_what_read_wrote_is_proposed_of_the_sealed_text(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sealed(capsys, home, tmp_path / "story.txt", STORY)
    _forget()
    out = tmp_path / "claims.jsonl"
    assert run(["read", str(tmp_path / "story.txt"), "--out", str(out)]) == 0
    tried = call(capsys, home, "import", "claims", out, "--dry-run")
    assert tried["proposed"] >= 2 and not Claim.objects.exists()
    brought = call(capsys, home, "import", "claims", out)
    assert brought["proposed"] == tried["proposed"] == Claim.objects.filter(status="proposed").count()
    children = Claim.objects.get(category="children")
    assert children.within is not None and children.within.min == 14
    assert children.chain[0]["name"] == "paper"
    again = call(capsys, home, "import", "claims", out)
    assert (again["proposed"], again["known"]) == (0, brought["proposed"])


def test_a_claim_read_with_its_document_is_not_proposed_again_from_a_line(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    head = '<html><head><meta property="article:published_time" content="2021-03-08T09:00:00Z"></head>'
    page.write_text(f"{head}<body><article><p>{STORY}</p></article></body></html>", "utf-8")
    call(capsys, home, "import", "documents", page, "--source", "paper")
    before = Claim.objects.count()
    out = tmp_path / "claims.jsonl"
    assert run(["read", str(page), "--out", str(out)]) == 0
    brought = call(capsys, home, "import", "claims", out)
    assert (brought["proposed"], brought["known"]) == (0, before) and Claim.objects.count() == before


def test_lines_that_do_not_stand_are_refused_by_number(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sealed(capsys, home, tmp_path / "story.txt", STORY)
    _forget()
    out = tmp_path / "claims.jsonl"
    assert run(["read", str(tmp_path / "story.txt"), "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    moved = {**lines[0], "start": lines[0]["start"] + 1}
    circle = [{**lines[0], "claim": 0, "within": 1}, {**lines[1], "claim": 1, "within": 0}]
    out.write_text("\n".join(map(json.dumps, [moved, {**lines[0], "text_sha256": "0" * 64}])), "utf-8")
    brought = call(capsys, home, "import", "claims", out)
    assert brought["proposed"] == 0 and [line.split(": ")[1] for line in brought["met"]] == [
        "claims.jsonl, row 1",
        "claims.jsonl, row 2",
    ]
    out.write_text("\n".join(map(json.dumps, circle)), "utf-8")
    assert call(capsys, home, "import", "claims", out)["refused"] == 2
    assert not Claim.objects.exists()


def test_a_statement_s_answers_wait_for_a_person(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sha256 = _sealed(capsys, home, tmp_path / "statement.txt", STATEMENT)
    incident = Incident.objects.create(case=Item.objects.get(sha256=sha256).case, code="CS1640")
    words = ("import", "sealed", sha256, "--kind", "statements", "--party", "coalition")
    assert "no party called coalition" in call(capsys, home, *words, code=2)
    (read,) = call(capsys, home, *words, "--party-name", "The Coalition")
    assert (read["proposed"], read["known"]) == (1, 0)
    (again,) = call(capsys, home, *words)
    assert (again["proposed"], again["known"]) == (0, 1)
    proposal = AnswerProposal.objects.get()
    assert (proposal.state, proposal.killed_min, proposal.incident) == ("credible", 2, incident)


def test_what_is_sealed_nowhere_is_one_line(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _sealed(capsys, home, tmp_path / "story.txt", STORY)
    said = call(capsys, home, "import", "sealed", "0" * 64, code=2)
    assert "seal the file first" in said and said.count("\n") == 1

"""What a slip of the pen in the files of a case leads to: one line that names file and entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cases.raqqa import folder
from tahqiq.cases.folder import CaseFolder
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.vocab.errors import BadInput


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "case"))


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def problem(copy: Path) -> str:
    with pytest.raises(BadInput) as error:
        CaseFolder(copy).check()
    return error.value.line()


def test_the_case_fits_together() -> None:
    folder().check()


def test_what_a_claim_says_stands_in_the_files_of_its_note() -> None:
    claim = next(each for each in folder().claims if each.key == "deal-foreign-leave")
    assert [(link.role, link.name) for link in claim.claim.chain] == [
        ("outlet", "South Front"),
        ("agency", "Reuters"),
        ("speaker", "Omar Alloush, Raqqa Civil Council"),
    ]
    assert claim.note.entry.source == "south-front"
    assert claim.claim.place == "Raqqa city"


def test_a_quote_that_the_note_does_not_hold_is_refused(copy: Path) -> None:
    edit(copy / "notes" / "korzun-2018.txt", "1,800", "1,900")
    assert "korzun-2018.toml: toll-korzun: its quote stands 0 times in the note" in problem(copy)


def test_a_quote_that_stands_twice_is_refused(copy: Path) -> None:
    note = copy / "notes" / "south-front-2017-11.txt"
    note.write_text(note.read_text() * 2)
    assert "control-zones: its quote stands 2 times in the note" in problem(copy)


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("claims/bbc-2017.toml", '"fighters-left"', '"fighters"', "deal-bbc: nothing is called fighters"),
        (
            "claims/bbc-2017.toml",
            'place = "raqqa-city"',
            'place = "rakka"',
            "deal-bbc: nothing is called rakka",
        ),
        ("claims/ford-2018.toml", '"douma"', '"duma"', "douma-dispute: nothing is called duma"),
        (
            "claims/npr-2018.toml",
            'site = "',
            'site = "the-',
            "panorama-park: nothing is called the-panorama-park",
        ),
        ("notes.toml", 'source = "npr"', 'source = "n"', "notes.toml: npr-2018: nothing is called n"),
        ("incidents.toml", 'place = "raqqa-city"', 'place = "r"', "tadfi-home: nothing is called r"),
        ("incidents.toml", '["coalition"]', '["coal"]', "tadfi-home: nothing is called coal"),
        (
            "sites.toml",
            'place = "panorama-park"',
            'place = "p"',
            "sites.toml: panorama-park: nothing is called p",
        ),
        ("answers.toml", "[mansura-school]", "[school]", "answers.toml: school: nothing is called school"),
        ("answers.toml", '"coalition"', '"c"', "answers.toml: mansura-school: nothing is called c"),
        ("answers.toml", '"mansura-admission"', '"m"', "mansura-school: nothing is called m"),
        ("claims/bbc-2017.toml", "speaker = ", "spaeker = ", "bbc-2017.toml: deal-bbc: Object"),
        ("claims/bbc-2017.toml", '"finds"', '"found"', "deal-bbc: Invalid enum value 'found'"),
        ("case.toml", 'title_ar = "الرقة 2017"', 'title_ar = ""', "case.toml: Expected `str` of length >= 1"),
        ("case.toml", 'by = "tahqiq"', 'by = "t"', "case.toml: assessed_by: nothing is called t"),
        ("parties.toml", "[coalition]", "[coalition", "parties.toml: this file cannot be read"),
    ],
)
def test_what_fits_nowhere_is_named(copy: Path, file: str, before: str, after: str, said: str) -> None:
    edit(copy / file, before, after)
    assert said in problem(copy)


def test_a_note_without_its_translation_is_refused(copy: Path) -> None:
    (copy / "notes" / "bbc-2017.ar.txt").unlink()
    assert "bbc-2017.ar.txt: this note cannot be read" in problem(copy)


def test_two_claims_never_share_a_key(copy: Path) -> None:
    edit(copy / "claims" / "ford-2018.toml", "[claims.douma-dispute]", "[claims.deal-bbc]")
    assert "two claims have one key" in problem(copy)

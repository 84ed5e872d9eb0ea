"""What KoboToolbox exports comes back whole, whatever was chosen on its page."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from read.forms import kobo
from read.forms.kobo import Choices
from tahqiq.read.forms import Export, Submission, form_of
from tahqiq.read.forms.channels.labels import unlabelled, value_of
from tahqiq.read.forms.definition import FORMS, Form
from tahqiq.read.forms.submission import Unread
from tahqiq.read.forms.testing import as_odata, fill, media_of
from tahqiq.read.tables.csvfile import CsvTable
from tahqiq.vocab.errors import BadInput


def taken(path: Path, *, without_repeats: bool = False) -> list[Submission]:
    found = list(Export(path, without_repeats=without_repeats).submissions())
    assert [each for each in found if isinstance(each, Unread)] == []
    return [each for each in found if isinstance(each, Submission)]


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def sent(folder: Path, form: Form, many: list[tuple[str, dict[str, object]]]) -> list[Submission]:
    return taken(written(folder, "sent.json", as_odata(form, many)))


CHOSEN = {
    "names": Choices(),
    "names, no groups": Choices(groups=False),
    "several as columns": Choices(multiple="separate"),
    "numbers typed": Choices(typed=True, multiple="one"),
    "English labels": Choices(words="en"),
    "Arabic labels": Choices(words="ar", multiple="one"),
    "labels as columns": Choices(words="ar", multiple="separate"),
}


@pytest.mark.parametrize(
    ("chosen", "form"),
    [
        *(("Arabic labels", form) for form in FORMS),
        *((chosen, "site_visit") for chosen in CHOSEN if chosen != "Arabic labels"),
        *((chosen, "interview") for chosen in ("English labels", "several as columns")),
    ],
)
def test_a_workbook_says_what_was_sent(tmp_path: Path, chosen: str, form: str) -> None:
    asked = form_of(form)
    many = [fill(asked, seed=seed, share=0.8) for seed in range(2)]
    found = taken(written(tmp_path, "kobo.xlsx", kobo.workbook(asked, many, CHOSEN[chosen])))
    assert [each.content() for each in found] == [each.content() for each in sent(tmp_path, asked, many)]
    assert not any(each.others for each in found)
    assert not any(b"team_account" in each.document for each in found)


def test_labels_without_groups_are_read_where_they_are_plain(tmp_path: Path) -> None:
    asked, chosen = form_of("interview"), Choices(words="en", groups=False)
    many = [fill(asked, seed=1)]
    found = taken(written(tmp_path, "kobo.xlsx", kobo.workbook(asked, many, chosen)))
    assert [each.content() for each in found] == [each.content() for each in sent(tmp_path, asked, many)]


def test_a_label_that_stands_for_no_answer_is_said(tmp_path: Path) -> None:
    asked = form_of("interview")
    instance, answers = fill(asked, seed=1)
    content = kobo.workbook(asked, [(instance, answers | {"setting": ""})], Choices(words="en", groups=False))
    path = written(tmp_path, "kobo.xlsx", content)
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = next(cell.column for cell in sheet[1] if cell.value == "Setting")
    sheet.cell(2, at, "On the moon")
    book.save(path)
    [found] = Export(path).submissions()
    assert isinstance(found, Unread)
    assert found.problem == "what stands under 'setting' is none of its answers"


def test_a_csv_that_leaves_repeats_out_is_taken_only_when_somebody_says_so(tmp_path: Path) -> None:
    asked = form_of("interview")
    instance, answers = fill(asked, seed=1)
    for chosen in (Choices(), Choices(words="ar")):
        path = written(tmp_path, "kobo.csv", kobo.table(asked, [(instance, answers)], chosen))
        with pytest.raises(BadInput, match=r"repeatedly \(passage\) is not in it") as refused:
            list(Export(path).submissions())
        assert "--without-repeats" in refused.value.remedy
        [found] = taken(path, without_repeats=True)
        left = {name: each for name, each in answers.items() if name != "passage"}
        assert found.answers == left


def test_the_older_csv_numbers_its_repeats(tmp_path: Path) -> None:
    asked = form_of("site_visit")
    many = [fill(asked, seed=seed, share=0.9) for seed in range(4)]
    found = taken(written(tmp_path, "older.csv", kobo.older_table(asked, many)))
    assert [each.content() for each in found] == [each.content() for each in sent(tmp_path, asked, many)]


def test_files_lie_in_folders_by_submission_under_the_names_that_kobo_gave_them(tmp_path: Path) -> None:
    asked = form_of("body_recovery")
    many = [fill(asked, seed=seed) for seed in range(2)]
    many = [(key, answers | {"tag_picture": "tag (1) of bag.jpg"}) for key, answers in many]
    path = written(tmp_path, "kobo.xlsx", kobo.workbook(asked, many, Choices()))
    with zipfile.ZipFile(tmp_path / "media.zip", "w") as archive:
        for instance, answers in many:
            for name, content in media_of(instance, answers, asked):
                stored = name.replace(" ", "_").replace("(", "").replace(")", "")
                key = instance.removeprefix("uuid:")
                archive.writestr(f"team_account/attachments/aBc/{key}/{stored}", content)
    export = Export(path, media=tmp_path / "media.zip")
    for submission, (instance, answers) in zip(taken(path), many, strict=True):
        wanted = dict(media_of(instance, answers, asked))
        assert {each.name: export.media(submission, each.name) for each in submission.media()} == wanted


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Distress Wants a doctor", None),
        ("A" * 5_000, None),
        ("", ""),
    ],
)
def test_several_answers_in_one_cell(words: str, values: str | None) -> None:
    question = form_of("interview").question("flags")
    assert question is not None
    assert value_of(question, words) == values
    for language in ("en", "ar"):
        said = " ".join(getattr(each, language) for each in question.choices)
        assert value_of(question, said) == " ".join(each.value for each in question.choices)


def test_a_label_that_stands_for_two_questions_is_never_guessed_at() -> None:
    form = form_of("interview")
    meeting = form.groups[0]
    both = {"number", "setting"}
    alike = tuple(replace(each, en="Alike") if each.name in both else each for each in meeting.questions)
    doubled = replace(form, groups=(replace(meeting, questions=alike), *form.groups[1:]))
    table = CsvTable(io.BytesIO(b"Alike,_uuid\n1,2\n"), file="x.csv")
    with pytest.raises(BadInput, match="'Alike' stands for several questions"):
        unlabelled(table, doubled, where="x.csv")


def test_numbers_and_points_are_the_same_however_they_are_written(
    tmp_path: Path,
) -> None:
    asked = form_of("site_visit")
    instance, answers = fill(asked, seed=1)
    answers |= {"position": "35.95 39.01 240.5 0"}
    [row] = json.loads(as_odata(asked, [(instance, answers)]))["value"]
    row["place"]["position"] = "POINT (39.01 35.95 240.5)"
    [found] = taken(written(tmp_path, "wkt.json", json.dumps([row]).encode()))
    [other] = sent(tmp_path, asked, [(instance, answers)])
    assert found.content() == other.content()

"""One submission is the same through every channel."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tahqiq.read.forms import Export, Submission, Unread, form_of
from tahqiq.read.forms.definition import FORMS, Form
from tahqiq.read.forms.testing import (
    Filled,
    as_central_csv,
    as_kobo,
    as_kobo_xlsx,
    as_odata,
    as_xml,
    fill,
    media_of,
)

Write = Callable[[Path, Form, Sequence[Filled]], Path]


def _csvs(folder: Path, form: Form, many: Sequence[Filled]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in as_central_csv(form, many).items():
            archive.writestr(name, content)
    return path


def _odata(folder: Path, form: Form, many: Sequence[Filled]) -> Path:
    return _written(folder / "submissions.json", as_odata(form, many))


def _kobo(folder: Path, form: Form, many: Sequence[Filled]) -> Path:
    return _written(folder / "kobo.json", as_kobo(form, many))


def _workbook(folder: Path, form: Form, many: Sequence[Filled]) -> Path:
    return _written(folder / "kobo.xlsx", as_kobo_xlsx(form, many))


def _instances(folder: Path, form: Form, many: Sequence[Filled]) -> Path:
    for number, each in enumerate(many):
        _written(folder / "instances" / f"{number:03}" / "submission.xml", as_xml(form, each))
    return folder / "instances"


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


CHANNELS: dict[str, Write] = {
    "csv": _csvs,
    "odata": _odata,
    "kobo": _kobo,
    "xlsx": _workbook,
    "xml": _instances,
}


def taken(path: Path) -> list[Submission]:
    found = list(Export(path).submissions())
    assert not [each for each in found if isinstance(each, Unread)]
    return [each for each in found if isinstance(each, Submission)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_what_was_answered_comes_back_whole(tmp_path: Path, channel: str, form: str) -> None:
    asked = form_of(form)
    many = [fill(asked, seed=seed) for seed in range(4)]
    found = taken(CHANNELS[channel](tmp_path, asked, many))
    assert [each.envelope.instance for each in found] == [instance for instance, _ in many]
    assert {each.form for each in found} == {form}
    assert not any(each.others for each in found)
    through_xml = taken(CHANNELS["xml"](tmp_path / "again", asked, many))
    assert [each.content() for each in found] == [each.content() for each in through_xml]
    assert [each.answers for each in through_xml] == [answers for _, answers in many]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), form=st.sampled_from(FORMS), words=st.text(max_size=40))
def test_any_answer_is_kept_word_for_word(
    tmp_path_factory: pytest.TempPathFactory, seed: int, form: str, words: str
) -> None:
    asked = form_of(form)
    instance, answers = fill(asked, seed=seed)
    said = "".join(each for each in words if each.isprintable()).strip()
    text = next(each.name for group, each in asked.questions() if each.type == "text" and not group.repeat)
    answers |= {text: said or "x"}
    [found] = taken(_odata(tmp_path_factory.mktemp("o"), asked, [(instance, answers)]))
    [other] = taken(_instances(tmp_path_factory.mktemp("x"), asked, [(instance, answers)]))
    assert found.answers[text] == other.answers[text] == (said or "x")
    assert found.content() == other.content()


def test_files_are_found_beside_their_submission(tmp_path: Path) -> None:
    form = form_of("site_visit")
    many = [fill(form, seed=seed, share=1.0) for seed in range(3)]
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("submissions.json", as_odata(form, many))
        for instance, answers in many:
            for name, content in media_of(instance, answers, form):
                archive.writestr(f"attachments/{instance.removeprefix('uuid:')}/{name}", content)
    export = Export(path)
    for submission, (instance, answers) in zip(taken(path), many, strict=True):
        wanted = dict(media_of(instance, answers, form))
        assert wanted
        assert {each.name: export.media(submission, each.name) for each in submission.media()} == wanted

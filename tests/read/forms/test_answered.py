"""Printed answers: all of them, in both languages, and the same bytes every time."""

from __future__ import annotations

from collections import Counter
from unicodedata import category, normalize

import pypdfium2
import pytest

from tahqiq.read.forms.answered import Answered, printed_answers, sheet_of
from tahqiq.read.forms.definition import FORMS, form_of
from tahqiq.read.forms.testing import fill
from tahqiq.vocab.wording import Language


def letters(text: str) -> Counter[str]:
    """Letters and digits, whatever shape and order a page's text layer has them in."""
    return Counter(each for each in normalize("NFKC", text) if category(each)[0] in "LN")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_answer_is_on_the_pages(language: Language) -> None:
    many = []
    for slug in FORMS:
        instance, answers = fill(form_of(slug), seed=5, share=1.0)
        many.append(Answered(form=slug, instance=instance, answers=answers))
    pdf = printed_answers(many, language)
    assert pdf == printed_answers(many, language)
    found = letters(text_of(pdf))
    said = [
        each["said"]
        for form in sheet_of(many, language)["forms"]  # type: ignore[attr-defined]
        for group in form["groups"]
        for each in group["lines"]
    ]
    answered = sum(
        len(row)
        for one in many
        for each in one.answers.values()
        for row in (each if isinstance(each, list) else [{"": each}])
    )
    assert len(said) == answered
    assert not letters("".join(said)) - found


def test_files_decisions_and_what_the_record_lacks_are_said() -> None:
    answers = {"visit_code": "SV-1", "photograph": [{"picture": "a.jpg"}, {"picture": "b.jpg"}]}
    one = Answered(
        form="site_visit",
        instance="uuid:1",
        standing="waits",
        answers=answers,
        files={("picture", 1): "ab" * 32},
        left=frozenset({"photograph"}),
    )
    said = text_of(printed_answers([one], "en"))
    assert "ab" * 32 in said.replace("\r\n", "")
    assert "Waits for a decision" in said
    assert said.count("Stands in the form alone") == 2
    assert "No form has come in" in text_of(printed_answers([], "en"))

"""Filled-in forms as printed pages: every answer in the words of its form, every file with its SHA-256.

What is printed is what stands in the record; who people are is closed in the vault and not among it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from tahqiq.read.forms.definition import Form, Group, Question, form_of, worded_in
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import Language, isolate_foreign, word

_WORDS = {"alone": "Stands in the form alone", "empty": "No form has come in."}
_STANDING = {"stands": "", "waits": "Waits for a decision", "set_aside": "Set aside"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One filled-in form.

    Attributes:
        form: slug. ``instance``: its instanceID. ``standing``: 'stands', 'waits' or 'set_aside'.
        answers: question → text, repeated group → list of these.
        files: (question, at which repeat, from 0) → SHA-256 of the file that an answer names.
        left: questions, and repeated groups, of which nothing or not all is in the record made of it.
    """

    form: str
    instance: str
    standing: str = "stands"
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[tuple[str, int], str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()


def printed_answers(forms: Iterable[Answered], language: Language) -> bytes:
    """Printed pages (PDF, A4); the same forms give the same bytes.

    Raises:
        BadInput: the typefaces of the printed pages have not been built.
    """
    import typst

    fonts = Path(str(files("tahqiq") / "assets" / "print"))
    if not fonts.is_dir():
        raise BadInput("the typefaces of the printed pages are not there", remedy="run ./tahqiq once more")
    inputs = {"sheet": json.dumps(sheet_of(forms, language), ensure_ascii=False)}
    template = Path(str(files(__package__) / "answered.typ"))
    return bytes(typst.compile(template, sys_inputs=inputs, font_paths=[fonts], ignore_system_fonts=True))


def sheet_of(forms: Iterable[Answered], language: Language) -> dict[str, object]:
    """What the pages say, as plain values."""
    return {
        "title": word("Forms from the field", language),
        "private": word("Private: not for publication.", language),
        "language": language,
        "words": {name: word(each, language) for name, each in _WORDS.items()},
        "forms": [
            {
                "title": worded_in(form_of(each.form), language),
                "instance": each.instance,
                "standing": word(said, language) if (said := _STANDING.get(each.standing, "")) else "",
                "groups": list(_groups(form_of(each.form), each, language)),
            }
            for each in forms
        ],
    }


def words_of(question: Question, value: str, language: str) -> str:
    """An answer in the words of its form; a value that the form does not know stays as it is.

    >>> words_of(form_of("interview").question("setting"), "home", "en")
    "At the person's home"
    """
    worded = {each.value: worded_in(each, language) for each in question.choices}
    values = value.split() if question.type == "select_multiple" else [value]
    return ("؛ " if language == "ar" else "; ").join(worded.get(each, each) for each in values)


def _groups(form: Form, one: Answered, language: Language) -> Iterator[dict[str, object]]:
    for group in form.groups:
        rows: Sequence[Mapping[str, str]] = (one.answers,)
        if group.repeat:
            rows = one.answers.get(group.name, ())
        for at, row in enumerate(rows):
            if lines := list(_lines(group, row, at, one, language)):
                number = at + 1 if group.repeat else 0
                yield {"label": worded_in(group, language), "number": number, "lines": lines}


def _lines(
    group: Group, row: Mapping[str, str], at: int, one: Answered, language: Language
) -> Iterator[dict[str, object]]:
    for question in group.questions:
        if said := row.get(question.name):
            words = words_of(question, said, language).split("\n")
            yield {
                "label": worded_in(question, language),
                "said": "\n".join(isolate_foreign(each) if each else "" for each in words),
                "sha256": one.files.get((question.name, at), ""),
                "alone": bool({question.name, group.name} & one.left),
            }

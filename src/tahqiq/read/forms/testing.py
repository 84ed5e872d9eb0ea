"""Filled-in forms made up for tests and benchmarks, and written as each channel would give them.

Everything in them is invented. The same seed gives the same submissions.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape

from tahqiq.read.forms.definition import MEDIA, Form, Group, Question
from tahqiq.read.forms.submission import Answers

Filled = tuple[str, Answers]
"""instanceID, answers."""

_WORDS = [
    "white",
    "house",
    "by",
    "the",
    "mill,",
    "سيارة",
    "بيضاء",
    "قرب",
    "الجسر،",
    "=1+1",
    "<b>باب</b>",
    '"قديم"',
]


def fill(form: Form, *, seed: int, share: float = 0.7) -> Filled:
    """One made-up submission, valid for its form, kept by consent where it asks for it.

    Args:
        share: of the questions that need no answer, how many get one.
    """
    chance = random.Random(f"{form.slug} {seed}")  # noqa: S311 (made-up answers, no secrets)
    answers: Answers = {}
    for group in form.groups:
        if group.repeat:
            rows = [_row(chance, group, share, number) for number in range(chance.randint(0, 3))]
            answers |= {group.name: [row for row in rows if row]} if any(rows) else {}
        else:
            answers |= _row(chance, group, share, 0)
    for name, value in {"keep": "yes", "understood": "yes", "guardian": "none", "minor": "no"}.items():
        if form.question(name) is not None:
            answers[name] = value
    if "code_again" in answers:
        answers["code_again"] = answers["code"]
    return f"uuid:{UUID(int=chance.getrandbits(128), version=4)}", answers


def media_of(instance: str, answers: Answers, form: Form) -> Iterator[tuple[str, bytes]]:
    """The files that made-up answers name, with made-up bytes of their own."""
    for group, question in form.questions():
        if question.type in MEDIA:
            rows = answers.get(group.name, []) if group.repeat else [answers]
            for row in rows:
                if question.name in row:
                    yield row[question.name], f"{instance} {row[question.name]}".encode()


def as_xml(form: Form, filled: Filled, *, replaces: str = "") -> bytes:
    """The submission as Collect writes it."""
    instance, answers = filled
    body = "".join(_xml_group(group, answers) for group in form.groups)
    meta = f"<instanceID>{instance}</instanceID>" + (
        f"<deprecatedID>{replaces}</deprecatedID>" if replaces else ""
    )
    head = f'<data xmlns:orx="http://openrosa.org/xforms" id="{form.name}" version="{form.version}">'
    return f"<?xml version='1.0' ?>{head}{body}<orx:meta>{meta}</orx:meta></data>".encode()


def as_odata(form: Form, many: Iterable[Filled]) -> bytes:
    """The submissions as ODK Central lists them with ``$expand=*``."""
    return json.dumps({"value": [odata_row(form, each) for each in many]}, ensure_ascii=False).encode()


def odata_row(form: Form, filled: Filled) -> dict[str, Any]:
    """One submission as ODK Central lists it: numbers and points typed, unanswered questions null."""
    instance, answers = filled
    row: dict[str, Any] = {
        "__id": instance,
        "__system": {"submissionDate": "2026-11-01T08:00:00.000Z", "formVersion": form.version},
        "meta": {"instanceID": instance},
    }
    for group in form.groups:
        if group.repeat:
            rows = answers.get(group.name, [])
            row[group.name] = [{"__id": f"{n}", **_typed(group, each)} for n, each in enumerate(rows)]
            row[f"{group.name}@odata.navigationLink"] = f"Submissions('{instance}')/{group.name}"
        else:
            row[group.name] = _typed(group, answers)
    return row


def as_kobo(form: Form, many: Iterable[Filled]) -> bytes:
    """The submissions as KoboToolbox lists them."""
    return json.dumps({"count": 0, "results": [_kobo_row(form, each) for each in many]}).encode()


def as_central_csv(form: Form, many: Sequence[Filled]) -> dict[str, bytes]:
    """The submissions as ODK Central exports them: one file, and one for each repeated group."""
    plain = [(group, each) for group in form.groups if not group.repeat for each in group.questions]
    header = [
        "SubmissionDate",
        *(f"{group.name}-{each.name}" for group, each in plain),
        "meta-instanceID",
        "KEY",
    ]
    rows = [
        ["2026-11-01T08:00:00.000Z", *(answers.get(each.name, "") for _, each in plain), instance, instance]
        for instance, answers in many
    ]
    files = {f"{form.name}.csv": _csv(header, rows)}
    for group in form.groups:
        if group.repeat:
            names = [each.name for each in group.questions]
            below = [
                [*(row.get(name, "") for name in names), instance, f"{instance}/{group.name}[{number}]"]
                for instance, answers in many
                for number, row in enumerate(answers.get(group.name, []), 1)
            ]
            files[f"{form.name}-{group.name}.csv"] = _csv([*names, "PARENT_KEY", "KEY"], below)
    return files


def as_kobo_xlsx(form: Form, many: Sequence[Filled]) -> bytes:
    """The submissions as KoboToolbox exports a workbook with XML values and headers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    plain = [(group, each) for group in form.groups if not group.repeat for each in group.questions]
    _append(sheet, [*(f"{group.name}/{each.name}" for group, each in plain), "_uuid", "_index"])
    for index, (instance, answers) in enumerate(many, 1):
        key = instance.removeprefix("uuid:")
        _append(sheet, [*(answers.get(each.name, "") for _, each in plain), key, str(index)])
    for group in form.groups:
        if group.repeat:
            below = book.create_sheet(group.name)
            names = [each.name for each in group.questions]
            _append(below, [*(f"{group.name}/{name}" for name in names), "_parent_index"])
            for index, (_, answers) in enumerate(many, 1):
                for row in answers.get(group.name, []):
                    _append(below, [*(row.get(name, "") for name in names), str(index)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _append(sheet: Any, cells: Sequence[str]) -> None:
    sheet.append(cells)
    for cell in sheet[sheet.max_row]:
        cell.data_type = "s" if cell.value else cell.data_type


def _row(chance: random.Random, group: Group, share: float, number: int) -> dict[str, str]:
    row = {}
    for question in group.questions:
        wanted = question.required or chance.random() < share
        if question.type != "note" and wanted:
            row[question.name] = _answer(chance, question, number)
    return row


def _answer(chance: random.Random, question: Question, number: int) -> str:
    if question.choices:
        values = [each.value for each in question.choices]
        if question.type == "select_multiple":
            return " ".join(chance.sample(values, chance.randint(1, min(3, len(values)))))
        return chance.choice(values)
    made = {
        "integer": lambda: str(chance.choice((11, 21, 33))),
        "decimal": lambda: f"{chance.randint(20, 44)}.{chance.randint(1, 9)}",
        "date": lambda: f"2017-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        "dateTime": lambda: f"2017-10-1{chance.randint(0, 9)}T09:30:00.000+03:00",
        "geopoint": lambda: f"35.9{chance.randint(1, 9)} 39.0{chance.randint(1, 9)} 240.5 4.5",
        "barcode": lambda: f"RQ-{chance.randint(10_000, 99_999)}",
        "image": lambda: f"{question.name}{number}.jpg",
        "audio": lambda: f"{question.name}{number}.m4a",
    }
    if question.type == "date" and question.constraint.startswith(". >"):
        return "2091-01-15"
    if question.constraint.startswith("regex") and question.type == "text":
        return {"surfaces": "MO", "time_code": "12:05"}[question.name]
    words = " ".join(chance.choices(_WORDS, k=chance.randint(1, 5)))
    return made[question.type]() if question.type in made else words


def _typed(group: Group, answers: Mapping[str, str]) -> dict[str, Any]:
    return {
        each.name: _value(each, answers.get(each.name)) for each in group.questions if each.type != "note"
    }


def _value(question: Question, text: str | None) -> Any:
    if text is None:
        return None
    if question.type in {"integer", "decimal"}:
        return json.loads(text)
    if question.type == "geopoint":
        lat, lon, altitude, accuracy = map(float, text.split())
        return {"type": "Point", "coordinates": [lon, lat, altitude], "properties": {"accuracy": accuracy}}
    return text


def _kobo_row(form: Form, filled: Filled) -> dict[str, Any]:
    instance, answers = filled
    row: dict[str, Any] = {"_id": 1, "_uuid": instance.removeprefix("uuid:"), "meta/instanceID": instance}
    for group in form.groups:
        if group.repeat and group.name in answers:
            row[group.name] = [
                {f"{group.name}/{name}": value for name, value in each.items()}
                for each in answers[group.name]
            ]
        elif not group.repeat:
            names = [each.name for each in group.questions if each.name in answers]
            row |= {f"{group.name}/{name}": answers[name] for name in names}
    return row


def _xml_group(group: Group, answers: Answers) -> str:
    rows = answers.get(group.name, []) if group.repeat else [answers]
    return "".join(
        f"<{group.name}>{''.join(_xml_answer(each, row) for each in group.questions)}</{group.name}>"
        for row in rows
    )


def _xml_answer(question: Question, row: Mapping[str, str]) -> str:
    return f"<{question.name}>{escape(row.get(question.name, ''))}</{question.name}>"


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(header)
    table.writerows(rows)
    return written.getvalue().encode()

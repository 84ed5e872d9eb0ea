"""Exports as KoboToolbox writes them, with all the columns that it adds: for tests, everything invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl import Workbook

from tahqiq.read.forms.definition import MEDIA, Choice, Form, Group, Question
from tahqiq.read.forms.testing import Filled

_ADDED = ("__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status")
_ADDED_LAST = ("_submitted_by", "_tags", "meta/rootUuid", "_index")
_ADDED_BELOW = ("_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody chose on Kobo's page of exports.

    Attributes:
        words: 'xml' for names, or the language of the labels.
        groups: whether headers name their groups.
        multiple: how answers of several choices are laid out.
        typed: whether numbers and days become a spreadsheet's own.
    """

    words: Literal["xml", "en", "ar"] = "xml"
    groups: bool = True
    multiple: Literal["both", "one", "separate"] = "both"
    typed: bool = False


def workbook(form: Form, many: Sequence[Filled], chosen: Choices) -> bytes:
    """The submissions as XLSX, a sheet for each repeated group."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill(book, _said(form, chosen)[:31], list(_main(form, many, chosen)))
    for group in form.groups:
        if group.repeat:
            _fill(book, _said(group, chosen).replace("?", "")[:31], list(_below(group, many, chosen)))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def table(form: Form, many: Sequence[Filled], chosen: Choices) -> bytes:
    """The submissions as CSV: semicolons, every cell quoted, no repeats."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(_main(form, many, chosen))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def older_table(form: Form, many: Sequence[Filled]) -> bytes:
    """The submissions as Kobo's older CSV: repeats numbered in the header."""
    rows = []
    for instance, answers in many:
        row = {"_uuid": instance.removeprefix("uuid:")}
        for group in form.groups:
            for number, each in enumerate(answers.get(group.name, []) if group.repeat else [answers], 1):
                place = f"{group.name}[{number}]" if group.repeat else group.name
                row |= {f"{place}/{q.name}": each[q.name] for q in group.questions if q.name in each}
        rows.append(row)
    names = sorted({name for row in rows for name in row})
    written = io.StringIO()
    csv.writer(written).writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    return written.getvalue().encode()


def _main(form: Form, many: Sequence[Filled], chosen: Choices) -> Iterator[list[object]]:
    plain = [
        (group, each)
        for group in form.groups
        if not group.repeat
        for each in group.questions
        if each.type != "note"
    ]
    headers = [name for group, each in plain for name in _headers(group, each, chosen)]
    yield ["start", "end", *headers, *_ADDED, *_ADDED_LAST]
    for index, (instance, answers) in enumerate(many, 1):
        key = instance.removeprefix("uuid:")
        cells = [cell for _, each in plain for cell in _cells(each, answers.get(each.name, ""), chosen)]
        times = ["2026-11-01T08:00:00.000+03:00", "2026-11-01T09:00:00.000+03:00"]
        added = ["vAbc", index, key, "2026-11-01T08:00:00", "", "", "submitted_via_web"]
        yield [*times, *cells, *added, "team_account", "", instance, index]


def _below(group: Group, many: Sequence[Filled], chosen: Choices) -> Iterator[list[object]]:
    asked = [each for each in group.questions if each.type != "note"]
    yield [*(name for each in asked for name in _headers(group, each, chosen)), *_ADDED_BELOW]
    number = 0
    for index, (instance, answers) in enumerate(many, 1):
        for row in answers.get(group.name, []):
            number += 1
            cells = [cell for each in asked for cell in _cells(each, row.get(each.name, ""), chosen)]
            yield [*cells, number, "form", index, index, instance.removeprefix("uuid:")]


def _headers(group: Group, question: Question, chosen: Choices) -> list[str]:
    before = f"{_said(group, chosen)}/" if chosen.groups else ""
    name = _said(question, chosen)
    own = f"{before}{name}"
    if question.type == "geopoint":
        parts = ("latitude", "longitude", "altitude", "precision")
        return [own, *(f"{before}_{name}_{part}" for part in parts)]
    if question.type == "select_multiple":
        split = [f"{own}/{_said(each, chosen)}" for each in question.choices]
        return {"both": [own, *split], "one": [own], "separate": split}[chosen.multiple]
    return [own, f"{own}_URL"] if question.type in MEDIA else [own]


def _cells(question: Question, answer: str, chosen: Choices) -> list[object]:
    if question.type == "geopoint":
        return [answer, *(answer.split() or [""] * 4)]
    if question.type in MEDIA:
        return [answer, f"https://kobo.example/team_account/{answer}" if answer else ""]
    picked = [each for each in question.choices if each.value in answer.split()]
    if question.type == "select_multiple":
        split: list[object] = [int(each in picked) if answer else "" for each in question.choices]
        words = " ".join(_said(each, chosen) for each in picked)
        laid: dict[str, list[object]] = {"both": [words, *split], "one": [words], "separate": split}
        return laid[chosen.multiple]
    if question.type == "select_one":
        return [_said(picked[0], chosen) if picked else ""]
    if chosen.typed and answer and question.type in {"integer", "decimal"}:
        return [float(answer)]
    return [answer]


def _said(worded: Form | Group | Question | Choice, chosen: Choices) -> str:
    if chosen.words == "xml":
        return str(getattr(worded, "value", getattr(worded, "name", "")))
    return str(getattr(worded, chosen.words))


def _fill(book: Workbook, title: str, rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type

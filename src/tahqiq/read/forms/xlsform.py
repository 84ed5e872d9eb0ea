"""A form as a spreadsheet that ODK and Kobo load (XLSForm), the same bytes every time.

XLSForm: https://xlsform.org, sheets ``survey``, ``choices`` and ``settings``. Every cell is text, so that
no spreadsheet turns a version, a code or a year into a number of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tahqiq.read.forms.definition import SELECTS, Form, Group, Question

if TYPE_CHECKING:
    from openpyxl import Workbook

ENGLISH, ARABIC = "English (en)", "العربية (ar)"

_WORDED = ("label", "hint", "constraint_message", "required_message")
_SURVEY = (
    "type",
    "name",
    *(f"{column}::{language}" for column in _WORDED for language in (ENGLISH, ARABIC)),
    "required",
    "relevant",
    "constraint",
    "appearance",
    "default",
    "parameters",
)
_CHOICES = ("list_name", "name", f"label::{ENGLISH}", f"label::{ARABIC}")
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_REQUIRED = ("This needs an answer", "لا بد من إجابة هنا")
#: Pictures are evidence: only those larger than any of a telephone's are made smaller.
_PARAMETERS = "max-pixels=12000"
#: A fixed day in the file's own data, so that the same form gives the same bytes.
_EPOCH = datetime(2020, 1, 1)
_ZIPPED = (2020, 1, 1, 0, 0, 0)

Row = dict[str, str]


def survey_rows(form: Form) -> Iterator[Row]:
    """The rows of the survey sheet: groups opened and closed, their questions between."""
    for group in form.groups:
        kind = "repeat" if group.repeat else "group"
        yield {
            "type": f"begin_{kind}",
            "name": group.name,
            "relevant": group.relevant,
            **_words("label", group),
        }
        yield from map(_question_row, group.questions)
        yield {"type": f"end_{kind}", "name": group.name}


def choice_rows(form: Form) -> Iterator[Row]:
    """The rows of the choices sheet."""
    for name, choices in form.lists().items():
        for choice in choices:
            yield {"list_name": name, "name": choice.value, **_words("label", choice)}


def xlsform(form: Form) -> bytes:
    """The spreadsheet (XLSX) of a form."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "survey", _SURVEY, list(survey_rows(form)))
    _sheet(book, "choices", _CHOICES, list(choice_rows(form)))
    _sheet(book, "settings", _SETTINGS, [_settings(form)])
    book.properties.creator = "tahqiq"
    book.properties.created = book.properties.modified = _EPOCH
    return _steady(book)


def xform(form: Form) -> str:
    """The form as XForm (XML), made by pyxform as a server would make it.

    Raises:
        ValueError: pyxform warns of something.
    """
    from pyxform.xls2xform import convert

    converted = convert(xlsform=io.BytesIO(xlsform(form)), file_type=".xlsx", validate=False)
    if converted.warnings:
        raise ValueError(f"{form.slug}: {'; '.join(converted.warnings)}")
    return str(converted.xform)


def _question_row(question: Question) -> Row:
    selects = question.type in SELECTS
    row = {
        "type": f"{question.type} {question.list}" if selects else question.type,
        "name": question.name,
        "relevant": question.relevant,
        "constraint": question.constraint,
        "appearance": question.appearance or ("multiline" if question.multiline else ""),
        "default": question.default,
        "parameters": _PARAMETERS if question.type == "image" else "",
        **_words("label", question),
        f"hint::{ENGLISH}": question.hint_en,
        f"hint::{ARABIC}": question.hint_ar,
        f"constraint_message::{ENGLISH}": question.refusal_en,
        f"constraint_message::{ARABIC}": question.refusal_ar,
    }
    if question.required:
        required = {f"required_message::{ENGLISH}": _REQUIRED[0], f"required_message::{ARABIC}": _REQUIRED[1]}
        row |= {"required": "yes", **required}
    return row


def _settings(form: Form) -> Row:
    return {
        "form_title": f"{form.en} · {form.ar}",
        "form_id": form.name,
        "version": form.version,
        "default_language": ARABIC,
    }


def _words(column: str, worded: Group | Question | object) -> Row:
    english, arabic = getattr(worded, "en"), getattr(worded, "ar")  # noqa: B009
    return {f"{column}::{ENGLISH}": english, f"{column}::{ARABIC}": arabic}


def _sheet(book: Workbook, title: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """A sheet with the columns that hold something, every cell text and shown as text."""
    sheet = book.create_sheet(title)
    used = [column for column in columns if any(row.get(column) for row in rows)]
    for line, cells in enumerate([used, *([row.get(column, "") for column in used] for row in rows)], 1):
        for place, text in enumerate(cells, 1):
            if text:
                cell = sheet.cell(line, place, text)
                cell.data_type, cell.number_format = "s", "@"
    sheet.freeze_panes = "A2"


def _steady(book: Workbook) -> bytes:
    """The workbook's bytes with no clock in them: openpyxl stamps both its members and its properties."""
    from openpyxl.writer.excel import ExcelWriter

    raw, steady = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        writer = ExcelWriter(book, archive)
        modified = book.properties.modified
        writer.write_data()
        book.properties.modified = modified
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as kept:
        for member in sorted(made.namelist()):
            kept.writestr(zipfile.ZipInfo(member, _ZIPPED), made.read(member), zipfile.ZIP_DEFLATED)
    return steady.getvalue()

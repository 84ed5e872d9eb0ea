"""Workbooks made for a test."""

import io
import zipfile

import openpyxl


def workbook(
    rows: list[list[object]], *, sheet: str = "Sheet", second: dict[str, list[list[object]]] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = sheet
    for row in rows:
        first.append(row)
    for name, others in (second or {}).items():
        added = book.create_sheet(name)
        for row in others:
            added.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_member(content: bytes, name: str, replacement: bytes) -> bytes:
    """The workbook with one member's bytes put in another's place."""
    old, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, replacement if each == name else old.read(each))
    return stream.getvalue()

"""The paper kit: the same forms to be filled in by hand, and tags whose codes come back on scans.

Every tag is printed as often as there are places for it, so that body, bag and form bear one code. A form can
be printed with a code of its own on every page; without one there is room for a tag. Who people are is asked
on a sheet of its own that bears no QR code: it is not scanned, a keeper of the vault types it in.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from tahqiq.read.forms.definition import Form, Group, Question, worded_in
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import word

Language = Literal["en", "ar"]

#: How often a repeated group is printed, and how many lines an answer has.
COPIES, LINES, MANY_LINES = 3, 1, 4
#: Where a tag goes: one of each is printed.
PLACES = ("On the body", "On the bag", "On the form", "With the effects")
_WORDS = {
    "vault": "encrypted on arrival",
    "version": "Version",
    "sticker": "Tag with the code here",
    "never": "A code is never used twice.",
    "apart": "Do not scan this sheet. Hand it to a keeper of the vault.",
}


def paper_form(form: Form, language: Language, *, code: str = "") -> bytes:
    """A form as PDF, with a code on every page or room for a tag.

    Raises:
        BadInput: the typefaces of the printed pages have not been built.
    """
    sheet = {
        "kind": "form",
        "title": worded_in(form, language),
        "version": form.version,
        "code": code,
        "qr": qr_svg(code) if code else "",
        "groups": _groups(form, language, vault=False),
        "apart": _groups(form, language, vault=True),
    }
    return _printed(sheet, language)


def tag_sheets(codes: Sequence[str], language: Language) -> bytes:
    """Tags to be cut out as PDF: each code once for each place it goes to."""
    places = [word(each, language) for each in PLACES]
    tags = [{"code": code, "qr": qr_svg(code), "place": place} for code in codes for place in places]
    return _printed({"kind": "tags", "title": word("Tags", language), "tags": tags}, language)


def qr_svg(text: str) -> str:
    """A QR code (ISO/IEC 18004) that survives the loss of nearly a third of it, as SVG."""
    import segno

    drawn = io.BytesIO()
    segno.make_qr(text, error="h").save(drawn, kind="svg", xmldecl=False, border=4)
    return drawn.getvalue().decode()


def _printed(sheet: dict[str, Any], language: Language) -> bytes:
    import typst

    fonts = Path(str(files("tahqiq") / "assets" / "print"))
    if not fonts.is_dir():
        raise BadInput("the typefaces of the printed pages are not there", remedy="run ./tahqiq once more")
    template = (files(__package__) / "paper.typ").read_bytes()
    words = {name: word(each, language) for name, each in _WORDS.items()}
    inputs = {"sheet": json.dumps({**sheet, "language": language, "words": words}, ensure_ascii=False)}
    faces = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
    return typst.compile(template, sys_inputs=inputs, font_paths=faces, format="pdf")


def _groups(form: Form, language: Language, *, vault: bool) -> list[dict[str, Any]]:
    """The groups with what may be scanned, or with who people are."""
    kept = ((group, [each for each in group.questions if each.to_vault == vault]) for group in form.groups)
    return [_group(group, questions, language) for group, questions in kept if questions]


def _group(group: Group, questions: Iterable[Question], language: Language) -> dict[str, Any]:
    return {
        "label": worded_in(group, language),
        "copies": COPIES if group.repeat and not group.rows else 1,
        "rows": group.rows,
        "questions": [_question(each, language) for each in questions],
    }


def _question(question: Question, language: Language) -> dict[str, Any]:
    return {
        "label": worded_in(question, language),
        "hint": question.hint_ar if language == "ar" else question.hint_en,
        "required": question.required,
        "vault": question.to_vault,
        "note": question.type == "note",
        "many": question.type == "select_multiple",
        "choices": [worded_in(each, language) for each in question.choices],
        "lines": MANY_LINES if question.multiline else LINES,
    }

"""Every message of the desk has an Arabic one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

import tahqiq.desk
from tahqiq.casebook import actions
from tahqiq.desk.deeds import DEEDS, FIELDS, KINDS
from tahqiq.desk.states import COUNTED, ROLE_MEANS, ROLE_NAMES, STATES
from tahqiq.vocab.wording import LOCALE

DESK = Path(tahqiq.desk.__file__).parent
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "word": None,
    "ngettext": (1, 2),
    "counted": (1, 2),
}
HOW_MANY = re.compile(r'{% how_many "([^"]+)" "([^"]+)"')


def _messages() -> Iterator[tuple[str, str]]:
    """Each message with the file it stands in."""
    for file in sorted(DESK.rglob("*.py")):
        yield from _extracted(file.read_text("utf-8"), file)
    for file in sorted(DESK.rglob("*.html")):
        source = file.read_text("utf-8")
        yield from _extracted(templatize(source), file)
        yield from ((one, file.name) for one, _ in HOW_MANY.findall(source))
    yield from (
        (message, "deeds.py, states.py")
        for called in (DEEDS, KINDS, FIELDS, STATES, ROLE_NAMES, ROLE_MEANS, COUNTED)
        for message in called.values()
    )


def _extracted(source: str, file: Path) -> Iterator[tuple[str, str]]:
    for _, message, _, _ in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield (message[0] if isinstance(message, tuple) else message), file.name


def test_no_arabic_message_is_missing() -> None:
    known = {entry.msgid: entry for entry in polib.pofile(str(LOCALE / "ar" / "LC_MESSAGES" / "django.po"))}
    missing = {f"{where}: {message}" for message, where in _messages() if message not in known}
    empty = {message for message, _ in _messages() if message in known and not known[message].translated()}
    assert not missing and not empty


@pytest.mark.parametrize("template", sorted(DESK.rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_words_outside_messages(template: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>|&\w+;", " ", template.read_text("utf-8"), flags=re.DOTALL)
    names_of_ourselves = {"Tahqiq", "English", "SHA", "Desk"}
    assert not set(re.findall(r"[A-Za-z]{3,}", text)) - names_of_ourselves


def test_every_action_has_a_name_in_the_audit_trail() -> None:
    verbs = {name for name in actions.__all__ if hasattr(getattr(actions, name), "permission")}
    assert verbs <= set(DEEDS)

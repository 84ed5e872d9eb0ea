"""The catalogue check sees what a reader of Arabic would: gaps, lost figures, dead entries."""

from __future__ import annotations

from pathlib import Path

import check_catalogue
import polib
import pytest


def entry(**fields: object) -> polib.POEntry:
    return polib.POEntry(**fields)


def faults(**fields: object) -> list[str]:
    return list(check_catalogue.faults_of(entry(**fields)))


SIX = {0: "لا حوادث", 1: "حادثة", 2: "حادثتان", 3: "{n} حوادث", 4: "{n} حادثة", 5: "{n} حادثة"}


def test_a_whole_entry_has_no_fault() -> None:
    assert faults(msgid="Unknown", msgstr="غير معروف") == []
    assert faults(msgid="{n} incident", msgid_plural="{n} incidents", msgstr_plural=SIX) == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"msgid": "Unknown", "msgstr": ""}, "without Arabic"),
        ({"msgid": "Unknown", "msgstr": "غير معروف", "flags": ["fuzzy"]}, "fuzzy"),
        ({"msgid": "at least {n}", "msgstr": "على الأقل"}, "placeholders [] for ['{n}']"),
        ({"msgid": "of %(all)s", "msgstr": "من %(some)s"}, "placeholders ['%(some)s'] for ['%(all)s']"),
        (
            {"msgid": "{n} day", "msgid_plural": "{n} days", "msgstr_plural": {0: "يوم", 1: "أيام"}},
            "2 plural forms, Arabic has 6",
        ),
        (
            {"msgid": "{n} day", "msgid_plural": "{n} days", "msgstr_plural": {**SIX, 3: ""}},
            "without Arabic",
        ),
    ],
)
def test_what_is_wrong_is_said(fields: dict[str, object], fault: str) -> None:
    assert fault in faults(**fields)


def test_messages_are_found_in_code() -> None:
    code = """
word("Unknown", language)
tongue.word("Weak" if weak else "Fair")
counted("{n} day", "{n} days", n, language)
word_in_context("grade", "Confirmed", language)
word(table[key], language)
unrelated("nothing")
"""
    found = set(check_catalogue.in_python(code))
    assert found == {("", "Unknown"), ("", "Weak"), ("", "Fair"), ("", "{n} day"), ("grade", "Confirmed")}


def test_messages_are_found_in_templates_of_the_site() -> None:
    template = (
        "{{ _('Sources') }} {% trans %}Method{% endtrans %} {{ tongue.word('Front') }} {{ other('no') }}"
    )
    assert set(check_catalogue.in_jinja(template)) == {("", "Sources"), ("", "Method"), ("", "Front")}


def test_messages_are_found_in_the_desks_templates_and_scripts(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        '{% load i18n %}{% translate "Log out" %}'
        "{% blocktranslate count n=all %}{{ n }} claim{% plural %}{{ n }} claims{% endblocktranslate %}"
    )
    script = tmp_path / "copying.ts"
    script.write_text('button.textContent = word("Copied");')
    assert set(check_catalogue.extracted(template)) == {("", "Log out"), ("", "%(n)s claim")}
    assert set(check_catalogue.extracted(script)) == {("", "Copied")}


def test_words_of_tables_are_known(tmp_path: Path) -> None:
    table = tmp_path / "case.toml"
    table.write_text('title = "Raqqa"\n[[claims]]\nnotes = ["one", {two = "two words"}]\nn = 3\n')
    assert set(check_catalogue.spoken_in(table)) == {"Raqqa", "one", "two words"}

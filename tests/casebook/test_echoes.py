"""Copies of what was said, found again where nobody meant to keep them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import models

from casebook.record import KINDS, Record
from tahqiq.casebook.echoes import NOTES, WRITTEN, Words, echoes, erase
from tahqiq.casebook.models import AuditEntry, Incident, Job, Revision

SAID = "There were nine of us in the cellar; then the ceiling fell."
COPY = "note: nine of us in the cellar, they said"

#: Texts that no copy is looked for in, and why.
NOT_SEARCHED = re.compile(
    r"""
    \w+\.(?: columns | quote | url | report_url )                  # of sealed items, which are found by id
    | answer\.\w+ | answerproposal\.(?:place|report|reporter|codes|references)   # as an armed actor words it
    | (?:assessment|burial|consent|foundphotograph|listing|missingperson|reassociation|remains|ruling|sample
        |statement|statusjudgement|victim)\.withdrawn_reason        # in the audit trail as well, and short
    | \w+\.(?: name_en | name_ar ) | case\.(?:title_\w+|corrections_to) | population\.title_\w+   # names
    | assessment\.\w+ | incidentline\.words | signoff\.content   # made by rules from other records
    | claim\.\w+ | item\.\w+ | text\.content | interview\.setting | missingperson\.told
    | formsubmission\.\w+                                         # what was said itself
    | correction\.said_\w+                                        # public, and about another's letter
    | incident\.(?:previous_codes|time_wording|strike_type) | victim\.age
    | (?:sample)\.(?:kind|purpose) | sitevisit\.team | ruling\.authority | statusjudgement\.basis
    | formconflict\.questions | answerevent\.reasons | withdrawal\.\w+ | vaultentry\.wrapped
    | import(?:plan|problem|run)\.\w+ | release\.(?:path|recalled_reason)        # slugs and bookkeeping
    """,
    re.VERBOSE,
)


def test_every_text_of_the_record_is_searched_or_said_why_not() -> None:
    """A field added to the record is searched for copies, or named here with a reason."""
    searched = {
        f"{kind._meta.model_name}.{name}"
        for kinds in (NOTES, WRITTEN)
        for kind, names in kinds.items()
        for name in names
    }
    texts = {
        f"{kind._meta.model_name}.{field.name}"
        for kind in KINDS
        for field in kind._meta.concrete_fields
        if isinstance(field, models.TextField | models.JSONField)
    }
    assert [each for each in sorted(texts - searched) if not NOT_SEARCHED.fullmatch(each)] == []


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (SAID, True),
        (COPY, True),
        ("«nine of us in the cellar»", True),
        ("nine of us in a cellar then", False),
        ("nine people", False),
        ("", False),
    ],
)
def test_six_words_in_a_row_are_a_copy(text: str, is_copy: bool) -> None:
    assert (text in Words.of([SAID])) == is_copy


def test_a_short_quote_is_a_copy_whole() -> None:
    said = Words.of(["he ran to the well", "no"])
    assert "that he ran to the well, at night" in said and "he ran to a well, no" not in said


def test_nothing_said_has_no_copies(db: None) -> None:
    record = Record()
    record.new(Job, refusal=COPY)
    assert not Words.of(["", " "]) and list(echoes(record.case, Words.of([""]), NOTES)) == []


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ({"a": [COPY, 1, None], "b": "kept"}, {"a": ["(lawfully removed)", 1, None], "b": "kept"}),
        ({COPY: True}, {"(lawfully removed)": True}),
        (["kept"], ["kept"]),
    ],
)
def test_texts_inside_values_are_replaced_whole(value: Any, left: Any) -> None:
    assert Words.of([SAID]).taken_out_of(value) == left


def test_our_notes_are_erased_and_what_we_wrote_is_told(db: None) -> None:
    record, said = Record(), Words.of([SAID])
    incident = record.new(Incident, code="CS9", summary_en=COPY)
    record.new(AuditEntry, after={"reason": COPY}, target_id="y")
    record.new(Revision, kind="incident", record=incident.pk, version=3, values={"summary_en": COPY})
    record.new(Job, result={"told": COPY})
    elsewhere = Record(slug="mosul").new(Job, result={"told": COPY})
    assert [each.pk for each in echoes(record.case, said, WRITTEN)] == [incident.pk]
    assert erase(record.case, said) == 3
    assert list(echoes(record.case, said, NOTES)) == []
    elsewhere.refresh_from_db()
    assert elsewhere.result == {"told": COPY}

"""What may be said over again is told; what only looks so is not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebook.record import Record
from tahqiq.casebook.doubles import doubles_of
from tahqiq.casebook.models import Claim, Incident, Item, Source, Text

CELLS = {"locator": "cells", "record": 1, "columns": ["a"], "quote": "4"}


def _in_text(record: Record, sha: str, source: Source, quote: str, **values: object) -> Claim:
    """A claim of a text of its own."""
    item, _ = Item.objects.get_or_create(case=record.case, sha256=sha, defaults={"size": 1, "source": source})
    span = {"locator": "span", "start": 0, "end": len(quote), "record": None, "columns": [], "quote": quote}
    about = {"item": item, "text_sha256": sha, "source": source, "incident": None}
    return record.new(Claim, **{**span, **about, **values})


def _why(record: Record, claim: Claim) -> dict[str, str]:
    return {str(each.claim.pk): each.why for each in doubles_of(record.case, [claim])[claim.pk]}


@pytest.mark.django_db
class TestSameWords:
    def test_another_outlet_with_the_same_words_is_told(self, record: Record) -> None:
        one, other = record.new(Source, slug="a"), record.new(Source, slug="b")
        claim = _in_text(record, "1" * 64, one, "قُتِل سبعة مدنيين في القصف")
        reprint = _in_text(record, "2" * 64, other, "قتل سبعة مدنيين، في القصف.")
        assert _why(record, claim) == {str(reprint.pk): "words"}

    def test_the_same_source_other_words_other_figures_and_few_words_are_not(self, record: Record) -> None:
        one, other = record.new(Source, slug="a"), record.new(Source, slug="b")
        claim = _in_text(record, "1" * 64, one, "seven people died here today")
        _in_text(record, "2" * 64, one, "seven people died here today")
        _in_text(record, "3" * 64, other, "seven people died there today")
        _in_text(record, "4" * 64, other, "seven people died here today", min=8, max=8)
        short = _in_text(record, "5" * 64, one, "seven died")
        _in_text(record, "6" * 64, other, "seven died")
        assert _why(record, claim) == _why(record, short) == {}

    def test_what_was_rejected_or_withdrawn_is_no_double(self, record: Record) -> None:
        one, other = record.new(Source, slug="a"), record.new(Source, slug="b")
        claim = _in_text(record, "1" * 64, one, "seven people died here today")
        gone = {"status": "rejected", "decided_by": "amal", "decided_at": "2026-01-01T00:00Z"}
        _in_text(record, "2" * 64, other, "seven people died here today", **gone)
        assert _why(record, claim) == {}


@pytest.mark.django_db
class TestSameFigure:
    def test_one_source_or_one_origin_about_one_incident_is_told(self, record: Record) -> None:
        incident, other = record.one(Incident), record.new(Source, slug="b")
        doctor = [{"name": "Dr. Aḥmad", "kind": "", "role": "speaker"}]
        claim = record.new(Claim, incident=incident, record=7, chain=doctor)
        same = record.new(Claim, incident=incident, record=8)
        spelled = [
            {"name": "The Wire", "kind": "", "role": "outlet"},
            {"name": "Dr Ahmad", "role": "speaker"},
        ]
        origin = record.new(Claim, incident=incident, record=9, source=other, chain=spelled)
        record.new(Claim, incident=incident, record=10, source=other)
        record.new(Claim, incident=incident, record=11, min=5, max=5)
        record.new(Claim, incident=record.new(Incident, code="other"), record=12)
        assert _why(record, claim) == {str(same.pk): "figure", str(origin.pk): "figure"}

    def test_a_screen_full_of_claims_costs_two_questions(self, record: Record) -> None:
        claims = [record.new(Claim, record=n) for n in range(30)]
        with CaptureQueriesContext(connection) as asked:
            assert len(doubles_of(record.case, claims)[claims[0].pk]) == 29
        assert len(asked) <= 2

    def test_claims_without_a_figure_have_no_double(self, record: Record) -> None:
        claims = [record.new(Claim, record=n, min=None, max=None) for n in range(2)]
        assert not any(doubles_of(record.case, claims).values())
        assert Text.objects.count() == 0

"""The armed actors' answers and statements as release rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from tahqiq.casebook.models import Answer, Statement, Status
from tahqiq.casebook.releasing.reading import NO_CONSENT, Leaving, first_and_last, stream
from tahqiq.vocab.rows import AnswerRow, StatementRow, Withheld


def answers(leaving: Leaving) -> Iterator[AnswerRow]:
    """All standing answers, incident by incident."""
    found = Answer.objects.standing().filter(case=leaving.case).annotate(may_leave=leaving.words_may_leave())
    for each in stream(found.annotate(claim_status=F("claim__status")), "incident_id", "id"):
        held = [] if each.may_leave else [Withheld(field="quote", reason=NO_CONSENT)]
        yield Answer.release_policy.apply(AnswerRow, _answer(leaving, each), withhold=held)


def _answer(leaving: Leaving, each: Any) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "incident": str(each.incident_id),
        "party": leaving.parties[each.party_id],
        "state": each.state,
        "reasons": tuple(each.reasons),
        "killed_min": each.killed_min,
        "killed_max": each.killed_max,
        "injured_min": each.injured_min,
        "injured_max": each.injured_max,
        "grid_reference": each.grid_reference,
        "location_wording": each.location_wording,
        "item": leaving.item(each.item_id),
        "record": each.record,
        "columns": tuple(each.columns),
        "quote": each.quote,
        "claim": leaving.claim(each.claim_id) if each.claim_status == Status.ACCEPTED else None,
    }


def statements(leaving: Leaving) -> Iterator[StatementRow]:
    """All standing statements, incident by incident."""
    found = Statement.objects.filter(case=leaving.case, withdrawn_at=None)
    found = found.annotate(may_leave=leaving.words_may_leave())
    for each in stream(found, "incident_id", "id"):
        said_from, said_to = first_and_last(each.said_start, each.said_end)
        plain = {
            "id": str(each.pk),
            "incident": str(each.incident_id),
            "party": leaving.parties[each.party_id],
            "kind": each.kind,
            "said_from": said_from,
            "said_to": said_to,
            "url": each.url,
            "quote": each.quote,
            "item": leaving.item(each.item_id),
            "record": each.record,
            "columns": tuple(each.columns),
            "start": each.start or 0,
            "end": each.end or 0,
        }
        held = [] if each.may_leave else [Withheld(field="quote", reason=NO_CONSENT)]
        yield Statement.release_policy.apply(StatementRow, plain, withhold=held)

"""What exactly a second person signs, and whether the record still says it.

The content is the assessment with all that it rests on: the incident in its words, its place, the
accepted claims, the answers that stand, rules, profile, range, grade and reasons, as canonical
JSON (sorted keys, no spaces, UTF-8); its SHA-256 is what is signed. Whatever changes afterwards,
by whichever way, gives another hash: the signature no longer holds, the assessment waits for a
second person again, and the screen says what has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tahqiq.casebook.acting import Act
from tahqiq.casebook.drafts import AnswerDraft, IncidentDraft, PlaceDraft
from tahqiq.casebook.grading import claim_value
from tahqiq.casebook.identity import fingerprint
from tahqiq.casebook.models import TAHQIQ, Answer, Assessment, Blame, Claim, Incident, SignOff

#: Name and version of what is signed; a change of it makes earlier signatures void.
FORMAT = "sign-off/1"
#: Signatures that are looked at with one set of queries.
AT_A_TIME = 500
_SPELLED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_RESULT = ("grade", "strike_status", "harm_reported", "rules", "profile", "reasons_en", "reasons_ar")
_COUNTS = ("killed_min", "killed_max", "injured_min", "injured_max")


@dataclass(frozen=True, slots=True)
class Signable:
    """What would be signed: canonical JSON, and its SHA-256."""

    content: str
    sha256: str

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Signable:
        """Spelled canonically.

        >>> Signable.of({"b": 1, "a": "ع"}).content
        '{"a":"ع","b":1}'
        """
        spelled = _SPELLED.encode(content)
        return cls(spelled, hashlib.sha256(spelled.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Since:
    """One thing that changed since a signature.

    Attributes:
        part: 'incident', 'place', 'result', 'claims' or 'answers'.
        name: the field; for claims and answers 'added', 'removed' or 'changed'.
        before, after: what it said; for claims and answers after is how many.
    """

    part: str
    name: str
    before: Any
    after: Any


def signable(assessments: Iterable[Assessment]) -> dict[UUID, Signable]:
    """What would be signed of each of our assessments now, by its id; a few queries for all."""
    held = list(assessments)
    incidents = Incident.objects.select_related("place").in_bulk({each.incident_id for each in held})
    blamed, claims, answers = _blamed(incidents), _claims(incidents), _answers(incidents)
    return {
        each.pk: Signable.of(
            {
                "format": FORMAT,
                **_incident(incidents[each.incident_id], blamed[each.incident_id]),
                "result": _result(each),
                "claims": claims[each.incident_id],
                "answers": answers[each.incident_id],
            }
        )
        for each in held
    }


def _incident(incident: Incident, blamed: Sequence[str]) -> dict[str, Any]:
    draft = IncidentDraft.of(incident, blamed=tuple(blamed))
    place = PlaceDraft.of(incident.place).plain() if incident.place is not None else None
    return {"incident": {"id": str(incident.pk), **draft.plain()}, "place": place}


def _result(each: Assessment) -> dict[str, Any]:
    named = {name: getattr(each, name) for name in (*_RESULT, *_COUNTS)}
    return {"id": str(each.pk), **named, "claims": list(each.claims)}


def _blamed(incidents: Collection[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    blames = Blame.objects.filter(incident__in=list(incidents)).order_by("party__slug")
    for incident, slug in blames.values_list("incident_id", "party__slug"):
        found[incident].append(slug)
    return found


def _claims(incidents: Collection[UUID]) -> dict[UUID | None, dict[str, str]]:
    """Accepted claims by incident: id → hash of what it says and of how its source is rated."""
    found: dict[UUID | None, dict[str, str]] = defaultdict(dict)
    claims = Claim.objects.accepted().filter(incident__in=list(incidents))
    for claim in claims.select_related("source", "population"):
        value = claim_value(claim, claim.population.slug if claim.population is not None else "")
        rated = (claim.source.slug, claim.source.kind, claim.source.reliability)
        found[claim.incident_id][str(claim.pk)] = fingerprint([repr(value), *rated])
    return found


def _answers(incidents: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Standing answers by incident: id → what it says."""
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    answers = Answer.objects.standing().filter(incident__in=list(incidents)).select_related("party")
    for answer in answers:
        figures = {name: getattr(answer, name) for name in _COUNTS}
        said = {"party": answer.party.slug, "state": answer.state, "reasons": answer.reasons, **figures}
        found[answer.incident_id][str(answer.pk)] = {
            **said,
            "quote": answer.quote,
            **AnswerDraft.of(answer).plain(),
        }
    return found


def changed_since(signed: SignOff, now: Signable) -> list[Since]:
    """What the record says otherwise than what was signed; nothing where the signature holds."""
    if signed.sha256 == now.sha256:
        return []
    before, after = json.loads(signed.content), json.loads(now.content)
    found: list[Since] = []
    for part in ("incident", "place", "result"):
        found += _fields(part, before.get(part) or {}, after.get(part) or {})
    for part in ("claims", "answers"):
        found += _rows(part, before.get(part) or {}, after.get(part) or {})
    return found


def _fields(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Since]:
    names = [name for name in {**before, **after} if name not in {"id", "claims", "reasons_ar"}]
    return [
        Since(part, name, before.get(name), after.get(name))
        for name in sorted(names)
        if before.get(name) != after.get(name)
    ]


def _rows(part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Since]:
    counts = {
        "added": len(set(after) - set(before)),
        "removed": len(set(before) - set(after)),
        "changed": sum(before[key] != after[key] for key in set(before) & set(after)),
    }
    return [Since(part, name, None, n) for name, n in counts.items() if n]


def latest(incident: Incident) -> SignOff | None:
    """The last signature under any assessment of the incident."""
    return SignOff.objects.filter(incident=incident).order_by("-signed_at", "-id").first()


def holding(assessments: Iterable[Assessment]) -> set[UUID]:
    """Which of these are signed off, and still say what was signed."""
    signed = [each for each in assessments if each.assessor == TAHQIQ and each.signed_off_at is not None]
    found: set[UUID] = set()
    for start in range(0, len(signed), AT_A_TIME):
        some = signed[start : start + AT_A_TIME]
        rows = SignOff.objects.filter(assessment__in=[each.pk for each in some]).order_by("signed_at", "id")
        last = dict(rows.values_list("assessment_id", "sha256"))
        found |= {key for key, now in signable(some).items() if last.get(key) == now.sha256}
    return found


def lapse(act: Act, incidents: Collection[UUID] | QuerySet[Any, Any]) -> int:
    """Lets signatures lapse under which something has changed: they wait for a second person again.

    Args:
        incidents: ids, or a query that gives ids, of those that may have changed.

    Returns:
        How many lapsed; the signatures themselves stay on record.
    """
    ours = Assessment.objects.standing().by(TAHQIQ).filter(incident__in=incidents).select_related("case")
    signed = list(ours.exclude(signed_off_at=None))
    still = holding(signed)
    gone = [each for each in signed if each.pk not in still]
    for each in gone:
        Assessment.objects.filter(pk=each.pk).update(signed_off_by="", signed_off_at=None)
        act.note(each, before={"signed_off_by": each.signed_off_by}, after={"signed_off_by": ""})
    return len(gone)

"""A small record to test on: one of everything, each valid, in a case of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db import models

from tahqiq.casebook import signing
from tahqiq.casebook.actors import ROLES, Actor, Permission
from tahqiq.casebook.grading import Evidence
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    AnswerProposal,
    Approval,
    Assessment,
    AuditEntry,
    Blame,
    Burial,
    Case,
    Claim,
    Consent,
    Contradiction,
    Correction,
    FamilyRequest,
    FollowUp,
    FormConflict,
    FormSubmission,
    FoundPhotograph,
    Grave,
    HandOver,
    ImportPlan,
    ImportProblem,
    ImportRun,
    Incident,
    Interview,
    Item,
    Job,
    Judgement,
    Listing,
    LogEntry,
    Match,
    MissingPerson,
    Party,
    Passage,
    Place,
    Population,
    Presence,
    Reassociation,
    RecoverySite,
    Release,
    Remains,
    Remnant,
    Revision,
    Ruling,
    Sample,
    SignOff,
    SiteVisit,
    Sought,
    Source,
    Statement,
    StatusJudgement,
    StoryVersion,
    Suggestion,
    Text,
    VaultEntry,
    VaultKeeper,
    Victim,
    VisitPhotograph,
    WelfareFlag,
    Withdrawal,
)
from tahqiq.grade import grade_incident

M = TypeVar("M", bound=models.Model)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY, NEXT = date(2017, 10, 17), date(2017, 10, 18)
SHA, OTHER_SHA = "ab" * 32, "cd" * 32
CELLS: dict[str, Any] = {"locator": "cells", "record": 3, "columns": ["civ_killed_min"], "quote": "4"}


def actor(*permissions: Permission, name: str = "amal") -> Actor:
    """Somebody with these permissions everywhere; all of them where none is named."""
    return Actor(name=name, everywhere=frozenset(permissions or Permission))


def in_role(slug: str, case: Case, name: str = "amal") -> Actor:
    """Somebody in a role in one case."""
    return Actor(name=name, in_case={case.slug: ROLES[slug].permissions})


@dataclass
class Record:
    """Makes records on demand; what one points to is made with it and shared."""

    slug: str = "raqqa"
    _made: dict[type[models.Model], models.Model] = field(default_factory=dict)

    def one(self, model: type[M]) -> M:
        """The one valid record of this kind."""
        if model not in self._made:
            self._made[model] = self.new(model)
        return self._made[model]  # type: ignore[return-value]

    def new(self, model: type[M], **values: Any) -> M:
        """Another record of this kind, valid unless ``values`` break it."""
        return model._default_manager.create(**{**self.values(model), **values})

    @property
    def case(self) -> Case:
        return self.one(Case)

    def values(self, model: type[models.Model]) -> dict[str, Any]:
        """What a valid record of this kind says."""
        made = getattr(self, f"_{model._meta.model_name}")()
        return made if model is Case else {"case": self.case, **made}

    def _case(self) -> dict[str, Any]:
        return {"slug": self.slug, "title_en": "Raqqa 2017", "assessed_by": "airwars"}

    def _party(self) -> dict[str, Any]:
        return {"slug": "coalition", "name_en": "U.S.-led Coalition", "name_ar": "التحالف"}

    def _source(self) -> dict[str, Any]:
        return {"slug": "airwars", "name_en": "Airwars", "kind": "casualty_recorder"}

    def _population(self) -> dict[str, Any]:
        return {"slug": "deaths", "title_en": "Deaths"}

    def _item(self) -> dict[str, Any]:
        return {"sha256": SHA, "size": 3, "media_type": "text/csv", "source": self.one(Source)}

    def _text(self) -> dict[str, Any]:
        words = {"sha256": OTHER_SHA, "content": "four killed", "language": "en"}
        return {"item": self.one(Item), **words, "extractor": "plain", "version": "1"}

    def _place(self) -> dict[str, Any]:
        return {"name_en": "Badou", "precision": "neighbourhood", "lat": 35.961778, "lon": 39.006083}

    def _incident(self) -> dict[str, Any]:
        return {"code": "CS1640", "start": DAY, "end": NEXT, "place": self.one(Place)}

    def _blame(self) -> dict[str, Any]:
        return {"incident": self.one(Incident), "party": self.one(Party)}

    def _recoverysite(self) -> dict[str, Any]:
        return {"name_en": "Panorama park", "kind": "mass_grave", "place": self.one(Place)}

    def _claim(self) -> dict[str, Any]:
        said = {"statement_en": "four civilians killed", "effect": "killed", "category": "civilians"}
        where = {"item": self.one(Item), "text_sha256": SHA, **CELLS}
        figure = {
            "min": 4,
            "max": 4,
            "span_start": DAY,
            "span_end": NEXT,
            "said_start": DAY,
            "said_end": NEXT,
        }
        return {"source": self.one(Source), "incident": self.one(Incident), **said, **where, **figure}

    def _assessment(self) -> dict[str, Any]:
        held = {"grade": "fair", "killed_min": 4, "killed_max": 4, "injured_min": 1, "injured_max": 2}
        made = {"author": "amal", "made_at": NOW, "assessor": "airwars", "strike_status": "likely"}
        return {"incident": self.one(Incident), **held, **made, "item": self.one(Item), **CELLS}

    def _answer(self) -> dict[str, Any]:
        said = {"state": "non_credible", "killed_min": 1, "killed_max": 1, "injured_min": 0, "injured_max": 1}
        who = {"incident": self.one(Incident), "party": self.one(Party), "source": self.one(Source)}
        return {**who, **said, "item": self.one(Item), **CELLS}

    def _answerevent(self) -> dict[str, Any]:
        step = {"answer": self.one(Answer), "sequence": 1, "state": "open", "killed_min": 1, "killed_max": 1}
        return {**step, "recorded_by": "amal", "recorded_at": NOW, "item": self.one(Item), **CELLS}

    def _statement(self) -> dict[str, Any]:
        who = {"incident": self.one(Incident), "party": self.one(Party), "source": self.one(Source)}
        said = {"kind": "civcas_statement", "said_start": DAY, "said_end": NEXT}
        return {**who, **said, "item": self.one(Item), **CELLS}

    def _victim(self) -> dict[str, Any]:
        return {
            "incident": self.one(Incident),
            "name_en": "A name",
            "sex": "female",
            "age_group": "adult",
            "status": "killed",
        }

    def _listing(self) -> dict[str, Any]:
        where = {"item": self.one(Item), **CELLS, "quote": "A name"}
        return {"victim": self.one(Victim), "source": self.one(Source), **where}

    def _judgement(self) -> dict[str, Any]:
        left, right = sorted([self.one(Incident).pk, self.one(Place).pk], key=lambda id_: id_.hex)
        decided = {"verdict": "unsure", "judged_by": "amal", "judged_at": NOW}
        return {"kind": "incident", "left": left, "right": right, **decided}

    def _storyversion(self) -> dict[str, Any]:
        said = {"en": "After", "ar": "بعد"}
        about = {"title": said, "summary": said}
        block = {"kind": "text", "id": "first", "words": said}
        chapter = {"slug": "the-river", **about, "content_note": said, "blocks": [block]}
        told = {"format": "story/1", "slug": "after", **about, "chapters": [chapter]}
        made = {"story": "after", "number": 1, "content": told, "digest": SHA}
        return {**made, "submitted_by": "dina", "submitted_at": NOW}

    def _suggestion(self) -> dict[str, Any]:
        left, right = sorted([self.one(Incident).pk, self.one(Place).pk], key=lambda id_: id_.hex)
        seen = {"probability": 0.6, "rank": 0, "run": self.case.pk, "made_at": NOW}
        bits = {"comparison": "date", "level": 0, "outcome": "same day", "bits": 9.0}
        evidence = {"prior": -8.4, "evidence": [bits], "total": 0.6}
        return {"kind": "incident", "left": left, "right": right, "evidence": evidence, **seen}

    def _job(self) -> dict[str, Any]:
        asked = {"asked_by": "amal", "asked_at": NOW}
        return {"kind": "grade", **asked, "state": "running", "started_at": NOW, "beat_at": NOW}

    def _consent(self) -> dict[str, Any]:
        told = {"subject": "W1", "language": "ar", "given_on": DAY, "expires_on": NEXT, "keep": True}
        return {**told, "recorded_by": "amal", "recorded_at": NOW}

    def _correction(self) -> dict[str, Any]:
        decided = {"kind": "figure", "outcome": "changed", "said_en": "A figure was misread."}
        return {"received_on": DAY, "sealed": b"closed", **decided, "decided_by": "amal", "decided_at": NOW}

    def _release(self) -> dict[str, Any]:
        return {"content": SHA, "path": "raqqa-1", "created_by": "amal", "created_at": NOW}

    def _approval(self) -> dict[str, Any]:
        release = self.one(Release)
        told = {"content": release.content, "created_by": release.created_by}
        return {"release": release, **told, "approved_by": "basma", "approved_at": NOW}

    def _presence(self) -> dict[str, Any]:
        who = {"account": "1", "name": "basma", "seen_at": NOW}
        return {"kind": "incident", "record": self.one(Incident).pk, **who}

    def _revision(self) -> dict[str, Any]:
        said = {"values": {"code": "CS1640"}, "made_by": "amal", "action": "edit_incident", "kept_at": NOW}
        return {"kind": "incident", "record": self.one(Incident).pk, "version": 1, **said}

    def _signoff(self) -> dict[str, Any]:
        signed = {"content": "{}", "sha256": SHA, "signed_by": "basma", "signed_at": NOW}
        return {"incident": self.one(Incident), "assessment": self.one(Assessment), **signed}

    def _remains(self) -> dict[str, Any]:
        seen = {"apparent_sex": "male", "apparent_sex_basis": "pelvis", "age_min": 30, "age_max": 40}
        days = {"recovered_start": DAY, "recovered_end": NEXT, "apparent_age_basis": "teeth"}
        return {"code": "R-1", "site": self.one(RecoverySite), "building": "B-12", **seen, **days}

    def _handover(self) -> dict[str, Any]:
        return {"remains": self.one(Remains), "handed_by": "digger", "received_by": "doctor", "at": NOW}

    def _grave(self) -> dict[str, Any]:
        return {"code": "G-1", "site": self.one(RecoverySite), "x_m": 2.0, "y_m": 3.0, "opened_start": DAY}

    def _foundphotograph(self) -> dict[str, Any]:
        return {"remains": self.one(Remains), "item": self.one(Item), "code": "R-1", "tied_by": "amal"}

    def _logentry(self) -> dict[str, Any]:
        return {"site": self.one(RecoverySite), "on": DAY, "said": "Rain: no digging.", "recorded_by": "amal"}

    def _sample(self) -> dict[str, Any]:
        return {"code": "S-1", "remains": self.one(Remains), "kind": "tooth 36", "taken_by": "doctor"}

    def _part(self) -> Remains:
        return Remains.objects.get_or_create(case=self.case, code="R-2", site=self.one(RecoverySite))[0]

    def _reassociation(self) -> dict[str, Any]:
        judged = {"basis": "the breaks fit", "judged_by": "amal", "judged_at": NOW}
        return {"part": self._part(), "body": self.one(Remains), **judged}

    def _statusjudgement(self) -> dict[str, Any]:
        judged = {"status": "civilian", "basis": ["clothing"], "judged_by": "amal", "judged_at": NOW}
        return {"remains": self.one(Remains), **judged}

    def _burial(self) -> dict[str, Any]:
        laid = {"laid": "temporary", "place": self.one(Place), "on": NEXT, "recorded_by": "amal"}
        return {"remains": self.one(Remains), **laid}

    def _missingperson(self) -> dict[str, Any]:
        told = {"told": {"father": "A name"}, "told_by": "brother", "consent": self.one(Consent)}
        return {"code": "M-1", "name_en": "A name", "sex": "male", "last_seen_start": DAY, **told}

    def _match(self) -> dict[str, Any]:
        weighed = {"rank": 1, "posterior": 0.6, "no_file": 0.2, "log10_lr": 1.5, "standing": "hypothesis"}
        pair = {"remains": self.one(Remains), "missing": self.one(MissingPerson)}
        return {**pair, **weighed, "run": self.case.pk, "made_at": NOW}

    def _ruling(self) -> dict[str, Any]:
        pair = {"remains": self.one(Remains), "missing": self.one(MissingPerson)}
        said = {"standing": "identified", "authority": "an institute", "method": "dna", "reason": "report 7"}
        return {**pair, **said, "judged_by": "amal", "judged_at": NOW}

    def _familyrequest(self) -> dict[str, Any]:
        asked = {"asked_by": "brother", "asked_on": NEXT, "question": "Is he here?", "recorded_by": "amal"}
        return {"missing": self.one(MissingPerson), **asked}

    def _interview(self) -> dict[str, Any]:
        met = {"pseudonym": "W1", "interviewer": "amal", "language": "ar"}
        return {**met, "held_start": DAY, "held_end": NEXT, "consent": self.one(Consent)}

    def _sitevisit(self) -> dict[str, Any]:
        return {"code": "SV-1", "place": self.one(Place), "team": ["amal"]}

    def _remnant(self) -> dict[str, Any]:
        return {"visit": self.one(SiteVisit), "number": 1, "markings": "96214ASSY"}

    def _visitphotograph(self) -> dict[str, Any]:
        return {"visit": self.one(SiteVisit), "item": self.one(Item), "bearing": 270}

    def _sought(self) -> dict[str, Any]:
        return {"visit": self.one(SiteVisit), "what": "crater", "found": False}

    def _passage(self) -> dict[str, Any]:
        where = {"interview": self.one(Interview), "text": self.one(Text), "start": 0, "end": 4}
        return {**where, "knowledge": "saw", "marked_by": "amal", "marked_at": NOW}

    def _contradiction(self) -> dict[str, Any]:
        other = Passage.objects.filter(case=self.case, start=1).first() or self.new(Passage, start=1)
        pair = sorted([self.one(Passage), other], key=lambda each: each.pk.hex)
        return {
            "left": pair[0],
            "right": pair[1],
            "about": "how many",
            "noted_by": "amal",
            "noted_at": NOW,
        }

    def _welfareflag(self) -> dict[str, Any]:
        raised = {"raised_by": "amal", "raised_at": NOW}
        return {"interview": self.one(Interview), "concern": "distress", **raised}

    def _followup(self) -> dict[str, Any]:
        return {"interview": self.one(Interview), "what": "call", "asked_by": "amal", "asked_at": NOW}

    def _vaultkeeper(self) -> dict[str, Any]:
        return {"name": "amal", "public": SHA, "named_by": "amal", "named_at": NOW}

    def _vaultentry(self) -> dict[str, Any]:
        return {"pseudonym": "W1", "whose": "speaks", "sealed": b"closed", "kept_by": "amal", "kept_on": DAY}

    def _withdrawal(self) -> dict[str, Any]:
        nothing = {"interviews": [], "items": [], "texts": 0, "claims": [], "others": 0, "figures": []}
        found = {**nothing, "releases": [], "vault": False}
        why = {"destroy": True, "reason": "the person asked", "found": found, "sha256": SHA}
        return {"consent": self.one(Consent), **why, "proposed_by": "amal", "proposed_at": NOW}

    def _formsubmission(self) -> dict[str, Any]:
        what = {"form": "site_visit", "instance": "uuid:1", "root": "uuid:1", "mark": SHA}
        items = {"item": self.one(Item), "original": self.one(Item)}
        return {**what, **items, "received_by": "amal", "received_at": NOW}

    def _formconflict(self) -> dict[str, Any]:
        other = {"instance": "uuid:2", "mark": OTHER_SHA, "standing": "waits"}
        arrived = FormSubmission.objects.filter(**other).first() or self.new(FormSubmission, **other)
        return {"held": self.one(FormSubmission), "arrived": arrived, "found_at": NOW}

    def _importrun(self) -> dict[str, Any]:
        return {"dataset": "airwars", "files": {"a.csv": SHA}, "started_by": "amal", "started_at": NOW}

    def _importplan(self) -> dict[str, Any]:
        file = {"name": "list.csv", "sha256": SHA, "size": 3, "media_type": "text/csv"}
        return {"kind": "table", "files": [file], "made_by": "amal", "made_at": NOW}

    def _answerproposal(self) -> dict[str, Any]:
        read = {"state": "credible", "killed_min": 1, "killed_max": 2, "injured_min": 0, "injured_max": 1}
        days = {"span_start": DAY, "span_end": NEXT}
        where = {"item": self.one(Item), "text_sha256": SHA, **CELLS}
        return {"party": self.one(Party), "incident": self.one(Incident), **read, **days, **where}

    def _importproblem(self) -> dict[str, Any]:
        where = {"run": self.one(ImportRun), "sequence": 0, "file": "a.csv", "record": 3, "row": 5}
        return {**where, "problem": "not a date", "action": "refused"}

    def _auditentry(self) -> dict[str, Any]:
        return {"actor": "amal", "action": "tested", "target_kind": "case", "target_id": "1", "at": NOW}


def graded(record: Record, by: str = "amal") -> Assessment:
    """Our assessment of the record's one incident, as the rules give it; no audit entry tells of it."""
    evidence = Evidence(record.case)
    (given,) = evidence.of([record.one(Incident)])
    row = evidence.row(grade_incident(given), given)
    made, _ = Assessment.objects.get_or_create(id=row["id"], defaults={**row, "author": by, "made_at": NOW})
    return made


def as_seen(assessment: Assessment) -> str:
    """The hash that a screen shows whoever signs the assessment off."""
    return signing.signable([assessment])[assessment.pk].sha256


#: Every kind of record.
KINDS: tuple[type[models.Model], ...] = (
    Answer,
    AnswerEvent,
    AnswerProposal,
    Approval,
    Assessment,
    AuditEntry,
    Blame,
    Burial,
    Case,
    Claim,
    Consent,
    Contradiction,
    Correction,
    FamilyRequest,
    FollowUp,
    FoundPhotograph,
    Grave,
    HandOver,
    ImportPlan,
    ImportProblem,
    ImportRun,
    Incident,
    Interview,
    Item,
    Job,
    Judgement,
    Listing,
    LogEntry,
    Match,
    MissingPerson,
    Party,
    Passage,
    Place,
    Population,
    Presence,
    Reassociation,
    RecoverySite,
    Release,
    Remains,
    Remnant,
    Revision,
    Ruling,
    Sample,
    SignOff,
    SiteVisit,
    Sought,
    Source,
    Statement,
    StatusJudgement,
    StoryVersion,
    Suggestion,
    Text,
    FormSubmission,
    FormConflict,
    VaultEntry,
    VaultKeeper,
    Victim,
    VisitPhotograph,
    WelfareFlag,
    Withdrawal,
)

"""Every constraint inside a row refuses what it is there to refuse; the valid record passes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from casebook.record import CELLS, DAY, KINDS, NEXT, NOW, OTHER_SHA, SHA, Record
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
    IncidentLine,
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
    PersonLine,
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
    StaleLine,
    StalePersonLine,
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

NOWHERE: dict[str, Any] = {"item": None, "locator": "", "record": None, "columns": [], "quote": ""}
HALF_WITHDRAWN: dict[str, Any] = {"withdrawn_by": "amal"}
BACKWARDS = {"said_start": NEXT, "said_end": DAY}
LET_OUT = {"standing": "approved", "approved_by": "basma", "approved_at": NOW}
#: (model, constraint without its prefix) → values that break it, one after the other.
BROKEN: dict[tuple[type[models.Model], str], list[dict[str, Any]]] = {
    (Correction, "kind_in_vocabulary"): [{"kind": "complaint"}],
    (Correction, "outcome_in_vocabulary"): [{"outcome": "ignored"}],
    (Correction, "decision_whole"): [{"decided_by": ""}, {"decided_at": None}, {"outcome": ""}, {"kind": ""}],
    (Correction, "nobody_is_pointed_at"): [
        {"kind": "person"},
        {"kind": "person", "said_en": "", "incident": Incident},
    ],
    (Job, "kind_in_vocabulary"): [{"kind": "nap"}],
    (Job, "state_in_vocabulary"): [{"state": "lazy"}],
    (Job, "asked_by_filled"): [{"asked_by": ""}],
    (Job, "cancelled_by_somebody"): [{"cancel_by": "amal"}, {"cancel_at": NOW}],
    (Job, "finished_when_it_ended"): [{"finished_at": NOW}, {"state": "finished"}],
    (Job, "runs_with_a_beat"): [{"beat_at": None}, {"started_at": None}],
    (StoryVersion, "story_filled"): [{"story": ""}],
    (StoryVersion, "submitted_by_filled"): [{"submitted_by": ""}],
    (StoryVersion, "digest_is_sha256"): [{"digest": "AB" * 32}, {"digest": "ab"}],
    (StoryVersion, "standing_in_vocabulary"): [{"standing": "published"}],
    (StoryVersion, "counted_from_one"): [{"number": 0}],
    (StoryVersion, "approved_by_another"): [{**LET_OUT, "approved_by": "dina"}],
    (StoryVersion, "approved_where_it_says_so"): [
        {"standing": "approved"},
        {"approved_by": "basma"},
        {"standing": "built_in", "approved_at": NOW},
    ],
    (StoryVersion, "withdrawal_whole"): [{"withdrawn_by": "amal"}],
    (Suggestion, "kind_in_vocabulary"): [{"kind": "place"}],
    (Suggestion, "smaller_id_first"): [{"left": UUID(int=2), "right": UUID(int=1)}],
    (Suggestion, "probability_is_one"): [{"probability": 1.5}, {"probability": -0.1}],
    (Case, "slug_filled"): [{"slug": ""}],
    (Case, "title_en_filled"): [{"title_en": ""}],
    (Case, "assessed_by_filled"): [{"assessed_by": ""}],
    (Party, "slug_filled"): [{"slug": ""}],
    (Party, "name_en_filled"): [{"name_en": ""}],
    (Source, "slug_filled"): [{"slug": ""}],
    (Source, "name_en_filled"): [{"name_en": ""}],
    (Source, "kind_in_vocabulary"): [{"kind": "rumour"}],
    (Source, "reliability_in_vocabulary"): [{"reliability": "G"}],
    (Source, "name_basis_whole"): [{"name_basis": "told"}, {"name_basis_by": "amal", "name_basis_at": NOW}],
    (Population, "slug_filled"): [{"slug": ""}],
    (Population, "title_en_filled"): [{"title_en": ""}],
    (Population, "position_counts_up"): [{"position": -1}],
    (Item, "sha256_is_sha256"): [{"sha256": "AB" * 32}, {"sha256": "ab" * 31}, {"sha256": "a" * 63 + "g"}],
    (Item, "size_counts_bytes"): [{"size": -1}],
    (Item, "derived_by_an_operation"): [{"operation": "crop"}],
    (Item, "consent_where_needed"): [{"consent": Consent}],
    (Item, "graphic_in_vocabulary"): [{"graphic": "perhaps"}],
    (ImportPlan, "kind_in_vocabulary"): [{"kind": "guess"}],
    (ImportPlan, "made_by_filled"): [{"made_by": ""}],
    (AnswerProposal, "locator_fits_its_fields"): [{"columns": []}],
    (AnswerProposal, "stands_in_an_item"): [NOWHERE],
    (AnswerProposal, "quote_filled"): [{"quote": ""}],
    (AnswerProposal, "text_sha256_is_sha256"): [{"text_sha256": "AB" * 32}],
    (AnswerProposal, "state_in_vocabulary"): [{"state": "perhaps"}],
    (AnswerProposal, "reason_in_vocabulary"): [{"reason": "because"}],
    (AnswerProposal, "killed_range"): [{"killed_min": 3}, {"killed_min": -1}],
    (AnswerProposal, "injured_range"): [{"injured_min": 3}, {"injured_max": -1}],
    (AnswerProposal, "span_start_before_span_end"): [{"span_start": NEXT, "span_end": DAY}],
    (AnswerProposal, "status_in_vocabulary"): [
        {"status": "withdrawn", "decided_by": "amal", "decided_at": NOW}
    ],
    (AnswerProposal, "status_fits_decision"): [{"decided_by": "amal"}, {"status": "rejected"}],
    (AnswerProposal, "accepted_into_an_answer"): [
        {"status": "accepted", "decided_by": "amal", "decided_at": NOW},
        {"answer": Answer},
    ],
    (Text, "sha256_is_sha256"): [{"sha256": "x"}],
    (Text, "extractor_filled"): [{"extractor": ""}],
    (Text, "translated_by_somebody"): [{"translator": "a machine"}],
    (Place, "precision_in_vocabulary"): [{"precision": "roughly"}],
    (Place, "position_on_the_globe"): [
        {"lon": None},
        {"lat": None},
        {"lon": 4239.00416},
        {"lat": -90.1},
        {"lon": -180.5},
        {"lat": 91.0},
    ],
    (Incident, "code_filled"): [{"code": ""}],
    (Incident, "start_before_end"): [{"end": DAY}, {"end": date(2017, 1, 1)}],
    (Incident, "kept_apart_for_a_reason"): [{"counted": False}, {"not_counted_en": "elsewhere"}],
    (Incident, "source_and_its_key"): [{"source": Source}, {"source_key": "CS1640"}],
    (Claim, "locator_fits_its_fields"): [
        {"locator": "page"},
        {"columns": []},
        {"record": None},
        {"record": -1},
        {"start": 1},
        {"locator": "span", "record": None, "columns": []},
        {"locator": "span", "record": None, "columns": [], "start": 4, "end": 4},
        {"locator": "span", "record": None, "columns": [], "start": -1, "end": 4},
        {"locator": "span", "start": 1, "end": 4},
    ],
    (Claim, "stands_in_an_item"): [],  # item_id is asked for by the trigger first; see Answer
    (Claim, "withdrawal_whole"): [HALF_WITHDRAWN, {"withdrawn_at": NOW}, {"withdrawn_reason": "why"}],
    (Claim, "quote_filled"): [{"quote": ""}],
    (Claim, "text_sha256_is_sha256"): [],  # the trigger speaks first: it cites no such bytes
    (Claim, "effect_in_vocabulary"): [{"effect": "hurt"}],
    (Claim, "category_in_vocabulary"): [{"category": "militants"}],
    (Claim, "hedge_in_vocabulary"): [{"hedge": "maybe"}],
    (Claim, "stance_in_vocabulary"): [{"stance": "hints"}],
    (Claim, "scope_in_vocabulary"): [{"scope": "war"}],
    (Claim, "standard_in_vocabulary"): [{"standard": "sure"}],
    (Claim, "status_in_vocabulary"): [{"status": "liked"}],
    (Claim, "min_range"): [{"min": 5}, {"min": -1}, {"max": -1, "min": None}],
    (Claim, "span_start_before_span_end"): [{"span_end": DAY}],
    (Claim, "said_start_before_said_end"): [BACKWARDS],
    (Claim, "decided_by_somebody"): [{"decided_by": "amal"}, {"decided_at": NOW}],
    (Claim, "status_fits_decision"): [
        {"status": "accepted"},
        {"status": "rejected"},
        {"decided_by": "amal", "decided_at": NOW},
    ],
    (Claim, "status_fits_withdrawal"): [
        {"status": "withdrawn"},
        {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "mistaken"},
    ],
    (Claim, "translated_by_somebody"): [{"statement_ar_by": "a machine"}],
    (Assessment, "locator_fits_its_fields"): [{"quote": "", "item": None}, {"locator": ""}],
    (Assessment, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Assessment, "assessor_filled"): [{"assessor": ""}],
    (Assessment, "author_filled"): [{"author": ""}],
    (Assessment, "grade_in_vocabulary"): [{"grade": "good"}],
    (Assessment, "strike_status_in_vocabulary"): [{"strike_status": "sure"}],
    (Assessment, "killed_range"): [{"killed_min": 5}, {"killed_min": -1}],
    (Assessment, "injured_range"): [{"injured_max": 0}, {"injured_max": -1, "injured_min": None}],
    (Assessment, "sign_off_whole"): [{"signed_off_by": "basma"}, {"signed_off_at": NOW}],
    (Assessment, "signed_off_by_another"): [{"signed_off_by": "amal", "signed_off_at": NOW}],
    (Assessment, "rules_are_ours"): [{"rules": "tahqiq/1"}, {"assessor": "tahqiq"}],
    (Answer, "locator_fits_its_fields"): [{"columns": []}],
    (Answer, "stands_in_an_item"): [NOWHERE],
    (Answer, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Answer, "state_in_vocabulary"): [{"state": "denied"}],
    (Answer, "killed_range"): [{"killed_min": 2}],
    (Answer, "injured_range"): [{"injured_min": 2}],
    (AnswerEvent, "locator_fits_its_fields"): [{"columns": []}],
    (AnswerEvent, "state_in_vocabulary"): [{"state": "denied"}],
    (AnswerEvent, "killed_range"): [{"killed_min": 2}],
    (AnswerEvent, "recorded_by_filled"): [{"recorded_by": ""}],
    (AnswerEvent, "steps_count_from_one"): [{"sequence": 0}],
    (Statement, "locator_fits_its_fields"): [{"columns": []}],
    (Statement, "stands_in_an_item"): [NOWHERE],
    (Statement, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Statement, "said_start_before_said_end"): [BACKWARDS],
    (Victim, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Victim, "sex_in_vocabulary"): [{"sex": "f"}],
    (Victim, "age_group_in_vocabulary"): [{"age_group": "teen"}],
    (Victim, "status_in_vocabulary"): [{"status": "missing"}],
    (Victim, "name_basis_whole"): [{"name_basis": "the family was told"}],
    (Victim, "source_and_its_key"): [{"source_key": "1"}],
    (Listing, "locator_fits_its_fields"): [{"columns": []}],
    (Listing, "stands_in_an_item"): [NOWHERE],
    (Listing, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Judgement, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Judgement, "kind_in_vocabulary"): [{"kind": "street"}],
    (Judgement, "verdict_in_vocabulary"): [{"verdict": "probably"}],
    (Judgement, "judged_by_filled"): [{"judged_by": ""}],
    (Judgement, "smaller_id_first"): [{"left": "f" * 32, "right": "0" * 32}],
    (Consent, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Consent, "subject_filled"): [{"subject": ""}],
    (Consent, "language_filled"): [{"language": ""}],
    (Consent, "recorded_by_filled"): [{"recorded_by": ""}],
    (Consent, "given_before_it_expires"): [{"expires_on": DAY}],
    (Consent, "guardian_for_a_minor"): [{"minor": True}],
    (Consent, "kept_before_used"): [{"keep": False, "publish_words": True}],
    (Release, "content_is_sha256"): [{"content": "x"}],
    (Release, "path_filled"): [{"path": ""}],
    (Release, "created_by_filled"): [{"created_by": ""}],
    (Release, "status_in_vocabulary"): [{"status": "secret"}],
    (Approval, "approved_by_filled"): [{"approved_by": ""}],
    (Approval, "approved_by_another"): [{"approved_by": "amal"}],
    (RecoverySite, "name_en_filled"): [{"name_en": ""}],
    (RecoverySite, "kind_filled"): [{"kind": ""}],
    (Remains, "code_filled"): [{"code": ""}],
    (Remains, "recovered_start_before_recovered_end"): [{"recovered_end": DAY}],
    **{
        (model, name): [values]
        for model in (Grave, Remains)
        for name, values in {
            "position_whole": {"x_m": None, "y_m": 1.0},
            "orientation_in_a_circle": {"orientation_deg": 360},
            "depth_below_ground": {"depth_m": -1},
        }.items()
    },
    **{
        (model, "withdrawal_whole"): [HALF_WITHDRAWN]
        for model in (Remains, Reassociation, StatusJudgement, Sample, Burial, MissingPerson, Ruling)
    },
    **{(model, "withdrawal_whole"): [HALF_WITHDRAWN] for model in (FoundPhotograph, LogEntry)},
    (Remains, "apparent_sex_in_vocabulary"): [{"apparent_sex": "m"}],
    (Remains, "sex_has_a_basis"): [{"apparent_sex_basis": ""}],
    (Remains, "age_has_a_basis"): [{"apparent_age_basis": ""}],
    (Remains, "ages_in_order"): [{"age_min": 41}, {"age_max": 121}, {"age_min": -1}],
    (Grave, "code_filled"): [{"code": ""}],
    (Grave, "opened_start_before_opened_end"): [{"opened_end": DAY}],
    (Grave, "length_above_nothing"): [{"length_m": 0}],
    (Grave, "width_above_nothing"): [{"width_m": 0}],
    (FoundPhotograph, "code_filled"): [{"code": ""}],
    (FoundPhotograph, "tied_by_filled"): [{"tied_by": ""}],
    (FoundPhotograph, "of_one_thing"): [{"remains": None}, {"grave": Grave}],
    (FoundPhotograph, "bearing_on_the_compass"): [{"bearing": 360}],
    (LogEntry, "said_filled"): [{"said": ""}],
    (LogEntry, "recorded_by_filled"): [{"recorded_by": ""}],
    (Reassociation, "of_another"): [{"part": Remains}],
    (Reassociation, "basis_filled"): [{"basis": ""}],
    (Reassociation, "judged_by_filled"): [{"judged_by": ""}],
    (StatusJudgement, "status_in_vocabulary"): [{"status": "fighter"}],
    (StatusJudgement, "judged_by_filled"): [{"judged_by": ""}],
    (StatusJudgement, "rests_on_something"): [{"basis": []}],
    (Sample, "code_filled"): [{"code": ""}],
    (Sample, "kind_filled"): [{"kind": ""}],
    (Sample, "taken_by_filled"): [{"taken_by": ""}],
    (Burial, "laid_in_vocabulary"): [{"laid": "cremated"}],
    (Burial, "recorded_by_filled"): [{"recorded_by": ""}],
    (Burial, "somewhere"): [{"place": None}],
    (Burial, "returned_to_somebody"): [{"laid": "returned"}],
    (MissingPerson, "code_filled"): [{"code": ""}],
    (MissingPerson, "told_by_filled"): [{"told_by": ""}],
    (MissingPerson, "sex_in_vocabulary"): [{"sex": "m"}],
    (MissingPerson, "last_seen_start_before_last_seen_end"): [{"last_seen_end": DAY}],
    (Match, "standing_in_vocabulary"): [{"standing": "identified"}, {"standing": "excluded"}],
    (Match, "posterior_is_one"): [{"posterior": 1.1}, {"posterior": -0.1}],
    (Ruling, "standing_in_vocabulary"): [{"standing": "probable", "authority": "", "method": ""}],
    (Ruling, "method_in_vocabulary"): [{"method": "shirt"}],
    (Ruling, "reason_filled"): [{"reason": ""}],
    (Ruling, "judged_by_filled"): [{"judged_by": ""}],
    (Ruling, "identified_by_an_authority"): [
        {"authority": ""},
        {"method": ""},
        {"standing": "presumptive"},
        {"standing": "excluded", "authority": "", "method": "", "confirmed_by": "basma", "confirmed_at": NOW},
    ],
    (Ruling, "confirmed_by_another"): [{"confirmed_by": "amal", "confirmed_at": NOW}],
    (Ruling, "confirmation_whole"): [{"confirmed_by": "basma"}, {"confirmed_at": NOW}],
    (Ruling, "family_told_of_the_identified"): [
        {"family_told_by": "amal", "family_told_on": DAY},
        {"confirmed_by": "basma", "confirmed_at": NOW, "family_told_on": DAY},
    ],
    (FamilyRequest, "asked_by_filled"): [{"asked_by": ""}],
    (FamilyRequest, "recorded_by_filled"): [{"recorded_by": ""}],
    (FamilyRequest, "reply_in_vocabulary"): [
        {"reply": "alive", "told": "x", "answered_by": "amal", "answered_at": NOW}
    ],
    (FamilyRequest, "answered_whole"): [{"reply": "not_known"}, {"told": "x"}],
    (HandOver, "handed_by_filled"): [{"handed_by": ""}],
    (HandOver, "received_by_filled"): [{"received_by": ""}],
    (HandOver, "between_two"): [{"received_by": "digger"}],
    (HandOver, "of_one_thing"): [{"remains": None}, {"item": Item}, {"sample": Sample}],
    (Interview, "pseudonym_filled"): [{"pseudonym": ""}],
    (Interview, "interviewer_filled"): [{"interviewer": ""}],
    (Interview, "language_filled"): [{"language": ""}],
    (Interview, "held_start_before_held_end"): [{"held_end": DAY}],
    (Interview, "transcript_is_derived"): [{"recording": Item, "transcript": Item}],
    (Release, "recalled_whole"): [{"recalled_by": "amal"}, {"recalled_at": NOW}, {"recalled_reason": "why"}],
    (Passage, "stands_in_its_text"): [{"end": 0}, {"start": -1}],
    (Passage, "timed_from_and_to"): [{"from_ms": 1}, {"to_ms": 1}, {"from_ms": 2, "to_ms": 1}],
    (Passage, "knowledge_in_vocabulary"): [{"knowledge": "guessed"}],
    (Passage, "marked_by_filled"): [{"marked_by": ""}],
    (Contradiction, "withdrawal_whole"): [HALF_WITHDRAWN],
    (Contradiction, "smaller_id_first"): [{"left": Passage, "right": Passage}],
    (Contradiction, "about_filled"): [{"about": ""}],
    (Contradiction, "noted_by_filled"): [{"noted_by": ""}],
    (WelfareFlag, "concern_in_vocabulary"): [{"concern": "weather"}],
    (WelfareFlag, "raised_by_filled"): [{"raised_by": ""}],
    (WelfareFlag, "lowered_for_a_reason"): [
        {"lowered_by": "amal"},
        {"lowered_by": "amal", "lowered_at": NOW},
        {"lowered_reason": "well"},
    ],
    (FollowUp, "what_filled"): [{"what": ""}],
    (FollowUp, "asked_by_filled"): [{"asked_by": ""}],
    (FollowUp, "done_by_somebody"): [{"done_by": "amal"}, {"done_at": NOW}],
    (VaultKeeper, "public_is_sha256"): [{"public": "key"}],
    (VaultKeeper, "name_filled"): [{"name": ""}],
    (VaultKeeper, "named_by_filled"): [{"named_by": ""}],
    (VaultEntry, "whose_in_vocabulary"): [{"whose": "listens"}],
    (VaultEntry, "pseudonym_filled"): [{"pseudonym": ""}],
    (VaultEntry, "kept_by_filled"): [{"kept_by": ""}],
    (Withdrawal, "state_in_vocabulary"): [],  # a word outside fits no approval either
    (Withdrawal, "reason_filled"): [{"reason": ""}],
    (Withdrawal, "proposed_by_filled"): [{"proposed_by": ""}],
    (Withdrawal, "sha256_is_sha256"): [{"sha256": "x"}],
    (Withdrawal, "approved_by_another"): [{"state": "approved", "approved_by": "amal", "approved_at": NOW}],
    (Withdrawal, "approved_where_it_says_so"): [{"approved_by": "basma"}, {"state": "approved"}],
    (Withdrawal, "destroyed_whole"): [{"destroy": True, "purposes": ["publish_voice"]}],
    (Withdrawal, "finished_when_done"): [
        {"state": "done", "approved_by": "basma", "approved_at": NOW},
        {"finished_at": NOW},
    ],
    (SiteVisit, "code_filled"): [{"code": ""}],
    (SiteVisit, "somebody_went"): [{"team": []}],
    (SiteVisit, "visited_start_before_visited_end"): [{"visited_start": DAY, "visited_end": DAY}],
    (Remnant, "identified_for_a_reason"): [{"identified_as": "bomb"}, {"identified_basis": "markings"}],
    (VisitPhotograph, "bearing_on_the_compass"): [{"bearing": 360}],
    (Sought, "what_filled"): [{"what": ""}],
    (FormSubmission, "standing_in_vocabulary"): [{"standing": "wins"}],
    (FormSubmission, "mark_is_sha256"): [{"mark": "x"}],
    (FormSubmission, "form_filled"): [{"form": ""}],
    (FormSubmission, "instance_filled"): [{"instance": ""}],
    (FormSubmission, "root_filled"): [{"root": ""}],
    (FormSubmission, "received_by_filled"): [{"received_by": ""}],
    (FormSubmission, "filed_as_something"): [{"filed_kind": "interview"}, {"filed_at": NOW}],
    (FormConflict, "chosen_in_vocabulary"): [
        {"chosen": "both", "reason": "asked", "resolved_by": "amal", "resolved_at": NOW}
    ],
    (FormConflict, "between_two"): [{"arrived": FormSubmission}],
    (FormConflict, "decided_by_somebody"): [{"chosen": "held"}, {"reason": "asked"}],
    (ImportRun, "dataset_filled"): [{"dataset": ""}],
    (ImportRun, "started_by_filled"): [{"started_by": ""}],
    (ImportRun, "state_in_vocabulary"): [{"state": "lost", "finished_at": NOW}],
    (ImportRun, "finished_when_it_ended"): [{"state": "finished"}, {"finished_at": NOW}],
    (ImportProblem, "action_in_vocabulary"): [{"action": "ignored"}],
    (ImportProblem, "problem_filled"): [{"problem": ""}],
    (AuditEntry, "actor_filled"): [{"actor": ""}],
    (AuditEntry, "action_filled"): [{"action": ""}],
    (AuditEntry, "target_kind_filled"): [{"target_kind": ""}],
    (AuditEntry, "target_id_filled"): [{"target_id": ""}],
    (Presence, "kind_filled"): [{"kind": ""}],
    (Presence, "account_filled"): [{"account": ""}],
    (Presence, "name_filled"): [{"name": ""}],
    (Revision, "kind_filled"): [{"kind": ""}],
    (Revision, "made_by_an_action"): [{"made_by": ""}, {"action": ""}],
    (SignOff, "sha256_is_sha256"): [{"sha256": "AB" * 32}, {"sha256": "ab"}],
    (SignOff, "content_filled"): [{"content": ""}],
    (SignOff, "signed_by_filled"): [{"signed_by": ""}],
}
#: Constraints a row breaks only by pointing to itself; each has its own test below.
OF_ITSELF = {
    (Item, "no_child_of_itself"): "parent",
    (Claim, "not_within_itself"): "within",
    (Claim, "supersedes_another"): "supersedes",
    (Victim, "not_joined_to_itself"): "joined_to",
}
#: What a second, otherwise different record must share with the first to be refused.
TWICE: dict[tuple[type[models.Model], str], dict[str, Any]] = {
    (Party, "slug_once"): {},
    (Source, "slug_once"): {},
    (Population, "slug_once"): {},
    (Item, "sealed_once"): {},
    (Text, "extracted_once"): {},
    (Incident, "code_once"): {},
    (Incident, "source_key_once"): {"source": Source, "source_key": "CS1"},
    (Blame, "blamed_once"): {},
    (Assessment, "one_stands"): {},
    (Answer, "source_key_once"): {"source_key": "CS1:0"},
    (AnswerEvent, "step_once"): {},
    (Victim, "source_key_once"): {"source": Source, "source_key": "CS1:1"},
    (Judgement, "one_stands"): {},
    (StoryVersion, "numbered_once"): {},
    (Suggestion, "pair_once"): {},
    (Presence, "present_once"): {},
    (Revision, "kept_once"): {},
    (SignOff, "signed_once"): {},
    (Release, "content_once"): {},
    (Approval, "approved_once"): {},
    (RecoverySite, "named_once"): {},
    (Remains, "code_once"): {},
    (Grave, "code_once"): {},
    (Sample, "code_once"): {},
    (MissingPerson, "code_once"): {},
    (Reassociation, "one_stands"): {},
    (StatusJudgement, "one_stands"): {},
    (Match, "pair_once"): {},
    (FoundPhotograph, "tied_once"): {},
    (Ruling, "one_stands"): {},
    (Ruling, "identified_once"): {},
    (Interview, "numbered_once"): {},
    (Passage, "marked_once"): {},
    (Contradiction, "one_stands"): {},
    (VaultKeeper, "keeps_once"): {},
    (VaultEntry, "kept_once"): {},
    (Withdrawal, "one_under_way"): {},
    (SiteVisit, "code_once"): {},
    (Remnant, "numbered_once"): {},
    (VisitPhotograph, "taken_once"): {},
    (Sought, "sought_once"): {},
    (FormSubmission, "received_once"): {"root": "uuid:0"},
    (FormSubmission, "one_stands"): {"instance": "uuid:0"},
    (FormConflict, "found_once"): {},
    (ImportRun, "one_runs"): {},
    (ImportProblem, "reported_once"): {},
}
#: Values that a second record of the same kind must not share by accident.
APART: dict[type[models.Model], dict[str, Any]] = {Incident: {"code": "CS1641"}}


def _named(model: type[models.Model], kind: type[models.BaseConstraint]) -> set[str]:
    prefix = f"casebook_{model._meta.model_name}_"
    return {each.name.removeprefix(prefix) for each in model._meta.constraints if isinstance(each, kind)}


def _resolved(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: record.one(value) if isinstance(value, type) and issubclass(value, models.Model) else value
        for name, value in values.items()
    }


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_valid_record_is_taken_in(record: Record, model: type[models.Model]) -> None:
    assert model._default_manager.filter(pk=record.one(model).pk).exists()


@pytest.mark.parametrize(
    ("model", "name", "values"),
    [(model, name, values) for (model, name), cases in BROKEN.items() for values in cases],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", ""),
)
def test_a_row_that_disagrees_with_itself_is_refused(
    record: Record, model: type[models.Model], name: str, values: dict[str, Any]
) -> None:
    broken = {**record.values(model), **_resolved(record, values)}
    with pytest.raises(IntegrityError, match=f"casebook_{model._meta.model_name}_"), transaction.atomic():
        model._default_manager.create(**broken)
    assert _breaks(model(**broken), name)


def _breaks(row: models.Model, name: str) -> bool:
    """Whether the constraint of that name, by itself, is what refuses the row."""
    from django.core.exceptions import ValidationError

    wanted = f"casebook_{row._meta.model_name}_{name}"
    constraint = next(each for each in row._meta.constraints if each.name == wanted)
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(("model", "name"), OF_ITSELF, ids=str)
def test_no_row_points_to_itself(record: Record, model: type[models.Model], name: str) -> None:
    row = record.one(model)
    values = {OF_ITSELF[model, name]: row, **({"operation": "crop"} if model is Item else {})}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(("model", "name"), TWICE, ids=str)
def test_nothing_is_there_twice(record: Record, model: type[models.Model], name: str) -> None:
    shared = _resolved(record, TWICE[model, name])
    record.new(model, **shared)
    apart = APART.get(model, {}) if shared else {}
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        record.new(model, **{**shared, **apart})


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_constraint_is_tested_here(model: type[models.Model]) -> None:
    listed = {name for kind, name in (*BROKEN, *OF_ITSELF, *TWICE) if kind is model}
    assert _named(model, CheckConstraint) | _named(model, UniqueConstraint) == listed


def test_every_model_is_tested_here() -> None:
    assert set(apps.get_app_config("casebook").get_models()) == {
        *KINDS,
        IncidentLine,
        PersonLine,
        StaleLine,
        StalePersonLine,
    }


def test_names_fit_into_the_smaller_database() -> None:
    names = [each.name for model in KINDS for each in model._meta.constraints]
    assert max(len(name) for name in names) <= 63, "PostgreSQL would cut the name short"
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


def test_unknown_bounds_are_welcome(record: Record) -> None:
    claim = record.new(Claim, min=None, max=None, span_start=None, span_end=None)
    assert (claim.min, claim.max) == (None, None)


def test_a_span_of_text_is_a_place_too(record: Record) -> None:
    where = {"locator": "span", "start": 0, "end": 4, "record": None, "columns": []}
    assert record.new(Claim, **{**CELLS, **where, "quote": "four"}).end == 4


def test_a_derived_item_names_its_operation(record: Record) -> None:
    derived = record.new(Item, sha256=OTHER_SHA, parent=record.one(Item), operation="crop")
    assert derived.parent is not None
    assert derived.parent.sha256 == SHA


def test_remains_are_identified_as_one_person(record: Record) -> None:
    record.one(Ruling)
    other = record.new(MissingPerson, code="M-2")
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        record.new(Ruling, missing=other)
    excluded = {"standing": "excluded", "authority": "", "method": ""}
    assert record.new(Ruling, missing=other, **excluded).missing == other

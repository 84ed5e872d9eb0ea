"""The record: one model a file, each with what must agree inside it and what may leave it."""

from tahqiq.casebook.models.answer import Answer
from tahqiq.casebook.models.answer_event import AnswerEvent
from tahqiq.casebook.models.answer_proposal import AnswerProposal
from tahqiq.casebook.models.approval import Approval
from tahqiq.casebook.models.assessment import Assessment
from tahqiq.casebook.models.audit import AuditEntry
from tahqiq.casebook.models.blame import Blame
from tahqiq.casebook.models.burial import Burial, Laid
from tahqiq.casebook.models.case import TAHQIQ, Case
from tahqiq.casebook.models.claim import Claim, Status
from tahqiq.casebook.models.consent import Consent, Purpose
from tahqiq.casebook.models.contradiction import Contradiction
from tahqiq.casebook.models.correction import Correction
from tahqiq.casebook.models.family_request import FamilyRequest, Reply
from tahqiq.casebook.models.form_submission import Chosen, FormConflict, FormSubmission, Version
from tahqiq.casebook.models.found_photograph import FoundPhotograph
from tahqiq.casebook.models.grave import Grave
from tahqiq.casebook.models.hand_over import HandOver
from tahqiq.casebook.models.import_plan import ImportPlan
from tahqiq.casebook.models.import_problem import ImportProblem
from tahqiq.casebook.models.import_run import ImportRun, RunState
from tahqiq.casebook.models.incident import Incident
from tahqiq.casebook.models.incident_line import IncidentLine, StaleLine
from tahqiq.casebook.models.interview import Interview
from tahqiq.casebook.models.item import Graphic, Item
from tahqiq.casebook.models.job import Job, JobKind, JobState
from tahqiq.casebook.models.judgement import Judgement
from tahqiq.casebook.models.listing import Listing
from tahqiq.casebook.models.log_entry import LogEntry
from tahqiq.casebook.models.match import Match
from tahqiq.casebook.models.missing_person import MissingPerson
from tahqiq.casebook.models.party import Party
from tahqiq.casebook.models.passage import Knowledge, Passage
from tahqiq.casebook.models.person_line import Naming, PersonLine, StalePersonLine, Standing
from tahqiq.casebook.models.place import Place
from tahqiq.casebook.models.population import Population
from tahqiq.casebook.models.presence import Presence
from tahqiq.casebook.models.reassociation import Reassociation
from tahqiq.casebook.models.recovery_site import RecoverySite
from tahqiq.casebook.models.release import Release
from tahqiq.casebook.models.remains import Remains
from tahqiq.casebook.models.revision import Revision
from tahqiq.casebook.models.ruling import Ruling
from tahqiq.casebook.models.sample import Sample
from tahqiq.casebook.models.sign_off import SignOff
from tahqiq.casebook.models.site_visit import Remnant, SiteVisit, Sought, VisitPhotograph
from tahqiq.casebook.models.source import Source
from tahqiq.casebook.models.statement import Statement
from tahqiq.casebook.models.status_judgement import CombatStatus, StatusBasis, StatusJudgement
from tahqiq.casebook.models.story_version import StoryStanding, StoryVersion
from tahqiq.casebook.models.suggestion import Suggestion
from tahqiq.casebook.models.text import Text
from tahqiq.casebook.models.vault import VaultEntry, VaultKeeper, Whose
from tahqiq.casebook.models.victim import Victim
from tahqiq.casebook.models.welfare import Concern, FollowUp, WelfareFlag
from tahqiq.casebook.models.withdrawal import Withdrawal, WithdrawalState

__all__ = [
    "TAHQIQ",
    "Answer",
    "AnswerEvent",
    "AnswerProposal",
    "Approval",
    "Assessment",
    "AuditEntry",
    "Blame",
    "Burial",
    "Case",
    "Chosen",
    "Claim",
    "CombatStatus",
    "Concern",
    "Consent",
    "Contradiction",
    "Correction",
    "FamilyRequest",
    "FollowUp",
    "FormConflict",
    "FormSubmission",
    "FoundPhotograph",
    "Graphic",
    "Grave",
    "HandOver",
    "ImportPlan",
    "ImportProblem",
    "ImportRun",
    "Incident",
    "IncidentLine",
    "Interview",
    "Item",
    "Job",
    "JobKind",
    "JobState",
    "Judgement",
    "Knowledge",
    "Laid",
    "Listing",
    "LogEntry",
    "Match",
    "MissingPerson",
    "Naming",
    "Party",
    "Passage",
    "PersonLine",
    "Place",
    "Population",
    "Presence",
    "Purpose",
    "Reassociation",
    "RecoverySite",
    "Release",
    "Remains",
    "Remnant",
    "Reply",
    "Revision",
    "Ruling",
    "RunState",
    "Sample",
    "SignOff",
    "SiteVisit",
    "Sought",
    "Source",
    "StaleLine",
    "StalePersonLine",
    "Standing",
    "Statement",
    "Status",
    "StatusBasis",
    "StatusJudgement",
    "StoryStanding",
    "StoryVersion",
    "Suggestion",
    "Text",
    "VaultEntry",
    "VaultKeeper",
    "Version",
    "Victim",
    "VisitPhotograph",
    "WelfareFlag",
    "Whose",
    "Withdrawal",
    "WithdrawalState",
]

"""The record: one model a file, each with what must agree inside it and what may leave it."""

from tahqiq.casebook.models.answer import Answer
from tahqiq.casebook.models.answer_event import AnswerEvent
from tahqiq.casebook.models.answer_proposal import AnswerProposal
from tahqiq.casebook.models.approval import Approval
from tahqiq.casebook.models.assessment import Assessment
from tahqiq.casebook.models.audit import AuditEntry
from tahqiq.casebook.models.blame import Blame
from tahqiq.casebook.models.case import TAHQIQ, Case
from tahqiq.casebook.models.claim import Claim, Status
from tahqiq.casebook.models.consent import Consent, Purpose
from tahqiq.casebook.models.correction import Correction
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
from tahqiq.casebook.models.party import Party
from tahqiq.casebook.models.person_line import Naming, PersonLine, StalePersonLine, Standing
from tahqiq.casebook.models.place import Place
from tahqiq.casebook.models.population import Population
from tahqiq.casebook.models.presence import Presence
from tahqiq.casebook.models.recovery_site import RecoverySite
from tahqiq.casebook.models.release import Release
from tahqiq.casebook.models.remains import Identification, Remains
from tahqiq.casebook.models.revision import Revision
from tahqiq.casebook.models.sign_off import SignOff
from tahqiq.casebook.models.source import Source
from tahqiq.casebook.models.statement import Statement
from tahqiq.casebook.models.suggestion import Suggestion
from tahqiq.casebook.models.text import Text
from tahqiq.casebook.models.victim import Victim

__all__ = [
    "TAHQIQ",
    "Answer",
    "AnswerEvent",
    "AnswerProposal",
    "Approval",
    "Assessment",
    "AuditEntry",
    "Blame",
    "Case",
    "Claim",
    "Consent",
    "Correction",
    "Graphic",
    "HandOver",
    "Identification",
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
    "Listing",
    "Naming",
    "Party",
    "PersonLine",
    "Place",
    "Population",
    "Presence",
    "Purpose",
    "RecoverySite",
    "Release",
    "Remains",
    "Revision",
    "RunState",
    "SignOff",
    "Source",
    "StaleLine",
    "StalePersonLine",
    "Standing",
    "Statement",
    "Status",
    "Suggestion",
    "Text",
    "Victim",
]

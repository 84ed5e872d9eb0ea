"""What the schema's slugs are called: English messages, translated by the one catalogue.

Keys are slugs of `tahqiq.vocab`. A slug that is not here is shown as it is.
"""

from __future__ import annotations

from enum import StrEnum

from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.corrections import CorrectionKind, Outcome
from tahqiq.vocab.grades import Grade, StandardOfProof, StrikeStatus
from tahqiq.vocab.labels import SITE_KINDS, choices
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Precision
from tahqiq.vocab.remains import Sex


def _words(kind: type[StrEnum]) -> dict[str, str]:
    """The vocabulary's own words for an enumeration, by slug."""
    return dict(choices(kind, str))


GRADES = _words(Grade) | {"": "No grade"}
STRIKE_STATUSES = _words(StrikeStatus)
STATES = _words(AnswerState)
REASONS = _words(RejectionReason)
PRECISIONS = _words(Precision)
SOURCE_KINDS = _words(SourceKind)
#: What is not stated goes unsaid.
EFFECTS = _words(Effect) | {Effect.NOT_STATED: ""}
CATEGORIES = _words(Category) | {Category.OTHER: ""}
STANCES = _words(Stance)
SCOPES = _words(Scope)
STANDARDS = _words(StandardOfProof)
GRADE_MEANINGS = {
    "confirmed": "A specific armed actor has accepted responsibility for civilian harm.",
    "fair": (
        "Two or more credible independent sources report civilian harm, with likely or confirmed action"
        " by an armed actor nearby at the time."
    ),
    "weak": "A single source reports civilian harm, though it may carry significant detail.",
    "contested": "There are competing claims about who is responsible.",
    "discounted": "Those killed were combatants, or someone else is most likely responsible.",
    "": "This assessor gave no grade.",
}
STATE_MEANINGS = {
    "credible": "The armed actor holds it more likely than not that its strike caused civilian casualties.",
    "non_credible": (
        "The armed actor does not hold it more likely than not that its strike caused civilian casualties."
    ),
    "not_yet_assessed": "The armed actor has the allegation and has not begun to assess it.",
    "open": "The armed actor is assessing the allegation.",
    "duplicate": "The armed actor counts the allegation with another one.",
    "received": "The armed actor has received the allegation.",
    "reopened": "A closed assessment was opened again.",
}
BOUNDS = {
    "exact": "Given as one figure.",
    "at_least": "A lower bound: no fewer than this.",
    "more_than": "A lower bound: the speaker says there were more.",
    "at_most": "An upper bound: no more than this.",
    "about": "An approximate figure.",
    "range": "Between the two figures.",
    "dozens": "Words only: no number was given, and none is made of them.",
    "hundreds": "Words only: no number was given, and none is made of them.",
    "thousands": "Words only: no number was given, and none is made of them.",
    "many": "Words only: no number was given, and none is made of them.",
    "unspecified": "Words only: no number was given, and none is made of them.",
    "probably": "A figure given as probable.",
    "no_report": "The speaker reports none.",
}
ROLES = {"outlet": "carried by", "agency": "by way of", "speaker": "said by"}
SEXES = _words(Sex) | {"": "Sex not recorded"}
AGE_GROUPS = {"adult": "Adult", "child": "Child", "": "Age group not recorded"}
STATUSES = {"killed": "Killed", "injured": "Injured", "": "Harm not recorded"}
STATEMENT_KINDS = {
    "civcas_statement": "Statement on civilian casualties",
    "partner_strike_report": "Strike report of a partner",
    "strike_report": "Report of strikes",
}
#: The kinds of thing that a source says.
SOURCE_PARTS = {
    "claims": "Claims",
    "assessments": "Its own ranges and grades",
    "listings": "People it lists",
    "answers": "Answers it carries",
    "statements": "Statements it carries",
}
#: What changed in the published record, and the class of reasons (``casebook/releasing/changes.toml``).
CHANGED_PARTS = {
    "claims": "What was claimed",
    "incident": "The title, the day or the place",
    "assessment": "The range or the grade",
    "answers": "What an armed actor answered",
    "totals": "What the totals count",
    "imports": "Records of a source",
}
CHANGE_REASONS = {
    "decided": "a decision of the people who keep the record",
    "withdrawn": "a decision was withdrawn",
    "edited": "put right by the people who keep the record",
    "graded_again": "the evidence or the rules changed",
    "signed_off": "a second person signed it off",
    "answered": "an answer was recorded",
    "reopened": "the armed actor looks at it again",
    "imported": "a later version of its file was read",
}
CORRECTION_KINDS = _words(CorrectionKind)
OUTCOMES = _words(Outcome)
#: What an identification rests on (Interpol, DVI Guide 2023).
PRIMARY_IDENTIFIERS = {"fingerprints": "by fingerprints", "dental": "by the teeth", "dna": "by DNA"}
#: Notes a trail ends with, by the slug in a row.
TRAIL_NOTES = {"range_set_by_source": "Range set by the source; underlying claims not held."}

EVERY = (
    GRADES, GRADE_MEANINGS, STRIKE_STATUSES, STATES, STATE_MEANINGS, REASONS, PRECISIONS, SOURCE_KINDS,
    EFFECTS, CATEGORIES, STANCES, SCOPES, BOUNDS, STANDARDS, ROLES, SEXES, AGE_GROUPS, STATUSES,
    STATEMENT_KINDS, SITE_KINDS, TRAIL_NOTES, SOURCE_PARTS, CHANGED_PARTS, CHANGE_REASONS,
    CORRECTION_KINDS, OUTCOMES, PRIMARY_IDENTIFIERS,
)  # fmt: skip

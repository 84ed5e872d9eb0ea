"""Named, versioned rules: from accepted claims to a range, from evidence to a grade: *grade*.

    graded = grade_incident(IncidentEvidence(incident=…, claims=…, answers=…, blamed=…))
    graded.grade, graded.killed.count, [reason.text("ar") for reason in graded.reasons]

Pure functions over the values of ``tahqiq.vocab``; no number is typed by hand, and what cannot be
told stays unknown.
"""

from tahqiq.grade.answers import check_history, conceded_killed, may_follow, rates, responses
from tahqiq.grade.compare import compare
from tahqiq.grade.counterfactuals import Counterfactual, what_would_change
from tahqiq.grade.errors import IllegalAnswer
from tahqiq.grade.evidence import AcceptedClaim, IncidentEvidence, origins
from tahqiq.grade.profiles import ACLED, AIRWARS, PROFILES, STRICT, Profile, profile_named
from tahqiq.grade.ranges import LeftOut, Worked, civilian_range, combatant_range
from tahqiq.grade.reasons import Reason
from tahqiq.grade.rules import ASSESSOR, RULES, Graded, grade_incident
from tahqiq.grade.strikes import strike_status
from tahqiq.grade.totals import Headline, add, headline

__all__ = [
    "ACLED",
    "AIRWARS",
    "ASSESSOR",
    "PROFILES",
    "RULES",
    "STRICT",
    "AcceptedClaim",
    "Counterfactual",
    "Graded",
    "Headline",
    "IllegalAnswer",
    "IncidentEvidence",
    "LeftOut",
    "Profile",
    "Reason",
    "Worked",
    "add",
    "check_history",
    "civilian_range",
    "combatant_range",
    "compare",
    "conceded_killed",
    "grade_incident",
    "headline",
    "may_follow",
    "origins",
    "profile_named",
    "rates",
    "responses",
    "strike_status",
    "what_would_change",
]

"""What each field may do, and the signed snapshot that leaves: *release*.

policy = Policy(publish=("id", "code"), withhold={"note": "working notes stay inside"})
row = policy.apply(IncidentRow, plain)
write(folder, case="raqqa-2017", rows=rows, totals=totals, signing_key=seed, approvals=…, tool=…)
faults = check(folder)
difference = compare(open_release(earlier), open_release(folder))
approve(folder, approvals=…, signing_key=seed)
"""

from tahqiq.release.approving import approve
from tahqiq.release.checks import Fault, check
from tahqiq.release.comparing import Difference, FigureDifference, TableDifference, compare
from tahqiq.release.errors import PolicyConflict, ReleaseRefused, RowRefused, UndeclaredField
from tahqiq.release.layout import FORMATS, content_id, is_release
from tahqiq.release.policy import REDACTIONS, Policy, Redaction, rounded_to_precision
from tahqiq.release.reader import Release, open_release
from tahqiq.release.writer import write

__all__ = [
    "FORMATS",
    "REDACTIONS",
    "Difference",
    "Fault",
    "FigureDifference",
    "Policy",
    "PolicyConflict",
    "Redaction",
    "Release",
    "ReleaseRefused",
    "RowRefused",
    "TableDifference",
    "UndeclaredField",
    "approve",
    "check",
    "compare",
    "content_id",
    "is_release",
    "open_release",
    "rounded_to_precision",
    "write",
]

"""Every change of the record: one function each, with actor, permission, transaction, audit entry."""

from tahqiq.casebook.actions.answers import record_answer, reopen_answer
from tahqiq.casebook.actions.assessing import GradeReport, grade_case, sign_off_assessment
from tahqiq.casebook.actions.care import (
    bind_to_consent,
    record_consent,
    set_name_basis,
    withdraw_consent,
    withdraw_name_basis,
)
from tahqiq.casebook.actions.cases import create_case, let_assess, only_case
from tahqiq.casebook.actions.claims import (
    Proposed,
    accept_claim,
    accept_claims,
    propose_claims,
    reject_claim,
    withdraw_decision,
)
from tahqiq.casebook.actions.import_records import Report, import_records, problems_of
from tahqiq.casebook.actions.judging import judge, withdraw_judgement
from tahqiq.casebook.actions.material import add_item, add_source, add_text, count_in, keep_apart
from tahqiq.casebook.actions.publishing import approvals_of, approve_release, record_release
from tahqiq.casebook.actions.removal import remove_items, request_removal

__all__ = [
    "GradeReport",
    "Proposed",
    "Report",
    "accept_claim",
    "accept_claims",
    "add_item",
    "add_source",
    "add_text",
    "approvals_of",
    "approve_release",
    "bind_to_consent",
    "count_in",
    "create_case",
    "grade_case",
    "import_records",
    "judge",
    "keep_apart",
    "let_assess",
    "only_case",
    "problems_of",
    "propose_claims",
    "record_answer",
    "record_consent",
    "record_release",
    "reject_claim",
    "remove_items",
    "reopen_answer",
    "request_removal",
    "set_name_basis",
    "sign_off_assessment",
    "withdraw_consent",
    "withdraw_decision",
    "withdraw_judgement",
    "withdraw_name_basis",
]

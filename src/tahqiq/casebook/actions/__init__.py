"""Every change of the record: one function each, with actor, permission, transaction, audit entry."""

from tahqiq.casebook.actions.answers import edit_answer, record_answer, reopen_answer
from tahqiq.casebook.actions.assessing import (
    GradeReport,
    assess_incident,
    grade_case,
    profile_of,
    sign_off_assessment,
    still_so,
)
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
from tahqiq.casebook.actions.claims_by_hand import Said, correct_claim, make_claim
from tahqiq.casebook.actions.handling import describe_item
from tahqiq.casebook.actions.import_records import Report, import_records, problems_of
from tahqiq.casebook.actions.incidents import (
    attach_claim,
    detach_claim,
    edit_incident,
    make_incident,
    restore_incident,
)
from tahqiq.casebook.actions.jobs import ask_for_job, cancel_job, wait_again
from tahqiq.casebook.actions.judging import judge, withdraw_judgement
from tahqiq.casebook.actions.letters import (
    decide_correction,
    read_correction,
    receive_correction,
    reopen_correction,
    take_letters_at,
)
from tahqiq.casebook.actions.material import add_item, add_source, add_text, count_in, keep_apart
from tahqiq.casebook.actions.people import (
    bring_back_victim,
    edit_victim,
    join_victims,
    part_victims,
    restore_victim,
    withdraw_victim,
)
from tahqiq.casebook.actions.places import edit_place, make_place, restore_place
from tahqiq.casebook.actions.plans import check_plan, finish_plan, make_plan, map_plan
from tahqiq.casebook.actions.publishing import approvals_of, approve_release, record_release
from tahqiq.casebook.actions.removal import remove_items, request_removal
from tahqiq.casebook.actions.statements import accept_answer, add_party, propose_answers, reject_answer
from tahqiq.casebook.actions.suggesting import Suggested, suggest_pairs

__all__ = [
    "GradeReport",
    "Proposed",
    "Report",
    "Said",
    "Suggested",
    "accept_answer",
    "accept_claim",
    "accept_claims",
    "add_item",
    "add_party",
    "add_source",
    "add_text",
    "approvals_of",
    "approve_release",
    "ask_for_job",
    "assess_incident",
    "attach_claim",
    "bind_to_consent",
    "bring_back_victim",
    "cancel_job",
    "check_plan",
    "correct_claim",
    "count_in",
    "create_case",
    "decide_correction",
    "describe_item",
    "detach_claim",
    "edit_answer",
    "edit_incident",
    "edit_place",
    "edit_victim",
    "finish_plan",
    "grade_case",
    "import_records",
    "join_victims",
    "judge",
    "keep_apart",
    "let_assess",
    "make_claim",
    "make_incident",
    "make_place",
    "make_plan",
    "map_plan",
    "only_case",
    "part_victims",
    "problems_of",
    "profile_of",
    "propose_answers",
    "propose_claims",
    "read_correction",
    "receive_correction",
    "record_answer",
    "record_consent",
    "record_release",
    "reject_answer",
    "reject_claim",
    "remove_items",
    "reopen_answer",
    "reopen_correction",
    "request_removal",
    "restore_incident",
    "restore_place",
    "restore_victim",
    "set_name_basis",
    "sign_off_assessment",
    "still_so",
    "suggest_pairs",
    "take_letters_at",
    "wait_again",
    "withdraw_consent",
    "withdraw_decision",
    "withdraw_judgement",
    "withdraw_name_basis",
    "withdraw_victim",
]

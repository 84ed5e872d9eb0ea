"""What slugs are called that are no enumeration of the vocabulary: states, verbs, records, fields."""

from __future__ import annotations

#: The actions of ``tahqiq.casebook.actions`` and of the desk; a test holds this complete.
DEEDS = {
    "accept_claim": "accepted a claim",
    "accept_claims": "accepted several claims",
    "add_item": "added a sealed item",
    "add_source": "added a source",
    "add_text": "added a text",
    "approve_release": "approved a release",
    "bind_to_consent": "bound to a consent",
    "count_in": "counted an incident in",
    "create_case": "made the case",
    "create_one_time_account": "gave a one-time password and roles",
    "grade_case": "graded the case",
    "import_records": "imported records",
    "judge": "judged a pair of records",
    "keep_apart": "kept an incident apart",
    "let_assess": "declared whose assessment heads the totals",
    "propose_claims": "proposed claims",
    "record_answer": "recorded an answer",
    "record_built_in_case": "recorded the built-in case",
    "record_consent": "recorded a consent",
    "record_release": "recorded a release",
    "reject_claim": "rejected a claim",
    "reopen_answer": "reopened an answer",
    "set_name_basis": "recorded why a name may be published",
    "sign_off_assessment": "signed off an assessment",
    "withdraw_consent": "withdrew a consent",
    "withdraw_decision": "withdrew a decision",
    "withdraw_judgement": "withdrew a judgement",
    "withdraw_name_basis": "withdrew why a name may be published",
}

#: Kinds of record, by the name of their model.
KINDS = {
    "account": "account",
    "answer": "answer",
    "assessment": "assessment",
    "case": "case",
    "claim": "claim",
    "consent": "consent",
    "importrun": "import",
    "incident": "incident",
    "item": "sealed item",
    "judgement": "judgement",
    "release": "release",
    "source": "source",
    "text": "text",
    "victim": "person",
}

#: Fields whose change is told.
FIELDS = {
    "assessed_by": "whose assessment heads the totals",
    "changed": "changed",
    "content": "content",
    "dataset": "dataset",
    "files": "files",
    "grade": "grade",
    "graded": "incidents graded",
    "made": "made",
    "new": "new",
    "path": "folder",
    "reason": "reason",
    "refused": "rows refused",
    "repaired": "rows repaired",
    "roles": "roles",
    "signed_off_by": "signed off by",
    "slug": "short name",
    "state": "state",
    "status": "status",
    "unchanged": "unchanged",
    "withdrawn": "withdrawn",
}

#: States and properties that screens show.
STATES = {
    "": "Not recorded",
    "female": "Female",
    "male": "Male",
    "adult": "Adult",
    "child": "Child",
    "killed": "Killed",
    "injured": "Injured",
    "proposed": "Proposed",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "running": "Under way",
    "finished": "Finished",
    "refused": "Refused",
    "repaired": "Repaired",
    "approved": "Approved",
    "unapproved": "Not approved",
}

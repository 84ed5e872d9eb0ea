"""From a received form to the record: a person files it, once, and sees what the record has no place for.

``file_submission`` makes the interview, site visit, remains or missing person's file that a form speaks of,
with everything bound to the consent that was given on it. What a record has no field for stays in the
submission; ``Filed.left`` names those questions. ``consent_of_unfiled`` is the door for whoever takes consent
back before that.
"""

from __future__ import annotations

from django.db import transaction

from tahqiq.casebook.actions.forms import demand_unfiled, mark_filed
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.filing.answers import Answered, Filed
from tahqiq.casebook.importing.filing.interviews import file_interview
from tahqiq.casebook.importing.filing.missing import file_missing
from tahqiq.casebook.importing.filing.remains import file_remains
from tahqiq.casebook.importing.filing.unfiled import consent_of_unfiled
from tahqiq.casebook.importing.filing.visits import file_visit
from tahqiq.casebook.models import FormSubmission
from tahqiq.seal import Archive

_BY_FORM = {
    "interview": file_interview,
    "site_visit": file_visit,
    "body_recovery": file_remains,
    "missing_person": file_missing,
}

__all__ = ["Filed", "consent_of_unfiled", "file_submission"]


def file_submission(actor: Actor, submission: FormSubmission, *, archive: Archive) -> Filed:
    """Makes the record that a submission speaks of, whole or not at all.

    Args:
        archive: where words that become a transcript are sealed.

    Raises:
        NotPermitted: the actor may not do one of the things this takes.
        BadInput: it was filed before, does not stand, or the record refuses what it says.
    """
    demand_unfiled(submission)
    with transaction.atomic():
        answered = Answered(submission)
        filed = _BY_FORM[submission.form](actor, answered, archive)
        mark_filed(
            actor,
            submission,
            kind=filed.record._meta.model_name or "",
            record=filed.record.pk,
            pseudonym=filed.pseudonym,
            left=filed.left,
        )
    return filed

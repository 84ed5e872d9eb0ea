"""Consent taken back before a form was filed: the consent is recorded as the form says it.

Nothing of a received form rests on a recorded consent before it is filed. Whoever takes back then what they
allowed is withdrawn as everybody else: the consent is written down, all that was sealed of the form is
bound to it, and two people withdraw it (``casebook.actions.withdrawal``).
"""

from __future__ import annotations

from django.db import transaction

from tahqiq.casebook.actions.care import bind_to_consent, record_consent
from tahqiq.casebook.actions.forms import demand_unfiled
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.filing.answers import Answered
from tahqiq.casebook.models import Consent, FormSubmission, Purpose

#: Language of a consent whose form does not say in which it was explained (BCP 47: undetermined).
UNDETERMINED = "und"


def consent_of_unfiled(actor: Actor, submission: FormSubmission) -> Consent:
    """The consent under which a form is held that nobody filed; made where there is none yet.

    It is called after the form, as the form's entry in the vault is: other consents of the same person stay
    as they are. Its day is the one on which the form came. A form that asks for no consent is kept, and
    nothing else is allowed.

    Raises:
        NotPermitted: the actor may not record consents.
        BadInput: the form is in the record already, does not stand, or its consent was taken back.
    """
    demand_unfiled(submission)
    if submission.item.consent is not None:
        return submission.item.consent
    answered = Answered(submission)
    allowed = {purpose for purpose in Purpose if answered.agrees(purpose.value)}
    guardian = answered.peek("guardian")
    guardian = "" if guardian == "none" else guardian
    with transaction.atomic():
        consent = record_consent(
            actor,
            submission.case,
            subject=submission.called,
            purposes={Purpose.KEEP, *allowed},
            language=answered.peek("consent_language") or answered.peek("language") or UNDETERMINED,
            given_on=submission.received_at.date(),
            guardian=guardian,
            minor=bool(guardian) and answered.peek("minor") == "yes",
        )
        for item in answered.items():
            bind_to_consent(actor, item, consent=consent)
    return consent

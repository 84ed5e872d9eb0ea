"""Forms from the field in print: that somebody had them stands in the audit trail."""

from __future__ import annotations

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, FormSubmission
from tahqiq.read.forms.answered import Answered, printed_answers
from tahqiq.vocab.wording import Language


@action(Permission.HEAR)
def print_submissions(
    act: Act, case: Case, *, language: Language, submission: FormSubmission | None = None
) -> bytes:
    """What came in on forms as printed pages (PDF), every answer and file; the trail says who had them.

    Args:
        submission: the one to print; None for all that stand, and those that wait or were set aside.

    Raises:
        BadInput: the typefaces of the printed pages have not been built.
    """
    held = FormSubmission.objects.filter(case=case).exclude(answers={})
    chosen = held.filter(pk=submission.pk) if submission is not None else held
    made = printed_answers(map(_as_answered, chosen.order_by("form", "root", "received_at", "id")), language)
    act.note(submission or case, after={"printed": chosen.count()})
    return made


def _as_answered(one: FormSubmission) -> Answered:
    return Answered(
        form=one.form,
        instance=one.instance,
        standing=one.standing,
        answers=one.answers,
        files={(each["question"], each["at"]): each["sha256"] for each in one.media if each["sha256"]},
        left=frozenset(one.left),
    )

"""Our assessment beside the one that heads the case: where they differ, in the screen's language."""

from __future__ import annotations

from django.utils.translation import get_language

from tahqiq.casebook.actions.assessing import assessment_value
from tahqiq.casebook.models import TAHQIQ, Assessment
from tahqiq.grade import compare
from tahqiq.vocab.wording import Language


def differences(assessments: list[Assessment], heading: str) -> list[str] | None:
    """Each difference in a sentence; None where there are not two to compare."""
    by_assessor = {each.assessor: each for each in assessments}
    ours, theirs = by_assessor.get(TAHQIQ), by_assessor.get(heading)
    if ours is None or theirs is None or ours is theirs:
        return None
    language: Language = "ar" if get_language() == "ar" else "en"
    return [reason.text(language) for reason in compare(assessment_value(ours), assessment_value(theirs))]

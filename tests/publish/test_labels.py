"""Every slug of the vocabulary has a label, and every label its Arabic."""

from __future__ import annotations

from enum import StrEnum

import pytest

from tahqiq.publish import labels
from tahqiq.vocab.answers import AnswerState, RejectionReason
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.corrections import CorrectionKind, Outcome
from tahqiq.vocab.counts import Hedge
from tahqiq.vocab.grades import Grade, StandardOfProof, StrikeStatus
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.places import Precision
from tahqiq.vocab.wording import word


@pytest.mark.parametrize(
    ("vocabulary", "labelled"),
    [
        (Grade, labels.GRADES),
        (Grade, labels.GRADE_MEANINGS),
        (StrikeStatus, labels.STRIKE_STATUSES),
        (AnswerState, labels.STATES),
        (AnswerState, labels.STATE_MEANINGS),
        (RejectionReason, labels.REASONS),
        (Precision, labels.PRECISIONS),
        (SourceKind, labels.SOURCE_KINDS),
        (Effect, labels.EFFECTS),
        (Category, labels.CATEGORIES),
        (Stance, labels.STANCES),
        (Scope, labels.SCOPES),
        (Hedge, labels.BOUNDS),
        (StandardOfProof, labels.STANDARDS),
        (CorrectionKind, labels.CORRECTION_KINDS),
        (Outcome, labels.OUTCOMES),
    ],
)
def test_every_slug_has_a_label(vocabulary: type[StrEnum], labelled: dict[str, str]) -> None:
    assert {each.value for each in vocabulary} <= set(labelled)


def test_every_label_has_its_arabic() -> None:
    messages = {message for table in labels.EVERY for message in table.values() if message}
    assert {message for message in messages if word(message, "ar") == message} == set()

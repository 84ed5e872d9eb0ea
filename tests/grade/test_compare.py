from __future__ import annotations

from uuid import UUID

import pytest

from tahqiq.grade import compare
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.judgements import Assessment


def assessed(**given: object) -> Assessment:
    return Assessment(**({"incident": UUID(int=1), "assessor": "x"} | given))  # type: ignore[arg-type]


def told(ours: Assessment, theirs: Assessment) -> list[str]:
    return [reason.text() for reason in compare(ours, theirs)]


def test_agreement_says_nothing() -> None:
    same = {"grade": Grade.FAIR, "killed": CountRange(5, 7), "strike_status": StrikeStatus.LIKELY}
    assert told(assessed(**same), assessed(**same)) == []
    assert told(assessed(), assessed()) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ({"grade": Grade.WEAK}, {"grade": Grade.FAIR}, "graded Weak here and Fair by the source"),
        ({"grade": Grade.WEAK}, {}, "graded Weak here and not by the source"),
        ({}, {"grade": Grade.FAIR}, "graded Fair by the source and not here"),
        ({"killed": CountRange(5, 7)}, {}, "killed: 5–7 here, Unknown by the source"),
        (
            {"injured": CountRange(1200, None)},
            {"injured": CountRange(0, 0)},
            "injured: at least 1,200 here, 0 by the source",
        ),
        (
            {"strike_status": StrikeStatus.LIKELY},
            {"strike_status": StrikeStatus.DECLARED},
            "strike status: Likely strike here, Declared strike by the source",
        ),
    ],
)
def test_each_difference_is_one_sentence(
    ours: dict[str, object], theirs: dict[str, object], said: str
) -> None:
    assert told(assessed(**ours), assessed(**theirs)) == [said]


def test_a_strike_status_only_one_of_them_states_is_no_difference() -> None:
    assert told(assessed(strike_status=StrikeStatus.LIKELY), assessed()) == []
    assert told(assessed(), assessed(strike_status=StrikeStatus.LIKELY)) == []


def test_ranges_keep_their_direction_in_arabic() -> None:
    (reason,) = compare(assessed(killed=CountRange(10, 20)), assessed(killed=UNKNOWN))
    assert "\u206610–20\u2069" in reason.text("ar")
    assert "غير معروف" in reason.text("ar")


def test_two_incidents_are_never_compared() -> None:
    with pytest.raises(ValueError, match="different incidents"):
        compare(assessed(), assessed(incident=UUID(int=2)))

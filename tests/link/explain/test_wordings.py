from __future__ import annotations

import re

import pytest

from tahqiq.link import judged
from tahqiq.link.collective import agreeing
from tahqiq.link.evidence.comparisons import COMPARISONS
from tahqiq.link.explain.wordings import CALLED, comparison_wording, outcome_wording

OUTCOMES = [
    *(label for comparison in COMPARISONS for label in comparison.labels),
    *(label for labels in agreeing.LABELS.values() for label in labels),
    *judged.LABELS,
]


@pytest.mark.parametrize("label", OUTCOMES)
def test_every_outcome_of_a_comparison_can_be_said_in_arabic(label: str) -> None:
    assert not re.search("[A-Za-z]", outcome_wording(label, "ar"))
    assert outcome_wording(label, "en") == label


def test_every_comparison_has_a_name_in_both_languages() -> None:
    names = {*(each.name for each in COMPARISONS), *agreeing.LABELS, judged.COMPARISON}
    assert names <= set(CALLED)
    assert not [name for name in names if re.search("[A-Za-z]", comparison_wording(name, "ar"))]

"""The real export, where it is beside the checkout: the figures its readers have published."""

from collections import Counter

import pytest

from read.tables.reading import SHARED, complaints, of, read
from tahqiq.read.tables import open_airwars
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.counts import CountRange, Total
from tahqiq.vocab.grades import LIKELY_OR_CONFIRMED, Grade
from tahqiq.vocab.imports import (
    Imported,
    ImportedAnswer,
    ImportedIncident,
    ImportedStatement,
    ImportedVictim,
    Problem,
)

EXPORT = SHARED / "data" / "raqqa-2017"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXPORT.exists(), reason="the shared export is not beside this checkout"),
]


@pytest.fixture(scope="module")
def values() -> list[Imported | Problem]:
    return read(open_airwars(EXPORT))


def assessed(values: list[Imported | Problem]) -> list[tuple[Grade | None, CountRange]]:
    found = [each.assessment for each in of(ImportedIncident, values)]
    return [(each.grade, each.killed) for each in found if each is not None]


def test_every_record_arrives(values: list[Imported | Problem]) -> None:
    kinds = (ImportedIncident, ImportedVictim, ImportedAnswer, ImportedStatement)
    assert [len(of(kind, values)) for kind in kinds] == [547, 1286, 590, 1081]


def test_the_sources_own_totals(values: list[Imported | Problem]) -> None:
    everything = assessed(values)
    likely = [killed for grade, killed in everything if grade in LIKELY_OR_CONFIRMED]
    assert Total.of(killed for _, killed in everything) == Total(547, 2847, 4156, 22)
    assert Total.of(likely) == Total(390, 1867, 2466, 2)


def test_the_coalitions_answers(values: list[Imported | Problem]) -> None:
    answers = [each for each in of(ImportedAnswer, values) if each.party == "coalition"]
    assert Counter(each.state for each in answers) == {
        AnswerState.CREDIBLE: 41,
        AnswerState.NON_CREDIBLE: 435,
        AnswerState.NOT_YET_ASSESSED: 43,
        AnswerState.OPEN: 20,
        AnswerState.DUPLICATE: 2,
    }
    conceded = Total.of(each.killed for each in answers)
    assert (conceded.min, conceded.max) == (191, 192)


def test_every_cell_that_was_refused_or_repaired(values: list[Imported | Problem]) -> None:
    told = Counter((each.column, each.action) for each in of(Problem, values))
    assert told == {
        ("belligerent_location_accuracy", "repaired"): 60,
        ("reason_non_credible", "repaired"): 2,
        ("lon", "refused"): 1,
        ("men_killed_min", "refused"): 1,
    }
    [(_, value, _, _)] = complaints(values, column="lon")
    assert value == "4239.00416"

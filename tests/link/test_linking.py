from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from link import synthetic
from tahqiq.link import linking
from tahqiq.link.judgements import Judgement, Said
from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.linking import dedupe, link
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs

DAY = datetime(2031, 6, 1, tzinfo=UTC)


def judged(left: str, right: str, verdict: str = "match") -> Judgement:
    return Judgement(left=left, right=right, said=Said(verdict), by="Amal", at=DAY)


def evidence(left: list[int], right: list[int], bits: list[float]) -> Pairs:
    """Pairs with one comparison, so that a test can say what is known of each."""
    order = np.lexsort((right, left))
    return Pairs(
        np.array(left)[order], np.array(right)[order], ("name",), np.zeros((len(left), 1), np.int8),
        np.array(bits, np.float64)[order, None], -5.0, {"name": ("same name",)},
    )  # fmt: skip


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Pairs:
    """L1 fits R1 best and R2 nearly; L2 fits R1 alone."""
    pairs = evidence([0, 0, 1], [0, 1, 0], [16.0, 15.0, 14.0])
    monkeypatch.setattr(linking, "score", lambda *lists, **options: pairs)
    return pairs


def people(name: str, n: int, prefix: str, *, distinct: bool = True) -> RecordList:
    names = {"name": [f"{chr(65 + each)}li Omar" for each in range(n)]}
    return synthetic.record_list(name, names, prefix, distinct=distinct)


def links(found: Linkage) -> set[tuple[str, str]]:
    left, right = found.ends
    rows = np.flatnonzero(found.linked)
    return {(left.ids[found.pairs.left[row]], right.ids[found.pairs.right[row]]) for row in rows}


LISTS = people("left", 2, "L"), people("right", 2, "R")


def test_partners_compete_and_the_best_whole_is_taken(known: Pairs) -> None:
    assert links(link(*LISTS, Wanted())) == {("L1", "R2"), ("L2", "R1")}


def test_where_a_list_repeats_people_a_record_may_have_several_partners(known: Pairs) -> None:
    left, right = (replace(each, distinct=False) for each in LISTS)
    assert links(link(left, right, Wanted())) == {("L1", "R1"), ("L1", "R2"), ("L2", "R1")}
    assert links(link(left, LISTS[1], Wanted())) == {("L1", "R1"), ("L2", "R1")}


def test_a_judgement_moves_the_partners_of_others_too(known: Pairs) -> None:
    found = link(*LISTS, Wanted(judgements=[judged("L1", "R1")], ask=5))
    assert links(found) == {("L1", "R1")}
    assert found.probability[0] > 0.999 and found.probability[2] < 0.01
    assert 0 not in {each.row for each in found.asked}
    denied = link(*LISTS, Wanted(judgements=[judged("L2", "R1", "not")]))
    assert links(denied) == {("L1", "R1")}


def test_a_person_may_link_what_the_machine_never_compared(known: Pairs) -> None:
    found = link(*LISTS, Wanted(judgements=[judged("L2", "R2")]))
    assert ("L2", "R2") in links(found)
    assert len(found.pairs) == 4


def test_a_threshold_that_is_higher_links_no_more(known: Pairs) -> None:
    strict = link(*LISTS, Wanted(threshold=0.9999))
    assert len(links(strict)) <= 2
    assert (strict.probability[strict.linked] >= 0.9999).all()


def test_questions_are_asked_of_what_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = evidence([0, 0], [0, 1], [14.0, 14.0])
    monkeypatch.setattr(linking, "score", lambda *lists, **options: pairs)
    found = link(*LISTS, Wanted(ask=1))
    assert len(found.asked) == 1
    again = link(*LISTS, Wanted(ask=2, judgements=[judged("L1", "R1", "unsure")]))
    assert [each.row for each in again.asked] == [1]


def test_in_one_list_two_judged_to_be_two_are_kept_apart_however_they_hang_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = evidence([0, 1], [1, 2], [16.0, 16.0])
    monkeypatch.setattr(linking, "score", lambda *lists, **options: pairs)
    twice = people("all", 3, "P", distinct=False)
    together = dedupe(twice, Wanted(draws=20))
    assert len(set(together.clusters)) == 1
    apart = dedupe(twice, Wanted(judgements=[judged("P3", "P1", "not")], draws=20))
    assert apart.clusters[0] != apart.clusters[2]
    assert apart.drawn is not None and (apart.drawn[:, 0] != apart.drawn[:, 2]).all()
    assert apart.alone and apart.figures()["people"] == 2
    assert "2 records belong with another" in apart.sentence()


def test_records_of_two_lists_with_the_same_ids_are_told_apart() -> None:
    one, other = people("a", 2, "X"), people("b", 2, "X")
    pairs = evidence([0], [0], [9.0])
    found = Linkage(
        lists=(one, other), pairs=pairs, probability=pairs.probability(), linked=np.array([True]),
        referred=np.array([False]), settled=linking.settle([], one, other),
    )  # fmt: skip
    assert found.record_ids() == ["a:X1", "a:X2", "b:X1", "b:X2"]


def test_each_step_is_announced(known: Pairs) -> None:
    steps: list[str] = []
    link(*LISTS, Wanted(), on_step=steps.append)
    assert len(steps) == linking.STEPS and len(set(steps)) == len(steps)

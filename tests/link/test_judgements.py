from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from link import synthetic
from tahqiq.link.judgements import Judgement, Said, Settled, as_vocabulary, fingerprint, settle, standing
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.judgements import Verdict

DAY = datetime(2031, 6, 1, tzinfo=UTC)
LEFT, RIGHT = synthetic.left(), synthetic.right()


def said(left: str, right: str, verdict: str = "match", by: str = "Amal", **more: object) -> Judgement:
    made = Judgement(left=left, right=right, said=Said(verdict), by=by, at=DAY)
    return replace(made, **more)  # type: ignore[arg-type]


def test_judgements_become_positions_in_the_lists() -> None:
    settled = settle([said("L1", "R1"), said("L2", "R1", "not"), said("L3", "R3", "unsure")], LEFT, RIGHT)
    assert settled.same.tolist() == [[0, 0]]
    assert settled.different.tolist() == [[1, 0]]
    assert settled.unsure.tolist() == [[2, 2]]
    assert not settled.notes
    assert settled.standing[0, 0][0].by == "Amal"
    assert len(settled) == 3


def test_nobody_judged_anything() -> None:
    assert len(settle([], LEFT, RIGHT)) == len(Settled.none()) == 0


def test_a_person_who_changes_their_mind_is_heard_last_and_a_withdrawal_is_ones_own() -> None:
    first, again = said("L1", "R1"), said("L1", "R1", "not")
    assert standing([first, again]) == [again]
    assert standing([first, said("L1", "R1", "withdrawn")]) == []
    assert standing([first, said("L1", "R1", "withdrawn", by="Omar")]) == [first]


def test_two_people_who_disagree_bind_nobody_and_are_named() -> None:
    settled = settle([said("L1", "R1"), said("L1", "R1", "not", by="Omar")], LEFT, RIGHT)
    assert not len(settled.same) and not len(settled.different)
    assert settled.disputed.tolist() == [[0, 0]]
    (line,) = settled.notes
    assert "L1 = R1 (Amal, 2031-06-01); L1 ≠ R1 (Omar, 2031-06-01)" in line
    assert "none is used until one is withdrawn" in line


def test_an_unsure_second_person_contradicts_nobody() -> None:
    settled = settle([said("L1", "R1"), said("L1", "R1", "unsure", by="Omar")], LEFT, RIGHT)
    assert settled.same.tolist() == [[0, 0]]
    assert not settled.notes


def test_a_chain_that_contradicts_itself_is_reported_whole_and_leaves_the_rest_alone() -> None:
    people = synthetic.record_list("all", {"name": list("abcdef")}, "P", distinct=False)
    chain = [said("P1", "P2"), said("P2", "P3", by="Omar"), said("P3", "P1", "not"), said("P5", "P6")]
    settled = settle(chain, people)
    assert settled.disputed.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert settled.same.tolist() == [[4, 5]]
    (line,) = settled.notes
    assert all(each in line for each in ("P1 = P2 (Amal", "P2 = P3 (Omar", "P1 ≠ P3 (Amal"))
    assert "\n" not in line


def test_one_record_matched_to_two_of_a_list_without_duplicates_is_a_contradiction() -> None:
    twice = [said("L1", "R1"), said("L1", "R2", by="Omar")]
    settled = settle(twice, LEFT, RIGHT)
    assert settled.disputed.tolist() == [[0, 0], [0, 1]]
    assert "although registry is taken to hold nobody twice" in settled.notes[0]
    may_repeat = replace(RIGHT, distinct=False)
    assert settle(twice, LEFT, may_repeat).same.tolist() == [[0, 0], [0, 1]]


def test_judgements_of_records_that_are_gone_are_counted_and_foreign_ones_refused() -> None:
    settled = settle([said("L1", "R1"), said("L99", "R1")], LEFT, RIGHT)
    assert settled.notes == (
        "1 judgement was about records that are not in these lists (the first: L99 and R1, Amal, 2031-06-01)",
    )
    with pytest.raises(BadInput, match="no judgement names records of these lists"):
        settle([said("X", "Y")], LEFT, RIGHT)


def test_a_record_that_says_something_else_since_is_pointed_out() -> None:
    then = (fingerprint(LEFT, 0), fingerprint(RIGHT, 0))
    assert not settle([said("L1", "R1", records=then)], LEFT, RIGHT).notes
    other = synthetic.record_list("registry", {**synthetic.RIGHT, "birth": ["1991", "", "", ""]}, "R")
    (line,) = settle([said("L1", "R1", records=then)], LEFT, other).notes
    assert "made when a record said something else" in line


def test_in_one_list_the_order_of_the_two_ids_does_not_matter() -> None:
    people = synthetic.record_list("all", {"name": list("abc")}, "P", distinct=False)
    prints = (fingerprint(people, 2), fingerprint(people, 0))
    settled = settle([said("P3", "P1", records=prints), said("P2", "P2")], people)
    assert settled.same.tolist() == [[0, 2]]
    assert len(settled.notes) == 1  # a record is itself without anybody's judgement


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=14))
def test_what_binds_never_contradicts_itself(edges: list[tuple[int, int, bool]]) -> None:
    people = synthetic.record_list("all", {"name": list("abcdef")}, "P", distinct=False)
    judged = [said(f"P{a + 1}", f"P{b + 1}", "match" if same else "not") for a, b, same in edges if a != b]
    settled = settle(judged, people)
    group = list(range(6))
    for _, (one, other) in itertools.product(range(6), settled.same.tolist()):
        group = [group[one] if each == group[other] else each for each in group]
    assert all(group[one] != group[other] for one, other in settled.different.tolist())


def test_the_casebook_knows_the_records_by_the_ids_their_sources_gave_them() -> None:
    found = as_vocabulary(said("L1", "R1", why="same mother"), "committee", "registry")
    assert (found.left, found.right) == (imported_id("committee", "L1"), imported_id("registry", "R1"))
    assert (found.verdict, found.reason) == (Verdict.SAME, "same mother")
    with pytest.raises(ValueError, match="withdrawal"):
        as_vocabulary(said("L1", "R1", "withdrawn"), "committee", "registry")


def test_a_judgement_is_signed_and_stamped_in_utc() -> None:
    with pytest.raises(BadInput, match="nobody signed"):
        said("L1", "R1", by=" ")
    with pytest.raises(ValueError, match="UTC"):
        said("L1", "R1", at=DAY.astimezone(timezone(timedelta(hours=2))))

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.link.incidents.finding import find_incidents
from tahqiq.link.incidents.report import Role
from tahqiq.link.incidents.testing import Manner, simulate_reports
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput

from .told import clusters, report, together, world

SAME = {"place": "حي البدر في مدينة الكوثر", "blamed": "coalition"}


def strike(name: str, killed: int, day: str = "2030-03-05", **said):
    return report(name, day, killed, **{**SAME, **said})


def test_conflicting_and_superseded_tolls_of_one_strike_stand_together_and_sums_apart():
    reports = [
        strike("early", 17),
        strike("later", 27, earlier=(CountRange(17, 17),)),
        strike("other", 40, place="Badr neighbourhood, Kawthar city", blamed="التحالف"),
        strike("week", 125, scope=Scope.CUMULATIVE),
        strike("two-weeks-on", 27, "2030-03-19"),
        *world(),
    ]
    found = find_incidents(reports)
    assert ["early", "later", "other"] in together(found)
    assert ["week"] in together(found)
    assert ["two-weeks-on"] in together(found)


def test_the_order_of_the_reports_changes_nothing():
    made = simulate_reports(60, seed=5).reports
    one, other = find_incidents(made), find_incidents(made[::-1])
    assert together(one) == together(other)
    assert one.probability.tolist() == other.probability.tolist()
    assert one.steps == other.steps


def test_ids_stay_when_reports_come():
    reports = [strike("b", 27), strike("c", 27), *world()]
    before = {each.id for each in find_incidents(reports).incidents}
    after = {each.id for each in find_incidents([*reports, strike("d", 27)]).incidents}
    assert before == after


def test_judgements_bind_by_position_in_the_order_given():
    reports = [strike("z", 27), strike("a", 27), strike("m", 3, "2030-06-01", place="قرية الرمل"), *world()]
    assert ["a", "z"] in clusters(*reports)
    assert ["a"] in clusters(*reports, excluded=np.array([[0, 1]]))
    assert ["m", "z"] in clusters(*reports, forced=np.array([[0, 2]]), excluded=np.array([[0, 1]]))


def test_sources_are_counted_at_their_origin():
    reports = [
        strike("a", 27, chain=("Counting Committee",), source="Harbour Daily"),
        strike("b", 27, chain=("Counting Committee",), source="The Line"),
        strike("c", 27, chain=("Plain Hospital",), source="The Line"),
        *world(),
    ]
    incident = find_incidents(reports).incidents[0]
    assert incident.members == (0, 1, 2)
    assert incident.sources == 2


def test_two_reports_with_one_id_are_refused():
    with pytest.raises(BadInput, match="two reports have the id 'a'"):
        find_incidents([report("a"), report("a")])


def test_nothing_and_one_report_and_only_sums():
    assert clusters() == []
    assert clusters(report("a")) == [["a"]]
    assert clusters(report("a", scope=Scope.CUMULATIVE)) == [["a"]]


def test_simulated_reports_are_found_again():
    made = simulate_reports(250, manner=Manner(days=200, towns=20), seed=2)
    found = find_incidents(made.reports)
    truth = [made.truth[each.id] for each in found.reports]
    pure = wrong = lost = 0
    for at, one in enumerate(truth):
        for other in range(at):
            if one and one == truth[other]:
                pure += found.of[at] == found.of[other]
                lost += found.of[at] != found.of[other]
            else:
                wrong += found.of[at] == found.of[other]
    assert pure / (pure + wrong) > 0.93
    assert pure / (pure + lost) > 0.75
    sums = [each for each, of in zip(found.reports, truth, strict=True) if not of]
    assert sum(each.role is Role.AGGREGATE for each in sums) >= 0.95 * len(sums)
    for each in found.covers:
        assert found.reports[each.aggregate].role is Role.AGGREGATE


days = st.integers(1, 6).map(lambda day: f"2030-03-{day:02}")
places = st.sampled_from(["", "حي البدر", "Badr neighbourhood", "Kawthar city", "قرية الرمل"])
made_up = st.lists(st.tuples(days, places, st.integers(0, 40), st.booleans()), max_size=12)


@given(made_up)
@settings(max_examples=25, deadline=None)
def test_whatever_is_told_clusters_hold_as_a_whole(told):
    reports = [
        report(f"r{at:02}", day, killed, place=place, scope=Scope.CUMULATIVE if summed else Scope.EVENT)
        for at, (day, place, killed, summed) in enumerate(told)
    ]
    found = find_incidents(reports)
    assert sorted(at for each in found.incidents for at in each.members) == list(range(len(reports)))
    assert ((found.probability > 0) & (found.probability <= 1)).all()
    for each in found.incidents:
        members = [found.reports[at] for at in each.members]
        assert len(members) == 1 or all(one.role is Role.REPORT for one in members)
        starts = [one.span.start for one in members if one.span.start is not None]
        assert (max(starts) - min(starts)).days <= 3 if starts else True


def test_a_report_of_no_day_and_no_place_joins_by_its_victims():
    names = ("سلمى يوسف الدروبي", "باسم يوسف الدروبي")
    latin = ("Salma Youssef al-Droubi", "Basem Youssef al-Droubi")
    known = strike("a", 9, victims=names)
    bare = replace(report("b", "", 9), victims=latin)
    assert ["a", "b"] in clusters(known, bare, *world())


def test_a_report_without_any_day_joins_by_place_and_toll():
    known, undated = strike("a", 27), strike("b", 27, "")
    assert ["a", "b"] in clusters(known, undated, *world())


def test_a_heap_of_reports_of_one_day_and_place_is_compared_in_pieces_and_a_mountain_refused(monkeypatch):
    from tahqiq.link.incidents import candidates

    heap = [strike(f"r{at:03}", 1 + at % 50) for at in range(120)]
    whole = clusters(*heap)
    monkeypatch.setattr(candidates, "_CHUNK", 500)
    assert clusters(*heap) == whole
    monkeypatch.setattr(candidates, "_MOST", 100)
    with pytest.raises(BadInput, match="120 reports are of one day and one place"):
        clusters(*heap)

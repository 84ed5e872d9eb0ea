from collections import Counter

from tahqiq.link.incidents.testing import Manner, simulate_reports


def test_the_same_seed_gives_the_same_reports_and_another_seed_others():
    assert simulate_reports(30, seed=4) == simulate_reports(30, seed=4)
    assert simulate_reports(30, seed=4).reports != simulate_reports(30, seed=5).reports


def test_every_report_has_a_truth_and_incidents_have_several():
    made = simulate_reports(80, manner=Manner(origins=2.5, carriers=1.5), seed=1)
    counts = Counter(made.truth.values())
    assert set(made.truth) == {each.id for each in made.reports}
    assert sum(counts.values()) / len(counts) > 2
    assert all(made.covered[each.id] for each in made.reports if not made.truth[each.id])


def test_both_scripts_late_days_and_coarse_places_occur():
    reports = simulate_reports(150, manner=Manner(named=1.0, points=1.0), seed=2).reports
    assert any("حي" in each.place for each in reports)
    assert any("neighbourhood" in each.place for each in reports)
    assert any(each.span.unknown for each in reports)
    assert any(each.earlier for each in reports)
    assert any(each.killed.max is None and each.killed.min for each in reports)
    assert any(each.point for each in reports)
    assert any(each.victims for each in reports)

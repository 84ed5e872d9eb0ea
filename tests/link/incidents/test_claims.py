from typing import Any

from tahqiq.link.incidents.claims import Telling, ToldClaim, reports_of
from tahqiq.link.incidents.report import Role
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan

MONDAY, TUESDAY = DateSpan.parse("2030-03-04"), DateSpan.parse("2030-03-05")
WEEK = DateSpan.parse("2030-02-26", "2030-03-04")


def killed(number: int, figure: int | None, **said: Any) -> ToldClaim:
    count = CountRange() if figure is None else CountRange.exactly(figure)
    return ToldClaim(number=number, effect=said.pop("effect", "killed"), count=count, **said)


def told(*claims: ToldClaim):
    return reports_of(Telling(id="t", claims=claims))


def test_parts_belong_to_their_total_however_deep():
    (report,) = told(
        killed(0, 27, category="civilians"),
        killed(1, 7, category="children", within=0),
        killed(2, 2, category="women", within=1),
        killed(3, 40, effect="injured"),
    )
    assert report.killed == CountRange(27, 27)
    assert report.parts == {"children": CountRange(7, 7), "women": CountRange(2, 2)}
    assert report.injured == CountRange(40, 40)


def test_an_earlier_toll_is_kept_beside_the_one_that_replaced_it():
    (named,) = told(killed(0, 27, supersedes=1), killed(1, 17))
    (scoped,) = told(killed(0, 27), killed(1, 17, scope=Scope.SUPERSEDED))
    for report in (named, scoped):
        assert (report.killed, report.earlier) == (CountRange(27, 27), (CountRange(17, 17),))


def test_two_strikes_in_one_text_are_two_reports_told_apart():
    first, second = told(killed(0, 9, span=MONDAY), killed(1, 4, span=TUESDAY))
    assert (first.id, second.id) == ("t#1", "t#2")
    assert first.told_as != second.told_as
    here, there = told(killed(0, 9, place="حي النور"), killed(1, 9, place="قرية الطاحونة"))
    assert here.told_as != there.told_as


def test_two_totals_of_one_teller_are_two_incidents_but_a_vague_one_is_the_same():
    assert len(told(killed(0, 9), killed(1, 4))) == 2
    assert len(told(killed(0, 9), killed(1, None, hedge="many"))) == 1


def test_two_tellers_of_one_strike_are_two_reports_told_as_one():
    one, other, *rest = told(
        killed(0, 42, chain=("The Committee",), span=MONDAY),
        killed(1, 60, chain=("Plain Hospital",), span=MONDAY),
        killed(2, 30, effect="injured", span=MONDAY),
    )
    assert not rest
    assert one.told_as == other.told_as
    assert (one.chain, other.chain) == (("The Committee",), ("Plain Hospital",))
    assert one.injured == CountRange(30, 30)


def test_a_sum_is_an_aggregate_of_its_own():
    report, week, year = told(
        killed(0, 9, span=MONDAY),
        killed(1, 125, span=WEEK, scope=Scope.CUMULATIVE),
        killed(2, 40, span=WEEK, scope=Scope.CUMULATIVE, effect="injured"),
        killed(3, 900, span=DateSpan.parse("2030"), scope=Scope.CUMULATIVE),
    )
    assert [each.role for each in (report, week, year)] == [Role.REPORT, Role.AGGREGATE, Role.AGGREGATE]
    assert (week.killed, week.injured) == (CountRange(125, 125), CountRange(40, 40))


def test_what_is_denied_and_what_is_no_toll_makes_no_report():
    assert told(killed(0, 0, negated=True), killed(1, 12, effect="displaced")) == []


def test_a_word_without_a_number_is_compared_as_a_range_and_counts_nothing_else():
    (report,) = told(killed(0, None, hedge="dozens"))
    assert report.killed == CountRange(12, 99)


def test_groups_without_a_whole_are_the_toll():
    (report,) = told(killed(0, 3, category="children"))
    assert report.killed == CountRange(3, 3)
    assert report.parts == {}


def test_everything_a_report_says_comes_from_its_claims():
    (report,) = told(
        killed(
            0, 9, place="حي النور", blamed="coalition", weapon="air strike", victims=("Sara Omar",), id="x"
        ),
        killed(1, 3, category="children", within=0, victims=("Ali Omar",), place="مدينة الطاحونة", id="y"),
    )
    assert report.place == "حي النور / مدينة الطاحونة"
    assert report.victims == ("Sara Omar", "Ali Omar")
    assert (report.blamed, report.kind, report.claims) == ("coalition", "air strike", ("x", "y"))


def test_claims_that_point_at_one_another_in_a_circle_end():
    assert [each.killed.min for each in told(killed(0, 9, within=1), killed(1, 9, within=0))] in ([9], [])

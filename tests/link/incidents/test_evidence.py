import numpy as np
import pytest

from tahqiq.link.incidents.evidence import COMPARISONS, Evidence, reason, said
from tahqiq.link.incidents.report import Report
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.places import Point, Precision

from .told import report, world

BADR = {"place": "حي البدر"}
EXACT = Precision.EXACT


def compared(one: Report, other: Report, among: int = 60):
    """What each comparison says of two reports, and whether they are barred."""
    evidence = Evidence.of([one, other, *world(among)])
    pairs, barred = evidence.pairs(np.array([0]), np.array([1]))
    return {name: (label, weight) for name, label, weight in said(pairs, 0)}, bool(barred[0])


@pytest.mark.parametrize(
    ("one", "other", "label", "sign"),
    [
        ("2030-03-05", "2030-03-05", "the same day", 1),
        ("2030-03-05", "2030-03-05..2030-03-06", "the days overlap", 1),
        ("2030-03-05", "2030-03-06", "neighbouring days", 1),
        ("2030-03-05", "2030-03-07", "two or three days apart", 0),
        ("2030-03-05", "2030-04-20", "days apart", -1),
    ],
)
def test_days(one, other, label, sign):
    found, _ = compared(report("a", one), report("b", other))
    assert found["date"][0] == label
    assert np.sign(round(found["date"][1])) == sign or sign == 0


def test_days_far_apart_cannot_be_one_incident():
    assert compared(report("a", "2030-03-05"), report("b", "2030-03-09"))[1]
    assert not compared(report("a", "2030-03-05"), report("b", "2030-03-07"))[1]
    assert not compared(report("a", "2030-03-05"), report("b", ""))[1]


def test_a_quiet_day_tells_more_than_a_busy_one():
    busy = [report(f"x{at}", "2030-03-05") for at in range(30)]
    evidence = Evidence.of(
        [report("a"), report("b"), report("c", "2031-01-01"), report("d", "2031-01-01"), *busy]
    )
    pairs, _ = evidence.pairs(np.array([0, 2]), np.array([1, 3]))
    dates = pairs.weights[:, COMPARISONS.index("date")]
    assert dates[1] > dates[0] + 2


def test_places_by_name():
    assert (
        compared(report("a", **BADR), report("b", place="Badr neighbourhood"))[0]["place"][0]
        == "the same place"
    )
    inside, _ = compared(report("a", place="حي البدر في مدينة الكوثر"), report("b", place="Kawthar city"))
    assert inside["place"][0] == "one may lie in the other"
    town, _ = compared(report("a", place="مدينة الكوثر"), report("b", place="Kawthar city"))
    assert town["place"][0] == "the same name, no more is known"
    other, barred = compared(report("a", **BADR), report("b", place="حي الرمل"))
    assert other["place"][0] == "other names, distance unknown"
    assert other["place"][1] < 0
    assert not barred
    assert "place" not in compared(report("a", **BADR), report("b", place="Kawthar city"))[0]


@pytest.mark.parametrize(
    ("lat", "precisions", "label", "barred"),
    [
        (35.001, (EXACT, Precision.STREET), "the same spot", False),
        (35.01, (Precision.NEIGHBOURHOOD, Precision.NEIGHBOURHOOD), "close by", False),
        (35.005, (Precision.NEIGHBOURHOOD, Precision.NEIGHBOURHOOD), "the same place", False),
        (35.03, (EXACT, Precision.CITY), "one may lie in the other", False),
        (35.03, (Precision.CITY, Precision.CITY), "the same name, no more is known", False),
        (35.015, (EXACT, EXACT), "in different places", False),
        (35.1, (EXACT, EXACT), "far apart", True),
    ],
)
def test_places_by_distance_against_how_exactly_they_are_known(lat, precisions, label, barred):
    one = report("a", point=Point(35, 39), precision=precisions[0])
    other = report("b", point=Point(lat, 39), precision=precisions[1])
    found, cannot = compared(one, other)
    assert (found["place"][0], cannot) == (label, barred)


def test_namesakes_far_away_are_other_places():
    one = report("a", place="Badr village", point=Point(35, 39), precision=EXACT)
    other = report("b", place="قرية البدر", point=Point(36, 39), precision=EXACT)
    assert compared(one, other)[1]


def test_another_party_is_a_competing_claim_and_weighs_little():
    found, barred = compared(report("a", blamed="coalition"), report("b", blamed="روسيا"))
    assert found["blamed"][0] == "another is blamed"
    assert -1.6 < found["blamed"][1] < 0
    assert not barred
    same, _ = compared(report("a", blamed="Turkish forces"), report("b", blamed="تركيا"))
    assert same["blamed"][1] > 1


def test_a_word_for_any_strike_says_nothing_of_the_kind():
    assert "kind" not in compared(report("a", kind="قصف"), report("b", kind="drone strike"))[0]
    assert compared(report("a", kind="shelling"), report("b", kind="drone"))[0]["kind"][1] < 0
    assert compared(report("a", kind="مسيرة"), report("b", kind="drone"))[0]["kind"][1] > 0


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (27, 27, "the same number killed"),
        (27, CountRange(20, None), "numbers killed that fit"),
        (CountRange(20, 30), CountRange(25, 40), "numbers killed that fit"),
        (CountRange(None, 30), 27, "numbers killed that fit"),
        (27, 30, "nearly the same number killed"),
        (27, 60, "different numbers killed"),
        (2, 60, "very different numbers killed"),
    ],
)
def test_tolls(one, other, label):
    assert compared(report("a", killed=one), report("b", killed=other))[0]["killed"][0] == label


def test_a_large_toll_in_common_tells_more_than_a_small_one():
    large = compared(report("a", killed=57), report("b", killed=57))[0]["killed"][1]
    assert large > compared(report("a", killed=1), report("b", killed=1))[0]["killed"][1] + 2


def test_an_earlier_toll_ties_a_later_one_to_it():
    earlier = (CountRange(17, 17),)
    found, _ = compared(report("a", killed=27, earlier=earlier), report("b", killed=17))
    assert found["killed"][0] == "the number the other had before"
    assert found["killed"][1] > 0
    assert (
        compared(report("a", killed=17), report("b", killed=27, earlier=earlier))[0]["killed"]
        == found["killed"]
    )


def test_groups_and_the_injured():
    one = report("a", injured=CountRange(40, 40), parts={"children": CountRange(7, 7)})
    same, _ = compared(one, report("b", injured=CountRange(40, 40), parts={"children": CountRange(7, 7)}))
    other, _ = compared(one, report("b", injured=CountRange(4, 4), parts={"children": CountRange(2, 2)}))
    assert same["groups"][1] > 0 > other["groups"][1]
    assert same["injured"][1] > 0 > other["injured"][1]
    open_end, _ = compared(one, report("b", parts={"children": CountRange(5, None)}))
    assert "groups" not in open_end


def test_victims_agree_across_scripts():
    one = report("a", killed=9, victims=("سلمى يوسف الدروبي", "باسم يوسف الدروبي"))
    other = report(
        "b", killed=9, victims=("Salma Youssef al-Droubi", "Basem Youssef al-Droubi", "wife of Basem")
    )
    found, _ = compared(one, other)
    assert found["victims"] == ("several victims in common", 14.0)
    single, _ = compared(one, report("b", killed=9, victims=("Salma Youssef al-Droubi",)))
    assert single["victims"][0] == "one victim in common"


def test_nobody_in_common_tells_little_of_many_dead_and_much_of_few():
    names = ("سلمى يوسف الدروبي", "باسم يوسف الدروبي")
    others = ("Huda Khaled Sabbagh", "Omar Khaled Sabbagh")
    few, _ = compared(report("a", killed=2, victims=names), report("b", killed=2, victims=others))
    many, _ = compared(report("a", killed=60, victims=names), report("b", killed=60, victims=others))
    assert few["victims"][0] == "both name nearly all the dead, none in common"
    assert few["victims"][1] < -3 < many["victims"][1] < 0


WORDS = (
    "Neighbours pulled a family from the rubble of their home near the old mill on the river late at night, "
    "and carried them to the hospital in the plain where doctors worked until the morning without power"
)


def test_nearly_the_same_text_ties_reports_and_passages_a_little():
    copy, _ = compared(report("a", text=WORDS), report("b", text=WORDS.replace("late", "very late")))
    assert copy["wording"] == ("nearly the same text", 6.0)
    part, _ = compared(
        report("a", text=WORDS),
        report(
            "b", text=WORDS[:95] + " while others said nothing of it at all that day or later on in the week"
        ),
    )
    assert part["wording"] == ("passages in common", 3.0)
    assert "wording" not in compared(report("a", text=WORDS), report("b", text="Something else"))[0]


def test_one_text_tells_two_incidents_apart_or_as_one():
    one = report("a", telling="t", told_as=1, text=WORDS)
    apart, barred = compared(one, report("b", telling="t", told_as=2, text=WORDS))
    assert apart["telling"][0] == "told apart in one text"
    assert barred
    assert "wording" not in apart
    assert compared(one, report("b", telling="t", told_as=1))[0]["telling"][1] > 0


def test_a_list_that_enters_nothing_twice_and_a_report_that_replaces_another():
    listed, barred = compared(report("a", source="L", distinct=True), report("b", source="L", distinct=True))
    assert listed["telling"][0] == "two entries of one list"
    assert barred
    assert not compared(report("a", source="L", distinct=True), report("b", source="M", distinct=True))[1]
    assert compared(report("a"), report("b", supersedes="a"))[0]["telling"] == (
        "one replaces the other",
        10.0,
    )


def test_a_reason_names_the_strongest_evidence_first():
    evidence = Evidence.of([report("a", killed=57, **BADR), report("b", killed=57, **BADR), *world()])
    pairs, _ = evidence.pairs(np.array([0]), np.array([1]))
    assert reason(pairs, 0, most=1).startswith("the same")
    weights = [abs(weight) for _, _, weight in said(pairs, 0)]
    assert weights == sorted(weights, reverse=True)


def test_candidates_hold_what_is_near_and_what_is_tied():
    from .told import world as unrelated

    reports = [
        report("a", killed=9, **BADR),
        report("b", "2030-03-06", 9, place="Badr neighbourhood"),
        report("c", "2030-05-06", victims=("سلمى يوسف الدروبي",), place="قرية الكوثر"),
        report("d", "", victims=("سلمى يوسف الدروبي",)),
        report("e", "2030-04", 9, **BADR),
        report("f", "2030-04-20", 9, **BADR),
        report("g", "2030-06-06", killed=31),
        report("h", "2030-06-06", killed=31, place="Rimal village"),
        report("i", "2030-07-01", point=Point(35, 39), precision=EXACT),
        report("j", "2030-07-01", point=Point(35.001, 39), precision=EXACT),
        report("k", "2030-08-01", supersedes="a"),
        *unrelated(),
    ]
    left, right = Evidence.of(reports).candidates()
    found = {(reports[a].id, reports[b].id) for a, b in zip(left.tolist(), right.tolist(), strict=True)}
    assert {("a", "b"), ("c", "d"), ("e", "f"), ("g", "h"), ("i", "j"), ("a", "k")} <= found
    assert len(found) < 200

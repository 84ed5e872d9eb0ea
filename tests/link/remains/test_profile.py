import math

import numpy as np
import pytest

from link.remains.cases import body, missing
from tahqiq.link.remains.physique import PhysiqueComparison
from tahqiq.link.remains.postmortem import AgeBasis, LongBone, SexBasis
from tahqiq.link.remains.profile import AgeComparison, SexComparison, ages_of, reliability, usual_day
from tahqiq.link.remains.skeleton import Bone
from tahqiq.link.remains.stature import StatureComparison, from_bone, stature_of
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.remains import Sex

MEN = [{"sex": Sex.MALE}] * 5 + [{"sex": Sex.FEMALE}] * 5 + [{}]


def test_apparent_sex_tells_as_much_as_its_basis_is_reliable() -> None:
    told = SexComparison(missing(*MEN))
    by_pelvis = told.weigh(body(sex=Sex.MALE, sex_basis=SexBasis.PELVIS))
    by_bones = told.weigh(body(sex=Sex.MALE, sex_basis=SexBasis.LONG_BONES))
    assert by_pelvis[0] > by_bones[0] > 0 > by_bones[5] > by_pelvis[5]
    assert by_pelvis[10] == 0.0
    assert not told.weigh(body()).any()
    assert reliability(body(sex=Sex.MALE, sex_basis=SexBasis.PELVIS, age_max=9)) < 0.6


def test_dna_sex_that_differs_excludes_and_the_words_say_so() -> None:
    files = missing(*MEN)
    told, found = SexComparison(files), body(sex=Sex.MALE, sex_basis=SexBasis.DNA)
    (said,) = told.said(found, files[5], float(told.weigh(found)[5]))
    assert said.excludes
    assert "is male" in said.text()
    assert told.said(found, files[10], 0.0) == []


def test_an_age_in_the_range_speaks_for_and_how_far_out_against_depends_on_the_basis() -> None:
    files = missing(*({"age": float(age)} for age in (6, 14, 25, 44, 70)), {})
    told = AgeComparison(files)
    child = told.weigh(body(age_min=5, age_max=7, age_basis=AgeBasis.TOOTH_FORMATION))
    assert child[0] > 0.5 > -0.5 > child[1]
    loose = told.weigh(body(age_min=5, age_max=7, age_basis=AgeBasis.SUTURES))
    assert loose[1] > child[1]
    assert child[5] == 0.0
    assert told.weigh(body(age_min=60))[4] > told.weigh(body(age_min=60))[2]
    assert told.weigh(body(age_max=10))[0] > 0
    assert "outside" in told.said(body(age_min=5, age_max=7), files[3], -1.0)[0].text()
    assert told.said(body(), files[0], 0.0) == told.said(body(age_min=1), files[5], 0.0) == []


def test_ages_come_from_birth_and_last_seen_and_the_middle_of_a_year() -> None:
    seen = DateSpan.parse("2021-02-03")
    known = missing({"birth": DateSpan.parse("2001-02-03"), "last_seen": seen})[0]
    assert ages_of(known) == (20.0, 0.1)
    year = missing({"birth": DateSpan.parse("2001"), "last_seen": DateSpan.parse("2021-07-02")})[0]
    assert ages_of(year)[0] == pytest.approx(20.0, abs=0.02)
    assert all(map(math.isnan, ages_of(missing({})[0])))


@pytest.mark.parametrize(
    ("sex", "bone", "mm", "cm"),
    # Trotter and Gleser 1952, appendix: expected maximum statures from lengths.
    [
        (Sex.MALE, Bone.FEMUR, 456, 170),
        (Sex.MALE, Bone.HUMERUS, 323, 170),
        (Sex.MALE, Bone.RADIUS, 241, 170),
        (Sex.FEMALE, Bone.FEMUR, 429, 160),
        (Sex.FEMALE, Bone.HUMERUS, 304, 160),
        (Sex.FEMALE, Bone.FIBULA, 343, 160),
    ],
)
def test_statures_are_those_of_the_published_table(sex: Sex, bone: Bone, mm: float, cm: float) -> None:
    assert from_bone(LongBone(bone=bone, length_mm=mm), sex).cm == pytest.approx(cm, abs=0.6)


def test_stature_speaks_for_the_tall_when_bones_are_long_and_never_of_children() -> None:
    files = missing(
        *({"sex": Sex.MALE, "stature_cm": cm} for cm in (160.0, 172.0, 190.0)),
        {"sex": Sex.MALE},
        {"stature_cm": 190.0},
    )
    told = StatureComparison(files)
    long = [LongBone(bone=Bone.FEMUR, length_mm=535), LongBone(bone=Bone.HUMERUS, length_mm=380)]
    found = body(bones=tuple(long), age_min=25)
    tall = told.weigh(found)
    assert tall[2] > 0.5 > 0 > tall[1] > tall[0]
    assert tall[3] == 0.0
    assert not told.weigh(body(bones=tuple(long), age_min=8)).any()
    assert stature_of(found, Sex.MALE).error < 4.1
    assert "cm" in told.said(found, files[2], float(tall[2]))[0].text()
    assert told.said(found, files[3], 0.0) == []


def test_a_length_measured_on_the_body_counts_for_children_too() -> None:
    told = StatureComparison(
        missing({"sex": Sex.FEMALE, "stature_cm": 165.0}, {"sex": Sex.FEMALE, "stature_cm": 150.0})
    )
    one, other = told.weigh(body(length_cm=166.0))
    assert one > 0 > other
    assert np.isfinite(told.weigh(body(length_cm=90.0))).all()


def test_shoes_and_hair_support_a_little() -> None:
    files = missing({"shoe_size": 43.0, "hair": "black"}, {"shoe_size": 38.0, "hair": "رمادي"}, {})
    told, found = PhysiqueComparison(files), body(shoe_size=43.0, hair="أسود قصير")
    weights = told.weigh(found)
    assert weights[0] > 0.3 > 0 > weights[1]
    assert weights[2] == 0.0
    assert [each.text() for each in told.said(found, files[0], 0.8)] == [
        "shoe size 43 told, 43 found",
        "hair of one colour",
    ]
    assert told.said(found, files[2], 0.0) == []


def test_an_age_without_a_day_last_seen_comes_from_the_usual_day_of_the_season() -> None:
    born, seen = DateSpan.parse("2001-02-03"), [DateSpan.parse(f"2021-0{month}-03") for month in (1, 2, 3)]
    files = missing({"birth": born}, *({"last_seen": each} for each in seen))
    usual = usual_day(files)
    age, spread = ages_of(files[0], usual)
    assert age == pytest.approx(20.0, abs=0.1)
    assert 0 < spread < 1
    assert AgeComparison(files).weigh(body(age_min=19, age_max=21))[0] > 0
    assert usual_day(files[:1]) is None
    assert math.isnan(AgeComparison(files[:1]).ages[0, 0])

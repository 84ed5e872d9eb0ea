import pytest

from link.remains.cases import body, missing
from tahqiq.link.remains.belongings import BelongingsComparison
from tahqiq.link.remains.findings import Injury, LabResult, Paper
from tahqiq.link.remains.injuries import InjuryComparison
from tahqiq.link.remains.items import thing
from tahqiq.link.remains.laboratory import LaboratoryComparison
from tahqiq.link.remains.papers import PaperComparison
from tahqiq.link.remains.skeleton import Bone, Element, Side
from tahqiq.vocab.remains import Primary

GIVEN = ("محمد", "احمد", "خالد", "سمير", "نادر", "وليد")
FAMILIES = ("الحداد", "النجار", "الخطيب")
LEFT_LEG = Element(Bone.FEMUR, Side.LEFT)


@pytest.mark.parametrize(
    ("english", "arabic"),
    [("black leather belt", "حزام جلد أسود"), ("silver ring", "خاتم من الفضة"), ("two keys", "المفاتيح"),
     ("a tattoo on the left arm", "وشم على الذراع الأيسر"), ("wedding ring, gold", "خاتم زواج ذهب")],
)  # fmt: skip
def test_a_thing_is_the_same_in_either_language(english: str, arabic: str) -> None:
    assert thing(english) == thing(arabic)


def test_engraved_names_agree_across_scripts_and_unknown_things_keep_their_words() -> None:
    assert thing("ring engraved Hamdan").words == thing("خاتم محفور عليه حمدان").words
    assert thing("zurbak 77").words == thing("zurbak").words | {"77"}
    assert not thing("a pair of").words


def weights(found, *files):
    return BelongingsComparison(missing(*files), [found]).weigh(found)


def test_rare_details_tell_more_than_things_and_other_colours_less() -> None:
    found = body(effects=("silver ring engraved Hamdan",), clothing=("blue jeans",))
    engraved, plain, gold, none, silent = weights(
        found,
        {"effects": ("خاتم فضة محفور عليه حمدان",)},
        {"effects": ("خاتم فضة",)},
        {"effects": ("gold ring",)},
        {"effects": ("watch", "phone", "keys")},
        {},
    )
    assert engraved > plain + 0.5 > plain > gold > none
    assert silent == 0.0 > none


def test_a_garment_called_by_a_neighbouring_name_is_better_than_none() -> None:
    near, none = weights(
        body(clothing=("green pullover",)), {"clothing": ("green blouse",)}, {"clothing": ("shoes",)}
    )
    assert none < 0
    assert near > none


def test_all_belongings_together_weigh_no_more_than_their_bound() -> None:
    rings = [f"silver ring engraved zurbak{n}" for n in range(9)]
    told = (*rings, "watch Zelt", "amulet Orlin", "keys Tamko")
    assert weights(body(effects=told), {"effects": told})[0] == 4.0
    assert weights(body(effects=()), {"effects": told})[0] == -1.5


def test_the_words_name_what_both_have() -> None:
    found = body(effects=("silver ring engraved Hamdan",))
    files = missing({"effects": ("خاتم حمدان",)}, {"effects": ("watch",)}, {})
    told = BelongingsComparison(files, [found])
    assert "ring" in told.said(found, files[0], 1.0)[0].text()
    assert "nothing" in told.said(found, files[1], -0.2)[0].text()
    assert told.said(found, files[2], 0.0) == []


def test_a_plate_that_is_not_there_speaks_against_where_the_bone_is() -> None:
    plate = Injury(where=LEFT_LEG, implant="plate")
    files = missing({"injuries": (plate,)}, {"injuries": ()}, {})
    gone = InjuryComparison(files, [body()]).weigh(body(complete=True, injuries=()))
    assert gone[0] < -1
    assert gone[1] == gone[2] == 0.0
    assert (
        not InjuryComparison(files, [body()]).weigh(body(elements=(Element(Bone.SKULL),), injuries=())).any()
    )


def test_serial_numbers_decide_between_implants_and_sides_matter() -> None:
    seen = Injury(where=LEFT_LEG, implant="plate", serial="SN-77120")
    found = body(complete=True, injuries=(seen,))
    told = [
        (seen,),
        (Injury(where=LEFT_LEG, implant="plate", serial="sn 88990"),),
        (Injury(where=LEFT_LEG, implant="plate"),),
        (Injury(where=Element(Bone.FEMUR, Side.RIGHT), implant="plate"),),
        (),
    ]
    files = missing(*({"injuries": each} for each in told))
    comparison = InjuryComparison(files, [found])
    same, other, silent, right, untold = comparison.weigh(found)
    assert same > 6 > silent > right > 0
    assert other < 0
    assert untold == pytest.approx(-0.7, abs=0.02)
    words = [comparison.said(found, file, 1.0) for file in files]
    assert "serial number" in words[0][0].text()
    assert "in both: left femur" in words[2][0].text()
    assert words[4] == []
    bare = body(complete=True, injuries=())
    assert "not seen" in comparison.said(bare, files[0], -1.0)[0].text()


def test_a_document_corroborates_by_number_or_name_across_scripts() -> None:
    files = missing(
        {"name_ar": "كنعان يوسف الزردق", "documents": (Paper(number="٠١٢٣٤٥"),)},
        {"name_ar": "ليث عمر الحسكاوي"},
        {"name_en": "Kanaan Yousef Zardaq"},
        *(
            {"name_ar": f"{given} {father} {family}"}
            for given in GIVEN
            for father in GIVEN
            for family in FAMILIES
        ),
    )
    told = PaperComparison(files)
    numbered = told.weigh(body(documents=(Paper(number="012345"),)))
    assert numbered[0] > 4
    found = body(documents=(Paper(name="Kanaan Yousef al-Zardaq"),))
    named = told.weigh(found)
    assert min(named[0], named[2]) > 1 > 0 > named[1]
    assert "name like" in told.said(found, files[0], 1.0)[0].text()
    assert "another name" in told.said(found, files[1], -0.5)[0].text()
    assert "number" in told.said(body(documents=(Paper(number="012345"),)), files[0], 4.0)[0].text()
    assert not told.weigh(body()).any()
    assert told.said(body(), files[0], 0.0) == []


def test_laboratory_results_count_once_a_method_and_negative_ones_exclude() -> None:
    files = missing({}, {}, {})
    results = (
        LabResult(file="M-1", method=Primary.DNA, log10_lr=5.0, laboratory="Lab", report="7"),
        LabResult(file="M-1", method=Primary.DNA, log10_lr=4.0),
        LabResult(file="M-1", method=Primary.FINGERPRINTS, log10_lr=3.0),
        LabResult(file="M-2", method=Primary.DNA, log10_lr=-6.0),
        LabResult(file="elsewhere", method=Primary.DNA, log10_lr=9.0),
    )
    told, found = LaboratoryComparison(files), body(laboratory=results)
    assert told.weigh(found).tolist() == [8.0, -6.0, 0.0]
    assert [each.primary for each in told.said(found, files[0], 8.0)] == [Primary.FINGERPRINTS, Primary.DNA]
    assert told.said(found, files[1], -6.0)[0].excludes

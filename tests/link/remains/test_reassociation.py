from tahqiq.link.remains.postmortem import LongBone, PostMortem, SexBasis
from tahqiq.link.remains.reassociation import associate, at_least
from tahqiq.link.remains.skeleton import Bone, Element, Side
from tahqiq.vocab.remains import Sex


def remains(code: str, *elements: Element, **found) -> PostMortem:
    return PostMortem(code=code, elements=elements, **found)


LEFT, RIGHT = Element(Bone.FEMUR, Side.LEFT), Element(Bone.FEMUR, Side.RIGHT)


def femur(side: Side, mm: float) -> LongBone:
    return LongBone(bone=Bone.FEMUR, side=side, length_mm=mm)


def test_a_bone_that_both_have_is_inconsistent_and_counts_two_people() -> None:
    leg, other = remains("P", LEFT), remains("A", LEFT, RIGHT)
    found = associate(leg, other)
    assert found.inconsistent
    assert "left femur" in found.evidence[0].text()
    assert at_least([leg, other]) == 2
    assert at_least([leg, remains("B", RIGHT)]) == 1
    assert at_least([PostMortem(code="C")]) == 1
    assert at_least([]) == 0


def test_bones_of_two_sizes_are_of_two_people_and_of_one_size_may_be_one() -> None:
    leg = remains("P", LEFT, bones=(femur(Side.LEFT, 450),))
    small, same = (remains("A", RIGHT, bones=(femur(Side.RIGHT, mm),)) for mm in (410, 451))
    assert associate(leg, small).inconsistent
    assert not associate(leg, same).inconsistent
    assert associate(leg, same).log10_lr > 0.5


def test_statures_ages_sexes_and_sites_speak_for_or_against() -> None:
    arm = LongBone(bone=Bone.HUMERUS, side=Side.LEFT, length_mm=320)
    told = {"sex_basis": SexBasis.PELVIS, "age_min": 20, "age_max": 30}
    leg = remains("P", LEFT, bones=(femur(Side.LEFT, 455),), site="S", sex=Sex.MALE, **told)
    fits = remains("A", bones=(arm,), site="S", sex=Sex.MALE, **told)
    other = {"sex_basis": SexBasis.PELVIS, "age_min": 50, "age_max": 60}
    differs = remains("B", bones=(arm,), site="T", sex=Sex.FEMALE, **other)
    assert associate(leg, fits).log10_lr > 1
    against = associate(leg, differs)
    assert against.inconsistent
    assert against.log10_lr < -3
    near = remains("C", age_min=31, age_max=40)
    assert not associate(leg, near).inconsistent
    assert associate(remains("P"), remains("Q")).evidence == ()

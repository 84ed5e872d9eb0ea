"""Parts and bodies: whether a part may belong to a body, and how many people some remains are at least.

A judgement of people. What is worked out here is what speaks against it (a bone that the body has already,
sides that do not match in size, stature, age or sex that contradict) and how much the rest speaks for it.
SWGANTH, Resolving Commingled Human Remains, 2013; Byrd and Adams 2003 on sizes of paired bones; White 1953
on the least number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tahqiq.link.remains.postmortem import LongBone, PostMortem
from tahqiq.link.remains.profile import reliability
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence
from tahqiq.link.remains.skeleton import Side
from tahqiq.link.remains.stature import from_bone
from tahqiq.vocab.remains import Sex

_SWGANTH, _BYRD = "SWGANTH 2013", "Byrd and Adams 2003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Whether two remains may be parts of one person.

    Attributes:
        part, body: their codes.
        inconsistent: something speaks against it by itself.
        log10_lr: what sizes, ages, sexes and the site tell together.
        evidence: what was found.
    """

    part: str
    body: str
    inconsistent: bool
    log10_lr: float
    evidence: tuple[Evidence, ...]


def associate(part: PostMortem, body: PostMortem) -> Association:
    """What speaks for and against a part belonging to a body; people decide.

    >>> from tahqiq.link.remains.skeleton import Bone, Element
    >>> leg = PostMortem(code="P", elements=(Element(Bone.FEMUR, Side.LEFT),))
    >>> associate(leg, PostMortem(code="A", complete=True)).evidence[0].text()
    'both have: left femur'
    """
    found = [
        *_doubled(part, body),
        *_sides(part, body),
        *_sizes(part, body),
        *_ages(part, body),
        *_sexes(part, body),
    ]
    found += _site(part, body)
    return Association(
        part=part.code,
        body=body.code,
        inconsistent=any(each.excludes for each in found),
        log10_lr=sum(each.log10_lr for each in found),
        evidence=tuple(found),
    )


def at_least(remains: Sequence[PostMortem]) -> int:
    """The least number of people that some remains are: the most times that one bone of one side is there.

    >>> at_least([PostMortem(code="A", complete=True), PostMortem(code="B", complete=True)])
    2
    """
    counts = Counter(
        element
        for each in remains
        for element in set(each.present)
        if _sided(element.side, element.bone.paired)
    )
    return max(counts.values(), default=1 if remains else 0)


def _sided(side: Side, paired: bool) -> bool:
    return side is not Side.NONE or not paired


def _doubled(part: PostMortem, body: PostMortem) -> list[Evidence]:
    both = sorted(
        {each for each in part.present if _sided(each.side, each.bone.paired) and each in body.present}
    )
    if not both:
        return []
    values = {"bones": ", ".join(map(str, both))}
    weight = settings()["parts"]["doubled"]
    return [
        Evidence(
            kind="bones",
            log10_lr=weight,
            message="both have: {bones}",
            values=values,
            source=_SWGANTH,
            excludes=True,
        )
    ]


def _sides(part: PostMortem, body: PostMortem) -> list[Evidence]:
    """Left and right of one bone are nearly of one length in one person."""
    told = settings()["parts"]
    found = []
    for one in part.bones:
        for other in body.bones:
            if one.bone is not other.bone or {one.side, other.side} != {Side.LEFT, Side.RIGHT}:
                continue
            gap = abs(one.length_mm - other.length_mm)
            weight = _ratio(gap, told["sides_mm"], told["people_mm"], told["least"])
            values = {"bone": one.bone.value, "gap": f"{gap:.0f}"}
            message = "left and right {bone} differ by {gap} mm"
            apart = gap > told["sides_apart"] * told["sides_mm"]
            found.append(
                Evidence(
                    kind="bones",
                    log10_lr=weight,
                    message=message,
                    values=values,
                    source=_BYRD,
                    excludes=apart,
                )
            )
    return found[:1]


def _sizes(part: PostMortem, body: PostMortem) -> list[Evidence]:
    """Other bones: the statures that they give must agree, as far as formulas go."""
    told = settings()["parts"]
    pairs = [(one, other) for one in part.bones for other in body.bones if one.bone is not other.bone]
    if not pairs:
        return []
    sex = body.sex or part.sex or Sex.MALE
    one, other = min(pairs, key=lambda pair: _error(pair, sex))
    gap = abs(from_bone(one, sex).cm - from_bone(other, sex).cm)
    weight = _ratio(gap, _error((one, other), sex), told["people_cm"], told["least"])
    values = {"one": one.bone.value, "other": other.bone.value, "gap": f"{gap:.0f}"}
    message = "{one} and {other} give statures {gap} cm apart"
    return [
        Evidence(
            kind="stature", log10_lr=weight, message=message, values=values, source="Trotter and Gleser 1952"
        )
    ]


def _error(pair: tuple[LongBone, LongBone], sex: Sex) -> float:
    return math.hypot(from_bone(pair[0], sex).error, from_bone(pair[1], sex).error)


def _ratio(gap: float, within: float, between: float, least: float) -> float:
    """log10 of a gap's chance in one person against that between two people at random."""
    spread = math.hypot(within, math.sqrt(2) * between)
    mine = -0.5 * (gap / within) ** 2 - math.log(within)
    theirs = -0.5 * (gap / spread) ** 2 - math.log(spread)
    return max(least, (mine - theirs) / math.log(10))


def _ages(part: PostMortem, body: PostMortem) -> list[Evidence]:
    lows = [each.age_min for each in (part, body) if each.age_min is not None]
    highs = [each.age_max for each in (part, body) if each.age_max is not None]
    if len(lows) < 2 or len(highs) < 2:
        return []
    told = settings()["parts"]
    overlap = max(lows) <= min(highs)
    far = max(lows) - min(highs) > told["ages_apart"]
    message = "age ranges overlap" if overlap else "age ranges do not overlap"
    weight = told["ages_agree"] if overlap else told["least"] if far else told["ages_differ"]
    return [Evidence(kind="age", log10_lr=weight, message=message, source=_SWGANTH, excludes=far)]


def _sexes(part: PostMortem, body: PostMortem) -> list[Evidence]:
    if part.sex is None or body.sex is None:
        return []
    one, other = reliability(part), reliability(body)
    agree = one * other + (1 - one) * (1 - other)
    same = part.sex is body.sex
    weight = math.log10((agree if same else 1 - agree) / 0.5)
    message = "apparent sexes agree" if same else "apparent sexes differ"
    return [Evidence(kind="sex", log10_lr=weight, message=message, source=_SWGANTH)]


def _site(part: PostMortem, body: PostMortem) -> list[Evidence]:
    if not part.site or not body.site:
        return []
    told = settings()["parts"]
    same = part.site == body.site
    message = "found at one site" if same else "found at two sites"
    return [Evidence(kind="place", log10_lr=told["one_site"] if same else told["two_sites"], message=message)]

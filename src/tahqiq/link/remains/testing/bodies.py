"""What is found of made-up dead: in what state, what teams record of it, and their mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from tahqiq.link.remains.findings import Injury, Paper, Spot
from tahqiq.link.remains.postmortem import AgeBasis, Condition, LongBone, PostMortem, SexBasis
from tahqiq.link.remains.skeleton import WHOLE, Bone, Element, Side
from tahqiq.link.remains.testing.families import a_point
from tahqiq.link.remains.testing.graves import Grave
from tahqiq.link.remains.testing.mouths import found, may_be_charted
from tahqiq.link.remains.testing.people import Object, Person
from tahqiq.link.remains.testing.words import hair_words, worded
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Precision
from tahqiq.vocab.remains import Sex

if TYPE_CHECKING:
    from tahqiq.link.remains.testing.season import Manner

#: What a basis of sex is wrong by, here: not what the matcher holds.
_SEX_WRONG = {
    SexBasis.BODY: 0.005,
    SexBasis.PELVIS: 0.06,
    SexBasis.SKULL: 0.13,
    SexBasis.LONG_BONES: 0.22,
    SexBasis.CLOTHING: 0.08,
}
_PART = (Bone.FEMUR, Bone.TIBIA, Bone.FIBULA, Bone.PATELLA, Bone.FOOT)
_ARM = (Bone.HUMERUS, Bone.RADIUS, Bone.ULNA, Bone.HAND)


class Finder:
    """Recovery teams.

    Args:
        random: of all chance. ``manner``: their gaps and errors.
    """

    def __init__(self, random: Random, manner: Manner) -> None:
        self._random, self._manner = random, manner
        self._last: Person | None = None

    def remains(
        self, dead: Sequence[Person], parts: int, graves: Mapping[int, Grave]
    ) -> list[tuple[int, PostMortem]]:
        """A body each, and so many parts of some of them under codes of their own; with the person's number.

        Args:
            graves: where the dead of each incident lie.
        """
        split = set(self._random.sample(range(len(dead)), min(parts, len(dead))))
        found: list[tuple[int, PostMortem]] = []
        for at, who in enumerate(dead):
            body = self._body(who, f"B-{at + 1:05}", graves[who.incident])
            if at in split:
                limb = tuple(
                    Element(bone, side)
                    for side in (self._random.choice((Side.LEFT, Side.RIGHT)),)
                    for bone in self._random.choice((_PART, _ARM))
                )
                rest = tuple(each for each in body.present if each not in limb)
                body = replace(body, complete=False, elements=rest, bones=_of(body.bones, rest))
                found.append((who.number, self._part(who, body, limb, f"P-{at + 1:05}")))
            found.append((who.number, body))
            self._last = who
        return found

    def _body(self, who: Person, code: str, site: Grave) -> PostMortem:
        random, manner = self._random, self._manner
        condition = random.choices(tuple(Condition)[:4], (12, 38, 40, 10))[0]
        complete = random.random() < 0.6
        elements = () if complete else tuple(each for each in WHOLE if random.random() < 0.75)
        body = PostMortem(
            code=code,
            site=site[0],
            spot=Spot(point=a_point(random, site[1], 0.05), precision=Precision.WITHIN_100M),
            complete=complete,
            elements=elements,
            condition=condition,
            recovered=DateSpan.day(who.died + timedelta(days=random.randrange(20, 900))),
            died=self._died(who),
        )
        wears = self._last if self._last and random.random() < manner.borrowed else who
        recorded = condition is not Condition.BURNT and random.random() < manner.recorded
        sex, basis = self._sex(who, condition)
        low, high, age_basis = self._age(who)
        skull = bool(body.holds(Element(Bone.SKULL)))
        chart = skull and may_be_charted(who.age) and random.random() < manner.charted
        shod = recorded and any(each.group == "feet" for each in wears.clothes) and random.random() < 0.4
        seen = condition in {Condition.FRESH, Condition.DECOMPOSED} and random.random() < 0.6
        return replace(
            body,
            shoe_size=wears.shoe_size if shod else None,
            hair=hair_words(random, who.hair, 0) if seen else "",
            sex=sex,
            sex_basis=basis,
            age_min=low,
            age_max=high,
            age_basis=age_basis,
            bones=self._bones(who, body),
            length_cm=self._length(who, condition),
            chart=found(random, who.mouth, who.age, slips=manner.slips, lost=0.12) if chart else None,
            injuries=self._injuries(who, body) if random.random() < 0.6 else None,
            marks=self._things(who.marks, 0.8) if condition is Condition.FRESH else None,
            clothing=self._things(wears.clothes, manner.survives) if recorded else None,
            effects=self._things(wears.effects, manner.survives) if recorded else None,
            documents=self._documents(who) if condition is not Condition.BURNT else (),
        )

    def _part(self, who: Person, body: PostMortem, limb: tuple[Element, ...], code: str) -> PostMortem:
        """A limb found apart; clothing and teeth stayed with the body."""
        sex, basis = self._sex(who, Condition.SKELETAL)
        low, high, age_basis = self._age(who)
        return PostMortem(
            code=code,
            site=body.site,
            spot=body.spot,
            recovered=body.recovered,
            died=body.died,
            elements=limb,
            condition=body.condition,
            sex=sex,
            sex_basis=basis,
            age_min=low,
            age_max=high,
            age_basis=age_basis,
            bones=_of(self._bones(who, replace(body, complete=True, elements=())), limb),
        )

    def _died(self, who: Person) -> DateSpan:
        """What witnesses and graves say of the day: a week, a month, nothing; seldom wrong."""
        luck = self._random.random()
        if luck < 0.25:
            return DateSpan()
        wide = 3 if luck < 0.55 else 15 if luck < 0.8 else 60
        middle = who.died + timedelta(
            days=int(self._random.uniform(-wide, wide) * (1.0 if luck > 0.38 else 4.0))
        )
        return DateSpan(middle - timedelta(days=wide), middle + timedelta(days=wide + 1))

    def _sex(self, who: Person, condition: Condition) -> tuple[Sex | None, SexBasis]:
        random = self._random
        flesh = condition in {Condition.FRESH, Condition.DECOMPOSED}
        basis = (
            SexBasis.BODY
            if flesh and random.random() < 0.8
            else random.choices(
                (SexBasis.PELVIS, SexBasis.SKULL, SexBasis.LONG_BONES, SexBasis.CLOTHING), (40, 20, 20, 20)
            )[0]
        )
        if random.random() < (0.05 if basis is SexBasis.BODY else 0.15 if who.age > 15 else 0.8):
            return None, SexBasis.UNSAID
        wrong = 0.4 if who.age < 13 and basis not in {SexBasis.BODY, SexBasis.CLOTHING} else _SEX_WRONG[basis]
        other = Sex.MALE if who.sex is Sex.FEMALE else Sex.FEMALE
        return (other if random.random() < wrong else who.sex), basis

    def _age(self, who: Person) -> tuple[float | None, float | None, AgeBasis]:
        """An age range: tight of children, wide and too young of the old, sometimes plainly wrong."""
        random = self._random
        if random.random() < 0.06:
            return None, None, AgeBasis.UNSAID
        age = who.age if who.age < 45 else 45 + 0.75 * (who.age - 45)
        if who.age < 16:
            basis, off, half = random.choice((AgeBasis.TOOTH_FORMATION, AgeBasis.EPIPHYSES)), 0.9, 1.5
        elif who.age < 28:
            basis, off, half = AgeBasis.EPIPHYSES, 2.2, 3.0
        else:
            basis, off, half = (
                random.choice((AgeBasis.PUBIC_SYMPHYSIS, AgeBasis.SUTURES, AgeBasis.APPEARANCE)),
                6.5,
                7.5,
            )
        middle = age + random.gauss(0, off)
        if random.random() < self._manner.ages_wrong:
            middle = age + random.choice((-1, 1)) * random.uniform(8, 25)
        low = max(0.0, round(middle - half))
        return low, max(low + 1, round(middle + half)), basis

    def _bones(self, who: Person, body: PostMortem) -> tuple[LongBone, ...]:
        random = self._random
        if random.random() < 0.4:
            return ()
        return tuple(
            LongBone(bone=bone, side=side, length_mm=max(45.0, round(length + random.gauss(0, 2.0), 1)))
            for bone, length in who.bones.items()
            for side in (Side.LEFT, Side.RIGHT)
            if body.holds(Element(bone, side)) and random.random() < 0.45
        )

    def _length(self, who: Person, condition: Condition) -> float | None:
        measured = condition is Condition.FRESH and self._random.random() < 0.6
        return round(who.stature + self._random.gauss(1.5, 3.0)) if measured else None

    def _injuries(self, who: Person, body: PostMortem) -> tuple[Injury, ...]:
        seen = [each for each in who.injuries if self._random.random() < (0.97 if each.implant else 0.7)]
        return tuple(each for each in seen if body.holds(each.where))

    def _things(self, things: Sequence[Object], kept: float) -> tuple[str, ...]:
        random = self._random
        language = random.choices((0, 1), (60, 40))[0]
        return tuple(
            worded(random, each, language, vague=0.12, wrong=0.1) for each in things if random.random() < kept
        )

    def _documents(self, who: Person) -> tuple[Paper, ...]:
        random = self._random
        if who.age < 14 or random.random() > 0.08:
            return ()
        luck = random.random()
        holder = who if luck < 0.8 or self._last is None else self._last
        return (
            Paper(
                name=random.choice(holder.names),
                number=holder.number_of_card if random.random() < 0.6 else "",
            ),
        )


def _of(bones: Sequence[LongBone], elements: Sequence[Element]) -> tuple[LongBone, ...]:
    """The measures of bones that are there."""
    return tuple(each for each in bones if Element(each.bone, each.side) in elements)

"""The post-mortem file: what was found of one body, or of a part of one.

The groups of items follow the pink form of Interpol's Disaster Victim Identification. A part has a code and
a file of its own; that it belongs to a body is somebody's judgement (``reassociation``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tahqiq.link.remains.antemortem import within
from tahqiq.link.remains.chart import Chart
from tahqiq.link.remains.findings import Injury, LabResult, Paper, Spot
from tahqiq.link.remains.skeleton import WHOLE, Bone, Element, Side
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.remains import Sex


class SexBasis(StrEnum):
    """What apparent sex rests on."""

    DNA = "dna"
    BODY = "body"
    PELVIS = "pelvis"
    SKULL = "skull"
    LONG_BONES = "long_bones"
    CLOTHING = "clothing"
    UNSAID = ""


class AgeBasis(StrEnum):
    """What an age range rests on."""

    TOOTH_FORMATION = "tooth_formation"
    EPIPHYSES = "epiphyses"
    PUBIC_SYMPHYSIS = "pubic_symphysis"
    SUTURES = "sutures"
    APPEARANCE = "appearance"
    UNSAID = ""


class Condition(StrEnum):
    """What is left, as far as it decides what could be seen."""

    FRESH = "fresh"
    DECOMPOSED = "decomposed"
    SKELETAL = "skeletal"
    BURNT = "burnt"
    UNSAID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongBone:
    """The greatest length of a long bone, in millimetres.

    Raises:
        ValueError: a length that no such bone has.
    """

    bone: Bone
    length_mm: float
    side: Side = Side.NONE

    def __post_init__(self) -> None:
        if self.bone not in LONG:
            raise ValueError(f"bone {self.bone}: no long bone")
        within(f"length_mm of the {self.bone}", self.length_mm, 40, 650)


#: Bones whose length tells stature.
LONG = (Bone.FEMUR, Bone.TIBIA, Bone.FIBULA, Bone.HUMERUS, Bone.RADIUS, Bone.ULNA)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMortem:
    """One body, or one part.

    Attributes:
        code: on body, bag and photographs, never used again.
        site: the recovery site. ``spot``: where it is.
        recovered: when. ``died``: between when and when, by condition, grave or witness.
        complete: nothing of the skeleton is missing. ``elements``: else, what is there.
        condition: what could be seen.
        chart: teeth found; None where nobody charted.
        sex, sex_basis: apparent, and what it rests on.
        age_min, age_max: apparent, in years, both inclusive; ``age_basis``: what it rests on.
        bones: measured. ``length_cm``: of the body, measured lying.
        injuries: healed fractures, implants; None where nobody looked.
        marks: scars, tattoos, birthmarks; None where nobody could look.
        clothing, effects: found on the body; None where nobody recorded them, empty where there were none.
        documents: found on the body.
        hair: as worded. ``shoe_size``: European, read from the shoes.
        laboratory: results entered as reported.

    Raises:
        ValueError: no code; ages backwards; a figure that no body has.
    """

    code: str
    site: str = ""
    spot: Spot = field(default_factory=Spot)
    recovered: DateSpan = field(default_factory=DateSpan)
    died: DateSpan = field(default_factory=DateSpan)
    complete: bool = False
    elements: tuple[Element, ...] = ()
    condition: Condition = Condition.UNSAID
    chart: Chart | None = None
    sex: Sex | None = None
    sex_basis: SexBasis = SexBasis.UNSAID
    age_min: float | None = None
    age_max: float | None = None
    age_basis: AgeBasis = AgeBasis.UNSAID
    bones: tuple[LongBone, ...] = ()
    length_cm: float | None = None
    injuries: tuple[Injury, ...] | None = None
    marks: tuple[str, ...] | None = None
    clothing: tuple[str, ...] | None = None
    effects: tuple[str, ...] | None = None
    documents: tuple[Paper, ...] = ()
    hair: str = ""
    shoe_size: float | None = None
    laboratory: tuple[LabResult, ...] = ()

    def __post_init__(self) -> None:
        if not self.code.strip():
            raise ValueError("remains without a code")
        within("age_min", self.age_min, 0, 120)
        within("age_max", self.age_max, 0, 120)
        within("length_cm", self.length_cm, 15, 250)
        within("shoe_size", self.shoe_size, 10, 60)
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValueError(f"age_min {self.age_min:g} above age_max {self.age_max:g}")

    @property
    def present(self) -> tuple[Element, ...]:
        """The bones that are there; none where nobody says.

        >>> len(PostMortem(code="A-1", complete=True).present)
        27
        """
        return WHOLE if self.complete else self.elements

    def holds(self, element: Element) -> bool | None:
        """Whether a bone is there; None where nobody says what is."""
        return any(element.may_be(each) for each in self.present) if self.present else None

"""Bones and sides, as completeness, fractures, implants and measures name them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Bone(StrEnum):
    """A bone or a region that is present or not; those of limbs come in two sides."""

    SKULL = "skull"
    MANDIBLE = "mandible"
    CLAVICLE = "clavicle"
    SCAPULA = "scapula"
    RIBS = "ribs"
    SPINE = "spine"
    HUMERUS = "humerus"
    RADIUS = "radius"
    ULNA = "ulna"
    HAND = "hand"
    PELVIS = "pelvis"
    FEMUR = "femur"
    PATELLA = "patella"
    TIBIA = "tibia"
    FIBULA = "fibula"
    FOOT = "foot"

    @property
    def paired(self) -> bool:
        """Whether a person has a left and a right one."""
        return self not in _SINGLE


_SINGLE = frozenset({Bone.SKULL, Bone.MANDIBLE, Bone.RIBS, Bone.SPINE, Bone.PELVIS})


class Side(StrEnum):
    """Of the body it belonged to; NONE where there is one, or nobody noted it."""

    NONE = ""
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, order=True)
class Element:
    """One bone of one side.

    >>> str(Element(Bone.FEMUR, Side.LEFT)), str(Element(Bone.SKULL))
    ('left femur', 'skull')
    """

    bone: Bone
    side: Side = Side.NONE

    def __str__(self) -> str:
        return f"{self.side} {self.bone}".strip()

    def may_be(self, other: Element) -> bool:
        """Whether both may be one and the same bone: an unnoted side may be either.

        >>> Element(Bone.FEMUR).may_be(Element(Bone.FEMUR, Side.LEFT))
        True
        """
        return self.bone == other.bone and (self.side == other.side or Side.NONE in (self.side, other.side))


#: A whole skeleton.
WHOLE: tuple[Element, ...] = tuple(
    Element(bone, side)
    for bone in Bone
    for side in ((Side.LEFT, Side.RIGHT) if bone.paired else (Side.NONE,))
)

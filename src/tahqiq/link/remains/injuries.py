"""Healed fractures, operations and implants: what a family tells against what the bones show.

A fracture that nobody told speaks little against (children's bones remodel, families forget); a plate that
was put in and is not there speaks much, where the bone is there. A serial number that agrees is as strong
as anything that is no primary identifier (Interpol DVI Guide 2023).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.language.letters import normalise
from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.findings import Injury
from tahqiq.link.remains.postmortem import PostMortem
from tahqiq.link.remains.reference import mixed, settings
from tahqiq.link.remains.said import Evidence
from tahqiq.link.remains.skeleton import Bone, Element, Side

Floats = NDArray[np.float64]

_SOURCE = "Interpol DVI Guide 2023"
#: Serial numbers shorter than this are batches or sizes.
_SERIAL = 4


class Kind(NamedTuple):
    """What is compared: a bone, and what happened to it ('fracture', 'implant', 'amputation')."""

    bone: Bone
    what: str


class InjuryComparison:
    """What injuries tell of each file.

    Args:
        files: of missing persons.
        remains: among which injuries are counted.
    """

    kind = "injuries"

    def __init__(self, files: Sequence[AnteMortem], remains: Sequence[PostMortem]) -> None:
        self._asked = np.array([file.injuries is not None for file in files])
        told = defaultdict[Kind, list[tuple[int, Injury]]](list)
        for row, file in enumerate(files):
            for injury in file.injuries or ():
                told[kind_of(injury)].append((row, injury))
        self._told = {kind: Ward(told[kind]) for kind in sorted(told)}
        seen = [each.injuries for each in remains if each.injuries is not None]
        self._seen = Counter(kind for injuries in seen for kind in {kind_of(each) for each in injuries})
        self._bodies = len(seen)

    def share(self, kind: Kind) -> float:
        """How many of all remains show this, of those whose bones were looked at."""
        told = settings()["injuries"]
        return mixed(self._seen[kind], self._bodies, told[kind.what], told["worth"])

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        found, serials = np.zeros(len(self._asked)), np.zeros(len(self._asked))
        if body.injuries is None:
            return found
        told = settings()["injuries"]
        shown = defaultdict[Kind, list[Injury]](list)
        for injury in body.injuries:
            shown[kind_of(injury)].append(injury)
        for kind, ward in self._told.items():
            np.add.at(found, ward.rows, self._of(ward, kind, shown.get(kind, []), body))
            np.add.at(serials, ward.rows, ward.serials(shown.get(kind, [])))
        for kind in sorted(shown):
            untold = self._asked.copy()
            if kind in self._told:
                untold[self._told[kind].rows] = False
            found[untold] += math.log10(1 - told["told"])
        clipped: Floats = np.clip(found, told["least"], told["most"]) + serials
        return clipped

    def _of(self, ward: Ward, kind: Kind, shown: Sequence[Injury], body: PostMortem) -> Floats:
        """What each injury of a kind that was told adds, log10."""
        told = settings()["injuries"]
        found = told["found"] if kind.what == "fracture" else told["implant_found"]
        if not shown:
            there = [bool(body.holds(Element(kind.bone, side))) for side in Side]
            return np.where(np.array(there)[ward.sides], math.log10(1 - found), 0.0)
        sides = {each.where.side for each in shown}
        fits = [side is Side.NONE or Side.NONE in sides or side in sides for side in Side]
        right = np.where(np.array(fits)[ward.sides], 1 - told["side_wrong"], told["side_wrong"])
        ratio: Floats = np.log10(found * right / (self.share(kind) / 2) + 1 - found)
        return ratio

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words, of what both show."""
        if body.injuries is None or not file.injuries:
            return []
        both = [
            (one, other)
            for one in file.injuries
            for other in body.injuries
            if kind_of(one) == kind_of(other) and _one_side(one, other)
        ]
        if any(
            serial_of(one.serial) and serial_of(one.serial) == serial_of(other.serial) for one, other in both
        ):
            message = "an implant with the same serial number: {where}"
        elif both:
            message = "healed or operated in both: {where}"
        else:
            message, both = (
                "told, and not seen where the bone is there: {where}",
                [(one, one) for one in file.injuries if body.holds(one.where)],
            )
        if not both or weight == 0.0:
            return []
        values = {"where": ", ".join(sorted({str(one.where) for one, _ in both}))}
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values, source=_SOURCE)]


class Ward:
    """The injuries of one kind that families told.

    Attributes:
        rows: the file of each, (n,). ``sides``: as numbers of ``Side``, (n,).
    """

    def __init__(self, told: Sequence[tuple[int, Injury]]) -> None:
        self.rows = np.array([row for row, _ in told], np.int64)
        self.sides = np.array([list(Side).index(each.where.side) for _, each in told])
        self._numbers = np.array([serial_of(each.serial) for _, each in told])

    def serials(self, shown: Sequence[Injury]) -> Floats:
        """What serial numbers add, log10."""
        told = settings()["injuries"]
        read = {serial_of(each.serial) for each in shown} - {""}
        if not read:
            return np.zeros(len(self.rows))
        agree = np.isin(self._numbers, sorted(read))
        found: Floats = np.where(
            agree, told["serial"], np.where(self._numbers == "", 0.0, told["other_serial"])
        )
        return found


def kind_of(injury: Injury) -> Kind:
    """What an injury is compared as."""
    what = "amputation" if injury.amputated else "implant" if injury.implant or injury.serial else "fracture"
    return Kind(injury.where.bone, what)


def _one_side(one: Injury, other: Injury) -> bool:
    sides = {one.where.side, other.where.side} - {Side.NONE}
    return len(sides) < 2


def serial_of(text: str) -> str:
    """A serial or document number as compared: letters and digits alone; '' where too short to tell.

    >>> serial_of("SN 77-٤٢ a"), serial_of("12")
    ('sn7742a', '')
    """
    bare = "".join(each for each in normalise(text, "match") if each.isalnum())
    return bare if len(bare) >= _SERIAL else ""

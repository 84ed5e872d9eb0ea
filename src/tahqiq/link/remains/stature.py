"""Stature from long bones, by the formulas of Trotter and Gleser with their errors, against the file's.

The formulas are those of 1952 (American Journal of Physical Anthropology 10:463-514, 'whites'; corrigenda of
1977, ibid. 47:355-356), because none is published for the region; that people differ is part of the error
(``evidence.toml``: population). Of several bones the one with the smallest error counts: their errors go
together. The lower leg may have been measured without the malleolus (Jantz, Hunt and Meadows 1995), which
makes stature from a tibia alone up to three centimetres too short or too tall.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import LongBone, PostMortem
from tahqiq.link.remains.profile import ages_of, usual_day
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence
from tahqiq.link.remains.skeleton import Bone
from tahqiq.vocab.remains import Sex

Floats = NDArray[np.float64]

_SOURCE = "Trotter and Gleser 1952"
_THIRTY = 30.0


@dataclass(frozen=True, slots=True)
class Stature:
    """A stature in centimetres with its standard error."""

    cm: float
    error: float


@cache
def formulas() -> dict[tuple[Sex, Bone], tuple[float, float, float]]:
    """Slope, intercept and standard error, in centimetres, by sex and bone."""
    text = resources("tahqiq.link.remains").joinpath("stature_formulas.csv").read_text("utf-8")
    return {
        (Sex(row["sex"]), Bone(row["bone"])): (
            float(row["slope"]),
            float(row["intercept"]),
            float(row["error"]),
        )
        for row in csv.DictReader(text.splitlines())
    }


def from_bone(bone: LongBone, sex: Sex) -> Stature:
    """Living stature of a grown person at about thirty, from one bone.

    >>> stature = from_bone(LongBone(bone=Bone.FEMUR, length_mm=450), Sex.MALE)
    >>> round(stature.cm, 1), stature.error
    (168.5, 3.27)
    """
    slope, intercept, error = formulas()[sex, bone.bone]
    return Stature(slope * bone.length_mm / 10 + intercept, error)


def stature_of(body: PostMortem, sex: Sex) -> Stature | None:
    """The stature that remains tell, were they of that sex; None where nothing tells it.

    A length measured on the body comes first, then the bone with the smallest error. No formula is of
    children.
    """
    told = settings()["stature"]
    if body.length_cm is not None:
        return Stature(body.length_cm, told["lying"])
    grown = body.age_min is not None and body.age_min >= told["adult"] - 2
    if not grown or not body.bones:
        return None
    best = min((from_bone(bone, sex) for bone in body.bones), key=lambda each: (each.error, each.cm))
    return Stature(best.cm, math.hypot(best.error, told["population"]))


class StatureComparison:
    """What a stature tells of each file.

    The chance of the file's stature, given the bones (which is what the regression gives), against that among
    everybody of that sex; by Bayes' theorem that is the likelihood ratio of the bones.

    Args:
        files: of missing persons.
    """

    kind = "stature"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        told = settings()["stature"]
        self._cm = np.array([math.nan if file.stature_cm is None else file.stature_cm for file in files])
        self._error = np.array([told[file.stature_basis.value] for file in files])
        self._female = np.array([file.sex is Sex.FEMALE for file in files])
        usual = usual_day(files)
        ages = np.array([ages_of(file, usual)[0] for file in files])
        self._grown = np.isnan(ages) | (ages >= told["adult"])
        self._shrunk = told["lost"] * np.maximum(np.nan_to_num(ages) - _THIRTY, 0.0)
        self._usual = {sex: self._among(sex) for sex in Sex}

    def _among(self, sex: Sex) -> Stature:
        """Mean and spread of the statures of grown people of a sex, mixed with the reference."""
        told = settings()["stature"]
        name = "men" if sex is Sex.MALE else "women"
        mine = self._grown & ~np.isnan(self._cm) & (self._female == (sex is Sex.FEMALE))
        known, worth = self._cm[mine], told["worth"]
        mean = (known.sum() + worth * told[name]) / (len(known) + worth)
        return Stature(float(mean), told[f"{name}_spread"])

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        found = np.zeros(len(self._cm))
        for sex in Sex:
            stature = stature_of(body, sex)
            rows = np.flatnonzero(self._grown & ~np.isnan(self._cm) & (self._female == (sex is Sex.FEMALE)))
            if stature is not None and len(rows):
                found[rows] = self._ratio(stature, self._usual[sex], rows, bones=body.length_cm is None)
        return found

    def _ratio(self, stature: Stature, usual: Stature, rows: NDArray[np.intp], *, bones: bool) -> Floats:
        told = settings()["stature"]
        expected = stature.cm - (self._shrunk[rows] if bones else 0.0)
        error = np.hypot(stature.error, self._error[rows])
        if not bones:  # a length does not know of the population: its error is of measuring
            weight = usual.error**2 / (usual.error**2 + stature.error**2)
            expected = weight * stature.cm + (1 - weight) * usual.cm
            error = np.hypot(math.sqrt(weight) * stature.error, self._error[rows])
        far = np.hypot(error, told["spread"])
        gap = self._cm[rows] - expected
        near = (1 - told["wrong"]) * _bell(gap, error) + told["wrong"] * _bell(gap, far)
        among = np.hypot(usual.error, self._error[rows])
        away = self._cm[rows] - usual.cm
        mine = (1 - told["wrong"]) * _bell(away, among)
        mine += told["wrong"] * _bell(away, np.hypot(among, told["spread"]))
        found: Floats = np.clip(np.log10(near / mine), told["least"], told["most"])
        return found

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        stature = stature_of(body, file.sex or Sex.MALE)
        if stature is None or file.stature_cm is None or weight == 0.0:
            return []
        values = {
            "stature": f"{file.stature_cm:.0f}",
            "range": f"{stature.cm - 2 * stature.error:.0f}–{stature.cm + 2 * stature.error:.0f}",
        }
        message = (
            "stature {stature} cm; the remains give {range} cm"
            if body.length_cm is None
            else "stature {stature} cm; the body's length gives {range} cm"
        )
        source = _SOURCE if body.length_cm is None else ""
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values, source=source)]


def _bell(gap: Floats, spread: Floats) -> Floats:
    found: Floats = np.exp(-0.5 * (gap / spread) ** 2) / spread
    return found

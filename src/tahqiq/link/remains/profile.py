"""Sex and age: what an apparent sex and an age range tell, with the reliability of what they rest on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.remains.antemortem import AnteMortem
from tahqiq.link.remains.postmortem import PostMortem, SexBasis
from tahqiq.link.remains.reference import settings
from tahqiq.link.remains.said import Evidence
from tahqiq.vocab.remains import Sex

Floats = NDArray[np.float64]

_YEAR = 365.2425
#: Ages that are told apart, in years: middles of years 0 to 109.
AGES: Floats = np.arange(110, dtype=np.float64) + 0.5
_KROGMAN = "Krogman and İşcan 1986"
_BUIKSTRA = "Buikstra and Ubelaker 1994"


class SexComparison:
    """What apparent sex tells of each file.

    Args:
        files: of missing persons.
    """

    kind = "sex"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        self._is = np.array([_SEXES.index(file.sex) for file in files])
        known = self._is[self._is < 2]
        self._share = (np.bincount(known, minlength=2) + 5.0) / (len(known) + 10.0)

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        if body.sex is None:
            return np.zeros(len(self._is))
        right, said = reliability(body), _SEXES.index(body.sex)
        chance = np.where(np.arange(2) == said, right, 1 - right)
        ratio = chance / (chance @ self._share)
        found: Floats = np.log10(np.array([*ratio, 1.0]))[self._is]
        return found

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        if body.sex is None or file.sex is None:
            return []
        message = "sex agrees: {sex}" if body.sex == file.sex else "apparent sex is {sex}, the file's is not"
        return [
            Evidence(
                kind=self.kind,
                log10_lr=weight,
                message=message,
                values={"sex": body.sex.value},
                source=_KROGMAN,
                excludes=weight <= settings()["season"]["excluding"],
            )
        ]


_SEXES: tuple[Sex | None, ...] = (Sex.FEMALE, Sex.MALE, None)


def reliability(body: PostMortem) -> float:
    """How often apparent sex is right, by what it rests on; of a child's bones hardly oftener than not.

    >>> reliability(PostMortem(code="A", sex=Sex.MALE, sex_basis=SexBasis.PELVIS))
    0.95
    """
    told = settings()["sex"]
    bones = body.sex_basis in {SexBasis.PELVIS, SexBasis.SKULL, SexBasis.LONG_BONES}
    if bones and body.age_max is not None and body.age_max < told["grown"]:
        return told["child"]
    return told[body.sex_basis.value or "unsaid"]


class AgeComparison:
    """What an apparent age range tells of each file.

    Args:
        files: of missing persons.
    """

    kind = "age"

    def __init__(self, files: Sequence[AnteMortem]) -> None:
        self._usual = usual_day(files)
        self.ages = np.array([ages_of(file, self._usual) for file in files])
        known = ~np.isnan(self.ages[:, 0])
        self.known = known
        self._chances = np.full((len(files), len(AGES)), 1 / len(AGES))
        self._chances[known] = _around(self.ages[known, 0], self.ages[known, 1])
        flat = np.full(len(AGES), 1 / len(AGES))
        total = self._chances[known].sum(axis=0) + 10.0 * flat
        self._everybody = total / total.sum()
        self._weighed: dict[bytes, Floats] = {}

    def weigh(self, body: PostMortem) -> Floats:
        """log10 likelihood ratio of each file."""
        if body.age_min is None and body.age_max is None:
            return np.zeros(len(self.known))
        told = range_chance(body)
        key = told.tobytes()  # many ranges are alike
        if key not in self._weighed:
            ratio = np.einsum("fa,a->f", self._chances, told) / float(self._everybody @ told)
            self._weighed[key] = np.where(self.known, np.log10(ratio), 0.0)
        return self._weighed[key]

    def said(self, body: PostMortem, file: AnteMortem, weight: float) -> list[Evidence]:
        """The words."""
        age, _ = ages_of(file, self._usual)
        if math.isnan(age) or (body.age_min is None and body.age_max is None):
            return []
        low, high = ("" if each is None else f"{each:g}" for each in (body.age_min, body.age_max))
        inside = (body.age_min or 0) - 1 <= age <= (body.age_max or 120) + 1
        message = (
            "age {age} lies within the range {range}"
            if inside
            else "age {age} lies outside the range {range}"
        )
        values = {"age": f"{math.floor(age)}", "range": f"{low}–{high}"}
        return [Evidence(kind=self.kind, log10_lr=weight, message=message, values=values, source=_BUIKSTRA)]


@dataclass(frozen=True, slots=True)
class UsualDay:
    """When people of a season were last seen: the middle day, as an ordinal, and the spread in days."""

    middle: float
    spread: float


def usual_day(files: Sequence[AnteMortem]) -> UsualDay | None:
    """When the missing were last seen, for those of whom no day is told; None where none is.

    The spread is one standard deviation as the middle half has it, so that a wrong date moves nothing.
    """
    days = [file.last_seen.start.toordinal() for file in files if file.last_seen.start is not None]
    if not days:
        return None
    low, middle, high = np.percentile(days, (25, 50, 75)).tolist()
    return UsualDay(middle, (high - low) / _HALF)


#: Standard deviations that the middle half of a normal distribution spans.
_HALF = 1.349


def ages_of(file: AnteMortem, usual: UsualDay | None = None) -> tuple[float, float]:
    """Age when last seen, in years, and its standard deviation; nan where nobody can tell.

    Args:
        usual: when people of the season were last seen, for a file with a birth and no such day.

    >>> ages_of(AnteMortem(id="M", age=20, age_within=4))
    (20.5, 2.0)
    >>> from tahqiq.vocab.dates import DateSpan
    >>> born = AnteMortem(id="M", birth=DateSpan.parse("2001-02-03"))
    >>> ages_of(born, UsualDay(DateSpan.parse("2021-02-03").start.toordinal(), 365.2425))
    (20.0, 1.0...)
    """
    told = settings()["age"]
    born = file.birth
    seen = UsualDay(file.last_seen.start.toordinal(), 0.0) if file.last_seen.start is not None else usual
    if born.start is not None and born.end is not None and seen is not None:
        wide = (born.end - born.start).days
        days = seen.middle - born.start.toordinal() - (wide - 1) / 2
        spread = math.hypot(wide / math.sqrt(12), seen.spread) / _YEAR
        return max(0.0, round(days / _YEAR, 2)), max(0.1, spread)
    if file.age is not None:
        return file.age + 0.5, max(0.5, told["stated_worth"] * file.age_within)
    return math.nan, math.nan


def _around(means: Floats, spreads: Floats) -> Floats:
    """Chances of each year of age; some files are wrong by years, which counts for all."""
    told = settings()["age"]
    near, far = (
        _bells(means, s) for s in (np.maximum(spreads, 0.35), np.hypot(spreads, told["typed_years"]))
    )
    mixture = (1 - told["typed"]) * near + told["typed"] * far
    found: Floats = mixture / mixture.sum(axis=1, keepdims=True)
    return found


def _bells(means: Floats, spreads: Floats) -> Floats:
    heights = np.exp(-0.5 * ((AGES - means[:, None]) / spreads[:, None]) ** 2)
    found: Floats = heights / np.maximum(heights.sum(axis=1, keepdims=True), 1e-300)
    return found


def range_chance(body: PostMortem) -> Floats:
    """How likely such a range is, up to a factor, at each of ``AGES``: flat within, falling off outside.

    How fast depends on what the range rests on (``evidence.toml``), and some ranges are plainly wrong.

    >>> chance = range_chance(PostMortem(code="A", age_min=20, age_max=30))
    >>> bool(chance[25] > 0.9), bool(chance[60] < 0.1)
    (True, True)
    """
    told = settings()["age"]
    low, high = body.age_min if body.age_min is not None else 0.0, body.age_max
    reach = told[body.age_basis.value or "unsaid"]
    outside = np.maximum(low - AGES, 0.0)
    if high is not None:
        outside = np.maximum(outside, np.maximum(AGES - high - 1, 0.0))
    found: Floats = (1 - told["wrong"]) * np.exp(-0.5 * (outside / reach) ** 2) + told["wrong"]
    return found

"""The ante-mortem file: what a family, a dentist or a clinic tells of a missing person.

The groups of items follow the yellow form of Interpol's Disaster Victim Identification and the ICRC's
ante-mortem data: personal, physical, dental and medical data, clothing and belongings, circumstances,
family.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tahqiq.link.remains.chart import Chart
from tahqiq.link.remains.findings import Injury, Paper, Spot
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.remains import Sex


class StatureBasis(StrEnum):
    """How somebody's height is known, the surest first."""

    MEASURED = "measured"
    DOCUMENT = "document"
    STATED = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Somebody of the family tree, for kinship.

    Attributes:
        relation: to the missing person: 'mother', 'brother', 'son' …
        name: in either script.
        sampled: a DNA sample was given.
        missing: the id of their own file, where they are missing, too.
    """

    relation: str
    name: str = ""
    sampled: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnteMortem:
    """One missing person.

    Attributes:
        id: of the file, never used again.
        name_ar, name_en: in either script. ``other_names``: kunya, nicknames.
        father, mother: their names.
        sex: None where nobody says.
        birth: when they were born.
        age: in years when last seen, where the day of birth is not known. ``age_within``: give or take.
        stature_cm: height. ``stature_basis``: how it is known.
        shoe_size: European.
        build, hair: as worded; of hair the colour is compared.
        chart: the last dental chart; None where there is none.
        injuries: fractures, operations, implants; None where nobody was asked.
        marks: scars, tattoos, birthmarks, as worded; None where nobody was asked.
        clothing: what they wore when last seen; None where nobody knows. ``effects``: what they usually had
            with
            them.
        documents: that they had.
        last_seen: when they were last known alive. ``spot``: where. ``believed_at``: where they are
            believed to lie.
        family: a name for the family tree they belong to; files of one family share it.
        relatives: of that tree.
        informant: the relationship of whoever tells this.

    Raises:
        ValueError: no id; an age or a height that nobody has.
    """

    id: str
    name_ar: str = ""
    name_en: str = ""
    other_names: tuple[str, ...] = ()
    father: str = ""
    mother: str = ""
    sex: Sex | None = None
    birth: DateSpan = field(default_factory=DateSpan)
    age: float | None = None
    age_within: float = 2.0
    stature_cm: float | None = None
    stature_basis: StatureBasis = StatureBasis.STATED
    shoe_size: float | None = None
    build: str = ""
    hair: str = ""
    chart: Chart | None = None
    injuries: tuple[Injury, ...] | None = None
    marks: tuple[str, ...] | None = None
    clothing: tuple[str, ...] | None = None
    effects: tuple[str, ...] | None = None
    documents: tuple[Paper, ...] = ()
    last_seen: DateSpan = field(default_factory=DateSpan)
    spot: Spot = field(default_factory=Spot)
    believed_at: Spot = field(default_factory=Spot)
    family: str = ""
    relatives: tuple[Relative, ...] = ()
    informant: str = ""

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise ValueError("a file without id")
        within("age", self.age, 0, 120)
        within("age_within", self.age_within, 0, 60)
        within("stature_cm", self.stature_cm, 30, 250)
        within("shoe_size", self.shoe_size, 10, 60)


def within(what: str, value: float | None, least: float, most: float) -> None:
    """A figure that a living body can have, or none.

    Raises:
        ValueError: it is outside, or no number.

    >>> within("age", 200.0, 0, 120)
    Traceback (most recent call last):
        ...
    ValueError: age 200.0: between 0 and 120
    """
    if value is not None and not least <= value <= most:
        raise ValueError(f"{what} {value}: between {least} and {most}")

"""What both files hold: healed bones, implants, documents, places, and the words of a laboratory."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.link.remains.skeleton import Element
from tahqiq.vocab.places import Point, Precision
from tahqiq.vocab.remains import Primary


@dataclass(frozen=True, slots=True, kw_only=True)
class Injury:
    """A bone once broken and healed, or operated on.

    Attributes:
        where: the bone.
        implant: plate, screws, nail, prosthesis, as worded; '' where nothing was put in.
        serial: what is engraved on it; '' where nobody read it.
        amputated: the limb ends there, healed.
    """

    where: Element
    implant: str = ""
    serial: str = ""
    amputated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document: an identity card, a booklet, a bank card, a note.

    Attributes:
        name: of its holder, as written, in either script.
        number: as written.
        kind: as worded.
    """

    name: str = ""
    number: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: as worded, and where it lies if that is known.

    Attributes:
        wording: in either script.
        point: in degrees. ``precision``: how exactly.
    """

    wording: str = ""
    point: Point | None = None
    precision: Precision = Precision.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult:
    """What a laboratory or an examiner found of these remains and a missing person, entered as reported.

    Attributes:
        file: of the missing person.
        method: fingerprints, dental (radiographs) or DNA.
        log10_lr: the likelihood ratio reported, log10: how much oftener this is found if it is that person,
        or
            related as the family tree says, than if not; negative speaks against.
        laboratory, report: who, and the number of the report.

    Raises:
        ValueError: no finite number, or beyond what any laboratory reports.
    """

    file: str
    method: Primary
    log10_lr: float
    laboratory: str = ""
    report: str = ""

    def __post_init__(self) -> None:
        if not -_BEYOND <= self.log10_lr <= _BEYOND:
            raise ValueError(f"log10_lr {self.log10_lr}: between -{_BEYOND} and {_BEYOND}")


#: A log10 likelihood ratio beyond this is a slip of the keyboard: full DNA profiles reach about 30.
_BEYOND = 60

"""What is found: remains, samples, hand-overs, burials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.custody_chain import holder_of
from tahqiq.casebook.models import (
    Burial,
    Grave,
    HandOver,
    Incident,
    Laid,
    Place,
    RecoverySite,
    Remains,
    Sample,
)
from tahqiq.casebook.remains_items import checked
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.remains import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """Where something lies in a site's plan.

    Attributes:
        x_m, y_m: metres east and north of the site's datum, both or neither.
        orientation_deg: clockwise from north. ``depth_m``: below the ground.
    """

    x_m: float | None = None
    y_m: float | None = None
    orientation_deg: float | None = None
    depth_m: float | None = None

    def checked(self) -> dict[str, float | None]:
        """The columns.

        Raises:
            BadInput: half a position, or a figure that nothing has.
        """
        if (self.x_m is None) != (self.y_m is None):
            raise BadInput("a position has both metres east and metres north", column="y_m")
        if self.orientation_deg is not None and not 0 <= self.orientation_deg < 360:
            raise BadInput("degrees from 0 to below 360, clockwise from north", column="orientation_deg")
        for name, least in (("x_m", -10_000), ("y_m", -10_000), ("depth_m", 0)):
            value = getattr(self, name)
            if value is not None and not least <= value <= 10_000:
                raise BadInput(f"metres from {least:,} to 10,000", column=name)
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a person may say of remains.

    Attributes:
        recovered: on which days. ``recovered_by``: a role or pseudonym.
        sex, sex_basis, age_min, age_max, age_basis: apparent, each with what it rests on.
        findings: item → what was written (``remains_items``).
    """

    grave: Grave | None = None
    recovered: DateSpan = field(default_factory=DateSpan)
    recovered_by: str = ""
    lie: Lie = field(default_factory=Lie)
    sex: str = ""
    sex_basis: str = ""
    age_min: float | None = None
    age_max: float | None = None
    age_basis: str = ""
    findings: Mapping[str, str] = field(default_factory=dict)
    incident: Incident | None = None
    building: str = ""

    def checked(self, site: RecoverySite) -> dict[str, object]:
        """The columns.

        Raises:
            BadInput: a judgement without basis, ages that nobody has, a grave of another site, or a finding
                that cannot be read.
        """
        if self.sex not in {"", *Sex}:
            raise BadInput("this takes female or male, or nothing", column="apparent_sex")
        if self.sex and not self.sex_basis.strip():
            raise BadInput("say what the apparent sex rests on", column="apparent_sex_basis")
        ages = [age for age in (self.age_min, self.age_max) if age is not None]
        if ages and not self.age_basis.strip():
            raise BadInput("say what the apparent age rests on", column="apparent_age_basis")
        if ages != sorted(ages) or any(not 0 <= age <= 120 for age in ages):
            raise BadInput("ages from 0 to 120, the lower first", column="age_max")
        if self.grave is not None and self.grave.site_id != site.pk:
            raise BadInput("the grave lies in another site", column="grave")
        return {
            "grave": self.grave,
            "recovered_start": self.recovered.start,
            "recovered_end": self.recovered.end,
            "recovered_by": self.recovered_by.strip(),
            **self.lie.checked(),
            "apparent_sex": self.sex,
            "apparent_sex_basis": self.sex_basis.strip(),
            "age_min": self.age_min,
            "age_max": self.age_max,
            "apparent_age_basis": self.age_basis.strip(),
            "findings": checked("remains", self.findings),
            "incident": self.incident,
            "building": self.building.strip(),
        }


@action(Permission.RECORD)
def record_remains(act: Act, site: RecoverySite, *, code: str, found: Found) -> Remains:
    """A body or part, under a new code.

    Raises:
        BadInput: a code that is no code, or is borne already; see ``Found.checked``.
    """
    values = found.checked(site)
    made = Remains.objects.create(case=site.case, site=site, code=kept.code_of(site.case, code), **values)
    kept.keep(act, made, list(values), made=True)
    act.note(made, after={"code": made.code})
    return made


@action(Permission.RECORD)
def edit_remains(act: Act, remains: Remains, *, found: Found, version: int) -> Remains:
    """Changes what the record says of remains; the code stays, and what was said before is kept.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: withdrawn; see ``Found.checked``.
    """
    return kept.edit(act, remains, found.checked(remains.site), version=version)


@action(Permission.RECORD)
def withdraw_remains(act: Act, remains: Remains, *, reason: str) -> Remains:
    """Takes a record back: entered twice, or no human remains. Its code is never used again.

    Raises:
        BadInput: no reason; withdrawn before; or a ruling on it stands.
    """
    if remains.rulings.standing().exists():
        raise BadInput("a ruling on these remains stands", remedy="withdraw that first")
    kept.withdraw(act, remains, reason)
    return remains


@action(Permission.RECORD)
def take_sample(
    act: Act,
    remains: Remains,
    *,
    code: str,
    kind: str,
    taken_by: str,
    purpose: str = "",
    on: date | None = None,
) -> Sample:
    """A sample, under a new code of its own.

    Raises:
        BadInput: a code that is no code, or is borne already; nothing said of what it is, or who took it.
    """
    if not kind.strip() or not taken_by.strip():
        raise BadInput("say what was taken, and in which role by whom", column="kind")
    made = Sample.objects.create(
        case=remains.case,
        remains=remains,
        code=kept.code_of(remains.case, code),
        kind=kind.strip(),
        purpose=purpose.strip(),
        taken_by=taken_by.strip(),
        taken_on=on,
    )
    act.note(made, after={"code": made.code})
    return made


@action(Permission.RECORD)
def withdraw_sample(act: Act, sample: Sample, *, reason: str) -> Sample:
    """Takes a sample back: entered twice, or used up without a result. Its code is never used again.

    Raises:
        BadInput: no reason, or withdrawn before.
    """
    kept.withdraw(act, sample, reason)
    return sample


@action(Permission.RECORD)
def hand_over(
    act: Act,
    thing: Remains | Sample,
    *,
    handed_by: str,
    received_by: str,
    at: datetime,
    place: Place | None = None,
    note: str = "",
) -> HandOver:
    """Remains or a sample pass from whoever holds them to another pair of hands.

    Raises:
        BadInput: it starts from somebody else, ends where it starts, or lies before the last one.
    """
    giver, taker = handed_by.strip(), received_by.strip()
    held = holder_of(thing)
    if not giver or not taker or giver == taker:
        raise BadInput("one hands over, another receives", column="received_by")
    if held.by and giver != held.by:
        raise BadInput(f"{held.by} holds it: a hand-over starts from there", column="handed_by")
    if at > act.at or (held.since is not None and at <= held.since):
        raise BadInput("it lies before the last hand-over, or in the future", column="at")
    which = {"remains": thing} if isinstance(thing, Remains) else {"sample": thing}
    made = HandOver.objects.create(
        case=thing.case, **which, handed_by=giver, received_by=taker, at=at, place=place, note=note.strip()
    )
    act.note(made, after={"code": thing.code})
    return made


@action(Permission.RECORD)
def lay(
    act: Act,
    remains: Remains,
    *,
    laid: Laid,
    on: date,
    place: Place | None = None,
    wording: str = "",
    mark: str = "",
    received_by: str = "",
) -> Burial:
    """A temporary or final burial, or the return to the family.

    Raises:
        BadInput: nowhere; returned to nobody; or returned although no identification stands.
    """
    if laid is Laid.RETURNED:
        if not received_by.strip():
            raise BadInput("say in which relation to the dead they were received", column="received_by")
        if not remains.rulings.identified().exists():
            raise BadInput("remains are returned once they are identified, and a second person confirmed it")
    elif place is None and not wording.strip():
        raise BadInput("say where", column="wording")
    made = Burial.objects.create(
        case=remains.case,
        remains=remains,
        laid=laid.value,
        on=on,
        place=place,
        wording=wording.strip(),
        mark=mark.strip(),
        received_by=received_by.strip(),
        recorded_by=act.actor.name,
    )
    act.note(made, after={"kind": laid.value})
    return made


@action(Permission.RECORD)
def withdraw_burial(act: Act, burial: Burial, *, reason: str) -> Burial:
    """Takes back what was entered of a burial.

    Raises:
        BadInput: no reason, or withdrawn before.
    """
    kept.withdraw(act, burial, reason)
    return burial

"""Site visits: who went where and when, what they photographed, found, looked for and did not find."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.identity import source_id
from tahqiq.casebook.models import (
    Case,
    Incident,
    Interview,
    Item,
    Place,
    Remnant,
    SiteVisit,
    Sought,
    Source,
    VisitPhotograph,
)
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

#: The slug of the source that site visits are.
TEAM = "site-visits"


@action(Permission.INTERVIEW)
def record_visit(
    act: Act,
    case: Case,
    *,
    code: str,
    place: Place,
    team: Sequence[str],
    visited: DateSpan | None = None,
    building: str = "",
    seen: str = "",
    incident: Incident | None = None,
    sketch: Item | None = None,
) -> SiteVisit:
    """Records a visit.

    Args:
        place: where, with its precision.
        team: account names or pseudonyms.
        building: the building's id in the survey of damage.
        seen: what was found, without names.
        sketch: the sealed sketch of the damage.

    Raises:
        BadInput: it has no code, the code is taken, or nobody went.
    """
    who = _team(team)
    if not code.strip():
        raise BadInput("a visit has a code")
    if SiteVisit.objects.filter(case=case, code=code.strip()).exists():
        raise BadInput("another visit has this code")
    days = visited or DateSpan()
    made = SiteVisit.objects.create(
        case=case,
        code=code.strip(),
        place=place,
        team=who,
        visited_start=days.start,
        visited_end=days.end,
        building=building.strip(),
        seen=seen.strip(),
        incident=incident,
        sketch=sketch,
    )
    act.note(made, after={"code": made.code})
    return made


@action(Permission.INTERVIEW)
def edit_visit(
    act: Act,
    visit: SiteVisit,
    *,
    version: int,
    place: Place,
    team: Sequence[str],
    visited: DateSpan,
    building: str = "",
    seen: str = "",
    incident: Incident | None = None,
    sketch: Item | None = None,
) -> SiteVisit:
    """Changes what is said of a visit; the version before is kept whole, and the code stays.

    Args:
        version: the one that the editor saw.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: nobody went.
    """
    values = {
        "place": place,
        "team": _team(team),
        "visited_start": visited.start,
        "visited_end": visited.end,
        "building": building.strip(),
        "seen": seen.strip(),
        "incident": incident,
        "sketch": sketch,
    }
    return kept.edit(act, visit, values, version=version)


def _team(named: Sequence[str]) -> list[str]:
    """Who went.

    Raises:
        BadInput: nobody.
    """
    who = [each.strip() for each in named if each.strip()]
    if not who:
        raise BadInput("somebody went on a visit: name the team")
    return who


@action(Permission.INTERVIEW)
def add_remnant(act: Act, visit: SiteVisit, *, markings: str = "", measurements: str = "") -> Remnant:
    """Records a remnant of a munition, as it was found.

    Raises:
        BadInput: nothing is said of it.
    """
    if not markings.strip() and not measurements.strip():
        raise BadInput("a remnant has markings or measurements")
    last = Remnant.objects.filter(visit=visit).aggregate(last=Max("number"))["last"]
    made = Remnant.objects.create(
        case=visit.case,
        visit=visit,
        number=(last or 0) + 1,
        markings=markings.strip(),
        measurements=measurements.strip(),
    )
    act.note(made, after={"number": made.number})
    return made


@action(Permission.INTERVIEW)
def identify_remnant(act: Act, remnant: Remnant, *, identified_as: str, basis: str) -> Remnant:
    """Says what somebody takes a remnant for, and why; what was said before stands in the audit.

    Raises:
        BadInput: it says nothing, or rests on nothing.
    """
    if not identified_as.strip() or not basis.strip():
        raise BadInput("say what it is taken for, and on what that rests")
    current = Remnant.objects.select_for_update().get(pk=remnant.pk)
    before = {"identified_as": current.identified_as}
    current.identified_as, current.identified_basis = identified_as.strip(), basis.strip()
    current.identified_by = act.actor.name
    current.save(update_fields=["identified_as", "identified_by", "identified_basis"])
    act.note(current, before=before, after={"identified_as": current.identified_as})
    return current


@action(Permission.INTERVIEW)
def take_photograph(act: Act, visit: SiteVisit, *, sha256: str, size: int, media_type: str) -> Item:
    """Takes a sealed photograph of a visit into the record, guarded; one that is there stays as it is."""
    held = Item.objects.filter(case=visit.case, sha256=sha256).first()
    if held is not None:
        return held
    made = Item.objects.create(
        case=visit.case,
        sha256=sha256,
        size=size,
        media_type=media_type,
        source=_team_of(visit.case),
        guarded=True,
        consent_needed=True,
    )
    act.note(made, after={"kind": "photograph"})
    return made


def _team_of(case: Case) -> Source:
    """Those who visit sites, as a source."""
    kept = {"id": source_id(case.slug, TEAM), "name_en": "Site visits", "name_ar": "زيارات المواقع"}
    found, _ = Source.objects.get_or_create(case=case, slug=TEAM, defaults=kept)
    return found


@action(Permission.INTERVIEW)
def add_photograph(
    act: Act,
    visit: SiteVisit,
    *,
    item: Item,
    bearing: int | None = None,
    scale: str = "",
    shows: str = "",
    remnant: Remnant | None = None,
) -> VisitPhotograph:
    """Ties a sealed photograph to a visit.

    Args:
        bearing: degrees from true north, 0 to 359.
        scale: what gives the scale in the picture.

    Raises:
        BadInput: the bearing is none, the remnant is of another visit, or it was tied before.
    """
    if bearing is not None and not 0 <= bearing < 360:
        raise BadInput("a bearing has 0 to 359 degrees")
    if remnant is not None and remnant.visit_id != visit.pk:
        raise BadInput("the remnant was found on another visit")
    if VisitPhotograph.objects.filter(visit=visit, item=item).exists():
        raise BadInput("the photograph is with this visit already")
    made = VisitPhotograph.objects.create(
        case=visit.case,
        visit=visit,
        item=item,
        remnant=remnant,
        bearing=bearing,
        scale=scale.strip(),
        shows=shows.strip(),
    )
    act.note(made, after={"item": item.sha256})
    return made


@action(Permission.INTERVIEW)
def say_sought(act: Act, visit: SiteVisit, *, what: str, found: bool | None, note: str = "") -> Sought:
    """Says that something was looked for, and whether it was there; None: nobody could tell.

    Raises:
        BadInput: nobody says what, or it was said before.
    """
    if not what.strip():
        raise BadInput("say what was looked for")
    if Sought.objects.filter(visit=visit, what=what.strip()).exists():
        raise BadInput("this was said before")
    made = Sought.objects.create(
        case=visit.case, visit=visit, what=what.strip(), found=found, note=note.strip()
    )
    act.note(made, after={"found": found})
    return made


@action(Permission.INTERVIEW)
def meet_on_visit(act: Act, interview: Interview, *, visit: SiteVisit) -> Interview:
    """Says that somebody who was interviewed was met on a visit: a neighbour of the site.

    Raises:
        BadInput: they were met on another visit, or it is of another case.
    """
    current = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if current.visit_id not in {None, visit.pk} or current.case_id != visit.case_id:
        raise BadInput("this interview belongs to another visit")
    current.visit = visit
    current.save(update_fields=["visit"])
    act.note(visit, after={"interview": str(current.pk)})
    return current

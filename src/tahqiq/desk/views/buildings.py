"""One building, by its id in the survey: who was found there, of which incident, who visited it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tahqiq.casebook.models import Incident, Remains, Ruling, SiteVisit, Victim
from tahqiq.desk.views.visit import Visit, in_case

#: Records of each kind that are shown.
SHOWN = 500


@require_safe
@in_case()
def building(visit: Visit, number: str) -> HttpResponse:
    """What the record holds of a building; 404 where it holds nothing."""
    found = Remains.objects.standing().filter(case=visit.case, building=number).select_related("site")
    remains = list(found.order_by("code")[:SHOWN])
    been = SiteVisit.objects.filter(case=visit.case, building=number).order_by("code")
    visits = list(been[:SHOWN]) if visit.hears else []
    if not remains and not visits:
        raise Http404
    under = [each.incident_id for each in remains] + [each.incident_id for each in visits]
    pointed = {key for key in under if key is not None}
    ruled = Ruling.objects.identified().filter(remains__in=remains)
    victims = Victim.objects.standing().filter(missing_files__rulings__in=ruled).distinct()
    return visit.show(
        "building",
        number=number,
        remains=remains,
        visits=visits,
        incidents=Incident.objects.filter(pk__in=pointed).order_by("code"),
        victims=victims if visit.sees_names else [],
    )

"""The dead who were identified, and whose families were told, as release rows; nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from tahqiq.casebook.models import Remains, Ruling, Victim
from tahqiq.casebook.models.victim import NO_BASIS
from tahqiq.casebook.releasing.reading import Leaving, first_and_last, optional, stream
from tahqiq.vocab.rows import RemainsRow, Withheld


def remains(leaving: Leaving) -> Iterator[RemainsRow]:
    """Each of them once, with the person where the record holds them as one who may be named.

    A hypothesis, a presumption, an identification that no second person confirmed, or of which the family
    was not told, gives no row at all: a row with nothing in it would say that there is one.
    """
    publishable = Remains.objects.publishable().filter(case=leaving.case)
    told = Ruling.objects.identified().filter(remains__in=publishable, family_told_on__isnull=False)
    for ruling in stream(told.select_related("remains", "missing__victim__joined_to"), "remains_id", "id"):
        body, person = ruling.remains, _person(ruling.missing.victim)
        first, last = first_and_last(body.recovered_start, body.recovered_end)
        plain = {
            "id": str(body.pk),
            "site": str(body.site_id),
            "recovered_from": first,
            "recovered_to": last,
            "method": ruling.method,
            "incident": optional(body.incident_id),
            "victim": optional(person.pk if person is not None else None),
        }
        unnamed = person is not None and not person.name_basis
        held = [Withheld(field="victim", reason=NO_BASIS)] if unnamed else []
        yield Remains.release_policy.apply(RemainsRow, plain, withhold=held)


def _person(victim: Victim | None) -> Victim | None:
    """The record that stands for them; None where it was withdrawn."""
    if victim is None or victim.withdrawn_at is not None:
        return None
    other = victim.joined_to
    return other if other is not None and other.withdrawn_at is None else victim

"""People and their listings as release rows; names leave only with a recorded basis.

Records that an editor joined leave as one person: the listings of each go with the record that stands
for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Case, F, Q, When

from tahqiq.casebook.models import Listing, Victim
from tahqiq.casebook.models.victim import NO_BASIS
from tahqiq.casebook.releasing.cells import without
from tahqiq.casebook.releasing.reading import NO_CONSENT, Leaving, by_incident, chunks, optional, stream
from tahqiq.vocab.rows import ListingRow, VictimRow, Withheld

_NAMING = ("name_en", "name_ar", "description_en")
#: Of what is withheld of a person, what a source's cells may say as well.
NOT_TOLD = ("pregnant", "civilian_contested")
#: Why a quote of them does not leave where they cannot be cut out.
NOT_APART = "its cells cannot be told apart from some that are withheld"


def victims(leaving: Leaving) -> Iterator[VictimRow]:
    """Each person once, incident by incident."""
    found = Victim.objects.filter(case=leaving.case).people()
    for chunk in chunks(by_incident(found)):
        yield from victim_rows(leaving, chunk)


def victim_rows(leaving: Leaving, victims: Sequence[Victim]) -> Iterator[VictimRow]:
    """Some people as rows."""
    listings = _listings(victims)
    for victim in victims:
        plain = {
            "id": str(victim.pk),
            "incident": optional(victim.incident_id),
            "name_en": victim.name_en,
            "name_ar": victim.name_ar,
            "sex": victim.sex,
            "age_group": victim.age_group,
            "age": victim.age,
            "status": victim.status,
            "description_en": victim.description_en,
            "listings": listings[victim.pk],
        }
        held = () if victim.name_basis else _NAMING
        withhold = [Withheld(field=name, reason=NO_BASIS) for name in held]
        yield Victim.release_policy.apply(VictimRow, plain, withhold=withhold)


def _listings(victims: Sequence[Victim]) -> Counter[UUID]:
    """How many sources' entries stand for each person."""
    ids = [each.pk for each in victims]
    found = Listing.objects.filter(withdrawn_at=None, victim__withdrawn_at=None)
    own = found.filter(victim__in=ids).values_list("victim_id", flat=True)
    joined = found.filter(victim__joined_to__in=ids).values_list("victim__joined_to_id", flat=True)
    return Counter(id_ for id_ in (*own, *joined) if id_ is not None)


#: Whether the record that a listing is of was joined to another's, which stands.
_JOINED = Q(victim__joined_to__isnull=False, victim__joined_to__withdrawn_at=None)


def _of_person(field: str) -> Case:
    """A field of the record that stands for the person listed."""
    return Case(When(_JOINED, then=F(f"victim__joined_to__{field}")), default=F(f"victim__{field}"))


def listings(leaving: Leaving) -> Iterator[ListingRow]:
    """All standing entries; the cells hold the name, so they follow it, and lack what else is withheld."""
    found = Listing.objects.filter(case=leaving.case, withdrawn_at=None, victim__withdrawn_at=None)
    found = found.annotate(
        may_leave=leaving.words_may_leave(),
        basis=_of_person("name_basis"),
        person_id=_of_person("id"),
        incident_id=_of_person("incident_id"),
    )
    for each in stream(found, "victim_id", "id"):
        columns, quote = without(each.columns, each.quote, NOT_TOLD)
        plain = {
            "id": str(each.pk),
            "victim": str(each.person_id),
            "incident": optional(each.incident_id),
            "source": leaving.sources[each.source_id],
            "item": leaving.item(each.item_id),
            "record": each.record,
            "columns": columns,
            "quote": each.quote if quote is None else quote,  # where none is left, all of it is withheld
            "url": each.url,
        }
        withhold = [Withheld(field=name, reason=reason) for name, reason in _hidden(each, quote)]
        yield Listing.release_policy.apply(ListingRow, plain, withhold=withhold)


def _hidden(listing: Listing, quote: str | None) -> Iterator[tuple[str, str]]:
    """Fields of an entry that do not leave, each with the reason."""
    basis, may_leave = listing.basis, listing.may_leave  # type: ignore[attr-defined]
    if not (basis and may_leave):
        reason = NO_CONSENT if basis else NO_BASIS
        yield from (("quote", reason), ("url", reason))
    elif quote is None:
        yield "quote", NOT_APART

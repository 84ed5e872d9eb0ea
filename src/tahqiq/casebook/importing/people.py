"""Victims, and the entries by which the source lists them."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.casebook import bulk
from tahqiq.casebook.importing.rows import Values, listing_row, names_basis, quoted, victim_row
from tahqiq.casebook.importing.work import Work, first_of_each
from tahqiq.casebook.models import Listing, Victim
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.imports import ImportedVictim


def store_victims(work: Work, victims: Sequence[ImportedVictim]) -> None:
    """Writes people and their listings; names stay withheld unless the import gives a basis."""
    taken = _acceptable(work, victims)
    if not taken:
        return
    rows, listings = [], []
    for each in taken:
        where = quoted(work.ctx, each.evidence)
        if where is None:
            work.refuse(each.at, "the entry quotes a file that was not sealed", value=each.key)
            continue
        rows.append(victim_row(work.ctx, each))
        listings.append(listing_row(work.ctx, each, where))
    there = work.keep(Victim, rows, fields=("name_basis", "name_basis_by", "name_basis_at"))
    if there:
        again = Victim.objects.filter(id__in=there)
        work.reinstate(again)
        if work.ctx.names_basis:
            again.filter(name_basis="").update(**names_basis(work.ctx))
    _store_listings(work, listings)


def _acceptable(work: Work, victims: Sequence[ImportedVictim]) -> list[ImportedVictim]:
    known = work.known_incidents(imported_id(each.source, "incident", each.incident_key) for each in victims)
    taken = []
    for each in victims:
        if each.source not in work.ctx.sources:
            work.refuse(each.at, f"the source {each.source} was not introduced")
        elif imported_id(each.source, "incident", each.incident_key) not in known:
            work.refuse(each.at, "the case holds no incident of this key", value=each.incident_key)
        else:
            taken.append(each)
    return first_of_each(
        taken,
        lambda each: (each.source, each.key),
        lambda each: work.refuse(each.at, "this entry was given before"),
    )


def _store_listings(work: Work, rows: Sequence[Values]) -> None:
    ids = [row["id"] for row in rows]
    known = dict(
        Listing.objects.filter(victim_id__in=[row["victim_id"] for row in rows]).values_list(
            "id", "withdrawn_reason"
        )
    )
    files = [*work.ctx.files.values(), *work.ctx.earlier]
    if known:
        standing = Listing.objects.filter(victim_id__in=[row["victim_id"] for row in rows], withdrawn_at=None)
        work.withdraw(standing.filter(item_id__in=files).exclude(id__in=ids))
        work.reinstate(Listing.objects.filter(id__in=ids))
    bulk.insert(Listing, [row for row in rows if row["id"] not in known])

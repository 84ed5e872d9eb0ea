"""Ids of what is known by a slug or a hash within one case, so that no query is needed to find it."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.places import Place


def source_id(case: str, slug: str) -> UUID:
    """The id of a source, by the slugs of its case and its own."""
    return imported_id(f"case:{case}", "source", slug)


def party_id(case: str, slug: str) -> UUID:
    """The id of a party, by the slugs of its case and its own."""
    return imported_id(f"case:{case}", "party", slug)


def population_id(case: str, slug: str) -> UUID:
    """The id of a population, by the slugs of its case and its own."""
    return imported_id(f"case:{case}", "population", slug)


def item_id(case: str, sha256: str) -> UUID:
    """The id of a sealed item, by its case and hash."""
    return imported_id(f"case:{case}", "item", sha256)


def place_id(case: str, place: Place) -> UUID:
    """The id of a place: equal wordings, precision and point are one place of the case."""
    point = (place.point.lat, place.point.lon) if place.point is not None else ()
    return imported_id(
        f"case:{case}", "place", place.wording_en, place.wording_ar, place.precision, json.dumps(point)
    )


def blame_id(incident: UUID, party: UUID) -> UUID:
    """The id of the blame of one party for one incident."""
    return imported_id("blame", incident.hex, party.hex)


def fingerprint(values: object) -> str:
    """32 hexadecimal digits that change when any of the values does."""
    spelled = _CANONICAL.encode(values)
    return hashlib.blake2b(spelled.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)

"""Fills a case of many incidents with what the desk's other lists show: everything in it is invented.

Names in both scripts for everybody; a hundred thousand sealed items, each with a claim that waits;
pairs to judge, entries of the audit trail, letters, releases, imports, work, sources.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice, pairwise
from typing import Any
from uuid import UUID

BATCH = 5_000
NOW = datetime(2033, 7, 1, 12, 0, tzinfo=UTC)
#: Deeds and whose, as often as they occur.
DEEDS = ("accept_claim",) * 6 + ("edit_incident",) * 2 + ("reject_claim", "judge_pair", "set_name_basis")
ACTORS = ("amal", "basma", "carla", "dima", "elias")
MEDIA = ("text/plain", "text/html", "image/jpeg", "video/mp4", "application/pdf", "text/csv")
_LETTERS = tuple(
    zip(
        "بتجحدرسشصطعفقكلمنهي",
        ["b", "t", "j", "h", "d", "r", "s", "sh", "s", "t", "a", "f", "q", "k", "l", "m", "n", "h", "y"],
        strict=True,
    )
)
FEW = 1_000


def fill(*, many: int, seed: int = 1) -> None:
    """Fills the only case; ``many`` of each kind of thing that can be many."""
    from django.db import transaction

    from tahqiq.casebook.models import Case

    case, chance = Case.objects.get(), random.Random(seed)
    with transaction.atomic():
        _name_everybody(chance)
        _items_with_claims(case.pk, many, chance)
        _pairs(case.pk, many, chance)
        _audit_trail(case.pk, many, chance)
        _the_rest(case.pk, chance)


def names(chance: random.Random, vocabulary: int = 6_000) -> Iterator[tuple[str, str]]:
    """Endless invented names, Arabic and Latin; some words are as common as some names are."""
    words = [chance.choices(_LETTERS, k=chance.choice((3, 4, 4, 5))) for _ in range(vocabulary)]
    told = [("".join(a for a, _ in word), "a".join(b for _, b in word).capitalize()) for word in words]
    weights = [1 / (rank + 10) for rank in range(vocabulary)]
    while True:
        drawn = chance.choices(told, weights, k=3 * BATCH)
        for at in range(0, len(drawn), 3):
            three = drawn[at : at + 3]
            yield " ".join(a for a, _ in three), " ".join(b for _, b in three)


def _name_everybody(chance: random.Random) -> None:
    from tahqiq.casebook import bulk
    from tahqiq.casebook.models import Victim

    ids = Victim.objects.order_by("pk").values_list("pk", flat=True)
    named = (
        {"id": id_, "name_ar": arabic, "name_en": latin}
        for id_, (arabic, latin) in zip(list(ids), names(chance), strict=False)
    )
    for some in _batches(named):
        bulk.update(Victim, some)


def _items_with_claims(case: UUID, many: int, chance: random.Random) -> None:
    from tahqiq.casebook.models import Claim, Incident, Item, Source

    (source,) = Source.objects.values_list("pk", flat=True)[:1]
    incidents = list(Incident.objects.order_by("code").values_list("pk", flat=True)[:many])
    sealed = [(_id(chance), sha256(str(n).encode()).hexdigest()) for n in range(many)]
    _insert(
        Item,
        (
            {
                "id": id_,
                "case_id": case,
                "sha256": hash_,
                "size": 1_000 + n,
                "source_id": source,
                "media_type": chance.choice(MEDIA),
                "title_en": f"Post {n} of a channel",
                "title_ar": f"منشور {n}",
                "graphic": chance.choice(("yes", "no", "unknown")),
            }
            for n, (id_, hash_) in enumerate(sealed)
        ),
    )
    said = {"case_id": case, "source_id": source, "statement_en": "four civilians killed", "quote": "four"}
    figure = {"effect": "killed", "category": "civilians", "min": 4, "max": 4, "locator": "span"}
    _insert(
        Claim,
        (
            {
                **said,
                **figure,
                "id": _id(chance),
                "item_id": id_,
                "text_sha256": hash_,
                "start": 0,
                "end": 4,
                "incident_id": chance.choice(incidents) if n % 3 else None,
                "status": "proposed" if n % 20 else "accepted",
                "decided_by": "" if n % 20 else "amal",
                "decided_at": None if n % 20 else NOW,
            }
            for n, (id_, hash_) in enumerate(sealed)
        ),
    )


def _pairs(case: UUID, many: int, chance: random.Random) -> None:
    from tahqiq.casebook.models import Judgement, Suggestion, Victim

    ids = sorted(Victim.objects.values_list("pk", flat=True), key=lambda id_: id_.hex)[: many + 1]
    pairs = list(pairwise(ids))
    evidence = {"prior": -8.4, "evidence": [], "total": 0.6}
    told = {"case_id": case, "kind": "victim", "evidence": evidence, "run": case, "made_at": NOW}
    _insert(
        Suggestion,
        (
            {**told, "id": _id(chance), "left": left, "right": right, "probability": 0.6, "rank": rank}
            for rank, (left, right) in enumerate(pairs)
        ),
    )
    judged = {"case_id": case, "kind": "victim", "verdict": "unsure", "judged_by": "amal", "judged_at": NOW}
    _insert(
        Judgement,
        ({**judged, "id": _id(chance), "left": left, "right": right} for left, right in pairs[::2]),
    )


def _audit_trail(case: UUID, many: int, chance: random.Random) -> None:
    from tahqiq.casebook.models import AuditEntry

    _insert(
        AuditEntry,
        (
            {
                "id": _id(chance),
                "case_id": case,
                "actor": chance.choice(ACTORS),
                "action": chance.choice(DEEDS),
                "target_kind": chance.choice(("claim", "incident", "victim")),
                "target_id": str(_id(chance)),
                "after": {"status": "accepted"},
                "at": NOW - timedelta(minutes=n),
            }
            for n in range(many)
        ),
    )


def _the_rest(case: UUID, chance: random.Random) -> None:
    """What is rarely many: a thousand each."""
    from tahqiq.casebook.models import Correction, ImportRun, Job, Release, Source

    def each(**told: Any) -> Iterator[dict[str, Any]]:
        for n in range(FEW):
            made = {name: value(n) if callable(value) else value for name, value in told.items()}
            yield {"id": _id(chance), "case_id": case, **made}

    at = {"received_on": lambda n: date(2033, 1, 1) + timedelta(days=n % 150)}
    _insert(Correction, each(sealed=b"closed", **at))
    by = {"created_by": "amal", "created_at": lambda n: NOW - timedelta(days=n)}
    _insert(Release, each(content=lambda n: sha256(b"r%d" % n).hexdigest(), path=lambda n: f"r-{n}", **by))
    asked = {"asked_by": "amal", "asked_at": lambda n: NOW - timedelta(hours=n)}
    _insert(Job, each(kind="grade", state="finished", finished_at=NOW, **asked))
    ran = {"started_by": "amal", "started_at": lambda n: NOW - timedelta(hours=n)}
    _insert(ImportRun, each(dataset="table", state="finished", finished_at=NOW, files={}, **ran))
    called = {"slug": lambda n: f"channel-{n}", "name_en": lambda n: f"Channel {n}"}
    _insert(Source, each(kind="witness", **called))


def _insert(model: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    from tahqiq.casebook import bulk

    for some in _batches(iter(rows)):
        bulk.insert(model, some)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, BATCH)):
        yield some


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)

"""A release of as many made-up incidents as wanted, for what reads releases; plainly invented."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, BinaryIO
from uuid import UUID

import msgspec

from tahqiq.vocab.release import FORMAT, TABLES, FileEntry, KilledTotal, Manifest, Totals
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    CaseRow,
    ClaimRow,
    IncidentRow,
    ItemRow,
    PartyRow,
    SourceRow,
)

_FIRST_DAY = date(2033, 1, 1)
_GRADES = ("confirmed", "fair", "fair", "weak", "contested", "discounted")
_STATES = ("credible", "non_credible", "non_credible", "not_yet_assessed", "duplicate")
_PRECISIONS = ("neighbourhood", "street", "within_100m", "village", "city", "exact")
_SHA256 = "ab" * 32
Row = tuple[str, Any]


def write_release(folder: Path, *, incidents: int, seed: int) -> None:
    """Writes the release folder; the same seed writes the same bytes."""
    folder.mkdir(parents=True)
    hashes, counts = {name: hashlib.sha256() for name in TABLES}, dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {
            name: stack.enter_context((folder / f"{name}.jsonl").open("wb")) for name in TABLES
        }
        for table, row in _rows(incidents, Random(seed)):
            line = msgspec.json.encode(row) + b"\n"
            files[table].write(line)
            hashes[table].update(line)
            counts[table] += 1
    entries = {
        f"{name}.jsonl": FileEntry(
            sha256=hashes[name].hexdigest(), size=(folder / f"{name}.jsonl").stat().st_size, rows=counts[name]
        )
        for name in TABLES
    }
    entries["totals.json"] = _totals(folder / "totals.json", incidents)
    manifest = Manifest(
        format=FORMAT, case="bench", content="cd" * 32, status="unapproved", approvals=(),
        public_key="ef" * 32, tool="bench", files=entries,
    )  # fmt: skip
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


def _totals(file: Path, incidents: int) -> FileEntry:
    none = KilledTotal(incidents=incidents, min=0, max=0, unknown=0)
    totals = Totals(
        assessed_by="recorder", incidents=incidents, not_counted=0, victims=0, by_grade={},
        killed={"all": none, "fair_confirmed": none}, responses={},
    )  # fmt: skip
    content = msgspec.json.encode(totals)
    file.write_bytes(content)
    return FileEntry(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _rows(incidents: int, chance: Random) -> Iterator[Row]:
    named = {"assessed_by_en": "The recorder", "assessed_by_ar": "المسجّل"}
    yield (
        "cases",
        CaseRow(
            id=_id(chance), slug="bench", title_en="Bench", title_ar="قياس", assessed_by="recorder", **named
        ),
    )
    for slug in ("first_army", "second_army", "third_army"):
        yield "parties", PartyRow(id=_id(chance), slug=slug, name_en=slug.replace("_", " "), name_ar="جيش")
    yield (
        "sources",
        SourceRow(id=_id(chance), slug="recorder", name_en="The recorder", name_ar="المسجّل", kind="press"),
    )
    item = ItemRow(
        id=_id(chance), sha256=_SHA256, source="recorder", title_en="A table", title_ar="جدول",
        media_type="text/csv", size=1,
    )  # fmt: skip
    yield "items", item
    for number in range(incidents):
        yield from _incident(number, item.id, chance)


def _incident(number: int, item: str, chance: Random) -> Iterator[Row]:
    key, day = _id(chance), _FIRST_DAY + timedelta(days=int(chance.triangular(0, 1500, 500)))
    last = day + timedelta(days=chance.choice((0, 0, 0, 1, 30)))
    quarter, street = chance.randrange(400), chance.randrange(3000)
    yield "incidents", IncidentRow(
        id=key, code=f"BEN{number:06d}", from_date=day.isoformat(), to_date=last.isoformat(),
        location_en=f"Example Street {street}, Example Quarter {quarter}",
        blamed=(chance.choice(("first_army", "second_army")),),
        location_ar=f"شارع المثال {street}، حي المثال {quarter}", precision=chance.choice(_PRECISIONS),
        lat=round(chance.gauss(0, 0.05), 5), lon=round(chance.gauss(-25, 0.05), 5),
    )  # fmt: skip
    low = chance.choice((0, 1, 1, 2, 3, 5, 12))
    figures = (
        {} if chance.random() < 0.05 else {"killed_min": low, "killed_max": low + chance.choice((0, 0, 2, 9))}
    )
    yield "assessments", AssessmentRow(
        id=_id(chance), incident=key, assessor="recorder", assessor_en="The recorder", assessor_ar="المسجّل",
        heads=True, grade=chance.choice(_GRADES), **figures,
    )  # fmt: skip
    if chance.random() < 0.5:
        yield "answers", AnswerRow(
            id=_id(chance), incident=key, party=chance.choice(("first_army", "third_army")),
            state=chance.choice(_STATES), item=item,
        )  # fmt: skip
    for category in chance.sample(("civilians", "children", "women", "men"), chance.randrange(1, 4)):
        yield "claims", ClaimRow(
            id=_id(chance), incident=key, item=item, text_sha256=_SHA256, locator="cells",
            columns=("killed",), quote="1", statement_en="", statement_ar="",
            effect="killed", category=category, min=1, max=1, hedge="exact",
            stance="asserts", scope="event", source="recorder",
        )  # fmt: skip


def _id(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))

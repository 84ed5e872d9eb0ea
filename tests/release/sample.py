"""A small record with one of everything that rows point to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tahqiq.release import write
from tahqiq.vocab.release import (
    ConcededTotal,
    KilledTotal,
    Manifest,
    ResponseTotals,
    Totals,
)
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    CaseRow,
    ClaimRow,
    IncidentRow,
    ItemRow,
    ListingRow,
    PartyRow,
    PlaceRow,
    PopulationRow,
    SiteRow,
    SourceRow,
    StatementRow,
    VictimRow,
    Withheld,
)

KEY = bytes(range(32))
PUBLIC_KEY = Ed25519PrivateKey.from_private_bytes(KEY).public_key().public_bytes_raw().hex()
SHA = "ab" * 32

TOTALS = Totals(
    assessed_by="airwars",
    incidents=1,
    not_counted=0,
    victims=1,
    by_grade={"confirmed": 0, "fair": 0, "weak": 1, "contested": 0, "discounted": 0},
    killed={
        "all": KilledTotal(incidents=1, min=5, max=7, unknown=0),
        "fair_confirmed": KilledTotal(incidents=0, min=0, max=0, unknown=0),
    },
    responses={
        "coalition": ResponseTotals(
            assessments=1,
            credible=1,
            non_credible=0,
            not_yet_assessed=0,
            open=0,
            duplicate=0,
            received=0,
            reopened=0,
            conceded_killed=ConcededTotal(min=5, max=5),
        )
    },
)

ROWS: tuple[tuple[str, Any], ...] = (
    (
        "cases",
        CaseRow(
            id="case",
            slug="raqqa-2017",
            title_en="Raqqa 2017",
            title_ar="الرقة ٢٠١٧",
            assessed_by="airwars",
            assessed_by_en="Airwars",
            assessed_by_ar="إيروورز",
        ),
    ),
    ("parties", PartyRow(id="p1", slug="coalition", name_en="Coalition", name_ar="التحالف")),
    (
        "sources",
        SourceRow(id="s1", slug="airwars", name_en="Airwars", name_ar=None, kind="casualty_recorder"),
    ),
    (
        "items",
        ItemRow(
            id="i1", sha256=SHA, source="airwars", title_en="x", title_ar=None, media_type="text/csv", size=3
        ),
    ),
    ("places", PlaceRow(id="l1", name_en="Raqqa", name_ar="الرقة", precision="city", lat=35.95, lon=39.01)),
    ("populations", PopulationRow(id="g1", slug="bodies", title_en="Bodies", title_ar="جثامين")),
    ("incidents", IncidentRow(id="n1", code="CS1", blamed=("coalition",), from_date="2017-10-17")),
    (
        "assessments",
        AssessmentRow(
            id="a1",
            incident="n1",
            assessor="airwars",
            assessor_en="Airwars",
            assessor_ar="إيروورز",
            heads=True,
            grade="weak",
            killed_min=5,
            killed_max=7,
            claims=("c1",),
        ),
    ),
    (
        "answers",
        AnswerRow(
            id="w1", incident="n1", party="coalition", state="credible", killed_min=5, killed_max=5, item="i1"
        ),
    ),
    (
        "statements",
        StatementRow(
            id="t1", incident="n1", party="coalition", kind="civcas_statement", quote="…", item="i1"
        ),
    ),
    (
        "claims",
        ClaimRow(
            id="c1",
            incident="n1",
            population="bodies",
            site="r1",
            item="i1",
            text_sha256=SHA,
            locator="cells",
            record=0,
            columns=("civ_killed_min", "civ_killed_max"),
            quote="5\n7",
            statement_en="5–7 civilians killed",
            statement_ar=None,
            effect="killed",
            category="civilians",
            min=5,
            max=7,
            hedge="range",
            stance="finds",
            scope="event",
            source="airwars",
            within="c1",
        ),
    ),
    (
        "victims",
        VictimRow(
            id="v1",
            incident="n1",
            name_en=None,
            name_ar=None,
            withheld=(Withheld(field="name_en", reason="no basis", reviewed_by="editor"),),
        ),
    ),
    ("listings", ListingRow(id="e1", victim="v1", incident="n1", source="airwars", item="i1")),
    ("sites", SiteRow(id="r1", name_en="Panorama park", name_ar=None, kind="mass_grave")),
)


def rows(**changed: Any) -> Iterator[tuple[str, Any]]:
    """The sample's rows, a table's row replaced where one is given under the table's name."""
    for table, row in ROWS:
        yield table, changed.get(table, row)


def release(folder: Path, **options: Any) -> Manifest:
    """Writes the sample as a release."""
    given: dict[str, Any] = {
        "case": "raqqa-2017",
        "rows": rows(),
        "totals": TOTALS,
        "signing_key": KEY,
        "approvals": lambda content: (),
        "tool": "tahqiq test",
    }
    return write(folder, **(given | options))

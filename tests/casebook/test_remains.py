"""What is found: codes never used twice, hand-overs in one chain, judgements that can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casebook.record import DAY, NEXT, Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.actions import Found, Lie
from tahqiq.casebook.custody_chain import chain_of, holder_of
from tahqiq.casebook.models import (
    AuditEntry,
    CombatStatus,
    Incident,
    Laid,
    MissingPerson,
    Place,
    RecoverySite,
    Remains,
    Revision,
    Ruling,
    StatusBasis,
)
from tahqiq.casebook.remains_counts import recovered
from tahqiq.casebook.totals import totals
from tahqiq.casebook.versions import Outdated
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput, NotPermitted

FOUND = Found(
    recovered=DateSpan(DAY, NEXT),
    recovered_by="digger 3",
    lie=Lie(x_m=1.5, y_m=2.0, orientation_deg=90, depth_m=1.2),
    sex="male",
    sex_basis="pelvis",
    age_min=20,
    age_max=30,
    age_basis="pubic symphysis",
    findings={"clothing": "brown jacket\nblue trousers", "chart": "16 filled MO", "effects": "-"},
)


def _found(record: Record, code: str = "s4 001", **values: Any) -> Remains:
    said = Found(**{name: getattr(FOUND, name) for name in FOUND.__slots__} | values)
    return actions.record_remains(actor(), record.one(RecoverySite), code=code, found=said)


def test_remains_are_recorded_with_position_findings_and_basis(record: Record) -> None:
    made = _found(record, "س".replace("س", "s4 ٠٠١"))
    assert (made.code, made.x_m, made.apparent_sex_basis) == ("S4-001", 1.5, "pelvis")
    assert made.findings["clothing"] == "brown jacket\nblue trousers"
    entry = AuditEntry.objects.get(action="record_remains")
    assert entry.after == {"code": "S4-001"}, "the trail names the code, never what was found"


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"sex": "m"}, "apparent_sex"),
        ({"sex_basis": " "}, "apparent_sex_basis"),
        ({"age_basis": ""}, "apparent_age_basis"),
        ({"age_min": 31}, "age_max"),
        ({"lie": Lie(x_m=1.0)}, "y_m"),
        ({"lie": Lie(orientation_deg=360)}, "orientation_deg"),
        ({"lie": Lie(depth_m=-1)}, "depth_m"),
        ({"findings": {"chart": "16 shiny"}}, "chart"),
        ({"findings": {"aura": "blue"}}, "aura"),
        ({"findings": {"hair": "x" * 20_001}}, "hair"),
    ],
)
def test_what_nobody_can_have_found_is_refused_naming_the_field(
    record: Record, values: dict[str, Any], column: str
) -> None:
    with pytest.raises(BadInput) as refused:
        _found(record, **values)
    assert refused.value.column == column
    assert not Remains.objects.exists()


def test_a_code_is_never_used_again_whatever_bore_it(record: Record) -> None:
    first = _found(record)
    actions.withdraw_remains(actor(), first, reason="entered twice")
    for again in ("S4-001", "s4-001", "S4 ٠٠١"):
        with pytest.raises(BadInput, match="is in use, or was"):
            _found(record, again)
    with pytest.raises(BadInput, match="is in use, or was"):
        actions.open_grave(actor(), record.one(RecoverySite), code="S4-001", lie=Lie())
    for odd in ("", "../x", "a\nb", "x" * 61, "<b>"):
        with pytest.raises(BadInput, match="a code has"):
            _found(record, odd)


def test_an_edit_keeps_what_was_said_before_and_none_is_lost(record: Record) -> None:
    made = _found(record)
    again = Found(**{name: getattr(FOUND, name) for name in FOUND.__slots__} | {"building": "B-17"})
    actions.edit_remains(actor(), made, found=again, version=1)
    assert (made.building, made.version) == ("B-17", 2)
    kept = Revision.objects.filter(kind="remains").order_by("version")
    assert [each.values["building"] for each in kept] == ["", "B-17"]
    with pytest.raises(Outdated):
        actions.edit_remains(actor(), made, found=FOUND, version=1)
    assert actions.edit_remains(actor(), made, found=again, version=2).version == 2


def test_a_grave_of_another_site_is_refused(record: Record) -> None:
    elsewhere = actions.make_site(
        actor(), record.case, name_en="Stadium", name_ar="", kind="grave", place=None
    )
    grave = actions.open_grave(actor(), elsewhere, code="G-9", lie=Lie(x_m=0, y_m=0), length_m=2, width_m=1)
    with pytest.raises(BadInput, match="another site"):
        _found(record, grave=grave)
    with pytest.raises(BadInput, match="above 0"):
        actions.open_grave(actor(), elsewhere, code="G-10", lie=Lie(), length_m=0)
    with pytest.raises(BadInput, match="called so"):
        actions.make_site(actor(), record.case, name_en="Stadium", name_ar="", kind="grave", place=None)


def test_hand_overs_start_from_who_holds_it(record: Record) -> None:
    made = _found(record)
    now = timezone.now()
    give = actions.hand_over
    with pytest.raises(BadInput, match="digger 3 holds it"):
        give(actor(), made, handed_by="driver", received_by="clerk", at=now - timedelta(hours=3))
    give(actor(), made, handed_by="digger 3", received_by="driver", at=now - timedelta(hours=3))
    assert holder_of(made).by == "driver"
    with pytest.raises(BadInput, match="driver holds it"):
        give(actor(), made, handed_by="digger 3", received_by="clerk", at=now - timedelta(hours=2))
    for at in (now - timedelta(hours=4), now + timedelta(days=2)):
        with pytest.raises(BadInput, match="before the last hand-over, or in the future"):
            give(actor(), made, handed_by="driver", received_by="clerk", at=at)
    give(actor(), made, handed_by="driver", received_by="clerk", at=now - timedelta(hours=2))
    assert [each.received_by for each in chain_of(made)] == ["driver", "clerk"]
    sample = actions.take_sample(actor(), made, code="S4-001-T", kind="tooth 36", taken_by="doctor")
    give(actor(), sample, handed_by="doctor", received_by="laboratory", at=now - timedelta(hours=1))
    assert holder_of(sample).by == "laboratory"


def test_remains_go_back_to_the_family_only_once_identified(record: Record) -> None:
    made = record.one(Remains)
    lay = actions.lay
    lay(actor(), made, laid=Laid.TEMPORARY, on=DAY, wording="row 4")
    with pytest.raises(BadInput, match="say where"):
        lay(actor(), made, laid=Laid.FINAL, on=DAY)
    with pytest.raises(BadInput, match="once they are identified"):
        lay(actor(), made, laid=Laid.RETURNED, on=NEXT, received_by="mother")
    actions.confirm_identification(actor(name="basma"), record.one(Ruling))
    back = lay(actor(), made, laid=Laid.RETURNED, on=NEXT, received_by="mother")
    assert made.burials.filter(withdrawn_at=None).count() == 2
    actions.withdraw_burial(actor(), back, reason="another's")
    assert made.burials.filter(withdrawn_at=None).count() == 1


def test_a_part_belongs_to_a_body_by_a_judgement_that_can_be_taken_back(record: Record) -> None:
    body, part, third = (_found(record, f"S4-{n}") for n in (1, 2, 3))
    with pytest.raises(BadInput, match="rests on"):
        actions.reassociate(actor(), part, body=body, basis=" ")
    made = actions.reassociate(actor(), part, body=body, basis="the breaks fit")
    assert recovered(record.case).bodies == 2
    for one, other in ((part, third), (third, part), (body, third), (body, body)):
        with pytest.raises(BadInput):
            actions.reassociate(actor(), one, body=other, basis="x")
    actions.withdraw_reassociation(actor(), made, reason="lengths differ")
    assert recovered(record.case).bodies == 3
    assert made.basis == "the breaks fit", "withdrawn, not erased"


def test_civilian_is_a_judgement_and_differing_ones_determine_nothing(record: Record) -> None:
    bodies = [_found(record, f"S4-{n}") for n in range(4)]
    judge = actions.judge_status
    with pytest.raises(BadInput, match="rests on"):
        judge(actor(), bodies[0], status=CombatStatus.CIVILIAN, basis=[])
    judge(actor(), bodies[0], status=CombatStatus.CIVILIAN, basis=[StatusBasis.AGE])
    judge(actor(), bodies[1], status=CombatStatus.COMBATANT, basis=[StatusBasis.CLOTHING])
    judge(actor(name="basma"), bodies[1], status=CombatStatus.CIVILIAN, basis=[StatusBasis.TESTIMONY])
    counts = recovered(record.case)
    assert counts.by_status == {"civilian": 1, "combatant": 0, "not_determined": 3}
    assert sum(counts.by_status.values()) == counts.bodies
    again = judge(actor(), bodies[1], status=CombatStatus.CIVILIAN, basis=[StatusBasis.SEX])
    assert recovered(record.case).by_status["civilian"] == 2
    assert bodies[1].status_judgements.count() == 3, "the earlier judgement is withdrawn, not erased"
    actions.withdraw_status(actor(), again, reason="mistaken")


def test_recovery_counts_and_strike_tolls_are_never_added(record: Record) -> None:
    incident = record.one(Incident)
    before = totals(record.case)
    for n in range(5):
        _found(record, f"S4-{n}", incident=incident)
    assert totals(record.case) == before, "bodies recovered enter no total of strikes"
    assert recovered(record.case).bodies == 5
    assert recovered(record.case, site=record.one(RecoverySite)).bodies == 5


def test_who_may_not_record_records_nothing(record: Record) -> None:
    from tahqiq.casebook.actors import Permission

    viewer = actor(Permission.VIEW)
    with pytest.raises(NotPermitted):
        actions.record_remains(viewer, record.one(RecoverySite), code="X-1", found=FOUND)
    with pytest.raises(NotPermitted):
        actions.judge_status(viewer, record.one(Remains), status=CombatStatus.NOT_DETERMINED, basis=[])


def test_remains_under_a_ruling_are_not_withdrawn(record: Record) -> None:
    record.one(Ruling)
    with pytest.raises(BadInput, match="a ruling on these remains stands"):
        actions.withdraw_remains(actor(), record.one(Remains), reason="twice")
    with pytest.raises(BadInput, match="a ruling on this person stands"):
        actions.withdraw_file(actor(), record.one(MissingPerson), reason="twice")
    assert record.one(Place).pk

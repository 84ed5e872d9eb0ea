"""From findings to candidates, from candidates to rulings; nobody is identified by a machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.record import DAY, NEXT, Record, actor
from tahqiq.casebook import actions, findings, identifying
from tahqiq.casebook.actions import Found, Told
from tahqiq.casebook.models import Consent, Match, MissingPerson, RecoverySite, Remains, Reply, Ruling
from tahqiq.casebook.registers import Kind, as_csv, register_of
from tahqiq.casebook.registers.printing import sheet_of
from tahqiq.casebook.releasing import rows
from tahqiq.casebook.remains_items import groups_of, items_of
from tahqiq.casebook.replies import words_of
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.remains import Primary, Standing

WRITTEN = {
    "chart": "16 filled MO\n46 missing",
    "injuries": "left femur: plate, serial 4711\nright radius",
    "effects": "silver ring\nkeys",
}


def _season(record: Record) -> tuple[Remains, MissingPerson]:
    """One body and four files, of which one has its teeth, its plate and its ring."""
    site, consent = record.one(RecoverySite), record.new(Consent, expires_on=None)
    for n in range(4):
        items = WRITTEN if n == 2 else {"chart": "16 sound\n46 sound", "age": str(60 + n)}
        told = Told(told_by="mother", name_ar="حسن", sex="male", items=items, consent=consent)
        actions.open_file(actor(), record.case, code=f"M-{n}", told=told)
    kept = Told(told_by="mother", items=WRITTEN)
    actions.open_file(actor(), record.case, code="M-9", told=kept)
    found = Found(recovered=DateSpan(DAY, NEXT), sex="male", sex_basis="pelvis", findings=WRITTEN)
    body = actions.record_remains(actor(), site, code="B-1", found=found)
    return body, MissingPerson.objects.get(code="M-2")


def test_the_likeliest_file_stands_first_with_its_evidence_and_nobody_is_identified(record: Record) -> None:
    body, wanted = _season(record)
    assert actions.compare_remains(actor(), record.case) > 0
    first = Match.objects.get(remains=body, rank=1)
    assert first.missing == wanted
    assert {"teeth", "injuries"} <= {each["kind"] for each in first.evidence}
    assert not Match.objects.exclude(standing__in=["hypothesis", "presumptive"]).exists()
    assert not Match.objects.filter(missing__code="M-9").exists(), "without consent it is not compared"
    again = actions.compare_remains(actor(), record.case)
    assert Match.objects.count() == again, "a later comparison replaces the one before"


def test_what_people_excluded_is_not_proposed_again(record: Record) -> None:
    body, wanted = _season(record)
    actions.rule(actor(), body, missing=wanted, standing=Standing.EXCLUDED, reason="the plate is another")
    actions.compare_remains(actor(), record.case)
    assert Match.objects.filter(remains=body).exists()
    assert not Match.objects.filter(remains=body, missing=wanted, posterior__gt=0).exists()


def test_a_consent_that_ended_takes_the_file_out_of_comparing(record: Record) -> None:
    _season(record)
    on = datetime.now(tz=UTC).date()
    assert len(list(identifying.comparable(record.case, on=on))) == 4
    Consent.objects.update(expires_on=on, given_on=on - timedelta(days=9))
    assert list(identifying.comparable(record.case, on=on)) == []


def test_an_identification_is_an_authoritys_and_two_peoples(record: Record) -> None:
    body, wanted = _season(record)
    rule = actions.rule
    with pytest.raises(BadInput, match="names the authority"):
        rule(actor(), body, missing=wanted, standing=Standing.IDENTIFIED, reason="x")
    named = {"standing": Standing.IDENTIFIED, "authority": "institute", "method": Primary.DENTAL}
    made = rule(actor(), body, missing=wanted, reason="report 7", **named)
    assert identifying.rulings_of(record.case) == [], "an identification counts once it is confirmed"
    with pytest.raises(NotPermitted, match="second person"):
        actions.confirm_identification(actor(), made)
    with pytest.raises(BadInput, match="only a confirmed"):
        actions.tell_family(actor(), made, on=NEXT)
    actions.confirm_identification(actor(name="basma"), made)
    with pytest.raises(BadInput, match="waits here"):
        actions.confirm_identification(actor(name="basma"), made)
    (value,) = identifying.rulings_of(record.case)
    assert (value.method, value.authority) == (Primary.DENTAL, "institute")
    other = MissingPerson.objects.get(code="M-1")
    with pytest.raises(BadInput, match="somebody else"):
        rule(actor(), body, missing=other, reason="x", **named)
    with pytest.raises(BadInput, match="an identification stands"):
        rule(actor(), body, missing=wanted, standing=Standing.EXCLUDED, reason="x")
    actions.withdraw_ruling(actor(), made, reason="the report was of another body")
    assert Ruling.objects.filter(pk=made.pk).get().withdrawn_reason
    assert identifying.rulings_of(record.case) == []


@pytest.mark.parametrize("standing", [Standing.PRESUMPTIVE, Standing.IDENTIFIED])
def test_no_ruling_of_any_kind_reaches_a_release(record: Record, standing: Standing) -> None:
    body, wanted = _season(record)
    MissingPerson.objects.filter(pk=wanted.pk).update(name_en="Zzyzx Secret")
    told = {"authority": "an institute of secrets", "method": Primary.DNA}
    further = told if standing is Standing.IDENTIFIED else {}
    actions.rule(actor(), body, missing=wanted, standing=standing, reason="Zzyzx reason", **further)
    assert not Remains.objects.publishable().exists()
    leaving = json.dumps([(table, repr(row)) for table, row in rows(record.case)])
    for secret in ("Zzyzx", "B-1", "institute of secrets", "4711", "M-2"):
        assert secret not in leaving


def test_a_family_is_told_no_more_than_is_known(record: Record) -> None:
    body, wanted = _season(record)
    asked = actions.receive_request(actor(), wanted, asked_by="brother", asked_on=NEXT)
    answer = actions.answer_request
    with pytest.raises(BadInput, match="nobody is identified"):
        answer(actor(), asked, reply=Reply.IDENTIFIED, told="He is.", how="in person")
    actions.rule(actor(), body, missing=wanted, standing=Standing.PRESUMPTIVE, reason="teeth")
    with pytest.raises(BadInput, match="nobody is identified"):
        answer(actor(), asked, reply=Reply.IDENTIFIED, told="He is.", how="in person")
    said = words_of(Reply.NOT_KNOWN)
    answer(actor(), asked, reply=Reply.NOT_KNOWN, told=said, how="by telephone")
    with pytest.raises(BadInput, match="answered"):
        answer(actor(), asked, reply=Reply.NOT_KNOWN, told=said, how="by telephone")


def test_every_item_is_told_in_both_languages_and_becomes_what_is_compared(record: Record) -> None:
    from dataclasses import fields

    from tahqiq.link.remains.antemortem import AnteMortem
    from tahqiq.link.remains.postmortem import PostMortem
    from tahqiq.vocab.wording import word

    for of, kind in (("missing", AnteMortem), ("remains", PostMortem)):
        known = {each.name for each in fields(kind)}
        for item in items_of(of).values():  # type: ignore[arg-type]
            assert item.field == "" or item.field in known
            assert word(item.label, "ar")
        assert groups_of(of)  # type: ignore[arg-type]


def test_registers_hold_every_finding_and_leave_the_withdrawn_out(record: Record) -> None:
    body, _ = _season(record)
    register = register_of(record.case, Kind.POST_MORTEM)
    (row,) = register.rows
    told = dict(zip((key for key, _ in register.columns), row, strict=True))
    assert told["recovery.code"] == "B-1"
    assert told["dental.chart"] == WRITTEN["chart"]
    assert as_csv(register).startswith(b"\xef\xbb\xbfrecovery.code,")
    for kind in Kind:
        for language in ("en", "ar"):
            sheet = sheet_of(register_of(record.case, kind), language)  # type: ignore[arg-type]
            assert sheet["title"]
    actions.withdraw_remains(actor(), body, reason="twice")
    assert register_of(record.case, Kind.POST_MORTEM).rows == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "tall"),
        ("days", "2031-13"),
        ("chart", "99 sound"),
        ("chart", "16 sound\n16 sound"),
        ("chart", "16 filled XX"),
        ("elements", "left skull bone"),
        ("injuries", "wing: plate"),
        ("bones", "left femur 9000"),
        ("papers", "a; b; c; d"),
        ("laboratory", "M-1; shirt; 3"),
        ("laboratory", "M-1; dna; 99"),
    ],
)
def test_a_finding_that_cannot_be_read_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        findings.read(kind, text)


@given(st.text(max_size=60), st.sampled_from(sorted(findings._READERS)))
def test_any_text_is_read_or_refused(text: str, kind: str) -> None:
    try:
        findings.read(kind, text)
    except ValueError as problem:
        assert str(problem)


def test_a_comparison_that_is_stopped_keeps_nothing_and_leaves_what_was(record: Record) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int) -> None:
        raise Stop

    _season(record)
    before = actions.compare_remains(actor(), record.case)
    steps: list[tuple[str, int | None]] = []
    with pytest.raises(Stop):
        actions.compare_remains(
            actor(), record.case, on_step=lambda *step: steps.append(step), on_progress=stop
        )
    assert steps == [("comparing_files", 1)]
    assert Match.objects.count() == before


def test_a_comparison_tells_how_far_it_is_from_the_first_body_on(record: Record) -> None:
    _season(record)
    told: list[object] = []
    actions.compare_remains(
        actor(),
        record.case,
        on_step=lambda step, _total: told.append(step),
        on_progress=lambda done: told.append(done),
    )
    assert told == ["comparing_files", 1, "explaining", 1, "keeping"]

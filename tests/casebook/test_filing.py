"""Received forms become records: whole or not at all, bound to consent, nothing lost on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from casebook.test_forms import bring, case, keeper, key  # noqa: F401 - fixtures
from tahqiq.casebook import actions
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.identifying import comparable
from tahqiq.casebook.importing.filing import Filed, file_submission
from tahqiq.casebook.models import (
    Case,
    FollowUp,
    FormSubmission,
    Grave,
    HandOver,
    Interview,
    Item,
    Match,
    MissingPerson,
    Passage,
    RecoverySite,
    Remains,
    Sample,
    SiteVisit,
    VaultKeeper,
    VisitPhotograph,
    WelfareFlag,
)
from tahqiq.read.forms import form_of
from tahqiq.read.forms.testing import fill
from tahqiq.seal import Archive, verify
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.remains import Standing

pytestmark = pytest.mark.django_db

WHO = Actor(name="amal", everywhere=frozenset(Permission))


def filed(tmp_path: Path, form: str, **answers: object) -> tuple[Filed, FormSubmission]:
    """A made-up submission with these answers, received and filed."""
    instance, made = fill(form_of(form), seed=7, share=1.0)
    bring(tmp_path, [(instance, {**made, **answers})], form=form)
    submission = FormSubmission.objects.get()
    done = file_submission(WHO, submission, archive=Archive.at(tmp_path / "archive"))
    submission.refresh_from_db()
    return done, submission


def test_an_interview_is_bound_to_the_consent_given_on_the_form(
    case: Case,  # noqa: F811
    keeper: VaultKeeper,  # noqa: F811
    tmp_path: Path,
) -> None:
    passages = [
        {"knowledge": "saw", "words": "رأيت الطائرة", "time_code": "12:05"},
        {"knowledge": "told", "words": "قيل لي إن البيت انهار"},
    ]
    purposes = {"publish_words": "yes", "publish_voice": "no", "publish_name": "no"}
    asked = {"pseudonym": "Zaytun", "expires_on": "2030-01-01", "flags": "distress", "follow_up": "call"}
    done, submission = filed(tmp_path, "interview", passage=passages, **purposes, **asked)
    interview = Interview.objects.get()
    assert done.record == interview
    assert (interview.consent.keep, interview.consent.publish_words) == (True, True)
    assert (interview.consent.publish_voice, interview.consent.publish_name) == (False, False)
    assert interview.recording is not None
    assert interview.recording.consent == interview.consent
    said = [
        (each.knowledge, each.text.content[each.start : each.end], each.from_ms)
        for each in Passage.objects.all()
    ]
    assert said == [("saw", "رأيت الطائرة", 725_000), ("told", "قيل لي إن البيت انهار", None)]
    assert verify(tmp_path / "archive").faults == ()
    of_form = [
        submission.item,
        *Item.objects.filter(sha256__in=[each["sha256"] for each in submission.media]),
    ]
    assert {each.consent for each in of_form} == {interview.consent}
    assert WelfareFlag.objects.get().concern == "distress"
    assert FollowUp.objects.get().what == "Call again"
    assert submission.vault is not None
    assert submission.vault.pseudonym == "Zaytun"


def test_a_visit_keeps_its_photographs_and_what_was_not_found(case: Case, tmp_path: Path) -> None:  # noqa: F811
    photographs = [{"picture": "a.jpg", "people_shown": "no", "bearing": "90", "shows": "the crater"}]
    searched = [{"looked_for": "a second crater", "found": "no"}]
    remnant = [
        {"markings": "7-A", "length_cm": "12.5", "tentative_type": "a fin", "type_basis": "shape expert"}
    ]
    filed(
        tmp_path, "site_visit", photograph=photographs, searched=searched, remnant=remnant, visit_code="SV-1"
    )
    visit = SiteVisit.objects.get()
    assert VisitPhotograph.objects.get(shows="the crater").bearing == 90
    [(what, found)] = visit.sought.values_list("what", "found")
    assert (what, found) == ("a second crater", False)
    held = visit.remnants.get()
    assert (held.identified_as, held.identified_basis) == ("a fin", "Shape and measures; Seen by an expert")
    assert held.measurements == "length 12.5 cm"


def test_remains_lie_in_their_grave_with_samples_and_hands(case: Case, tmp_path: Path) -> None:  # noqa: F811
    answers = {
        "code": "RQ-00042-D",
        "code_again": "RQ-00042-D",
        "apparent_age": "adult",
        "femur_cm": "45.2",
        "orientation": "90",
        "tooth": [{"tooth_number": "16", "tooth_state": "filled", "surfaces": "MO"}],
        "sample": [{"sample_code": "RQ-90001-A", "sample_kind": "tooth"}],
        "hand_over": [
            {
                "handed_by": "recovery_team",
                "received_by": "morgue",
                "handed_at": "2017-10-19T10:00:00.000+03:00",
            }
        ],
    }
    filed(tmp_path, "body_recovery", **answers)
    remains = Remains.objects.get()
    assert (remains.code, remains.grave) == ("RQ-00042-D", Grave.objects.get())
    assert (remains.age_min, remains.age_max) == (36, 60)
    assert remains.findings["chart"] == "16 filled MO"
    assert "femur 452" in remains.findings["bones"]
    assert Sample.objects.get().code == "RQ-90001-A"
    assert HandOver.objects.get().received_by == "morgue"


def test_a_family_that_refuses_comparison_has_a_file_that_nothing_compares(
    case: Case,  # noqa: F811
    keeper: VaultKeeper,  # noqa: F811
    tmp_path: Path,
) -> None:
    filed(tmp_path, "missing_person", file_code="MP-0008", compare="no", last_seen_from="", last_seen_to="")
    file = MissingPerson.objects.get()
    assert (file.consent is not None and file.consent.keep, file.told["comparison"]) == (True, "refused")
    assert list(comparable(case, on=date(2026, 11, 1))) == []
    site = RecoverySite.objects.create(case=case, name_en="Park", kind="park")
    body = Remains.objects.create(case=case, code="R-1", site=site)
    asked: dict[str, Any] = {"missing": file, "standing": Standing.HYPOTHESIS, "reason": "the clothing"}
    with pytest.raises(BadInput, match="did not allow"):
        actions.rule(WHO, body, **asked)
    allowed = {**file.told, "comparison": "allowed"}
    told = actions.Told(told_by=file.told_by, items=allowed, consent=file.consent)
    file = actions.edit_file(WHO, file, told=told, version=file.version)
    assert [each.code for each in comparable(case, on=date(2026, 11, 1))] == ["MP-0008"]
    actions.rule(WHO, body, **{**asked, "missing": file})
    Match.objects.create(
        case=case, remains=body, missing=file, rank=1, posterior=0.5, no_file=0.5, log10_lr=1.0,
        standing="hypothesis", run=file.pk, made_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    refused = actions.Told(told_by=file.told_by, items={"comparison": "refused"}, consent=file.consent)
    actions.edit_file(WHO, file, told=refused, version=file.version)
    assert not Match.objects.exists()


def test_a_family_opens_a_file_under_its_consent(
    case: Case,  # noqa: F811
    keeper: VaultKeeper,  # noqa: F811
    tmp_path: Path,
) -> None:
    kin = [
        {"kin_relation": "sister", "kin_blood": "yes", "kin_sample_code": "K-1", "kin_name": "Nobody Real"}
    ]
    answers = {"file_code": "MP-0007", "compare": "yes", "height_cm": "171", "kin": kin}
    answers |= {"last_seen_from": "2017-08-01", "last_seen_to": "2017-08-03"}
    _, submission = filed(tmp_path, "missing_person", **answers)
    file = MissingPerson.objects.get()
    assert (file.code, file.told["stature_cm"], file.told["relatives"]) == (
        "MP-0007",
        "171",
        "sister; sampled",
    )
    assert file.consent is not None
    assert submission.vault is not None
    assert file.contact == submission.vault.pk


@pytest.mark.parametrize(
    ("form", "answers", "left"),
    [
        (
            "interview",
            {"passage": [{"knowledge": "told", "words": "قيل لي", "told_by": "an aunt"}]},
            {"passage", "happened_from", "happened_to", "summary", "incident_code", "number"},
        ),
        ("site_visit", {"visit_code": "SV-1"}, {"neighbour", "photograph", "team_flags", "incident_code"}),
        (
            "body_recovery",
            {"code": "RQ-1", "code_again": "RQ-1", "hand_over": [], "elements": "skull, left arm"},
            {"part_of", "fractures", "elements"},
        ),
        (
            "missing_person",
            {"file_code": "MP-1", "compare": "yes", "last_seen_to": "2018-01-01", "tooth": []},
            {"married", "portrait", "dental_record", "kin"},
        ),
    ],
)
def test_what_no_record_has_a_place_for_is_told_and_kept(
    case: Case,  # noqa: F811
    keeper: VaultKeeper,  # noqa: F811
    tmp_path: Path,
    form: str,
    answers: dict[str, object],
    left: set[str],
) -> None:
    done, submission = filed(tmp_path, form, **answers)
    assert left <= set(done.left)
    assert set(submission.left) == set(done.left) <= set(submission.answers)


def test_every_version_rests_on_the_consent_of_the_one_that_was_filed(
    case: Case,  # noqa: F811
    keeper: VaultKeeper,  # noqa: F811
    tmp_path: Path,
) -> None:
    instance, answers = fill(form_of("interview"), seed=7, share=1.0)
    for summary in ("one", "two"):
        bring(tmp_path, [(instance, answers | {"summary": summary})], form="interview")
    stands = FormSubmission.objects.standing().get()
    file_submission(WHO, stands, archive=Archive.at(tmp_path / "archive"))
    bring(tmp_path, [(instance, answers | {"summary": "three"})], form="interview")
    consent = Interview.objects.get().consent
    for version in FormSubmission.objects.all():
        assert (version.item.consent, version.original.consent) == (consent, consent)
    assert set(Item.objects.values_list("consent", flat=True)) == {consent.pk}


def test_photographs_of_remains_bear_their_code(case: Case, tmp_path: Path) -> None:  # noqa: F811
    code = {"code": "RQ-00042-D", "code_again": "RQ-00042-D", "hand_over": []}
    _, submission = filed(tmp_path, "body_recovery", **code)
    pictures = Remains.objects.get().photographs.all()
    assert {each.item.sha256 for each in pictures} == {each["sha256"] for each in submission.media}
    assert {each.code for each in pictures} == {"RQ-00042-D"}
    assert {each.shows for each in pictures} == {"the tag on the bag", "where it lay", "the effects"}


def test_nothing_is_filed_twice_or_by_halves(case: Case, tmp_path: Path) -> None:  # noqa: F811
    done, submission = filed(tmp_path, "site_visit", visit_code="SV-9")
    archive = Archive.at(tmp_path / "archive")
    with pytest.raises(BadInput, match="already"):
        file_submission(WHO, submission, archive=archive)
    other, answers = fill(form_of("site_visit"), seed=8, share=1.0)
    bring(tmp_path, [(other, answers | {"visit_code": "SV-9"})])
    with pytest.raises(BadInput, match="another visit has this code"):
        file_submission(WHO, FormSubmission.objects.get(instance=other), archive=archive)
    assert SiteVisit.objects.get() == done.record

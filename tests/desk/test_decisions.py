"""Who may decide what: each role with each action, and who checks is not who publishes."""

from __future__ import annotations

import pytest
from casebook.record import NOW, Record, as_seen, graded
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.models import Assessment, AuditEntry, Claim, Release
from tahqiq.desk.models import Account


def _ours(record: Record, author: str = "amal") -> Assessment:
    return graded(record, author)


def _decide(browser: Client, record: Record, decision: str, reason: str = "because") -> int:
    claim = record.one(Claim)
    address = f"/desk/cases/{record.slug}/claims/{claim.pk}/"
    return browser.post(address, {"decision": decision, "reason": reason}).status_code


def _sign_off(browser: Client, record: Record, assessment: Assessment) -> int:
    address = f"/desk/cases/{record.slug}/sign-off/{assessment.pk}/"
    return browser.post(address, {"content": as_seen(assessment)}).status_code


@pytest.fixture(autouse=True)
def whole_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Releases of these tests have no folder; ``test_release_folder`` looks at folders."""
    monkeypatch.setattr("tahqiq.desk.views.releases.demand_whole", lambda _: None)


def _approve(browser: Client, record: Record, content: str | None = None) -> int:
    release = record.one(Release)
    address = f"/desk/cases/{record.slug}/releases/{release.pk}/approve/"
    return browser.post(address, {"content": content or release.content}).status_code


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_may_do_exactly_what_it_lists(record: Record, enter: Enter, role: str) -> None:
    browser, may = enter(role, case=record.case), ROLES[role].permissions
    assessment = _ours(record)
    assert _sign_off(browser, record, assessment) == (302 if Permission.SIGN_OFF in may else 403)
    assert _decide(browser, record, "accept") == (302 if Permission.DECIDE in may else 403)
    assert _approve(browser, record) == (302 if Permission.APPROVE in may else 403)
    assert Claim.objects.get().status == ("accepted" if Permission.DECIDE in may else "proposed")
    assert Release.objects.get().status == ("approved" if Permission.APPROVE in may else "unapproved")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_role_both_checks_and_publishes(role: str) -> None:
    may = ROLES[role].permissions
    assert not ({Permission.RELEASE, Permission.APPROVE} <= may)
    assert not ({Permission.DECIDE, Permission.APPROVE} <= may)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_buttons_are_shown_to_those_who_may_press_them(record: Record, enter: Enter, role: str) -> None:
    _ours(record)
    browser, may = enter(role, case=record.case), ROLES[role].permissions
    begin = f"/desk/cases/{record.slug}"
    incident = browser.get(f"{begin}/incidents/{record.one(Claim).incident_id}/").content
    release = browser.get(f"{begin}/releases/{record.one(Release).pk}/").content
    assert (b'value="accept"' in incident) == (Permission.DECIDE in may)
    assert (b">Sign off<" in incident) == (Permission.SIGN_OFF in may)
    assert (b"Approve this release" in release) == (Permission.APPROVE in may)


def test_a_decision_is_audited_with_person_and_reason(record: Record, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    assert _decide(browser, record, "reject", "the quote says something else") == 302
    claim = Claim.objects.get()
    assert (claim.status, claim.decided_by) == ("rejected", "basma")
    entry = AuditEntry.objects.get(action="reject_claim")
    assert entry.account == str(Account.objects.get().pk)
    assert entry.after["reason"] == "the quote says something else"


def test_a_decision_can_be_withdrawn_and_taken_again(record: Record, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    for decision, status in (("accept", "accepted"), ("withdraw", "withdrawn"), ("accept", "accepted")):
        assert _decide(browser, record, decision) == 302
        assert Claim.objects.get().status == status


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("decision", ["reject", "withdraw"])
def test_what_needs_a_reason_is_refused_without_one(
    record: Record, enter: Enter, decision: str, language: str
) -> None:
    browser = enter("reviewer", case=record.case, language=language)
    if decision == "withdraw":
        _decide(browser, record, "accept")
    before = Claim.objects.get().status
    assert _decide(browser, record, decision, "  ") == 400
    assert Claim.objects.get().status == before


def test_a_decision_that_does_not_exist_is_refused(record: Record, enter: Enter) -> None:
    assert _decide(enter("reviewer", case=record.case), record, "destroy") == 400


@pytest.mark.parametrize("who", ["claims", "sign-off", "releases"])
def test_records_of_another_case_cannot_be_decided(record: Record, enter: Enter, who: str) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("editor", "reviewer", "publisher", case=elsewhere.case)
    ids = {"claims": record.one(Claim).pk, "sign-off": _ours(record).pk, "releases": record.one(Release).pk}
    ending = "approve/" if who == "releases" else ""
    for slug in (record.slug, elsewhere.slug):
        address = f"/desk/cases/{slug}/{who}/{ids[who]}/{ending}"
        answer = browser.post(address, {"decision": "accept", "content": "ab" * 32})
        assert answer.status_code == 404


def test_a_role_in_one_case_is_none_in_another(record: Record, enter: Enter) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("auditor", case=record.case)
    account = Account.objects.get()
    account.memberships.create(case=elsewhere.case, role="editor")
    assert _decide(browser, record, "accept") == 403


def test_nobody_signs_off_what_they_made(record: Record, enter: Enter) -> None:
    assessment = _ours(record, author="basma")
    browser = enter("editor", case=record.case)
    assert b"somebody else has to sign it off" in browser.get(f"/desk/cases/{record.slug}/sign-off/").content
    page = browser.get(f"/desk/cases/{record.slug}/incidents/{assessment.incident_id}/").content
    assert b">Sign off<" not in page
    assert _sign_off(browser, record, assessment) == 403
    assert Assessment.objects.by("tahqiq").get().signed_off_at is None  # type: ignore[attr-defined]


def test_a_source_s_own_assessment_is_not_ours_to_sign_off(record: Record, enter: Enter) -> None:
    assert _sign_off(enter("editor", case=record.case), record, record.one(Assessment)) == 400


def test_nobody_approves_what_they_made(record: Record, enter: Enter) -> None:
    made = record.new(Release, content="ef" * 32, path="raqqa-2", created_by="basma", created_at=NOW)
    browser = enter("publisher", case=record.case)
    address = f"/desk/cases/{record.slug}/releases/{made.pk}/"
    assert b"Approve this release" not in browser.get(address).content
    assert browser.post(f"{address}approve/", {"content": made.content}).status_code == 403
    assert not made.approvals.exists()


def test_an_approval_holds_for_the_content_that_was_on_the_screen(record: Record, enter: Enter) -> None:
    assert _approve(enter("publisher", case=record.case), record, "00" * 32) == 400
    assert Release.objects.get().status == "unapproved"


@pytest.mark.parametrize("path", ["claims/{claim}/", "sign-off/{claim}/", "releases/{claim}/approve/"])
def test_decisions_need_a_post(record: Record, enter: Enter, path: str) -> None:
    browser = enter("editor", "publisher", case=record.case)
    address = f"/desk/cases/{record.slug}/{path.format(claim=record.one(Claim).pk)}"
    assert browser.get(address).status_code == 405


def test_decisions_need_a_token(record: Record, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    browser.handler.enforce_csrf_checks = True
    assert _decide(browser, record, "accept") == 403
    assert Claim.objects.get().status == "proposed"

"""Every screen, in both languages, for every role; what one may not see does not exist."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from casebook.record import NOW, Record
from django.test import Client
from django.urls import reverse

from desk.conftest import Enter
from tahqiq.casebook import incident_lines
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.models import (
    Assessment,
    AuditEntry,
    Claim,
    ImportProblem,
    ImportRun,
    Incident,
    Item,
    Listing,
    Place,
    Release,
    Source,
    Statement,
    Victim,
)
from tahqiq.casebook.totals import totals
from tahqiq.desk.templatetags.record import cells, changes, claim_figure, generic, point, sum_of, where
from tahqiq.vocab.release import KilledTotal
from tahqiq.vocab.wording import isolate

OURS = {"assessor": "tahqiq", "rules": "tahqiq/1", "locator": "", "item": None, "record": None, "columns": []}
#: A script that stands in the page itself; data for scripts (JSON) does not run.
INLINE = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*\stype=\"application/json\")", re.IGNORECASE)
LISTS = ("case", "incidents", "claims", "assessments", "sources", "releases", "imports", "audit")


def _ours(record: Record, **values: object) -> Assessment:
    made = {**OURS, "quote": "", "grade": "weak", "author": "amal", "reasons_en": ["a single source"]}
    return record.new(Assessment, **{**made, **values})


def _addresses(record: Record) -> dict[str, str]:
    slug = record.slug
    found = {name: reverse(f"desk:{name}", args=[slug]) for name in LISTS}
    for name, model in (
        ("incident", Incident),
        ("source", Source),
        ("item", Item),
        ("release", Release),
        ("import_run", ImportRun),
    ):
        found[name] = reverse(f"desk:{name}", args=[slug, record.one(model).pk])
    return found


SCREENS = (*LISTS, "incident", "source", "item", "release", "import_run")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_speaks_both_languages(record: Record, enter: Enter, screen: str, language: str) -> None:
    _ours(record)
    record.new(AuditEntry, action="accept_claim", case=record.case)
    browser = enter("editor", "auditor", case=record.case, language=language)
    answer = browser.get(_addresses(record)[screen])
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert not INLINE.search(page) and "style=" not in page and "onclick" not in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("screen", SCREENS)
def test_every_role_sees_the_screens_of_its_case(
    record: Record, enter: Enter, screen: str, role: str
) -> None:
    answer = enter(role, case=record.case).get(_addresses(record)[screen])
    allowed = screen != "audit" or Permission.AUDIT in ROLES[role].permissions
    assert answer.status_code == (200 if allowed else 403)


@pytest.mark.parametrize("screen", SCREENS)
def test_another_case_does_not_exist(record: Record, enter: Enter, screen: str) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("editor", "auditor", "publisher", case=elsewhere.case)
    assert browser.get(_addresses(record)[screen]).status_code == 404


@pytest.mark.parametrize("name", ["incident", "source", "item", "release", "import_run"])
def test_ids_of_another_case_are_not_found_under_ones_own(record: Record, enter: Enter, name: str) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("editor", case=elsewhere.case)
    theirs = _addresses(record)[name].replace(f"/{record.slug}/", f"/{elsewhere.slug}/")
    assert browser.get(theirs).status_code == 404
    assert browser.get(theirs.replace(theirs.split("/")[-2], str(uuid4()))).status_code == 404


def test_a_role_that_no_longer_exists_opens_nothing(record: Record, enter: Enter) -> None:
    assert enter("emperor", case=record.case).get(_addresses(record)["case"]).status_code == 404


def test_the_overview_says_exactly_the_totals(record: Record, enter: Enter) -> None:
    page = enter("editor", case=record.case).get(_addresses(record)["case"]).content.decode()
    found = totals(record.case)
    figures = re.findall(r"<dd>([^<]+)</dd>", page)
    assert found.incidents == 1
    assert figures[0] == str(found.incidents)
    assert figures[2] == str(found.victims)
    for key, at in (("fair_confirmed", 3), ("all", 5)):
        assert figures[at] == sum_of(found.killed[key])
    assert re.search(r'>Fair</span>\s*</a></th><td class="num">1</td>', page)


def test_ranges_stay_in_order_in_arabic(record: Record, enter: Enter) -> None:
    Assessment.objects.update(killed_min=10, killed_max=20)
    page = (
        enter("editor", case=record.case, language="ar").get(_addresses(record)["incidents"]).content.decode()
    )
    assert isolate("10–20", "ar") in page


def test_the_overview_says_what_waits_and_for_whom(record: Record, enter: Enter) -> None:
    _ours(record)
    page = enter("publisher", case=record.case).get(_addresses(record)["case"]).content.decode()
    for words in (
        "1 claim proposed",
        "1 assessment to sign off",
        "1 release to approve",
        "Waits for you, if",
    ):
        assert words in page
    assert "Waits for you: accept or reject" not in page


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.mark.parametrize("screen", SCREENS)
def test_scripts_in_the_record_are_only_words(record: Record, enter: Enter, screen: str) -> None:
    Incident.objects.update(
        title_en=HOSTILE, time_wording=HOSTILE, strike_type=HOSTILE, url="javascript:alert(1)"
    )
    record.new(Claim, quote=HOSTILE, statement_en=HOSTILE, basis=HOSTILE, chain=[{"name": HOSTILE}])
    Source.objects.update(name_en=HOSTILE, note_en=HOSTILE, url="javascript:alert(1)")
    Item.objects.update(title_en=HOSTILE, url="javascript:alert(1)")
    Victim.objects.update(name_en=HOSTILE, age=HOSTILE)
    ImportProblem.objects.update(value=HOSTILE, problem=HOSTILE)
    record.new(Statement, quote=HOSTILE)
    record.new(AuditEntry, case=record.case, action=HOSTILE[:50], after={HOSTILE: HOSTILE})
    page = enter("editor", "auditor", case=record.case).get(_addresses(record)[screen]).content.decode()
    assert "<script>" not in page and "<img" not in page and 'href="javascript' not in page
    assert not INLINE.search(page)


def test_overrides_of_direction_are_taken_out(record: Record, enter: Enter) -> None:
    Incident.objects.update(title_en="reversed \u202e txet")
    assert (
        "\u202e" not in enter("editor", case=record.case).get(_addresses(record)["incident"]).content.decode()
    )


@pytest.mark.parametrize("screen", ["case", "incident", "source", "import_run"])
def test_words_of_the_record_in_a_title_are_isolated(record: Record, enter: Enter, screen: str) -> None:
    Source.objects.update(name_en="a < b")
    page = enter("editor", case=record.case).get(_addresses(record)[screen]).content.decode()
    assert re.search("<title>[^<]*\u2068[^<\u2069]+\u2069[^<]*</title>", page)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_names_are_for_those_who_work_on_the_record(record: Record, enter: Enter, role: str) -> None:
    Victim.objects.update(name_en="Maryam of the test")
    Listing.objects.update(quote="Maryam of the test")
    ImportProblem.objects.update(value="Maryam of the test")
    browser = enter(role, case=record.case)
    shown = any(
        b"Maryam of the test" in browser.get(_addresses(record)[screen]).content
        for screen in ("incident", "item", "source", "import_run")
    )
    assert shown == (role in {"recorder", "reviewer", "editor", "listener", "interviewer"})


@pytest.mark.parametrize(
    ("screen", "most"),
    [
        ("incidents", 12),
        ("claims", 12),
        ("sources", 12),
        ("items", 12),
        ("places", 12),
        ("letters", 12),
        ("imports", 12),
        ("releases", 12),
        ("assessments", 12),
        ("audit", 12),
    ],
)
def test_lists_ask_a_constant_number_of_questions(
    record: Record, enter: Enter, screen: str, most: int, django_assert_max_num_queries: object
) -> None:
    for n in range(30):
        incident = record.new(Incident, code=f"CS{n}")
        _ours(record, incident=incident)
        record.new(Assessment, incident=incident)
        record.new(Claim, incident=incident, record=n)
        record.new(Source, slug=f"source-{n}")
        record.new(AuditEntry, case=record.case)
    incident_lines.renew()
    browser = enter("editor", "auditor", case=record.case)
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        assert browser.get(reverse(f"desk:{screen}", args=[record.slug])).status_code == 200


def test_an_incident_asks_no_more_for_more_claims(
    record: Record, enter: Enter, django_assert_max_num_queries: object
) -> None:
    for n in range(20):
        record.new(Claim, record=n)
        record.new(Listing, victim=record.new(Victim))
    browser = enter("editor", case=record.case)
    with django_assert_max_num_queries(29):  # type: ignore[operator]
        browser.get(_addresses(record)["incident"])


def test_the_two_assessments_stand_side_by_side_with_their_differences(record: Record, enter: Enter) -> None:
    record.one(Assessment)
    _ours(record, killed_min=2, killed_max=6)
    page = enter("editor", case=record.case).get(_addresses(record)["incident"]).content.decode()
    assert "graded Weak here and Fair by the source" in page
    assert "killed: 2–6 here, 4 by the source" in page
    assert "heads the totals" in page


def test_the_first_page_leads_to_the_only_case_or_lists_them(record: Record, enter: Enter) -> None:
    browser = enter("editor", case=record.case)
    assert browser.get("/desk/")["Location"] == f"/desk/cases/{record.slug}/"
    assert b"You belong to no case yet" in enter(name="carla").get("/desk/").content


def test_an_unknown_address_is_told_in_words(enter: Enter) -> None:
    answer = enter(language="ar").get("/desk/nowhere/")
    assert answer.status_code == 404
    assert "غير موجود" in answer.content.decode()


def test_a_fault_of_ours_shows_no_details(
    record: Record, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = enter("editor", case=record.case)
    browser.raise_request_exception = False
    monkeypatch.setattr("tahqiq.desk.views.cases.totals", lambda _: 1 / 0)
    answer = browser.get(_addresses(record)["case"])
    assert answer.status_code == 500
    assert b"ZeroDivision" not in answer.content and b"a fault of the desk" in answer.content


def test_an_expired_run_shows_what_it_refused(record: Record, enter: Enter) -> None:
    record.new(ImportRun, dataset="facts", state="finished", finished_at=NOW)
    page = enter("recorder", case=record.case).get(_addresses(record)["import_run"]).content.decode()
    assert "not a date" in page


def test_strangers_without_a_session_learn_nothing_about_cases(record: Record) -> None:
    there, nowhere = Client().get(f"/desk/cases/{record.slug}/"), Client().get("/desk/cases/nowhere/")
    assert there.status_code == nowhere.status_code == 302


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ((0, 0, 0, 0), "—"),
        ((3, 0, 0, 3), "Unknown"),
        ((1, 10, 10, 0), "10"),
        ((2, 1867, 2466, 1), "1,867–2,466"),
    ],
)
def test_a_sum_of_nothing_is_not_zero(figures: tuple[int, int, int, int], shown: str) -> None:
    incidents, low, high, unknown = figures
    assert sum_of(KilledTotal(incidents=incidents, min=low, max=high, unknown=unknown)) == shown


def test_an_audit_entry_is_told_field_by_field(record: Record) -> None:
    before = {"status": "proposed", "roles": ["editor", "auditor"]}
    after = {"status": "accepted", "files": {"a.csv": "ab" * 32}, "new": 5}
    entry = record.new(AuditEntry, case=record.case, before=before, after=after)
    assert {name: (was, became) for name, was, became in changes(entry)} == {
        "status": ("Proposed", "Accepted"),
        "roles": ("editor, auditor", ""),
        "files": (None, "a.csv abababababab"),
        "new": (None, "5"),
    }


def test_cells_stand_beside_their_columns_or_not_at_all(record: Record) -> None:
    pair = record.new(Claim, columns=["low", "high"], quote="4\n6")
    assert cells(pair) == [("low", "4"), ("high", "6")]
    assert cells(record.new(Claim, columns=["text"], quote="two\nlines")) == []


def test_a_quote_in_running_text_is_placed_by_code_points(record: Record) -> None:
    span = record.new(Claim, locator="span", start=0, end=4, record=None, columns=[], quote="four")
    assert where(span) == "code points 0–4"
    assert claim_figure(record.new(Claim, effect="not_stated", min=None, max=None)) == ""


def test_a_place_known_roughly_is_never_shown_as_if_exactly(record: Record) -> None:
    place = record.new(Place, precision="city", lat=35.961778, lon=39.006083)
    assert generic(place)
    assert point(place) == "35.96, 39.01"

"""The desk's main screens as a camera sees them: phone and desk, both languages, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import chromium
import pytest
from casebook.record import Record, actor
from desk.conftest import PASSWORD
from desk.test_claims_desk_browser import TABLE, _plan
from desk.told import told
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from screens.camera import LANGUAGES, Language, Scene, Visitor, camera
from tahqiq.casebook.actions import grade_case, suggest_pairs
from tahqiq.casebook.models import (
    Case,
    ImportPlan,
    Incident,
    Item,
    Place,
    Release,
    Source,
    Suggestion,
    Victim,
)
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.cases.loading import keep_basemap, load
from tahqiq.desk.home import Home
from tahqiq.desk.models import Account, Membership
from tahqiq.seal import Archive

pytestmark = [pytest.mark.browser, chromium.needed, pytest.mark.django_db(transaction=True)]

ROLES = ("recorder", "reviewer", "editor", "publisher", "auditor", "administrator")
NAMES = (
    (Source, "The made-up recorder", "المسجّل المختلق"),
    (Place, "The invented quarter", "الحي المختلق"),
)
#: Invented people, twice each: as one list spells them, and as another does.
PEOPLE = (
    ("male", {"name_en": "Yusuf Hamdan al-Barakat"}, {"name_ar": "يوسف حمدان البركات"}),
    ("female", {"name_en": "Nuha Safwan al-Zaytun"}, {"name_ar": "نهى صفوان الزيتون"}),
    ("male", {"name_en": "Abd al-Rahman Mahmud al-Khattab"}, {"name_ar": "عبد الرحمن محمود الخطاب"}),
)
#: Invented places around the one that is looked at: north and east of it in degrees, and how exactly known.
AROUND = ((0.012, 0.02, "street"), (-0.008, 0.03, "within_100m"), (0.02, -0.022, "neighbourhood"))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


@pytest.fixture
def raqqa(home: Home, transactional_db: None) -> Case:
    """The built-in case, graded, with a release that nobody approved."""
    amal = actor()
    case = load(Archive.at(home.archive), amal).case
    keep_basemap(home.basemaps)
    grade_case(amal, case)
    write_release(amal, case, releases=home.releases, signing_key=bytes(32))
    return case


@pytest.fixture
def invented(home: Home, transactional_db: None) -> Record:
    """A case of made-up people: claims that wait, a pair, a table on its way in."""
    record = Record("invented")
    titles = {"title_en": "The invented city", "title_ar": "المدينة المختلقة"}
    Case.objects.filter(pk=record.case.pk).update(**titles, assessed_by="tahqiq")
    Source.objects.filter(pk=record.one(Source).pk).update(
        name_en="The made-up recorder", name_ar="المسجّل المختلق"
    )
    Place.objects.filter(pk=record.one(Place).pk).update(
        name_en="The invented quarter", name_ar="الحي المختلق"
    )
    Incident.objects.filter(pk=record.one(Incident).pk).update(code="INV-1")
    for north, east, precision in AROUND:
        at = {"lat": 35.961778 + north, "lon": 39.006083 + east, "precision": precision}
        record.new(Place, name_en="Another invented place", **at)
    for sex, *pair in PEOPLE:
        for age, spelled in enumerate(pair, start=34):
            record.new(Victim, **{"name_en": "", "sex": sex, "age": str(age), **spelled})
    suggest_pairs(actor(), record.case, kind="victim")
    return record


def come_in(language: Language, *cases: Case, roles: tuple[str, ...] = ROLES) -> Visitor:
    """Somebody in these roles in these cases, logged in."""
    name, called = {"en": ("basma", "Basma"), "ar": ("salma", "سلمى")}[language]
    account = Account.objects.create_account(name, PASSWORD, display_name=called, language=language)
    Membership.objects.bulk_create(
        Membership(account=account, case=case, role=role) for case, role in product(cases, roles)
    )
    client = Client()
    answer = client.post("/desk/login/", {"username": account.username, "password": PASSWORD})
    assert answer.status_code == 302
    return Visitor.of(client)


def _screens(raqqa: Case, record: Record, item: Item, plan: ImportPlan) -> Iterator[Scene]:
    """The main screens: of the built-in case where it has what they show, else of the invented one."""
    ours, others = f"/desk/cases/{raqqa.slug}/", f"/desk/cases/{record.slug}/"
    incident = Incident.objects.get(case=raqqa, code="RQ-3").pk
    release = Release.objects.get(case=raqqa).pk
    place = record.one(Place).pk
    pair = Suggestion.objects.filter(case=record.case).order_by("rank").first()
    assert pair is not None
    yield Scene(name="desk-overview", address=ours)
    yield Scene(name="desk-incidents", address=f"{ours}incidents/")
    yield Scene(name="desk-incident", address=f"{ours}incidents/{incident}/", shown=False)
    yield Scene(name="desk-incident-editor", address=f"{ours}incidents/{incident}/edit/")
    yield Scene(name="desk-sign-off", address=f"{ours}incidents/{incident}/sign-off/", shown=False)
    yield Scene(name="desk-answers", address=f"{ours}incidents/{incident}/answers/", shown=False)
    yield Scene(name="desk-claims", address=f"{others}claims/", shown=False)
    yield Scene(name="desk-claims-desk", address=f"{others}claims/desk/{item.pk}/")
    yield Scene(name="desk-people", address=f"{others}people/", shown=False)
    yield Scene(name="desk-person", address=f"{others}people/{pair.left}/", shown=False)
    yield Scene(name="desk-pair", address=f"{others}pairs/{pair.pk}/")
    yield Scene(name="desk-places", address=f"{ours}places/", shown=False)
    yield Scene(name="desk-place", address=f"{others}places/{place}/")
    yield Scene(name="desk-sources", address=f"{ours}sources/", shown=False)
    yield Scene(name="desk-items", address=f"{ours}items/", shown=False)
    yield Scene(name="desk-releases", address=f"{ours}releases/", shown=False)
    yield Scene(name="desk-release", address=f"{ours}releases/{release}/")
    yield Scene(name="desk-import", address=f"{others}imports/plans/{plan.pk}/")
    yield Scene(name="desk-new-import", address=f"{others}imports/new/", shown=False)
    yield Scene(name="desk-work", address=f"{ours}work/", shown=False)
    yield Scene(name="desk-letters", address=f"{ours}letters/", shown=False)
    yield Scene(name="desk-members", address=f"{ours}members/", shown=False)
    yield Scene(name="desk-account", address="/desk/account/", shown=False)
    yield Scene(name="desk-audit", address=f"{ours}audit/")


def test_a_camera_finds_no_fault_with_the_desk(
    live_server: LiveServer, raqqa: Case, invented: Record
) -> None:
    item, plan = told(invented), _plan(invented, TABLE)
    Item.objects.filter(pk=item.pk).update(
        title_en="What the made-up hospital said", title_ar="ما قاله المستشفى المختلق"
    )
    visitors = {language: come_in(language, raqqa, invented.case) for language in LANGUAGES}
    screens = list(_screens(raqqa, invented, item, plan))
    faults: list[str] = []
    with chromium.started() as browser:
        for language, visitor in visitors.items():
            with camera(browser, language) as seen:
                seen.look(live_server.url, Scene(name="desk-sign-in", address="/desk/login/"))
                seen.enter(live_server.url, visitor)
                for screen in screens:
                    seen.look(live_server.url, screen)
            faults += seen.faults
    assert not faults, "\n".join(faults)

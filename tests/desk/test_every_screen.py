"""Every screen of the desk, found in its table of addresses: accessible, and within its strict policy.

The pages are fetched from Django first; one browser then looks at them all, in both languages, light and
dark, and takes what they refer to from a folder: no server is asked, least of all somebody else's.
"""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import chromium
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from casebook.record import NOW, Record
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http.response import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)
from playwright.sync_api import Page, Route
from ranges import ranges

from desk.conftest import PASSWORD, Enter
from desk.security.screens import screens
from desk.test_editing import typed
from desk.test_second_factor import SECRET, code
from tahqiq.casebook.actors import ROLES
from tahqiq.casebook.models import Claim, Incident, Release
from tahqiq.desk import sign_in
from tahqiq.desk.middleware import CONTENT_SECURITY_POLICY
from tahqiq.desk.models import Account

ORIGIN, STATIC = "http://desk.invalid", "/desk/static/"
AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = """rules => axe.run({runOnly: rules, resultTypes: ['violations']})
    .then(found => found.violations.map(each => `${each.id} ${each.nodes[0].html.slice(0, 160)}`))"""
RULES = {"light": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "dark": ["color-contrast"]}
#: Where the desk leads on at once, and what is no page: files, and what a page's scripts ask.
NO_SCREENS = frozenset(
    {
        *("home", "login", "logout", "item_picture", "item_film", "item_proof"),
        *("import_problems", "job_progress", "audit_file", "register", "mfa_login_webauthn"),
        *("print_submission", "print_submissions"),
        *("story_picture", "preview_story", "preview_version", "previewed", "choose_for_story"),
    }
)
OK, NOT_FOUND, ONLY_SENT = 200, 404, 405
#: What ends the session that asks.
NEVER_SENT = frozenset({"home", "logout"})
#: What Wagtail's scripts ask for beside each screen.
BESIDE = ("wagtailadmin_javascript_catalog", "wagtailadmin_sprite")
LANGUAGES = ("en", "ar")
#: The scripts that make Wagtail's menu.
SHELL = f"{STATIC}wagtailadmin/js/"


@dataclass(frozen=True, slots=True)
class Answer:
    """One page, as Django gave it."""

    status: int
    policy: str
    body: bytes


class Inline(HTMLParser):
    """What a strict policy would not let a page do: scripts and styles of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        runs = tag == "script" and "src" not in told and told.get("type") != "application/json"
        if runs or tag == "style" or any(name == "style" or name.startswith("on") for name in told):
            self.found.append(self.get_starttag_text() or tag)


def _kept(answer: HttpResponseBase) -> Answer:
    body = answer.content if isinstance(answer, HttpResponse) else b""
    return Answer(answer.status_code, answer.headers["Content-Security-Policy"], body)


def _addresses(record: Record) -> dict[str, str]:
    """Every address of ours, by its name and route."""
    two = record.one(Release).pk, record.new(Release, content="cd" * 32).pk
    found = {str(each): each.address(record) for each in screens()}
    (compared,) = (name for name in found if name.startswith("compare_releases "))
    found[compared] += "?before={}&after={}".format(*two)
    return found


def _screens(addresses: dict[str, str], browser: Client) -> dict[str, Answer]:
    """What is answered at each address that is a page to look at."""
    found = {name: _kept(browser.get(address)) for name, address in addresses.items()}
    assert {answer.policy for answer in found.values()} == {CONTENT_SECURITY_POLICY}
    looked_at = {
        name: answer
        for name, answer in found.items()
        if name.split()[0] not in NO_SCREENS and answer.status != ONLY_SENT
    }
    assert {name: answer.status for name, answer in looked_at.items() if answer.status != OK} == {}
    refused = _kept(browser.get("/desk/cases/nowhere/"))
    assert (refused.status, refused.policy) == (NOT_FOUND, CONTENT_SECURITY_POLICY)
    pages = {addresses[name]: answer for name, answer in looked_at.items()}
    return pages | {"/desk/cases/nowhere/": refused}


def _passkey(account: Account) -> Authenticator:
    """A passkey as a device makes one (WebAuthn level 2, section 6.5)."""
    key = ES256.from_cryptography_key(  # type: ignore[no-untyped-call]
        ec.derive_private_key(1, ec.SECP256R1()).public_key()
    )
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    held = AttestedCredentialData.create(Aaguid(bytes(16)), b"a key for tests", key)
    made = AuthenticatorAttestationResponse(
        client_data=CollectedClientData.create("webauthn.create", b"asked", "http://localhost"),
        attestation_object=AttestationObject.create(
            "none", AuthenticatorData.create(bytes(32), flags, 0, held), {}
        ),
    )
    credential = RegistrationResponse(raw_id=b"a key for tests", response=made)
    told = json.loads(json.dumps(dict(credential)))
    return Authenticator.objects.create(
        user=account, type="webauthn", data={"name": "A key", "credential": told}
    )


def _doors(browser: Client, name: str, language: str) -> dict[str, Answer]:
    """The screens of the sign-in: before there is an app; then with an app, a passkey and spare codes."""
    first = reverse("mfa_activate_totp")
    found = {first: _kept(browser.get(first))}
    account = Account.objects.get(username=name)
    TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    passkey = _passkey(account)
    coming, second = (
        Client(headers={"host": "localhost", "accept-language": language}),
        reverse("mfa_authenticate"),
    )
    found["/desk/login/"] = _kept(coming.get("/desk/login/"))
    coming.post("/desk/login/", {"username": name, "password": PASSWORD})
    found[second] = _kept(coming.get(second))
    coming.post(second, {"code": code()})
    for each in sign_in.urlpatterns:
        address = reverse(str(each.name), args=[passkey.pk] if "pk" in each.pattern.converters else [])
        if address not in found and each.name not in NO_SCREENS:
            found[address] = _kept(coming.get(address))
    pages = {address: answer for address, answer in found.items() if answer.status != ONLY_SENT}
    assert {address: answer.status for address, answer in pages.items() if answer.status != OK} == {}
    return pages


def _sent(record: Record, addresses: dict[str, str], browser: Client) -> dict[str, Answer]:
    """The screens that only answer what was sent: one of each kind, whatever it is sent to.

    What was sent is undone, one thing after another, so that each meets the record as it was.
    """
    case, incident = f"/desk/cases/{record.slug}/", record.one(Incident)
    nothing = [(address, {}) for name, address in addresses.items() if name.split()[0] not in NEVER_SENT]
    by_two = [typed(incident, title_en=words) for words in ("A bakery", "A market")]
    somebody = {"username": "somebody-new", "roles": "recorder"}
    found, cookies = dict[tuple[str, int], tuple[str, Answer]](), dict(browser.cookies)
    for address, *posts in [
        *nothing,
        (f"{case}incidents/{incident.pk}/edit/", *by_two),
        (f"{case}members/add/", somebody),
    ]:
        browser.cookies.clear()
        browser.cookies.update(cookies)
        with transaction.atomic():
            answer = [browser.post(address, each) for each in posts][-1]
            transaction.set_rollback(True)
        if b"<html" in answer.content:  # and no part of a screen
            kept = f"{address}?sent={len(found)}", _kept(answer)
            found.setdefault((str(answer.templates[0].name), answer.status_code), kept)
    assert {"desk/conflict.html", "desk/refusal.html"} <= {template for template, _ in found}
    return dict(found.values())


def _static(path: str) -> bytes:
    file = finders.find(path.removeprefix(STATIC))
    assert file is not None, path
    return Path(file).read_bytes()


class Desk:
    """Answers a browser from what was fetched before."""

    def __init__(self, pages: dict[str, Answer], beside: dict[str, bytes]) -> None:
        self.pages = pages
        self.beside = beside
        self.strangers: list[str] = []
        self.has_menu = True
        self.ranges: dict[str, list[str]] = {}

    def answer(self, route: Route) -> None:
        """Answers one request."""
        asked = route.request.url
        path, whole = urlsplit(asked).path, asked.removeprefix(ORIGIN)
        kind = mimetypes.guess_type(path)[0] or "text/html; charset=utf-8"
        if whole == asked:
            self.strangers.append(asked)
            route.abort()
        elif whole in self.pages:
            page = self.pages[whole]
            policy = {"Content-Security-Policy": page.policy}
            route.fulfill(body=page.body, headers={"Content-Type": "text/html; charset=utf-8"} | policy)
        elif path in self.beside:
            route.fulfill(body=self.beside[path], content_type="text/javascript")
        elif path.startswith(SHELL) and not self.has_menu:
            route.fulfill(body="", content_type="text/javascript")
        elif path.startswith(STATIC):
            route.fulfill(body=_static(path), content_type=kind)
        else:
            route.fulfill(status=204)


def _fetched(record: Record, enter: Enter) -> dict[str, Desk]:
    """The whole desk in each language, as somebody in every role meets it; the incident has a range."""
    decided = {"status": "accepted", "decided_by": "amal", "decided_at": NOW}
    record.new(Claim, record=11, **decided)
    record.new(Claim, record=12, min=9, max=9, chain=[{"name": "SOHR"}], **decided)
    addresses, found = _addresses(record), {}
    for language in LANGUAGES:
        name = f"basma-{language}"
        browser = enter(*ROLES, case=record.case, name=name, language=language)
        pages = _screens(addresses, browser)
        pages |= _sent(record, addresses, browser)
        beside = {reverse(each): browser.get(reverse(each)).content for each in BESIDE}
        found[language] = Desk(pages | _doors(browser, name, language), beside)
    return found


def _looked_at(page: Page, desk: Desk, language: str) -> list[str]:
    """What is wrong with any screen, in either light."""
    faults: list[str] = []
    page.on(
        "console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None
    )
    page.route("**/*", desk.answer)
    for path in desk.pages:
        page.goto(f"{ORIGIN}{path}")
        faults += (
            [f"{path}: {language} is not spoken"] if page.get_attribute("html", "lang") != language else []
        )
        shown, wrong = ranges(page)
        desk.ranges[path] = shown
        faults += [f"{path}: the range {each}" for each in wrong]
        for light, rules in RULES.items():
            page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
            faults += [f"{path} {light}: {each}" for each in page.evaluate(FAULTS, rules)]
        desk.has_menu = False  # it is the same on every screen, and takes longer to make than the rest
    return [*faults, *desk.strangers]


@pytest.mark.browser
@chromium.needed
def test_every_screen_is_accessible_in_both_languages_light_and_dark(record: Record, enter: Enter) -> None:
    desks = _fetched(record, enter)
    for desk in desks.values():
        assert {path: _inline(answer) for path, answer in desk.pages.items() if _inline(answer)} == {}
    faults = []
    with chromium.started() as browser:
        for language, desk in desks.items():
            page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
            page.add_init_script(path=AXE)
            faults += _looked_at(page, desk, language)
            page.close()
    assert faults == [], "\n".join(faults)
    for desk in desks.values():
        (editor,) = (path for path in desk.pages if "/incidents/" in path and path.endswith("/edit/"))
        assert "4–9" in desk.ranges[editor]


def _inline(answer: Answer) -> list[str]:
    reader = Inline()
    reader.feed(answer.body.decode())
    return reader.found

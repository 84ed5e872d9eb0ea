"""The shell: only what is ours can be reached, under a strict policy, in one's own case."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from casebook.record import Record
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin import urls as shell_urls

from desk.conftest import Enter
from tahqiq.desk import shell
from tahqiq.desk.menu import ENTRIES
from tahqiq.desk.middleware import CONTENT_SECURITY_POLICY

#: An answer to every converter of an address.
_UUID = "11111111-1111-4111-8111-111111111111"
_FILLED = {"int": "1", "uuid": _UUID, "slug": "raqqa", "str": "x", "path": "x"}


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    """Name and address of everything in a table of addresses, its gaps filled in."""
    for each in patterns:
        here = before + _filled(str(each.pattern))
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, here)
        else:
            yield each.name or "", here


def _filled(route: str) -> str:
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "1", route)
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda gap: _FILLED[gap[1] or "str"], route)
    return re.sub(r"[\^$]|\.\*", "", route).replace("\\.", ".")


WAGTAILS = sorted(set(_addresses(list(shell_urls.urlpatterns), "/desk/")))
OURS = {path for _, path in _addresses(list(get_resolver().url_patterns[:5]), "/")}


def test_wagtail_has_screens_to_be_closed() -> None:
    assert len(WAGTAILS) > 100
    assert {name for name, _ in WAGTAILS} >= shell.SERVED


@pytest.mark.parametrize("role", [None, "editor", "administrator"])
def test_no_screen_of_wagtail_is_served_but_those_we_name(
    record: Record, enter: Enter, role: str | None
) -> None:
    browser = enter(role, case=record.case) if role else Client()
    served = {path for name, path in WAGTAILS if name in shell.SERVED}
    own = {"/desk/", "/desk/login/", "/desk/logout/", "/desk/account/"}
    for path in sorted({path for _, path in WAGTAILS} - served - own):
        for answer in (browser.get(path), browser.post(path)):
            assert answer.status_code == 404, path
    for path in served:
        assert browser.get(path).status_code == 200, path


def test_the_shells_own_addresses_that_are_ours_lead_to_ours() -> None:
    assert reverse("wagtailadmin_home") == reverse("desk:home")
    assert reverse("wagtailadmin_login") == reverse("desk:login") == reverse("account_login")
    assert reverse("wagtailadmin_logout") == reverse("desk:logout") == reverse("account_logout")
    assert reverse("wagtailadmin_account") == reverse("desk:account") == reverse("mfa_index")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password"])
def test_nobody_signs_up_or_resets_by_post(client: Client, name: str) -> None:
    assert name not in {found for found, _ in _addresses(list(get_resolver().url_patterns))}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/desk/login/", 200),
        ("get", "/desk/", 302),
        ("get", "/desk/nowhere/", 404),
        ("get", "/desk/sprite/", 200),
        ("get", "/desk/static/desk/desk.css", 200),
        ("put", "/desk/login/", 405),
        ("post", "/desk/language/", 400),
        ("get", "/healthz", 200),
        ("get", "/desk/account/again/", 302),
        ("get", "/desk/login/second/", 302),
    ],
)
@pytest.mark.django_db
def test_every_answer_carries_the_policy(client: Client, method: str, path: str, status: int) -> None:
    answer = getattr(client, method)(path)
    answer.close()
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_allows_nothing_of_a_page_and_nothing_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert {rules[kind] for kind in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "http" not in CONTENT_SECURITY_POLICY


def test_a_host_that_is_not_ours_is_refused_under_the_policy(client: Client) -> None:
    answer = client.get("/desk/login/", headers={"host": "elsewhere.org"})
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_every_screen_that_takes_a_post_demands_the_token(record: Record, enter: Enter) -> None:
    browser = enter(
        "recorder", "reviewer", "editor", "publisher", "auditor", "administrator", case=record.case
    )
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = browser.cookies
    for path in sorted(each for each in OURS if each.startswith("/desk/")):
        answer = guarded.post(path, {"username": "x"})
        assert answer.status_code in {403, 405}, (path, answer.status_code)
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("role", ["publisher", "reviewer", "auditor", "administrator"])
def test_the_menu_holds_what_ones_roles_open(record: Record, enter: Enter, role: str) -> None:
    browser = enter(role, case=record.case)
    page = browser.get(reverse("desk:case", args=[record.slug])).content.decode()
    for entry in ENTRIES:
        address = reverse(f"desk:{entry.name}", args=[record.slug])
        shown = f'href="{address}"' in page.split('<nav class="nav"')[1].split("</nav>")[0]
        assert shown == (browser.get(address).status_code == 200), entry.name


def test_outside_a_case_the_menu_leads_to_ones_cases(record: Record, enter: Enter) -> None:
    page = enter("editor", case=record.case, language="ar").get(reverse("desk:account")).content.decode()
    assert '"url": "/desk/"' in page and '"label": "\\u0642\\u0636\\u0627\\u064a\\u0627\\u0643"' in page


def test_ones_name_in_the_menu_asks_no_other_server(record: Record, enter: Enter) -> None:
    page = enter("editor", case=record.case).get(reverse("desk:case", args=[record.slug])).content.decode()
    assert "gravatar" not in page and "/desk/static/desk/person.svg" in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)

"""Where readers send letters: no account, no cookie; floods, machines and other sites are turned away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casebook.record import Record
from django.test import Client

from tahqiq.casebook.letters import open_letter
from tahqiq.casebook.models import AuditEntry, Correction
from tahqiq.desk.home import Home
from tahqiq.desk.letter_pace import ADDRESSES, HOUR, Pace
from tahqiq.desk.serving import whole
from tahqiq.desk.views import asking

FORM = "application/x-www-form-urlencoded"
WORDS = "كان العدد ثلاثة & لم يكن أربعة"


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    """A home that shows the site of a case called raqqa."""
    made = Home.create(tmp_path / "home")
    site = made.sites / "one"
    (site / "downloads").mkdir(parents=True)
    (site / "index.html").write_text("the site")
    (site / "downloads" / "manifest.json").write_text(json.dumps({"case": "raqqa"}))
    settings.HOME = made
    return made


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_pace", Pace())


@pytest.fixture
def case(record: Record, home: Home) -> Record:
    """The case whose site is shown."""
    assert record.case.slug == "raqqa"
    Correction.objects.all().delete()
    return record


def send(client: Client, **changed: str) -> Any:
    fields = {
        "about": "CS1640",
        "kind": "figure",
        "words": WORDS,
        "reply": "",
        "website": "",
        "language": "ar",
    }
    return client.post("/corrections/", {**fields, **changed}, headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def client() -> Iterator[Client]:
    """A browser that would keep any cookie, and speaks forms as browsers do."""

    class Browser(Client):
        def post(self, path: str, fields: Any = None, *args: Any, **more: Any) -> Any:  # type: ignore[override]
            from urllib.parse import urlencode

            body = fields if isinstance(fields, (str, bytes)) else urlencode(fields)
            return super().post(path, body, *args, **{"content_type": FORM, **more})

    yield Browser(enforce_csrf_checks=True)


def test_a_letter_comes_in_closed_and_nothing_is_kept_of_who_sent_it(
    client: Client, case: Record, home: Home
) -> None:
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (303, "/ar/corrections-received.html")
    assert not client.cookies
    kept = Correction.objects.get()
    letter = open_letter(bytes(kept.sealed), home.secret("corrections"))
    assert (letter.about, letter.kind, letter.words, letter.reply) == ("CS1640", "figure", WORDS, "")
    assert WORDS.encode() not in bytes(kept.sealed)
    assert "127.0.0.1" not in str(AuditEntry.objects.filter(action="receive_correction").values())


def test_whether_letters_are_taken_is_asked_without_a_cookie(
    client: Client, case: Record, home: Home
) -> None:
    answer = client.get("/corrections/open")
    assert (answer.content, answer["Cache-Control"], dict(client.cookies)) == (b"open", "no-store", {})
    (home.keys / "corrections.key").unlink()
    assert client.get("/corrections/open").content == b"closed"
    assert send(client).status_code == 404
    assert Correction.objects.count() == 0


@pytest.mark.parametrize("spoil", ["no site", "no manifest", "broken", "another case"])
def test_without_a_site_of_a_case_no_letter_is_taken(
    client: Client, case: Record, home: Home, spoil: str
) -> None:
    site = home.sites / "one"
    if spoil == "no site":
        (site / "index.html").unlink()
    elif spoil == "no manifest":
        (site / "downloads" / "manifest.json").unlink()
    else:
        text = "{" if spoil == "broken" else json.dumps({"case": "mosul"})
        (site / "downloads" / "manifest.json").write_text(text)
    assert client.get("/corrections/open").content == b"closed"
    assert send(client).status_code == 404


@pytest.mark.parametrize(
    "changed",
    [{"words": ""}, {"words": " \n"}, {"words": "x" * 5001}, {"about": "x" * 301}, {"reply": "x" * 301}],
)
def test_what_says_nothing_or_too_much_is_not_taken(
    client: Client, case: Record, changed: dict[str, str]
) -> None:
    answer = send(client, **changed)
    assert answer.status_code == 400
    assert 'lang="ar" dir="rtl"' in answer.content.decode()
    assert Correction.objects.count() == 0


def test_line_breaks_count_once_as_the_browser_counted_them(client: Client, case: Record) -> None:
    assert send(client, words="x\r\n" * 2500).status_code == 303


def test_a_bomb_of_a_form_is_not_read(client: Client, case: Record) -> None:
    assert client.post("/corrections/", b"words=" + b"x" * 70_000).status_code == 413
    assert client.post("/corrections/", b"words=x", content_type="application/json").status_code == 413
    fields = "&".join(f"f{n}=1" for n in range(5000))
    assert client.post("/corrections/", fields.encode()).status_code == 400


def test_a_machine_that_fills_in_everything_is_told_nothing_and_leaves_nothing(
    client: Client, case: Record
) -> None:
    assert send(client, website="https://example.org").status_code == 303
    assert Correction.objects.count() == 0


def test_a_form_on_another_site_sends_nothing(client: Client, case: Record) -> None:
    for site in ("cross-site", "same-site"):
        answer = client.post("/corrections/", {"words": "x"}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
    assert Correction.objects.count() == 0


def test_after_some_letters_an_address_waits(client: Client, case: Record) -> None:
    assert [send(client).status_code for _ in range(6)] == [303] * 5 + [429]


def test_after_many_letters_in_a_day_the_case_waits(
    client: Client, case: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.casebook.actions.letters.LETTERS_A_DAY", 1)
    assert [send(client).status_code for _ in range(2)] == [303, 429]


def test_an_unknown_kind_and_language_become_the_plainest(client: Client, case: Record, home: Home) -> None:
    assert send(client, kind="<script>", language="../..")["Location"] == "/en/corrections-received.html"
    letter = open_letter(bytes(Correction.objects.get().sealed), home.secret("corrections"))
    assert letter.kind == "other"


def test_letters_are_only_posted(client: Client, case: Record) -> None:
    assert client.get("/corrections/").status_code == 405


def test_addresses_are_forgotten_and_never_held_in_the_clear() -> None:
    pace = Pace()
    assert pace.allows("192.0.2.1", now=0.0)
    assert "192.0.2.1" not in str(pace._came)
    for n in range(ADDRESSES):
        pace.allows(f"198.51.{n}", now=1.0)
    assert len(pace._came) == ADDRESSES
    assert pace.allows("192.0.2.1", now=HOUR)


def test_letters_are_taken_beside_the_site_and_not_on_the_desk_s_own_address(
    case: Record, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[str] = []
    monkeypatch.setattr("tahqiq.desk.serving._desk", lambda: lambda environ, _: served.append("django") or [])
    for only, answering in ((None, ["django"]), ("site", ["django"]), ("desk", [])):
        served.clear()
        list(whole(home, only)({"PATH_INFO": "/corrections/open"}, lambda *_: None))  # type: ignore[arg-type]
        assert served == answering

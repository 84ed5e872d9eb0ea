"""Bringing files in at the desk: sealed first, mapped, tried out, carried out; bombs and tricks refused."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.record import Record
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from desk.conftest import Enter
from tahqiq.casebook.models import AuditEntry, Claim, ImportPlan, ImportRun, Incident, Item, Job, Text, Victim
from tahqiq.desk.home import Home
from tahqiq.desk.jobs.running import work_on
from tahqiq.desk.uploads import safe_name
from tahqiq.seal import Archive

pytestmark = pytest.mark.django_db

INCIDENTS = (
    "Code,Date,Place,Latitude,Longitude,Civilians killed (min),Civilians killed (max)\n"
    "X1,2017-06-08,Old town,35.95,39.01,2,3\n"
    'X2,2017-06-09,"=HYPERLINK(""x"")",4239.00416,39.01,1,1\n'
    "X3,someday,Old town,35.95,39.01,4,two\n"
    "X3,2017-06-10,Old town,35.95,39.01,4,4\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


@pytest.fixture
def browser(record: Record, home: Home, enter: Enter) -> Client:
    return enter("recorder", case=record.case)


def _upload(browser: Client, record: Record, content: bytes, name: str = "t.csv", **said: str) -> ImportPlan:
    address = f"/desk/cases/{record.slug}/imports/new/"
    file = SimpleUploadedFile(name, content)
    answer = browser.post(address, {"files": file, "source_name": "A list", **said})
    assert answer.status_code == 302, answer.content.decode()
    return ImportPlan.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def _at(record: Record, plan: ImportPlan, ending: str = "") -> str:
    return f"/desk/cases/{record.slug}/imports/plans/{plan.pk}/{ending}"


def _roles(plan_page: str) -> dict[str, str]:
    """What is suggested for each column, as the form would send it."""
    import re

    found = {"of": re.findall(r'name="of" value="(\w+)"', plan_page)[0], "encoding": ""}
    for name, options in re.findall(r'<select name="(column-\d+)".*?>(.*?)</select>', plan_page, re.DOTALL):
        chosen = re.search(r'value="(\w+)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_a_table_of_incidents_goes_from_upload_to_record(browser: Client, record: Record, home: Home) -> None:
    plan = _upload(browser, record, INCIDENTS.encode())
    assert Archive.open(home.archive).has(plan.files[0]["sha256"])
    page = browser.get(_at(record, plan)).content.decode()
    sent = _roles(page)
    assert [sent[f"column-{n}"] for n in range(7)] == [
        "key", "date", "place", "lat", "lon", "killed_low", "killed_high",
    ]  # fmt: skip
    assert browser.post(_at(record, plan, "go/")).status_code == 400
    assert browser.post(_at(record, plan, "mapping/"), sent).status_code == 302
    before = Incident.objects.count()
    assert browser.post(_at(record, plan, "try/")).status_code == 302
    plan.refresh_from_db()
    assert (
        Incident.objects.count() == before
        and not ImportRun.objects.filter(case=record.case, dataset__startswith="table").exists()
    )
    assert plan.checked["records"] == 4 and plan.checked["counts"]["refused"] >= 2
    page = browser.get(_at(record, plan)).content.decode()
    assert "4239.00416" in page and "Import now" in page
    table = browser.get(_at(record, plan, "problems.csv"))
    rows = list(csv.DictReader(io.StringIO(b"".join(table.streaming_content).decode())))  # type: ignore[attr-defined]
    assert {row["row"] for row in rows} >= {"3", "4"} and all(row["what to do"] for row in rows)
    assert browser.post(_at(record, plan, "go/")).status_code == 302
    plan.refresh_from_db()
    assert plan.run is not None and plan.run.state == "finished"
    assert Incident.objects.filter(source_key="X1").exists()
    assert Claim.objects.filter(source__slug=plan.source, status="accepted").exists()
    assert browser.get(_at(record, plan)).status_code == 200
    assert browser.post(_at(record, plan, "go/")).status_code == 400
    verbs = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"make_plan", "map_plan", "check_plan", "finish_plan", "import_records"} <= verbs


def test_a_long_import_goes_on_in_the_background(
    browser: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.desk.views.import_wizard.LONG", 3)
    plan = _upload(browser, record, INCIDENTS.encode())
    browser.post(_at(record, plan, "mapping/"), _roles(browser.get(_at(record, plan)).content.decode()))
    browser.post(_at(record, plan, "try/"))
    answer = browser.post(_at(record, plan, "go/"))
    assert answer["Location"] == f"/desk/cases/{record.slug}/work/"
    job = Job.objects.get(kind="import", state="waiting")
    assert job.arguments == {"plan": str(plan.pk)}
    plan.refresh_from_db()
    assert not plan.report


@pytest.mark.django_db(transaction=True)  # what is not committed is not in the copy
def test_a_large_trial_goes_on_in_the_background_beside_the_record(
    browser: Client, record: Record, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.desk.views.import_wizard.LARGE", 100)
    monkeypatch.setattr("tahqiq.desk.jobs.progress.EVERY", 3600.0)
    plan = _upload(browser, record, INCIDENTS.encode())
    browser.post(_at(record, plan, "mapping/"), _roles(browser.get(_at(record, plan)).content.decode()))
    before = Incident.objects.count()
    answer = browser.post(_at(record, plan, "try/"))
    job = Job.objects.get(kind="trial", state="waiting")
    assert answer["Location"] == f"/desk/cases/{record.slug}/work/{job.pk}/"
    assert work_on.call(str(job.pk)) == "finished"
    plan.refresh_from_db()
    assert plan.checked["records"] == 4 and plan.checked["problems"] >= 2
    assert Incident.objects.count() == before
    assert not list(home.path.glob(".aside-*")), "the copy is gone"
    assert "See what the trial found" in browser.get(answer["Location"]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_large_trial_that_cannot_be_read_is_refused_in_words(
    browser: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.desk.views.import_wizard.LARGE", 100)
    monkeypatch.setattr("tahqiq.desk.jobs.progress.EVERY", 3600.0)
    plan = _upload(browser, record, INCIDENTS.encode())
    browser.post(_at(record, plan, "try/"))
    job = Job.objects.get(kind="trial")
    assert work_on.call(str(job.pk)) == "refused"
    job.refresh_from_db()
    assert "no mapping says" in job.refusal


def test_the_file_uploaded_is_sealed_once(browser: Client, record: Record, home: Home) -> None:
    plan = _upload(browser, record, INCIDENTS.encode())
    browser.post(_at(record, plan, "mapping/"), _roles(browser.get(_at(record, plan)).content.decode()))
    browser.post(_at(record, plan, "try/"))
    browser.post(_at(record, plan, "go/"))
    custody = list(Archive.open(home.archive).custody(plan.files[0]["sha256"]))
    assert [(event.event, stated.how) for event, stated in custody] == [("sealed", "uploaded at the desk")]


def test_a_list_of_people_is_recognised_and_its_mapping_remembered(
    browser: Client, record: Record, home: Home
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("الاسم", "العمر", "الجنس"), ("سارة محمد أحمد", 4, "أنثى"), ("عمر خالد علي", 30, "ذكر"),
        ("ليلى حسن عمر", 52, "أنثى"),
    ):  # fmt: skip
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    plan = _upload(browser, record, stream.getvalue(), "list.xlsx", source_name="قائمة المشفى")
    assert plan.source == "قائمة-المشفى"
    page = browser.get(_at(record, plan)).content.decode()
    sent = _roles(page)
    assert sent["of"] == "people" and sent["column-0"] == "name_ar"
    browser.post(_at(record, plan, "mapping/"), {**sent, "incident": "Hospital"})
    browser.post(_at(record, plan, "try/"))
    plan.refresh_from_db()
    assert plan.checked["counts"].get("refused", 0) == 0, plan.checked
    browser.post(_at(record, plan, "go/"))
    assert Victim.objects.filter(source__slug=plan.source).count() == 3
    again = _upload(browser, record, stream.getvalue(), "list2.xlsx", source_name="قائمة المشفى")
    assert again.source == plan.source
    assert "was imported before" in browser.get(_at(record, again)).content.decode()


def test_claims_that_were_read_come_in_line_by_line(browser: Client, record: Record) -> None:
    text = record.new(
        Text, item=record.new(Item, sha256="11" * 32), sha256="22" * 32, content="Six people died."
    )
    good = {
        "text_sha256": text.sha256, "quote": "Six people died", "start": 0, "end": 15, "effect": "killed",
        "category": "people", "min": 6, "max": 6, "claim": 0, "from_date": "", "to_date": "", "later": "key",
    }  # fmt: skip
    lines = [
        good,
        {**good, "quote": "Sir people died"},
        {**good, "effect": "eaten"},
        {**good, "text_sha256": "33" * 32},
    ]
    content = "\n".join([*map(json.dumps, lines), "{", '{"a": "b"}']).encode()
    plan = _upload(browser, record, content, "claims.jsonl")
    assert plan.kind == "claims"
    browser.post(_at(record, plan, "try/"))
    plan.refresh_from_db()
    assert (
        plan.checked["counts"] == {"new": 1, "refused": 5}
        and not Claim.objects.filter(quote="Six people died").exists()
    )
    assert [each["row"] for each in plan.checked["shown"]] == [2, 3, 4, 5, 6]
    browser.post(_at(record, plan, "go/"))
    assert Claim.objects.get(quote="Six people died").status == "proposed"


def test_documents_are_kept_and_read_and_a_picture_is_kept(browser: Client, record: Record) -> None:
    address = f"/desk/cases/{record.slug}/imports/new/"
    files = [
        SimpleUploadedFile("story.txt", b"Residents said 14 civilians were killed in the market."),
        SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(60)),
    ]
    answer = browser.post(address, {"files": files, "source_name": "A Paper", "source_kind": "press"})
    plan = ImportPlan.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert plan.kind == "documents"
    browser.post(_at(record, plan, "try/"))
    browser.post(_at(record, plan, "go/"))
    plan.refresh_from_db()
    story, photo = plan.report["documents"]
    assert story["proposed"] >= 1 and photo["proposed"] == 0 and photo["said"]
    assert Claim.objects.filter(item__sha256=plan.files[0]["sha256"], status="proposed", min=14).exists()
    assert b"story.txt" in browser.get(_at(record, plan)).content


def test_an_upload_declared_too_large_is_refused_before_it_is_read(browser: Client, record: Record) -> None:
    address = f"/desk/cases/{record.slug}/imports/new/"
    answer = browser.post(
        address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10 << 30)
    )
    assert answer.status_code == 413 and "512 megabytes" in answer.content.decode()
    other = browser.post(
        f"/desk/cases/{record.slug}/claims/", b"", content_type="text/plain", CONTENT_LENGTH=str(5 << 20)
    )
    assert other.status_code == 413
    stranger = Client().post(
        address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(100 << 20)
    )
    assert stranger.status_code == 413


def test_the_limit_is_a_setting(browser: Client, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAHQIQ_UPLOAD_LIMIT", "1")
    file = SimpleUploadedFile("t.csv", b"x" * (2 << 20))
    answer = browser.post(f"/desk/cases/{record.slug}/imports/new/", {"files": file})
    assert answer.status_code == 413 and "1 megabytes" in answer.content.decode()


def _bomb() -> bytes:
    """A workbook whose sheet unpacks to far more than it holds."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said_so"),
    [
        ("bomb.xlsx", _bomb(), "unpacks to"),
        ("t.xlsx", b"PK\x03\x04 no workbook", "workbook"),
        ("t.csv", "Code,Date\nX1,\xe9t\xe9\n".encode("latin-1"), "UTF-8"),
        ("t.csv", b"Code,Date\nX\x001,2017\n", "NUL"),
        ("t.csv", b"Code,Code\n1,2\n", "twice"),
    ],
)
def test_what_cannot_be_a_table_is_said_in_a_line(
    browser: Client, record: Record, name: str, content: bytes, said_so: str
) -> None:
    plan = _upload(browser, record, content, name, kind="table")
    page = browser.get(_at(record, plan)).content.decode()
    browser.post(
        _at(record, plan, "mapping/"),
        {"mapping": 'format = "mapping/2"\n[source]\nslug = "a"\nname = "A"\n[incident]\nkey = "Code"\n'},
    )
    answer = browser.post(_at(record, plan, "try/"))
    tried = answer.content.decode() if answer.status_code == 400 else ""
    plan.refresh_from_db()
    told = tried + page + json.dumps(plan.checked)
    assert said_so in told, told
    assert not ImportRun.objects.filter(dataset="table a").exists()


def test_a_mapping_with_a_mistake_names_its_line(browser: Client, record: Record) -> None:
    plan = _upload(browser, record, INCIDENTS.encode())
    browser.post(_at(record, plan, "mapping/"), {"mapping": 'format = "mapping/2"\n[source]\nslug = "a"\n'})
    answer = browser.post(_at(record, plan, "try/"))
    assert answer.status_code == 400 and "mapping.toml" in answer.content.decode()
    sent = {**_roles(browser.get(_at(record, plan)).content.decode()), "column-1": "key"}
    assert browser.post(_at(record, plan, "mapping/"), sent).status_code == 400


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("a\x00b.csv", "ab.csv"),
        ("\u202egnp.exe", "_gnp.exe"),
        (".", "file"),
        ("=cmd|' /C calc'!A0.csv", ["=cmd_' ", "C calc'!A0.csv"][-1]),
        ("x" * 500 + ".csv", "x" * 108 + ".csv"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_two_files_of_one_name_are_kept_apart(browser: Client, record: Record) -> None:
    address = f"/desk/cases/{record.slug}/imports/new/"
    files = [SimpleUploadedFile("a.txt", b"One died."), SimpleUploadedFile("a.txt", b"Two died.")]
    answer = browser.post(address, {"files": files, "source_name": "A"})
    plan = ImportPlan.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert [each["name"] for each in plan.files] == ["a.txt", "a (2).txt"]


def test_nothing_uploaded_is_said(browser: Client, record: Record) -> None:
    address = f"/desk/cases/{record.slug}/imports/new/"
    assert b"choose a file" in browser.post(address, {}).content
    empty = {"files": SimpleUploadedFile("a.txt", b"")}
    assert browser.post(address, empty).status_code == 400
    two = {
        "files": [SimpleUploadedFile("a.csv", b"a,b\n1,2"), SimpleUploadedFile("b.csv", b"a,b\n")],
        "kind": "table",
    }
    assert b"one table at a time" in browser.post(address, two).content


@pytest.mark.parametrize("role", ["reviewer", "publisher"])
def test_only_those_who_may_import_do(record: Record, home: Home, enter: Enter, role: str) -> None:
    recorder = enter("recorder", case=record.case)
    plan = _upload(recorder, record, INCIDENTS.encode())
    browser = enter(role, case=record.case, name="other")
    for address in (
        f"/desk/cases/{record.slug}/imports/new/",
        _at(record, plan),
        _at(record, plan, "problems.csv"),
    ):
        assert browser.get(address).status_code == 403
    for ending in ("try/", "go/", "mapping/"):
        assert browser.post(_at(record, plan, ending), {"mapping": "x"}).status_code == 403


def test_scripts_in_headers_cells_and_names_are_only_words(browser: Client, record: Record) -> None:
    hostile = "<script>alert(1)</script>"
    content = f"{hostile},Date\n{hostile},2017\n".encode()
    plan = _upload(browser, record, content, f"{hostile}.csv", source_name=hostile)
    page = browser.get(_at(record, plan)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page

"""Forms filled in the field: received once, never silently replaced, nobody named in a table."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read.forms.test_answered import letters, text_of

from tahqiq.casebook.actions.forms import resolve_conflict
from tahqiq.casebook.actions.printed_forms import print_submissions
from tahqiq.casebook.actors import Actor, Permission, local_operator
from tahqiq.casebook.identity import item_id
from tahqiq.casebook.importing.filing import file_submission
from tahqiq.casebook.importing.forms import BroughtForms, bring_forms, document_of
from tahqiq.casebook.models import (
    AuditEntry,
    Case,
    Chosen,
    FormConflict,
    FormSubmission,
    Item,
    VaultKeeper,
    Version,
)
from tahqiq.casebook.vault import Closed, Identity, make_keeper_key, open_identity, open_keeper_key
from tahqiq.read.forms import FORMS, Export, form_of, rejoined
from tahqiq.read.forms.definition import Form
from tahqiq.read.forms.testing import Filled, as_odata, fill, media_of
from tahqiq.seal import Archive, verify
from tahqiq.vocab.errors import BadInput

pytestmark = pytest.mark.django_db


def every_table() -> str:
    """What the database holds, in every table and column."""
    with connection.cursor() as cursor:
        held = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held += [bytes(each) if isinstance(each, memoryview) else each for row in cursor for each in row]
    return repr(held)


VISIT, INTERVIEW = form_of("site_visit"), form_of("interview")
PASSPHRASE = "a sentence of several words"


@pytest.fixture(scope="module")
def key() -> tuple[bytes, str]:
    return make_keeper_key(PASSPHRASE)


@pytest.fixture
def case() -> Case:
    return Case.objects.create(slug="field", title_en="Field")


@pytest.fixture
def keeper(case: Case, key: tuple[bytes, str]) -> VaultKeeper:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return VaultKeeper.objects.create(case=case, name="amal", public=key[1], named_by="amal", named_at=at)


def export(folder: Path, many: Sequence[Filled], *, form: str = "site_visit", files: bool = True) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("submissions.json", as_odata(form_of(form), many))
        for instance, answers in many if files else ():
            for name, content in media_of(instance, answers, form_of(form)):
                archive.writestr(f"media/{instance.removeprefix('uuid:')}/{name}", content)
    return path


def bring(
    tmp_path: Path, many: Sequence[Filled], *, form: str = "site_visit", files: bool = True
) -> BroughtForms:
    path = export(tmp_path, many, form=form, files=files)
    return bring_forms(
        local_operator(), Export(path), archive=tmp_path / "archive", case="field", batch_size=3
    )


def test_a_second_import_changes_nothing(case: Case, tmp_path: Path) -> None:
    many = [fill(VISIT, seed=seed) for seed in range(7)]
    first = bring(tmp_path, many)
    assert first.counts == {"new": 7}
    assert first.problems == []
    before = (_rows(), _receipts(tmp_path))
    assert bring(tmp_path, many).counts == {"unchanged": 7}
    assert (_rows(), _receipts(tmp_path)) == before


def test_answers_and_files_are_sealed_and_guarded(case: Case, tmp_path: Path) -> None:
    instance, answers = fill(VISIT, seed=1, share=1.0)
    bring(tmp_path, [(instance, answers)])
    [held] = FormSubmission.objects.all()
    archive = Archive.at(tmp_path / "archive")
    with archive.read(held.item.sha256) as stream:
        assert json.load(stream)["answers"] == answers == held.answers
    wanted = dict(media_of(instance, answers, VISIT))
    for each in held.media:
        with archive.read(each["sha256"]) as stream:
            assert stream.read() == wanted[each["name"]]
    assert held.media
    assert set(Item.objects.values_list("guarded", "consent_needed")) == {(True, True)}


def test_who_people_are_enters_no_table_and_opens_to_a_keeper(
    case: Case, keeper: VaultKeeper, key: tuple[bytes, str], tmp_path: Path
) -> None:
    instance, answers = fill(INTERVIEW, seed=2, share=1.0)
    answers |= {"real_name": "Somebody Unmistakable", "telephone": "0777 8880001"}
    bring(tmp_path, [(instance, answers)], form="interview")
    [held] = FormSubmission.objects.all()
    assert "real_name" not in held.answers
    everywhere = every_table()
    archived = b"".join(path.read_bytes() for path in (tmp_path / "archive").rglob("*") if path.is_file())
    for secret in ("Unmistakable", "8880001"):
        assert secret not in everywhere
        assert secret.encode() not in archived
    assert held.vault is not None
    box = Closed(bytes(held.vault.sealed), held.vault.wrapped)
    mine = open_keeper_key(key[0], PASSPHRASE)
    opened = open_identity(box, mine, keeper=str(keeper.pk), entry=str(held.vault.pk))
    assert opened.name == "Somebody Unmistakable"
    assert rejoined(held.answers, json.loads(opened.note)) == answers


def test_the_document_as_it_came_is_sealed_and_closed_where_it_names_somebody(
    case: Case, keeper: VaultKeeper, key: tuple[bytes, str], tmp_path: Path
) -> None:
    visit, interview = fill(VISIT, seed=1), fill(INTERVIEW, seed=2, share=1.0)
    bring(tmp_path, [visit])
    bring(tmp_path, [interview], form="interview")
    archive = Archive.at(tmp_path / "archive")
    open_one = FormSubmission.objects.get(form="site_visit")
    [sent] = json.loads(as_odata(VISIT, [visit]))["value"]
    assert json.loads(document_of(open_one, archive)) == sent
    closed = FormSubmission.objects.select_related("vault").get(form="interview")
    assert interview[1]["real_name"].encode() not in document_of(closed, archive)
    [sent] = json.loads(as_odata(INTERVIEW, [interview]))["value"]
    opened = _opened(closed, keeper, key)
    assert json.loads(document_of(closed, archive, identity=opened)) == sent
    with pytest.raises(BadInput, match="does not open"):
        document_of(open_one, archive, identity=opened)
    with pytest.raises(BadInput, match="no key"):
        document_of(closed, archive, identity=Identity(name="another"))


def test_the_trail_bears_a_mark_of_the_export(case: Case, tmp_path: Path) -> None:
    bring(tmp_path, [fill(VISIT, seed=1)])
    digest = hashlib.sha256((tmp_path / "export.zip").read_bytes()).hexdigest()
    entry = AuditEntry.objects.get(action="receive_submissions", after__has_key="export")
    assert entry.after["export"] == Archive.at(tmp_path / "archive").keyring.object_name(digest)
    assert digest not in every_table()


def test_without_a_keeper_nobody_is_received(case: Case, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nobody keeps the vault"):
        bring(tmp_path, [fill(INTERVIEW, seed=1, share=1.0)], form="interview")
    assert not FormSubmission.objects.exists()
    assert not Item.objects.exists()


def test_who_did_not_agree_leaves_nothing_behind(case: Case, tmp_path: Path) -> None:
    instance, answers = fill(INTERVIEW, seed=3)
    assert bring(tmp_path, [(instance, answers | {"keep": "no"})], form="interview").counts == {"not_kept": 1}
    assert not FormSubmission.objects.exists()
    assert verify(tmp_path / "archive").items == 0


def test_an_edit_waits_beside_what_stands(case: Case, tmp_path: Path) -> None:
    instance, answers = fill(VISIT, seed=4)
    bring(tmp_path, [(instance, answers)])
    edited = answers | {"place_words": "By the other bridge"}
    assert bring(tmp_path, [(instance, edited)]).counts == {"conflicts": 1}
    assert bring(tmp_path, [(instance, edited)]).counts == {"unchanged": 1}
    [conflict] = FormConflict.objects.all()
    assert conflict.questions == ["place_words"]
    assert FormSubmission.objects.standing().get().answers["place_words"] == answers["place_words"]


@pytest.mark.parametrize("chosen", [Chosen.HELD, Chosen.ARRIVED])
def test_a_person_decides_which_version_stands(case: Case, tmp_path: Path, chosen: Chosen) -> None:
    instance, answers = fill(VISIT, seed=5)
    for words in ("one", "two", "three"):
        bring(tmp_path, [(instance, answers | {"place_words": words})])
    first, second = FormConflict.objects.order_by("found_at")
    decide = Actor(name="nour", everywhere=frozenset({Permission.DECIDE}))
    resolve_conflict(decide, first, chosen=chosen, reason="the team leader was asked")
    stands = FormSubmission.objects.standing().get()
    assert stands.answers["place_words"] == {"held": "one", "arrived": "two"}[chosen]
    second.refresh_from_db()
    assert second.held == stands
    assert FormSubmission.objects.filter(standing=Version.WAITS).count() == 1
    assert AuditEntry.objects.filter(action="resolve_conflict", actor="nour").exists()
    with pytest.raises(BadInput, match="decided before"):
        resolve_conflict(decide, first, chosen=chosen, reason="again")
    with pytest.raises(BadInput, match="say why"):
        resolve_conflict(decide, second, chosen=chosen, reason=" ")


def test_files_that_come_later_are_added(case: Case, tmp_path: Path) -> None:
    filled = fill(VISIT, seed=6, share=1.0)
    without = bring(tmp_path, [filled], files=False)
    assert without.counts == {"new": 1}
    assert any("did not come along" in each for each in without.problems)
    receipts = _receipts(tmp_path)
    assert bring(tmp_path, [filled], files=False).counts == {"unchanged": 1}
    assert _receipts(tmp_path) == receipts
    assert bring(tmp_path, [filled]).counts == {"completed": 1}
    assert all(each["sha256"] for each in FormSubmission.objects.get().media)
    assert bring(tmp_path, [filled]).counts == {"unchanged": 1}


def bring_files(tmp_path: Path, filled: Filled, content: bytes, *, only: str = "") -> BroughtForms:
    """Brings a submission whose files all hold these bytes and their name; or one of the files alone."""
    path, instance = tmp_path / "export.zip", filled[0]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("submissions.json", as_odata(VISIT, [filled]))
        for name, _ in media_of(*filled, VISIT):
            if not only or name == only:
                archive.writestr(f"media/{instance.removeprefix('uuid:')}/{name}", content + name.encode())
    return bring_forms(local_operator(), Export(path), archive=tmp_path / "archive", case="field")


def test_other_bytes_under_a_known_name_are_a_version_that_waits(case: Case, tmp_path: Path) -> None:
    filled = fill(VISIT, seed=6, share=1.0)
    bring_files(tmp_path, filled, b"first ")
    files = FormSubmission.objects.get().media
    replaced = files[-1]["name"]
    assert bring_files(tmp_path, filled, b"other ", only=replaced).counts == {"conflicts": 1}
    before = (_rows(), _receipts(tmp_path))
    assert bring_files(tmp_path, filled, b"other ", only=replaced).counts == {"unchanged": 1}
    assert bring_files(tmp_path, filled, b"first ").counts == {"unchanged": 1}
    assert (_rows(), _receipts(tmp_path)) == before
    conflict = FormConflict.objects.select_related("held", "arrived").get()
    groups = {each.name: group for group, each in VISIT.questions()}
    asked = groups[files[-1]["question"]]
    assert conflict.questions == [asked.name if asked.repeat else files[-1]["question"]]
    assert conflict.held.media == files, "what stood stays as it was"
    now = {each["name"]: each["sha256"] for each in conflict.arrived.media}
    assert now[replaced] == hashlib.sha256(b"other " + replaced.encode()).hexdigest()
    assert all(now[each["name"]] == each["sha256"] for each in files[:-1])
    decide = Actor(name="nour", everywhere=frozenset({Permission.DECIDE}))
    resolve_conflict(decide, conflict, chosen=Chosen.ARRIVED, reason="the first picture was blurred")
    assert FormSubmission.objects.standing().get().media == conflict.arrived.media
    assert bring_files(tmp_path, filled, b"other ", only=replaced).counts == {"unchanged": 1}


def test_the_id_of_what_no_consent_binds_yet_does_not_follow_from_its_bytes(
    case: Case, tmp_path: Path
) -> None:
    """It stands for a secret in releases: whoever holds the bytes cannot work it out."""
    bring(tmp_path, [fill(VISIT, seed=1, share=1.0)])
    items = dict(Item.objects.values_list("sha256", "id"))
    assert items and not [each for each in items if item_id(case.slug, each) == items[each]]
    assert {each.version for each in items.values()} == {4}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_lost_between_the_form_and_what_is_kept(
    case: Case, keeper: VaultKeeper, key: tuple[bytes, str], tmp_path: Path, form: str
) -> None:
    """Answers, identities and files, laid over each other again, are the submission as it was sent."""
    asked = form_of(form)
    sent = dict(fill(asked, seed=seed, share=0.5) for seed in range(20, 26))
    assert bring(tmp_path, list(sent.items()), form=form).problems == []
    mine, archive = open_keeper_key(key[0], PASSPHRASE), Archive.at(tmp_path / "archive")
    assert FormSubmission.objects.count() == len(sent)
    for held in FormSubmission.objects.select_related("item", "vault"):
        identity: dict[str, object] = {}
        if held.vault is not None:
            box = Closed(bytes(held.vault.sealed), held.vault.wrapped)
            note = open_identity(box, mine, keeper=str(keeper.pk), entry=str(held.vault.pk)).note
            identity = json.loads(note)
        assert rejoined(held.answers, identity) == sent[held.instance]
        with archive.read(held.item.sha256) as stream:
            assert rejoined(json.load(stream)["answers"], identity) == sent[held.instance]
        wanted = dict(media_of(held.instance, sent[held.instance], asked))
        assert {each["name"] for each in held.media} == set(wanted)
        for each in held.media:
            with archive.read(each["sha256"]) as stream:
                assert stream.read() == wanted[each["name"]]


def _receipts(tmp_path: Path) -> int:
    return sum(1 for _ in Archive.at(tmp_path / "archive").receipts())


def _rows() -> list[tuple[object, ...]]:
    return [
        *FormSubmission.objects.order_by("pk").values_list(),
        *Item.objects.order_by("pk").values_list(),
        *AuditEntry.objects.order_by("pk").values_list("pk"),
    ]


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_nothing_is_lost_from_the_form_to_the_printed_register(
    case: Case, keeper: VaultKeeper, key: tuple[bytes, str], tmp_path: Path, data: st.DataObject
) -> None:
    """Form, submission with media, sealed, record, printed: at every step all of it is there."""
    asked = form_of(data.draw(st.sampled_from(FORMS)))
    instance, made = fill(asked, seed=data.draw(st.integers(0, 10**6)), share=data.draw(st.floats(0.2, 1)))
    answers = _recordable(asked.slug, {**made, **_words(data, asked)})
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder, transaction.atomic():
        held = _sealed_whole(Path(folder), asked, (instance, answers), keeper, key)
        _recorded_and_printed_whole(Path(folder), asked, held)
        transaction.set_rollback(True)


def _sealed_whole(
    folder: Path, asked: Form, filled: Filled, keeper: VaultKeeper, key: tuple[bytes, str]
) -> FormSubmission:
    instance, answers = filled
    assert bring(folder, [filled], form=asked.slug).problems == []
    held = FormSubmission.objects.get(instance=instance)
    archive, opened = Archive.at(folder / "archive"), _opened(held, keeper, key)
    with archive.read(held.item.sha256) as stream:
        kept = json.load(stream)["answers"]
    assert rejoined(kept, json.loads(opened.note) if opened is not None else {}) == answers
    [sent] = json.loads(as_odata(asked, [filled]))["value"]
    assert json.loads(document_of(held, archive, identity=opened)) == sent
    wanted = dict(media_of(instance, answers, asked))
    assert {each["name"] for each in held.media} == set(wanted)
    for each in held.media:
        with archive.read(each["sha256"]) as stream:
            assert stream.read() == wanted[each["name"]]
    return held


def _recorded_and_printed_whole(folder: Path, asked: Form, held: FormSubmission) -> None:
    everyone = Actor(name="amal", everywhere=frozenset(Permission))
    filed = file_submission(everyone, held, archive=Archive.at(folder / "archive"))
    assert set(filed.left) <= set(held.answers)
    held.refresh_from_db()
    pages = text_of(print_submissions(everyone, held.case, language="en", submission=held))
    worded = {each.value for _, question in asked.questions() for each in question.choices}
    free = [each for each in _values(held.answers) if not worded & set(each.split())]
    assert not letters("".join(free)) - letters(pages)
    assert all(each["sha256"] in pages.replace("\r\n", "") for each in held.media)


def _recordable(form: str, answers: dict[str, Any]) -> dict[str, Any]:
    """The same with codes that a record can bear, and what only a person can decide decided."""
    changed: dict[str, Any] = {"incident_code": ""}
    if form == "missing_person":
        changed |= {"file_code": "MP-1", "compare": "yes"}
        changed |= {"last_seen_from": "2017-08-01", "last_seen_to": "2017-08-03"}
    if form == "body_recovery":
        hands = {"handed_by": "recovery_team", "received_by": "morgue"}
        over = [{**hands, "handed_at": "2017-10-19T10:00:00.000+03:00"}]
        samples = [{"sample_code": f"S-{n}", "sample_kind": "tooth"} for n in range(2)]
        changed |= {"code": "RQ-1", "code_again": "RQ-1", "hand_over": over, "sample": samples}
        changed |= {"temporary_burial": "", "final_burial": "", "grave_code": "G-1"}
    if form == "site_visit":
        changed |= {"visit_code": "SV-1", "searched": [{"looked_for": "a crater", "found": "no"}]}
    return {name: each for name, each in {**answers, **changed}.items() if each != ""}


def _words(data: st.DataObject, asked: Form) -> dict[str, str]:
    """Any words at all as an answer of one question that takes words."""
    texts = [
        each.name
        for group, each in asked.questions()
        if each.type == "text" and not group.repeat and not each.constraint and each.multiline
    ]
    printable = st.sampled_from([chr(each) for each in (*range(0x20, 0x7F), *range(0x621, 0x64B))])
    said = data.draw(st.text(printable, min_size=1, max_size=60)).strip()
    return {data.draw(st.sampled_from(texts)): said} if texts and said else {}


def _values(answers: dict[str, Any]) -> Iterator[str]:
    for name, each in answers.items():
        rows = each if isinstance(each, list) else [{name: each}]
        yield from (value for row in rows for value in row.values())


def _opened(held: FormSubmission, keeper: VaultKeeper, key: tuple[bytes, str]) -> Identity | None:
    if held.vault is None:
        return None
    box = Closed(bytes(held.vault.sealed), held.vault.wrapped)
    mine = open_keeper_key(key[0], PASSPHRASE)
    return open_identity(box, mine, keeper=str(keeper.pk), entry=str(held.vault.pk))

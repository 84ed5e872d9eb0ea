"""Loading the built-in case into a home: whole, once, and followed back to sealed bytes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.raqqa import folder
from tahqiq.casebook import bulk
from tahqiq.casebook.actors import Actor, Permission, local_operator
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    AuditEntry,
    Case,
    Claim,
    Incident,
    Item,
    Population,
    RecoverySite,
    Status,
    Text,
    Victim,
)
from tahqiq.cases.loading import STORY, load
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.seal import Archive, verify
from tahqiq.vocab.errors import BadInput, NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "case"))


def of_the_story() -> int:
    """Pictures and sound of the case's story, each sealed once."""
    return len({path.read_bytes() for path in (FOLDER / STORY / "media").iterdir()})


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_every_claim_is_accepted_and_its_quote_found_in_a_sealed_item(archive: Archive) -> None:
    load(archive, local_operator())
    accepted = Claim.objects.accepted()
    assert accepted.count() == len(folder().claims)
    for claim in accepted.select_related("item"):
        assert claim.item is not None
        assert claim.item.sha256 == claim.text_sha256
        with archive.read(claim.item.sha256) as stream:
            text = stream.read().decode()
        assert text[claim.start : claim.end] == claim.quote
        assert claim.decided_by == local_operator().name
        assert claim.statement_ar_by == "machine translation, not reviewed"
    assert verify(archive.path).faults == ()


def test_every_note_is_sealed_with_its_translation_as_a_derived_item(archive: Archive) -> None:
    assert load(archive, local_operator()).sealed == 2 * len(folder().notes) + of_the_story()
    for note in folder().notes.values():
        original, translation = (Item.objects.get(sha256=sha256) for sha256 in (note.sha256, note.sha256_ar))
        assert original.own_words
        assert original.title_en.startswith("Tahqiq's note on ")
        assert (translation.parent, translation.operation) == (original, "translation")
        ((_, receipt),) = archive.custody(note.sha256_ar)
        assert (receipt.parent_sha256, receipt.operation) == (note.sha256, "translation")
        assert receipt.note == "translated by: machine translation, not reviewed"


def test_a_translation_names_who_translated_it(archive: Archive) -> None:
    load(archive, local_operator())
    translations = Text.objects.filter(original__isnull=False)
    assert translations.count() == len(folder().notes)
    for arabic in translations:
        assert arabic.original is not None
        assert (arabic.language, arabic.original.language) == ("ar", "en")
        assert arabic.item == arabic.original.item
        assert arabic.translator == "machine translation, not reviewed"


def test_loading_again_changes_nothing(archive: Archive) -> None:
    load(archive, local_operator())
    audited, log = AuditEntry.objects.count(), verify(archive.path).root
    again = load(archive, local_operator())
    assert (again.sealed, again.counts) == (0, {})
    assert AuditEntry.objects.count() == audited
    assert verify(archive.path).root == log


def test_the_same_files_give_the_same_ids(archive: Archive, tmp_path: Path) -> None:
    load(archive, local_operator())
    ids = set(Claim.objects.values_list("id", flat=True)) | set(Incident.objects.values_list("id", flat=True))
    assert Case.objects.get().slug == "raqqa-2017"
    assert {each.claim.id for each in folder().claims} < ids
    assert Incident.objects.get(code="RQ-1").id.version == 5


def test_the_school_and_douma_are_kept_apart_for_a_reason_in_both_languages(archive: Archive) -> None:
    load(archive, local_operator())
    assert [each.code for each in Incident.objects.counted()] == ["RQ-1"]
    for incident in Incident.objects.kept_apart():
        assert incident.not_counted_en
        assert incident.not_counted_ar


def test_the_only_answer_held_is_to_the_school(archive: Archive) -> None:
    load(archive, local_operator())
    answer = Answer.objects.get()
    assert (answer.incident.code, answer.party.slug, answer.state) == ("RQ-2", "coalition", "credible")
    assert (answer.killed_min, answer.killed_max) == (40, 40)
    assert answer.claim is not None
    assert answer.quote == answer.claim.quote
    assert AnswerEvent.objects.get(answer=answer).state == "credible"


def test_claims_stand_with_what_they_are_about(archive: Archive) -> None:
    load(archive, local_operator())
    assert Incident.objects.get(code="RQ-1").claims.count() == 3
    assert Incident.objects.get(code="RQ-2").claims.count() == 1
    assert Incident.objects.get(code="RQ-3").claims.count() == 5
    assert RecoverySite.objects.get().claims.get().source_key == "panorama-park"
    panels = list(Population.objects.values_list("slug", flat=True))
    assert panels == list(folder().populations)


def test_no_person_is_listed_because_no_basis_for_names_is_held(archive: Archive) -> None:
    load(archive, local_operator())
    assert not Victim.objects.exists()


def test_what_an_editor_withdrew_stays_withdrawn(archive: Archive) -> None:
    case = load(archive, local_operator()).case
    claim = Claim.objects.get(source_key="toll-korzun")
    entry = AuditEntry.objects.filter(case=case).latest("at")
    Claim.objects.filter(id=claim.id).update(
        status=Status.WITHDRAWN, withdrawn_by="amal", withdrawn_at=entry.at, withdrawn_reason="no basis given"
    )
    assert load(archive, local_operator()).counts == {}
    claim.refresh_from_db()
    assert claim.status == Status.WITHDRAWN


def test_a_later_version_withdraws_what_it_no_longer_says_and_an_earlier_one_takes_it_back(
    archive: Archive, copy: Path
) -> None:
    load(archive, local_operator())
    old = Claim.objects.get(source_key="control-zones")
    edit(copy / "notes" / "south-front-2017-11.txt", "map analysis,", "analysis of maps,")
    edit(copy / "claims" / "south-front-2017-11.toml", "map analysis,", "analysis of maps,")
    edit(copy / "claims" / "bbc-2017.toml", 'statement_ar = "', 'statement_ar = "قيل: ')
    counts = load(archive, local_operator(), copy).counts
    assert counts["withdrawn"] == 1
    assert counts["changed"] >= 1
    old.refresh_from_db()
    assert old.withdrawn_reason == "replaced by a later version of the file"
    assert (
        Claim.objects.accepted()
        .get(source_key="control-zones")
        .quote.startswith("South Front asserts, by its own analysis")
    )
    assert Claim.objects.get(source_key="deal-bbc").statement_ar.startswith("قيل")
    load(archive, local_operator())
    old.refresh_from_db()
    assert old.status == Status.ACCEPTED
    assert Claim.objects.accepted().count() == len(folder().claims)


def test_changed_words_are_audited_with_before_and_after(archive: Archive, copy: Path) -> None:
    load(archive, local_operator())
    edit(copy / "case.toml", 'title_en = "Raqqa 2017"', 'title_en = "Raqqa, 2017"')
    assert load(archive, local_operator(), copy).counts == {"changed": 1}
    entry = AuditEntry.objects.get(action="record_built_in_case", target_kind="case")
    assert (entry.before, entry.after) == ({"title_en": "Raqqa 2017"}, {"title_en": "Raqqa, 2017"})


def test_an_interruption_leaves_no_half_record_and_loading_again_completes_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert: Callable[..., None] = bulk.insert

    def failing(model: type[Any], rows: Any) -> None:
        if model is Claim:
            raise KeyboardInterrupt
        insert(model, rows)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(bulk, "insert", failing)
        with pytest.raises(KeyboardInterrupt):
            load(archive, local_operator())
    assert not Incident.objects.exists()
    assert not Item.objects.exists()
    again = load(archive, local_operator())
    assert again.sealed == of_the_story()
    assert Claim.objects.accepted().count() == len(folder().claims)


def test_sealing_goes_on_where_it_stopped(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_many, calls = archive.seal_many, []

    def once(sources: Any) -> Any:
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        return seal_many(sources)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(archive, "seal_many", once)
        with pytest.raises(KeyboardInterrupt):
            load(archive, local_operator())
    assert load(archive, local_operator()).sealed == len(folder().notes) + of_the_story()


def test_nothing_is_written_when_the_files_do_not_fit(archive: Archive, copy: Path) -> None:
    (copy / "sites.toml").write_text("[a]\n")
    with pytest.raises(BadInput):
        load(archive, local_operator(), copy)
    assert not Case.objects.exists()
    assert verify(archive.path).items == 0


def test_an_actor_who_may_not_import_writes_nothing(archive: Archive) -> None:
    viewer = Actor(name="viewer", everywhere=frozenset({Permission.VIEW, Permission.CREATE_CASE}))
    with pytest.raises(NotPermitted):
        load(archive, viewer)
    assert not Case.objects.exists()
    assert verify(archive.path).items == 0

"""What must agree across rows is kept by the database, on whichever of the two the tests run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from casebook.record import KINDS, OTHER_SHA, SHA, Record
from tahqiq.casebook import trigger_rules, triggers
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    Approval,
    AuditEntry,
    Case,
    Claim,
    Grave,
    HandOver,
    Incident,
    Item,
    MissingPerson,
    Place,
    RecoverySite,
    Release,
    Remains,
    Revision,
    Sample,
    SignOff,
    SiteVisit,
    Text,
    Victim,
)

#: Records that are only added to, each with a time in it.
NEVER_CHANGED: dict[type[models.Model], str] = {
    AuditEntry: "at",
    Approval: "approved_at",
    AnswerEvent: "recorded_at",
    HandOver: "at",
    Revision: "kept_at",
    SignOff: "signed_at",
}


def _links() -> list[tuple[type[models.Model], str]]:
    """Every field by which a record of a case points to another."""
    return [
        (model, field.name)
        for model in KINDS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.name != "case"
        and field.related_model in KINDS
        and field.related_model is not Case
    ]


def _refused(says: str) -> Any:
    return pytest.raises(DatabaseError, match=says)


@pytest.mark.parametrize(("model", "link"), _links(), ids=str)
def test_a_record_lies_in_the_case_of_what_it_points_to(
    record: Record, model: type[models.Model], link: str
) -> None:
    row = record.one(model)
    append_only = model._meta.model_name in trigger_rules.APPEND_ONLY
    says = "never changed|in the case of" if append_only else "in the case of what it points to"
    target = model._meta.get_field(link).related_model
    stranger = Record(slug="mosul").one(target)  # type: ignore[arg-type]
    with _refused(says), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**{link: stranger})


@pytest.mark.parametrize(("model", "link"), _links(), ids=str)
def test_none_is_taken_in_that_points_elsewhere(record: Record, model: type[models.Model], link: str) -> None:
    target = model._meta.get_field(link).related_model
    stranger = Record(slug="mosul").one(target)  # type: ignore[arg-type]
    values = {**record.values(model), link: stranger}
    with pytest.raises(DatabaseError), transaction.atomic():
        model._default_manager.create(**values)


@pytest.mark.parametrize(
    "model", [kind for kind in KINDS if kind not in {Case, AuditEntry}], ids=lambda model: model.__name__
)
def test_a_record_never_changes_its_case(record: Record, model: type[models.Model]) -> None:
    row, elsewhere = record.one(model), Record(slug="mosul").case
    with _refused("never change"), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(case=elsewhere)


@pytest.mark.parametrize("model", list(NEVER_CHANGED), ids=lambda model: model.__name__)
def test_what_is_only_added_to_is_neither_changed_nor_deleted(
    record: Record, model: type[models.Model]
) -> None:
    row = record.one(model)
    with _refused("never changed or deleted"), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**{NEVER_CHANGED[model]: "2020-01-01T00:00Z"})
    with _refused("never changed or deleted"), transaction.atomic():
        row.delete()
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Item, {"sha256": OTHER_SHA}),
        (Item, {"size": 4}),
        (Text, {"content": "five killed"}),
        (Claim, {"quote": "5"}),
        (Claim, {"record": 4}),
        (Release, {"content": OTHER_SHA}),
        (Release, {"created_by": "basma"}),
    ],
    ids=str,
)
def test_what_was_sealed_never_changes(
    record: Record, model: type[models.Model], values: dict[str, Any]
) -> None:
    row = record.one(model)
    with _refused("never change"), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    "model",
    [Answer, Grave, Incident, MissingPerson, Place, RecoverySite, Remains, SiteVisit, Victim],
    ids=lambda model: model.__name__,
)
def test_every_change_of_what_people_edit_is_the_next_version(
    record: Record, model: type[models.Model]
) -> None:
    row = record.one(model)
    table = model._meta.db_table
    columns = {Answer: "report", Grave: "note", Incident: "title_en", Place: "name_ar", Victim: "age"}
    columns |= {SiteVisit: "building"}
    column = {**columns, MissingPerson: "name_ar", RecoverySite: "note_ar", Remains: "building"}[model]
    key = row.pk.hex if connection.vendor == "sqlite" else str(row.pk)
    for version in ("version", "version + 2", "1"):
        with _refused("does not raise its version"), transaction.atomic(), connection.cursor() as cursor:
            change = f"UPDATE {table} SET {column} = 'x', version = {version} WHERE id = %s"
            cursor.execute(change, [key])
    with _refused("does not raise its version"), transaction.atomic():
        row.save()
    assert model._default_manager.filter(pk=row.pk).update(**{column: "x"}) == 1
    row.refresh_from_db()
    assert (row.version, getattr(row, column)) == (2, "x")  # type: ignore[attr-defined]


def test_a_claim_cites_the_bytes_of_its_item_or_of_one_of_its_texts(record: Record) -> None:
    record.one(Claim)
    with _refused("cites the bytes"), transaction.atomic():
        record.new(Claim, text_sha256=OTHER_SHA)
    record.one(Text)
    assert record.new(Claim, text_sha256=OTHER_SHA).text_sha256 == OTHER_SHA


@pytest.mark.parametrize("values", [{"content": OTHER_SHA}, {"created_by": "nobody"}], ids=str)
def test_an_approval_is_of_exactly_this_release(record: Record, values: dict[str, Any]) -> None:
    record.one(Release)
    with _refused("content and the creator of its release"), transaction.atomic():
        record.new(Approval, **values)


def test_only_an_approval_makes_a_release_approved(record: Record) -> None:
    release = record.one(Release)
    with _refused("approval of a second person"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(status="approved")
    record.one(Approval)
    assert Release.objects.filter(pk=release.pk).update(status="approved") == 1


def test_a_creator_cannot_approve_under_another_creators_name(record: Record) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        record.new(Approval, created_by="somebody else", approved_by="amal")


def test_every_trigger_is_in_the_database(db: None) -> None:
    assert triggers.missing(connection, apps) == []


def test_every_link_is_watched() -> None:
    watched = {(each.table, column) for each in trigger_rules.wanted(apps) for column in each.columns}
    for model, link in _links():
        column = model._meta.get_field(link).column  # type: ignore[union-attr]
        assert (model._meta.db_table, column) in watched


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back_and_repeated() -> None:
    """The account stays: all the libraries' tables, and their hundreds of migrations, hang on it."""
    executor = MigrationExecutor(connection)
    executor.migrate([("casebook", "0001_records"), ("desk", "0001_account")])
    assert triggers.missing(connection, apps)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert triggers.missing(connection, apps) == []
    assert Item.objects.filter(sha256=SHA).count() == 0


def test_every_migration_of_ours_can_be_taken_back() -> None:
    migrations = MigrationLoader(None).disk_migrations
    ours = {key: each for key, each in migrations.items() if key[0] in {"casebook", "desk"}}
    assert ("desk", "0001_account") in ours
    assert [key for key, each in ours.items() if not all(one.reversible for one in each.operations)] == []


CODED = (Grave, MissingPerson, Remains, Sample)


@pytest.mark.parametrize("model", CODED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("other", CODED, ids=lambda model: model.__name__)
def test_a_code_is_never_used_twice(
    record: Record, model: type[models.Model], other: type[models.Model]
) -> None:
    code = record.one(model).code  # type: ignore[attr-defined]
    with _refused("borne by something else|code_once|UNIQUE|unique"), transaction.atomic():
        record.new(other, code=code)


@pytest.mark.parametrize("model", CODED, ids=lambda model: model.__name__)
def test_what_bears_a_code_keeps_it_and_is_never_erased(record: Record, model: type[models.Model]) -> None:
    row = record.one(model)
    with _refused("a code never changes"), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(code="another")
    with _refused("never erased"), transaction.atomic():
        row.delete()


def test_hand_overs_make_an_unbroken_chain(record: Record) -> None:
    first = record.one(HandOver)
    later = first.at + timedelta(hours=1)
    for values in ({"handed_by": "driver", "at": later}, {"at": later}, {"handed_by": "doctor"}):
        with _refused("starts from whoever holds"), transaction.atomic():
            record.new(HandOver, **{"received_by": "clerk", **values})
    record.new(HandOver, handed_by="doctor", received_by="clerk", at=later)
    other = record.new(Remains, code="R-9")
    assert record.new(HandOver, remains=other, at=later).remains == other
    assert record.new(HandOver, remains=None, sample=record.one(Sample), at=later).sample is not None


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (AuditEntry, {"after": {"why": "(lawfully removed)"}}),
        (AuditEntry, {"before": {"why": ["(lawfully removed)", "kept"]}}),
        (Revision, {"values": {"summary_en": "(lawfully removed)"}}),
    ],
    ids=str,
)
def test_of_what_is_only_added_to_a_lawful_removal_says_so_in_place_of_words(
    record: Record, model: type[models.Model], values: dict[str, Any]
) -> None:
    row = record.one(model)
    found = model._default_manager.filter(pk=row.pk)
    assert found.update(**values) == 1
    with _refused("never changed or deleted"), transaction.atomic():
        found.update(**{name: {"why": "something else"} for name in values})
    other = {"actor": "basma"} if model is AuditEntry else {"made_by": "basma"}
    with _refused("never changed or deleted"), transaction.atomic():
        found.update(**values, **other)

"""What must agree across rows, and is kept by the database itself.

One list, ``wanted``, says in plain values what each trigger keeps; ``triggers`` spells it in two dialects:

- a record lies in the case of every record it points to, and never changes its case;
- audit entries, approvals, signatures, revisions and the steps of an answer are never changed or
  deleted;
- every change of a record that people edit raises its version by one, so that none writes over
  what it has not seen;
- a sealed SHA-256 never changes, nor do words but by their lawful removal; a claim cites the
  bytes of its item or of one of its texts;
- a code on a body, a sample, a grave or a file is never used twice, and hand-overs make an unbroken chain;
- an approval names the release's own content and creator, and only an approved release says so;
- whatever changes what the list of incidents shows notes which of its lines are out of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.models import ForeignKey, Model

from tahqiq.casebook.marks import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Refuses a change of ``table`` when ``unless`` does not hold.

    Attributes:
        name: of the trigger, unique in the database.
        events: on which changes it looks.
        columns: for updates, only those touching these columns; empty any.
        unless: SQL over NEW and OLD that must hold; 'FALSE' refuses always.
        says: what the refusal says.
    """

    name: str
    table: str
    events: tuple[Event, ...]
    unless: str
    says: str
    columns: tuple[str, ...] = ()


#: Tables to which rows are added and never changed or taken away.
APPEND_ONLY = ("auditentry", "approval", "answerevent", "handover", "revision", "signoff")
#: Records that people edit.
VERSIONED = (
    *("answer", "grave", "incident", "missingperson", "place", "recoverysite", "remains", "sitevisit"),
    "victim",
)
#: Things that bear a code: no two of a case bear one, and none changes its own or is erased.
CODED = ("grave", "missingperson", "remains", "sample")
#: model → columns that never change once written.
IMMUTABLE = {
    "item": ("sha256", "size"),
    "text": ("sha256", "content"),
    "claim": ("text_sha256", "quote", "locator", "start", "end", "record"),
    "release": ("content", "created_by"),
    "formsubmission": ("form", "instance", "mark"),
    "correction": ("sealed", "received_on"),
    "passage": ("start", "end"),
    "foundphotograph": ("code",),
    "storyversion": ("story", "number", "content", "digest", "submitted_by"),
    "vaultkeeper": ("public", "name"),
}
#: What a lawful removal leaves where words stood.
REMOVED = "(lawfully removed)"
#: Words that a lawful removal may put in their place (``casebook.actions.withdrawal``), and nothing else.
ERASED = {"text": {"content": ""}, "claim": {"quote": REMOVED}, "storyversion": {"content": "{}"}}
#: Of what is only added to: columns in which a lawful removal may leave ``REMOVED`` in place of words.
ERASABLE = {
    "answerevent": ("note", "quote"),
    "auditentry": ("before", "after"),
    "revision": ("values",),
}


def wanted(apps: Apps) -> Iterator[Trigger]:
    """The triggers for these models (the present ones, or those of a migration)."""
    models = {model._meta.model_name: model for model in apps.get_app_config("casebook").get_models()}
    for _, model in sorted(models.items()):
        yield from _same_case(model)
    for name in APPEND_ONLY:
        if name in models:
            yield from _append_only(models[name], ERASABLE.get(name, ()))
    yield from (_versioned(models[name]) for name in VERSIONED if _counts_versions(models.get(name)))
    for name, columns in IMMUTABLE.items():
        if name in models:
            yield _immutable(models[name], columns)
    if all(name in models for name in CODED):
        yield _CHAIN
        yield from _coded({name: models[name]._meta.db_table for name in CODED})
    yield from (each for each in _SPECIAL if each.table in {m._meta.db_table for m in models.values()})


def _append_only(model: type[Model], erasable: tuple[str, ...]) -> Iterator[Trigger]:
    """Rows are added; nothing but a lawful removal touches one, and it says so in place of the words."""
    table = model._meta.db_table
    says = f"{table}: rows are added, never changed or deleted"
    name = f"{table}_is_append_only"
    if not erasable:
        yield Trigger(name=name, table=table, events=("UPDATE", "DELETE"), unless="1 = 0", says=says)
        return
    kept = [_unchanged(str(each.column), None) for each in model._meta.local_fields]
    for column in erasable:
        same = _unchanged(column, None)
        removed = f"CAST(NEW.\"{column}\" AS text) LIKE '%{REMOVED}%'"
        kept[kept.index(same)] = f"({same} OR {removed})"
    yield Trigger(name=name, table=table, events=("UPDATE",), unless=" AND ".join(kept), says=says)
    gone = f"{table}_is_never_deleted"
    yield Trigger(name=gone, table=table, events=("DELETE",), unless="1 = 0", says=says)


def _same_case(model: type[Model]) -> Iterator[Trigger]:
    """A record lies in the case of what it points to, and stays in its case."""
    table = model._meta.db_table
    fields = {field.name: field for field in model._meta.local_fields}
    if "case" not in fields:
        return
    yield Trigger(
        name=f"{table}_stays_in_its_case",
        table=table,
        events=("UPDATE",),
        columns=("case_id",),
        unless="NEW.case_id = OLD.case_id",
        says=f"{table}: a record never changes its case",
    )
    links = [field for field in fields.values() if isinstance(field, ForeignKey)]
    parents = [field for field in links if _is_kept_in_a_case(field)]
    if parents:
        yield Trigger(
            name=f"{table}_in_one_case",
            table=table,
            events=("INSERT", "UPDATE"),
            columns=tuple(str(field.column) for field in parents),
            unless=" AND ".join(_shares_case(field) for field in parents),
            says=f"{table}: a record lies in the case of what it points to",
        )


def _is_kept_in_a_case(field: ForeignKey[Any, Any]) -> bool:
    parent = field.remote_field.model._meta
    in_the_record = parent.app_label == "casebook" and field.name != "case"
    return in_the_record and any(each.name == "case" for each in parent.local_fields)


def _shares_case(field: ForeignKey[Any, Any]) -> str:
    parent = field.remote_field.model._meta.db_table
    link = f'NEW."{field.column}"'
    inside = f'EXISTS (SELECT 1 FROM "{parent}" p WHERE p.id = {link} AND p.case_id = NEW.case_id)'  # noqa: S608 - our own names
    return f"({link} IS NULL OR {inside})" if field.null else inside


def _counts_versions(model: type[Model] | None) -> bool:
    """Whether the models of this migration count versions yet."""
    return model is not None and any(field.name == "version" for field in model._meta.local_fields)


def _versioned(model: type[Model]) -> Trigger:
    """Every change is the next version."""
    table = model._meta.db_table
    return Trigger(
        name=f"{table}_counts_versions",
        table=table,
        events=("UPDATE",),
        unless="NEW.version = OLD.version + 1",
        says=f"{table}: it has been changed since, or the change does not raise its version",
    )


def _coded(tables: Mapping[str, str]) -> Iterator[Trigger]:
    """A code is never used twice: not by another kind of thing, nor once its first bearer is gone."""
    for table in tables.values():
        others = [other for other in tables.values() if other != table]
        borne = 'SELECT 1 FROM "{}" o WHERE o.case_id = NEW.case_id AND o.code = NEW.code'
        yield Trigger(
            name=f"{table}_bears_a_new_code",
            table=table,
            events=("INSERT",),
            unless=" AND ".join(f"NOT EXISTS ({borne.format(other)})" for other in others),
            says=f"{table}: this code is borne by something else",
        )
        yield Trigger(
            name=f"{table}_keeps_its_code",
            table=table,
            events=("UPDATE",),
            columns=("code",),
            unless="NEW.code = OLD.code",
            says=f"{table}: a code never changes",
        )
        yield Trigger(
            name=f"{table}_is_never_erased",
            table=table,
            events=("DELETE",),
            unless="1 = 0",
            says=f"{table}: withdrawn, never erased, so that its code is never used again",
        )


def _from_its_holder(link: str) -> str:
    """SQL: a thing's hand-over starts from whoever received it last, and not before that."""
    last = f"SELECT h.{{}} FROM casebook_handover h WHERE h.{link} = NEW.{link}"  # noqa: S608 - our own names
    newest = "ORDER BY h.at DESC, h.id DESC LIMIT 1"
    held = (
        f"NEW.handed_by = ({last.format('received_by')} {newest}) AND NEW.at > ({last.format('at')} {newest})"
    )
    return f"(NOT EXISTS ({last.format('id')}) OR {held})"


def _immutable(model: type[Model], columns: tuple[str, ...]) -> Trigger:
    table = model._meta.db_table
    erased = ERASED.get(str(model._meta.model_name), {})
    distinct = " AND ".join(_unchanged(name, erased.get(name)) for name in columns)
    return Trigger(
        name=f"{table}_keeps_what_was_sealed",
        table=table,
        events=("UPDATE",),
        columns=columns,
        unless=distinct,
        says=f"{table}: {', '.join(columns)} never change",
    )


def _unchanged(column: str, erased: str | None) -> str:
    """The column says what it said, or, where that may be, that its words were lawfully removed."""
    same = f'NEW."{column}" = OLD."{column}" OR NEW."{column}" IS NULL AND OLD."{column}" IS NULL'
    return f"({same})" if erased is None else f"({same} OR NEW.\"{column}\" = '{erased}')"


_SPECIAL = (
    Trigger(
        name="casebook_claim_cites_its_item",
        table="casebook_claim",
        events=("INSERT", "UPDATE"),
        columns=("item_id", "text_sha256"),
        unless=(
            "EXISTS (SELECT 1 FROM casebook_item i WHERE i.id = NEW.item_id AND i.sha256 = NEW.text_sha256)"
            " OR EXISTS (SELECT 1 FROM casebook_text t"
            " WHERE t.item_id = NEW.item_id AND t.sha256 = NEW.text_sha256)"
        ),
        says="casebook_claim: a claim cites the bytes of its item or of one of its texts",
    ),
    Trigger(
        name="casebook_approval_of_this_release",
        table="casebook_approval",
        events=("INSERT",),
        unless=(
            "EXISTS (SELECT 1 FROM casebook_release r WHERE r.id = NEW.release_id"
            " AND r.content = NEW.content AND r.created_by = NEW.created_by)"
        ),
        says="casebook_approval: it names the content and the creator of its release",
    ),
    Trigger(
        name="casebook_release_approved_by_somebody",
        table="casebook_release",
        events=("INSERT", "UPDATE"),
        columns=("status",),
        unless=(
            "NEW.status <> 'approved'"
            " OR EXISTS (SELECT 1 FROM casebook_approval a WHERE a.release_id = NEW.id)"
        ),
        says="casebook_release: only the approval of a second person makes it approved",
    ),
)
_CHAIN = Trigger(
    name="casebook_handover_starts_from_the_holder",
    table="casebook_handover",
    events=("INSERT",),
    unless=" AND ".join(_from_its_holder(link) for link in ("remains_id", "sample_id", "item_id")),
    says="casebook_handover: it starts from whoever holds the thing, after it was received",
)

"""Two people edited one record: both versions field by field, for the second of them to merge.

Nothing is lost: what the first saved stands, what the second typed is carried in the page. A field
that only one of them changed is chosen already, seen against the version both began from; for
one that both changed the person chooses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from tahqiq.casebook.drafts import Draft
from tahqiq.casebook.models import Revision
from tahqiq.casebook.models.base import Versioned
from tahqiq.desk.field_words import FieldWords
from tahqiq.vocab.errors import BadInput

D = TypeVar("D", bound=Draft)
#: What a form of two versions carries: the draft of whoever came second, as JSON.
MINE = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One field in which the two versions differ.

    Attributes:
        mine, theirs, began: what each says, in words; ``began`` is None where it is not known.
        chosen: 'mine', 'theirs', or '' where both changed it.
    """

    name: str
    label: str
    mine: str
    theirs: str
    began: str | None
    chosen: str


def choices(mine: D, theirs: D, began: D | None, words: FieldWords) -> list[Choice]:
    """The fields in which two drafts of one record differ, in the order of the form."""
    differing = set(mine.changed_from(theirs))
    return [
        Choice(
            name=field.name,
            label=words.called(field.name),
            mine=words.said(field.name, getattr(mine, field.name)),
            theirs=words.said(field.name, getattr(theirs, field.name)),
            began=words.said(field.name, getattr(began, field.name)) if began is not None else None,
            chosen=_chosen(field.name, mine, theirs, began),
        )
        for field in fields(mine)
        if field.name in differing
    ]


def _chosen(name: str, mine: Draft, theirs: Draft, began: Draft | None) -> str:
    """The one that changed it, where the other left it as both found it."""
    if began is None:
        return ""
    if getattr(mine, name) == getattr(began, name):
        return "theirs"
    return "mine" if getattr(theirs, name) == getattr(began, name) else ""


def began_from(record: Versioned, version: int, kind: type[D]) -> D | None:
    """What the record said in the version that an editor began from, if it was kept."""
    name = record._meta.model_name
    kept = Revision.objects.filter(kind=name, record=record.pk, version=version).first()
    return None if kept is None else kind.from_plain(kept.values)


def last_editor(record: Versioned) -> str:
    """Who made the version that the record has now; '' where no edit did."""
    name = record._meta.model_name
    kept = Revision.objects.filter(kind=name, record=record.pk, version=record.version).first()
    return kept.made_by if kept is not None else ""


def merged(posted: Mapping[str, Any], theirs: D) -> D:
    """The draft that a person chose, field by field.

    Raises:
        BadInput: the page does not carry a draft, or a field that differs was not chosen.
    """
    mine = type(theirs).from_plain(_carried(posted))
    values = theirs.plain()
    for name in mine.changed_from(theirs):
        chosen = posted.get(f"choose-{name}")
        if chosen not in {"mine", "theirs"}:
            raise BadInput("choose one of the two versions for every field", column=name)
        if chosen == "mine":
            values[name] = mine.plain()[name]
    return type(theirs).from_plain(values)


def _carried(posted: Mapping[str, Any]) -> dict[str, Any]:
    try:
        carried = json.loads(posted.get(MINE, ""))
    except (ValueError, RecursionError):  # nested beyond all measure
        carried = None
    if not isinstance(carried, dict):
        raise BadInput("the page does not carry what you typed")
    return carried

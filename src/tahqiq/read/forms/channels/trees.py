"""What every channel has in common: names to trees, a tree to its envelope and its form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from typing import Any

from tahqiq.read.forms.definition import Form, shipped
from tahqiq.read.forms.submission import Envelope, Submission, Unread, filled
from tahqiq.vocab.errors import BadInput

Tree = dict[str, Any]
#: Questions of a form that must be met before something is taken for it.
FEWEST = 3

#: By whom, from which telephone and under which address something was sent: the team's, and kept nowhere.
_SENDERS = frozenset(
    [
        "SubmitterID",
        "SubmitterName",
        "DeviceID",
        "submitterId",
        "submitterName",
        "deviceId",
        "_submitted_by",
        "_attachments",
        "_validation_status",
        "_notes",
        "username",
        "deviceid",
        "phonenumber",
        "subscriberid",
        "simserial",
        "email",
    ]
)
#: Names of one submission; what else stands in ``meta`` was put there by a form.
_META = frozenset({"instanceID", "deprecatedID", "rootUuid"})
#: What servers add around the answers; never an answer of its own.
_AROUND = frozenset(
    [
        "KEY",
        "PARENT_KEY",
        "SubmissionDate",
        "SubmitterID",
        "SubmitterName",
        "AttachmentsPresent",
        "AttachmentsExpected",
        "Status",
        "ReviewState",
        "DeviceID",
        "Edits",
        "FormVersion",
        "instanceID",
        "meta",
        "formhub",
        "start",
        "end",
    ]
)


def planted(cells: Mapping[str, Any], mark: str) -> Tree:
    """A tree from flat names such as 'meeting/pseudonym'.

    A column that only splits another one up (one column for each answer of a select) says nothing new.

    >>> planted({"a/b": "1", "a/b/x": "0", "a/c": "2"}, "/")
    {'a': {'b': '1', 'c': '2'}}
    """
    tree: Tree = {}
    for name, value in cells.items():
        if any(name.startswith(f"{other}{sign}") for other in _prefixes(name, cells) for sign in (mark, "/")):
            continue
        *groups, last = name.split(mark)
        place = tree
        for group in groups:
            below = place.setdefault(group, {})
            if not isinstance(below, dict):
                below = place[group] = {"": below}
            place = below
        place[last] = value
    return tree


def _prefixes(name: str, cells: Mapping[str, Any]) -> Iterator[str]:
    return (name[:at] for at, sign in enumerate(name) if sign in "-/" and name[:at] in cells)


def envelope_of(tree: Mapping[str, Any]) -> Envelope | None:
    """What a channel says around the answers; None where it does not say which submission it is."""
    meta = tree.get("meta")
    within = meta if isinstance(meta, Mapping) else {}
    own, replaces = _id(within.get("instanceID")), _id(within.get("deprecatedID"))
    system = tree.get("__system")
    about = system if isinstance(system, Mapping) else {}
    key = _id(tree.get("__id")) or _id(tree.get("KEY")) or _id(tree.get("_uuid"))
    instance = own or key
    if not instance:
        return None
    first = _id(within.get("rootUuid")) or _id(tree.get("__id")) or _id(tree.get("KEY")) or replaces
    return Envelope(
        instance=instance,
        root=first or instance,
        replaces=replaces,
        submitted_at=_said(
            about.get("submissionDate") or tree.get("SubmissionDate") or tree.get("_submission_time")
        ),
        version=_said(about.get("formVersion") or tree.get("FormVersion") or tree.get("__version__")),
    )


def form_for(tree: Mapping[str, Any], named: Form | None, *, where: str) -> Form:
    """The form a tree fills in: the one named, else the one whose questions it holds most of.

    Raises:
        BadInput: it holds too few of any form's questions.
    """
    if named is not None:
        return named
    form = form_by(set(_names(tree)))
    if form is None:
        raise BadInput(
            "none of the shipped forms asks what stands here",
            file=where,
            remedy="export with the questions' names (Kobo: 'XML values and headers')",
        )
    return form


def form_by(names: Set[str]) -> Form | None:
    """The form whose questions are most among the names; None where hardly any form's are."""
    held = {form.slug: held_by(form, names) for form in shipped()}
    form = max(shipped(), key=lambda each: held[each.slug])
    return form if held[form.slug] >= FEWEST else None


def held_by(form: Form, names: Set[str]) -> int:
    """How many of a form's questions are among the names."""
    return sum(each.name in names for _, each in form.questions() if each.type != "note")


def read_tree(tree: Mapping[str, Any], form: Form, *, where: str, document: bytes) -> Submission | Unread:
    """One submission from its tree, or why it cannot be taken.

    Args:
        document: the submission as it came.
    """
    envelope = envelope_of(tree)
    if envelope is None:
        return Unread(where=where, problem="it has no instanceID, so that nobody can tell it from another")
    try:
        return filled(form, answers_of(tree), envelope, where=where, document=document)
    except BadInput as error:
        return Unread(where=where, problem=error.problem)


def answers_of(tree: Mapping[str, Any]) -> Tree:
    """The tree without what the server added: names with '_' or '@', its own columns, addresses of files."""
    kept = {name: _pruned(value) for name, value in tree.items() if _is_answer(name) and name not in _AROUND}
    meta = tree.get("meta")
    said = meta if isinstance(meta, Mapping) else {}
    further = {name: each for name, each in said.items() if name not in _META}
    return kept | ({"meta": _pruned(further)} if further else {})


def verbatim(row: Mapping[str, Any]) -> bytes:
    """A row as it came, as JSON in one spelling; accounts and telephones of who sent it are left out.

    >>> verbatim({"b": "2", "a": None, "_submitted_by": "somebody"})
    b'{"a":null,"b":"2"}'
    """
    told = json.dumps(_without_senders(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return told.encode(errors="backslashreplace")  # half a character becomes its own escape, as JSON has it


def _without_senders(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _without_senders(each)
            for name, each in value.items()
            if name not in _SENDERS and not name.endswith("_URL")
        }
    return [_without_senders(each) for each in value] if isinstance(value, list) else value


def _pruned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _pruned(each) for name, each in value.items() if _is_answer(name)}
    return [_pruned(each) for each in value] if isinstance(value, list) and _holds_rows(value) else value


def _holds_rows(value: list[Any]) -> bool:
    return any(isinstance(each, Mapping) for each in value)


def _is_answer(name: str) -> bool:
    return (
        not name.startswith("_")
        and "@" not in name
        and not name.endswith("_URL")
        and name not in {"KEY", "PARENT_KEY"}
    )


def _names(tree: object) -> Iterator[str]:
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            yield str(name)
            yield from _names(value)
    elif isinstance(tree, list):
        for value in tree[:1]:
            yield from _names(value)


def _id(value: object) -> str:
    """An id as OpenRosa writes it; Kobo leaves its scheme out."""
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > 200 or any(not each.isprintable() for each in text):
        return ""
    return text if ":" in text else f"uuid:{text}"


def _said(value: object) -> str:
    return value[:200] if isinstance(value, str) else ""

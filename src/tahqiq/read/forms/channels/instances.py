"""Instance files as Collect and Briefcase keep them: one XML a submission, its media beside it (OpenRosa)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tahqiq.read.forms.bundle import Bundle
from tahqiq.read.forms.channels.trees import read_tree
from tahqiq.read.forms.definition import form_named
from tahqiq.read.forms.submission import DEEPEST, Submission, Unread
from tahqiq.read.text.xml import parse_xml
from tahqiq.read.text.zips import shown
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Bytes of one instance file: text only, its media stand beside it.
MOST_XML = 1 << 24


def instances(bundle: Bundle) -> Iterator[Submission | Unread]:
    """Every submission among the XML files of a bundle, in the order of their names."""
    for name in bundle.ending(".xml"):
        yield read_instance(bundle.read(name, most=MOST_XML), where=shown(name))


def read_instance(content: bytes, *, where: str) -> Submission | Unread:
    """One submission from its XML."""
    try:
        root = parse_xml(content, file=where, member=where)
    except BadInput as error:
        return Unread(where=where, problem=error.problem)
    if root.get("encrypted") == "yes":
        return Unread(
            where=where, problem="it is encrypted: export it decrypted from ODK Central or Briefcase"
        )
    form = form_named(root.get("id") or "")
    if form is None:
        return Unread(where=where, problem="it is no submission of a shipped form")
    try:
        tree = _tree(root, where, 0)
    except BadInput as error:
        return Unread(where=where, problem=error.problem)
    attributes = {"FormVersion": root.get("version"), "SubmissionDate": root.get("submissionDate")}
    inside = tree if isinstance(tree, dict) else {}
    return read_tree(
        {**inside, **{name: value for name, value in attributes.items() if value}},
        form,
        where=where,
        document=content,
    )


def _tree(element: _Element, where: str, depth: int) -> Any:
    """An element as text, or as a tree where it has children; children of one name become a list."""
    if depth > DEEPEST:
        raise BadInput("answers nested too deeply", file=where)
    children = [each for each in element if isinstance(each.tag, str)]
    if not children:
        return element.text or ""
    tree: dict[str, Any] = {}
    for child in children:
        name, value = child.tag.rpartition("}")[2], _tree(child, where, depth + 1)
        if name not in tree:
            tree[name] = value
        elif isinstance(tree[name], list):
            tree[name].append(value)
        else:
            tree[name] = [tree[name], value]
    return tree

"""Faults of a manuscript, put where an author mends them: at the field of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from wagtail.blocks import ListBlock, StreamValue, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from tahqiq.stories.authoring.manuscripts import block_id
from tahqiq.vocab.wording import Language

if TYPE_CHECKING:
    from tahqiq.casebook.telling import Fault


def mark(form: ModelForm[Any], faults: Iterable[Fault], *, stream: str, language: Language) -> list[Fault]:
    """Shows faults at the fields of a form that nobody has sent yet, and gives those that have none.

    Args:
        stream: the field that holds blocks.
        language: of whoever reads.
    """
    form.full_clean()  # of a form without data: it has no errors, and now a place for them
    value: StreamValue = form[stream].value()
    positions = {block_id(child): place for place, child in enumerate(value)}
    inside: dict[int, list[Fault]] = {}
    left = []
    for each in faults:
        field = f"{each.field}_{each.language}" if each.language else f"{each.field}_en"
        if each.block in positions:
            inside.setdefault(positions[each.block], []).append(each)
        elif not each.block and field in form.fields:
            errors = form.errors.setdefault(field, form.error_class())
            errors.append(each.said(language))
        else:
            left.append(each)
    if inside:
        told = {place: _of_block(value[place].block, some, language) for place, some in inside.items()}
        form.errors[stream] = form.error_class([StreamBlockValidationError(block_errors=told)])
    return left


def _of_block(block: StructBlock, faults: Iterable[Fault], language: Language) -> ValidationError:
    """The faults of one block, each as deep as its field lies."""
    tree: dict[str, Any] = {}
    for each in faults:
        path = [part for part in (*each.field.split("."), each.language) if part]
        _plant(tree, block, path, each.said(language))
    found: ValidationError = _grown(block, tree)
    return found


def _plant(tree: dict[str, Any], block: Any, path: list[str], said: str) -> None:
    """Puts one fault as deep as its path leads; at the block where the path leads nowhere."""
    while path and isinstance(block, StructBlock) and path[0] in block.child_blocks:
        block, tree = block.child_blocks[path[0]], tree.setdefault(path[0], {})
        path = path[1:]
    if isinstance(block, ListBlock) and path and path[0].isdecimal():
        _plant(tree.setdefault(path[0], {}), block.child_block, path[1:], said)
        return
    tree.setdefault("", []).append(said)


def _grown(block: Any, tree: Mapping[str, Any]) -> ValidationError:
    own = list(tree.get("", ()))
    below = {name: branch for name, branch in tree.items() if name}
    if isinstance(block, StructBlock):
        errors = {name: _grown(block.child_blocks[name], branch) for name, branch in below.items()}
        of_struct: ValidationError = StructBlockValidationError(block_errors=errors, non_block_errors=own)
        return of_struct
    if isinstance(block, ListBlock):
        each = {int(name) - 1: _grown(block.child_block, branch) for name, branch in below.items()}
        of_list: ValidationError = ListBlockValidationError(block_errors=each, non_block_errors=own)
        return of_list
    return ValidationError(own)

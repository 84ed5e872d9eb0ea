"""Answers of a form as a screen shows them: in the words of the form, two versions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tahqiq.read.forms import Form, form_of
from tahqiq.read.forms.answered import words_of
from tahqiq.read.forms.definition import Group, Question, worded_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question with its answer in one version, and in the other where there are two.

    Attributes:
        name: of the question, or of its group where that is repeated.
        group, label: in the language of the screen.
        held, arrived: the answers in words; '' unanswered.
        differs: whether the two were answered differently.
    """

    name: str
    group: str
    label: str
    held: str
    arrived: str = ""
    differs: bool = False


def lines_of(
    slug: str, held: Mapping[str, Any], arrived: Mapping[str, Any] | None = None, *, language: str
) -> list[Line]:
    """The questions that either version answers, in the order of the form.

    >>> [(each.label, each.held) for each in lines_of("interview", {"setting": "home"}, language="en")]
    [('Setting', "At the person's home")]
    """
    return list(
        _lines(form_of(slug), held, {} if arrived is None else arrived, language, arrived is not None)
    )


def _lines(
    form: Form, held: Mapping[str, Any], arrived: Mapping[str, Any], language: str, both: bool
) -> Iterator[Line]:
    for group, question, left, right in _answered(form, held, arrived):
        if left or right:
            yield Line(
                name=group.name if group.repeat else question.name,
                group=worded_in(group, language),
                label=worded_in(question, language),
                held=words_of(question, left, language),
                arrived=words_of(question, right, language),
                differs=both and left != right,
            )


def _answered(
    form: Form, held: Mapping[str, Any], arrived: Mapping[str, Any]
) -> Iterator[tuple[Group, Question, str, str]]:
    for group in form.groups:
        if not group.repeat:
            for each in group.questions:
                yield group, each, held.get(each.name, ""), arrived.get(each.name, "")
            continue
        left, right = held.get(group.name, []), arrived.get(group.name, [])
        for at in range(max(len(left), len(right))):
            one = left[at] if at < len(left) else {}
            other = right[at] if at < len(right) else {}
            for each in group.questions:
                yield group, each, one.get(each.name, ""), other.get(each.name, "")

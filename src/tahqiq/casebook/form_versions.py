"""What two versions of one submission say differently, in answers and in the bytes of their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tahqiq.casebook.models import FormSubmission
from tahqiq.read.forms import differing, form_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedFile:
    """A file of which two versions of a submission hold other bytes.

    Attributes:
        question: which answer names it; ``at``: in which repeat of its group, from 0.
        held, arrived: what its version says of it: name and sha256.
    """

    question: str
    at: int
    held: Mapping[str, Any]
    arrived: Mapping[str, Any]


def replaced_files(
    held: Iterable[Mapping[str, Any]], arrived: Iterable[Mapping[str, Any]]
) -> list[ReplacedFile]:
    """The files that both versions have, of other bytes (by SHA-256); one that did not come is no other.

    >>> one = {"question": "recording", "at": 0, "name": "a.m4a", "sha256": "1" * 64}
    >>> [each.question for each in replaced_files([one], [{**one, "sha256": "2" * 64}])]
    ['recording']
    >>> replaced_files([one], [{**one, "sha256": ""}])
    []
    """
    before = {(each["question"], each["at"]): each for each in held if each["sha256"]}
    now = {(each["question"], each["at"]): each for each in arrived if each["sha256"]}
    return [
        ReplacedFile(question=place[0], at=place[1], held=before[place], arrived=each)
        for place, each in now.items()
        if place in before and before[place]["sha256"] != each["sha256"]
    ]


def between(one: FormSubmission, other: FormSubmission) -> list[str]:
    """The questions that two versions answer differently, or by files of other bytes, in the form's order."""
    if one.form != other.form:
        return sorted({*one.answers, *other.answers})
    form = form_of(one.form)
    found = {*differing(form, one.answers, other.answers)}
    found |= {each.question for each in replaced_files(one.media, other.media)}
    asked = ((group.name if group.repeat else each.name, each.name) for group, each in form.questions())
    return list(dict.fromkeys(shown for shown, name in asked if found & {shown, name}))

"""The answers of one submission, read as the record wants them, and which of them were carried over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.timezone import get_current_timezone

from tahqiq.casebook.actions.places import make_place
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.drafts import PlaceDraft
from tahqiq.casebook.models import FormSubmission, Incident, Item, Place
from tahqiq.read.forms import form_of
from tahqiq.read.forms.definition import worded_in
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

T = TypeVar("T")
#: How exactly a place is known, as the forms say it, in the record's words.
_PRECISION = {
    "exact": "exact",
    "building": "within_100m",
    "street": "street",
    "neighbourhood": "neighbourhood",
    "town": "town",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What came of filing a submission.

    Attributes:
        record: what was made. ``pseudonym``: of the person who spoke, or the file; '' none.
        left: questions whose answers the record has no place for; they stay in the submission.
    """

    record: models.Model
    pseudonym: str = ""
    left: tuple[str, ...] = ()


class Answered:
    """One submission's answers; what is taken from it is noted."""

    def __init__(self, submission: FormSubmission) -> None:
        self.submission, self.case = submission, submission.case
        self._form = form_of(submission.form)
        self._answers: Mapping[str, Any] = submission.answers
        self._taken: set[str] = set()
        self._not_whole: set[str] = set()

    def text(self, name: str) -> str:
        """An answer; '' for none."""
        self._taken.add(name)
        return str(self._answers.get(name, ""))

    def peek(self, name: str) -> str:
        """An answer, without noting that it was taken."""
        return str(self._answers.get(name, ""))

    def day(self, name: str) -> date | None:
        """A day; None for none."""
        return self._read(name, date.fromisoformat)

    def moment(self, name: str) -> datetime | None:
        """A time with its zone; None for none."""
        return self._read(name, moment_of)

    def number(self, name: str) -> float | None:
        """A number; None for none."""
        return self._read(name, float)

    def days(self, first: str, last: str) -> DateSpan:
        """A span of days, both ends inclusive."""
        return DateSpan.parse(self.text(first), self.text(last) or self.text(first))

    def agrees(self, name: str) -> bool:
        """Whether the person agreed; no answer is none."""
        return self.text(name) == "yes"

    def rows(self, group: str, *, carried: Collection[str] = ()) -> Sequence[Mapping[str, str]]:
        """A repeated group.

        Args:
            carried: the questions of which something is made, () all; where others were answered, the group
                is told as left behind.
        """
        self._taken.add(group)
        rows = tuple(self._answers.get(group, ()))
        if carried and any(set(row) - set(carried) for row in rows):
            self.leave(group)
        return rows

    def words(self, name: str, *, language: str = "en") -> str:
        """The words of a chosen answer, or of several."""
        question, value = self._form.question(name), self.text(name)
        if question is None:
            return value
        worded = {each.value: worded_in(each, language) for each in question.choices}
        values = value.split() if question.type == "select_multiple" else [value]
        return "; ".join(worded.get(each, each) for each in values if each)

    def item(self, question: str, at: int = 0) -> Item | None:
        """The sealed file of an answer; None where none was given or has come."""
        self._taken.add(question)
        for each in self.submission.media:
            if (each["question"], each["at"]) == (question, at):
                if each["sha256"]:
                    return Item.objects.get(case=self.case, sha256=each["sha256"])
                self.leave(self._place(question))
        return None

    def _place(self, question: str) -> str:
        """Where a question's answer stands: under its own name, or that of its repeated group."""
        groups = (group for group, each in self._form.questions() if each.name == question and group.repeat)
        return next((group.name for group in groups), question)

    def items(self) -> list[Item]:
        """Everything that was sealed of the submission, in every version that came of it."""
        versions = FormSubmission.objects.filter(case=self.case, root=self.submission.root)
        ids: set[UUID] = set()
        files: set[str] = set()
        for each in versions:
            ids |= {each.item_id, each.original_id}
            files |= {file["sha256"] for file in each.media if file["sha256"]}
        found = Item.objects.filter(Q(pk__in=ids) | Q(sha256__in=files), case=self.case)
        return list(found.order_by("sha256"))

    def incident(self) -> Incident | None:
        """The incident whose code was written down; None where the record has none of it."""
        code = self._answers.get("incident_code", "")
        found = Incident.objects.filter(case=self.case, code=code).first() if code else None
        if found is not None:
            self._taken.add("incident_code")
        return found

    def place(self, actor: Actor, *, words: str, point: str, precision: str = "") -> Place | None:
        """A place of the record, made of what was said of it; None where nothing was.

        Without words for it the point itself names it.
        """
        said, where = self.text(words), self.text(point).split()
        if not said and not where:
            return None
        exactly = self.text(precision) if precision else "exact" if where else ""
        lat, lon = _degrees(where, column=point) if len(where) > 1 else (None, None)
        draft = PlaceDraft(
            name_ar=said or f"{lat} {lon}",
            precision=_PRECISION.get(exactly, "unknown"),
            lat=lat,
            lon=lon,
        )
        return make_place(actor, self.case, draft=draft)

    def leave(self, name: str) -> None:
        """Says that something of an answer stays in the submission alone."""
        self._not_whole.add(name)

    def left(self) -> tuple[str, ...]:
        """Questions with an answer that nothing was made of, or not of all of it."""
        return tuple(sorted((set(self._answers) - self._taken) | self._not_whole))

    def _read(self, name: str, reader: Callable[[str], T]) -> T | None:
        text = self.text(name)
        try:
            return reader(text) if text else None
        except ValueError:
            raise BadInput(f"'{text[:40]}' cannot be read", column=name) from None


def moment_of(text: str) -> datetime:
    """A time as a phone writes it; one without a zone is taken in the installation's.

    Raises:
        BadInput: it is no time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"'{text[:40]}' is no time") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=get_current_timezone())


def _degrees(where: Sequence[str], *, column: str) -> tuple[float, float]:
    try:
        return float(where[0]), float(where[1])
    except ValueError:
        raise BadInput(f"'{' '.join(where)[:40]}' is no point", column=column) from None


def lines(*parts: tuple[str, str]) -> str:
    """Labelled parts, those that say something, a line each.

    >>> lines(("Damage", "severe"), ("Note", ""))
    'Damage: severe'
    """
    return "\n".join(f"{label}: {said}" for label, said in parts if said)

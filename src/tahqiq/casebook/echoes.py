"""Where words of testimony stand a second time: in logs, earlier versions, notes and summaries of ours.

A copy is six words in a row, letter for letter; of a shorter quote, the whole of it. What we noted for
ourselves is erased with the words themselves; what we wrote for readers is shown to the two people who take a
consent back, because somebody has to write it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from tahqiq.casebook.models import (
    AnswerEvent,
    AnswerProposal,
    AuditEntry,
    Burial,
    Case,
    Claim,
    Contradiction,
    FamilyRequest,
    FollowUp,
    FormConflict,
    FoundPhotograph,
    Grave,
    HandOver,
    ImportPlan,
    ImportProblem,
    Incident,
    Job,
    Judgement,
    LogEntry,
    Match,
    Population,
    Reassociation,
    RecoverySite,
    Remains,
    Remnant,
    Revision,
    Ruling,
    SiteVisit,
    Sought,
    Source,
    StatusJudgement,
    StoryVersion,
    Suggestion,
    Victim,
    VisitPhotograph,
    WelfareFlag,
)
from tahqiq.casebook.trigger_rules import REMOVED

#: Words in a row that are a copy, and code points of a shorter quote that is one.
ROW, _SHORTEST = 6, 12
Fields = Mapping[type[models.Model], tuple[str, ...]]
#: What people noted by hand beside other records: erased, and told to the two people before.
NOTED: Fields = {
    AnswerEvent: ("note",),
    FamilyRequest: ("question", "told", "how"),
    FormConflict: ("reason",),
    LogEntry: ("present", "said", "withdrawn_reason"),
}
#: All that we noted for ourselves, and in which fields words may stand: erased.
NOTES: Fields = {
    **NOTED,
    AnswerProposal: ("decision_reason",),
    AuditEntry: ("before", "after"),
    Claim: ("decision_reason", "withdrawn_reason"),
    Contradiction: ("about", "withdrawn_reason"),
    FollowUp: ("what",),
    ImportPlan: ("checked", "report"),
    ImportProblem: ("value", "problem"),
    Job: ("arguments", "result", "refusal"),
    Judgement: ("reason", "withdrawn_reason"),
    Match: ("evidence",),
    Revision: ("values",),
    StoryVersion: ("withdrawn_reason",),
    Suggestion: ("evidence",),
    WelfareFlag: ("note", "lowered_reason"),
}
#: What we wrote for readers, or about a thing of its own, or to give a judgement its basis.
WRITTEN: Fields = {
    Burial: ("wording", "mark"),
    Case: ("summary_en", "summary_ar"),
    FoundPhotograph: ("shows",),
    Grave: ("note",),
    HandOver: ("note",),
    Incident: ("title_en", "title_ar", "summary_en", "summary_ar", "not_counted_en", "not_counted_ar"),
    Population: ("note_en", "note_ar"),
    Reassociation: ("basis",),
    RecoverySite: ("note_en", "note_ar"),
    Remains: ("apparent_sex_basis", "apparent_age_basis", "findings"),
    Remnant: ("markings", "measurements", "identified_as", "identified_basis"),
    Ruling: ("report", "reason"),
    SiteVisit: ("seen",),
    Sought: ("note",),
    Source: ("note_en", "note_ar", "name_basis"),
    StatusJudgement: ("reason",),
    StoryVersion: ("content",),
    Victim: ("description_en", "name_basis"),
    VisitPhotograph: ("shows",),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words that somebody said, as they are found again.

    >>> said = Words.of(["There were nine of us in the cellar that night."])
    >>> "Notes: nine of us in the cellar that" in said, "nine of us" in said
    (True, False)
    """

    rows: frozenset[tuple[str, ...]]
    short: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """The words of these texts and quotes."""
        rows: set[tuple[str, ...]] = set()
        short: set[str] = set()
        for text in texts:
            rows.update(_rows(text))
            if len(text.split()) < ROW and len(text.strip()) >= _SHORTEST:
                short.add(text.strip())
        return cls(frozenset(rows), tuple(sorted(short)))

    def __bool__(self) -> bool:
        return bool(self.rows or self.short)

    def __contains__(self, text: object) -> bool:
        """Whether a text holds a copy of them."""
        if not isinstance(text, str) or not text:
            return False
        return any(each in text for each in self.short) or any(row in self.rows for row in _rows(text))

    def stand_in(self, value: object) -> bool:
        """Whether a text, or any text within a JSON value, holds a copy."""
        return any(text in self for text in _texts(value))

    def taken_out_of(self, value: Any) -> Any:
        """The value with every text that holds a copy replaced whole."""
        if isinstance(value, dict):
            return {(REMOVED if key in self else key): self.taken_out_of(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.taken_out_of(each) for each in value]
        return REMOVED if value in self else value


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    words = [each for word in text.split() if (each := word.strip(".,;:!?()[]\"'«»“”،؛؟…"))]
    yield from zip(*(words[shift:] for shift in range(ROW)), strict=False)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from (*_texts(key), *_texts(each))
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def names_any(keys: Iterable[str]) -> Callable[[object], bool]:
    """Tells of plain values whether any of these ids, hashes or keys stands in a text of theirs."""
    spelled = "|".join(map(re.escape, sorted(keys))) or "(?!)"
    named = re.compile(rf"(?<![\w-])(?:{spelled})(?![\w-])", re.IGNORECASE)
    return lambda value: any(map(named.search, _texts(value)))


def echoes(case: Case, said: Words, kinds: Fields) -> Iterator[Any]:
    """The records of a case that hold a copy in one of these fields."""
    for kind, names in kinds.items() if said else ():
        of_case = {"pk": case.pk} if kind is Case else {"case": case}
        empty = models.Q(**{name: _nothing(kind, name) for name in names})
        for record in kind._default_manager.filter(**of_case).exclude(empty).order_by("pk").iterator(1000):
            if any(said.stand_in(getattr(record, name)) for name in names):
                yield record


def _nothing(kind: type[models.Model], name: str) -> object:
    field = kind._meta.get_field(name)
    return field.get_default() if isinstance(field, models.Field) and field.has_default() else ""


def erase(case: Case, said: Words) -> int:
    """Takes the words out of everything we noted for ourselves; how many records held a copy."""
    found = list(echoes(case, said, NOTES))
    for record in found:
        names = NOTES[type(record)]
        values = {name: said.taken_out_of(getattr(record, name)) for name in names}
        type(record)._default_manager.filter(pk=record.pk).update(**values)
    return len(found)

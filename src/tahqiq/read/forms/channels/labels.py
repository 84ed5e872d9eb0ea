"""Tables that Kobo exported with labels: columns and answers in a form's own words, English or Arabic.

Columns read 'Setting' or, with groups, 'The meeting/Setting'; answers 'At the person's home'. Both are turned
back into the names that everything else speaks. A word that stands for two questions, or for no answer of
its question, is never guessed at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tahqiq.read.forms.channels.trees import FEWEST
from tahqiq.read.forms.definition import Choice, Form, Group, Question, shipped
from tahqiq.read.tables.table import Row, Table
from tahqiq.vocab.errors import BadInput

_LANGUAGES = ("en", "ar")
#: Characters that a sheet's name cannot have, and how long it can be.
_NOT_IN_SHEETS, _SHEET = str.maketrans("", "", "[]:*?/\\"), 31


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: a question's answers, or whether one answer of a select was chosen."""

    group: Group
    question: Question
    choice: Choice | None = None

    @property
    def path(self) -> str:
        """The column as Kobo names it with 'XML values and headers'."""
        name = f"{self.group.name}/{self.question.name}"
        return name if self.choice is None else f"{name}/{self.choice.value}"


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A table whose columns and answers are names again."""

    columns: tuple[str, ...]
    _table: Table
    _meant: tuple[_Column | None, ...]

    def rows(self) -> Iterator[Row]:
        """Its records; one with an answer that its question does not have carries a fault.

        The fault does not repeat the answer: what stands in the wrong column may be somebody's name.
        """
        return (row if row.fault else self._named(row) for row in self._table.rows())

    def _named(self, row: Row) -> Row:
        cells = []
        for meant, cell in zip(self._meant, row.cells, strict=True):
            value = cell if meant is None or meant.choice is not None else value_of(meant.question, cell)
            if value is None:
                name = meant.question.name if meant is not None else ""
                return replace(row, fault=f"what stands under '{name}' is none of its answers")
            cells.append(value)
        return replace(row, cells=cells)


def form_labelled(columns: Sequence[str]) -> Form | None:
    """The form in whose words the columns are; None where they are in no form's."""
    met = {form.slug: _met(form, columns) for form in shipped()}
    form = max(shipped(), key=lambda each: met[each.slug])
    return form if met[form.slug] >= FEWEST else None


def is_labelled(form: Form, columns: Sequence[str]) -> bool:
    """Whether columns are in this form's words."""
    return _met(form, columns) >= FEWEST


def unlabelled(table: Table, form: Form, *, where: str, group: Group | None = None) -> Unlabelled:
    """A table with names for labels.

    Args:
        group: of a sheet of repeats; None for the sheet of submissions.

    Raises:
        BadInput: a column's label stands for several questions.
    """
    meant: list[_Column | None] = []
    for column in table.columns:
        stands_for = [
            each
            for each in _dictionary(form).get(column, ())
            if (each.group == group if group is not None else not each.group.repeat)
        ]
        if len(stands_for) > 1:
            raise BadInput(
                f"'{column}' stands for several questions",
                file=where,
                column=column,
                remedy="export with the groups in the headers, or with 'XML values and headers'",
            )
        meant.append(stands_for[0] if stands_for else None)
    names = tuple(
        each.path if each is not None else column for each, column in zip(meant, table.columns, strict=True)
    )
    return Unlabelled(names, table, tuple(meant))


def group_of_sheet(form: Form, sheet: str) -> Group | None:
    """The repeated group that a sheet is called after, by its name or its words; None for none."""
    for group in filter(lambda each: each.repeat, form.groups):
        names = (group.name, group.en, group.ar)
        if sheet.strip() in {each.translate(_NOT_IN_SHEETS)[:_SHEET].strip() for each in names}:
            return group
    return None


def value_of(question: Question, text: str) -> str | None:
    """An answer as it is kept, from its words; None where the question has no such answer.

    Several answers stand one after the other with a space between, as Kobo writes them.

    >>> from tahqiq.read.forms.definition import form_of
    >>> value_of(form_of("interview").question("setting"), "By telephone or video")
    'telephone'
    """
    if not question.choices or not text:
        return text
    words = {getattr(each, language): each.value for each in question.choices for language in _LANGUAGES}
    words |= {each.value: each.value for each in question.choices}
    if question.type == "select_one":
        return words.get(text)
    if len(text) > sum(map(len, words)) + len(words):
        return None  # longer than all of them: each is chosen once at most
    found = _split(text, sorted(words, key=len, reverse=True))
    return None if found is None else " ".join(words[each] for each in found)


def _split(text: str, words: Sequence[str]) -> list[str] | None:
    """A text as a row of these words with a space between, the longest first; None where it is none."""
    if not text:
        return []
    for word in words:
        if text == word:
            return [word]
        if text.startswith(f"{word} ") and (rest := _split(text[len(word) + 1 :], words)):
            return [word, *rest]
    return None


def _met(form: Form, columns: Iterable[str]) -> int:
    known = _dictionary(form)
    return len({each.question.name for column in columns for each in known.get(column, ())})


@cache
def _dictionary(form: Form) -> Mapping[str, tuple[_Column, ...]]:
    """Every header that Kobo may write for a question, and for each answer of a select of several."""
    found: defaultdict[str, dict[Any, _Column]] = defaultdict(dict)
    for group, question in form.questions():
        for language in _LANGUAGES:
            label = getattr(question, language)
            for header in (label, f"{getattr(group, language)}/{label}"):
                found[header][question.name] = _Column(group, question)
                if question.type == "select_multiple":
                    for each in question.choices:
                        ticked = f"{header}/{getattr(each, language)}"
                        found[ticked][question.name, each.value] = _Column(group, question, each)
    return {header: tuple(columns.values()) for header, columns in found.items()}

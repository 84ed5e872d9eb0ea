"""What the shipped forms ask: read from plain tables, checked whole before anything is made of them.

A form is a TOML file in ``definitions``: groups of questions in English and Arabic. From it come the
spreadsheet that ODK and Kobo load (``xlsform``), the paper form (``paper``), and the order in which a
submission's answers are kept (``submission``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

#: The forms shipped with the project, in the order a season meets them.
FORMS = ("interview", "site_visit", "body_recovery", "missing_person")
#: Kinds of question of the XLSForm standard that the shipped forms use.
TYPES = frozenset(
    [
        "text",
        "integer",
        "decimal",
        "date",
        "dateTime",
        "geopoint",
        "barcode",
        "image",
        "audio",
        "note",
        "select_one",
        "select_multiple",
    ]
)
MEDIA = frozenset({"image", "audio"})
SELECTS = frozenset({"select_one", "select_multiple"})

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_REFERENCE = re.compile(r"\$\{([^}]*)\}")


class BadDefinition(ValueError):
    """A shipped form contradicts itself: our mistake, never the user's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a list: the value kept, and what people read."""

    value: str
    en: str
    ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        type: of the XLSForm standard, one of ``TYPES``.
        name: unique in its form, so that an answer is known by it alone.
        choices: the answers of a select, in order; () for others.
        constraint, relevant: XPath as XLSForm writes it, ``${name}`` naming another question.
        refusal_en, refusal_ar: what is said when the constraint does not hold.
        keep: 'vault' for who somebody is and how to reach them; such an answer enters no table.
    """

    type: str
    name: str
    en: str
    ar: str
    list: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    refusal_en: str = ""
    refusal_ar: str = ""
    hint_en: str = ""
    hint_ar: str = ""
    appearance: str = ""
    default: str = ""
    multiline: bool = False
    keep: str = ""

    @property
    def to_vault(self) -> bool:
        """Whether its answer is encrypted on arrival."""
        return self.keep == "vault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that stand together; a repeated group is answered once for each thing of its kind.

    Attributes:
        rows: of the table that a repeated group is on paper; 0 where it is printed question by question.
    """

    name: str
    en: str
    ar: str
    questions: tuple[Question, ...]
    repeat: bool = False
    relevant: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form.

    Attributes:
        slug: how commands call it; ``name``: its form_id on a server.
        version: raised with every change of a question.
    """

    slug: str
    name: str
    version: str
    en: str
    ar: str
    groups: tuple[Group, ...]

    def questions(self) -> Iterator[tuple[Group, Question]]:
        """Every question with its group, in order."""
        return ((group, question) for group in self.groups for question in group.questions)

    def question(self, name: str) -> Question | None:
        """The question of that name; None for none."""
        return next((each for _, each in self.questions() if each.name == name), None)

    def lists(self) -> dict[str, tuple[Choice, ...]]:
        """The lists of answers it uses, in the order of their first use."""
        return {each.list: each.choices for _, each in self.questions() if each.list}


def worded_in(worded: Choice | Form | Group | Question, language: str) -> str:
    """What people read of it, in their language."""
    return worded.ar if language == "ar" else worded.en


@cache
def form_of(slug: str) -> Form:
    """A shipped form.

    Raises:
        KeyError: no such form. BadDefinition: its file contradicts itself.

    >>> form_of("interview").name, form_of("interview").question("real_name").keep
    ('tahqiq_interview', 'vault')
    """
    if slug not in FORMS:
        raise KeyError(slug)
    return form_from(slug, _toml(f"{slug}.toml"), _toml("choices.toml"))


def shipped() -> tuple[Form, ...]:
    """Every shipped form, in order."""
    return tuple(form_of(slug) for slug in FORMS)


def form_named(name: str) -> Form | None:
    """The shipped form with this form_id; None for none.

    >>> form_named("tahqiq_site_visit").slug
    'site_visit'
    """
    return next((form for form in shipped() if form.name == name), None)


def form_from(slug: str, table: Mapping[str, Any], choices: Mapping[str, list[list[str]]]) -> Form:
    """A form from its tables, as TOML gives them.

    Raises:
        BadDefinition: a name used twice, words missing in a language, an unknown list, type or reference.
    """
    lists = {
        name: tuple(Choice(value=v, en=en, ar=ar) for v, en, ar in rows) for name, rows in choices.items()
    }
    groups = tuple(_group(each, lists) for each in table["group"])
    head = {key: table[key] for key in ("name", "version", "en", "ar")}
    form = Form(slug=slug, groups=groups, **head)
    for fault in faults(form):
        raise BadDefinition(f"{slug}: {fault}")
    return form


def faults(form: Form) -> Iterator[str]:
    """What contradicts itself in a form."""
    names = [group.name for group in form.groups] + [question.name for _, question in form.questions()]
    questions = {question.name for _, question in form.questions()}
    yield from (f"'{name}' is used twice" for name in sorted({n for n in names if names.count(n) > 1}))
    yield from (f"'{name}' is no name" for name in names if not _NAME.fullmatch(name))
    for group, question in form.questions():
        yield from _question_faults(question, questions)
        if not (group.en and group.ar):
            yield f"'{group.name}' lacks its words in a language"


def _question_faults(question: Question, known: set[str]) -> Iterator[str]:
    name = question.name
    if question.type not in TYPES:
        yield f"'{name}' is of no known type: {question.type}"
    if (question.type in SELECTS) != bool(question.choices):
        yield f"'{name}' has no list of answers, or one that it cannot use"
    pairs = ((question.en, question.ar), (question.hint_en, question.hint_ar))
    if not question.en or any(bool(en) != bool(ar) for en, ar in pairs):
        yield f"'{name}' lacks its words in a language"
    if not bool(question.constraint) == bool(question.refusal_en) == bool(question.refusal_ar):
        yield f"'{name}' has a constraint without a message, or a message without one"
    if question.keep not in {"", "vault"}:
        yield f"'{name}' is kept nowhere: {question.keep}"
    for reference in _REFERENCE.findall(f"{question.relevant} {question.constraint}"):
        if reference not in known:
            yield f"'{name}' speaks of '{reference}', which is not asked"


def _group(table: Mapping[str, Any], lists: Mapping[str, tuple[Choice, ...]]) -> Group:
    questions = tuple(
        Question(**each, choices=lists.get(each.get("list", ""), ())) for each in table["questions"]
    )
    return Group(**{**table, "questions": questions})


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "definitions" / name).read_text("utf-8"))

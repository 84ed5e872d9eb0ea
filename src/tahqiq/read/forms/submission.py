"""One filled-in form as it was received, whatever it came through: answers as text, nothing lost.

Every channel is first brought to a tree of group and question names; ``filled`` lays it over a form. What
the form does not ask is kept too, apart, because nobody has said what it is. ``Submission.content`` is the
same for the same answers through every channel; by it a second import is recognised, and an edit is noticed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tahqiq.read.forms.definition import MEDIA, Form, Group, Question, form_of
from tahqiq.vocab.errors import BadInput

FORMAT = "submission/1"
#: Code points of one answer, levels of one tree, repeats of one group: more is damage or an attack.
LONGEST, DEEPEST, MOST_REPEATS = 1 << 20, 12, 10_000

#: A point as OData writes it with ``wkt=true``: longitude, latitude, altitude.
_WKT = re.compile(r"POINT *Z? *\( *(-?[0-9.]+ +-?[0-9.]+(?: +-?[0-9.]+)?) *\)")
#: A whole number as a spreadsheet writes it.
_HALVES = re.compile("[\ud800-\udfff]")
_WHOLE = re.compile(r"-?[0-9]+\.0+")
#: How a column of its own says that an answer was chosen.
_TICKED = frozenset({"1", "1.0", "true", "yes"})

Answers = dict[str, Any]
"""Question → text; repeated group → list of such answers. An empty answer is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the channel says around the answers.

    Attributes:
        instance: instanceID of what was received ('uuid:…'); root: that of its first version.
        replaces: instanceID of the version it was made from (OpenRosa: deprecatedID); '' none.
        submitted_at, version: as the server says; '' where it does not.
    """

    instance: str
    root: str
    replaces: str = ""
    submitted_at: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaName:
    """A file that an answer names.

    Attributes:
        question: which answer; ``at``: in which repeat of its group, from 0.
        name: of the file, without folders.
    """

    question: str
    at: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One filled-in form.

    Attributes:
        form: slug of the shipped form.
        answers: what the form asks, as text.
        others: path → text of what it does not ask; it is kept with who people are.
        document: as it came: the bytes of an instance file; of a row of a table or listing, every cell
            verbatim as JSON in one spelling, without the accounts and telephones of who sent it.
        where: file and place it was read from, for messages.
    """

    form: str
    envelope: Envelope
    answers: Answers
    others: dict[str, str] = field(default_factory=dict)
    document: bytes = b""
    where: str = ""

    def plain(self) -> Answers:
        """The answers that may stand in a table: none that says who somebody is."""
        return _kept(form_of(self.form), self.answers, vault=False)

    def identity(self) -> dict[str, Any]:
        """The answers that are encrypted on arrival, and what the form does not ask; {} for none."""
        kept = _kept(form_of(self.form), self.answers, vault=True)
        return {**({"answers": kept} if kept else {}), **({"others": self.others} if self.others else {})}

    def media(self) -> Iterator[MediaName]:
        """The files its answers name, in the order of the form."""
        for group, question in form_of(self.form).questions():
            if question.type in MEDIA:
                for at, answers in enumerate(_rows(group, self.answers)):
                    if name := answers.get(question.name):
                        yield MediaName(question=question.name, at=at, name=name)

    def content(self) -> str:
        """SHA-256 of what was answered: the same through every channel, another after an edit."""
        compared = comparable(form_of(self.form), self.answers)
        said = {"answers": compared, "form": self.form, "instance": self.envelope.instance}
        if self.others:
            said["others"] = self.others
        return hashlib.sha256(canonical(said)).hexdigest()

    def sealed(self) -> bytes:
        """What the archive keeps of it: everything but who people are."""
        about = {name: getattr(self.envelope, name) for name in Envelope.__slots__}
        return canonical({"format": FORMAT, "form": self.form, **about, "answers": self.plain()})

    @property
    def may_be_kept(self) -> bool:
        """False where the person was asked whether it may be kept and did not agree."""
        asks = form_of(self.form).question("keep") is not None
        return not asks or self.answers.get("keep") == "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A submission that cannot be taken: where it stands and why."""

    where: str
    problem: str


def canonical(value: object) -> bytes:
    """JSON in one spelling: sorted, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def filled(
    form: Form, tree: Mapping[str, Any], envelope: Envelope, *, where: str, document: bytes = b""
) -> Submission:
    """A submission from a tree of group and question names.

    Groups may be missing from the tree (Kobo can leave them out of its headers): the question is then
    looked for at the top.

    Raises:
        BadInput: an answer is no text, too long, or nested too deeply.
    """
    answers: Answers = {}
    taken: set[tuple[str, ...]] = set()
    for group in form.groups:
        answers |= _of_group(group, tree, taken, where)
    others = {
        "/".join(path): text for path, text in _leaves(tree, where) if not _is_taken(path, taken) and text
    }
    return Submission(
        form=form.slug, envelope=envelope, answers=answers, others=others, document=document, where=where
    )


def differing(form: Form, one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The questions, and repeated groups, that two submissions answer differently, in the form's order.

    >>> differing(form_of("interview"), {"setting": "home"}, {"setting": "office"})
    ['setting']
    """
    left, right = comparable(form, one), comparable(form, other)
    names = [each for group in form.groups for each in _keys(group)]
    return [name for name in names if left.get(name) != right.get(name)]


def comparable(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The answers in one spelling: a number, a time or a point is the same however a channel writes it."""
    said: Answers = {}
    for group in form.groups:
        if group.repeat:
            rows = [_spelt(group, row) for row in answers.get(group.name, ())]
            said |= {group.name: rows} if rows else {}
        else:
            said |= _spelt(group, answers)
    return said


def one_spelling(kind: str, text: str) -> str:
    """An answer in the spelling by which it is compared.

    >>> one_spelling("decimal", "1.50"), one_spelling("geopoint", "35.90 39.0 0 0")
    ('1.5', '35.9 39 0 0')
    >>> one_spelling("dateTime", "2017-10-17T09:00:00.000+03:00")
    '2017-10-17T06:00:00+00:00'
    """
    if kind in {"integer", "decimal"}:
        return _number(text)
    if kind == "geopoint":
        return " ".join(map(_number, text.split()))
    if kind == "dateTime":
        return _moment(text)
    # In which order answers were ticked says nothing, and tables lose it.
    return " ".join(sorted(text.split())) if kind == "select_multiple" else text


def _keys(group: Group) -> Sequence[str]:
    return [group.name] if group.repeat else [each.name for each in group.questions]


def _spelt(group: Group, answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        each.name: one_spelling(each.type, answers[each.name])
        for each in group.questions
        if answers.get(each.name)
    }


def _number(text: str) -> str:
    try:
        number = Decimal(text)
        return f"{number.normalize():f}" if number.is_finite() and abs(number.adjusted()) < 40 else text
    except InvalidOperation:
        return text


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.astimezone(UTC).isoformat() if moment.tzinfo is not None else moment.isoformat()


def _rows(group: Group, answers: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return answers.get(group.name, ()) if group.repeat else (answers,)


def _kept(form: Form, answers: Answers, *, vault: bool) -> Answers:
    """The part of the answers that goes into the vault, or the part that does not.

    Repeats keep their places in both parts, so that the two can be laid over each other again.
    """
    kept: Answers = {}
    for group in form.groups:
        names = [each.name for each in group.questions if each.to_vault == vault]
        if not group.repeat:
            kept |= {name: answers[name] for name in names if name in answers}
        elif names and group.name in answers:
            kept[group.name] = [{n: row[n] for n in names if n in row} for row in answers[group.name]]
    return kept


def rejoined(plain: Mapping[str, Any], identity: Mapping[str, Any]) -> Answers:
    """The whole answers again, from the two parts that were kept apart."""
    whole = dict(plain)
    for name, value in identity.get("answers", {}).items():
        if isinstance(value, list):
            rows = whole.get(name) or [{} for _ in value]
            whole[name] = [{**left, **right} for left, right in zip(rows, value, strict=True)]
        else:
            whole[name] = value
    return whole


def _of_group(group: Group, tree: Mapping[str, Any], taken: set[tuple[str, ...]], where: str) -> Answers:
    node = tree.get(group.name)
    if group.repeat:
        rows = node if isinstance(node, list) else [] if node is None else [node]
        if len(rows) > MOST_REPEATS:
            raise BadInput(f"'{group.name}' is repeated {len(rows):,} times", file=where)
        found = [
            _of_questions(group, row, (group.name,), taken, where) for row in rows if isinstance(row, Mapping)
        ]
        return {group.name: found} if found else {}
    inside = node if isinstance(node, Mapping) else {}
    within = _of_questions(group, inside, (group.name,), taken, where)
    loose = [each for each in group.questions if each.name not in inside]
    return within | _of_questions(group, tree, (), taken, where, loose)


def _of_questions(
    group: Group,
    node: Mapping[str, Any],
    path: tuple[str, ...],
    taken: set[tuple[str, ...]],
    where: str,
    asked: Sequence[Question] | None = None,
) -> dict[str, str]:
    found = {}
    for question in group.questions if asked is None else asked:
        if question.name in node:
            taken.add((*path, question.name))
            if text := _answer(question, node[question.name], where):
                found[question.name] = text
    return found


def _answer(question: Question, value: object, where: str) -> str:
    """An answer as Collect writes it, whatever a channel made of it."""
    if question.type == "select_multiple" and isinstance(value, Mapping):
        return _chosen(question, value, where)
    text = _text(value, where)
    if question.type == "geopoint" and (point := _WKT.fullmatch(text)):
        return _point({"coordinates": [float(each) for each in point[1].split()]}, where)
    if question.type == "integer" and _WHOLE.fullmatch(text):
        return text.partition(".")[0]
    return text


def _chosen(question: Question, columns: Mapping[str, Any], where: str) -> str:
    """The answers of a select that has a column for each; those that the form does not know come last."""
    chosen = [name for name, each in columns.items() if _text(each, where).lower() in _TICKED]
    known = [each.value for each in question.choices if each.value in chosen]
    return " ".join([*known, *(name for name in chosen if name not in known)])


def _text(value: object, where: str) -> str:
    """An answer as text; GeoJSON points as Collect writes them: latitude, longitude, altitude, accuracy."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return _point(value, where)
    if not isinstance(value, str | int | float):
        raise BadInput("an answer is a list where one value belongs", file=where)
    text = value if isinstance(value, str) else repr(value)
    if len(text) > LONGEST or "\x00" in text:
        raise BadInput("an answer is too long or holds a NUL", file=where)
    if _HALVES.search(text):
        raise BadInput("an answer holds half of a character", file=where)
    return text


def _point(value: Mapping[str, Any], where: str) -> str:
    parts = value.get("coordinates")
    if isinstance(parts, list) and len(parts) in {2, 3} and all(isinstance(p, int | float) for p in parts):
        properties = value.get("properties")
        accuracy = properties.get("accuracy") if isinstance(properties, Mapping) else None
        return " ".join(repr(p) for p in (parts[1], parts[0], *(parts[2:] or [0]), accuracy or 0))
    columns = [value.get(name) for name in ("Latitude", "Longitude", "Altitude", "Accuracy")]
    if columns[0] and columns[1]:
        return " ".join(str(each) if each else "0" for each in columns)
    if any(columns) or parts is not None:
        raise BadInput("a point without latitude and longitude", file=where)
    if value:
        raise BadInput("an answer is a group where one value belongs", file=where)
    return ""


def _leaves(tree: object, where: str, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a tree with its path."""
    if len(path) > DEEPEST:
        raise BadInput("answers nested too deeply", file=where)
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            yield from _leaves(value, where, (*path, _text(str(name), where)))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _leaves(value, where, (*path, str(number)))
    else:
        yield path, _text(tree, where)


def _is_taken(path: tuple[str, ...], taken: set[tuple[str, ...]]) -> bool:
    """Whether a leaf, or what it lies in, is an answer of the form; places in repeats do not count."""
    named = tuple(part for part in path if not part.isdigit())
    return any(named[:end] in taken for end in range(1, len(named) + 1))

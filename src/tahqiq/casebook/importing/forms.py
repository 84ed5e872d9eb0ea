"""From filled-in forms to a case: sealed on arrival, identities closed, each version kept.

Answers and files are sealed; who people are goes to the vault's keepers and into no table. A person who did
not agree that anything is kept leaves nothing behind. Doing it again changes nothing.

Each submission is sealed twice: its answers in our spelling without who people are, and the document as it
came. A document that says who somebody is is closed before it is sealed; its key lies in the vault with the
identity. The export as a whole is not kept, because it would hold all of these identities in plain: what it
held is, and the audit trail bears a mark of its bytes, by which its holder can show that it is the one.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q

from tahqiq.casebook import vault
from tahqiq.casebook.actions.cases import create_case, only_case
from tahqiq.casebook.actions.forms import Arrived, SealedPart, receive_submissions
from tahqiq.casebook.actions.material import add_source
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.models import Case, FormSubmission, Item, Source, VaultKeeper
from tahqiq.casebook.vault import Closed, Identity
from tahqiq.read.forms import Submission, Submissions, Unread
from tahqiq.read.forms.submission import MediaName, canonical
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import new_id
from tahqiq.vocab.parties import SourceKind

#: Submissions of one transaction.
BATCH = 200
#: By what a version is known again.
_BY = ("instance", "mark")
#: Questions that name somebody, in the order in which a keeper wants to read them.
_NAMES, _CONTACTS = ("real_name", "informant_name"), ("telephone", "informant_telephone")


@dataclass(slots=True, kw_only=True)
class BroughtForms:
    """What came of an import of forms.

    Attributes:
        case: slug. ``counts``: new, unchanged, conflicts, completed, not_kept (the person did not agree, or
            took back that they had).
        problems: submissions that could not be taken, and files that did not come along.
    """

    case: str
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def bring_forms(
    actor: Actor,
    source: Submissions,
    *,
    archive: Path,
    case: str = "",
    title: str = "",
    on_submissions: Callable[[int], None] | None = None,
    batch_size: int = BATCH,
) -> BroughtForms:
    """Seals and receives every submission of an export or a server.

    Each batch is one transaction; an import that was interrupted goes on with what it lacks.

    Args:
        archive: folder of the archive, made where there is none.
        case: slug, of the only case where it is ''. ``title``: of a case that has to be made.
        on_submissions: told how many more are done.

    Raises:
        BadInput: nothing of it can be read, or somebody's identity came and nobody keeps the vault.
    """
    reading = source.submissions()
    first = next(reading, None)
    if first is None:
        raise BadInput("there is no submission in it")
    into = case_for(actor, case, title)
    desk = _Desk(actor, into, Archive.at(archive), source)
    brought = BroughtForms(case=into.slug)
    stream = _with(first, reading)
    while batch := list(islice(stream, batch_size)):
        brought.problems += [f"{each.where}: {each.problem}" for each in batch if isinstance(each, Unread)]
        desk.take([each for each in batch if isinstance(each, Submission)], brought)
        if on_submissions is not None:
            on_submissions(len(batch))
    brought.counts = +brought.counts
    return brought


def mark_of(archive: Archive, submission: Submission, replaced: Mapping[MediaName, str] | None = None) -> str:
    """What was answered, under the archive's key: names cannot be found out by trying them.

    Args:
        replaced: SHA-256 of the files that came under a known name with other bytes than before; such a
            version has a mark of its own.
    """
    if not replaced:
        return archive.keyring.object_name(submission.content())
    files = sorted([each.question, each.at, sha256] for each, sha256 in replaced.items())
    said = canonical({"content": submission.content(), "files": files})
    return archive.keyring.object_name(hashlib.sha256(said).hexdigest())


def closed_identity(
    submission: Submission, keepers: dict[str, str], *, entry: UUID
) -> tuple[Closed | None, bytes]:
    """Who people are in a submission, closed to the keepers, None for nobody; and its document to be sealed.

    The document of a submission that says who somebody is is closed too; the identity holds its key.

    Raises:
        BadInput: there is somebody, and nobody keeps the vault.
    """
    kept = submission.identity()
    if not kept:
        return None, submission.document
    box, key = vault.close_document(submission.document)
    kept["document"] = key
    answers = kept.get("answers", {})
    identity = Identity(
        name=next((answers[name] for name in _NAMES if name in answers), ""),
        contact=next((answers[name] for name in _CONTACTS if name in answers), ""),
        safe_ways=answers.get("contact_channel", ""),
        note=canonical(kept).decode(),
    )
    return vault.close_identity(identity, keepers, entry=str(entry)), box


def document_of(submission: FormSubmission, archive: Archive, *, identity: Identity | None = None) -> bytes:
    """A submission's document as it came.

    Args:
        identity: what was opened of its entry in the vault, where it has one.

    Raises:
        BadInput: it is closed and the identity not its own.
        NotSealed: it was lawfully removed.
    """
    with archive.read(submission.original.sha256) as stream:
        content = stream.read()
    if identity is None:
        return content
    try:
        key = json.loads(identity.note)["document"]
    except (ValueError, LookupError, TypeError):
        raise BadInput("the vault keeps no key of this document") from None
    return vault.open_document(content, str(key))


class _Part(Enum):
    """What is sealed of a submission beside its files."""

    ANSWERS = auto()
    DOCUMENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be sealed of a submission: all of it, or the files that a known one lacks.

    Attributes:
        held: files that an earlier version of the same answers has, and that did not come again.
    """

    submission: Submission
    mark: str
    known: bool
    names: list[MediaName]
    document: bytes = b""
    identity: Closed | None = None
    id: UUID = field(default_factory=new_id)
    held: Mapping[MediaName, SealedPart] = field(default_factory=dict)


class _Desk:
    """Where submissions are sealed and handed in, batch by batch."""

    def __init__(self, actor: Actor, case: Case, archive: Archive, source: Submissions) -> None:
        self._actor, self._case, self._archive, self._reading = actor, case, archive, source
        digest = source.digest()
        self._export = archive.keyring.object_name(digest) if digest else ""
        keepers = VaultKeeper.objects.filter(case=case, ended_at=None)
        self._keepers = {str(each.pk): each.public for each in keepers}
        self._source: Source | None = None

    def take(self, batch: Sequence[Submission], brought: BroughtForms) -> None:
        """Seals what is new in a batch and hands it in."""
        gone = self._taken_back(batch)
        kept = [each for each in batch if each.may_be_kept and not gone & _names_of(each)]
        brought.counts["not_kept"] += len(batch) - len(kept)
        wanted = list(self._wanted(kept, brought))
        arrived = list(self._sealed(wanted, brought))
        brought.counts["unchanged"] += len(kept) - len(arrived)
        if arrived:
            brought.counts += receive_submissions(
                self._actor, self._case, self._forms(), arrived, export=self._export
            )

    def _taken_back(self, batch: Sequence[Submission]) -> set[str]:
        """The names of submissions whose consent was taken back: no version of theirs is kept."""
        names = {name for each in batch for name in _names_of(each)}
        held = FormSubmission.objects.filter(case=self._case).taken_back()
        found = held.filter(Q(instance__in=names) | Q(root__in=names)).values_list("instance", "root")
        return {name for both in found for name in both}

    def _wanted(self, batch: Sequence[Submission], brought: BroughtForms) -> Iterator[_Wanted]:
        """What is not in the case yet: submissions, files that did not come with theirs, and other files."""
        instances = [each.envelope.instance for each in batch]
        held = FormSubmission.objects.filter(case=self._case, instance__in=instances)
        known = {(instance, mark): files for instance, mark, files in held.values_list(*_BY, "media")}
        for submission in batch:
            mark, instance = mark_of(self._archive, submission), submission.envelope.instance
            files = known.get((instance, mark))
            if files is None:
                yield self._new(submission, mark, list(submission.media()))
                continue
            replaced = self._replaced(submission, files, brought)
            if replaced:
                mark = mark_of(self._archive, submission, replaced)
                if (instance, mark) not in known:
                    yield self._beside(submission, mark, files)
                    continue
                files = known[instance, mark]
            lacking = {(each["question"], each["at"]) for each in files if not each["sha256"]}
            names = [each for each in submission.media() if (each.question, each.at) in lacking]
            if names:
                yield _Wanted(submission=submission, mark=mark, known=True, names=names)

    def _replaced(
        self, submission: Submission, files: Sequence[Mapping[str, Any]], brought: BroughtForms
    ) -> dict[MediaName, str]:
        """The files that come under a name that is known, with other bytes; SHA-256 of each."""
        held = {(each["question"], each["at"]): each["sha256"] for each in files if each["sha256"]}
        found = {}
        for name in submission.media():
            before = held.get((name.question, name.at))
            content = self._read(submission, name, brought) if before is not None else None
            if content is not None and (sha256 := hashlib.sha256(content).hexdigest()) != before:
                found[name] = sha256
        return found

    def _beside(self, submission: Submission, mark: str, files: Sequence[Mapping[str, Any]]) -> _Wanted:
        """A version with other files; those that did not come again are the ones that are held."""
        places = {(each["question"], each["at"]): each["sha256"] for each in files if each["sha256"]}
        items = {each.sha256: each for each in self._held(places.values())}
        held = {
            name: SealedPart(sha256=item.sha256, size=item.size, media_type=item.media_type)
            for name in submission.media()
            if (item := items.get(places.get((name.question, name.at), ""))) is not None
        }
        return replace(self._new(submission, mark, list(submission.media())), held=held)

    def _held(self, hashes: Iterable[str]) -> Iterable[Item]:
        return Item.objects.filter(case=self._case, sha256__in=set(hashes))

    def _new(self, submission: Submission, mark: str, names: list[MediaName]) -> _Wanted:
        key = new_id()
        closed, document = closed_identity(submission, self._keepers, entry=key)
        return _Wanted(
            submission=submission,
            mark=mark,
            known=False,
            names=names,
            document=document,
            identity=closed,
            id=key,
        )

    def _sealed(self, wanted: Sequence[_Wanted], brought: BroughtForms) -> Iterator[Arrived]:
        """What was sealed of each; one that is known and has nothing new is left out."""
        places: list[tuple[int, MediaName | _Part]] = []
        sealed = list(self._archive.seal_many(self._receipts(wanted, places, brought)))
        parts: list[dict[MediaName | _Part, SealedPart]] = [{} for _ in wanted]
        for (number, name), each in zip(places, sealed, strict=True):
            part = SealedPart(sha256=each.sha256, size=each.size, media_type=each.media_type)
            parts[number][name] = part
        for one, part_of in zip(wanted, parts, strict=True):
            if part_of:
                names = one.submission.media()
                yield Arrived(
                    id=one.id,
                    submission=one.submission,
                    mark=one.mark,
                    record=part_of.get(_Part.ANSWERS),
                    original=part_of.get(_Part.DOCUMENT),
                    media={
                        (each.question, each.at, each.name): part_of.get(each, one.held.get(each))
                        for each in names
                    },
                    identity=one.identity,
                )

    def _receipts(
        self, wanted: Sequence[_Wanted], places: list[tuple[int, MediaName | _Part]], brought: BroughtForms
    ) -> Iterator[tuple[bytes, Receipt]]:
        """What is sealed of each: its answers, its document, its files; ``places`` says what is what."""
        for number, each in enumerate(wanted):
            if not each.known:
                places += [(number, _Part.ANSWERS), (number, _Part.DOCUMENT)]
                yield each.submission.sealed(), self._receipt(f"{each.submission.form}.json")
                yield each.document, self._receipt(f"{each.submission.form} as it came")
            for name in each.names:
                content = self._read(each.submission, name, brought)
                if content is None and name not in each.held:
                    lost = f"the file of '{name.question}' did not come along"
                    brought.problems.append(f"{each.submission.where}: {lost}")
                if content is not None:
                    places.append((number, name))
                    yield content, self._receipt(name.name)

    def _read(self, submission: Submission, name: MediaName, brought: BroughtForms) -> bytes | None:
        """The bytes of a file; None where it did not come, or, and a problem is said, cannot be read."""
        try:
            return self._reading.media(submission, name.name)
        except BadInput as error:
            brought.problems.append(f"{submission.where}: {error.problem}")
            return None

    def _receipt(self, name: str) -> Receipt:
        return Receipt(by=self._actor.name, original_name=name, how="tahqiq import forms")

    def _forms(self) -> Source:
        if self._source is None:
            self._source = field_forms(self._actor, self._case)
        return self._source


def _names_of(submission: Submission) -> set[str]:
    """By which names a submission may be known already."""
    around = submission.envelope
    return {name for name in (around.instance, around.root, around.replaces) if name}


def field_forms(actor: Actor, case: Case) -> Source:
    """The source that everything filled in on forms stands under until it is filed."""
    names = {"name_en": "Forms filled in the field", "name_ar": "استمارات ميدانية"}
    return add_source(actor, case, slug="field-forms", kind=SourceKind.OTHER, **names)


def case_for(actor: Actor, slug: str, title: str) -> Case:
    """The case that is named, or the only one; made where there is none."""
    if Case.objects.filter(slug=slug).exists() or (not slug and Case.objects.exists()):
        return only_case(slug)
    made = slug or "field-forms"
    return create_case(actor, slug=made, title_en=title or made)


def _with(first: Submission | Unread, rest: Iterator[Submission | Unread]) -> Iterator[Submission | Unread]:
    yield first
    yield from rest

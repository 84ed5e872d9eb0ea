"""From a document on a disk to proposed claims in a case: seal, read, seal the text, propose.

The text read from a document is an item of its own, derived from the document's bytes by a named extractor
(HOUSE: rule 3); claims cite its SHA-256 and the place of their words in it. Doing it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from tahqiq.casebook.actions.cases import create_case, only_case
from tahqiq.casebook.actions.claims import Proposed, propose_claims
from tahqiq.casebook.actions.material import add_item, add_source, add_text
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.models import Case, Item, Source
from tahqiq.read.claims import Proposal, claims_of
from tahqiq.read.running import Reading, read_file
from tahqiq.read.statements import StatementEntry
from tahqiq.read.text import Document
from tahqiq.read.text.document import UNDETERMINED
from tahqiq.seal import Archive, Receipt, Sealed
from tahqiq.vocab.claims import Speaker
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.parties import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Whose documents they are.

    Attributes:
        slug: of the source, made where the case has none of it.
        name_en, name_ar: what it is called; '' takes the slug.
        kind: of source.
    """

    slug: str
    name_en: str = ""
    name_ar: str = ""
    kind: SourceKind = SourceKind.PRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtDocument:
    """What came of one document.

    Attributes:
        name: of its file. ``sha256``: of its bytes. ``text_sha256``: of the text read from it, '' for none.
        proposed: claims that are new; ``known``: those proposed before.
        problems: what was left out of it or could not be read.
    """

    name: str
    sha256: str
    text_sha256: str = ""
    proposed: int = 0
    known: int = 0
    problems: tuple[str, ...] = ()


def bring_documents(
    actor: Actor,
    paths: Sequence[Path],
    *,
    archive: Path,
    publisher: Publisher,
    case: str = "",
    title: str = "",
    legal_basis: str = "",
    on_document: Callable[[], None] | None = None,
) -> Iterator[BroughtDocument]:
    """Seals documents and what was read from them, and puts the claims before the people who decide.

    A document that cannot be read is refused before it is sealed; those before it are kept. The case is the
    one named, or the only one; where there is none it is made, after the source if nobody names it.

    Args:
        archive: folder of the archive, made where there is none.
        publisher: whose documents they are.
        case: slug. ``title``: of a case that has to be made.
        legal_basis: on which legal basis or consent they are kept.
        on_document: called after each.

    Raises:
        BadInput: a file is no document that can be read, or there are several cases and none is named.
    """
    for path in paths:
        reading = _document(path)
        kept, into = Archive.at(archive), _case(actor, case, publisher, title)
        source = _source(actor, into, publisher)
        yield _bring(actor, into, kept, path, reading, source, legal_basis)
        if on_document is not None:
            on_document()


def _case(actor: Actor, slug: str, publisher: Publisher, title: str) -> Case:
    if Case.objects.filter(slug=slug).exists() or (not slug and Case.objects.exists()):
        return only_case(slug)
    made = slug or publisher.slug
    return create_case(actor, slug=made, title_en=title or made)


def _document(path: Path) -> Reading:
    """The one text of a document; tables of texts have an import of their own."""
    readings = list(read_file(path))
    if len(readings) != 1 or readings[0].input.document is None:
        remedy = "bring the documents themselves, or read it with: tahqiq read"
        raise BadInput("is a collection of texts, not a document", file=str(path), remedy=remedy)
    return readings[0]


def _source(actor: Actor, case: Case, publisher: Publisher) -> Source:
    return add_source(
        actor,
        case,
        slug=publisher.slug,
        name_en=publisher.name_en or publisher.slug,
        name_ar=publisher.name_ar,
        kind=publisher.kind,
    )


def _bring(
    actor: Actor, case: Case, archive: Archive, path: Path, reading: Reading, source: Source, basis: str
) -> BroughtDocument:
    document = reading.input.document
    assert document is not None  # noqa: S101 (_document saw to it)
    receipt = Receipt(
        by=actor.name, original_name=path.name, how="tahqiq import documents", legal_basis=basis
    )
    sealed = archive.seal_file(path, receipt)
    item = _item(actor, case, sealed, source, title=document.title or path.name)
    brought = BroughtDocument(name=path.name, sha256=sealed.sha256, problems=document.problems)
    if not document.text:
        return brought
    derived = derived_text(actor, archive, item, document, receipt)
    done = propose_found(actor, derived, document, reading.found, source)
    return replace(brought, text_sha256=derived.sha256, proposed=len(done.new), known=done.known)


def derived_text(actor: Actor, archive: Archive, item: Item, document: Document, receipt: Receipt) -> Item:
    """The text read from an item, sealed as an item of its own; the item itself where it is that text."""
    derived = (
        item if document.sha256 == item.sha256 else _sealed_text(actor, archive, item, document, receipt)
    )
    extractor, _, version = document.extractor.partition("/")
    language = "" if document.language == UNDETERMINED else document.language
    add_text(actor, derived, content=document.text, extractor=extractor, version=version, language=language)
    return derived


def _sealed_text(actor: Actor, archive: Archive, item: Item, document: Document, receipt: Receipt) -> Item:
    name = f"{receipt.original_name}.txt"
    made_from = replace(receipt, original_name=name, parent_sha256=item.sha256, operation=document.extractor)
    sealed = archive.seal_bytes(document.text.encode(), made_from)
    return add_item(
        actor,
        item.case,
        sha256=sealed.sha256,
        size=sealed.size,
        media_type="text/plain",
        source=item.source,
        title_en=item.title_en,
        parent=item,
        operation=document.extractor,
    )


def _item(actor: Actor, case: Case, sealed: Sealed, source: Source, *, title: str) -> Item:
    return add_item(
        actor,
        case,
        sha256=sealed.sha256,
        size=sealed.size,
        media_type=sealed.media_type,
        source=source,
        title_en=title,
    )


def propose_found(
    actor: Actor,
    derived: Item,
    document: Document,
    found: Sequence[Proposal | StatementEntry],
    source: Source,
) -> Proposed:
    """Puts the claims that were read in a text before the people who decide."""
    proposals = [carried(each, source) for each in found if isinstance(each, Proposal)]
    said = [_published(each, document) for each in proposals]
    claims = claims_of(proposals, derived.sha256, said)
    return propose_claims(actor, derived.case, claims, source=source.slug)


def carried(claim: Proposal, source: Source) -> Proposal:
    """A claim whose chain begins with whoever published the document."""
    if claim.chain and claim.chain[0].role == "outlet":
        return claim
    carrier = Speaker(name=source.name_en, kind=source.kind, role="outlet")
    return structs.replace(claim, chain=(carrier, *claim.chain))


def _published(claim: Proposal, document: Document) -> DateSpan:
    """When the article or message was published that a claim stands in."""
    inside = (unit.date for unit in document.units if unit.start <= claim.start < unit.end)
    return next(inside, None) or DateSpan()

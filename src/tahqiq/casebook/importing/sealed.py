"""From an item that is sealed to proposed claims or answers: read, seal the text, propose.

What ``documents`` does for files on a disk, for items that the case holds already. Doing it again changes
nothing.
"""

from __future__ import annotations

from dataclasses import replace

from tahqiq.casebook.actions.claims import Proposed
from tahqiq.casebook.actions.statements import propose_answers
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.importing.documents import BroughtDocument, derived_text, propose_found
from tahqiq.casebook.models import Item, Party
from tahqiq.read.running import Kind, claims_in, entries_in
from tahqiq.read.text.document import Document
from tahqiq.read.text.inputs import Input
from tahqiq.read.text.limits import MOST_BYTES
from tahqiq.read.text.reading import read_document
from tahqiq.seal import Archive, NotSealed, Receipt, Removed
from tahqiq.vocab.errors import BadInput


def read_item(
    actor: Actor, item: Item, *, archive: Archive, kind: Kind = Kind.TEXT, party: str = ""
) -> BroughtDocument:
    """Reads a sealed item of a case and puts what it says before the people who decide.

    Args:
        actor: may propose; and record, where the item's text was not extracted before.
        item: a document, or a text that was taken from one: then the document itself is read.
        archive: where its bytes are.
        kind: claims in any text, or an armed actor's answers.
        party: for statements, the slug of the armed actor.

    Raises:
        NotPermitted: the actor may not propose or record here.
        BadInput: it is no document that can be read, is gone, or no such party is known.
    """
    actor.demand(Permission.PROPOSE, item.case.slug)
    whose = _party(item, party) if kind is Kind.STATEMENTS else None
    root = item.parent if item.parent is not None and item.texts.exists() else item
    name = _original_name(archive, root) or root.title_en
    document = _document(archive, root, name)
    brought = BroughtDocument(name=name, sha256=root.sha256, problems=document.problems)
    if not document.text:
        return brought
    receipt = Receipt(by=actor.name, original_name=name, how="read at the desk")
    derived = _derived(actor, archive, root, document, receipt)
    given = Input(name, document.text, document=document)
    if whose is not None:
        done = propose_answers(actor, derived, entries_in(given), party=whose)
    else:
        done = propose_found(actor, derived, document, claims_in(given), root.source)
    return _told(brought, derived, done)


def _told(brought: BroughtDocument, derived: Item, done: Proposed) -> BroughtDocument:
    return replace(brought, text_sha256=derived.sha256, proposed=len(done.new), known=done.known)


def _party(item: Item, slug: str) -> Party:
    found = Party.objects.filter(case=item.case, slug=slug).first()
    if found is None:
        raise BadInput(f"the case has no party called {slug}", remedy="name whose statement it is")
    return found


def _derived(actor: Actor, archive: Archive, root: Item, document: Document, receipt: Receipt) -> Item:
    """The item of the text: the one extracted before, where it is the same."""
    before = Item.objects.filter(case=root.case, sha256=document.sha256, texts__isnull=False).first()
    return before or derived_text(actor, archive, root, document, receipt)


def _document(archive: Archive, item: Item, name: str) -> Document:
    try:
        with archive.read(item.sha256) as stream:
            content = stream.read(MOST_BYTES + 1)
    except (NotSealed, Removed) as error:
        raise BadInput("the archive does not hold this item", file=item.sha256) from error
    return read_document(content, name=name)


def _original_name(archive: Archive, item: Item) -> str:
    """What the file was called where it came from; its ending may tell what it is."""
    if not archive.keyring.can_open:
        return ""
    receipts = (receipt for _, receipt in archive.custody(item.sha256) if receipt.original_name)
    return next((receipt.original_name for receipt in receipts), "")

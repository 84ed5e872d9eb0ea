"""Claims in a person's own hand: one that was proposed put right, and one nobody had proposed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tahqiq.casebook import bulk
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.claims import decide, item_of, place_claim, population_of
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.grading import claim_value
from tahqiq.casebook.importing.rows import claim_row
from tahqiq.casebook.models import Claim, Incident, Item, Status
from tahqiq.casebook.words import sealed_words
from tahqiq.vocab import claims as vocab
from tahqiq.vocab.claims import Category, Effect, Locator, Scope, Speaker, Stance
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.labels import claim_statement

if TYPE_CHECKING:
    from tahqiq.seal import Archive

#: The decision recorded with a proposal that a person put right.
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person reads in the words: everything of a claim that they may set.

    Attributes:
        start: where the quote begins in the text, in code points; None where it stands there but once.
        quote: the exact words; '' keeps a proposal's.
        population: slug, '' for none.
        attributed_to: who says so, as worded; '' keeps a proposal's chain, or names the publisher alone.
        basis: how whoever says so knows it, of a claim made by hand.
    """

    effect: Effect
    category: Category
    count: CountRange = UNKNOWN
    hedge: Hedge = Hedge.EXACT
    negated: bool = False
    stance: Stance = Stance.ASSERTS
    scope: Scope = Scope.EVENT
    place: str = ""
    span: DateSpan = field(default_factory=DateSpan)
    population: str = ""
    attributed_to: str = ""
    basis: str = ""
    start: int | None = None
    quote: str = ""


@action(Permission.DECIDE)
def correct_claim(
    act: Act,
    claim: Claim,
    *,
    said: Said,
    incident: Incident | None = None,
    reason: str = "",
    archive: Archive | None = None,
) -> Claim:
    """Accepts what a person reads in place of what was proposed.

    The proposal is rejected as 'corrected' and the corrected claim accepted; both ids stand in the audit.
    A correction that changes nothing of the claim but its incident accepts the claim itself.

    Args:
        said: what the words say.
        incident: what it is about; None leaves that as it is.
        archive: where the text is, if the record holds no copy of it.

    Raises:
        BadInput: the quote does not stand in the text word for word, there is no such population, or the
            claim was accepted: that decision is taken back first.
    """
    found = Claim.objects.select_for_update(of=("self",)).select_related("case", "population")
    current = found.get(pk=claim.pk)
    if current.status == Status.ACCEPTED:
        raise BadInput("take the decision about this claim back before you correct it")
    value = _put_right(current, said, archive)
    corrected = current if value.id == current.pk else _kept(act, current, value)
    if incident is not None:
        place_claim(act, corrected, incident)
    if corrected.pk != current.pk:
        decide(act, current, Status.REJECTED, CORRECTED)
        _take_over(act, current, corrected)
        act.note(current, before={"claim": str(current.pk)}, after={"corrected": str(corrected.pk)})
    return decide(act, corrected, Status.ACCEPTED, reason)


def _put_right(claim: Claim, said: Said, archive: Archive | None) -> vocab.Claim:
    """The proposal with what the person set."""
    before = claim_value(claim, claim.population.slug if claim.population is not None else "")
    locator, quote = before.locator, before.quote
    if said.quote and (said.quote, said.start) != (before.quote, before.locator.start):
        if locator.kind != "span":
            raise BadInput("cells of a table are quoted whole; their quote cannot be moved")
        locator, quote = _placed(sealed_words(claim.case, claim.text_sha256, archive), said)
    value = replace(
        before,
        locator=locator,
        quote=quote,
        effect=said.effect,
        category=said.category,
        count=said.count,
        hedge=said.hedge,
        negated=said.negated,
        stance=said.stance,
        scope=said.scope,
        place=said.place,
        span=said.span,
        population=said.population,
        chain=_attributed(before, said.attributed_to),
    )
    return value if value == before else replace(value, statement=_statement(said), statement_ar="")


def _attributed(before: vocab.Claim, attributed_to: str) -> tuple[Speaker, ...]:
    """The chain with another origin; the carrier stays."""
    if not attributed_to or (before.origin is not None and before.origin.name == attributed_to):
        return before.chain
    carriers = tuple(link for link in before.chain[:1] if link.role == "outlet")
    return (*carriers, Speaker(name=attributed_to))


def _kept(act: Act, claim: Claim, value: vocab.Claim) -> Claim:
    """The corrected claim in the record; one that was there already stays as it is."""
    found = Claim.objects.filter(pk=value.id).first()
    if found is not None:
        return found
    row = claim_row(
        claim.case_id,
        value,
        item=claim.item_id or item_of(claim.case, value.text_sha256),
        source=claim.source_id,
        key=claim.source_key,
        population=population_of(claim.case, value.population),
    )
    bulk.insert(Claim, [{**row, "incident_id": claim.incident_id, "site_id": claim.site_id}])
    made = Claim.objects.select_related("case").get(pk=value.id)
    act.note(made, after={"status": str(Status.PROPOSED), "corrects": str(claim.pk)})
    return made


def _take_over(act: Act, claim: Claim, corrected: Claim) -> None:
    """What was part of the proposal, or replaced it, now refers to the corrected claim."""
    for name in ("within", "supersedes"):
        for each in Claim.objects.filter(**{name: claim}).exclude(pk=corrected.pk):
            setattr(each, name, corrected)
            each.save(update_fields=[name])
            act.note(each, before={name: str(claim.pk)}, after={name: str(corrected.pk)})


@action(Permission.PROPOSE)
def make_claim(
    act: Act,
    item: Item,
    *,
    text_sha256: str,
    said: Said,
    incident: Incident | None = None,
    archive: Archive | None = None,
    key: str = "",
) -> Claim:
    """Proposes a claim from words that a person chose; somebody still has to accept it.

    Args:
        key: how a person finds the words again in the source: the time in a recording.

    Raises:
        BadInput: the words do not stand in the text, or the case has no such text or population.
    """
    if item_of(item.case, text_sha256) != item.pk:
        raise BadInput("this text was not taken from this item")
    locator, quote = _placed(sealed_words(item.case, text_sha256, archive), said)
    value = vocab.Claim(
        text_sha256=text_sha256,
        locator=locator,
        quote=quote,
        statement=_statement(said),
        effect=said.effect,
        category=said.category,
        count=said.count,
        hedge=said.hedge,
        negated=said.negated,
        stance=said.stance,
        scope=said.scope,
        chain=_chain(item, said.attributed_to),
        basis=said.basis,
        place=said.place,
        span=said.span,
        population=said.population,
    )
    found = Claim.objects.filter(pk=value.id).first()
    if found is not None:
        return found
    population = population_of(item.case, said.population)
    row = claim_row(item.case_id, value, item=item.pk, source=item.source_id, key=key, population=population)
    bulk.insert(Claim, [{**row, "incident_id": incident.pk if incident is not None else None}])
    made = Claim.objects.select_related("case").get(pk=value.id)
    act.note(made, after={"status": str(Status.PROPOSED), "by hand": act.actor.name})
    return made


def _chain(item: Item, attributed_to: str) -> tuple[Speaker, ...]:
    """Whoever published the item, then whoever it names as saying so."""
    carrier = Speaker(name=item.source.name_en, kind=item.source.kind, role="outlet")
    return (carrier, Speaker(name=attributed_to)) if attributed_to else (carrier,)


def _statement(said: Said) -> str:
    return claim_statement(said.category, said.effect, said.count, said.hedge, negated=said.negated)


def _placed(text: str, said: Said) -> tuple[Locator, str]:
    """Where the quote stands: at the place given, or at the only one there is.

    Raises:
        BadInput: nowhere, or at several places and none is given.
    """
    if not said.quote.strip():
        raise BadInput("a claim quotes the words that say it; none were given")
    if said.start is not None and text[said.start : said.start + len(said.quote)] == said.quote:
        return Locator.span(said.start, said.start + len(said.quote)), said.quote
    first = text.find(said.quote)
    if first < 0:
        raise BadInput("the text does not say these words exactly so", remedy="copy them from the text")
    if text.find(said.quote, first + 1) >= 0:
        raise BadInput("these words stand more than once in the text", remedy="quote a few more words")
    return Locator.span(first, first + len(said.quote)), said.quote

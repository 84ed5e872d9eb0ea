"""``claims.jsonl`` into a case: each line proposed of the sealed text that it was read in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from tahqiq.casebook.actions.claims import propose_claims
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.importing.documents import carried
from tahqiq.casebook.models import Case, Claim, Item, Source
from tahqiq.casebook.words import sealed_words
from tahqiq.read.claims import Proposal, claims_of
from tahqiq.read.claims.lines import NumberedLine, claim_lines
from tahqiq.seal import Archive
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import At, Problem

Refuse = Callable[[Problem], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtClaims:
    """What came of a file of claims.

    Attributes:
        lines: read. ``proposed``: claims that are new; ``known``: those proposed before.
        refused: lines that were left out.
    """

    lines: int
    proposed: int
    known: int
    refused: int


def bring_claims(
    actor: Actor,
    case: Case,
    path: Path,
    *,
    archive: Archive | None,
    dry_run: bool = False,
    on_problem: Refuse | None = None,
) -> BroughtClaims:
    """Puts the claims of a file before the people who decide; doing it again changes nothing.

    A line is taken where the case holds the text it was read in and its quote stands there word for word;
    any other is refused, with its number.

    Args:
        path: lines as ``tahqiq read --out`` writes them.
        archive: where texts are that the record holds no copy of.
        dry_run: does everything, reports, and keeps nothing.
        on_problem: called with every line refused, in order.

    Raises:
        NotPermitted: the actor may not propose here.
        BadInput: the file cannot be read.
    """
    actor.demand(Permission.PROPOSE, case.slug)
    problems: list[Problem] = []
    lines = list(claim_lines(path))
    with transaction.atomic() if dry_run else nullcontext():
        counts = [_propose(actor, case, archive, path.name, of, problems) for of in _by_text(lines).values()]
        if dry_run:
            transaction.set_rollback(True)
    problems += [_refused(path.name, each, each.fault) for each in lines if each.line is None]
    for problem in sorted(problems, key=lambda each: each.row):
        if on_problem is not None:
            on_problem(problem)
    proposed, known = (sum(each[at] for each in counts) for at in (0, 1))
    return BroughtClaims(lines=len(lines), proposed=proposed, known=known, refused=len(problems))


def _by_text(lines: Sequence[NumberedLine]) -> Mapping[str, list[NumberedLine]]:
    found: dict[str, list[NumberedLine]] = defaultdict(list)
    for each in lines:
        if each.line is not None:
            found[each.line.text_sha256].append(each)
    return found


def _propose(
    actor: Actor,
    case: Case,
    archive: Archive | None,
    file: str,
    lines: Sequence[NumberedLine],
    problems: list[Problem],
) -> tuple[int, int]:
    """The claims of one text: how many are new, and how many were known."""
    assert lines[0].line is not None  # noqa: S101 (_by_text saw to it)
    sha256 = lines[0].line.text_sha256
    try:
        text, source = sealed_words(case, sha256, archive), _source(case, sha256)
    except BadInput as error:
        why = f"{error.problem}: bring its document first"
        problems += [_refused(file, each, why, column="text_sha256") for each in lines]
        return 0, 0
    proposals = [carried(each, source) for each in _proposals(file, lines, text, problems)]
    fresh = _not_said_here(case, sha256, proposals)
    try:
        claims = claims_of(fresh, sha256)
    except ValueError as error:
        problems += [_refused(file, each, str(error), column="within") for each in lines]
        return 0, 0
    done = propose_claims(actor, case, claims, source=source.slug)
    return len(done.new), len(proposals) - len(done.new)


def _not_said_here(case: Case, sha256: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that the case does not hold: a claim read with its document knows more (the day of it).

    What referred to one that the case holds already refers to nothing.
    """
    there = Claim.objects.filter(case=case, text_sha256=sha256, locator="span")
    held = set(there.values_list("start", "end", "effect", "category", "min", "max"))
    kept = [at for at, each in enumerate(proposals) if _place(each) not in held]
    places = {at: number for number, at in enumerate(kept)}
    return [_refer(proposals[at], places[at], places) for at in kept]


def _place(each: Proposal) -> tuple[object, ...]:
    said = str(each.effect), str(each.category)
    return each.start, each.end, *said, each.count.min, each.count.max


def _proposals(
    file: str, lines: Sequence[NumberedLine], text: str, problems: list[Problem]
) -> list[Proposal]:
    """The proposals of a text; what a line refers to that is not there, or leads in a circle, is let go."""
    made: list[Proposal] = []
    places: dict[int, int] = {}
    for each in lines:
        assert each.line is not None  # noqa: S101 (_by_text saw to it)
        try:
            proposal = each.line.proposal(text)
        except ValueError as error:
            problems.append(_refused(file, each, str(error)))
            continue
        places[each.line.claim] = len(made)
        made.append(proposal)
    return [_refer(each, at, places) for at, each in enumerate(made)]


def _refer(proposal: Proposal, at: int, places: Mapping[int, int]) -> Proposal:
    """Numbers of the file as places in the list; what is not there, or is the claim itself, is let go."""
    meant = {name: places.get(_number(getattr(proposal, name))) for name in ("within", "supersedes")}
    earlier = {name: to if to != at else None for name, to in meant.items()}
    if earlier == {name: getattr(proposal, name) for name in earlier}:
        return proposal
    return replace(proposal, within=earlier["within"], supersedes=earlier["supersedes"])


def _number(named: int | None) -> int:
    return -1 if named is None else named


def _source(case: Case, sha256: str) -> Source:
    """Whoever published the text."""
    found = Item.objects.filter(case=case, sha256=sha256).select_related("source").first()
    if found is None:
        found = Item.objects.filter(case=case, texts__sha256=sha256).select_related("source").first()
    if found is None:
        raise BadInput(f"the case holds no sealed text {sha256}")
    return found.source


def _refused(file: str, line: NumberedLine, problem: str, *, column: str = "") -> Problem:
    at = At(file=file, record=line.number - 1, line=line.number)
    return Problem(at=at, row=line.number, column=column, value="", problem=problem, action="refused")

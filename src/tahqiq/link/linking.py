"""The road of linking: candidates, evidence, judgements, what records tell of one another, decisions.

    link(left, right, wanted)      who stands on both lists
    dedupe(people, wanted)         who stands twice on one

Everything comes back as values; nothing is written and neither list is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.asking import Question, questions
from tahqiq.link.assignment import assignment
from tahqiq.link.clusters import cluster
from tahqiq.link.collective.agreeing import RIVALS, agree
from tahqiq.link.collective.beliefs import Field
from tahqiq.link.collective.kin import groups
from tahqiq.link.draws import draw_matchings, draw_partitions
from tahqiq.link.evidence.unnamed import themselves
from tahqiq.link.judged import as_evidence, judged, with_judged
from tahqiq.link.judgements import Settled, settle
from tahqiq.link.learning import rows_of
from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs
from tahqiq.link.referral import referred
from tahqiq.link.revising import log_odds, revised
from tahqiq.link.scoring import score

#: Steps that are announced, for a line of progress.
STEPS = 4
#: No decision is more in doubt than this; and what is left to people anyway is asked so readily.
_TOSS, _LEFT = 0.5, 0.25
#: What a judgement adds to an assignment: more than all it may displace.
_BINDING = 1e4


def link(
    left: RecordList, right: RecordList, wanted: Wanted, *, on_step: Callable[[str], None] = lambda step: None
) -> Linkage:
    """Finds who stands on both of two lists.

    Args:
        left: one list; ``right``: the other. Where a list holds nobody twice, each record of the other has
            one partner at most.
        wanted: what to do.
        on_step: is told the name of each step as it begins.

    Raises:
        BadInput: the judgements are of other lists.
    """
    settled = settle(wanted.judgements, left, right)
    on_step("comparing")
    pairs = _compared(left, right, wanted, settled)
    on_step("weighing families and rivals")
    said = judged(pairs, settled, (right.distinct, left.distinct))
    agreed = agree(left, right, as_evidence(pairs, said))
    on_step("deciding")
    apart = referred((left, right), agreed.found, agreed.pairs, np.zeros_like(said)) & wanted.refer
    after = revised(agreed.pairs, agreed.probability, said, _field(agreed.pairs, left, right), apart)
    linked = _decided(after.pairs, after.probability, said, (left, right), wanted.threshold)
    alone = _decided(pairs, agreed.alone, said, (left, right), wanted.threshold)
    left_to_people = (
        referred((left, right), agreed.found, agreed.pairs, said * (np.abs(said) == 1)) & wanted.refer
    )
    found = Linkage(
        lists=(left, right),
        pairs=after.pairs,
        probability=after.probability,
        linked=linked & ~left_to_people,
        referred=linked & left_to_people,
        settled=settled,
        gain=(_more(linked, alone, left_to_people), _more(alone, linked, left_to_people)),
    )
    on_step("sampling")
    drawn = _matchings(found, wanted) if wanted.draws else None
    return replace(found, asked=_asked(found, after.moderated, wanted), drawn=drawn)


def dedupe(
    people: RecordList, wanted: Wanted, *, on_step: Callable[[str], None] = lambda step: None
) -> Linkage:
    """Finds who stands more than once on one list; arguments as of `link`."""
    settled = settle(wanted.judgements, people)
    on_step("comparing")
    pairs = _compared(people, None, wanted, settled)
    on_step("weighing families and rivals")
    said = judged(pairs, settled)
    agreed = agree(people, None, as_evidence(pairs, said))
    on_step("deciding")
    after = revised(agreed.pairs, agreed.probability, said, None)
    pairs = after.pairs
    odds = pairs.weight() - log_odds(wanted.threshold)
    clusters = cluster(len(people), pairs.left, pairs.right, odds, judged=said)
    found = Linkage(
        lists=(people,),
        pairs=pairs,
        probability=after.probability,
        linked=clusters.of[pairs.left] == clusters.of[pairs.right],
        referred=np.zeros(len(pairs), np.bool_),
        settled=settled,
        clusters=clusters.names(people.ids),
        belonging=clusters.probability,
        held_back=clusters.held_back,
    )
    on_step("sampling")
    drawn = _partitions(found, wanted, said) if wanted.draws else None
    return replace(found, asked=_asked(found, after.moderated, wanted), drawn=drawn)


def _compared(left: RecordList, right: RecordList | None, wanted: Wanted, settled: Settled) -> Pairs:
    """Candidates with their evidence, and what people judged although it was no candidate."""
    pairs = score(left, right, engine=wanted.engine, seed=wanted.seed)
    return with_judged(themselves(pairs, [left] if right is None else [left, right]), settled)


def _decided(
    pairs: Pairs,
    probability: NDArray[np.float64],
    said: NDArray[np.int8],
    lists: tuple[RecordList, RecordList],
    threshold: float,
) -> NDArray[np.bool_]:
    """Which pairs are links: those above the threshold that go together, and whatever people judged."""
    gains = np.where(said == 0, log_odds(probability) - log_odds(threshold), _BINDING * np.sign(said))
    left, right = lists
    if left.distinct and right.distinct:
        return assignment(pairs.left, pairs.right, gains)
    linked = gains > 0
    for once, ends in ((right.distinct, pairs.left), (left.distinct, pairs.right)):
        if once:
            linked &= _best_of_each(ends, gains)
    return linked


def _more(one: NDArray[np.bool_], other: NDArray[np.bool_], left_out: NDArray[np.bool_]) -> int:
    """How many links one way of deciding has and another has not."""
    return int((one & ~other & ~left_out).sum())


def _best_of_each(ends: NDArray[np.int64], gains: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which pairs are the best of their record; of equals the first."""
    order = np.lexsort((np.arange(len(ends)), -gains, ends))
    first = np.ones(len(ends), np.bool_)
    first[1:] = ends[order][1:] != ends[order][:-1]
    best = np.zeros(len(ends), np.bool_)
    best[order[first]] = True
    return best


def _asked(found: Linkage, moderated: NDArray[np.float64], wanted: Wanted) -> list[Question]:
    """The questions, where any are wanted; nobody is asked again what somebody has looked at."""
    if not wanted.ask:
        return []
    doubt = np.minimum(np.where(found.linked, 1 - moderated, moderated), _TOSS)
    doubt[found.referred] = _LEFT
    looked_at = np.array(sorted(found.settled.standing), np.int64).reshape(-1, 2)
    doubt[rows_of(found.pairs, looked_at)] = 0.0
    families = groups(found.ends[0]), groups(found.ends[1])
    return questions(found.pairs, doubt, wanted.ask, families=families)


def _field(pairs: Pairs, left: RecordList, right: RecordList) -> Field:
    """The pairs as a graph of partners."""
    return Field(pairs.left, pairs.right, (len(left), len(right)), right.distinct, left.distinct)


def _matchings(found: Linkage, wanted: Wanted) -> NDArray[np.int64]:
    """Sampled ways in which two lists go together."""
    left, right = found.ends
    pairs = found.pairs
    rivals = pairs.comparisons.index(RIVALS) if RIVALS in pairs.comparisons else None
    odds = pairs.weight() - (0.0 if rivals is None else pairs.weights[:, rivals])
    return draw_matchings(_field(pairs, left, right), odds, draws=wanted.draws, seed=wanted.seed)


def _partitions(found: Linkage, wanted: Wanted, said: NDArray[np.int8]) -> NDArray[np.int64]:
    """Sampled ways of dividing one list into people."""
    pairs, size = found.pairs, len(found.lists[0])
    return draw_partitions(
        size, pairs.left, pairs.right, pairs.weight(), draws=wanted.draws, seed=wanted.seed, judged=said
    )

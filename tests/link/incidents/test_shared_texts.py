"""The conflicting excerpts of the shared data, which are no part of the project."""

import json
from pathlib import Path

import pytest

from tahqiq.link.incidents.claims import Telling, ToldClaim, reports_of
from tahqiq.link.incidents.finding import find_incidents
from tahqiq.link.incidents.report import Role
from tahqiq.vocab.claims import Scope
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan

TEXTS = Path(__file__).parents[4] / "shared/data/texts"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TEXTS.exists(), reason="the shared data is not beside the checkout"),
]


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (TEXTS / name).read_text("utf-8").splitlines()]


def test_reports_of_one_strike_stand_together_and_the_aggregates_apart():
    labels = {row["id"]: row["expected"] for row in rows("claims.jsonl")}
    texts = rows("raqqa_texts.jsonl")
    reports = [each for text in texts for each in reports_of(telling(text, labels[text["id"]]))]
    found = find_incidents(reports)
    events = {text["id"]: text["gold"].get("event") for text in texts}
    homes: dict[str, set[int]] = {}
    for at, report in enumerate(found.reports):
        cluster = found.incidents[int(found.of[at])]
        if report.role is Role.AGGREGATE:
            assert len(cluster.members) == 1
        elif events[report.telling]:
            homes.setdefault(events[report.telling], set()).add(int(found.of[at]))
    assert [len(each) for each in homes.values()] == [1, 1]
    assert len(set().union(*homes.values())) == 2
    assert sum(each.role is Role.AGGREGATE for each in found.reports) >= 15


def telling(text: dict, labels: list[dict]) -> Telling:
    """The labels as claims; days and places as the gold fields of the text give them."""
    gold, claims, last = text["gold"], [], None
    for number, label in enumerate(labels):
        summed, subset = label["scope"] == "cumulative", label["role"] == "subset"
        last = last if subset else number
        day = "" if summed else gold.get("event_date", "")
        claims.append(
            ToldClaim(
                number=number,
                effect=label["effect"],
                category=label["category"],
                count=CountRange(label["min"], label["max"]),
                hedge=label["hedge"],
                scope=Scope(label["scope"]),
                span=DateSpan.parse(day) if day else DateSpan(),
                place="" if summed else gold.get("place", ""),
                chain=(label["attributed_to"],) if label["attributed_to"] else (),
                blamed=gold.get("attributed", ""),
                within=last if subset else None,
            )
        )
    return Telling(id=text["id"], claims=claims, text=text["text"])

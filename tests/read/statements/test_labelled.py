"""How far the reading agrees with the labelled statements of several militaries."""

from __future__ import annotations

import pytest

from read.statements.reading_labels import agreement, statements
from tahqiq.read.statements import read_statements


@pytest.mark.parametrize("half", ["tune", "held", "late"])
def test_the_labels_are_read(half: str) -> None:
    found = agreement(half)
    assert found.rate() >= 0.98, "\n".join(found.wrong)


@pytest.mark.parametrize("name", ["outcome", "killed", "injured", "reason", "mgrs"])
def test_every_field_the_issue_promises(name: str) -> None:
    halves = [agreement(half) for half in ("tune", "held", "late")]
    right, judged = (sum(getattr(half, what)[name] for half in halves) for what in ("right", "judged"))
    assert right / judged >= 0.98, "\n".join(line for half in halves for line in half.wrong)


def test_there_are_enough_statements_in_both_languages() -> None:
    texts = [each["text"] for half in ("tune", "held", "late") for each in statements(half)]
    assert len(texts) >= 60
    assert sum("\u0600" <= letter <= "\u06ff" for text in texts for letter in text[:1]) >= 8


def test_entries_quote_the_text_exactly_and_do_not_overlap() -> None:
    for half in ("tune", "held", "late"):
        for each in statements(half):
            end = 0
            for entry in read_statements(each["text"]):
                assert entry.quote == each["text"][entry.start : entry.end]
                assert entry.start >= end
                end = entry.end

"""What ``scripts/fuzz_containers.py`` does with one input."""

from __future__ import annotations

import fuzz_containers
import pytest
from seal.arrivals.samples import corpus

from tahqiq.seal.arrivals import Part

CORPUS = corpus()


def test_every_kind_of_container_is_in_the_corpus() -> None:
    assert {name for names in fuzz_containers.KINDS.values() for name in names} <= CORPUS.keys()


@pytest.mark.parametrize("name", CORPUS)
def test_what_is_whole_or_cut_off_is_no_finding(name: str) -> None:
    fuzz_containers.look(CORPUS[name])
    fuzz_containers.look(CORPUS[name][: len(CORPUS[name]) // 2])


def test_anything_but_a_clear_refusal_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_part: Part) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Part, "open", fails)
    with pytest.raises(ZeroDivisionError):
        fuzz_containers.look(CORPUS["chat.zip"])

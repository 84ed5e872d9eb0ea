"""A list that holds nearly nobody twice is not thought to: cousins of one name die on one day."""

from __future__ import annotations

import pytest

from tahqiq.link.linkage import Wanted
from tahqiq.link.linking import dedupe
from tahqiq.link.testing import simulate_list


@pytest.mark.parametrize("share", [0.0, 0.02])
def test_what_is_proposed_with_confidence_is_mostly_right(share: float) -> None:
    made = simulate_list(4000, duplicates=share)

    found = dedupe(made.lists[0], Wanted())

    right = made.same(found.pairs.left, found.pairs.right)
    sure = found.probability >= 0.9
    assert (sure & ~right).sum() <= 2
    assert (found.linked & right).sum() >= 0.65 * made.true_pairs()

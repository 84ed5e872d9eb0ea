"""Tables of one stratum."""

from __future__ import annotations

import pytest

from tahqiq.estimate.strata import make_table
from tahqiq.vocab.errors import BadInput


def test_a_list_that_did_not_cover_the_stratum_may_not_hold_people_there() -> None:
    with pytest.raises(BadInput, match="list B is declared not to cover 'north', yet holds 3 people there"):
        make_table("AB", {("1", "1"): 3}, absent=frozenset("B"), stratum="north")

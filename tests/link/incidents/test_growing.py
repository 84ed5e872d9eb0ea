import numpy as np
import pytest

from tahqiq.link.incidents.growing import grow
from tahqiq.link.pairs import Pairs

NOBODY = np.empty((0, 2), np.int64)


def grown(weights: dict[tuple[int, int], float], n: int, *, barred=(), forced=NOBODY, excluded=NOBODY):
    """Clusters of n reports whose pairs weigh so much; others were found to weigh -6."""

    def compare(left, right):
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        found = np.array([[weights.get(pair, -6.0)] for pair in pairs]).reshape(-1, 1)
        levels = np.zeros((len(pairs), 1), np.int8)
        evidence = Pairs(left, right, ("all",), levels, found, 0.0, {"all": ("said",)})
        return evidence, np.array([pair in barred for pair in pairs], np.bool_)

    left, right = (np.array(side, np.int64) for side in zip(*sorted(weights), strict=True))
    return grow(
        np.arange(n),
        n,
        *compare(left, right),
        compare,
        forced=np.array(forced).reshape(-1, 2),
        excluded=np.array(excluded).reshape(-1, 2),
    )


def test_a_chain_of_weak_links_joins_no_two_incidents():
    found = grown({(0, 1): 8.0, (1, 2): 1.0, (2, 3): 8.0}, 4)
    assert found.cluster.tolist() == [0, 0, 2, 2]
    refused = [step for step in found.steps if not step.joined]
    assert refused[0].pair == (1, 2)
    assert "speaks against" in refused[0].because


def test_evidence_of_all_pairs_joins_a_report_that_one_pair_alone_would_not():
    found = grown({(0, 1): 8.0, (0, 2): -1.0, (1, 2): 3.0}, 3)
    assert found.cluster.tolist() == [0, 0, 0]


def test_what_cannot_be_is_refused_whatever_the_rest_says():
    found = grown({(0, 1): 8.0, (0, 2): 2.0, (1, 2): 9.0}, 3, barred={(0, 2)})
    assert found.cluster.tolist() == [0, 1, 1]
    assert any("cannot be one" in step.because and step.pair == (0, 2) for step in found.steps)


def test_a_report_that_fits_two_incidents_alike_stands_alone():
    weights = {(0, 1): 9.0, (2, 3): 9.0, (0, 4): 2.0, (1, 4): 2.0, (2, 4): 2.0, (3, 4): 2.0}
    found = grown(weights, 5, barred={(0, 2), (0, 3), (1, 2), (1, 3)})
    assert found.cluster.tolist() == [0, 0, 2, 2, 4]
    assert any(step.because == "it fits several incidents alike" for step in found.steps)
    assert found.probability[0] > 0.9


def test_people_decide():
    weights = {(0, 1): 8.0, (1, 2): -4.0, (0, 2): -4.0}
    assert grown(weights, 3, excluded=[(1, 0)]).cluster.tolist() == [0, 1, 2]
    forced = grown(weights, 3, forced=[(2, 1)], barred={(1, 2)})
    assert forced.cluster[1] == forced.cluster[2]
    assert any(step.because == "judged the same" for step in forced.steps)


def test_a_judged_pair_keeps_together_what_the_machine_would_take_out():
    found = grown({(0, 1): -8.0}, 2, forced=[(0, 1)])
    assert found.cluster.tolist() == [0, 0]


@pytest.mark.parametrize("n", [400])
def test_a_tangle_too_large_to_compare_in_full_still_holds(n):
    weights = {(at, at + 1): 5.0 for at in range(0, n - 1, 2)} | {
        (at, at + 1): 0.5 for at in range(1, n - 1, 2)
    }
    found = grown(weights, n)
    assert found.cluster.tolist() == [at - at % 2 for at in range(n)]


def test_nobody_near_leaves_everybody_alone():
    found = grown({(0, 1): -3.0}, 3)
    assert found.cluster.tolist() == [0, 1, 2]
    assert found.probability.tolist() == [1.0, 1.0, 1.0]

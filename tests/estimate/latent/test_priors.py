import numpy as np
import pytest

from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.latent import LatentPriors, prior_documented_share
from tahqiq.vocab.errors import BadInput

PAIR = CaptureTable.from_counts("AB", [[0, 1], [1, 0]], [3, 5])


@pytest.mark.parametrize(
    "options",
    [{"classes": 1}, {"classes": 101}, {"concentration": (0.0, 1.0)}, {"presence": (1.0, float("inf"))}],
)
def test_priors_that_are_none_are_refused(options):
    with pytest.raises(BadInput):
        LatentPriors(**options)


def test_one_large_class_gives_the_share_of_independent_lists():
    share = prior_documented_share(PAIR, priors=LatentPriors(concentration=(1e-3, 1e3)), seed=1)

    # P(on no list) is a product of two uniform numbers
    assert share.mean() == pytest.approx(0.75, abs=0.01)
    assert np.quantile(share, 0.5) == pytest.approx(0.8133, abs=0.01)


def test_impossible_histories_are_left_out_of_the_share():
    barred = CaptureTable.from_counts("AB", [[0, 1], [1, 0]], [3, 5], [[1, 1]])

    assert prior_documented_share(barred, seed=1).mean() < prior_documented_share(PAIR, seed=1).mean()


def test_priors_tell_themselves():
    assert LatentPriors().as_detail() == {
        "classes": 10,
        "concentration": (0.25, 0.25),
        "presence": (1.0, 1.0),
        "total": "1/N",
    }

from __future__ import annotations

from pathlib import Path

import numpy as np

from estimate.worlds import normal_fit
from tahqiq.estimate.checkpoint import Checkpoint
from tahqiq.estimate.fits import Fit


def never() -> Fit:
    raise AssertionError("it was kept, and computed again")


def awkward() -> Fit:
    cells = np.random.default_rng(1).random((4, 8)) / 3
    return Fit.from_draws(
        "latent", 7, [1 / 3, 0.1 + 0.2, 1e17], ess=np.pi, detail={"a": [1.5, "ب"]}, cell_draws=cells
    )


def test_a_kept_fit_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    made = Checkpoint(tmp_path / "k", "q").fit("one", awkward)
    kept = Checkpoint(tmp_path / "k", "q")
    back = kept.fit("one", never)
    assert kept.found == 1
    assert (back.mean, back.ess, back.lo95, back.detail) == (made.mean, made.ess, made.lo95, made.detail)
    assert back.draws is not None
    assert back.draws.tobytes() == np.array([1 / 3, 0.1 + 0.2, 1e17]).tobytes()
    assert back.cell_draws is not None
    assert made.cell_draws is not None
    assert back.cell_draws.tobytes() == made.cell_draws.tobytes()
    assert back.fitted is None


def test_another_question_starts_anew(tmp_path: Path) -> None:
    Checkpoint(tmp_path / "k", "seed 1").fit("one", normal_fit)
    again = Checkpoint(tmp_path / "k", "seed 2")
    assert again.fit("one", lambda: normal_fit(total=999)).median > 900
    assert again.found == 0


def test_a_broken_file_is_computed_again(tmp_path: Path) -> None:
    Checkpoint(tmp_path / "k", "q").fit("one", normal_fit)
    (kept,) = (tmp_path / "k").glob("*.fit")
    for broken in (b"", kept.read_bytes()[:100], b"PK nonsense"):
        kept.write_bytes(broken)
        assert Checkpoint(tmp_path / "k", "q").fit("one", lambda: normal_fit(total=700)).median > 690


def test_nothing_is_kept_without_a_folder_and_nothing_stays_after_the_end(tmp_path: Path) -> None:
    Checkpoint(None, "q").fit("one", normal_fit)
    Checkpoint(None, "q").remove()
    kept = Checkpoint(tmp_path / "k", "q")
    kept.fit("one", normal_fit)
    kept.remove()
    assert not (tmp_path / "k").exists()

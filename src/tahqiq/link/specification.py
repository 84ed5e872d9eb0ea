"""The one specification of a linkage, as Splink's settings: what brings records together, what is compared.

DuckDB and Spark run the same settings. Records are rows of two columns, ``position`` and ``keys``; blocking
explodes the keys, and each level of each comparison is a condition on one function of two positions,
``LEVEL``, which the engine must know (``evidence.measuring``). Where Splink itself predicts from trained
settings, its match weights are those of `pairs.Pairs` (tests hold both together).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tahqiq.link.evidence.comparisons import COMPARISONS, Comparison
from tahqiq.link.training import Model

if TYPE_CHECKING:
    from splink import SettingsCreator

#: The function of two positions and the number of a comparison that gives the level, -1 where missing.
LEVEL = "tahqiq_level"
POSITION, KEYS = "position", "keys"
_LEAST, _MOST = 1e-9, 1 - 1e-9
#: Splink's own default, of settings that only bring records together.
_UNTRAINED = 1e-4


def specification(*, linking: bool, model: Model | None = None) -> SettingsCreator:
    """Splink's settings for two lists, or for one with itself.

    Args:
        linking: whether there are two lists.
        model: chances to predict with; none where only candidates are wanted.
    """
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="link_only" if linking else "dedupe_only",
        unique_id_column_name=POSITION,
        blocking_rules_to_generate_predictions=[block_on(KEYS, arrays_to_explode=[KEYS])],
        comparisons=[_compared(at, comparison, model) for at, comparison in enumerate(COMPARISONS)],
        retain_matching_columns=False,
        probability_two_random_records_match=_UNTRAINED if model is None else _share(model.prior),
    )


def _compared(number: int, comparison: Comparison, model: Model | None) -> dict[str, Any]:
    """One comparison: its missing level, then every level from the most alike on."""
    level = f'{LEVEL}("{POSITION}_l", "{POSITION}_r", {number})'
    levels: list[dict[str, Any]] = [
        {"sql_condition": f"{level} = -1", "label_for_charts": "missing", "is_null_level": True}
    ]
    for at, label in enumerate(comparison.labels):
        chances: dict[str, Any] = {} if model is None else _chances(comparison, model, number, at)
        levels.append({"sql_condition": f"{level} = {at}", "label_for_charts": label, **chances})
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _chances(comparison: Comparison, model: Model, number: int, level: int) -> dict[str, Any]:
    """The chances of a level; those of several groups are divided by how many there are.

    Only their ratio counts, which is the Bayes factor; so divided they sum to one, as Splink expects.
    """
    groups = len(comparison.groups)
    bits = model.bits()[number][level]
    other = min(max(float(model.other[number][level]), _LEAST), _MOST)
    match = other * 2.0**bits
    scale = max(1.0, match) * groups
    return {
        "m_probability": match / scale,
        "u_probability": other / scale,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }


def _share(log_odds: float) -> float:
    return float(1 / (1 + 2.0**-log_odds))


def records(
    who: NDArray[np.int32] | NDArray[np.int64], key: NDArray[np.int64], begin: int, end: int
) -> pa.Table:
    """The rows of the people from one position up to another: position and list of keys.

    >>> records(np.array([1, 0, 1]), np.array([7, 7, 9]), 0, 2).to_pylist()
    [{'position': 0, 'keys': [7]}, {'position': 1, 'keys': [7, 9]}]
    """
    here = (who >= begin) & (who < end)
    order = np.argsort(who[here], kind="stable")
    counts = np.bincount(who[here] - begin, minlength=end - begin)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    values: pa.Array[Any] = pa.array(key[here][order], pa.int64())
    keys = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)
    table = pa.table({POSITION: pa.array(np.arange(begin, end)), KEYS: keys})
    return table.filter(pa.array(counts > 0))

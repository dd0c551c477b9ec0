"""The verdicts of a whole report as one frame, for people who compute on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.verdict.result import Verdict

_WORDS = ("answer", "matters", "credit")
_LISTS = ("flags", "unchecked", "shifted")


def verdict_table(verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """One row a verdict, by the name of its outcome.

    Returns
    -------
    DataFrame
        Index `outcome`; columns answer, matters, credit, flags, unchecked, shifted (names
        split by blanks), estimate, low, high, p, p_holm, mean_difference,
        mean_difference_low, mean_difference_high, mean_a, mean_b, n_a, n_b, carryover,
        noise_share, lot_p, days_needed, sentence. NaN where the log gives no number;
        intervals are 95 % and unadjusted.

    Examples
    --------
    >>> verdict_table({}).columns[:3].tolist()
    ['answer', 'matters', 'credit']
    """
    rows = [_row(verdict) for verdict in verdicts.values()]
    index = pd.Index(list(verdicts), name="outcome", dtype="str")
    return pd.DataFrame(rows, index=index, columns=list(_COLUMNS)).astype(_COLUMNS)


_NUMBERS = [
    "estimate",
    "low",
    "high",
    "p",
    "p_holm",
    "mean_difference",
    "mean_difference_low",
    "mean_difference_high",
    "mean_a",
    "mean_b",
    "n_a",
    "n_b",
    "carryover",
    "noise_share",
    "lot_p",
    "days_needed",
]
_COUNTS = ("n_a", "n_b")
_COLUMNS = {
    **dict.fromkeys((*_WORDS, *_LISTS), "str"),
    **{name: "int64" if name in _COUNTS else "float64" for name in _NUMBERS},
    "sentence": "str",
}


def _row(verdict: Verdict) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(verdict, name) for name in (*_WORDS, "n_a", "n_b", "sentence")}
    row |= {name: " ".join(getattr(verdict, name)) for name in _LISTS}
    change, difference = verdict.change, verdict.mean_difference
    for name in ("estimate", "low", "high", "p", "carryover", "noise_share"):
        row[name] = np.nan if change is None else getattr(change, name)
    for name, part in (("", "estimate"), ("_low", "low"), ("_high", "high")):
        row[f"mean_difference{name}"] = np.nan if difference is None else getattr(difference, part)
    for name in ("mean_a", "mean_b"):
        mean = getattr(verdict, name)
        row[name] = np.nan if mean is None else mean.estimate
    for name in ("p_holm", "lot_p", "days_needed"):
        value = getattr(verdict, name)
        row[name] = np.nan if value is None else value
    return row

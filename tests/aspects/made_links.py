"""What the tests of doses and lags share: series and sessions by day, without a file."""

from __future__ import annotations

import pandas as pd

from analysis.comparison import Comparison
from analysis.days import SeriesKey
from analysis.intake import Logs
from analysis.reference import yardstick
from analysis.schema import conform
from analysis.training import sum_weeks

START = pd.Timestamp("2026-03-11")  # a Wednesday
FIRST = pd.Timestamp("2026-03-02")  # a Monday


def made_comparison(values, *, metric="pain", start=START, labels=None, role="also looked at", name="Pain"):
    """A series from the first day on; NaN where it was not read."""
    days = pd.date_range(FIRST, periods=len(values), freq="D", unit="s", name="date")
    series = pd.Series(values, index=days, name=metric, dtype=float).dropna()
    if labels is None:
        labels = ["A" if start is None or day < start else "B" for day in series.index]
    return Comparison(
        key=SeriesKey(metric, None, None, "unknown"),
        name=name,
        title=name,
        unit="points",
        series=series,
        labels=pd.Series(labels, index=series.index, dtype="str"),
        start=start,
        yardstick=yardstick(metric),
        verdict=None,
        sentences=(),
        role=role,
    )


def made_logs(minutes, *, exercise="couch stretch"):
    """One session on every day with a number or None (a session without minutes); 0 is a day without."""
    days = pd.date_range(FIRST, periods=len(minutes), freq="D")
    rows = [(day, value) for day, value in zip(days, minutes, strict=True) if value != 0]
    frame = pd.DataFrame(rows, columns=["date", "minutes"]).astype({"minutes": float})
    frame = frame.assign(person="me", exercise=exercise, side="unknown", line=1, row_id="r", file_id="f")
    frame["session_id"] = [f"s{number}" for number in range(len(frame))]
    outcomes = pd.DataFrame({"date": days[[0, -1]], "metric": "pain", "value": 1.0, "person": "me"})
    outcomes = outcomes.assign(side="unknown", moment="none", kind="exact", row_id="r", file_id="f", line=1)
    return Logs(sessions=conform(frame, "sessions"), outcomes=conform(outcomes, "outcomes"))


def made_training(minutes):
    return sum_weeks(made_logs(minutes), start=START)

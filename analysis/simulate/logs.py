"""A persona, a number of days and a seed in; a log and its truth out."""

from __future__ import annotations

import datetime
import math
import operator
from typing import cast

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.logs import Logs
from analysis.schema import METRICS, conform
from analysis.simulate.person import draw_truth
from analysis.simulate.readings import draw_angles, draw_diary
from analysis.simulate.sessions import draw_sessions
from analysis.simulate.truth import PERSONAS, Simulated

FILE_ID = "simulated"
PERSON = "me"


def simulate_logs(
    persona: str,
    *,
    days: int,
    start: str | datetime.date | np.datetime64,
    rng: np.random.Generator,
) -> Simulated:
    """Simulate the log of one person, with what is true of it.

    A reading is the person's mean, plus drift, plus the routine's effect, plus what else moves it, plus the
    rhythm of the week, plus a slow AR(1) state, plus an error of its own, then rounded as people round.
    Numbers come from data/reference/simulation_parameters.csv. Left out on purpose: links between outcomes
    and starting when sore (but for the personas that are about them), expectation, flares, dose, a rise
    from the first trial to the next.

    The routine begins after the first quarter of the days, rounded up: day 39 of 150, day 8 of 28. A log
    of one day ends before it. Its first day has a session, later days by adherence. The same seed
    gives the same person in every persona.

    Parameters
    ----------
    persona : str
        One of `PERSONAS`:

        - rom_improves: hip extension rises on both sides once the routine has begun, gradually, to a
          plateau; pain and tightness do not change.
        - nothing_changes: no outcome changes.
        - already_improving: hip extension, tightness and pain improve by the same amount every day; the
          last day stands better than the first by the far end of what a routine is thought to give
          (10 deg, 2 and 1.2 points). The routine adds nothing.
        - tightness_steps: tightness is 2 points lower from the routine's first day on, by its doing.
        - gains_gradually: hip extension as in rom_improves, and tightness falls by 2 points in the end,
          in the same time; both begin with the routine and are its doing.
        - started_at_worst: tightness and pain stand 2.2 points higher in the last week before the routine
          and are back where they were when it begins, as they would be without it.
        - stress_does_it: mean stress falls from 6 to 2 on the routine's first day; tightness and pain move
          by 0.4 points for each point of stress, on any day. The routine adds nothing.
        - drops_out: no outcome changes; from the routine's first day on, logging and training fade, and
          stop (after two weeks on average).
        - backfills: no outcome changes; four of five days of the diary are typed in later, in lumps
          (`entered_at`): half of them copies of the day of typing, the others nearer to the usual.
    days : int
        Days from the first to the last, 1 or more.
    start : date-like
        First day; a time of day is dropped.
    rng : Generator
        The same state gives the same log.

    Returns
    -------
    Simulated
        `logs` (file_id 'simulated'; line counts rows, outcomes first) and `truth`.

    Raises
    ------
    DataError
        The persona has no such name, `days` is not a whole number of 1 or more, or `start` is no date.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> simulated = simulate_logs("nothing_changes", days=28, start="2026-03-02", rng=rng)
    >>> simulated.truth.routine_start.date().isoformat()
    '2026-03-09'
    >>> simulated.truth.series["pain", "unknown"].mean_difference
    0.0
    """
    if persona not in PERSONAS:
        raise DataError(f"persona is {persona!r}, which is not known - use one of {', '.join(PERSONAS)}")
    truth = draw_truth(persona, _calendar(days, start), rng)
    sessions = draw_sessions(truth, rng)
    outcomes = pd.concat([draw_diary(truth, rng), draw_angles(truth, sessions, rng)], ignore_index=True)
    return Simulated(logs=build_logs(outcomes, sessions), truth=truth)


def _calendar(days: int, start: str | datetime.date | np.datetime64) -> pd.DatetimeIndex:
    try:
        count, first = operator.index(days), cast("pd.Timestamp", pd.Timestamp(start))
    except (TypeError, ValueError) as error:
        raise DataError(
            f"days is {days!r} and start is {start!r}: days must be a whole number, start a date such as "
            "'2026-03-02'"
        ) from error
    if count < 1 or pd.isna(first):
        raise DataError(f"days is {days!r} and start is {start!r}: a log needs 1 day or more and a first day")
    return pd.date_range(first.tz_localize(None).normalize(), periods=count, unit="s")


def build_logs(outcomes: pd.DataFrame, sessions: pd.DataFrame) -> Logs:
    """Give readings and sessions their identity, and a balance.

    Parameters
    ----------
    outcomes, sessions : DataFrame
        With columns of their tables; identity columns are written anew.

    Returns
    -------
    Logs
        Outcomes in order of time and kind; every row is one record, kept.
    """
    outcomes = outcomes.sort_values(["date", "time", "metric", "side"], kind="stable", ignore_index=True)
    metrics = [METRICS[str(name)] for name in outcomes["metric"]]
    common = {"person": PERSON, "file_id": FILE_ID, "source": FILE_ID}
    outcomes = outcomes.assign(
        row_id=[f"outcome-{row:05d}" for row in range(1, len(outcomes) + 1)],
        line=np.arange(1, len(outcomes) + 1),
        unit=[one.unit for one in metrics],
        kind="exact",
        scale_min=[0.0 if one.rating else math.nan for one in metrics],
        scale_max=[10.0 if one.rating else math.nan for one in metrics],
        raw=[f"{value:g}" for value in outcomes["value"]],
        **common,
    )
    sessions = sessions.assign(
        session_id=[f"session-{start:%Y%m%d-%H%M}" for start in sessions["start"]],
        row_id=[f"bout-{row:05d}" for row in range(1, len(sessions) + 1)],
        line=np.arange(1, len(sessions) + 1) + len(outcomes),
        done=True,
        **common,
    )
    return Logs(
        sessions=conform(sessions, "sessions"),
        outcomes=conform(outcomes, "outcomes"),
        issues=conform(None, "issues"),
        files=_manifest(len(outcomes) + len(sessions)),
    )


def _manifest(records: int) -> pd.DataFrame:
    row = {"file_id": FILE_ID, "name": FILE_ID, "path": "", "app": FILE_ID}
    balance = {"records_read": records, "kept": records, "skipped": 0, "left_out": 0}
    return conform(pd.DataFrame([row | balance]), "files")

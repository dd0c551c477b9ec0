"""The sample log as three files in three real shapes, as messy as real ones.

A Google Form's responses, a Strong export and a semicolon sheet of angles. The mess is laid over the
values of `simulate_sample` and loses none of them: every reading and session there is in a file, once
to be counted.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from analysis.simulate.logs import build_logs, simulate_logs
from analysis.simulate.truth import Simulated

SAMPLE_SEED = 20260302
SAMPLE_START = "2026-03-02"
SAMPLE_DAYS = 150
SUMMER_TIME = pd.Timestamp("2026-03-29")  # the form writes GMT+1 before, GMT+2 from here on
BLANK_ANSWERS = 8
UNREAD_ANGLES = 6
REST_TIMERS = 6

QUESTIONS = {
    "tightness": "How tight do your hip flexors feel right now? (0-10)",
    "pain": "Pain right now (0-10)",
    "stress": "Stress today (0-10)",
    "sleep_h": "Hours of sleep last night",
    "sitting_h": "Hours sitting today",
}
DIARY_NOTES = (
    "Long train ride, sat most of the day",
    'New chair at work, verdict: "wobbly"',
    "Dug two flower beds, proud of both",
    "Cold morning, slow start",
    'Film night: "just one more episode", then three',
    "Birthday cake at the office, no regrets",
    "Bus strike, walked home",
    "Guest bed at my sister's",
    'Niece found me kneeling on the rug, told her I was "looking for a coin"',
    "Deadline week, lunch at the desk",
    "Swam in the lake, first time this year",
    "Rainy Sunday, book and sofa",
)
ANGLE_NOTES = (
    "cat on the mat",
    "phone slid, took it again",
    "measured before dinner",
    "new phone case, thicker",
    "in a hurry",
    "at my sister's, softer bed",
)
STRONG_HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
)
ANGLES_HEADER = "Date;Thomas test, left hip (deg);Thomas test, right hip (deg);Notes"
SIDES = ("left", "right")
DEGREE_SIGNS = {f"{whole}.5": f"{whole}.5°" for whole in range(1, 10)}

Row = dict[str, Any]


def simulate_sample(*, seed: int = SAMPLE_SEED) -> Simulated:
    """Simulate the person of the sample log: exactly the readings and sessions that its files hold.

    The persona is 'rom_improves', 150 days from 2 March 2026. Readings after a session are left out, and
    so are the few answers left blank in the form and the angles not read.

    Parameters
    ----------
    seed : int

    Returns
    -------
    Simulated

    Examples
    --------
    >>> simulate_sample().truth.persona
    'rom_improves'
    """
    rng = np.random.default_rng(seed)
    whole = simulate_logs("rom_improves", days=SAMPLE_DAYS, start=SAMPLE_START, rng=rng)
    outcomes = whole.logs.outcomes
    optional = outcomes.query("metric in ['pain', 'stress', 'sleep_h', 'sitting_h']").index
    third = outcomes.query("metric == 'rom' and trial == 3").index
    blank = rng.choice(optional, size=BLANK_ANSWERS, replace=False)
    unread = rng.choice(third, size=UNREAD_ANGLES, replace=False)
    kept = outcomes.query("moment != 'post'").drop(index=[*blank, *unread])
    return replace(whole, logs=build_logs(kept, whole.logs.sessions))


def write_sample(folder: Path, *, seed: int = SAMPLE_SEED) -> tuple[Path, ...]:
    """Write the sample log; the same seed gives the same bytes.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files of the same names are replaced.
    seed : int

    Returns
    -------
    tuple of Path
        hip_diary_form_responses.csv, strong_workouts.csv and hip_extension_angles.csv.
    """
    logs = simulate_sample(seed=seed).logs
    readings, rng = _rows(logs.outcomes), np.random.default_rng([seed, 1])
    texts = {
        "hip_diary_form_responses.csv": _form_text(readings, rng),
        "strong_workouts.csv": _strong_text(_rows(logs.sessions), rng),
        "hip_extension_angles.csv": _angles_text(readings, rng),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return tuple(folder / name for name in texts)


def _rows(frame: pd.DataFrame) -> list[Row]:
    return cast("list[Row]", frame.to_dict("records"))


def _form_text(readings: list[Row], rng: np.random.Generator) -> str:
    answers = _table([row for row in readings if row["metric"] in QUESTIONS], "time", "metric")
    _rewrite_first(answers, "tightness", {"7": "7/10"})
    _rewrite_first(answers, "stress", {"5": "~5"})
    notes = _scatter(DIARY_NOTES, len(answers), rng)
    rows = [
        [_form_stamp(time), *(cells.get(metric, "") for metric in QUESTIONS), note]
        for (time, cells), note in zip(answers.items(), notes, strict=True)
    ]
    twice = int(rng.integers(len(rows)))
    rows.insert(twice, rows[twice])
    header = ["Timestamp", *QUESTIONS.values(), "Anything to note?"]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def _table(readings: list[Row], row: str, column: str) -> dict[Any, dict[str, str]]:
    """The texts as written, by row and column, in order of the rows."""
    table: dict[Any, dict[str, str]] = {}
    for reading in readings:
        table.setdefault(reading[row], {})[reading[column]] = reading["raw"]
    return table


def _rewrite_first(table: dict[Any, dict[str, str]], column: str, instead: dict[str, str]) -> None:
    """Write the first cell of a column that holds one of the texts in another way."""
    for cells in table.values():
        if cells.get(column) in instead:
            cells[column] = instead[cells[column]]
            return


def _form_stamp(time: pd.Timestamp) -> str:
    zone = "GMT+2" if time >= SUMMER_TIME else "GMT+1"
    return f"{time:%Y/%m/%d} {time.hour % 12 or 12}:{time:%M:%S} {'PM' if time.hour >= 12 else 'AM'} {zone}"


def _scatter(notes: Sequence[str], rows: int, rng: np.random.Generator) -> list[str]:
    places = rng.choice(rows, size=len(notes), replace=False)
    placed = dict(zip(places.tolist(), notes, strict=True))
    return [placed.get(row, "") for row in range(rows)]


def _strong_text(bouts: list[Row], rng: np.random.Generator) -> str:
    stretches = [bout["row_id"] for bout in bouts if bout["region"] == "hip"]
    rested = set(rng.choice(stretches, size=REST_TIMERS, replace=False).tolist())
    workouts: dict[pd.Timestamp, list[Row]] = {}
    for bout in bouts:
        workouts.setdefault(bout["start"], []).append(bout)
    lines = [STRONG_HEADER]
    for start, workout in workouts.items():
        duration = _duration(workout, rng)
        for bout in workout:
            sets = _set_cells(bout, rng)
            if bout["row_id"] in rested:
                sets.insert(1, "Rest Timer,0,0,0,60")
            head = f'{start},"{bout["routine"]}",{duration},"{bout["exercise"]}"'
            lines += [f'{head},{cells},"","",' for cells in sets]
    return "\n".join(lines) + "\n"


def _duration(workout: list[Row], rng: np.random.Generator) -> str:
    moving = sum(4 * bout["sets"] if math.isnan(bout["minutes"]) else bout["minutes"] for bout in workout)
    minutes = int(moving) + int(rng.integers(1, 5))
    return f"{minutes // 60}h {minutes % 60}m" if minutes >= 60 else f"{minutes}min"


def _set_cells(bout: Row, rng: np.random.Generator) -> list[str]:
    """Set Order, Weight, Reps, Distance, Seconds of each set of a bout."""
    if bout["exercise_key"] == "squat":
        reps = bout["reps"] // bout["sets"]
        return [f"{number},0.0,{reps},0,0" for number in range(1, bout["sets"] + 1)]
    if not math.isnan(bout["hold_s"]):
        return [f"{number},0,0,0,{bout['hold_s']:.0f}" for number in range(1, bout["sets"] + 1)]
    distance_km = (
        f"{bout['minutes'] / rng.uniform(5.6, 6.6):.2f}" if bout["exercise_key"] == "running" else "0"
    )
    return [f"1,0,0,{distance_km},{bout['minutes'] * 60:.0f}"]


def _angles_text(readings: list[Row], rng: np.random.Generator) -> str:
    angles = [row | {"trial of": (row["date"], row["trial"])} for row in readings if row["metric"] == "rom"]
    table = _table(angles, "trial of", "side")
    for side in ("left", "left", "right"):
        _rewrite_first(table, side, DEGREE_SIGNS)
    _rewrite_first(table, "right", {"5": "~5"})
    unread = itertools.cycle(["-", ""])
    notes = _scatter(ANGLE_NOTES, len(table), rng)
    lines = ["Hip angles with the phone;;;", ";;;", ANGLES_HEADER]
    for ((date, _), cells), note in zip(table.items(), notes, strict=True):
        left, right = (cells[side] if side in cells else next(unread) for side in SIDES)
        lines.append(f"{date:%d.%m.%Y};{left};{right};{note}")
    means = [np.mean([row["value"] for row in angles if row["side"] == side]) for side in SIDES]
    lines.append(f"Average;{means[0]:.1f};{means[1]:.1f};")
    return "\n".join(lines) + "\n"

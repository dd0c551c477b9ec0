"""An invented person who drew a plan and kept to it: to see what a tested answer looks like."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import numpy as np

from analysis.planning.calendar_file import write_calendar
from analysis.planning.file import write_plan
from analysis.planning.plan import Plan, draw_plan
from analysis.simulate.parameters import get_parameter
from analysis.simulate.processes import draw_state

DEMO_SEED = 7
DIARY = "invented_diary.csv"
_DAYS = 42
_KEPT, _LOGGED = 0.9, 0.92
_MEAN = {"tightness": 6.0, "pain": 4.0, "stress": 4.5}


def write_demo(folder: Path, *, today: datetime.date, seed: int = DEMO_SEED) -> list[Path]:
    """Write a plan of off, on, off, on that ended yesterday, and the diary of an invented person.

    Tightness is lower on days with the routine, by the far end of what one is thought to give; pain and
    stress are as they are. The person keeps to the plan on 9 days in 10 and logs 92 of 100.

    Parameters
    ----------
    folder : Path
        Made where it does not exist.
    today : date
    seed : int
        Of the plan and of the person.

    Returns
    -------
    list of Path
        The plan, its calendar and the diary.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     [path.name for path in write_demo(Path(name), today=datetime.date(2026, 5, 1))]
    ['plan.csv', 'plan.ics', 'invented_diary.csv']
    """
    first = today - datetime.timedelta(days=_DAYS)
    evening = datetime.datetime.combine(first, datetime.time(20), datetime.UTC) - datetime.timedelta(days=1)
    plan = draw_plan("abab", first_day=first, days=_DAYS, seed=seed, now=evening)
    return [write_plan(plan, folder), write_calendar(plan, folder), _write_diary(plan, folder / DIARY, seed)]


def _write_diary(plan: Plan, path: Path, seed: int) -> Path:
    rng, marks = np.random.default_rng(seed), plan.marks()[""]
    ratings = {name: _draw_rating(name, len(marks), rng) for name in _MEAN}
    ratings["tightness"] += get_parameter("true_tight_effect").low * marks.to_numpy()
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["Date", "Tightness", "Pain", "Stress", "Exercise", "Minutes"])
        for place, (date, on) in enumerate(marks.items()):
            logged, done = rng.random() < _LOGGED, rng.random() < (_KEPT if on else 1 - _KEPT)
            marks_of_day = [int(np.clip(np.round(ratings[name][place]), 0, 10)) for name in _MEAN]
            if logged or place == len(marks) - 1:
                out.writerow(
                    [f"{date:%Y-%m-%d}", *marks_of_day, *(["Couch stretch", 8] if done else ["", ""])]
                )
    return path


def _draw_rating(name: str, days: int, rng: np.random.Generator) -> np.ndarray:
    """A rating before it is rounded: mean, a slow state and an error of its own."""
    sd = get_parameter(
        {"tightness": "tight_within_sd", "pain": "pain_within_sd"}.get(name, "stress_within_sd")
    ).default
    slow = draw_state(days, carryover=0.5, sd=sd * 0.6, rng=rng)
    return _MEAN[name] + slow + rng.normal(scale=sd * 0.8, size=days)

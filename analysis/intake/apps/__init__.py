"""App exports: which app wrote a table, and who reads it. One file an app.

A signature is a set of column names; order, case, one missing and any number added do not matter.
Apps that are known but not read yet stand in data/reference/app_signatures.csv with the reason.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.intake.apps import hevy, strong
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import split_words
from analysis.paths import REFERENCE

Reader = Callable[[Table, Job, dt.date], pd.DataFrame | None]


@dataclass(frozen=True)
class App:
    """A recognised app: its name, layout, reader (None: known, not read) and why not."""

    name: str
    layout: str
    read: Reader | None = None
    why: str = ""


def find_app(header: Sequence[str]) -> App | None:
    """Find the app that wrote a header; None when none did.

    Examples
    --------
    >>> find_app(["Reps", "Seconds", "date", "Exercise Name", "Set Order", "Workout Name"]).name
    'strong'
    >>> find_app(["Date", "Pain"]) is None
    True
    """
    names = [" ".join(split_words(name)) for name in header]
    for module in (strong, hevy):
        layout = module.match_layout(header)
        if layout:
            return App(module.NAME, layout, module.read_sets)
    for app, layout, keys, why in _known_apps():
        hits = sum(any(_fits(name, key) for name in names) for key in keys)
        if hits == len(keys):
            return App(app, layout, why=why)
    return None


def _fits(name: str, key: str) -> bool:
    return name.startswith(key[:-1]) if key.endswith("*") else name == key


@lru_cache(maxsize=1)
def _known_apps() -> list[tuple[str, str, list[str], str]]:
    with (REFERENCE / "app_signatures.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["app"], row["layout"], [_fold_key(key) for key in row["columns"].split("|")], row["why"])
            for row in csv.DictReader(file)
        ]


def _fold_key(key: str) -> str:
    return " ".join(split_words(key)) + ("*" if key.endswith("*") else "")

"""Jefit: one file, several tables under '### NAME'. The exercise logs are read: their sets are packed into one cell.

'44.10x5,44.10x5' is weight x repetitions; for what is held the second number is seconds, which the file does not say, so
it is kept as repetitions. 'mydate' is the local day; the other times are of the sync or UTC and are not used.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from analysis.intake.apps.sets import sum_sets
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns, plain_name
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "jefit"
_NAMES = {
    "logs": "logs",
    "mydate": "date",
    "ename": "exercise",
    "eid": "eid",
    "belongsession": "session",
    "belongsys": "system",
}
_KEYS = ("logs", "date", "exercise", "eid", "session", "system")
_OTHER = (
    {"exercise log id", "set index"}, {"userid", "timestamp", "gender"},
    {"username", "mass", "length"}, {"starttime", "endtime", "total exercise"}, {"row id", "name"},
    {"rowid", "name"}, {"weight", "fatpercent"}, {"row id", "username"}, {"chest", "waist", "hips"},
)  # fmt: skip
_SET = re.compile(r"\s*(-?[\d.]+)\s*x\s*(\d+)\s*")


def match_layout(header: Sequence[str]) -> str:
    """Name the table; '' when Jefit did not write it. One column of the logs may be missing.

    Examples
    --------
    >>> match_layout("USERID,belongSys,logs,_id,record,mydate,eid,ename,belongsession,logTime".split(","))
    'exercise logs'
    """
    return "exercise logs" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def is_other(header: Sequence[str]) -> bool:
    """Say whether a header is that of another table of such a file."""
    names = {plain_name(name) for name in header}
    return any(keys <= names for keys in _OTHER)


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the exercise logs as bouts."""
    at, width = name_columns(table.header, _NAMES), len(table.header)
    table.header.append("sets of logs")
    for record in table.records:
        if len(record.cells) == width:
            record.cells.append("")
    sheet = Sheet(table, job, today, {**at, "sets": width}, needs=("date", "exercise", "logs"))
    sheet.at["reps"] = at["logs"]
    for record in sheet.records:
        sets = [found for part in record.cells[at["logs"]].split(",") if (found := _SET.fullmatch(part))]
        counts = [int(found[2]) for found in sets]
        record.cells[at["logs"]] = str(round(sum(counts) / len(counts))) if counts else ""
        record.cells[width] = str(len(counts)) if counts else ""
    return sum_sets(sheet)

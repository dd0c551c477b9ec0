"""Nomie 5: one row a tracker and moment; times are local, a timer is seconds and its note says '#name(00:15:00)'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from analysis.intake.apps.kinds import names_kept
from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, join_parts, name_columns
from analysis.intake.grid import Job
from analysis.intake.headers import read_header
from analysis.intake.tables import Table
from analysis.intake.words import tidy

NAME = "nomie"
_NAMES = {
    "epoch": "epoch", "start": "start", "end": "end", "offset": "offset", "tracker": "tracker", "value": "value",
    "note": "note", "score": "score",
}  # fmt: skip
_KEYS = ("epoch", "start", "end", "offset", "tracker", "value", "note")
_TIMER = re.compile(r"#(\w+)\((\d+:\d\d:\d\d)\)")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Nomie did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("epoch,start,end,offset,tracker,value,note,lat,lng,location,score".split(","))
    '5'
    """
    return "5" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the trackers whose names say what they hold; those of stretching or yoga are bouts."""
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("start", "tracker", "value"))
    day = [*sheet.take("start", "date"), *sheet.take("note", "notes")]
    trackers = [tidy(text).lstrip("#") for text in sheet.column("tracker")]
    bouts = [row for row, name in enumerate(trackers) if names_kept(name)]
    readings = [
        row for row, name in enumerate(trackers) if row not in set(bouts) and read_header(name).is_metric
    ]
    other = sorted(set(range(len(sheet))) - {*bouts, *readings})
    sheet.skip(
        other, "other_tracker", "trackers whose names say nothing that is read, passed over", "tracker"
    )
    named = [(sheet.meaning("tracker", "metric"), trackers), *sheet.take("value", "value")]
    lengths = [_find_length(note, name) for note, name in zip(sheet.column("note"), trackers, strict=True)]
    done: list[Column] = [
        (sheet.meaning("tracker", "exercise"), trackers),
        (sheet.meaning("note", "minutes"), lengths),
    ]
    return join_parts(sheet.read(readings, day + named), sheet.read_bouts(bouts, day + done))


def _find_length(note: str, tracker: str) -> str:
    """Give the length that the note says of a timer; '' where the tracker is none.

    Examples
    --------
    >>> _find_length("#stretch(00:15:00) hips", "stretch"), _find_length("#coffee", "stretch")
    ('00:15:00', '')
    """
    found = {name.casefold(): length for name, length in _TIMER.findall(note)}
    return found.get(tracker.casefold(), "")

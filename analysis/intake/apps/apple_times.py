"""Spans of time of Apple Health: nights out of spells of sleep, and workouts that two devices recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.grid import Job

BoutFound = tuple[int, int, dict[str, str]]
GAP = dt.timedelta(hours=3)


def parse_time(text: str) -> dt.datetime | None:
    """Read a time with its zone."""
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def split_nights(spans: Sequence[tuple]) -> list[list[tuple]]:
    """Split the times asleep where more than three hours lie between."""
    nights: list[list[tuple]] = []
    end = None
    for span in spans:
        if end is None or span[0] - end > GAP:
            nights.append([])
            end = span[1]
        nights[-1].append(span)
        end = max(end, span[1])
    return nights


def measure_asleep(spans: Sequence[tuple]) -> float:
    """Give the hours that are covered by at least one span."""
    total, end = dt.timedelta(0), None
    for span in spans:
        start = span[0] if end is None else max(span[0], end)
        total += max(span[1] - start, dt.timedelta(0))
        end = span[1] if end is None else max(end, span[1])
    return total.total_seconds() / 3600


def pass_doubled(bouts: Sequence[BoutFound], job: Job) -> list[BoutFound]:
    """Pass over the workouts that another device recorded as well: more than half of the time is shared; the longer stays."""
    kept: list[tuple[dt.datetime, dt.datetime, BoutFound]] = []
    doubled, open_ended = [], []
    for bout in sorted(bouts, key=_say_start):
        start, end = parse_time(bout[2].get("startDate", "")), parse_time(bout[2].get("endDate", ""))
        if start is None or end is None:
            open_ended.append(bout)
            continue
        last = kept[-1] if kept else None
        shared = min(end, last[1]) - max(start, last[0]) if last is not None else dt.timedelta(0)
        other = last is not None and last[2][2].get("sourceName") != bout[2].get("sourceName")
        if last is None or not other or 2 * shared <= min(end - start, last[1] - last[0]):
            kept.append((start, end, bout))
        else:
            longer = end - start > last[1] - last[0]
            doubled.append(last[2] if longer else bout)
            kept[-1] = (start, end, bout) if longer else last
    job.findings.group(
        "note", "recorded_twice", "another device or app recorded the same time as well, and for longer; counted once",
        sorted(line for _, line, _ in doubled),
    )  # fmt: skip
    return sorted([*(bout for _, _, bout in kept), *open_ended], key=_say_number)


def _say_start(bout: BoutFound) -> tuple[float, int]:
    start = parse_time(bout[2].get("startDate", ""))
    return (start.timestamp() if start is not None else 0.0, bout[0])


def _say_number(bout: BoutFound) -> int:
    return bout[0]

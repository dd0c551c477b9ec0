"""Apple Health's export.xml: read as a stream, so that its size does not matter.

Workouts that are stretching, yoga or the like and mindful sessions become bouts. A night is the time asleep of the source
that recorded most of it, and belongs to the day of waking; the steps of a day are those of the source that counted most.
Weight and resting heart rate are kept; all other records are counted by kind and passed over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.apps.apple_times import measure_asleep, parse_time, pass_doubled, split_nights
from analysis.intake.apps.kinds import is_kept
from analysis.intake.apps.sheet import Frames, join_parts
from analysis.intake.diary import read_grid
from analysis.intake.grid import Job, make_grid
from analysis.intake.issues import SKIPPED, UNSEEN
from analysis.intake.meaning import Meaning, read_unit
from analysis.intake.records import Record

NAME = "apple_health"
_CHUNK, _HEAD = 1 << 20, 1 << 16
_PREFIX = re.compile(r"^HK(?:Quantity|Category)?(?:TypeIdentifier|WorkoutActivityType)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PLAIN = {"BodyMass": "weight_kg", "RestingHeartRate": "resting_hr"}
_SLEEP, _STEPS, _MINDFUL = "SleepAnalysis", "StepCount", "MindfulSession"
_DOCTYPE = re.compile(rb"<!DOCTYPE.*?\]>", re.DOTALL)


@dataclass
class _Found:
    """What was found in an export, by what it becomes; numbers count the records from 0."""

    count: int = 0
    bouts: list[tuple[int, int, dict[str, str]]] = field(default_factory=list)
    values: list[tuple[int, int, str, dict[str, str]]] = field(default_factory=list)
    nights: list[tuple[int, int, str, str, str]] = field(default_factory=list)
    steps: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    step_numbers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    step_lines: dict[str, int] = field(default_factory=dict)
    other: Counter[str] = field(default_factory=Counter)


class _Reader:
    """Takes the elements of an export as they come.

    Parameters
    ----------
    parser : expat parser
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found, self.parser, self.root = _Found(), parser, ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if not self.root:
            self.root = name
        if name == "Record":
            self._take_record(attributes)
            self.found.count += 1
        elif name == "Workout":
            self._take_workout(attributes)
            self.found.count += 1

    def _take_record(self, attributes: dict[str, str]) -> None:
        kind = _PREFIX.sub("", attributes.get("type", ""))
        found, number = self.found, self.found.count
        if kind == _STEPS:
            self._take_steps(number, attributes)
        elif kind == _SLEEP:
            if "Asleep" in attributes.get("value", ""):
                line, ends = (
                    self.parser.CurrentLineNumber,
                    (attributes.get("startDate", ""), attributes.get("endDate", "")),
                )
                found.nights.append((number, line, *ends, attributes.get("sourceName", "")))
            else:
                found.other["Sleep, in bed or awake"] += 1
        elif kind in _PLAIN:
            found.values.append((number, self.parser.CurrentLineNumber, kind, attributes))
        elif kind == _MINDFUL:
            found.bouts.append(
                (number, self.parser.CurrentLineNumber, {**attributes, "kind": "Mindful session"})
            )
        else:
            found.other[_say_kind(kind)] += 1

    def _take_steps(self, number: int, attributes: dict[str, str]) -> None:
        day, found = attributes.get("startDate", "")[:10], self.found
        try:
            count = float(attributes.get("value", ""))
        except ValueError:
            found.other["Step Count without a number"] += 1
            return
        found.steps.setdefault((day, attributes.get("sourceName", "")), [0.0])[0] += count
        found.step_lines.setdefault(day, self.parser.CurrentLineNumber)
        found.step_numbers[day].append(number)

    def _take_workout(self, attributes: dict[str, str]) -> None:
        kind = _say_kind(_PREFIX.sub("", attributes.get("workoutActivityType", "")))
        if is_kept(kind):
            self.found.bouts.append(
                (self.found.count, self.parser.CurrentLineNumber, {**attributes, "kind": kind})
            )
        else:
            self.found.other[f"workout: {kind}"] += 1


def _say_kind(kind: str) -> str:
    return _HUMP.sub(" ", kind)


def read_export(stream: BinaryIO, job: Job, today: dt.date) -> tuple[Frames, int]:
    """Read an export as a stream.

    Parameters
    ----------
    stream : binary file
    job : Job
        Its `file_id` is set when the stream is read.
    today : date

    Returns
    -------
    frames : (sessions, outcomes)
    size : int
        Bytes read.

    Raises
    ------
    DataError
        It is no export of Apple Health.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _Reader(parser)
    parser.StartElementHandler = reader.start
    digest, size, broken = hashlib.sha256(), 0, ""
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        first, size = size == 0, size + len(chunk)
        if broken:
            continue
        try:
            parser.Parse(_drop_doctype(chunk) if first else chunk)
        except expat.ExpatError as problem:
            broken = f"line {problem.lineno}: {expat.errors.messages[problem.code]}"
        if reader.root not in ("", "HealthData"):
            break
    if reader.root != "HealthData":
        raise DataError(
            f"{job.name} is XML, and no export of Apple Health - export a CSV from the app, or the whole of Health as export.zip"
        )
    if not broken:
        try:
            parser.Parse(b"", True)
        except expat.ExpatError as problem:
            broken = f"line {problem.lineno}: {expat.errors.messages[problem.code]}"
    job.file_id = digest.hexdigest()
    if broken:
        job.findings.add(
            "error", "broken_off", f"the file cannot be read from {broken}; what stands before is kept",
            fix="export it again",
        )  # fmt: skip
    return _settle(reader.found, job, today), size


def _drop_doctype(chunk: bytes) -> bytes:
    """Take the description of the format out, which some exports have wrong; its lines stay, for the numbers of lines."""
    found = _DOCTYPE.search(chunk[:_HEAD])
    if not found:
        return chunk
    return chunk[: found.start()] + b"\n" * found[0].count(b"\n") + chunk[found.end() :]


def _settle(found: _Found, job: Job, today: dt.date) -> Frames:
    """Make rows of what was found, and settle every record."""
    job.ledger.open(found.count)
    parts = [_read_bouts(found, job, today), *_read_values(found, job, today)]
    parts += [_read_steps(found, job, today), _read_nights(found, job, today)]
    for first, numbers in job.facts.get("members", {}).items():
        job.ledger.settle(numbers, int(job.ledger.status[first]))
    rest = np.flatnonzero(job.ledger.status == UNSEEN)
    job.ledger.settle(rest, SKIPPED)
    kinds = ", ".join(f"{kind} ({count})" for kind, count in found.other.most_common())
    if found.other:
        job.findings.add(
            "note", "other_record", f"{found.other.total()} records of other kinds were passed over: {kinds}"
        )
    return join_parts(*parts)


def _read(
    records: list[Record], numbers: list[int], meanings: list[Meaning], job: Job, today: dt.date
) -> Frames:
    return read_grid(make_grid(records, numbers, meanings), job, today) if records else ([], [])


def _without_raw(frames: Frames) -> Frames:
    """Say of readings that were made of several records that no one text stands for them."""
    return frames[0], [frame.assign(raw=pd.array([None] * len(frame), dtype="str")) for frame in frames[1]]


def _read_bouts(found: _Found, job: Job, today: dt.date) -> Frames:
    names = (("startDate", "date"), ("endDate", "end"), ("duration", "minutes"), ("kind", "exercise"))
    records, bare = [], []
    for number, line, attributes in pass_doubled(found.bouts, job):
        length = (
            f"{attributes['duration']} {attributes.get('durationUnit', 'min')}"
            if attributes.get("duration")
            else ""
        )
        cells = [attributes.get("startDate", ""), attributes.get("endDate", ""), length, attributes["kind"]]
        (records if length else bare).append((number, Record(line, cells)))
    meanings = [Meaning(header, role) for header, role in names]
    timed = _read([record for _, record in records], [number for number, _ in records], meanings, job, today)
    short = [Record(record.line, [*record.cells[:2], record.cells[3]]) for _, record in bare]
    return join_parts(
        timed,
        _read(
            short, [number for number, _ in bare], [m for m in meanings if m.role != "minutes"], job, today
        ),
    )


def _read_values(found: _Found, job: Job, today: dt.date) -> list[Frames]:
    groups: dict[tuple[str, str], list[tuple[int, int, dict[str, str]]]] = defaultdict(list)
    for number, line, kind, attributes in found.values:
        groups[kind, attributes.get("unit", "")].append((number, line, attributes))
    parts = []
    for (kind, unit), rows in groups.items():
        role = _PLAIN[kind]
        meanings = [
            Meaning("startDate", "date"),
            Meaning(_say_kind(kind), role, unit=read_unit(unit) if role == "weight_kg" else None),
        ]
        records = [Record(line, [a.get("startDate", ""), a.get("value", "")]) for _, line, a in rows]
        parts.append(_read(records, [number for number, _, _ in rows], meanings, job, today))
    return parts


def _read_steps(found: _Found, job: Job, today: dt.date) -> Frames:
    best: dict[str, float] = {}
    for (day, _), (count,) in found.steps.items():
        best[day] = max(best.get(day, 0.0), count)
    meanings = [Meaning("startDate", "date"), Meaning("Step Count", "steps")]
    records = [Record(found.step_lines[day], [day, f"{count:.0f}"]) for day, count in best.items()]
    numbers = [_lead(found.step_numbers[day], job) for day in best]
    return _without_raw(_read(records, numbers, meanings, job, today))


def _lead(numbers: list[int], job: Job) -> int:
    """Say that several records make one row; give the first."""
    job.facts.setdefault("members", {})[numbers[0]] = numbers
    return numbers[0]


def _read_nights(found: _Found, job: Job, today: dt.date) -> Frames:
    meanings = [Meaning("endDate", "date"), Meaning("asleep", "sleep_h", unit="h")]
    spans, bad = [], []
    for number, line, start, end, source in found.nights:
        one, other = parse_time(start), parse_time(end)
        if one is None or other is None or not dt.timedelta(0) <= other - one <= dt.timedelta(hours=24):
            bad.append(line)
        else:
            spans.append((one, other, source, number, line, end))
    job.findings.group(
        "warning", "night_not_read", "start and end are no times of one night; passed over", bad
    )
    records, numbers = [], []
    for night in split_nights(sorted(spans)):
        hours = max(measure_asleep([s for s in night if s[2] == source]) for source in {s[2] for s in night})
        last = max(night, key=lambda span: span[1])
        records.append(Record(night[0][4], [last[5], f"{hours:.4f}"]))
        numbers.append(_lead([span[3] for span in night], job))
    return _without_raw(_read(records, numbers, meanings, job, today))

"""The files that are broken: invented diaries, the sample, the templates, exports of many apps."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.intake.diaries import (
    START,
    german_diary,
    google_form,
    hevy_export,
    rehab_log,
    strong_export,
    tidy_log,
)

DATA = Path(__file__).resolve().parents[2] / "data"
MOST_LINES = 45


class Start(NamedTuple):
    """A sound file: its name, text and delimiter."""

    name: str
    text: str
    delimiter: str = ","


def _days(count: int = 14) -> list[dt.date]:
    return [START + dt.timedelta(days=n) for n in range(count)]


def minutes_diary() -> str:
    """Minutes as durations, an exercise, a side, a note that holds commas, quotes and a line end."""
    rows = ["Date,Time,Exercise,Side,Duration (h:mm),Sets,Reps,Hold (s),Effort (0-10),Notes"]
    for n, day in enumerate(_days()):
        note = '"said ""ouch"", then\nfine"' if n == 4 else ""
        rows.append(
            f"{day},{7 + n}:05,Couch stretch,{'LR'[n % 2]},0:{10 + n},2,{5 + n},{30 + n},{n % 11},{note}"
        )
    return "\n".join(rows) + "\n"


def weekday_diary() -> str:
    """A weekday beside the date, two marks in one cell, a total and a dashboard beside the table."""
    rows = ["Weekday,Date,Pain L/R,Stretching minutes,Done,,,Summary,", ",,,,,,,Completed,32.26%"]
    rows += [
        f"{day:%a},{day.day}/{day.month}/{day:%y},{n % 5}/{n % 4},{n},{'yes' if n % 2 else 'no'},,,,"
        for n, day in enumerate(_days())
    ]
    return "\n".join([*rows, "Total,,,91,,,,,"]) + "\n"


def parts_diary() -> str:
    """Year, month and day in three columns; sleep and sitting; a scale from 1 to 5."""
    rows = ["Year,Month,Day,AM/PM,Time,Mood (1-5),Sleep (hours),Sitting (h),Steps,Weight (kg),Painkillers"]
    rows += [
        f"{d.year},{d:%B},{d.day},PM,{1 + n % 12}:15,{1 + n % 5},7:{n:02d},{n % 9}.5,{n}234,70.{n % 10},{n % 2}"
        for n, d in enumerate(_days())
    ]
    return "\n".join(rows) + "\n"


def double_header() -> str:
    """Two rows of names, joined cells blank; before and after; ranges, bounds and words in the cells."""
    rows = ["Date,Hip flexion (deg),,,Pain (0-10),", ",Left,Right,,before,after"]
    rows += [
        f"{d:%d.%m.%Y},{90 + n}°,~{88 + n},,{n % 6}-{n % 6 + 1},<{1 + n % 5}" for n, d in enumerate(_days())
    ]
    return "\n".join(rows) + "\n"


def bare_table() -> str:
    """No header at all."""
    return "".join(f"{day},{n % 11},{n}\n" for n, day in enumerate(_days()))


def sections() -> str:
    """Several tables in one file, each with a title."""
    body = "".join(f'"{d:%d-%m-%Y}","7{n % 10}.5","24"\n' for n, d in enumerate(_days(6)))
    sleep = "".join(
        f'"{d:%d-%m-%Y} 11:0{n}PM","{d:%d-%m-%Y} 6:30AM","44{n}"\n' for n, d in enumerate(_days(6))
    )
    return (
        'Body\n"Date","Weight","BMI"\n' + body + '\nSleep\n"Start Time","End Time","Minutes Asleep"\n' + sleep
        + "\n### EXERCISE LOGS\n_id,mydate,ename,logs\n1,2025-03-03,Pigeon,\"44.1x5,44.1x5\"\n"
    )  # fmt: skip


def wrapped_lines() -> str:
    """A spreadsheet saved every line as one quoted cell."""
    return "".join('"Date,Pain,""Note"""\n' if not n else f'"{d},{n % 7},""a, b"""\n' for n, d in enumerate(_days()))  # fmt: skip


_APPS = {
    "fitnotes.csv": (
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
        "{day},Pigeon Pose,Hips,,kgs,0,,,0:01:{n:02d},\n{day},Press (Each Side, Dumbbells),Arms,9,kgs,8,,,,ok",
    ),
    "fitnotes_body.csv": ("Date,Time,Measurement,Value,Unit", "{day},08:{n:02d}:00,Body Weight,7{n}.5,kgs"),
    "strava.csv": (
        "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Elapsed Time,Distance",
        '95{n:02d},"{month} {d}, {y}, 11:15:51 PM",Evening,Yoga,18{n:02d},0.0,18{n:02d}.0,0.0',
    ),
    "garmin.csv": (
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR",
        '"Yoga","{day} 07:12:01","false","Hips","--","1,2{n:02d}","00:3{k}:26","--"',
    ),
    "health.csv": (
        "Type,Start,End,Duration,Total Energy (kcal)",
        "Flexibility,{day} 15:05,{day} 15:3{k},00:3{k}:00,4{n}",
    ),
    "bearable.csv": (
        "date formatted,weekday,time of day,category,rating/amount,detail,notes",
        '"{d}th {month} {y}","{weekday}",pm,Symptom,{k},"Hip pain (moderate)",""',
    ),
    "daylio.csv": (
        "full_date,date,weekday,time,mood,activities,note_title,note",
        '{day},{month} {d},{weekday},9:{n:02d} PM,good,"stretch | yoga","",""',
    ),
    "loop.csv": ("Date,Stretch,Sleep", "{day},YES_MANUAL,7{n}00"),
    "nomie.csv": ("epoch,offset,date,tracker,value", "17410{n:02d}0000,-60,{day}T08:00:00.000Z,pain,{k}"),
    "samsung.csv": (
        "com.samsung.health.exercise,5,1\nstart_time,time_offset,duration,exercise_type,datauuid",
        "{day} 06:0{k}:00.000,UTC+0100,180{n:02d}00,9002,ab-{n},",
    ),
    "fit.csv": (
        "Start time,End time,Move Minutes count,Step count",
        "00:{n:02d}:00.000+05:30,00:{n:02d}:30.000+05:30,{k},{n}00",
    ),
    "notion.csv": ("Name,Created,Pain,Tags", 'Entry {n},"{month} {d}, {y} 8:0{k} PM",{k}/10,"hip, left"'),
    "habits.tsv": ("Day\tMorning stretch (min)\tEvening stretch (min)\tMood 1-10", "{day}\t{n}\t{k}\t{k}"),
    "french.csv": (
        "Jour;Douleur gauche;Douleur droite;Étirement (min);Sommeil (h);Remarques",
        '{d:02d}/{m:02d}/{y};{k},5;{k};{n};7,5;"un peu; mieux"',
    ),
    "cohort.csv": ("Participant;Visit date;ROM left (deg);ROM right (deg);Reach (cm)", "P{k};{day};{n};-{k};{n}.5"),
    "epoch.csv": ("timestamp,tightness,soreness,stress", "17410{n:02d}000,{k},{k},0"),
}  # fmt: skip


def _fill(head: str, row: str) -> str:
    rows = [
        row.format(day=d, d=d.day, m=d.month, y=d.year, month=f"{d:%b}", weekday=f"{d:%A}", n=n, k=n % 6)
        for n, d in enumerate(_days(16))
    ]
    return "\n".join([head, *rows]) + "\n"


@lru_cache(maxsize=1)
def all_starts() -> list[Start]:
    """List every file to break, in a fixed order."""
    made = [
        Start("form.csv", google_form()),
        Start("german.csv", german_diary(), ";"),
        Start("rehab.csv", rehab_log()),
        Start("tidy.csv", tidy_log()),
        Start("strong.csv", strong_export()),
        Start("hevy.csv", hevy_export()),
        Start("minutes.csv", minutes_diary()),
        Start("weekday.csv", weekday_diary()),
        Start("parts.csv", parts_diary()),
        Start("double.csv", double_header()),
        Start("bare.csv", bare_table()),
        Start("sections.csv", sections()),
        Start("wrapped.csv", wrapped_lines()),
    ]
    made += [Start(name, _fill(*rows), _delimiter(rows[0])) for name, rows in _APPS.items()]
    for path in sorted([*(DATA / "sample").iterdir(), *(DATA / "templates").iterdir()]):
        if path.suffix in (".csv", ".md"):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)[:MOST_LINES]
            made.append(Start(path.name, "".join(lines), _delimiter(lines[0])))
    return made


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)

"""Invented diaries in the shapes that people's own files have."""

from __future__ import annotations

import datetime as dt

START = dt.date(2025, 3, 3)


def google_form(days: int = 20) -> str:
    """Responses of a form: a timestamp, questions as headers, minutes only on days with stretching."""
    head = (
        "Timestamp,How tight do your hip flexors feel right now? (0-10),Pain right now (0-10),"
        "Minutes of hip flexor stretching today,Stress today (0 = none / 10 = worst),Anything to note?"
    )
    rows = [head]
    for n in range(days):
        day = START + dt.timedelta(days=n)
        minutes = 5 + n if n >= days // 2 else ""
        note = '"better, a bit"' if n == 3 else ""
        rows.append(
            f"{day.month}/{day.day}/{day.year} {7 + n % 12}:05:0{n % 10},{n % 11},{n % 7},{minutes},{n % 5},{note}"
        )
    return "\n".join(rows) + "\n"


def german_diary(days: int = 20) -> str:
    """A German sheet: semicolons, decimal commas, degrees left and right."""
    rows = ["Datum;Übung;Minuten;Beweglichkeit links (°);Beweglichkeit rechts (°);Schmerz;Verspannung;Notiz"]
    for n in range(days):
        day = START + dt.timedelta(days=n)
        done = "Hüftbeuger dehnen;10" if n % 2 else ";"
        rows.append(f"{day:%d.%m.%Y};{done};{n},5;{n + 1},0;{n % 6};{n % 8};")
    return "\n".join(rows) + "\n"


def rehab_log(days: int = 20) -> str:
    """A rehabilitation log: newest first, twelve-hour clock, pain left and right."""
    rows = ["Recording Date,rep(s),pain left,pain right"]
    for n in reversed(range(days)):
        day = START + dt.timedelta(days=n)
        rows.append(f"{day.month}/{day.day}/{day.year} {1 + n % 12}:17 PM,10,{n % 6},{n % 9}")
    return "\n".join(rows) + "\n"


def tidy_log(days: int = 20) -> str:
    """A long table: one reading a row."""
    rows = ["date,metric,side,value,unit"]
    for n in range(days):
        day = START + dt.timedelta(days=n)
        rows += [f"{day},pain,,{n % 6},points", f"{day},rom,left,{n - 4.5},deg", f"{day},rom,right,{n}.5,deg"]
    return "\n".join(rows) + "\n"


STRONG_HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
)


def strong_export(header: str = STRONG_HEADER) -> str:
    """Strong: one row a set, holds in Seconds, a rest timer, zeros that mean 'does not apply'."""
    rows = [
        '2025-03-03 18:00:00,"Hips",25min,"Couch stretch (left)",1,0,0,0,60,"","",',
        '2025-03-03 18:00:00,"Hips",25min,"Couch stretch (left)",2,0,0,0,60,"tight","",',
        '2025-03-03 18:00:00,"Hips",25min,"Couch stretch (right)",1,0,0,0,45,"","",',
        '2025-03-03 18:00:00,"Hips",25min,"Couch stretch (right)",Rest Timer,0,0,0,90,"","",',
        '2025-03-03 18:00:00,"Hips",25min,"Squat (Bodyweight)",1,0,12,0,0,"","",8',
        '2025-03-03 18:00:00,"Hips",25min,"Squat (Bodyweight)",2,0,10,0,0,"","",9',
        '2025-03-05 07:30:00,"Morning",31min,"Running",1,0,0,5.0,1800,"","",',
    ]
    return "\n".join([header, *rows]) + "\n"


HEVY_HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
)


def hevy_export() -> str:
    """Hevy: one row a set, month names, a literal backslash-n in notes."""
    rows = [
        '"Legs","3 Mar 2025, 16:50","3 Mar 2025, 17:20","","Plank",,"slow\\nsteady",0,"normal",,,,60,7',
        '"Legs","3 Mar 2025, 16:50","3 Mar 2025, 17:20","","Plank",,"slow\\nsteady",1,"normal",,,,30,8',
        '"Legs","3 Mar 2025, 16:50","3 Mar 2025, 17:20","","Squat",,"",0,"normal",40,8,,,',
    ]
    return "\n".join([HEVY_HEADER, *rows]) + "\n"

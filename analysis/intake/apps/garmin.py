"""Garmin Connect's Activities.csv: one row an activity, local times, headers in the language of the account.

'Time' is h:mm:ss, m:ss or with tenths, by year; what is missing is '--'. A spreadsheet turns 47:08 into 47:08:00, so
that one column holds both. Shares of left and right are prose about balance, and no side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.kinds import read_activities, write_lengths
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns, plain_name
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import tidy

NAME = "garmin"
_NAMES = {
    "activity type": "kind", "aktivitatstyp": "kind", "tipo de actividad": "kind", "tipo de atividade": "kind",
    "aktivitetstyp": "kind", "aktivitetstype": "kind", "activiteittype": "kind", "activiteitstype": "kind",
    "type d activite": "kind", "tipo di attivita": "kind", "tipo attivita": "kind", "typ aktywnosci": "kind",
    "rodzaj aktywnosci": "kind", "type": "kind",
    "date": "date", "datum": "date", "fecha": "date", "data": "date", "dato": "date",
    "favorite": "favorite", "favourite": "favorite", "favorit": "favorite", "favorito": "favorite",
    "favori": "favorite", "favoritt": "favorite", "preferita": "favorite", "favoriet": "favorite", "preferito": "favorite", "preferiti": "favorite",
    "ulubione": "favorite", "ulubiony": "favorite",
    "title": "title", "titel": "title", "titulo": "title", "titre": "title", "titolo": "title", "tittel": "title",
    "namn": "title", "tytul": "title",
    "calories": "calories", "totale kalorier": "calories", "kalorien": "calories", "calorias": "calories", "kalorier": "calories",
    "calorieen": "calories", "calorie": "calories", "kalorie": "calories",
    "distance": "distance", "distanz": "distance", "distancia": "distance", "distans": "distance",
    "afstand": "distance", "distanza": "distance", "dystans": "distance", "distanse": "distance",
    "time": "length", "activity time": "length", "tempo total": "length", "zeit": "length", "tiempo": "length", "tempo": "length", "tid": "length", "tijd": "length",
    "temps": "length", "duree": "length", "czas": "length", "duration": "length",
    "activite": "person",
}  # fmt: skip
_KEYS = ("kind", "date", "favorite", "title", "calories", "length")
_OWN = {
    "avg hr", "max hr", "aerobic te", "avg pace", "best pace", "avg cadence", "training stress score", "moving time",
    "elapsed time", "number of laps", "decompression", "best lap time", "total ascent",
}  # fmt: skip
_OLD = {"gain altitude", "perte altitude", "vitesse moy", "vitesse max"}


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Garmin did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR".split(","))
    'Activity Type'
    """
    found = name_columns(header, _NAMES)
    own = "favorite" in found or len(_OWN & set(map(plain_name, header))) > 1
    if own and has_most(found, _KEYS):
        return tidy(header[found["kind"]]) if "kind" in found else "without its kind"
    old = len(_OLD & set(map(plain_name, header))) >= len(_OLD) - 1
    return "2014" if old and {"kind", "length"} <= set(found) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the activities that are stretching, yoga or the like."""
    at = name_columns(table.header, _NAMES)
    if "favorite" in at:
        at.pop("person", None)
    sheet = Sheet(table, job, today, at, needs=("date", "kind"))
    columns = [*sheet.take("date", "date"), *sheet.take("person", "person")]
    if "length" in sheet.at:
        columns.append((sheet.meaning("length", "minutes"), write_lengths(sheet.column("length"))))
    return read_activities(sheet, columns)

"""Strava's activities.csv: one row an activity, its time in UTC, some names twice in other units.

The first 'Elapsed Time' is seconds, and is read; headers follow the language of the account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.kinds import read_activities
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "strava"
_NAMES = {
    "activity id": "id", "aktivitats id": "id", "id de l activite": "id", "id de actividad": "id",
    "id de la actividad": "id", "id attivita": "id", "id da atividade": "id", "activiteits id": "id",
    "aktivitets id": "id", "id aktywnosci": "id", "identyfikator aktywnosci": "id",
    "activity date": "date", "aktivitatsdatum": "date", "date de l activite": "date",
    "fecha de la actividad": "date", "fecha de actividad": "date", "data dell attivita": "date",
    "data attivita": "date", "data da atividade": "date", "datum van activiteit": "date", "activiteitsdatum": "date",
    "aktivitetsdatum": "date", "aktivitetsdato": "date", "data aktywnosci": "date",
    "activity name": "title", "name der aktivitat": "title", "aktivitatsname": "title", "nom de l activite": "title",
    "nombre de la actividad": "title", "nombre de actividad": "title", "nome dell attivita": "title",
    "nome attivita": "title", "nome da atividade": "title", "naam van activiteit": "title",
    "naam activiteit": "title", "aktivitetsnamn": "title", "aktivitetsnavn": "title", "nazwa aktywnosci": "title",
    "activity type": "kind", "aktivitatsart": "kind", "aktivitatstyp": "kind", "type d activite": "kind",
    "type de l activite": "kind", "tipo de actividad": "kind", "tipo attivita": "kind", "tipo di attivita": "kind",
    "tipo da atividade": "kind", "tipo de atividade": "kind", "activiteitstype": "kind", "activiteittype": "kind",
    "type activiteit": "kind", "aktivitetstyp": "kind", "aktivitetstype": "kind", "rodzaj aktywnosci": "kind",
    "activity description": "notes", "beschreibung der aktivitat": "notes", "aktivitatsbeschreibung": "notes",
    "description de l activite": "notes", "descripcion de la actividad": "notes", "descrizione attivita": "notes",
    "descricao da atividade": "notes", "beschrijving van activiteit": "notes", "aktivitetsbeskrivning": "notes",
    "elapsed time": "seconds", "verstrichene zeit": "seconds", "temps ecoule": "seconds",
    "tiempo transcurrido": "seconds", "tempo trascorso": "seconds", "tempo decorrido": "seconds",
    "verstreken tijd": "seconds", "total tid": "seconds", "forfluten tid": "seconds", "uplyniety czas": "seconds",
    "filename": "file", "dateiname": "file", "nom du fichier": "file", "nombre de archivo": "file",
    "nombre del archivo": "file", "nome del file": "file", "nome do arquivo": "file", "bestandsnaam": "file",
    "filnamn": "file", "filnavn": "file", "nazwa pliku": "file",
    "perceived exertion": "effort", "gefuhlte anstrengung": "effort", "ervaren inspanning": "effort",
    "oplevet indsats": "effort", "varighed": "seconds", "elapsed seconds": "seconds",
}  # fmt: skip
_WIDE = 20
_FIRST = {"id": "id", "date": "date", "name": "title", "type": "kind", "elapsed time": "seconds", "filename": "file",
          "description": "notes", "commute": "commute", "gear": "gear"}  # fmt: skip
_KEYS = ("id", "date", "title", "kind", "seconds", "file")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Strava did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Filename".split(","))
    'short'
    """
    if set(_FIRST.values()) <= set(name_columns(header, _FIRST)):
        return "2018"
    found = name_columns(header, _NAMES)
    if not has_most(found, _KEYS) or not {"id", "file"} & set(found):
        return ""
    return "wide" if len(header) > _WIDE else "short"


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the activities that are stretching, yoga or the like."""
    names = _FIRST if match_layout(table.header) == "2018" else _NAMES
    sheet = Sheet(table, job, today, name_columns(table.header, names), needs=("date", "kind"))
    columns = sheet.take("date", "date", east=0) + sheet.take("seconds", "minutes", unit="s")
    return read_activities(sheet, columns + sheet.take("effort", "effort", scale=(0.0, 10.0)))

"""The sample clients: invented people whom an invented coach looks after, a folder each and one file for two.

The mess is harmless, but for one question that only the person could answer.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.simulate.logs import simulate_logs

CLIENTS_SEED = 20260302
CLIENTS_START = "2026-03-02"
CLIENTS_DAYS = 56
GROUP = "group_class.csv"
RATINGS = {"tightness": "Tightness (0-10)", "pain": "Pain (0-10)"}
ANGLES = {"left": "Thomas test, left hip (deg)", "right": "Thomas test, right hip (deg)"}
MINUTES, NOTES = "Minutes of hip flexor stretching", "Notes"
TABLE = (
    ("client", "start", "visits", "main measure", "worthwhile", "target", "next visit"),
    ("Anna", "2026-03-16", "2026-03-16 2026-03-30 2026-04-13", "tightness", "1.5", "3", "2026-04-29"),
    ("Ben", "2026-03-16", "2026-03-16 2026-04-08", "pain", "", "", "2026-05-06"),
    ("Carla", "2026-03-16", "2026-03-16 2026-03-30 2026-04-20", "pain", "", "2", "2026-04-28"),
    ("David", "2026-03-16", "2026-03-16 2026-03-30", "rom left", "", "0", "2026-04-20"),
    ("Emma", "2026-03-16", "2026-03-16 2026-04-13", "tightness", "", "", "2026-05-04"),
    ("Farid", "", "2026-04-01", "", "", "", "2026-04-30"),
    ("Greta", "2026-03-16", "2026-03-16 2026-04-13", "tightness", "", "", ""),
    ("Hugo", "2026-03-16", "", "", "", "", ""),
    ("Ines", "2026-05-04", "", "", "", "", "2026-05-04"),
)

Row = list[str]


@dataclass(frozen=True)
class _Person:
    """An invented client: a persona, and what is done to the log by hand.

    `pain` is added to pain from the start on; `until` is the number of days kept; `notes` by day of the log.
    """

    name: str
    persona: str
    seed: int
    pain: int = 0
    until: int = CLIENTS_DAYS
    angles: bool = False
    trains: bool = True
    notes: Mapping[int, str] = field(default_factory=dict)


PEOPLE = (
    _Person("Anna", "tightness_steps", 15, notes={9: "long day, still did it", 40: "felt easy today"}),
    _Person("Ben", "nothing_changes", 2, notes={20: "moved house, boxes all day"}),
    _Person("Carla", "nothing_changes", 17, pain=3, notes={35: "garden work at the weekend"}),
    _Person("David", "gains_gradually", 4, until=44, angles=True, notes={30: "new phone"}),
    _Person(
        "Emma",
        "nothing_changes",
        5,
        notes={12: "no pain at all, walked a lot", 47: "left foot went numb after sitting"},
    ),
    _Person("Farid", "nothing_changes", 6, until=12),
    _Person("Greta", "nothing_changes", 7, notes={25: "class was full"}),
    _Person("Hugo", "nothing_changes", 16, trains=False),
)


def write_sample_clients(folder: Path, *, seed: int = CLIENTS_SEED) -> tuple[Path, ...]:
    """Write the sample clients; the same seed gives the same bytes.

    Anna gets less tight, Carla has more pain, David stopped writing, a note of Emma's names a warning sign, Farid's
    dates can be read in two ways, Hugo notes no session, Ines has not begun, and nothing changes for Ben and Greta.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files of the same names are replaced.
    seed : int

    Returns
    -------
    tuple of Path

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     len(write_sample_clients(Path(name)))
    8
    """
    tables = {one.name: _table(one, seed) for one in PEOPLE}
    texts = {
        Path("clients.csv"): _write(TABLE),
        Path(GROUP): _group_text({name: tables[name] for name in ("Greta", "Hugo")}),
        **{Path(name) / _FILES[name][0]: _FILES[name][1](tables[name]) for name in _FILES},
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode("utf-8"))
    return tuple(folder / path for path in texts)


def _table(one: _Person, seed: int) -> pd.DataFrame:
    """A row a day with an entry, every cell as text, the columns by their headers."""
    rng = np.random.default_rng([seed, one.seed])
    made = simulate_logs(one.persona, days=CLIENTS_DAYS, start=CLIENTS_START, rng=rng)
    outcomes, sessions = made.logs.outcomes, made.logs.sessions
    days = made.truth.dates[: one.until]
    table = pd.DataFrame(index=days)
    for metric, header in RATINGS.items():
        read = outcomes[outcomes["metric"] == metric].set_index("date")["value"].reindex(days)
        since = (days >= made.truth.routine_start) * (one.pain if metric == "pain" else 0)
        table[header] = _as_text((read + since).clip(0, 10), "{:.0f}")
    if one.angles:
        before = outcomes[(outcomes["metric"] == "rom") & (outcomes["moment"] != "post")]
        for side, header in ANGLES.items():
            means = before[before["side"] == side].groupby("date")["value"].mean()
            table[header] = _as_text(means.reindex(days), "{:.1f}")
    if one.trains:
        hips = sessions[(sessions["region"] == "hip")].groupby("date")["minutes"].sum()
        table[MINUTES] = _as_text(hips.reindex(days).clip(lower=1), "{:.0f}")
    table[NOTES] = [one.notes.get(day, "") for day in range(len(days))]
    return table[(table != "").any(axis=1)]


def _as_text(values: pd.Series, form: str) -> list[str]:
    return ["" if np.isnan(value) else form.format(value) for value in values.to_numpy(float)]


def _write(rows: Any, mark: str = ",", quoting: Any = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark, quoting=quoting, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _rows(table: pd.DataFrame, form: str) -> list[Row]:
    cells = table.to_numpy().tolist()
    return [[f"{day:{form}}", *row] for day, row in zip(table.index, cells, strict=True)]


def _quoted(table: pd.DataFrame) -> str:
    """A form's responses: every cell quoted, one sent twice, a rating written 'x/10'."""
    rows = _rows(table, "%Y/%m/%d 20:15:00")
    rows.insert(20, rows[20])
    rows[5][1] = f"{rows[5][1]}/10" if rows[5][1] else ""
    return _write([["Timestamp", *table.columns], *rows], quoting=csv.QUOTE_ALL)


def _semicolons(table: pd.DataFrame) -> str:
    """A sheet saved with semicolons and a byte order mark, '-' for nothing, blank lines at the end."""
    rows = [[row[0], *(cell or "-" for cell in row[1:-1]), row[-1]] for row in _rows(table, "%d.%m.%Y")]
    return "\ufeff" + _write([["Date", *table.columns], *rows], ";") + ";;;;\n;;;;\n"


def _plain(table: pd.DataFrame) -> str:
    """A plain file, the first five of pain written as 'about five'."""
    text = _write([["Date", *table.columns], *_rows(table, "%Y-%m-%d")])
    return re.sub(r"(?m)^([^,]*,[^,]*),5,", r"\1,~5,", text, count=1)


def _degrees(table: pd.DataFrame) -> str:
    """Angles with their sign, and an average below."""
    rows = _rows(table, "%d.%m.%Y")
    place = 1 + list(table.columns).index(ANGLES["left"])
    for row in rows[::7]:
        row[place] = f"{row[place]}°" if row[place] else ""
    means = pd.to_numeric(table[ANGLES["left"]]).mean()
    average = ["Average", *[""] * (place - 1), f"{means:.1f}", *[""] * (len(rows[0]) - place - 1)]
    return _write([["Date", *table.columns], *rows, average])


def _titled(table: pd.DataFrame) -> str:
    """A title and an empty line above the header."""
    return "Hip diary,,,,\n,,,,\n" + _write([["Date", *table.columns], *_rows(table, "%A %d %B %Y")])


def _slashes(table: pd.DataFrame) -> str:
    """Twelve days of April, whose month and day could change places."""
    days = pd.date_range("2026-04-01", periods=len(table), unit="s")
    return _write([["Date", *table.columns], *_rows(table.set_axis(days), "%d/%m/%Y")])


def _group_text(tables: Mapping[str, pd.DataFrame]) -> str:
    """Two people in one file, in order of days; a name is written in small letters once."""
    columns = list(next(iter(tables.values())).columns)
    rows = [
        [f"{day:%Y-%m-%d}", name, *(str(row.get(column, "")) for column in columns)]
        for name, table in tables.items()
        for day, row in zip(table.index, table.to_dict("records"), strict=True)
    ]
    rows.sort(key=lambda row: (row[0], row[1]))
    rows[10][1] = rows[10][1].lower()
    return _write([["Date", "Person", *columns], *rows])


_FILES: dict[str, tuple[str, Callable[[pd.DataFrame], str]]] = {
    "Anna": ("responses.csv", _quoted),
    "Ben": ("diary.csv", _semicolons),
    "Carla": ("log.csv", _plain),
    "David": ("hips.csv", _degrees),
    "Emma": ("notebook.csv", _titled),
    "Farid": ("april.csv", _slashes),
}

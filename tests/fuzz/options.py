"""Options of load_logs, drawn for a file; some of them answer a question, some are wrong on purpose."""

from __future__ import annotations

import random
from typing import Any

ROLES = (
    "date", "time", "person", "side", "exercise", "routine", "minutes", "minutes h:mm", "minutes m:ss", "minutes s", "notes",
    "ignore", "pain", "tightness", "rom left", "rom left pre", "reach", "sleep_h", "sleep_quality", "sets", "reps", "hold_s",
    "value", "metric", "unit", "timestamp", "start", "end", "steps", "function", "painkillers", "done", "weight_kg", "left", "",
)  # fmt: skip
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Mars/Base", "", "../UTC")
TEXTS = ("utf-8", "cp1252", "mac_roman", "utf-16", "utf-7", "ascii", "latin-1", "idna", "punycode", "hex", "rot13", "undefined",
         "unicode_escape", "raw_unicode_escape", "no such", "", "utf-8\0", "mbcs", "zlib", "utf-8-sig", "cp65001", "utf-32")  # fmt: skip
DAY_STARTS = ("04:00", "00:00", "11:59", "12:00", "24:00", "4", "4 am", "", "later")
SCALES = ((1, 5), (0, 100), (1, 10), (0, 4), (5, 1), (0, 0), (-5, 5), (float("nan"), 5), (0, float("inf")), (0, 1e-300), (1, 5, 9))  # fmt: skip
METRICS = ("pain", "tightness", "mood", "stress", "rom", "effort", "function", "Pain")
PEOPLE = ("Ana", "", " ", "=cmd", "a|b", "9" * 300, "\ud83d")


def draw_options(headers: list[str], rng: random.Random) -> dict[str, Any]:
    """Draw options for a file with these headers; mostly few.

    Values are of the documented types, so that load_logs must take them or refuse them with a DataError.
    """
    made: dict[str, Any] = {}
    if rng.random() < 0.5:
        made["on_question"] = "leave_out"
    if rng.random() < 0.6:
        return made
    ways = {
        "day_first": lambda: rng.choice((True, False)),
        "columns": lambda: _draw_columns(headers, rng),
        "scale": lambda: {rng.choice(METRICS): rng.choice(SCALES)},
        "tz": lambda: rng.choice(ZONES),
        "encoding": lambda: rng.choice(TEXTS),
        "day_starts_at": lambda: rng.choice(DAY_STARTS),
        "person": lambda: rng.choice(PEOPLE),
        "on_question": lambda: rng.choice(("raise", "leave_out", "guess")),
    }
    for name in rng.sample(sorted(ways), rng.choice((1, 1, 1, 2, 3))):
        made[name] = ways[name]()
    return made


def _draw_columns(headers: list[str], rng: random.Random) -> dict[str, str]:
    names = [*headers, *(str(n) for n in range(len(headers)))]
    if rng.random() < 0.1 or not names:
        names.append("no such header")
    few = rng.sample(names, min(len(names), rng.choice((1, 1, 2, 4))))
    roles = ROLES[:-2] if rng.random() < 0.9 else ROLES
    return {name: rng.choice(roles) for name in few}

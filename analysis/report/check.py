"""What `flexlog check` says of each file: what was understood of every column, what is asked, what was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import say_option
from analysis.intake import Logs, save_mapping
from analysis.intake.words import fold
from analysis.report.tell import is_other, issue_lines, say_dates, say_found
from analysis.words import METRIC_WORDS, say_count

_ROLES = {
    "minutes": "minutes of a session", "done": "done or not", "hold_s": "seconds of hold", "ignore": "not read on purpose",
    "timestamp": "when it was typed in", "date": "the day", "time": "time of day",
}  # fmt: skip
_WIDEST = 40


def tell_check(logs: Logs) -> str:
    """Tell everything about an import: files, columns, questions, findings with their lines, the balance.

    Examples
    --------
    >>> tell_check(Logs())
    'No file was read.'
    """
    if logs.files.empty:
        return "No file was read."
    parts = [_tell_file(row, logs.columns) for row in logs.files.to_dict("records") if not is_other(row)]
    found = issue_lines(_without_questions(logs))
    asked = find_questions(logs)
    if found:
        parts.append("\n".join(["To know:", *(f"  {line}" for line in found)]))
    if asked:
        head = "One question is open:" if len(asked) == 1 else f"{len(asked)} questions are open:"
        parts.append("\n".join([head, *(f"  - {say_option(question)}" for question in asked)]))
    return "\n\n".join([*parts, _tell_balance(logs.files), say_found(logs)])


def find_questions(logs: Logs) -> list[str]:
    """List the questions that are open.

    Examples
    --------
    >>> find_questions(Logs())
    []
    """
    rows = logs.issues[logs.issues["rule"] == "question_open"]
    return [text.partition(": ")[2] for text in rows["did"]]


def _without_questions(logs: Logs) -> Logs:
    issues = logs.issues[logs.issues["rule"] != "question_open"]
    return Logs(logs.sessions, logs.outcomes, issues, logs.files, logs.columns)


def _tell_file(row: dict, columns: pd.DataFrame) -> str:
    lines = [str(row["path"])]
    read = [row["encoding"], row["delimiter"] and f"{row['delimiter']}s", row["app"]]
    known = [str(text) for text in read if isinstance(text, str)]
    if known:
        lines.append(f"  read as {', '.join(known)}; {row['encoding_why']}")
    dates = say_dates(row)
    if dates:
        lines.append(
            f"  dates: {dates}"
            if row["date_order_why"] and isinstance(row["date_order_why"], str)
            else f"  {dates}"
        )
    lines += _tell_columns(columns[(columns["file_id"] == row["file_id"]) & (columns["file"] == row["name"])])
    return "\n".join(lines)


def _tell_columns(columns: pd.DataFrame) -> list[str]:
    """One line a column, in two columns of text: its header, and what it was taken for."""
    shown = [
        (_short(row["header"]) or _name_place(row["position"]), _say_column(row))
        for row in columns.to_dict("records")
        if isinstance(row["role"], str) or row["cells"]
    ]
    width = max((len(header) for header, _ in shown), default=0)
    return [f"  {header:<{width}}  {what}" for header, what in shown]


def _name_place(position: object) -> str:
    """Name a column that has no name: by its place, or as what a title over the records gave."""
    return f"(column {position}, no name)" if isinstance(position, int) else "(title above)"


def _short(text: object) -> str:
    """Give a text on one line, cut to fit."""
    line = " ".join(text.split()) if isinstance(text, str) else ""
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


def column_table(logs: Logs) -> pd.DataFrame:
    """One row a column of a file: its header, what it was taken for, and an example.

    Examples
    --------
    >>> column_table(Logs()).columns.tolist()
    ['File', 'Column', 'Taken for', 'Such as']
    """
    rows = [
        [
            row["file"],
            _short(row["header"]) or _name_place(row["position"]),
            _say_role(row),
            _short(row["example"]),
        ]
        for row in logs.columns.to_dict("records")
        if isinstance(row["role"], str) or row["cells"]
    ]
    return pd.DataFrame(rows, columns=["File", "Column", "Taken for", "Such as"])


def _say_column(row: dict) -> str:
    cells = say_count(int(row["cells"]), "cell")
    refused = f", {row['refused']} of them not readable" if row["refused"] else ""
    example = f", such as '{_short(row['example'])}'" if isinstance(row["example"], str) else ""
    known = "" if row["why"] == "its header" or not isinstance(row["role"], str) else f" - {row['why']}"
    return f"{_say_role(row)} ({cells}{refused}{example}){known}"


def _say_role(row: dict) -> str:
    """Say what a column was taken for, or why it was not read."""
    if not isinstance(row["role"], str):
        return f"not read: {row['why']}"
    role = METRIC_WORDS.get(row["role"]) or _ROLES.get(row["role"], row["role"].replace("_", " "))
    details = [row[name] for name in ("measure", "region", "side", "moment", "unit")]
    words = [str(detail).replace("_", " ") for detail in details if isinstance(detail, str)]
    if row["scale_max"] == row["scale_max"]:
        words.append(f"{row['scale_min']:g} to {row['scale_max']:g}")
    return ", ".join([role, *words])


def _tell_balance(files: pd.DataFrame) -> str:
    read, kept, skipped, left = (int(files[n].sum()) for n in ("records_read", "kept", "skipped", "left_out"))
    return f"Balance: {say_count(read, 'record')} read = {kept} kept + {skipped} skipped + {left} left out"


def write_check(logs: Logs) -> str:
    """Write files, columns, questions and issues as JSON.

    Examples
    --------
    >>> json.loads(write_check(Logs()))
    {'files': [], 'columns': [], 'issues': [], 'questions': []}
    """
    frames = ("files", "columns", "issues")
    content: dict[str, Any] = {
        name: json.loads(getattr(logs, name).to_json(orient="records", date_format="iso")) for name in frames
    }
    return json.dumps({**content, "questions": find_questions(logs)}, indent=2, ensure_ascii=False)


def save_answers(logs: Logs, answers: Mapping[str, Any]) -> list[Path]:
    """Save the answers that were given beside the logs, under the layout of each file they are for.

    Parameters
    ----------
    logs : Logs
    answers : mapping
        As arguments of `load_logs`.

    Returns
    -------
    list of Path
        The files written; none where nothing was answered, or no file has a header.
    """
    kept = {name: value for name, value in answers.items() if name not in ("columns", "on_question")}
    written = {}
    for row in logs.files.to_dict("records"):
        table = logs.columns[
            (logs.columns["file_id"] == row["file_id"]) & (logs.columns["file"] == row["name"])
        ]
        table = table[(table["line"] == row["header_line"]) & table["position"].notna()]
        headers = table.sort_values("position")["header"].fillna("").tolist()
        columns = {
            name: role for name, role in answers.get("columns", {}).items() if _is_among(name, headers)
        }
        if headers and (kept or columns):
            folder = Path(str(row["path"]).partition("::")[0]).parent
            written[save_mapping(folder, headers, columns=columns or None, **kept)] = None
    return list(written)


def _is_among(name: str, headers: list[str]) -> bool:
    return fold(name) in {fold(header) for header in headers}

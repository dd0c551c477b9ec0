"""What was read, left out and found, for the terminal and for the page."""

from __future__ import annotations

import pandas as pd

from analysis.errors import say_option
from analysis.intake import Logs
from analysis.words import METRIC_WORDS, say_count


def tell_logs(logs: Logs, *, person: str | None = None) -> str:
    """Files with their balance, then what was found, errors first, as lines of text.

    Parameters
    ----------
    logs : Logs
    person : str, optional
        Whose readings and sessions are counted.

    Examples
    --------
    >>> tell_logs(Logs())
    'No file was read.'
    """
    if logs.files.empty:
        return "No file was read."
    lines = [f"  {_file_line(row)}" for row in logs.files.to_dict("records") if not is_other(row)]
    lines.append(say_found(logs, person=person))
    found = issue_lines(logs)
    return "\n".join(["Read:", *lines, *(["To know:"] if found else []), *(f"  {line}" for line in found)])


def say_found(logs: Logs, *, person: str | None = None) -> str:
    """Say how many readings and sessions were found.

    Examples
    --------
    >>> say_found(Logs())
    'Found: no reading; 0 sessions.'
    """
    outcomes, sessions = logs.outcomes[logs.outcomes["value"].notna()], logs.sessions
    if person is not None:
        outcomes, sessions = outcomes[outcomes["person"] == person], sessions[sessions["person"] == person]
    counts = outcomes["metric"].value_counts()
    found = [f"{METRIC_WORDS[str(name)]} {count}" for name, count in counts.items() if count]
    readings = f"{say_count(len(outcomes), 'reading')} ({', '.join(found)})" if found else "no reading"
    return f"Found: {readings}; {say_count(int(sessions['session_id'].nunique()), 'session')}."


def issue_lines(logs: Logs) -> list[str]:
    """Say what was found, a line a finding, the severest first.

    Examples
    --------
    >>> issue_lines(Logs())
    []
    """
    return [_issue_line(row) for row in issue_table(logs).to_dict("records")]


def file_table(logs: Logs) -> pd.DataFrame:
    """One row a file: its records and what became of them.

    Examples
    --------
    >>> file_table(Logs()).columns.tolist()
    ['File', 'Records', 'Kept', 'Skipped', 'Left out', 'Dates']
    """
    files = logs.files
    logs_only = [not is_other(row) for row in files.to_dict("records")]
    files = files[pd.Series(logs_only, index=files.index, dtype=bool)]
    return pd.DataFrame(
        {
            "File": files["name"],
            "Records": files["records_read"],
            "Kept": files["kept"],
            "Skipped": files["skipped"],
            "Left out": files["left_out"],
            "Dates": [say_dates(row) for row in files.to_dict("records")],
        }
    )


def issue_table(logs: Logs) -> pd.DataFrame:
    """Findings alike in one row, the severest first, with the lines they stand on.

    Examples
    --------
    >>> issue_table(Logs()).columns.tolist()
    ['Severity', 'What', 'Where', 'What to do']
    """
    columns = ["Severity", "What", "Where", "What to do"]
    issues = logs.issues.astype(object).where(logs.issues.notna(), "")
    rows = []
    for (severity, file, _, column), group in issues.groupby(
        ["severity", "file", "rule", "column"], sort=False, observed=True
    ):
        first = group.iloc[0]
        lines = [str(line) for line in group["line"] if line != ""]
        where = str(file) if "(line" in str(first["did"]) else f"{file}{_say_lines(lines)}"
        more = f" (and {len(group) - 1} more like it)" if len(group) > 1 else ""
        shown = str(first["text"])[:60]
        text = f"'{shown}' " if shown and shown not in str(first["did"]) else ""
        head = f"{column}: " if column else ""
        rows.append([severity, f"{head}{text}{first['did']}{more}", where, say_option(str(first["fix"]))])
    table = pd.DataFrame(rows, columns=columns)
    order = table["Severity"].map({"error": 0, "warning": 1, "note": 2})
    return table.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def is_other(row: dict) -> bool:
    """Say whether a file in a folder is no log at all, such as a text to read.

    Examples
    --------
    >>> is_other({"records_read": 0, "note": "not a log: events"})
    True
    """
    return not row["records_read"] and str(row["note"]).startswith("not a log")


def _issue_line(row: dict) -> str:
    line = f"{row['What']} ({row['Where']})"
    return f"{line}: {row['What to do']}" if row["What to do"] and row["Severity"] != "note" else line


def _file_line(row: dict) -> str:
    text = (
        f"{row['name']}: {say_count(row['records_read'], 'record')}, {row['kept']} kept, "
        f"{row['skipped']} skipped, {row['left_out']} left out"
    )
    extra = say_dates(row)
    return f"{text} ({extra})" if extra else text


def say_dates(row: dict) -> str:
    """Say how the dates of a file were read and why, else its note.

    Examples
    --------
    >>> say_dates({"date_order": "day first", "date_order_why": "dates with a day above 12: 15", "note": None})
    'day first: dates with a day above 12: 15'
    """
    why, order, note = row["date_order_why"], row["date_order"], row["note"]
    if not isinstance(why, str) or not why:
        return note if isinstance(note, str) else ""
    return "every date can be read in one way only" if why.startswith("every date") else f"{order}: {why}"


def _say_lines(lines: list[str]) -> str:
    if not lines:
        return ""
    shown = ", ".join(lines[:5])
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f" line{'s' if len(lines) > 1 else ''} {shown}{more}"

"""What was read, left out and found, for the terminal and for the page."""

from __future__ import annotations

import pandas as pd

from analysis.intake import Logs
from analysis.words import say_count


def tell_logs(logs: Logs) -> str:
    """Files with their balance, then what was found, errors first, as lines of text.

    Examples
    --------
    >>> tell_logs(Logs())
    'No file was read.'
    """
    if logs.files.empty:
        return "No file was read."
    lines = [f"  {line}" for line in (_file_line(row) for row in logs.files.to_dict("records"))]
    counts = logs.outcomes.loc[logs.outcomes["value"].notna(), "metric"].value_counts()
    found = [f"{name} {count}" for name, count in counts.items() if count]
    lines.append(f"Found: {', '.join(found) or 'no reading'}; {say_count(len(logs.sessions), 'session')}.")
    issues = issue_table(logs)
    if len(issues):
        lines.append("To know:")
        lines += [f"  {row['What']} ({row['Where']})" for row in issues.to_dict("records")]
    return "\n".join(["Read:", *lines])


def file_table(logs: Logs) -> pd.DataFrame:
    """One row a file: its records and what became of them.

    Examples
    --------
    >>> file_table(Logs()).columns.tolist()
    ['File', 'Records', 'Kept', 'Skipped', 'Left out', 'Dates']
    """
    files = logs.files
    return pd.DataFrame(
        {
            "File": files["name"],
            "Records": files["records_read"],
            "Kept": files["kept"],
            "Skipped": files["skipped"],
            "Left out": files["left_out"],
            "Dates": files["date_order_why"].fillna(files["note"]).fillna(""),
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
        rows.append([severity, f"{head}{text}{first['did']}{more}", where, first["fix"]])
    table = pd.DataFrame(rows, columns=columns)
    order = table["Severity"].map({"error": 0, "warning": 1, "note": 2})
    return table.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _file_line(row: dict) -> str:
    text = (
        f"{row['name']}: {say_count(row['records_read'], 'record')}, {row['kept']} kept, "
        f"{row['skipped']} skipped, {row['left_out']} left out"
    )
    why = row["date_order_why"]
    note = row["note"]
    extra = why if isinstance(why, str) and why else note if isinstance(note, str) else ""
    return f"{text} ({extra})" if extra else text


def _say_lines(lines: list[str]) -> str:
    if not lines:
        return ""
    shown = ", ".join(lines[:5])
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f" line{'s' if len(lines) > 1 else ''} {shown}{more}"

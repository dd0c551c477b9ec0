"""What was found while a file was read: findings, questions, and what became of each record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.schema import conform

UNSEEN, KEPT, SKIPPED, LEFT_OUT = range(4)


@dataclass
class Findings:
    """Collects the issues and questions of one file.

    Attributes
    ----------
    file : str
        Name of the file, as shown in every issue.
    rows : list of dict
        Issues so far, in the columns of the issues table.
    questions : list of str
        What only the person can answer.

    Examples
    --------
    >>> found = Findings("pain.csv")
    >>> found.add("note", "blank_line", "a blank line was passed over", line=3)
    >>> found.frame()["rule"].tolist()
    ['blank_line']
    """

    file: str
    rows: list[dict] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def add(self, severity: str, rule: str, did: str, **where: object) -> None:
        """Note one finding; `where` holds line, record, column, text, value, fix."""
        text = where.get("text")
        if isinstance(text, str) and len(text) > 200:
            where["text"] = text[:200]
        self.rows.append({"severity": severity, "file": self.file, "rule": rule, "did": did, **where})

    def group(
        self,
        severity: str,
        rule: str,
        did: str,
        lines: Sequence[int],
        *,
        texts: Sequence[str] = (),
        column: str | None = None,
        fix: str | None = None,
    ) -> None:
        """Note a finding that repeats: one row, with the count and the first five lines."""
        if not len(lines):
            return
        first = ", ".join(str(line) for line in list(lines)[:5])
        more = ", ..." if len(lines) > 5 else ""
        noun = "cell" if column else "record"
        head = f"{len(lines)} {noun}s" if len(lines) > 1 else f"1 {noun}"
        did = f"{head}: {did} (line{'s' if len(lines) > 1 else ''} {first}{more})"
        text = texts[0] if len(texts) else None
        self.add(severity, rule, did, line=int(lines[0]), column=column, text=text, fix=fix)

    def ask(self, question: str) -> None:
        """Note a question, in words that name the option which answers it."""
        if question not in self.questions:
            self.questions.append(question)

    def frame(self) -> pd.DataFrame:
        """Give the findings as an issues table."""
        return conform(pd.DataFrame(self.rows) if self.rows else None, "issues")


@dataclass
class Ledger:
    """What became of each record of a file; its counts are the balance.

    Examples
    --------
    >>> ledger = Ledger()
    >>> first = ledger.open(2)
    >>> ledger.settle([first], KEPT)
    >>> ledger.counts()
    {'records_read': 2, 'kept': 1, 'skipped': 0, 'left_out': 1}
    """

    status: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int8))

    def __len__(self) -> int:
        return len(self.status)

    def open(self, count: int) -> int:
        """Add `count` records and give the number of the first, from 0."""
        first = len(self.status)
        self.status = np.concatenate([self.status, np.full(count, UNSEEN, dtype=np.int8)])
        return first

    def settle(self, records: Sequence[int] | np.ndarray, status: int) -> None:
        """Say what became of these records."""
        self.status[np.asarray(records, dtype=np.int64)] = status

    def forget(self, first: int) -> None:
        """Take back the records from number `first` on."""
        self.status = self.status[:first]

    def counts(self) -> dict[str, int]:
        """Give the balance; a record of which nothing came counts as left out."""
        tally = np.bincount(self.status, minlength=4).tolist()
        return {
            "records_read": len(self.status),
            "kept": tally[KEPT],
            "skipped": tally[SKIPPED],
            "left_out": tally[LEFT_OUT] + tally[UNSEEN],
        }

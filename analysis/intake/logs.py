"""What an import gives: five frames, and a balance that must add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from analysis.errors import DataError
from analysis.schema import conform


@dataclass(frozen=True, eq=False)
class Logs:
    """Everything that was read, with the file and line of every value.

    Attributes
    ----------
    sessions : DataFrame
        One row a bout of exercise and side; minutes in min, hold_s in s.
    outcomes : DataFrame
        One row a reading; `value` in `unit`, `raw` as it was written.
    issues : DataFrame
        One row a finding: what was found where, what was done, what to do.
    columns : DataFrame
        One row a column of a file: what it was taken for, and how that is known.
    files : DataFrame
        One row a file, with records_read == kept + skipped + left_out.

    Raises
    ------
    DataError
        The balance of a file does not add up.

    Examples
    --------
    >>> len(Logs().outcomes)
    0
    """

    sessions: pd.DataFrame = field(default_factory=partial(conform, None, "sessions"))
    outcomes: pd.DataFrame = field(default_factory=partial(conform, None, "outcomes"))
    issues: pd.DataFrame = field(default_factory=partial(conform, None, "issues"))
    files: pd.DataFrame = field(default_factory=partial(conform, None, "files"))
    columns: pd.DataFrame = field(default_factory=partial(conform, None, "columns"))

    def __post_init__(self) -> None:
        files = self.files
        off = files["records_read"] != files["kept"] + files["skipped"] + files["left_out"]
        if off.any():
            row = files[off].iloc[0]
            raise DataError(
                f"{row['name']}: read {row['records_read']} records, but kept {row['kept']}, skipped "
                f"{row['skipped']} and left out {row['left_out']}, which does not add up - this is a "
                "defect of the import; please report it with the file's layout"
            )

    def __repr__(self) -> str:
        return (
            f"Logs({len(self.files)} files: {len(self.sessions)} sessions, "
            f"{len(self.outcomes)} outcomes, {len(self.issues)} issues)"
        )

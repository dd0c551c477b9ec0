"""What a reading was measured with: the column that says so, and the readings that it is of."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.intake.coded import as_text, same_text
from analysis.intake.grid import Grid
from analysis.intake.words import is_null

_LENGTHS = ("rom", "reach")
_BY_DEVICE = (*_LENGTHS, "sleep_h", "sitting_h", "activity_min", "steps", "weight_kg", "resting_hr")


def read_instruments(grid: Grid) -> pd.api.extensions.ExtensionArray:
    """Give what each row was measured with, as written without the blanks around it; null where it is not said.

    Returns
    -------
    ExtensionArray of str, shape (rows,)

    Examples
    --------
    >>> import numpy as np
    >>> from analysis.intake.meaning import Meaning
    >>> rows = np.arange(2)
    >>> grid = Grid([(" phone ", "-")], [Meaning("Device", role="instrument")], rows, rows)
    >>> read_instruments(grid).tolist()
    ['phone', nan]
    """
    columns = grid.find("instrument")
    if not columns:
        return same_text(None, len(grid))
    codes, texts = grid.distinct(columns[0])
    return as_text(codes, [None if is_null(text) else text.strip() for text in texts])


def find_measured(grid: Grid) -> tuple[str, ...]:
    """Give the metrics that the instrument of a record is of.

    A rating, a questionnaire and a count of painkillers are asked, not measured. Beside angles or lengths the
    instrument is theirs alone: another goniometer does not make another kind of sleep.

    Returns
    -------
    tuple of str
        As in `analysis.schema.METRICS`.

    Examples
    --------
    >>> import numpy as np
    >>> from analysis.intake.meaning import Meaning
    >>> rows = np.arange(1)
    >>> find_measured(Grid([("12",)], [Meaning("ROM", role="rom")], rows, rows))
    ('rom', 'reach')
    """
    return _LENGTHS if grid.find(*_LENGTHS) else _BY_DEVICE


def drop_instruments(grid: Grid) -> None:
    """Take the role back where nothing of the table is measured: the device of a training log is a machine."""
    if grid.find(*_BY_DEVICE, "value"):
        return
    for at in grid.find("instrument"):
        why = "instrument is read only beside a column of something measured, such as rom"
        grid.meanings[at] = replace(grid.meanings[at], role="", why=why)

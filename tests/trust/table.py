"""Rates -> data/reference/trust.csv, and which of its rows can be kept."""

from __future__ import annotations

import ast
import hashlib
import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.paths import REFERENCE, ROOT
from tests.trust import claims, draws, flags, plans, pooling
from tests.trust.cells import AVERAGE_COVERAGE, PLAIN, RATIOS, WITHHELD, Cell, list_cells
from tests.trust.engine import ORACLE
from tests.trust.rates import Bound

TRUST = REFERENCE / "trust.csv"
COLUMNS = [
    "cell",
    "group",
    "measured",
    "method",
    "through",
    "days_before",
    "days_since",
    "carry_over",
    "rating_noise",
    "missing",
    "step",
    "sd_in_steps",
    "series",
    "counted",
    "rate",
    "standard_error",
    "bound",
    "holds",
    "key",
]
PROMISED, PUBLISHED = "promised", "published as it is"
# Modules without which no number of a cell would be another; words are not among them.
_STATISTICS = (
    "stats/carryover/*.py",
    "stats/mixture.py",
    "stats/reading_step.py",
    "stats/student.py",
)
_VERDICT = tuple(
    f"verdict/{name}.py" for name in ("answer", "compared", "credit", "outlook", "rivals", "several")
)
_PLANNED = (
    "planning/noise.py",
    "planning/plan.py",
    "planning/power.py",
    "stats/randomization/*.py",
    "stats/regression.py",
)
_CLAIMED = (
    "claims/*.py",
    "aspects/dose_curve.py",
    "aspects/dose_fit.py",
    "stats/paired.py",
    "stats/regression.py",
)
_THROUGH = {
    flags.__name__: ("before_after", _VERDICT),
    plans.__name__: ("drawn plans", (*_VERDICT, *_PLANNED)),
    claims.__name__: ("claims", (*_VERDICT, *_CLAIMED)),
    pooling.__name__: ("several people", ("stats/pooling.py", "cohort/staggered.py", *_PLANNED)),
}
_ROUNDED = 5


def run_cell(cell: Cell, series: int, key: str) -> pd.DataFrame:
    """Simulate a cell -> its rows of the table; `key` is that of `make_key` when the code was loaded."""
    rates, setting = cell.run(series), cell.setting
    known = setting.noise == "carry-over"
    step = setting.readings.step
    rows = [
        {
            "cell": cell.name,
            "group": PUBLISHED if rate.bound is None else PROMISED,
            "measured": rate.measured,
            "method": rate.method,
            "through": _say_through(cell),
            "days_before": setting.before,
            "days_since": setting.since,
            "carry_over": setting.rho if known else np.nan,
            "rating_noise": setting.q if known else np.nan,
            "missing": setting.missing,
            "step": step,
            "sd_in_steps": setting.readings.sd / step if step else np.nan,
            "series": cell.count_series(series),
            "counted": rate.of,
            "rate": rate.rate,
            "standard_error": rate.standard_error,
            "bound": "" if rate.bound is None else str(rate.bound),
            "holds": "" if rate.holds is None else str(rate.holds),
            "key": key,
        }
        for rate in rates
    ]
    return pd.DataFrame(rows, columns=COLUMNS).round({"rate": _ROUNDED, "standard_error": _ROUNDED})


def _say_through(cell: Cell) -> str:
    return _THROUGH.get(cell.measure.__module__, ("phase_changes", ()))[0]


def make_key(cell: Cell) -> str:
    """What a row came of: the engine, the simulation and the cell; comments and docstrings left out."""
    patterns = _STATISTICS + _THROUGH.get(cell.measure.__module__, ("", ()))[1]
    paths = sorted(path for pattern in patterns for path in (ROOT / "analysis").glob(pattern))
    paths += [Path(inspect.getfile(part)) for part in (draws, cell.measure)]
    said = [cell.measure.__qualname__, repr(cell.setting), repr(sorted(cell.options.items()))]
    return hashlib.sha256("\n".join([*map(_read_code, paths), *said]).encode()).hexdigest()[:12]


@cache
def _read_code(path: Path) -> str:
    return ast.dump(_WithoutText().visit(ast.parse(path.read_text(encoding="utf-8"))))


class _WithoutText(ast.NodeTransformer):
    """Leaves docstrings out."""

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_text else node


def read_table(path: Path = TRUST) -> pd.DataFrame:
    """The table as it was written; without any row where there is none."""
    if not path.exists():
        return pd.DataFrame(columns=COLUMNS)
    text = ("cell", "group", "measured", "method", "through", "bound", "holds", "key")
    table = pd.read_csv(path, dtype=dict.fromkeys(text, "str"), encoding="utf-8")
    return table.fillna(dict.fromkeys(text, ""))


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write the table whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    whole = dict.fromkeys(("days_before", "days_since", "series", "counted"), "Int64")
    table.astype(whole).to_csv(part, index=False, lineterminator="\n", encoding="utf-8")
    part.replace(path)


def is_current(rows: pd.DataFrame, cell: Cell, series: int) -> bool:
    """Whether the rows of a cell were made by the same code with as many series."""
    same = (rows["key"] == make_key(cell)) & (rows["series"] == cell.count_series(series))
    return bool(len(rows) and same.all())


def join_rows(rows: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Rows of some cells, and the summaries that they allow."""
    found = [one for one in rows if not one.empty]
    if not found:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(found, ignore_index=True)
    summaries = [*_compare_with_oracle(table), *_average(table)]
    return (
        pd.concat([table, pd.DataFrame(summaries, columns=COLUMNS)], ignore_index=True)
        if summaries
        else table
    )


def _compare_with_oracle(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Detection summed over rho 0 to .8, ours divided by the oracle's.

    The standard error is that of our sum alone: both stand on the same series and mostly err together.
    """
    rows = table[table["cell"].str.startswith("detection:") & (table["rating_noise"] == 0)]
    for (before, since), bound in RATIOS.items():
        here = rows[(rows["days_before"] == before) & (rows["days_since"] == since)]
        ours, oracle = here[here["method"] == "flexlog"], here[here["method"] == ORACLE]
        if len(ours) == len(oracle) == len(PLAIN):
            total = oracle["rate"].sum()
            error = np.sqrt((ours["standard_error"] ** 2).sum()) / total
            name = f"detection relative to the oracle: {before}+{since} days / rho 0 to 0.8"
            measured = "sum over the carry-overs, divided by the oracle's"
            yield _summarise(name, measured, ours, float(ours["rate"].sum() / total), float(error), bound)


def _average(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    """What is promised of the average over all cells of a kind."""
    for head, measured, bound in (
        ("coverage:", "95 % interval holds a step", AVERAGE_COVERAGE),
        ("clean log,", "credit withheld by chance", WITHHELD),
    ):
        here = table[table["cell"].str.startswith(head) & (table["measured"] == measured)]
        if len(here) == sum(cell.name.startswith(head) for cell in list_cells()):
            error = float(np.sqrt((here["standard_error"] ** 2).sum()) / len(here))
            name = f"{head[:-1]}: average of {len(here)} cells"
            yield _summarise(name, measured, here, float(here["rate"].mean()), error, bound)


def _summarise(
    name: str, measured: str, rows: pd.DataFrame, rate: float, error: float, bound: Bound
) -> dict[str, object]:
    above = bound.least is None or rate + 2 * error >= bound.least
    below = bound.most is None or rate - 2 * error <= bound.most
    lengths = {column: rows[column].iloc[0] for column in ("days_before", "days_since")}
    return {
        "cell": name,
        "group": PROMISED,
        "measured": measured,
        "method": "flexlog",
        "through": str(rows["through"].iloc[0]),
        **{column: value for column, value in lengths.items() if rows[column].nunique() == 1},
        "series": int(rows["series"].sum()),
        "counted": int(rows["counted"].sum()),
        "rate": round(rate, _ROUNDED),
        "standard_error": round(error, _ROUNDED),
        "bound": str(bound),
        "holds": str(bool(above and below)),
        "key": hashlib.sha256("".join(rows["key"]).encode()).hexdigest()[:12],
    }

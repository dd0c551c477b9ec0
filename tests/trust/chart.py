"""docs/trust.png: false alarms beside other methods, and detection beside an oracle."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.charts.colours import colours
from analysis.charts.frame import tidy_axes
from analysis.charts.style import styled
from analysis.paths import ROOT
from tests.trust.cells import PLAIN

CHART = ROOT / "docs" / "trust.png"
SHORT, LONG = (14, 28), (28, 56)
# How the names of the methods begin: a table that was made with another scipy is drawn as well.
# Okabe and Ito's colours, each with its own marker and dash.
LOOKS = {
    "flexlog": ("Flexibility Log", "#0072B2", "o", "-"),
    "Welch": ("Welch t test", "#D55E00", "s", "--"),
    "Mann-Whitney": ("Mann-Whitney test", "#E69F00", "^", "-."),
    "NAP": ("NAP interval", "#CC79A7", "D", ":"),
    "piecewise": ("piecewise regression", "#009E73", "v", "-."),
}
_WIDE, _HIGH, _RESOLUTION = 9.0, 4.4, 200


@styled
def save_chart(table: pd.DataFrame, path: Path) -> bool:
    """Draw and save both charts; False where the table lacks the rows for them."""
    if len(_select(table, "called changed when nothing changed", LONG)) < len(PLAIN):
        return False
    figure, (left, right) = plt.subplots(1, 2, figsize=(_WIDE, _HIGH))
    plot_false_alarms(table, ax=left)
    plot_detection(table, ax=right)
    figure.subplots_adjust(left=0.08, right=0.985, top=0.87, bottom=0.34, wspace=0.24)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=_RESOLUTION, metadata={"Software": None})
    plt.close(figure)
    return True


def plot_false_alarms(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Share of unchanged logs called changed, by carry-over: ours and peers."""
    for method, (name, colour, marker, dash) in LOOKS.items():
        rows = _select(table, "called changed when nothing changed", LONG, method)
        ours = method == "flexlog"
        ax.plot(
            rows["carry_over"],
            rows["rate"],
            color=colour,
            marker=marker,
            linestyle=dash,
            linewidth=2.6 if ours else 1.4,
            zorder=3 if ours else 2,
            label=name,
        )
    ax.axhline(0.05, color=colours().ink, linewidth=1.0, linestyle=(0, (2, 2)), label="promised: 5 %")
    ax.set_title("Called changed, though nothing did\n(28 days before, 56 since)", loc="left")
    ax.set_ylim(0, None)
    _finish(ax, "share of unchanged logs", columns=2)
    return ax


def plot_detection(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Share of steps of 1 SD found, by carry-over: ours beside an oracle."""
    for lengths, dash in ((SHORT, "--"), (LONG, "-")):
        for method, name, colour, marker, width in (
            ("oracle", "oracle", colours().quiet, "X", 1.4),
            ("flexlog", "Flexibility Log", LOOKS["flexlog"][1], "o", 2.6),
        ):
            rows = _select(table, "step of 1 SD found", lengths, method)
            label = f"{name}, {lengths[0]} + {lengths[1]} days"
            look = {"color": colour, "marker": marker, "linestyle": dash, "linewidth": width}
            ax.plot(rows["carry_over"], rows["rate"], label=label, **look)
    ax.set_title("Found, where it changed by 1 SD\n(oracle: knows the carry-over)", loc="left")
    ax.set_ylim(0, 1.03)
    _finish(ax, "share of changed logs", columns=1)
    return ax


def _finish(ax: Axes, what: str, *, columns: int) -> None:
    ax.set_xticks(PLAIN)
    ax.set_xlabel("carry-over from one day to the next")
    ax.set_ylabel(what)
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    tidy_axes(ax)
    ax.legend(
        loc="upper left", bbox_to_anchor=(-0.02, -0.19), ncols=columns, columnspacing=1.0, handlelength=3
    )


def _select(
    table: pd.DataFrame, measured: str, lengths: tuple[int, int], method: str = "flexlog"
) -> pd.DataFrame:
    rows = table[table["cell"].str.startswith("peers:") & table["method"].str.startswith(method)]
    rows = rows[(rows["days_before"] == lengths[0]) & (rows["days_since"] == lengths[1])]
    return rows[rows["measured"] == measured].sort_values("carry_over")

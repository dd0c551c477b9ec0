"""What went with an outcome at some lags: correlations beside what chance alone reaches."""

from __future__ import annotations

from math import ceil, isfinite

from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from analysis.aspects.lags import Lags, Link, say_r, write_lags
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, say_instead, wrap_text
from analysis.charts.style import new_axes, styled
from analysis.stats.lagged import FEWEST, Lagged
from analysis.words import say_count, say_p

_ROW, _AROUND = 0.235, 1.7
"""Height of a row, and of what stands above and below them, in inches."""
_BETWEEN = 0.6
"""Of a row, between two causes."""
_LAG_WORDS = {0: "same day", 1: "next day", 7: "week later"}
_LEAST_REACH = 0.5


@styled
def plot_lags(lags: Lags, *, ax: Axes | None = None) -> Axes:
    """Draw the correlations of one outcome with each cause, a row a lag.

    The grey band behind the rows of a cause is what chance alone reaches there; a dot is filled where
    the largest of its cause is beyond chance with all pairs counted, else open.

    Parameters
    ----------
    lags : Lags
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> plot_lags(Lags("Links with pain", "Pain", (), 0)).get_title(loc="left")
    'Links with pain'
    """
    rows = sum(_rows(link) for link in lags.links)
    ax = new_axes(ax, height=_AROUND + _ROW * max(rows, 5.0))
    add_alt_text(ax, describe_lags(lags))
    tested = [link.test for link in lags.links if link.test is not None]
    if not tested:
        put_header(ax, lags.title, legend=False)
        return say_instead(ax, _say_untested(lags))
    _set_reach(ax, tested)
    ax.set_ylim(rows - 0.2, -0.6)
    ticks: dict[float, str] = {}
    top = 0.0
    for link in lags.links:
        ticks |= _draw_link(ax, link, top, first=link.test is tested[0])
        top += _rows(link)
    ax.set_yticks(list(ticks), list(ticks.values()), fontsize=9)
    _finish(ax)
    put_header(ax, lags.title, note=write_lags(lags))
    return ax


def describe_lags(lags: Lags) -> str:
    """Alt text of `plot_lags`: the largest correlation of each cause, its limit, and what it says."""
    tested = [link for link in lags.links if link.test is not None]
    if not tested:
        return f"{lags.title}: {_say_untested(lags)}"
    said = "; ".join(_say_strongest(link, link.test) for link in tested if link.test is not None)
    text = f"{lags.title}. Largest correlations: {said}. {write_lags(lags)}"
    untested = [f"{link.cause}, {link.reason}" for link in lags.links if link.test is None]
    return f"{text} Not tested: {'; '.join(untested)}." if untested else text


def _say_strongest(link: Link, test: Lagged) -> str:
    at = test.strongest
    p = "" if link.p_adjusted is None else f", adjusted {say_p(link.p_adjusted)}"
    return (
        f"{link.cause} {say_r(test.r[at])} {_say_row(test.lags[at])} over {say_count(test.n[at], 'day')}, "
        f"chance reaches {say_r(test.limit)}{p}"
    )


def _say_untested(lags: Lags) -> str:
    reasons = "; ".join(f"{link.cause}: {link.reason}" for link in lags.links)
    return (
        f"No link could be tested. {reasons[:1].upper()}{reasons[1:]}."
        if reasons
        else "Nothing to link it with."
    )


def _rows(link: Link) -> float:
    """The name, a row a lag (or the reason), and a little room."""
    return (2 if link.test is None else len(link.test.lags) + 1) + _BETWEEN


def _draw_link(ax: Axes, link: Link, top: float, *, first: bool) -> dict[float, str]:
    """Draw one cause from the row `top` on; gives the labels of its rows."""
    c, test = colours(), link.test
    across = blended_transform_factory(ax.transAxes, ax.transData)
    weight = "bold" if link.holds else "normal"
    name = link.cause[0].upper() + link.cause[1:]
    ax.text(0.0, top, name, transform=across, va="center", fontsize=10, fontweight=weight)
    if test is None:
        width = 0.98 * ax.get_window_extent().width
        text = "\n".join(wrap_text(ax, f"not tested: {link.reason}", width, size=9))
        ax.text(0.0, top + 0.6, text, transform=across, va="top", fontsize=9, color=c.quiet)
        return {}
    _draw_reach(ax, test, top, first=first)
    for at, (r, n) in enumerate(zip(test.r, test.n, strict=True)):
        _draw_stem(ax, r, top + 1 + at, filled=link.holds and at == test.strongest)
        days = say_count(n, "day")
        ax.text(1.0, top + 1 + at, days, transform=across, ha="right", va="center", fontsize=9, color=c.quiet)
    return {top + 1 + at: _say_row(lag) for at, lag in enumerate(test.lags)}


def _draw_reach(ax: Axes, test: Lagged, top: float, *, first: bool) -> None:
    """The band behind the rows of a cause, and the line of no link."""
    ends = [top + 0.5, top + len(test.lags) + 0.5]
    label = "what chance alone reaches, 19 times in 20" if first else None
    ax.fill_betweenx(
        ends,
        -test.limit,
        test.limit,
        color=colours().error,
        alpha=0.55,
        linewidth=0,
        zorder=0.5,
        label=label,
    )
    ax.plot([0.0, 0.0], ends, color=colours().quiet, linewidth=0.9, zorder=1)


def _draw_stem(ax: Axes, r: float, row: float, *, filled: bool) -> None:
    c = colours()
    if not isfinite(r):
        behind = {"facecolor": c.paper, "edgecolor": "none", "pad": 1.0}
        few = f"fewer than {FEWEST} days"
        ax.text(0.0, row, few, ha="center", va="center", fontsize=9, color=c.quiet, bbox=behind)
        return
    ax.plot([0.0, r], [row, row], color=c.routine, linewidth=1.6, zorder=2)
    face = c.routine if filled else c.paper
    label = "beyond chance, all pairs counted" if filled and not _is_named(ax) else None
    ax.plot(
        [r],
        [row],
        marker="o",
        markersize=6,
        color=c.routine,
        markerfacecolor=face,
        linestyle="",
        zorder=3,
        label=label,
    )


def _is_named(ax: Axes) -> bool:
    """Whether the legend has a dot already."""
    return any(not str(line.get_label()).startswith("_") for line in ax.lines)


def _set_reach(ax: Axes, tested: list[Lagged]) -> None:
    """As far to both sides as the largest number, and room for the days at the right."""
    seen = [abs(r) for test in tested for r in (*test.r, test.limit) if isfinite(r)]
    reach = min(1.0, max(_LEAST_REACH, ceil(10 * max(seen)) / 10))
    ax.set_xlim(-1.06 * reach, 1.06 * reach + 0.42 * reach)
    step = 0.25 if reach < 1 else 0.5
    ticks = [step * number for number in range(-int(reach / step), int(reach / step) + 1)]
    ax.set_xticks(ticks, [f"{tick:g}".replace("-", "\N{MINUS SIGN}") for tick in ticks])


def _finish(ax: Axes) -> None:
    import seaborn as sns

    sns.despine(ax=ax, left=True)
    ax.grid(visible=False)
    ax.tick_params(length=0)
    text = "correlation r: to the left, more of it went with lower readings; to the right, with higher ones"
    ax.set_xlabel("\n".join(wrap_text(ax, text, ax.get_window_extent().width, size=10)), loc="left")


def _say_row(lag: int) -> str:
    return _LAG_WORDS.get(lag, f"{lag} days on")

"""What plans would find: the share found of changes of every size."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from analysis.aspects.prospect import Prospect
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, tidy_axes
from analysis.charts.style import expect, new_axes, styled
from analysis.planning.power import WANTED
from analysis.planning.words import KIND_WORDS
from analysis.words import UNIT_WORDS, say_amount, say_count

_DASHES = ("-", "--", ":")


@styled
def plot_power(prospect: Prospect, *, ax: Axes | None = None) -> Axes:
    """Draw how often plans of some kinds find changes of every size.

    A line a kind of plan; across, the change that the routine makes, up, of 10 such plans how many find
    it. The dashed level is 8 of 10, the upright line the change that is worth it.

    Parameters
    ----------
    prospect : Prospect
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.aspects.prospect import find_prospect
    >>> ax = plot_power(find_prospect(()))
    >>> ax.get_ylabel()
    'plans in 10 that find it'
    """
    expect(prospect, Prospect, "open_logbook(...).prospect()")
    ax = new_axes(ax, height=3.2)
    add_alt_text(ax, describe_power(prospect))
    c = colours()
    tints = (c.routine, c.before, c.between)
    for power, tint, dash in zip(prospect.powers, tints, _DASHES, strict=False):
        label = f"{KIND_WORDS[power.kind]}, {say_count(power.days, 'day')}"
        ax.plot(power.sizes, 10 * power.found, color=tint, linestyle=dash, linewidth=2.2, label=label)
    ax.axhline(10 * WANTED, color=c.quiet, linewidth=0.8, linestyle=(0, (4, 4)))
    mark = say_amount(prospect.worthwhile, prospect.unit)
    ax.axvline(prospect.worthwhile, color=c.target, linewidth=1.4, linestyle="-.", label=f"worth it: {mark}")
    ax.set_xlim(0, float(prospect.powers[0].sizes[-1]))
    ax.set_ylim(0, 10.2)
    ax.set_yticks(np.arange(0, 11, 2))
    unit = UNIT_WORDS[prospect.unit] or "count"
    ax.set_xlabel(f"change that the routine makes, {unit}", loc="left")
    ax.set_ylabel("plans in 10 that find it")
    tidy_axes(ax)
    put_header(ax, prospect.title, note=prospect.sentences()[0])
    return ax


def describe_power(prospect: Prospect) -> str:
    """Alt text of `plot_power`: for each kind of plan, what it finds 8 times in 10."""
    parts = []
    for power in prospect.powers:
        found = power.detectable
        size = "none of the sizes shown" if found is None else say_amount(found, prospect.unit)
        parts.append(
            f"{KIND_WORDS[power.kind]} over {say_count(power.days, 'day')} finds {size} 8 times in 10"
        )
    return f"{prospect.title}: {'; '.join(parts)}. {prospect.sentences()[0]}"

"""The same chart for several series, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

T = TypeVar("T")


def plot_panels(items: Sequence[T], plot: Callable[..., Axes], *, height: float = 3.4) -> list[Axes]:
    """Draw `plot(item, ax=...)` for every item, a panel each; no figure for no items.

    Parameters
    ----------
    items : sequence
        What `plot` takes, such as the comparisons of a logbook.
    plot : function
        A chart of `analysis.charts`.
    height : float
        Of one panel, in inches.

    Returns
    -------
    list of Axes

    Examples
    --------
    >>> plot_panels([], print)
    []
    """
    if not items:
        return []
    figure, grid = plt.subplots(len(items), 1, figsize=(9, height * len(items)), squeeze=False)
    axes = [plot(item, ax=ax) for item, ax in zip(items, grid[:, 0], strict=True)]
    figure.subplots_adjust(hspace=1.3 / height + 0.25)
    return axes

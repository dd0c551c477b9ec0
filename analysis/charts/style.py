"""The look and the size of a chart, and how to draw it again in another; rcParams stay untouched outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary, WeakSet

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.colours import colours, use_theme
from analysis.errors import DataError

WIDTHS = {"page": 9.0, "phone": 4.7}
"""Width of a figure in inches: for a page or a screen, and for a phone."""

P = ParamSpec("P")
R = TypeVar("R")

_size: ContextVar[str] = ContextVar("size", default="page")
_drawn_by: WeakKeyDictionary[Figure, Callable[[], Any]] = WeakKeyDictionary()
_asked_height: WeakKeyDictionary[Axes, float] = WeakKeyDictionary()
_own_figures: WeakSet[Figure] = WeakSet()
_WORDS_SHARE = 0.23
"""Of the height of a new figure, for the words around its drawing."""


def figure_width() -> float:
    """Width of a new figure in inches.

    Examples
    --------
    >>> figure_width()
    9.0
    """
    return WIDTHS[_size.get()]


def is_narrow() -> bool:
    """Whether charts are drawn for a phone.

    Examples
    --------
    >>> with use_size("phone"):
    ...     is_narrow()
    True
    """
    return _size.get() == "phone"


@contextmanager
def use_size(name: str) -> Iterator[None]:
    """Charts drawn inside the block are for a 'page' or for a 'phone'.

    Raises
    ------
    DataError
        Another name.
    """
    if name not in WIDTHS:
        raise DataError(f"size is {name!r}, must be one of {', '.join(WIDTHS)}")
    token = _size.set(name)
    try:
        yield
    finally:
        _size.reset(token)


@contextmanager
def chart_style() -> Iterator[None]:
    """The house look inside the block, whatever was set before outside of it.

    Examples
    --------
    >>> with chart_style():
    ...     plt.rcParams["axes.titleweight"]
    'bold'
    """
    import seaborn as sns

    with sns.axes_style("white"), plt.rc_context(_look()):
        yield


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Run a chart function inside `chart_style`, and remember it with the figure that it makes."""

    @wraps(draw)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with chart_style():
            drawn = draw(*args, **kwargs)
        figure = figure_of(drawn)
        if figure is not None and kwargs.get("ax") is None:
            _drawn_by[figure] = partial(inside, *args, **kwargs)
        return drawn

    return inside


def redraw(figure: Figure, *, theme: str | None = None, size: str | None = None) -> Figure:
    """Draw the chart of a figure again, with another theme or for another size.

    Parameters
    ----------
    figure : Figure
        Made by one call of a chart function that was given no `ax`.
    theme : {'light', 'dark'}, optional
    size : {'page', 'phone'}, optional
        None keeps what is current.

    Returns
    -------
    Figure
        A new one.

    Raises
    ------
    DataError
        The figure is not one of these, or theme or size has no such name.
    """
    if figure not in _drawn_by:
        raise DataError("this figure cannot be drawn again: it was not made by one call of a chart function")
    with ExitStack() as stack:
        if theme is not None:
            stack.enter_context(use_theme(theme))
        if size is not None:
            stack.enter_context(use_size(size))
        again = figure_of(_drawn_by[figure]())
    if again is None:
        raise DataError("this figure cannot be drawn again: its chart function made no figure")
    return again


def can_redraw(figure: Figure) -> bool:
    """Whether `redraw` knows how a figure was made.

    Examples
    --------
    >>> can_redraw(Figure())
    False
    """
    return figure in _drawn_by


def new_axes(ax: Axes | None, *, height: float = 2.6) -> Axes:
    """The given Axes, or those of a new figure of house width.

    Parameters
    ----------
    ax : Axes or None
    height : float
        Of the drawing without the words around it, in inches. A new figure has it; in given Axes it is
        a wish, which `plot_panels` fulfils.
    """
    if ax is not None:
        ax.set_facecolor(colours().paper)
        _asked_height[ax] = height
        return ax
    figure, ax = plt.subplots(figsize=(figure_width(), height / (1 - _WORDS_SHARE)))
    set_margins(figure)
    _own_figures.add(figure)
    return ax


def ask_height(ax: Axes, height: float) -> None:
    """Change the wish of `new_axes`: a figure that it made is resized at once.

    Examples
    --------
    >>> ax = new_axes(None)
    >>> ask_height(ax, 0.77)
    >>> round(float(ax.figure.get_size_inches()[1]), 2)
    1.0
    """
    _asked_height[ax] = height
    figure = ax.get_figure(root=True)
    if figure is not None and figure in _own_figures:
        figure.set_size_inches(figure.get_size_inches()[0], height / (1 - _WORDS_SHARE))


def expect(result: object, kind: type, how: str) -> None:
    """Stop with a clear message where a chart is given something else than what it draws.

    Parameters
    ----------
    result : object
    kind : type
    how : str
        Where a log has one, such as "open_logbook(...).pick('rom left')".

    Raises
    ------
    DataError

    Examples
    --------
    >>> expect(1, int, "")
    """
    if not isinstance(result, kind):
        raise DataError(f"this chart is for {kind.__name__}, not for {type(result).__name__} - take {how}")


def asked_height(ax: Axes) -> float:
    """The height in inches that the chart in an Axes asked for.

    Examples
    --------
    >>> asked_height(Figure().subplots())
    2.6
    """
    return _asked_height.get(ax, 2.6)


def set_margins(figure: Figure) -> None:
    """Leave room at the left for numbers and their unit, in inches the same at every width."""
    width = figure.get_size_inches()[0]
    figure.subplots_adjust(left=0.75 / width, right=1 - 0.12 / width)


def figure_of(drawn: object) -> Figure | None:
    """The figure of what a chart function gave: Axes, a list of them, or a Figure; None of nothing.

    Examples
    --------
    >>> figure_of([])
    """
    if isinstance(drawn, Sequence) and drawn:
        drawn = drawn[0]
    if isinstance(drawn, Axes):
        return drawn.get_figure(root=True)
    return drawn if isinstance(drawn, Figure) else None


def _look() -> dict[Any, Any]:
    c = colours()
    return {
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "figure.facecolor": c.paper,
        "savefig.facecolor": c.paper,
        "axes.facecolor": c.paper,
        "axes.titlesize": 12,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlecolor": c.ink,
        "axes.labelcolor": c.ink,
        "axes.edgecolor": c.quiet,
        "text.color": c.ink,
        "xtick.color": c.quiet,
        "ytick.color": c.quiet,
        "xtick.labelcolor": c.ink,
        "ytick.labelcolor": c.ink,
        "hatch.linewidth": 0.6,
        "legend.frameon": False,
        "legend.fontsize": 9,
        "legend.labelcolor": c.ink,
    }

"""Colours by meaning, for light and for dark paper; which of them is current."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from analysis.errors import DataError


@dataclass(frozen=True)
class Colours:
    """Every colour of the charts, by what it means.

    The meanings that share a chart stay apart for every kind of colour vision, and marks stand out from
    the paper by 3 to 1, text by 4.5 to 1; `tests/charts/test_colours.py` simulates and measures both. No
    meaning is told by colour alone: each has a marker, a hatch or a word as well.

    Attributes
    ----------
    paper, ink, quiet, grid : str
        Ground, text, lesser text, lines of the grid.
    before, routine, between : str
        Days of A, of B, and of any other phase; each with its `_shade` for the ground.
    error : str
        What a single reading can be off by.
    little : str
        Changes too small to matter.
    target : str
        The person's own goal.
    left, right : str
    better, worse : str
    targeted, conventional, relaxation, other : str
        Kinds of training.
    scale : tuple of str
        From the low to the high end of a scale; lightness runs one way.
    missing : str
        A day without an entry.
    """

    paper: str
    ink: str
    quiet: str
    grid: str
    before: str
    routine: str
    between: str
    before_shade: str
    routine_shade: str
    between_shade: str
    error: str
    little: str
    target: str
    left: str
    right: str
    better: str
    worse: str
    targeted: str
    conventional: str
    relaxation: str
    other: str
    scale: tuple[str, ...]
    missing: str

    def phase(self, label: str) -> str:
        """Colour of the days of a phase, by its label ('A', 'B', or another)."""
        return {"A": self.before, "B": self.routine}.get(label, self.between)

    def shade(self, label: str) -> str:
        """Colour of the ground of a phase."""
        return {"A": self.before_shade, "B": self.routine_shade}.get(label, self.between_shade)


# Phases, training and verdicts start from Okabe and Ito's colours, darkened until lines stand out on white.
THEMES = {
    "light": Colours(
        paper="#FFFFFF",
        ink="#222222",
        quiet="#484848",
        grid="#E4E4E4",
        before="#A98614",
        routine="#006EAD",
        between="#6E6E6E",
        before_shade="#FBF6E3",
        routine_shade="#EAF3FA",
        between_shade="#F3F3F3",
        error="#D9D9D9",
        little="#ECECEC",
        target="#8B3FA8",
        left="#007157",
        right="#D85697",
        better="#006EAD",
        worse="#E75F19",
        targeted="#006EAD",
        conventional="#C87400",
        relaxation="#66305D",
        other="#8B8B8B",
        scale=("#E3EEF6", "#A9CDE3", "#5F9FC8", "#2A6B9C", "#0A3255"),
        missing="#B9B9B9",
    ),
    "dark": Colours(
        paper="#14181D",
        ink="#EDEDED",
        quiet="#CAD3DB",
        grid="#2C333A",
        before="#F6D049",
        routine="#4CBAF5",
        between="#9AA2AA",
        before_shade="#262316",
        routine_shade="#15242F",
        between_shade="#20252A",
        error="#3D454E",
        little="#2A3037",
        target="#C9A0F0",
        left="#06AF8F",
        right="#FFA2D0",
        better="#4CBAF5",
        worse="#D96F3D",
        targeted="#4CBAF5",
        conventional="#FFCA7E",
        relaxation="#9A83C8",
        other="#677077",
        scale=("#22303C", "#2F5A7A", "#4689B5", "#86BDE0", "#E3F1FA"),
        missing="#59616A",
    ),
}

_standing = {"theme": "light"}
_theme: ContextVar[str | None] = ContextVar("theme", default=None)


def colours() -> Colours:
    """The colours of the current theme.

    Examples
    --------
    >>> colours().paper
    '#FFFFFF'
    """
    return THEMES[_theme.get() or _standing["theme"]]


def set_theme(name: str) -> None:
    """Charts drawn from now on have this theme, 'light' or 'dark'.

    Raises
    ------
    DataError
        Another name.
    """
    _standing["theme"] = _known(name)


@contextmanager
def use_theme(name: str) -> Iterator[None]:
    """Charts drawn inside the block have this theme, 'light' or 'dark'.

    Raises
    ------
    DataError
        Another name.

    Examples
    --------
    >>> with use_theme("dark"):
    ...     colours().paper
    '#14181D'
    """
    token = _theme.set(_known(name))
    try:
        yield
    finally:
        _theme.reset(token)


def _known(name: str) -> str:
    if name not in THEMES:
        raise DataError(f"theme is {name!r}, must be one of {', '.join(THEMES)}")
    return name

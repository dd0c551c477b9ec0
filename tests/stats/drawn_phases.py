"""Phases to try the descriptive indices on, and their table by index."""

from __future__ import annotations

from hypothesis import strategies as st

from analysis.stats import effect_sizes

NUMBERS = ["estimate", "se", "low", "high"]
OVERLAP = ["NAP", "Tau", "Tau-U", "Tau-BC", "PND", "PEM", "PET", "PAND", "IRD"]

# A rises by chance and B starts below A's best, on consecutive days: every index has a number by hand.
A, B = [3, 5, 4], [4, 6, 7, 8]


def indices(a, b, *, improvement=1, **options):
    return effect_sizes(a, b, improvement=improvement, **options).set_index("index")


@st.composite
def phases(draw, least=1):
    """Two phases on a decimal grid, on days with gaps, either order within a phase."""
    cells = draw(st.lists(st.integers(-20, 40), min_size=2 * least, max_size=24))
    cut = draw(st.integers(least, len(cells) - least))
    days = draw(st.lists(st.integers(0, 90), min_size=len(cells), max_size=len(cells), unique=True))
    scale = draw(st.sampled_from([1, 2, 10, 100]))
    values = [cell / scale for cell in cells]
    return values[:cut], values[cut:], days[:cut], days[cut:]

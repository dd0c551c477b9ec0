"""What other programs took for one person of 42 days, as stated from runs on another machine of two processors.

R packages and Python packages that are no dependency of this project; their figures move by up to 2.5 times with the load.
"""

from __future__ import annotations

from benchmarks.measure import Other

_MILLISECONDS = {
    "R SingleCaseES 0.7.4, five indices by batch": 9.8,
    "R scan 0.67.1, overlap": 29.8,
    "R scan 0.67.1, piecewise AR(1)": 24.0,
    "R scan 0.67.1, exact randomisation": 2.5,
    "scia, overlap": 73.8,
    "scia, piecewise": 25.0,
    "singlecase, 10,000 shuffles": 132.0,
}


def stated(name: str) -> Other:
    """Give a stated figure, in seconds.

    Examples
    --------
    >>> stated("scia, overlap").values
    (0.0738,)
    """
    return Other(name, (round(_MILLISECONDS[name] / 1e3, 6),), measured=False)

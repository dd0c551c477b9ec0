"""Piecewise regression of one series with one start, as reviewers of single-case studies know it.

    y = intercept + trend * (day - first day) + level_change * B
        + slope_change * B * (day - first day of B) + e

The slope change is counted from the first day of B, so that the level change is the step
on that very day (Welch-Strand coding). These fits take one carry-over, or none, as if it
were known; the verdict rests on `analysis.stats.carryover`, which does not.

References
----------
Huitema, B. E. & McKean, J. W. (2000). Design specification issues in time-series
intervention models. Educational and Psychological Measurement 60, 38-58.
doi:10.1177/00131640021970358

line     what was given -> columns of the regression
ols      days taken as independent: `piecewise_ols`, `level_only_ols`
reml     AR(1) noise, real gaps, small-sample intervals: `piecewise_reml`
"""

from analysis.stats.piecewise.ols import (
    Coefficient,
    LevelFit,
    PiecewiseFit,
    level_only_ols,
    piecewise_ols,
)
from analysis.stats.piecewise.reml import piecewise_reml

__all__ = ["Coefficient", "LevelFit", "PiecewiseFit", "level_only_ols", "piecewise_ols", "piecewise_reml"]

"""The noise engine: what changed between two phases when days are not independent.

A reading is X beta + e, and e is a slow state plus rating noise:

    R = (1 - q) rho^(|s - t| / g0) + q I

rho is the carry-over from one typical gap g0 to the next, q the share of noise that
does not carry over. Neither is estimated: both are integrated out on a fixed grid, so
there is nothing to converge and no random number. Each grid point is one pass of a
scalar Kalman filter, which whitens y and X in time proportional to the days.

The prior: 0.75 of the mass has q = 0, uniform in rho from -.30 to .98; 0.25 is shared by
q = .25, .50 and .75, there with rho from .50 to .98 and a density proportional to
(1 - rho^2)^(-1/2). It was chosen by simulation: beside a density of (1 - rho^2)^(-1/2)
throughout and 0.2 of rating noise, a step of 1 SD is found 1 to 5 points in 100 more
often (summed over rho 0 to .8, relative to an oracle that knows rho: .816, .814, .894
in place of .761, .788, .882 at 7+14, 14+28 and 28+56 days), and false alarms stay within
the same bounds. The cut at .98 is a choice: slower states than that look like a trend.

References
----------
Harvey, A. C. (1989). Forecasting, Structural Time Series Models and the Kalman Filter.
Zellner, A. & Tiao, G. C. (1964). Bayesian analysis of the regression model with
autocorrelated errors. JASA 59, 763-778. doi:10.1080/01621459.1964.10480726

series     what was given -> readings packed by day
columns    what is asked, as the columns of a regression
noise      the grid and its prior
whiten     cross products under every grid point of the noise
posterior  cross products -> weights, centres and scales over the grid
fit        all of this for some series and some questions
change     the fit -> plain numbers: `phase_change`, `phase_changes`
"""

from analysis.stats.carryover.change import (
    PhaseChange,
    phase_change,
    phase_changes,
    read_change,
    read_changes,
)
from analysis.stats.carryover.columns import CONTRASTS, Contrast
from analysis.stats.carryover.fit import PhaseFit, fit_phases

__all__ = [
    "CONTRASTS",
    "Contrast",
    "PhaseChange",
    "PhaseFit",
    "fit_phases",
    "phase_change",
    "phase_changes",
    "read_change",
    "read_changes",
]

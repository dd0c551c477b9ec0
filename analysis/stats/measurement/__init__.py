"""The ruler's own error: what repeated readings can differ by when nothing has changed.

Error is not importance: none of these numbers says whether a change is worth having.

References
----------
Bland, J. M. & Altman, D. G. (1996). Measurement error. BMJ 312, 1654. doi:10.1136/bmj.312.7047.1654
Weir, J. P. (2005). Quantifying test-retest reliability using the intraclass correlation coefficient and
the SEM. J Strength Cond Res 19, 231-240. doi:10.1519/15184.1

trials      the error of one reading, from repeated trials or from a published reliability
change      two readings, or two phase means, against that error
agreement   intraclass correlations
arguments   what was given -> numbers, or an error
"""

from analysis.stats.measurement.agreement import Agreement, Icc, icc
from analysis.stats.measurement.change import (
    ReliableChange,
    effective_n,
    mdc95_of_means,
    reliable_change,
)
from analysis.stats.measurement.trials import MeasurementError, sem_from_icc, sem_from_trials

__all__ = [
    "Agreement",
    "Icc",
    "MeasurementError",
    "ReliableChange",
    "effective_n",
    "icc",
    "mdc95_of_means",
    "reliable_change",
    "sem_from_icc",
    "sem_from_trials",
]

"""Randomisation tests: how many of the plans that could have been drawn look this good?

A plan draws which days are A and which B from a set that is fixed beforehand. Without an
effect the readings would have been the same under every plan in the set, so the share of
plans whose statistic is as large as that of the plan drawn is a p that needs no
distribution, no independence of days and no constant noise. It needs the draw: without a
recorded one there is `what_if`, which counts but gives no p.

References
----------
Edgington, E. S. & Onghena, P. (2007). Randomization Tests, 4th ed., ch. 11.
Heyvaert, M. & Onghena, P. (2014). Randomization tests for single-case experiments. Journal
of Contextual Behavioral Science 3, 51-64. doi:10.1016/j.jcbs.2013.10.002

rules       what an arrangement of days may look like: count, list, sample
schedule    a plan on real days with the arrangement that was drawn: `draw_schedule`
compare     readings against the plan: `randomization_test`, `what_if`
"""

from analysis.stats.randomization.compare import (
    RandomizationTest,
    Statistic,
    WhatIf,
    randomization_test,
    what_if,
)
from analysis.stats.randomization.rules import Kind, Limits
from analysis.stats.randomization.schedule import Schedule, draw_schedule

__all__ = [
    "Kind",
    "Limits",
    "RandomizationTest",
    "Schedule",
    "Statistic",
    "WhatIf",
    "draw_schedule",
    "randomization_test",
    "what_if",
]

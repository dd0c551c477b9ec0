"""What a log shows beside before and after, one aspect a file.

coverage        what was logged when
daymap          an outcome beside the days with a session
acute           before and after each session
sides           left, right and their difference
dose            minutes a week beside an outcome
doses_daily     what can be called a dose, day by day
dose_links      every dose beside every outcome
dose_fit        readings against minutes, with one bend
dose_curve      whether a few minutes suffice
lags            what went with an outcome on the same day, the next, or a week later
rivals_beside   an outcome above what else was logged
changes         all outcomes side by side
placebo         the change at every other possible start
ruler           repeated readings
checks          what a log says about itself: rounding, late and copied days, skipped days, warmth, the hour
visit           what a visit needs on one page
"""

"""What a log shows beside before and after, one aspect a file.

coverage        what was logged when
daymap          an outcome beside the days with a session
acute           before and after each session
sides           left, right and their difference
dose            minutes a week beside an outcome
lags            what went with an outcome on the same day, the next, or a week later
rivals_beside   an outcome above what else was logged
changes         all outcomes side by side
placebo         the change at every other possible start
ruler           repeated readings
visit           what a visit needs on one page
"""

"""The trust table: how often every verdict is wrong, simulated. python -m tests.trust

draws      series with a known truth: noise, readings, effects
rates      a share with its standard error and its bound
engine     answers that rule 2 and rule 3 give, for thousands of series at once
flags      what only `before_after` can say, one log after the other
peers      other methods on the same series
cells      the list of what is simulated, with the bounds
table      rates -> data/reference/trust.csv, and which rows can be kept
chart      docs/trust.png
"""

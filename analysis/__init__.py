"""Flexibility Log: honest progress charts from your own stretching diary.

The data flows one way; a module imports only what stands before it:

    file --intake--> Logs --days, phases--> daily series --stats--> results
         --verdict--> answer --charts--> notebooks, report

errors       what can go wrong, in words a person can act on
collector    the search for cycles, paused while many objects are made
paths        where data/ lives
schema       the tables, column by column
words        the words people read for numbers, units and outcomes
reference    the facts: measures, exercises, words that name the hip flexors
intake       any file -> Logs (sessions, outcomes, issues, files)
export       Logs -> CSV or Parquet files, which load_logs reads back the same
days         Logs -> one value a day; gaps stay gaps
beside       small tables beside the logs, such as phases.csv
stats        arrays in, frozen dataclasses out: the noise engine, indices, randomisation tests
planning     a plan drawn by lot, kept with a checksum; what it would find
phases       baseline and routine: from a plan, a given date or the sessions
verdict      did it change, does it matter, what can the log say of the cause
training     sessions -> minutes a week
goals        the person's main measure and the changes worth having
rivals       what else was logged that may explain a change
events       visits and whatever else happened
comparison   one series before and after, and the table of several
comparing    every series of a log compared, and judged together
aspects      what a log shows beside before and after, one aspect a file
claims       the claims of the article, put to one log
logbook      one opened log with its phases, and every series compared
cohort       many people at once: on one machine, in several processes, on a cluster
people       several people at once, each opened by themselves
simulate     seeded logs with a known truth
charts       one chart a file; results in, Axes out
gallery      every chart on invented people
options      what the command `flexlog` can be asked for
report       results -> sentences; notebooks -> one offline HTML file; to share, for a paper
desk         the start notebook: files, questions, what is asked once
lab          JupyterLab on working copies
cli          the command `flexlog`
bootstrap    makes .venv; stands alone
"""

__version__ = "0.1.0"

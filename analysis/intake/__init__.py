"""Any file -> Logs: sessions, outcomes, issues and files, with the line of every value.

The way of a file, a module a step; `load` walks it, `files` for one file:

    paths --sources--> bytes --decode, workbook--> text --records--> records with their lines
         --tables, double_header--> tables, each with its header
         --apps--> an app's own reader, or
         --phrases, headers, meaning, columns, groups, names, evidence, roles--> what each column holds  (grid)
         --when (dates, date_shapes, clock, weekdays, parts)--> the day of each record
         --marks, metrics, ratings, outcomes--> readings     --bouts, done, counts, spans--> sessions
         --identity--> each entry once --logs--> Logs, whose balance must add up

cells/    one cell -> a number, a reading, a duration, a side; whole or refused
common    what all rows of a record share: person, side, notes
diary     a table that no app wrote, from its grid to its rows
two_marks '3/5' under a header that names two sides or two moments; one length in two columns
issues    what was found, what is asked, and what became of each record
mapping   the person's answers, kept in flexlog.toml
words     header and cell words of twelve languages, from data/reference

A table that `analysis.export` wrote goes a way of its own:

    bytes --exported--> cells --typed, faults--> the same table --rejoin--> each row once
"""

from __future__ import annotations

from analysis.intake.load import load_logs
from analysis.intake.logs import Logs
from analysis.intake.mapping import save_mapping

__all__ = ["Logs", "load_logs", "save_mapping"]

"""Any file -> Logs: sessions, outcomes, issues, columns and files, with the line of every value.

The way of a file, a module a step; `load` walks it, `files` for one file:

    paths --sources--> bytes --decode, workbook--> text --records--> records with their lines
         --turned, tables, double_header, beside--> tables, each with its header
         --apps--> an app's own reader, or, in diary,
         --widths--> records as wide as their header  (grid)
         --phrases, headers, meaning, columns, groups, names, evidence, movements, roles--> what each column holds
         --titles, totals--> what stands over and among the records
         --when--> the day and time of each record
         --marks, metrics, ratings, outcomes--> readings     --bouts, done, counts, spans--> sessions
         --identity--> each entry once --plausible, described--> what to know --logs--> Logs, whose balance must add up

when      day_column, counted_days, time_column: which columns; dates, day_order, weekdays: one order a column, from evidence;
          stamps, plain_stamps, date_shapes, clock: what a text says; years, dates_above, parts: what it leaves out
cells/    one cell -> a number, a reading, a duration, a side; whole or refused
coded     columns as codes of their distinct values, so that cost grows with what differs
common    what all rows of a record share: person, side, notes, instrument
instruments  what a reading was measured with
diary     a table that no app wrote, from its grid to its rows
folded    tables whose records are not those of the file
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

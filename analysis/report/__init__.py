"""Results -> what people keep: the notebooks run on a log, and one offline HTML file.

making     logs -> a finished report: everything below, in order
run        notebooks -> executed notebooks, a kernel for each processor
page       executed notebooks -> one HTML file and its charts
style      how that page looks
pictures   the charts of executed notebooks as files
tables     the numbers behind a report as CSV
history    every run on record
since      what changed since the last one, and why
share      a log to hand on, without dates, names and notes
paper      provenance, methods and results for a paper
checklist  reporting checklists, ticked as far as a log shows it
tell       what was read and left out, for the terminal and the page
check      everything about an import, for `flexlog check`

Import from the module that has it: the kernels and pages of `run` and `page` would make `check` slow.
"""

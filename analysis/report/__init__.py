"""Results -> what people keep: the notebooks run on a log, and one offline HTML file.

run     notebooks -> executed notebooks, each in its own kernel
page    executed notebooks -> one HTML file and its charts
tell    what was read and left out, for the terminal and the page
check   everything about an import, for `flexlog check`
"""

from analysis.report.check import column_table, find_questions, save_answers, tell_check, write_check
from analysis.report.page import write_report
from analysis.report.run import Executed, refresh_notebooks, run_notebooks
from analysis.report.tell import tell_logs

__all__ = [
    "Executed",
    "column_table",
    "find_questions",
    "refresh_notebooks",
    "run_notebooks",
    "save_answers",
    "tell_check",
    "tell_logs",
    "write_check",
    "write_report",
]

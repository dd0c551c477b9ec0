"""Results -> what people keep: the notebooks run on a log, and one offline HTML file.

run     notebooks -> executed notebooks, each in its own kernel
page    executed notebooks -> one HTML file and its charts
tell    what was read and left out, for the terminal and the page
"""

from analysis.report.page import write_report
from analysis.report.run import Executed, refresh_notebooks, run_notebooks
from analysis.report.tell import tell_logs

__all__ = ["Executed", "refresh_notebooks", "run_notebooks", "tell_logs", "write_report"]

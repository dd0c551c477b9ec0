"""One opened log with its phases, and every series of it compared: what notebooks work on.

book      the log, its answers, and what its charts show
naming    what is said of its files and series
opening   files, a start and goals -> a logbook
"""

from analysis.logbook.book import FEELINGS, MOVEMENT, OTHERS, OUTCOMES, Logbook
from analysis.logbook.naming import say_unread
from analysis.logbook.opening import (
    GOALS_VARIABLE,
    KEPT_VARIABLE,
    LOGS_VARIABLE,
    OPTIONS_VARIABLE,
    PERSON_VARIABLE,
    START_VARIABLE,
    given_options,
    has_logs,
    is_example,
    list_people,
    make_logbook,
    name_logs,
    open_logbook,
)

__all__ = [
    "FEELINGS",
    "GOALS_VARIABLE",
    "KEPT_VARIABLE",
    "LOGS_VARIABLE",
    "MOVEMENT",
    "OPTIONS_VARIABLE",
    "OTHERS",
    "OUTCOMES",
    "PERSON_VARIABLE",
    "START_VARIABLE",
    "Logbook",
    "given_options",
    "has_logs",
    "is_example",
    "list_people",
    "make_logbook",
    "name_logs",
    "open_logbook",
    "say_unread",
]

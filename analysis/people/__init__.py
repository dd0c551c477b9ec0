"""Several people at once, each opened by themselves: a physio's or a coach's clients.

table       clients.csv: start, visits, main measure, mark, target
template    clients.csv, begun for the clients that were found
finding     who the clients of a folder are
loading     one client's files, and whose rows they are
numbering   pseudonyms in place of names
client      one client, and how recent the log is
periods     this visit against the last and the start
page        what one A4 page says
attention   who needs to be looked at first, and why
together    all of them in one measure, as a cohort
clients     all of them: the index, who needs attention
opening     folders -> clients
"""

from analysis.people.attention import SILENT_DAYS
from analysis.people.client import Client
from analysis.people.clients import BY_CHANCE, NO_ALL_CLEAR, Clients
from analysis.people.finding import WHO_IS_WHO, FileProblem
from analysis.people.opening import open_clients
from analysis.people.page import ClientPage
from analysis.people.table import ClientRow
from analysis.people.template import write_template

__all__ = [
    "BY_CHANCE",
    "NO_ALL_CLEAR",
    "SILENT_DAYS",
    "WHO_IS_WHO",
    "Client",
    "ClientPage",
    "ClientRow",
    "Clients",
    "FileProblem",
    "open_clients",
    "write_template",
]

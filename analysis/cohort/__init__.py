"""Many people: the same questions and functions for a thousand or a million of them.

    Logs --tabulate--> rows of readings --store--> Parquet, whole people a file
         --answers--> one row a person; on one machine, two processes or a cluster

tabulate   Logs of several people -> rows of readings: person, day, phase, value
rows       rows of readings, checked: a broken one stops its person only
store      rows of readings <-> a folder of Parquet files
answers    rows of readings -> one row a person
run        a folder -> one row a person, a file at a time
cluster    the same on Dask
staggered  people who each began on a drawn day, tested together
pooled     several people's changes: mean, a new person, shrunken estimates
"""

from analysis.cohort.answers import Ask, answers_by
from analysis.cohort.cluster import answers_frame
from analysis.cohort.pooled import Cohort, find_cohort
from analysis.cohort.run import answer_people
from analysis.cohort.store import list_parts, write_people
from analysis.cohort.tabulate import tabulate_people

__all__ = [
    "Ask",
    "Cohort",
    "answer_people",
    "answers_by",
    "answers_frame",
    "find_cohort",
    "list_parts",
    "tabulate_people",
    "write_people",
]

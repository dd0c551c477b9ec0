"""What a log says about itself, one check a file.

check           what one check found, and how several are told
readings        the readings of one person that checks look at
round_numbers   readings that gather on round numbers
scale_use       how much of the scale is used
typed_later     what was typed in days later, and in lumps
copied_days     days that repeat the day before
felt_measured   whether what is felt goes with what is measured
skipped_days    days without an entry, and what came before them
warm_cold       readings taken after a session
time_of_day     the time at which readings are taken
find            all of them
"""

from analysis.aspects.checks.check import Check, check_table, say_checks
from analysis.aspects.checks.find import find_checks

__all__ = ["Check", "check_table", "find_checks", "say_checks"]

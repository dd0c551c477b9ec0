"""From describing to knowing: draw which days are with the routine, write it down, and keep to it.

plan      what is drawn, from a seed: `draw_plan`
file      plan.csv beside the logs, with a checksum; read again, or refused with the reason
people    people_plan.csv: several people who each begin on a drawn day
calendar_file  the same for a calendar program
drawing   all of it: draw, and write it where no other plan runs
kept      what was done on the days of the plan
noise     what a person's days do by themselves
power     what a plan would find
words     all of it in sentences
"""

from analysis.planning.plan import Plan, draw_plan
from analysis.planning.words import say_plan, say_reach

__all__ = ["Plan", "draw_plan", "say_plan", "say_reach"]

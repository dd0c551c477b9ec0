"""One chart a file; results in, Axes out. Nothing is computed here.

For everybody:

trend         an outcome over days
before_after  days before and since, beside the difference
year          an outcome as a calendar, with the days of sessions
sessions      before and after each session
minutes       minutes and sessions a week
sides         left, right and their difference
rivals        an outcome above stress, sleep, sitting
dose          minutes a week beside an outcome
dose_curve    whether a few minutes suffice
coverage      what was logged when
summary       one page for a visit
client        one page a client, for a physio or a coach
plan          a plan, day by day
power         what plans would find

For papers and for doubts:

changes       all measures as a forest
placebo       the change at every other possible start
cohort        several people, their mean and a new one
lags          links on the same and on later days
ruler         repeated readings

What they share:

colours       colours by meaning, on light and on dark paper
style         the look and the size; drawing again in another
frame         title, answer, legend, day axes
scale         how much of a scale an axis shows
phased        ground, points and means of days with phases
panels        the same chart for several series, one below the other
describe      alt text kept with a figure, and the text that stands for its drawing
a4            a sheet of paper that is filled from the top
save          PNG, SVG, PDF with words inside
notebook      what a notebook shows beside a picture
"""

from analysis.charts.before_after import describe_before_after, plot_before_after
from analysis.charts.changes import describe_changes, plot_changes
from analysis.charts.client import describe_client, draw_pages, plot_client
from analysis.charts.cohort import describe_cohort, plot_cohort
from analysis.charts.colours import use_theme
from analysis.charts.coverage import describe_log, plot_log
from analysis.charts.dose import describe_dose, plot_dose
from analysis.charts.dose_curve import describe_dose_curve, plot_dose_curve
from analysis.charts.lags import describe_lags, plot_lags
from analysis.charts.minutes import describe_minutes, plot_minutes
from analysis.charts.notebook import show_figures_as_text
from analysis.charts.panels import plot_panels
from analysis.charts.placebo import describe_placebo, plot_placebo
from analysis.charts.plan import describe_plan, plot_plan
from analysis.charts.power import describe_power, plot_power
from analysis.charts.rivals import describe_rivals, plot_rivals
from analysis.charts.ruler import describe_ruler, plot_ruler
from analysis.charts.save import save_chart
from analysis.charts.sessions import describe_sessions, plot_sessions
from analysis.charts.sides import describe_sides, plot_sides
from analysis.charts.style import redraw, use_size
from analysis.charts.summary import describe_summary, plot_summary
from analysis.charts.trend import describe_trend, plot_trend
from analysis.charts.year import describe_calendar, plot_calendar

__all__ = [
    "describe_before_after",
    "describe_calendar",
    "describe_changes",
    "describe_client",
    "describe_cohort",
    "describe_dose",
    "describe_dose_curve",
    "describe_lags",
    "describe_log",
    "describe_minutes",
    "describe_placebo",
    "describe_plan",
    "describe_power",
    "describe_rivals",
    "describe_ruler",
    "describe_sessions",
    "describe_sides",
    "describe_summary",
    "describe_trend",
    "draw_pages",
    "plot_before_after",
    "plot_calendar",
    "plot_changes",
    "plot_client",
    "plot_cohort",
    "plot_dose",
    "plot_dose_curve",
    "plot_lags",
    "plot_log",
    "plot_minutes",
    "plot_panels",
    "plot_placebo",
    "plot_plan",
    "plot_power",
    "plot_rivals",
    "plot_ruler",
    "plot_sessions",
    "plot_sides",
    "plot_summary",
    "plot_trend",
    "redraw",
    "save_chart",
    "show_figures_as_text",
    "use_size",
    "use_theme",
]

"""One chart a file; results in, Axes out. Nothing is computed here.

style         colours by meaning, date axes, the look
describe      alt text kept with a figure, and the text that stands for its drawing
panels        the same chart for several series, one below the other
trend         an outcome over days
before_after  days before and since, beside the difference
minutes       minutes a week
"""

from analysis.charts.before_after import describe_before_after, plot_before_after
from analysis.charts.describe import show_figures_as_text
from analysis.charts.minutes import describe_minutes, plot_minutes
from analysis.charts.panels import plot_panels
from analysis.charts.trend import describe_trend, plot_trend

__all__ = [
    "describe_before_after",
    "describe_minutes",
    "describe_trend",
    "plot_before_after",
    "plot_minutes",
    "plot_panels",
    "plot_trend",
    "show_figures_as_text",
]

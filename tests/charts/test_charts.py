"""What is drawn is what the log holds and what the results say: read back from the Axes."""

from __future__ import annotations

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis.charts import (
    describe_before_after,
    describe_minutes,
    describe_trend,
    plot_before_after,
    plot_minutes,
    plot_panels,
    plot_trend,
)
from analysis.charts.describe import alt_text, figure_text
from analysis.charts.style import PHASE_COLOURS, set_day_axis
from analysis.comparison import Comparison
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import find_phases
from analysis.schema import METRICS, conform
from analysis.simulate import simulate_logs
from analysis.training import sum_weeks


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def book():
    logs = simulate_logs("rom_improves", days=120, start="2026-03-02", rng=np.random.default_rng(3)).logs
    return Logbook(logs, find_phases(logs), is_example=False)


def pick(book, metric, side=None) -> Comparison:
    return next(c for c in book.compare([metric]) if side is None or c.key.side == side)


def points(ax):
    """(x, y) of every marker of readings."""
    drawn = [line for line in ax.lines if line.get_marker() == "o"]
    x = np.concatenate([np.asarray(line.get_xdata(), float) for line in drawn])
    y = np.concatenate([np.asarray(line.get_ydata(), float) for line in drawn])
    return x, y


def test_every_day_of_the_log_is_drawn_and_nothing_else(book):
    comparison = pick(book, "rom", "left")
    x, y = points(plot_trend(comparison))
    order = np.argsort(x)
    assert x[order] == pytest.approx(mdates.date2num(comparison.series.index))
    assert y[order] == pytest.approx(comparison.series.to_numpy())


def test_points_are_joined_only_where_no_day_is_missing(book):
    ax = plot_trend(pick(book, "pain"))
    joined = [line for line in ax.lines if line.get_marker() == "None" and line.get_linewidth() < 1]
    for line in joined:
        steps = np.diff(np.asarray(line.get_xdata(), float))
        assert (steps[~np.isnan(steps)] == 1).all()


def test_weekly_readings_are_joined_where_no_week_is_missing():
    log = short_book([4, 5, 6, 3, 4, 5, 2, 3], every=7)
    line = next(x for x in plot_trend(pick(log, "pain")).lines if x.get_marker() == "None")
    assert np.isnan(np.asarray(line.get_xdata(), float)).sum() == 0


def test_phase_means_and_their_intervals_are_the_ones_handed_in(book):
    comparison = pick(book, "rom", "right")
    ax = plot_trend(comparison)
    verdict = comparison.verdict
    means = [line.get_ydata()[0] for line in ax.lines if line.get_linewidth() > 2]
    assert means == pytest.approx([verdict.mean_a.estimate, verdict.mean_b.estimate])
    bands = [band.get_paths()[0].vertices[:, 1] for band in ax.collections]
    assert [end for b in bands for end in (b.min(), b.max())] == pytest.approx(
        [verdict.mean_a.low, verdict.mean_a.high, verdict.mean_b.low, verdict.mean_b.high]
    )


def test_the_difference_panel_shows_the_intervals_handed_in(book):
    comparison = pick(book, "rom", "right")
    ax = plot_before_after(comparison)
    side = next(other for other in ax.figure.axes if other is not ax)
    ends = [tuple(line.get_ydata()) for line in side.lines if line.get_linewidth() == 1.2]
    verdict = comparison.verdict
    assert ends == [(c.low, c.high) for c in (verdict.change, verdict.mean_difference)]
    diamonds = [line.get_ydata()[0] for line in side.lines if line.get_marker() == "D"]
    assert diamonds == [verdict.change.estimate, verdict.mean_difference.estimate]
    assert len(points(ax)[1]) == verdict.n_a + verdict.n_b


@pytest.mark.parametrize("metric", ["pain", "tightness", "rom", "stress"])
def test_chart_and_sentence_do_not_contradict_each_other(book, metric):
    for comparison in book.compare([metric]):
        ax = plot_before_after(comparison)
        side = next(other for other in ax.figure.axes if other is not ax)
        low, high = next(line.get_ydata() for line in side.lines if line.get_linewidth() == 1.2)
        crosses = low <= 0 <= high
        changed = "than before: about" in comparison.sentence or "Looked at alone" in comparison.sentence
        assert crosses != changed


def test_a_rating_shows_its_whole_scale(book):
    low, high = plot_trend(pick(book, "pain")).get_ylim()
    assert low < 0
    assert high > 10


def test_phases_are_told_by_shape_as_well_as_by_colour(book):
    ax = plot_trend(pick(book, "pain"))
    fills = {line.get_color(): line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"}
    assert fills == {PHASE_COLOURS["A"]: "white", PHASE_COLOURS["B"]: PHASE_COLOURS["B"]}


def test_minutes_a_week_add_up_and_skipped_weeks_are_places(book):
    training = book.training()
    ax = plot_minutes(training)
    heights = sum(bar.get_height() for bar in ax.patches)
    assert heights == pytest.approx(book.logs.sessions["minutes"].sum())
    assert (np.diff(training.minutes.index) == pd.Timedelta(days=7)).all()
    assert training.total == book.logs.sessions["session_id"].nunique()


def test_a_log_without_sessions_says_so_in_words():
    ax = plot_minutes(sum_weeks(Logs()))
    assert "No minutes to show" in ax.texts[0].get_text()
    assert describe_minutes(sum_weeks(Logs())) == "Minutes a week: no session in this log."


def test_a_log_without_a_start_is_drawn_without_a_comparison(book):
    logs = Logs(outcomes=book.logs.outcomes, files=book.logs.files)
    alone = Logbook(logs, find_phases(logs), is_example=False)
    comparison = pick(alone, "pain")
    assert len(points(plot_trend(comparison))[0]) == len(comparison.series)
    assert "no start of a routine is known" in plot_before_after(comparison).texts[0].get_text()


def short_book(values, *, every=1, start=None):
    days = pd.date_range("2026-03-02", periods=len(values), freq=f"{every}D")
    frame = pd.DataFrame({"date": days, "value": values})
    frame = frame.assign(metric="pain", side="unknown", moment="none", kind="exact", person="me")
    frame = frame.assign(row_id="r", file_id="f", line=1)
    logs = Logs(outcomes=conform(frame, "outcomes"))
    return Logbook(logs, find_phases(logs, start=start or "2026-03-04"), is_example=False)


@pytest.mark.parametrize("values", [[4], [4, 5], [4, 5, 6, 3], [0] * 8])
def test_logs_of_a_few_days_are_drawn(values):
    comparison = pick(short_book(values), "pain")
    assert len(points(plot_trend(comparison))[0]) == len(values)
    plot_before_after(comparison)
    assert "nan" not in describe_trend(comparison) + describe_before_after(comparison)


def test_alt_text_and_drawing_text_carry_the_figures(book):
    comparisons = book.compare(["rom"])
    axes = plot_panels(comparisons, plot_trend)
    figure = axes[0].figure
    assert alt_text(figure) == "\n".join(describe_trend(c) for c in comparisons)
    assert "panel 2: 'Range of motion" in figure_text(figure)
    before = figure_text(figure)
    line = next(line for line in axes[0].lines if line.get_marker() == "o")
    line.set_ydata(np.asarray(line.get_ydata()) + 0.01)
    assert figure_text(figure) != before


def test_rcparams_stay_as_they_were(book):
    before = dict(plt.rcParams)
    plot_trend(pick(book, "pain"))
    assert dict(plt.rcParams) == before


def boxes_of(texts, renderer):
    return [text.get_window_extent(renderer) for text in texts if text.get_text() and text.get_visible()]


def overlaps(boxes):
    return [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.overlaps(b)]


@pytest.mark.parametrize("days", [3, 10, 16, 40, 75, 150, 400, 1100, 2500])
@pytest.mark.parametrize("first", ["2026-01-01", "2026-03-28", "2025-12-30"])
def test_labels_of_the_day_axis_never_overlap(days, first):
    figure, ax = plt.subplots(figsize=(9, 3.4))
    start = pd.Timestamp(first)
    set_day_axis(ax, start, start + pd.Timedelta(days=days - 1))
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    boxes = boxes_of(ax.get_xticklabels(), renderer)
    assert len(boxes) >= 2 if days > 3 else boxes
    assert not overlaps(boxes)


@pytest.mark.parametrize("stop", [20, 40])
def test_a_log_that_goes_on_after_the_routine_has_room_for_its_legend(stop):
    logs = simulate_logs("nothing_changes", days=150, start="2026-03-02", rng=np.random.default_rng(1)).logs
    first = logs.sessions["date"].min()
    some = logs.sessions[logs.sessions["date"] < first + pd.Timedelta(days=38 + stop)]
    stopped = Logs(sessions=some, outcomes=logs.outcomes, files=logs.files)
    log = Logbook(stopped, find_phases(stopped), is_example=True)
    comparison = pick(log, "pain")
    assert "after" in set(comparison.labels)
    assert "long after the last session" in comparison.sentence
    assert_no_overlap(plot_panels([comparison], plot_trend)[0].figure)


@pytest.mark.parametrize("days", [12, 60, 150])
@pytest.mark.parametrize("plot", [plot_trend, plot_before_after], ids=["trend", "before_after"])
def test_labels_legends_and_titles_never_overlap(days, plot):
    logs = simulate_logs(
        "nothing_changes", days=days, start="2026-03-02", rng=np.random.default_rng(days)
    ).logs
    log = Logbook(logs, find_phases(logs), is_example=True)
    axes = plot_panels(log.compare(METRICS), plot)
    assert_no_overlap(axes[0].figure)


def assert_no_overlap(figure):
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    texts = []
    for ax in figure.axes:
        texts += [*ax.get_xticklabels(), ax.title, ax._left_title, ax._right_title, ax.xaxis.label]
        texts += [*ax.texts, *(ax.get_legend().get_texts() if ax.get_legend() else [])]
    assert not overlaps(boxes_of(texts, renderer))


def test_the_ground_changes_colour_at_the_start_and_not_at_the_next_reading():
    log = short_book([4, 5, 6, 3, 4, 5, 2, 3], every=7, start="2026-03-20")
    ax = plot_trend(pick(log, "pain"))
    edges = sorted(
        {
            round(x, 1)
            for patch in ax.patches
            for x in patch.get_extents().transformed(ax.transData.inverted()).intervalx
        }
    )
    assert round(float(mdates.date2num(pd.Timestamp("2026-03-20"))) - 0.5, 1) in edges
    assert len(edges) == 3

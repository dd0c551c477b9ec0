"""What is said beside a plan: nothing of before and since where the routine comes and goes, and nothing false."""

from __future__ import annotations

import re
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import charts
from analysis.aspects.explanations import rival_table, say_explanations, say_found
from analysis.aspects.sensitivity import say_sensitivity
from analysis.charts.describe import alt_text
from analysis.charts.style import figure_of
from analysis.logbook import OUTCOMES, open_logbook
from tests.planning.made_plans import draw, log_days

FALSE = re.compile(
    r"\bsince\b|the start\b|\bbefore\b(?! the plan| and after)|routine began|came and went", re.IGNORECASE
)
"""Words of one start; days before the plan are rightly called so."""
COMING = ["abab", "alternating", "blocks"]


def book_of(folder, kind, *, upto=None, effect=-2.5, keep=None, **wish):
    plan = draw(folder, kind, **wish)
    log_days(folder, plan, effect=effect, upto=upto)
    if keep is not None:
        head, *rows = (folder / "diary.csv").read_text(encoding="utf-8").splitlines()
        chosen = [rows[place] for place in keep]
        (folder / "diary.csv").write_text("\n".join([head, *chosen]) + "\n", encoding="utf-8")
    return open_logbook(folder)


def everything(book):
    """All sentences and words of charts that may speak of a start."""
    yield from (str(book.summary()), str(book.progress()), str(book.explanations()))
    yield str(book.answers(book.compare(), OUTCOMES))
    yield from (one.headline for one in book.compare())
    yield from (one.answer_word for one in book.compare())
    yield from say_sensitivity(book.sensitivities(OUTCOMES))
    yield from rival_table(book.rivals_beside(OUTCOMES)).columns
    drawn = [
        *((charts.plot_trend, one) for one in book.compare()),
        *((charts.plot_before_after, one) for one in book.compare()),
        *((charts.plot_rivals, one) for one in book.rivals_beside(OUTCOMES)),
        *((charts.plot_placebo, one) for one in book.placebos(OUTCOMES)),
        *((charts.plot_calendar, one) for one in book.calendar(OUTCOMES)),
        (charts.plot_changes, book.changes()[0]),
        (charts.plot_minutes, book.training()),
        (charts.plot_log, book.coverage()[0]),
        (charts.plot_summary, book.visit()),
    ]
    for plot, given in drawn:
        figure = figure_of(plot(given))
        yield alt_text(figure)
        for ax in figure.axes:
            legend = ax.get_legend()
            words = [
                ax.title,
                ax._left_title,
                ax._right_title,
                *ax.texts,
                *(legend.get_texts() if legend else []),
                ax.xaxis.label,
                *ax.get_xticklabels(),
            ]
            yield from (text.get_text() for text in words)
        plt.close(figure)


@pytest.mark.parametrize("kind", COMING)
@pytest.mark.parametrize(
    "log",
    [
        {},
        {"effect": 2.5},
        {"upto": 20},
        {"upto": 2},
        {"keep": (0, 9, 41)},
        {"keep": (0, 1, 2, 3, 25, 26, 27, 41)},
    ],
    ids=["ended", "worse", "running", "begun", "three readings", "few readings"],
)
def test_nothing_is_said_of_a_start_where_the_routine_comes_and_goes(tmp_path, kind, log):
    book = book_of(tmp_path, kind, days=42, **log)
    assert [text for text in everything(book) if FALSE.search(text)] == []


def test_too_few_days_of_a_running_plan_are_early_and_not_a_short_baseline(tmp_path):
    one = book_of(tmp_path, "abab", upto=2).pick("tightness")
    assert one.sentence == (
        "Tightness: too early to say, with 2 days without the routine and 0 days with it. "
        "Next: keep to the plan, and log on every day of it."
    )
    assert one.headline == "Too early to say: 2 days without the routine, 0 with it."


def test_before_the_first_day_of_one_drawn_start_nothing_asks_for_another_baseline(tmp_path):
    one = book_of(tmp_path, "start", upto=1).pick("tightness")
    assert one.headline == "Too early to say: 1 day before the start, 0 since."
    assert one.sentence.endswith("Next: keep to the plan, and log on every day of it.")


def test_an_open_answer_of_a_plan_that_has_ended_asks_for_a_longer_plan_and_no_more_days(tmp_path):
    plan = draw(tmp_path, "abab")
    marks = plan.marks()[""]
    rows = [f"{day:%Y-%m-%d},{1 + 8 * (place % 2) - on}" for place, (day, on) in enumerate(marks.items())]
    (tmp_path / "diary.csv").write_text(
        "\n".join(["Date,Tightness", *rows[::5], rows[-2], rows[-1]]), encoding="utf-8"
    )
    said = open_logbook(tmp_path).pick("tightness").sentence
    assert "cannot tell yet" in said
    assert said.endswith(
        "Next: a longer plan would tell more; 'Plan next month' says how long, and draws it."
    )


def test_several_looks_are_not_called_one(tmp_path):
    book = book_of(tmp_path, "abab", upto=30, effect=0, looks=3)
    said = str(book.answers(book.compare(), OUTCOMES))
    assert "The plan runs until 12 April 2026; before that, only a clear change is said." in said
    assert "once" not in said


def test_no_step_is_held_against_other_starts_while_the_first_stretch_of_a_plan_runs(tmp_path):
    book = book_of(tmp_path, "abab", upto=22)
    marks = book.phases.on_file.marks.iloc[:22, 0].astype(int)
    assert marks.diff().min() >= 0
    found = book.placebos(OUTCOMES)[0]
    assert found.reason.startswith("The routine comes and goes by a plan")
    assert "no other start or window" in say_sensitivity(book.sensitivities(OUTCOMES))[0]


def test_what_a_draw_rules_out_is_no_other_explanation_beside_it(tmp_path):
    book = book_of(tmp_path, "abab", effect=-3)
    one = book.pick("tightness")
    assert one.verdict.lot_p is not None
    flagged = [_with_flags(one, *flags) for flags in (("started_at_worst",), ("rival_shift",))]
    assert say_found(flagged[:1]) == ""
    assert "something else changed at the same time" in say_found(flagged[1:])


def _with_flags(one, *flags):
    return replace(one, verdict=replace(one.verdict, flags=flags))


def test_what_else_was_logged_is_told_by_days_with_and_without(tmp_path):
    beside = book_of(tmp_path, "abab").rivals_beside(OUTCOMES)
    assert rival_table(beside).columns.tolist() == ["Mean without", "Mean with", "With the routine"]
    assert say_explanations(beside) == "No change on days with the routine is shown for stress."


def test_pain_that_is_higher_with_a_routine_that_comes_and_goes_is_told_by_its_days(tmp_path):
    plan = draw(tmp_path, "abab")
    marks = plan.marks()[""]
    rows = [f"{day:%Y-%m-%d},{3 + place % 2 + 2 * on}" for place, (day, on) in enumerate(marks.items())]
    (tmp_path / "diary.csv").write_text("\n".join(["Date,Pain", *rows[:-1]]), encoding="utf-8")
    said = open_logbook(tmp_path).pick("pain").sentence
    assert "points higher on days with the routine. Whatever the cause, ease off" in said


def test_a_start_line_stays_where_one_start_was_drawn(tmp_path):
    book = book_of(tmp_path, "start")
    start = pd.Timestamp(book.phases.plan.schedule.start)
    assert (book.training().start, book.coverage()[0].start) == (start, start)

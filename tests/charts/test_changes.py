"""The forest shows the numbers handed in, where they lie and with the word of each answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_hex

from analysis.aspects.changes import Change, Changes, Scaled, find_changes
from analysis.charts.changes import describe_changes, plot_changes
from analysis.charts.colours import THEMES, use_theme
from analysis.charts.describe import alt_text
from analysis.charts.panels import plot_panels
from analysis.charts.style import use_size
from analysis.errors import DataError
from tests.charts.drawn import assert_readable

TITLE = "Every outcome: the change at the start"
WORDS = ("better", "worse", "higher", "lower", "no meaningful change", "cannot tell yet")


def made_change(name="Range of motion, right hip", **changes):
    made = Change(
        name=name,
        unit="deg",
        role="also looked at",
        answer_word="better",
        improvement=1,
        n_a=19,
        n_b=61,
        spread=2.5,
        change=Scaled(6.0, 3.7, 7.9, 4.2, 7.6),
    )
    return replace(made, **changes)


def fallen(**changes):
    return made_change("Pain", unit="points", change=Scaled(-1.0, -2.5, 0.5, -2.0, 0.2), **changes)


def made_changes(*rows, left_out=()):
    return Changes(TITLE, rows, left_out)


def many(n, *, left_out=6):
    """So many rows with every answer, long names and every role."""
    rows = []
    for i in range(n):
        long = f"Range of motion in internal rotation, {('left', 'right')[i % 2]} hamstring"
        role = "main" if i == 0 else "also looked at" if i < 0.7 * n else "rival"
        make = made_change if i % 2 else fallen
        row = make(role=role, answer_word=WORDS[i % 6], n_a=10 ** (1 + i % 3))
        rows.append(replace(row, name=long if i % 3 == 0 else row.name))
    gone = [(f"Reach {i}, left hip", "too few days: 2 before, 30 since") for i in range(left_out)]
    return made_changes(*rows, left_out=tuple(gone))


def marks(ax):
    return [line for line in ax.lines if line.get_marker() != "None"]


def intervals(ax, width):
    found = [line for line in ax.lines if line.get_linewidth() == width and line.get_marker() == "None"]
    return [tuple(np.asarray(line.get_xdata(), float)) for line in found]


def words(ax):
    return [text.get_text() for text in ax.texts]


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


@pytest.mark.parametrize("size", ["page", "phone"])
def test_steps_and_intervals_stand_at_the_change_over_the_spread(size):
    with use_size(size):
        ax = plot_changes(made_changes(made_change(), fallen(spread=0.5)))
    assert [float(line.get_xdata()[0]) for line in marks(ax)] == pytest.approx([2.4, -2.0])
    assert intervals(ax, 1.2) == [pytest.approx((1.48, 3.16)), pytest.approx((-5.0, 1.0))]
    assert intervals(ax, 3.4) == [pytest.approx((1.68, 3.04)), pytest.approx((-4.0, 0.4))]


def test_a_fall_stays_left_of_zero_where_lower_is_better():
    ax = plot_changes(made_changes(fallen(improvement=-1)))
    assert float(marks(ax)[0].get_xdata()[0]) < 0
    assert ax.get_xlabel().index("lower") < ax.get_xlabel().index("higher")
    assert "change, in day-to-day spreads" in ax.get_xlabel()
    assert "SD around the phase means" in ax.get_xlabel()


@pytest.mark.parametrize("sign", [1, -1])
def test_either_side_of_zero_is_in_sight(sign):
    change = Scaled(
        *(sign * x for x in ((6.0, 3.7, 7.9, 4.2, 7.6) if sign > 0 else (6.0, 7.9, 3.7, 7.6, 4.2)))
    )
    ax = plot_changes(made_changes(made_change(change=change)))
    low, high = ax.spines["bottom"].get_bounds()
    assert low < -0.25
    assert high > 0.25
    assert any(tuple(line.get_xdata()) == (0, 0) for line in ax.lines)


@pytest.mark.parametrize(
    ("word", "sign", "marker", "colour", "entry"),
    [
        ("better", 1, ">", "better", "better (higher)"),
        ("better", -1, "<", "better", "better (lower)"),
        ("worse", 1, ">", "worse", "worse (higher)"),
        ("worse", -1, "<", "worse", "worse (lower)"),
        ("higher", 1, "D", "ink", "higher or lower (not known which is better)"),
        ("lower", -1, "D", "ink", "higher or lower (not known which is better)"),
        ("no meaningful change", 1, "s", "quiet", "no meaningful change"),
        ("cannot tell yet", -1, "o", "ink", "cannot tell yet"),
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_answer_has_its_marker_colour_and_word(word, sign, marker, colour, entry, theme):
    row = made_change(answer_word=word) if sign > 0 else fallen(answer_word=word)
    with use_theme(theme):
        ax = plot_changes(made_changes(row))
    (mark,) = marks(ax)
    assert mark.get_marker() == marker
    assert to_hex(mark.get_color()).upper() == getattr(THEMES[theme], colour)
    face = "paper" if word == "cannot tell yet" else colour
    assert to_hex(mark.get_markerfacecolor()).upper() == getattr(THEMES[theme], face)
    assert legend(ax) == [entry]


def test_the_legend_has_only_what_occurs_in_one_order():
    rows = [fallen(answer_word="cannot tell yet"), made_change(), made_change(answer_word="worse")]
    assert legend(plot_changes(made_changes(*rows))) == [
        "better (higher)",
        "worse (higher)",
        "cannot tell yet",
    ]


@pytest.mark.parametrize(
    ("unit", "change", "said"),
    [
        ("deg", Scaled(6.0, 3.7, 7.9, 4.2, 7.6), "6 degrees higher, likely 3.7 to 7.9"),
        ("deg", Scaled(-6.0, -7.9, -3.7, -7.6, -4.2), "6 degrees lower, likely 3.7 to 7.9"),
        ("points", Scaled(-1.0, -2.5, 0.5, -2.0, 0.2), "1 point lower, likely 2.5 lower to 0.5 higher"),
        ("points", Scaled(0.0, -1.0, 1.0, -0.8, 0.8), "no change, likely 1 lower to 1 higher"),
        ("h", Scaled(0.3, 0.0, 0.6, 0.1, 0.5), "0.3 hours higher, likely 0 to 0.6"),
        (
            "count",
            Scaled(1500.0, -20.0, 3020.0, 5.0, 3000.0),
            "1,500 higher, likely 20 lower to 3,020 higher",
        ),
    ],
)
def test_the_amount_is_said_with_its_likely_range_beside_the_row_or_below_the_name(unit, change, said):
    changes = made_changes(made_change(unit=unit, change=change, answer_word="cannot tell yet"))
    page = plot_changes(changes)
    with use_size("phone"):
        phone = plot_changes(changes)
    assert words(phone)[:3] == ["Range of motion, right hip", said, "19 days before, 61 since"]
    assert words(page)[:4] == ["Range of motion, right hip", "19 days before, 61 since", *said.split(", ", 1)]
    assert said in describe_changes(changes)


def test_rows_stand_in_their_order_under_the_headings_of_their_groups():
    rows = [made_change("Reach", role="main"), fallen(), made_change("Stress", role="rival")]
    ax = plot_changes(made_changes(*rows))
    named = [
        "Main measure",
        "Reach",
        "Also looked at",
        "Pain",
        "May explain a change, not counted",
        "Stress",
    ]
    heights = [next(t.get_position()[1] for t in ax.texts if t.get_text() == name) for name in named]
    assert heights == sorted(heights)
    assert ax.get_ylim()[0] > ax.get_ylim()[1] == 0
    middles = [float(line.get_ydata()[0]) for line in marks(ax)]
    assert [heights[1] < middles[0] < heights[2], heights[3] < middles[1] < heights[4]] == [True, True]


def test_without_a_main_measure_only_what_may_explain_a_change_has_a_heading():
    shown = words(plot_changes(made_changes(fallen(), made_change("Stress", role="rival"))))
    assert "Also looked at" not in shown
    assert "May explain a change, not counted" in shown
    only = words(plot_changes(made_changes(made_change("Stress", role="rival"))))
    assert only[0] == "May explain a change, not counted"


def test_the_note_says_that_the_intervals_are_not_adjusted_where_there_are_several():
    said = "the intervals are not adjusted for their number"
    note = " ".join(words(plot_changes(made_changes(made_change(), fallen())))).replace("\n", " ")
    assert said in note
    assert "Holm" in note
    assert said not in " ".join(words(plot_changes(made_changes(made_change())))).replace("\n", " ")
    with_rival = describe_changes(made_changes(fallen(), made_change(role="rival")))
    assert said in with_rival
    assert "Holm" not in with_rival


def test_four_of_those_left_out_are_named_and_the_others_counted():
    below = words(plot_changes(many(3)))
    text = next(text for text in below if text.startswith("Not compared")).replace("\n", " ")
    named = [f"Reach {i}, left hip (too few days: 2 before, 30 since)" in text for i in range(6)]
    assert named == [True] * 4 + [False] * 2
    assert text.endswith("and 2 more.")
    assert "more" not in describe_changes(many(3, left_out=4)).split("Not compared")[1]
    assert not any(text.startswith("Not compared") for text in words(plot_changes(made_changes(fallen()))))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("n", [0, 1, 7, 15])
def test_it_is_readable_with_any_number_of_rows(n, size, theme):
    with use_size(size), use_theme(theme):
        ax = plot_changes(many(n))
    assert_readable(ax.figure)
    assert len(marks(ax)) == n


@pytest.mark.parametrize("size", ["page", "phone"])
def test_words_stay_off_the_intervals(size):
    with use_size(size):
        ax = plot_changes(many(15))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    for line in (line for line in ax.lines if line.get_linewidth() == 1.2):
        (x0, y), (x1, _) = ax.transData.transform(np.column_stack([line.get_xdata(), line.get_ydata()]))
        assert not any(box.y0 < y < box.y1 and box.x0 < x1 and x0 < box.x1 for box in boxes)


def test_the_height_grows_with_the_rows():
    heights = [plot_changes(many(n)).figure.get_size_inches()[1] for n in (1, 5, 10, 15)]
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("size", ["page", "phone"])
def test_panels_keep_their_words_apart(size):
    with use_size(size):
        axes = plot_panels([many(3), many(7)], plot_changes)
    assert_readable(axes[0].figure)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_a_log_without_a_comparison_says_so_in_words(size):
    changes = made_changes(left_out=(("Pain", "no start known"),))
    with use_size(size):
        ax = plot_changes(changes)
    assert not ax.axison
    said = " ".join(words(ax)).replace("\n", " ")
    assert said == "No outcome of this log can be compared. Not compared: Pain (no start known)."
    assert describe_changes(changes).endswith("Pain (no start known).")
    assert describe_changes(made_changes()) == f"{TITLE}: no outcome can be compared."


def test_the_alt_text_has_the_figures_of_every_row():
    changes = made_changes(made_change(role="main"), fallen(answer_word="cannot tell yet"))
    assert alt_text(plot_changes(changes).figure) == describe_changes(changes)
    text = describe_changes(changes)
    first = (
        "Main measure: Range of motion, right hip 6 degrees higher, likely 3.7 to 7.9, "
        "in spreads 2.4 (1.5 to 3.2), better; 19 days before, 61 since."
    )
    assert first in text
    assert "Also looked at: Pain 1 point lower" in text
    assert text.endswith(".")
    assert "\n" not in text
    assert "nan" not in text


def test_a_log_is_drawn_as_it_was_found(book):
    changes = find_changes(book.compare())
    ax = plot_changes(changes)
    drawn = [float(line.get_xdata()[0]) for line in marks(ax)]
    assert drawn == pytest.approx([row.change.estimate / row.spread for row in changes.rows])
    assert ax.get_title(loc="left") == changes.title


def test_another_thing_than_changes_is_refused(book):
    with pytest.raises(
        DataError, match=r"for Changes, not for tuple - take open_logbook\(...\)\.changes\(\)"
    ):
        plot_changes(book.compare())  # type: ignore[arg-type]

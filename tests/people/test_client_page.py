"""This visit against the last and the start, counted by hand; target and last entry in words."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd
import pytest

from analysis.people import Client, ClientRow, open_clients
from analysis.people.client import say_last_entry, say_next_visit
from analysis.people.page import say_target
from analysis.people.periods import find_periods
from tests.charts.drawn import short_book
from tests.people.made import write_table

DAY = pd.Timestamp
TODAY = datetime.date(2026, 3, 22)


def write_counted(folder, *, sessions=True):
    """Days 1 to 20 of March with pain 1 to 10 and 10 to 1, and a session from the 5th on every second day."""
    pain = [*range(1, 11), *range(10, 0, -1)]
    minutes = [10 if sessions and day >= 5 and day % 2 else "" for day in range(1, 21)]
    rows = [f"2026-03-{day:02d},{pain[day - 1]},{minutes[day - 1]}" for day in range(1, 21)]
    (folder / "Anna").mkdir(parents=True)
    text = "\n".join(["Date,Pain (0-10),Minutes of hip flexor stretching", *rows, ""])
    (folder / "Anna" / "log.csv").write_text(text)


def page_of(folder, row, **options):
    write_table(folder, row)
    return open_clients(folder, today=TODAY, **options).pages()[0]


def test_the_means_of_the_periods_are_those_of_their_days(tmp_path):
    write_counted(tmp_path)
    page = page_of(tmp_path, "Anna,2026-03-05,2026-03-08 2026-03-15 2026-03-25,pain,,,")
    assert page.table.columns.tolist() == [
        "Outcome",
        "before start",
        "between visits",
        "since last visit",
        "Answer",
    ]
    # 1..4; days 8 to 14: 8, 9, 10, 10, 9, 8, 7; days 15 to 20: 6, 5, 4, 3, 2, 1
    assert page.table.iloc[0, :4].tolist() == [
        "Pain (points)",
        "2.5 (4 days)",
        "8.7 (7 days)",
        "3.5 (6 days)",
    ]
    assert page.table.iloc[1].tolist() == ["Days with a session", "0 of 4", "3 of 7", "3 of 6", ""]
    assert "before 5 March; 8 March to 14 March; from 15 March on" in page.table_note


def test_after_one_visit_the_days_between_start_and_visit_stand_in_the_middle(tmp_path):
    write_counted(tmp_path)
    page = page_of(tmp_path, "Anna,2026-03-05,2026-03-15,pain,,,")
    # days 5 to 14: 5, 6, 7, 8, 9, 10, 10, 9, 8, 7
    assert page.table.iloc[0, 1:4].tolist() == ["2.5 (4 days)", "7.9 (10 days)", "3.5 (6 days)"]
    assert page.table.columns[2] == "start to visit"


def test_without_a_visit_first_days_stand_against_last_days(tmp_path):
    write_counted(tmp_path)
    page = page_of(tmp_path, "Anna,2026-03-05,2026-03-22,pain,,,")
    assert page.table.columns.tolist() == ["Outcome", "first days", "last days", "Answer"]
    assert page.table_note.startswith("No visit before today is noted.")


def test_a_visit_today_is_not_yet_one_to_compare_with(tmp_path):
    write_counted(tmp_path)
    page = page_of(tmp_path, "Anna,2026-03-05,2026-03-15 2026-03-22,pain,,,")
    assert page.table.columns[2] == "start to visit"


def test_a_period_without_a_reading_says_so(tmp_path):
    write_counted(tmp_path, sessions=False)
    page = page_of(tmp_path, "Anna,2026-03-05,2026-03-10 2026-03-21,pain,,,")
    assert page.table.iloc[0, 3] == "no reading"
    assert len(page.table) == 1


@pytest.mark.parametrize(
    ("visits", "start", "names"),
    [
        ((), "2026-03-16", []),
        (("2026-03-10",), "2026-03-16", ["before start", "since last visit"]),
        (("2026-03-10",), None, ["before visit", "since last visit"]),
        (("2026-03-10", "2026-03-12", "2026-03-20"), None, ["between visits", "since last visit"]),
    ],
)
def test_periods_are_made_of_the_last_two_visits_and_the_start(visits, start, names):
    found = find_periods([DAY(day) for day in visits], None if start is None else DAY(start))
    assert [one.name for one in found] == names


@pytest.mark.parametrize(
    ("values", "target", "said"),
    [
        ([6, 6, 2, 2], 3.0, "3 points, not reached: the last 14 days average 4 (4 days), 1 point to go."),
        ([6, 6, 2, 2], 4.0, "4 points, reached: the last 14 days average 4 (4 days)."),
        ([6, 6, 2, 2], None, ""),
    ],
)
def test_a_target_is_held_against_the_mean_of_the_last_days(values, target, said):
    one = replace(short_book(values).compare(["pain"])[0], target=target)
    assert say_target(one).endswith(said)
    assert bool(say_target(one)) == bool(said)


def test_where_no_direction_is_known_the_days_before_the_start_say_which_way_the_target_lies():
    one = short_book([1, 1, 5, 5, 5, 5], metric="reach").compare(["reach"])[0]
    assert one.yardstick.improvement is None
    assert say_target(replace(one, target=3.0)).startswith("Target for reach: 3 cm, reached")
    assert "not reached" in say_target(replace(one, target=9.0))


@pytest.mark.parametrize(
    ("after", "said"),
    [(0, "today (20 March 2026)"), (1, "1 day ago"), (12, "12 days ago"), (-3, "which is after today")],
)
def test_the_last_entry_is_so_many_days_ago(tmp_path, after, said):
    write_counted(tmp_path)
    today = datetime.date(2026, 3, 20) + datetime.timedelta(days=after)
    (anna,) = open_clients(tmp_path, today=today).clients
    assert said in say_last_entry(anna, today)


def test_the_next_visit_is_named_whether_it_comes_is_today_or_is_over():
    row = ClientRow("Anna", next_visit=TODAY)
    day = datetime.timedelta(days=1)
    assert say_next_visit(row, TODAY) == "today (22 March 2026)"
    assert say_next_visit(row, TODAY - day) == "22 March 2026"
    assert say_next_visit(row, TODAY + day) == "22 March 2026, which is over"
    assert say_next_visit(ClientRow("Anna"), TODAY) == ""


def test_a_drawn_plan_says_how_far_it_was_kept(tmp_path):
    from analysis.simulate.planned import write_demo

    write_demo(tmp_path / "Anna", today=datetime.date(2026, 5, 1))
    (page,) = open_clients(tmp_path, today=datetime.date(2026, 5, 1)).pages()
    assert "days that were drawn with it" in page.done[1]


def test_a_client_without_an_entry_has_a_page_that_says_so(tmp_path):
    (tmp_path / "Anna").mkdir()
    (tmp_path / "Anna" / "diary.csv").write_text("Date,Pain (0-10)\n")
    page = page_of(tmp_path, "Anna,2026-04-05,,pain,,,2026-04-05")
    assert page.opened == "No day was logged. Next visit: 5 April 2026."


def test_no_page_is_made_where_there_is_no_log():
    from analysis.people.page import find_client_page

    with pytest.raises(ValueError, match="Client 01 has no log"):
        find_client_page(Client("Anna", "Client 01", ClientRow("Anna")), "Client 01", TODAY)

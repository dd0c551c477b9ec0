"""Dates: one order per column, from evidence, or a question."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.errors import DataError
from analysis.intake.clock import read_day_start, read_offset, read_time, read_zone
from analysis.intake.date_shapes import looks_like_date
from analysis.intake.dates import read_dates

TODAY = dt.date(2027, 1, 1)


def days(texts, **options):
    return read_dates(texts, today=TODAY, **options).day.astype(str).tolist()


def test_a_day_above_twelve_settles_the_order():
    assert days(["2/3/2026", "13/3/2026"]) == ["2026-03-02", "2026-03-13"]
    assert days(["2/3/2026", "3/13/2026"]) == ["2026-02-03", "2026-03-13"]


def test_an_order_that_is_not_settled_is_a_question():
    column = read_dates(["01/02/2026", "03/04/2026"], today=TODAY)
    assert "day_first=True" in column.question


def test_the_answer_counts_only_where_the_cells_do_not_settle_it():
    assert days(["1/2/2026"], day_first=True) == ["2026-02-01"]
    assert days(["1/2/2026"], day_first=False) == ["2026-01-02"]
    assert days(["1/2/2026", "1/13/2026"], day_first=True) == ["2026-01-02", "2026-01-13"]


def test_iso_dates_are_never_turned_around():
    assert days(["2019-10-01", "2019-10-02"], day_first=True) == ["2019-10-01", "2019-10-02"]


def test_a_weekday_beside_the_date_settles_the_order():
    assert days(["2/3/2026"], weekdays={0: {0}}) == ["2026-03-02"]
    assert days(["2/3/2026"], weekdays={0: {1}}) == ["2026-02-03"]
    assert days(["Mon 2/3/2026"]) == ["2026-03-02"]


def test_one_odd_date_among_many_is_left_out_and_not_turned():
    texts = [f"{day}/3/2026" for day in range(13, 29)] + ["3/27/2026"]
    column = read_dates(texts, today=TODAY)
    assert column.order == "day first"
    assert column.problems[len(texts) - 1][0] == "impossible_date"


def test_two_orders_in_one_column_are_a_question():
    assert "month first: 1" in read_dates(["13/3/2026", "3/13/2026"], today=TODAY).question


@pytest.mark.parametrize(
    "text",
    [
        "22nd Sep 2020", "Sep 22, 2020", "22 sept. 2020", "22. September 2020", "22 septembre 2020",
        "22 de septiembre de 2020", "22 settembre 2020", "22 de setembro de 2020", "22 september 2020",
        "22 września 2020", "mar., 22 sept. 2020", "Tuesday, 22 September 2020", "2020/9/22", "2020-09-22",
        "20200922", "22.09.20 ", "2020-09-22T10:00:00Z", "2020-09-22 10:00:00 +0200", "44096",
    ],
)  # fmt: skip
def test_dates_are_read_in_many_forms(text):
    assert days([text]) == ["2020-09-22"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("5 mars 2026", 3), ("5 März 2026", 3), ("5 marzo 2026", 3), ("5 março 2026", 3), ("5 maart 2026", 3),
        ("5 marts 2026", 3), ("5 marca 2026", 3), ("5 août 2026", 8), ("5 déc. 2026", 12), ("5 Dez 2026", 12),
        ("5 maj 2026", 5), ("5 ott 2026", 10), ("5 okt. 2026", 10), ("5 luglio 2026", 7), ("5 sierpnia 2026", 8),
        ("5 desember 2026", 12), ("5 kwietnia 2026", 4), ("5 ene 2026", 1), ("5 juin 2026", 6),
    ],
)  # fmt: skip
def test_months_are_read_in_all_languages(text, month):
    assert days([text]) == [f"2026-{month:02d}-05"]


@pytest.mark.parametrize(
    "text", ["banana", "7/10", "3-4", "n/a", "12.5", "2 apples 2026", "5 mai mai 2026", "99/99/2026"]
)
def test_what_is_no_date_is_no_date(text):
    assert days([text]) == ["NaT"] or read_dates([text], today=TODAY).question


def test_the_thirty_first_of_february_is_a_problem_not_a_day():
    column = read_dates(["31/02/2026", "2026-02-30"], today=TODAY)
    assert [rule for rule, _ in column.problems.values()] == ["impossible_date", "impossible_date"]


def test_a_day_after_today_is_a_problem():
    assert read_dates(["2027-01-05"], today=TODAY).problems[0][0] == "future_date"


def test_two_digit_years_turn_at_seventy():
    assert days(["13/1/26"]) == ["2026-01-13"]
    assert read_dates(["13/1/69"], today=TODAY).problems[0][0] == "future_date"
    assert days(["13/1/70"]) == ["1970-01-13"]


def test_years_in_front_with_two_digits_are_asked_about():
    assert "four digits" in read_dates(["26-03-02", "26-03-03", "26-03-04"], today=TODAY).question


def test_a_date_without_a_year_is_a_question():
    assert "year" in read_dates(["20 sierpnia", "21 sierpnia"], today=TODAY).question


def test_unix_time_is_utc_and_follows_the_zone():
    column = read_dates(["1751412600"], today=TODAY)
    assert column.utc.all()
    assert column.day.astype(str).tolist() == ["2025-07-01"]
    local = read_dates(["1751412600"], today=TODAY, zone=read_zone("Europe/Berlin"))
    assert local.day.astype(str).tolist() == ["2025-07-02"]
    assert not local.utc.any()
    assert local.offset.tolist() == [120]


def test_milliseconds_are_read_too():
    assert days(["1598774880000"]) == ["2020-08-30"]


def test_wall_time_stays_when_an_offset_is_written():
    column = read_dates(["2026/03/02 8:41:07 PM GMT+1"], today=TODAY)
    assert column.seconds.tolist() == [20 * 3600 + 41 * 60 + 7]
    assert column.offset.tolist() == [60]


def test_midnight_in_every_cell_is_no_time():
    assert read_dates(["2026-03-01 00:00:00", "2026-03-02 00:00:00"], today=TODAY).seconds.tolist() == [
        -1,
        -1,
    ]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7:30", 27000), ("7:30 pm", 70200), ("12:05 AM", 300), ("12:05 pm", 43500), ("19h30", 70200), ("7 pm", 68400),
        ("21.15 Uhr", 76500), ("8:41:07 PM GMT+1", 74467), ("2:09:12 pm CET", 50952), ("10:00:00 +0200", 36000),
        ("25:00", None), ("7", None), ("7:75", None), ("13:00 am", None), ("24:00", 86400), ("24:01", None),
        ("07:00-07:30", None), ("7:00-8", None), ("07:00:00-05:00", 25200), ("07:00 -05:00", 25200), ("10:00 -1900", None),
    ],
)  # fmt: skip
def test_clock_times_are_read_or_refused(text, seconds):
    clock = read_time(text)
    assert (clock.seconds if clock else None) == seconds


def test_offsets_and_zone_letters_are_read():
    assert [read_offset(z) for z in ("GMT+4", "+05:30", "-0400", "EST", "IST")] == [
        240,
        330,
        -240,
        -300,
        None,
    ]


def test_offsets_that_no_zone_has_are_none():
    assert [read_offset(z) for z in ("-19:00", "+14:30", "-12:30", "+05:20")] == [None] * 4
    assert [read_offset(z) for z in ("-12:00", "+14:00", "+05:45")] == [-720, 840, 345]


def test_a_weekday_behind_the_date_is_taken_off_and_kept():
    column = read_dates(
        ["2026-03-01 Sun", "1.3.2026 (So)", "<2026-03-02 Mon>", "2 March 2026 (Monday)"],
        today=TODAY,
        day_first=True,
    )
    assert column.day.astype(str).tolist() == ["2026-03-01", "2026-03-01", "2026-03-02", "2026-03-02"]
    assert column.weekday.tolist() == [6, 6, 0, 0]


def test_a_month_with_a_short_year_is_a_date_and_with_two_days_is_none():
    assert days(["10-Mar-13", "Mar 10, 13", "Mar-10-13"]) == ["2013-03-10"] * 3
    assert days(["10-13 March", "March 10-13"]) == ["NaT", "NaT"]


def test_an_unknown_zone_is_refused():
    with pytest.raises(DataError, match="IANA name"):
        read_zone("Berlin/Europe")


def test_a_day_cannot_start_in_the_afternoon():
    assert read_day_start("04:00") == 14400
    with pytest.raises(DataError, match="before noon"):
        read_day_start("16:00")


def test_ratings_do_not_look_like_dates():
    assert not looks_like_date("7/10")
    assert looks_like_date("1.4.2024")

"""Dates without a year: who says it, what contradicts it, and what is asked."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import load_logs


@pytest.fixture
def read(tmp_path):
    """Read a diary of these dates, one reading each."""

    def write(dates, name="log.csv", head="Date,Pain (0-10)", **options):
        path = tmp_path / name
        rows = [f"{date},{number % 9}" for number, date in enumerate(dates)]
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return load_logs(path, **options)

    return write


def days(logs):
    return logs.outcomes["date"].dt.strftime("%Y-%m-%d").tolist()


def said(year):
    return {"columns": {"Date": f"date {year}"}}


def test_without_a_word_about_the_year_it_is_asked_with_the_option_that_answers(read):
    with pytest.raises(NeedsAnswer, match=r"columns=\{'Date': 'date 2025'\}"):
        read(["1 Mar", "2 Mar"])


def test_the_answer_counts_on_over_new_year(read):
    logs = read(["30 Dec", "31 Dec", "1 Jan", "2 Jan"], **said(2025))
    assert days(logs) == ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"]


def test_the_answer_counts_back_where_the_newest_stands_first(read):
    logs = read(["2 Jan", "1 Jan", "31 Dec", "30 Dec"], **said(2026))
    assert days(logs) == ["2026-01-02", "2026-01-01", "2025-12-31", "2025-12-30"]


def test_two_new_years_are_counted(read):
    dates = ["20 Nov", "30 Nov", "5 Jan", "20 Jan", "10 Feb", "1 Aug", "20 Aug", "2 Jan", "3 Jan"]
    assert days(read(dates, **said(2023)))[-1] == "2025-01-03"


def test_a_record_written_late_over_new_year_stays_in_its_year(read):
    logs = read(["30 Dec", "1 Jan", "2 Jan", "31 Dec", "3 Jan", "4 Jan"], **said(2025))
    assert days(logs)[3] == "2025-12-31"
    assert days(logs)[4] == "2026-01-03"


def test_a_long_pause_within_a_year_turns_nothing(read):
    assert days(read(["1 Jan", "2 Jan", "3 Jan", "20 Aug", "21 Aug"], **said(2025)))[-1] == "2025-08-21"


@pytest.mark.parametrize("dates", [["10 Jan", "15 Aug"], ["1 Jul", "2 Jul", "3 Jul", "1 Feb", "2 Feb"]])
def test_a_jump_that_may_be_another_year_is_asked_about(read, dates):
    with pytest.raises(NeedsAnswer, match="the dates jump at line"):
        read(dates, **said(2025))


def test_the_name_of_the_file_says_the_year_with_a_warning(read):
    logs = read(["1 Mar", "13 Mar"], "pain 2026.csv")
    assert days(logs) == ["2026-03-01", "2026-03-13"]
    assert logs.issues.set_index("rule")["severity"]["year_taken"] == "warning"


def test_two_years_in_a_name_fit_a_diary_over_new_year(read):
    assert days(read(["30 Dec", "31 Dec", "2 Jan"], "pain 2024-2025.csv"))[1:] == ["2024-12-31", "2025-01-02"]


def test_two_years_in_a_name_leave_a_diary_within_one_open(read):
    with pytest.raises(NeedsAnswer, match="does not say the year"):
        read(["3 Mar", "4 Mar"], "pain 2024-2025.csv")


def test_one_year_in_a_name_leaves_a_diary_over_new_year_open(read):
    with pytest.raises(NeedsAnswer, match="does not say the year"):
        read(["30 Dec", "31 Dec", "2 Jan"], "winter 2024.csv")


def test_no_date_lies_after_the_day_of_an_export(read):
    assert days(read(["3 Nov", "4 Nov"], "log_20260401.csv")) == ["2025-11-03", "2025-11-04"]


def test_a_name_with_two_days_says_from_when_to_when(read):
    name = "pain 2025-10-01 to 2026-03-31.csv"
    assert days(read(["3 Oct", "4 Oct", "5 Oct"], name))[0] == "2025-10-03"


def test_the_29th_of_february_contradicts_a_common_year(read):
    with pytest.raises(NeedsAnswer, match=r"no 29 February \(line 3\).*'date 2024'"):
        read(["28 Feb", "29 Feb", "1 Mar"], "pain 2025.csv")
    assert days(read(["28 Feb", "29 Feb", "1 Mar"], "pain 2024.csv"))[1] == "2024-02-29"


def test_the_29th_of_february_of_a_common_year_is_no_day_even_as_an_answer(read):
    logs = read(["28 Feb", "29 Feb", "1 Mar"], **said(2025))
    assert days(logs) == ["2025-02-28", "2025-03-01"]
    assert "impossible_date" in set(logs.issues["rule"])


def test_weekdays_beside_that_contradict_the_year_are_asked_about(read):
    dates, head = ["1 Mar,Sat", "2 Mar,Sun", "3 Mar,Mon"], "Date,Weekday,Pain (0-10)"
    with pytest.raises(NeedsAnswer, match=r"3 of 3 weekdays are others.*'date 2025'"):
        read(dates, "pain 2026.csv", head)
    assert days(read(dates, "pain 2025.csv", head))[0] == "2025-03-01"


def test_weekdays_in_the_cells_contradict_a_year_too(read):
    with pytest.raises(NeedsAnswer, match="weekdays are others"):
        read(["Sat 1 Mar", "Sun 2 Mar", "Mon 3 Mar"], "pain 2026.csv")


def test_a_year_that_puts_days_behind_today_is_asked_about(read):
    with pytest.raises(NeedsAnswer, match="after today"):
        read(["1 Mar", "2 Mar"], f"pain {dt.date.today().year + 1}.csv")


def test_neighbours_with_a_year_say_it(read):
    logs = read(["30 Dec 2024", "31 Dec", "1 Jan", "2 Jan 2025"])
    assert days(logs) == ["2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02"]


def test_neighbours_that_contradict_each_other_say_nothing(read):
    with pytest.raises(NeedsAnswer, match="year"):
        read(["30 Mar 2023", "31 Mar", "1 Apr", "2 Apr", "3 Apr 2025"])


def test_a_year_column_says_it(read):
    logs = read(["1 Mar,2024", "2 Mar,2024"], head="Date,Year,Pain (0-10)")
    assert days(logs) == ["2024-03-01", "2024-03-02"]


def test_the_order_of_day_and_month_is_asked_before_the_year_is_counted(read):
    with pytest.raises(NeedsAnswer, match="day_first=True"):
        read(["12/11", "1/2"], **said(2025))
    assert days(read(["11/12", "2/1"], day_first=True, **said(2024))) == ["2024-12-11", "2025-01-02"]


def test_a_role_beside_the_year_must_be_known(read):
    with pytest.raises(DataError, match="no role"):
        read(["1 Mar"], columns={"Date": "date 25"})


ABOVE = ["2026-03-01,Pigeon", ",Couch stretch", ",Frog", "2026-03-02,Pigeon"]


def test_blank_dates_under_a_date_are_asked_about(read):
    with pytest.raises(NeedsAnswer, match="'date above'"):
        read(ABOVE, head="Date,Exercise,Minutes")


def test_blank_dates_take_the_one_above_where_the_person_says_so(read):
    logs = read(ABOVE, head="Date,Exercise,Pain (0-10)", columns={"Date": "date above"})
    assert days(logs) == ["2026-03-01", "2026-03-01", "2026-03-01", "2026-03-02"]
    assert "date_above" in set(logs.issues["rule"])

"""What a log says about itself: each check by hand, on made days and on simulated people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.checks import Check, check_table, find_checks, say_checks
from analysis.aspects.checks.copied_days import check_copied_days
from analysis.aspects.checks.felt_measured import check_felt_measured
from analysis.aspects.checks.round_numbers import check_round_numbers, find_heap
from analysis.aspects.checks.scale_use import check_scale_use
from analysis.aspects.checks.skipped_days import check_skipped_days
from analysis.aspects.checks.time_of_day import check_time_of_day
from analysis.aspects.checks.typed_later import check_typed_later
from analysis.aspects.checks.warm_cold import check_warm_cold
from analysis.days import daily_series
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.logbook import OUTCOMES, open_logbook
from analysis.schema import conform
from analysis.simulate import simulate_logs
from analysis.training import logged_days
from tests.aspects.made_links import FIRST, made_comparison, made_logs

NAMES = [
    "Round numbers",
    "Use of the scale",
    "Typed in later",
    "Days that look copied",
    "Felt and measured",
    "Skipped days",
    "Warm or cold",
    "Time of day",
]


def made_readings(person="me", **values):
    """A reading of each metric on every day from the first on; NaN where there is none."""
    frames = [
        pd.DataFrame(
            {"date": pd.date_range(FIRST, periods=len(numbers)), "metric": metric, "value": list(numbers)}
        )
        for metric, numbers in values.items()
    ]
    rows = pd.concat(frames, ignore_index=True).assign(
        person=person, side="unknown", moment="none", kind="exact", row_id="r", file_id="f", line=1
    )
    return conform(rows[rows["value"].notna()], "outcomes")


# --- round numbers


def test_readings_rounded_to_five_are_told_with_what_an_even_spread_would_give():
    found = check_round_numbers(made_readings(rom=[0, 5, 10, 5, 10, 15, 20, 3] * 4))
    assert found.found == (
        "Range of motion: 88 % of 32 readings lie on multiples of 5, where an even spread would give 24 %; "
        "the step of most is 5 degrees."
    )
    assert found.strength == pytest.approx(28 / 32 - 5 / 21)


def test_readings_rounded_to_ten_are_not_called_rounded_to_five():
    assert find_heap(np.array([10.0, 20, 30, 40] * 10), rating=False).size == 10
    assert find_heap(np.array([10.0, 15, 30, 45] * 10), rating=False).size == 5


def test_an_even_spread_of_angles_does_not_gather():
    found = check_round_numbers(made_readings(rom=np.arange(0, 40, 0.5)))
    assert found.strength == 0
    assert "The step of most readings: range of motion 0.5 degrees." in found.found


@pytest.mark.parametrize(
    ("marks", "gathers"),
    [
        ([0, 5, 10, 5, 0, 10, 5, 5] * 4, True),
        ([3, 4, 4, 5, 5, 5, 6, 6, 7] * 5, False),  # a hump at 5
        ([0, 0, 0, 1, 2] * 8, False),  # days without pain
        ([5] * 40, False),
    ],
)
def test_of_a_rating_a_hump_or_days_without_pain_are_no_rounding(marks, gathers):
    assert (check_round_numbers(made_readings(pain=marks)).strength > 0) is gathers


def test_nothing_is_said_of_rounding_below_twenty_readings():
    assert check_round_numbers(made_readings(rom=[5, 10] * 9)).found == "not known from this log"


# --- use of the scale


def test_three_marks_stand_out_from_twenty_days_on():
    assert check_scale_use(made_readings(pain=([4, 5, 6] * 7)[:19])).strength == 0
    found = check_scale_use(made_readings(pain=([4, 5, 6] * 7)[:20]))
    assert found.found == "Pain: 3 different marks, from 4 to 6, on 20 days."
    assert found.strength == 0.5


def test_days_at_one_end_of_the_scale_are_counted():
    marks = [10] * 7 + [4, 5, 6, 7] * 4
    found = check_scale_use(made_readings(mood=marks))
    assert found.found == "Mood: 5 different marks, from 4 to 10, on 23 days; 30 % of days at 10."
    assert check_scale_use(made_readings(mood=[10] * 6 + [4, 5, 6, 7] * 4)).strength == 0


def test_the_use_of_an_angle_is_not_asked_for():
    assert check_scale_use(made_readings(rom=[1, 2] * 20)).found == "not known from this log"


# --- typed in later


def test_the_share_typed_in_two_days_later_and_lumps_are_told():
    rows = made_readings(pain=[3] * 12)
    typed = [*rows["date"][:6], *[rows["date"][9]] * 4, *rows["date"][10:]]
    found = check_typed_later(rows.assign(entered_at=pd.Series(typed) + pd.Timedelta(hours=20)))
    assert found.found == (
        "17 % of 12 readings were typed in 2 or more days later. Once, 3 or more days were typed in on one day (4 days)."
    )
    assert found.strength == pytest.approx(4 / 12)


def test_what_was_measured_does_not_thin_out_the_diary():
    rows = made_readings(pain=[3] * 4, rom=[5] * 40)
    typed = rows["date"].where(rows["metric"] == "rom", rows["date"] + pd.Timedelta(days=5))
    assert check_typed_later(rows.assign(entered_at=typed)).found.startswith("100 % of 4 readings were")
    only = rows[rows["metric"] == "rom"].assign(entered_at=rows["date"])
    assert check_typed_later(only).found == "None of 40 readings was typed in 2 or more days later."


# --- days that look copied


def noisy_diary(days, *, seed=1):
    rng = np.random.default_rng(seed)
    return {name: rng.integers(2, 8, days).astype(float) for name in ("pain", "tightness", "stress", "mood")}


def test_days_that_repeat_the_day_before_are_listed_up_to_five():
    diary = noisy_diary(60)
    for day in (10, 20, 21, 30, 40, 50, 51):
        for numbers in diary.values():
            numbers[day] = numbers[day - 1]
    found = check_copied_days(made_readings(**diary))
    assert found.strength > 0
    assert found.found.startswith("On 7 of 59 days every answer was the same as on the day before; 0.")
    assert found.found.endswith("The first: 12 March, 22 March, 23 March, 1 April, 11 April, and 2 more.")


def test_days_of_their_own_do_not_look_copied():
    found = check_copied_days(made_readings(**noisy_diary(60)))
    assert found.strength == 0
    assert found.means == ""


def test_answers_that_never_change_are_not_called_copied():
    assert check_copied_days(made_readings(pain=[1] * 40, mood=[5] * 40, stress=[2] * 40)).strength == 0


def test_two_answers_are_too_few_to_call_a_day_copied():
    diary = {name: [3.0] * 40 for name in ("pain", "mood")}
    assert check_copied_days(made_readings(**diary, rom=[4.0] * 40)).found == "not known from this log"


def test_a_day_between_that_was_not_logged_is_passed_over():
    diary = noisy_diary(40)
    for numbers in diary.values():
        numbers[[9, 19, 29]] = np.nan
        numbers[[10, 20, 30]] = numbers[[8, 18, 28]]
    found = check_copied_days(made_readings(**diary))
    assert found.found.startswith("On 3 of 36 days")
    assert found.found.endswith("These: 12 March, 22 March and 1 April.")


# --- felt and measured


def felt_and_measured(days, link, *, seed=3):
    rng = np.random.default_rng(seed)
    angle = rng.normal(10, 3, days)
    pain = 5 - link * (angle - 10) / 3 + rng.normal(0, 0.5, days)
    rom = made_comparison(angle, metric="rom", name="Range of motion")
    return [made_comparison(pain), rom]


def test_felt_and_measured_that_go_together_are_told_with_their_direction():
    found = check_felt_measured(felt_and_measured(60, 1.0))
    assert (
        found.found
        == "Went together, of 1 pair looked at: pain was lower on days with a higher range of motion."
    )
    assert 0.3 < found.strength <= 0.5


def test_no_link_and_too_few_days_are_told_apart():
    assert check_felt_measured(felt_and_measured(60, 0.0)).found == "No link seen; 1 pair looked at."
    assert check_felt_measured(felt_and_measured(19, 1.0)).found.startswith("Too few days: fewer than 20")
    assert check_felt_measured(felt_and_measured(60, 0.0)[:1]).found == "not known from this log"


def test_the_left_side_is_not_held_against_the_right():
    pain, rom = felt_and_measured(60, 1.0)
    left = replace(pain, key=replace(pain.key, side="left"))
    right = replace(rom, key=replace(rom.key, side="right"))
    assert check_felt_measured([left, right]).found == "not known from this log"


def test_outcomes_that_never_change_have_no_link():
    pain, rom = felt_and_measured(60, 0.0)
    assert check_felt_measured([replace(pain, series=pain.series * 0), rom]).found.startswith("Too few days")


# --- skipped days


def skipping(values, skipped, **options):
    """What is found where these places of the log have no entry."""
    values = np.array(values, dtype=float)
    values[skipped] = np.nan
    one = made_comparison(values)
    return check_skipped_days(pd.DatetimeIndex(one.series.index), [one], **{"start": None, **options})


def test_the_share_of_skipped_days_is_told_before_and_since_the_start():
    found = skipping([3] * 20, [2, 12, 13, 14], start=FIRST + pd.Timedelta(days=10))
    assert found.found == "No entry on 4 of 20 days: 10 % before the start, 30 % since."
    assert found.strength == 0
    assert skipping([3] * 20, []).found == "None of 20 days was without an entry."


def test_worse_readings_just_before_skipped_days_stand_out():
    rng = np.random.default_rng(4)
    pain = rng.integers(2, 5, 90).astype(float)
    skipped = rng.choice(np.arange(1, 89, 2), 12, replace=False)
    pain[skipped - 1] += 4
    found = skipping(pain, skipped)
    assert " higher on the 12 days just before one of them than on others." in found.found
    assert found.means.startswith("Worse days may be missing")
    pain[skipped - 1] -= 8
    better = skipping(pain, skipped)
    assert better.strength == 0
    assert "Not shown to be worse on the days just before them: Pain." in better.found


def test_a_weekday_that_is_skipped_most_is_named():
    pain = np.random.default_rng(5).integers(2, 7, 84)
    sundays = np.arange(6, 76, 7)
    found = skipping(pain, [*sundays, 30])
    assert "Sundays are skipped most: 10 of 12, the other days 1 % of the time." in found.found
    assert found.strength > 0.8
    assert "skipped most" not in skipping(pain, sundays[:3]).found


def test_one_day_and_no_day_have_no_days_between():
    for days in (0, 1):
        found = check_skipped_days(pd.date_range(FIRST, periods=days), (), start=None)
        assert found.found == "not known from this log"


# --- warm or cold, time of day


def made_warm(before, since):
    """Ten angles before the start and ten since, of which so many were read after a session."""
    rows = made_readings(rom=np.arange(20.0))
    after = [place < before or 10 <= place < 10 + since for place in range(20)]
    return rows.assign(moment=["post" if one else "pre" for one in after])


@pytest.mark.parametrize(("before", "since", "stands_out"), [(1, 3, False), (1, 4, True), (9, 2, True)])
def test_readings_after_a_session_stand_out_where_their_share_moved(before, since, stands_out):
    found = check_warm_cold(made_warm(before, since), start=FIRST + pd.Timedelta(days=10))
    assert (
        found.found
        == f"Read after a session: {before}0 % of 10 readings before the start, {since}0 % of 10 since."
    )
    assert (found.strength > 0) is stands_out


def test_without_a_start_the_share_of_all_readings_after_a_session_is_told():
    assert check_warm_cold(made_warm(1, 4), start=None).found == "Read after a session: 25 % of 20 readings."
    assert check_warm_cold(made_readings(rom=[1.0] * 9), start=None).found == "not known from this log"


def made_times(before, since):
    rows = made_readings(pain=[3.0] * 20)
    hours = pd.Series([before] * 10 + [since] * 10)
    return rows.assign(time=rows["date"] + pd.to_timedelta(hours, unit="h"))


def test_a_move_of_two_hours_stands_out():
    start = FIRST + pd.Timedelta(days=10)
    found = check_time_of_day(made_times(20.5, 8), start=start)
    assert found.found.startswith("Pain was read at 20:30 before the start and at 08:00 since")
    assert found.means.startswith("That is 12.5 hours earlier")
    assert check_time_of_day(made_times(8, 10), start=start).strength > 0
    assert check_time_of_day(made_times(8, 9.9), start=start).strength == 0


def test_after_midnight_is_late_on_the_day_before():
    found = check_time_of_day(made_times(23.5, 24.5), start=FIRST + pd.Timedelta(days=10))
    assert "at 23:30 before the start and at 00:30 since" in found.found
    assert found.strength == 0


def test_without_a_start_the_usual_time_is_told():
    assert check_time_of_day(made_times(9, 9), start=None).found == (
        "Half of the days are read by 09:00 (20 days with a time)."
    )


# --- all of them


def test_an_empty_log_one_day_and_sessions_alone_lack_what_is_checked():
    one_day = Logs(outcomes=made_readings(pain=[3.0]))
    only_sessions = Logs(sessions=made_logs([10, 0, 10]).sessions)
    for logs in (Logs(), one_day, only_sessions):
        found = find_checks(logs, (), start=None, person=None)
        assert [one.name for one in found] == NAMES
        assert not any(one.strength for one in found)
        assert say_checks(found) == []
        assert "nan" not in check_table(found).to_string().lower()


def test_one_of_several_people_is_checked_and_one_must_be_chosen():
    both = pd.concat([made_readings(pain=[1, 2] * 15), made_readings("you", pain=[7, 8, 9, 10] * 6)])
    logs = Logs(outcomes=conform(both, "outcomes"))
    with pytest.raises(DataError, match="several people: me, you - choose one"):
        find_checks(logs, (), start=None, person=None)
    found = find_checks(logs, (), start=None, person="you")
    assert found[1].found == "Pain: 4 different marks, from 7 to 10, on 24 days."


def test_at_most_three_are_said_the_strongest_first():
    checks = [Check(f"{n}", "Found.", "", n / 10) for n in range(5)]
    assert say_checks(checks) == ["4: Found.", "3: Found.", "2: Found."]
    assert check_table(checks).columns.tolist() == ["Found", "What it means"]


def test_the_example_is_told_of_its_rounded_angles():
    book = open_logbook()
    found = {one.name: one for one in book.checks()}
    assert list(found) == NAMES
    assert [name for name, one in found.items() if one.strength] == ["Round numbers"]
    assert "Example log. Round numbers: Range of motion: 44 %" in book.keeping().markdown
    assert found["Days that look copied"].found.startswith("On 0 of 112 days")


def test_keeping_does_not_say_twice_that_entries_were_late(tmp_path):
    rows = "".join(
        f"2026/03/{28 if day > 8 else day:02d} 9:00:00 PM GMT+1,2026-03-{day:02d},{day % 6}\n"
        for day in range(1, 29)
    )
    (tmp_path / "form.csv").write_text("Timestamp,Date,Pain (0-10)\n" + rows)
    book = open_logbook(tmp_path / "form.csv")
    assert book.checks()[2].strength > 0.5
    assert book.keeping().markdown.count("typed in") == 1


# --- simulated people


def simulated(persona, seed, *, days=84):
    return simulate_logs(persona, days=days, start=FIRST, rng=np.random.default_rng(seed)).logs


def test_who_fills_in_a_diary_in_lumps_is_told_so():
    found = [simulated("backfills", seed).outcomes for seed in range(8)]
    assert sum(check_typed_later(rows).strength > 0 for rows in found) >= 7
    assert sum(check_copied_days(rows).strength > 0 for rows in found) >= 6


def test_who_keeps_a_diary_as_asked_is_hardly_ever_told_of_copies_or_skipped_days():
    copied = skipped = 0
    for seed in range(20):
        logs = simulated("nothing_changes", seed)
        days = logged_days(logs)
        span = pd.date_range(FIRST, days[-1])
        one = made_comparison(daily_series(logs, "tightness").reindex(span), metric="tightness")
        copied += check_copied_days(logs.outcomes).strength > 0
        skipped += check_skipped_days(days, [one], start=None).strength > 0
    assert copied <= 1
    assert skipped <= 1


def test_all_checks_of_a_logbook_fit_a_simulated_person():
    book = replace(open_logbook(), logs=simulated("backfills", 1), is_example=False)
    found = book.checks()
    assert {one.name for one in found if one.strength} >= {"Typed in later", "Days that look copied"}
    assert len(book.compare(OUTCOMES)) == 4

"""A log without a baseline."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.verdict.compared import read_compared
from analysis.verdict.course import read_course
from tests.verdict.logs_for_verdicts import as_log


def course_of(values, **options):
    series = as_log(values, **options)
    return read_course(read_compared(series, "2026-03-01"))


def test_a_log_without_a_reading_has_no_mean():
    course = course_of([np.nan] * 9)
    assert (course.mean, course.n, course.change, course.weekly_gain) == (None, 0, None, None)


@pytest.mark.parametrize(("days", "compared"), [(27, False), (28, True)])
def test_the_ends_are_compared_from_four_weeks_on(days, compared):
    course = course_of(np.random.default_rng(1).integers(0, 10, days))
    assert (course.first_mean is not None) == compared


def test_a_straight_line_has_its_slope_as_weekly_gain():
    course = course_of(9 - 0.1 * np.arange(50))
    assert course.weekly_gain.estimate == pytest.approx(-0.7, abs=0.01)
    assert course.change.estimate < 0


@pytest.mark.parametrize(("n", "given"), [(4, False), (5, True)])
def test_a_weekly_gain_needs_five_days(n, given):
    assert (course_of([5.0, 4, 6, 5, 3][:n]).weekly_gain is not None) == given


def test_two_readings_far_apart_are_means_without_a_change():
    course = course_of([4, 6], gap=60)
    assert (course.first_mean, course.last_mean, course.change) == (4, 6, None)

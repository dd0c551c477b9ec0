"""Timestamps read many at once say the same as read one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake import stamps
from analysis.intake.coded import as_category, fill_codes, join_frames
from analysis.intake.stamps import read_stamps

PARTS = st.sampled_from(
    ["2026-03-01", "1.3.2026", "3/14/2026", "14/3/26", "2026/3/1", "31.02.2026", "99/99/2026", "mar 3", ""]
)
CLOCKS = st.sampled_from(
    ["07:30", "7:30", "23:59:59", "24:00", "12:60", "7:05 PM", "07:30:00Z", "morning", "", "7:5"]
)
TEXTS = st.lists(
    st.builds(
        lambda day, mark, clock: f"{day}{mark}{clock}", PARTS, st.sampled_from([" ", "T", "  ", ", "]), CLOCKS
    )
)


@given(TEXTS.map(lambda texts: list(dict.fromkeys(texts))))
def test_many_at_once_are_read_as_one_by_one(texts):
    before = stamps._MANY
    try:
        stamps._MANY = 0
        fast = read_stamps(texts)
        stamps._MANY = 10**9
        slow = read_stamps(texts)
    finally:
        stamps._MANY = before
    assert [fast.shapes[at] for at in fast.at] == [slow.shapes[at] for at in slow.at]
    assert fast.seconds.tolist() == slow.seconds.tolist()
    assert fast.offset.tolist() == slow.offset.tolist()
    assert fast.utc.tolist() == slow.utc.tolist()


def test_plain_timestamps_are_read_whatever_their_number():
    texts = [f"3/{1 + n % 31}/2025 {n // 60 % 24}:{n % 60:02d}" for n in range(1440)]
    read = read_stamps(texts)
    assert len(read.shapes) == 31
    assert read.seconds.tolist() == [(n // 60 % 24) * 3600 + n % 60 * 60 for n in range(1440)]
    assert read.samples[0] == texts[0]


def test_codes_are_filled_and_joined_without_losing_their_levels():
    import pandas as pd

    filled = fill_codes(np.array([-1, 1]), np.array([0, 0]))
    frames = [pd.DataFrame({"side": as_category(filled, ["left", "right"])}) for _ in range(2)]
    joined = join_frames(frames)
    assert joined["side"].tolist() == ["left", "right", "left", "right"]
    assert joined["side"].dtype == pd.CategoricalDtype(["left", "right"])

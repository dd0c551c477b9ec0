"""What holds of every diary: how it is written, in which order and in how many files changes no value."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.intake import Logs, load_logs
from tests.fuzz.cases import Case
from tests.fuzz.checks import check_case

FIRST = dt.date(2023, 1, 1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES: tuple[Callable[[dt.date], str], ...] = (
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.month}/{d.day}/{d.year}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d:%Y-%m-%d} 08:{d.day:02d}",
)
RATINGS = ("Pain (0-10)", "Tightness (0-10)", "Stress (0-10)", "Pain left (0-10)", "Pain right (0-10)")
DECIMALS = ("Sleep (hours)", "Hip extension left (deg)", "Hip extension right (deg)", "Reach (cm)")
MINUTES = "Stretching (min)"
NOTES = st.text("abc ,;\"'\n|äé€/5", max_size=12).map(str.strip)

repeat = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


class Diary(NamedTuple):
    """A diary of one row a day; the first row and the last have a day above 12, which settles the order."""

    header: list[str]
    rows: list[list[str]]


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Draw a diary: a way to write dates, some columns, a decimal mark, days in any order."""
    write, mark = draw(st.sampled_from(DATES)), draw(st.sampled_from(".,"))
    names = draw(
        st.lists(st.sampled_from((*RATINGS, *DECIMALS, MINUTES)), min_size=1, max_size=5, unique=True)
    )
    header = ["Date", *names, *(["Notes"] if draw(st.booleans()) else [])]
    inner = draw(st.lists(st.integers(30, 600), max_size=6, unique=True))
    days = [FIRST + dt.timedelta(days=n) for n in (19, *inner, 717)]
    cells = {name: draw_cells(name, mark) for name in header[1:]}
    return Diary(header, [[write(day), *(draw(cells[name]) for name in header[1:])] for day in days])


def draw_cells(name: str, mark: str) -> st.SearchStrategy[str]:
    """Draw what people write under a header: blanks too."""
    blank = st.sampled_from(["", "-"])
    if name == "Notes":
        return NOTES
    if name in RATINGS:
        return st.one_of(st.integers(0, 10).map(str), blank)
    if name == MINUTES:
        minutes = st.integers(1, 110)
        ways = ("{0}", "{0} min", "{1}h {2:02d}m", "{1:02d}:{2:02d}:00")
        written = st.tuples(minutes, st.sampled_from(ways)).map(
            lambda w: w[1].format(w[0], w[0] // 60, w[0] % 60)
        )
        return st.one_of(written, blank)
    least = 0 if "Sleep" in name else -160
    tenths = st.integers(least, 160).map(lambda n: f"{n / 10:.1f}".replace(".", mark))
    return st.one_of(tenths, blank)


def write_text(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, delimiter: str = ",", end: str = "\n"
) -> str:
    """Write a table as people's programs do: what holds a delimiter, a quote or a line end is quoted."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().replace("\n", end)


def load(*files: bytes | str) -> Logs:
    """Import files in this order."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.csv" for n in range(len(files))]
        for path, content in zip(paths, files, strict=True):
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return load_logs(*paths)


def assert_same(one: Logs, other: Logs, *, but: Sequence[str] = ("file_id",)) -> None:
    """Compare readings and sessions, whatever their order; `file_id` differs wherever the bytes do."""
    for table in ("outcomes", "sessions"):
        left, right = (
            getattr(logs, table).drop(columns=list(but)).sort_values("row_id", ignore_index=True)
            for logs in (one, other)
        )
        pd.testing.assert_frame_equal(left, right)


def counts(logs: Logs, name: str) -> list[int]:
    """Give a count of the balance, a file each."""
    return logs.files[name].tolist()


# Whatever comes.


@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.text("0123456789.,;:/-\t\n\r\"' DatePin\x00\ufeff\ud800", max_size=200).map(
            lambda text: text.encode("utf-8", "surrogatepass")
        ),
        st.text('0123456789.,/-\n" x', max_size=200).map(
            lambda text: f"Date,Pain,Minutes,Notes\n{text}".encode()
        ),
    ),
    on_question=st.sampled_from(["raise", "leave_out"]),
)
@settings(repeat, max_examples=200)
def test_any_bytes_are_read_or_refused_and_the_balance_adds_up(data, on_question):
    found = check_case(Case(0, "any.csv", data, {"on_question": on_question}))
    assert not found.kind, found.detail


@given(diary=diaries(), token=st.text(max_size=8), data=st.data())
@repeat
def test_any_cell_leaves_the_balance_adding_up(diary, token, data):
    rows = [list(row) for row in diary.rows]
    row, at = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(diary.header) - 1))
    rows[row][at] = token
    text = write_text(diary.header, rows).encode("utf-8", "surrogatepass")
    found = check_case(Case(0, "any.csv", text, {"on_question": "leave_out"}))
    assert not found.kind, found.detail


@given(diary=diaries())
@repeat
def test_every_cell_of_a_sound_diary_is_read_as_it_was_meant(diary):
    logs = load(write_text(diary.header, diary.rows))
    cells = [(name, text) for row in diary.rows for name, text in zip(diary.header, row, strict=True)]
    readings = [text.replace(",", ".") for name, text in cells if name in (*RATINGS, *DECIMALS)]
    assert sorted(logs.outcomes["value"].dropna()) == sorted(float(t) for t in readings if t.strip("-"))
    lengths = [text for name, text in cells if name == MINUTES and text.strip("-")]
    assert sorted(logs.sessions["minutes"]) == sorted(map(meant_minutes, lengths))
    notes = {text for name, text in cells if name == "Notes"}
    assert {*logs.outcomes["notes"].dropna(), *logs.sessions["notes"].dropna()} <= notes
    assert counts(logs, "records_read") == [len(diary.rows)]
    assert counts(logs, "left_out") == [0]


def meant_minutes(text: str) -> int:
    """Give the minutes that a cell of `draw_cells` was written from."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return numbers[0] if len(numbers) == 1 else numbers[0] * 60 + numbers[1]


# The same diary in another dress.


@given(diary=diaries(), order=st.randoms(use_true_random=False))
@repeat
def test_the_order_of_rows_changes_nothing_but_their_lines(diary, order):
    rows = order.sample(diary.rows, len(diary.rows))
    one, other = load(write_text(diary.header, diary.rows)), load(write_text(diary.header, rows))
    # a row stands on another line then
    assert_same(one, other, but=("file_id", "line"))


@given(diary=diaries(), delimiter=st.sampled_from(";\t|"))
@repeat
def test_a_delimiter_changes_nothing(diary, delimiter):
    one = load(write_text(diary.header, diary.rows))
    assert_same(one, load(write_text(diary.header, diary.rows, delimiter=delimiter)))


@given(diary=diaries(), encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
@repeat
def test_an_encoding_changes_nothing(diary, encoding):
    text = write_text(diary.header, diary.rows)
    assert_same(load(text), load(text.encode(encoding)))


@given(diary=diaries(), end=st.sampled_from(["\r\n", "\r"]))
@repeat
def test_line_ends_change_nothing(diary, end):
    assert_same(
        load(write_text(diary.header, diary.rows)), load(write_text(diary.header, diary.rows, end=end))
    )


@given(diary=diaries(), tail=st.sampled_from(["\n", "\n\n\n", " \n", ",,\n", ""]))
@repeat
def test_blank_lines_at_the_end_change_nothing(diary, tail):
    text = write_text(diary.header, diary.rows)
    assert_same(load(text), load(text.removesuffix("\n") + ("\n" + tail if tail else "")))


@given(diary=diaries(), delimiter=st.sampled_from(",;"))
@repeat
def test_a_delimiter_at_the_end_of_every_line_changes_nothing(diary, delimiter):
    one = load(write_text(diary.header, diary.rows, delimiter=delimiter))
    rows = [[*row, ""] for row in diary.rows]
    assert_same(one, load(write_text([*diary.header, ""], rows, delimiter=delimiter)))


@given(diary=diaries(), data=st.data())
@repeat
def test_the_order_of_columns_changes_nothing(diary, data):
    order = data.draw(st.permutations(range(len(diary.header))))
    header, *rows = ([cells[at] for at in order] for cells in (diary.header, *diary.rows))
    assert_same(load(write_text(diary.header, diary.rows)), load(write_text(header, rows)))


# Several files.


@given(diary=diaries())
@repeat
def test_a_file_given_twice_adds_nothing(diary):
    text = write_text(diary.header, diary.rows)
    once, twice = load(text), load(text, text)
    assert_same(once, twice, but=())
    assert counts(twice, "skipped")[1] == len(diary.rows)
    assert counts(twice, "kept")[1] == 0


@given(diary=diaries(), data=st.data(), newest_first=st.booleans())
@repeat
def test_a_longer_export_gives_each_row_once(diary, data, newest_first):
    length = data.draw(st.integers(1, len(diary.rows)))
    files = [write_text(diary.header, diary.rows[:length]), write_text(diary.header, diary.rows)]
    both = load(*(reversed(files) if newest_first else files))
    assert_same(load(files[1]), both, but=("file_id",))
    assert sum(counts(both, "left_out")) == 0


@given(diary=diaries(), data=st.data())
@repeat
def test_two_parts_of_a_diary_give_the_rows_of_the_whole(diary, data):
    at = data.draw(st.integers(1, len(diary.rows) - 1))
    parts = [write_text(diary.header, rows) for rows in (diary.rows[:at], diary.rows[at:])]
    # in the second part a row stands on another line
    assert_same(load(write_text(diary.header, diary.rows)), load(*parts), but=("file_id", "line"))

"""Days and times that stand in several columns: year, month and day; a clock and its AM or PM."""

from __future__ import annotations

import re

from analysis.intake.date_shapes import looks_like_date
from analysis.intake.grid import Grid
from analysis.intake.words import cell_words, fold, is_null

_HALF = {"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "a", "p"}


def join_parts(grid: Grid) -> None:
    """Join the parts of a day, and of a time, into the column that the rest is read from."""
    _join_day(grid)
    _join_half(grid)


def _filled(grid: Grid, at: int) -> list[str]:
    return [text for text in grid.distinct(at)[1] if not is_null(text)]


def _join_day(grid: Grid) -> None:
    years, months, days = grid.find("year"), grid.find("month"), grid.find("date")
    if not years or not months or any(looks_like_date(t) for at in days for t in _filled(grid, at)):
        return
    bare = [at for at in days if _filled(grid, at) and all(_is_day(text) for text in _filled(grid, at))]
    if len(bare) != 1 or not all(_month(text) for text in _filled(grid, months[0])):
        return
    columns = zip(*(grid.columns[at] for at in (years[0], months[0], bare[0])), strict=True)
    grid.put_cells(bare[0], [_write_day(*cells) for cells in columns])


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\.?", text.strip())) and 1 <= int(text.strip().rstrip(".")) <= 31


def _month(text: str) -> str | None:
    clean = fold(text).strip(" .")
    if re.fullmatch(r"\d{1,2}", clean):
        return clean if 1 <= int(clean) <= 12 else None
    return cell_words("month").get(clean)


def _write_day(year: str, month: str, day: str) -> str:
    number = _month(month)
    if is_null(day) or number is None or is_null(year):
        return day if is_null(day) else f"{day} {month} {year}"
    return f"{year.strip()}-{int(number)}-{day.strip().rstrip('.')}"


def _join_half(grid: Grid) -> None:
    """Put AM and PM from a column of their own behind the clock times that lack them."""
    for time in grid.find("time")[:1]:
        for half in grid.find("moment"):
            words = {fold(text) for text in _filled(grid, half)}
            clocks = _filled(grid, time)
            if not words or not words <= _HALF or not all(re.fullmatch(r"[\d:. ]+", t) for t in clocks):
                continue
            cells = zip(grid.columns[time], grid.columns[half], strict=True)
            grid.put_cells(time, [t if is_null(t) or is_null(h) else f"{t} {_word(h)}" for t, h in cells])
            return


def _word(half: str) -> str:
    return f"{fold(half)[0]}m"

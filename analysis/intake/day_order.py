"""The order of day and month in a column: votes of its cells and of the weekdays, or a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from analysis.intake.date_shapes import Shape, day_of

_ORDERS = ["day first", "month first"]

_FEW, _DECADE = 3, 10


def settle_order(
    texts: Sequence[str],
    shapes: Sequence[Shape | None],
    counts: Sequence[int],
    weekdays: Mapping[int, set[int]],
    column: str,
    day_first: bool | None,
    today: dt.date,
) -> tuple[str, str, str]:
    """Weigh the evidence of a column: (order, why, question).

    Parameters
    ----------
    texts, shapes, counts : sequence
        The first text of each day that is named, what it says, and how often it does.
    weekdays : mapping
        Place of a shape -> weekdays that stand beside it.
    column : str
        Header, for messages.
    day_first : bool or None
        What was said; used only where the cells do not settle it.
    today : date

    Examples
    --------
    >>> from analysis.intake.date_shapes import read_shape
    >>> shapes = [read_shape("2/3/2026"), read_shape("13/3/2026")]
    >>> settle_order(["2/3/2026", "13/3/2026"], shapes, [1, 1], {}, "Date", None, dt.date(2026, 5, 1))[0]
    'day first'
    """
    short = _ask_short_year(texts, shapes, counts, column, today)
    if short:
        return "", "", short
    open_at = [at for at, s in enumerate(shapes) if s is not None and s.kind == "xxy"]
    if not open_at:
        plain = any(s is not None and s.kind == "ymd" for s in shapes)
        why = "every date says which number is the month" if plain else ""
        return ("year first" if plain else ""), why, ""
    votes, weeks = _count_votes(shapes, counts, weekdays, open_at)
    order, why, question = _weigh(votes, weeks, column)
    question = question or (_ask_turned(texts, shapes, order, column) if order else "")
    if order or question:
        return ("", "", question) if question else (order, why, "")
    if all(s.first == s.second for at in open_at if (s := shapes[at]) is not None):
        return "day first", "day and month are the same number in every date", ""
    if day_first is not None:
        return ("day first" if day_first else "month first"), f"day_first={day_first} was given", ""
    return "", "", _order_question(texts, shapes, open_at, column)


def _weigh(votes: list[int], weeks: list[int], column: str) -> tuple[str, str, str]:
    """Turn votes into an order, (order, why, question); all blank where nobody voted."""
    cast, reason = (votes, "dates with a {} above 12: {}") if any(votes) else (weeks, "")
    if not any(cast):
        return "", "", ""
    high = 0 if cast[0] >= cast[1] else 1
    if cast[1 - high] * 10 > cast[high]:
        question = f"dates that can only be day first: {cast[0]}, only month first: {cast[1]}"
        return "", "", f"column {column!r}: {question} - write them in one way in the file"
    if cast is votes and weeks[1 - high] >= _FEW and weeks[1 - high] > weeks[high]:
        return "", "", (
            f"column {column!r}: dates above 12 say {_ORDERS[high]}, but {weeks[1 - high]} weekdays beside dates fit "
            f"{_ORDERS[1 - high]} - write the dates in one way in the file"
        )  # fmt: skip
    word = "day" if high == 0 else "second number"
    why = (
        reason.format(word, cast[high]) if reason else f"dates that fit the weekday beside them: {cast[high]}"
    )
    return _ORDERS[high], why, ""


def _ask_turned(texts: Sequence[str], shapes: Sequence[Shape | None], order: str, column: str) -> str:
    """Ask where a spreadsheet may have turned every date that it could, and left the others as text.

    It reads 1/3/2026 as 3 January where it expects the month first, and leaves 13/3/2026 alone. A file whose days follow
    each other as they are written has not been turned.
    """
    days = [(at, s) for at, s in enumerate(shapes) if s is not None and s.kind in ("ymd", "xxy")]
    plain = [s for at, s in days if s.kind == "ymd" and not any(c.isalpha() for c in texts[at][:10])]
    loose = [at for at, s in days if s.kind == "xxy"]
    turned = [s for at, s in days if s.kind == "xxy" and max(s.first, s.second) > 12]
    whole = len(plain) + len(loose) == len(days) and len(turned) == len(loose)
    if not plain or not whole or len(days) < _FEW or any(s.second > 12 or s.first == s.second for s in plain):
        return ""
    if 2 * _path(days, order, turn=False) < _path(days, order, turn=True):
        return ""
    return (
        f"column {column!r}: all dates with a day up to 12 are dates of the spreadsheet, and all others are text such as "
        f"{texts[loose[0]]!r}, so day and month of the first may have been turned around when the file was opened - "
        "write all dates as 2026-03-01 in the file"
    )


def _path(days: Sequence[tuple[int, Shape]], order: str, *, turn: bool) -> int:
    """Give how many days one goes from date to date, with the plain ones as they stand or turned."""
    found = []
    for _, s in days:
        month, day = (s.first, s.second) if s.kind == "ymd" or order == _ORDERS[1] else (s.second, s.first)
        month, day = (day, month) if turn and s.kind == "ymd" else (month, day)
        date = day_of(s.year, month, day)
        found += [date.toordinal()] if date else []
    return sum(abs(b - a) for a, b in pairwise(found))


def _order_question(
    texts: Sequence[str], shapes: Sequence[Shape | None], open_at: list[int], column: str
) -> str:
    at = next(k for k in open_at if shapes[k].first != shapes[k].second)  # type: ignore[union-attr]
    shape = shapes[at]
    a, b, year = shape.first, shape.second, shape.year  # type: ignore[union-attr]
    as_day, as_month = day_of(year, b, a), day_of(year, a, b)
    return (
        f"column {column!r}: {texts[at]!r} may be {as_day.isoformat()} or {as_month.isoformat()}, and no date in the "
        "column has a day above 12 - pass day_first=True or day_first=False"
        if as_day and as_month
        else f"column {column!r}: {texts[at]!r} is no day of the calendar - correct it, or pass day_first="
    )


def _count_votes(
    shapes: Sequence[Shape | None],
    counts: Sequence[int],
    weekdays: Mapping[int, set[int]],
    open_at: list[int],
) -> tuple[list[int], list[int]]:
    """Count what can only be day first or month first, and what fits its weekday in one order alone."""
    votes, weeks = [0, 0], [0, 0]
    for at in open_at:
        shape = shapes[at]
        if shape is None:
            continue
        as_day = day_of(shape.year, shape.second, shape.first)
        as_month = day_of(shape.year, shape.first, shape.second)
        if shape.first > 12 >= shape.second and as_day:
            votes[0] += counts[at]
        elif shape.second > 12 >= shape.first and as_month:
            votes[1] += counts[at]
        elif as_day and as_month and as_day != as_month:
            beside = set(weekdays.get(at, set())) | ({shape.weekday} if shape.weekday is not None else set())
            hits = as_day.weekday() in beside, as_month.weekday() in beside
            if hits[0] != hits[1]:
                weeks[hits[1]] += counts[at]
    return votes, weeks


def _ask_short_year(
    texts: Sequence[str], shapes: Sequence[Shape | None], counts: Sequence[int], column: str, today: dt.date
) -> str:
    """Ask where dates may begin with a year of two digits: 26-03-02, or 26/3/1."""
    short = [at for at, s in enumerate(shapes) if s is not None and s.kind == "short_first"]
    known = [s for s in shapes if s is not None and s.kind == "xxy"]
    dated = sum(n for n, s in zip(counts, shapes, strict=True) if s is not None and s.kind in ("xxy", "ymd"))
    sure = sum(counts[at] for at in short) * 10 > dated if short else False
    dotted = all(
        "." in text for text, s in zip(texts, shapes, strict=True) if s is not None and s.kind == "xxy"
    )
    if not sure and not _looks_year_first(known, today, _DECADE if dotted else 0):
        return ""
    text = texts[short[0] if sure else shapes.index(known[0])]
    return f"column {column!r}: {text!r} may begin with a year of two digits - write the years in the file with four digits"


def _looks_year_first(known: Sequence[Shape], today: dt.date, nearer: int) -> bool:
    """Spot 26-03-02: all numbers short, the first hardly changes, the last does, and as a year it is no further away."""
    if not known or not all(s.short_year for s in known):
        return False
    first, last = {s.first for s in known}, {s.year for s in known}
    if max(first) > 31:
        return True
    days = [day_of(2000 + s.first, s.second, s.year % 100) for s in known]
    if min(first) <= 12 or not all(days) or len(first) > min(2, len(last)):
        return False
    if all(s.first == s.year % 100 for s in known):
        return False
    return all(abs(2000 + s.first - today.year) + nearer <= abs(s.year - today.year) for s in known)

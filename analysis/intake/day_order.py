"""The order of day and month in a column: votes of its cells and of the weekdays, or a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.intake.date_shapes import Shape, day_of


def settle_order(
    texts: Sequence[str],
    shapes: Sequence[Shape | None],
    counts: Sequence[int],
    weekdays: Mapping[int, set[int]],
    column: str,
    day_first: bool | None,
) -> tuple[str, str, str]:
    """Weigh the evidence of a column: (order, why, question)."""
    open_at = [at for at, s in enumerate(shapes) if s is not None and s.kind == "xxy"]
    if not open_at:
        plain = any(s is not None and s.kind == "ymd" for s in shapes)
        return (
            "year first" if plain else "",
            "every date says which number is the month" if plain else "",
            "",
        )
    swapped = _looks_year_first([shapes[at] for at in open_at])
    if swapped:
        text = texts[open_at[0]]
        return (
            "",
            "",
            (
                f"column {column!r}: {text!r} may begin with a year of two digits - write the years in the "
                "file with four digits"
            ),
        )
    day_votes, month_votes, reason = _count_votes(shapes, counts, weekdays, open_at)
    if day_votes or month_votes:
        if min(day_votes, month_votes) * 10 > max(day_votes, month_votes):
            return (
                "",
                "",
                (
                    f"column {column!r}: dates that can only be day first: {day_votes}, only month first: {month_votes}"
                    " - write them in one way in the file"
                ),
            )
        order = "day first" if day_votes > month_votes else "month first"
        return order, reason.format(max(day_votes, month_votes)), ""
    if all(shapes[at].first == shapes[at].second for at in open_at):  # type: ignore[union-attr]
        return "day first", "day and month are the same number in every date", ""
    if day_first is not None:
        return ("day first" if day_first else "month first"), f"day_first={day_first} was given", ""
    return "", "", _order_question(texts, shapes, open_at, column)


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
) -> tuple[int, int, str]:
    votes = {"day": [0, 0], "week": [0, 0]}
    for at in open_at:
        shape = shapes[at]
        if shape is None:
            continue
        as_day = day_of(shape.year, shape.second, shape.first)
        as_month = day_of(shape.year, shape.first, shape.second)
        if shape.first > 12 >= shape.second and as_day:
            votes["day"][0] += counts[at]
        elif shape.second > 12 >= shape.first and as_month:
            votes["day"][1] += counts[at]
        elif as_day and as_month and as_day != as_month:
            beside = set(weekdays.get(at, set())) | ({shape.weekday} if shape.weekday is not None else set())
            hits = as_day.weekday() in beside, as_month.weekday() in beside
            if hits[0] != hits[1]:
                votes["week"][hits[1]] += counts[at]
    if any(votes["day"]):
        word = "day" if votes["day"][0] >= votes["day"][1] else "second number"
        return *votes["day"], f"dates with a {word} above 12: {{}}"  # type: ignore[return-value]
    return *votes["week"], "dates that fit the weekday beside them: {}"  # type: ignore[return-value]


def _looks_year_first(shapes: Sequence[Shape | None]) -> bool:
    """Spot 26-03-02: all numbers short, the first hardly changes and the last does."""
    known = [s for s in shapes if s is not None]
    if not known or not all(s.short_year for s in known):
        return False
    first, last = {s.first for s in known}, {s.year for s in known}
    if max(first) > 31:
        return True
    if len(known) < 3 and all(12 < s.first <= 31 and s.year % 100 < 13 for s in known):
        return True
    return len(known) >= 3 and len(first) <= 2 < len(last) and min(first) > 12

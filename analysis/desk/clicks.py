"""The desk with buttons: files, questions, and what is asked once. ipywidgets; every click writes and shows anew."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.desk.asked import Asked
from analysis.desk.desk import BRING, Desk, read_desk, write_answers
from analysis.desk.files import keep_file
from analysis.desk.questions import Choice, Question, answer_year, keep_answer
from analysis.errors import DataError
from analysis.schema import METRICS
from analysis.words import METRIC_WORDS, UNIT_WORDS, say_count, say_day, say_list

AGAIN = "Then choose Run > Run All Cells, here and in the other notebooks."
_WIDE = {"layout": {"width": "max-content"}}
_LABEL = {"description_width": "21em"}
_FIELD = {"width": "38em"}


def show_desk(desk: Desk) -> dict[str, Any]:
    """The desk as what a page with widgets shows.

    Parameters
    ----------
    desk : Desk
    """
    box = widgets.VBox()
    fill_desk(box, desk)
    bundle: Any = box._repr_mimebundle_()
    return dict(bundle)


def fill_desk(box: widgets.VBox, desk: Desk, message: str = "") -> None:
    """Put everything that can be clicked into a box; a click fills it again."""

    def after(act: Callable[[], str]) -> None:
        try:
            said = act()
        except DataError as problem:
            said = f"Not done: {problem}"
        fill_desk(box, read_desk(), said)

    parts = [_say(message, strong=True)] if message else []
    if desk.takes_files:
        parts += _files(desk, after)
    parts += [part for asked in desk.questions for part in _question(desk, asked, after)]
    if not desk.is_example and not desk.problem:
        parts += _goals(desk, after)
    box.children = parts


def _say(text: str, *, strong: bool = False) -> widgets.HTML:
    words = escape(text).replace("\n", "<br>")
    return widgets.HTML(f"<b>{words}</b>" if strong else words)


def _button(text: str, act: Callable[[], None], *, main: bool = False) -> widgets.Button:
    button = widgets.Button(description=text, button_style="primary" if main else "", **_WIDE)
    button.on_click(lambda _: act())
    return button


def _files(desk: Desk, after: Callable[[Callable[[], str]], None]) -> list[widgets.Widget]:
    upload = widgets.FileUpload(
        accept=".csv,.tsv,.txt,.xlsx,.zip,.toml", multiple=True, description="Choose files ...", **_WIDE
    )

    def keep() -> str:
        kept = [keep_file(one["name"], bytes(one["content"]), desk.folder).name for one in upload.value]
        return f"In data/personal now: {', '.join(kept)}. {AGAIN}"

    upload.observe(lambda change: change["new"] and after(keep), names="value")
    held = "" if desk.is_example else f"In data/personal: {', '.join(desk.names) or 'nothing yet'}."
    return [_say(BRING), widgets.HBox([upload, _say(held)])]


def _question(
    desk: Desk, asked: Question, after: Callable[[Callable[[], str]], None]
) -> list[widgets.Widget]:
    def choose(choice: Choice) -> str:
        if not keep_answer(desk.logs, asked, choice):
            return f"Not kept: {asked.file} has no header that an answer could be tied to."
        return f"Kept: {choice.label}. {AGAIN}"

    head = _say(f"{asked.file}: {asked.text}. {asked.advice}", strong=True)
    if asked.year_of:
        year = widgets.BoundedIntText(
            value=datetime.date.today().year, min=1990, max=2100, description="Year of the first record",
            style=_LABEL,
        )  # fmt: skip
        keep = _button("Keep", lambda: after(lambda: choose(answer_year(asked, year.value))), main=True)
        return [head, widgets.HBox([year, keep])]
    buttons = [
        _button(choice.label, lambda choice=choice: after(lambda: choose(choice))) for choice in asked.choices
    ]
    return [head, widgets.HBox(buttons, layout={"flex_flow": "row wrap"})]


def _goals(desk: Desk, after: Callable[[Callable[[], str]], None]) -> list[widgets.Widget]:
    asked = desk.asked
    people = _people(desk, asked, after) if len(asked.people) > 1 else []
    if not asked.mains:
        return people
    main, start = _main_field(asked), _start_field(asked)
    ways = {metric: _way_field(metric, asked) for metric in asked.unknown}
    marks = {metric: _mark_field(metric, asked) for metric in asked.marks}

    def keep() -> str:
        answers: dict[str, Any] = {"main": main.value} if main.value else {}
        if start.value is not None and not asked.is_fixed:
            answers["start"] = start.value.isoformat()
        answers["better"] = {metric: field.value for metric, field in ways.items() if field.value}
        answers["worthwhile"] = {
            metric: mark for metric in marks if (mark := _changed(marks[metric], metric, asked))
        }
        write_answers(desk, answers)
        return f"Kept in flexlog.toml beside your log. {AGAIN}"

    fields = [
        main,
        *([] if asked.is_fixed else [_say(_ask_start(asked)), start]),
        *ways.values(),
        _say(_ask_marks(asked)),
        *marks.values(),
    ]
    return [
        *people,
        _say("Asked once:", strong=True),
        *fields,
        _button("Keep these answers", lambda: after(keep), main=True),
    ]


def _people(desk: Desk, asked: Asked, after: Callable[[Callable[[], str]], None]) -> list[widgets.Widget]:
    def choose(person: str) -> str:
        write_answers(desk, {"person": person})
        return f"The log of {person} is open. {AGAIN}"

    buttons = [_button(name, lambda name=name: after(lambda: choose(name))) for name in asked.people]
    head = "Whose log?" if asked.person is None else f"The log of {asked.person} is open. Another?"
    return [_say(head, strong=True), widgets.HBox(buttons, layout={"flex_flow": "row wrap"})]


def _main_field(asked: Asked) -> widgets.Dropdown:
    options = [("none: all count alike", ""), *((name, words) for words, name in asked.mains.items())]
    value = asked.goals.main if asked.goals.main in asked.mains else ""
    return widgets.Dropdown(
        options=options,
        value=value,
        description="Which one measure counts most?",
        style=_LABEL,
        layout=_FIELD,
    )


def _start_field(asked: Asked) -> widgets.DatePicker:
    start = asked.start
    day = None if start is None else pd.Timestamp(start).date()
    return widgets.DatePicker(value=day, description="First day of the routine", style=_LABEL, layout=_FIELD)


def _ask_start(asked: Asked) -> str:
    if asked.start is None:
        return "When did you begin? Leave it empty if you have not yet."
    day = say_day(asked.start)
    if not asked.is_guess:
        return f"You began on {day}, as you said."
    before = int((asked.days < asked.start).sum())
    return f"Did you begin on {day}? {say_count(before, 'logged day')} before it. If not, choose the day."


def _way_field(metric: str, asked: Asked) -> widgets.ToggleButtons:
    far = " (goes further)" if metric in ("rom", "reach") else ""
    options = [("not sure", ""), (f"bigger is better{far}", "higher"), ("smaller is better", "lower")]
    field = widgets.ToggleButtons(
        options=options, value=asked.goals.better.get(metric, ""), style={"button_width": "auto", **_LABEL}
    )
    field.description = f"{_name(metric)}: which way is better?"
    return field


def _ask_marks(asked: Asked) -> str:
    """Ask what is worth it, and say where the numbers that are filled in come from."""
    said = "What change would be worth it to you?"
    for origin, words in (
        ("published", "as published"),
        ("house default, not published", "a default of ours"),
    ):
        names = [
            METRIC_WORDS[metric] for metric, known in asked.marks.items() if known.worthwhile_from == origin
        ]
        said += f" Filled in for {say_list(names)}: {words}." if names else ""
    return said + " What you leave as it is stays a suggestion; 0 sets none."


def _mark_field(metric: str, asked: Asked) -> widgets.FloatText:
    own, known = asked.goals.worthwhile.get(metric), asked.marks[metric].worthwhile
    value = own.change if own is not None else known or 0.0
    unit = UNIT_WORDS[METRICS[metric].unit]
    said = f"{_name(metric)}: worth it from ({unit})" if unit else f"{_name(metric)}: worth it from"
    return widgets.FloatText(value=value, step=0.5, description=said, style=_LABEL, layout=_FIELD)


def _changed(field: widgets.FloatText, metric: str, asked: Asked) -> float | None:
    """The person's own mark; None where the suggestion was left as it was, or nothing was set."""
    own, known = asked.goals.worthwhile.get(metric), asked.marks[metric].worthwhile or 0.0
    if field.value == 0 or (own is None and field.value == known):
        return None
    return float(field.value)


def _name(metric: str) -> str:
    word = METRIC_WORDS[metric]
    return word[0].upper() + word[1:]

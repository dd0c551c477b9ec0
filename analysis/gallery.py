"""Every chart on invented people, as small pictures in docs/gallery: `make gallery`.

The page docs/gallery.md says under each picture what it shows, in the words that its chart gives to
screen readers; a test holds these words to what the code says today.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis import charts
from analysis.charts.describe import alt_text
from analysis.charts.save import draw_bytes, shrink_png
from analysis.charts.style import figure_of
from analysis.events import Event
from analysis.intake import Logs
from analysis.logbook import FEELINGS, MOVEMENT, Logbook, open_logbook
from analysis.paths import ROOT, SAMPLE, SAMPLE_CLIENTS
from analysis.people import open_clients
from analysis.phases import Phases, Span, find_phases
from analysis.schema import conform
from analysis.simulate import simulate_logs
from analysis.simulate.planned import write_demo

PAGE, PICTURES = ROOT / "docs" / "gallery.md", ROOT / "docs" / "gallery"
FIRST = "2026-03-02"
WIDTH = 900
"""Pixels of a picture."""
_SHEETS = ("summary", "client")
"""Shown as whole sheets of paper."""


@dataclass(frozen=True)
class Picture:
    """One picture of the gallery.

    Attributes
    ----------
    name : str
        Its file name without the ending.
    caption : str
        Which chart, and whose log.
    draw : function
        Gives Axes, a list of them, or a Figure.
    size, theme : str
    """

    name: str
    caption: str
    draw: Callable[[], Any]
    size: str = "page"
    theme: str = "light"


def list_pictures() -> tuple[Picture, ...]:
    """All pictures, the charts for everybody first.

    Examples
    --------
    >>> list_pictures()[0].name
    'trend'
    """
    return (*_everyday(), *_lengths(), *_expert())


def draw_picture(picture: Picture) -> Figure:
    """Draw one picture in its size and theme."""
    with charts.use_size(picture.size), charts.use_theme(picture.theme):
        figure = figure_of(picture.draw())
    if figure is None:
        raise RuntimeError(f"{picture.name} drew no figure")
    return figure


def write_gallery(page: Path = PAGE, folder: Path = PICTURES) -> None:
    """Write the pictures and their page; pictures that are no longer listed go."""
    import matplotlib.pyplot as plt

    folder.mkdir(parents=True, exist_ok=True)
    parts, names = [_HEAD], set()
    for picture in list_pictures():
        figure = draw_picture(picture)
        path = folder / f"{picture.name}.png"
        path.write_bytes(_small(draw_bytes(figure, "png", crop=picture.name not in _SHEETS)))
        parts.append(write_entry(picture, alt_text(figure), folder.name))
        names.add(path.name)
        plt.close(figure)
    for path in folder.glob("*.png"):
        if path.name not in names:
            path.unlink()
    page.write_text("\n".join(parts), encoding="utf-8")


def write_entry(picture: Picture, words: str, folder: str = PICTURES.name) -> str:
    """One picture of the page, with its words.

    Examples
    --------
    >>> print(write_entry(Picture("trend", "A trend.", print), "Pain: 3 days."))
    ## A trend.
    <BLANKLINE>
    ![Pain: 3 days.](gallery/trend.png)
    <BLANKLINE>
    > Pain: 3 days.
    <BLANKLINE>
    """
    words = " ".join(words.split())
    return f"## {picture.caption}\n\n![{words}]({folder}/{picture.name}.png)\n\n> {words}\n"


_HEAD = """# The charts

Every chart, drawn on invented people whose truth is known ([how](../analysis/simulate/logs.py)), and on the sample log.
Below each picture stand the words that the chart gives to screen readers. `make gallery` draws them again.
"""


def _everyday() -> tuple[Picture, ...]:
    sample = open_logbook(SAMPLE, main="rom right")
    panels = charts.plot_panels
    return (
        Picture("trend", "plot_trend: five months, left and right", lambda: panels(sample.compare(["rom"]), charts.plot_trend)),
        Picture("trend_events", "plot_trend: visits, a holiday and a target", lambda: charts.plot_trend(_with_events())),
        Picture("trend_dark", "plot_trend: on dark paper", lambda: charts.plot_trend(sample.pick("tightness")), theme="dark"),
        Picture("trend_phone", "plot_trend: drawn for a phone", lambda: charts.plot_trend(sample.pick("rom right")), size="phone"),
        Picture("before_after", "plot_before_after: a change, and none", lambda: panels([sample.pick("rom right"), sample.pick("pain")], charts.plot_before_after)),
        Picture("calendar", "plot_calendar: a year of tightness", lambda: panels(make_book("tightness_steps", 365).calendar(["tightness"]), charts.plot_calendar)),
        Picture("sessions", "plot_sessions: before and after each session", lambda: panels(make_book("rom_improves", 400).acutes(["rom"])[:1], charts.plot_sessions)),
        Picture("minutes", "plot_minutes: what was trained", lambda: charts.plot_minutes(sample.training())),
        Picture("sides", "plot_sides: left, right and their difference", lambda: panels(sample.sides(MOVEMENT), charts.plot_sides)),
        Picture("rivals", "plot_rivals: stress fell on the day the routine began", lambda: panels(make_book("stress_does_it", 120).rivals_beside(["tightness"]), charts.plot_rivals)),
        Picture("dose", "plot_dose: minutes a week beside the mean of the week", lambda: panels(sample.doses(["tightness"]), charts.plot_dose)),
        Picture("dose_curve", "plot_dose_curve: do a few minutes suffice?", lambda: panels(sample.dose_curves(["tightness"]), charts.plot_dose_curve)),
        Picture("log", "plot_log: somebody who types days in late", lambda: panels(make_book("backfills", 120).coverage(), charts.plot_log)),
        Picture("plan", "plot_plan: off, on, off, on, as it was drawn and kept", lambda: panels(_planned_book().planned(), charts.plot_plan)),
        Picture("trend_planned", "plot_trend: the same plan, days with the routine and without", lambda: charts.plot_trend(_planned_book().pick("tightness"))),
        Picture("power", "plot_power: what plans would find with the noise of the sample log", lambda: panels(sample.prospect(), charts.plot_power)),
        Picture("summary", "plot_summary: one page for a visit", lambda: charts.plot_summary(sample.visit())),
        Picture("client", "plot_client: one page a client, for a physio or a coach", lambda: charts.plot_client(open_clients(SAMPLE_CLIENTS).pages(1)[0])),
    )  # fmt: skip


def _lengths() -> tuple[Picture, ...]:
    def trend(book: Logbook, words: str) -> Callable[[], Any]:
        return lambda: charts.plot_trend(book.pick(words))

    one_side = make_book("rom_improves", 90, without_side="right")
    return (
        Picture("trend_three_days", "Three days", trend(make_book("nothing_changes", 3), "pain")),
        Picture("trend_three_years", "Three years", trend(make_book("nothing_changes", 1095), "tightness")),
        Picture("trend_one_side", "One side only", trend(one_side, "rom left")),
        Picture("trend_one_value", "One value throughout", trend(_constant_book(), "pain")),
        Picture("trend_all_missing", "No reading at all", lambda: charts.plot_trend(_without_readings())),
        Picture("trend_abab", "Routine and breaks in turn: only the first two phases are compared", trend(_abab_book(), "tightness")),
        Picture("before_after_too_short", "Too short to compare", lambda: charts.plot_before_after(make_book("nothing_changes", 5).pick("pain"))),
        Picture("trend_drops_out", "Logging fades after the start", trend(make_book("drops_out", 120), "tightness")),
    )  # fmt: skip


def _expert() -> tuple[Picture, ...]:
    sample = open_logbook(SAMPLE, main="rom right")
    panels, both = charts.plot_panels, (*MOVEMENT, *FEELINGS)
    return (
        Picture("changes", "plot_changes: all measures", lambda: panels(sample.changes(), charts.plot_changes)),
        Picture("placebo", "plot_placebo: the change at every other possible start", lambda: panels(sample.placebos(["rom"]), charts.plot_placebo)),
        Picture("lags", "plot_lags: links on the same and on later days", lambda: panels(sample.lags(both)[:1], charts.plot_lags)),
        Picture("cohort", "plot_cohort: seven of the sample clients together", lambda: panels(open_clients(SAMPLE_CLIENTS).cohorts(), charts.plot_cohort)),
        Picture("ruler", "plot_ruler: repeated readings of one sitting", lambda: panels(sample.rulers(MOVEMENT)[:1], charts.plot_ruler)),
    )  # fmt: skip


@cache
def make_book(persona: str, days: int, *, without_side: str = "") -> Logbook:
    """The log of one invented person."""
    logs = simulate_logs(persona, days=days, start=FIRST, rng=np.random.default_rng(7)).logs
    if without_side:
        kept = logs.outcomes[logs.outcomes["side"] != without_side].reset_index(drop=True)
        logs = replace(logs, outcomes=kept)
    return Logbook(logs, find_phases(logs), is_example=True)


@cache
def _planned_book() -> Logbook:
    with tempfile.TemporaryDirectory() as name:
        write_demo(Path(name), today=date(2026, 4, 20))
        book = open_logbook(Path(name))
    return replace(book, is_example=True)


def _with_events():
    day = pd.Timestamp
    events = (
        Event(day("2026-04-07"), None, "visit"),
        Event(day("2026-05-18"), day("2026-05-27"), "holiday"),
        Event(day("2026-07-01"), None, "visit"),
    )
    return replace(open_logbook(SAMPLE).pick("rom right"), events=events, target=10.0)


def _without_readings():
    whole = make_book("nothing_changes", 3).pick("pain")
    return replace(whole, series=whole.series[:0], labels=whole.labels[:0])


def _constant_book() -> Logbook:
    frame = pd.DataFrame({"date": pd.date_range(FIRST, periods=40, unit="s"), "value": 5.0, "metric": "pain"})
    frame = frame.assign(side="unknown", moment="none", kind="exact", person="me")
    frame = frame.assign(row_id=[f"row-{i}" for i in range(len(frame))], file_id="simulated", line=1)
    logs = Logs(outcomes=conform(frame, "outcomes"))
    return Logbook(logs, find_phases(logs, start="2026-03-16"), is_example=True)


def _abab_book() -> Logbook:
    logs = make_book("tightness_steps", 120).logs
    starts = pd.date_range("2026-04-01", periods=3, freq="30D")
    spans = tuple(Span(start, phase, phase) for start, phase in zip(starts, "BAB", strict=True))
    return Logbook(logs, Phases(spans, "phases.csv"), is_example=True)


def _small(png: bytes) -> bytes:
    """As wide as a page of text, in few colours."""
    import io

    from PIL import Image

    target = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        size = (WIDTH, round(image.height * WIDTH / image.width))
        if image.width > WIDTH:
            image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(target, format="png")
        else:
            image.convert("RGB").save(target, format="png")
    return shrink_png(target.getvalue())


def main() -> int:
    """Write the gallery."""
    import matplotlib

    matplotlib.use("agg")
    write_gallery()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What only `before_after` can say, one log after the other. More is better in all of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.verdict import Verdict, before_after
from analysis.verdict.outlook import LONGEST_DAYS
from tests.trust.draws import NOTHING, Effect, Floats, Setting
from tests.trust.engine import STEP
from tests.trust.rates import Bound, Rate, count_share

FIRST_DAY = "2026-03-01"
RIVALS = ("stress", "sleep", "sitting")
WORST_DAYS = 5


def ask(
    values: Floats, before: int, *, rivals: Floats | None = None, worthwhile: float | None = None
) -> Verdict:
    """`before_after` of one series, (days,), with its rivals, (rivals, days)."""
    days = pd.date_range(FIRST_DAY, periods=len(values))
    beside = None if rivals is None else pd.DataFrame(dict(zip(RIVALS, rivals, strict=True)), days)
    return before_after(
        pd.Series(values, days), days[before], improvement=1, worthwhile=worthwhile, rivals=beside
    )


def ask_each(
    setting: Setting,
    values: Floats,
    rng: np.random.Generator,
    *,
    with_rivals: bool = True,
    worthwhile: float | None = None,
) -> Iterator[Verdict]:
    """A verdict for every series, three unchanged rivals beside it that miss the same days."""
    for row in values:
        rivals = None
        if with_rivals:
            rivals = np.where(np.isnan(row), np.nan, setting.draw_noise(len(RIVALS), rng))
        yield ask(row, setting.before, rivals=rivals, worthwhile=worthwhile)


def measure_answers(
    setting: Setting, series: int, rng: np.random.Generator, *, alarms: Bound, coverage: Bound
) -> list[Rate]:
    """False alarms, and answers and intervals under a step of 1 SD."""
    noise, truth = setting.draw_noise(series, rng), setting.readings.sd
    none, step = (
        [*ask_each(setting, setting.read(noise, rng, effect), rng, with_rivals=False)]
        for effect in (NOTHING, STEP)
    )
    wrong = [verdict.answer in ("better", "worse") for verdict in none]
    level = [v.change is not None and v.change.low <= truth <= v.change.high for v in step]
    difference = [
        v.mean_difference is not None and v.mean_difference.low <= truth <= v.mean_difference.high
        for v in step
    ]
    return [
        count_share("called changed when nothing changed", wrong, bound=alarms),
        count_share("step of 1 SD answered better", [v.answer == "better" for v in step]),
        count_share("step of 1 SD answered worse", [v.answer == "worse" for v in step]),
        count_share("95 % interval holds a step", level, bound=coverage),
        count_share("95 % interval holds a mean difference", difference),
    ]


def measure_no_change(
    setting: Setting,
    series: int,
    rng: np.random.Generator,
    *,
    effect: Effect,
    worthwhile: float,
    bound: Bound | None = None,
    measured: str,
) -> list[Rate]:
    """Share answered 'no meaningful change'."""
    values = setting.draw(series, rng, effect)
    verdicts = ask_each(setting, values, rng, with_rivals=False, worthwhile=worthwhile)
    return [count_share(measured, [v.answer == "no meaningful change" for v in verdicts], bound=bound)]


def measure_already_moving(
    setting: Setting,
    series: int,
    rng: np.random.Generator,
    *,
    effect: Effect,
    bound: Bound | None = None,
) -> list[Rate]:
    """Share of logs flagged as already moving before the start."""
    verdicts = [*ask_each(setting, setting.draw(series, rng, effect), rng)]
    return [
        count_share("flag already_moving", ["already_moving" in v.flags for v in verdicts], bound=bound),
        count_share("answered better", [v.answer == "better" for v in verdicts]),
        count_share(
            "answered better with credit plausible",
            [v.answer == "better" and v.credit == "plausible" for v in verdicts],
        ),
    ]


def measure_worst_start(
    setting: Setting, series: int, rng: np.random.Generator, *, after_worst: bool, bound: Bound | None
) -> list[Rate]:
    """Share of unchanged logs flagged as started at their worst, and of those answered better.

    The routine starts right after the worst stretch that ends on day 14 or later and has 28 days
    behind it, or on one of the same days at random.
    """
    values = setting.draw_noise(series, rng)
    verdicts = []
    for row in values:
        stretch = np.convolve(row, np.ones(WORST_DAYS), "valid")
        starts = np.arange(14, setting.days - 28 + 1)
        start = starts[np.argmin(stretch[starts - WORST_DAYS])] if after_worst else rng.choice(starts)
        verdicts.append(ask(row, int(start), rivals=setting.draw_noise(len(RIVALS), rng)))
    better = [v for v in verdicts if v.answer == "better"]
    return [
        count_share("flag started_at_worst", ["started_at_worst" in v.flags for v in verdicts], bound=bound),
        count_share("answered better when nothing changed", [v.answer == "better" for v in verdicts]),
        count_share(
            "credit plausible among those answered better", [v.credit == "plausible" for v in better]
        ),
    ]


def measure_credit(setting: Setting, series: int, rng: np.random.Generator, *, effect: Effect) -> list[Rate]:
    """Share of clean logs whose credit is withheld by chance, and by which flag; the average is promised."""
    verdicts = [*ask_each(setting, setting.draw(series, rng, effect), rng)]
    flags = ("already_moving", "started_at_worst", "rival_shift", "missing_not_random")
    return [
        count_share("credit withheld by chance", [v.credit != "plausible" for v in verdicts]),
        *(count_share(f"flag {flag} by chance", [flag in v.flags for v in verdicts]) for flag in flags),
    ]


def measure_rival_shift(setting: Setting, series: int, rng: np.random.Generator) -> list[Rate]:
    """Share of logs in which a shift of stress by 1 SD is flagged, beside two rivals that did not shift."""
    values, found = setting.draw(series, rng), []
    for row in values:
        rivals = setting.draw_noise(len(RIVALS), rng)
        rivals[0] += STEP.curve(setting.before, setting.since)
        found.append(ask(row, setting.before, rivals=rivals).shifted)
    others = [bool(set(shifted) - {RIVALS[0]}) for shifted in found]
    return [
        count_share("flag rival_shift names stress, which shifted by 1 SD", [RIVALS[0] in s for s in found]),
        count_share("flag rival_shift names a rival that did not shift", others),
    ]


def measure_skipped_days(setting: Setting, series: int, rng: np.random.Generator) -> list[Rate]:
    """Nothing changed, but of the worse third of days in B 4 in 5 are skipped."""
    values = setting.draw(series, rng)
    worse_third = values < np.quantile(values, 1 / 3, axis=1, keepdims=True)
    skipped = setting.in_b & worse_third & (rng.random(values.shape) < 0.8)
    verdicts = [*ask_each(setting, np.where(skipped, np.nan, values), rng)]
    better = [v for v in verdicts if v.answer == "better"]
    return [
        count_share(
            "answered better when only bad days were skipped", [v.answer == "better" for v in verdicts]
        ),
        count_share(
            "flag missing_not_random among those answered better",
            ["missing_not_random" in v.flags for v in better],
        ),
    ]


def measure_matters(setting: Setting, series: int, rng: np.random.Generator, *, size: float) -> list[Rate]:
    """Whether a step of exactly the worthwhile change is said to matter."""
    values = setting.draw(series, rng, Effect("step", size))
    worthwhile = size * setting.readings.sd
    verdicts = [*ask_each(setting, values, rng, with_rivals=False, worthwhile=worthwhile)]
    words = ("yes", "no", "unclear")
    return [count_share(f"matters: {word}", [v.matters == word for v in verdicts]) for word in words]


def measure_days_needed(
    setting: Setting, series: int, rng: np.random.Generator, *, size: float
) -> list[Rate]:
    """Whether logs that were told 'N more days would show a change of W' find one of W after N more days.

    Counted twice: for logs that changed by W at the start and were still open when told, which had
    bad luck so far, and for logs without that choice, told before the change was added.
    """
    told: dict[str, list[bool]] = {"still open": [], "all": []}
    better: dict[str, list[bool]] = {"still open": [], "all": []}
    for _ in range(series):
        noise = setting.draw_noise(1, rng, days=setting.days + LONGEST_DAYS + 1)[0]
        changed = noise + Effect("step", size).curve(setting.before, len(noise) - setting.before)
        for who, values in (("still open", changed), ("all", noise)):
            days = _read_days_needed(ask(values[: setting.days], setting.before, worthwhile=size))
            told[who].append(days > 0)
            if days:
                again = ask(changed[: setting.days + days], setting.before, worthwhile=size)
                better[who].append(again.answer == "better")
    return [
        rate
        for who in told
        for rate in (
            count_share(f"told how many more days would show the change ({who})", told[who]),
            count_share(f"answered better after as many more days ({who})", better[who]),
        )
    ]


def _read_days_needed(verdict: Verdict) -> int:
    return 0 if verdict.days_needed is None or verdict.days_show is None else verdict.days_needed

"""Plans through the path that people take: drawn, logged, and tested by `before_after`."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

from analysis.planning.noise import DailyNoise, own_noise
from analysis.planning.plan import Plan, draw_plan
from analysis.planning.power import find_power
from analysis.stats.carryover import phase_changes
from analysis.verdict import before_after
from tests.trust.draws import Floats, Setting
from tests.trust.rates import Bound, Rate, count_share

FIRST = datetime.date(2026, 3, 2)
DRAWN = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.UTC)
ALPHA, ALPHA_OFTEN = 0.05, 0.01
OWN_LOGS = 200


def draw(kind: str, days: int, seed: int) -> Plan:
    """A plan of consecutive days from one seed."""
    return draw_plan(kind, first_day=FIRST, days=days, seed=seed, now=DRAWN)  # type: ignore[arg-type]


def ask_lot(values: Floats, plan: Plan) -> float:
    """p of the lot as `before_after` gives it; 1 where it has none."""
    series = pd.Series(values, pd.date_range(FIRST, periods=len(values)))
    start = pd.Timestamp(plan.schedule.start) if plan.one_start else plan.marks()[""]
    p = before_after(series, start, improvement=1, drawn=plan.schedule).lot_p
    return 1.0 if p is None else p


def find_lots(
    setting: Setting, series: int, rng: np.random.Generator, kind: str, days: int, size: float
) -> Floats:
    """p of every plan, each with its own lot, where the routine adds `size` SD on its days."""
    noise, found = setting.draw_noise(series, rng, days=days), []
    for row in noise:
        plan = draw(kind, days, int(rng.integers(2**32)))
        values = setting.readings.read(row + size * plan.schedule.in_rows[0])
        found.append(ask_lot(np.where(rng.random(days) < setting.missing, np.nan, values), plan))
    return np.array(found)


def measure_uniform(
    setting: Setting, series: int, rng: np.random.Generator, *, kind: str, days: int, bound: Bound
) -> list[Rate]:
    """How often the lot is rare where nothing changed: at most as often as its p says, at every level."""
    p = find_lots(setting, series, rng, kind, days, 0.0)
    return [
        count_share(
            f"p of the lot at most {level:g} when nothing changed", p <= level + 1e-9, bound=Bound(most=level)
        )
        for level in (bound.most or 0.0, 0.25, 0.5, 0.75)
    ]


def measure_power(
    setting: Setting,
    series: int,
    rng: np.random.Generator,
    *,
    kind: str,
    days: int,
    size: float,
    bound: Bound,
) -> list[Rate]:
    """The power that is stated beforehand, with the noise known and with that of a log of 60 days, and the one met."""
    met = find_lots(setting, series, rng, kind, days, size) <= ALPHA + 1e-9
    sd = setting.readings.sd
    known = DailyNoise(
        np.array([setting.rho]), np.array([setting.q]), np.array([sd]), 1 - setting.missing, "known"
    )
    stated = find_power(kind, days, known, np.array([size * sd]), rng=rng, series=4000).found[0]  # type: ignore[arg-type]
    own = np.mean([_state_own(setting, rng, kind, days, size * sd) for _ in range(OWN_LOGS)])
    return [
        count_share(f"change of {size:g} SD found by the lot", met),
        Rate("power stated beforehand, noise known", float(stated), 0.0, 4000),
        Rate("power stated beforehand, from logs of 60 days", float(own), 0.0, OWN_LOGS),
        Rate(
            "difference of the power stated (noise known) and met",
            abs(float(stated - met.mean())),
            0.0,
            series,
            bound,
        ),
        Rate(
            "difference of the power stated (own logs) and met",
            abs(float(own - met.mean())),
            0.0,
            series,
            bound,
        ),
    ]


def _state_own(setting: Setting, rng: np.random.Generator, kind: str, days: int, size: float) -> float:
    """What a person is told whose log so far has 60 days."""
    drawn = setting.readings.read(setting.draw_noise(1, rng, days=60)[0])
    noise = np.where(rng.random(60) < setting.missing, np.nan, drawn)
    log = pd.Series(noise, pd.date_range("2026-01-01", periods=60)).dropna()
    own = own_noise(log, None, rng)
    return float(find_power(kind, days, own, np.array([size]), rng=rng, series=300).found[0])  # type: ignore[arg-type]


def measure_looks(
    setting: Setting, series: int, rng: np.random.Generator, *, looks: int, bound: Bound | None = None
) -> list[Rate]:
    """Share of unchanged logs ever called changed over the looks that a plan has, by the limit of each look."""
    noise = setting.draw(series, rng)
    ends = np.linspace(setting.since / looks, setting.since, looks).round().astype(int)
    p = np.array(
        [
            phase_changes(noise[:, : setting.before + end], setting.in_b[: setting.before + end])["p"]
            for end in ends
        ]
    )
    return [
        count_share(
            f"ever called changed in {looks} planned looks (p below .05 at each)", (p < ALPHA).any(axis=0)
        ),
        count_share(
            f"ever called changed in {looks} planned looks (p below .01 at each)",
            (p < ALPHA_OFTEN).any(axis=0),
            bound=bound,
        ),
    ]

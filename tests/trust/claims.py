"""The claims of the article, each put to people of whom the truth is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.aspects.acute import Acute
from analysis.aspects.dose_curve import DoseCurve
from analysis.aspects.dose_fit import fit_dose
from analysis.claims.cards import JUDGES
from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS
from analysis.comparison import Comparison
from analysis.days import SeriesKey
from analysis.errors import TooFewPoints
from analysis.reference import yardstick
from analysis.stats.lagged import adjust_bh
from analysis.stats.paired import mean_change
from analysis.verdict import before_after
from tests.stats.simulated_noise import daily_noise
from tests.trust.draws import Floats, Setting
from tests.trust.plans import FIRST, draw
from tests.trust.rates import Bound, Rate, count_share

ROM_SD, TIGHT_SD = 3.0, 1.2
Draw = Callable[[Setting, np.random.Generator], Evidence]


def measure_claim(
    setting: Setting,
    series: int,
    rng: np.random.Generator,
    *,
    claim: str,
    truth: str,
    wrong: tuple[str, ...],
    bound: Bound,
) -> list[Rate]:
    """Shares of the states of one card; those that would be wrong under this truth are promised to be rare."""
    states = [JUDGES[claim](TRUTHS[truth](setting, rng)).state for _ in range(series)]
    right = {SUPPORTS, AGAINST} - set(wrong)
    said = [count_share("card is wrong", [state in wrong for state in states], bound=bound)]
    if len(wrong) == 1:
        said.append(count_share("card is right", [state in right for state in states]))
    return [*said, count_share("card cannot tell", [state == CANNOT_TELL for state in states])]


def _days(setting: Setting) -> pd.DatetimeIndex:
    return pd.date_range(FIRST, periods=setting.days, unit="s")


def _noise(setting: Setting, rng: np.random.Generator, count: int = 1) -> Floats:
    return daily_noise(count, setting.days, setting.rho, setting.q, rng)


def _series(values: Floats, setting: Setting, rng: np.random.Generator, *, rating: bool = False) -> pd.Series:
    """Readings by date, some of them missing; a rating in whole points of 0 to 10."""
    read = np.clip(np.round(values), 0, 10) if rating else np.round(values)
    return pd.Series(np.where(rng.random(len(read)) < setting.missing, np.nan, read), _days(setting)).dropna()


def _in_b(setting: Setting) -> pd.Series:
    return pd.Series(setting.in_b, _days(setting))


def _routine(setting: Setting, rng: np.random.Generator) -> dict[str, object]:
    """Conventional training throughout, the routine since its start."""
    days = _days(setting)
    conventional = pd.Series(np.where(rng.random(len(days)) < 0.4, 30.0, 0.0), days)
    targeted = pd.Series(np.where(setting.in_b & (rng.random(len(days)) < 0.8), 8.0, 0.0), days)
    return {
        "start": days[setting.before],
        "in_b": _in_b(setting),
        "conventional": conventional,
        "targeted": targeted,
    }


def _gains(before: float, since: float) -> Draw:
    """Range of motion that gains so many degrees a week before and since the start."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        day = np.arange(setting.days) - setting.before
        line = before / 7 * np.minimum(day, 0) + since / 7 * np.clip(day, 0, 42)
        rom = _series(10 + line + ROM_SD * _noise(setting, rng)[0], setting, rng)
        return Evidence(rom=rom, **_routine(setting, rng))

    return draw_one


def _pause(weekly: float) -> Draw:
    """A pause after the routine in which range of motion changes by so many degrees a week."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        day = np.arange(setting.days) - setting.before
        rom = _series(15 + weekly / 7 * np.maximum(day, 0) + ROM_SD * _noise(setting, rng)[0], setting, rng)
        targeted = pd.Series(np.where(day < 0, 8.0, 0.0), _days(setting))
        return Evidence(rom=rom, targeted=targeted)

    return draw_one


def _tight_and_range(slope: float) -> Draw:
    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        one, other = _noise(setting, rng, 2)
        tight = _series(5 + TIGHT_SD * one, setting, rng, rating=True)
        rom = _series(10 + slope * TIGHT_SD * one + ROM_SD * other, setting, rng)
        return Evidence(rom=rom, tightness=tight, in_b=_in_b(setting))

    return draw_one


def _tight_and_pain(*, leads: float = 0.0, shared: float = 0.0) -> Draw:
    """Tightness that brings pain on the next day, or a slow state that moves both."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        one, other, state = _noise(setting, rng, 3)
        tight = TIGHT_SD * (np.sqrt(1 - shared**2) * one + shared * state)
        pain = TIGHT_SD * (np.sqrt(1 - shared**2) * other + shared * state)
        pain[1:] += leads * tight[:-1]
        readings = (_series(4 + values, setting, rng, rating=True) for values in (tight, pain))
        return Evidence(**dict(zip(("tightness", "pain"), readings, strict=True)), in_b=_in_b(setting))

    return draw_one


def _stress_and_tight(slope: float) -> Draw:
    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        one, other = _noise(setting, rng, 2)
        stress = _series(5 + 1.6 * one, setting, rng, rating=True)
        tight = _series(5 + slope * 1.6 * one + TIGHT_SD * other, setting, rng, rating=True)
        return Evidence(stress=stress, tightness=tight, in_b=_in_b(setting))

    return draw_one


def _minutes(per_minute: float, *, flat_from: float = np.inf) -> Draw:
    """Range of motion that follows the minutes of the week before, up to a number of them."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        weekly = rng.choice([0, 5, 15, 30], size=setting.days // 7 + 2).repeat(7)[: setting.days]
        days = _days(setting)
        before = pd.Series(weekly / 7.0, days).rolling(7).sum().shift().bfill()
        gain = per_minute * np.minimum(before.to_numpy(), flat_from)
        rom = _series(10 + gain + ROM_SD * _noise(setting, rng)[0], setting, rng)
        try:
            fit = fit_dose(rom, before.reindex(rom.index))
        except TooFewPoints as error:
            return Evidence(curves=(DoseCurve("", "Range", "deg", 1, None, None, 0, str(error)),))
        few, more = adjust_bh([fit.p_few, fit.p_more])
        fit = type(fit)(**{**fit.__dict__, "p_few": float(few), "p_more": float(more)})
        return Evidence(curves=(DoseCurve("", "Range", "deg", 1, None, fit, 1, ""),))

    return draw_one


def _planned(size: float, *, drawn: bool = True, drift: float = 0.0) -> Draw:
    """Tightness under a plan of off, on, off, on that ended; or under the same days, chosen."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        plan = draw("abab", setting.days, int(rng.integers(2**32)))
        marks = plan.marks()[""]
        values = (
            6 + size * marks.to_numpy() + drift * np.arange(setting.days) + TIGHT_SD * _noise(setting, rng)[0]
        )
        tight = _series(values, setting, rng, rating=True)
        schedule = plan.schedule if drawn else None
        verdict = before_after(tight, marks, improvement=-1, worthwhile=2.0, drawn=schedule)
        key = SeriesKey("tightness", None, None, "unknown")
        labels = marks.reindex(tight.index).map({True: "B", False: "A"})
        known = yardstick("tightness")
        one = Comparison(
            key,
            "Tightness",
            "Tightness",
            "points",
            tight,
            labels,
            None,
            known,
            verdict,
            (),
            comes_and_goes=True,
        )
        return Evidence(answers=(one,))

    return draw_one


def _relief(drop: float) -> Draw:
    """Tightness before and after sessions, on three days in four."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        done = rng.random(setting.days) < 0.75
        state = 5 + TIGHT_SD * _noise(setting, rng)[0][done]
        before, after = (
            np.clip(np.round(state + rng.normal(size=len(state)) - less), 0, 10) for less in (0.0, drop)
        )
        pairs = pd.DataFrame({"date": _days(setting)[done], "before": before, "after": after})
        key = SeriesKey("tightness", None, None, "unknown")
        change = mean_change((after - before).round(9))
        return Evidence(acutes=(Acute("", "Tightness", "points", key, pairs, change, "", 0),))

    return draw_one


def _weeks(share: float) -> Draw:
    """Training before the routine of which so much targets the hip flexors, nothing else reaching them."""

    def draw_one(setting: Setting, rng: np.random.Generator) -> Evidence:
        total = rng.uniform(60, 180, size=setting.before // 7)
        strict = total * rng.beta(20 * share + 1e-9, 20 * (1 - share), size=len(total))
        return Evidence(weeks=pd.DataFrame({"strict": strict, "wide": strict, "total": total}))

    return draw_one


TRUTHS: dict[str, Draw] = {
    "3 % of minutes target them": _weeks(0.03),
    "45 % of minutes target them": _weeks(0.45),
    "15 % of minutes target them": _weeks(0.15),
    "only targeted weeks gain, 1.5 degrees each": _gains(0.0, 1.5),
    "all weeks gain, 1.5 degrees each": _gains(1.5, 1.5),
    "no week gains": _gains(0.0, 0.0),
    "a pause loses 2 degrees a week": _pause(-2.0),
    "a pause loses nothing": _pause(0.0),
    "a point of tightness costs 1.5 degrees": _tight_and_range(-1.5),
    "tightness and range have nothing to do with each other": _tight_and_range(0.0),
    "tightness brings .4 points of pain on the next day": _tight_and_pain(leads=0.4),
    "one slow state moves tightness and pain": _tight_and_pain(shared=0.8),
    "tightness and pain have nothing to do with each other": _tight_and_pain(),
    "a point of stress brings .4 points of tightness": _stress_and_tight(0.4),
    "stress and tightness have nothing to do with each other": _stress_and_tight(0.0),
    "every minute brings .2 degrees": _minutes(0.2),
    "the first 10 minutes bring 4 degrees, more bring nothing": _minutes(0.4, flat_from=10.0),
    "minutes bring nothing": _minutes(0.0),
    "the drawn routine lowers tightness by 3 points": _planned(-3.0),
    "the drawn routine changes nothing": _planned(0.0),
    "the drawn routine changes nothing, a trend does": _planned(0.0, drift=-0.05),
    "the chosen routine lowers tightness by 3 points": _planned(-3.0, drawn=False),
    "sessions lower tightness by 2 points at once": _relief(2.0),
    "sessions lower nothing": _relief(0.0),
}

CASES: tuple[tuple[str, str, tuple[str, ...], int, int], ...] = (
    ("C01", "3 % of minutes target them", (AGAINST,), 56, 28),
    ("C01", "45 % of minutes target them", (SUPPORTS,), 56, 28),
    ("C01", "15 % of minutes target them", (SUPPORTS, AGAINST), 56, 28),
    ("C02", "only targeted weeks gain, 1.5 degrees each", (AGAINST,), 42, 56),
    ("C02", "all weeks gain, 1.5 degrees each", (SUPPORTS,), 42, 56),
    ("C02", "no week gains", (SUPPORTS, AGAINST), 42, 56),
    ("C03", "a pause loses 2 degrees a week", (AGAINST,), 35, 42),
    ("C03", "a pause loses nothing", (SUPPORTS,), 35, 42),
    ("C04", "a point of tightness costs 1.5 degrees", (AGAINST,), 28, 56),
    ("C04", "tightness and range have nothing to do with each other", (SUPPORTS,), 28, 56),
    ("C06", "tightness brings .4 points of pain on the next day", (AGAINST,), 28, 70),
    ("C06", "one slow state moves tightness and pain", (SUPPORTS,), 28, 70),
    ("C06", "tightness and pain have nothing to do with each other", (SUPPORTS,), 28, 70),
    ("C08", "a point of stress brings .4 points of tightness", (AGAINST,), 28, 56),
    ("C08", "stress and tightness have nothing to do with each other", (SUPPORTS,), 28, 56),
    ("C10", "every minute brings .2 degrees", (SUPPORTS,), 7, 112),
    ("C10", "the first 10 minutes bring 4 degrees, more bring nothing", (AGAINST,), 7, 112),
    ("C10", "minutes bring nothing", (SUPPORTS, AGAINST), 7, 112),
    ("C11", "the drawn routine lowers tightness by 3 points", (AGAINST,), 21, 21),
    ("C11", "the drawn routine changes nothing", (SUPPORTS,), 21, 21),
    ("C11", "the drawn routine changes nothing, a trend does", (SUPPORTS,), 21, 21),
    ("C11", "the chosen routine lowers tightness by 3 points", (AGAINST,), 21, 21),
    ("C12", "sessions lower tightness by 2 points at once", (AGAINST,), 1, 27),
    ("C12", "sessions lower nothing", (SUPPORTS,), 1, 27),
)
"""Claim, truth, the states that are wrong under it, days before and since."""

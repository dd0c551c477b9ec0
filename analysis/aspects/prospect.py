"""What a plan of the coming weeks could find, with the noise of the person's own days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.phases import BEFORE_PLAN
from analysis.planning.noise import DailyNoise, own_noise, usual_noise
from analysis.planning.plan import SINGLE_DAYS, USUAL_DAYS
from analysis.planning.power import WANTED, Power, find_power
from analysis.planning.words import FITS, KIND_WORDS
from analysis.reference import yardstick
from analysis.stats.randomization import Kind
from analysis.words import METRIC_WORDS, say_amount, say_count

SHOWN: tuple[Kind, ...] = ("start", "abab", "alternating")
LENGTHS = (28, 42, 56, 84, 112, 168, 252)
"""Days of a plan that are tried, until one finds the worthwhile change 8 times in 10."""
_STEPS, _FARTHEST = 13, 4.0
_SEED, _SERIES, _QUICK = 20261123, 1000, 400
_USUAL_METRIC = "tightness"


@dataclass(frozen=True, eq=False)
class Prospect:
    """What plans of some kinds would find in one outcome.

    Attributes
    ----------
    title, name, unit : str
    worthwhile : float
        The change that is worth it, else one standard deviation of the daily noise.
    worthwhile_from : str
    noise : DailyNoise
    powers : tuple of Power
        A plan of each kind, of its usual length; sizes from 0 on.
    days_needed : mapping of str to int or None
        Days of a plan of each kind that finds the worthwhile change 8 times in 10; None where none up to 252 does.
    """

    title: str
    name: str
    unit: str
    worthwhile: float
    worthwhile_from: str
    noise: DailyNoise
    powers: tuple[Power, ...]
    days_needed: dict[str, int | None]

    def table(self) -> pd.DataFrame:
        """A row a kind of plan."""
        mark = say_amount(self.worthwhile, self.unit)
        rows = {
            KIND_WORDS[power.kind]: {
                "Fits": FITS[power.kind],
                "Days": str(power.days),
                "Finds 8 times in 10": _say_found(power, self.unit),
                f"Finds {mark}": f"{_in_ten(power.at(self.worthwhile))} times in 10",
                f"Days to find {mark}": _say_days(self.days_needed[power.kind]),
            }
            for power in self.powers
        }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis(columns="Plan")

    def sentences(self) -> list[str]:
        """What could be found, and whose noise that rests on."""
        return [_say_best(self), f"That rests on {_say_noise(self)}."]


def find_prospect(comparisons: Iterable[Comparison]) -> Prospect:
    """Plans for the first outcome whose noise is known; without any, for tightness with usual values.

    Parameters
    ----------
    comparisons : iterable of Comparison
        The main measure first.

    Examples
    --------
    >>> found = find_prospect(())
    >>> found.name, [power.kind for power in found.powers], found.noise.origin
    ('Tightness', ['start', 'abab', 'alternating'], 'usual values, not your own')
    """
    for one in comparisons:
        within = one.labels.isin(["A", "B", BEFORE_PLAN])
        try:
            noise = own_noise(one.series[within], one.labels[within] == "B", np.random.default_rng(_SEED))
        except TooFewPoints:
            continue
        mark = one.yardstick.worthwhile
        return _simulate(one.name, one.unit, noise, mark, one.yardstick.worthwhile_from)
    known = yardstick(_USUAL_METRIC)
    name = METRIC_WORDS[_USUAL_METRIC].capitalize()
    return _simulate(name, "points", usual_noise(_USUAL_METRIC), known.worthwhile, known.worthwhile_from)


def _simulate(name: str, unit: str, noise: DailyNoise, mark: float | None, origin: str) -> Prospect:
    worthwhile = noise.usual_sd if mark is None else mark
    most = max(_FARTHEST * noise.usual_sd, 1.5 * worthwhile)
    sizes = np.unique([*np.linspace(0, most, _STEPS), worthwhile])
    rng = np.random.default_rng(_SEED)
    powers = [find_power(k, _usual(k), noise, sizes, rng=rng, series=_SERIES) for k in SHOWN]
    return Prospect(
        f"What a plan would find: {name[0].lower()}{name[1:]}",
        name,
        unit,
        worthwhile,
        origin if mark is not None else "one standard deviation of your days, as no mark is set",
        noise,
        tuple(powers),
        {power.kind: _find_days(power, noise, worthwhile, rng) for power in powers},
    )


def _usual(kind: str) -> int:
    return USUAL_DAYS.get(kind, SINGLE_DAYS)


def _find_days(usual: Power, noise: DailyNoise, size: float, rng: np.random.Generator) -> int | None:
    """Days of a plan that finds a size often enough; what is known of the usual length counts as it is."""
    enough = usual.at(size) >= WANTED
    for days in LENGTHS:
        if days == usual.days and enough:
            return days
        if days == usual.days or (enough and days > usual.days):
            continue
        found = find_power(usual.kind, days, noise, np.array([size]), rng=rng, series=_QUICK).found[0]
        if found >= WANTED:
            return days
    return None


def _in_ten(share: float) -> str:
    times = round(10 * share)
    return "fewer than 1" if times < 1 else "more than 9" if times > 9 else str(times)


def _say_found(power: Power, unit: str) -> str:
    found = power.detectable
    return "none of these sizes" if found is None else say_amount(found, unit)


def _say_days(days: int | None) -> str:
    return f"more than {LENGTHS[-1]}" if days is None else str(days)


def _say_best(one: Prospect) -> str:
    mark = say_amount(one.worthwhile, one.unit)
    said = []
    for power in one.powers:
        need = one.days_needed[power.kind]
        how = f"more than {LENGTHS[-1]} days" if need is None else say_count(need, "day")
        said.append(f"{how} of '{KIND_WORDS[power.kind]}'")
    return f"To find a change of {mark} in {_lower(one.name)} 8 times in 10, it takes {', '.join(said[:-1])}, or {said[-1]}."


def _say_noise(one: Prospect) -> str:
    logged = round(100 * one.noise.logged)
    return (
        f"{one.noise.origin}: they differ by {say_amount(one.noise.usual_sd, one.unit)} around their mean (one standard "
        f"deviation), and {logged} % of days have a reading. The mark of {say_amount(one.worthwhile, one.unit)} is {one.worthwhile_from}"
    )


def _lower(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"

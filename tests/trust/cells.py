"""The list of what is simulated, with the bounds that are promised."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from tests.trust import claims, engine, flags, peers, plans, pooling
from tests.trust.draws import DECIMALS, OTHER_NOISES, Effect, Readings, Setting
from tests.trust.rates import Bound, Rate

LENGTHS = ((7, 14), (14, 28), (28, 56))
PLAIN = (0.0, 0.2, 0.4, 0.6, 0.8)
NOISES = (*((rho, 0.0) for rho in PLAIN), (0.6, 0.3), (0.8, 0.3))
SLOW_NOISES = ((0.9, 0.0), (0.95, 0.0), (0.9, 0.3), (0.9, 0.5), (0.95, 0.7))
WHOLE = Readings("whole numbers with SD 1.5", sd=1.5, step=1.0, low=0.0, high=10.0)
READINGS = (
    DECIMALS,
    WHOLE,
    replace(WHOLE, name="whole numbers with SD 1", sd=1.0),
    replace(WHOLE, name="whole numbers with SD .5", sd=0.5),
    replace(WHOLE, name="whole numbers near their floor", mean=1.0),
    Readings("degrees heaped to 5 with SD 4", mean=20.0, sd=4.0, step=5.0),
)
COVERAGE, AVERAGE_COVERAGE = Bound(0.91, 0.99), Bound(0.94, 0.98)
EQUIVALENCE_ERROR, WITHHELD = Bound(most=0.05), Bound(most=0.15)
RATIOS = {(7, 14): Bound(least=0.70), (14, 28): Bound(least=0.76), (28, 56): Bound(least=0.88)}
MOVING, SELDOM_MOVING, LATE_MOVING = Bound(least=0.80), Bound(most=0.10), Bound(most=0.25)
WORST, RANDOM_START = Bound(least=0.70), Bound(most=0.20)
PROMISED_STARTS = (0.0, 0.3)
"""Carry-overs at which starts after the worst stretch are promised to be found; above, a bad spell is no rare thing."""
SELDOM = Bound(most=0.05)
POOLED = Bound(least=0.90)
"""Of 95 % intervals over people; they hold more where people do not differ."""
MODERATE = 1000
FEW_SERIES = 500
"""Enough for what looks at every log 49 times."""

Measure = Callable[..., list[Rate]]


@dataclass(frozen=True)
class Cell:
    """One setting and what is measured in it.

    Attributes
    ----------
    name : str
        Also the seed.
    measure : callable
        (setting, series, rng, **options) -> list of Rate.
    options : dict
    most : int or None
        Series at most, where a cell is slow.
    """

    name: str
    setting: Setting
    measure: Measure
    options: dict[str, Any] = field(default_factory=dict)
    most: int | None = None

    def count_series(self, asked: int) -> int:
        """How many series are simulated where `asked` are asked for."""
        return asked if self.most is None else min(asked, self.most)

    def run(self, asked: int) -> list[Rate]:
        """Simulate; the seed is the name, so that cells can be run alone and in any order."""
        seed = int.from_bytes(hashlib.sha256(self.name.encode()).digest()[:8], "big")
        rng = np.random.default_rng(seed)
        return self.measure(self.setting, self.count_series(asked), rng, **self.options)


def list_cells() -> list[Cell]:
    """Every cell of the table, in its order."""
    groups = (
        _false_alarms,
        _detection,
        _coverage,
        _equivalence,
        _answers,
        _flags,
        _matters,
        _plans,
        _claims,
        _cohorts,
        _published,
        _peers,
    )
    return [cell for group in groups for cell in group()]


def limit_alarms(rho: float) -> Bound:
    """How often an unchanged log may be called changed."""
    return Bound(most=0.07 if rho <= 0.6 else 0.09 if rho <= 0.8 else 0.12)


def _name(head: str, setting: Setting) -> str:
    noise = f"rho {setting.rho:g}" if setting.noise == "carry-over" else setting.noise
    parts = [f"{head}: {setting.before}+{setting.since} days", noise]
    parts += [f"{setting.q:.0%} rating noise"] if setting.q else []
    parts += [setting.readings.name] if setting.readings is not DECIMALS else []
    parts += [f"{setting.missing:.0%} missing"] if setting.missing else []
    return " / ".join(parts)


def _settings(noises: tuple[tuple[float, float], ...], **options: Any) -> Iterator[Setting]:
    for before, since in LENGTHS:
        for rho, q in noises:
            yield Setting(before, since, rho, q, **options)


def _false_alarms() -> Iterator[Cell]:
    kinds: list[dict[str, Any]] = [{"readings": readings} for readings in READINGS]
    for kind in (*kinds[:1], {"missing": 0.15}, *kinds[1:]):
        for setting in _settings((*NOISES, *SLOW_NOISES), **kind):
            bound = {"bound": limit_alarms(setting.rho)}
            yield Cell(_name("false alarm", setting), setting, engine.measure_called, bound)


def _detection() -> Iterator[Cell]:
    for setting in _settings(NOISES):
        yield Cell(_name("detection", setting), setting, engine.measure_detection)


def _coverage() -> Iterator[Cell]:
    for kind in ({}, {"missing": 0.15}, {"readings": WHOLE}):
        for setting in _settings(NOISES, **kind):
            yield Cell(_name("coverage", setting), setting, engine.measure_coverage, {"bound": COVERAGE})


def _equivalence() -> Iterator[Cell]:
    shapes = {"step": Effect(), "rise with tau 7": Effect("mean_rise", tau=7.0)}
    shapes["rise with tau 21"] = Effect("mean_rise", tau=21.0)
    for before, since in ((28, 56), (60, 90)):
        for rho in (0.0, 0.3, 0.6, 0.8):
            for worthwhile in (1.0, 2.0):
                for shape, effect in shapes.items():
                    setting = Setting(before, since, rho)
                    options = {"effect": replace(effect, size=worthwhile), "worthwhile": worthwhile}
                    options["bound"] = EQUIVALENCE_ERROR
                    head = f"equivalence error, {shape}, worthwhile {worthwhile:g} SD"
                    yield Cell(_name(head, setting), setting, engine.measure_equivalence, options)


def _answers() -> Iterator[Cell]:
    for setting in (
        Setting(7, 14, 0.6),
        Setting(14, 28),
        Setting(14, 28, 0.4, missing=0.15, readings=WHOLE),
        Setting(28, 56, 0.6),
        Setting(28, 56, 0.8, 0.3, readings=WHOLE),
    ):
        options = {"alarms": limit_alarms(setting.rho), "coverage": COVERAGE}
        yield Cell(_name("before_after", setting), setting, flags.measure_answers, options)
    rise = Effect("mean_rise", 1.0, 7.0)
    for rho in (0.0, 0.6):
        setting = Setting(60, 90, rho)
        options = {"effect": rise, "worthwhile": 1.0, "bound": EQUIVALENCE_ERROR}
        options["measured"] = "no meaningful change at exactly worthwhile"
        head = "before_after, equivalence error, rise with tau 7, worthwhile 1 SD"
        yield Cell(_name(head, setting), setting, flags.measure_no_change, options)
        options = {
            "effect": Effect(),
            "worthwhile": 1.0,
            "measured": "no meaningful change found in an unchanged log",
        }
        head = "before_after, unchanged, worthwhile 1 SD"
        yield Cell(_name(head, setting), setting, flags.measure_no_change, options)


def _flags() -> Iterator[Cell]:
    yield from _moving()
    for after_worst, said, bound in (
        (True, "after the worst stretch", WORST),
        (False, "random", RANDOM_START),
    ):
        for rho in (0.0, 0.3, 0.6):
            setting = Setting(14, 56, rho)
            name = f"start {said}: 70 days / rho {rho:g}"
            options = {"after_worst": after_worst, "bound": bound if rho in PROMISED_STARTS else None}
            yield Cell(name, setting, flags.measure_worst_start, options)
    for missing in (0.0, 0.05):
        for rho in (0.0, 0.3, 0.6):
            setting = Setting(21, 42, rho, missing=missing)
            options = {"effect": Effect("step", 1.5)}
            yield Cell(_name("clean log, step of 1.5 SD", setting), setting, flags.measure_credit, options)
    for rho in (0.0, 0.3, 0.6):
        setting = Setting(21, 42, rho)
        yield Cell(_name("stress shifts by 1 SD", setting), setting, flags.measure_rival_shift)
        yield Cell(_name("bad days skipped in B", setting), setting, flags.measure_skipped_days)


def _moving() -> Iterator[Cell]:
    """Trends, and what must not be taken for one."""
    setting = Setting(21, 35, 0.3)
    for head, effect, bound in (
        ("trend of .1 SD a day", Effect("trend", 0.1), MOVING),
        ("ramp of .06 SD a day in B", Effect("ramp", 0.06), LATE_MOVING),
        ("rise to 2 SD in B with tau 7", Effect("rise", 2.0), LATE_MOVING),
    ):
        options = {"effect": effect, "bound": bound}
        yield Cell(_name(head, setting), setting, flags.measure_already_moving, options)
    for rho in (0.0, 0.3, 0.6):
        setting = Setting(21, 35, rho)
        for head, size in (("nothing changed", 0.0), ("step of 1 SD", 1.0), ("step of 2 SD", 2.0)):
            options = {"effect": Effect("step", size), "bound": SELDOM_MOVING}
            yield Cell(_name(f"{head}, trend?", setting), setting, flags.measure_already_moving, options)


def _matters() -> Iterator[Cell]:
    for before, since in ((28, 56), (60, 90)):
        for rho in (0.0, 0.3, 0.6):
            setting = Setting(before, since, rho)
            head = "step of exactly the worthwhile change of 2 SD"
            yield Cell(_name(head, setting), setting, flags.measure_matters, {"size": 2.0})


def _plans() -> Iterator[Cell]:
    """Drawn plans: p under nothing, power stated and met, and planned looks."""
    lengths = {"start": 56, "abab": 42, "alternating": 28, "blocks": 28}
    for kind, days in lengths.items():
        for rho in (0.0, 0.6):
            setting = Setting(days // 2, days - days // 2, rho, missing=0.1)
            name = f"plan {kind}, nothing changed: {days} days / rho {rho:g} / 10% missing"
            yield Cell(
                name,
                setting,
                plans.measure_uniform,
                {"kind": kind, "days": days, "bound": SELDOM},
                most=MODERATE,
            )
    for kind, days, size in (
        ("start", 84, 2.0),
        ("abab", 42, 1.5),
        ("alternating", 28, 1.0),
        ("blocks", 28, 1.0),
    ):
        for rho in (0.0, 0.4):
            setting = Setting(days // 2, days - days // 2, rho, missing=0.1)
            name = f"plan {kind}, change of {size:g} SD: {days} days / rho {rho:g} / 10% missing"
            options = {"kind": kind, "days": days, "size": size, "bound": SELDOM}
            yield Cell(name, setting, plans.measure_power, options, most=MODERATE)
    for looks in (4, 12):
        for rho in PLAIN:
            setting = Setting(14, 84, rho)
            name = f"{looks} planned looks: 14+84 days / rho {rho:g}"
            bound = {"bound": SELDOM} if rho <= 0.6 else {}
            yield Cell(name, setting, plans.measure_looks, {"looks": looks, **bound}, most=MODERATE)


def _claims() -> Iterator[Cell]:
    for claim, truth, wrong, before, since in claims.CASES:
        for rho in (0.0, 0.5):
            setting = Setting(before, since, rho, missing=0.1)
            options = {"claim": claim, "truth": truth, "wrong": wrong, "bound": SELDOM}
            name = f"claim {claim}, {truth}: {before}+{since} days / rho {rho:g} / 10% missing"
            yield Cell(name, setting, claims.measure_claim, options, most=FEW_SERIES)


def _cohorts() -> Iterator[Cell]:
    for people in (5, 10, 20, 50):
        for differ in (0.0, 0.5, 1.0):
            for rho in (0.0, 0.3, 0.6):
                name = f"cohort: {people} people who differ by {differ:g} SD / rho {rho:g}"
                options = {"people": people, "differ": differ, "bound": POOLED}
                yield Cell(name, Setting(14, 28, rho), pooling.measure_cohort, options, most=FEW_SERIES)

    for rho in (0.0, 0.6):
        for size in (0.0, 1.0, 2.0):
            setting = Setting(14, 28, rho, missing=0.1)
            head = f"change of {size:g} SD" if size else "nothing changed"
            options = {"people": 5, "size": size, **({} if size else {"bound": SELDOM})}
            name = f"lot of 5 people, {head}: 42 days / rho {rho:g} / 10% missing"
            yield Cell(name, setting, pooling.measure_lot, options, most=FEW_SERIES)


def _published() -> Iterator[Cell]:
    for before, since in LENGTHS[1:]:
        for noise in OTHER_NOISES:
            setting = Setting(before, since, noise=noise)
            yield Cell(_name("unchanged", setting), setting, engine.measure_called)
        for rho in (0.0, 0.3, 0.6):
            yield from _wrong_shapes(Setting(before, since, rho))
    for rho in (*PLAIN, 0.9):
        setting = Setting(14, engine.LAST_LOOK, rho)
        yield Cell(
            _name("a year of weekly looks", setting), setting, engine.measure_weekly_looks, most=FEW_SERIES
        )
    for rho in (0.0, 0.3, 0.6):
        setting = Setting(28, 7, rho)
        options = {"size": 1.5}
        yield Cell(_name("days needed to show 1.5 SD", setting), setting, flags.measure_days_needed, options)


def _wrong_shapes(setting: Setting) -> Iterator[Cell]:
    """Changes that are not a step at the start."""
    for effect, head, measured in (
        (Effect("trend", 0.02), "trend of .02 SD a day", "called changed under a trend alone"),
        (Effect("trend", 0.05), "trend of .05 SD a day", "called changed under a trend alone"),
        (Effect("rise", 1.0, 7.0), "rise to 1 SD with tau 7", "gradual change found"),
        (Effect("rise", 1.0, 21.0), "rise to 1 SD with tau 21", "gradual change found"),
    ):
        options = {"effect": effect, "measured": measured}
        yield Cell(_name(head, setting), setting, engine.measure_called, options)


def _peers() -> Iterator[Cell]:
    for before, since in LENGTHS[1:]:
        for rho in PLAIN:
            setting = Setting(before, since, rho)
            yield Cell(_name("peers", setting), setting, peers.measure_peers)

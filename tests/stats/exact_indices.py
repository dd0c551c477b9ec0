"""The non-overlap indices in rational arithmetic, straight from their definitions: slow, and never wrong about a tie."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from statistics import median


def exact_indices(a, b, days_a, days_b, improvement):
    """Indices by name, as fractions; readings and days are anything `Fraction` takes as it is written."""
    a, b = ([improvement * Fraction(str(y)) for y in phase] for phase in (a, b))
    by_day = sorted(zip(days_a, a, strict=True))
    m, n = len(a), len(b)
    surplus = sum(_sign(y - x) for x, y in product(a, b))
    trend = sum(_sign(late - early) for (_, early), (_, late) in combinations(by_day, 2))
    kept = max(sum(x <= cut for x in a) + sum(y > cut for y in b) for cut in (min(a + b) - 1, *a))
    found = {
        "NAP": Fraction(m * n + surplus, 2 * m * n),
        "Tau": Fraction(surplus, m * n),
        "PND": Fraction(sum(y > max(a) for y in b), n),
        "PEM": sum(Fraction(1 + _sign(y - median(a)), 2) for y in b) / n,
        "PAND": Fraction(kept, m + n),
        "IRD": Fraction((m + n) * kept - m * m - n * n, 2 * m * n),
    }
    if m > 1:
        found["Tau-U"] = Fraction(surplus - trend, m * n)
        found["Tau-BC"] = _corrected_tau(by_day, list(zip(days_b, b, strict=True)))
        found["PET"] = _above_line(by_day, list(zip(days_b, b, strict=True)))
    return found


def _sign(x):
    return (x > 0) - (x < 0)


def _corrected_tau(a, b):
    slope = median((y - x) / Fraction(t - s) for (s, x), (t, y) in combinations(a, 2))
    rest_a, rest_b = ([y - slope * t for t, y in phase] for phase in (a, b))
    return Fraction(sum(_sign(y - x) for x, y in product(rest_a, rest_b)), len(a) * len(b))


def _above_line(a, b):
    mid_t, mid_y = (Fraction(sum(column)) / len(a) for column in zip(*a, strict=True))
    slope = sum((t - mid_t) * (y - mid_y) for t, y in a) / sum((t - mid_t) ** 2 for t, _ in a)
    return Fraction(sum(y > mid_y + slope * (t - mid_t) for t, y in b), len(b))

"""Single-case statistics: arrays in, frozen dataclasses out."""

from analysis.stats.indices import effect_sizes, effect_sizes_by

__all__ = ["effect_sizes", "effect_sizes_by"]

"""Single-case statistics: arrays in, frozen dataclasses out."""

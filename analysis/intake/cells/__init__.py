"""Cells: numbers, ratings, angles, lengths, durations, sides.

A pattern matches the whole cell or the cell is refused; nothing is guessed from a part of it.
"""

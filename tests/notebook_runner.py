"""Runs the cells of a notebook here, without a kernel: what each says, and no picture."""

from __future__ import annotations

import ast
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd

from analysis.words import Text


def run_cells(path: Path) -> list[object]:
    """What the cells of a notebook show: texts, tables, axes; figures are drawn and closed."""
    shown: list[object] = []
    names: dict[str, object] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            shown.append(_run(cell.source, names))
    for number in plt.get_fignums():
        plt.figure(number).canvas.draw()
        plt.close(number)
    return [one for one in shown if one is not None]


def _run(source: str, names: dict[str, object]) -> object:
    """Run a cell; the value of its last line, as a notebook would show it."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def read_words(shown: list[object]) -> str:
    """All sentences and tables as one text."""
    parts = []
    for one in shown:
        if isinstance(one, Text):
            parts.append(one.markdown)
        elif isinstance(one, pd.DataFrame):
            parts.append(one.to_string())
    return "\n".join(parts)

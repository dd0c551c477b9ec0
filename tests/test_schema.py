"""The tables keep their columns whatever goes in, and data/README.md says the same."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.intake import Logs
from analysis.paths import DATA
from analysis.schema import METRICS, TABLES, conform


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_has_every_column_and_dtype(table):
    empty = conform(None, table)
    assert list(empty.columns) == [column.name for column in TABLES[table]]
    for column in TABLES[table]:
        assert empty[column.name].dtype == column.dtype


def test_an_unknown_column_is_refused():
    with pytest.raises(KeyError, match="issues has no column"):
        conform(pd.DataFrame({"colour": ["red"]}), "issues")


def test_a_balance_that_does_not_add_up_is_a_defect_and_raises():
    row = {"file_id": "a", "name": "a.csv", "path": "a.csv"}
    files = pd.DataFrame([{**row, "records_read": 3, "kept": 1, "skipped": 1, "left_out": 0}])
    with pytest.raises(DataError, match=r"a\.csv: read 3 records, but kept 1, skipped 1 and left out 0"):
        Logs(files=conform(files, "files"))


def test_the_data_dictionary_lists_every_column_and_metric():
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for name, columns in TABLES.items():
        part = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        listed = [line.split("|")[1].strip() for line in part.splitlines() if line.startswith("| ")][1:]
        assert listed == [column.name for column in columns]
        for column in columns:
            assert f"| {column.name} | {column.dtype} | {column.unit} |" in part
    for metric in METRICS.values():
        assert f"| {metric.name} | {metric.unit} | {metric.low:g} to {metric.high:g} |" in text

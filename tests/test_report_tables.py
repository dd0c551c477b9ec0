"""The numbers behind a report as CSV."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.logbook import open_logbook
from analysis.report.tables import make_tables, write_tables


@pytest.fixture(scope="module")
def book():
    return open_logbook()


@pytest.fixture(scope="module")
def risky(tmp_path_factory):
    """A log whose cells a spreadsheet would calculate."""
    path = tmp_path_factory.mktemp("risky") / "log.csv"
    rows = "".join(f"{day:02d}.03.2026;{4 + day % 3};=1+{day};@SUM(A1)\n" for day in range(1, 29))
    path.write_text(f"Datum;Schmerz;Notiz;+x\n{rows}", encoding="utf-8")
    return open_logbook(path)


def test_verdicts_come_back_from_the_file_as_they_were_computed(book, tmp_path):
    write_tables(book, tmp_path, "x")
    written = pd.read_csv(tmp_path / "x-verdicts.csv", index_col="outcome")
    verdicts = book.verdicts()
    assert written.index.tolist() == verdicts.index.tolist()
    for name in ("estimate", "low", "high", "p", "n_a", "n_b"):
        np.testing.assert_allclose(written[name], verdicts[name], rtol=1e-15)


def test_every_day_of_every_series_is_there_counted_from_the_start(book):
    daily = make_tables(book)["daily"]
    for one in book.compare():
        rows = daily[daily["outcome"] == one.name]
        assert rows["value"].tolist() == one.series.tolist()
        assert pd.to_datetime(rows["date"]).tolist() == list(one.series.index)
        assert (pd.to_datetime(rows["date"]) - one.start).dt.days.tolist() == rows["day"].tolist()
        assert rows["phase"].tolist() == one.labels.tolist()


def test_weeks_add_up_to_the_minutes_of_the_log(book):
    weeks = make_tables(book)["weeks"]
    assert weeks["targeted_min"].sum() == book.training().daily["targeted"].sum()
    assert pd.to_datetime(weeks["date"]).dt.day_of_week.unique().tolist() == [0]


def test_a_cell_that_a_spreadsheet_would_calculate_is_made_harmless(risky, tmp_path):
    written = write_tables(risky, tmp_path, "x")
    cells = [
        cell
        for path in written
        for column in pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("list").values()
        for cell in column
    ]
    assert any(cell.startswith(("'=", "'@", "'+")) for cell in cells)
    texts = [cell for cell in cells if not cell.lstrip("-").replace(".", "").replace("e-", "").isdigit()]
    assert not [cell for cell in texts if cell.startswith(("=", "+", "@", "-"))]


def test_a_table_to_hand_on_counts_days_and_has_no_dates(book):
    tables = make_tables(book, shared=True)
    assert set(tables) == {"verdicts", "daily", "weeks", "files"}
    assert not [name for name, table in tables.items() if "date" in table]
    assert tables["daily"]["day"].min() < 0 < tables["daily"]["day"].max()


def test_tables_of_an_earlier_run_go_and_other_files_stay(book, tmp_path):
    for name in ("x-columns.csv", "x-mine.csv", "y-columns.csv"):
        (tmp_path / name).write_text("old")
    write_tables(book, tmp_path, "x", shared=True)
    assert not (tmp_path / "x-columns.csv").exists()
    assert (tmp_path / "x-mine.csv").read_text() == "old"
    assert (tmp_path / "y-columns.csv").read_text() == "old"

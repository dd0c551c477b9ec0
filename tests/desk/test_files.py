"""Files that are brought never overwrite one another."""

from __future__ import annotations

import pytest

from analysis.desk.files import keep_file
from analysis.errors import DataError


def test_another_file_of_the_same_name_is_put_beside_it(tmp_path):
    names = [keep_file("log.csv", content, tmp_path).name for content in (b"a", b"b", b"a", b"b", b"c")]
    assert names == ["log.csv", "log (2).csv", "log.csv", "log (2).csv", "log (3).csv"]
    assert (tmp_path / "log.csv").read_bytes() == b"a"


def test_a_name_cannot_lead_out_of_the_folder(tmp_path):
    folder = tmp_path / "personal"
    for name in ("../../log.csv", "C:\\Users\\ann\\log.csv", "/etc/log.csv"):
        assert keep_file(name, b"x", folder) == folder / "log.csv"
    assert [path.name for path in tmp_path.iterdir()] == ["personal"]


def test_a_table_beside_the_logs_is_replaced_and_the_earlier_one_kept(tmp_path):
    keep_file("phases.csv", b"old", tmp_path)
    keep_file("phases.csv", b"new", tmp_path)
    assert (tmp_path / "phases.csv").read_bytes() == b"new"
    assert (tmp_path / "phases.csv.old").read_bytes() == b"old"


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"log\.csv is empty - save or export it again"):
        keep_file("log.csv", b"", tmp_path)

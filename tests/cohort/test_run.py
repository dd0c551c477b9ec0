"""A folder of files -> one row a person, however the files are cut and whatever is broken in them."""

from __future__ import annotations

import os

import pandas as pd
import pytest

from analysis.cohort import answer_people, answers_by, list_parts, write_people
from analysis.errors import DataError
from tests.cohort.made_people import make_rows


def by_person(table):
    return table.drop(columns="file", errors="ignore").sort_values("person", ignore_index=True)


@pytest.mark.parametrize("people_a_file", [1, 4, 100])
def test_however_the_files_are_cut_the_answers_are_those_of_the_rows_together(tmp_path, people_a_file):
    rows = make_rows(9).sample(frac=1, random_state=3)
    parts = write_people(rows, tmp_path / "cohort", people_a_file=people_a_file)
    assert len(parts) == -(-9 // people_a_file)
    found = answer_people(tmp_path / "cohort", improvement=-1, worthwhile=1)
    pd.testing.assert_frame_equal(
        by_person(found), by_person(answers_by(rows, ["person"], improvement=-1, worthwhile=1))
    )


def test_folders_that_name_a_person_are_read_as_other_programs_write_them(tmp_path):
    rows = make_rows(3).replace({"person": {"P000": "Ada/B"}})
    rows.to_parquet(tmp_path / "cohort", partition_cols=["person"])
    found = answer_people(tmp_path / "cohort", improvement=-1)
    assert found["file"].str.startswith("person=").all()
    pd.testing.assert_frame_equal(by_person(found), by_person(answers_by(rows, ["person"], improvement=-1)))


def test_two_processes_give_the_same_frame(tmp_path):
    write_people(make_rows(6), tmp_path / "cohort", people_a_file=2)
    before = dict(os.environ)
    one, two = (answer_people(tmp_path / "cohort", improvement=-1, workers=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one, two)
    assert dict(os.environ) == before


def test_a_broken_row_names_person_file_and_line_and_the_rest_goes_on(tmp_path):
    write_people(make_rows(2), tmp_path)
    lines = ["person,day,phase,value"]
    lines += [f"Ida,{day},{'A' if day < 6 else 'B'},{5 - 2 * (day > 5)}" for day in range(16)]
    lines += [f"Jon,{day},{'A' if day < 6 else 'B'},{day % 3}" for day in range(16)]
    lines[3], lines[20] = "Ida,2,A,4", ""
    lines[22] = "Jon,4,A,4 or 5"
    (tmp_path / "more.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = answer_people(tmp_path, improvement=-1).set_index("person")
    assert found.index.tolist() == ["Ida", "Jon", "P000", "P001"]
    assert found.loc["Jon", "reason"] == (
        "more.csv, line 23: value is '4 or 5', must be a number, or blank where there is none"
    )
    assert found.loc["Ida", "answer"] == "better"
    assert found["reason"].isna().tolist() == [True, False, True, True]


def test_a_line_with_too_many_or_too_few_cells_is_a_broken_row(tmp_path):
    rows = ["person,day,phase,value", '"Ada\nB",1,A,5', "Eve,1,A", "Uwe,1,A,5,6", "Zoe,1,A,5"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    reason = answer_people(tmp_path, improvement=-1).set_index("person")["reason"]
    assert reason["Eve"] == "a.csv, line 4: 3 cells, but the header has 4"
    assert reason["Uwe"] == "a.csv, line 5: 5 cells, but the header has 4"
    assert reason["Zoe"] == reason["Ada\nB"] == "too few days"


def test_a_row_without_a_person_is_a_row_of_its_own_and_named(tmp_path):
    (tmp_path / "a.csv").write_text("person,day,phase,value\nAda,1,A,5\n,2,A,5\n", encoding="utf-8")
    found = answer_people(tmp_path, improvement=-1)
    assert found["person"].isna().tolist() == [False, True]
    assert found["reason"].iloc[1].startswith("a.csv, line 3: person is blank")


def test_a_file_that_cannot_be_read_is_a_row_without_a_person_and_the_rest_goes_on(tmp_path):
    write_people(make_rows(3), tmp_path)
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no more")
    (tmp_path / "other.csv").write_text("name,x\nAda,1\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    found = answer_people(tmp_path, improvement=-1)
    assert found.dropna(subset="person")["reason"].isna().all()
    said = found[found["person"].isna()].set_index("file")["reason"]
    assert "broken.parquet cannot be read" in said["broken.parquet"]
    assert "other.csv: no column 'person', 'day', 'phase', 'value'" in said["other.csv"]
    assert "empty.csv: no column 'person'" in said["empty.csv"]


def test_somebody_in_two_files_has_no_answer_and_both_files_are_named(tmp_path):
    rows = make_rows(3)
    write_people(rows, tmp_path)
    write_people(rows[rows["person"] == "P001"], tmp_path, part=1)
    found = answer_people(tmp_path, improvement=-1)
    twice = found[found["person"] == "P001"]
    assert twice["answer"].tolist() == ["cannot tell yet"] * 2
    assert twice[["change", "nap", "p"]].isna().all(axis=None)
    assert set(twice["reason"]) == {
        "P001 stands in part-00000.parquet and part-00001.parquet - a person's rows belong in one file"
    }
    assert found[found["person"] != "P001"]["reason"].isna().all()


def test_writing_never_mixes_with_other_files(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(DataError, match=r"holds notes.txt - name a new folder"):
        write_people(make_rows(1), tmp_path)
    with pytest.raises(DataError, match="no column 'value'"):
        write_people(make_rows(1).drop(columns="value"), tmp_path / "new")


def test_a_folder_without_files_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"holds no \.parquet or \.csv file"):
        list_parts(tmp_path)

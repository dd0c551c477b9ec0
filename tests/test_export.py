"""What is exported is read back the same, harms no spreadsheet and overwrites nothing."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.cli import main
from analysis.errors import DataError
from analysis.export import export_logs
from analysis.intake import Logs, load_logs
from analysis.intake.cells.guards import guard_text, unguard_text
from analysis.paths import SAMPLE
from analysis.schema import TABLES, conform
from analysis.simulate import simulate_logs
from tests.intake.diaries import german_diary, google_form, hevy_export, rehab_log, strong_export, tidy_log

MESSY = (
    "Date,Pain (0-10),Notes\n2025-02-01,~5,=1+1\n2025-02-02,3-4,@coach\n2025-02-02,<2,\"two\nlines, 'quoted'\"\n"
    "2025-02-03,many,-still sore\n2025-02-04,,\n2025-02-05,4,'tis 🧘\n"
)
LOGS = {
    "form": google_form(),
    "german": german_diary(),
    "rehab": rehab_log(),
    "tidy": tidy_log(),
    "strong": strong_export(),
    "hevy": hevy_export(),
    "messy": MESSY,
}
FORMS = pytest.mark.parametrize("parquet", [False, True], ids=["csv", "parquet"])


@pytest.fixture
def put(tmp_path):
    """Write a file into a folder of logs and give its path."""

    def write(text, name="log.csv"):
        path = tmp_path / "logs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def assert_same(found, expected, tables=tuple(TABLES)):
    for table in tables:
        assert_frame_equal(getattr(found, table), getattr(expected, table))


def balance(logs):
    return logs.files[["records_read", "kept", "skipped", "left_out"]].sum().tolist()


def errors(logs):
    found = logs.issues[logs.issues["severity"] == "error"]
    return found[["file", "line", "column", "rule"]].values.tolist()


def change(path, old, new, count=1):
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, count).encode())


# The way back.


@FORMS
@pytest.mark.parametrize("name", LOGS)
def test_an_export_is_read_back_the_same(put, out, name, parquet):
    logs = load_logs(put(LOGS[name]), on_question="leave_out")
    export_logs(logs, out, parquet=parquet)
    assert_same(load_logs(out), logs)


@FORMS
def test_the_sample_folder_is_read_back_the_same(out, parquet):
    logs = load_logs(SAMPLE)
    written = export_logs(logs, out, parquet=parquet)
    assert [path.stem for path in written] == list(TABLES)
    assert_same(load_logs(out), logs)
    assert_same(load_logs(*written), logs)


@FORMS
def test_simulated_logs_are_read_back_the_same(out, parquet):
    logs = simulate_logs("rom_improves", days=40, start="2026-03-02", rng=np.random.default_rng(3)).logs
    export_logs(logs, out, parquet=parquet)
    assert_same(load_logs(out), logs)


@FORMS
def test_an_export_of_an_export_is_the_same_bytes(put, out, tmp_path, parquet):
    export_logs(load_logs(put(MESSY)), out, parquet=parquet)
    again = export_logs(load_logs(out), tmp_path / "again", parquet=parquet)
    for path in again:
        assert path.read_bytes() == (out / path.name).read_bytes()


@FORMS
def test_a_zip_of_the_folder_is_read_back_the_same(out, tmp_path, parquet):
    logs = load_logs(SAMPLE)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for path in export_logs(logs, out, parquet=parquet):
            archive.write(path, f"export/{path.name}")
    assert_same(load_logs(tmp_path / "export.zip"), logs)


@FORMS
@pytest.mark.parametrize("table", ["sessions", "outcomes"])
def test_a_table_named_alone_is_a_file_of_its_own(out, parquet, table):
    logs = load_logs(SAMPLE)
    export_logs(logs, out, parquet=parquet)
    path = next(out.glob(f"{table}.*"))
    alone = load_logs(path)
    assert_same(alone, logs, [table])
    count = len(getattr(logs, table))
    assert balance(alone) == [count, count, 0, 0]
    assert alone.files[["name", "path", "app", "layout"]].values.tolist() == [
        [path.name, str(path), "flexlog", table]
    ]


@FORMS
def test_empty_logs_are_read_back_the_same(out, parquet):
    export_logs(Logs(), out, parquet=parquet)
    assert_same(load_logs(out), Logs())


def test_tables_under_other_names_are_known_by_their_header(put, out, tmp_path):
    logs = load_logs(put(google_form()))
    for number, path in enumerate(export_logs(logs, out)):
        path.rename(out / f"copy {number}.txt")
    assert_same(load_logs(out), logs)


TEXTS = st.one_of(
    st.none(),
    st.text(max_size=200),
    st.sampled_from(
        ["", "'", "''", "=1", " =1", "＝1", "\t-", "\r", "a\r\nb", '"', "\0=", "1" * 16, "12e45", "nan"]
    ),
    st.text(alphabet="=+-@'\" \t\r\n\0,;🧘é", max_size=8),
)
NUMBERS = st.one_of(st.none(), st.floats(0, 10), st.sampled_from([0.1 + 0.2, 1e-300, 0.0]))


@st.composite
def any_logs(draw):
    """Logs with any text and number in any cell that may hold it."""
    size = draw(st.integers(0, 4))

    def column(values):
        return draw(st.lists(values, min_size=size, max_size=size))

    outcomes = {
        "row_id": [f"row-{n}" for n in range(size)],
        "person": column(TEXTS.filter(lambda text: text is not None)),
        "date": column(st.dates().map(pd.Timestamp)),
        "time": column(st.one_of(st.none(), st.datetimes().map(lambda at: at.replace(microsecond=0)))),
        "utc_offset_min": column(st.one_of(st.none(), st.integers(-840, 840))),
        "metric": ["rom"] * size,
        "side": ["left"] * size,
        "moment": ["none"] * size,
        "kind": ["exact"] * size,
        "value": column(st.one_of(st.none(), st.floats(-90, 220))),
        "low": column(NUMBERS),
        "warm": column(st.sampled_from([True, False, None])),
        "raw": column(TEXTS),
        "notes": column(TEXTS),
        "unit": column(st.sampled_from(["deg", None])),
        "source": column(TEXTS),
        "file_id": ["f"] * size,
        "line": range(1, size + 1),
    }
    files = {"file_id": ["f"], "name": ["f"], "path": [""], "note": [draw(TEXTS)], "skipped": [0]}
    files |= {"records_read": [size], "kept": [size], "left_out": [0]}
    return Logs(
        outcomes=conform(pd.DataFrame(outcomes), "outcomes"), files=conform(pd.DataFrame(files), "files")
    )


@given(logs=any_logs(), parquet=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_and_number_comes_back_as_it_was(logs, parquet):
    with tempfile.TemporaryDirectory() as folder:
        export_logs(logs, folder, parquet=parquet)
        assert_same(load_logs(folder), logs)


@given(text=st.one_of(TEXTS.filter(lambda text: text is not None), st.text()))
@settings(max_examples=500, deadline=None)
def test_a_guarded_text_is_harmless_and_comes_back(text):
    cell = guard_text(text)
    assert unguard_text(cell) == text
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert cell.strip()[:1] not in {"=", "+", "-", "@"}


# The form of the files.


def test_formulas_are_made_harmless_and_numbers_stay_numbers(put, out):
    text = "Date,Hip extension left (deg),Notes\n2025-02-01,-4.5,=1+1\n2025-02-02,3,+1 better\n"
    export_logs(load_logs(put(text)), out)
    content = (out / "outcomes.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.splitlines()[0].decode() == ",".join(column.name for column in TABLES["outcomes"])
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [(row["date"], row["value"], row["raw"], row["notes"]) for row in rows] == [
        ("2025-02-01", "-4.5", "'-4.5", "'=1+1"),
        ("2025-02-02", "3.0", "3", "'+1 better"),
    ]


def test_parquet_without_pyarrow_says_what_to_install(put, out, monkeypatch):
    logs = load_logs(put(google_form()))
    (path, *_) = export_logs(logs, out / "there", parquet=True)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(DataError, match=r"install flexibility-log\[parquet\]"):
        export_logs(logs, out / "new", parquet=True)
    assert not (out / "new").exists()
    with pytest.raises(DataError, match=r"sessions\.parquet: Parquet needs pyarrow"):
        load_logs(path)


def test_a_row_that_could_not_be_read_back_is_not_exported(put, out):
    logs = load_logs(put(google_form()))
    wrong = Logs(outcomes=logs.outcomes.assign(value=12.0), files=logs.files)
    with pytest.raises(DataError, match=r"outcomes row 0, column value: 12 is no tightness: 0 to 10 points"):
        export_logs(wrong, out)
    lost = Logs(outcomes=logs.outcomes.assign(region="elbows"), files=logs.files)
    with pytest.raises(DataError, match="outcomes row 0, column region: 'elbows' is not known"):
        export_logs(lost, out)
    assert not out.exists()


# The folder.


def test_an_earlier_export_is_replaced_whatever_its_form(put, out):
    export_logs(load_logs(put(google_form())), out)
    logs = load_logs(put(german_diary(), "b.csv"))
    written = export_logs(logs, out, parquet=True)
    assert sorted(out.iterdir()) == sorted(written)
    assert_same(load_logs(out), logs)


@pytest.mark.parametrize("name", ["notes.txt", "outcomes.csv", "old.csv"])
def test_a_folder_with_anything_else_is_left_as_it_is(put, out, name):
    logs = load_logs(put(google_form()))
    out.mkdir()
    (out / name).write_text("Date,Pain\n2025-02-01,4\n")
    with pytest.raises(DataError, match=f"holds {name}, which is no earlier export"):
        export_logs(logs, out)
    assert [path.name for path in out.iterdir()] == [name]


def test_a_folder_that_the_logs_come_from_is_left_as_it_is(put, out):
    path = put(google_form())
    with pytest.raises(DataError, match=r"holds .*log\.csv"):
        export_logs(load_logs(path), path.parent)
    export_logs(load_logs(path), out)
    with pytest.raises(DataError, match=r"holds .*outcomes\.csv, which these logs come from"):
        export_logs(load_logs(out / "outcomes.csv"), out)


def test_a_file_in_place_of_the_folder_is_refused(put, out):
    out.write_text("x")
    with pytest.raises(DataError, match="is a file, and an export needs a folder"):
        export_logs(load_logs(put(google_form())), out)


# After a spreadsheet.


@pytest.fixture
def exported(put, out):
    """The logs of a form, and the folder of their export."""
    logs = load_logs(put(google_form()))
    export_logs(logs, out)
    return logs, out


@pytest.mark.parametrize(
    ("old", "new", "column", "rule"),
    [
        (",2025-03-04,", ",3/4/2025,", "date", "cell_not_read"),
        (",2025-03-04,", ",2025-02-30,", "date", "cell_not_read"),
        (",2025-03-04,", ",2025-03-04 12:00:00,", "date", "cell_not_read"),
        (",2025-03-04,", ",,", "date", "required_missing"),
        (",tightness,", ",tension,", "metric", "level_unknown"),
        (",none,1.0,", ",none,11.0,", "value", "out_of_range"),
        (",none,1.0,", ',none,"1,0",', "value", "cell_not_read"),
        (",none,1.0,", ",none,nan,", "value", "cell_not_read"),
        (",none,1.0,", ",none,1e999,", "value", "out_of_range"),
        (",exact,", ",,", "kind", "required_missing"),
        (",3,diary\n", ",3.5,diary\n", "line", "cell_not_read"),
        (",3,diary\n", ",99999999999,diary\n", "line", "cell_not_read"),
    ],
)
def test_a_cell_that_was_spoiled_leaves_its_row_out_by_name(exported, old, new, column, rule):
    logs, out = exported
    lines = (out / "outcomes.csv").read_text().splitlines()
    at = next(number for number, line in enumerate(lines, 1) if old.strip() in f"{line}\n")
    change(out / "outcomes.csv", old, new)
    back = load_logs(out)
    assert errors(back) == [["outcomes.csv", at, column, rule]]
    kept = logs.outcomes.drop(index=at - 2).reset_index(drop=True)
    assert_frame_equal(back.outcomes, kept)
    assert_same(back, logs, ["sessions"])
    assert_frame_equal(back.files.iloc[:-1], logs.files)
    assert back.files.iloc[-1][["name", "records_read", "kept", "left_out"]].tolist() == [
        *("outcomes.csv", 60, 59, 1)
    ]


def test_an_id_that_became_a_number_is_left_out(exported):
    logs, out = exported
    change(out / "outcomes.csv", logs.outcomes["row_id"].iloc[0], "1.23457E+15")
    assert errors(load_logs(out)) == [["outcomes.csv", 2, "row_id", "cell_not_read"]]


def test_a_row_copied_twice_is_read_once(exported):
    logs, out = exported
    path = out / "sessions.csv"
    path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[1])
    back = load_logs(out)
    assert errors(back) == [["sessions.csv", 12, "row_id", "row_repeated"]]
    assert_same(back, logs, ["sessions", "outcomes"])


def test_a_manifest_that_does_not_add_up_is_left_out_by_name(exported):
    logs, out = exported
    change(out / "files.csv", ",20,20,0,0,", ",20,19,0,0,")
    back = load_logs(out)
    assert errors(back) == [["files.csv", 2, "records_read", "balance"]]
    assert_same(back, logs, ["sessions", "outcomes"])
    assert balance(back) == [1, 0, 0, 1]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_another_delimiter_line_end_and_mark_change_nothing(exported, delimiter, encoding):
    logs, out = exported
    for path in out.iterdir():
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
    back = load_logs(out)
    assert_same(back, logs, ["sessions", "outcomes", "files"])


def test_letters_that_a_spreadsheet_lost_are_warned_of(put, out):
    export_logs(load_logs(put("Date,Pain (0-10),Notes\n2025-02-01,4,müde\n")), out)
    path = out / "outcomes.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    back = load_logs(out)
    assert back.outcomes["notes"].tolist() == ["müde"]
    assert back.issues["rule"].tolist() == ["encoding_changed"]


def test_a_column_that_was_added_is_named_and_not_read(exported):
    logs, out = exported
    path = out / "outcomes.csv"
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head + ",colour", *(row + ",red" for row in rows)]) + "\n")
    back = load_logs(out)
    assert back.issues[["severity", "file", "column", "text", "rule"]].values.tolist() == [
        ["warning", "outcomes.csv", "colour", "red", "column_not_read"]
    ]
    assert_same(back, logs, ["sessions", "outcomes", "files"])


def test_columns_in_another_order_change_nothing(exported):
    logs, out = exported
    for path in out.iterdir():
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame[sorted(frame.columns)].to_csv(path, index=False)
    assert_same(load_logs(out), logs)


def test_a_row_with_more_cells_than_headers_is_left_out(exported):
    _, out = exported
    change(out / "outcomes.csv", ",3,diary\n", ",3,diary,more\n")
    found = load_logs(out)
    assert found.issues[["line", "rule"]].values.tolist() == [[3, "too_many_cells"]]
    assert len(found.outcomes) == 59


def test_empty_cells_that_a_spreadsheet_cut_off_are_empty(exported):
    logs, out = exported
    path = out / "files.csv"
    path.write_bytes(path.read_bytes().rstrip(b",\n") + b"\n")
    back = load_logs(out)
    assert_same(back, logs, ["sessions", "outcomes", "files"])
    assert back.issues["rule"].tolist() == ["short_record"]


def spoil_column(path):
    change(path, "entered_at", "entered")


def spoil_twice(path):
    change(path, "\n", ",value\n")


def spoil_quote(path):
    change(path, ",2025-03-05,", ',"2025-03-05,')


def spoil_top(path):
    path.write_bytes(b"My log\n" + path.read_bytes())


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_column, r"outcomes\.csv is the table outcomes of an export, but has no column entered_at"),
        (spoil_twice, r"outcomes\.csv has more than one column value"),
        (spoil_quote, r"outcomes\.csv line 4: a quote is missing or too many"),
        (spoil_top, r"outcomes\.csv is a table of an export, but its first line is not the header"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused_and_the_rest_goes_on(exported, spoil, message):
    logs, out = exported
    spoil(out / "outcomes.csv")
    with pytest.raises(DataError, match=message):
        load_logs(out / "outcomes.csv")
    back = load_logs(out)
    assert back.outcomes.empty
    assert_same(back, logs, ["sessions"])
    assert set(back.issues["rule"]) == {"file_not_read", "export_incomplete"}


def test_a_table_saved_as_a_workbook_is_refused(exported):
    _, out = exported
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO((out / "outcomes.csv").read_text())):
        book.active.append(row)
    book.save(out / "outcomes.xlsx")
    with pytest.raises(DataError, match="is a table of an export, saved as a workbook"):
        load_logs(out / "outcomes.xlsx")


def test_a_file_that_ends_in_the_middle_is_warned_of(exported):
    _, out = exported
    path = out / "outcomes.csv"
    path.write_bytes(path.read_bytes()[:-3])
    assert "no_last_line_end" in set(load_logs(out).issues["rule"])


def test_a_table_that_is_missing_is_warned_of(exported):
    _, out = exported
    (out / "sessions.csv").unlink()
    found = load_logs(out).issues
    assert found["rule"].tolist() == ["export_incomplete"]
    assert "lacks its table sessions" in found["did"].item()


def test_many_spoiled_rows_are_listed_and_the_rest_counted(out, put):
    export_logs(load_logs(put(google_form(150))), out)
    path = out / "outcomes.csv"
    path.write_text(path.read_text().replace(",points,", ",points,x"))
    back = load_logs(out)
    assert len(errors(back)) == 201
    assert back.files["left_out"].tolist() == [0, 450]


def spoil_parquet(frame, case):
    if case == "level":
        return frame.assign(metric=["tension", *frame["metric"][1:]])
    if case == "range":
        return frame.assign(value=[99.0, *frame["value"][1:]])
    if case == "missing":
        return frame.assign(date=frame["date"].where(frame.index > 0))
    return frame.assign(line=[1.5, *frame["line"][1:]])


@pytest.mark.parametrize(
    ("case", "column", "rule"),
    [
        ("level", "metric", "level_unknown"),
        ("range", "value", "out_of_range"),
        ("missing", "date", "required_missing"),
        ("whole", "line", "cell_not_read"),
    ],
)
def test_a_parquet_file_that_was_changed_leaves_its_row_out(put, out, case, column, rule):
    logs = load_logs(put(google_form()))
    export_logs(logs, out, parquet=True)
    path = out / "outcomes.parquet"
    spoil_parquet(pd.read_parquet(path), case).to_parquet(path, index=False)
    back = load_logs(out)
    assert errors(back) == [["outcomes.parquet", 1, column, rule]]
    assert_frame_equal(back.outcomes, logs.outcomes.iloc[1:].reset_index(drop=True))


def test_a_parquet_file_from_elsewhere_is_refused(tmp_path):
    path = tmp_path / "other.parquet"
    pd.DataFrame({"date": ["2025-02-01"], "pain": [4]}).to_parquet(path)
    with pytest.raises(DataError, match="holds no table of an export"):
        load_logs(path)
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DataError, match="is a damaged Parquet file"):
        load_logs(path)
    assert load_logs(tmp_path).issues["rule"].tolist() == ["file_not_read"]


def test_a_parquet_file_that_another_program_wrote_anew_changes_nothing(put, out):
    logs = load_logs(put(MESSY), on_question="leave_out")
    for path in export_logs(logs, out, parquet=True):
        plain = pyarrow.parquet.read_table(path).replace_schema_metadata(None)
        columns = [c.cast("string") if "dict" in str(c.type) else c for c in plain.columns]
        plain = pyarrow.table(columns, names=plain.column_names)
        pyarrow.parquet.write_table(plain, path, store_schema=False)
    assert_same(load_logs(out), logs)


def test_a_parquet_file_with_a_damaged_byte_is_refused(put, out):
    export_logs(load_logs(put(google_form())), out, parquet=True)
    path = out / "outcomes.parquet"
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(DataError, match="is a damaged Parquet file"):
        load_logs(path)


def test_a_parquet_column_of_another_kind_is_refused(put, out):
    export_logs(load_logs(put(google_form())), out, parquet=True)
    path = out / "outcomes.parquet"
    frame = pd.read_parquet(path)
    frame.assign(value=frame["value"].astype(str)).to_parquet(path, index=False)
    with pytest.raises(DataError, match="column value holds str, must be float64"):
        load_logs(path)
    frame.assign(date=frame["date"].dt.tz_localize("UTC")).to_parquet(path, index=False)
    with pytest.raises(DataError, match=r"column date holds datetime64\[.*UTC\]"):
        load_logs(path)


WORDS = st.sampled_from(
    ["", "x", "4", "-1", "2025-03-04", "left", "pain", "true", "=1", "1e400", "'", "me", "\0"]
)


@given(at=st.integers(0, 25), row=st.integers(1, 20), word=WORDS)
@settings(max_examples=150, deadline=None)
def test_any_changed_cell_gives_the_rows_of_the_table_or_an_error(at, row, word):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "log.csv"
        source.write_text(tidy_log(), encoding="utf-8")
        logs = load_logs(source)
        path = export_logs(logs, Path(folder) / "out")[1]
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        rows[row][at % len(rows[0])] = word
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        back = load_logs(path.parent)
    assert len(back.outcomes) + len(errors(back)) == len(logs.outcomes)
    others = logs.outcomes["row_id"].drop(index=row - 1)
    assert_frame_equal(
        conform(back.outcomes[back.outcomes["row_id"].isin(others)], "outcomes"),
        conform(logs.outcomes.drop(index=row - 1), "outcomes"),
    )


# Together with other files.


@FORMS
@pytest.mark.parametrize("first", ["file", "export"])
def test_an_export_beside_its_files_adds_nothing(out, parquet, first):
    logs = load_logs(SAMPLE)
    export_logs(logs, out, parquet=parquet)
    both = load_logs(*([SAMPLE, out] if first == "file" else [out, SAMPLE]))
    assert_same(both, logs, ["sessions", "outcomes", "columns", "files"])
    new = both.issues.merge(logs.issues, how="left", indicator=True)
    assert set(new.loc[new["_merge"] == "left_only", "rule"]) == {"already_imported"}


def test_two_exports_of_the_same_logs_are_one(put, out, tmp_path):
    logs = load_logs(put(MESSY))
    export_logs(logs, out)
    export_logs(logs, tmp_path / "second", parquet=True)
    both = load_logs(out, tmp_path / "second")
    assert_same(both, logs, ["sessions", "outcomes", "files"])
    assert balance(both) == balance(logs)


def test_a_table_alone_beside_its_file_is_passed_over_and_adds_up(put, out):
    path = put(google_form())
    logs = load_logs(path)
    export_logs(logs, out)
    both = load_logs(path, out / "outcomes.csv")
    assert_same(both, logs, ["sessions", "outcomes"])
    assert both.files.set_index("name")[["kept", "skipped", "left_out"]].T.to_dict("list") == {
        "log.csv": [20, 0, 0],
        "outcomes.csv": [0, 60, 0],
    }


def test_a_longer_log_adds_to_an_export_only_what_is_new(put, out):
    export_logs(load_logs(put(google_form(20))), out)
    longer = put(google_form(20) + "3/23/2025 9:00:00,1,1,,1,\n", "longer.csv")
    both = load_logs(out, longer)
    assert len(both.outcomes) == 63
    assert both.outcomes["row_id"].is_unique
    assert both.files[["name", "kept", "skipped"]].values.tolist() == [
        ["log.csv", 20, 0],
        ["longer.csv", 1, 20],
    ]


def test_a_value_that_differs_from_the_export_is_listed(put, out):
    export_logs(load_logs(put("Date,Pain (0-10)\n2025-02-01,4\n")), out)
    both = load_logs(out, put("Date,Pain (0-10)\n2025-02-01,7\n2025-02-02,5\n", "b.csv"))
    assert both.outcomes["value"].tolist() == [4, 5]
    conflict = both.issues[both.issues["rule"] == "conflict"]
    assert conflict[["file", "line"]].values.tolist() == [["b.csv", 2]]


def test_a_reading_that_was_empty_in_the_export_is_filled_by_a_file(put, out):
    export_logs(load_logs(put("Date,Pain (0-10),Stress (0-10)\n2025-02-01,,3\n2025-02-02,5,4\n")), out)
    both = load_logs(out, put("Date,Pain (0-10)\n2025-02-01,4\n", "b.csv"))
    pain = both.outcomes[both.outcomes["metric"] == "pain"].sort_values("date")
    assert pain["value"].tolist() == [4, 5]
    assert both.files["records_read"].eq(both.files[["kept", "skipped", "left_out"]].sum(axis=1)).all()


def test_rows_of_an_export_with_other_answers_are_not_lost_in_silence(put, out):
    path = put("Date,Pain (0-10)\n1/2/2025,3\n2/3/2025,4\n")
    export_logs(load_logs(path, day_first=True), out)
    both = load_logs(path, out, day_first=False)
    assert both.outcomes["date"].astype(str).tolist() == ["2025-01-02", "2025-02-03"]
    assert "export_differs" in set(both.issues["rule"])


def test_overlapping_exports_give_each_row_once_and_adjust_the_balance(put, out, tmp_path):
    export_logs(load_logs(put(google_form(20), "a.csv")), out)
    export_logs(load_logs(put(google_form(25), "b.csv")), tmp_path / "second")
    both = load_logs(out, tmp_path / "second")
    assert "conflict" not in set(both.issues["rule"])
    assert_same(both, load_logs(put(google_form(20), "a.csv"), put(google_form(25), "b.csv")), ["outcomes"])
    assert both.files[["name", "kept", "skipped"]].values.tolist() == [["a.csv", 20, 0], ["b.csv", 5, 20]]


def test_an_export_inside_the_folder_of_the_logs_changes_nothing(put):
    path = put(google_form())
    logs = load_logs(path.parent)
    export_logs(logs, path.parent / "export")
    first = load_logs(path.parent)
    assert_same(first, logs, ["sessions", "outcomes", "files"])
    export_logs(first, path.parent / "export")
    assert_same(load_logs(path.parent), first)


def test_a_value_that_differs_between_exports_is_listed_with_its_line(put, out, tmp_path):
    export_logs(load_logs(put("Date,Pain (0-10)\n\n2025-02-01,4\n")), out)
    export_logs(load_logs(put("Date,Pain (0-10)\n\n2025-02-01,7\n", "b.csv")), tmp_path / "second")
    both = load_logs(out, tmp_path / "second")
    assert both.outcomes["value"].tolist() == [4]
    conflict = both.issues[both.issues["rule"] == "conflict"]
    assert conflict[["file", "line"]].values.tolist() == [["outcomes.csv", 2]]
    assert both.files[["name", "kept", "skipped"]].values.tolist() == [["log.csv", 1, 0], ["b.csv", 0, 1]]


def test_a_file_that_could_not_be_read_stands_in_the_manifest_once(put, out):
    put(google_form())
    folder = put("<html></html>", "page.csv").parent
    logs = load_logs(folder)
    export_logs(logs, out)
    assert_same(load_logs(out), logs)
    assert_same(load_logs(folder, out), logs, ["sessions", "outcomes", "files"])


# The command.


def test_the_command_prints_the_balance_and_the_files(put, out, capsys):
    assert main(["export", str(put(google_form())), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "20 records, 20 kept" in said
    assert str(out / "outcomes.csv") in said
    assert main(["export", str(out), "--out", str(out.parent / "again"), "--parquet"]) == 0
    assert sorted(path.suffix for path in (out.parent / "again").iterdir()) == [".parquet"] * len(TABLES)


def test_the_command_says_with_its_code_that_something_was_left_out(put, out):
    assert (
        main(["export", str(put("Date,Pain (0-10)\n2025-02-01,4\n2025-02-02,90\n")), "--out", str(out)]) == 1
    )
    assert len(load_logs(out).outcomes) == 1
    change(out / "outcomes.csv", ",2025-02-01,", ",1.2.2025,")
    assert main(["check", str(out)]) == 1


def test_the_command_takes_the_answers_of_check(put, out, capsys):
    path = put("Date,Pain (0-10)\n1/2/2025,3\n2/3/2025,4\n")
    assert main(["export", str(path), "--out", str(out)]) == 2
    assert "--day-first or --month-first" in capsys.readouterr().err
    assert not out.exists()
    assert main(["export", str(path), "--out", str(out), "--day-first"]) == 0
    assert load_logs(out).outcomes["date"].astype(str).tolist() == ["2025-02-01", "2025-03-02"]


def test_the_command_never_writes_over_what_it_reads(put, out, capsys):
    path = put(google_form())
    assert main(["export", str(path), "--out", str(path.parent)]) == 2
    assert "holds the logs to export" in capsys.readouterr().err
    assert main(["export", str(path), "--out", str(out)]) == 0
    assert main(["export", str(out), "--out", str(out)]) == 2

"""load_logs: whole files in, four frames out, and a balance that adds up."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import Logs, load_logs, save_mapping
from analysis.schema import TABLES
from tests.intake.diaries import (
    STRONG_HEADER,
    german_diary,
    google_form,
    hevy_export,
    rehab_log,
    strong_export,
    tidy_log,
)


@pytest.fixture
def put(tmp_path):
    """Write a file and give its path."""

    def write(content, name="log.csv", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def series(logs, metric, side="unknown"):
    o = logs.outcomes
    picked = o[(o["metric"] == metric) & (o["side"] == side)].sort_values(["date", "line"])
    return picked["value"].dropna().tolist()


def balance(logs):
    return logs.files[["records_read", "kept", "skipped", "left_out"]].sum().tolist()


def rules(logs):
    return set(logs.issues["rule"])


# The four shapes of diary.


def test_a_form_gives_ratings_and_sessions(put):
    logs = load_logs(put(google_form()))
    assert series(logs, "tightness") == [n % 11 for n in range(20)]
    assert series(logs, "pain") == [n % 7 for n in range(20)]
    assert series(logs, "stress") == [n % 5 for n in range(20)]
    assert logs.sessions["minutes"].tolist() == [5 + n for n in range(10, 20)]
    assert set(logs.sessions["routine"]) == {"Minutes of hip flexor stretching today"}
    assert set(logs.sessions["region"]) == {"hip"}
    assert logs.outcomes["date"].min() == pd.Timestamp("2025-03-03")
    assert logs.outcomes["entered_at"].notna().all()
    assert logs.outcomes["notes"].dropna().unique().tolist() == ["better, a bit"]
    assert balance(logs) == [20, 20, 0, 0]


def test_a_german_sheet_in_cp1252_gives_degrees_on_both_sides(put):
    logs = load_logs(put(german_diary(), encoding="cp1252"))
    assert series(logs, "rom", "left") == [n + 0.5 for n in range(20)]
    assert series(logs, "rom", "right") == [n + 1.0 for n in range(20)]
    assert series(logs, "pain") == [n % 6 for n in range(20)]
    assert logs.sessions["minutes"].sum() == 100
    assert set(logs.sessions["exercise"]) == {"Hüftbeuger dehnen"}
    assert logs.files["encoding"].item() == "cp1252"


def test_a_rehabilitation_log_gives_pain_on_both_sides_and_no_session(put):
    logs = load_logs(put(rehab_log()))
    assert series(logs, "pain", "left") == [n % 6 for n in range(20)]
    assert series(logs, "pain", "right") == [n % 9 for n in range(20)]
    assert logs.sessions.empty
    assert logs.outcomes["time"].dt.hour.min() >= 12


def test_a_tidy_table_gives_each_metric(put):
    logs = load_logs(put(tidy_log()))
    assert series(logs, "rom", "left") == [n - 4.5 for n in range(20)]
    assert series(logs, "rom", "right") == [n + 0.5 for n in range(20)]
    assert series(logs, "pain") == [n % 6 for n in range(20)]


# The same values whatever the file's dress.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_change_nothing(put, encoding, end):
    plain = load_logs(put(german_diary()))
    dressed = load_logs(put(german_diary().replace("\n", end), "other.csv", encoding))
    columns = ["date", "metric", "side", "value", "raw", "line", "row_id"]
    pd.testing.assert_frame_equal(plain.outcomes[columns], dressed.outcomes[columns])
    pd.testing.assert_frame_equal(
        plain.sessions.drop(columns="file_id"), dressed.sessions.drop(columns="file_id")
    )


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_changes_nothing(put, delimiter):
    plain = load_logs(put(tidy_log()))
    dressed = load_logs(put(tidy_log().replace(",", delimiter), "other.csv"))
    columns = ["date", "metric", "side", "value", "row_id"]
    pd.testing.assert_frame_equal(plain.outcomes[columns], dressed.outcomes[columns])


@given(order=st.permutations(range(20)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_changes_no_value(put, order):
    head, *rows = google_form().splitlines()
    logs = load_logs(put("\n".join([head, *(rows[n] for n in order)])))
    assert series(logs, "tightness") == [n % 11 for n in range(20)]


def test_the_order_of_columns_changes_nothing(put):
    frame = pd.read_csv(io.StringIO(german_diary()), sep=";", dtype=str, keep_default_na=False)
    logs = load_logs(put(frame[frame.columns[::-1]].to_csv(sep=";", index=False)))
    assert series(logs, "rom", "left") == [n + 0.5 for n in range(20)]
    assert len(logs.sessions) == 10


# Questions and answers.


def test_an_unsettled_order_asks_and_the_answer_settles_it(put):
    path = put("Date,Pain (0-10)\n1/2/2025,3\n2/3/2025,4\n")
    with pytest.raises(NeedsAnswer, match="day_first=True or day_first=False"):
        load_logs(path)
    assert load_logs(path, day_first=True).outcomes["date"].astype(str).tolist() == [
        "2025-02-01",
        "2025-03-02",
    ]
    assert load_logs(path, day_first=False).outcomes["date"].astype(str).tolist() == [
        "2025-01-02",
        "2025-02-03",
    ]


def test_every_question_of_every_file_is_listed(put, tmp_path):
    put("Date,Pain (0-10)\n1/2/2025,3\n", "a.csv")
    put("Date,Duration\n2025-02-01,1:30\n", "b.csv")
    with pytest.raises(NeedsAnswer, match="2 questions") as caught:
        load_logs(tmp_path)
    assert len(caught.value.questions) == 2


def test_a_question_can_be_left_out(put):
    logs = load_logs(put("Date,Pain (0-10)\n1/2/2025,3\n"), on_question="leave_out")
    assert logs.outcomes.empty
    assert balance(logs) == [1, 0, 0, 1]
    assert "question_open" in rules(logs)


def test_minutes_with_a_colon_ask_and_the_answer_settles_it(put):
    path = put("Date,Duration,Exercise\n2025-02-01,1:30,Couch stretch\n")
    with pytest.raises(NeedsAnswer, match="hours:minutes or minutes:seconds"):
        load_logs(path)
    assert load_logs(path, columns={"Duration": "minutes m:ss"}).sessions["minutes"].tolist() == [1.5]
    assert load_logs(path, columns={"Duration": "minutes h:mm"}).sessions["minutes"].tolist() == [90]


def test_a_file_without_header_asks_and_columns_answers(put):
    path = put("2025-02-01,3\n2025-02-02,4\n")
    with pytest.raises(NeedsAnswer, match="no header"):
        load_logs(path)
    assert series(load_logs(path, columns={"0": "date", "1": "pain"}), "pain") == [3, 4]


def test_dates_without_a_year_ask_and_a_year_column_answers(put):
    with pytest.raises(NeedsAnswer, match="does not say the year"):
        load_logs(put("Date,Pain (0-10)\n3 March,3\n4 March,4\n"))
    logs = load_logs(put("Date,Year,Pain (0-10)\n3 March,2025,3\n4 March,2025,4\n"))
    assert logs.outcomes["date"].astype(str).tolist() == ["2025-03-03", "2025-03-04"]


def test_a_file_without_dates_is_refused(put):
    with pytest.raises(DataError, match="no column holds dates"):
        load_logs(put("Name,Pain\nA,3\n"))


def test_two_movements_of_a_joint_are_two_series(put):
    logs = load_logs(put("Date,Hip flexion (deg),Hip extension (deg)\n2025-02-01,100,5\n"))
    assert logs.outcomes[["measure", "value"]].to_numpy().tolist() == [["flexion", 100], ["extension", 5]]
    alone = load_logs(put("Date,Hip extension (deg)\n2025-02-01,5\n", "one.csv"))
    assert alone.outcomes["measure"].isna().all()


def test_two_columns_for_one_place_leave_the_later_one_unread_and_say_so(put):
    path = put("Date,Hip ROM (deg),ROM hip (deg)\n2025-02-01,100,5\n")
    logs = load_logs(path)
    assert series(logs, "rom") == [100]
    unread = logs.issues.set_index("rule").loc["column_not_read"]
    assert (unread["column"], unread["severity"]) == ("ROM hip (deg)", "warning")
    assert series(load_logs(path, columns={"Hip ROM (deg)": "ignore"}), "rom") == [5]


def test_answers_are_saved_and_found_again(put, tmp_path):
    path = put("Date,Pain\n1/2/2025,3\n", "Responses (2).csv")
    save_mapping(tmp_path, ["Date", "Pain"], day_first=True, scale={"pain": (1, 5)})
    logs = load_logs(path)
    assert logs.outcomes["date"].astype(str).tolist() == ["2025-02-01"]
    assert series(logs, "pain") == [5]
    assert logs.files["mapping"].item() == "flexlog.toml"
    put("Date,Pain\n1/2/2025,3\n3/4/2025,2\n", "Responses (3).csv")
    assert len(load_logs(tmp_path).outcomes) == 2


def test_what_is_given_wins_over_what_was_saved(put, tmp_path):
    path = put("Date,Pain\n1/2/2025,3\n")
    save_mapping(tmp_path, ["Date", "Pain"], day_first=True)
    assert load_logs(path, day_first=False).outcomes["date"].astype(str).tolist() == ["2025-01-02"]


def test_saved_answers_that_cannot_be_read_are_refused(put):
    path = put("Date,Pain\n1/2/2025,3\n")
    put("layouts = [", "flexlog.toml")
    with pytest.raises(DataError, match=r"flexlog.toml.*correct the line"):
        load_logs(path)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"on_question": "guess"}, "use 'raise' or 'leave_out'"),
        ({"tz": "Mars"}, "IANA name"),
        ({"columns": {"Pain": "pian"}}, "is no role"),
        ({"columns": {"Pian": "pain"}}, "no file has such a header"),
        ({"scale": {"pain": (5, 5)}}, "must differ"),
        ({"scale": {"rom": (0, 5)}}, "is no rating"),
        ({"day_first": "yes"}, "True or False"),
    ],
)
def test_a_wrong_option_is_refused(put, option, message):
    with pytest.raises(DataError, match=message):
        load_logs(put("Date,Pain\n2025-02-01,3\n"), **option)


# Rows, one by one.


def test_a_bad_cell_is_an_issue_with_line_and_text_and_the_rest_stays(put):
    logs = load_logs(
        put("Date,Pain (0-10),Stress (0-10)\n2025-02-01,12,3\n2025-02-02,ten,4\n2025-02-03,5,x\n")
    )
    assert series(logs, "pain") == [5]
    assert series(logs, "stress") == [3, 4]
    errors = logs.issues[logs.issues["severity"] == "error"]
    assert errors["line"].tolist() == [2, 3, 4]
    assert errors["text"].tolist() == ["12", "ten", "x"]
    assert balance(logs) == [3, 3, 0, 0]


def test_a_record_of_which_nothing_could_be_read_is_left_out(put):
    logs = load_logs(put("Date,Pain (0-10)\n2025-02-01,12\n2025-02-30,3\n2025-02-03,5\n"))
    assert balance(logs) == [3, 1, 0, 2]
    assert len(logs.outcomes) == 1


def test_a_blank_rating_is_a_null_and_not_a_zero(put):
    logs = load_logs(put("Date,Pain (0-10)\n2025-02-01,\n2025-02-02,-\n2025-02-03,none\n"))
    assert logs.outcomes["value"].isna().tolist() == [True, True, False]
    assert series(logs, "pain") == [0]
    assert balance(logs) == [3, 3, 0, 0]


def test_blank_or_zero_minutes_are_no_session_and_no_issue(put):
    logs = load_logs(
        put("Date,Stretching minutes\n2025-02-01,\n2025-02-02,0\n2025-02-03,n/a\n2025-02-04,12\n")
    )
    assert logs.sessions["minutes"].tolist() == [12]
    assert balance(logs) == [4, 1, 3, 0]
    assert "error" not in set(logs.issues["severity"])


def test_minutes_above_ten_hours_are_refused(put):
    logs = load_logs(
        put("Date,Exercise,Minutes\n2025-02-01,Couch stretch,900\n2025-02-02,Couch stretch,150\n")
    )
    assert logs.sessions["minutes"].tolist() == [150]
    assert {"out_of_range", "long_session"} <= rules(logs)


def test_repeated_trials_stay_and_are_numbered(put):
    text = (
        "Date,Left hip extension (deg),Right hip extension (deg),Notes\n"
        "02.03.2025,4.5°,6,\n02.03.2025,~5,6,\n02.03.2025,5,-,warm\n14.03.2025,7,8,\n"
    )
    logs = load_logs(put(text))
    left = logs.outcomes[logs.outcomes["side"] == "left"]
    assert left["value"].tolist() == [4.5, 5, 5, 7]
    assert left["trial"].tolist() == [1, 2, 3, 1]
    assert left["kind"].tolist() == ["exact", "approx", "exact", "exact"]
    assert set(left["region"]) == {"hip"}
    assert logs.outcomes["row_id"].is_unique


def test_a_google_timestamp_keeps_the_wall_clock_and_its_offset(put):
    head = "Timestamp,How tight do your hip flexors feel right now? (0-10),Hours of sleep last night\n"
    logs = load_logs(put(head + "2025/03/02 8:41:07 PM GMT+1,4,7.5\n"))
    row = logs.outcomes.iloc[0]
    assert row["time"] == row["entered_at"] == pd.Timestamp("2025-03-02 20:41:07")
    assert row["utc_offset_min"] == 60
    assert series(logs, "sleep_h") == [7.5]


def test_a_date_question_wins_over_the_timestamp(put):
    logs = load_logs(put("Timestamp,Date,Pain (0-10)\n3/14/2025 9:00:00,3/13/2025,4\n"))
    row = logs.outcomes.iloc[0]
    assert row["date"] == pd.Timestamp("2025-03-13")
    assert row["entered_at"] == pd.Timestamp("2025-03-14 09:00")


def test_entries_after_midnight_can_belong_to_the_day_before(put):
    path = put("Date,Time,Pain (0-10)\n2025-02-02,01:30,4\n2025-02-02,09:00,5\n")
    logs = load_logs(path, day_starts_at="04:00")
    assert logs.outcomes["date"].astype(str).tolist() == ["2025-02-01", "2025-02-02"]


def test_the_same_form_sent_twice_to_the_second_counts_once(put):
    row = "3/13/2025 9:00:00,4\n"
    logs = load_logs(put("Timestamp,Pain (0-10)\n" + row + row))
    assert series(logs, "pain") == [4]
    assert balance(logs) == [2, 1, 1, 0]
    assert "submitted_twice" in rules(logs)


def test_equal_rows_without_a_second_are_kept_with_a_note(put):
    logs = load_logs(put("Date,Pain (0-10)\n2025-02-01,4\n2025-02-01,4\n"))
    assert series(logs, "pain") == [4, 4]
    assert "possible_duplicate" in rules(logs)


def test_every_column_that_is_not_read_is_named(put):
    logs = load_logs(put("Date,Pain (0-10),Colour\n2025-02-01,4,red\n"))
    row = logs.issues[logs.issues["rule"] == "column_not_read"].iloc[0]
    assert row["column"] == "Colour"
    assert "columns=" in row["fix"]


def test_a_side_column_counts_for_readings_of_the_body_alone(put):
    logs = load_logs(put("Date,Side,Pain (0-10),Stress (0-10)\n2025-02-01,L,4,5\n"))
    assert series(logs, "pain", "left") == [4]
    assert series(logs, "stress") == [5]


def test_a_person_column_names_the_person(put):
    path = put("Date,Name,Pain (0-10)\n2025-02-01,Ana,4\n2025-02-01,,5\n")
    assert load_logs(path, person="Bo").outcomes["person"].tolist() == ["Ana", "Bo"]


def test_a_row_with_too_many_cells_is_left_out_not_shifted(put):
    logs = load_logs(put("Date,Pain (0-10),Stress (0-10)\n2025-02-01,4,5,3\n2025-02-02,4,5\n"))
    assert series(logs, "stress") == [5]
    assert balance(logs) == [2, 1, 0, 1]


def test_an_unquoted_comma_in_the_notes_is_joined(put):
    logs = load_logs(put("Date,Pain (0-10),Notes\n2025-02-01,4,tired, but fine\n2025-02-02,5,ok\n"))
    assert logs.outcomes["notes"].tolist() == ["tired, but fine", "ok"]


def test_a_yes_or_no_question_gives_sessions_without_minutes(put):
    logs = load_logs(put("Date,Pain (0-10),Stretch\n2025-02-01,4,yes\n2025-02-02,5,no\n"))
    assert logs.sessions["routine"].tolist() == ["Stretch"]
    assert logs.sessions["minutes"].isna().all()


def test_notes_that_begin_like_formulas_are_kept_as_they_are(put):
    logs = load_logs(put("Date,Pain (0-10),Notes\n2025-02-01,4,+1 better\n2025-02-02,5,@coach\n"))
    assert logs.outcomes["notes"].tolist() == ["+1 better", "@coach"]


# Apps.


def test_strong_sets_are_summed_into_sessions(put):
    logs = load_logs(put(strong_export()))
    s = logs.sessions.set_index(["exercise", "side"])
    assert s.loc[("Couch stretch", "left"), "minutes"] == 2
    assert s.loc[("Couch stretch", "left"), "sets"] == 2
    assert s.loc[("Couch stretch", "left"), "hold_s"] == 60
    assert s.loc[("Couch stretch", "left"), "notes"] == "tight"
    assert s.loc[("Couch stretch", "right"), "minutes"] == 0.75
    assert pd.isna(s.loc[("Squat (Bodyweight)", "unknown"), "minutes"])
    assert s.loc[("Squat (Bodyweight)", "unknown"), "effort"] == 8.5
    assert s.loc[("Running", "unknown"), "minutes"] == 30
    assert set(logs.sessions["minutes_from"].dropna()) == {"sets_x_hold"}
    assert balance(logs) == [7, 6, 1, 0]
    assert logs.files["app"].item() == "strong"


@pytest.mark.parametrize(
    "header",
    [
        "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,Notes d'entraînement,RPE",
        "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Distanz,Sekunden,Notizen,Workout-Notizen,RPE",
        STRONG_HEADER.upper(),
        STRONG_HEADER.replace("Workout Name", "Something"),
    ],
)
def test_strong_is_known_in_other_languages_and_with_a_column_missing(put, header):
    logs = load_logs(put(strong_export(header)))
    assert logs.files["app"].item() == "strong"
    assert logs.sessions["minutes"].sum() == 32.75


def test_strong_is_known_with_its_columns_in_another_order(put):
    frame = pd.read_csv(io.StringIO(strong_export()), dtype=str, keep_default_na=False)
    logs = load_logs(put(frame[sorted(frame.columns)].to_csv(index=False)))
    assert logs.sessions["minutes"].sum() == 32.75


def test_hevy_sets_are_summed_with_start_and_end(put):
    logs = load_logs(put(hevy_export()))
    plank = logs.sessions.iloc[0]
    assert (plank["minutes"], plank["sets"], plank["effort"]) == (1.5, 2, 7.5)
    assert plank["start"] == pd.Timestamp("2025-03-03 16:50")
    assert plank["end"] == pd.Timestamp("2025-03-03 17:20")
    assert plank["notes"] == "slow\nsteady"


# Folders, archives, several files.


def test_a_folder_goes_on_past_a_file_that_cannot_be_read(put, tmp_path):
    put(google_form(), "a.csv")
    put(b"<html></html>", "b.csv")
    put("start,phase\n2025-03-10,B\n", "phases.csv")
    put("# notes", "README.md")
    put(b"\x89PNG", "photo.png")
    logs = load_logs(tmp_path)
    assert logs.files["name"].tolist() == ["README.md", "a.csv", "b.csv", "phases.csv", "photo.png"]
    assert logs.files["note"].str.startswith("not a log").sum() == 3
    assert "file_not_read" in rules(logs)
    assert balance(logs) == [20, 20, 0, 0]


def test_the_same_bytes_twice_are_one_log(put, tmp_path):
    put(google_form(), "a.csv")
    put(google_form(), "b.csv")
    logs = load_logs(tmp_path)
    assert len(logs.outcomes) == 60
    assert logs.files["skipped"].tolist() == [0, 20]
    assert "same bytes" in logs.files["note"].iloc[1]


def test_a_longer_export_adds_only_what_is_new(put, tmp_path):
    put(google_form(20), "a.csv")
    put(google_form(20) + "3/23/2025 9:00:00,1,1,,1,\n", "b.csv")
    logs = load_logs(tmp_path)
    assert len(logs.outcomes) == 63
    assert logs.files["kept"].tolist() == [20, 1]
    assert logs.files["skipped"].tolist() == [0, 20]
    assert logs.outcomes["row_id"].is_unique


def test_a_conflict_between_files_keeps_the_first_and_is_listed(put, tmp_path):
    put("Date,Pain (0-10)\n2025-02-01,4\n", "a.csv")
    put("Date,Pain (0-10)\n2025-02-01,7\n2025-02-02,5\n", "b.csv")
    logs = load_logs(tmp_path)
    assert series(logs, "pain") == [4, 5]
    assert logs.issues.loc[logs.issues["rule"] == "conflict", "line"].tolist() == [2]


def test_an_archive_is_read_member_by_member(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("logs/a.csv", google_form())
        archive.writestr("logs/b.csv", b"%PDF")
        archive.writestr("__MACOSX/._a.csv", "x")
    logs = load_logs(path)
    assert logs.files["path"].tolist() == [f"{path}::logs/a.csv", f"{path}::logs/b.csv"]
    assert len(logs.outcomes) == 60


def test_a_workbook_is_read_like_a_csv(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Pain (0-10)", "Minutes of stretching"])
    sheet.append([pd.Timestamp("2025-02-01").to_pydatetime(), 4, 12.5])
    sheet.append([pd.Timestamp("2025-02-02").to_pydatetime(), 5, None])
    path = tmp_path / "log.csv"
    book.save(path)
    logs = load_logs(path)
    assert series(logs, "pain") == [4, 5]
    assert logs.sessions["minutes"].tolist() == [12.5]
    assert "renamed_workbook" in rules(logs)


def test_an_empty_file_is_refused(put):
    with pytest.raises(DataError, match="is empty"):
        load_logs(put(""))


def test_a_missing_file_is_refused():
    with pytest.raises(DataError, match="does not exist"):
        load_logs("no/such/file.csv")


def test_no_path_is_refused():
    with pytest.raises(DataError, match="no path was given"):
        load_logs()


# Whatever comes.

WORDS = st.sampled_from(
    [
        "Date",
        "Datum",
        "Timestamp",
        "Pain",
        "Schmerz",
        "Minutes",
        "Dauer",
        "ROM",
        "left",
        "rechts",
        "Notes",
        "2025-03-01",
        "3/4/2025",
        "13.03.2025",
        "7/10",
        "~5",
        "3-4",
        "1:30",
        "00:05:00",
        "95°",
        "12cm",
        "none",
        "-",
        "TOTAL",
        "side",
        "L",
        "value",
        "metric",
        "rom",
        "unit",
        "1,5",
        "1.234",
        '"',
        "'",
        "=",
        "45000",
        "1751412600",
    ]
)
TABLES_OF_WORDS = st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=8)


def check_logs(path, **options):
    try:
        logs = load_logs(path, **options)
    except DataError:
        return
    assert isinstance(logs, Logs)
    files = logs.files
    assert (files["records_read"] == files["kept"] + files["skipped"] + files["left_out"]).all()
    for table, columns in TABLES.items():
        frame = getattr(logs, table)
        assert frame.columns.tolist() == [c.name for c in columns]
        for column in columns:
            assert not (column.required and frame[column.name].isna().any()), column.name
            if column.low is not None:
                inside = frame[column.name].dropna().between(column.low, column.high)
                assert inside.all(), column.name
    assert logs.outcomes["row_id"].is_unique
    assert logs.sessions["row_id"].is_unique


@given(data=st.binary(max_size=300))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_logs_or_a_data_error(tmp_path, data):
    path = tmp_path / "any.csv"
    path.write_bytes(data)
    check_logs(path)
    check_logs(path, on_question="leave_out")


@given(
    rows=TABLES_OF_WORDS,
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_of_known_words_gives_logs_or_a_data_error(tmp_path, rows, delimiter, end):
    path = tmp_path / "any.csv"
    path.write_text(end.join(delimiter.join(row) for row in rows), encoding="utf-8", newline="")
    check_logs(path)
    check_logs(path, on_question="leave_out")
    check_logs(path, day_first=True, tz="Europe/Berlin", day_starts_at="04:00")


def test_a_yes_beside_minutes_names_the_session(put):
    logs = load_logs(put("Date,Stretched?,Minutes\n2025-02-01,yes,10\n2025-02-02,no,\n"))
    assert logs.sessions[["routine", "minutes"]].values.tolist() == [["Stretched?", 10.0]]


def test_start_and_end_give_the_minutes_past_midnight_too(put):
    text = "Date,Start,End,Exercise\n2025-03-01,18:00,18:20,Couch stretch\n2025-03-01,23:50,00:10,Pigeon\n"
    logs = load_logs(put(text))
    assert logs.sessions["minutes"].tolist() == [20, 20]
    assert logs.sessions["end"].iloc[1] == pd.Timestamp("2025-03-02 00:10")
    assert set(logs.sessions["minutes_from"]) == {"start_end"}


def test_a_night_belongs_to_the_day_of_waking(put):
    logs = load_logs(put("Start time,End time,Minutes asleep\n2025-03-01 23:10,2025-03-02 07:00,420\n"))
    row = logs.outcomes.iloc[0]
    assert (row["metric"], row["value"], row["date"]) == ("sleep_h", 7, pd.Timestamp("2025-03-02"))


def test_an_empty_template_gives_empty_logs_and_says_so(put):
    logs = load_logs(put("Date,Pain (0-10),Minutes of stretching\n"))
    assert logs.outcomes.empty
    assert "no_records" in rules(logs)
    assert balance(logs) == [0, 0, 0, 0]


def test_two_columns_of_minutes_are_not_added_up_unasked(put):
    path = put("Date,Minutes,Duration (sec)\n2025-02-01,10,600\n")
    with pytest.raises(NeedsAnswer, match="both read as minutes"):
        load_logs(path)
    assert load_logs(path, columns={"Minutes": "ignore"}).sessions["minutes"].tolist() == [10]


def test_a_weekday_that_does_not_fit_is_named(put):
    rows = ["2025-03-03,Mon", "2025-03-04,Tue", "2025-03-05,Wed", "2025-03-06,Fri", "2025-03-07,Fri"]
    logs = load_logs(put("Date,Weekday,Pain (0-10)\n" + "".join(f"{row},4\n" for row in rows)))
    assert logs.issues.loc[logs.issues["rule"] == "weekday_differs", "line"].tolist() == [5]


def test_a_line_of_text_between_the_rows_is_left_out_by_name(put):
    logs = load_logs(put("Date,Pain (0-10)\n2025-03-01,4\nholiday\n2025-03-09,5\n"))
    assert balance(logs) == [3, 2, 0, 1]
    assert logs.issues.loc[logs.issues["severity"] == "error", "text"].tolist() == ["holiday"]


def test_an_unknown_metric_in_a_long_table_is_left_out_by_name(put):
    logs = load_logs(put("Date,Metric,Value\n2025-03-01,Pain,4\n2025-03-01,Chest,90\n"))
    assert balance(logs) == [2, 1, 0, 1]
    assert "metric_not_known" in rules(logs)


def test_minutes_that_name_their_activity_keep_it_beside_a_session_column(put):
    logs = load_logs(put("Date,Session,Minutes of yoga,Minutes of hip stretching\n2025-03-01,A,20,10\n"))
    assert logs.sessions["routine"].tolist() == ["Minutes of yoga", "Minutes of hip stretching"]
    assert logs.sessions["exercise"].tolist() == ["A", "A"]
    assert logs.sessions["minutes"].tolist() == [20, 10]


def test_one_person_in_two_spellings_is_one_person_across_files(put):
    put("Date,Person,Pain (0-10)\n2025-03-01,Zoë,4\n", "a.csv")
    path = put("Date,Person,Pain (0-10)\n2025-03-01,zoe ,4\n2025-03-02,zoe,3\n", "b.csv")
    logs = load_logs(path.parent)
    assert logs.outcomes["person"].tolist() == ["Zoë", "Zoë"]
    assert "same_person" in logs.issues["rule"].tolist()

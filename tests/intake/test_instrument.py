"""What a reading was measured with: which headers say it, which readings it is of, and that it is kept."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.cli import main
from analysis.errors import DataError
from analysis.export import export_logs
from analysis.intake import load_logs, save_mapping
from analysis.intake.headers import read_header

ROM = "Date,Hip ROM left (deg),Pain (0-10),Device\n2025-03-01,12,4, phone \n2025-03-02,13,3,-\n2025-03-13,15,3,goniometer\n"
GERMAN = "Datum;Beweglichkeit links (°);Gerät\n01.03.2025;12;Handy\n13.03.2025;14;Goniometer\n"


@pytest.fixture
def read(tmp_path):
    """Read a file of this text."""

    def write(text, **options):
        path = tmp_path / "log.csv"
        path.write_text(text, encoding="utf-8")
        return load_logs(path, **options)

    return write


def instruments(logs, metric="rom"):
    """Give the instruments of a metric's readings in file order, None where there is none."""
    named = logs.outcomes.loc[logs.outcomes["metric"] == metric].sort_values("line")["instrument"]
    return named.astype(object).where(named.notna(), None).tolist()


def role_of(logs, header):
    """Give what a column was taken for and why, as the table of columns says."""
    (row,) = logs.columns[logs.columns["header"] == header].to_dict("records")
    return row["role"], row["why"]


@pytest.mark.parametrize(
    "header",
    [
        *("Instrument", "Device", "Measured with", "Measuring tool", "Measurement method", "device_used"),
        *("What did you measure with?", "Messgerät", "Gemessen mit", "Messmethode", "MESSGERAET"),
        *(
            "Instrument de mesure",
            "Mesuré avec",
            "Aparato de medición",
            "Medido con",
            "Strumento",
            "Misurato con",
        ),
        *("Aparelho de medição", "Medido com", "Meetinstrument", "Gemeten met", "Måleudstyr", "Målt med"),
        *("Måleutstyr", "Mätinstrument", "Mätt med", "Przyrząd pomiarowy", "Mittalaite"),
    ],
)
def test_a_header_that_says_what_was_measured_with_is_the_instrument(header):
    assert read_header(header).role == "instrument"


@pytest.mark.parametrize(
    "header",
    [
        "Tool",
        "Method",
        "Equipment",
        "Gerät",
        "Appareil",
        "Outil",
        "Aparato",
        "Attrezzo",
        "Apparaat",
        "Redskap",
    ],
)
def test_a_word_for_a_machine_or_a_way_to_train_is_not_the_instrument(header):
    assert read_header(header).role == ""


@pytest.mark.parametrize(
    "header",
    [
        *("ROM device", "Instrument left", "Hip instrument", "Device (before)", "Pain measured with (0-10)"),
        *("Stretching device", "Exercise device", "Messgerät (°)"),
    ],
)
def test_the_instrument_of_some_readings_alone_is_not_read(header):
    found = read_header(header)
    assert found.role == ""
    assert "instrument" not in found.maybe


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Measured", ""),
        ("Measurement", "metric"),
        ("Mesuré", "metric"),
        ("Mätt", "metric"),
        ("Notes on the device", "notes"),
        ("Pain", "pain"),
        ("Exercise", "exercise"),
    ],
)
def test_words_beside_it_keep_their_meaning(header, role):
    assert read_header(header).role == role


def test_it_is_kept_without_the_blanks_around_it_and_a_blank_cell_takes_none_from_above(read):
    assert instruments(read(ROM)) == ["phone", None, "goniometer"]


def test_two_spellings_stay_as_they_were_written(read):
    logs = read("Date,ROM (deg),Instrument\n2025-03-01,12,iPhone 15 (Measure)\n2025-03-13,13,IPHONE 15\n")
    assert instruments(logs) == ["iPhone 15 (Measure)", "IPHONE 15"]


def test_a_rating_has_no_instrument(read):
    assert instruments(read(ROM), "pain") == [None, None, None]


def test_beside_an_angle_the_instrument_is_not_of_sleep_or_steps(read):
    logs = read(
        "Date,ROM (deg),Sleep (h),Steps,Device\n2025-03-01,12,7.5,8000,phone\n2025-03-13,13,7,9000,phone\n"
    )
    assert instruments(logs) == ["phone", "phone"]
    assert instruments(logs, "sleep_h") == instruments(logs, "steps") == [None, None]


def test_without_an_angle_the_instrument_is_of_what_a_device_can_measure(read):
    logs = read(
        "Date,Steps,Painkillers,Stress (0-10),Device\n2025-03-01,8000,1,3,watch\n2025-03-13,9000,0,4,phone\n"
    )
    assert instruments(logs, "steps") == ["watch", "phone"]
    assert instruments(logs, "painkillers") == instruments(logs, "stress") == [None, None]


def test_both_sides_and_all_trials_of_a_record_share_its_instrument(read):
    logs = read("Date,ROM left (deg),ROM right (deg),ROM right (deg),Instrument\n2025-03-13,12,13,14,phone\n")
    assert instruments(logs) == ["phone", "phone", "phone"]


def test_a_long_table_has_an_instrument_a_row(read):
    logs = read(
        "Date,Metric,Value,Instrument\n2025-03-13,ROM,12,phone\n2025-03-13,Pain,3,phone\n2025-03-13,Reach,4,tape\n"
    )
    assert instruments(logs) == ["phone"]
    assert instruments(logs, "reach") == ["tape"]
    assert instruments(logs, "pain") == [None]


def test_the_person_may_say_which_column_it_is(read):
    assert instruments(read(GERMAN)) == [None, None]
    assert instruments(read(GERMAN, columns={"Gerät": "instrument"})) == ["Handy", "Goniometer"]


def test_a_column_without_a_header_may_be_the_instrument(read):
    logs = read(
        "2025-03-01,12,phone\n2025-03-13,14,goniometer\n",
        columns={"0": "date", "1": "rom left", "2": "instrument"},
    )
    assert instruments(logs) == ["phone", "goniometer"]


def test_a_saved_answer_is_used_again(read, tmp_path):
    save_mapping(tmp_path, GERMAN.splitlines()[0].split(";"), columns={"Gerät": "instrument"})
    assert instruments(read(GERMAN)) == ["Handy", "Goniometer"]


def test_the_roles_that_exist_are_named_where_one_does_not(read):
    with pytest.raises(DataError, match=r"'tool' is no role.* instrument,"):
        read(GERMAN, columns={"Gerät": "tool"})


def test_a_column_of_a_log_in_which_nothing_is_measured_is_not_read(read):
    logs = read("Date,Exercise,Minutes,Device\n2025-03-01,Couch stretch,10,band\n2025-03-13,Pigeon,5,block\n")
    role, why = role_of(logs, "Device")
    assert pd.isna(role)
    assert "only beside a column of something measured" in why
    assert logs.issues["rule"].tolist().count("column_not_read") == 1


def test_a_second_column_is_named_and_not_read(read):
    logs = read("Date,ROM (deg),Instrument,Device\n2025-03-01,12,phone,case\n2025-03-13,13,phone,case\n")
    assert instruments(logs) == ["phone", "phone"]
    assert role_of(logs, "Device")[1] == "another column gives the instrument"


def test_a_record_with_only_an_instrument_is_no_reading_and_the_balance_adds_up(read):
    logs = read("Date,ROM (deg),Instrument\n2025-03-01,12,phone\n2025-03-02,,phone\n2025-03-13,13,phone\n")
    (file,) = logs.files.to_dict("records")
    assert file["records_read"] == file["kept"] + file["skipped"] + file["left_out"] == 3
    assert logs.outcomes["value"].dropna().tolist() == [12, 13]


def test_numbers_for_instruments_are_kept_as_text(read):
    assert instruments(read("Date,ROM (deg),Instrument\n2025-03-01,12,1\n2025-03-13,13,2\n")) == ["1", "2"]


def test_a_file_without_it_has_none(read):
    logs = read("Date,ROM (deg),Pain (0-10)\n2025-03-01,12,3\n2025-03-13,13,2\n")
    assert logs.outcomes["instrument"].isna().all()
    assert str(logs.outcomes["instrument"].dtype) == "str"


def test_a_log_with_a_column_of_it_differs_in_nothing_else(read):
    plain = "\n".join(line.rpartition(",")[0] for line in ROM.splitlines()) + "\n"
    with_it, without = read(ROM).outcomes, read(plain).outcomes
    beside = ["file_id", "instrument"]
    assert_frame_equal(with_it.drop(columns=beside), without.drop(columns=beside))


def test_check_lists_the_column_as_read(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(ROM, encoding="utf-8")
    main(["check", str(path)])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Device" in line]
    assert "instrument" in line


@pytest.mark.parametrize("parquet", [False, True])
def test_an_export_keeps_it(read, tmp_path, parquet):
    logs = read(ROM.replace("goniometer", "=goniometer"))
    export_logs(logs, tmp_path / "out", parquet=parquet)
    again = load_logs(tmp_path / "out")
    assert instruments(again) == instruments(logs) == ["phone", None, "=goniometer"]

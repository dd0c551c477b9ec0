"""Apple Health's export.xml: streamed, whole nights, one source a day, and nothing of another kind in silence."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from analysis.errors import DataError
from analysis.intake import load_logs

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record|Workout)*>\n'
    "<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n]>\n"
    '<HealthData locale="en_GB">\n <ExportDate value="2026-05-16 14:08:16 +0100"/>\n'
)


def record(kind, start, end, value, source="Watch", unit=""):
    unit = f' unit="{unit}"' if unit else ""
    return (
        f' <Record type="{kind}" sourceName="{source}"{unit} creationDate="{end}" startDate="{start}" endDate="{end}" '
        f'value="{value}"/>\n'
    )


def asleep(start, end, stage="Core", source="Watch"):
    return record(
        "HKCategoryTypeIdentifierSleepAnalysis", f"{start}:00 +0100", f"{end}:00 +0100",
        f"HKCategoryValueSleepAnalysisAsleep{stage}", source,
    )  # fmt: skip


def steps(day, clock, count, source):
    return record(
        "HKQuantityTypeIdentifierStepCount",
        f"{day} {clock}:00 +0100",
        f"{day} {clock}:59 +0100",
        count,
        source,
        "count",
    )


def workout(kind, start, end, length='duration="14.5" durationUnit="min" '):
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{kind}" {length}sourceName="Watch" '
        f'startDate="{start}:00 +0100" endDate="{end}:00 +0100">\n  <WorkoutStatistics type="x" sum="3"/>\n </Workout>\n'
    )


@pytest.fixture
def read(tmp_path):
    def load(*elements, end="</HealthData>\n", **options):
        (tmp_path / "export.xml").write_text(HEAD + "".join(elements) + end, encoding="utf-8")
        return load_logs(tmp_path / "export.xml", **options)

    return load


def test_workouts_that_belong_here_are_bouts_and_others_are_named(read):
    logs = read(
        workout("Flexibility", "2026-05-15 19:44", "2026-05-15 19:59"),
        workout("MindAndBody", "2026-05-15 21:00", "2026-05-15 21:30", ""),
        workout("Running", "2026-05-16 08:00", "2026-05-16 09:00"),
    )
    assert logs.sessions["exercise"].tolist() == ["Flexibility", "Mind And Body"]
    assert logs.sessions["minutes"].tolist() == [14.5, 30.0]
    assert logs.sessions["line"].tolist() == [10, 13]
    assert "workout: Running (1)" in logs.issues.loc[logs.issues["rule"] == "other_record", "did"].item()
    assert logs.files[["records_read", "kept", "skipped", "left_out"]].iloc[0].tolist() == [3, 2, 1, 0]


def test_a_night_is_the_time_asleep_of_one_source_and_of_the_day_of_waking(read):
    logs = read(
        asleep("2026-05-14 23:00", "2026-05-14 23:30"),
        asleep("2026-05-14 23:30", "2026-05-15 03:00", "Deep"),
        asleep("2026-05-15 02:30", "2026-05-15 05:00", "REM"),
        asleep("2026-05-14 23:00", "2026-05-15 01:00", "Unspecified", "Phone"),
        record("HKCategoryTypeIdentifierSleepAnalysis", "2026-05-14 22:00:00 +0100", "2026-05-15 07:00:00 +0100",
               "HKCategoryValueSleepAnalysisInBed"),
    )  # fmt: skip
    assert logs.outcomes["value"].tolist() == [6.0]
    assert str(logs.outcomes["date"].item())[:10] == "2026-05-15"
    assert logs.files[["kept", "skipped"]].iloc[0].tolist() == [4, 1]


def test_steps_of_two_devices_are_not_added_up(read):
    logs = read(
        steps("2026-05-14", "08:00", 900, "Phone"), steps("2026-05-14", "09:00", 300, "Phone"),
        steps("2026-05-14", "08:00", 1000, "Watch"), steps("2026-05-15", "08:00", 10, "Phone"),
    )  # fmt: skip
    assert logs.outcomes["value"].tolist() == [1200.0, 10.0]
    assert logs.files["kept"].item() == 4


def test_weights_have_their_unit_and_times_their_zone(read):
    mass = "HKQuantityTypeIdentifierBodyMass"
    logs = read(
        record(mass, "2026-05-14 07:00:00 +0100", "2026-05-14 07:00:00 +0100", "70.5", unit="kg"),
        record(mass, "2026-05-15 07:00:00 -0400", "2026-05-15 07:00:00 -0400", "155", unit="lb"),
    )
    assert logs.outcomes["value"].tolist() == pytest.approx([70.5, 70.307], abs=1e-3)
    assert logs.outcomes["utc_offset_min"].tolist() == [60, -240]


def test_an_export_that_breaks_off_keeps_what_stands_before(read):
    logs = read(workout("Yoga", "2026-05-15 19:44", "2026-05-15 19:59"), end=' <Record type="HKQua')
    assert len(logs.sessions) == 1
    broken = logs.issues[logs.issues["rule"] == "broken_off"]
    assert (len(broken), broken["severity"].item()) == (1, "error")


def test_another_xml_file_is_refused(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text("<rss><item/></rss>", encoding="utf-8")
    with pytest.raises(DataError, match="no export of Apple Health"):
        load_logs(path)


def test_entities_are_never_expanded(tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;">\n]>\n'
        '<HealthData locale="&b;">\n</HealthData>\n',
        encoding="utf-8",
    )
    with pytest.raises(DataError, match="no export of Apple Health"):
        load_logs(path)


def test_the_archive_of_the_phone_is_read_and_its_other_files_are_not_logs(tmp_path):
    text = HEAD + workout("Yoga", "2026-05-15 19:44", "2026-05-15 19:59") + "</HealthData>\n"
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("apple_health_export/export.xml", text)
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        archive.writestr(
            "apple_health_export/electrocardiograms/ecg_2026-05-15.csv", "Name,x\nClassification,y\n"
        )
        archive.writestr("apple_health_export/workout-routes/route_1.gpx", "<gpx/>")
    logs = load_logs(tmp_path / "export.zip")
    assert len(logs.sessions) == 1
    assert not (logs.issues["severity"] == "error").any()
    assert logs.files.loc[logs.files["name"] == "export.xml", "bytes"].item() == len(text)


def test_the_same_export_twice_counts_once(tmp_path):
    text = HEAD + workout("Yoga", "2026-05-15 19:44", "2026-05-15 19:59") + "</HealthData>\n"
    for name in ("export.xml", "export 2.xml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    logs = load_logs(tmp_path)
    assert (len(logs.sessions), logs.files["skipped"].sum()) == (1, 1)


MEASURE = """
import resource, sys
from analysis.intake import load_logs
first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
logs = load_logs(sys.argv[1])
print(len(logs.sessions), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - first) // 1024)
"""


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "export.xml"
    beat = record(
        "HKQuantityTypeIdentifierHeartRate",
        "2026-05-14 07:00:00 +0100",
        "2026-05-14 07:00:00 +0100",
        "61",
        unit="count/min",
    )
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for _ in range(200):
            file.write(beat * 1000)
        file.write(workout("Yoga", "2026-05-15 19:44", "2026-05-15 19:59") + "</HealthData>\n")
    assert path.stat().st_size > 40_000_000
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    sessions, grown = map(int, done.stdout.split())
    assert sessions == 1
    assert grown < 30


def test_a_broken_archive_of_the_phone_is_said_and_the_rest_goes_on(tmp_path):
    text = HEAD + workout("Yoga", "2026-05-15 19:44", "2026-05-15 19:59") * 2000 + "</HealthData>\n"
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", text)
        archive.writestr("book.xml", "<rss/>")
        archive.writestr("diary.csv", "Date,Pain (0-10)\n2026-03-14,4\n")
    data = bytearray((tmp_path / "export.zip").read_bytes())
    data[400:440] = bytes(40)
    (tmp_path / "export.zip").write_bytes(bytes(data))
    logs = load_logs(tmp_path / "export.zip")
    assert len(logs.outcomes) == 1
    assert logs.issues.loc[logs.issues["file"] == "export.xml", "severity"].astype(str).tolist() == ["error"]
    assert logs.files.set_index("name")["note"]["book.xml"] == "not a log: another XML file"


def test_a_workout_that_two_devices_recorded_counts_once(read):
    watch = workout("Yoga", "2026-05-15 19:40", "2026-05-15 20:10", 'duration="30" durationUnit="min" ')
    phone = workout(
        "MindAndBody", "2026-05-15 19:45", "2026-05-15 20:05", 'duration="20" durationUnit="min" '
    ).replace("Watch", "Phone")
    later = workout(
        "Yoga", "2026-05-15 20:10", "2026-05-15 20:20", 'duration="10" durationUnit="min" '
    ).replace("Watch", "Phone")
    logs = read(phone, watch, later)
    assert sorted(logs.sessions["minutes"]) == [10.0, 30.0]
    assert "recorded_twice" in set(logs.issues["rule"])
    assert logs.files[["kept", "skipped"]].iloc[0].tolist() == [2, 1]

"""Exports of apps: read right, and known again whatever a phone, a person or a spreadsheet did to them."""

from __future__ import annotations

import random

import pytest

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import load_logs
from tests.intake.apps import FIXTURES, read_rows, resave_cell, write_rows

ALL = pytest.mark.parametrize("fixture", FIXTURES.values(), ids=FIXTURES)


@pytest.fixture
def read(tmp_path):
    """Write a text as a file and load it."""

    def load(text, name="export.csv", **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return load_logs(path, **options)

    return load


def told(logs):
    """What a load came to: sessions, minutes, days and values, without lines."""
    outcomes = logs.outcomes[logs.outcomes["value"].notna()]
    days = [*logs.sessions["date"], *outcomes["date"]]
    return {
        "sessions": len(logs.sessions),
        "minutes": round(logs.sessions["minutes"].sum(), 3),
        "days": (f"{min(days):%Y-%m-%d}", f"{max(days):%Y-%m-%d}") if days else ("", ""),
        "outcomes": {
            str(metric): sorted(part["value"].round(6))
            for metric, part in outcomes.groupby("metric", observed=True)
        },
    }


def expected(fixture):
    return {
        "sessions": fixture.sessions,
        "minutes": pytest.approx(fixture.minutes, abs=0.02),
        "days": fixture.days,
        "outcomes": {metric: sorted(values) for metric, values in fixture.outcomes.items()},
    }


def part_of(fixture, rows):
    """How many records an earlier export had: whole bouts."""
    return 2 if fixture.app in ("strong", "hevy", "fitnotes") else max(1, len(rows) // 2)


@ALL
def test_an_export_is_known_and_read(read, fixture):
    logs = read(fixture.text, fixture.name)
    row = logs.files.iloc[0]
    assert row["app"] == fixture.app
    assert told(logs) == expected(fixture)
    assert row["skipped"] == fixture.skipped
    assert row["left_out"] == 0
    assert not (logs.issues["severity"] == "error").any()


@ALL
def test_an_export_is_known_with_its_columns_in_another_order_and_case_and_with_one_more(read, fixture):
    before, header, rows = read_rows(fixture)
    order = list(range(len(header)))
    if fixture.app not in ("loop_habits", "garmin_sleep", "fitnotes", "health_export", "health_auto_export"):
        random.Random(7).shuffle(order)
    names = [header[at].upper() for at in order] + ["Added Later"]
    text = write_rows(before, names, [[row[at] for at in order] + [""] for row in rows])
    if fixture.app == "loop_habits":
        text = write_rows(before, [*header[:-1], "Walk", ""], [[*row[:-1], "0", ""] for row in rows])
    assert told(read(text, fixture.name)) == expected(fixture)


def try_read(read, text, name):
    try:
        return read(text, name), ""
    except DataError as problem:
        return None, str(problem)


@ALL
def test_a_missing_column_is_the_same_app_or_an_honest_answer(read, fixture):
    before, header, rows = read_rows(fixture)
    for gone in range(len(header)):
        names = [name for at, name in enumerate(header) if at != gone]
        text = write_rows(before, names, [[c for at, c in enumerate(row) if at != gone] for row in rows])
        logs, why = try_read(read, text, fixture.name)
        if logs is None:
            assert any(
                word in why
                for word in (header[gone], "date", "pass columns=", "is missing - export it again")
            )
            continue
        row = logs.files.iloc[0]
        assert row["app"] == fixture.app or row["kept"] == 0 or len(logs.issues), header[gone]
        stated = logs.sessions[logs.sessions["minutes_from"].isin(["given", "sets_x_hold"])]
        assert stated["minutes"].sum() <= fixture.minutes + 0.02, header[gone]


@ALL
def test_an_export_of_one_record_is_read(read, fixture):
    before, header, rows = read_rows(fixture)
    logs = read(write_rows(before, header, rows[:1]), fixture.name)
    assert logs.files["app"].item() == fixture.app
    assert logs.files["left_out"].item() == 0
    assert len(logs.sessions) + len(logs.outcomes) >= 1


@ALL
def test_an_export_that_stands_twice_in_a_file_counts_once(read, fixture):
    logs = read(fixture.text + fixture.text, fixture.name)
    assert told(logs) == expected(fixture)
    assert logs.files["left_out"].item() == 0


@ALL
def test_a_later_export_behind_an_earlier_one_adds_what_is_new(read, fixture):
    before, header, rows = read_rows(fixture)
    early = write_rows(before, header, rows[: part_of(fixture, rows)])
    assert told(read(early + fixture.text, fixture.name)) == expected(fixture)


@ALL
def test_a_later_export_beside_an_earlier_one_adds_what_is_new(tmp_path, fixture):
    before, header, rows = read_rows(fixture)
    for folder, text in (
        ("a", write_rows(before, header, rows[: part_of(fixture, rows)])),
        ("b", fixture.text),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / fixture.name).write_text(text, encoding="utf-8")
    assert told(load_logs(tmp_path)) == expected(fixture)


@ALL
@pytest.mark.parametrize("european", [True, False], ids=["Europe", "United States"])
def test_an_export_survives_a_spreadsheet(read, fixture, european):
    before, header, rows = read_rows(fixture)
    saved = [[resave_cell(cell, european=european) for cell in row] for row in rows]
    text = write_rows(before, header, saved, ";" if european else ",")
    assert told(read(text, fixture.name)) == expected(fixture)


@ALL
def test_an_export_in_an_archive_is_read(tmp_path, fixture):
    import zipfile

    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr(f"data/{fixture.name}", fixture.text)
    assert told(load_logs(tmp_path / "export.zip")) == expected(fixture)


def test_no_two_apps_claim_one_header():
    from analysis.intake.apps import _BY_HEADER

    for name, fixture in FIXTURES.items():
        header = read_rows(fixture)[1]
        claims = {module.NAME for module in _BY_HEADER if module.match_layout(header)}
        assert claims <= {fixture.app}, name


@pytest.mark.parametrize(
    "header",
    ["Date,Pain,Minutes", "Date,Time,Exercise,Minutes,Notes", "Date,Weight,Steps,Sleep", "Start,End,Pain,Notes",
     "Date,Type,Title,Time,Distance", "date,mood,energy,sleep,notes", "Datum,Übung,Dauer,Schmerz,Notizen",
     "Date,Exercise,Category,Reps,Distance,Time,Weight,Pain", "Type,Date,Title,Calories,Time,Pain",
     "Date,Activity,Distance,Duration,Pain", "Date,Weekday,Time,Mood,Activities,Note",
     "Date,Calories,Distance,Step count,Average heart rate,Pain", "Start,End,Sleep quality,Pain"],
)  # fmt: skip
def test_a_diary_is_no_app(header):
    from analysis.intake.apps import match_header

    assert match_header(header.split(",")) is None


def test_a_workout_is_never_counted_once_a_set(read):
    logs = read(FIXTURES["strong"].text)
    squat = logs.sessions[logs.sessions["exercise"] == "Squat (Barbell)"]
    assert squat["minutes"].isna().all()
    pigeon = logs.sessions[logs.sessions["exercise"] == "Pigeon"].iloc[0]
    assert (pigeon["minutes"], pigeon["minutes_from"]) == (65.0, "workout_total")


def test_other_activities_are_named(read):
    said = read(FIXTURES["strava"].text).issues
    assert "Run (1)" in said.loc[said["rule"] == "other_activity", "did"].item()


def test_times_in_utc_are_moved_to_the_zone_of_the_person(read):
    text = FIXTURES["strava"].text.replace("14 Mar 2026, 06:30:00", "14 Mar 2026, 23:30:00")
    bare = read(text)
    assert "day_uncertain" in set(bare.issues["rule"])
    moved = read(text, tz="Europe/Berlin")
    assert f"{moved.sessions['date'].min():%Y-%m-%d}" == "2026-03-15"
    assert "day_uncertain" not in set(moved.issues["rule"])


def test_a_time_beside_its_zone_is_of_the_day_on_the_wall(read):
    first = read(FIXTURES["samsung_health"].text).sessions.iloc[0]
    assert (str(first["start"]), first["utc_offset_min"]) == ("2026-03-15 00:48:24", 120)


def test_lengths_that_a_spreadsheet_took_for_hours_are_minutes(read):
    text = FIXTURES["garmin"].text.replace("00:32:11", "47:08:00")
    assert read(text).sessions["minutes"].tolist() == pytest.approx([47 + 8 / 60, 20.5])


def test_the_weight_of_fitbit_gets_its_unit_from_the_bmi(read):
    text = 'Body\nDate,Weight,BMI,Fat\n"2026-03-14","{}","28.76","0"\n'
    assert read(text.format("217")).outcomes["value"].item() == pytest.approx(217 * 0.45359237, abs=1e-3)
    assert read(text.format("98.4")).outcomes["value"].item() == pytest.approx(98.4)


def test_sleep_as_android_repeats_its_header_before_every_night(read):
    head = "Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep,LenAdjust,Geo"
    text = (
        f'{head},"22:40","22:45"\n"177","Europe/Prague","13. 03. 2026 22:40","14. 03. 2026 6:10","14. 03. 2026 6:30",'
        '"7.500","4.0","#home","10000","-1","-1.0","5","0.5","-7","","0.1","0.2"\n'
        f'{head},"23:10"\n"178","Europe/Prague","14. 03. 2026 23:10","15. 03. 2026 6:10","15. 03. 2026 6:30",'
        '"7.000","0.0","","10000","-1","-1.0","5","0.5","-7","","0.1"\n'
    )
    logs = read(text)
    assert logs.files["app"].item() == "sleep_as_android"
    assert logs.outcomes["value"].tolist() == [7.5, 7.0]
    assert [f"{day:%d.%m.}" for day in logs.outcomes["date"]] == ["14.03.", "15.03."]


def test_the_date_of_a_day_of_google_fit_is_that_of_its_name(read):
    text = (
        "Start time,End time,Move Minutes count,Calories (kcal),Distance (m),Average speed (m/s),Step count\n"
        "00:00:00.000+01:00,00:15:00.000+01:00,,20.1,,,\n07:00:00.000+01:00,07:15:00.000+01:00,10,30.1,700.5,1.1,900\n"
        "07:15:00.000+01:00,07:30:00.000+01:00,5,30.1,300.5,1.1,400\n"
    )
    logs = read(text, "2026-03-14.csv")
    assert (logs.outcomes["value"].item(), str(logs.outcomes["date"].item())[:10]) == (1300.0, "2026-03-14")
    assert logs.files[["kept", "skipped"]].iloc[0].tolist() == [2, 1]
    with pytest.raises(DataError, match="only its file name said which"):
        read(text, "day.csv")


@pytest.mark.parametrize(
    "text", ["2026-03-14,2\n2026-03-13,0\n", "Date,Value,Notes\n2026-03-14,YES_MANUAL,\n2026-03-13,NO,ill\n"]
)
def test_one_habit_of_loop_is_named_by_its_folder(read, text):
    logs = read(text, "Loop Habits CSV 2026/001 Stretching/Checkmarks.csv")
    assert logs.sessions["routine"].tolist() == ["Stretching"]
    assert [f"{day:%Y-%m-%d}" for day in logs.sessions["date"]] == ["2026-03-14"]


def test_one_habit_without_a_name_is_asked_for_and_the_answer_is_taken(read):
    text = "Date,Value,Notes\n2026-03-14,YES_MANUAL,\n2026-03-13,YES_AUTO,ill\n"
    with pytest.raises(NeedsAnswer, match="does not say which"):
        read(text)
    assert len(read(text, columns={"Value": "done"}).sessions) == 1


def test_a_habit_that_the_person_names_is_read(read):
    text = "Date,Gym,Read,\n2026-03-15,2,0,\n2026-03-14,1,2,\n"
    assert "no_habit_chosen" in set(read(text).issues["rule"])
    assert read(text, columns={"Gym": "done"}).sessions["routine"].tolist() == ["Gym"]


def test_a_list_of_habits_is_no_log_and_says_so(read, tmp_path):
    text = "Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Stretch,,,1,1,#000000\n"
    with pytest.raises(DataError, match="the days are in Checkmarks"):
        read(text, "Habits.csv")


def test_the_links_of_notion_are_no_part_of_a_name(read):
    text = (
        "Name,Date,Pain (0-10),Minutes,Exercise\n"
        'Entry 1,"March 14, 2026 7:30 AM → 8:00 AM",4,10,Couch stretch (https://www.notion.so/Couch-stretch-12ab?pvs=21)\n'
        'Entry 2,"March 15, 2026",3,12,"Pigeon (https://www.notion.so/Pigeon-13cd?pvs=21)"\n'
    )
    logs = read(text)
    assert logs.sessions["exercise"].tolist() == ["Couch stretch", "Pigeon"]
    assert str(logs.sessions["end"].iloc[0]) == "2026-03-14 08:00:00"


def test_an_app_that_nobody_wrote_for_is_read_by_its_words_or_asks(read):
    logs = read("stretch,holdNumber,durationSeconds,timestamp\nCouch stretch,1,60,2026-03-14 07:30:00\n")
    assert logs.files["app"].isna().all()
    assert logs.sessions["exercise"].tolist() == ["Couch stretch"]


def test_a_reading_that_a_person_added_to_an_export_is_named(read):
    before, header, rows = read_rows(FIXTURES["garmin"])
    text = write_rows(before, [*header, "Pain (0-10)"], [[*row, "4"] for row in rows])
    logs = read(text)
    said = logs.issues[logs.issues["rule"] == "column_not_read"]
    assert said["column"].tolist() == ["Pain (0-10)"]
    assert read(text, columns={"Pain (0-10)": "pain"}).outcomes["value"].tolist() == [4.0, 4.0]


STRAVA = {
    "2018": 'id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n1,2026-03-14 15:02:23,Evening,Yoga,,1800,0.0,false,,activities/1.fit\n',
    "de": 'Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,Verstrichene Zeit,Distanz,Dateiname\n'
          '1,"14.03.2026, 15:24:49",Abend-Yoga,Yoga,"ruhig, lang",1800,"0,00",\n',
    "fr": "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Temps écoulé,Distance,Nom du fichier\n"
          '1,"14 mars 2026, 15:24:49",Yoga du soir,Yoga,1800,"0,00",\n',
    "nl": 'Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Verstreken tijd,Afstand,Bestandsnaam\n'
          '1,"14 mrt 2026, 19:00:00",Avondyoga,Yoga,1800,"0,00",\n',
    "da": 'Aktivitets-id,Aktivitetsdato,Aktivitetsnavn,Aktivitetstype,Varighed,Distance,Filnavn\n'
          '1,"14. mar. 2026, 17.09.50",Yoga,Yoga,1800,"0,00",\n',
}  # fmt: skip


@pytest.mark.parametrize("text", STRAVA.values(), ids=STRAVA)
def test_strava_is_read_in_other_languages_and_as_it_was(read, text):
    logs = read(text)
    assert logs.files["app"].item() == "strava"
    assert told(logs) | {"outcomes": {}} == {
        "sessions": 1, "minutes": 30.0, "days": ("2026-03-14", "2026-03-14"), "outcomes": {},
    }  # fmt: skip


GARMIN = {
    "fr": ("Type d'activité,Date,Favori,Titre,Distance,Calories,Durée", "Yoga"),
    "it": ("Tipo di attività,Data,Preferita,Titolo,Distanza,Calorie,Tempo", "Allungamento"),
    "no": ("Aktivitetstype,Dato,Favoritt,Tittel,Distanse,Totale kalorier,Tid", "Yoga"),
    "nl": ("Activiteittype,Datum,Favoriet,Titel,Afstand,Calorieën,Tijd", "Rekken"),
    "pl": ("Typ aktywności,Data,Ulubione,Tytuł,Dystans,Kalorie,Czas", "Joga"),
    "sv": ("Aktivitetstyp,Datum,Favorit,Titel,Distans,Kalorier,Tid", "Stretching"),
}


@pytest.mark.parametrize(("header", "kind"), GARMIN.values(), ids=GARMIN)
def test_garmin_is_read_in_other_languages(read, header, kind):
    logs = read(f'{header}\n"{kind}","2026-03-14 07:00:00","false","Hemma","--","60","20:30"\n')
    assert logs.files["app"].item() == "garmin"
    assert logs.sessions["minutes"].tolist() == [20.5]


def test_the_nights_of_fitbit_in_takeout_are_of_the_clock_on_the_wall(read):
    text = (
        "sleep_id,sleep_type,minutes_in_sleep_period,minutes_asleep,minutes_awake,start_utc_offset,sleep_start,end_utc_offset,sleep_end,data_source\n"
        "111,STAGES,480,420,48,+02:00,2026-03-13 20:30:00+0000,+02:00,2026-03-13 22:30:00+0000,PASSIVE\n"
    )
    logs = read(text)
    assert logs.outcomes["value"].tolist() == [7.0]
    assert str(logs.outcomes["date"].item())[:10] == "2026-03-14"


def test_averages_of_weeks_are_no_nights(read):
    with pytest.raises(DataError, match="averages of weeks"):
        read("Date,Avg Score,Avg Quality,Avg Duration,Avg Sleep Need\nApr 9-15,83,Good,7h 46min,7h 53min\n")


def test_other_tables_of_samsung_are_passed_over_in_a_folder(tmp_path):
    stage = (
        "com.samsung.health.sleep_stage,7006003,11\n"
        "start_time,sleep_id,custom,update_time,create_time,stage,time_offset,deviceuuid,pkg_name,end_time,datauuid,\n"
        "2026-03-14 00:00:00.000,b-1,,,,40002,UTC+0100,d,p,2026-03-14 00:30:00.000,s-1,\n"
    )
    (tmp_path / "com.samsung.health.sleep_stage.20260401.csv").write_text(stage, encoding="utf-8")
    (tmp_path / "com.samsung.shealth.exercise.20260401.csv").write_text(
        FIXTURES["samsung_health"].text, encoding="utf-8"
    )
    logs = load_logs(tmp_path)
    assert told(logs) == expected(FIXTURES["samsung_health"])
    assert not (logs.issues["severity"] == "error").any()


def test_minutes_and_seconds_of_a_workout_are_no_hours(read):
    text = FIXTURES["health_auto_export"].text.replace("00:29:55", "29:55")
    assert read(text).sessions["minutes"].tolist() == [pytest.approx(29.9167, abs=1e-3)]


def test_jefit_with_its_dividers_and_its_other_tables(read):
    rule = "\n" + "#" * 40 + "\n"
    text = (
        "### SETTING ###############\n\nrow_id,USERID,TIMESTAMP,gender\n1,1,\"2026-01-01 00:00:00\",M\n" + rule
        + FIXTURES["jefit"].text.partition("\n\n### EXERCISE LOGS")[2].join(["### EXERCISE LOGS ####", ""]) + rule
        + "### EXERCISE SET LOGS ####\n\n_id,userid,exercise_log_id,set_index,weight_lbs,reps,duration\n1,1,1,0,132.28,10,0\n"
    )  # fmt: skip
    logs = read(text)
    assert (len(logs.sessions), logs.files["left_out"].item()) == (2, 0)


def test_a_reading_keeps_the_text_of_its_file(read):
    assert set(read(FIXTURES["daylio"].text).outcomes["raw"]) == {"rad", "meh"}


def test_every_column_is_told_as_what_it_was_read(read):
    told_columns = read(FIXTURES["garmin"].text).columns.set_index("header")["role"]
    assert told_columns[["Activity Type", "Date", "Time"]].tolist() == ["exercise", "date", "minutes"]
    assert told_columns[["Favorite", "Calories", "Distance"]].isna().all()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Mar 14, 2026, 7:30 AM", "Mar 14, 2026, 7:55 AM"),
        ("14 mars 2026, 7:30", "14 mars 2026, 7:55"),
        ("14 Mrz 2026, 7:30", "14 Mrz 2026, 7:55"),
    ],
)
def test_hevy_writes_months_in_the_language_of_the_phone(read, first, last):
    text = FIXTURES["hevy"].text.replace("14 Mar 2026, 07:30", first).replace("14 Mar 2026, 07:55", last)
    logs = read(
        text.replace("15 Mar 2026, 18:00", first.replace("14", "15")).replace(
            "15 Mar 2026, 18:40", last.replace("14", "15")
        )
    )
    assert logs.sessions["start"].dt.strftime("%d %H:%M").tolist() == ["14 07:30", "15 07:30"]


def test_strong_with_times_in_utc_is_moved_or_warned_of(read):
    text = (
        FIXTURES["strong"]
        .text.replace("2026-03-14 07:30:00", "2026-03-14T23:30:00Z")
        .replace("2026-03-16 07:30:00", "2026-03-16T07:30:00Z")
    )
    assert "day_uncertain" in set(read(text).issues["rule"])
    assert f"{read(text, tz='Europe/Berlin').sessions['date'].min():%d}" == "15"


def test_exports_of_two_layouts_behind_each_other_count_once(read):
    newer = FIXTURES["strong"].text
    header, *rows = newer.split("\n")
    names = header.split(",")
    older = "\n".join(
        [",".join(n for n in names if n != "Duration"), *(row.replace(",22m,", ",") for row in rows[:3])]
    )
    assert told(read(f"{older}\n{newer}")) == expected(FIXTURES["strong"])


def test_a_scale_that_was_given_is_not_called_assumed(read):
    logs = read(FIXTURES["bearable"].text, scale={"energy": (1, 10)})
    assert logs.outcomes.loc[logs.outcomes["metric"] == "energy", "value"].tolist() == [3.0]
    assert "scale_assumed" not in set(logs.issues["rule"])


def test_the_whole_archive_of_loop_is_read_without_a_question(tmp_path):
    import zipfile

    files = {
        "Habits.csv": "Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Stretch hips,,,1,1,#000000\n",
        "Checkmarks.csv": "Date,Stretch hips,Read,\n2026-03-15,2,0,\n2026-03-14,1,2,\n2026-03-13,2,2,\n",
        "Scores.csv": "Date,Stretch hips,Read,\n2026-03-15,0.0519,0.1,\n2026-03-14,0.04,0.2,\n",
        "001 Stretch hips/Checkmarks.csv": "2026-03-15,2\n2026-03-14,1\n2026-03-13,2\n",
        "001 Stretch hips/Scores.csv": "2026-03-15,0.0519\n2026-03-14,0.04\n",
        "002 Read/Checkmarks.csv": "Date,Value,Notes\n2026-03-15,NO,\n2026-03-14,YES_MANUAL,\n",
    }
    with zipfile.ZipFile(tmp_path / "Loop Habits CSV 2026-03-15.zip", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    logs = load_logs(tmp_path)
    assert logs.sessions["routine"].tolist() == ["Stretch hips", "Stretch hips"]
    assert logs.outcomes.empty
    assert not (logs.issues["severity"] == "error").any()
    assert logs.files["left_out"].sum() == 0

"""Exports of apps with invented values, in the structure that each app writes; and what has to come of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fixture:
    """An export: its text, and what has to be read of it.

    Attributes
    ----------
    sessions : int
        Rows of the sessions table.
    minutes : float
        Their sum.
    days : tuple of str
        First and last day of all rows.
    outcomes : dict
        Metric -> values in file order.
    skipped : int
        Records that are passed over on purpose.
    head : int
        Lines before the row of names.
    single : bool
        False where two alike records are two.
    """

    app: str
    text: str
    sessions: int = 0
    minutes: float = 0.0
    days: tuple[str, str] = ("", "")
    outcomes: dict[str, list[float]] = field(default_factory=dict)
    skipped: int = 0
    head: int = 0
    single: bool = True
    name: str = "export.csv"


FIXTURES = {
    "strong": Fixture(
        "strong",
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
        '2026-03-14 07:30:00,"Morning",22m,"Couch Stretch (Left)",1,0.0,0,0,60.0,"tight","first week",\n'
        '2026-03-14 07:30:00,"Morning",22m,"Couch Stretch (Left)",2,0.0,0,0,90.0,"",,\n'
        '2026-03-14 07:30:00,"Morning",22m,"Squat (Barbell)",1,42.5,8,0,0,"",,7\n'
        '2026-03-16 07:30:00,"Stretching",1h 5m,"Pigeon",1,0.0,1,0,0,"",,\n',
        3, 67.5, ("2026-03-14", "2026-03-16"),
    ),
    "hevy": Fixture(
        "hevy",
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
        '"Hips","14 Mar 2026, 07:30","14 Mar 2026, 07:55","","Couch Stretch",,"easy\\nlonger",0,"normal",,,,60,\n'
        '"Hips","14 Mar 2026, 07:30","14 Mar 2026, 07:55","","Couch Stretch",,"easy\\nlonger",1,"normal",,,,90,\n'
        '"Legs","15 Mar 2026, 18:00","15 Mar 2026, 18:40","","Squat (Barbell)",,"",0,"warmup",40,8,,,6.5\n',
        2, 42.5, ("2026-03-14", "2026-03-15"),
    ),
    "fitnotes": Fixture(
        "fitnotes",
        "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time,Comment\n"
        "2026-03-14,Couch Stretch,Stretching,,,,,0:01:00,left first\n"
        "2026-03-14,Couch Stretch,Stretching,,,,,0:01:30,\n"
        "2026-03-15,Overhead Press (Each Side, Dumbbells),Shoulders,12.5,10,,,,\n",
        2, 2.5, ("2026-03-14", "2026-03-15"), single=False,
    ),
    "fitnotes_body": Fixture(
        "fitnotes",
        "Date,Time,Measurement,Value,Unit\n2026-03-14,07:10:00,Bodyweight,71.5,kgs\n2026-03-15,07:12:00,Bodyweight,71.0,kgs\n"
        "2026-03-15,07:12:00,Waist,80.0,cm\n",
        days=("2026-03-14", "2026-03-15"), outcomes={"weight_kg": [71.5, 71.0]}, skipped=1,
    ),
    "jefit": Fixture(
        "jefit",
        "### PROFILE\n\nrow_id,username,mass,length\n1,nobody, kg, cm\n\n### EXERCISE LOGS\n\n"
        "USERID,TIMESTAMP,belongSys,logs,_id,record,mydate,eid,ename,day_item_id,belongsession,logTime,interval_logs,auto_generated\n"
        '9,"2026-03-16 00:12:01",1,"44.10x5,44.10x7",501,102.9,2026-03-14,2,"Barbell Squat",7,1772000000,1772000100,,0\n'
        '9,"2026-03-16 00:12:01",1,"0x30,0x30",502,0,2026-03-15,831,"Hamstring Stretch",8,1772000000,1772000200,,0\n',
        2, 0.0, ("2026-03-14", "2026-03-15"), skipped=2, head=7,
    ),
    "strava": Fixture(
        "strava",
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Relative Effort,Commute,Activity Gear,Filename,Elapsed Time,Distance\n"
        '11,"14 Mar 2026, 06:30:00",Morning Yoga,Yoga,"slow\nand long",1800,0,,false,,activities/11.fit.gz,1800.0,0.0\n'
        '12,"15 Mar 2026, 17:00:00",Evening Run,Run,,2400,6.32,,false,,activities/12.fit.gz,2400.0,6325.6\n'
        '13,"16 Mar 2026, 12:00:00",Hip flexor stretch,Workout,,600,0,,false,,activities/13.fit.gz,600.0,0.0\n',
        2, 40.0, ("2026-03-14", "2026-03-16"), skipped=1,
    ),
    "garmin": Fixture(
        "garmin",
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR\n"
        'Yoga,2026-03-16 19:00:00,false,"Yoga","0.00","88","00:32:11","84","120"\n'
        'Running,2026-03-15 18:00:00,false,"Town Running","6.41","472","00:45:20","150","171"\n'
        'Pilates,2026-03-14 07:00:00,false,"Pilates","--","60","20:30","--","--"\n',
        2, 32.1833 + 20.5, ("2026-03-14", "2026-03-16"), skipped=1,
    ),
    "garmin_de": Fixture(
        "garmin",
        "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø Herzfrequenz\n"
        'Yoga,2026-03-16 19:00:00,false,"Yoga","0.00","88","00:30:00","84"\n'
        'Laufen,2026-03-15 18:00:00,false,"Laufen","6.41","472","00:45:20","150"\n',
        1, 30.0, ("2026-03-16", "2026-03-16"), skipped=1,
    ),
    "garmin_sleep": Fixture(
        "garmin",
        "Sleep Score 4 Weeks,Score,Resting Heart Rate,Quality,Duration,Sleep Need,Bedtime,Wake Time\n"
        "2026-03-14,82,55,Good,7h 30min,8h,22:40,6:25\n2026-03-15,60,56,Fair,6h,8h,23:50,6:05\n",
        days=("2026-03-14", "2026-03-15"), outcomes={"sleep_h": [7.5, 6.0], "sleep_quality": [8.2, 6.0]},
    ),
    "samsung_health": Fixture(
        "samsung_health",
        "com.samsung.shealth.exercise,7005009,17\n"
        "title,source_type,com.samsung.health.exercise.datauuid,com.samsung.health.exercise.exercise_type,com.samsung.health.exercise.duration,com.samsung.health.exercise.time_offset,com.samsung.health.exercise.start_time,com.samsung.health.exercise.live_data,\n"
        ",4,aaaaaaaa-1,10001,600000,UTC+0200,2026-03-14 22:48:24.000,,\n"
        ",4,aaaaaaaa-2,9002,1800000,UTC-0300,2026-03-17 01:24:21.285,,\n"
        ",4,aaaaaaaa-3,1001,1800000,UTC-0300,2026-03-17 13:24:21.285,,\n",
        2, 40.0, ("2026-03-15", "2026-03-16"), skipped=1, head=1,
    ),
    "samsung_sleep": Fixture(
        "samsung_health",
        "com.samsung.shealth.sleep,6321001,5\n"
        "com.samsung.health.sleep.datauuid,com.samsung.health.sleep.start_time,com.samsung.health.sleep.end_time,com.samsung.health.sleep.time_offset,com.samsung.health.sleep.pkg_name,\n"
        "bbbb-1,2026-03-13 22:00:00.000,2026-03-14 05:30:00.000,UTC+0100,com.sec,\n",
        days=("2026-03-14", "2026-03-14"), outcomes={"sleep_h": [7.5]}, head=1,
    ),
    "bearable": Fixture(
        "bearable",
        '"date","weekday","time of day","category","rating/amount","detail","notes"\n'
        '"14th Mar 2026","Saturday","am","Symptom","1","Back (lower) pain (Mild)",""\n'
        '"14th Mar 2026","Saturday","all day","Factors","","Stretching",""\n'
        '"15th Mar 2026","Sunday","7:04","Sleep","7:30","",""\n'
        '"15th Mar 2026","Sunday","pm","Energy","3","OK",""\n'
        '"15th Mar 2026","Sunday","pm","Symptom","2","Headache (Moderate)",""\n'
        '"15th Mar 2026","Sunday","pm","Factors","","Coffee",""\n',
        1, 0.0, ("2026-03-14", "2026-03-15"), {"pain": [2.5], "sleep_h": [7.5], "energy": [5.0]}, 2,
    ),
    "daylio": Fixture(
        "daylio",
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        '2026-03-15,15 March,Sunday,9:30 pm,rad,"friends | yoga ","",""\n'
        '2026-03-14,14 March,Saturday,8:00 am,meh,"stretching | work","","slept badly"\n'
        '2026-03-13,13 March,Friday,8:00 am,wobbly ,"work","",""\n',
        2, 0.0, ("2026-03-14", "2026-03-15"), {"mood": [10.0, 5.0]}, 1,
    ),
    "daylio_old": Fixture(
        "daylio",
        "year,date,weekday,time,mood,activities,note\n2026,15 March,Sunday,21:30,good,yoga,\n2026,14 March,Saturday,8:00,bad,work,\n",
        1, 0.0, ("2026-03-14", "2026-03-15"), {"mood": [7.5, 2.5]},
    ),
    "loop_habits": Fixture(
        "loop_habits",
        "Date,Stretch hips,Read,Yoga minutes,\n2026-03-15,2,0,15000,\n2026-03-14,1,2,0,\n2026-03-13,2,2,7500,\n2026-03-12,0,3,0,\n",
        4, 22.5, ("2026-03-13", "2026-03-15"), skipped=2, name="Checkmarks.csv",
    ),
    "habitbull": Fixture(
        "habitbull",
        "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"
        "Stretch,hips,Health,2026-03-14,1,long\nStretch,hips,Health,2026-03-15,0,\nRead,book,Mind,2026-03-15,1,\nStretch,hips,Health,2026-03-16,1,\n",
        2, 0.0, ("2026-03-14", "2026-03-16"), skipped=2,
    ),
    "nomie": Fixture(
        "nomie",
        "epoch,start,end,offset,tracker,value,note,lat,lng,location,score\n"
        "1773469680000,2026-03-14T08:28:00.000,2026-03-14T08:28:00.000,-60,pain,4,#pain(4),,,,0\n"
        "1773556080000,2026-03-15T08:28:00.000,2026-03-15T08:28:00.000,-60,stretch,900,#stretch(00:15:00) hips,,,,2\n"
        "1773642480000,2026-03-16T08:28:00.000,2026-03-16T08:28:00.000,-60,coffee,1,#coffee,,,,0\n",
        1, 15.0, ("2026-03-14", "2026-03-15"), {"pain": [4.0]}, 1,
    ),
    "sleep_cycle": Fixture(
        "sleep_cycle",
        "Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate;Activity (steps)\n"
        "2026-03-13 22:40:00;2026-03-14 06:10:00;79%;7:30;:);;;0\n2026-03-14 23:30:00;2026-03-15 06:30:00;64%;7:00;:|;Drank coffee;;0\n",
        days=("2026-03-14", "2026-03-15"), outcomes={"sleep_h": [7.5, 7.0], "sleep_quality": [7.9, 6.4]},
    ),
    "health_auto_export": Fixture(
        "health_auto_export",
        "Type,Start,End,Duration,Total Energy (kcal),Active Energy (kcal),Max Heart Rate (bpm),Avg Heart Rate (bpm),Distance (km)\n"
        "Yoga,2026-03-14 07:00,2026-03-14 07:30,00:29:55,88.1,60.2,120,98.5,\n"
        "Running,2026-03-15 07:00,2026-03-15 07:30,00:29:55,300.1,260.2,160,148.5,5.1\n",
        1, 29.9167, ("2026-03-14", "2026-03-14"), skipped=1,
    ),
    "health_auto_export_days": Fixture(
        "health_auto_export",
        "Date/Time,Active Energy (kcal),Step Count (count),Resting Heart Rate (bpm),Sleep Analysis [Asleep] (hr)\n"
        "2026-03-14 00:00:00,400.5,5000,58,7.25\n2026-03-15 00:00:00,380.5,6100,57,6.5\n",
        days=("2026-03-14", "2026-03-15"), outcomes={"steps": [5000, 6100], "resting_hr": [58, 57], "sleep_h": [7.25, 6.5]},
    ),
    "health_export": Fixture(
        "health_export",
        "Date,Active energy burned(kcal),Apple stand time(min),Body mass(kg),Step count(count)\n"
        "2026-03-14,369.971,73.000,71.500,3614.000\n2026-03-15,363.018,73.000,,3631.000\n",
        days=("2026-03-14", "2026-03-15"), outcomes={"weight_kg": [71.5], "steps": [3614, 3631]},
    ),
    "google_fit": Fixture(
        "google_fit",
        "Date,Calories (kcal),Distance (m),Min speed (m/s),Step count,Average weight (kg),Walking duration (ms),Yoga duration (ms)\n"
        "2026-03-14,1800.5,2000.25,1.25,2404,71.5,1200000,900000\n2026-03-15,1700.5,1000.25,1.25,1404,,600000,\n",
        1, 15.0, ("2026-03-14", "2026-03-15"), {"steps": [2404, 1404], "weight_kg": [71.5]},
    ),
    "fitbit_sleep": Fixture(
        "fitbit",
        "Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed\n"
        '"2026-03-13 10:40PM","2026-03-14 6:10AM","420","30","12","450"\n"2026-03-14 11:40PM","2026-03-15 6:40AM","390","30","12","420"\n',
        days=("2026-03-14", "2026-03-15"), outcomes={"sleep_h": [7.0, 6.5]}, head=1,
    ),
    "mindbody": Fixture(
        "mindbody",
        "Date,Day,Time,Teacher,Location,Payment Method,Class Type,Status,Web,Payment Ref #,\n"
        "3/14/26,Saturday,4:00 PM,T 1,Town,Member,In Studio: Yoga,Signed in,Yes,000000,\n"
        "3/15/26,Sunday,12:00 PM,T 2,Town,Member,In Studio: Yoga,Absent,Yes,000000,\n",
        1, 0.0, ("2026-03-14", "2026-03-14"), skipped=1,
    ),
}  # fmt: skip


def read_rows(fixture: Fixture) -> tuple[list[str], list[str], list[list[str]]]:
    """Give the lines before the row of names, the names and the records."""
    lines = fixture.text.split("\n")
    before = lines[: fixture.head]
    delimiter = ";" if lines[fixture.head].count(";") > 3 else ","
    rows = list(csv.reader(io.StringIO("\n".join(lines[fixture.head :])), delimiter=delimiter))
    width = len(rows[0])
    if fixture.app == "fitnotes":
        rows = [r if len(r) <= width else [r[0], f"{r[1]},{r[2]}", *r[3:]] for r in rows]
    return before, rows[0], [row for row in rows[1:] if row]


def write_rows(before: list[str], header: list[str], rows: list[list[str]], delimiter: str = ",") -> str:
    """Write a table as it was taken apart."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return "".join(line + "\n" for line in before) + out.getvalue()


_STAMPS = (
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.0+)?", "%Y-%m-%d %H:%M:%S"),
    (r"\d{4}-\d\d-\d\d \d\d:\d\d", "%Y-%m-%d %H:%M"),
    (r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d:\d\d", "%d %b %Y, %H:%M:%S"),
    (r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d", "%d %b %Y, %H:%M"),
    (r"\d{4}-\d\d-\d\d", "%Y-%m-%d"),
)


def resave_cell(cell: str, *, european: bool) -> str:
    """Give a cell as a spreadsheet saves it: 14.03.2026 07:30 and 2,5 in Europe, 3/14/2026 7:30 and 2.5 in the United States."""
    for pattern, form in _STAMPS:
        if re.fullmatch(pattern, cell):
            when = dt.datetime.strptime(cell.split(".")[0], form)
            day = f"{when:%d.%m.%Y}" if european else f"{when.month}/{when.day}/{when.year}"
            clock = f"{when:%H:%M}" if european else f"{when.hour}:{when:%M}"
            return f"{day} {clock}" if "%H" in form else day
    if re.fullmatch(r"-?\d+\.\d+", cell):
        return f"{float(cell):g}".replace(".", "," if european else ".")
    return cell.upper() if cell in ("true", "false") else cell

"""Headers that an adversary had read in silence: the marks the right way round, or a question."""

from __future__ import annotations

import pytest

from analysis.errors import NeedsAnswer
from analysis.intake import load_logs
from analysis.intake.columns import read_role
from analysis.intake.evidence import name_likely
from analysis.intake.headers import read_header
from analysis.intake.meaning import Meaning
from analysis.intake.roles import _name_apart


@pytest.fixture
def read(tmp_path):
    """Read a file of these lines."""

    def write(*lines, **options):
        path = tmp_path / "log.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_logs(path, **options)

    return write


def values(logs, metric):
    return logs.outcomes.loc[logs.outcomes["metric"] == metric, "value"].tolist()


@pytest.mark.parametrize(
    "header",
    [
        "Stiffness (0 = very stiff, 10 = not stiff)",
        "Stiffness (0 = very stiff - 10 = loose)",
        "Stiffness 0 (very stiff) to 10 (not stiff)",
        "Stiffness (0=rock hard 10=loose)",
        "Steifigkeit (0 = sehr steif - 10 = nicht steif)",
        "Raideur (0 = très raide, 10 = pas raide)",
        "Rigidez (0 = rígido, 10 = suelto)",
        "Stijfheid (0 = stijf, 10 = soepel)",
    ],
)
def test_marks_whose_lowest_is_the_metrics_own_word_are_turned(read, header):
    assert values(read("Date;" + header, "2026-01-13;6", "2026-01-14;7"), "tightness") == [4, 3]


@pytest.mark.parametrize(
    "header",
    ["Stiffness (0 = loose, 10 = very stiff)", "Stiffness (0 = not stiff, 10 = stiff)", "Stiffness (0-10)"],
)
def test_marks_whose_highest_is_the_metrics_own_word_stay(header):
    meaning = read_header(header)
    assert (meaning.role, meaning.turned) == ("tightness", False)


def test_energy_that_ends_in_exhaustion_is_turned():
    assert read_header("Energy (0 = full of energy, 10 = exhausted)").turned
    assert not read_header("Energy (0 = exhausted, 10 = full of energy)").turned


def test_a_pain_not_to_be_borne_is_a_bad_end():
    assert not read_header("Ból (0 = brak, 10 = nie do zniesienia)").turned
    assert read_header("Schmerz (0 = nicht auszuhalten, 10 = kein Schmerz)").turned


def test_ends_of_no_known_word_are_asked(read):
    lines = ("Date;Tightness (1 = zig, 5 = zag)", "2026-01-13;2", "2026-01-14;4")
    with pytest.raises(NeedsAnswer, match=r"words that are not known.*scale=\{'tightness': \(5, 1\)\}"):
        read(*lines)
    assert values(read(*lines, scale={"tightness": (5, 1)}), "tightness") == [7.5, 2.5]
    assert values(read(*lines, scale={"tightness": (1, 5)}), "tightness") == [2.5, 7.5]


@pytest.mark.parametrize(
    ("header", "option"),
    [
        ("Sleep quality (1 = very good, 6 = zag)", r"\(6, 1\)"),
        ("Stiffness 1-5 (5 = no stiffness)", r"\(5, 1\)"),
        ("Tightness (10 = loosest)", r"\(10, 0\)"),
    ],
)
def test_the_question_takes_the_headers_own_numbers(read, header, option):
    with pytest.raises(NeedsAnswer, match=option):
        read("Date;" + header, "2026-01-13;2", "2026-01-14;3")


def test_a_table_headed_by_the_days_of_a_week_holds_no_sitting(read):
    logs = read("Date;Mon;Tue;Wed;Thu;Fri;Sat;Sun", "12/01/2026;10;;15;10;;2;", "19/01/2026;12;5;;10;;3;10")
    assert logs.outcomes.empty


def test_sat_alone_is_no_hours_of_sitting():
    assert read_header("Sat").role == ""
    assert read_header("Hours sat").role == "sitting_h"


@pytest.mark.parametrize("header", ["ID", "Nr", "No."])
def test_numbers_that_come_back_on_other_days_may_be_people(read, header):
    lines = (
        f"{header};Datum;Schmerz",
        "1;13.01.2026;3",
        "2;13.01.2026;5",
        "1;14.01.2026;2",
        "2;14.01.2026;6",
    )
    with pytest.raises(NeedsAnswer, match="come back on other days"):
        read(*lines)
    assert set(read(*lines, columns={header: "person"}).outcomes["person"]) == {"1", "2"}
    assert set(read(*lines, columns={header: "ignore"}).outcomes["person"]) == {"me"}


def test_numbers_that_count_the_records_are_no_people(read):
    logs = read("ID;Datum;Schmerz", "1;13.01.2026;3", "2;13.01.2026;5", "3;14.01.2026;2")
    assert set(logs.outcomes["person"]) == {"me"}


def test_a_blank_person_between_named_people_is_named(read):
    logs = read("person;date;pain", "anna;2026-01-13;3", ";2026-01-14;4", "ben;2026-01-13;2")
    issue = logs.issues.set_index("rule").loc["person_blank"]
    assert (issue["severity"], issue["line"]) == ("warning", 3)


@pytest.mark.parametrize(
    ("first", "last"),
    [("Schlaf von", "Schlaf bis"), ("Sleep from", "Sleep to"), ("Sommeil de", "Sommeil à"), ("Slaap van", "Slaap tot"),
     ("Sömn från", "Sömn till"), ("Sonno dalle", "Sonno alle"), ("Sen od", "Sen do"), ("sleep start", "sleep end")],
)  # fmt: skip
def test_the_ends_of_a_night_are_no_hours_of_sleep(read, first, last):
    logs = read(f"Date;{first};{last};Pain", "2026-01-13;23:00;06:30;3", "2026-01-14;00:15;07:00;4")
    assert set(logs.outcomes["metric"]) == {"pain"}
    fixes = logs.issues.set_index("rule").loc["column_not_read", "fix"]
    assert not any("sleep" in fix.split(":", 1)[1] for fix in fixes)


@pytest.mark.parametrize("header", ["Bedtime", "Hora de dormir"])
def test_a_bedtime_is_never_offered_as_hours(read, header):
    logs = read(f"Date;{header};Sleep;Pain", "2026-01-13;00:30;7:15;3", "2026-01-14;00:15;7:00;4")
    fixes = logs.issues.set_index("column").loc[header, "fix"]
    assert "sleep" not in fixes


def test_hours_of_sleep_with_a_colon_are_read():
    assert read_header("Sleep (h:mm)").role == "sleep_h"


def test_an_answered_metric_keeps_the_moment_of_its_header():
    assert read_role("rom", "Left hip Pre").moment == "pre"
    assert read_role("rom post", "Left hip Pre").moment == "post"


def test_twins_are_told_apart_by_their_own_words_alone():
    evening, morning = Meaning("Evening stretch", "minutes"), Meaning("Morning stretch", "minutes")
    assert "'Evening stretch': 'minutes evening'" in _name_apart(evening, morning)
    assert _name_apart(Meaning("Minutes A", "minutes"), Meaning("Minutes B", "minutes")) == ""


@pytest.mark.parametrize(
    ("meaning", "texts"),
    [
        (Meaning("sleep start", maybe=("sleep", "start")), ["23:00"]),
        (Meaning("Which side hurts more?", maybe=("pain",)), ["Left", "Both"]),
        (Meaning("Hips (min)", unit="min", maybe=("rom",)), ["5", "10"]),
        (Meaning("Hamstring", maybe=("rom",)), ["0", "1"]),
    ],
)
def test_a_hint_names_no_role_that_would_not_be_read(meaning, texts):
    assert name_likely(meaning, (), texts) in ("ignore", "start")


def test_a_number_with_a_separator_sign_behind_it_counts_records_too(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(
        "No,Date,Pain (0-10)\n1,2026-03-13,4\n2,2026-03-14,3\n3\x1c,2026-03-15,3\n", encoding="utf-8"
    )
    assert load_logs(path).outcomes["value"].tolist() == [4, 3, 3]

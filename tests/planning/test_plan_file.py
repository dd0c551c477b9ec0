"""plan.csv: read again as it was written, or refused with the reason."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from dataclasses import replace

import icalendar
import pandas as pd
import pytest

from analysis.cli import main
from analysis.errors import DataError
from analysis.intake import load_logs
from analysis.logbook import OUTCOMES, open_logbook
from analysis.planning import file as plan_file
from analysis.planning.calendar_file import make_calendar
from analysis.planning.file import read_plan, write_plan_text
from tests.planning.made_plans import draw, log_days, log_sides

KINDS = ["start", "abab", "alternating", "blocks", "staggered"]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "logs"


def text_of(folder):
    return (folder / "plan.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_is_read_as_it_was_written(folder, kind):
    plan = draw(folder, kind)
    found = read_plan(text_of(folder))
    assert (found.plan, found.refused) == (plan, "")
    assert found.marks.equals(plan.marks())


def test_what_a_spreadsheet_does_to_commas_quotes_and_line_ends_changes_nothing(folder):
    plan = draw(folder, "abab")
    rows = list(csv.reader(io.StringIO(text_of(folder))))
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(
        [row + [""] * (4 - len(row)) for row in rows]
    )
    assert read_plan("\ufeff" + out.getvalue()).plan == plan


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: f"my plan\n{text}\nI was ill on day 3\n",
        lambda text: text.replace("weekday,do", "weekday,do,note").replace("Thu,without", "Thu,without,ill"),
        lambda text: re.sub(r"(?m)^(date|[\d-]{10}),(\w+),(\w+)$", r"\3,\1", text),
        lambda text: text.replace("without", "Without"),
    ],
    ids=[
        "semicolons",
        "tabs",
        "blank lines",
        "notes around",
        "a column of notes",
        "columns moved",
        "capitals",
    ],
)
def test_what_people_do_to_a_plan_beside_its_days_and_settings_changes_nothing(folder, change):
    plan = draw(folder, "abab")
    text = change(text_of(folder))
    assert plan_file.is_plan(text)
    assert read_plan(text).plan == plan


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-03-02,Mon,without", "2026-03-02,Mon,with", "it was changed after it was drawn"),
        ("drawn at,2026-03-01", "drawn at,2026-02-01", "it was changed after it was drawn"),
        ("seed,3", "seed,4", "it was changed after it was drawn"),
        ("shortest phase,5", "shortest phase,4", "it was changed after it was drawn"),
        ("seed,3", "seed,three", r"its settings are no plan (seed is 'three', must be a whole number)"),
        ("kind,abab", "kind,abba", "its settings are no plan"),
        ("checksum,", "sum,", "it was changed after it was drawn"),
    ],
)
def test_a_plan_that_was_tampered_with_is_no_draw_and_says_why(folder, old, new, said):
    draw(folder, "abab")
    text = text_of(folder)
    assert old in text
    found = read_plan(text.replace(old, new, 1))
    assert found.plan is None
    assert said in found.refused


def test_days_that_the_lot_does_not_draw_are_refused_even_with_a_checksum_that_fits(folder):
    draw(folder, "abab")
    changed = text_of(folder).replace("2026-03-02,Mon,without", "2026-03-02,Mon,with", 1)
    lines = list(csv.reader(io.StringIO(changed)))
    settings, at = plan_file._read_settings(lines)
    fitting = plan_file._sum_up(settings, [row for row in lines[at:] if row])
    found = read_plan(changed.replace(settings["checksum"], fitting))
    assert found.refused == "its days are not those that its lot draws"


def test_a_plan_that_was_drawn_too_late_is_refused(folder):
    plan = draw(folder, "start")
    late = write_plan_text(replace(plan, drawn_at=plan.drawn_at.replace(month=4)))
    assert (
        "it was drawn on 2026-04-01, after 2026-03-09, the first day that it decides"
        in read_plan(late).refused
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-03-03,Tue,without", "03/03/2026,Tue,without", r"plan.csv line \d+: the date is '03/03/2026'"),
        ("2026-03-03,Tue,without", "2026-02-30,Tue,without", r"plan.csv line \d+: the date is '2026-02-30'"),
        ("2026-03-03,Tue,without", "2026-03-03,Tue,", r"plan.csv line \d+: the day is \[''\]"),
        ("2026-03-03,Tue,without", "2026-03-03,Tue,maybe", r"plan.csv line \d+: the day is \['maybe'\]"),
        ("2026-03-03,Tue,without", "2026-03-02,Tue,without", "2026-03-02 stands twice"),
        ("date,weekday,do", "day,weekday,do", "no line names the columns 'date' and 'do'"),
    ],
)
def test_days_that_cannot_be_read_are_named_with_their_line(folder, old, new, said):
    draw(folder, "abab")
    with pytest.raises(DataError, match=said):
        read_plan(text_of(folder).replace(old, new, 1))


def test_the_plan_beside_a_single_file_counts(folder):
    log_days(folder, draw(folder, "abab"), effect=-2.5)
    assert open_logbook(folder / "diary.csv").phases.plan is not None


def test_the_plan_beside_a_zip_counts_as_it_is_drawn_there(folder):
    log_days(folder, draw(folder, "abab"), effect=-2.5)
    with zipfile.ZipFile(folder / "log.zip", "w") as archive:
        archive.write(folder / "diary.csv", "diary.csv")
    assert open_logbook(folder / "log.zip").phases.plan is not None


def log_two_people(folder, plan):
    log_days(folder, plan, effect=-2)
    head, *rows = (folder / "diary.csv").read_text(encoding="utf-8").splitlines()
    people = [f"{row},{name}" for name in ("Ann", "Bob") for row in rows]
    (folder / "diary.csv").write_text("\n".join([f"{head},Person", *people]), encoding="utf-8")


@pytest.mark.parametrize("seed", ["3", "4"], ids=["as it was drawn", "tampered with"])
def test_a_plan_of_somebody_else_is_left_alone(folder, seed):
    log_two_people(folder, draw(folder, "abab", person="Bob"))
    (folder / "plan.csv").write_text(text_of(folder).replace("seed,3", f"seed,{seed}"), encoding="utf-8")
    assert open_logbook(folder, person="Ann").phases.source == "first targeted session"
    assert open_logbook(folder, person="Bob").phases.source == "plan.csv"


def test_a_plan_of_somebody_else_is_not_replaced(folder):
    draw(folder, "abab", person="Bob")
    with pytest.raises(DataError, match="holds a plan of Bob that runs until 2026-04-12"):
        draw(folder, "start", person="Ann", again=True)


def test_two_plans_of_one_person_are_refused(folder):
    log_days(folder, draw(folder, "abab"), effect=0)
    draw(folder / "more", "abab")
    with pytest.raises(DataError, match="2 plans lie beside the logs"):
        open_logbook(folder)


def test_a_plan_that_runs_is_not_replaced_unless_asked_for_and_the_new_one_says_so(folder):
    first = draw(folder, "start")
    with pytest.raises(DataError, match="holds a plan that runs until 2026-04-26"):
        draw(folder, "abab")
    second = draw(folder, "abab", again=True)
    assert second.earlier_draws == (f"2026-03-01: start, seed {first.seed}",)
    assert read_plan(text_of(folder)).plan == second
    assert (folder / "plan_drawn_2026-03-01.csv").exists()


def test_a_plan_that_did_not_count_is_replaced_and_told_of(folder):
    draw(folder, "abab")
    path = folder / "plan.csv"
    path.write_text(text_of(folder).replace("seed,3", "seed,4"), encoding="utf-8")
    assert draw(folder, "abab").earlier_draws == ("a plan until 2026-04-12 that did not count",)
    assert read_plan(text_of(folder)).refused == ""


def test_earlier_plans_and_calendars_are_no_logs(folder):
    log_days(folder, draw(folder, "start"), effect=0)
    draw(folder, "abab", again=True)
    files = load_logs(folder).files.set_index("name")["kept"]
    assert files.to_dict() == {"diary.csv": 56, "plan.csv": 0, "plan.ics": 0, "plan_drawn_2026-03-01.csv": 0}


def test_a_plan_written_by_hand_is_not_overwritten(folder):
    folder.mkdir()
    (folder / "plan.csv").write_text("start,phase,kind\n2026-03-02,A,baseline\n", encoding="utf-8")
    with pytest.raises(DataError, match="was written by hand"):
        draw(folder, "abab")


def test_a_tampered_plan_still_sets_the_days_but_is_no_test(folder):
    plan = draw(folder, "abab")
    log_days(folder, plan, effect=-2.5)
    path = folder / "plan.csv"
    path.write_text(text_of(folder).replace("seed,3", "seed,4"), encoding="utf-8")
    book = open_logbook(folder)
    assert book.phases.plan is None
    assert "plan.csv counts as no draw: it was changed after it was drawn" in str(book.summary())
    one = book.pick("tightness")
    assert one.labels.tolist() == ["B" if on else "A" for on in plan.marks()[""]]
    assert (one.verdict.credit, one.verdict.lot_p) == ("not separable", None)


def test_a_routine_that_had_begun_before_the_draw_is_no_plan(folder):
    plan = draw(folder, "start", baseline_since=datetime.date(2026, 2, 10))
    log_days(folder, plan, effect=-2, off=(5,))
    book = open_logbook(folder)
    assert book.phases.plan is None
    assert "a session of 15 February 2026 had begun the routine" in book.phases.on_file.refused


def test_a_baseline_is_not_drawn_upon_once_the_routine_has_begun(folder):
    folder.mkdir()
    (folder / "diary.csv").write_text(
        "Date,Tightness,Exercise\n2026-02-10,5,\n2026-02-15,4,Couch stretch\n2026-02-16,6,\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError, match="a session of 15 February 2026 had begun the routine"):
        open_logbook(folder).draw_plan("start", baseline=True)
    assert main(["plan", str(folder), "--draw", "start", "--baseline"]) == 2
    assert not (folder / "plan.csv").exists()


def test_the_command_says_what_one_of_several_people_could_find_and_draws_for_them(folder, capsys):
    log_two_people(folder, draw(folder, "abab"))
    (folder / "plan.csv").unlink()
    assert main(["plan", str(folder), "--person", "Ann"]) == 0
    assert "your own 42 days" in capsys.readouterr().out
    (folder / "flexlog.toml").write_text('[goals]\nperson = "Bob"\n', encoding="utf-8")
    assert main(["plan", str(folder), "--draw", "abab"]) == 0
    assert read_plan(text_of(folder)).plan.person == "Bob"


def test_several_looks_are_told_when_a_plan_is_drawn(folder, capsys):
    assert main(["plan", "--out", str(folder), "--draw", "start", "--looks", "3"]) == 0
    assert "Its answer is read 3 times, the last time on the last day" in capsys.readouterr().out


def test_after_its_last_day_a_plan_of_relaxation_is_not_ended_by_stretches_left_long_before(folder):
    plan = draw(folder, "start", what="relaxation")
    rows = ["Date,Tightness,Exercise"]
    days = pd.date_range(plan.first_day, periods=plan.days + 10)
    for place, day in enumerate(days):
        done = "Couch stretch" if place == 0 else "Meditation" if day.date() >= plan.schedule.start else ""
        rows.append(f"{day:%Y-%m-%d},{4 + place % 3},{done}")
    (folder / "diary.csv").write_text("\n".join(rows), encoding="utf-8")
    one = open_logbook(folder).pick("tightness")
    assert set(one.labels[-10:]) == {"B"}


def test_a_plan_that_does_not_count_has_no_name_of_its_own(folder):
    log_days(folder, draw(folder, "abab"), effect=-2)
    (folder / "plan.csv").write_text(text_of(folder).replace("seed,3", "seed,4"), encoding="utf-8")
    assert "The routine began on 15 March 2026 (as your plan says)." in str(open_logbook(folder).summary())


def test_a_calendar_has_an_entry_for_each_stretch_and_ends_the_day_after(folder):
    plan = draw(folder, "abab")
    events = icalendar.Calendar.from_ical(make_calendar(plan)).walk("VEVENT")
    assert len(events) == 5
    titles = [str(event["summary"]) for event in events]
    assert titles[:2] == ["Without the hip flexor routine", "With the hip flexor routine"]
    assert events[0].decoded("dtstart") == plan.first_day
    assert events[0].decoded("dtend") == events[1].decoded("dtstart")
    assert all("ask your physio first" in str(event["description"]) for event in events)
    assert max(map(len, make_calendar(plan).split(b"\r\n"))) <= 75


@pytest.mark.parametrize("kind", ["start", "abab", "alternating", "blocks"])
def test_a_plan_that_was_kept_and_logged_to_its_end_is_tested(folder, kind):
    log_days(folder, draw(folder, kind, seed=9, days=56), effect=-3)
    book = open_logbook(folder)
    one = book.pick("tightness")
    assert (one.verdict.answer, one.verdict.credit) == ("better", "tested")
    assert one.verdict.lot_p <= 0.05
    assert "drawn by lot, and among the draws that were possible this much is rare" in one.sentence
    assert "start_not_drawn" not in one.verdict.flags
    assert "speaks for the routine as the cause" in " ".join(book.planned()[0].sentences())


def test_an_unchanged_outcome_gets_no_credit_from_the_lot(folder):
    log_days(folder, draw(folder, "abab"), effect=-3)
    pain = open_logbook(folder).pick("pain")
    assert pain.verdict.lot_p > 0.05
    assert "speaks for" not in pain.sentence


def test_before_its_last_day_a_plan_is_not_read(folder):
    log_days(folder, draw(folder, "abab"), effect=-3, upto=41)
    book = open_logbook(folder)
    verdict = book.pick("tightness").verdict
    assert (verdict.answer, verdict.credit, verdict.lot_p) == ("cannot tell yet", "not separable", None)
    assert "The plan runs until 12 April 2026, and is read then, once." in str(
        book.answers(book.compare(OUTCOMES), OUTCOMES)
    )
    assert book.planned()[0].lots == ()


def test_with_several_planned_looks_a_clear_change_is_said_before_the_end_without_credit(folder):
    log_days(folder, draw(folder, "abab", looks=6), effect=-3, upto=35)
    one = open_logbook(folder).pick("tightness")
    assert (one.verdict.answer, one.verdict.credit) == ("better", "not separable")
    assert one.verdict.change.p < 0.01
    assert "What caused it is tested when the plan ends, on 12 April 2026" in one.sentence


def test_days_off_plan_stay_as_drawn_and_are_counted(folder):
    plan = draw(folder, "abab")
    log_days(folder, plan, effect=-3, off=(0, 1, 20))
    book = open_logbook(folder)
    one = book.pick("tightness")
    assert (one.labels == "B").tolist() == plan.marks()[""].tolist()
    done, with_it, off, without = book.planned()[0].kept.counts
    assert (with_it + without, off, with_it - done) == (42, 2, 1)
    assert "2 days off plan stay as drawn" in " ".join(book.planned()[0].sentences())


def test_each_side_of_a_staggered_plan_has_its_start_and_both_are_tested_together(folder):
    plan = draw(folder, "staggered")
    log_sides(folder, plan, gain=6)
    book = open_logbook(folder)
    starts = {one.key.side: one.start.date() for one in book.compare(["rom"])}
    assert starts == dict(zip(plan.sides, plan.schedule.starts, strict=True))
    lots = dict(book.planned()[0].lots)
    assert lots["Range of motion, hip, both sides"] < min(p for name, p in lots.items() if "both" not in name)


def test_a_plan_that_has_not_begun_opens(folder):
    log_days(folder, draw(folder, "start"), effect=0, upto=3)
    book = open_logbook(folder)
    assert "too early to say, with 3 days before the start" in book.pick("tightness").sentence
    assert book.planned()[0].kept.until.date() == datetime.date(2026, 3, 4)

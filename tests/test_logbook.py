"""What a notebook works on: one person's log, compared, and sentences that hold on any log."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.dose_curve import write_dose_curve
from analysis.cli import main
from analysis.comparison import compare_table, with_change
from analysis.errors import DataError
from analysis.goals import make_goals, save_goals
from analysis.intake import Logs
from analysis.logbook import (
    FEELINGS,
    KEPT_VARIABLE,
    LOGS_VARIABLE,
    MOVEMENT,
    OPTIONS_VARIABLE,
    START_VARIABLE,
    Logbook,
    name_logs,
    open_logbook,
)
from analysis.paths import NOTEBOOKS, SAMPLE
from analysis.phases import find_phases
from analysis.schema import METRICS, conform
from analysis.simulate import simulate_logs


def simulated(persona, seed, days=60):
    logs = simulate_logs(persona, days=days, start="2026-03-02", rng=np.random.default_rng(seed))
    return logs, Logbook(logs.logs, find_phases(logs.logs), is_example=False)


def test_the_sample_is_the_example_and_every_title_and_sentence_says_so():
    book = open_logbook()
    assert book.is_example
    comparisons = book.compare()
    assert len(comparisons) == 7
    assert all(comparison.title.startswith("Example log: ") for comparison in comparisons)
    said = book.answers(comparisons, MOVEMENT).markdown + "\n\n" + book.summary().markdown
    assert all(paragraph.startswith("Example log. ") for paragraph in said.split("\n\n"))


def test_a_copy_of_the_sample_elsewhere_is_a_log_of_yours(tmp_path):
    for path in SAMPLE.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    book = open_logbook(tmp_path)
    assert not book.is_example
    assert book.summary().markdown.startswith("Your log: 3 files, 2 March 2026 to 29 July 2026")


def test_variables_name_logs_start_and_answers(tmp_path, monkeypatch):
    path = tmp_path / "log.csv"
    path.write_text("Date,Pain (0-10)\n" + "".join(f"{d:02d}/02/2026,{d % 5}\n" for d in range(1, 12)))
    monkeypatch.setenv(LOGS_VARIABLE, str(path))
    with pytest.raises(DataError, match="day_first"):
        open_logbook()
    monkeypatch.setenv(OPTIONS_VARIABLE, '{"day_first": true}')
    monkeypatch.setenv(START_VARIABLE, "2026-02-06")
    book = open_logbook()
    assert book.phases.start == pd.Timestamp("2026-02-06")
    assert book.compare()[0].series.index[-1] == pd.Timestamp("2026-02-11")


def test_one_of_several_people_must_be_chosen(tmp_path):
    path = tmp_path / "log.csv"
    rows = [f"2026-02-{d:02d},{name},{d % 5}\n" for d in range(1, 12) for name in ("Ann", "Bob")]
    path.write_text("Date,Name,Pain (0-10)\n" + "".join(rows))
    with pytest.raises(
        DataError, match="several people: Ann, Bob - choose one in 00_start_here, or with PERSON="
    ):
        open_logbook(path)
    assert len(open_logbook(path, person="Bob").compare()[0].series) == 11
    assert "11 days logged" in open_logbook(path, person="Bob").summary().markdown
    with pytest.raises(DataError, match="person is 'Eve', but the log holds Ann, Bob"):
        open_logbook(path, person="Eve")


def test_a_measure_that_is_not_logged_is_said_with_how_to_add_it():
    book = Logbook(Logs(), find_phases(Logs()), is_example=False)
    said = book.answers(book.compare(MOVEMENT), MOVEMENT).markdown
    assert said.startswith("Range of motion and reach are not in this log.")
    assert compare_table(()).empty
    assert "No entry could be read" in book.summary().markdown


def test_what_several_answers_say_alike_is_said_once():
    _, book = simulated("rom_improves", 3, days=120)
    comparisons = book.compare(METRICS)
    said = book.answers(comparisons, METRICS).markdown
    assert said.count("Next: keep logging on most days") <= 1
    assert said.count("What caused it is open") <= 1
    counted = [one for one in with_change(comparisons) if one.role != "rival"]
    assert f"{len(counted)} outcomes are looked at together:" in said


def test_the_table_shows_the_numbers_of_the_verdicts():
    _, book = simulated("rom_improves", 3, days=120)
    comparisons = with_change(book.compare(MOVEMENT))
    table = compare_table(comparisons)
    assert table.index.tolist() == [comparison.name for comparison in comparisons]
    change = comparisons[1].verdict.change
    assert float(table["Step at the start"].iloc[1].replace("\u2212", "-")) == pytest.approx(
        change.estimate, abs=0.05
    )
    assert not table.isna().any(axis=None)


def test_degrees_without_a_named_test_are_higher_or_lower_and_never_better():
    frame = pd.DataFrame({"date": pd.date_range("2026-03-02", periods=30)})
    frame["value"] = np.where(np.arange(30) < 12, 3.0, 12.0) + np.arange(30) % 3
    frame = frame.assign(metric="rom", side="left", moment="none", kind="exact", person="me")
    logs = Logs(outcomes=conform(frame.assign(row_id="r", file_id="f", line=1), "outcomes"))
    comparison = Logbook(logs, find_phases(logs, start="2026-03-14"), is_example=False).compare()[0]
    assert comparison.answer_word == "higher"
    assert "Whether that is better depends on your test" in comparison.sentence


@pytest.mark.parametrize("persona", ["nothing_changes", "rom_improves"])
def test_unchanged_ratings_of_simulated_people_are_rarely_called_changed(persona):
    answers = []
    for seed in range(60):
        person, book = simulated(persona, seed)
        for comparison in book.compare(FEELINGS):
            answers.append(comparison.verdict.answer)
            assert "nan" not in comparison.sentence
        assert book.phases.start == pd.Timestamp(person.truth.routine_start)
    alarms = np.isin(answers, ["better", "worse"]).mean()
    assert alarms <= 0.07 + 2 * np.sqrt(0.07 * 0.93 / len(answers))


def test_a_real_gain_in_motion_is_never_called_a_loss():
    verdicts = [
        comparison.verdict
        for seed in range(30)
        for comparison in simulated("rom_improves", seed, days=150)[1].compare(["rom"])
    ]
    assert "worse" not in [verdict.answer for verdict in verdicts]
    assert sum(verdict.change.low > 0 for verdict in verdicts) > 15
    assert sum(verdict.answer == "better" for verdict in verdicts) > 10


def test_a_start_after_the_last_day_is_refused_with_the_days_of_the_log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("Date,Pain (0-10)\n2026-02-13,4\n2026-02-14,5\n")
    with pytest.raises(DataError, match="it runs from 2026-02-13 to 2026-02-14 - check the year"):
        open_logbook(path, start="2027-02-14")


def test_pain_that_got_worse_is_said_first():
    frame = pd.DataFrame({"date": pd.date_range("2026-03-02", periods=40)})
    later = np.arange(40) >= 20
    wobble = np.arange(40) % 3
    rows = [
        frame.assign(metric=m, value=v + wobble)
        for m, v in (("tightness", 7 - 4 * later), ("pain", 2 + 4 * later))
    ]
    both = pd.concat(rows).assign(
        side="unknown", moment="none", kind="exact", person="me", row_id="r", file_id="f", line=1
    )
    logs = Logs(outcomes=conform(both, "outcomes"))
    book = Logbook(logs, find_phases(logs, start="2026-03-22"), is_example=False)
    said = book.answers(book.compare(FEELINGS), FEELINGS).markdown
    assert said.startswith("Pain is higher than before")


def test_the_sign_of_a_known_test_is_said():
    book = open_logbook(SAMPLE)
    said = book.answers(book.compare(MOVEMENT), MOVEMENT).markdown
    assert "is read with this sign: positive = thigh below horizontal" in said


def test_days_that_are_not_compared_are_counted_aloud(tmp_path):
    rows = "".join(f"2026-02-{d:02d},{3 + d % 3}\n" for d in range(1, 29))
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    (tmp_path / "phases.csv").write_text(
        "start,kind\n2026-02-01,baseline\n2026-02-08,break\n2026-02-11,routine\n2026-02-24,baseline\n"
    )
    comparison = open_logbook(tmp_path).compare()[0]
    assert (comparison.verdict.n_a, comparison.verdict.n_b) == (7, 13)
    assert "Not compared: 3 days of a break." in comparison.sentence
    assert "Not compared: 5 days of a later baseline." in comparison.sentence


def test_a_target_reaches_the_series_that_it_names_from_the_option_and_from_the_file(tmp_path, capsys):
    log = tmp_path / "log.csv"
    log.write_text("Date,Pain (0-10),Tightness (0-10)\n2026-03-13,4,5\n2026-03-14,5,6\n")
    assert open_logbook(log, target={"pain": 2}).pick("pain").target == 2.0
    assert open_logbook(log, target={"pain": 2}).pick("tightness").target is None
    assert main(["check", str(log), "--save", "--target", "pain=1"]) == 0
    assert open_logbook(log).pick("pain").target == 1.0
    assert main(["check", str(log), "--save", "--target", "pain=low"]) == 2
    assert "--target pain is 'low', must be a number" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("rom", r"'rom' names several series: rom left hip, rom right hip - add a side or a region"),
        ("reach", r"'reach' is not in this log, which holds .*pain.* - name one of them"),
        ("pain left", r"'pain left' is not in this log"),
    ],
)
def test_a_series_that_is_not_there_or_not_the_only_one_is_said(words, said):
    with pytest.raises(DataError, match=said):
        open_logbook(SAMPLE).pick(words)


def test_a_title_says_where_only_readings_before_sessions_count(tmp_path):
    log = tmp_path / "log.csv"
    rows = "".join(f"2026-03-{day},{4 + day % 2},{3 + day % 2},5\n" for day in range(10, 30))
    log.write_text("Date,Pain before (0-10),Pain after (0-10),Stress (0-10)\n" + rows)
    book = open_logbook(log)
    assert book.pick("pain").title == "Pain, before sessions"
    assert book.pick("stress").title == "Stress"
    assert book.pick("pain").series.iloc[0] == 4
    assert len(book.acutes(["pain"])[0].pairs) == 20


ANGLES = "Date,Left hip (deg)\n" + "".join(
    f"2026-03-{day:02d},{day % 3 if day < 15 else 12 + day % 3}\n" for day in range(1, 31)
)


def test_a_confirmed_start_counts_and_a_given_one_goes_before_it(tmp_path):
    (tmp_path / "log.csv").write_text(ANGLES)
    save_goals(tmp_path, make_goals(start="2026-03-15"), today=datetime.date(2026, 4, 1))
    assert open_logbook(tmp_path).phases.start == pd.Timestamp("2026-03-15")
    assert open_logbook(tmp_path, start="2026-03-10").phases.start == pd.Timestamp("2026-03-10")
    (tmp_path / "phases.csv").write_text("start,phase,name,kind\n2026-03-12,B,Stretching,routine\n")
    assert open_logbook(tmp_path).phases.start == pd.Timestamp("2026-03-12")


def test_which_way_is_better_is_taken_from_the_person_where_the_test_is_not_known(tmp_path):
    (tmp_path / "log.csv").write_text(ANGLES)
    (asked,) = open_logbook(tmp_path, start="2026-03-15").compare(MOVEMENT)
    assert asked.answer_word == "higher"
    for way, answer in (("higher", "better"), ("lower", "worse")):
        book = open_logbook(tmp_path, start="2026-03-15", better={"rom": way})
        assert book.compare(MOVEMENT)[0].answer_word == answer
        said = book.answers(book.compare(MOVEMENT), MOVEMENT).markdown
        assert f"Range of motion is read with this sign: {way} is better, as you said." in said


def test_doses_and_curves_count_every_outcome_of_the_log_whichever_are_shown():
    book = open_logbook()
    links, curves = book.dose_links(["pain"]), book.dose_curves(["pain"])
    assert links.table().index.unique().tolist() == ["Pain"]
    assert links.pairs_tried == 16
    assert "16 pairs tried" in links.sentences()[0]
    assert [curve.title for curve in curves] == ["Example log: do a few minutes suffice? Pain"]
    assert curves[0].outcomes_tried == 4
    assert "4 outcomes tried" in write_dose_curve(curves[0])


def test_a_log_without_a_start_or_without_sessions_has_no_curve_and_no_link(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("Date,Pain (0-10)\n" + "".join(f"2026-02-{d:02d},{d % 5}\n" for d in range(1, 29)))
    for book in (open_logbook(path), open_logbook(path, start="2026-02-06")):
        assert book.dose_curves(METRICS) == ()
        assert book.dose_links(METRICS).pairs_tried == 0
        assert "0 pairs tried" in book.dose_links(METRICS).sentences()[0]
    empty = Logbook(Logs(), find_phases(Logs()), is_example=False)
    assert empty.dose_curves(METRICS) == ()
    assert empty.dose_links(METRICS).table().empty


def test_only_sessions_or_sessions_without_minutes_have_no_curve():
    logs = simulate_logs("nothing_changes", days=84, start="2026-03-02", rng=np.random.default_rng(1)).logs
    alone = replace(logs, outcomes=logs.outcomes.iloc[:0])
    assert Logbook(alone, find_phases(alone), is_example=False).dose_curves(METRICS) == ()
    bare = replace(logs, sessions=logs.sessions.assign(minutes=np.nan))
    book = Logbook(bare, find_phases(bare), is_example=False)
    assert book.dose_curves(METRICS) == ()
    assert "sessions that target the hip flexors" in book.dose_links(METRICS).table()["Dose"].tolist()


def test_a_person_that_was_chosen_is_remembered(tmp_path):
    rows = "".join(f"2026-03-{day:02d},{who},{day % 4}\n" for day in range(1, 9) for who in ("Ann", "Bob"))
    (tmp_path / "log.csv").write_text("Date,Person,Pain (0-10)\n" + rows)
    saved = make_goals("pain", start="2026-03-05", person="Bob")
    save_goals(tmp_path, saved, today=datetime.date(2026, 4, 1))
    bob, ann = open_logbook(tmp_path), open_logbook(tmp_path, person="Ann")
    assert (bob.person, ann.person) == ("Bob", "Ann")
    assert bob.phases.start == pd.Timestamp("2026-03-05")
    assert ann.phases.start is None
    assert open_logbook(tmp_path, person="Ann", main="pain").compare()[0].role == "main"
    assert [one.role for one in (*bob.compare(), *ann.compare())] == ["main", "also looked at"]


def test_a_working_copy_opens_the_personal_folder_once_a_log_lies_in_it(tmp_path, monkeypatch):
    copies, personal = tmp_path / "notebooks", tmp_path / "personal"
    copies.mkdir()
    personal.mkdir()
    (personal / "README.md").write_text("put logs here")
    monkeypatch.setattr("analysis.logbook.opening.WORKING", copies)
    monkeypatch.setattr("analysis.logbook.opening.PERSONAL", personal)
    monkeypatch.chdir(copies)
    assert open_logbook().is_example
    (personal / "log.csv").write_text(ANGLES)
    assert name_logs() == (personal,)
    assert not open_logbook().is_example
    monkeypatch.chdir(tmp_path)
    assert open_logbook().is_example


def test_a_tracked_notebook_never_opens_a_personal_log(tmp_path, monkeypatch):
    (tmp_path / "log.csv").write_text(ANGLES)
    monkeypatch.chdir(NOTEBOOKS)
    with pytest.raises(DataError, match="never sees a personal log - open the copy in reports/notebooks"):
        open_logbook(tmp_path / "log.csv")
    monkeypatch.setenv(LOGS_VARIABLE, str(tmp_path / "log.csv"))
    with pytest.raises(DataError, match="never sees a personal log"):
        open_logbook()
    assert open_logbook(SAMPLE).is_example


def test_while_a_report_is_made_an_opened_log_is_kept_for_those_who_ask_the_same(tmp_path, monkeypatch):
    log = tmp_path / "log.csv"
    log.write_text("Date,Pain (0-10)\n2026-03-01,4\n2026-03-02,3\n")
    assert open_logbook(log) is not open_logbook(log)
    monkeypatch.setattr("analysis.logbook.opening._kept", {})
    monkeypatch.setenv(KEPT_VARIABLE, "1")
    first = open_logbook(log)
    assert open_logbook(log) is first
    assert open_logbook(log, start="2026-03-02") is not first
    assert open_logbook(log, main="pain").goals.main == "pain"
    assert first.goals.main == ""

"""Plan a month, log it, open it: what a new user sees."""

from __future__ import annotations

import datetime

import pytest

from analysis.cli import main
from analysis.errors import DataError
from analysis.logbook import OUTCOMES, open_logbook
from analysis.options import PLAN_KINDS
from analysis.simulate.planned import write_demo
from analysis.stats.randomization.rules import KINDS


@pytest.mark.parametrize("today", ["2026-05-01", "2026-01-15"])
def test_the_demonstration_is_a_plan_that_ended_and_is_tested(tmp_path, today):
    write_demo(tmp_path, today=datetime.date.fromisoformat(today))
    book = open_logbook(tmp_path)
    one = book.pick("tightness")
    assert (one.verdict.answer, one.verdict.credit) == ("better", "tested")
    answers = str(book.answers(book.compare(OUTCOMES), OUTCOMES))
    assert "drawn by lot, and among the draws that were possible this much is rare" in answers
    assert "speaks for the routine as the cause" in answers
    assert "Drawn by lot on" in str(book.summary())
    assert book.planned()[0].kept.ended


def test_the_command_writes_it_and_leaves_a_full_folder_alone(tmp_path, capsys):
    assert main(["demo", str(tmp_path / "demo")]) == 0
    assert "invented_diary.csv" in capsys.readouterr().out
    assert main(["demo", str(tmp_path / "demo")]) == 2
    assert "is not empty" in capsys.readouterr().err


def test_plan_without_a_draw_says_what_could_be_found_and_writes_nothing(tmp_path, capsys):
    assert main(["plan", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "usual values, not your own" in said
    assert "Nothing was drawn" in said
    assert list(tmp_path.iterdir()) == []


def test_plan_draws_from_tomorrow_on_and_keeps_the_goals(tmp_path, capsys):
    draw = [
        "plan",
        "--out",
        str(tmp_path),
        "--draw",
        "abab",
        "--main",
        "tightness",
        "--worthwhile",
        "tightness=1.5",
    ]
    assert main(draw) == 0
    said = capsys.readouterr().out
    assert "ask your physio first" in said
    assert "It was drawn from 2,300 arrangements" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flexlog.toml", "plan.csv", "plan.ics"]
    assert 'main = "tightness"' in (tmp_path / "flexlog.toml").read_text(encoding="utf-8")
    assert main(draw) == 2
    assert "keep to it, or draw again with --again" in capsys.readouterr().err


def test_plan_takes_the_noise_of_a_log_and_its_days_as_baseline(tmp_path, capsys):
    rows = [f"2026-03-{day:02d},{4 + day % 4},{day % 3}" for day in range(2, 30)]
    (tmp_path / "diary.csv").write_text("\n".join(["Date,Tightness,Stress", *rows]) + "\n", encoding="utf-8")
    assert main(["plan", str(tmp_path / "diary.csv"), "--draw", "start", "--baseline"]) == 0
    assert "your own 28 days" in capsys.readouterr().out
    plan = open_logbook(tmp_path).phases.plan
    assert plan.first_day == datetime.date(2026, 3, 2)
    assert plan.schedule.first_choice > datetime.date.today()


def test_a_first_day_that_is_no_date_is_said(capsys):
    assert main(["plan", "--first-day", "1.12.2026"]) == 2
    assert "--first-day is '1.12.2026'" in capsys.readouterr().err


def test_the_command_knows_every_kind_of_plan():
    assert PLAN_KINDS == KINDS


def test_the_example_keeps_no_plan():
    with pytest.raises(DataError, match="the example keeps no plan"):
        open_logbook().draw_plan("start")
    assert "Nothing is drawn yet" in str(open_logbook().draw_plan(None))


def test_a_plan_drawn_in_the_notebook_lies_beside_the_log(tmp_path):
    rows = [f"2026-03-{day:02d},{4 + day % 4}" for day in range(2, 30)]
    (tmp_path / "diary.csv").write_text("\n".join(["Date,Tightness", *rows]) + "\n", encoding="utf-8")
    book = open_logbook(tmp_path / "diary.csv")
    assert "Drawn by lot on" in str(book.draw_plan("alternating", days=28))
    again = open_logbook(tmp_path / "diary.csv")
    assert again.phases.plan.kind == "alternating"
    assert "Nothing is drawn: Drawn by lot on" in str(again.draw_plan("start"))

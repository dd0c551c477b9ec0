"""The start notebook's desk, on the example, on a log, on a log with questions, and clicked."""

from __future__ import annotations

import datetime

import ipywidgets as widgets
import pytest

from analysis.desk import open_desk
from analysis.desk.clicks import fill_desk
from analysis.desk.desk import read_desk, write_answers
from analysis.errors import DataError
from analysis.goals import read_goals
from analysis.logbook import LOGS_VARIABLE, open_logbook

LOG = "Date,Left hip (deg),Pain (0-10),Minutes of hip flexor stretching\n" + "".join(
    f"2026-03-{day:02d},{day % 3},{day % 5},{'' if day < 12 else 10}\n" for day in range(1, 29)
)
UNCLEAR = "Date,Pain (0-10)\n02/03/2026,4\n03/03/2026,5\n04/03/2026,5\n"


@pytest.fixture
def working(tmp_path, monkeypatch):
    """A working copy's place, with an empty personal folder beside it."""
    copies, personal = tmp_path / "notebooks", tmp_path / "personal"
    copies.mkdir()
    personal.mkdir()
    for module in ("analysis.logbook.opening", "analysis.desk.desk"):
        monkeypatch.setattr(f"{module}.WORKING", copies)
        monkeypatch.setattr(f"{module}.PERSONAL", personal)
    monkeypatch.chdir(copies)
    return personal


def show():
    box = widgets.VBox()
    fill_desk(box, read_desk())
    return box


def found(box, kind):
    inside = [box]
    for widget in inside:
        inside += getattr(widget, "children", ())
    return [widget for widget in inside if isinstance(widget, kind)]


def press(box, words):
    (button,) = [button for button in found(box, widgets.Button) if words in button.description]
    button.click()


def words(box):
    return " ".join(widget.value for widget in found(box, widgets.HTML))


def test_on_the_example_there_is_nothing_to_click_and_every_sentence_is_marked():
    desk = open_desk()
    assert desk.is_example
    assert not desk.can_click
    bundle = desk._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/markdown"}
    said = [bundle["text/markdown"], desk.say_read().markdown, desk.say_next().markdown]
    assert all(part.startswith("Example log. ") for text in said for part in text.split("\n\n"))


def test_answers_to_the_example_are_refused():
    with pytest.raises(DataError, match="this is the example - bring a file first"):
        open_desk({"main": "pain"})


def test_a_page_that_shows_no_buttons_is_told_how_to_answer_in_writing(working):
    bundle = open_desk()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "answers = {" in bundle["text/markdown"]


def test_a_file_that_is_brought_is_opened_at_once(working):
    box = show()
    (upload,) = found(box, widgets.FileUpload)
    now = datetime.datetime.now(tz=datetime.UTC)
    brought = {"name": "my log.csv", "type": "text/csv", "size": len(LOG), "last_modified": now}
    upload.value = ({**brought, "content": memoryview(LOG.encode())},)
    assert (working / "my log.csv").read_text() == LOG
    assert "In data/personal now: my log.csv." in words(box)
    assert "In data/personal: my log.csv." in words(box)
    assert not open_desk().is_example


def test_a_question_is_answered_with_a_click_and_is_gone(working):
    (working / "log.csv").write_text(UNCLEAR)
    box = show()
    assert "may be 2026-03-02 or 2026-02-03" in words(box)
    assert "question" in open_desk().say_next().markdown
    said = open_desk().say_read().markdown
    assert "One question is open, and what it is about is left out until it is answered:" in said
    press(box, "month first")
    assert "Kept: 3 February (month first)." in words(box)
    assert open_desk().questions == []
    assert open_logbook().logs.outcomes["date"].dt.month.tolist() == [2, 3, 4]


def test_what_is_asked_once_is_kept_with_one_click(working):
    (working / "log.csv").write_text(LOG)
    box = show()
    assert "Did you begin on 12 March 2026? 11 logged days before it." in words(box)
    (main,) = found(box, widgets.Dropdown)
    main.value = "pain"
    (way,) = found(box, widgets.ToggleButtons)
    way.value = "higher"
    marks = {field.description: field for field in found(box, widgets.FloatText)}
    marks["Pain: worth it from (points)"].value = 1.5
    press(box, "Keep these answers")
    goals = read_goals(working)
    assert goals.main == "pain"
    assert goals.better == {"rom": "higher"}
    assert goals.start is not None
    assert list(goals.worthwhile) == ["pain"]
    assert goals.worthwhile["pain"].change == 1.5
    assert "You began on 12 March 2026, as you said." in words(box)
    assert [one.name for one in open_logbook().mains()] == ["Pain"]


def test_an_answer_that_cannot_be_used_is_said_and_nothing_is_kept(working):
    (working / "log.csv").write_text(LOG)
    box = show()
    marks = {field.description: field for field in found(box, widgets.FloatText)}
    marks["Pain: worth it from (points)"].value = -1.0
    press(box, "Keep these answers")
    assert "Not done: worthwhile pain is -1.0, must be a change above 0" in words(box)
    assert not (working / "flexlog.toml").exists()


def test_one_of_several_people_is_chosen_with_a_click(working):
    rows = "".join(f"2026-03-{day:02d},{who},{day % 4}\n" for day in range(1, 9) for who in ("Ann", "Bob"))
    (working / "log.csv").write_text("Date,Person,Pain (0-10)\n" + rows)
    assert "choose whose log it is" in open_desk().say_next().markdown
    box = show()
    press(box, "Bob")
    assert open_logbook().person == "Bob"
    assert open_logbook().summary().markdown.startswith("Log of Bob: 1 file")
    assert "The log of Bob is open. Another?" in words(box)
    press(box, "Ann")
    assert open_logbook().person == "Ann"


def test_answers_in_writing_do_the_same_as_clicks(working):
    (working / "log.csv").write_text(UNCLEAR)
    desk = open_desk({"day_first": True, "main": "pain", "start": "2026-03-03"})
    assert desk.questions == []
    assert desk.answers["Now"].tolist()[:2] == ["Pain", "3 March 2026"]


def test_an_answer_for_a_column_that_is_not_there_is_refused(working):
    (working / "log.csv").write_text(LOG)
    with pytest.raises(DataError, match="no file has such a header"):
        write_answers(read_desk(), {"columns": {"Schmerz": "pain"}})


def test_a_log_that_was_named_and_cannot_be_read_is_said_and_nothing_falls_back(tmp_path, monkeypatch):
    (tmp_path / "page.csv").write_text("<!doctype html><html><body>Sign in</body></html>")
    monkeypatch.setenv(LOGS_VARIABLE, str(tmp_path / "page.csv"))
    desk = open_desk()
    assert "Cannot be read: page.csv is a web page" in desk.say_read().markdown
    assert not desk.is_example
    assert desk.columns.empty


def test_a_file_that_cannot_be_read_is_named_before_what_was_read(working):
    (working / "form.csv").write_text("<!doctype html><html><body>Sign in</body></html>")
    desk = open_desk()
    assert desk.say_read().markdown.startswith("1 file could not be read: form.csv is a web page")
    assert "No record was left out" not in desk.say_read().markdown
    assert desk.say_next().markdown.startswith("Next: bring a file that can be read")
    (working / "log.csv").write_text(LOG)
    assert "1 file could not be read: form.csv is a web page" in open_logbook().summary().markdown
    assert (
        open_desk().say_next().markdown.endswith("Next: open 01_my_progress and choose Run > Run All Cells.")
    )


def test_a_question_in_another_notebook_points_to_the_one_that_asks_it(working):
    (working / "log.csv").write_text(UNCLEAR)
    with pytest.raises(DataError, match="Open 00_start_here: it asks this with buttons"):
        open_logbook()

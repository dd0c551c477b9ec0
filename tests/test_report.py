"""The report: one file that needs nothing but itself, about the log it was given."""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest

from analysis.aspects.red_flags import say_emergency
from analysis.cli import main
from analysis.errors import DataError
from analysis.logbook import LOGS_VARIABLE, open_logbook
from analysis.paths import NOTEBOOKS, SAMPLE
from analysis.report.history import read_history
from analysis.report.page import write_report
from analysis.report.run import run_notebooks
from analysis.report.tell import issue_table, tell_logs

GERMAN = (
    "Datum;Übung;Minuten;Schmerz;Verspannung;Notiz\r\n"
    + "".join(f"{d:02d}.03.2026;;;{5 + d % 2};{6 - d % 3};\r\n" for d in range(1, 16))
    + "".join(
        f"{d:02d}.03.2026;Hüftbeuger dehnen;8;{3 + d % 2};{4 - d % 3};nach Büro\r\n" for d in range(16, 31)
    )
)


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """A folder and a file name with a space, brackets, an umlaut and a dollar."""
    path = tmp_path_factory.mktemp("Übungen [2026] $x") / "mein Log (neu).csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    return path


@pytest.fixture(scope="module")
def written(german, tmp_path_factory):
    """The report on the German log, as the command writes it: folder, text of the terminal."""
    out = tmp_path_factory.mktemp("out") / "reports [ä]"
    command = [sys.executable, "-m", "analysis.cli", "report", str(german), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return out, done.stdout


def charts_of(folder):
    return sorted(path for path in (folder / "charts").glob("*.png") if not path.stem.endswith("-summary"))


def test_the_terminal_says_what_was_read_and_where_the_report_is(written):
    out, text = written
    assert "mein Log (neu).csv: 30 records, 30 kept, 0 skipped, 0 left out" in text
    assert "Found: 60 readings (tightness 30, pain 30); 15 sessions." in text
    assert f"Report: {out / 'report.html'}" in text


def test_a_personal_report_is_marked_as_yours_and_has_no_trace_of_the_example(written):
    page = (written[0] / "report.html").read_text(encoding="utf-8")
    assert "Your log: 1 file, 1 March 2026 to 30 March 2026, 30 days logged." in page
    assert "Example log" not in page
    assert "The routine began on 16 March 2026" in page
    assert "Pain is lower than before" in page


def test_a_measure_that_is_not_in_the_log_is_said_and_leaves_no_empty_headings(written):
    page = (written[0] / "report.html").read_text(encoding="utf-8")
    section = page.split('id="02_range_of_motion"')[1].split("</section>")[0]
    assert "Range of motion and reach are not in this log." in section
    assert "Day by day" not in section


def test_the_page_needs_nothing_from_outside_and_every_picture_has_words(written):
    page = (written[0] / "report.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=[\"'](?!#|data:)", page)
    assert not re.search(r"https?://|<script|@import", page)
    pictures = re.findall(r"<img[^>]*>", page)
    assert len(pictures) == len(charts_of(written[0]))
    assert all(re.search(r'alt="[A-Z][^"]{40,}"', picture) for picture in pictures)


def test_a_phone_is_given_the_charts_as_drawn_for_it(written):
    from PIL import Image

    page = (written[0] / "report.html").read_text(encoding="utf-8")
    found = re.findall(
        r'<picture><source media="screen and \(max-width: 40rem\)" srcset="data:image/png;base64,([^"]+)">'
        r'<img[^>]*src="data:image/png;base64,([^"]+)"[^>]*></picture>',
        page,
    )
    assert len(found) == len(charts_of(written[0])) >= 6
    for phone, wide in found:
        sizes = [Image.open(io.BytesIO(base64.b64decode(data))).size for data in (phone, wide)]
        assert 700 < sizes[0][0] < 1000
        assert sizes[1][0] > 1200


def test_there_is_a_page_for_a_visit(written):
    from PIL import Image

    assert (written[0] / "summary.pdf").read_bytes().startswith(b"%PDF")
    with Image.open(written[0] / "charts" / "mein_Log_neu-summary.png") as page:
        assert page.size == (1654, 2338)
        assert (
            "Summary for a visit. 1 March 2026 to 30 March 2026, 30 days logged." in page.info["Description"]
        )


def test_a_second_report_leaves_no_chart_of_the_first_and_touches_nothing_else(written, german, tmp_path):
    charts = tmp_path / "charts"
    charts.mkdir()
    stale, other = charts / "x-05_what_i_train-9.png", charts / "x-05_what_i_train-notes.png"
    for path in (stale, other):
        path.write_bytes(b"old")
    done = run_notebooks([NOTEBOOKS / "05_what_i_train.ipynb"], variables={LOGS_VARIABLE: str(german)})
    write_report(done, open_logbook(german), tmp_path, label="x")
    assert not stale.exists()
    assert other.exists()


def test_a_second_report_is_dark_on_request_and_says_what_changed_since_the_first(
    german, written, tmp_path, capsys
):
    from PIL import Image

    shutil.copy(written[0] / "history.csv", tmp_path / "history.csv")
    assert main(["report", str(german), "--out", str(tmp_path), "--dark"]) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "color-scheme: dark" in page
    header = page.split("</header>")[0]
    for said in (capsys.readouterr().out, header):
        assert re.search(r"The same files, answers and rules as on \d+ \w+ \d{4}: the same result\.", said)
    runs, spoiled = read_history(tmp_path / "history.csv")
    assert [(run.log, run.measure) for run in runs] == [("mein_Log_neu", "Tightness")] * 2
    assert spoiled == []
    with Image.open(tmp_path / "charts" / "mein_Log_neu-05_what_i_train-1.png") as chart:
        assert chart.convert("RGB").getpixel((2, 2)) == (0x14, 0x18, 0x1D)
    with Image.open(tmp_path / "charts" / "mein_Log_neu-summary.png") as page:
        assert page.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_charts_are_written_with_their_words(written):
    from PIL import Image

    charts = charts_of(written[0])
    assert {chart.stem for chart in charts} >= {
        "mein_Log_neu-01_my_progress-1",
        "mein_Log_neu-03_pain_and_tightness-1",
        "mein_Log_neu-05_what_i_train-1",
    }
    for chart in charts:
        svg = chart.with_suffix(".svg").read_text(encoding="utf-8")
        assert ElementTree.fromstring(svg)[1].text
        with Image.open(chart) as picture:
            assert picture.size[0] > 1200
            assert len(picture.info["Description"]) > 40


def test_the_contents_name_every_part_in_order_and_what_is_not_in_the_log_comes_last(written):
    page = (written[0] / "report.html").read_text(encoding="utf-8")
    linked = re.findall(r'<li><a href="#([^"]+)">', page)
    assert linked == re.findall(r'<section id="([^"]+)">', page)
    assert linked[0] == "01_my_progress"
    assert linked[-1] == "read"
    assert not {"00_start_here", "11_for_a_paper", "paper"} & set(linked)
    assert linked.index("02_range_of_motion") > linked.index("05_what_i_train")


def test_every_emergency_stands_at_the_foot_of_the_page(written):
    page = (written[0] / "report.html").read_text(encoding="utf-8")
    footer = re.sub(r"<[^>]+>", "", page.split("<footer>")[1])
    lines = [line.lstrip("- ") for line in say_emergency().splitlines() if line]
    assert len(lines) > 3
    assert all(line in html.unescape(footer) for line in lines)


def test_the_numbers_are_written_as_tables(written):
    names = {path.name for path in (written[0] / "tables").iterdir()}
    tables = ("verdicts", "daily", "weeks", "files", "columns", "issues")
    assert names == {f"mein_Log_neu-{table}.csv" for table in tables}


def write_cells(path, *cells):
    cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_a_kernel_that_dies_takes_one_notebook_and_no_other(tmp_path):
    dying = write_cells(tmp_path / "a.ipynb", "1", "import os\nos._exit(1)")
    failing = write_cells(tmp_path / "b.ipynb", "left = 1\nraise KeyError('gone')")
    good = write_cells(tmp_path / "c.ipynb", "print('left' in globals())")
    done = run_notebooks([dying, good, failing, good, dying, good], variables={})
    assert [bool(one.error) for one in done] == [True, False, True, False, True, False]
    assert "Kernel died" in done[0].error
    assert [one.notebook.cells[0].outputs[0].text for one in done[1::2]] == ["False\n"] * 3


def test_notebooks_of_one_kernel_know_nothing_of_each_other(tmp_path):
    paths = [tmp_path / f"0{n}_one.ipynb" for n in range(1, 6)]
    for path in paths:
        cells = [
            "left = globals().get('left', 0) + 1\nprint(left)",
            "import matplotlib.pyplot as plt\nplt.ioff()",
        ]
        cells += ["figure = plt.figure()\nprint(len(plt.get_fignums()))"]
        write_cells(path, *cells)
    told = []
    for done in run_notebooks(paths, variables={}):
        assert done.error == ""
        first, _, third = done.notebook.cells
        told.append((first.outputs[0].text, third.outputs[0].text, first.execution_count))
    assert told == [("1\n", "1\n", 1)] * 5


def test_a_failing_notebook_is_named_with_its_cell_and_leaves_the_rest(tmp_path):
    good = NOTEBOOKS / "05_what_i_train.ipynb"
    bad = tmp_path / "99_bad.ipynb"
    notebook = nbformat.read(good, as_version=4)
    notebook.cells[3].source = "raise KeyError('gone')"
    nbformat.write(notebook, bad)
    done = run_notebooks([bad, good], variables={})
    count = sum(cell.cell_type == "code" for cell in notebook.cells)
    assert [executed.error.split(":")[0] for executed in done] == [f"cell 3 of {count}", ""]
    page = write_report(done, open_logbook(SAMPLE), tmp_path, label="x").read_text(encoding="utf-8")
    assert f"This part could not be finished (cell 3 of {count}: KeyError" in page
    assert "Minutes a week" in page


def test_a_log_that_is_not_there_stops_and_nothing_falls_back_to_the_example(tmp_path, capsys, monkeypatch):
    assert main(["report", str(tmp_path / "none.csv"), "--out", str(tmp_path)]) == 2
    assert "none.csv" in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()
    monkeypatch.setenv(LOGS_VARIABLE, str(tmp_path / "none.csv"))
    with pytest.raises(DataError, match=r"none\.csv"):
        open_logbook()


def test_a_start_that_is_no_date_stops_with_what_to_type(tmp_path, capsys):
    assert main(["report", str(SAMPLE), "--start", "16.3.2026", "--out", str(tmp_path)]) == 2
    assert "must be a date such as 2026-03-16" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_said_before_the_work(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    assert main(["report", str(SAMPLE), "--out", str(tmp_path / "file" / "reports")]) == 2
    assert "name another folder with OUT=" in capsys.readouterr().err
    assert main(["report", str(SAMPLE), "--out", str(tmp_path / "file")]) == 2
    assert "is a file, and the report needs a folder" in capsys.readouterr().err


def test_a_log_with_nothing_in_it_makes_no_report(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main(["report", str(tmp_path / "empty"), "--out", str(tmp_path / "out")]) == 2
    assert "no reading and no session" in capsys.readouterr().err
    assert not (tmp_path / "out" / "report.html").exists()


def test_a_question_names_the_flag_that_answers_it(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text("Date,Pain (0-10)\n02/03/2026,4\n03/03/2026,5\n")
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert "--day-first or --month-first" in said
    assert main(["check", str(path), "--month-first"]) == 0
    assert main(["check", str(path), "--scale", "pain=1"]) == 2
    assert "must be METRIC=LOW-HIGH" in capsys.readouterr().err


def test_check_prints_the_balance_and_the_issues(german, capsys):
    assert main(["check", str(german)]) == 0
    assert "30 records read = 30 kept" in capsys.readouterr().out
    assert main(["check", str(german), "--json"]) == 0
    assert '"records_read": 30' in capsys.readouterr().out


def test_issues_alike_stand_in_one_row_with_their_lines():
    logs = open_logbook(SAMPLE).logs
    table = issue_table(logs)
    assert 1 < len(table) <= len(logs.issues)
    assert table["Severity"].map({"error": 0, "warning": 1, "note": 2}).is_monotonic_increasing
    assert "strong_workouts.csv" in tell_logs(logs)


def test_the_sample_files_are_never_written_to(written):
    before = {path.name: path.read_bytes() for path in Path(SAMPLE).iterdir()}
    open_logbook(SAMPLE)
    assert before == {path.name: path.read_bytes() for path in Path(SAMPLE).iterdir()}

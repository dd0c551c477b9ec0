"""The harness of `make bench` pairs, divides and writes rightly; nothing here is timed."""

from __future__ import annotations

import doctest
import importlib
import platform
import sys

import pytest

from benchmarks import measure, results, stated
from benchmarks.__main__ import ONLY_WHEN_NAMED, TOPICS, main
from benchmarks.measure import BYTES, Bound, Other, Row, Spread, make_command, run_code, take_turns
from benchmarks.results import describe_machine, write_section, write_table

ORDER = ["Import", "Start", "Many people"]


class Clock:
    """A clock that only works move."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def work(self, name, seconds, called):
        def run():
            called.append(name)
            self.now += seconds[called.count(name) - 1]

        return run


def test_works_take_turns_and_every_other_round_is_reversed():
    clock, called = Clock(), []
    works = {"ours": clock.work("ours", [1, 2, 3], called), "theirs": clock.work("theirs", [4, 5, 6], called)}
    assert take_turns(works, 3, clock=clock) == {"ours": [1, 2, 3], "theirs": [4, 5, 6]}
    assert called == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


def test_a_ratio_is_the_median_of_the_rounds_ratios_not_the_ratio_of_medians():
    row = Row("read", "1 row", [1.0, 20.0, 3.0], Other("a", [1.0, 10.0, 1.0]), Other("b", [0.5, 2.0, 3.0]))
    assert row.ratio == Spread(2.0, 1.0, 3.0)
    assert row.to_floor == Spread(2.0, 1.0, 10.0)
    assert Spread.of(row.ours).median / 1.0 == 3.0


def test_a_stated_figure_is_divided_into_every_round():
    row = Row("test", "42 days", [0.002, 0.004, 0.003], Other("R", [0.012], measured=False))
    assert row.ratio is not None
    assert row.ratio.median == pytest.approx(0.25)
    assert "12 ms, stated, not measured here" in write_table([row])


@pytest.mark.parametrize(
    ("bound", "held"),
    [(Bound(2.0), True), (Bound(1.9), False), (Bound(4.0, "ratio"), True), (Bound(3.9, "ratio"), False),
     (Bound(8.0, "to_floor"), True), (Bound(7.9, "to_floor"), False), (None, None)],
)  # fmt: skip
def test_a_bound_holds_up_to_its_number(bound, held):
    row = Row("x", "1", [2.0], Other("peer", [0.5]), Other("floor", [0.25]), bound)
    assert row.held is held


def test_a_bound_of_what_was_not_measured_is_refused():
    with pytest.raises(ValueError, match="which was not measured"):
        _ = Row("x", "1", [2.0], bound=Bound(1.0, "ratio")).held


def test_a_missed_bound_shows_and_a_column_that_nobody_fills_does_not():
    table = write_table([Row("x", "1", [2.0], bound=Bound(1.0, words="a | b"))])
    assert table.splitlines() == [
        "| what | size | ours | bound | held |",
        "|---|---|---|---|---|",
        "| x | 1 | 2 s | 1 s (a \\| b) | **missed** |",
    ]


def write(path, title, seconds):
    rows = [Row(title.lower(), "1 row", [seconds])]
    write_section(title, f"About {title}.", rows, machine=f"On {seconds:g}.", order=ORDER, path=path)


def test_a_section_replaces_its_own_and_leaves_every_other_as_it_was(tmp_path):
    path = tmp_path / "results.md"
    for title, seconds in (("Many people", 3.0), ("Import", 1.0), ("Start", 2.0)):
        write(path, title, seconds)
    before = path.read_text(encoding="utf-8")
    write(path, "Start", 5.0)
    after = path.read_text(encoding="utf-8")
    assert [line[3:] for line in after.splitlines() if line.startswith("## ")] == ORDER
    assert "| start | 1 row | 5 s |" in after
    assert after == before.replace("| start | 1 row | 2 s |", "| start | 1 row | 5 s |").replace(
        "On 2.", "On 5."
    )


def test_a_title_out_of_the_order_is_refused(tmp_path):
    with pytest.raises(ValueError, match="'Other' is not among the topics Import, Start, Many people"):
        write(tmp_path / "results.md", "Other", 1.0)


def test_a_machine_is_described_without_its_name_or_a_path():
    said = describe_machine(["numpy", "no such package"])
    assert "numpy" in said
    assert "no such package" not in said
    assert "/" not in said
    assert not platform.node() or platform.node() not in said


def test_a_process_of_its_own_says_what_it_held_and_a_command_that_fails_is_not_taken_for_speed():
    small, large = (run_code(f"data = b'x' * {size}; print(len(data))") for size in (1, 60_000_000))
    assert large.printed == "60000000\n"
    assert large.peak - small.peak > 40e6
    with pytest.raises(RuntimeError, match="ended with 3"):
        make_command(sys.executable, "-c", "raise SystemExit(3)")()


def test_load_only_adds_so_seconds_are_held_by_the_quickest_round_and_bytes_by_the_largest():
    assert Row("x", "1", [5.0, 1.0, 4.0], bound=Bound(1.0)).held
    assert not Row("x", "1", [5.0, 1.0, 4.0], bound=Bound(4.9), unit=BYTES).held
    assert not Row("x", "1", [5.0, 1.0, 4.0], Other("a", [1.0, 1.0, 1.0]), bound=Bound(3.9, "ratio")).held


def test_every_topic_says_what_it_measures_and_a_name_that_is_none_is_refused(capsys):
    modules = [importlib.import_module(f"benchmarks.{module}") for module in TOPICS.values()]
    assert len({module.TITLE for module in modules}) == len(modules)
    assert all(module.ABOUT.endswith(".") and callable(module.bench) for module in modules)
    assert set(TOPICS) >= ONLY_WHEN_NAMED
    assert main(["import", "speed"]) == 2
    assert "speed is no benchmark - use start, import," in capsys.readouterr().err


def test_the_named_topic_alone_is_run_and_written_and_a_missed_bound_ends_with_1(
    monkeypatch, capsys, tmp_path
):
    rows = [Row("read", "1 row", [2.0], bound=Bound(1.0)), Row("write", "1 row", [2.0])]
    monkeypatch.setattr("benchmarks.verdicts.bench", lambda: rows)
    monkeypatch.setattr("benchmarks.__main__.RESULTS", tmp_path / "results.md")
    assert main(["verdicts"]) == 1
    assert "Missed:\n  Verdicts: read, 1 row\n" in capsys.readouterr().out
    written = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert written.count("\n## ") == 1
    assert "| read | 1 row | 2 s | 1 s | **missed** |" in written


@pytest.mark.parametrize("module", [measure, results, stated], ids=lambda module: module.__name__)
def test_the_examples_run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0

"""A small trust table, what it is made of, and the large one that is kept."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.stats.carryover import phase_changes
from tests.trust import __main__ as command
from tests.trust.cells import RATIOS, Cell, limit_alarms, list_cells
from tests.trust.draws import DECIMALS, OTHER_NOISES, Effect, Setting
from tests.trust.engine import ALPHA, ask_oracle, call_steady, measure_called, p_of_last_column
from tests.trust.flags import ask
from tests.trust.peers import NAP_INTERVAL, WELCH, measure_peers
from tests.trust.rates import Bound, Rate, count_share
from tests.trust.table import TRUST, is_current, join_rows, make_key, read_table, run_cell, write_table

SERIES, FEW = 350, 60
CELLS = list_cells()


def run_some(chosen, series=SERIES):
    return join_rows(run_cell(cell, series, make_key(cell)) for cell in chosen)


def missed(table):
    return [
        tuple(row) for row in table.loc[table["holds"] == "False", ["cell", "measured", "rate"]].to_numpy()
    ]


def small(head):
    """Cells of a group: decimals at every length, other readings at 14+28 days."""
    return [
        cell
        for cell in CELLS
        if cell.name.startswith(head)
        and ((cell.setting.readings is DECIMALS and not cell.setting.missing) or cell.setting.before == 14)
    ]


def test_few_unchanged_logs_are_called_changed():
    cells = small("false alarm:")
    assert len(cells) == 108
    assert missed(run_some(cells)) == []


def test_steps_are_found_nearly_as_often_as_by_an_oracle():
    table = run_some([cell for cell in CELLS if cell.name.startswith("detection:")])
    assert table["cell"].str.startswith("detection relative").sum() == len(RATIOS)
    assert missed(table) == []


def test_no_meaningful_change_is_seldom_said_of_a_change_that_is_just_worthwhile():
    cells = [cell for cell in CELLS if cell.name.startswith("equivalence error")]
    assert len(cells) == 48
    assert missed(run_some(cells)) == []


@pytest.mark.parametrize(
    "head",
    [
        "before_after: 14+28 days / rho 0.4 / whole",
        "trend of .1 SD",
        "rise to 2 SD in B",
        "start after the worst stretch: 70 days / rho 0.3",
        "start random: 70 days / rho 0.3",
        "plan start, nothing changed: 56 days / rho 0.6",
        "12 planned looks: 14+84 days / rho 0.4",
    ],
)
def test_promises_of_before_after_hold_in_a_few_logs(head):
    cells = [cell for cell in CELLS if cell.name.startswith(head)]
    assert len(cells) == 1
    assert missed(run_some(cells, FEW)) == []


def test_answers_for_many_series_are_those_of_before_after():
    setting = Setting(20, 30, 0.3, missing=0.1)
    values = setting.draw(40, np.random.default_rng(1), Effect("step", 0.4))
    p = phase_changes(values, setting.in_b)["p"]
    steady = call_steady(values, setting.in_b, 1.2)
    said = [ask(row, 20, worthwhile=1.2).answer for row in values]
    assert [answer in ("better", "worse") for answer in said] == (p < ALPHA).tolist()
    assert [answer == "no meaningful change" for answer in said] == steady.tolist()
    assert len(set(said)) >= 3


def test_without_carry_over_the_oracle_is_the_t_test():
    setting = Setting(6, 9)
    values = setting.draw(5, np.random.default_rng(2))
    expected = stats.ttest_ind(values[:, 6:], values[:, :6], axis=1)[1]
    assert ask_oracle(values, setting) == pytest.approx(expected, rel=1e-10)


def test_the_p_of_a_slope_is_that_of_plain_regression():
    x, y = np.arange(9.0), np.random.default_rng(3).normal(size=9)
    columns = np.column_stack([np.ones(9), x])
    assert p_of_last_column(columns, y[None])[0] == pytest.approx(stats.linregress(x, y)[3], rel=1e-10)


@pytest.mark.parametrize("tau", [7.0, 21.0])
def test_a_gradual_effect_is_scaled_to_its_mean(tau):
    curve = Effect("mean_rise", 2.0, tau).curve(10, 30)
    assert curve[:11] == pytest.approx(0)
    assert curve[10:].mean() == pytest.approx(2.0)


def test_effects_have_their_sizes():
    assert Effect("ramp", 0.5).curve(2, 3).tolist() == [0, 0, 0.5, 1, 1.5]
    assert Effect("trend", 0.5).curve(2, 3).tolist() == [-1, -0.5, 0, 0.5, 1]
    assert Effect("step", 0.5).curve(2, 3).tolist() == [0, 0, 0.5, 0.5, 0.5]
    assert Effect("rise", 1.0, 2.0).curve(1, 3)[-1] == pytest.approx(1 - np.exp(-1))


@pytest.mark.parametrize(("noise", "neighbours"), [("AR(2) .5 .3", 0.5 / 0.7), ("MA(1) .6", 0.6 / 1.36)])
def test_other_noises_have_variance_one_and_their_carry_over(noise, neighbours):
    drawn = OTHER_NOISES[noise](4000, 30, np.random.default_rng(4))
    assert drawn.var() == pytest.approx(1.0, abs=0.03)
    assert (drawn[:, 1:] * drawn[:, :-1]).mean() == pytest.approx(neighbours, abs=0.03)


def test_a_phase_may_spread_more_than_the_other():
    drawn = Setting(50, 50, noise="SD of B twice that of A").draw_noise(500, np.random.default_rng(5))
    assert drawn[:, 50:].std() / drawn[:, :50].std() == pytest.approx(2.0, rel=0.03)


def test_readings_lie_on_their_grid_and_some_are_missing():
    cell = next(cell for cell in CELLS if "near their floor" in cell.name)
    values = cell.setting.draw(50, np.random.default_rng(6))
    assert set(np.unique(values)) <= set(range(11))
    assert (values == 0).mean() > 0.2
    gappy = Setting(20, 30, missing=0.15).draw(200, np.random.default_rng(7))
    assert np.isnan(gappy).mean() == pytest.approx(0.15, abs=0.02)


def test_a_bound_allows_two_standard_errors_and_no_more():
    bound = Bound(most=0.05)
    assert count_share("x", np.arange(1000) < 63, bound=bound).holds
    assert not count_share("x", np.arange(1000) < 64, bound=bound).holds
    assert count_share("x", np.arange(1000) < 37, bound=Bound(least=0.05)).holds
    assert not count_share("x", np.arange(1000) < 36, bound=Bound(least=0.05)).holds
    assert not count_share("x", [], bound=bound).holds
    assert Rate("x", 0.5, 0.1, 10).holds is None
    assert [str(one) for one in (bound, Bound(0.91, 0.99))] == ["at most 0.05", "0.91 to 0.99"]


def test_promised_limits_rise_with_carry_over():
    assert [limit_alarms(rho).most for rho in (0, 0.6, 0.8, 0.9)] == [0.07, 0.07, 0.09, 0.12]


def test_peers_answer_on_the_same_series_and_say_their_version():
    rates = measure_peers(Setting(14, 28, 0.8), 200, np.random.default_rng(8))
    alarms = {rate.method: rate.rate for rate in rates if "nothing" in rate.measured}
    assert "scipy" in WELCH
    assert min(alarms[WELCH], alarms[NAP_INTERVAL]) > 0.3 > alarms["flexlog"]


def test_every_cell_has_its_own_name_and_gives_the_same_rows_in_any_order():
    assert len({cell.name for cell in CELLS}) == len(CELLS)
    pair = [cell for cell in CELLS if cell.name.startswith("false alarm: 7+14 days / rho 0.2")][:1] + CELLS[
        :1
    ]
    one, other = (run_cell(cell, 30, "a key") for cell in pair)
    again = [run_cell(cell, 30, "a key") for cell in pair[::-1]][::-1]
    pd.testing.assert_frame_equal(one, again[0])
    pd.testing.assert_frame_equal(other, again[1])


def test_rows_are_kept_only_with_the_same_series_and_the_same_code():
    cell = CELLS[0]
    rows = run_cell(cell, 30, make_key(cell))
    assert is_current(rows, cell, 30)
    assert not is_current(rows, cell, 31)
    assert not is_current(rows.assign(key="other"), cell, 30)
    assert not is_current(rows.head(0), cell, 30)
    moved = Cell(cell.name, Setting(7, 15), cell.measure, cell.options)
    assert make_key(moved) != make_key(cell)


def test_a_run_that_is_resumed_does_nothing_again(tmp_path, monkeypatch, capsys):
    path = tmp_path / "trust.csv"
    ask_for = [
        "--series",
        "30",
        "--jobs",
        "1",
        "--table",
        str(path),
        "--cells",
        "false alarm: 7+14 days / rho 0 ",
    ]
    name = "false alarm: 7+14 days / rho 0 / 15% missing"
    assert command.main(ask_for) == 0
    first = path.read_bytes()
    ran = []
    monkeypatch.setattr(command, "run_cell", lambda cell, *_: ran.append(cell.name))
    assert command.main(ask_for) == 0
    assert ran == []
    assert path.read_bytes() == first
    assert name in read_table(path)["cell"].tolist()
    assert "6 kept, 0 to run" in capsys.readouterr().out
    monkeypatch.undo()
    assert command.main([*ask_for, "--fresh"]) == 0
    assert path.read_bytes() == first
    assert "0 kept, 6 to run" in capsys.readouterr().out


def test_a_run_of_one_cell_leaves_the_others_in_the_table(tmp_path):
    path = tmp_path / "trust.csv"
    write_table(run_some(CELLS[:2], 30), path)
    command.main(["--series", "20", "--jobs", "1", "--table", str(path), "--cells", CELLS[0].name])
    table = read_table(path)
    assert table.groupby("cell")["series"].max()[CELLS[1].name] == 30
    assert table.groupby("cell")["series"].max()[CELLS[0].name] == 20


def test_a_promise_that_is_missed_is_named_and_fails_the_run(tmp_path, monkeypatch, capsys):
    trend = Setting(14, 28, 0.0)
    options = {"effect": Effect("trend", 0.2), "bound": Bound(most=0.07)}
    monkeypatch.setattr(command, "list_cells", lambda: [Cell("steep", trend, measure_called, options)])
    assert command.main(["--series", "40", "--jobs", "1", "--table", str(tmp_path / "t.csv")]) == 1
    said = capsys.readouterr().out
    assert "MISSED steep / called changed when nothing changed: " in said
    assert "1 promises, 0 hold, 1 missed" in said
    assert read_table(tmp_path / "t.csv")["holds"].tolist() == ["False"]


def test_a_name_that_no_cell_has_is_said(capsys):
    assert command.main(["--cells", "nothing like it"]) == 2
    assert "no cell begins with nothing like it" in capsys.readouterr().out


def test_the_chart_shows_every_method(tmp_path):
    table = run_some([cell for cell in CELLS if cell.name.startswith("peers:")], 30)
    assert command.save_chart(table, tmp_path / "trust.png")
    assert (tmp_path / "trust.png").stat().st_size > 20_000
    assert not command.save_chart(table.head(0), tmp_path / "none.png")


def test_the_table_that_is_kept_has_every_cell_and_every_promise_holds():
    table = read_table(TRUST)
    names = set(table["cell"])
    assert [cell.name for cell in CELLS if cell.name not in names] == []
    promised = table[table["holds"] != ""]
    bounded = {cell.name for cell in CELLS if any(isinstance(x, Bound) for x in cell.options.values())}
    summaries = {name for name in names if "relative to the oracle:" in name or "average of" in name}
    assert len(summaries) == len(RATIOS) + 2
    assert set(promised["cell"]) == bounded | summaries
    assert missed(promised) == []
    counted = table.set_index("cell")["series"]
    assert [cell.name for cell in CELLS if counted[[cell.name]].min() < cell.count_series(2000)] == []

"""data/sample_clients is written by the simulator, byte for byte, and holds what its README says."""

from __future__ import annotations

from analysis.paths import SAMPLE_CLIENTS
from analysis.simulate import write_sample_clients
from tests.people.made import EXAMPLE


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    for path in write_sample_clients(tmp_path):
        tracked = SAMPLE_CLIENTS / path.relative_to(tmp_path)
        assert path.read_bytes() == tracked.read_bytes(), tracked


def test_the_folder_holds_nothing_else_and_stays_small(tmp_path):
    made = {path.relative_to(tmp_path) for path in write_sample_clients(tmp_path)}
    tracked = {
        path.relative_to(SAMPLE_CLIENTS): path.stat().st_size
        for path in SAMPLE_CLIENTS.rglob("*")
        if path.is_file()
    }
    assert {str(path) for path in tracked} - {str(path) for path in made} == {"README.md"}
    assert sum(tracked.values()) < 150_000


def test_the_mess_is_harmless_but_for_the_one_question():
    clients = {one.name: one for one in EXAMPLE.clients}
    for name in ("Anna", "Ben", "Carla", "David", "Emma", "Greta", "Hugo"):
        files = clients[name].logbook.logs.files
        assert int(files["left_out"].sum()) == 0, name
    assert "may be 2026-04-01 or 2026-01-04" in clients["Farid"].problem
    assert not clients["Ines"].has_log
    assert clients["Hugo"].logbook.training().total == 0
    assert int(clients["Anna"].logbook.logs.files["skipped"].sum()) == 1


def test_what_is_true_of_the_clients_is_what_is_said_of_them():
    mains = {one.name: one.mains[0].answer_word for one in EXAMPLE.opened}
    assert (mains["Anna"], mains["Carla"], mains["David"]) == ("better", "worse", "better")
    assert {mains[name] for name in ("Ben", "Emma", "Greta", "Hugo")} <= {
        "no meaningful change",
        "cannot tell yet",
    }

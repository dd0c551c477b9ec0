"""Two real worker processes, one of which is killed in the middle, give what one machine gives."""

from __future__ import annotations

import os
import signal

import pandas as pd
import pytest
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import SchedulerPlugin

from analysis.cohort import Ask, answer_people, answers_frame, write_people
from tests.cohort.made_people import make_rows


class KillTheFirst(SchedulerPlugin):
    """Kills the worker that is first to finish a file, so that its answers are lost."""

    def __init__(self, cluster):
        self.cluster, self.killed = cluster, 0

    def transition(self, key, start, finish, *args, worker=None, **kwargs):
        if finish == "memory" and "answer_part" in str(key) and not self.killed:
            nanny = next(one for one in self.cluster.workers.values() if one.worker_address == worker)
            self.killed = nanny.pid
            os.kill(nanny.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people") / "cohort"
    write_people(make_rows(160), folder, people_a_file=20)
    return folder


@pytest.fixture(scope="module")
def cluster():
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(processes=True, **options) as cluster, Client(cluster):
        yield cluster


def by_person(table):
    return table.sort_values("person", ignore_index=True)


def test_killing_one_of_two_workers_loses_nothing(folder, cluster):
    alone = answer_people(folder, improvement=-1, worthwhile=1)
    killer = KillTheFirst(cluster)
    cluster.scheduler.add_plugin(killer)
    with Client(cluster) as client:
        found = answer_people(folder, improvement=-1, worthwhile=1, client=client)
    assert killer.killed
    pd.testing.assert_frame_equal(by_person(found), by_person(alone))


def test_the_lazy_frame_can_be_written_file_by_file(folder, cluster, tmp_path):
    alone = answer_people(folder, improvement=-1)
    with Client(cluster):
        answers_frame(folder, Ask(-1)).to_parquet(tmp_path / "answers")
    written = pd.read_parquet(tmp_path / "answers")
    assert len(list((tmp_path / "answers").glob("*.parquet"))) == 8
    pd.testing.assert_frame_equal(
        by_person(written), by_person(alone), check_dtype=False, check_index_type=False
    )

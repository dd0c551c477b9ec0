"""Every chart test leaves no figure behind."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from tests.charts.drawn import make_book


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def book():
    return make_book()

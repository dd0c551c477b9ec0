"""The gallery shows every chart as it is drawn today, and every picture can be read."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import pytest

from analysis import charts
from analysis.charts.describe import alt_text
from analysis.gallery import PAGE, PICTURES, Picture, draw_picture, list_pictures, write_entry, write_gallery
from tests.charts.drawn import assert_readable


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("picture", list_pictures(), ids=lambda picture: picture.name)
def test_the_words_below_a_picture_are_those_of_the_chart_today(picture):
    figure = draw_picture(picture)
    words = alt_text(figure)
    assert write_entry(picture, words) in PAGE.read_text(encoding="utf-8")
    assert words.startswith("Example log")
    assert "nan" not in words.split()
    assert_readable(figure)


def test_every_picture_is_there_and_small_and_no_other():
    names = [picture.name for picture in list_pictures()]
    assert len(set(names)) == len(names)
    assert {path.stem for path in PICTURES.iterdir()} == set(names)
    assert all(path.stat().st_size < 160_000 for path in PICTURES.iterdir())


def test_every_chart_is_in_the_gallery():
    shown = set(re.findall(r"^## (plot_\w+)", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert shown == {name for name in charts.__all__ if name.startswith("plot_")} - {"plot_panels"}


def test_a_picture_that_is_no_longer_listed_goes(tmp_path, monkeypatch):
    whole = list_pictures()
    short = next(picture for picture in whole if picture.name == "trend_three_days")
    monkeypatch.setattr("analysis.gallery.list_pictures", lambda: (short,))
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "old.png").write_bytes(b"")
    write_gallery(tmp_path / "gallery.md", tmp_path / "pictures")
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["trend_three_days.png"]
    assert "![Example log: pain: 3 days with a reading" in (tmp_path / "gallery.md").read_text(
        encoding="utf-8"
    )


def test_a_picture_without_a_drawing_is_an_error():
    with pytest.raises(RuntimeError, match="nothing drew no figure"):
        draw_picture(Picture("nothing", "Nothing", list))

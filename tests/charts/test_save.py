"""Files of charts: PNG at twice the size, SVG with real text, PDF; all with their words inside."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from analysis.charts import describe_trend, plot_trend, save_chart
from analysis.charts.save import draw_bytes, shrink_png
from analysis.errors import DataError
from tests.charts.drawn import pick


def test_a_png_is_twice_the_size_and_holds_its_words(book, tmp_path):
    comparison = pick(book, "pain")
    path = save_chart(plot_trend(comparison), tmp_path / "pain.png", crop=False)
    with Image.open(path) as image:
        assert image.size[0] == 1800
        assert image.info["Description"] == describe_trend(comparison)


def test_an_svg_has_real_text_a_title_and_a_description(book, tmp_path):
    comparison = pick(book, "rom", "left")
    path = save_chart(plot_trend(comparison), tmp_path / "rom.svg")
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    texts = ["".join(node.itertext()).strip() for node in root.iter(f"{space}text")]
    assert "Range of motion, left hip" in texts
    assert any(text.startswith("before (") for text in texts)
    assert root[0].tag == f"{space}title"
    assert root[0].text == "Range of motion, left hip"
    assert root[1].tag == f"{space}desc"
    assert "Mean before" in root[1].text
    assert root.attrib["role"] == "img"
    assert set(root.attrib["aria-labelledby"].split()) == {root[0].attrib["id"], root[1].attrib["id"]}


def test_words_with_special_signs_do_not_break_an_svg(book, tmp_path):
    from dataclasses import replace

    comparison = replace(pick(book, "pain"), title="Pain <after> sitting & 'more'")
    path = save_chart(plot_trend(comparison), tmp_path / "pain.svg")
    ElementTree.fromstring(path.read_text(encoding="utf-8"))


def test_the_same_chart_gives_the_same_bytes(book, tmp_path):
    for kind in ("png", "svg", "pdf"):
        one, two = (
            save_chart(plot_trend(pick(book, "pain")), tmp_path / f"{name}.{kind}") for name in ("one", "two")
        )
        assert one.read_bytes() == two.read_bytes(), kind
        text = one.read_bytes()
        assert not re.search(rb"/(home|root|tmp|Users|work)/", text)


def test_another_ending_and_a_missing_folder_are_refused(book, tmp_path):
    ax = plot_trend(pick(book, "pain"))
    with pytest.raises(DataError, match=r"pain.gif ends with '.gif', must be one of .png, .svg, .pdf"):
        save_chart(ax, tmp_path / "pain.gif")
    with pytest.raises(DataError, match="cannot be written"):
        save_chart(ax, tmp_path / "none" / "pain.png")


def test_a_picture_that_was_left_large_shrinks_to_the_same_bytes(book):
    figure = plot_trend(pick(book, "pain")).figure
    large, small = (draw_bytes(figure, "png", packed=packed) for packed in (False, True))
    assert len(large) > 3 * len(small)
    assert shrink_png(large) == shrink_png(small)

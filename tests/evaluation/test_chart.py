"""Charts as SVG in a page."""

import re

import pytest

from firstline.evaluation.chart import Chart, Point

NASTY = ("--><script>alert(1)", "$\\frac{1}{2}$", "</text></svg><img src=x>", "日本")


def _chart(name: str = "one") -> Chart:
    chart = Chart(name, across="confidence", up="right")
    chart.diagonal()
    chart.level(0.95, "target")
    chart.upright(0.4, "best")
    chart.line([Point(0.1, 0.9, 0.8, 1.0), Point(0.9, 0.7, 0.6, 0.8)], "first")
    chart.dots([Point(0.5, 0.5, 0.4, 0.6)], "second", text="auto")
    return chart


def test_text_stays_text_and_the_colours_are_the_pages_own() -> None:
    svg = _chart().svg()
    assert ">confidence</text>" in svg
    assert "var(--accent)" in svg
    assert not re.search(r"#[0-9a-f]{6}\b", svg)
    assert "DejaVu" not in svg


@pytest.mark.parametrize(("last", "anchor"), [(0.99, "start"), (0.6, "end")])
def test_a_level_is_named_where_the_curve_does_not_run_through_it(last: float, anchor: str) -> None:
    curve = [Point(0.1, 1.0, 0.97, 1.0), Point(0.5, 0.99, 0.96, 1.0), Point(0.8, last, 0.5, 1.0)]
    chart = Chart("level", across="share", up="right", low=0.3)
    chart.line(curve, "first")
    chart.level(0.95, "target", curve=curve)
    assert re.search(rf"text-anchor: {anchor};[^>]*>target</text>", chart.svg())


def test_a_chart_asks_for_nothing_and_styles_nothing_else() -> None:
    svg = _chart().svg()
    assert svg.startswith("<svg viewBox=")
    for foreign in ("http", "<style", "<metadata", "<?xml", "xmlns"):
        assert foreign not in svg


def test_markup_and_formulas_in_a_name_are_inert() -> None:
    chart = Chart("".join(NASTY), across=NASTY[0], up=NASTY[1])
    chart.rows(NASTY, [Point(0, 0.5, 0.4, 0.6)] * len(NASTY), "first")
    chart.note(0.1, 0.1, NASTY[2])
    svg = chart.svg()
    assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "g", "defs", "path", "use", "text", "clipPath", "rect"}
    assert svg.count("</svg>") == 1
    assert "&lt;script&gt;" in svg
    assert svg.count("frac{1}{2}$") == 2
    assert "日本" in svg


def test_ids_of_two_charts_never_meet_and_every_reference_has_its_target() -> None:
    first, second = _chart("one").svg(), _chart("two").svg()
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r'(?:href="|url\()#([^")]+)', first)) <= ids[0]


def test_series_differ_by_more_than_their_colour() -> None:
    chart = Chart("looks", across="", up="")
    for series in ("first", "second", "third"):
        chart.line([Point(0, 0.5, 0.5, 0.5), Point(1, 0.6, 0.6, 0.6)], series, band=False)
    dashes = re.findall(r"stroke-dasharray: ([^;\"]+)", chart.svg())
    assert len(set(dashes)) == 2


def _anchors(svg: str) -> dict[str, tuple[str, float, float]]:
    """By the name of an upright: the end that it is held at, and where that is."""
    texts = re.findall(r"<text ([^>]*)>(best|suggest)</text>", svg)
    found = {}
    for attributes, name in texts:
        anchor = re.search(r"text-anchor: (\w+)", attributes)
        place = re.search(r'x="([\d.]+)" y="([\d.]+)"', attributes)
        assert place
        found[name] = (anchor[1] if anchor else "start", float(place[1]), float(place[2]))
    return found


@pytest.mark.parametrize("places", [(0.55, 0.66), (0.61, 0.64), (0.3, 0.35), (0.55, 0.55)])
def test_names_of_two_lines_that_lie_close_stand_on_their_outer_sides(places: tuple[float, float]) -> None:
    chart = Chart("close", across="", up="")
    chart.uprights([(places[0], "best"), (places[1], "suggest")])
    names = _anchors(chart.svg())
    assert (names["best"][0], names["suggest"][0]) == ("end", "start")
    assert names["best"][1] < names["suggest"][1]


@pytest.mark.parametrize(
    ("places", "upper"), [((0.02, 0.05), "best"), ((0.72, 0.95), "suggest"), ((0.98, 1), "suggest")]
)
def test_a_name_without_room_on_its_outer_side_stands_over_its_neighbours(
    places: tuple[float, float], upper: str
) -> None:
    chart = Chart("edge", across="", up="")
    chart.uprights([(places[0], "best"), (places[1], "suggest")])
    names = _anchors(chart.svg())
    assert names["best"][0] == names["suggest"][0]
    assert min(names, key=lambda name: names[name][2]) == upper


def test_the_same_chart_is_the_same_text() -> None:
    assert _chart().svg() == _chart().svg()

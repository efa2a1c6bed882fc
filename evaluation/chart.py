"""The chart: one figure as SVG, in the colours of the page around it. The one home of the plotting library."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 400, 300
_TEXT = 11
"""In points; the page scales them. Such text stays readable on a telephone."""

_NAME = 0.45
"""How much of the axes a name of a level is wide."""

_AT_THE_TOP = 0.97
"""A curve that is so high may go on at that height, through what stands beside a marker on it."""

HALO = "halo"
"""Ends the id of a text over bands and lines; the page draws its own colour around the letters."""

_OVER_UPRIGHTS = 1.6
"""Over the lines upwards and the bands, and under the curves."""

_INKS = {
    "#000001": "var(--ink)",
    "#000002": "var(--quiet)",
    "#000003": "var(--line)",
    "#000004": "var(--accent)",
    "#000005": "var(--accent-soft)",
    "#000006": "var(--alert)",
}
_INK, _QUIET, _LINE, _ACCENT, _SOFT, _ALERT = _INKS
"""Colours that only stand for the page's own, which change with its light; they are exchanged in the finished SVG."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is told from others without its colour: by its line and its marker."""

    colour: str
    line: Literal["-", "--", ":"]
    marker: str


LOOKS = {
    "first": Look(_ACCENT, "-", "o"),
    "second": Look(_ALERT, "--", "s"),
    "third": Look(_QUIET, ":", "^"),
}
Series = Literal["first", "second", "third"]
Side = Literal["left", "right"]
Place = Literal["beside", "over", "under", "below"]
_PLACES: Mapping[Place, tuple[tuple[int, int], Literal["center", "bottom", "top"], Side]] = {
    "beside": ((8, 0), "center", "left"),
    "over": ((0, 3), "bottom", "right"),
    "under": ((0, -3), "top", "left"),
    "below": ((6, -4), "top", "left"),
}
"""Points across and up from the place, and which of the text's sides stand there."""

_ROOM_LEFT, _ROOM_RIGHT = 0.12, 0.7
"""As shares of the lower axis: a name of a tier's line fits left of it from the one on, right of it up to the other."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of the upward axis with its interval, at a place of the other."""

    at: float
    value: float
    low: float
    high: float


def can_draw() -> bool:
    """Whether the plotting library (extra `report`) is installed."""
    return find_spec("matplotlib") is not None


class Chart:
    """One pair of axes. Both are shares from 0 to 1 shown in per cent, unless `counts` gives the lower one's ticks.

    Every text is a text: none of it is read as a formula, and none as markup.
    """

    def __init__(
        self,
        name: str,
        *,
        across: str,
        up: str,
        low: float = 0.0,
        counts: Sequence[float] | None = None,
        height: int = HEIGHT,
    ) -> None:
        """`name` is no other chart's of the page: ids are made of it. `low` is where the upward axis begins."""
        from matplotlib.figure import Figure

        self._name = f"chart-{crc32(name.encode('utf-8', 'replace')):x}"
        with _settings(self._name):
            self._figure = Figure(figsize=(WIDTH / 72, height / 72), layout="constrained")
            self._axes: Axes = self._figure.add_subplot()
        axes = self._axes
        axes.set_xlabel(across, parse_math=False)
        axes.set_ylabel(up, parse_math=False)
        axes.set_ylim(low, 1.03)
        axes.yaxis.set_major_formatter(_per_cent)
        if counts is None:
            axes.set_xlim(0, 1.03)
            axes.xaxis.set_major_formatter(_per_cent)
        else:
            axes.set_xlim(0, 1.12 * max(counts))
            axes.set_xticks(counts, [f"{count:,.0f}" for count in counts])

    def named_places(self, names: Sequence[str]) -> None:
        """Names instead of numbers along the lower axis, at 0, 1, 2, …"""
        self._axes.set_xlim(-0.5, len(names) - 0.2)
        self._axes.set_xticks(range(len(names)), names, parse_math=False)

    def rows(self, names: Sequence[str], points: Sequence[Point], series: Series, *, shift: float = 0.0) -> None:
        """Named rows from the top down, each with a marker and its interval along the lower axis; `at` is not used.

        `shift` moves the markers down by that much of a row, so that two series stand beside each other.
        """
        look = LOOKS[series]
        places, values = [row + shift for row in range(len(points))], [point.value for point in points]
        left = [max(0.0, point.value - point.low) for point in points]
        right = [max(0.0, point.high - point.value) for point in points]
        self._axes.errorbar(
            values,
            places,
            xerr=[left, right],
            clip_on=False,
            fmt=look.marker,
            markersize=5.5,
            color=look.colour,
            elinewidth=1.2,
            capsize=2.5,
        )
        self._axes.set_ylim(len(points) - 0.4, -0.6)
        self._axes.set_yticks(range(len(points)), names, parse_math=False)

    def diagonal(self) -> None:
        """Where both axes are equal."""
        self._axes.plot([0, 1], [0, 1], color=_QUIET, linestyle=(0, (4, 3)), linewidth=1)

    def level(self, at: float, text: str, *, curve: Sequence[Point] = ()) -> None:
        """A line across, named over its right end, where curves have fallen; or under its left one, where that of
        `curve` is still over the line there and falls through it further right. No upright runs through the name."""
        self._axes.axhline(at, color=_QUIET, linestyle=(0, (4, 3)), linewidth=1)
        late = any(point.value > at for point in curve if point.at > 1 - _NAME)
        is_over_it_at_first = all(point.value >= at for point in curve if point.at < _NAME)
        if late and is_over_it_at_first:
            self.note(0.01, at, text, place="under")
        else:
            self.note(1.02, at, text, place="over")
        name = self._axes.texts[-1]
        name.set_gid(HALO)
        name.set_zorder(_OVER_UPRIGHTS)

    def uprights(self, marks: Sequence[tuple[float, str]]) -> None:
        """At most two lines upwards, each named on its outer side: the left one on its left, the other on its right.

        A name without room there stands on the inner side, over its neighbour's, so that the two never cross.
        """
        for number, (at, text) in enumerate(sorted(marks)):
            outer: Side = "left" if number == 0 and len(marks) > 1 else "right"
            side: Side = ("left" if at > _ROOM_LEFT else "right") if outer == "left" else _right_if_room(at)
            self.upright(at, text, row=int(side != outer and len(marks) > 1), side=side)

    def upright(self, at: float, text: str, *, row: int = 0, side: Side | None = None) -> None:
        """A line upwards, named over the axes, on the `side` where there is room unless one is given.

        `row` lifts the name over that of a neighbour, and the line with it.
        """
        lift = 3 + 14 * row
        dotted: dict[str, Any] = {
            "color": _INK,
            "linestyle": (0, (1, 2)),
            "linewidth": 1,
            "zorder": _OVER_UPRIGHTS - 0.1,
        }
        self._axes.axvline(at, **dotted)
        if row:
            self._axes.annotate(
                "",
                (at, 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, lift + _TEXT - 2),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "shrinkA": 0, "shrinkB": 0, **dotted},
            )
        side = side or ("left" if at > 0.6 else "right")
        self._axes.annotate(
            text,
            (at, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3 if side == "right" else -3, lift),
            textcoords="offset points",
            ha="left" if side == "right" else "right",
            color=_INK,
            fontsize=_TEXT,
            parse_math=False,
        )

    def line(self, points: Sequence[Point], series: Series, *, band: bool = True) -> None:
        """A line through the points, with their intervals as a band."""
        look, at = LOOKS[series], [point.at for point in points]
        if band:
            low, high = [point.low for point in points], [point.high for point in points]
            self._axes.fill_between(at, low, high, color=_SOFT, linewidth=0)
        self._axes.plot(at, [point.value for point in points], color=look.colour, linestyle=look.line, linewidth=1.8)

    def dots(self, points: Sequence[Point], series: Series, *, text: str = "") -> None:
        """A marker for each point with its interval upwards; `text` names the last."""
        look = LOOKS[series]
        values = [point.value for point in points]
        down = [max(0.0, point.value - point.low) for point in points]
        up = [max(0.0, point.high - point.value) for point in points]
        self._axes.errorbar(
            [point.at for point in points],
            values,
            yerr=[down, up],
            fmt=look.marker,
            markersize=5.5,
            color=look.colour,
            elinewidth=1.2,
            capsize=2.5,
        )
        if text and points:
            place: Place = "below" if points[-1].value > _AT_THE_TOP else "beside"
            self.note(points[-1].at, points[-1].value, text, series=series, place=place)

    def towers(self, rows: Sequence[tuple[str, Series, Sequence[int]]], edges: Sequence[float]) -> None:
        """A histogram a row, each on a line of its own, the number over every bar; one more of `edges` than of counts.

        The highest bar of a row fills it, however many another row has. The second series is hatched.
        """
        axes, width = self._axes, edges[1] - edges[0]
        for row, (_, series, counts) in enumerate(rows):
            floor, look = len(rows) - 1 - row, LOOKS[series]
            highest = max(*counts, 1)
            heights = [0.72 * count / highest for count in counts]
            there = [place for place, count in enumerate(counts) if count]
            axes.bar(
                [edges[place] for place in there],
                [heights[place] for place in there],
                0.86 * width,
                bottom=floor,
                align="edge",
                color=_SOFT,
                edgecolor=look.colour,
                hatch="//" if series == "second" else None,
                linewidth=1.2,
            )
            axes.axhline(floor, color=_QUIET, linewidth=1)
            for place in there:
                axes.text(edges[place] + 0.43 * width, floor + heights[place] + 0.03, f"{counts[place]:,}",
                          ha="center", color=_INK, fontsize=_TEXT)  # fmt: skip
        axes.set_ylim(-0.02, len(rows))
        axes.set_xlim(0, 1)
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.set_yticks([len(rows) - 0.62 - row for row in range(len(rows))], [name for name, *_ in rows],
                        parse_math=False, color=_INK)  # fmt: skip

    def note(
        self, at: float, value: float, text: str, *, series: Series | None = None, place: Place = "beside"
    ) -> None:
        """A text `beside` a place on its right, `over` it on its left, `under` it, or `below` it on its right."""
        offset, vertical, horizontal = _PLACES[place]
        self._axes.annotate(
            text,
            (at, value),
            xytext=offset,
            textcoords="offset points",
            va=vertical,
            ha=horizontal,
            color=_QUIET if series is None else LOOKS[series].colour,
            fontsize=_TEXT,
            parse_math=False,
        )

    def legend(self, names: Sequence[tuple[Series, str]], *, lines: bool) -> None:
        """The names of series that lie too close for names of their own, over the whole figure, however little of it
        long names of rows leave to the axes: by their lines or markers."""
        from matplotlib.lines import Line2D

        handles = [
            Line2D([], [], color=LOOKS[s].colour, linestyle=LOOKS[s].line, linewidth=1.8)
            if lines
            else Line2D([], [], color=LOOKS[s].colour, linestyle="", marker=LOOKS[s].marker, markersize=5.5)
            for s, _ in names
        ]
        self._figure.legend(
            handles,
            [name for _, name in names],
            loc="outside upper left",
            ncols=len(names),
            frameon=False,
            borderaxespad=0.2,
            handlelength=2.2 if lines else 1.0,
            labelcolor=_INK,
            fontsize=_TEXT,
            columnspacing=1.2,
        )

    def svg(self) -> str:
        """The figure to stand in a page: no ids of others, no font and no colour of its own."""
        stream = StringIO()
        with _settings(self._name):
            self._figure.savefig(stream, format="svg", transparent=True)
        return _for_page(stream.getvalue(), self._name)


def _per_cent(value: float, _position: float) -> str:
    return f"{100 * value:.0f} %" if value < 1.0001 else ""


@contextmanager
def _settings(name: str) -> Iterator[None]:
    import matplotlib as mpl

    settings: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "font.size": _TEXT,
        "axes.labelsize": _TEXT,
        "axes.edgecolor": _QUIET,
        "axes.labelcolor": _QUIET,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": _LINE,
        "grid.linewidth": 0.8,
        "text.color": _INK,
        "xtick.color": _QUIET,
        "ytick.color": _QUIET,
    }
    with warnings.catch_warnings(), mpl.rc_context(settings):
        # Widths are measured with a font that lacks many scripts; the reader's browser draws the letters.
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        yield


def _right_if_room(at: float) -> Side:
    return "right" if at <= _ROOM_RIGHT else "left"


def _for_page(text: str, name: str) -> str:
    """Only the `<svg>` itself, inside HTML: ids made the figure's own, colours the page's, its font the page's."""
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"<style.*?</style>", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r' xmlns(:\w+)?="[^"]*"', "", text)
    text = re.sub(r'^<svg [^>]*?viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true">', text)
    text = text.replace("xlink:href", "href")
    text = re.sub(r'( id="| href="#|url\(#)', rf"\1{name}-", text)
    text = re.sub(r"font(?:-family)?: ?[^;\"]*?'DejaVu Sans'[^;\"]*", _size_alone, text)
    for stand_in, colour in _INKS.items():
        text = text.replace(stand_in, colour)
    return text.strip()


def _size_alone(found: re.Match[str]) -> str:
    size = re.search(r"([\d.]+px)", found[0])
    return f"font-size: {size[1]}" if size else ""

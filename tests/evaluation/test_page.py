"""The frame and the tables of every page."""

from firstline.evaluation.page import page, prose, table_part, with_how_to
from firstline.evaluation.report_rows import ReportTable

WIDE = ReportTable("Wide", "", ("article", "shown", "opened", 'said "<yes>"'), (("A<1>", "1", "2", "3"),))


def test_each_cell_of_a_wide_table_says_its_column_where_columns_do_not_fit() -> None:
    html = table_part(WIDE)
    assert 'class="table stacks"' in html
    assert '<th scope="row" role="rowheader">A&lt;1&gt;</th>' in html
    assert '<td role="cell" data-column="shown">1</td>' in html
    assert '<td role="cell" data-column="said &quot;&lt;yes&gt;&quot;">3</td>' in html


def test_a_narrow_table_stays_one_on_a_telephone() -> None:
    assert "stacks" not in table_part(WIDE.without("opened"))


def test_the_columns_are_stacked_on_a_narrow_screen_and_not_on_paper() -> None:
    style = page("t", ()).partition("<style>")[2]
    narrow = style.partition("@media screen and (max-width: 40rem)")[2].partition("@media")[0]
    assert "attr(data-column)" in narrow
    assert style.count("attr(data-column)") == 1


def test_what_to_type_stands_back_and_is_code() -> None:
    said = with_how_to("Nothing says who. How to: `--map a=b` or <toml>.")
    assert said == (
        'Nothing says who. <span class="how">How to: <code><span class="whole">--map</span> a=b</code> or &lt;toml&gt;.'
        "</span>"
    )
    assert prose("a ` alone & no more") == "a ` alone &amp; no more"
    assert ".how { display: none; }" in page("x", ())

from firstline.kb_index.markup import blocks


def read(body):
    return [(block.kind, block.text) for block in blocks(body)]


def test_markdown_is_read_without_its_marks():
    body = "# Reset\n\nOpen **Settings** and [click here](https://x.test).\n\n1. First\n2. Second\n\n- a\n- b"
    assert read(body) == [
        ("heading", "Reset"),
        ("paragraph", "Open Settings and click here."),
        ("item", "1. First"),
        ("item", "2. Second"),
        ("item", "a"),
        ("item", "b"),
    ]


def test_html_is_read_like_markdown():
    body = (
        "<h2>Reset</h2><script>x()</script><p>Open <b>Settings</b>.<br>Then wait.</p>"
        "<ol><li>First</li><li><p>Second</p></li></ol><ul><li>a</li></ul>"
    )
    assert read(body) == [
        ("heading", "Reset"),
        ("paragraph", "Open Settings. Then wait."),
        ("item", "1. First"),
        ("item", "2. Second"),
        ("item", "a"),
    ]


def test_underlined_headings_are_headings():
    assert read("Printer\n=======\ntext\n\nTray\n---\nmore") == [
        ("heading", "Printer"),
        ("paragraph", "text"),
        ("heading", "Tray"),
        ("paragraph", "more"),
    ]


def test_code_keeps_its_marks():
    assert ("code", "rm *_old*") in read("Run:\n\n```\nrm *_old*\n```\nDone")


def test_names_with_underscores_are_left_alone():
    assert read("set max_old_size and a * b * c") == [("paragraph", "set max_old_size and a * b * c")]


def test_a_comparison_is_not_html():
    assert read("if x < 3 and y > 4") == [("paragraph", "if x < 3 and y > 4")]


def test_broken_html_gives_its_text():
    assert read("<div><p>one<p>two</b></div>") == [("paragraph", "one"), ("paragraph", "two")]


def test_an_empty_body_has_no_blocks():
    assert read("") == []
    assert read("<p> </p>") == []


def test_rows_of_a_table_are_lines_with_their_cells_apart():
    markdown = "| Day | Price |\n|---|---:|\n| 0 to 30 | normal |\n| from 66 | |\n\nAfter it."
    assert read(markdown) == [
        ("table", "Day · Price"),
        ("table", "0 to 30 · normal\nfrom 66"),
        ("paragraph", "After it."),
    ]
    html = "<table><tr><th>Day</th><th>Price</th></tr><tr><td>0 to <b>30</b></td><td>normal</td></tr></table>"
    assert read(html) == [("table", "Day · Price"), ("table", "0 to 30 · normal")]


def test_a_table_without_outer_bars_is_one_and_a_sentence_with_a_bar_is_none():
    assert read("Day | Price\n--- | ---\n1 | 2") == [("table", "Day · Price"), ("table", "1 · 2")]
    assert read("Run a | b in the shell.") == [("paragraph", "Run a b in the shell.")]


def test_headings_have_levels():
    assert [(block.text, block.level) for block in blocks("# A\n\n### B\n\nC\n---\n\n<3")][:3] == [
        ("A", 1), ("B", 3), ("C", 2),
    ]  # fmt: skip
    assert [block.level for block in blocks("<h2>A</h2><p>x</p><h4>B</h4>") if block.kind == "heading"] == [2, 4]


def test_tags_in_code_are_words_of_the_article_and_take_nothing_away() -> None:
    body = (
        "# Counter\n\n1. Open the template.\n2. Paste `<script src=\"c.js\"></script>` before `</body>`.\n3. Save.\n\n"
        "Use `<iframe>` only there.\n\n```html\n<div>\n<p>quokka</p>\n```\n\n## Older themes\n\nAsk us.<br>Or wait."
    )  # fmt: skip
    found = blocks(body)
    assert [block.text for block in found if block.kind == "heading"] == ["Counter", "Older themes"]
    assert '2. Paste <script src="c.js"></script> before </body>.' in [block.text for block in found]
    assert "<p>quokka</p>" in [block.text for block in found if block.kind == "code"]
    assert found[-1].text == "Ask us. Or wait."
    plain = blocks("Put `<div>` around it.\n\nThen `</p>` behind it.")
    assert [block.text for block in plain] == ["Put <div> around it.", "Then </p> behind it."]


def test_a_page_of_html_is_still_one() -> None:
    found = blocks("<h1>Counter</h1><p>Paste <code>`x`</code> here.</p><ul><li>Save</li></ul>")
    assert (found[0].kind, found[0].text) == ("heading", "Counter")
    assert found[-1].kind == "item"


def test_an_address_with_brackets_leaves_nothing_of_itself():
    body = "Read [this](javascript:alert(1)) and ![a picture](/a_(1).png) and [that](https://example.com/x_(y)?z)."
    assert [block.text for block in blocks(body)] == ["Read this and a picture and that."]

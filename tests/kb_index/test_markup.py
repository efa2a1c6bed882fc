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

"""The words of cells, freed of what help desks wrap them in."""

from firstline.datasets.record_text import label_text, plain_line, plain_text


def test_markup_that_was_escaped_once_more_is_markup_again():
    assert plain_text("&lt;p&gt;Hello&lt;/p&gt;") == "<p>Hello</p>"
    assert plain_text("a &lt; b and c &gt; d") == "a &lt; b and c &gt; d"
    assert plain_text("<p>5 &lt; 6</p>") == "<p>5 &lt; 6</p>"


def test_a_document_of_atlassians_becomes_lines():
    document = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "One"}, {"type": "hardBreak"}]},
            {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "text", "text": "Two"}]}]},
            {"type": "paragraph", "content": [{"type": "mention", "attrs": {"text": "@desk"}}]},
        ],
    }
    assert plain_text(document) == "One\nTwo\n@desk"


def test_a_subject_has_no_entities():
    assert plain_line("Wi-Fi &#38; phone") == "Wi-Fi & phone"
    assert plain_line("AT&T") == "AT&T"


def test_a_record_is_its_name_and_several_are_joined():
    assert label_text({"id": 3, "name": "Network"}) == "Network"
    assert label_text([{"value": "a"}, "b", None]) == "a; b"
    assert label_text(3.0) == "3"
    assert label_text(True) == "true"
    assert label_text({"id": None}) is None

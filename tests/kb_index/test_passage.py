from hypothesis import given, settings
from hypothesis import strategies as st

from firstline.kb_index.passage import LONGEST_WORDS, split_into_passages


def sentence(words, start="Word"):
    return " ".join([start] + ["word"] * (words - 1)) + "."


def test_a_short_article_is_one_passage():
    (passage,) = split_into_passages("Open the tray. Remove the paper.")
    assert passage.text == "Open the tray. Remove the paper."
    assert [passage.text[start:end] for start, end in passage.sentences] == ["Open the tray.", "Remove the paper."]


def test_a_heading_opens_a_passage():
    body = f"# One\n\n{sentence(40)}\n\n# Two\n\n{sentence(40)}"
    assert [passage.heading for passage in split_into_passages(body)] == ["One", "Two"]


def test_a_section_too_short_to_stand_alone_is_kept_with_its_neighbour():
    (passage,) = split_into_passages("# One\n\nShort.\n\n# Two\n\nAlso short.")
    assert passage.heading == "One"
    assert "Two" in passage.text


def test_long_text_is_cut_between_sentences():
    passages = split_into_passages(" ".join(sentence(30) for _ in range(10)))
    assert len(passages) > 1
    assert all(len(passage.text.split()) <= LONGEST_WORDS for passage in passages)
    assert all(passage.text.endswith(".") for passage in passages)


def test_steps_keep_their_numbers():
    (passage,) = split_into_passages("1. Switch it off. Wait.\n2. Switch it on.")
    assert passage.text == "1. Switch it off. Wait.\n2. Switch it on."


def test_a_body_without_text_gives_a_passage_so_that_its_title_is_found():
    (passage,) = split_into_passages("")
    assert passage.text == ""
    assert passage.with_title("Holiday") == "Holiday. "


def test_the_title_and_the_heading_go_with_a_passage():
    (passage,) = split_into_passages("## Paper jam\n\nOpen the tray.")
    assert passage.with_title("Printer.") == "Printer. Paper jam. Open the tray."


def test_an_endless_table_is_cut():
    assert all(len(p.text.split()) <= LONGEST_WORDS for p in split_into_passages("cell " * 1_000))


TABLE = "How long it takes:\n\n| What | Wait |\n|---|---|\n| MX record | 4 hours |\n| **Nameservers** | | 24 hours |"


def test_a_table_keeps_a_line_a_row_and_its_cells_apart():
    (passage,) = split_into_passages(TABLE)
    assert passage.text == "How long it takes:\nWhat · Wait\nMX record · 4 hours\nNameservers · · 24 hours"
    assert [passage.text[slice(*span)] for span in passage.sentences][2] == "MX record · 4 hours"


def test_what_is_encoded_of_a_table_holds_no_marks_of_cells():
    (passage,) = split_into_passages(TABLE)
    plain = "How long it takes:\nWhat Wait\nMX record 4 hours Nameservers 24 hours"
    assert passage.with_title("DNS") == f"DNS. {plain}"


def test_a_row_longer_than_a_passage_is_cut_as_any_text():
    body = "| a | b |\n|---|---|\n| " + " | ".join(["cell"] * 500) + " |"
    assert all(len(p.text.split()) <= LONGEST_WORDS for p in split_into_passages(body))


def test_cells_of_a_passage_do_not_count_as_words():
    row = "| " + " | ".join(["cell"] * 20) + " |\n"
    (passage,) = split_into_passages("| a | b |\n|---|---|\n" + row * 2)
    assert passage.text.count("cell") == 40


def test_a_passage_knows_the_headings_above_it():
    body = (
        f"# One\n\n{sentence(40)}\n\n### Deep\n\n{sentence(40)}\n\n## Two\n\n{sentence(40)}\n\n# End\n\n{sentence(40)}"
    )
    assert [passage.path for passage in split_into_passages(body)] == [
        ("One",), ("One", "Deep"), ("One", "Two"), ("End",),
    ]  # fmt: skip


def test_lines_that_were_not_wrapped_are_sentences_of_their_own():
    (passage,) = split_into_passages("Phone 1234\nMail us\nCome by")
    assert len(passage.sentences) == 3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_sentences_lie_inside_their_passage_for_any_text(body):
    for passage in split_into_passages(body):
        ends = [0, *(end for _, end in passage.sentences)]
        assert all(start >= before for before, (start, _) in zip(ends, passage.sentences, strict=False))
        assert all(start < end <= len(passage.text) for start, end in passage.sentences)


def test_the_short_rest_of_a_section_stays_with_it_and_does_not_open_the_next():
    steps = "\n".join(f"{step}. {sentence(20)}" for step in (1, 2, 3, 4))
    body = f"## To us\n\n{steps}\n\n## Away from us\n\n{sentence(30)}"
    passages = split_into_passages(body)
    assert [passage.heading for passage in passages] == ["To us", "Away from us"]
    assert passages[0].text.count("\n") == 3
    assert [passages[0].text[slice(*span)][:2] for span in passages[0].sentences][-1] == "4."


def test_a_rest_that_does_not_fit_is_a_passage_of_its_own():
    steps = f"1. {sentence(55)}\n2. {sentence(55)}\n3. {sentence(20)}"
    passages = split_into_passages(f"## To us\n\n{steps}\n\n## Away from us\n\n{sentence(30)}")
    assert [passage.heading for passage in passages] == ["To us", "To us", "Away from us"]


def test_a_section_without_spaces_between_words_stands_alone_as_any_other():
    section = (
        "ドメインの更新は管理画面から行えます。更新年数を選び、お支払いをお願いいたします。すぐに新しい期限になります。"
    )
    passages = split_into_passages(f"## 更新\n\n{section}\n\n## 期限切れ\n\n{section}")
    assert [passage.heading for passage in passages] == ["更新", "期限切れ"]

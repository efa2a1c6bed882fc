"""A file that ends inside its last cell."""

import pytest

from firstline.datasets.table_rows import table_rows

ROWS = [f"{n},Lamp {n},The lamp on floor {n} is broken" for n in range(8)]


def notes_of(folder, text):
    (folder / "t.csv").write_text("id,subject,body\n" + text, encoding="utf-8")
    notes: list[str] = []
    assert len(list(table_rows(folder / "t.csv", notes=notes))) == text.count("Lamp")
    return notes


def test_a_last_cell_that_is_shorter_than_all_others_and_has_no_line_end_is_doubted(tmp_path):
    (note,) = notes_of(tmp_path, "\n".join(ROWS)[:-12])
    assert "cut short?" in note


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(ROWS),
        "\n".join(ROWS)[:-12] + "\n",
        "\n".join(ROWS[:3])[:-12],
        "\n".join([*ROWS[:3], "9,Lamp,x", *ROWS]),
    ],
)
def test_nothing_is_said_of_a_file_that_ends_as_it_may(tmp_path, text):
    assert notes_of(tmp_path, text) == []

"""The mapping goes to firstline.toml, and what that says stays."""

import tomllib

import pytest

from firstline.datasets.config import load_config
from firstline.datasets.found_mapping import map_export
from firstline.datasets.mapping_file import guessed_earlier, write_mapping
from firstline.datasets.raw_row import RawRow

TEXT = "The lamp on the third floor has been broken since Monday"
MAPPING = map_export(
    [RawRow(1, {"Betreff": "Lampe", 'Text "neu"': TEXT, "Erstellt": "03.02.2026 10:00"})], given={'Text "neu"': "body"}
)


def test_a_new_file_has_the_columns_and_a_hint_at_the_time_zone(tmp_path):
    write_mapping(tmp_path / "firstline.toml", MAPPING)
    config = load_config(tmp_path / "firstline.toml")
    assert config.columns == {"Betreff": "subject", 'Text "neu"': "body", "Erstellt": "created_at"}
    assert config.desk.time_zone == "UTC"


@pytest.mark.parametrize("columns", ["", '[columns] # ours\nBetreff = "category"\n\n'])
def test_a_file_that_is_there_is_added_to(tmp_path, columns):
    path = tmp_path / "firstline.toml"
    old = f'# mine\n{columns}[desk]\nname = "D" # keep\n'
    path.write_text(old, encoding="utf-8")
    said = write_mapping(path, MAPPING)
    assert "added under [columns]" in said
    text = path.read_text(encoding="utf-8")
    assert all(line in text for line in old.splitlines())
    there = tomllib.loads(old).get("columns", {})
    assert load_config(path).columns == {"Betreff": "subject", 'Text "neu"': "body", "Erstellt": "created_at", **there}
    assert "left as it is" in write_mapping(path, MAPPING)


def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path):
    path = tmp_path / "firstline.toml"
    path.write_text('columns = { a = "b" }\n', encoding="utf-8")
    assert "could not be added to; these lines belong under [columns]" in write_mapping(path, MAPPING)
    assert path.read_text(encoding="utf-8") == 'columns = { a = "b" }\n'


def test_what_was_guessed_is_told_from_what_a_person_wrote(tmp_path):
    path = tmp_path / "firstline.toml"
    mapping = map_export([RawRow(1, {"#": "1", "Betreff": "Lampe", "Text": TEXT, "Am": "03.02.2026"})])
    write_mapping(path, mapping)
    assert guessed_earlier(path) == {"#": "guess", "Betreff": "sure", "Text": "sure", "Am": "guess"}
    text = path.read_text(encoding="utf-8").replace('Betreff = "subject"', 'Betreff = "category"')
    path.write_text(text.replace('Text = "body"  # guessed: body, sure', 'Text = "body"'), encoding="utf-8")
    assert guessed_earlier(path) == {"#": "guess", "Am": "guess"}
    assert load_config(path).columns["Betreff"] == "category"


def test_a_file_that_is_not_there_has_no_guesses(tmp_path):
    assert guessed_earlier(tmp_path / "firstline.toml") == {}


def test_a_guess_gives_way_to_what_somebody_says_by_now_and_other_lines_stay(tmp_path):
    path = tmp_path / "firstline.toml"
    teams, types = ("Mail", "Netz", "Konten"), ("Fehler", "Wunsch", "Frage")
    rows = [
        RawRow(n, {"Betreff": f"Lampe {n}", "Text": f"{TEXT} {n}", "Team": teams[n % 3], "Anfrageart": types[n % 3],
                   "Kategorie": types[(n + 1) % 3]})
        for n in range(30)
    ]  # fmt: skip
    write_mapping(path, map_export(rows))
    assert load_config(path).columns["Kategorie"] == "category"
    path.write_text(
        f'{path.read_text(encoding="utf-8")}Fremd = "product"  # guessed: product, sure\n', encoding="utf-8"
    )

    def again(**given):
        return map_export(rows, given=given, hinted=load_config(path).columns, earlier=guessed_earlier(path))

    mapping = again(Anfrageart="category")
    assert [theirs for theirs, ours in mapping.columns.items() if ours == "category"] == ["Anfrageart"]
    assert "1 column added under [columns], 1 column corrected" in write_mapping(path, mapping)
    assert [theirs for theirs, ours in load_config(path).columns.items() if ours == "category"] == ["Anfrageart"]
    assert load_config(path).columns["Fremd"] == "product", "of a column of another export nothing is known"
    assert again().columns["Anfrageart"] == "category"
    assert "left as it is" in write_mapping(path, again())


def test_a_column_that_somebody_leaves_out_stays_out_the_next_time(tmp_path):
    path = tmp_path / "firstline.toml"
    row = RawRow(1, {"#": "1", "Betreff": "Lampe", "Text": TEXT, "Intern": TEXT})
    write_mapping(path, map_export([row], given={"Intern": ""}))
    config = load_config(path)
    assert config.columns["Intern"] == ""
    assert "Intern" not in map_export([row], hinted=config.columns).columns
    assert "left as it is" in write_mapping(path, map_export([row], given={"Intern": ""}))

"""What to do with a file whose columns have the help desk's own names."""

from pathlib import Path

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.raw_export import raw_export_advice
from firstline.datasets.ticket_reader import read_tickets

ROWS = "Betreff;Beschreibung;Erstellt\nDrucker;Der Drucker druckt seit gestern nicht;2026-01-01\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_an_export_as_it_is_is_sent_to_the_import(export: Path) -> None:
    with pytest.raises(TicketFileError) as caught:
        read_tickets(export)
    assert f"`firstline import {export} --output history.parquet`" in str(caught.value)


def test_after_the_import_its_configuration_is_named(export: Path) -> None:
    toml = export.with_name("firstline.toml")
    toml.write_text('[columns]\nBeschreibung = "body"\n', encoding="utf-8")
    with pytest.raises(TicketFileError, match="or give the file that `firstline import` wrote") as caught:
        read_tickets(export)
    assert f"add --config {toml}" in str(caught.value)
    assert len(read_tickets(export, columns={"Beschreibung": "body"})) == 1


@pytest.mark.parametrize("text", ["[columns]\nElse = 'body'\n", "[desk]\n", "not toml ="])
def test_a_configuration_of_something_else_is_not(export: Path, text: str) -> None:
    export.with_name("firstline.toml").write_text(text, encoding="utf-8")
    assert "firstline import" in raw_export_advice(export)
    assert "--config" not in raw_export_advice(export)


def test_without_a_file_only_the_option_is_named() -> None:
    assert raw_export_advice(None) == "Name one with --map theirs=body."

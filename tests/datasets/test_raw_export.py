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


def test_an_export_of_which_only_the_subject_has_our_name_is_not_read_without_its_text() -> None:
    export = Path(__file__).parent / "exports" / "zendesk.json"
    with pytest.raises(TicketFileError, match="what customers wrote seems to stand in 'description'") as caught:
        read_tickets(export)
    assert f"`firstline import {export} --output history.parquet`" in str(caught.value)
    assert "--map description=body" in str(caught.value)
    assert all(ticket.body for ticket in read_tickets(export, columns={"description": "body"}).tickets)


def test_a_table_of_subjects_alone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "subjects.csv"
    path.write_text("id,subject,category\n1,the lamp is broken,light\n2,no heat,heat\n", encoding="utf-8")
    assert len(read_tickets(path)) == 2

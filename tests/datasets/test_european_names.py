"""Exports in Dutch, French, Spanish, Italian, Portuguese, Swedish, Danish and Polish are understood by their names."""

import pytest

from firstline.datasets.column_guess import guess_columns
from firstline.datasets.column_names import named_column
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.european_names import EUROPEAN_NAMES
from firstline.datasets.people_column import is_of_asking, is_of_staff
from firstline.datasets.ticket import CANONICAL_COLUMNS


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Behandelaarsgroep", "skill_group"),
        ("Aantal keer doorgezet", "reassignments"),
        ("Times forwarded", "reassignments"),
        ("Korte omschrijving", "subject"),
        ("E-mail (Aanmelder)", "requester_id"),
        ("Datum afgemeld", "closed_at"),
        ("Categorie", "category"),
        ("Catégorie", "category"),
        ("Categoría", "category"),
        ("Categoria", "category"),
        ("Kategori", "category"),
        ("Kategoria", "category"),
        ("Priorité", "priority"),
        ("Groupe d'affectation", "skill_group"),
        ("Fecha de creación", "created_at"),
        ("Oggetto", "subject"),
        ("Descrição", "body"),
        ("Ärendenummer", "id"),
        ("Oprettet den", "created_at"),
        ("Treść zgłoszenia", "body"),
    ],
)
def test_a_desks_own_word_is_understood(name, ours):
    found = named_column(name)
    assert found
    assert found[0] == ours


def test_every_name_is_one_of_a_column_of_ours_and_known_ones_stay_sure():
    assert EUROPEAN_NAMES.keys() <= set(CANONICAL_COLUMNS)
    assert all(named_column(name) for names in EUROPEAN_NAMES.values() for name in names.split("|"))
    assert named_column("Site") == ("region", True)


def test_those_who_help_are_told_from_those_who_ask():
    assert all(map(is_of_staff, ("Behandelaar", "Gewijzigd door", "Modifié par", "Handläggare")))
    assert all(map(is_of_asking, ("Naam (Aanmelder)", "Demandeur", "Solicitante")))
    assert not any(map(is_of_staff, ("Aangemeld door", "Créé par")))


def test_the_column_called_category_goes_before_the_type_and_times_are_no_categories():
    cells = {
        "Korte omschrijving": [f"Lamp {n} op de gang is stuk" for n in range(24)],
        "Soort melding": ["Storing", "Vraag"] * 12,
        "Categorie": ["Licht", "Deur", "Lift"] * 8,
        "Subcategorie": ["Gang", "Zaal", "Kelder", "Dak"] * 6,
        "Bestede tijd": [f"{n % 2}:{n % 6}5" for n in range(24)],
        "Behandelaar": ["Brouwer, Ruud", "Dekker, Femke", "Kuipers, Bas"] * 8,
    }
    profiles = [ColumnProfile.of(name, column, rows=24) for name, column in cells.items()]
    found = {guess.ours: guess.theirs for guess in guess_columns(profiles, {}) if guess.ours}
    assert found == {
        "subject": "Korte omschrijving",
        "category": "Categorie",
        "handle_minutes": "Bestede tijd",
    }
    unnamed = [profile for profile in profiles if "ategorie" not in profile.name and profile.name != "Soort melding"]
    assert "category" not in {guess.ours for guess in guess_columns(unnamed, {})}

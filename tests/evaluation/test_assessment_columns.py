"""Which columns the assessment was read from."""

from dataclasses import replace
from datetime import UTC, datetime

from firstline.evaluation.assessment import Assessment
from firstline.evaluation.assessment_columns import columns_said, columns_table, rests_on, source_line
from firstline.evaluation.assessment_folder import assessment_json
from firstline.evaluation.assessment_html import assessment_html
from firstline.evaluation.assessment_words import unsure_columns
from firstline.evaluation.read_column import ReadColumn

_GUESSED = ReadColumn("skill_group", "Zugewiesenes Team", "guess", "a closed list")
_KNOWN = ReadColumn("subject", "Betreff", "known", "the name")


def told(found: Assessment) -> Assessment:
    source = replace(found.source, files=("export.csv",), rows=1_234)
    made = datetime(2026, 3, 1, tzinfo=UTC)
    return replace(found, columns=(_GUESSED, _KNOWN), source=source, made_at=made)


def test_a_figure_that_rests_on_a_guess_says_so(assessment: Assessment) -> None:
    found = told(assessment)
    assert unsure_columns(found).startswith("Taken by name or values alone: “Zugewiesenes Team” for the group. If one")
    assert rests_on(found, {"subject"}) == ""
    assert unsure_columns(assessment) == ""


def test_the_page_says_of_which_file_and_day_it_is_and_what_each_field_was_read_from(assessment: Assessment) -> None:
    found = told(assessment)
    page = assessment_html(found)
    assert source_line(found).startswith("export.csv · 1,234 rows · 2025-01-01 to ")
    assert source_line(found).endswith("made on 2026-03-01")
    assert 'made on <span class="whole">2026-03-01</span>' in page
    assert page.index("How many tickets") < page.index("<details><summary>Which columns were read")
    assert "Betreff" in page
    assert '"theirs": "Betreff"' in assessment_json(found)
    assert columns_table(assessment) is None


def test_columns_that_nothing_is_read_from_are_named(assessment: Assessment) -> None:
    table = columns_table(replace(told(assessment), left_out=("Bearbeiter", "Ticketart")))
    assert table is not None
    assert " Not used here: Bearbeiter and Ticketart. How to: `--map" in table.note
    many = columns_table(replace(told(assessment), left_out=tuple(f"c{n}" for n in range(40))))
    assert many is not None
    assert "c28 and 11 more" in many.note
    assert "not used here: Bearbeiter" in list(columns_said((_KNOWN,), "x.csv", left_out=("Bearbeiter",)))
    assert len(list(columns_said((_KNOWN,), "x.csv"))) == 2


def test_the_terminal_has_a_line_for_each_field() -> None:
    head, group, subject = columns_said((_GUESSED, _KNOWN), "export.csv")
    assert head == "columns of export.csv:"
    assert group.split() == ["group", "Zugewiesenes", "Team", "guessed", "(a", "closed", "list)"]
    assert subject.endswith("known (the name)")


def test_columns_that_have_our_names_are_listed_in_a_sentence(assessment: Assessment) -> None:
    own = tuple(ReadColumn(name, name, "known", "our own name") for name in ("id", "body", "status", "channel"))
    table = columns_table(replace(assessment, columns=(_GUESSED, *own)))
    assert table is not None
    assert [row[1] for row in table.rows] == ["Zugewiesenes Team"]
    assert "4 more have Firstline's own names: id, body, status, channel." in table.note
    alone = columns_table(replace(assessment, columns=own))
    assert alone is not None
    assert len(alone.rows) == 3
    assert "these too: channel." in alone.note

"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from firstline.cli.reference import cli_reference
from firstline.datasets.article import Article
from firstline.datasets.clean import CLEAN_LIMIT
from firstline.datasets.ticket import Ticket
from firstline.serving.document_id import LONGEST
from firstline.serving.problems import KINDS
from firstline.serving.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def targets() -> dict[str, str]:
    found = re.findall(r"^([a-z-]+):.*## (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(found)


def test_the_command_reference_is_what_the_commands_say() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == cli_reference(), "run make docs"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(page: str) -> None:
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8")))
    assert named <= set(targets())


def test_the_readme_names_its_two_commands() -> None:
    assert "make demo" in README
    assert "make test" in README


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert link.startswith("http") or (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_figure_of_the_readmes_table_stands_in_the_benchmarks() -> None:
    benchmarks = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    table = README.split("<!-- figures -->")[1].split("<!-- end -->")[0]
    figures = re.findall(r"\d?\.\d{3}", table)
    assert figures
    for figure in figures:
        assert figure in benchmarks, f"{figure} is in no table of docs/benchmarks.md"


def test_every_name_of_a_ticket_and_of_an_article_is_documented() -> None:
    tickets, articles = (
        (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").split("## Articles and saved replies")
    )
    for model, page in ((Ticket, tickets), (Article, articles)):
        missing = [name for name in model.model_fields if f"`{name}`" not in page]
        assert not missing, f"docs/formats.md does not name {missing} of {model.__name__}"


def test_the_limits_that_are_documented_are_those_that_hold() -> None:
    page, settings = (ROOT / "docs" / "http.md").read_text(encoding="utf-8"), Settings(bundle=ROOT)
    assert f"A JSON body {settings.json_bytes >> 20} MiB, an NDJSON body {settings.ndjson_bytes >> 20} MiB" in page
    assert f"{settings.batch_tickets} tickets in a triage batch, {settings.batch_lines:,} lines" in page
    assert f"ids {LONGEST}\ncharacters" in page
    assert f"the first {CLEAN_LIMIT:,} characters" in page
    assert f"for {settings.idempotency_hours:g} hours" in page


def test_every_problem_type_is_documented() -> None:
    page = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"| `{kind.name}` | {kind.status} |" in page, f"docs/http.md does not name {kind.name}"

"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from firstline.cli.reference import cli_reference
from firstline.serving.problems import KINDS

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


def test_every_problem_type_is_documented() -> None:
    page = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"| `{kind.name}` | {kind.status} |" in page, f"docs/http.md does not name {kind.name}"

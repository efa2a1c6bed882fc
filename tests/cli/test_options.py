"""Tests of the options that several commands share."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from firstline.cli.options import max_rejected_option, read_config, state_option
from firstline.datasets.errors import ConfigError, InputError


@click.command()
@max_rejected_option
@state_option
def shown(max_rejected: float, state: str | None) -> None:
    """Shows what the options gave."""
    click.echo(f"{max_rejected} {state}")


@pytest.mark.parametrize(
    ("given", "share"), [("5%", 0.05), ("0.05", 0.05), (".5", 0.5), ("0", 0.0), ("100%", 1.0), (" 2.5% ", 0.025)]
)
def test_a_share_is_a_percentage_or_a_fraction(given: str, share: float) -> None:
    assert CliRunner().invoke(shown, ["--max-rejected", given]).output == f"{share} None\n"


@pytest.mark.parametrize("given", ["five", "-1%", "101%", "5", "", "nan", "1e-2", "5%%"])
def test_what_is_no_share_is_refused_with_an_example(given: str) -> None:
    done = CliRunner().invoke(shown, ["--max-rejected", given])
    assert done.exit_code == 2
    assert "5% or 0.05" in done.output


def test_five_per_cent_may_be_bad_unless_told_otherwise() -> None:
    assert CliRunner().invoke(shown, []).output == "0.05 None\n"


def test_the_state_comes_from_the_option_before_the_environment() -> None:
    environment = {"FIRSTLINE_STATE": "/from/environment"}
    assert CliRunner().invoke(shown, [], env=environment).output == "0.05 /from/environment\n"
    assert CliRunner().invoke(shown, ["--state", "/given"], env=environment).output == "0.05 /given\n"


def test_maps_are_laid_over_the_columns_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "firstline.toml"
    path.write_text('[columns]\ntitle = "subject"\nkind = "category"\n', encoding="utf-8")
    config = read_config(path, ("kind=priority", "What is it? = body", "a=b=subject"))
    assert config.columns == {"title": "subject", "kind": "priority", "What is it?": "body", "a=b": "subject"}


def test_without_a_file_the_defaults_count() -> None:
    assert read_config(None, ()).columns == {}


@pytest.mark.parametrize("given", ["title", "=subject", " = ", ""])
def test_a_map_without_both_sides_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(InputError, match="--map title=subject"):
        read_config(None, (given,))


def test_a_name_that_is_nearly_one_of_ours_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    read_config(None, ("title=subjekt",))
    assert "'subjekt' becomes a field of its own; is 'subject' meant?" in capsys.readouterr().err
    read_config(None, ("title=subject", "area=team", "old=category2", "text=text"))
    assert capsys.readouterr().err == ""


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        read_config(tmp_path / "none.toml", ())


def test_a_column_may_be_mapped_to_nothing() -> None:
    assert read_config(None, ("Text lang=", "a=b")).columns == {"Text lang": "", "a": "b"}

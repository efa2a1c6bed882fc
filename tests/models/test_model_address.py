"""How a version in the registry is named."""

import pytest

from firstline.datasets.errors import InputError
from firstline.models.model_address import ModelAddress


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("3", ModelAddress("firstline", version="3")),
        ("v3", ModelAddress("firstline", version="3")),
        ("champion", ModelAddress("firstline", alias="champion")),
        ("@champion", ModelAddress("firstline", alias="champion")),
        ("desk@champion", ModelAddress("desk", alias="champion")),
        ("models:/desk@champion", ModelAddress("desk", alias="champion")),
        ("models:/desk/12", ModelAddress("desk", version="12")),
    ],
)
def test_versions_are_named_by_number_and_by_alias(text: str, address: ModelAddress) -> None:
    assert ModelAddress.parse(text) == address
    assert ModelAddress.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "models:/", "models:/desk", "a/b/c", "models:/desk@", "../desk"])
def test_what_names_no_version_is_refused_with_what_would(text: str) -> None:
    with pytest.raises(InputError, match="models:/firstline@champion"):
        ModelAddress.parse(text)


def test_a_path_is_no_address() -> None:
    assert ModelAddress.is_one("models:/desk@champion")
    assert not ModelAddress.is_one("models/desk")

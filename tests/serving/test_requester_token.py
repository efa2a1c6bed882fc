"""A token names a requester only when the desk's portal signed it, and for as long as it says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from firstline.datasets.errors import InputError
from firstline.serving.requester_token import SECRET_VARIABLE, RequesterTokens
from tests.serving.requester import SECRET, encoded, token

NOW = 1_800_000_000.0
TOKENS = RequesterTokens(SECRET)


def test_a_signed_token_names_its_requester_until_it_ends() -> None:
    made = token("R1", exp=NOW + 60)
    assert TOKENS.requester(made, at=NOW) == "R1"
    assert TOKENS.requester(made, at=NOW + 60) is None
    assert TOKENS.requester(token("R1", exp=NOW + 60, nbf=NOW + 30), at=NOW) is None


@pytest.mark.parametrize(
    "made",
    [
        token("R1", secret="another secret of somebody else's", exp=NOW + 60),
        token("R1", exp=NOW - 1),
        token("R1", exp=str(NOW + 60)),
        token("R1", exp=True),
        token("", exp=NOW + 60),
        token(["R1"], exp=NOW + 60),
        token("R" * 501, exp=NOW + 60),
        token("R1", exp=NOW + 60, head={"alg": "none"}),
        token("R1", exp=NOW + 60, head={"alg": "HS512"}),
        token("R1", exp=NOW + 60, head={"alg": "HS256", "crit": ["exp"]}),
        token("R1", exp=NOW + 60) + "x",
        token("R1", exp=NOW + 60).replace(".", "", 1),
        f"{encoded(b'[]')}.{encoded(json.dumps({'sub': 'R1', 'exp': NOW + 60}).encode())}.",
        "",
        "..",
        "a.b.c",
        "ключ.ключ.ключ",
    ],
)
def test_any_other_token_names_nobody(made: str) -> None:
    assert TOKENS.requester(made, at=NOW) is None


@given(some.text(max_size=60), some.integers(0, 2))
def test_no_text_in_any_part_of_a_token_is_an_error(text: str, place: int) -> None:
    parts = token("R1", exp=NOW + 60).split(".")
    if parts[place] != text:
        parts[place] = text
        assert TOKENS.requester(".".join(parts), at=NOW) is None


def test_without_a_secret_no_token_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    tokens = RequesterTokens.from_environment()
    assert tokens.requester(token("R1", exp=NOW + 60), at=NOW) is None
    assert tokens.requester(token("R1", secret="", exp=NOW + 60), at=NOW) is None


def test_a_secret_that_can_be_guessed_is_refused_and_none_is_shown() -> None:
    with pytest.raises(InputError, match=SECRET_VARIABLE) as refused:
        RequesterTokens("hunter2")
    assert "hunter2" not in str(refused.value)
    assert SECRET not in repr(TOKENS)

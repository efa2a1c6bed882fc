"""What /openapi.json says of a call holds, whatever Schemathesis makes of it."""

import itertools
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from starlette.testclient import TestClient

from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.serving.keyword_bundle import KeywordBundle

schemathesis: Any = pytest.importorskip("schemathesis")

# Not expressible in a schema: that a ticket has a text, that ids and values are known, that a list fits another.
_REFUSED_FOR_A_REASON = "positive_data_acceptance"
# Exports write numbers for ids and labels, and blanks for nothing: tickets and articles are read leniently.
_LENIENT = ("/v1/triage", "/v1/duplicates", "/v1/tickets", "/v1/articles", "/v1/banners", "/v1/fields", "/v1/feedback")
_PATIENCE = "X-Request-Timeout"
_REJECTED = "negative_data_rejection"


@schemathesis.serializer("application/x-ndjson")
def _lines(_context: Any, value: Any) -> Any:
    return str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("openapi")
    app = create_app(
        Settings(bundle=folder / "bundle", state=str(folder / "state"), audit_share=0.0), bundle=KeywordBundle()
    )
    with TestClient(app):
        yield schemathesis.openapi.from_asgi("/openapi.json", app)


def _be_patient(headers: Any) -> None:
    """A caller who gives no time is answered with a 503, as is due; here they wait."""
    try:
        if 0 < float(headers[_PATIENCE]) <= 600:
            headers[_PATIENCE] = "600"
    except (KeyError, TypeError, ValueError):
        return


def _try(operation: Any, mode: Any, excluded: list[Any], counter: Iterator[int], *, cases: int) -> None:
    @hypothesis_settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        next(counter)
        _be_patient(case.headers)
        case.call_and_validate(excluded_checks=excluded)

    answered()


def _check(schema: Any, *, cases: int) -> int:
    """Try about `cases` calls, shared evenly among operations; how many they were."""
    operations = [result.ok() for result in schema.get_all_operations()]
    modes = list(schemathesis.GenerationMode)
    counter = itertools.count()
    for operation, mode in itertools.product(operations, modes):
        if not (operation.body or operation.query or operation.path_parameters) and mode.value == "negative":
            continue  # there is nothing about such a call that could be wrong
        excluded = [_REFUSED_FOR_A_REASON, *([_REJECTED] if operation.path.startswith(_LENIENT) else [])]
        checks = [check for check in schemathesis.checks.CHECKS.get_all() if check.__name__ in excluded]
        _try(operation, mode, checks, counter, cases=max(1, cases // (2 * len(operations))))
    return next(counter)


def test_what_is_described_is_what_is_answered(schema: Any) -> None:
    """Some 40 s on two busy cores; FIRSTLINE_API_CASES=2000 for more."""
    assert _check(schema, cases=int(os.environ.get("FIRSTLINE_API_CASES", "400"))) > 250


@pytest.mark.slow
def test_what_is_described_is_what_is_answered_at_length(schema: Any) -> None:
    assert _check(schema, cases=20_000) > 5_000


def test_the_description_names_every_answer(schema: Any) -> None:
    """201 of what was not there before, and the media type of metrics."""
    paths = schema.raw_schema["paths"]
    for path in ("/v1/tickets/{ticket_id}", "/v1/articles/{article_id}", "/v1/banners/{banner_id}"):
        assert {"200", "201"} <= set(paths[path]["put"]["responses"])
    assert set(paths["/metrics"]["get"]["responses"]["200"]["content"]) == {"text/plain"}

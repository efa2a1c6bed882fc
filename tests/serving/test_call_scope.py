"""Tests of the call scope."""

from fastapi.routing import APIRoute

from firstline.serving.app import ROUTERS
from firstline.serving.call_scope import call_scopes

OPEN = {"/healthz", "/readyz", "/", "/pages/{name}", "/docs"}


def test_every_address_but_health_and_pages_wants_a_scope() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    open_ = {route.path for route in routes for method in route.methods if call_scopes(method, route.path) is None}
    assert open_ == OPEN
    assert len(routes) > 20


def test_asking_writing_and_reading_need_keys_of_their_own() -> None:
    assert call_scopes("POST", "/v1/triage") == ("predict",)
    assert call_scopes("POST", "/v1/articles/search") == ("predict",)
    assert call_scopes("PUT", "/v1/articles/KB-1") == ("articles",)
    assert call_scopes("PUT", "/v1/tickets/T-1") == ("tickets",)
    assert call_scopes("DELETE", "/v1/tickets/T-1") == ("tickets",)
    assert call_scopes("PUT", "/v1/fields/category") == ("admin",)
    assert "portal" not in (call_scopes("GET", "/v1/articles/KB-1") or ())
    assert call_scopes("GET", "/metrics") == ("reports",)


def test_an_address_that_a_later_version_adds_is_closed_until_it_is_opened() -> None:
    assert call_scopes("GET", "/v1/anything") == ("admin",)

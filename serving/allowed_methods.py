"""The allowed methods: what each address of the service understands."""

from collections.abc import Iterable

from fastapi import APIRouter
from starlette.routing import Route


class AllowedMethods:
    """Answers for a path with all its methods, over every router; a single route knows only its own."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._routes = [route for router in routers for route in router.routes if isinstance(route, Route)]

    def __call__(self, path: str) -> list[str]:
        """Methods in alphabetical order, HEAD and OPTIONS included; empty for a path that nobody knows."""
        methods = {method for route in self._routes if route.path_regex.match(path) for method in route.methods or ()}
        if "GET" in methods:
            methods.add("HEAD")
        return sorted(methods | {"OPTIONS"}) if methods else []

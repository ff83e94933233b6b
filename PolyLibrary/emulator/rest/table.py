"""Which endpoint is served by which function, and which endpoints a firmware has."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PolyLibrary.errors import UsageError

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone
    from PolyLibrary.emulator.profiles import Profile


class Ask(NamedTuple):
    """One request as a handler sees it: ``data`` is what stood under ``data`` in the body, {} if nothing."""

    phone: "VirtualPhone"
    data: Any
    query: Mapping[str, str]

    def field(self, *names: str) -> str | None:
        """A field of ``data`` as text; a number gives its digits, anything else or none gives None."""
        if not isinstance(self.data, dict):
            return None
        for name in names:
            value = self.data.get(name)
            if isinstance(value, str):
                return value
            if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**64:
                return str(value)
        return None


class Reply(NamedTuple):
    """The JSON reply: the Status, with ``data`` before it, and what stands ``beside`` them."""

    status: str = "2000"
    data: Any = None
    beside: Mapping[str, Any] = MappingProxyType({})


Handler = Callable[[Ask], "Reply | Awaitable[Reply]"]
Served = TypeVar("Served", bound=Handler)


@dataclass(frozen=True)
class Endpoint:
    """One handler; without ``holds_turn`` other requests are served while it works.

    ``holds_turn_if`` names a switch that makes it hold the turn after all.
    """

    handler: Handler
    holds_turn: bool = True
    holds_turn_if: str = ""


_ENDPOINTS: dict[str, Endpoint] = {}


def endpoint(method: str, path: str, *, holds_turn: bool = True, holds_turn_if: str = "") -> Callable[[Served], Served]:
    """Register a handler under its method and its path below ``/api/``."""

    def register(handler: Served) -> Served:
        _ENDPOINTS[f"{method} {path}"] = Endpoint(handler, holds_turn, holds_turn_if)
        return handler

    return register


@cache
def _all() -> Mapping[str, Endpoint]:
    package = importlib.import_module("PolyLibrary.emulator.rest")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"PolyLibrary.emulator.rest.{module.name}")
    return _ENDPOINTS


_by_endpoints: dict[tuple[str, ...], Mapping[str, Mapping[str, Endpoint]]] = {}


def endpoints_of(profile: "Profile") -> Mapping[str, Mapping[str, Endpoint]]:
    """Lower-case path to method to endpoint.

    Raises:
        UsageError: The profile lists an endpoint that nothing serves.
    """
    found = _by_endpoints.get(profile.endpoints)
    if found is not None:
        return found
    table: dict[str, dict[str, Endpoint]] = {}
    for name in profile.endpoints:
        served = _all().get(name)
        if served is None:
            raise UsageError(f"Profile '{profile.name}' lists the endpoint '{name}', which nothing serves.")
        method, _, path = name.partition(" ")
        table.setdefault(path.lower(), {})[method] = served
    _by_endpoints[profile.endpoints] = table
    return table

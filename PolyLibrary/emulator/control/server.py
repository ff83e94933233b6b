"""The control port: ``POST /<action>`` with a JSON object, on 127.0.0.1, for those who know its token.

It is a port of its own, beside those of the phones: nothing that a phone answers tells of it. The answer is
``{"result": ...}``, or an HTTP error with ``{"error": {"kind", "wanted", "seen", "hint"}}``.
"""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from PolyLibrary.emulator.control import hand, outside
from PolyLibrary.emulator.control.asked import Asked
from PolyLibrary.emulator.control.world import ACTIONS, World
from PolyLibrary.errors import PolyError, UnknownName
from PolyLibrary.redaction import register

HOST = "127.0.0.1"
MOST_BODY = 16 * 1024
PARTS = (hand, outside)
"""The modules whose actions are served."""


@dataclass(frozen=True)
class Access:
    """How to reach a control port.

    Args:
        url: ``http://127.0.0.1:<port>``.
        token: Goes into the header Authorization as a Bearer token.
    """

    url: str
    token: str = field(repr=False)


class ControlServer:
    """Serves the actions on one fleet; lives in the fleet's loop."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._token = secrets.token_urlsafe(24)
        self._port: asyncio.Server | None = None
        self._server: web.Server | None = None
        register(self._token)

    async def open(self) -> Access:
        """Listen on a free port."""
        self._server = web.Server(self._handle, access_log=None)
        self._port = await asyncio.get_running_loop().create_server(self._server, HOST, 0)
        number = self._port.sockets[0].getsockname()[1]
        return Access(f"http://{HOST}:{number}", self._token)

    def close(self) -> None:
        """Listen no more, and end what is open."""
        if self._port is not None:
            self._port.close()
        if self._server is not None:
            for connection in tuple(self._server.connections):
                if connection.transport is not None:
                    connection.transport.abort()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        # The token comes first: without it not even the names of the actions can be learned.
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not secrets.compare_digest(given, f"Bearer {self._token}".encode()):
            return _error(403, "Forbidden", "The token is missing or wrong.")
        if request.method != "POST":
            return _error(405, "UsageError", "Actions are sent by POST.")
        if (request.content_length or 0) > MOST_BODY:
            return _error(413, "UsageError", f"A request has at most {MOST_BODY} bytes.", close=True)
        name = request.path[1:]
        act = ACTIONS.get(name)
        if act is None:
            unknown = UnknownName("action", name[:64], ACTIONS)
            return _error(404, "UnknownName", unknown.wanted, hint=unknown.hint)
        try:
            arguments = await _arguments(request)
        except (ValueError, RecursionError, web.RequestPayloadError):
            return _error(400, "UsageError", "The body is no JSON object.", close=True)
        try:
            result = await act(self._world, Asked(name, arguments))
        except PolyError as error:
            return _error(400, type(error).__name__, error.wanted, error.seen, error.hint)
        return web.json_response({"result": result})


async def _arguments(request: web.BaseRequest) -> dict[str, Any]:
    """The JSON object of the body.

    Raises:
        ValueError: It is none, or too long.
    """
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BODY:
            raise ValueError("too long")
    given = json.loads(body.decode() or "{}")
    if not isinstance(given, dict):
        raise ValueError("no object")
    return given


def _error(status: int, kind: str, wanted: str, seen: str = "", hint: str = "", *, close: bool = False) -> web.Response:
    response = web.json_response({"error": {"kind": kind, "wanted": wanted, "seen": seen, "hint": hint}}, status=status)
    if close:
        response.force_close()
    return response

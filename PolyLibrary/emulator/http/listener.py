"""The two ports of a phone. They are closed while it restarts, and opened again on the same numbers."""

import asyncio
import contextlib
import errno
import logging
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from PolyLibrary.emulator.http.looks import Look
from PolyLibrary.emulator.http.pages import error_page
from PolyLibrary.errors import LabError

_log = logging.getLogger(__name__)
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
KEEP_ALIVE = 15.0
_HANDING_ON = 0.01
MOST_HEADER = 16 * 1024
_REASONS = {
    errno.EADDRINUSE: ("the port is in use", "choose another port, or end what uses it."),
    errno.EACCES: ("no permission", "ports below 1024 need rights of the administrator: use higher ones."),
    errno.EADDRNOTAVAIL: ("the address is not local", "give an address of this machine, or none."),
}


class _Connection(web.RequestHandler):
    """Broken HTTP gets the phone's own page, never one that shows what serves it."""

    look: Look | None = None
    """How replies on this connection look."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if isinstance(exc, ConnectionResetError):  # the phone went down while it answered
            if request.transport is not None:
                request.transport.abort()
        elif status == HTTPStatus.INTERNAL_SERVER_ERROR:
            # A phone tells its client nothing of what broke; who runs the emulator has to know.
            _log.error("A virtual phone could not answer: %s", message or exc, exc_info=exc)
        return error_page(request, status, close=True)


class _Server(web.Server):
    """Makes our connections; everything else is aiohttp's."""

    def __init__(self, handler: Handler, loop: asyncio.AbstractEventLoop, look: Look) -> None:
        super().__init__(handler, loop=loop)
        self._loop_of_all = loop
        self._look = look
        #: Connections made so far.
        self.made = 0

    def __call__(self) -> _Connection:
        self.made += 1
        connection = _Connection(
            self,
            loop=self._loop_of_all,
            access_log=None,  # type: ignore[arg-type]  # None is aiohttp's word for no access log
            keepalive_timeout=KEEP_ALIVE,
            max_line_size=MOST_HEADER,
            max_field_size=MOST_HEADER,
            auto_decompress=False,
            lingering_time=1.0,
        )
        connection.look = self._look
        return connection


class Listener:
    """HTTP and HTTPS of one phone.

    Args:
        host: Address to listen on.
        ports: HTTP and HTTPS; 0 takes a free one, which is kept from then on.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        handler: Handler,
        host: str,
        ports: tuple[int, int],
        tls: ssl.SSLContext,
        look: Look,
    ) -> None:
        self._loop = loop
        self._server = _Server(handler, loop, look)
        self._tls = tls
        self.host = host
        self.ports = ports
        self._open: list[asyncio.Server] = []
        self._kept: list[socket.socket] = []

    @property
    def requests(self) -> int:
        """Requests that came so far on both ports, those that were refused included."""
        return self._server.requests_count

    @property
    def kept(self) -> int:
        """Ports that are held without listening, while the phone is away or does not serve them."""
        return len(self._kept)

    @property
    def connections(self) -> int:
        """Connections made so far on both ports; with TLS those whose handshake was done or tried."""
        return self._server.made

    async def open(self, serve: tuple[bool, bool] = (True, True)) -> None:
        """Listen on the ports that ``serve`` says; another one is kept, but refuses connections.

        Raises:
            LabError: A port is in use, not allowed, or the address is not of this machine.
        """
        sockets: list[socket.socket] = []
        try:
            sockets.extend(self._kept or (_bound(self.host, port) for port in self.ports))
            self._kept = []
            for sock, tls, served in zip(sockets, (None, self._tls), serve, strict=True):
                if not served:
                    self._kept.append(sock)
                    continue
                server = await self._loop.create_server(self._server, sock=sock, ssl=tls, backlog=64)
                self._open.append(server)
        except BaseException:
            for sock in sockets:
                sock.close()
            self.close()
            raise
        http, https = (sock.getsockname()[1] for sock in sockets)
        self.ports = (http, https)

    async def reopen(self, serve: tuple[bool, bool] = (True, True), patience: float = 30.0) -> None:
        """Listen again after ``close``; another program may hold the port for a moment."""
        deadline = self._loop.time() + patience
        while True:
            try:
                await self.open(serve)
                return
            except LabError:
                if self._loop.time() > deadline:
                    raise
                await asyncio.sleep(0.1)

    def go_away(self) -> None:
        """Accept nothing more, and close a moment later.

        A connection that asyncio has taken but not yet handed on when the port closes would be forgotten: its
        client would wait for ever instead of being reset.
        """
        for server in self._open:
            for sock in server.sockets:
                self._loop.remove_reader(sock.fileno())
        self._reset_connections()
        self._loop.call_later(_HANDING_ON, self._be_away)

    def _be_away(self) -> None:
        """Refuse connections, but hold the ports: other phones of this machine must not take them meanwhile."""
        if not self._open:
            return
        self.close()
        kept: list[socket.socket] = []
        try:
            kept.extend(_bound(self.host, port) for port in self.ports)
        except LabError:  # somebody was faster; coming back waits for the port
            for sock in kept:
                sock.close()
            return
        self._kept = kept

    def close(self) -> None:
        """Refuse connections from now on, and reset those that are open."""
        for server in self._open:
            server.close()
        self._open.clear()
        for sock in self._kept:
            sock.close()
        self._kept.clear()
        self._reset_connections()

    def _reset_connections(self) -> None:
        for connection in tuple(self._server.connections):
            transport = connection.transport
            if transport is None:
                continue
            sock = transport.get_extra_info("socket")
            if sock is not None:
                # Without lingering the close becomes a reset, as of a phone that goes away.
                with contextlib.suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()


def _bound(host: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setblocking(False)
        sock.bind((host, port))
    except (OSError, OverflowError) as error:
        sock.close()
        number = error.errno if isinstance(error, OSError) else None
        reason, hint = _REASONS.get(number or 0, (str(error), ""))
        raise LabError(f"A virtual phone cannot listen on {host} port {port}: {reason}.", hint=hint) from error
    return sock

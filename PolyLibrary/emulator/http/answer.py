"""JSON replies, the bulk of what a fleet sends: head and body leave in one write, without a header map in between."""

import time
from functools import lru_cache

from aiohttp import HttpVersion11, web

from PolyLibrary.emulator.http.looks import Look, look_of
from PolyLibrary.emulator.http.pages import date_header, mixed_date, reply

TYPE = "application/json"


class Whole(web.StreamResponse):
    """A reply of which every byte is ready.

    Args:
        data: Status line, headers and body.
        stays: Whether the connection is kept.
    """

    def __init__(self, data: bytes, *, stays: bool) -> None:
        super().__init__()
        self._data = data
        self._stays = stays

    @property
    def data(self) -> bytes:
        """Status line, headers and body."""
        return self._data

    @property
    def keep_alive(self) -> bool | None:
        """Whether the connection is kept."""
        return self._stays

    async def prepare(self, request: web.BaseRequest) -> None:
        """Send everything.

        Raises:
            ConnectionResetError: The client has gone.
        """
        transport = request.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError("the client has gone")
        transport.write(self._data)

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing is left to send."""


def json_reply(request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    """A reply of status 200 with a JSON text.

    A client that does not read its replies is left to aiohttp, which waits for it; and so is one that wants no body.
    """
    transport = request.transport
    if transport is None or transport.get_write_buffer_size() or request.method == "HEAD":
        return reply(request, body, TYPE)
    stays = request.keep_alive
    version = 1 if request.version >= HttpVersion11 else 0
    before, after = _head(look_of(request), version, stays, int(time.time()))
    return Whole(b"%b%d%b%b" % (before, len(body), after, body), stays=stays)


@lru_cache(maxsize=32)
def _head(look: Look, version: int, stays: bool, _second: int) -> tuple[bytes, bytes]:
    """What stands before and after the length, for the replies of one second."""
    date = date_header() if look.capital_date else mixed_date()
    lines = (
        f"HTTP/1.{version} 200 OK",
        f"Server: {look.server}",
        f"Date: {date}",
        f"Connection: {'keep-alive' if stays else 'close'}",
        f"{look.length}: ",
    )
    rest = (f"{look.type}: {TYPE}", *(f"{name}: {value}" for name, value in look.headers.items()))
    return "\r\n".join(lines).encode(), ("\r\n" + "\r\n".join(rest) + "\r\n\r\n").encode()

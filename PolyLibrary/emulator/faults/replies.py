"""Answers that were right before: cut, garbled, or with another date."""

import re
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from aiohttp import web

from PolyLibrary.emulator.http.answer import TYPE, Whole

_DATE = re.compile(rb"(?m)^(Date: )([^\r\n]+)", re.IGNORECASE)
_LENGTH = re.compile(rb"(?mi)^(content-length: )\d+")
_END = b"\r\n\r\n"


def is_json(response: web.StreamResponse) -> bool:
    """Whether its body is JSON."""
    if isinstance(response, Whole):
        return True
    return isinstance(response, web.Response) and response.headers.get("Content-Type", "").startswith(TYPE)


def halved(request: web.BaseRequest, response: web.StreamResponse) -> web.StreamResponse:
    """Its head, which promises all, and half of its body; then the connection ends."""
    head, body = _parts(request, response)
    return Whole(head + body[: len(body) // 2], stays=False)


def garbled(request: web.BaseRequest, response: web.StreamResponse) -> web.StreamResponse:
    """All but the last characters of its body, with a length that is right."""
    head, body = _parts(request, response)
    body = body[: len(body) * 2 // 3]
    return Whole(_LENGTH.sub(b"\\g<1>%d" % len(body), head) + body, stays=_stays(request, response))


def dated(request: web.BaseRequest, response: web.StreamResponse, ahead: timedelta) -> web.StreamResponse:
    """The same with the time of another clock."""

    def moved(match: re.Match[bytes]) -> bytes:
        shown = match[2].decode("ascii")
        text = format_datetime(parsedate_to_datetime(shown) + ahead, usegmt=True)
        return match[1] + (text.upper() if shown.isupper() else text).encode("ascii")

    head, body = _parts(request, response)
    return Whole(_DATE.sub(moved, head, count=1) + body, stays=_stays(request, response))


def _stays(request: web.BaseRequest, response: web.StreamResponse) -> bool:
    """Whether the connection is kept; an answer that nobody has sent yet leaves that to its request."""
    return request.keep_alive if response.keep_alive is None else response.keep_alive


def _parts(request: web.BaseRequest, response: web.StreamResponse) -> tuple[bytes, bytes]:
    """Head and body as they would leave; a chunked body gets a length instead."""
    if isinstance(response, Whole):
        head, _, body = response.data.partition(_END)
        return head + _END, body
    assert isinstance(response, web.Response)
    body = response.body if isinstance(response.body, bytes) else b""
    reason = HTTPStatus(response.status).phrase
    lines = [f"HTTP/1.1 {response.status} {reason}", *(f"{name}: {value}" for name, value in response.headers.items())]
    if "Content-Length" not in response.headers:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("latin-1", "replace") + _END
    return head, b"" if request.method == "HEAD" else body

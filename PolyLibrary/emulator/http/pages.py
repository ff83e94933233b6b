"""Replies with the phone's own headers, in its own order and spelling.

Header names and values are known from captures; error texts other than those of 401 and 404 are chosen.
"""

import time
from collections.abc import Sequence
from http import HTTPStatus

from aiohttp import HttpVersion11, web
from multidict import CIMultiDict

from PolyLibrary.emulator.http.looks import look_of

SERVER = "Polycom SoundPoint IP Telephone HTTPd"
_SENTENCES = {
    401: "Authorization failed.",
    404: "The document requested was not found on this server.",
}
_date = (0, "")


def date_header() -> str:
    """The time of now in the capitals of UC Software: ``MON, 04 FEB 2013 16:43:03 GMT``."""
    return mixed_date().upper()


def mixed_date() -> str:
    """The time of now as others write it: ``Mon, 04 Feb 2013 16:43:03 GMT``."""
    global _date
    now = int(time.time())
    if _date[0] != now:
        _date = (now, time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now)))
    return _date[1]


def basic(realm: str) -> str:
    """The challenge that asks for a Basic login."""
    return f'Basic realm="{realm}"'


def reply(
    request: web.BaseRequest,
    body: bytes,
    content_type: str,
    *,
    status: int = 200,
    challenges: Sequence[str] = (),
    cookie: str = "",
    close: bool = False,
    chunked: bool = False,
) -> web.Response:
    """A reply; ``challenges`` are values of WWW-Authenticate, ``close`` ends the connection after it."""
    look = look_of(request)
    chunked = chunked and request.version >= HttpVersion11
    close = close or not request.keep_alive
    headers = CIMultiDict(
        (
            ("Server", look.server),
            ("Date", date_header() if look.capital_date else mixed_date()),
            ("Connection", "close" if close else "keep-alive"),
        )
    )
    if not chunked:
        headers[look.length] = str(len(body))
    headers[look.type] = content_type
    headers.extend(look.headers)
    for challenge in challenges:
        headers.add("WWW-Authenticate", challenge)
    if cookie:
        headers["Set-Cookie"] = cookie
    response = web.Response(body=body, status=status, headers=headers)
    if chunked:
        response.enable_chunked_encoding()
    if close:
        response.force_close()
    return response


def error_page(
    request: web.BaseRequest, status: int, *, challenges: Sequence[str] = (), close: bool = False
) -> web.Response:
    """The small HTML page of an HTTP error."""
    look = look_of(request)
    title = f"{status} {HTTPStatus(status).phrase}"
    sentence = _SENTENCES.get(status, f"{HTTPStatus(status).phrase}.")
    page = (
        f"{look.error_doctype}<HTML>\n<HEAD><TITLE>{title}</TITLE></HEAD>\n"
        f"<BODY>\n<H1>{title}</H1>\n<P>{sentence}</P>\n</BODY>\n</HTML>\n"
    )
    return reply(
        request,
        page.encode(),
        look.error_type,
        status=status,
        challenges=challenges,
        close=close or look.error_chunked,
        chunked=look.error_chunked,
    )

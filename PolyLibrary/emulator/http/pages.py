"""Replies with the phone's own headers, in its own order and spelling.

Header names and values are known from captures of UC Software phones; error texts other than those of 401 and
404 are chosen.
"""

import time
from http import HTTPStatus

from aiohttp import web
from multidict import CIMultiDict

SERVER = "Polycom SoundPoint IP Telephone HTTPd"
_SENTENCES = {
    401: "Authorization failed.",
    404: "The document requested was not found on this server.",
}
_date = (0, "")


def date_header() -> str:
    """The time in the phones' capitals: ``MON, 04 FEB 2013 16:43:03 GMT``."""
    global _date
    now = int(time.time())
    if _date[0] != now:
        _date = (now, time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(now)).upper())
    return _date[1]


def reply(
    request: web.BaseRequest,
    body: bytes,
    content_type: str,
    *,
    status: int = 200,
    challenge: str = "",
    close: bool = False,
) -> web.Response:
    """A reply; ``challenge`` is the realm of a Basic login, ``close`` ends the connection after it."""
    close = close or not request.keep_alive
    headers = CIMultiDict(
        (
            ("Server", SERVER),
            ("Date", date_header()),
            ("Connection", "close" if close else "keep-alive"),
            ("Content-length", str(len(body))),
            ("Content-type", content_type),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Cache-Control", "no-store"),
        )
    )
    if challenge:
        headers["WWW-Authenticate"] = f'Basic realm="{challenge}"'
    response = web.Response(body=body, status=status, headers=headers)
    if close:
        response.force_close()
    return response


def error_page(request: web.BaseRequest, status: int, *, challenge: str = "", close: bool = False) -> web.Response:
    """The small HTML page of an HTTP error."""
    title = f"{status} {HTTPStatus(status).phrase}"
    sentence = _SENTENCES.get(status, f"{HTTPStatus(status).phrase}.")
    page = (
        f"<HTML>\n<HEAD><TITLE>{title}</TITLE></HEAD>\n<BODY>\n<H1>{title}</H1>\n<P>{sentence}</P>\n</BODY>\n</HTML>\n"
    )
    return reply(request, page.encode(), "text/html", status=status, challenge=challenge, close=close)

"""Pages of the phone's own web server: screen capture and logs.

Firmware up to 5.x takes Basic, as header or as a cookie; from 6.x many pages want a session, opened at
``/form-submit/auth.htm`` (facts: fetching by web).
"""

import re

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, LoginRefused
from PolyLibrary.phone.faults import LOCKED_HINT, login_refused
from PolyLibrary.phone.reply import Reply
from PolyLibrary.phone.transport import Transport

_AUTH = "/form-submit/auth.htm"
_LOGIN = re.compile(r"lockparams\|([A-Z_]+)\|(\d*)")
_COOKIE = re.compile(r"(?i)\b(session=[^;,\s]+)")


class Web:
    """Reads pages with the login that the firmware wants, and remembers which that is."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._session = ""

    def get(self, path: str, deadline: Deadline, *, limit: float | None = None) -> Reply:
        """One page, whatever its HTTP status but 401.

        Raises:
            LoginRefused: The password is wrong or logins are locked; never tried a second time.
        """
        transport = self._transport
        login = transport.login
        subject = f"{transport.name}: GET {path}"
        user = transport.address.user
        if login.refused or not login.has_password:
            raise login_refused(subject, user, before=login.refused, has_password=login.has_password)
        reply = self._page(path, deadline, limit)
        if reply.status == 401 and login.scheme != "basic" and self._digest(reply):
            reply = self._page(path, deadline, limit)
        if reply.status == 401:
            self._open_session(subject, deadline)
            reply = self._page(path, deadline, limit)
        if reply.status == 401:
            login.refused = True
            raise login_refused(subject, user, before=False, has_password=True)
        return reply

    def _page(self, path: str, deadline: Deadline, limit: float | None) -> Reply:
        login = self._transport.login
        header = login.header("GET", path) or login.basic
        cookie = self._session or f"Authorization={login.basic}"
        headers = {"Authorization": header, "Cookie": cookie, "Referer": "/index.htm"}
        return self._transport.request(
            "GET", path, headers=headers, deadline=deadline, read=True, limit=limit, web=True
        )

    def _digest(self, reply: Reply) -> bool:
        """Whether the page asks for Digest, which is then known for the next request."""
        asked = reply.headers.get_all("WWW-Authenticate", [])
        if not any(challenge.lower().startswith("digest") for challenge in asked):
            return False
        return self._transport.login.follow(asked, sent=False) == "again"

    def _open_session(self, subject: str, deadline: Deadline) -> None:
        transport = self._transport
        login = transport.login
        self._session = ""
        reply = transport.request(
            "POST",
            _AUTH,
            headers={"Authorization": login.basic},
            content=b"",
            deadline=deadline,
            read=False,
            web=True,
        )
        if "SessionAlreadyActive" in reply.text or reply.status == 412:
            raise LoginRefused(
                f"{subject}: another web session of this phone is open.",
                seen=f"HTTP {reply.status}, {reply.shown}",
                hint="log out of the phone's web page, or wait until that session ends.",
            )
        match = _LOGIN.search(reply.text)
        state = match[1] if match else ""
        if match and state in ("LOCKED", "LOCKEDFOR"):
            raise LoginRefused(
                f"{subject}: the phone has locked logins.", seen=f"{state} {match[2]} s", hint=LOCKED_HINT
            )
        if state != "SUCCESS":
            # No session page here, or one that says no: the password of the first request was wrong.
            login.refused = True
            raise login_refused(subject, transport.address.user, before=False, has_password=True)
        cookie = _COOKIE.search(", ".join(reply.headers.get_all("Set-Cookie", [])))
        if cookie is None:
            raise BadReply(
                f"{subject}: the phone accepted the web login but opened no session.",
                seen=reply.shown,
                hint="report this with the firmware's version.",
            )
        self._session = cookie[1]

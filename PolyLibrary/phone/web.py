"""Pages of the phone's own web server: screen capture and logs.

Firmware up to 5.x takes Basic, as header or as a cookie; from 6.x many pages want a session, opened at
``/form-submit/auth.htm`` (facts: fetching by web).
"""

import re
from contextlib import suppress

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, LoginRefused, PathMissing, RestOff
from PolyLibrary.phone.faults import LOCKED_HINT, login_refused
from PolyLibrary.phone.reply import Reply
from PolyLibrary.phone.transport import Transport
from PolyLibrary.phone.websession import COOKIE, remember, remembered

_AUTH = "/form-submit/auth.htm"
_INDEX = "/index.htm"
_FORM = "application/x-www-form-urlencoded"
_REST = "/api/v1/mgmt/device/info"
_LOGIN = re.compile(r"lockparams\|([A-Z_]+)\|(\d*)")
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']([^"']+)["']""", re.IGNORECASE)

# A phone has one session and no known way to end it: who opens the phone again goes on with the one of before.
_sessions: dict[tuple[str, int, int, int], str] = {}


class Web:
    """Reads pages with the login that the firmware wants, and remembers which that is."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        address = transport.address
        self._key = (address.host, address.http_port, address.https_port, hash(transport.login.basic))
        self._place = f"{address.host}_{address.http_port}_{address.https_port}"

    def get(self, path: str, deadline: Deadline, *, limit: float | None = None, read: bool = True) -> Reply:
        """One page, whatever its HTTP status but 401.

        Args:
            read: Whether asking twice does no harm, so that a lost answer is asked for again.

        Raises:
            LoginRefused: The password is wrong or logins are locked; never tried a second time.
        """
        transport = self._transport
        login = transport.login
        subject = f"{transport.name}: GET {path}"
        user = transport.address.user
        if not login.refused and login.has_password and not login.proven:
            self._prove(subject, path, deadline)
        if login.refused or not login.has_password:
            raise login_refused(subject, user, before=login.refused, has_password=login.has_password)
        reply = self._page(path, deadline, limit, read)
        if reply.status == 401 and login.scheme != "basic" and self._digest(reply):
            reply = self._page(path, deadline, limit, read)
        if reply.status == 401:
            self._open_session(subject, deadline)
            reply = self._page(path, deadline, limit, read)
        if reply.status == 401:
            login.refused = True
            raise login_refused(subject, user, before=False, has_password=True)
        return reply

    def submit(self, path: str, deadline: Deadline, *, content: bytes = b"", limit: float | None = None) -> Reply:
        """Send a form, once, with the word against forged forms where the phone has one (6.x; facts: web login).

        Args:
            content: The form's fields as they go over the wire; many forms have none.

        Raises:
            LoginRefused: As of ``get``, by which the phone is asked for that word.
            Unreachable: ``effect_unknown`` is set when the form may have reached the phone.
        """
        index = self.get(_INDEX, deadline)
        headers = self._login_headers("POST", path) | {"Content-Type": _FORM}
        word = _csrf(index.text)
        if word:
            headers["anti-csrf-token"] = word
        transport = self._transport
        reply = transport.request(
            "POST", path, headers=headers, content=content, deadline=deadline, read=False, limit=limit, web=True
        )
        if reply.status == 401:
            raise login_refused(
                f"{transport.name}: POST {path}", transport.address.user, before=False, has_password=True
            )
        return reply

    def _prove(self, subject: str, path: str, deadline: Deadline) -> None:
        """Have the phone judge the password once, before anything is asked that would take two logins.

        REST does so without opening a session. Where it is off, the way to log in is found out without a password:
        the page of the sessions answers a login that lacks as one that is wrong, and no phone of cookies has it.
        """
        transport = self._transport
        with suppress(RestOff, PathMissing):
            transport.request("GET", _REST, deadline=deadline, read=True)
            return
        login = transport.login
        with transport.held(subject, deadline), login.turn(subject, deadline.remaining):
            if login.refused or login.proven:
                return
            if _LOGIN.search(self._log_in(None, deadline).text):
                self._open_session(subject, deadline)
            elif self._page(path, deadline, None, read=True).status == 401:
                login.refused = True
                raise login_refused(subject, transport.address.user, before=False, has_password=True)
            login.accepted()

    def _page(self, path: str, deadline: Deadline, limit: float | None, read: bool) -> Reply:
        headers = self._login_headers("GET", path)
        return self._transport.request(
            "GET", path, headers=headers, deadline=deadline, read=read, limit=limit, web=True
        )

    def _login_headers(self, method: str, path: str) -> dict[str, str]:
        login = self._transport.login
        session = _sessions.get(self._key)
        # Sessions are opened with Basic, and go with it also where REST asks for Digest.
        header = (None if session else login.header(method, path)) or login.basic
        cookie = session or f"Authorization={login.basic}"
        return {"Authorization": header, "Cookie": cookie, "Referer": _INDEX}

    def _digest(self, reply: Reply) -> bool:
        """Whether the page asks for Digest, which is then known for the next request."""
        asked = reply.headers.get_all("WWW-Authenticate", [])
        if not any(challenge.lower().startswith("digest") for challenge in asked):
            return False
        return self._transport.login.follow(asked, sent=False) == "again"

    def _log_in(self, login: str | None, deadline: Deadline, *, session: str = "") -> Reply:
        headers = {"Authorization": login} if login else {}
        if session:
            headers["Cookie"] = session
        return self._transport.request(
            "POST", _AUTH, headers=headers, content=b"", deadline=deadline, read=False, web=True
        )

    def _open_session(self, subject: str, deadline: Deadline) -> None:
        transport = self._transport
        login = transport.login
        before = _sessions.pop(self._key, "") or remembered(self._place)
        reply = self._log_in(login.basic, deadline, session=before)
        if before and reply.status == 406:
            # The session that a process before this one has opened is still there.
            _sessions[self._key] = before
            return
        if "SessionAlreadyActive" in reply.text or reply.status == 412:
            raise LoginRefused(
                f"{subject}: another web session of this phone is open.",
                seen=f"HTTP {reply.status}, {reply.shown}",
                hint="log out of the phone's web page, or wait until that session ends; another run may hold it.",
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
        cookie = COOKIE.search(", ".join(reply.headers.get_all("Set-Cookie", [])))
        if cookie is None:
            raise BadReply(
                f"{subject}: the phone accepted the web login but opened no session.",
                seen=reply.shown,
                tried=deadline.tried(1, "attempt"),
                hint="report this with the firmware's version.",
            )
        _sessions[self._key] = cookie[0]
        remember(self._place, cookie[0])


def _csrf(page: str) -> str:
    """The word against forged forms that a page carries (``<meta name="csrf-token" content="...">``), or nothing."""
    for tag in _META.findall(page):
        content = _CONTENT.search(tag)
        if content and "csrf-token" in tag.lower():
            return content[1]
    return ""

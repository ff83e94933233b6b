"""The web pages of a phone: who gets in, by the cookie of 5.x or by the session of 6.x.

Order: no such page or feature off (404), locked out (403), POST without a length (411), no or wrong login (401),
wrong method, no word against forged forms (403), then the page.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from PolyLibrary.emulator.http import webpages
from PolyLibrary.emulator.http.login import WEB_REALM, Login
from PolyLibrary.emulator.http.pages import basic, error_page, reply
from PolyLibrary.emulator.http.webpages import Page

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

LOGIN_PATH = "/form-submit/auth.htm"
CSRF_HEADER = "anti-csrf-token"


class Website:
    """Answers the requests for one phone's pages.

    Args:
        take: Waits for the phone's one turn; False when too many wait.
        give_back: Ends the turn.
    """

    def __init__(
        self, phone: "VirtualPhone", take: Callable[[], Awaitable[bool]], give_back: Callable[[], None]
    ) -> None:
        self._phone = phone
        self._take = take
        self._give_back = give_back

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """One request; the path is in lower case."""
        if path == LOGIN_PATH:
            return self._log_in(request)
        phone = self._phone
        page = webpages.page_at(path)
        if page is None or not page.exists(phone):
            return error_page(request, 404)
        if phone.gate.locked:
            return error_page(request, 403)
        if has_no_length(request):
            return error_page(request, 411)
        if self._user(request, page) not in page.users:
            return error_page(request, 401, challenges=[basic(WEB_REALM)])
        if request.method != page.method:
            return error_page(request, int(phone.profile["wrong_method"]))
        if page.changes and self._forged(request):
            return error_page(request, 403)
        if not await self._take():
            return error_page(request, 403)
        try:
            if not phone.life.up:
                raise ConnectionResetError("the phone has gone down")
            found = page.content(phone, request.query)
        finally:
            self._give_back()
        return error_page(request, 404) if found is None else reply(request, *found)

    def _user(self, request: web.BaseRequest, page: Page) -> str:
        """Who asks; nobody is empty."""
        phone = self._phone
        sessions = phone.sessions
        if phone.profile["web_login"] == "cookie":
            return phone.gate.web(login_of(request)).user
        wants = phone.profile["capture_login"] if page.guard == "capture" else "session"
        user = sessions.user if sessions.holds(request.headers.get("Cookie", "")) else ""
        if wants == "session" or (wants == "either" and user):
            return user
        login = phone.gate.web(request.headers.get("Authorization"))
        if wants == "both":
            return login.user if login.user == user else ""
        return login.user

    def _forged(self, request: web.BaseRequest) -> bool:
        if self._phone.profile["web_login"] == "cookie":
            return False
        return request.headers.get(CSRF_HEADER, "") != self._phone.sessions.csrf

    def _log_in(self, request: web.BaseRequest) -> web.StreamResponse:
        phone = self._phone
        if request.method != "POST":
            return error_page(request, int(phone.profile["wrong_method"]))
        if has_no_length(request):
            return error_page(request, 411)
        if phone.profile["web_login"] == "cookie":
            return error_page(request, 406)
        if phone.gate.locked:
            return _says(request, "LOCKED", phone.gate.seconds_locked)
        login = phone.gate.web(request.headers.get("Authorization"))
        if login.verdict != "good":
            return self._refused(request, login)
        sessions = phone.sessions
        if sessions.holds(request.headers.get("Cookie", "")):
            return error_page(request, 406)
        if sessions.active:
            return reply(request, b"SessionAlreadyActive", "text/plain", status=412)
        phone.audit.write(f"web login of {login.user}")
        return _says(request, "SUCCESS", 0, sessions.begin(login.user))

    def _refused(self, request: web.BaseRequest, login: Login) -> web.StreamResponse:
        gate = self._phone.gate
        if login.verdict == "wrong":
            self._phone.audit.write("web login failed")
        if gate.locked:
            return _says(request, "LOCKEDFOR", gate.seconds_locked)
        last = login.verdict == "wrong" and gate.wrong_logins == gate.most_wrong - 1
        return _says(request, "ONE_ATTEMPT_LEFT" if last else "INVALID_LOGIN", 0)


def _says(request: web.BaseRequest, state: str, seconds: int, cookie: str = "") -> web.Response:
    return reply(request, f"lockparams|{state}|{seconds}".encode(), "text/html", cookie=cookie)


def has_no_length(request: web.BaseRequest) -> bool:
    """Whether a POST says nothing about its length."""
    if request.method != "POST" or "Content-Length" in request.headers:
        return False
    return "chunked" not in request.headers.get("Transfer-Encoding", "").lower()


def login_of(request: web.BaseRequest) -> str | None:
    """The login in the header, or in the cookie ``Authorization=Basic ...`` of 4.x and 5.x clients."""
    header = request.headers.get("Authorization")
    if header:
        return header
    for part in request.headers.get("Cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name.lower() == "authorization":
            value = value.strip('"')
            return value.replace("%20", " ") if " " in value or "%20" in value else f"Basic {value}"
    return None

"""The pages of the phone's own web server that a test needs: which there are, what they show, who sees them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from PolyLibrary.emulator.http.capture import Content
from PolyLibrary.emulator.http.login import ADMIN, USER

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

_TEXT, _HTML = "text/plain", "text/html"
_MODULE = re.compile(r"/capturescreen/em/([1-9])", re.ASCII)
CAPTURE = "/capturescreen"


@dataclass(frozen=True)
class Page:
    """One page: when it exists, what it shows (None: the 404 page after all), who may see it.

    Args:
        guard: Which login it wants: that of web pages, or that of screen capture.
        changes: Whether it does something, so that a session phone wants its word against forged forms.
    """

    exists: Callable[["VirtualPhone"], bool]
    content: Callable[["VirtualPhone", Mapping[str, str]], Content | None]
    users: tuple[str, ...] = (ADMIN,)
    method: Literal["GET", "POST"] = "GET"
    guard: Literal["web", "capture"] = "web"

    @property
    def changes(self) -> bool:
        return self.method == "POST"


def page_at(path: str) -> Page | None:
    """The page of a path in lower case."""
    module = _MODULE.fullmatch(path)
    return _module(int(module[1])) if module else PAGES.get(path)


def _document(title: str, body: str, head: str = "") -> Content:
    page = f"<HTML>\n<HEAD><TITLE>{title}</TITLE>{head}</HEAD>\n<BODY>\n{body}\n</BODY>\n</HTML>\n"
    return page.encode(), _HTML


def _capture_on(phone: "VirtualPhone") -> bool:
    return phone.capture.open


def _capture_index(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    paths = ["mainScreen", *(f"em/{number}" for number in range(1, phone.modules + 1))]
    return _document("Screen Capture", "\n".join(f'<IMG SRC="/captureScreen/{path}">' for path in paths))


def _main_screen(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    return phone.capture.main_screen(phone)


def _module(number: int) -> Page:
    return Page(
        lambda phone: phone.capture.open and number <= phone.modules,
        lambda phone, _query: phone.capture.module(number),
        guard="capture",
    )


def _log(phone: "VirtualPhone", query: Mapping[str, str]) -> Content | None:
    value = query.get("value", "")
    if value == "audit":
        return phone.audit.content(), _TEXT
    store = {"app": phone.log, "boot": phone.boot_log}.get(value)
    if store is None:
        return None
    if query.get("clear") == "1":
        store.clear()
        return b"", _TEXT
    return store.content(), _TEXT


def _index(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    csrf = phone.sessions.csrf
    meta = f'<meta name="csrf-token" content="{csrf}"/>' if phone.profile["web_login"] == "session" else ""
    name = escape(phone.model.display)
    return _document(f"{name} Web Configuration", f"<H1>{name}</H1>", meta)


def _home(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    mac = phone.mac.upper()
    spelled = ":".join(mac[place : place + 2] for place in range(0, 12, 2))
    rows = (
        ("Phone Model", phone.model.display),
        ("Part Number", f"{phone.model.part} Rev:A"),
        ("MAC Address", spelled),
        ("IP Address", phone.host),
        ("UC Software Version", phone.profile.firmware),
    )
    cells = "\n".join(f"<TR><TD>{name}</TD><TD>{escape(value)}</TD></TR>" for name, value in rows)
    return _document("Home", f"<TABLE>\n{cells}\n</TABLE>")


def _restart(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    phone.life.request("restart")
    return b"", _HTML


def _reboot(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    phone.life.request("reboot")
    return b"", _HTML


def _always(_phone: "VirtualPhone") -> bool:
    return True


def _trio(phone: "VirtualPhone") -> bool:
    return phone.model.family == "Trio"


ALL_USERS = (ADMIN, USER)
PAGES: Mapping[str, Page] = {
    CAPTURE: Page(_capture_on, _capture_index, guard="capture"),
    f"{CAPTURE}/mainscreen": Page(_capture_on, _main_screen, guard="capture"),
    "/diagnostics/log": Page(_always, _log),
    "/index.htm": Page(_always, _index, ALL_USERS),
    "/home.htm": Page(_always, _home, ALL_USERS),
    "/form-submit/restart": Page(_always, _restart, method="POST"),
    "/form-submit/reboot": Page(_always, _reboot, method="POST"),
    "/form-submit/rebootsystem": Page(_trio, _reboot, method="POST"),
}

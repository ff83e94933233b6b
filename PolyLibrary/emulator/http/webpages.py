"""The pages of the phone's own web server that a test needs: screen capture and log download."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

Content = tuple[bytes, str]
_TEXT = "text/plain"


@dataclass(frozen=True)
class Page:
    """One page: when it exists, and what it shows (None: the 404 page after all)."""

    exists: Callable[["VirtualPhone"], bool]
    content: Callable[["VirtualPhone", Mapping[str, str]], Content | None]


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


def _capture_on(phone: "VirtualPhone") -> bool:
    second = "value" if phone.profile["capture_gate"] == "enabled+value" else "allowed"
    return phone.config.on("up.screenCapture.enabled") and phone.config.on(f"up.screenCapture.{second}")


def _capture_index(_phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    page = '<HTML>\n<BODY>\n<IMG SRC="/captureScreen/mainScreen">\n</BODY>\n</HTML>\n'
    return page.encode(), "text/html"


def _main_screen(phone: "VirtualPhone", _query: Mapping[str, str]) -> Content:
    return phone.gui.picture()


def _log(phone: "VirtualPhone", query: Mapping[str, str]) -> Content | None:
    store = {"app": phone.log, "boot": phone.boot_log}.get(query.get("value", ""))
    if store is None:
        return None
    if query.get("clear") == "1":
        store.clear()
        return b"", _TEXT
    return store.content(), _TEXT


def _always(_phone: "VirtualPhone") -> bool:
    return True


PAGES: Mapping[str, Page] = {
    "/capturescreen": Page(_capture_on, _capture_index),
    "/capturescreen/mainscreen": Page(_capture_on, _main_screen),
    "/diagnostics/log": Page(_always, _log),
}

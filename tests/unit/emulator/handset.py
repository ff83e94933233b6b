"""A client of one virtual phone, over real HTTP, and a screen that only notes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from PolyLibrary.emulator.fleet import Fleet, Reach
from PolyLibrary.emulator.phone import VirtualPhone

PASSWORD = "789"


def until(holds: Callable[[], Any], limit: float = 20.0) -> Any:
    """What ``holds`` gives as soon as it is true."""
    end = time.monotonic() + limit
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"never held within {limit} s: {found!r}"
        time.sleep(0.005)


def session() -> requests.Session:
    """A client that logs in at once and asks nobody for certificates."""
    made = requests.Session()
    made.auth = ("Polycom", PASSWORD)
    made.trust_env = False
    made.verify = False
    return made


@dataclass
class Handset:
    """A client of one virtual phone."""

    fleet: Fleet
    reach: Reach
    http: requests.Session = field(default_factory=session)

    @property
    def phone(self) -> VirtualPhone:
        return self.fleet.phones[self.reach.number]

    def url(self, path: str, *, tls: bool = False) -> str:
        port = self.reach.https_port if tls else self.reach.http_port
        return f"{'https' if tls else 'http'}://{self.reach.host}:{port}{path}"

    def get(self, path: str) -> dict[str, Any]:
        reply = self.http.get(self.url(f"/api/{path}"), timeout=5)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def post(self, path: str, **fields: Any) -> str:
        """The Status of a POST."""
        return self.send(path, {"data": fields} if fields else None)["Status"]

    def send(self, path: str, body: Any = None) -> dict[str, Any]:
        reply = self.http.post(self.url(f"/api/{path}"), json=body, data=b"" if body is None else None, timeout=8)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def calls(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.get("v2/webCallControl/callStatus")["data"]
        return found

    def states(self) -> list[tuple[str, str]]:
        """State and index of each call, in the order of their creation."""
        return [(call["CallState"], call["UIAppearanceIndex"]) for call in self.calls()]

    def reaches(self, *states: tuple[str, str]) -> None:
        """Wait until the calls are in these states."""
        try:
            until(lambda: self.states() == list(states), 3)
        except AssertionError:
            assert self.states() == list(states)

    def shows(self, *words: str) -> None:
        """Wait until the calls have these words."""
        until(lambda: [state for state, _ in self.states()] == list(words), 3)

    def logs(self, kind: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.get(f"v1/mgmt/callLogs/{kind}")["data"]
        return found

    def configure(self, **values: str) -> None:
        """Set parameters without REST; ``__`` stands for the dot."""
        named = {name.replace("__", "."): value for name, value in values.items()}
        self.fleet.run(lambda: self.phone.config.set(named, "local"))

    def log_text(self) -> str:
        return self.fleet.run(self.phone.log.content).decode()


class FakeGui:
    """A screen that only notes what is done to it."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.changes = 0

    def touch_down(self, x: int, y: int) -> None:
        self.done.append(("down", x, y))

    def touch_up(self, x: int, y: int, *, milliseconds: int) -> None:
        self.done.append(("up", x, y))

    def changed(self) -> None:
        self.changes += 1

    def picture(self) -> tuple[bytes, str]:
        return b"BM picture", "image/bmp"

    def reset(self) -> None:
        self.done.append("reset")


def reach_of(phone: VirtualPhone) -> Reach:
    http, https = phone.listener.ports
    number = phone.lines[0].number
    return Reach(
        phone.host,
        http,
        https,
        phone.mac,
        phone.identity.fingerprint,
        phone.model.name,
        phone.profile.firmware,
        number,
        phone.label,
    )

"""The emulated phones of a run, in a process of their own, and the two ways to them: ours and the bare one."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import requests
import urllib3

from benchmarks.child import Child, child
from benchmarks.served import PASSWORD
from PolyLibrary.emulator.fleet import Reach
from PolyLibrary.lab.labfile import LabPhone, write_lab
from PolyLibrary.lab.virtual import CAST, entry_of
from PolyLibrary.library import PolyLibrary
from PolyLibrary.session.desk import desk
from PolyLibrary.session.phone_session import PhoneSession

Scheme = Literal["http", "https"]
SERVED = "benchmarks.served"
STATUS = "/api/v2/webCallControl/callStatus"
TOUCH = "/api/v1/mgmt/simulateTouch"
BY_SCHEME: dict[Scheme, str] = {"http": "alice", "https": "bob"}
"""The phone that a measurement takes: one of the cast by plain HTTP, the others by HTTPS."""


class Bare:
    """One phone by nothing but a ``requests`` session: kept connection, login known, certificate not checked."""

    def __init__(self, entry: LabPhone, scheme: Scheme) -> None:
        assert entry.password is not None
        port = entry.https_port if scheme == "https" else entry.http_port
        self.url = f"{scheme}://{entry.host}:{port}"
        self.login = (entry.user, entry.password.reveal())
        self.session = requests.Session()
        self.session.auth = self.login
        self.session.verify = False
        # The harder peer: without a look at the environment's proxies for every request, which costs time.
        self.session.trust_env = False
        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def post(self, path: str, data: object) -> str:
        """Send ``data``; the Status of the answer."""
        return str(self._json(self.session.post(self.url + path, json={"data": data}, timeout=5))["Status"])

    def tap(self) -> None:
        """What ``Tap    70,34`` sends."""
        status = self.post(TOUCH, {"Type": "Tap", "Positions": [{"X": "70", "Y": "34"}]})
        if status != "2000":
            raise RuntimeError(f"the bare Tap was answered with Status {status}")

    def calls(self) -> list[dict[str, Any]]:
        """What ``Get Call State`` asks for: the calls of the phone."""
        reply = self.session.get(self.url + STATUS, headers={"Content-Type": "application/json"}, timeout=5)
        return self._json(reply).get("data") or []

    def state(self) -> str:
        """The state of the one call, ``Idle`` for none."""
        calls = self.calls()
        return str(calls[0]["CallState"]) if calls else "Idle"

    @staticmethod
    def _json(reply: requests.Response) -> dict[str, Any]:
        reply.raise_for_status()
        answer: dict[str, Any] = reply.json()
        return answer


@dataclass(frozen=True)
class Phones:
    """The phones of a run: their entries, the library with the cast open, and the process where they live."""

    entries: dict[str, LabPhone]
    library: PolyLibrary
    emulator: Child

    def bare(self, name: str) -> Bare:
        """The bare way to a phone, by the scheme that the library takes as well."""
        return Bare(self.entries[name], "http" if self.entries[name].scheme == "http" else "https")

    def run(self, keyword: str, *arguments: str, **named: str) -> Any:
        """A keyword as Robot would run it."""
        return self.library.run_keyword(keyword, list(arguments), dict(named))

    def counts(self, name: str) -> tuple[int, int]:
        """Requests and connections that have reached a phone, counted by the phone itself."""
        requests, connections = self.emulator.ask("counts")[self.entries[name].lines[0].number]
        return requests, connections

    @staticmethod
    def session(name: str) -> PhoneSession:
        return desk().named(name)


@contextmanager
def phones() -> Iterator[Phones]:
    """Start the phones of a run in another process and open the cast with the library; all is gone afterwards."""
    # Outside a run Robot's logger is Python's, which prints warnings on the console.
    logging.getLogger("RobotFramework").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="polylab-benchmarks-") as folder, child("-m", SERVED, "lab") as emulator:
        entries = entries_of(emulator.heard()["phones"], "https")
        for name in (BY_SCHEME["http"], *(name for name in entries if name.endswith(" http"))):
            entries[name] = replace(entries[name], scheme="http")
        lab = Path(folder) / "lab.yaml"
        write_lab(lab, entries.values())
        ready = Phones(entries, PolyLibrary(lab=str(lab)), emulator)
        ready.run("open_phones", *CAST)
        try:
            yield ready
        finally:
            ready.run("close_phones")


def entries_of(reached: list[dict[str, Any]], scheme: Scheme) -> dict[str, LabPhone]:
    """The lab's entries of the phones that a child has started."""
    found = [Reach(**each) for each in reached]
    return {each.label: replace(entry_of(each.label, each, PASSWORD), scheme=scheme) for each in found}

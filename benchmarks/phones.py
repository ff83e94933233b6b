"""The emulated phones of a run, in a process of their own, and the two ways to them: ours and the bare one."""

import logging
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import requests
import urllib3

from benchmarks.child import child
from PolyLibrary.lab.labfile import LabPhone, load_lab, write_lab
from PolyLibrary.library import PolyLibrary
from PolyLibrary.session.desk import desk
from PolyLibrary.session.phone_session import PhoneSession

Scheme = Literal["http", "https"]
START_LIMIT = 30.0
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
    """The phones of a run: their entries, and the library with all of them open."""

    entries: dict[str, LabPhone]
    library: PolyLibrary

    def bare(self, name: str) -> Bare:
        """The bare way to a phone, by the scheme that the library takes as well."""
        return Bare(self.entries[name], "http" if self.entries[name].scheme == "http" else "https")

    def run(self, keyword: str, *arguments: str, **named: str) -> Any:
        """A keyword as Robot would run it."""
        return self.library.run_keyword(keyword, list(arguments), dict(named))

    @staticmethod
    def session(name: str) -> PhoneSession:
        return desk().named(name)


@contextmanager
def phones() -> Iterator[Phones]:
    """Start the virtual cast in another process and open it with the library; all is gone afterwards."""
    # Outside a run Robot's logger is Python's, which prints warnings on the console.
    logging.getLogger("RobotFramework").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="polylab-benchmarks-") as folder:
        file, errors = Path(folder) / "emulated.yaml", Path(folder) / "errors.txt"
        arguments = ("-m", "benchmarks.emulated", "emulate", "--write-lab", str(file))
        with errors.open("w", encoding="utf-8") as out, child(*arguments, errors=out) as process:
            _wait_for(process, file, errors)
            found = load_lab(file).phones
            entries = {
                name: replace(entry, scheme="http" if name == BY_SCHEME["http"] else "https")
                for name, entry in found.items()
            }
            lab = Path(folder) / "lab.yaml"
            write_lab(lab, entries.values())
            library = PolyLibrary(lab=str(lab))
            ready = Phones(entries, library)
            ready.run("open_phones", *entries)
            try:
                yield ready
            finally:
                ready.run("close_phones")


def _wait_for(process: subprocess.Popen[str], file: Path, errors: Path) -> None:
    """Wait for the lab file, which appears when all phones are up."""
    deadline = time.monotonic() + START_LIMIT
    while not file.exists():
        if process.poll() is not None:
            said = errors.read_text(encoding="utf-8").strip()
            raise RuntimeError(f"The emulator ended with code {process.returncode}: {said[-2000:]}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"The emulated phones were not up in {START_LIMIT:g} s.")
        time.sleep(0.02)

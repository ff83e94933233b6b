"""Programs that are not ours, and the virtual phones of another process that they are run against."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from processes import until
from robot_runs import POLYLAB, ROOT, environment

from PolyLibrary.lab.labfile import LabPhone, load_lab

PASSWORD = "hazelnut-77"
USER = f"Polycom:{PASSWORD}"
LINES = "/api/v1/mgmt/lineInfo"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips a test where a program is not installed (.ci/run installs them all)."""
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@dataclass(frozen=True)
class Emulated:
    """A phone of ``polylab emulate``.

    Args:
        entry: Its entry in the lab file that was written.
        authority: File with the certificate of its maker (PEM).
    """

    entry: LabPhone
    authority: Path

    @property
    def https(self) -> str:
        """Address and port of HTTPS."""
        return f"{self.entry.host}:{self.entry.https_port}"

    @property
    def name(self) -> str:
        """What its certificate calls it: the MAC in capitals."""
        assert self.entry.mac is not None
        return self.entry.mac.upper()

    def url(self, path: str = LINES, scheme: str = "http") -> str:
        port = self.entry.https_port if scheme == "https" else self.entry.http_port
        return f"{scheme}://{self.entry.host}:{port}{path}"


@contextmanager
def emulated(
    folder: Path, models: Mapping[str, str], *options: str, password: str = PASSWORD
) -> Iterator[dict[str, Emulated]]:
    """``polylab emulate`` in a process of its own; the password goes by its environment, never by its arguments.

    Args:
        models: Model by the name of the phone.
        options: More of its options.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lab, authority, log = folder / "lab.yaml", folder / "authority.pem", folder / "emulate.txt"
    kinds = [part for name, model in models.items() for part in ("--model", f"{model}={name}")]
    files = ["--write-lab", str(lab), "--write-ca", str(authority)]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*POLYLAB, "emulate", *kinds, *files, *options],
            cwd=ROOT,
            env=environment(POLYLAB_EMULATED_PASSWORD=password),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(lambda: "Login:" in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield {name: Emulated(entry, authority) for name, entry in load_lab(lab).phones.items()}
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=20)
        finally:
            process.kill()


def run(*command: object, given: str | bytes = b"", limit: float = 30.0) -> subprocess.CompletedProcess[bytes]:
    """Another program to its end, whatever that is."""
    sent = given.encode() if isinstance(given, str) else given
    return subprocess.run([*map(str, command)], input=sent, capture_output=True, timeout=limit, check=False)


@dataclass(frozen=True)
class Said:
    """What curl printed.

    Args:
        codes: HTTP status of each answer, the challenges too.
        headers: The header lines of the last answer.
        error: What curl itself had to say; empty when all went well.
    """

    codes: tuple[int, ...]
    headers: str
    body: bytes
    error: str

    @property
    def text(self) -> str:
        return self.body.decode()


def curl(*options: object) -> Said:
    """curl, with its own idea of logins and certificates."""
    done = run("curl", "-sS", "--noproxy", "*", "--max-time", "20", "-D", "/dev/stderr", *options)
    headers = done.stderr.decode().replace("\r\n", "\n")
    answers = re.findall(r"^HTTP/1\.\d (\d+).*\n(?:.+\n)*", headers, re.MULTILINE)
    last = re.split(r"(?m)^(?=HTTP/1\.\d )", headers)[-1]
    error = "\n".join(re.findall(r"(?m)^curl: .*", headers))
    return Said(tuple(map(int, answers)), last, done.stdout, error)

"""No secret shows in the arguments of any process, nor in what commands and scripts print."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from leaks import forms, leaks, texts
from outside import Emulated, emulated, needs
from robot_runs import POLYLAB, ROOT, environment, polylab_run

PASSWORD = "h&z \"n<t>'é%/+\\9"
SECRET = "c&st \"n<t>'ü%/+\\8"
WRONG = "w&ln \"t<o>'à%/+\\7"
PUSH = "p&sh \"n<t>'ö%/+\\6"
SUITES = Path(__file__).with_name("robot_secrets")
KNOWN = {"CHESTNUT": SECRET, "WALNUT": WRONG, "PUSH_PASSWORD": PUSH}
USERS = ("Polycom", "lab", "polylibrary")
#: The processes whose arguments must have been seen, by a word of their arguments.
COMMANDS = ("emulate", "run", "batch", "rest")
#: A phone has one web session, and it belongs to the process that opened it.
MODELS = {"old": "VVX600", "new": "VVX450", "page": "VVX450", "script": "VVX450"}

pytestmark = needs("ps")


class Watch:
    """Notes the arguments of all processes, as every user of the machine sees them, over and over."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def _work(self) -> None:
        while not self._over.wait(0.02):
            for file in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.seen.add(file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
                except OSError:
                    continue

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def ask_ps(self) -> None:
        done = subprocess.run(["ps", "-eo", "args", "-ww"], capture_output=True, text=True, check=True)
        self.seen.update(done.stdout.splitlines())


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    with Watch() as watching:
        yield watching


@pytest.fixture(scope="module")
def phones(watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Emulated]]]:
    """Phones of another process, and the folder with their lab file and all that the process printed."""
    folder = tmp_path_factory.mktemp("commands")
    with emulated(folder, MODELS, password=PASSWORD) as found:
        watch.ask_ps()
        yield folder, found


def polylab(*arguments: object, code: int = 0, given: str = "", **env: str) -> str:
    """What a command printed, on both streams."""
    done = subprocess.run(
        [*POLYLAB, *map(str, arguments)],
        cwd=ROOT,
        env=environment(**KNOWN, **env),
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    printed = f"{done.stdout}\n{done.stderr}"
    assert done.returncode == code, printed
    return printed


def clean(*printed: tuple[str, str]) -> None:
    for secret in (PASSWORD, SECRET, WRONG, PUSH):
        assert leaks(printed, forms(secret, *USERS)) == []


@contextmanager
def logging_everything(lab: Path) -> Iterator[None]:
    """The phones write the bodies of all requests into their logs."""
    for name in ("log.level.change.rest", "log.render.level"):
        polylab("batch", "config", "set", f"{name}=0", "--lab", lab, "--yes")
    yield


def test_emulate_prints_no_password(phones: tuple[Path, dict[str, Emulated]]) -> None:
    folder, _ = phones
    printed = (folder / "emulate.txt").read_text(encoding="utf-8")
    assert "Virtual phones" in printed
    clean(("emulate", printed))


def test_run(phones: tuple[Path, dict[str, Emulated]], tmp_path: Path) -> None:
    lab = phones[0] / "lab.yaml"
    out = tmp_path / "out"
    suite = SUITES / "of_a_lab.robot"
    run = polylab_run(out, "--lab", lab, "--loglevel", "TRACE", "--xunit", "xunit.xml", suite, **KNOWN)
    assert run.code == 1, run.console
    assert not run.tests["A Failure With Evidence"].passed
    clean(*texts(out), ("console", run.console))


def test_batch(phones: tuple[Path, dict[str, Emulated]], tmp_path: Path) -> None:
    lab = ("--lab", phones[0] / "lab.yaml")
    ips = tmp_path / "ip.txt"
    ips.write_text("".join(f"{phone.https}\n" for phone in phones[1].values()))
    failures = tmp_path / "again.txt"
    body = tmp_path / "body.json"
    body.write_text('{"device.prov.password": "c&st", "log.render.level": "99"}')
    sets = "device.prov.password=%{CHESTNUT}"
    printed = [
        polylab("batch", "config", "set", sets, *lab, "--yes"),
        polylab("batch", "config", "set", sets, *lab, "--yes", "--json"),
        polylab("batch", "config", "get", "device.prov.password", "device.auth.localAdminPassword", *lab),
        polylab("batch", "rest", "POST", "/api/v1/mgmt/config/set", f"@{body}", *lab, "--yes", "--json", code=1),
        polylab("batch", "config", "get", "up.25mm", "--ips", ips, "--tls", "off", POLY_PASSWORD=PASSWORD),
        polylab(
            *("batch", "config", "get", "up.25mm", "--ips", ips, "--tls", "off", "--failures", failures, "--json"),
            code=1,
            POLY_PASSWORD=WRONG,
        ),
        polylab("batch", "config", "set", "device.prov.password=c&st", *lab, "--yes", code=2),
    ]
    assert "refuses the login" in printed[5]
    clean(("batch", "\n".join(printed)), *texts(tmp_path))


def test_rest(phones: tuple[Path, dict[str, Emulated]]) -> None:
    lab = phones[0] / "lab.yaml"
    with logging_everything(lab):
        polylab("batch", "config", "set", "device.prov.password=%{CHESTNUT}", "--lab", lab, "--yes")
        where = ("--phone", "old", "--lab", lab)
        wanted = '["device.prov.password", "device.auth.localAdminPassword"]'
        address = phones[1]["old"].https
        printed = [
            polylab("rest", "GET", "/api/v1/mgmt/lineInfo", *where),
            polylab("rest", "GET", "/Diagnostics/log?value=app", *where),
            polylab("rest", "POST", "/api/v1/mgmt/config/get", wanted, *where),
            polylab("rest", "POST", "/api/v1/mgmt/config/get", "-", *where, "--raw", given=wanted),
            polylab("rest", "GET", f"https://{address}/api/v1/mgmt/lineInfo", "--tls", "off", POLY_PASSWORD=PASSWORD),
            polylab(
                *("rest", "GET", f"https://{address}/api/v1/mgmt/lineInfo", "--tls", "off"),
                code=1,
                POLY_PASSWORD=WRONG,
            ),
            polylab("rest", "GET", "/index.htm", "--phone", "page", "--lab", lab),
        ]
    assert "JSON prepared as per input parameters" in printed[1]
    assert '"device.prov.password": "***"' in printed[1]
    assert 'csrf-token" content="***"' in printed[6]
    clean(("rest", "\n".join(printed)))


def test_a_script_with_all_logging_on(phones: tuple[Path, dict[str, Emulated]]) -> None:
    done = subprocess.run(
        [sys.executable, str(SUITES / "logging_script.py"), str(phones[0] / "lab.yaml"), "old", "script"],
        cwd=ROOT,
        env=environment(**KNOWN),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    printed = f"{done.stdout}\n{done.stderr}"
    assert done.returncode == 1, printed
    assert "LoginRefused: old: POST /push: the phone refuses the login of user 'lab'." in done.stderr
    assert "taken by the phone" in done.stdout
    assert done.stderr.count("Traceback") >= 3
    clean(("script", printed))
    assert re.findall(r"(?i)basic [a-z0-9+/]{8,}|(?:response|cnonce|session)=.?[0-9a-f]{8,}", printed) == []


def test_no_process_showed_a_secret(watch: Watch, phones: tuple[Path, dict[str, Emulated]]) -> None:
    """Comes last: by now every command has run."""
    watch.ask_ps()
    for command in COMMANDS:
        assert any(f"PolyLibrary {command} " in seen for seen in watch.seen), command
    # The one argument in which a secret was written on purpose is refused, and is none of the real ones.
    clean(("arguments", "\n".join(watch.seen)))

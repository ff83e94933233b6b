"""Two keywords, each one request, against a bare ``requests`` session and against one curl process a call."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.measure import Row, in_turns, median, missing, percentile, ratio
from benchmarks.phones import BY_SCHEME, STATUS, TOUCH, Bare, Phones, Scheme

POINT = "70,34"
EACH = 10
EACH_CURL = 5
COSTED = 50
OVER_BARE = 1.3
OVER_CURL = 10.0
_SCHEMES: tuple[Scheme, ...] = ("http", "https")
_TAP_BODY = '{"data": {"Type": "Tap", "Positions": [{"X": "70", "Y": "34"}]}}'

Call = Callable[[], object]


def _ours(phones: Phones, scheme: Scheme) -> dict[str, Call]:
    name = BY_SCHEME[scheme]
    return {
        "Tap at a point": lambda: phones.run("tap", POINT, phone=name),
        "Get Call State": lambda: phones.run("get_call_state", phone=name),
    }


def against_bare(ground: Ground) -> Iterator[Row]:
    """The keyword's cost on top of the exchange itself."""
    phones = ground.phones
    for scheme in _SCHEMES:
        bare = phones.bare(BY_SCHEME[scheme])
        peers: dict[str, Call] = {"Tap at a point": bare.tap, "Get Call State": bare.state}
        for what, ours in _ours(phones, scheme).items():
            samples = in_turns({"ours": ours, "peer": peers[what]}, ground.rounds, EACH)
            mine, other = median(samples["ours"]), median(samples["peer"])
            tails = [percentile(samples[who], 0.95) * 1000 for who in ("ours", "peer")]
            yield Row(
                "keywords",
                f"{what}, {scheme.upper()}",
                mine * 1000,
                other * 1000,
                "requests session",
                "ms",
                ratio(samples["ours"], samples["peer"], EACH),
                f"at most {OVER_BARE} x",
                OVER_BARE,
                note=f"{len(samples['ours'])} calls each; p95 {tails[0]:.2f} and {tails[1]:.2f} ms; "
                f"{_at_the_phone(phones, ours)}",
            )


def _at_the_phone(phones: Phones, call: Call) -> str:
    """What the emulated phone spends on a call, which both sides wait for."""
    before = phones.emulator.ask("cpu")
    for _ in range(COSTED):
        call()
    spent = (phones.emulator.ask("cpu") - before) / COSTED
    return f"in both {spent * 1000:.2f} ms CPU of the emulated phone a call"


def against_curl(ground: Ground) -> Iterator[Row]:
    """The FAQ's way: one process and one new TLS connection for every call."""
    phones = ground.phones
    goal = f"at least {OVER_CURL:g} x faster"
    curl = shutil.which("curl")
    for what, ours in _ours(phones, "https").items():
        title = f"{what}, HTTPS, a curl process a call"
        if curl is None:
            yield missing("curl", title, goal, "curl is not installed here: not measured")
            continue
        with tempfile.TemporaryDirectory(prefix="polylab-benchmarks-") as folder:
            peer = _curl(curl, phones.bare(BY_SCHEME["https"]), what, Path(folder))
            samples = in_turns({"ours": ours, "peer": peer}, ground.rounds, EACH_CURL)
        phone = _at_the_phone(phones, ours)
        mine, other = median(samples["ours"]), median(samples["peer"])
        yield Row(
            "curl",
            title,
            mine * 1000,
            other * 1000,
            "curl",
            "ms",
            ratio(samples["peer"], samples["ours"], EACH_CURL),
            goal,
            OVER_CURL,
            "at least",
            note=f"{len(samples['peer'])} calls each, {EACH_CURL} in a row; ratio is how many times faster ours is; "
            f"{phone}",
        )


def _curl(curl: str, bare: Bare, what: str, folder: Path) -> Call:
    # The login goes by a file, not by the arguments, which everybody on the machine can read.
    login = folder / "login"
    login.touch(mode=0o600)
    login.write_text(f'user = "{bare.login[0]}:{bare.login[1]}"\n', encoding="utf-8")
    command = [curl, "-q", "-s", "-f", "-k", "--noproxy", "*", "-K", str(login), "-H", "Content-Type: application/json"]
    if what == "Get Call State":
        command += ["-X", "GET", bare.url + STATUS]
    else:
        command += ["-d", _TAP_BODY, bare.url + TOUCH]

    def call() -> None:
        answer = subprocess.run(command, check=True, capture_output=True, timeout=10).stdout
        if b'"2000"' not in answer:
            raise RuntimeError(f"curl was answered: {answer.decode(errors='replace')[:200]}")

    return call

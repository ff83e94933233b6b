"""The runs that the tests judge: each makes what it needs in its own folder, and runs Robot on it."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import misspelling
from emulated import PASSWORD, lab_of, stub_lab
from processes import emulate
from robot_runs import ROBOT, SUITES, Run, polylab_run, robot
from stub_phones import BEHAVIOURS, closed_port, stub

Scenario = Callable[[Path], Run]


def suite_of(name: str, *options: str) -> Scenario:
    """A suite of the folder robot on virtual phones."""
    return lambda folder: robot(folder / "out", *options, ROBOT / name)


def broken_lab(folder: Path) -> Run:
    """Phones that are wrong in all ways, one entry for each."""
    with ExitStack() as stack:
        ports = {name: stack.enter_context(stub(behave)).port for name, behave in BEHAVIOURS.items()}
        ports |= {"refused": closed_port(), "noroute": 80}
        lab = stub_lab(
            folder,
            ports,
            wrongpassword={"password": "walnut-88"},
            noroute={"host": "192.0.2.1"},  # TEST-NET-1: routed nowhere
            swapped={"mac": "0004f2aabbcc"},
        )
        return robot(folder / "out", "--variable", f"LAB:{lab}", ROBOT / "network.robot")


def timeouts(folder: Path) -> Run:
    """A virtual alice, and a phone that hangs."""
    with stub(BEHAVIOURS["hung"]) as hung, lab_of(folder, names=("alice",)) as lab:
        other = stub_lab(folder / "made", {"hung": hung.port})
        lab.write_text(lab.read_text() + other.read_text().replace("phones:\n", ""), encoding="utf-8")
        return robot(folder / "out", "--variable", f"LAB:{lab}", ROBOT / "timeouts.robot")


def emergency(folder: Path) -> Run:
    """Emulated phones that the lab file does not call so."""
    with lab_of(folder, real=True) as lab:
        return robot(folder / "out", "--variable", f"LAB:{lab}", ROBOT / "emergency.robot")


def secrets(folder: Path) -> Run:
    """Everything at TRACE, on phones whose password is known."""
    with lab_of(folder) as lab:
        known = {"HAZELNUT": PASSWORD, "CHESTNUT": "chestnut-99"}
        options = ("--loglevel", "TRACE", "--variable", f"LAB:{lab}")
        return robot(folder / "out", *options, ROBOT / "secrets.robot", **known)


BASIC = ("--exclude", "regression")
"""The regression suites take minutes; ``test_regression_suites`` runs them, once."""


def misspelt(folder: Path) -> Run:
    """Each argument of each keyword, one letter short."""
    return robot(folder / "out", misspelling.write(folder))


def lab_file(folder: Path) -> Run:
    """The shipped suites on phones of another process, twice: the second run finds what the first has left."""
    with emulate(folder) as lab:
        first = robot(folder / "first", *BASIC, "--variable", f"LAB:{lab}", SUITES)
        assert first.code == 0, first.console
        return robot(folder / "out", *BASIC, "--variable", f"LAB:{lab}", SUITES)


def polylab_lab_file(folder: Path) -> Run:
    """``polylab run`` on phones of another process."""
    with emulate(folder) as lab:
        return polylab_run(folder / "out", "--lab", lab, SUITES / "touch_log.robot", SUITES / "configuration.robot")


SCENARIOS: dict[str, Scenario] = {
    "robot suites": lambda folder: robot(folder / "out", *BASIC, "suites"),
    "polylab run suites": lambda folder: polylab_run(folder / "out", *BASIC, "suites"),
    "lab file": lab_file,
    "polylab run --lab": polylab_lab_file,
    "misspelt": misspelt,
    "secrets": secrets,
    "network": broken_lab,
    "timeouts": timeouts,
    "emergency": emergency,
    "calls": suite_of("calls.robot"),
    "calls of the setup": suite_of("setup_calls.robot"),
    "names": suite_of("names.robot"),
    "keys and points": suite_of("keys_and_points.robot"),
    "soft key pages": suite_of("soft_key_pages.robot"),
    "which phone": suite_of("which_phone.robot"),
    "nested suites": suite_of("nested"),
    "evidence": suite_of("evidence.robot"),
    "cleanup": suite_of("cleanup.robot"),
    "cleanup=fail": suite_of("cleanup_fail.robot"),
    "bound": suite_of("bound.robot"),
    "handed on": suite_of("handed_on.robot"),
    "history": suite_of("history.robot"),
}

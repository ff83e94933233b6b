"""Wrong passwords: the phone locks after five of them, and the library sends one at most.

What arrives is counted at the virtual phones, not at the library.
"""

import dataclasses
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from knocks import PASSWORD, WRONG, House, house
from robot_runs import POLYLAB, ROOT, environment, robot

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, LoginRefused, PolyError
from PolyLibrary.lab.labfile import LabPhone, Login, write_lab
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.phone.digest import Credentials
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.device.readiness import wait_until_unreachable
from PolyLibrary.session.several.batch import target_of
from PolyLibrary.steps import StepLog

LOGINS = Path(__file__).with_name("robot_logins")
#: One of each way to log in: Basic and web pages by Basic, Basic and web sessions, Digest and web sessions.
KINDS = {"old": {"model": "VVX600"}, "new": {"model": "VVX450"}, "edge": {"model": "VVX350", "firmware": "edge86"}}
PAGE = "/Diagnostics/log?value=app"
LINES = "/api/v1/mgmt/lineInfo"
PICTURE = "/captureScreen/mainScreen"
PUSH = "the-right-one-5"


@pytest.fixture
def kinds() -> Iterator[House]:
    with house(KINDS) as made:
        yield made


def untouched(made: House, name: str, logins: int = 1) -> None:
    """The phone saw so many logins, counts one wrong one at most, and lets the right one in."""
    seen = made.logins(name)
    assert len(seen) == logins, seen
    phone = made.phone(name)
    assert not phone.gate.locked
    assert phone.gate.wrong_logins <= 1
    entry = next(entry for entry in made.entries(PASSWORD) if entry.name == name)
    assert wire(entry).info.device(Deadline(5)).mac == entry.mac


def wire(entry: LabPhone) -> Phone:
    address = target_of(entry, None).address
    return Phone(entry.name, address, steps=StepLog(), identities=IdentityStore.memory())


# By keywords ------------------------------------------------------------------------------------------------


def test_a_suite_with_a_wrong_password(kinds: House, tmp_path: Path) -> None:
    lab = kinds.lab(tmp_path)
    suite = LOGINS / "wrong_password.robot"
    done = robot(tmp_path / "out", "--variable", f"LAB:{lab}", suite, HAZELNUT=PASSWORD)
    assert done.code == 0, done.console
    for name in KINDS:
        logins = [knock.login for knock in kinds.logins(name)]
        # The last test has logged in with the right password; only one login before that.
        wrong = logins[: logins.index(next(each for each in logins if each != logins[0]))]
        assert len(wrong) == 1, name
        assert not kinds.phone(name).gate.locked
        assert kinds.phone(name).gate.wrong_logins == 0, "a good login clears the count"


def test_a_suite_with_a_wrong_push_password(tmp_path: Path) -> None:
    config = {"apps.push.messageType": "5", "apps.push.username": "lab", "apps.push.password": PUSH}
    with house({"alice": {"config": config}}) as made:
        (entry,) = made.entries(PASSWORD)
        lab = tmp_path / "lab.yaml"
        write_lab(lab, [dataclasses.replace(entry, push=Login("lab", Password(WRONG, "lab")))])
        done = robot(tmp_path / "out", "--variable", f"LAB:{lab}", LOGINS / "wrong_push.robot")
        assert done.code == 0, done.console
        assert len([knock for knock in made.logins("alice") if knock.path == "/push"]) == 1
        assert not made.phone("alice").gate.locked


# Over and over, and at the same time ------------------------------------------------------------------------


def attempts(count: int, act: Callable[[], object]) -> list[PolyError]:
    """The errors of an act done in so many threads at once."""
    errors: list[PolyError] = []
    start = threading.Barrier(count)

    def work() -> None:
        start.wait(10)
        try:
            act()
        except PolyError as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


@pytest.mark.parametrize("name", KINDS)
def test_threads_that_open_the_same_phone(kinds: House, name: str) -> None:
    entry = next(entry for entry in kinds.entries() if entry.name == name)
    errors = attempts(12, lambda: wire(entry).info.device(Deadline(10)))
    assert [type(error) for error in errors] == [LoginRefused] * 12
    assert sum("after the password" in error.seen for error in errors) == 1
    assert sum("nothing was sent now" in error.seen for error in errors) == 11
    untouched(kinds, name)


@pytest.mark.parametrize("name", KINDS)
def test_threads_that_share_a_phone(kinds: House, name: str) -> None:
    phone = wire(next(entry for entry in kinds.entries() if entry.name == name))
    errors = attempts(12, lambda: phone.info.device(Deadline(10)))
    assert [type(error) for error in errors] == [LoginRefused] * 12
    untouched(kinds, name)


@pytest.mark.parametrize("name", KINDS)
def test_desks_that_open_the_same_phone(kinds: House, name: str, tmp_path: Path) -> None:
    lab = str(kinds.lab(tmp_path))

    def opened() -> None:
        desk = Desk()
        desk.use_lab(lab)
        desk.open(name, Requirement(), Deadline(10))

    errors = attempts(6, opened)
    assert [type(error) for error in errors] == [LoginRefused] * 6
    untouched(kinds, name)


@pytest.mark.parametrize("path", [PAGE, PICTURE, "/index.htm"])
@pytest.mark.parametrize("name", KINDS)
def test_web_pages_by_a_password_that_nothing_has_proven(kinds: House, name: str, path: str) -> None:
    if path == PICTURE:
        config = {"up.screenCapture.enabled": "1", "up.screenCapture.value": "1", "up.screenCapture.allowed": "1"}
        phone = kinds.phone(name)
        known = {key: value for key, value in config.items() if phone.config.parameter(key)}
        kinds.fleet.run(lambda: phone.config.set(known))
    entry = next(entry for entry in kinds.entries() if entry.name == name)
    errors = attempts(6, lambda: wire(entry).web.get(path, Deadline(10)))
    assert [type(error) for error in errors] == [LoginRefused] * 6
    untouched(kinds, name)


@pytest.mark.parametrize("path", [PAGE, "/index.htm"])
@pytest.mark.parametrize("name", KINDS)
def test_web_pages_of_a_phone_without_rest(name: str, path: str) -> None:
    with house({name: KINDS[name] | {"config": {"apps.restapi.enabled": "0"}}}) as made:
        (entry,) = made.entries()
        errors = attempts(4, lambda: wire(entry).web.get(path, Deadline(10)))
        assert [type(error) for error in errors] == [LoginRefused] * 4
        assert len(made.logins(name)) == 1
        assert not made.phone(name).gate.locked
        (right,) = made.entries(PASSWORD)
        assert wire(right).web.get(path, Deadline(10)).status == 200


def test_pushes_in_threads() -> None:
    config = {"apps.push.messageType": "5", "apps.push.username": "lab", "apps.push.password": PUSH}
    with house({"alice": {"config": config}}) as made:
        (entry,) = made.entries(PASSWORD)
        login = Credentials("lab", Password(WRONG, "lab"))
        errors = attempts(8, lambda: wire(entry).push(login).send(["Key:Home"], Deadline(10)))
        assert [type(error) for error in errors] == [LoginRefused] * 8
        assert len(made.logins("alice")) == 1
        right = Credentials("lab", Password(PUSH, "lab"))
        assert wire(entry).push(right).send(["Key:Home"], Deadline(5)).confirmed


# What a lock is not ---------------------------------------------------------------------------------------


def test_a_locked_phone_is_not_away(kinds: House, tmp_path: Path) -> None:
    """It answers every request, if with a refusal: nothing that waits for a phone to go away may take that for it."""
    desk = Desk()
    desk.use_lab(str(kinds.lab(tmp_path, PASSWORD)))
    session = desk.open("old", Requirement(), Deadline(10))
    for _ in range(5):
        requests.get(session.phone.address.origin("http") + LINES, auth=("Polycom", WRONG), timeout=5)
    with pytest.raises(CheckFailed) as caught:
        wait_until_unreachable(session, Deadline(0))
    assert "is still reachable" in caught.value.wanted
    assert "the phone is busy with another request, or has locked logins" in caught.value.seen
    desk.shut()


# From the command line --------------------------------------------------------------------------------------


def polylab(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*POLYLAB, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False)


def test_batch_of_many_phones(tmp_path: Path) -> None:
    kinds = list(KINDS.values())
    with house({f"phone{place}": kinds[place % 3] for place in range(30)}) as made:
        done = polylab("batch", "config", "get", "log.render.level", "--lab", made.lab(tmp_path), "--at-once", 30)
        assert done.returncode == 1, done.stdout
        assert done.stdout.count("refuses the login of user 'Polycom'") >= 30
        for name in made.reaches:
            assert len(made.logins(name)) == 1, name
            assert made.phone(name).gate.wrong_logins == 1


@pytest.mark.parametrize("path", ["/api/v1/mgmt/lineInfo", PAGE])
@pytest.mark.parametrize("name", KINDS)
def test_rest_command(kinds: House, name: str, path: str, tmp_path: Path) -> None:
    done = polylab("rest", "GET", path, "--phone", name, "--lab", kinds.lab(tmp_path))
    assert done.returncode == 1
    assert "refuses the login of user 'Polycom'" in done.stderr
    untouched(kinds, name)

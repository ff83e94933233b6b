"""The phone lock: who may dial what, and how it is opened."""

import pytest
from handset import Handset, until
from stage import Stage

from PolyLibrary.emulator.ports.screen import ScreenPort


def lock(phone: Handset) -> None:
    phone.fleet.run(lambda: ScreenPort(phone.phone).lock())


def unlock(phone: Handset, password: str) -> bool:
    return phone.fleet.run(lambda: ScreenPort(phone.phone).unlock(password))


def locked(phone: Handset) -> bool:
    return phone.fleet.run(lambda: ScreenPort(phone.phone).locked())


def test_only_authorised_numbers_are_dialled(stage: Stage, alice: Handset) -> None:
    alice.configure(phoneLock__authorized__2__value="1003", dialplan__routing__emergency__1__value="911,112")
    lock(alice)
    port = ScreenPort(alice.phone)
    assert alice.fleet.run(port.authorised_numbers) == ("1003", "911", "112")
    assert [alice.fleet.run(lambda n=n: port.may_dial(n)) for n in ("1002", "1003", "sip:911@x")] == [False, True, True]
    assert alice.post("v1/callctrl/dial", Dest="1002") == "4003"
    stage.play("A dials B", "A sees nothing", "A goes off hook", "A types 1002", "A sees nothing", "B sees nothing")
    assert alice.post("v1/callctrl/dial", Dest="1003") == "2000"
    stage.play("C sees Offering 1")


def test_answering_is_allowed(stage: Stage, alice: Handset) -> None:
    lock(alice)
    stage.play("B dials A", "A sees Offering 1", "A answers", "A sees Connected 1*", "A ends")
    assert locked(alice)


def test_the_user_password_opens_it(alice: Handset) -> None:
    lock(alice)
    assert not unlock(alice, "")
    assert not unlock(alice, "456")
    assert locked(alice)
    assert unlock(alice, "123")
    assert not locked(alice)
    assert alice.post("v1/callctrl/dial", Dest="1002") == "2000"


@pytest.mark.usefixtures("fast")
def test_five_failures_wait(alice: Handset) -> None:
    lock(alice)
    port = ScreenPort(alice.phone)
    assert not any(unlock(alice, "000") for _ in range(4))
    assert alice.fleet.run(port.unlock_wait) == 0
    assert not unlock(alice, "000")
    assert alice.fleet.run(port.unlock_wait) == 1
    assert not unlock(alice, "123")
    until(lambda: unlock(alice, "123"))


def test_a_boot_opens_it(alice: Handset) -> None:
    lock(alice)
    alice.fleet.run(lambda: alice.phone._boot("restart", clock_set=True))
    assert not locked(alice)

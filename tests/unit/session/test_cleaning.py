"""The clean-up has one deadline, whatever becomes of the phone."""

import pytest
from restart_fakes import RestartingPhone
from session_fakes import session

from PolyLibrary.deadline import Deadline
from PolyLibrary.session.cleaning import clean
from PolyLibrary.session.device import resets
from PolyLibrary.session.device.restarts import restarts_of
from PolyLibrary.session.phone_session import PhoneSession


def limit() -> Deadline:
    return Deadline(1.0)


@pytest.fixture
def phone() -> RestartingPhone:
    return RestartingPhone()


@pytest.fixture
def alice(phone: RestartingPhone) -> PhoneSession:
    made = session(phone)
    restarts_of(made)
    return made


def test_a_phone_that_never_comes_back_costs_the_clean_up_its_limit_and_no_more(
    alice: PhoneSession, phone: RestartingPhone
) -> None:
    alice.config.set({"up.x": "2"}, "test", limit())
    phone.gone = 10_000
    resets.restart(alice, "restart", limit(), wait=False)
    cleaned = clean(alice, "test", idle=True, limit=0.3)
    first, last = str(cleaned.errors[0]), str(cleaned.errors[-1])
    assert "is not ready after a restart (restart).\nSeen:  alice: the connection was refused." in first
    assert "(limit 0.3 s, set by cleanup_timeout= of the library)" in first
    assert last == "alice: the connection was refused."
    assert [change.name for change in alice.config.changed()] == ["up.x"], "the next clean-up tries again"


def test_a_phone_that_restarts_to_be_put_back_is_waited_for_no_longer_than_the_clean_up(
    alice: PhoneSession, phone: RestartingPhone
) -> None:
    alice.config.set({"feature.a": "0"}, "test", limit())
    phone.gone = 10_000
    (error,) = clean(alice, "test", idle=True, limit=0.3).errors
    assert "is not ready after a restart (restart for feature.a)." in str(error)
    assert "set by cleanup_timeout= of the library)" in str(error)


def test_a_secret_that_its_maker_clears_is_not_told_as_left(alice: PhoneSession) -> None:
    alice.config.cleared_at_close.add("reg.1.auth.password")
    alice.config.set({"reg.1.auth.password": "hunter2222"}, "suite", limit())
    assert alice.config.restore("suite", limit()).told == [
        "reg.1.auth.password was made for this run and is cleared when the phone is closed"
    ]

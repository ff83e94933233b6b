"""A phone is ready when it answers and its lines are registered; what it tells of restarts is not believed blindly."""

import re
from collections.abc import Callable

import pytest
from restart_fakes import RestartingPhone
from session_fakes import session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import (
    BadReply,
    CheckFailed,
    LoginRefused,
    NotUsable,
    PhoneRefused,
    PolyError,
    RestOff,
    Unreachable,
)
from PolyLibrary.session.device import readiness
from PolyLibrary.session.device.readiness import wait_until_ready, wait_until_unreachable
from PolyLibrary.session.phone_session import PhoneSession

ALICE = "alice (VVX 600, 5.9.3.2857, virtual)"


@pytest.fixture
def phone() -> RestartingPhone:
    return RestartingPhone()


@pytest.fixture
def alice(phone: RestartingPhone) -> PhoneSession:
    return session(phone)


def failure(act: Callable[[], object]) -> str:
    with pytest.raises(CheckFailed) as caught:
        act()
    return re.sub(r"\d+ looks? in \d+\.\d s", "N looks in N s", str(caught.value))


def test_a_phone_that_answers_and_is_registered(alice: PhoneSession) -> None:
    up, told = wait_until_ready(alice, Deadline(1))
    assert up.total_seconds() == 1000
    assert told.startswith("ready, up for 1000 s (1 look in ")


@pytest.mark.parametrize("error", [Unreachable("x"), BadReply("x"), PhoneRefused("x", status="4001"), RestOff("x")])
def test_a_phone_that_boots_is_waited_for(alice: PhoneSession, phone: RestartingPhone, error: PolyError) -> None:
    phone.back = [error, {"ready": False}, {}]
    phone.leave()
    up, _ = wait_until_ready(alice, Deadline(5))
    assert up.total_seconds() == 0


def test_a_rest_api_that_stays_away_is_told(
    alice: PhoneSession, phone: RestartingPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "REST_GRACE", 0.0)
    phone.gone, phone.back = 0, [RestOff("off")] * 9
    phone.leave()
    with pytest.raises(RestOff):
        wait_until_ready(alice, Deadline(5))


def test_a_refused_login_is_told_at_once(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.gone, phone.back = 0, [LoginRefused("no"), {}]
    phone.leave()
    with pytest.raises(LoginRefused):
        wait_until_ready(alice, Deadline(5))


def test_without_a_registered_line(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.registered = False
    assert failure(lambda: wait_until_ready(alice, Deadline(0))) == (
        f"{ALICE} is not ready.\nSeen:  no line is registered.\nTried: N looks in N s (limit 0 s, set by timeout=)"
    )
    wait_until_ready(alice, Deadline(0), registered=False)


@pytest.mark.parametrize(
    ("uptime", "since", "proven"),
    [(1000, 60, False), (0, 0.1, False), (2, 2.5, False), (2, 3.5, True), (0, 60, True), (None, 60, False)],
)
def test_only_an_up_time_that_began_in_the_test_proves_a_restart(
    alice: PhoneSession, phone: RestartingPhone, uptime: int | None, since: float, proven: bool
) -> None:
    phone.uptime = uptime
    alice.start.at -= since
    if proven:
        wait_until_ready(alice, Deadline(0), restarted=True)
    else:
        text = failure(lambda: wait_until_ready(alice, Deadline(0), restarted=True))
        assert "and has not restarted since the start of the test." in text or "nobody knows whether it has" in text


def test_an_unreachable_phone(alice: PhoneSession, phone: RestartingPhone) -> None:
    phone.leave()
    assert wait_until_unreachable(alice, Deadline(0)) == "alice: the connection was refused."


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ({}, "it answers device/info."),
        (RestOff("alice: 404."), "it answers: alice: 404."),
        (NotUsable("alice: the phone is busy."), "no proof that it is away: alice: the phone is busy."),
    ],
)
def test_a_phone_that_still_answers(
    alice: PhoneSession, phone: RestartingPhone, answer: "PolyError | dict[str, object]", seen: str
) -> None:
    phone.gone, phone.back = 0, [answer] * 9
    phone.leave()
    assert failure(lambda: wait_until_unreachable(alice, Deadline(0))) == (
        f"{ALICE} is still reachable.\nSeen:  {seen}\nTried: N looks in N s (limit 0 s, set by timeout=)"
    )

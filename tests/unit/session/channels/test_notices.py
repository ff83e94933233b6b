"""A phone's notifications end waits early; without them, and after them, polling goes on."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from session_fakes import FakePhone, call, session

from PolyLibrary import deadline
from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PhoneRefused
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.session.channels.bells import MOST_LOOKS, Bell
from PolyLibrary.session.channels.notices import Receivers, attach
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.watch import Reading, Watch

MAC, OTHER = "0004f2aabbcc", "0004f2aabbdd"
NAMES = ("incoming", "outgoing", "offhook", "onhook", "callStateChange")
SLOW = 30.0
SOON = 10.0
"""Far below SLOW: a wait that took less was woken."""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polling alone would take half a minute."""
    monkeypatch.setattr(deadline, "FAST", SLOW)


@pytest.fixture
def receivers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receivers]:
    made = Receivers()
    monkeypatch.setattr("PolyLibrary.session.channels.notices.receivers", made)
    yield made
    made.close()


def telling(phone: FakePhone | None = None, *, urls: dict[str, str] | None = None) -> PhoneSession:
    """A phone with the parameters of notifications, on loopback."""
    fake: Any = phone or FakePhone()
    names = [f"apps.telNotification.{name}Event" for name in NAMES]
    targets = ["apps.telNotification.URL", *(f"apps.telNotification.{number}.URL" for number in range(1, 10))]
    fake.config.values |= {name: ConfigValue("0", "default") for name in names}
    fake.config.values |= {name: ConfigValue((urls or {}).get(name, ""), "default") for name in targets}
    fake.address = SimpleNamespace(https_port=443)
    made = session(fake)
    made.entry = replace(made.entry, host="127.0.0.1", notify="events")
    return made


def url_of(made: PhoneSession, name: str = "URL") -> str:
    return made.phone.config.get([f"apps.telNotification.{name}"], Deadline(1))[f"apps.telNotification.{name}"].value


def post(url: str, mac: str = MAC, kind: str = "OffHook") -> None:
    body = f"<PolycomIPPhone><{kind}Event><MACAddress>{mac}</MACAddress></{kind}Event></PolycomIPPhone>"
    requests.post(url, data=body, timeout=5)


def later(what: Any, *args: Any) -> threading.Thread:
    thread = threading.Timer(0.1, what, args)
    thread.start()
    return thread


# The bell ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("slow")
def test_a_ring_ends_the_pause_and_the_look_decides() -> None:
    phone = FakePhone([], [call("Setup")], [call("Connected")])
    watch = Watch(phone.status)
    bell = watch.bell = Bell()
    phone.on_look = lambda: later(bell.ring) and None
    started = time.monotonic()
    outcome = watch.wait(lambda reading: reading.calls[:1] == (call("Connected"),) or None, Deadline(60))
    assert time.monotonic() - started < SOON
    assert outcome.tries == 3


@pytest.mark.usefixtures("slow")
def test_a_ring_during_a_look_is_not_lost() -> None:
    phone = FakePhone([], [call("Connected")])
    watch = Watch(phone.status)
    bell = watch.bell = Bell()
    phone.on_look = bell.ring
    started = time.monotonic()
    assert watch.wait(lambda reading: reading.calls or None, Deadline(60)).tries == 2
    assert time.monotonic() - started < SOON


@pytest.mark.usefixtures("slow")
def test_all_waiters_of_a_phone_hear_one_ring() -> None:
    phone = FakePhone([])
    watch = Watch(phone.status)
    bell = watch.bell = Bell()
    done: list[float] = []

    def wait() -> None:
        watch.wait(lambda reading: reading.calls or None, Deadline(60))
        done.append(time.monotonic())

    threads = [threading.Thread(target=wait) for _ in range(2)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    while phone.looks < 2:
        time.sleep(0.01)
    phone.readings = [[call("Connected")]]
    bell.ring()
    for thread in threads:
        thread.join(SOON)
    assert len(done) == 2
    assert max(done) - started < SOON


def test_polling_goes_on_when_nothing_rings() -> None:
    phone = FakePhone([], [], [call("Offering")])
    watch = Watch(phone.status)
    watch.bell = Bell()
    assert watch.wait(lambda reading: reading.calls or None, Deadline(5)).tries == 3


@pytest.mark.usefixtures("slow")
def test_absence_is_looked_at_when_it_rings() -> None:
    phone = FakePhone([], [call("Offering")])
    watch = Watch(phone.status)
    bell = watch.bell = Bell()
    phone.on_look = lambda: later(bell.ring) and None
    outcome = watch.keeps(lambda reading: reading.calls or None, 60, Deadline(90))
    assert outcome.value is not None


def test_a_phone_that_rings_all_the_time_is_not_looked_at_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "FAST", 0.2)
    phone = FakePhone()
    watch = Watch(phone.status)
    bell = watch.bell = Bell()
    phone.on_look = bell.ring
    watch.wait(lambda _: None, Deadline(0.9))
    assert MOST_LOOKS < phone.looks <= MOST_LOOKS + 7


@pytest.mark.usefixtures("slow")
def test_the_error_of_the_listening_thread_is_raised_in_the_waiter() -> None:
    watch = Watch(FakePhone().status)
    bell = watch.bell = Bell()
    later(bell.fail, LabError("the receiver broke."))
    with pytest.raises(LabError, match="the receiver broke"):
        watch.wait(lambda _: None, Deadline(60))


# The phone ---------------------------------------------------------------------------------------------------


def test_nothing_is_asked_of_phones_that_are_not_to_tell(receivers: Receivers) -> None:
    alice = telling()
    alice.entry = replace(alice.entry, notify=None)
    attach(alice)
    receivers.setting = "events"
    alice.entry = replace(alice.entry, notify="off")
    attach(alice)
    assert alice.watch.bell is None
    assert alice.phone.sent == []  # type: ignore[attr-defined]


@pytest.mark.usefixtures("slow")
def test_an_event_of_the_phone_ends_the_wait(receivers: Receivers) -> None:
    phone = FakePhone([], [call("Offering")])
    alice = telling(phone)
    attach(alice)
    poster = later(post, url_of(alice))
    started = time.monotonic()
    alice.watch.wait(lambda reading: reading.calls or None, Deadline(60))
    assert time.monotonic() - started < SOON
    poster.join()


def test_the_setting_of_the_library_counts_where_the_lab_says_nothing(receivers: Receivers) -> None:
    alice = telling()
    alice.entry = replace(alice.entry, notify=None)
    receivers.setting = "events"
    attach(alice)
    assert alice.watch.bell is not None


def test_events_of_other_phones_do_not_ring(receivers: Receivers) -> None:
    alice = telling()
    attach(alice)
    bell = alice.watch.bell
    assert bell is not None
    post(url_of(alice), OTHER)
    post(url_of(alice))
    post(url_of(alice), "unreadable")
    until = time.monotonic() + 5
    while bell.count < 2 and time.monotonic() < until:
        time.sleep(0.01)
    # The third names no phone, but comes from this one's address.
    assert bell.count == 2


def test_what_was_set_is_put_back_and_nothing_is_heard_after_the_end(receivers: Receivers) -> None:
    alice = telling()
    attach(alice)
    url, bell = url_of(alice), alice.watch.bell
    assert bell is not None
    assert url.startswith("http://127.0.0.1:")
    alice.config.restore_all(Deadline(5))
    assert url_of(alice) == ""
    alice.close()
    post(url)
    time.sleep(0.1)
    assert bell.count == 0


def test_two_phones_share_one_receiver(receivers: Receivers) -> None:
    one, other = telling(), telling()
    attach(one)
    attach(other)
    assert url_of(one) == url_of(other)


def test_the_target_of_somebody_else_is_left_alone(receivers: Receivers) -> None:
    urls = {"apps.telNotification.URL": "http://pbx/", "apps.telNotification.1.URL": "http://wall/"}
    alice = telling(urls=urls)
    attach(alice)
    assert url_of(alice) == "http://pbx/"
    assert url_of(alice, "2.URL").startswith("http://127.0.0.1:")


def test_waits_only_poll_where_the_phone_refuses(receivers: Receivers) -> None:
    phone = FakePhone([], [call("Offering")])
    phone.config.error = PhoneRefused("alice: config/set was refused.", status="4000")
    alice = telling(phone)
    attach(alice)
    [warning] = alice.steps.last(9, kind="warning")
    assert warning.text == "its notifications cannot be used, waits only poll: alice: config/set was refused."
    assert alice.watch.bell is None
    assert alice.watch.wait(lambda reading: reading.calls or None, Deadline(5)).tries == 2


def test_a_phone_that_has_all_targets_taken(receivers: Receivers) -> None:
    numbers = ["", *(f"{number}." for number in range(1, 10))]
    alice = telling(urls={f"apps.telNotification.{number}URL": "http://pbx/" for number in numbers})
    attach(alice)
    assert "tells its events to ten others already" in alice.steps.last(1, kind="warning")[0].text


def test_a_receiver_that_has_stopped_is_told_to_the_waiter(receivers: Receivers) -> None:
    alice = telling()
    attach(alice)
    receivers.close()
    with pytest.raises(LabError, match="alice: the receiver of its notifications has stopped"):
        alice.watch.wait(lambda _: None, Deadline(5))
    attach(alice)
    assert alice.watch.wait(lambda reading: isinstance(reading, Reading) or None, Deadline(5)).tries == 1

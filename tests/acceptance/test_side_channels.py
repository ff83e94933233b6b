"""Push and notifications between the library and virtual phones, over the network alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from emulated import PASSWORD, lab_of
from firmware_labs import PROFILES, firmware_lab
from robot_runs import Run, robot

from PolyLibrary import deadline
from PolyLibrary.deadline import Deadline
from PolyLibrary.lab.labfile import Login, load_lab, write_lab
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.phone.digest import Credentials, PageOff
from PolyLibrary.phone.phonexml import NotXml
from PolyLibrary.phone.polling import DeviceInformation, NetworkConfiguration, parameters, parse_posted
from PolyLibrary.redaction import Password
from PolyLibrary.session.calls.call_checks import expect_count, expect_incoming, expect_states_together
from PolyLibrary.session.calls.calling import dial
from PolyLibrary.session.calls.callstates import parse_states
from PolyLibrary.session.channels.polled import status_topic
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.device.uploads import UploadReceiver

CHANNELS = Path(__file__).with_name("robot_channels")
PUSH_PASSWORD = "walnut-staple-41"


def passed(run: Run) -> None:
    wrong = [f"{name}: {test.message}" for name, test in run.tests.items() if not test.passed]
    assert run.tests
    assert not wrong, "\n".join([*wrong, "", run.console])


@contextmanager
def lab_with_keys(folder: Path) -> Iterator[Path]:
    """Both phones with notifications and a push login, which alice has got already."""
    with lab_of(folder) as file:
        phones = load_lab(file).phones
        push = Login("lab", Password(PUSH_PASSWORD, "lab"))
        write_lab(file, [replace(phone, push=push, notify="events") for phone in phones.values()])
        desk = Desk()
        desk.use_lab(str(file))
        alice = desk.open("alice", Requirement(), Deadline(10))
        values = {"apps.push.messageType": "5", "apps.push.username": "lab", "apps.push.password": PUSH_PASSWORD}
        alice.phone.config.set(values, Deadline(5))
        alice.config.restore_all(Deadline(5))
        desk.shut()
        yield file


def test_push_on_phones_without_key_events(folder: Path) -> None:
    run = robot(folder / "out", "--loglevel", "DEBUG", CHANNELS / "push.robot")
    passed(run)
    said = run.messages("Keys Are Pressed By Push")
    assert any("key 'Home' by XML push (Key:Home): taken by the phone" in message for message in said)
    assert sum("push is switched on with" in message for message in said) == 2


def test_what_phones_tell_by_polling(folder: Path) -> None:
    run = robot(folder / "out", "--loglevel", "TRACE", CHANNELS / "polling.robot")
    passed(run)
    said = run.messages("All Three Handlers Tell What REST Tells")
    assert sum("XML polling is switched on with" in message for message in said) == 1
    assert run.warnings == []


def test_polling_on_every_firmware(folder: Path) -> None:
    """Also where REST answers by plain HTTP alone, and the phone lets polls in by its tunnel only."""
    plain = {"ucs58": {"rest_ports": "http"}}
    with firmware_lab(folder, switches=plain, config={"ucs58": {"apps.push.secureTunnelRequired": "1"}}) as lab:
        desk = Desk()
        desk.use_lab(str(lab.file))
        for name in PROFILES:
            session = desk.open(name, Requirement(), Deadline(10))
            assert status_topic(session, "polled device", Deadline(10))["mac"] == session.entry.mac, name
            assert status_topic(session, "polled calls", Deadline(10))[0]["number"] == lab.numbers[name], name
            assert session.phone.transport.scheme == ("http" if name in plain else "https")
            session.config.restore_all(Deadline(10))
        desk.shut()
        left = {name: lab.phone(name).config.text("apps.statePolling.password") for name in PROFILES}
        assert set(left.values()) == {""}, "passwords that were made are cleared"


def test_a_phone_that_posts_its_state(folder: Path) -> None:
    """Response mode 1: the answer is empty, and the state comes to the URL of the phone's configuration."""
    with lab_of(folder) as file:
        desk = Desk()
        desk.use_lab(str(file))
        alice = desk.open("alice", Requirement(), Deadline(10))
        login = Credentials("poll", Password("acorn-9", "poll"))
        polling = alice.phone.polling(login)
        for what in ("callstate", "device", "network"):
            with UploadReceiver(alice.entry.host, "state.xml") as receiver:
                wanted = parameters("poll", login.password, url=receiver.url)
                alice.phone.config.set(wanted, Deadline(5))
                polling.order(what, Deadline(5))  # type: ignore[arg-type]
                posted = parse_posted(receiver.wait(5) or b"")
            if isinstance(posted, DeviceInformation):
                assert (what, posted.mac, posted.model) == ("device", alice.entry.mac, "VVX 600")
            elif isinstance(posted, NetworkConfiguration):
                assert (what, posted.mac, posted.ip) == ("network", alice.entry.mac, alice.entry.host)
            else:
                assert (what, [line.number for line in posted]) == ("callstate", ["1001"])
        with pytest.raises(PageOff, match="the phone gives its state, but not in this answer"):
            polling.device(Deadline(5))
        alice.phone.config.set(parameters("poll", login.password), Deadline(5))
        with pytest.raises(PageOff, match="in this answer and does not post it"):
            polling.order("device", Deadline(5))
        desk.shut()
    with pytest.raises(NotXml):
        parse_posted(b"<PolycomIPPhone/>")


def test_push_and_notifications_by_the_lab_file(folder: Path) -> None:
    with lab_with_keys(folder) as lab:
        run = robot(folder / "out", "--loglevel", "TRACE", "--variable", f"LAB:{lab}", CHANNELS / "lab_keys.robot")
    passed(run)
    assert run.warnings == []
    assert "push is switched on" not in run.xml
    assert PUSH_PASSWORD not in run.xml
    assert PASSWORD not in run.xml


def test_emergency_numbers_by_push(folder: Path) -> None:
    with lab_of(folder, real=True) as lab:
        run = robot(folder / "out", "--variable", f"LAB:{lab}", CHANNELS / "emergency.robot")
    passed(run)


def test_a_wait_ends_long_before_the_next_look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with lab_with_keys(folder) as lab:
        desk = Desk()
        desk.use_lab(str(lab))
        try:
            alice, bob = desk.open_all({"alice": Requirement(), "bob": Requirement()}, Deadline(10))
            monkeypatch.setattr(deadline, "FAST", 30.0)
            started = time.monotonic()
            dial(alice, bob.party, Deadline(60))
            expect_incoming(bob, alice.party, Deadline(60))
            assert time.monotonic() - started < 15
        finally:
            desk.shut()


def test_several_phones_are_woken_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with lab_with_keys(folder) as lab:
        desk = Desk()
        desk.use_lab(str(lab))
        try:
            alice, bob = desk.open_all({"alice": Requirement(), "bob": Requirement()}, Deadline(10))
            monkeypatch.setattr(deadline, "FAST", 60.0)
            limit = Deadline(60)
            dial(alice, bob.party, limit)
            wanted = {"alice": (alice, parse_states("RingBack")), "bob": (bob, parse_states("Offering"))}
            expect_states_together(wanted, desk.party, limit)
            bob.phone.calls.answer(None, limit)
            expect_count([alice, bob], 2, parse_states("Connected"), limit)
            assert not limit.expired
        finally:
            desk.shut()

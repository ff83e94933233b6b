"""Every internal URI by XML push, through the library, on virtual phones of 5.9 that have no key events."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from emulated import PASSWORD

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.errors import LoginRefused, UsageError
from PolyLibrary.lab.entries import Login
from PolyLibrary.lab.labfile import write_lab
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.lab.virtual import CAST, entry_of
from PolyLibrary.names import fold
from PolyLibrary.phone.pushlist import BROWSER_KEYS, CALL_VERBS, KEYS
from PolyLibrary.redaction import Password
from PolyLibrary.session.calls import call_checks as checks
from PolyLibrary.session.calls.callstates import parse_states
from PolyLibrary.session.channels.push import push_actions
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.touch.touching import press_key

LOCAL = "local"


@dataclass
class Phones:
    """Three phones in use, and the virtual ones behind them."""

    desk: Desk
    fleet: Fleet

    def __getitem__(self, name: str) -> PhoneSession:
        return self.desk.sessions[name]

    def virtual(self, name: str) -> VirtualPhone:
        return self.fleet.phones[CAST[name]]

    def ask(self, what: Callable[[], Any]) -> Any:
        """Something of a virtual phone, read in its own thread."""
        return self.fleet.run(what)

    def state(self, name: str, words: str) -> None:
        checks.expect_state(self[name], parse_states(words), None, self.desk.party, soon())

    def push(self, name: str, *actions: str, priority: str = "Critical") -> str:
        return str(push_actions(self[name], actions, soon(), priority=priority))

    def handle(self, name: str) -> str:
        return self[name].watch.look(soon()).live[0].ref


def soon() -> Deadline:
    return Deadline(20, "timeout=")


def until(holds: Callable[[], Any]) -> Any:
    """What it gives as soon as it is true."""
    for _ in polling(soon()):
        found = holds()
        if found:
            return found
    pytest.fail("it never held")


@contextmanager
def phones_with(folder: Path, **entry: Any) -> Iterator[Phones]:
    names = ("alice", "bob", "carol")
    lines = {"reg.2.address": "1011", "reg.2.server.1.address": "sip.lab.example"}
    with Fleet() as fleet:
        setups = [
            PhoneSetup(name.capitalize(), CAST[name], PASSWORD, config=lines if name == "alice" else {})
            for name in names
        ]
        reached = fleet.start(setups)
        entries = [entry_of(name, reach, PASSWORD) for name, reach in zip(names, reached, strict=True)]
        write_lab(folder / "lab.yaml", [replace(each, **entry) for each in entries])
        desk = Desk()
        desk.use_lab(str(folder / "lab.yaml"))
        try:
            desk.open_all({name: Requirement() for name in names}, Deadline(10))
            yield Phones(desk, fleet)
        finally:
            desk.shut()


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    with phones_with(tmp_path) as made:
        yield made


def test_every_key(phones: Phones) -> None:
    phone = phones.virtual("alice")
    phones.ask(lambda: phone.config.set({"log.level.change.key": "0", "log.render.level": "0"}, LOCAL))
    for key in KEYS:
        press_key(phones["alice"], key, soon())
    log = until(lambda: _all_pressed(phones.ask(phone.log.content).decode()))
    assert [fold(name) for name in log] == [fold(key) for key in KEYS]


def _all_pressed(log: str) -> list[str] | None:
    pressed = [line.partition("key=")[2].split()[0] for line in log.splitlines() if "state=press" in line]
    return pressed if len(pressed) >= len(KEYS) else None


def test_keys_of_the_browser_have_no_effect_without_one(phones: Phones) -> None:
    actions = [*(f"SoftKey:{key}" for key in BROWSER_KEYS), "SoftKey:Fetch;Key:Home"]
    assert "taken by the phone" in phones.push("alice", *actions)
    phones.state("alice", "Idle")


@pytest.mark.parametrize(
    ("action", "line", "tones"),
    [
        (r"tel:\1002", 1, ""),
        (r"tel:\\1002;line2", 2, ""),
        ("Tel:1002;Line1", 1, ""),
        (r"tel:\1002;ext=34", 1, "34"),
        (r"tel:\1002;postd=p5,6", 1, "56"),
    ],
)
def test_tel(phones: Phones, action: str, line: int, tones: str) -> None:
    phones.push("alice", action)
    phones.state("bob", "Offering")
    assert phones["alice"].watch.look(soon()).live[0].line == line
    phones.push("bob", "Key:Handsfree")
    phones.state("alice", "Connected")
    until(lambda: phones.ask(lambda: phones.virtual("alice").desk.legs[0].tones) == tones)


def test_tel_to_a_sip_address(phones: Phones) -> None:
    phones.push("alice", "tel:sip:1002@sip.lab.example")
    phones.state("bob", "Offering")


def test_call_actions(phones: Phones) -> None:
    phones.push("alice", "Tel:1002")
    phones.state("bob", "Offering")
    phones.push("bob", f"CallAction:Ignore;nCallReference={phones.handle('bob')}")
    phones.push("bob", f"CallAction:Answer;nCallReference=0x{phones.handle('bob')}")
    phones.state("alice", "Connected")
    ref = phones.handle("alice")
    phones.push("alice", f"CallAction:MicMute;nCallReference={ref}")
    phones.push("alice", f"CallAction:Hold;nCallReference={ref}")
    phones.state("bob", "CallHeld")
    phones.push("alice", f"CallAction:Resume;nCallReference={ref}")
    phones.state("bob", "Connected")
    phones.push("alice", f"CallAction:EndCall;nCallReference={ref}")
    for name in ("alice", "bob"):
        phones.state(name, "Idle")
    phones.push("alice", "Tel:1002")
    phones.state("bob", "Offering")
    phones.push("bob", f"CallAction:Reject;nCallReference={phones.handle('bob')}")
    phones.state("bob", "Idle")


def test_a_transfer_by_call_actions(phones: Phones) -> None:
    phones.push("alice", "Tel:1002")
    phones.state("bob", "Offering")
    phones.push("bob", "Key:Handsfree")
    phones.state("alice", "Connected")
    ref = phones.handle("alice")
    phones.push("alice", f"CallAction:Transfer;nCallReference={ref}", "Tel:1003")
    phones.state("carol", "Offering")
    phones.push("carol", "Key:Handsfree")
    phones.state("carol", "Connected")
    phones.push("alice", f"CallAction:Transfer;nCallReference={ref}")
    phones.state("alice", "Idle")
    for name in ("bob", "carol"):
        phones.state(name, "Connected")


def test_a_conference_by_call_actions(phones: Phones) -> None:
    phones.push("alice", "Tel:1002")
    phones.state("bob", "Offering")
    phones.push("bob", "Key:Handsfree")
    phones.state("alice", "Connected")
    ref = phones.handle("alice")
    phones.push("alice", f"CallAction:Conference;nCallReference={ref}", "Tel:1003")
    phones.state("carol", "Offering")
    phones.push("carol", "Key:Handsfree")
    phones.state("carol", "Connected")
    phones.push("alice", f"CallAction:Join;nCallReference={ref}")
    until(lambda: _states(phones) == ["CallConference", "CallConference"])
    phones.push("alice", f"CallAction:Split;nCallReference={ref}")
    until(lambda: _states(phones) == ["CallHold", "CallHold"])
    phones.push("alice", f"CallAction:Resume;nCallReference={ref}")
    until(lambda: "Connected" in _states(phones))
    phones.push("alice", f"CallAction:Conference;nCallReference={ref}", f"CallAction:Join;nCallReference={ref}")
    assert "Remove" in CALL_VERBS
    assert "taken by the phone" in phones.push("alice", f"CallAction:Remove;nCallReference={ref}")


def _states(phones: Phones) -> list[str]:
    return sorted(call.state.value for call in phones["alice"].watch.look(soon()).live)


def test_update_configuration(phones: Phones) -> None:
    phones.push("alice", "Action:UpdateConfig")
    phone = phones.virtual("alice")
    until(lambda: b"Provisioning server address is not set." in phones.ask(phone.log.content))


def test_play_fetches_a_sound_below_the_server(phones: Phones) -> None:
    asked: list[str] = []
    came = Event()

    class Sounds(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"RIFF")
            came.set()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Silence."""

    with pytest.raises(UsageError, match="Play: has no server to fetch a sound from"):
        phones.push("alice", "Play:bell.wav")
    with ThreadingHTTPServer(("127.0.0.1", 0), Sounds) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}/sounds"
        phones["alice"].config.set({"apps.push.serverRootURL": root}, "suite", soon())
        assert f"sounds come from {root}" in phones.push("alice", "Play:bell.wav")
        assert came.wait(20)
        server.shutdown()
    assert asked == ["/sounds/bell.wav"]


@pytest.mark.parametrize("priority", ["Critical", "important", "HIGH", "normal", "all"])
def test_every_priority(phones: Phones, priority: str) -> None:
    phones.push("alice", "Tel:1002", priority=priority)
    phones.state("bob", "Offering")


def test_a_normal_push_waits_for_the_end_of_the_call(phones: Phones) -> None:
    phones.push("alice", "Tel:1002")
    phones.state("bob", "Offering")
    said = phones.push("alice", "Tel:1003", priority="Normal")
    assert said.endswith("the phone has a call, and a push of priority Normal waits for its end")
    phones.state("carol", "Idle")
    phones.push("alice", f"CallAction:EndCall;nCallReference={phones.handle('alice')}", priority="High")
    phones.state("carol", "Offering")


def test_a_locked_phone_says_nothing_and_neither_do_we(phones: Phones) -> None:
    phone = phones.virtual("alice")
    phones.push("alice", "Key:Home")
    phones.ask(lambda: phone.channels.lock(locked=True))
    said = phones.push("alice", "Tel:1002")
    assert said == (
        "pushed Tel:1002: taken by the phone. A phone says so of a push that it drops as well; checked before: every "
        "action is one that phones know, not over 2048 bytes, apps.push.messageType=5 lets in Critical"
    )
    phones.state("bob", "Idle")


def test_a_wrong_password_is_sent_once(tmp_path: Path) -> None:
    with phones_with(tmp_path, push=Login("lab", Password("wrong-walnut-5", "lab"))) as phones:
        phone = phones.virtual("alice")
        theirs = {"apps.push.messageType": "5", "apps.push.username": "lab", "apps.push.password": "right-walnut-5"}
        phones.ask(lambda: phone.config.set(theirs, LOCAL))
        for _ in range(3):
            with pytest.raises(LoginRefused, match="the phone refuses the login of user 'lab'"):
                phones.push("alice", "Key:Home")
        steps = [step.text for step in phones["alice"].steps.last(2000, phone="alice", kind="request")]
        pushes = [text for text in steps if "/push" in text]
        # The challenge, and the one answer to it.
        assert len(pushes) == 2
        assert all("401" in text for text in pushes)
        # It is the login of push alone: the phone has locked nothing, and REST goes on.
        phones.state("alice", "Idle")

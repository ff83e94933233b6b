"""The client of the control port, against a real fleet and against what is no control port at all."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from PolyLibrary.deadline import Deadline
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.errors import BadReply, LabError, NotPossible, UsageError
from PolyLibrary.lab.control import Control, InjectedFault, OutsideCall


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet() as made:
        made.start(
            PhoneSetup(name=name, number=number, password="789", voicemail=name == "Bob")
            for name, number in (("Alice", "1001"), ("Bob", "1002"))
        )
        yield made


@pytest.fixture
def control(fleet: Fleet) -> Control:
    access = fleet.control()
    return Control(access.url, access.token)


def soon() -> Deadline:
    return Deadline(10.0)


def test_a_hand(control: Control, fleet: Fleet) -> None:
    gui = fleet.phones["1001"].gui
    assert control.touch("Alice", 470, 60, 0.01, soon()) is False
    assert control.touch_down("Alice", 60, 254, soon()) is True
    assert control.touch_up("Alice", 60, 254, soon()) is True
    assert fleet.run(lambda: gui.screen) == "dialer"
    control.press("1001", "Home", 0.0, soon())
    control.swipe("1001", (68, 121), (320, 156), 0.05, soon())
    control.handset("1001", soon(), lifted=True)
    control.handset("1001", soon(), lifted=False)


def test_power(control: Control, fleet: Fleet) -> None:
    assert control.power("1002", soon(), on=False) is True
    assert not fleet.phones["1002"].life.powered
    with pytest.raises(NotPossible) as caught:
        control.press("1002", "Home", 0.0, soon())
    assert str(caught.value) == ("Bob is unplugged: no hand can do anything at it.\nNext:  plug it in first.")
    assert control.power("1002", soon(), on=True) is False


def test_the_world_outside(control: Control) -> None:
    call = control.call("5550", "1001", "Mum", soon())
    found = control.outside_call(call, soon())
    assert isinstance(found, OutsideCall)
    assert found.number == "1001"
    assert control.hang_up(call, soon()) == found.state
    assert control.outside_call(call, soon()).state == "Disconnected"
    assert control.leave_voicemail("1002", 5, "5550", "", soon()) == 1
    assert control.clear_voicemail("1002", soon()) == 1
    assert control.sip_server(soon(), running=False) is True
    assert control.sip_server(soon(), running=True, at_once=True) is False


def test_faults(control: Control, fleet: Fleet) -> None:
    mac = fleet.phones["1001"].mac
    assert control.inject("1001", "busy", soon(), rate=0.5, count=3, after=2, path="x").startswith("403")
    assert control.faults("1001", soon()) == [InjectedFault(mac, "busy", 0)]
    assert control.clear_faults("1001", soon(), "slow answer") == 0
    assert control.clear_faults("", soon()) == 1
    assert set(control.fault_kinds(soon())) >= {"busy", "torn picture"}


def test_what_the_fleet_does_not_know(control: Control) -> None:
    with pytest.raises(UsageError) as caught:
        control.inject("1001", "bussy", soon())
    assert str(caught.value) == ("There is no fault 'bussy' that can be injected.\nNext:  did you mean 'busy'?")


def test_a_wrong_token(fleet: Fleet) -> None:
    with pytest.raises(LabError) as caught:
        Control(fleet.control().url, "not-this-one").faults("", soon())
    assert str(caught.value) == (
        "The control port of the virtual phones refuses the token.\n"
        "Next:  it changes with every start: polylab emulate --write-lab writes the lab file anew."
    )


def test_nobody_there() -> None:
    with pytest.raises(LabError) as caught:
        Control("http://127.0.0.1:1", "some-secret-token").sip_server(Deadline(2.0, "timeout="), running=False)
    assert caught.value.wanted == "The control port of the virtual phones does not answer (sip)."
    assert "some-secret-token" not in str(caught.value)
    assert caught.value.tried.endswith("(limit 2 s, set by timeout=)")


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b'{"result": 1}'), (404, b'{"result": {}}'), (302, b"")],
)
def test_what_is_no_control_port(status: int, body: bytes) -> None:
    with answering(status, body) as url, pytest.raises(BadReply) as caught:
        Control(url, "some-secret-token").clear_faults("", soon())
    error = caught.value
    assert (error.wanted, error.seen, error.hint) == (
        f"What answers at {url} is no control port of virtual phones.",
        f"HTTP {status} and {len(body)} bytes.",
        "mend virtual: in the lab file.",
    )
    assert error.tried.startswith("1 attempt in ")

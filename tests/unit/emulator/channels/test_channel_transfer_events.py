"""What the transferor and the conference's owner tell by notifications."""

import contextlib
import re
from collections.abc import Callable

import pytest
from handset import Handset, until
from receivers import WebServer

from PolyLibrary.emulator.ports.screen import ScreenPort

TOLD = {"apps.telNotification.callStateChangeEvent": "1"}


def states(web: WebServer) -> list[str]:
    return re.findall(r'CallStateChangeEvent CallReference="\w+" CallState="(\w+)"', "".join(p.body for p in web.posts))


def told_of(web: WebServer, expected: list[str]) -> None:
    with contextlib.suppress(AssertionError):
        until(lambda: len(states(web)) >= len(expected), 4)
    assert states(web) == expected


def act(phone: Handset, do: Callable[[ScreenPort], object]) -> None:
    phone.fleet.run(lambda: do(ScreenPort(phone.phone)))


def consult(phone: Handset, callee: Handset, target: Handset, begin: str) -> None:
    phone.post("v1/callctrl/dial", Dest=callee.reach.number)
    phone.shows("RingBack")
    callee.post("v1/callctrl/answerCall")
    phone.shows("Connected")
    act(phone, lambda port: getattr(port, begin)(port.calls()[0].key))
    act(phone, lambda port: port.dial(target.reach.number))
    until(lambda: phone.states()[-1] == ("RingBack", "1*"))
    target.post("v1/callctrl/answerCall")
    until(lambda: phone.states()[-1] == ("Connected", "1*"))


@pytest.mark.parametrize("told", ["yes", "no"])
def test_transfer(another: Callable[..., Handset], bob: Handset, carol: Handset, web: WebServer, told: str) -> None:
    config = TOLD | {"apps.telNotification.URL": web.url()}
    phone = another("2201" if told == "yes" else "2202", config=config, switches={"consult_connected_event": told})
    consult(phone, bob, carol, "start_transfer")
    act(phone, lambda port: port.complete_transfer())
    expected = ["Setup", "RingBack", "Connected", "CallHold", "Dialtone", "Setup", "RingBack"]
    expected += ["Connected"] * (told == "yes") + ["Disconnected"] * 2
    told_of(web, expected)


def test_conference(another: Callable[..., Handset], bob: Handset, carol: Handset, web: WebServer) -> None:
    phone = another("2203", config=TOLD | {"apps.telNotification.URL": web.url()})
    consult(phone, bob, carol, "start_conference")
    act(phone, lambda port: port.join())
    expected = ["Setup", "RingBack", "Connected", "CallConfHold", "Dialtone", "Setup", "RingBack", "Connected"]
    expected += ["CallConference"] * 2
    told_of(web, expected)

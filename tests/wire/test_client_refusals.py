"""What a phone refuses, on every firmware that has the endpoint: the Status of the facts, in the client's words."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from wire_park import BOB, PASSWORD, Stage, client, soon
from wire_table import ENDPOINTS, FIRMWARE

from PolyLibrary.emulator import skype
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.errors import FactoryPassword, PhoneRefused
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.terms import Point

MEANING = {
    "4000": ("invalid input parameters", "check names, types and spelling of the data sent."),
    "4001": ("device busy", "the phone cannot take the request now; try again later."),
    "4002": ("line not registered", "wait for the registration, or use another line."),
    "4003": ("operation not allowed", "the call or the phone is not in a state that allows this."),
    "4004": ("operation not supported", "this model, firmware or base profile lacks it."),
    "4005": ("line does not exist", "check the line number; the first line is 1."),
    "4006": ("URLs not configured", "give the URL, or configure it on the phone."),
    "4007": ("call does not exist", "the call has ended, or its reference is wrong."),
    "4008": ("configuration export failed", "can the phone reach the URL, and may it write there?"),
    "4009": ("input size limit exceeded", "send at most 20 parameters in one request."),
    "4011": ("contact not found", "check the contact's name."),
    "5000": ("failed to process the request", "see the phone's log for the reason."),
}
SKY = Password("sky-pass-31", "")


class Refusal(NamedTuple):
    """An endpoint, the state of the phone, what is asked, and the Status of the answer."""

    number: int
    why: str
    state: Callable[[Stage], object]
    ask: Callable[[Phone], Any]
    status: str


def idle(stage: Stage) -> None:
    """As it is."""


def held(stage: Stage) -> None:
    stage.talk()
    stage.under.by_hand(lambda phone: phone.desk.hold(phone.desk.legs[0]))


def restarting(stage: Stage) -> None:
    """A restart that waits for a call."""
    stage.talk()
    stage.under.by_hand(lambda phone: setattr(phone.life, "pending", "restart"))


def capturing(stage: Stage) -> None:
    stage.under.settings("web", diags__pcap__enabled="1", diags__pcap__background__enabled="1")


def no_ta(stage: Stage) -> None:
    stage.under.settings("local", httpd__ta__enabled="0")


def talking(stage: Stage) -> None:
    stage.talk()


def ringing(stage: Stage) -> None:
    stage.ring()


def ref(phone: Phone) -> str:
    return phone.calls.status(soon())[0].ref


REFUSALS = [
    Refusal(1, "no such line", idle, lambda p: p.calls.dial("1", soon(), line=99), "4005"),
    Refusal(1, "far too long", idle, lambda p: p.calls.dial("1" * 257, soon()), "4000"),
    Refusal(1, "restart pending", restarting, lambda p: p.calls.dial("1", soon()), "4001"),
    Refusal(2, "no call", idle, lambda p: p.calls.end("ab12", soon()), "4007"),
    Refusal(2, "held here", held, lambda p: p.calls.end(ref(p), soon()), "4003"),
    Refusal(2, "still ringing", ringing, lambda p: p.calls.end(ref(p), soon()), "4003"),
    Refusal(3, "no call", idle, lambda p: p.calls.mute(True, soon()), "4007"),
    Refusal(3, "held here", held, lambda p: p.calls.mute(True, soon()), "4003"),
    Refusal(4, "no call", idle, lambda p: p.calls.transfer("ab12", "1", soon()), "4007"),
    Refusal(4, "to the peer", talking, lambda p: p.calls.transfer(ref(p), BOB, soon()), "4003"),
    Refusal(5, "no call", idle, lambda p: p.calls.dtmf("1", soon()), "4007"),
    Refusal(5, "too many", talking, lambda p: p.calls.dtmf("1" * 33, soon()), "4000"),
    Refusal(6, "no call", idle, lambda p: p.calls.hold(None, soon()), "4007"),
    Refusal(6, "ringing", ringing, lambda p: p.calls.hold(ref(p), soon()), "4003"),
    Refusal(7, "no call", idle, lambda p: p.calls.resume(None, soon()), "4007"),
    Refusal(7, "not held", talking, lambda p: p.calls.resume(ref(p), soon()), "4003"),
    Refusal(8, "nothing rings", idle, lambda p: p.calls.answer(None, soon()), "4007"),
    Refusal(8, "answered", talking, lambda p: p.calls.answer(ref(p), soon()), "4003"),
    Refusal(9, "nothing rings", idle, lambda p: p.calls.ignore(None, soon()), "4007"),
    Refusal(9, "answered", talking, lambda p: p.calls.ignore(ref(p), soon()), "4003"),
    Refusal(10, "nothing rings", idle, lambda p: p.calls.reject(None, soon()), "4007"),
    Refusal(10, "answered", talking, lambda p: p.calls.reject(ref(p), soon()), "4003"),
    Refusal(28, "no call", idle, lambda p: p.info.communication(soon()), "4007"),
    Refusal(30, "no Skype", idle, lambda p: p.info.presence(soon()), "4004"),
    Refusal(31, "no Skype", idle, lambda p: p.info.location(soon()), "4004"),
    Refusal(43, "21 names", idle, lambda p: p.rest.post("v1/mgmt/config/get", ["up.a"] * 21, soon()), "4009"),
    Refusal(44, "REST switch", idle, lambda p: p.config.set({"apps.restapi.enabled": 0}, soon()), "4003"),
    Refusal(44, "bad value", idle, lambda p: p.config.set({"up.backlight.timeout": "x"}, soon()), "4000"),
    Refusal(45, "no URL", idle, lambda p: p.actions.export_config("", soon()), "4006"),
    Refusal(45, "no server", idle, lambda p: p.actions.export_config("http://127.0.0.1:1/x", soon()), "4008"),
    Refusal(46, "no Skype", idle, lambda p: p.skype.sign_in("a@b", "a@b", SKY, soon()), "4004"),
    Refusal(47, "no Skype", idle, lambda p: p.skype.sign_out(soon()), "4004"),
    Refusal(48, "off the panel", idle, lambda p: p.touch.tap(Point(9000, 1), soon()), "4000"),
    Refusal(49, "key not fitted", idle, lambda p: p.keys.press("soft key 5", soon()), "4004"),
    Refusal(50, "no field", idle, lambda p: p.keys.enter_text("1", soon()), "4003"),
    Refusal(51, "capture off", idle, lambda p: p.actions.upload_capture(soon()), "4003"),
    Refusal(51, "nowhere to send it", capturing, lambda p: p.actions.upload_capture(soon()), "4006"),
]
ON_5_7 = [Refusal(16, "httpd.ta off", no_ta, lambda p: p.info.load(soon()), "5000")]
TABLE = [
    (refusal, name)
    for refusal in REFUSALS
    for name, firmware in FIRMWARE.items()
    if refusal.number in firmware.has and refusal.number not in firmware.refused
] + [(refusal, "ucs570") for refusal in ON_5_7]


def check(name: str, number: int, status: str, error: PhoneRefused) -> None:
    """All four parts, word by word."""
    endpoint = ENDPOINTS[number]
    meaning, advice = MEANING[status]
    wanted, seen, tried, hint = str(error).splitlines()
    assert error.status == status
    assert wanted == (f"{name}: {endpoint.method} /api/{endpoint.path} was refused with Status {status} ({meaning}).")
    # config/set says first which parameters it was about.
    assert re.fullmatch(r"Seen:  (refused with '[\w.]+'\. )?HTTP 200, \{\"Status\": \"\d{4}\"\}", seen)
    assert f'"Status": "{status}"' in seen
    assert re.fullmatch(r"Tried: 1 attempt in \d\.\d s \(limit \d+(\.\d+)? s, set by timeout=\)", tried)
    assert hint == f"Next:  {advice}"


@pytest.mark.parametrize(
    ("refusal", "name"), TABLE, ids=[f"{refusal.number} {refusal.why}-{name}" for refusal, name in TABLE]
)
def test_refusals(park: dict[str, Stage], refusal: Refusal, name: str) -> None:
    stage = park[name]
    try:
        refusal.state(stage)
        with pytest.raises(PhoneRefused) as caught:
            refusal.ask(stage.phone)
    finally:
        stage.under.by_hand(lambda phone: setattr(phone.life, "pending", None))
        for handset in stage.all:
            handset.clean()
    check(name, refusal.number, refusal.status, caught.value)


@pytest.mark.parametrize("name", [name for name, firmware in FIRMWARE.items() if 1 in firmware.has])
def test_an_unregistered_line(park: dict[str, Stage], name: str) -> None:
    """4002, while the other line of the same phone can dial."""
    stage = park[name]
    phone = stage.lync.phone
    try:
        assert [line.registered for line in phone.lines.status(soon())] == [True, False]
        with pytest.raises(PhoneRefused) as caught:
            phone.calls.dial(BOB, soon(), line=2)
        check(f"{name}-lync", 1, "4002", caught.value)
        phone.calls.dial(BOB, soon(), line=1)
        stage.bob.shows("Offering")
    finally:
        for handset in stage.all:
            handset.clean()


@pytest.mark.parametrize("name", [name for name, firmware in FIRMWARE.items() if 46 in firmware.has])
def test_signing_in(park: dict[str, Stage], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong domain, a missing field, and a user who is signed in already."""
    monkeypatch.setattr(skype, "REFUSAL_TAKES", 0.01)
    stage = park[name]
    sign_in = stage.lync.phone.skype.sign_in
    try:
        for address, status in (("a@b.invalid", "5000"), ("", "4000"), ("a@b.example", ""), ("a@b.example", "4003")):
            if not status:
                sign_in(address, "a", SKY, soon())
                continue
            with pytest.raises(PhoneRefused) as caught:
                sign_in(address, "a", SKY, soon())
            check(f"{name}-lync", 46, status, caught.value)
            assert SKY.reveal() not in str(caught.value)
    finally:
        stage.lync.clean()


def test_touch_without_its_parameter(park: dict[str, Stage]) -> None:
    """5.7 says yes and does nothing, which no client can see in the answer."""
    stage = park["ucs570"]
    try:
        no_ta(stage)
        log = stage.under.by_hand(lambda phone: phone.log.content())
        stage.phone.touch.tap(Point(70, 34), soon())
        assert b"(70,34)" not in stage.under.by_hand(lambda phone: phone.log.content())[len(log) :]
    finally:
        stage.under.clean()


def test_the_factory_password() -> None:
    """Status 4010 to everything, reads and actions alike."""
    with Fleet() as fleet:
        (reach,) = fleet.start([PhoneSetup(name="fresh", number="1001", password="456")])
        phone = client(reach, password=Password("456"))
        for ask in (phone.info.device, lambda deadline: phone.calls.dial("1", deadline)):
            with pytest.raises(FactoryPassword) as caught:
                ask(soon())
            wanted, seen, tried, hint = str(caught.value).splitlines()
            assert wanted == "fresh: the phone still has its factory password and refuses REST."
            assert re.fullmatch(r"Seen:  Status 4010 to \w+ /api/v\d/\S+\.", seen)
            assert tried.startswith("Tried: 1 attempt in ")
            assert hint == (
                "Next:  set device.auth.localAdminPassword by provisioning or the web page, then the lab file."
            )
        phone.close()


def test_recalled_endpoints_by_their_switch() -> None:
    """They work by any REST call; 4011 is theirs alone."""
    with Fleet() as fleet:
        switches = {"recalled_endpoints": "yes"}
        (reach,) = fleet.start([PhoneSetup(name="memory", number="1001", password=PASSWORD, switches=switches)])
        phone = client(reach)
        phone.rest.post("v1/mgmt/transferType/set", {"Type": "Blind"}, soon())
        assert phone.info.transfer_type(soon()) == "Blind"
        with pytest.raises(PhoneRefused) as caught:
            phone.rest.post("v1/mgmt/contact/delete", {"Number": "1234"}, soon())
        meaning, advice = MEANING["4011"]
        assert str(caught.value).splitlines()[0] == (
            f"memory: POST /api/v1/mgmt/contact/delete was refused with Status 4011 ({meaning})."
        )
        assert str(caught.value).endswith(f"Next:  {advice}")
        phone.close()

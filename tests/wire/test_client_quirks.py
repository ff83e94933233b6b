"""Where phones differ in manner: ports, trust, login, spellings. Each through the client, at a virtual phone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from wire_park import PASSWORD, Handset, client, soon

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup, Reach
from PolyLibrary.errors import PathMissing, PhoneRefused, RestOff, UnknownName, Unreachable, UsageError, WrongPhone
from PolyLibrary.keywords.device import Device
from PolyLibrary.lab.labfile import load_lab
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.session.phone_session import PhoneSession, open_session
from PolyLibrary.steps import StepLog

SWITCHES: dict[str, dict[str, Any]] = {
    "plain": {"switches": {"rest_ports": "http"}},
    "old": {"firmware": "ucs55", "switches": {"tls": "1.0-1.1"}},
    "off": {"config": {"apps.restapi.enabled": "0"}},
    "dotted": {"switches": {"uptime_words": "dotted"}},
    "real": {"model": "Trio8800", "switches": {"model_prefix": "RealPresence"}},
    "modules": {"model": "VVX601", "switches": {"expansion_modules": "2", "camera_fitted": "yes"}},
    "odd": {"switches": {"status_type": "number", "registration_words": "capital", "session_ref": "bare"}},
    "listing": {"switches": {"invalid_params": "list"}},
    "numbering": {"switches": {"invalid_params": "object"}},
    "edge": {"model": "VVX450", "firmware": "edge86"},
    "three": {"firmware": "ucs64", "config": {"reg.2.address": "2222", "reg.2.server.1.address": "sip.lab.example"}},
}


@pytest.fixture(scope="module")
def zoo() -> Iterator[dict[str, Handset]]:
    with Fleet() as fleet:
        setups = [
            PhoneSetup(name=name, number=str(3000 + place), password=PASSWORD, **setup)
            for place, (name, setup) in enumerate(SWITCHES.items())
        ]
        found = {reach.label: Handset(fleet, reach) for reach in fleet.start(setups)}
        yield found
        for handset in found.values():
            handset.phone.close()


def ports(reach: Reach) -> tuple[str, str]:
    return f"https://{reach.host}:{reach.https_port}", f"http://{reach.host}:{reach.http_port}"


class TestPorts:
    def test_plain_http_is_found_and_remembered(self, zoo: dict[str, Handset]) -> None:
        """HTTPS answers a 404 page; the one warning names both ports, and nothing goes by HTTPS afterwards."""
        reach = zoo["plain"].reach
        phone = client(reach)
        assert phone.info.device(soon()).model == "VVX 600"
        assert phone.transport.scheme == "http"
        (warning,) = phone.transport.steps.last(50, kind="warning")
        assert warning.text == (
            f"plain answers its REST API by plain HTTP only (port {reach.http_port}, not by HTTPS at port "
            f"{reach.https_port}): requests and the password travel unencrypted, and the certificate cannot be "
            "checked. scheme: https forbids this."
        )
        sent = phone.transport.requests_sent
        phone.calls.dial("5553000", soon())
        assert phone.transport.requests_sent == sent + 1
        assert len(phone.transport.steps.last(50, kind="warning")) == 1

    def test_an_action_finds_plain_http_too(self, zoo: dict[str, Handset]) -> None:
        """A 404 page has no effect, so the action may go on by HTTP: it is done once."""
        zoo["plain"].clean()
        phone = client(zoo["plain"].reach)
        phone.calls.dial("5553000", soon())
        assert len(phone.calls.status(soon())) == 1
        zoo["plain"].clean()

    def test_https_only(self, zoo: dict[str, Handset]) -> None:
        """What the lab file forbids is not tried, and the error says so."""
        reach = zoo["plain"].reach
        with pytest.raises(RestOff) as caught:
            client(reach, scheme="https").info.device(soon())
        secure, _ = ports(reach)
        assert (
            f"({secure}, scheme: https; HTTP at port {reach.http_port} was not tried)"
            in str(caught.value).splitlines()[1]
        )

    def test_rest_is_off(self, zoo: dict[str, Handset]) -> None:
        """404 before a login: said as it was seen, with both ports, and no password has left."""
        reach = zoo["off"].reach
        phone = client(reach)
        with pytest.raises(RestOff) as caught:
            phone.calls.dial("1", soon())
        wanted, seen, tried, hint = str(caught.value).splitlines()
        secure, plain = ports(reach)
        assert wanted == "off: POST /api/v1/callctrl/dial: the REST API of this phone seems to be switched off."
        assert seen == (
            "Seen:  HTTP 404 before any login, and no REST API at /api/v1/mgmt/device/info either "
            f"({secure} and {plain})."
        )
        assert re.fullmatch(r"Tried: 1 attempt in \d\.\d s \(limit 3 s, set by request_timeout=\)", tried)
        assert hint == (
            "Next:  switch it on in the phone's web page (Settings > Applications > REST API) or provision "
            "apps.restapi.enabled=1. A phone that is booting answers so for a while, and another web server always."
        )
        assert phone.transport.login.scheme is None

    def test_rest_goes_off_and_comes_back(self, zoo: dict[str, Handset]) -> None:
        """That it once answered does not make a later 404 one of the path."""
        handset = zoo["dotted"]
        handset.phone.info.device(soon())
        handset.settings("local", apps__restapi__enabled="0")
        with pytest.raises(RestOff):
            handset.phone.calls.status(soon())
        handset.settings("local", apps__restapi__enabled="1")
        assert handset.phone.calls.status(soon()) == []

    @pytest.mark.parametrize(
        ("scheme", "closed", "left_out"),
        [
            ("auto", "ports {s} and {p} are closed", "https://{h}:{s} and http://{h}:{p}"),
            ("http", "port {p} is closed", "http://{h}:{p}, scheme: http; HTTPS at port {s} was not tried"),
            ("https", "port {s} is closed", "https://{h}:{s}, scheme: https; HTTP at port {p} was not tried"),
        ],
    )
    def test_closed_ports(self, zoo: dict[str, Handset], scheme: str, closed: str, left_out: str) -> None:
        """The error names the port that is closed, and the one that was not tried because of scheme:."""
        reach = zoo["dotted"].reach
        free = {"h": reach.host, "s": 6, "p": 7}
        phone = client(reach, scheme=scheme, https_port=6, http_port=7)
        with pytest.raises(Unreachable) as caught:
            phone.calls.dial("1", soon())
        assert str(caught.value).splitlines()[:2] == [
            "dotted: POST /api/v1/callctrl/dial: the connection was refused.",
            f"Seen:  {closed.format(**free)} ({left_out.format(**free)}).",
        ]


class TestTrust:
    def test_another_phone(self, zoo: dict[str, Handset]) -> None:
        """The certificate names another MAC: no request and no password leaves."""
        reach, other = zoo["dotted"].reach, zoo["edge"].reach
        phone = client(reach, mac=other.mac)
        with pytest.raises(WrongPhone) as caught:
            phone.calls.dial("1", soon())
        assert str(caught.value).splitlines() == [
            f"dotted: another phone answers at {ports(reach)[0]}.",
            f"Seen:  a certificate for {reach.mac}, wanted {other.mac}. No request and no password was sent.",
            "Next:  correct host: or mac: of this phone in the lab file (were two addresses swapped?).",
        ]
        assert phone.transport.requests_sent == 0

    def test_another_phone_by_plain_http(self, zoo: dict[str, Handset], tmp_path: Path) -> None:
        """There is no certificate to judge, so device/info is."""
        reach = zoo["plain"].reach
        with pytest.raises(WrongPhone, match=rf"it says MAC {reach.mac}; the lab file has 0004f2000000"):
            opened(tmp_path, reach, "scheme: http\n    mac: 0004f2000000")

    def test_an_old_phone_by_the_lab_file(self, zoo: dict[str, Handset], tmp_path: Path) -> None:
        """TLS 1.0 only where the lab file says so; the error of the others names the key."""
        reach = zoo["old"].reach
        with pytest.raises(Unreachable) as caught:
            opened(tmp_path, reach, "scheme: https")
        assert "TLS handshake" in caught.value.wanted
        assert 'n old phone may need tls_min: "1.0"' in str(caught.value)
        session = opened(tmp_path, reach, 'scheme: https\n    tls_min: "1.0"')
        assert session.info is not None
        assert session.info.firmware == "5.5.0.22173"
        session.close()


def opened(folder: Path, reach: Reach, more: str) -> PhoneSession:
    """A session of a phone by a lab file."""
    file = folder / "lab.yaml"
    file.write_text(
        f"phones:\n  desk:\n    host: {reach.host}\n    http_port: {reach.http_port}\n"
        f"    https_port: {reach.https_port}\n    model: {reach.model}\n    password: '%{{LAB_PASSWORD}}'\n"
        f"    lines: [{{number: '{reach.number}'}}]\n    {more}\n",
        encoding="utf-8",
    )
    lab = load_lab(file, {"LAB_PASSWORD": PASSWORD})
    return open_session(
        "desk",
        lab.phones["desk"],
        virtual=True,
        steps=StepLog(),
        identities=IdentityStore.memory(),
        deadline=Deadline(1.0),
        request_timeout=1.0,
    )


class TestSpellings:
    def test_uptime(self, zoo: dict[str, Handset]) -> None:
        """`1.02:03:04` is the same as `1 Day 2:03:04`."""
        for name in ("dotted", "listing"):
            zoo[name].up_for(93784)
            uptime = zoo[name].phone.info.device_v1(soon()).uptime
            assert uptime is not None
            assert uptime - 93784 in range(10)

    def test_an_old_trio(self, zoo: dict[str, Handset]) -> None:
        for version in (zoo["real"].phone.info.device_v1, zoo["real"].phone.info.device_v2):
            assert version(soon()).model == "Trio 8800"

    def test_attached_hardware(self, zoo: dict[str, Handset]) -> None:
        """An empty object, an empty list of modules, modules and a camera."""
        modules = zoo["modules"].phone.info.device(soon()).attached
        assert (len(modules["EM"]), modules["Camera"]) == (2, "yes")
        assert zoo["real"].phone.info.device(soon()).attached == {}
        assert zoo["listing"].phone.info.device(soon()).attached == {"EM": []}

    @pytest.mark.parametrize("name", ["listing", "numbering"])
    def test_unknown_parameters(self, zoo: dict[str, Handset], name: str) -> None:
        """InvalidParams is a list or an object; with good names beside, and alone."""
        config = zoo[name].phone.config
        reading = config.read(["up.toneMode", "no.one", "no.two"], soon())
        assert (list(reading.values), reading.unknown) == (["up.toneMode"], ("no.one", "no.two"))
        with pytest.raises(UsageError, match=rf"{name} has no parameter 'up\.backlight\.timeot'\.\n.*\n.*timeout'"):
            config.get(["up.backlight.timeot"], soon())

    def test_an_odd_phone(self, zoo: dict[str, Handset]) -> None:
        """Status as a number, a capital in Registered, media without 0x: nothing of it makes a difference."""
        odd = zoo["odd"]
        odd.phone.calls.dial("5551000", soon())
        (call,) = odd.phone.calls.status(soon())
        assert [line.registered for line in odd.phone.lines.status(soon())] == [True]
        assert [line.registered for line in odd.phone.lines.status_v2(soon())] == [True]
        with pytest.raises(PhoneRefused) as caught:
            odd.phone.calls.hold("0x99", soon())
        assert caught.value.status == "4007"
        for _ in polling(Deadline(5)):
            sessions = odd.phone.info.sessions(soon())
            if sessions:
                break
        assert [session.handle for session in sessions] == [call.handle]
        odd.clean()

    def test_line_keys(self, zoo: dict[str, Handset]) -> None:
        """Two registrations are two line keys, alike in both versions."""
        older, newer = zoo["three"].phone.lines.status_v1(soon()), zoo["three"].phone.lines.status_v2(soon())
        assert [line.address for line in older] == [zoo["three"].number, "2222"]
        assert [line.key for line in older] == [line.key for line in newer] == [1, 2]


class TestEdge:
    def test_call_control_is_not_there(self, zoo: dict[str, Handset]) -> None:
        """All ten verbs; the error says that REST is on, and what to do instead."""
        handset = zoo["edge"]
        phone = handset.phone
        acts: list[tuple[str, Callable[[Deadline], None]]] = [
            ("dial", lambda d: phone.calls.dial("1", d)),
            ("endCall", lambda d: phone.calls.end("1", d)),
            ("mute", lambda d: phone.calls.mute(True, d)),
            ("transferCall", lambda d: phone.calls.transfer("1", "1", d)),
            ("sendDTMF", lambda d: phone.calls.dtmf("1", d)),
            ("holdCall", lambda d: phone.calls.hold(None, d)),
            ("resumeCall", lambda d: phone.calls.resume(None, d)),
            ("answerCall", lambda d: phone.calls.answer(None, d)),
            ("ignoreCall", lambda d: phone.calls.ignore(None, d)),
            ("rejectCall", lambda d: phone.calls.reject(None, d)),
        ]
        for verb, act in acts:
            with pytest.raises(PathMissing) as caught:
                act(soon())
            wanted, seen, _, hint = str(caught.value).splitlines()
            assert wanted == f"edge: POST /api/v1/callctrl/{verb}: this phone's REST API does not have this path."
            assert seen == f"Seen:  HTTP 404, although the REST API answers at {ports(handset.reach)[0]}."
            since = "5.4" if verb in ("dial", "endCall") else "5.8"
            assert hint == (
                f"Next:  this endpoint is known since UCS {since}; Edge E350 8.6.0 has no call control by REST: "
                "use its keys, or XML push."
            )


class Group(Device):
    """The keyword with one phone and no log."""

    def __init__(self, handset: Handset) -> None:
        self.session: Any = SimpleNamespace(name="alice", phone=handset.phone)

    def on(self, phone: str | None) -> Any:
        return self.session

    def limit(self, timeout: Any, default: float | None = None) -> Deadline:
        return soon()

    def say(self, session: Any, sentence: str) -> None:
        """Nothing."""


def test_get_phone_status(zoo: dict[str, Handset]) -> None:
    """Fields in any case and depth, numbers as numbers, and what there is where a name is wrong."""
    get = Group(zoo["three"]).get_phone_status
    assert get("Network Stats", "rxpackets") >= 100
    assert get("device-v2", "firmware.application") == "6.4.0.2354"
    assert get("lines", "1.LineNumber") == 2
    assert get("running config", "provisioning.maxservers") == 8
    assert get("device stats", "cpu.current") < 100
    assert get("transfer type", "Type") == "Consultative"
    with pytest.raises(UnknownName, match="There is no field 'Lebel' in lines of alice"):
        get("lines", "0.Lebel")
    with pytest.raises(UnknownName, match="There is no status topic 'netwrk'"):
        get("netwrk")

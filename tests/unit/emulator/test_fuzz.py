"""Whatever is sent: the phone answers sanely or closes, and lives on."""

import json
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from handset import PASSWORD, FakeGui, Handset
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.profiles import profiles

GOES_AWAY = re.compile("safeRe|Reset")
POSTS = [
    name.removeprefix("POST ")
    for name in profiles()["ucs59"].endpoints
    if name.startswith("POST ") and not GOES_AWAY.search(name)
]
GETS = [name.removeprefix("GET ") for name in profiles()["ucs59"].endpoints if name.startswith("GET ")]
FIELDS = ["Dest", "Line", "Type", "Ref", "state", "Digits", "Positions", "X", "Y", "Duration"]
NAMES = ["log.render.level", "log.level.change.rest", "up.backlight.timeout", "device.set", "a.b"]
SANE = {200, 400, 401, 403, 404, 411, 413}
fuzz = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars | st.sampled_from(["Tap", "Swipe", "123", "1", "0x2341880"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FIELDS, *NAMES]) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=12,
)


def alive(phone: Handset) -> None:
    assert phone.get("v1/mgmt/lineInfo")["Status"] == "2000"


@given(path=st.sampled_from(POSTS), data=values, whole=st.booleans())
@fuzz
def test_json_bodies(alice: Handset, path: str, data: Any, whole: bool) -> None:
    alice.phone.__dict__["gui"] = FakeGui()
    body = json.dumps(data if whole else {"data": data}).encode("utf-8", "surrogatepass")
    reply = alice.http.post(alice.url(f"/api/{path}"), data=body, timeout=8)
    assert reply.status_code == 200
    assert reply.json()["Status"] in {"2000", "4000", "4002", "4003", "4004", "4005", "4006", "4007", "4009"}
    alive(alice)


@given(path=st.sampled_from(POSTS), body=st.binary(max_size=200))
@fuzz
def test_other_bodies(alice: Handset, path: str, body: bytes) -> None:
    reply = alice.http.post(alice.url(f"/api/{path}"), data=body, timeout=8)
    assert reply.status_code == 200
    assert reply.json()["Status"][0] in "24"


@given(
    path=st.sampled_from(GETS) | st.text(max_size=30),
    query=st.dictionaries(st.sampled_from(["line", "handle", "sequence", "value"]), st.text(max_size=10)),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]),
    prefix=st.sampled_from(["/api/", "/", "/captureScreen/", "/Diagnostics/log"]),
)
@fuzz
def test_paths(alice: Handset, path: str, query: dict[str, str], method: str, prefix: str) -> None:
    url = requests.Request(method, alice.url(prefix) + requests.utils.quote(path), params=query)
    try:
        reply = alice.http.send(alice.http.prepare_request(url), timeout=8, allow_redirects=False)
    except requests.exceptions.InvalidURL:
        return
    assert reply.status_code in SANE
    assert "aiohttp" not in str(reply.headers) + reply.text
    alive(alice)


@given(raw=st.binary(max_size=300), start=st.sampled_from([b"", b"GET /api/v1/mgmt/lineInfo HTTP/1.1\r\n", b"POST / "]))
@fuzz
def test_raw_bytes(alice: Handset, raw: bytes, start: bytes) -> None:
    with socket.create_connection((alice.reach.host, alice.reach.http_port), timeout=3) as sock:
        sock.sendall(start + raw + b"\r\n\r\n")
        sock.settimeout(0.02)
        try:
            found = sock.recv(65536)
        except (TimeoutError, ConnectionResetError):
            found = b""
    assert not found or found.startswith(b"HTTP/1.")
    assert b"aiohttp" not in found
    alive(alice)


MODELS = {
    "ucs55": "VVX300",
    "ucs570": "VVX201",
    "ucs64": "VVX501",
    "trio59": "Trio8800",
    "ccx73": "CCX600",
    "edge86": "VVX350",
}
FAMILIES = tuple(MODELS)
NEWER = [
    name.removeprefix("POST ")
    for name in profiles()["ucs64"].endpoints
    if name.startswith("POST ") and not GOES_AWAY.search(name)
]


@pytest.fixture(scope="module")
def family() -> Iterator[list[Handset]]:
    """A phone of each family; the recalled endpoints are there, too."""
    with Fleet(speed=500) as made:
        setups = [
            PhoneSetup(
                name=name,
                number=str(1001 + place),
                password=PASSWORD,
                model=MODELS[name],
                firmware=name,
                config={"httpd.cfg.lockWebUI.enable": "0"},
                switches={"recalled_endpoints": "yes", "rest_auth": "both", "expansion_modules": "1"},
            )
            for place, name in enumerate(FAMILIES)
        ]
        yield [Handset(made, reach) for reach in made.start(setups)]


@given(place=st.integers(0, len(FAMILIES) - 1), path=st.sampled_from(NEWER), data=values)
@fuzz
def test_bodies_on_every_family(family: list[Handset], place: int, path: str, data: Any) -> None:
    phone = family[place]
    body = json.dumps({"data": data}).encode("utf-8", "surrogatepass")
    reply = phone.http.post(phone.url(f"/api/{path}"), data=body, timeout=8)
    assert reply.status_code in (200, 404)
    if reply.status_code == 200:
        assert re.fullmatch(r"[24]\d{3}|5000", reply.json()["Status"])
    alive(phone)


@given(
    place=st.integers(0, len(FAMILIES) - 1),
    path=st.sampled_from(["/form-submit/auth.htm", "/index.htm", "/captureScreen/em/1", "/api/v1/mgmt/lineInfo"]),
    method=st.sampled_from(["GET", "POST", "PUT"]),
    login=st.sampled_from(["Digest ", "Basic ", 'Digest username="Polycom", ', ""]),
    rest=st.binary(max_size=60),
    cookie=st.binary(max_size=40),
)
@fuzz
def test_logins_of_any_kind(
    family: list[Handset], place: int, path: str, method: str, login: str, rest: bytes, cookie: bytes
) -> None:
    phone = family[place]
    clean = [bytes(byte for byte in part if byte >= 32 and byte != 127) for part in (rest, cookie)]
    head = f"{method} {path} HTTP/1.1\r\nHost: p\r\nContent-Length: 0\r\nConnection: close\r\nAuthorization: {login}"
    raw = head.encode() + clean[0] + b"\r\nCookie: session=" + clean[1] + b"\r\n\r\n"
    with socket.create_connection((phone.reach.host, phone.reach.http_port), timeout=3) as sock:
        sock.sendall(raw)
        found = b""
        while chunk := sock.recv(65536):
            found += chunk
    assert found.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 4")), found
    if not found.startswith(b"HTTP/1.1 200 OK"):
        assert b"aiohttp" not in found
    assert b"lockparams|SUCCESS" not in found
    alive(phone)


@given(data=st.data())
@fuzz
def test_screens_of_every_family(family: list[Handset], data: st.DataObject) -> None:
    """Whatever is touched or pressed, on every panel: a picture comes out."""
    phone = data.draw(st.sampled_from(family))
    gui = phone.phone.gui
    keys = ["Home", "SoftKey1", "SoftKey2", "SoftKey4", "Dialpad1", "Select", "ArrowDown", "Line1", "Menu", "CallList"]
    for _ in range(6):
        if data.draw(st.booleans()):
            name = data.draw(st.sampled_from(keys))
            phone.fleet.run(lambda name=name: gui.key(name))
        else:
            x, y = (data.draw(st.integers(0, size - 1)) for size in phone.phone.model.screen)
            phone.fleet.run(lambda x=x, y=y: gui.tap(x, y))
        phone.fleet.run(gui.describe)
    assert phone.fleet.run(gui.render).size == tuple(phone.phone.model.screen)


def test_phones_live_on(alice: Handset, bob: Handset) -> None:
    assert alice.phone.life.pending is None
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")

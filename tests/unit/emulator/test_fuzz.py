"""Whatever is sent: the phone answers sanely or closes, and lives on."""

import json
import socket
from typing import Any

import requests
from handset import FakeGui, Handset
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from PolyLibrary.emulator.profiles import profiles

POSTS = [
    name.removeprefix("POST ")
    for name in profiles()["ucs59"].endpoints
    if name.startswith("POST ") and "safeRestart" not in name
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
    assert reply.json()["Status"] in {"2000", "4000", "4002", "4003", "4004", "4005", "4007", "4009"}
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


def test_phones_live_on(alice: Handset, bob: Handset) -> None:
    assert alice.phone.life.pending is None
    alice.post("v1/callctrl/dial", Dest="1002")
    bob.shows("Offering")

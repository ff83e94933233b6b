"""XML push over the wire: login, answer, silence."""

import shutil
import socket
import subprocess
from collections.abc import Callable

import pytest
import requests
from handset import Handset, until
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pushing import ANSWER, ON, push, screen, send, set_up
from requests.auth import HTTPDigestAuth

pytestmark = pytest.mark.usefixtures("at_idle")


# The door
@pytest.mark.parametrize("missing", ["messageType", "username", "password"])
def test_push_is_not_there_until_it_is_set_up(alice: Handset, missing: str) -> None:
    assert send(alice, "").status_code == 404
    set_up(alice, **{missing: "0" if missing == "messageType" else ""})
    assert send(alice, "").status_code == 404
    set_up(alice)
    assert send(alice, "").status_code == 200
    set_up(alice, **{missing: "0" if missing == "messageType" else ""})
    assert send(alice, "").status_code == 404


def test_challenge_has_no_qop_and_one_nonce_per_boot(alice: Handset) -> None:
    set_up(alice)
    asked = {requests.post(alice.url("/PUSH"), timeout=3).headers["WWW-Authenticate"] for _ in range(3)}
    assert len(asked) == 1
    (challenge,) = asked
    nonce = challenge.split('nonce="')[1][:9]
    assert nonce.isdigit()
    assert challenge == f'Digest realm="PUSH Authentication", nonce="{nonce}", algorithm="MD5"'
    alice.fleet.run(alice.phone.channels.booted)
    assert nonce not in requests.post(alice.url("/push"), timeout=3).headers["WWW-Authenticate"]


def test_wrong_logins_get_a_new_challenge_and_never_lock(alice: Handset) -> None:
    set_up(alice)
    for _ in range(7):
        assert send(alice, "", password="wrong").status_code == 401
    assert requests.post(alice.url("/push"), auth=("Push", "secret"), timeout=3).status_code == 401
    assert send(alice, "").status_code == 200
    assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"


def test_other_digest_switches(another: Callable[..., Handset]) -> None:
    phone = another("2101", config=ON, switches={"push_digest": "qop=auth", "push_nonce": "request"})
    challenges = [requests.post(phone.url("/push"), timeout=3).headers["WWW-Authenticate"] for _ in range(2)]
    assert challenges[0] != challenges[1]
    assert all(challenge.endswith('qop="auth"') for challenge in challenges)
    assert send(phone, "").status_code == 200


def test_answer_to_the_byte(alice: Handset) -> None:
    set_up(alice)
    login = requests.Request("POST", alice.url("/push"), auth=HTTPDigestAuth("Push", "secret"))
    challenge = requests.post(alice.url("/push"), timeout=3).headers["WWW-Authenticate"]
    digest = HTTPDigestAuth("Push", "secret")
    digest.init_per_thread_state()
    digest._thread_local.chal = requests.utils.parse_dict_header(challenge.removeprefix("Digest "))
    header = digest.build_digest_header("POST", login.url)
    with socket.create_connection((alice.reach.host, alice.reach.http_port), timeout=20) as sock:
        sock.sendall(f"POST /push HTTP/1.1\r\nHost: p\r\nAuthorization: {header}\r\nContent-Length: 0\r\n\r\n".encode())
        sock.settimeout(20)
        found = b""
        while not found.endswith(ANSWER.encode()):
            found += sock.recv(4096)
        sock.settimeout(0.05)
        with pytest.raises(TimeoutError):  # nothing comes after it
            sock.recv(1)
    head, _, body = found.decode().partition("\r\n\r\n")
    lines = head.split("\r\n")
    date = lines[2]
    assert lines == [
        "HTTP/1.1 200 OK",
        "Server: Polycom SoundPoint IP Telephone HTTPd",
        date,
        "Connection: keep-alive",
        "Content-length: 43",
        "Content-type: text/html",
    ]
    assert date.startswith("Date: ")
    assert date[6:] == date[6:].upper()
    assert body == ANSWER


@pytest.mark.parametrize(
    "header",
    [
        b"Digest",
        b"Digest ,,,=",
        b'Digest username="Push", realm="PUSH Authentication", nonce="NONCE", uri="/push?\xff\xfe", response="\xff"',
        b'Digest username="Push", realm="PUSH Authentication", nonce="NONCE", uri="http://[/push", response="0"',
        b'Digest username="Push", realm="PUSH Authentication", nonce="NONCE", uri="/other", response="0"',
        b'Digest username="Push", realm="PUSH Authentication", nonce="NONCE", uri="/push", qop=auth',
    ],
)
def test_strange_logins(alice: Handset, header: bytes) -> None:
    set_up(alice)
    nonce = requests.post(alice.url("/push"), timeout=3).headers["WWW-Authenticate"].split('nonce="')[1][:9]
    login = header.replace(b"NONCE", nonce.encode())
    with socket.create_connection((alice.reach.host, alice.reach.http_port), timeout=20) as sock:
        sock.sendall(b"POST /push HTTP/1.1\r\nHost: p\r\nContent-Length: 0\r\nAuthorization: " + login + b"\r\n\r\n")
        assert sock.recv(100).startswith(b"HTTP/1.1 401 ")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("method", ["--digest", "--anyauth"])
def test_login_of_curl(alice: Handset, method: str) -> None:
    set_up(alice)
    body = '<PolycomIPPhone><Data priority="Critical">Key:Home</Data></PolycomIPPhone>'
    run = ["curl", "-sS", "--noproxy", "*", method, "-u", "Push:secret", "-d", body, alice.url("/push")]
    assert subprocess.run(run, capture_output=True, text=True, timeout=10, check=True).stdout == ANSWER
    until(lambda: screen(alice) == "home")


def test_other_methods_and_long_bodies(alice: Handset) -> None:
    set_up(alice)
    assert requests.get(alice.url("/push"), auth=HTTPDigestAuth("Push", "secret"), timeout=3).status_code == 404
    assert send(alice, "x" * 70000).status_code == 413


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_plain_http_where_tls_is_required(alice: Handset, another: Callable[..., Handset]) -> None:
    set_up(alice, secureTunnelRequired="1")
    assert send(alice, "").status_code == 404
    assert send(alice, "", tls=True).status_code == 200
    set_up(alice, secureTunnelRequired="0", secureTunnelEnabled="0")
    assert send(alice, "").status_code == 200
    assert send(alice, "", tls=True).status_code == 404
    lync = another("2102", base_profile="lync", config=ON)
    assert send(lync, "").status_code == 404
    set_up(lync, secureTunnelRequired="0")
    assert send(lync, "").status_code == 200


# Silence
@pytest.mark.parametrize(
    "body",
    [
        "",
        "<PolycomIPPhone>",
        '<PolycomIPPhone><Data priority="Critical">Key:Home\nKey:Nonsense</Data></PolycomIPPhone>',
        f'<PolycomIPPhone><Data priority="Critical">{"Key:Home" + chr(10) * 2048}</Data></PolycomIPPhone>',
        '<PolycomIPPhone><Data priority="Critical"><h1>Hello</h1></Data></PolycomIPPhone>',
        '<PolycomIPPhone><URL priority="Critical">/keys.txt</URL></PolycomIPPhone>',
    ],
)
def test_says_nothing_of_a_push_that_is_not_executed(alice: Handset, body: str) -> None:
    set_up(alice)
    alice.configure(log__level__change__mb="2")
    reply = send(alice, body)
    assert (reply.status_code, reply.text) == (200, ANSWER)
    until(lambda: "push not executed" in alice.log_text().splitlines()[-1])
    assert screen(alice) == "idle"


def test_refusal_by_4xx(another: Callable[..., Handset]) -> None:
    phone = another("2103", config=ON, switches={"push_refusal": "4xx", "push_key_case": "exact"})
    assert send(phone, "<PolycomIPPhone>").status_code == 400
    assert send(phone, "<PolycomIPPhone><Data>key:menu</Data></PolycomIPPhone>").status_code == 400
    assert send(phone, "<PolycomIPPhone><Data>Key:Menu</Data></PolycomIPPhone>").status_code == 200


@pytest.mark.parametrize(
    ("taken", "priority", "executed"),
    [
        ("5", "Normal", True),
        ("1", "Normal", True),
        ("1", "Critical", False),
        ("2", "Important", True),
        ("3", "High", True),
        ("3", "Critical", False),
        ("4", "critical", True),
        ("4", "all", True),
        ("4", "Normal", False),
    ],
)
def test_message_type_allows_one_priority_or_all(alice: Handset, taken: str, priority: str, executed: bool) -> None:
    set_up(alice, messageType=taken)
    push(alice, "Key:Home", priority=priority)
    # A request answered later than the push was carried out.
    assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"
    assert screen(alice) == ("home" if executed else "idle")


def test_locked_phone(alice: Handset) -> None:
    set_up(alice)
    alice.fleet.run(lambda: alice.phone.channels.lock(locked=True))
    push(alice, "Key:Home")
    assert screen(alice) == "lock"
    alice.fleet.run(lambda: alice.phone.channels.lock(locked=False))
    push(alice, "Key:Home")
    until(lambda: screen(alice) == "home")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                ["Key:Menu", "Key:Select", "Key:Line1", "tel:\\123;postd=pp1", "CallAction:EndCall", "\n", "x"]
            )
        ).map(lambda uris: f"<PolycomIPPhone><Data>{chr(10).join(uris)}</Data></PolycomIPPhone>".encode()),
    )
)
def test_no_body_brings_the_phone_down(alice: Handset, body: bytes) -> None:
    set_up(alice)
    reply = send(alice, body)
    assert (reply.status_code, reply.text) == (200, ANSWER)
    assert alice.get("v2/webCallControl/callStatus")["Status"] == "2000"

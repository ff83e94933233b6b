"""Basic and Digest, by requests and by curl; the lockout counts them all."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest
import requests
from handset import PASSWORD, Handset, until
from requests.auth import HTTPDigestAuth

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

LINES = "/api/v1/mgmt/lineInfo"
WRONG = HTTPDigestAuth("Polycom", "nonsense")
curl_here = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture(scope="module")
def doors() -> Iterator[dict[str, Handset]]:
    """Phones that ask for different logins; 60 s are over in a fifth of a second."""
    asks = {
        "digest": {"rest_auth": "digest"},
        "both": {"rest_auth": "both"},
        "sha": {"rest_auth": "digest", "digest_algorithms": "SHA-256"},
        "all": {"rest_auth": "both", "digest_algorithms": "MD5+SHA-256"},
        "locking": {"rest_auth": "both"},
    }
    with Fleet(speed=300) as fleet:
        setups = [
            PhoneSetup(name=name, number=str(7000 + place), password=PASSWORD, switches=switches)
            for place, (name, switches) in enumerate(asks.items())
        ]
        yield {reach.label: Handset(fleet, reach) for reach in fleet.start(setups)}


def challenges(phone: Handset) -> list[str]:
    reply = requests.get(phone.url(LINES), timeout=3)
    assert reply.status_code == 401
    return reply.raw.headers.getlist("WWW-Authenticate")


def test_what_is_asked_for(doors: dict[str, Handset], alice: Handset) -> None:
    nonce = r'nonce="[0-9a-f]{32}"'
    md5 = rf'Digest realm="API Authentication", qop="auth", {nonce}, algorithm=MD5'
    sha = md5.replace("MD5", "SHA-256")
    basic = 'Basic realm="API Authentication"'
    for name, expected in {
        "digest": [md5],
        "both": [md5, basic],
        "sha": [sha],
        "all": [md5, sha, basic],
    }.items():
        found = challenges(doors[name])
        assert len(found) == len(expected)
        for header, pattern in zip(found, expected, strict=True):
            assert re.fullmatch(pattern, header), header
    assert challenges(alice) == [basic]


@pytest.mark.parametrize("name", ["digest", "both", "sha", "all"])
def test_digest_by_requests(doors: dict[str, Handset], name: str) -> None:
    phone = doors[name]
    with requests.Session() as http:
        http.auth = HTTPDigestAuth("Polycom", PASSWORD)
        for path, count in ((LINES, 2), (LINES, 1)):
            reply = http.get(phone.url(path), timeout=3)
            assert reply.json()["Status"] == "2000"
            assert len(reply.history) + 1 == count
        body = {"data": ["log.render.level"]}
        reply = http.post(phone.url("/api/v1/mgmt/config/get"), json=body, timeout=3)
        assert reply.json()["data"]["log.render.level"]["Value"] == "1"


def test_a_right_basic_login_is_none_where_digest_is_asked_for(doors: dict[str, Handset]) -> None:
    login = ("Polycom", PASSWORD)
    assert requests.get(doors["digest"].url(LINES), auth=login, timeout=3).status_code == 401
    assert requests.get(doors["both"].url(LINES), auth=login, timeout=3).status_code == 200


def test_digest_where_basic_is_asked_for(alice: Handset) -> None:
    assert requests.get(alice.url(LINES), auth=HTTPDigestAuth("Polycom", PASSWORD), timeout=3).status_code == 401


def test_a_nonce_grows_old(doors: dict[str, Handset]) -> None:
    phone = doors["digest"]
    clock = phone.phone.clock
    clock.speed = 1500
    with requests.Session() as http:
        http.auth = HTTPDigestAuth("Polycom", PASSWORD)
        assert http.get(phone.url(LINES), timeout=3).status_code == 200
        # 300 s are a fifth of a second now.
        until(lambda: http.get(phone.url(LINES), timeout=3).history, 3)
        header = http.get(phone.url(LINES), timeout=3).request.headers["Authorization"]

    def stale() -> bool:
        reply = requests.get(phone.url(LINES), headers={"Authorization": header}, timeout=3)
        return reply.status_code == 401 and reply.headers["WWW-Authenticate"].endswith(", stale=true")

    until(stale, 3)
    clock.speed = 300
    assert phone.phone.gate.wrong_logins == 0


def answer(phone: Handset, uri: str, **changes: str) -> int:
    """HTTP status of a Digest without qop, as older clients send it."""
    (header,) = challenges(phone)
    nonce = re.findall(r'nonce="(\w+)"', header)[0]
    who = hashlib.md5(f"Polycom:API Authentication:{PASSWORD}".encode()).hexdigest()
    what = hashlib.md5(f"GET:{uri}".encode()).hexdigest()
    parts = {
        "username": "Polycom",
        "realm": "API Authentication",
        "nonce": nonce,
        "uri": uri,
        "response": hashlib.md5(f"{who}:{nonce}:{what}".encode()).hexdigest(),
    } | changes
    written = "Digest " + ", ".join(f'{name}="{value}"' for name, value in parts.items() if value)
    return requests.get(phone.url(LINES), headers={"Authorization": written}, timeout=3).status_code


def test_old_clients_and_absolute_addresses(doors: dict[str, Handset]) -> None:
    phone = doors["digest"]
    assert answer(phone, LINES) == 200
    assert answer(phone, phone.url(LINES)) == 200
    for wrong in ({"username": "polycom"}, {"realm": "other"}, {"response": "0" * 32}, {"nonce": ""}, {"response": ""}):
        assert answer(phone, LINES, **wrong) == 401
        assert answer(phone, LINES) == 200


def curl(phone: Handset, *options: str) -> tuple[str, list[int]]:
    """Body, and the HTTP status of each request that curl made."""
    done = subprocess.run(
        ["curl", "-sS", "--max-time", "5", "-D", "-", *options, phone.url(LINES)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, [int(code) for code in re.findall(r"^HTTP/1\.1 (\d+)", done.stdout, re.MULTILINE)]


@curl_here
@pytest.mark.parametrize("name", ["digest", "both", "sha", "all"])
@pytest.mark.parametrize("way", ["--digest", "--anyauth"])
def test_curl_logs_in_when_it_is_asked(doors: dict[str, Handset], name: str, way: str) -> None:
    said, codes = curl(doors[name], way, "-u", f"Polycom:{PASSWORD}")
    assert codes == [401, 200]
    assert '"Status": "2000"' in said


@curl_here
def test_curl_with_basic(doors: dict[str, Handset], alice: Handset) -> None:
    assert curl(doors["both"], "-u", f"Polycom:{PASSWORD}")[1] == [200]
    assert curl(alice, "--anyauth", "-u", f"Polycom:{PASSWORD}")[1] == [401, 200]
    assert curl(doors["digest"], "-u", f"Polycom:{PASSWORD}")[1] == [401]


def test_wrong_digests_lock_like_wrong_basics(doors: dict[str, Handset]) -> None:
    phone = doors["locking"]
    url = phone.url(LINES)
    # Each of these is a request without login (401, not counted) and a wrong one.
    for _ in range(3):
        assert requests.get(url, auth=HTTPDigestAuth("Polycom", "nonsense"), timeout=3).status_code == 401
    assert requests.get(url, auth=("Polycom", "nonsense"), timeout=3).status_code == 401
    assert requests.get(phone.url("/home.htm"), auth=("Polycom", "nonsense"), timeout=3).status_code == 401
    assert requests.get(url, auth=("Polycom", PASSWORD), timeout=3).status_code == 403
    until(lambda: requests.get(url, auth=("Polycom", PASSWORD), timeout=3).status_code == 200)

"""The web login of 5.x and of 6.x, and what it opens: pages, logs, screen capture."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from handset import PASSWORD, Handset, until
from PIL import Image

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

AUTH = "/form-submit/auth.htm"
LOG = "/Diagnostics/log?value=app&dummyParam=1700000000000"
SCREEN = "/captureScreen/mainScreen"
LOGIN = ("Polycom", PASSWORD)
PHONES: dict[str, dict[str, Any]] = {
    "vvx5": {"model": "VVX600", "switches": {"expansion_modules": "2"}},
    "vvx55": {"model": "VVX600", "firmware": "5.5", "switches": {"capture_preference": "on"}},
    "vvx6": {"model": "VVX450"},
    "trio5": {"model": "Trio8800", "firmware": "5.9"},
    "trio7": {"model": "Trio8800"},
    "ccx": {"model": "CCX600"},
    "edge": {"model": "VVX450", "firmware": "edge86"},
}


@pytest.fixture(scope="module")
def park() -> Iterator[dict[str, Handset]]:
    with Fleet(speed=100) as fleet:
        setups = [
            PhoneSetup(name=name, number=str(8000 + place), password=PASSWORD, **more)
            for place, (name, more) in enumerate(PHONES.items())
        ]
        yield {reach.label: Handset(fleet, reach) for reach in fleet.start(setups)}


@pytest.fixture
def web() -> Iterator[requests.Session]:
    with requests.Session() as made:
        yield made


@pytest.fixture(autouse=True)
def _logged_out(park: dict[str, Handset]) -> Iterator[None]:
    yield
    for phone in park.values():
        phone.fleet.run(phone.phone.sessions.end)


def log_in(web: requests.Session, phone: Handset, login: tuple[str, str] | None = LOGIN) -> requests.Response:
    return web.post(phone.url(AUTH), auth=login, data=b"", timeout=3)


def code(web: requests.Session, phone: Handset, path: str, login: tuple[str, str] | None = None) -> int:
    return web.get(phone.url(path), auth=login, timeout=3).status_code


@pytest.mark.parametrize("name", ["vvx6", "trio7", "ccx", "edge"])
def test_session_login(park: dict[str, Handset], web: requests.Session, name: str) -> None:
    phone = park[name]
    assert code(web, phone, LOG, LOGIN) == 401
    reply = log_in(web, phone)
    assert (reply.status_code, reply.text) == (200, "lockparams|SUCCESS|0")
    assert re.fullmatch(r"session=[0-9a-f]{32}; Path=/; HttpOnly", reply.headers["Set-Cookie"])
    assert "Initial log entry" in web.get(phone.url(LOG), timeout=3).text
    page = web.get(phone.url("/index.htm"), timeout=3).text
    assert re.search(r'<meta name="csrf-token" content="[0-9a-f]{32}"/>', page)


def test_one_session_at_a_time(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["vvx6"]
    log_in(web, phone)
    with requests.Session() as other:
        reply = log_in(other, phone)
        assert (reply.status_code, reply.text) == (412, "SessionAlreadyActive")
        assert code(other, phone, LOG) == 401
    assert log_in(web, phone).status_code == 406
    assert code(web, phone, LOG) == 200
    phone.fleet.run(phone.phone.sessions.end)
    assert code(web, phone, LOG) == 401


def test_a_session_ends_when_nobody_uses_it(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["ccx"]
    log_in(web, phone)
    clock = phone.phone.clock
    clock.speed = 10_000
    try:
        until(lambda: not phone.phone.sessions.active)
        assert code(web, phone, "/index.htm") == 401
    finally:
        clock.speed = 100


def test_forms_need_the_word_against_forgery(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["vvx6"]
    asked: list[str] = []
    phone.phone.life.__dict__["request"] = asked.append
    log_in(web, phone)
    url = phone.url("/form-submit/Restart")
    assert web.post(url, data=b"", timeout=3).status_code == 403
    assert web.post(url, data=b"", headers={"anti-csrf-token": "0" * 32}, timeout=3).status_code == 403
    assert web.get(url, timeout=3).status_code == 404
    page = web.get(phone.url("/index.htm"), timeout=3).text
    word = re.findall(r'csrf-token" content="(\w+)"', page)[0]
    assert not asked
    assert web.post(url, data=b"", headers={"anti-csrf-token": word}, timeout=3).status_code == 200
    assert asked == ["restart"]
    del phone.phone.life.__dict__["request"]


def test_states_of_the_login(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["trio7"]
    assert log_in(web, phone, None).text == "lockparams|INVALID_LOGIN|0"
    said = [log_in(web, phone, ("Polycom", "nonsense")).text for _ in range(6)]
    assert said[:4] == ["lockparams|INVALID_LOGIN|0"] * 3 + ["lockparams|ONE_ATTEMPT_LEFT|0"]
    assert re.fullmatch(r"lockparams\|LOCKEDFOR\|(60|59|5\d)", said[4])
    assert re.fullmatch(r"lockparams\|LOCKED\|\d+", said[5])
    assert log_in(web, phone).text.startswith("lockparams|LOCKED|")
    assert requests.get(phone.url("/api/v1/mgmt/lineInfo"), auth=LOGIN, timeout=3).status_code == 403
    until(lambda: log_in(web, phone).text == "lockparams|SUCCESS|0")


def test_the_ordinary_user_sees_less(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["vvx6"]
    assert log_in(web, phone, ("User", "123")).text == "lockparams|SUCCESS|0"
    assert code(web, phone, "/home.htm") == 200
    assert code(web, phone, LOG) == 401
    old = park["vvx5"]
    assert code(web, old, "/home.htm", ("User", "123")) == 200
    assert code(web, old, LOG, ("User", "123")) == 401
    assert code(web, old, "/api/v1/mgmt/lineInfo", ("User", "123")) == 401


def test_cookie_phones(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["vvx5"]
    assert log_in(web, phone).status_code == 406
    page = web.get(phone.url("/home.htm"), auth=LOGIN, timeout=3).text
    mac = phone.reach.mac.upper()
    spelled = ":".join(mac[place : place + 2] for place in range(0, 12, 2))
    for cell in ("VVX 600", "3111-44600-001 Rev:A", spelled, "5.9.3.2857"):
        assert f"<TD>{cell}</TD>" in page
    assert "csrf" not in web.get(phone.url("/index.htm"), auth=LOGIN, timeout=3).text


def test_logs(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["vvx6"]
    log_in(web, phone)
    audit = web.get(phone.url("/Diagnostics/log?value=audit"), timeout=3).text
    assert all(re.fullmatch(r"[A-Z]\w\w \d\d [\d:]{8} \d{4}\|[0-9a-f]{12}\|.+", line) for line in audit.splitlines())
    assert "web login of Polycom" in audit
    assert web.get(phone.url(LOG.replace("app", "boot")), timeout=3).text
    assert web.get(phone.url(f"{LOG}&clear=1"), timeout=3).text == ""
    assert web.get(phone.url(LOG), timeout=3).text == ""
    assert web.get(phone.url("/Diagnostics/log?value=other"), timeout=3).status_code == 404


@pytest.mark.parametrize(
    ("name", "second", "kind", "login"),
    [
        ("vvx5", "value", "BMP", "basic"),
        ("vvx55", None, "BMP", "basic"),
        ("vvx6", "value", "BMP", "either"),
        ("trio5", "allowed", "JPEG", "basic"),
        ("trio7", "allowed", "JPEG", "both"),
        ("ccx", "allowed", "PNG", "both"),
        ("edge", "allowed", "PNG", "both"),
    ],
)
def test_capture(
    park: dict[str, Handset], web: requests.Session, name: str, second: str | None, kind: str, login: str
) -> None:
    phone = park[name]
    assert code(web, phone, SCREEN) == 404
    phone.configure(up__screenCapture__enabled="1")
    if second:
        assert code(web, phone, SCREEN) == 404
        phone.configure(**{f"up__screenCapture__{second}": "1"})
    assert code(web, phone, SCREEN) == 401
    assert code(web, phone, SCREEN, LOGIN) == (401 if login == "both" else 200)
    if login != "basic":
        log_in(web, phone)
        assert code(web, phone, SCREEN) == (401 if login == "both" else 200)
    reply = web.get(phone.url(SCREEN), auth=LOGIN, timeout=3)
    assert reply.headers["Content-type"] == f"image/{kind.lower()}"
    picture = Image.open(io.BytesIO(reply.content))
    assert (picture.format, picture.size) == (kind, tuple(phone.phone.model.screen))
    assert "mainScreen" in web.get(phone.url("/captureScreen"), auth=LOGIN, timeout=3).text


def test_expansion_modules(park: dict[str, Handset], web: requests.Session) -> None:
    phone = park["vvx5"]
    phone.configure(up__screenCapture__enabled="1", up__screenCapture__value="1")
    page = web.get(phone.url("/captureScreen"), auth=LOGIN, timeout=3).text
    assert re.findall(r'SRC="/captureScreen/([^"]+)"', page) == ["mainScreen", "em/1", "em/2"]
    for number in (1, 2):
        reply = web.get(phone.url(f"/captureScreen/em/{number}"), auth=LOGIN, timeout=3)
        assert reply.content.startswith(b"BM")
    assert code(web, phone, "/captureScreen/em/3", LOGIN) == 404
    info = phone.get("v1/mgmt/device/info")["data"]
    assert len(info["AttachedHardware"]["EM"]) == 2

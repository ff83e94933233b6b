"""Faults injected on purpose: each strikes at its seam, as often as asked, and leaves nothing behind."""

import io
import json
import ssl
import threading
import time
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from handset import Handset, until
from PIL import Image
from ruamel.yaml import YAML

from PolyLibrary.emulator.faults.catalogue import kind_named, kinds
from PolyLibrary.emulator.faults.injected import Injected

Do = Callable[..., dict[str, Any]]
INFO = "/api/v1/mgmt/device/info"


@pytest.fixture
def inject(do: Do) -> Callable[..., None]:
    def one(fault: str, **figures: Any) -> None:
        do("inject", phone="1001", fault=fault, **figures)

    return one


Inject = Callable[..., None]


def get(phone: Handset, path: str = INFO, *, tls: bool = False) -> requests.Response:
    return phone.http.get(phone.url(path, tls=tls), timeout=5)


def touch(phone: Handset) -> requests.Response:
    tap = {"data": {"Type": "Tap", "Positions": [{"X": "3", "Y": "4"}]}}
    return phone.http.post(phone.url("/api/v1/mgmt/simulateTouch"), json=tap, timeout=5)


def touched(phone: Handset) -> int:
    return phone.log_text().count("(x,y)=(3,4), state = 1")


@pytest.fixture(autouse=True)
def _log_touches(alice: Handset) -> None:
    alice.configure(log__level__change__pgui="0", log__render__level="0")
    alice.fleet.run(alice.phone.log.clear)


# The catalogue
def test_every_entry_has_what_its_kind_needs() -> None:
    text = files("PolyLibrary.emulator").joinpath("faults/faults.yaml").read_text(encoding="utf-8")
    known = {"seam", "does", "says", "seconds", "status", "posts", "pixels", "colour"}
    for name, entry in YAML(typ="safe").load(text).items():
        assert set(entry) <= known, name
        assert len(entry["says"]) > 20, name
    assert {kind.seam for kind in kinds().values()} == {
        "request", "answer", "json", "handshake", "picture", "drawing", "line", "pickup", "clock",
    }  # fmt: skip


def test_the_keyword_names_all_of_them() -> None:
    doc = Path("PolyLibrary/keywords/hands.py").read_text(encoding="utf-8")
    assert all(f"``{name}``" in doc for name in kinds())


@pytest.mark.parametrize(
    ("figures", "struck"),
    [
        ({}, [1, 1, 1, 1, 1, 1]),
        ({"count": 2}, [1, 1, 0, 0, 0, 0]),
        ({"after": 2}, [0, 0, 1, 1, 1, 1]),
        ({"after": 1, "count": 2}, [0, 1, 1, 0, 0, 0]),
    ],
)
def test_how_often_it_strikes(figures: dict[str, int], struck: list[int]) -> None:
    fault = Injected(kind_named("Slow Answer"), **figures)  # type: ignore[arg-type]
    assert [int(fault.strikes()) for _ in range(6)] == struck
    assert fault.struck == sum(struck)


def test_a_rate_strikes_the_same_ones_each_time() -> None:
    def row() -> list[bool]:
        fault = Injected(kind_named("busy"), rate=0.3)
        return [fault.strikes() for _ in range(1000)]

    assert row() == row()
    assert 250 < sum(row()) < 350


def test_only_its_path_counts() -> None:
    fault = Injected(kind_named("busy"), path="simulatetouch", count=1)
    assert not fault.strikes(INFO)
    assert fault.strikes("/api/v1/mgmt/simulateTouch")


# Requests
@pytest.mark.parametrize(
    ("fault", "status", "shown"),
    [
        ("server error", 500, "Internal Server Error"),
        ("busy", 403, "Forbidden"),
        ("login refused", 401, "Unauthorized"),
        ("not ready", 200, '{"Status": "4001"}'),
        ("without effect", 200, '{"Status": "2000"}'),
    ],
)
def test_instead_of_doing_it(inject: Inject, alice: Handset, fault: str, status: int, shown: str) -> None:
    inject(fault)
    reply = touch(alice)
    assert (reply.status_code, shown in reply.text) == (status, True)
    assert touched(alice) == 0
    alice.fleet.run(alice.phone.faults.clear)
    assert touch(alice).json() == {"Status": "2000"}
    assert touched(alice) == 1


def test_a_refused_login_asks_for_one_and_never_locks(inject: Inject, alice: Handset) -> None:
    inject("login refused", count=9)
    replies = [get(alice) for _ in range(9)]
    assert {reply.headers["WWW-Authenticate"] for reply in replies} == {'Basic realm="API Authentication"'}
    assert get(alice).status_code == 200


def test_reads_are_answered_while_posts_have_no_effect(inject: Inject, alice: Handset) -> None:
    inject("without effect")
    assert get(alice).json()["data"]["ModelNumber"] == "VVX 600"


def test_a_closed_connection_has_done_nothing(inject: Inject, alice: Handset) -> None:
    inject("closed connection", count=1)
    with pytest.raises(requests.ConnectionError):
        touch(alice)
    assert touched(alice) == 0
    assert touch(alice).status_code == 200


def test_a_restart_in_the_middle(inject: Inject, alice: Handset, bob: Handset, gone: Callable[[], bool]) -> None:
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    alice.shows("Offering")
    inject("restart", count=1)
    with pytest.raises(requests.ConnectionError):
        touch(alice)
    assert gone()
    bob.shows("Disconnected")
    until(lambda: alice.phone.life.ready)
    assert get(alice).status_code == 200


# Answers
def test_a_lost_answer_was_done(inject: Inject, alice: Handset) -> None:
    inject("lost answer", count=1, path="simulateTouch")
    assert get(alice).status_code == 200
    with pytest.raises(requests.ConnectionError):
        touch(alice)
    assert touched(alice) == 1


def test_half_an_answer(inject: Inject, alice: Handset) -> None:
    inject("half answer")
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        get(alice)
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        get(alice, "/home.htm")


def test_json_without_its_end(inject: Inject, alice: Handset) -> None:
    whole = get(alice).text
    inject("broken json", count=1)
    assert get(alice, "/home.htm").status_code == 200
    reply = get(alice)
    assert reply.status_code == 200
    assert whole.startswith(reply.text[:40])
    with pytest.raises(json.JSONDecodeError):
        reply.json()
    assert get(alice).json()["Status"] == "2000"


def test_a_slow_answer_is_late_but_done_at_once(inject: Inject, alice: Handset) -> None:
    inject("slow answer", count=1)
    answered: list[int] = []
    thread = threading.Thread(target=lambda: answered.append(touch(alice).status_code))
    thread.start()
    until(lambda: touched(alice) == 1)
    assert answered == []
    assert get(alice).status_code == 200, "others are served meanwhile"
    thread.join()
    assert answered == [200]


# TLS
def common_name(phone: Handset) -> str:
    pem = ssl.get_server_certificate((phone.reach.host, phone.reach.https_port), timeout=5)
    certificate = x509.load_pem_x509_certificate(pem.encode())
    return str(certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value).lower()


def test_another_phones_certificate(inject: Inject, alice: Handset) -> None:
    inject("wrong certificate", count=1)
    assert [common_name(alice), common_name(alice)] == ["0004f2ffffff", alice.reach.mac]


# Pictures
@pytest.fixture
def capture(alice: Handset) -> Callable[[], Image.Image]:
    alice.configure(up__screenCapture__enabled="1", up__screenCapture__value="1")

    def take() -> Image.Image:
        return Image.open(io.BytesIO(get(alice, "/captureScreen/mainScreen").content)).convert("RGB")

    return take


def halves(picture: Image.Image) -> tuple[bytes, bytes]:
    width, height = picture.size
    upper, lower = picture.crop((0, 0, width, height // 2)), picture.crop((0, height // 2, width, height))
    return upper.tobytes(), lower.tobytes()


def test_pictures_of_an_earlier_moment(inject: Inject, alice: Handset, capture: Callable[[], Image.Image]) -> None:
    alice.fleet.run(alice.phone.gui.reset)
    idle = capture()
    inject("old picture", count=1)
    alice.fleet.run(lambda: alice.phone.gui.key("Home"))
    assert halves(capture()) == halves(idle)
    home = capture()
    assert halves(home) != halves(idle)
    alice.fleet.run(alice.phone.faults.clear)
    inject("torn picture", count=1)
    alice.fleet.run(lambda: alice.phone.gui.key("Home"))
    torn, whole = capture(), capture()
    assert halves(torn) == (halves(whole)[0], halves(home)[1])
    assert halves(whole)[1] != halves(home)[1]


# Log, calls, clock
def test_lines_that_are_never_written(inject: Inject, alice: Handset) -> None:
    inject("missing log lines", after=1, count=2)
    for number in range(5):
        alice.fleet.run(lambda number=number: alice.phone.log.write("so", "*", f"line {number}."))
    assert [number for number in range(5) if f"line {number}." in alice.log_text()] == [0, 3, 4]


def test_an_answer_that_comes_to_nothing(inject: Inject, alice: Handset, bob: Handset) -> None:
    inject("dropped answer", count=1)
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    alice.shows("Offering")
    assert alice.post("v1/callctrl/answerCall") == "2000"
    assert alice.states() == [("Offering", "1")]
    assert alice.post("v1/callctrl/answerCall") == "2000"
    bob.shows("Connected")


def test_a_clock_that_has_jumped(inject: Inject, alice: Handset, bob: Handset) -> None:
    def ahead(phone: Handset) -> float:
        return parsedate_to_datetime(get(phone, "/home.htm").headers["Date"]).timestamp() - time.time()

    inject("clock jump")
    assert 3590 < ahead(alice) < 3610
    assert get(alice).headers["Date"].isupper()
    assert -10 < ahead(bob) < 10, "the others keep their time"
    alice.fleet.run(lambda: alice.phone.log.write("so", "*", "a line of the future"))
    line = next(row for row in alice.log_text().splitlines() if "future" in row)
    written = datetime.strptime(f"{datetime.now().year} {line[:10]}", "%Y %m%d%H%M%S")
    assert 3500 < (written - datetime.now()).total_seconds() % (366 * 86400) < 3700
    alice.fleet.run(alice.phone.faults.clear)
    assert -10 < ahead(alice) < 10


@pytest.mark.parametrize("fault", ["clock jump", "broken json"])
@pytest.mark.parametrize("path", ["/home.htm", INFO])
def test_a_changed_answer_keeps_the_connection_that_it_promises(
    inject: Inject, alice: Handset, fault: str, path: str
) -> None:
    inject(fault)
    before = alice.fleet.run(lambda: alice.phone.listener.connections)
    with requests.Session() as client:
        client.auth = alice.http.auth
        client.trust_env = False
        answer = client.get(alice.url(path), timeout=5)
        assert answer.headers["Connection"] == "keep-alive"
        client.get(alice.url(path), timeout=5)
    assert alice.fleet.run(lambda: alice.phone.listener.connections) == before + 1


# What remains
def test_without_faults_nothing_stands_at_any_seam(do: Do, inject: Inject, alice: Handset) -> None:
    def seams() -> list[object]:
        phone = alice.phone
        hooks = [phone.face.spoil, phone.capture.spoil, phone.gui.misdraw, phone.log.loses, phone.desk.misses]
        return [*hooks, phone.identity.tls.sni_callback]

    assert seams() == [None] * 6
    for name in set(kinds()) - {"restart"}:
        inject(name, **({} if name == "clock jump" else {"after": 100}))
    assert all(seam is not None for seam in seams())
    assert do("faults", phone="1001")["faults"][0] == {
        "phone": alice.reach.mac, "fault": do("faults", phone="1001")["faults"][0]["fault"], "struck": 0,
    }  # fmt: skip
    assert do("clear-faults", phone="1001", fault="busy") == {"cleared": 1}
    assert do("clear-faults") == {"cleared": len(kinds()) - 2}
    assert seams() == [None] * 6


def test_of_one_kind_the_last_one_counts(do: Do, inject: Inject) -> None:
    inject("busy", count=1)
    inject("busy", count=2, after=50)
    assert [fault["fault"] for fault in do("faults")["faults"]] == ["busy"]

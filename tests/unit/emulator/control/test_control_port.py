"""The control port: who gets in, what it answers to nonsense, and that it is the fleet's and not a phone's."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from handset import PASSWORD, Handset
from hypothesis import given, settings
from hypothesis import strategies as st

from PolyLibrary.emulator.control.world import ACTIONS
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.errors import UsageError
from PolyLibrary.redaction import redact

Ask = Callable[..., tuple[int, dict[str, Any]]]


def raw(fleet: Fleet, action: str, body: bytes = b"{}", method: str = "POST", **headers: str) -> requests.Response:
    access = fleet.control()
    with requests.Session() as client:
        client.trust_env = False
        own = {"Authorization": f"Bearer {access.token}"} | headers
        return client.request(method, f"{access.url}/{action}", data=body, headers=own, timeout=10)


def test_it_is_on_loopback_with_a_token_of_its_own(fleet: Fleet) -> None:
    access = fleet.control()
    assert access.url.startswith("http://127.0.0.1:")
    assert fleet.control() == access
    assert len(access.token) >= 24
    assert access.token not in repr(access)
    assert redact(f"it is {access.token}!") == "it is ***!"


@pytest.mark.parametrize("given_token", ["", "Bearer", "Bearer wrong", "Basic wrong", "Bearer caf\xe9"])
@pytest.mark.parametrize("action", ["phones", "nothing"])
def test_without_the_token_nothing_is_told(fleet: Fleet, given_token: str, action: str) -> None:
    reply = raw(fleet, action, Authorization=given_token.encode("latin-1").decode("latin-1"))
    assert reply.status_code == 403
    assert reply.json()["error"] == {
        "kind": "Forbidden", "wanted": "The token is missing or wrong.", "seen": "", "hint": "",
    }  # fmt: skip


def test_each_fleet_has_its_own(fleet: Fleet) -> None:
    with Fleet() as other:
        other.start([PhoneSetup(name="Eve", number="1009", password=PASSWORD)])
        strange = other.control()
        assert strange.token != fleet.control().token
        assert raw(fleet, "phones", Authorization=f"Bearer {strange.token}").status_code == 403


def test_a_stopped_fleet_has_none() -> None:
    made = Fleet()
    with pytest.raises(UsageError, match="not up"):
        made.control()
    with made:
        made.start([PhoneSetup(name="Eve", number="1009", password=PASSWORD)])
        first = made.control()
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{first.url}/phones", timeout=2)


def test_the_phones_are_listed(do: Callable[..., dict[str, Any]], alice: Handset) -> None:
    first = do("phones")["phones"][0]
    assert first == {
        "number": "1001", "label": "Alice", "mac": alice.reach.mac, "model": "VVX600", "powered": True, "ready": True,
    }  # fmt: skip


@pytest.mark.parametrize("written", ["{", "[]", "1", "null", '"a"', "\xff", "{}{}", "[" * 9999])
def test_what_is_no_object_is_refused(fleet: Fleet, written: str) -> None:
    reply = raw(fleet, "touch", written.encode("latin-1"))
    assert reply.status_code == 400
    assert reply.json()["error"]["wanted"] == "The body is no JSON object."


def test_what_is_too_long_is_refused(fleet: Fleet) -> None:
    long = json.dumps({"phone": "1" * 20000}).encode()
    assert raw(fleet, "touch", long).status_code == 413
    chunked = raw(fleet, "touch", iter([long]))  # type: ignore[arg-type]
    assert chunked.status_code == 400


def test_actions_are_posted_and_known(fleet: Fleet) -> None:
    assert raw(fleet, "phones", method="GET").status_code == 405
    reply = raw(fleet, "toch")
    assert reply.status_code == 404
    assert reply.json()["error"]["wanted"] == "There is no action 'toch'."
    assert "'touch'" in reply.json()["error"]["hint"]


@pytest.mark.parametrize(
    ("action", "arguments", "wanted", "hint"),
    [
        ("touch", {}, "The action 'touch' needs 'phone'.", ""),
        ("touch", {"phone": "1001", "x": 1}, "The action 'touch' needs 'y'.", ""),
        ("touch", {"phone": "1001", "x": "1", "y": 2},
         "'x' of the action 'touch' is a whole number from 0 to 100000.", ""),
        ("touch", {"phone": "1001", "x": 1, "y": 2, "hold": 61},
         "'hold' of the action 'touch' is a number from 0 to 60.", ""),
        ("touch", {"phone": "1001", "x": 1, "y": 2, "holt": 1}, "'holt' is no argument of the action 'touch'.",
         "did you mean 'hold'?"),
        ("touch", {"phone": "1001", "x": 480, "y": 2}, "The point 480,2 is not on the panel of Alice.", ""),
        ("touch", {"phone": "alise", "x": 1, "y": 2}, "There is no virtual phone 'alise'.", "did you mean 'Alice'?"),
        ("key", {"phone": "1001", "key": "Hom"}, "There is no key 'Hom' on a VVX 600.", "did you mean 'Home'?"),
        ("key", {"phone": "1001", "key": "Line99"}, "There is no key 'Line99' on a VVX 600.", None),
        ("power", {"phone": "1001", "on": "yes"}, "'on' of the action 'power' is true or false.", ""),
        ("call", {"number": "5550", "to": " "}, "An outside party needs a number to call.", "give to='1001'."),
        ("outside-call", {"call": "9"}, "There is no call from outside '9'.", None),
        ("voicemail", {"to": "1001", "length": 5}, "1001 has no mailbox.", None),
        ("inject", {"fault": "slow anser"}, "There is no fault 'slow anser' that can be injected.",
         "did you mean 'slow answer' or 'lost answer' or 'half answer'?"),
        ("inject", {"fault": "busy", "rate": 0}, "rate=0 makes no sense for the fault 'busy'.", "above 0, at most 1."),
        ("inject", {"fault": "clock jump", "count": 1},
         "The fault 'clock jump' strikes at once: it has no rate=, count= or after=.", ""),
        ("inject", {"fault": "torn picture", "path": "x"},
         "The fault 'torn picture' has no path=: it does not strike requests.", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(
    ask: Ask, action: str, arguments: dict[str, Any], wanted: str, hint: str | None
) -> None:
    status, error = ask(action, **arguments)
    assert (status, error["wanted"]) == (400, wanted)
    assert hint is None or error["hint"] == hint


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=300), st.lists(st.integers(), max_size=2)
)
NAMES = st.sampled_from(
    [
        "phone",
        "x",
        "y",
        "hold",
        "key",
        "call",
        "to",
        "number",
        "fault",
        "rate",
        "count",
        "after",
        "path",
        "length",
        "odd",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    action=st.sampled_from(sorted(set(ACTIONS) - {"power", "sip", "touch-down", "swipe", "inject"})),
    arguments=st.dictionaries(NAMES, VALUES, max_size=5),
)
def test_nonsense_is_refused_and_breaks_nothing(fleet: Fleet, action: str, arguments: dict[str, Any]) -> None:
    arguments = {name: value for name, value in arguments.items() if name != "hold"}
    reply = raw(fleet, action, json.dumps(arguments).encode())
    assert reply.status_code in (200, 400)
    assert set(reply.json()) == {"result" if reply.ok else "error"}


def test_a_phone_tells_nothing_of_it(fleet: Fleet, alice: Handset) -> None:
    access = fleet.control()
    for path in ("/phones", "/control", "/api/phones", "/touch"):
        reply = alice.http.post(alice.url(path), data=b"{}", headers={"Authorization": f"Bearer {access.token}"})
        assert reply.status_code == 404
        assert "control" not in reply.text.lower()

"""Each function of the client sends the request of its endpoint and no other, and takes any answer: a value, or an
error that says which phone, what it answered, how often it was asked, and what to do."""

import json
from typing import Any

import pytest
from urllib3 import HTTPHeaderDict
from wire_table import ENDPOINTS, SECRET

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, NotPossible, PhoneRefused
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.firmware import where_known
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.phone.reply import Reply
from PolyLibrary.redaction import Password
from PolyLibrary.steps import StepLog

DEVICE = {"ModelNumber": "VVX 600", "FirmwareRelease": "6.4.0.2354"}
JUNK: list[Any] = [
    17,
    True,
    "text",
    [],
    {},
    [17],
    [[]],
    [{}],
    {"a": 17},
    [{"CallHandle": "zz"}],
    {"CallHandle": "12"},
    {"Missed": 17},
    [{"LineNumber": "x"}],
    {"User": 1},
    {"User": [{"Events": 1}]},
    {"CPU": {}, "Memory": {}},
    {"CPU": {"Current": "much", "Average": "1"}, "Memory": {"Total": "1"}},
    {"IPV4Address": []},
    {"RxPackets": "x", "TxPackets": "1"},
    [{"Ref": "0x1", "Streams": 5}],
    [{"Ref": "0x1", "Streams": [{"RxMOSLQ": "good"}]}],
    {"PhoneMuteState": "perhaps"},
    {"PhoneMuteState": "True", "CommunicationType": "RxTx"},
    {"State": ""},
    {"ConnectedDeviceList": "none"},
    {"up.toneMode": "1"},
]
RAW = [b"", b"<html>", b"{", b"[]", b"17", b"{}", b'{"Status": null}', b'{"Status": []}', b'{"data": {}}']


class Line:
    """A client whose requests end here: each gets the same body, but for the look whether it is a safe phone."""

    def __init__(self, body: bytes) -> None:
        self.sent: list[str] = []
        self.body = body
        address = PhoneAddress("192.0.2.1", Password("nobody-77"))
        self.phone = Phone("alice", address, steps=StepLog(), identities=IdentityStore.memory())
        vars(self.phone.transport)["request"] = self.request
        vars(self.phone.info)["_told"] = None

    def request(self, method: str, path: str, **_: Any) -> Reply:
        self.sent.append(f"{method} {path}")
        return Reply(200, HTTPHeaderDict(), self.body, 0.0, f"https://192.0.2.1{path}")

    def known(self) -> "Line":
        """The phone has told what it is."""
        body, self.body = self.body, json.dumps({"data": DEVICE, "Status": "2000"}).encode()
        self.phone.info.device_v1(Deadline(1))
        self.body = body
        self.sent.clear()
        return self


def four_parts(error: BadReply | PhoneRefused, number: int) -> None:
    endpoint = ENDPOINTS[number]
    assert error.wanted.startswith(f"alice: {endpoint.method} /api/{endpoint.path}")
    assert error.seen
    assert error.tried.startswith("1 attempt in ")
    assert error.hint
    assert SECRET not in str(error)


@pytest.mark.parametrize("number", ENDPOINTS)
def test_one_request(number: int) -> None:
    """A plain `Status 2000`, also as a number, is all that an action gets; a read may want more of it."""
    for status in ('"2000"', "2000", '" 2000 "'):
        line = Line(f'{{"Status": {status}}}'.encode()).known()
        try:
            ENDPOINTS[number].ask(line.phone, Deadline(1))
        except BadReply as error:
            assert ENDPOINTS[number].method == "GET"
            four_parts(error, number)
        assert line.sent == [f"{ENDPOINTS[number].method} /api/{ENDPOINTS[number].path}"]


@pytest.mark.parametrize("number", ENDPOINTS)
def test_any_data(number: int) -> None:
    for junk in JUNK:
        line = Line(json.dumps({"data": junk, "Status": "2000"}).encode()).known()
        try:
            ENDPOINTS[number].ask(line.phone, Deadline(1))
        except BadReply as error:
            four_parts(error, number)
        assert len(line.sent) == 1


@pytest.mark.parametrize("number", ENDPOINTS)
def test_any_body(number: int) -> None:
    for raw in RAW:
        line = Line(raw).known()
        with pytest.raises(BadReply) as caught:
            ENDPOINTS[number].ask(line.phone, Deadline(1))
        four_parts(caught.value, number)


@pytest.mark.parametrize("number", ENDPOINTS)
def test_any_refusal(number: int) -> None:
    """Every code of the facts, one that nobody knows, and one written as a number."""
    for status in ("4000", "4002", "4003", "4004", "4005", "4006", "4008", "4009", "4011", "4400", "5000", "5500"):
        for body in (f'{{"Status": "{status}"}}', f'{{"Status": {status}}}'):
            line = Line(body.encode()).known()
            with pytest.raises(PhoneRefused) as caught:
                ENDPOINTS[number].ask(line.phone, Deadline(1))
            assert caught.value.status == status
            assert f"was refused with Status {status} (" in caught.value.wanted
            four_parts(caught.value, number)
            assert len(line.sent) == 1


@pytest.mark.parametrize("number", ENDPOINTS)
def test_since_when_it_is_known(number: int) -> None:
    """For the error of a phone that lacks it, whatever the case of the path."""
    endpoint = ENDPOINTS[number]
    for target in (f"/api/{endpoint.path}", f"/api/{endpoint.path.upper()}?line=1"):
        assert where_known(target).startswith(f"this endpoint is known since {endpoint.since}")


def test_a_phone_that_would_hang_is_asked_who_it_is_first() -> None:
    trio = {"ModelNumber": "RealPresence Trio 8800", "FirmwareRelease": "5.5.4.2255"}
    line = Line(json.dumps({"data": trio, "Status": "2000"}).encode())
    for _ in range(2):
        with pytest.raises(NotPossible):
            line.phone.info.sessions(Deadline(1))
    assert line.sent == ["GET /api/v2/mgmt/device/info"]

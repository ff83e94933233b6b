"""Every endpoint on every firmware, through the client: what the facts say, or the error that says what is missing."""

import re
from operator import attrgetter
from pathlib import Path

import pytest
import wire_cases_acts
import wire_cases_calls
import wire_cases_info
import wire_cases_lists
from wire_park import Shelf, Stage, client, soon
from wire_table import ENDPOINTS, FIRMWARE, RECALLED, TOPICS

import PolyLibrary.phone.phone
from PolyLibrary.errors import NotPossible, PathMissing, PhoneRefused
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.steps import StepLog

CASES = wire_cases_calls.CASES | wire_cases_info.CASES | wire_cases_lists.CASES | wire_cases_acts.CASES
IDS = {number: f"{number}-{endpoint.function}" for number, endpoint in ENDPOINTS.items()}


def lacking(stage: Stage, number: int) -> None:
    """The phone answers 404 before any login; the error says that REST is on, and since when the endpoint is known."""
    endpoint = ENDPOINTS[number]
    with pytest.raises(PathMissing) as caught:
        endpoint.ask(stage.phone, soon())
    wanted, seen, tried, hint = str(caught.value).splitlines()
    assert wanted == (
        f"{stage.name}: {endpoint.method} /api/{endpoint.path}: this phone's REST API does not have this path."
    )
    reach = stage.under.reach
    assert seen == f"Seen:  HTTP 404, although the REST API answers at https://{reach.host}:{reach.https_port}."
    assert re.fullmatch(r"Tried: 1 attempt in \d\.\d s \(limit \d+(\.\d+)? s, set by \w+=\)", tried)
    assert re.match(rf"Next:  this endpoint is known since {endpoint.since}[.;]", hint)


def refusing(stage: Stage, number: int, status: str) -> None:
    """The endpoint is there, and the phone or the client says no."""
    endpoint = ENDPOINTS[number]
    if status == "freezes":
        before = stage.under.asked()
        with pytest.raises(NotPossible) as refused:
            endpoint.ask(stage.phone, soon())
        assert str(refused.value).splitlines() == [
            f"{stage.name}: the media statistics of a Trio 8800 with 5.5.4.2255 are not asked for.",
            "Seen:  a Trio below 5.8 hangs when it is asked. Nothing was sent.",
            "Next:  update the phone; its calls can be read all the same.",
        ]
        assert not any("sessionStats" in line for line in stage.under.asked()[len(before) :])
        return
    with pytest.raises(PhoneRefused) as caught:
        endpoint.ask(stage.phone, soon())
    assert caught.value.status == status
    assert str(caught.value).splitlines()[0] == (
        f"{stage.name}: {endpoint.method} /api/{endpoint.path} was refused with Status {status} "
        "(operation not supported)."
    )


@pytest.mark.parametrize("name", FIRMWARE)
@pytest.mark.parametrize("number", ENDPOINTS, ids=IDS.get)
def test_every_endpoint(park: dict[str, Stage], shelf: Shelf, number: int, name: str) -> None:
    stage = park[name]
    endpoint = ENDPOINTS[number]
    handsets = (stage.under, stage.lync, stage.spare)
    before = [len(handset.asked()) for handset in handsets]
    try:
        if number not in stage.firmware.has:
            lacking(stage, number)
        elif number in stage.firmware.refused:
            refusing(stage, number, stage.firmware.refused[number])
        else:
            CASES[number](stage, shelf)
    finally:
        for handset in stage.all:
            handset.clean()
    if stage.firmware.refused.get(number) != "freezes":
        sent = [line for handset, past in zip(handsets, before, strict=True) for line in handset.asked()[past:]]
        assert f"{endpoint.method} /api/{endpoint.path}" in [line.partition("?")[0] for line in sent]


@pytest.mark.parametrize("name", FIRMWARE)
def test_the_login_of_each_firmware(park: dict[str, Stage], name: str) -> None:
    """Found out by one challenge; after it a call is one request, over one connection by HTTPS.

    An Edge closes the connection after each page of an error, such as that challenge.
    """
    phone = client(park[name].under.reach)
    phone.info.device_v1(soon())
    edge = park[name].firmware.digest
    assert phone.transport.login.scheme == ("digest" if edge else "basic")
    assert phone.transport.requests_sent == 2
    for _ in range(3):
        phone.info.network(soon())
    assert (phone.transport.requests_sent, phone.transport.connections_opened) == (5, 2 if edge else 1)
    assert phone.transport.scheme == "https"
    phone.close()


def test_the_table_is_whole() -> None:
    """51 endpoints, each with a case of its own and a function of the client that exists."""
    assert list(ENDPOINTS) == sorted(CASES) == list(range(1, 52))
    assert len({(endpoint.method, endpoint.path) for endpoint in ENDPOINTS.values()}) == 51
    nobody = Phone(
        "nobody",
        PhoneAddress("192.0.2.1", Password("nobody-77")),
        steps=StepLog(),
        identities=IdentityStore.memory(),
    )
    assert all(callable(attrgetter(endpoint.function)(nobody)) for endpoint in ENDPOINTS.values())


def test_recalled_endpoints_have_no_function() -> None:
    """What no source proves is for Call REST API only."""
    folder = Path(PolyLibrary.phone.phone.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    assert not [path for path in RECALLED if path.removeprefix("v1/mgmt/") in code]


@pytest.mark.parametrize("name", FIRMWARE)
def test_recalled_endpoints_are_missing(park: dict[str, Stage], name: str) -> None:
    for path in RECALLED:
        with pytest.raises(PathMissing) as caught:
            park[name].phone.rest.call("POST", path, {}, soon())
        assert str(caught.value).endswith("Next:  the firmware or model lacks it, or it is misspelt.")


@pytest.mark.parametrize("name", FIRMWARE)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic(park: dict[str, Stage], topic: str, name: str) -> None:
    """Topics of Get Phone Status: the phone's own fields, or the same error as of the typed function."""
    stage = park[name]
    number = TOPICS[topic]
    handset = stage.lync if topic in ("presence", "location") else stage.under
    if number not in stage.firmware.has:
        with pytest.raises(PathMissing, match="this endpoint is known since"):
            handset.phone.info.topic(topic, soon())
        return
    if stage.firmware.refused.get(number) == "freezes":
        with pytest.raises(NotPossible):
            handset.phone.info.topic(topic, soon())
        return
    try:
        if topic in ("communication", "sessions", "calls", "calls v2"):
            stage.talk()
        if topic in ("missed calls", "received calls", "placed calls"):
            wire_cases_lists.history(stage)
        if topic == "presence":
            handset.by_hand(lambda phone: setattr(phone.skype, "address", "lync@lab.example"))
        found = handset.phone.info.topic(topic.upper().replace(" ", "_"), soon())
    finally:
        for each in stage.all:
            each.clean()
    entry = found[0] if isinstance(found, list) else found
    for field in FIELDS[topic].split("|"):
        assert field in entry


#: A field or two of each topic, by the captured replies.
FIELDS = {
    "calls": "CallHandle|CallState|RemotePartyNumber",
    "calls v2": "CallHandle|CallState|UIAppearanceIndex",
    "call logs": "Missed|Received|Placed",
    "missed calls": "StartTime|Duration",
    "received calls": "StartTime|Duration",
    "placed calls": "StartTime|Duration",
    "device": "ModelNumber|MACAddress|AttachedHardware",
    "device v2": "ModelNumber|Firmware|UpTime|ReadyToUse",
    "device stats": "CPU|Memory|RAMDiskSize",
    "running config": "Network|Provisioning|TR069",
    "network": "IPV4Address|LANSpeed|ZTPStatus",
    "network stats": "UpTime|RxPackets|TxPackets",
    "lines": "Label|RegistrationStatus",
    "lines v2": "Label|Username|CallServers",
    "sip": "TotalUser|User",
    "sessions": "Ref|Streams",
    "communication": "CommunicationType|FarEndMuteState|PhoneMuteState",
    "transfer type": "Type",
    "poll": "State|StateData",
    "presence": "Presence",
    "location": "Country|House Number",
    "pairing": "ConnectedDeviceList",
    "uixml": "SoftKey",
}

"""What the sources dispute, each the other way round than by default; most phones and clients know the default only."""

from collections.abc import Iterator

import pytest
import requests
from handset import PASSWORD, Handset

from PolyLibrary.emulator.channels.words import user_agent
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

LINES = "/api/v1/mgmt/lineInfo"
WEB = "/index.htm"
PUSH = {"apps.push.messageType": "5", "apps.push.username": "lab", "apps.push.password": "sand-9"}
OTHER = {
    "status_type": "number",
    "registration_words": "capital",
    "session_ref": "bare",
    "lockout_scope": "web",
    "push_mic_mute": "works",
    "uixml": "no",
}


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Handset, Handset]]:
    """Alike but for the switches: the default, and the other way."""
    with Fleet(speed=300) as fleet:
        setups = [
            PhoneSetup(name=name, number=number, password=PASSWORD, model="VVX450", config=PUSH, switches=switches)
            for name, number, switches in (("Usual", "7001", {}), ("Other", "7002", OTHER))
        ]
        usual, other = (Handset(fleet, reach) for reach in fleet.start(setups))
        yield usual, other


def test_status_as_a_number(pair: tuple[Handset, Handset]) -> None:
    texts = [each.http.get(each.url("/api/v1/mgmt/transferType/get"), timeout=3).text for each in pair]
    assert texts[0].endswith('"Status": "2000"}')
    assert texts[1].endswith('"Status": 2000}')
    refused = pair[1].http.post(pair[1].url("/api/v1/callctrl/endCall"), data=b"", timeout=3)
    assert refused.text == '{"Status": 4007}'


def test_registration_with_a_capital(pair: tuple[Handset, Handset]) -> None:
    for version in ("v1", "v2"):
        words = [each.get(f"{version}/mgmt/lineInfo")["data"][0]["RegistrationStatus"] for each in pair]
        assert words == ["registered", "Registered"]


def test_session_refs_without_0x(pair: tuple[Handset, Handset]) -> None:
    usual, other = pair
    usual.post("v1/callctrl/dial", Dest="7002")
    other.shows("Offering")
    other.post("v1/callctrl/answerCall")
    other.shows("Connected")
    for each, prefix in ((usual, "0x"), (other, "")):
        (session,) = each.get("v1/mgmt/media/sessionStats")["data"]
        handle = each.get("v2/webCallControl/callStatus")["data"][0]["CallHandle"]
        assert session["Ref"] == session["Streams"][0]["Ref"] == f"{prefix}{handle}"


def test_mic_mute_as_a_call_action(pair: tuple[Handset, Handset]) -> None:
    for each, muted in zip(pair, ("0", "1"), strict=True):
        (call,) = each.get("v2/webCallControl/callStatus")["data"]
        action = f"CallAction:MicMute;nCallReference={call['CallHandle']}"
        push = f'<PolycomIPPhone><Data priority="Critical">{action}</Data></PolycomIPPhone>'
        login = requests.auth.HTTPDigestAuth("lab", "sand-9")
        assert requests.post(each.url("/push"), data=push, auth=login, timeout=3).status_code == 200
        assert each.get("v2/webCallControl/callStatus")["data"][0]["Muted"] == muted
    pair[0].post("v1/callctrl/endCall")


def test_an_edge_by_its_name() -> None:
    """To other clients it is an Edge wherever it names itself."""
    with Fleet() as fleet:
        switches = {"model_name": "Edge E350", "rest_auth": "both"}
        setup = PhoneSetup(
            name="E", number="7009", password=PASSWORD, model="VVX350", firmware="edge86", switches=switches
        )
        (reach,) = fleet.start([setup])
        phone = Handset(fleet, reach)
        for version in ("v1", "v2"):
            info = phone.get(f"{version}/mgmt/device/info")["data"]
            assert (info["ModelNumber"], info["DeviceVendor"]) == ("Edge E350", "Poly")
        assert user_agent(phone.phone.model.display, "8.6.0.1321") == "PolyEdge-Edge_E350-UA/8.6.0.1321"


def test_a_phone_without_uixml(pair: tuple[Handset, Handset]) -> None:
    codes = [each.http.get(each.url("/api/v1/mgmt/uixml"), timeout=3).status_code for each in pair]
    assert codes == [200, 404]


def test_a_lockout_of_the_web_pages_alone(pair: tuple[Handset, Handset]) -> None:
    """Wrong logins at REST never lock, and a lock of the pages does not reach REST."""
    for each, locked in zip(pair, (403, 401), strict=True):
        codes = [requests.get(each.url(LINES), auth=("Polycom", "no"), timeout=3).status_code for _ in range(6)]
        assert codes == [401] * 5 + [locked]
    usual, other = pair
    for _ in range(5):
        requests.post(other.url("/form-submit/auth.htm"), data=b"", auth=("Polycom", "no"), timeout=3)
    assert requests.get(other.url(WEB), auth=("Polycom", PASSWORD), timeout=3).status_code == 403
    assert other.get("v1/mgmt/lineInfo")["Status"] == 2000
    assert usual.phone.gate.most_wrong == 5

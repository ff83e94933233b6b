"""Sources, the rules of setting, and what reads back."""

from typing import Any

import pytest
from handset import Handset

from PolyLibrary.emulator.config import BadValue, Config
from PolyLibrary.emulator.parameters import known_names, parameter
from PolyLibrary.errors import UnknownName, UsageError

GET, SET = "v1/mgmt/config/get", "v1/mgmt/config/set"


def read(phone: Handset, *names: str) -> Any:
    return phone.send(GET, {"data": list(names)})


def test_value_and_source(alice: Handset) -> None:
    found = read(alice, "log.render.level", "reg.1.label", "device.prov.serverName")["data"]
    assert found == {
        "log.render.level": {"Value": "1", "Source": "default"},
        "reg.1.label": {"Value": "Alice", "Source": "config"},
        "device.prov.serverName": {"Value": "", "Source": "default"},
    }
    assert alice.send(SET, {"data": {"log.render.level": 0, "call.autoAnswer.SIP": True}}) == {"Status": "2000"}
    found = read(alice, "log.render.level", "call.autoAnswer.SIP")["data"]
    assert found["log.render.level"] == {"Value": "0", "Source": "web"}
    assert found["call.autoAnswer.SIP"] == {"Value": "1", "Source": "web"}


def test_unknown_names(alice: Handset) -> None:
    found = read(alice, "no.such", "log.render.level", "nor.this")
    assert list(found) == ["data", "InvalidParams", "Status"]
    assert found["InvalidParams"] == {"1": "no.such", "2": "nor.this"}
    assert found["Status"] == "2000"
    assert read(alice, "no.such") == {"InvalidParams": {"1": "no.such"}, "Status": "4000"}


def test_secrets_read_back_empty(alice: Handset) -> None:
    found = read(alice, "device.auth.localAdminPassword")["data"]
    assert found["device.auth.localAdminPassword"] == {"Value": "", "Source": "config"}


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"device.prov.serverName": "x"}, False),
        ({"device.set": "1", "device.prov.serverName": "x"}, False),
        ({"device.prov.serverName.set": "1", "device.prov.serverName": "x"}, False),
        ({"device.set": "1", "device.prov.serverName.set": "0", "device.prov.serverName": "x"}, False),
        ({"device.set": "1", "device.prov.serverName.set": "1", "device.prov.serverName": "x"}, True),
    ],
)
def test_device_parameters_need_both_switches(alice: Handset, sent: dict[str, str], stored: bool) -> None:
    assert alice.send(SET, {"data": sent})["Status"] == "2000"
    found = read(alice, "device.prov.serverName", "device.set", "device.prov.serverName.set")["data"]
    assert found["device.prov.serverName"]["Source"] == ("device" if stored else "default")
    assert found["device.set"] == {"Value": "0", "Source": "default"}
    assert found["device.prov.serverName.set"] == {"Value": "0", "Source": "default"}


def test_a_bad_value_stores_nothing(alice: Handset) -> None:
    sent = {"call.autoAnswer.SIP": "1", "log.render.level": "9"}
    assert alice.send(SET, {"data": sent})["Status"] == "4000"
    assert read(alice, "call.autoAnswer.SIP")["data"]["call.autoAnswer.SIP"]["Source"] == "default"


def test_new_password_counts_at_once(alice: Handset) -> None:
    named = {"device.auth.localAdminPassword": "2468"}
    sent = {"device.set": "1", **{f"{name}.set": "1" for name in named}, **named}
    assert alice.send(SET, {"data": sent})["Status"] == "2000"
    assert alice.http.get(alice.url("/api/v1/mgmt/lineInfo"), timeout=3).status_code == 401
    alice.http.auth = ("Polycom", "2468")
    try:
        assert alice.get("v1/mgmt/lineInfo")["Status"] == "2000"
        assert "2468" not in alice.log_text()
    finally:
        alice.http.auth = ("Polycom", "789")


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("call.autoAnswer.SIP", "1", "1"),
        ("call.autoAnswer.SIP", "true", "1"),
        ("call.autoAnswer.SIP", "2", None),
        ("log.level.change.sip", "6", "6"),
        ("log.level.change.sip", "06", "6"),
        ("log.level.change.sip", "7", None),
        ("log.level.change.sip", "", None),
        ("log.level.change.sip", "\u0663", None),
        ("device.baseProfile", "Lync", "Lync"),
        ("device.baseProfile", "lync", None),
        ("reg.1.label", "", ""),
        ("reg.1.label", "a\nb", None),
        ("reg.1.label", "a" * 2049, None),
        ("lineKey.16.category", "BLF", "BLF"),
        ("httpd.cfg.lockWebUI.noOfInvalidAttempts", "2", None),
        ("httpd.cfg.lockWebUI.lockOutDuration", "300", "300"),
    ],
)
def test_types_and_ranges(name: str, value: str, stored: str | None) -> None:
    known = parameter(name)
    assert known is not None
    assert known.stored(value) == stored


@pytest.mark.parametrize("name", ["reg.x.label", "reg.0.label", "reg.1.label.set", "x.set", "up", "", "a.b"])
def test_names_the_phone_does_not_know(name: str) -> None:
    assert parameter(name) is None


def test_defaults_are_of_their_own_type() -> None:
    for name in known_names():
        known = parameter(name)
        assert known is not None
        if known.kind not in ("text", "secret"):
            assert known.default
            kinds = known.kind.split("|")
            assert known.default in kinds or known.default.isdigit(), name


def test_precedence_of_the_sources() -> None:
    config = Config({"reg.1.label": "provisioned", "device.prov.serverName": "provisioned"})
    for source in ("cloud", "sip", "web", "local"):
        config.set({"reg.1.label": source}, source)
        assert config.get("reg.1.label").source == source
    config.drop("local")
    assert config.text("reg.1.label") == "web"
    config.set({"device.set": "1", "device.prov.serverName.set": "1", "device.prov.serverName": "own"})
    assert config.get("device.prov.serverName").source == "device"
    config.drop("device")
    assert config.text("device.prov.serverName") == "provisioned"


def test_what_a_change_needs() -> None:
    config = Config({})
    assert config.set({"log.render.level": "2"}) == "live"
    assert config.set({"reg.1.label": "new"}) == "restart"
    assert config.set({"reg.1.label": "new"}) == "live"
    both = {"device.set": "1", "device.theme.set": "1", "device.theme": "BroadSoft", "reg.1.label": "other"}
    assert config.set(both) == "reboot"
    with pytest.raises(BadValue):
        config.set({"log.render.level": "x"})


def test_faults_of_a_provisioned_configuration() -> None:
    with pytest.raises(UnknownName, match=r"log\.render\.level"):
        Config({"log.render.leve": "1"})
    with pytest.raises(UsageError, match=r"log\.render\.level"):
        Config({"log.render.level": "8"})

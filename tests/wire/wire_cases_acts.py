"""Restarts, resets, configuration, uploads, sign-in and simulated input: what they do to the phone."""

from collections.abc import Callable

import pytest
from wire_casebook import LONG, Case, Casebook, the_call
from wire_cases_info import signed_in
from wire_park import Handset, Shelf, Stage, soon, until

from PolyLibrary.errors import PhoneRefused, RestOff
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.redaction import Password
from PolyLibrary.terms import CallState, Point

CASES = Casebook()


def comes_back(handset: Handset) -> None:
    """Wait until the phone has started anew and is registered."""

    def anew() -> bool:
        uptime = handset.phone.info.device(soon()).uptime
        return uptime is not None and uptime < LONG and handset.phone.lines.status(soon())[0].registered

    until(anew)


@CASES.of(34)
def safe_restart(stage: Stage, shelf: Shelf) -> None:
    _after_the_call(stage, stage.phone.actions.safe_restart)


@CASES.of(35)
def safe_reboot(stage: Stage, shelf: Shelf) -> None:
    _after_the_call(stage, stage.phone.actions.safe_reboot)


def _after_the_call(stage: Stage, act: Callable[..., None]) -> None:
    """The phone says yes, waits for its call, and starts anew."""
    stage.under.up_for(LONG)
    stage.talk()
    act(soon())
    assert the_call(stage).state is CallState.CONNECTED
    if 15 in stage.firmware.has:
        raw = stage.phone.info.topic("device v2", soon())
        assert (raw["IntendToShutdown"], raw["CanApplyShutdownRequest"]) == (True, False)
    stage.under.hangs_up()
    comes_back(stage.under)


@CASES.of(36)
def factory_reset(stage: Stage, shelf: Shelf) -> None:
    phone = stage.spare.phone
    phone.actions.factory_reset(soon())

    def out_of_reach() -> bool:
        try:
            phone.info.device(soon())
        except RestOff:
            return True
        return False

    until(out_of_reach)


def _reset(source: str) -> Case:
    """The values of one source are gone after it, and the phone has started anew."""

    def act(stage: Stage, shelf: Shelf) -> None:
        name = "device.prov.serverName" if source == "device" else "up.backlight.timeout"
        value = "boot.lab.example" if source == "device" else "9"
        home = "web" if source == "all" else source
        values = {name: value}
        if source == "device":
            values |= {"device.set": "1", f"{name}.set": "1"}
        stage.under.by_hand(lambda phone: phone.config.set(values, home))
        assert stage.phone.config.get([name], soon()) == {name: ConfigValue(value, home)}
        stage.under.up_for(LONG)
        stage.phone.actions.reset_config(source, soon())  # type: ignore[arg-type]
        comes_back(stage.under)
        left = ConfigValue("", "default") if source == "device" else ConfigValue("7", "config")
        assert stage.phone.config.get([name], soon()) == {name: left}

    return act


for _number, _source in ((37, "all"), (38, "local"), (39, "web"), (40, "device"), (41, "cloud")):
    CASES.of(_number)(_reset(_source))


@CASES.of(42)
def update_configuration(stage: Stage, shelf: Shelf) -> None:
    stage.under.up_for(LONG)
    log = stage.under.by_hand(lambda phone: phone.log.content())
    stage.phone.actions.update_configuration(soon())
    until(lambda: stage.under.by_hand(lambda phone: phone.log.content())[len(log) :].count(b"Provisioning server"))
    assert (stage.phone.info.device(soon()).uptime or 0) >= LONG  # nothing changed, so it has not restarted


@CASES.of(43)
def config_get(stage: Stage, shelf: Shelf) -> None:
    stage.under.settings("local", up__toneMode="1")
    names = ["up.backlight.timeout", "up.toneMode", "call.callWaiting.enable", "no.such.one"]
    reading = stage.phone.config.read(names, soon())
    assert reading.values == {
        "up.backlight.timeout": ConfigValue("7", "config"),
        "up.toneMode": ConfigValue("1", "local"),
        "call.callWaiting.enable": ConfigValue("1", "default"),
    }
    assert reading.unknown == ("no.such.one",)
    raw = stage.phone.rest.call("POST", "v1/mgmt/config/get", ["no.such.one"], soon(), "4000").raw
    assert raw["InvalidParams"] == (["no.such.one"] if stage.firmware.invalid_is_list else {"1": "no.such.one"})
    before = len(stage.under.asked())
    many = [f"reg.{line}.{field}" for line in range(1, 10) for field in ("address", "label", "displayName")]
    assert stage.phone.config.read(many, soon()).values["reg.1.address"] == ConfigValue(stage.under.number, "config")
    assert len(stage.under.asked()) == before + 2  # 27 names, of which a request takes 20


@CASES.of(44)
def config_set(stage: Stage, shelf: Shelf) -> None:
    stage.phone.config.set({"up.toneMode": True, "device.prov.serverName": "10.252.149.102"}, soon())
    assert stage.phone.config.get(["up.toneMode", "device.prov.serverName"], soon()) == {
        "up.toneMode": ConfigValue("1", "web"),
        "device.prov.serverName": ConfigValue("10.252.149.102", "device"),
    }


@CASES.of(45)
def export_config(stage: Stage, shelf: Shelf) -> None:
    stage.phone.actions.export_config(f"{shelf.url}/{stage.name}.cfg", soon())
    assert f'reg.1.address="{stage.under.number}"'.encode() in shelf.taken[f"/{stage.name}.cfg"]


@CASES.of(46)
def sign_in(stage: Stage, shelf: Shelf) -> None:
    phone = stage.lync.phone
    with pytest.raises(PhoneRefused) as caught:
        phone.info.presence(soon())
    assert caught.value.status == "4003"
    phone.skype.sign_in("a@lab.example", "a@lab.example", Password("sky-pass-31", ""), soon())
    assert phone.info.presence(soon()) == "Available"


@CASES.of(47)
def sign_out(stage: Stage, shelf: Shelf) -> None:
    signed_in(stage.lync)
    stage.lync.phone.skype.sign_out(soon())
    with pytest.raises(PhoneRefused) as caught:
        stage.lync.phone.info.presence(soon())
    assert caught.value.status == "4003"


@CASES.of(48)
def touch(stage: Stage, shelf: Shelf) -> None:
    def felt() -> str:
        return stage.under.by_hand(lambda phone: phone.log.content()).decode()[len(before) :]

    before = stage.under.by_hand(lambda phone: phone.log.content()).decode()
    stage.phone.touch.tap(Point(70, 34), soon())
    assert "(x,y)=(70,34), state = 1" in felt()
    stage.phone.touch.swipe(Point(68, 121), Point(320, 156), 100, soon())
    assert "(x,y)=(68,121), state = 1" in felt()


@CASES.of(49)
def key(stage: Stage, shelf: Shelf) -> None:
    idle = stage.under.by_hand(lambda phone: phone.gui.screen)
    stage.phone.keys.press("home", soon())
    assert (idle, stage.under.by_hand(lambda phone: phone.gui.screen)) == ("idle", "home")


@CASES.of(50)
def enter_text(stage: Stage, shelf: Shelf) -> None:
    def field() -> list[str]:
        return [item["value"] for item in stage.under.by_hand(lambda phone: phone.gui.describe()["fields"])]

    stage.under.by_hand(lambda phone: phone.gui.key("Dialpad5"))
    assert field() == ["5"]
    stage.phone.keys.enter_text("12", soon(), replace=False)
    assert field() == ["512"]
    stage.phone.keys.enter_text("34", soon())
    assert field() == ["34"]


@CASES.of(51)
def upload_capture(stage: Stage, shelf: Shelf) -> None:
    stage.under.settings("web", diags__pcap__enabled="1", diags__pcap__background__enabled="1")
    stage.phone.actions.upload_capture(soon(), f"{shelf.url}/{stage.name}.pcap")
    assert shelf.taken[f"/{stage.name}.pcap"][:4] == b"\xd4\xc3\xb2\xa1"

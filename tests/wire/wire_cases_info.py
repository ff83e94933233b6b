"""What a phone tells about itself, its network, lines and media: typed values against the captured replies."""

from datetime import datetime

from wire_casebook import DAY, LONG, Casebook, the_call
from wire_park import Handset, Shelf, Stage, soon, until
from wire_table import LOCATION, RUNNING

from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.phone.lines import Line
from PolyLibrary.phone.media import Communication
from PolyLibrary.phone.registration import Registration
from PolyLibrary.terms import Version

CASES = Casebook()


@CASES.of(13)
def registrations(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    (user,) = stage.phone.info.registrations(soon())
    assert user == Registration(stage.under.number, 1, 1, "Registered", user.expires)
    assert user.registered
    assert user.expires > 0


def told(stage: Stage, found: DeviceInfo) -> None:
    """What both versions tell."""
    assert (found.model, found.vendor, found.ip) == (
        stage.firmware.model[1],
        stage.firmware.vendor,
        stage.under.reach.host,
    )
    assert (found.firmware, found.firmware.text) == (Version(stage.firmware.release), stage.firmware.release)
    assert found.mac == stage.under.reach.mac
    assert found.attached == stage.firmware.attached
    assert found.uptime is not None
    assert found.uptime - LONG in range(10)


@CASES.of(14)
def device_v1(stage: Stage, shelf: Shelf) -> None:
    stage.under.up_for(LONG)
    found = stage.phone.info.device_v1(soon())
    told(stage, found)
    assert (found.ready, found.state) == ((True, "AppStateMenu") if stage.firmware.v1_is_v2 else (None, ""))


@CASES.of(15)
def device_v2(stage: Stage, shelf: Shelf) -> None:
    stage.under.up_for(LONG)
    found = stage.phone.info.device_v2(soon())
    told(stage, found)
    assert (found.ready, found.state) == (True, "AppStateMenu")
    stage.talk()
    assert stage.phone.info.device_v2(soon()).state == "AppStateCall"
    raw = stage.phone.info.topic("device v2", soon())
    assert raw["Firmware"]["Application"] == stage.firmware.application


@CASES.of(16)
def load(stage: Stage, shelf: Shelf) -> None:
    found = stage.phone.info.load(soon())
    assert 3.0 <= found.cpu <= 9.0
    assert 0 < found.cpu_average < 100
    assert found.memory == found.memory_used + found.memory_free
    assert found.ram_disk == 67108864


@CASES.of(17)
def running_config(stage: Stage, shelf: Shelf) -> None:
    found = stage.phone.info.running_config(soon())
    assert {group: set(fields) for group, fields in found.items()} == {
        group: set(names.split()) for group, names in RUNNING.items()
    }
    network = found["Network"]
    assert (network["IPAddress"], network["IPStack"], network["StormFilterPPS"]) == (
        stage.under.reach.host,
        "IPv4 Only",
        38,
    )
    assert (found["Provisioning"]["User"], found["Provisioning"]["MaxServers"]) == ("PlcmSpIp", 8)


@CASES.of(18)
def network(stage: Stage, shelf: Shelf) -> None:
    firmware = stage.firmware
    found = stage.phone.info.network(soon())
    assert (found.ip, found.dhcp, found.lan_up, found.lan_speed) == (stage.under.reach.host, True, True, 1000)
    assert (found.cdp, found.lldp, found.vlan, found.wifi) == (True, True, None, {})
    assert len(found.dns) == 1
    if firmware.boot[0]:
        assert found.boot_options[0] == firmware.boot[0]
    assert found.boot_options[1] == firmware.boot[1]
    assert found.provisioning[2] == "PlcmSpIp"
    raw = stage.phone.info.topic("network", soon())
    assert (raw["LANSpeed"], firmware.cdp in raw) == (firmware.lan_speed, True)
    assert raw["AlternateDNSServer"] == firmware.no_second_dns


@CASES.of(19)
def network_stats(stage: Stage, shelf: Shelf) -> None:
    stage.under.up_for(LONG)
    first = stage.phone.info.network_stats(soon())
    assert first.uptime is not None
    assert first.uptime - LONG in range(10)
    stage.under.up_for(LONG + DAY)
    second = stage.phone.info.network_stats(soon())
    assert second.received > first.received > 0
    assert second.sent > first.sent > 0


@CASES.of(20)
def lines_v1(stage: Stage, shelf: Shelf) -> None:
    number, label = stage.under.number, stage.name
    (line,) = stage.phone.lines.status_v1(soon())
    if stage.firmware.v1_is_v2:
        assert line == Line(1, True, "", "", label, number, "", "", 0, False, False, (True,))
        return
    assert line == Line(1, True, "private", number, label, number, "SIP", line.proxy, 5060, None, None, ())
    assert line.proxy


@CASES.of(21)
def lines_v2(stage: Stage, shelf: Shelf) -> None:
    number, label = stage.under.number, stage.name
    assert stage.phone.lines.status_v2(soon()) == [
        Line(1, True, "", "", label, number, "", "", 0, False, False, (True,))
    ]
    stage.talk()
    (line,) = stage.phone.lines.status_v2(soon())
    assert line.active is True


@CASES.of(26)
def poll(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    busy = stage.phone.info.poll(soon())
    assert (busy.state, busy.active_for in range(10), busy.last_call) == ("Active", True, None)
    stage.under.hangs_up()
    idle = until(lambda: (found := stage.phone.info.poll(soon())).state == "Idle" and found)
    assert idle.active_for is None
    assert idle.last_call is not None
    assert abs((datetime.now() - idle.last_call).total_seconds()) < 60


@CASES.of(27)
def sessions(stage: Stage, shelf: Shelf) -> None:
    assert stage.phone.info.sessions(soon()) == []
    stage.talk()
    (session,) = stage.phone.info.sessions(soon())
    assert session.ref == f"0x{the_call(stage).ref}"
    (stream,) = session.streams
    assert (stream.category, stream.lost, stream.mos) == ("0:Voice", 0, None)
    assert stream.received >= 0
    assert all(":" in codec for codec in stream.codecs)


@CASES.of(28)
def communication(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    assert stage.phone.info.communication(soon()) == Communication(("RxTx",) * 3, (), muted=False)
    stage.under.by_hand(lambda phone: phone.desk.set_mute(True))
    assert stage.phone.info.communication(soon()).muted


@CASES.of(29)
def transfer_type(stage: Stage, shelf: Shelf) -> None:
    assert stage.phone.info.transfer_type(soon()) == "Consultative"
    stage.under.settings("web", call__defaultTransferType="Blind")
    assert stage.phone.info.transfer_type(soon()) == "Blind"


def signed_in(handset: Handset) -> None:
    """Sign in without REST."""
    handset.by_hand(lambda phone: setattr(phone.skype, "address", "lync@lab.example"))


@CASES.of(30)
def presence(stage: Stage, shelf: Shelf) -> None:
    signed_in(stage.lync)
    assert stage.lync.phone.info.presence(soon()) == "Available"


@CASES.of(31)
def location(stage: Stage, shelf: Shelf) -> None:
    assert set(stage.lync.phone.info.location(soon())) == set(LOCATION.split("|"))


@CASES.of(32)
def paired(stage: Stage, shelf: Shelf) -> None:
    assert stage.phone.info.paired(soon()) == []


@CASES.of(33)
def uixml(stage: Stage, shelf: Shelf) -> None:
    xml = stage.phone.info.uixml(soon())
    assert "New Call" in xml
    stage.talk()
    assert "End Call" in stage.phone.info.uixml(soon())

"""What the fact sheets say of each endpoint and each firmware. Nothing here comes from the emulator's own data.

Numbers, paths and "since" are the index of endpoints in the sheet of the REST API; which firmware has what, and how it
writes it, are the tables of the emulator's defaults and the captured replies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.phone import Phone
from PolyLibrary.redaction import Password
from PolyLibrary.terms import Point

SECRET = "sky-pass-31"


class Endpoint(NamedTuple):
    """One endpoint, the client's function for it, that function called with any sensible values, and its "since"."""

    method: str
    path: str
    function: str
    ask: Callable[[Phone, Deadline], Any]
    since: str


G, P = "GET", "POST"
ENDPOINTS: Mapping[int, Endpoint] = {
    1: Endpoint(P, "v1/callctrl/dial", "calls.dial", lambda p, d: p.calls.dial("1", d), "UCS 5.4"),
    2: Endpoint(P, "v1/callctrl/endCall", "calls.end", lambda p, d: p.calls.end("ab12", d), "UCS 5.4"),
    3: Endpoint(P, "v1/callctrl/mute", "calls.mute", lambda p, d: p.calls.mute(True, d), "UCS 5.8"),
    4: Endpoint(P, "v1/callctrl/transferCall", "calls.transfer", lambda p, d: p.calls.transfer("a", "1", d), "UCS 5.8"),
    5: Endpoint(P, "v1/callctrl/sendDTMF", "calls.dtmf", lambda p, d: p.calls.dtmf("1", d), "UCS 5.8"),
    6: Endpoint(P, "v1/callctrl/holdCall", "calls.hold", lambda p, d: p.calls.hold(None, d), "UCS 5.8"),
    7: Endpoint(P, "v1/callctrl/resumeCall", "calls.resume", lambda p, d: p.calls.resume(None, d), "UCS 5.8"),
    8: Endpoint(P, "v1/callctrl/answerCall", "calls.answer", lambda p, d: p.calls.answer(None, d), "UCS 5.8"),
    9: Endpoint(P, "v1/callctrl/ignoreCall", "calls.ignore", lambda p, d: p.calls.ignore(None, d), "UCS 5.8"),
    10: Endpoint(P, "v1/callctrl/rejectCall", "calls.reject", lambda p, d: p.calls.reject(None, d), "UCS 5.8"),
    11: Endpoint(G, "v1/webCallControl/callStatus", "calls.status_v1", lambda p, d: p.calls.status_v1(d), "UCS 5.4"),
    12: Endpoint(G, "v2/webCallControl/callStatus", "calls.status_v2", lambda p, d: p.calls.status_v2(d), "UCS 5.8"),
    13: Endpoint(
        G, "v1/webCallControl/sipStatus", "info.registrations", lambda p, d: p.info.registrations(d), "UCS 5.4"
    ),
    14: Endpoint(G, "v1/mgmt/device/info", "info.device_v1", lambda p, d: p.info.device_v1(d), "UCS 5.4"),
    15: Endpoint(G, "v2/mgmt/device/info", "info.device_v2", lambda p, d: p.info.device_v2(d), "UCS 5.8"),
    16: Endpoint(G, "v1/mgmt/device/stats", "info.load", lambda p, d: p.info.load(d), "UCS 5.7"),
    17: Endpoint(
        G, "v1/mgmt/device/runningConfig", "info.running_config", lambda p, d: p.info.running_config(d), "UCS 5.8"
    ),
    18: Endpoint(G, "v1/mgmt/network/info", "info.network", lambda p, d: p.info.network(d), "UCS 5.4"),
    19: Endpoint(G, "v1/mgmt/network/stats", "info.network_stats", lambda p, d: p.info.network_stats(d), "UCS 5.4"),
    20: Endpoint(G, "v1/mgmt/lineInfo", "lines.status_v1", lambda p, d: p.lines.status_v1(d), "UCS 5.4"),
    21: Endpoint(G, "v2/mgmt/lineInfo", "lines.status_v2", lambda p, d: p.lines.status_v2(d), "UCS 5.8"),
    22: Endpoint(G, "v1/mgmt/callLogs", "calllog.read", lambda p, d: p.calllog.read(None, d), "UCS 5.8"),
    23: Endpoint(G, "v1/mgmt/callLogs/missed", "calllog.read", lambda p, d: p.calllog.read("missed", d), "UCS 5.8"),
    24: Endpoint(G, "v1/mgmt/callLogs/received", "calllog.read", lambda p, d: p.calllog.read("received", d), "UCS 5.8"),
    25: Endpoint(G, "v1/mgmt/callLogs/placed", "calllog.read", lambda p, d: p.calllog.read("placed", d), "UCS 5.8"),
    26: Endpoint(G, "v1/mgmt/pollForStatus", "info.poll", lambda p, d: p.info.poll(d), "UCS 5.8"),
    27: Endpoint(G, "v1/mgmt/media/sessionStats", "info.sessions", lambda p, d: p.info.sessions(d), "UCS 5.8"),
    28: Endpoint(
        G, "v1/mgmt/media/communicationInfo", "info.communication", lambda p, d: p.info.communication(d), "UCS 5.8"
    ),
    29: Endpoint(G, "v1/mgmt/transferType/get", "info.transfer_type", lambda p, d: p.info.transfer_type(d), "UCS 5.8"),
    30: Endpoint(G, "v1/mgmt/getPresence", "info.presence", lambda p, d: p.info.presence(d), "UCS 5.7"),
    31: Endpoint(G, "v1/mgmt/location/info", "info.location", lambda p, d: p.info.location(d), "UCS 5.8"),
    32: Endpoint(G, "v1/mgmt/mrpair/info", "info.paired", lambda p, d: p.info.paired(d), "Trio 5.9"),
    33: Endpoint(G, "v1/mgmt/uixml", "info.uixml", lambda p, d: p.info.uixml(d), "UCS 6.0"),
    34: Endpoint(P, "v1/mgmt/safeRestart", "actions.safe_restart", lambda p, d: p.actions.safe_restart(d), "UCS 5.4"),
    35: Endpoint(P, "v1/mgmt/safeReboot", "actions.safe_reboot", lambda p, d: p.actions.safe_reboot(d), "UCS 5.4"),
    36: Endpoint(
        P, "v1/mgmt/factoryReset", "actions.factory_reset", lambda p, d: p.actions.factory_reset(d), "UCS 5.4"
    ),
    37: Endpoint(
        P, "v1/mgmt/configReset", "actions.reset_config", lambda p, d: p.actions.reset_config("all", d), "UCS 5.4"
    ),
    38: Endpoint(
        P,
        "v1/mgmt/configReset/local",
        "actions.reset_config",
        lambda p, d: p.actions.reset_config("local", d),
        "UCS 5.8",
    ),
    39: Endpoint(
        P, "v1/mgmt/configReset/web", "actions.reset_config", lambda p, d: p.actions.reset_config("web", d), "UCS 5.8"
    ),
    40: Endpoint(
        P,
        "v1/mgmt/configReset/device",
        "actions.reset_config",
        lambda p, d: p.actions.reset_config("device", d),
        "UCS 5.8",
    ),
    41: Endpoint(
        P,
        "v1/mgmt/configReset/cloud",
        "actions.reset_config",
        lambda p, d: p.actions.reset_config("cloud", d),
        "UCS 6.4",
    ),
    42: Endpoint(
        P,
        "v1/mgmt/updateConfiguration",
        "actions.update_configuration",
        lambda p, d: p.actions.update_configuration(d),
        "UCS 5.8",
    ),
    43: Endpoint(P, "v1/mgmt/config/get", "config.read", lambda p, d: p.config.read(["up.toneMode"], d), "UCS 5.4"),
    44: Endpoint(P, "v1/mgmt/config/set", "config.set", lambda p, d: p.config.set({"up.toneMode": "1"}, d), "UCS 5.4"),
    45: Endpoint(
        P, "v1/mgmt/config/export", "actions.export_config", lambda p, d: p.actions.export_config("u", d), "UCS 5.8"
    ),
    46: Endpoint(
        P,
        "v1/mgmt/skype/signIn",
        "skype.sign_in",
        lambda p, d: p.skype.sign_in("a@b", "a@b", Password(SECRET, ""), d),
        "UCS 5.7",
    ),
    47: Endpoint(P, "v1/mgmt/skype/signOut", "skype.sign_out", lambda p, d: p.skype.sign_out(d), "UCS 5.7"),
    48: Endpoint(P, "v1/mgmt/simulateTouch", "touch.tap", lambda p, d: p.touch.tap(Point(1, 1), d), "UCS 5.7"),
    49: Endpoint(P, "v1/mgmt/simulateKeyEvent", "keys.press", lambda p, d: p.keys.press("Home", d), "UCS 6.0"),
    50: Endpoint(P, "v1/mgmt/simulateTextInput", "keys.enter_text", lambda p, d: p.keys.enter_text("1", d), "UCS 6.0"),
    51: Endpoint(
        P,
        "v1/mgmt/network/uploadBgCapture",
        "actions.upload_capture",
        lambda p, d: p.actions.upload_capture(d),
        "UCS 5.8",
    ),
}
#: What people remember and no source proves: by Call REST API only.
RECALLED = (
    "v1/mgmt/transferType/set",
    "v1/mgmt/setPresence",
    "v1/mgmt/contact/add",
    "v1/mgmt/contact/delete",
    "v1/mgmt/log/upload",
)
#: Topics of Get Phone Status and their endpoint.
TOPICS = {
    "calls": 11,
    "calls v2": 12,
    "call logs": 22,
    "missed calls": 23,
    "received calls": 24,
    "placed calls": 25,
    "device": 14,
    "device v2": 15,
    "device stats": 16,
    "running config": 17,
    "network": 18,
    "network stats": 19,
    "lines": 20,
    "lines v2": 21,
    "sip": 13,
    "sessions": 27,
    "communication": 28,
    "transfer type": 29,
    "poll": 26,
    "presence": 30,
    "location": 31,
    "pairing": 32,
    "uixml": 33,
}

CALLCTRL, SKYPE, V2 = frozenset(range(1, 11)), {46, 47}, {12, 15, 21}
UCS55 = frozenset({1, 2, 11, 13, 14, 18, 19, 20, 34, 35, 36, 37, 43, 44})
UCS570 = UCS55 | {16, 30, 48} | SKYPE
UCS58 = UCS570 | CALLCTRL | V2 | {17, *range(22, 30), 31, 38, 39, 40, 42, 45, 51}
UCS61 = UCS58 | {33, 49, 50}
UCS64 = UCS61 | {41}


@dataclass(frozen=True)
class Firmware:
    """One firmware: what it has, and its own words.

    Args:
        application: Version as v2 device/info writes it; the part before the space is the whole of v1.
        model: Which virtual phone runs it here, and how that writes its name.
        v1_is_v2: v1 answers in the shapes of v2 (5.7.0).
        refused: Endpoints that are there and say no all the same: Status, or ``freezes``.
    """

    has: frozenset[int]
    application: str
    model: tuple[str, str] = ("VVX600", "VVX 600")
    vendor: str = "Polycom"
    lan_speed: str = "1000MB"
    cdp: str = "CDPCompability"
    no_second_dns: str = "0.0.0.0"
    boot: tuple[str, str] = ("Default", "160")
    attached: Mapping[str, Any] = field(default_factory=lambda: {"EM": []})
    protocol: str = "Sip"
    tel: str = ""
    handle_step: tuple[int, int] = (0x41A8A520, 0x3528)
    invalid_is_list: bool = False
    digest: bool = False
    v1_is_v2: bool = False
    refused: Mapping[int, str] = field(default_factory=dict)

    @property
    def release(self) -> str:
        return self.application.split()[0]


TRIO: dict[str, Any] = {"model": ("Trio8800", "Trio 8800"), "attached": {}, "protocol": "Auto", "tel": "tel:"}
PVOS: dict[str, Any] = {"lan_speed": "1000Mbps", "cdp": "CDPCompatibility", "no_second_dns": ""}
# Up to 5.x the FAQ's handle in hex digits that are all decimal, counted on by 3528 as decimal text.
DECIMAL: dict[str, Any] = {"handle_step": (2341880, 3528)}
FIRMWARE: Mapping[str, Firmware] = {
    "ucs55": Firmware(UCS55, "5.5.0.22173", **DECIMAL),
    "ucs570": Firmware(UCS570, "5.7.0.11768", v1_is_v2=True, **DECIMAL),
    "ucs58": Firmware(UCS58, "5.8.0.12848", **DECIMAL),
    "ucs59": Firmware(UCS58, "5.9.3.2857 02-Jul-19 06:14", **DECIMAL),
    "ucs61": Firmware(UCS61, "6.1.0.6189"),
    "ucs64": Firmware(UCS64, "6.4.0.2354"),
    "trio55": Firmware(UCS58 - V2 - SKYPE - {48}, "5.5.4.2255", refused={27: "freezes"}, **TRIO),
    "trio59": Firmware((UCS58 | {32}) - SKYPE, "5.9.5.3182", **TRIO),
    "trio72": Firmware(
        (UCS58 | {32}) - SKYPE, "7.2.2.1094 28-Feb-22 15:29", boot=("Custom+Option66", "161"), **TRIO, **PVOS
    ),
    "ccx73": Firmware(
        UCS64 - SKYPE - {33, 49}, "7.3.0.16841", model=("CCX500", "CCX 500"), invalid_is_list=True, **PVOS
    ),
    "edge86": Firmware(
        UCS64 - SKYPE - {33} - CALLCTRL,
        "8.6.0.1321",
        model=("VVX450", "VVX 450"),
        vendor="Poly",
        boot=("Static", "160"),
        invalid_is_list=True,
        digest=True,
        refused={48: "4004"},
        **PVOS,
    ),
}

#: Fields of each group of runningConfig.
RUNNING = {
    "Network": "IPAddress SubnetMask IPGateway IPStack PreferredNetwork IPv6Address IPv6LinkAddress IPv6ULAAddress "
    "IPv6Gateway IPv6AddressDiscovery VLAN VLANFiltering CDP LLDP StormFiltering StormFilterPPS",
    "DHCP": "Feature OfferTimeout Option60Format BootServerUseOption BootServerOption BootServerOptionType "
    "VLANDiscovery VLANDiscoveryOption",
    "Provisioning": "ServerType Server User FileTxTries RetryWait MaxServers NetworkEnv TagSerialNo",
    "DNS": "Feature PrimaryServer SecondaryServer Domain",
    "SNTP": "Server GMTOffsetHours GMTOffsetSeconds",
    "Syslog": "Server Transport Facility RenderLevel PrependMAC",
    "TR069": "Feature ACSURL ACSUsername CPEUsername PeriodicInform InformInterval UpgradeManagement",
}
#: Fields of the civic address.
LOCATION = (
    "Country|StreetGroup|House Number|State|Place Type|District|Add. Info|Road SubSection|City|Neighbourhood Block|"
    "Landmark|Post Box|Division|Street|Road Section|Street1|Street2|Place Name|House Num. Suff.|Zip Code|"
    "Road Pre Modifier|Road Post Modifier|Building|Unit|Floor|Additional Code|Room|Postal Name|Seat|Road|Road Branch"
)

"""What a phone tells about itself: device, network, status topics."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PathMissing, UnknownName
from PolyLibrary.names import fold
from PolyLibrary.phone.address import mac_of
from PolyLibrary.phone.fields import first, flag, mapping, surprise, text, whole
from PolyLibrary.phone.rest import Rest
from PolyLibrary.phone.times import parse_duration, parse_local, parse_uptime
from PolyLibrary.terms import Version

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,15})\Z")
_DECIMAL = re.compile(r"-?\d{1,12}\.\d{1,9}\Z")
# Digits in these fields are names, not amounts.
_NAMES = re.compile(
    r"(?i)(mac|name|label|userid|user|address|ipstack|ssid|release|version|application|updater|bootblock|"
    r"ref|handle|callid|uuid|partynumber|server|gateway|mask|domain|zip code|house number|room|unit)"
)


@dataclass(frozen=True)
class DeviceInfo:
    """A phone's own description, the same from v1 and v2.

    Args:
        model: ``VVX 410``, ``Trio 8800``, ``Edge E350``.
        mac: Twelve lower-case hex digits; empty when the phone does not tell.
        uptime: Seconds since the last start; None when the phone does not tell.
        ready: ReadyToUse; None in v1.
        state: AppState, such as ``AppStateMenu``; empty in v1.
        attached: Expansion modules and camera as the phone lists them.
    """

    model: str
    firmware: Version
    mac: str
    vendor: str
    ip: str
    uptime: int | None
    ready: bool | None
    state: str
    attached: Mapping[str, Any]


def parse_device(data: object) -> DeviceInfo:
    """Device information by the shape of its fields (5.7 answers v1 in the shape of v2).

    Raises:
        BadReply: No object, or no model in it.
    """
    fields = mapping(data, "device information")
    model = text(fields, "ModelNumber").removeprefix("RealPresence ").strip()
    if not model:
        raise surprise("device information", data, "a field ModelNumber")
    firmware = first(fields, "Firmware")
    release = (
        text(firmware, "Application") if isinstance(firmware, dict) else text(fields, "FirmwareRelease", "Firmware")
    )
    attached = first(fields, "AttachedHardware")
    return DeviceInfo(
        model=model,
        firmware=Version(release.split(" ", 1)[0]),
        mac=mac_of(text(fields, "MACAddress", "MacAddress")) or "",
        vendor=text(fields, "DeviceVendor"),
        ip=text(fields, "IPAddress", "IPV4Address"),
        uptime=_uptime(fields),
        ready=flag(fields, "ReadyToUse"),
        state=text(fields, "AppState"),
        attached=attached if isinstance(attached, dict) else {},
    )


def _uptime(fields: Mapping[str, Any]) -> int | None:
    parts = first(fields, "UpTime")
    if isinstance(parts, dict):
        return ((whole(parts, "Days") * 24 + whole(parts, "Hours")) * 60 + whole(parts, "Minutes")) * 60 + whole(
            parts, "Seconds"
        )
    return parse_uptime(text(fields, "UpTimeSinceLastReboot", "UpTime"))


@dataclass(frozen=True)
class PollStatus:
    """The short status: ``Idle``, ``Active`` or an error word.

    Args:
        last_call: The phone's local time of the last call, when idle.
        active_for: Seconds of the active call.
    """

    state: str
    text: str
    last_call: datetime | None
    active_for: int | None


def parse_poll(data: object) -> PollStatus:
    """``State`` and ``StateData`` of pollForStatus; BadReply when there is no state."""
    fields = mapping(data, "poll status")
    state, words = text(fields, "State"), text(fields, "StateData")
    if not state:
        raise surprise("poll status", data, "a field State")
    last = re.search(r"\d{4}-\d\d-\d\dT[\d:]+", words)
    active = re.search(r"(?i)duration\s+(.*)", words)
    return PollStatus(
        state=state,
        text=words,
        last_call=parse_local(last[0]) if last else None,
        active_for=parse_duration(active[1]) if active else None,
    )


def typed(value: Any, key: str = "") -> Any:
    """Numbers and ``True``/``False`` of a phone's answer as such, where the field is no name or address."""
    if isinstance(value, dict):
        return {name: typed(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [typed(item, key) for item in value]
    if not isinstance(value, str) or _NAMES.search(key):
        return value
    if value in ("True", "False"):
        return value == "True"
    if _INTEGER.match(value):
        return int(value)
    return float(value) if _DECIMAL.match(value) else value


_PATHS = {
    "device": "/api/v1/mgmt/device/info",
    "device stats": "/api/v1/mgmt/device/stats",
    "network": "/api/v1/mgmt/network/info",
    "network stats": "/api/v1/mgmt/network/stats",
    "lines": "/api/v1/mgmt/lineInfo",
    "sip": "/api/v1/webCallControl/sipStatus",
    "sessions": "/api/v1/mgmt/media/sessionStats",
    "communication": "/api/v1/mgmt/media/communicationInfo",
    "running config": "/api/v1/mgmt/device/runningConfig",
    "transfer type": "/api/v1/mgmt/transferType/get",
    "poll": "/api/v1/mgmt/pollForStatus",
    "presence": "/api/v1/mgmt/getPresence",
    "location": "/api/v1/mgmt/location/info",
    "pairing": "/api/v1/mgmt/mrpair/info",
    "uixml": "/api/v1/mgmt/uixml",
}

Topic = Callable[[Deadline], Any]


class Info:
    """Status topics of one phone, each one request."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._has_v2 = True
        #: Topic name to the function that asks the phone; values are mappings or lists with typed numbers.
        self.topics: Mapping[str, Topic] = {name: self._asking(name) for name in _PATHS}

    def device(self, deadline: Deadline) -> DeviceInfo:
        """By v2, and by v1 where a phone lacks that; remembered."""
        if self._has_v2:
            try:
                return parse_device(self._rest.get("/api/v2/mgmt/device/info", deadline))
            except PathMissing:
                self._has_v2 = False
        return parse_device(self._rest.get(_PATHS["device"], deadline))

    def network(self, deadline: Deadline) -> Mapping[str, Any]:
        return mapping(self.topic("network", deadline), "network information")

    def network_stats(self, deadline: Deadline) -> Mapping[str, Any]:
        """Packets as numbers, ``UpTime`` in seconds."""
        stats = dict(mapping(self.topic("network stats", deadline), "network statistics"))
        if isinstance(stats.get("UpTime"), str):
            stats["UpTime"] = parse_uptime(stats["UpTime"])
        return stats

    def running_config(self, deadline: Deadline) -> Mapping[str, Any]:
        return mapping(self.topic("running config", deadline), "running configuration")

    def transfer_type(self, deadline: Deadline) -> str:
        """``Consultative``, ``Blind`` or ``Safe``."""
        return text(mapping(self.topic("transfer type", deadline), "transfer type"), "Type")

    def poll(self, deadline: Deadline) -> PollStatus:
        return parse_poll(self._rest.get(_PATHS["poll"], deadline))

    def uixml(self, deadline: Deadline) -> str:
        """The XML of the screen shown (undocumented, VVX 6.x); PathMissing elsewhere."""
        data = self._rest.get(_PATHS["uixml"], deadline)
        if not isinstance(data, str):
            raise surprise("screen description", data, "an XML text")
        return data

    def topic(self, name: str, deadline: Deadline) -> Any:
        """One topic of ``topics``, its name in any case and spacing; UnknownName otherwise."""
        wanted = fold(name)
        for known, ask in self.topics.items():
            if fold(known) == wanted:
                return ask(deadline)
        raise UnknownName("status topic", name, self.topics)

    def _asking(self, name: str) -> Topic:
        def ask(deadline: Deadline) -> Any:
            answer = self._rest.call("GET", _PATHS[name], None, deadline)
            if answer.data is None:
                # getPresence puts its field beside the Status.
                return typed({key: value for key, value in answer.raw.items() if key not in ("Status", "data")})
            return answer.data if name == "uixml" else typed(answer.data)

        return ask

"""What a phone tells about itself: device, network, status topics."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, UnknownName
from PolyLibrary.names import fold
from PolyLibrary.phone.address import mac_of
from PolyLibrary.phone.fields import first, flag, items, mapping, surprise, text, typed, whole
from PolyLibrary.phone.firmware import session_stats_safe
from PolyLibrary.phone.load import Load, parse_load
from PolyLibrary.phone.media import Communication, MediaSession, parse_communication, parse_sessions
from PolyLibrary.phone.network import Network, NetworkStats, parse_network, parse_network_stats
from PolyLibrary.phone.registration import Registration, parse_sip
from PolyLibrary.phone.rest import Rest, RestAnswer
from PolyLibrary.phone.status import NO_CALL, OK
from PolyLibrary.phone.times import parse_duration, parse_local, parse_uptime
from PolyLibrary.phone.versions import Versions
from PolyLibrary.terms import Version


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


_PATHS = {
    "device": "/api/v1/mgmt/device/info",
    "device v2": "/api/v2/mgmt/device/info",
    "device stats": "/api/v1/mgmt/device/stats",
    "network": "/api/v1/mgmt/network/info",
    "network stats": "/api/v1/mgmt/network/stats",
    "lines": "/api/v1/mgmt/lineInfo",
    "lines v2": "/api/v2/mgmt/lineInfo",
    "sip": "/api/v1/webCallControl/sipStatus",
    "calls": "/api/v1/webCallControl/callStatus",
    "calls v2": "/api/v2/webCallControl/callStatus",
    "call logs": "/api/v1/mgmt/callLogs",
    "missed calls": "/api/v1/mgmt/callLogs/missed",
    "received calls": "/api/v1/mgmt/callLogs/received",
    "placed calls": "/api/v1/mgmt/callLogs/placed",
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
    """What one phone tells about itself: each function is one endpoint, with its answer typed.

    ``topics`` and ``topic`` give the same answers in the phone's own fields.
    """

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._versions = Versions()
        self._told: DeviceInfo | None = None
        #: Topic name to the function that asks the phone; values are mappings or lists with typed numbers.
        self.topics: Mapping[str, Topic] = {name: self._asking(name) for name in _PATHS}

    def device(self, deadline: Deadline) -> DeviceInfo:
        """By v2, and by v1 where a phone lacks that."""
        return self._versions.ask(lambda: self.device_v2(deadline), lambda: self.device_v1(deadline))

    def device_v1(self, deadline: Deadline) -> DeviceInfo:
        """By v1, which every firmware has, and which does not tell whether the phone is ready."""
        self._told = self._ask("device", deadline).parsed(parse_device)
        return self._told

    def device_v2(self, deadline: Deadline) -> DeviceInfo:
        self._told = self._ask("device v2", deadline).parsed(parse_device)
        return self._told

    def load(self, deadline: Deadline) -> Load:
        """Processor and memory. On 5.7 the phone also needs httpd.ta.enabled=1."""
        return self._ask("device stats", deadline).parsed(parse_load)

    def network(self, deadline: Deadline) -> Network:
        return self._ask("network", deadline).parsed(parse_network)

    def network_stats(self, deadline: Deadline) -> NetworkStats:
        return self._ask("network stats", deadline).parsed(parse_network_stats)

    def running_config(self, deadline: Deadline) -> Mapping[str, Any]:
        """Groups of settings (``Network``, ``DHCP``, ``SNTP``, ...) with typed numbers."""
        answer = self._ask("running config", deadline)
        return answer.parsed(lambda data: mapping(typed(data), "running configuration"))

    def registrations(self, deadline: Deadline) -> list[Registration]:
        return self._ask("sip", deadline).parsed(parse_sip)

    def sessions(self, deadline: Deadline) -> list[MediaSession]:
        """The media of each call; an empty list when there is none.

        Raises:
            NotPossible: The request makes this firmware hang (a Trio below 5.8); it was not sent.
        """
        return self._ask("sessions", deadline).parsed(parse_sessions)

    def communication(self, deadline: Deadline) -> Communication:
        """Who hears whom; PhoneRefused with 4007 without a call."""
        return self._ask("communication", deadline).parsed(parse_communication)

    def transfer_type(self, deadline: Deadline) -> str:
        """``Consultative``, ``Blind`` or ``Safe``."""
        return self._ask("transfer type", deadline).parsed(lambda data: _word(data, "transfer type", "Type"))

    def poll(self, deadline: Deadline) -> PollStatus:
        return self._ask("poll", deadline).parsed(parse_poll)

    def presence(self, deadline: Deadline) -> str:
        """``Available``, ``Busy``, ... of a phone signed in to Skype for Business; else PhoneRefused."""
        answer = self._ask("presence", deadline)
        # This answer alone has its field beside the Status.
        return answer.parsed(lambda data: _word(answer.raw if data is None else data, "presence", "Presence"))

    def location(self, deadline: Deadline) -> Mapping[str, str]:
        """The civic address by the phone's names (``House Number``, ``City``); Skype for Business only."""
        answer = self._ask("location", deadline)
        return answer.parsed(
            lambda data: {name: text(data, name) for name in mapping(data, "location")},
        )

    def paired(self, deadline: Deadline) -> list[Mapping[str, Any]]:
        """Devices connected to a Trio, each with its ``ComponentList``."""
        answer = self._ask("pairing", deadline)
        return answer.parsed(
            lambda data: items(first(mapping(data, "pairing"), "ConnectedDeviceList"), "connected devices")
        )

    def uixml(self, deadline: Deadline) -> str:
        """The XML of the screen shown (undocumented, VVX 6.x); PathMissing elsewhere."""
        return self._ask("uixml", deadline).parsed(_xml)

    def topic(self, name: str, deadline: Deadline) -> Any:
        """One topic of ``topics``, its name in any case and spacing; UnknownName otherwise."""
        wanted = fold(name)
        for known, ask in self.topics.items():
            if fold(known) == wanted:
                return ask(deadline)
        raise UnknownName("status topic", name, self.topics)

    def _asking(self, name: str) -> Topic:
        def ask(deadline: Deadline) -> Any:
            answer = self._ask(name, deadline, (OK, NO_CALL) if name == "calls" else OK)
            if answer.data is None:
                return typed({key: value for key, value in answer.raw.items() if key not in ("Status", "data")})
            return answer.data if name == "uixml" else typed(answer.data)

        return ask

    def _ask(self, topic: str, deadline: Deadline, expect: str | tuple[str, ...] = OK) -> RestAnswer:
        if topic == "sessions":
            self._refuse_to_freeze(deadline)
        return self._rest.call("GET", _PATHS[topic], None, deadline, expect)

    def _refuse_to_freeze(self, deadline: Deadline) -> None:
        told = self._told or self.device(deadline)
        if not session_stats_safe(told.model, told.firmware):
            raise NotPossible(
                f"{self._rest.transport.name}: the media statistics of a {told.model} with {told.firmware} "
                "are not asked for.",
                seen="a Trio below 5.8 hangs when it is asked. Nothing was sent.",
                hint="update the phone; its calls can be read all the same.",
            )


def _word(data: object, what: str, key: str) -> str:
    found = text(mapping(data, what), key)
    if not found:
        raise surprise(what, data, f"a field {key}")
    return found


def _xml(data: object) -> str:
    if not isinstance(data, str):
        raise surprise("screen description", data, "an XML text")
    return data

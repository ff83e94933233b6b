"""What a virtual phone is asked to be, and the configuration that its provisioning gives it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from PolyLibrary.errors import UsageError
from PolyLibrary.names import did_you_mean

BaseProfile = Literal["generic", "lync"]
_BASE_PROFILES = {"generic": "Generic", "lync": "Lync"}
_NUMBER = re.compile(r"[0-9*#+A-Za-z._\-]{1,64}")
_MAC = re.compile(r"[0-9a-f]{12}")
SIP_SERVER = "sip.lab.example"
VOICEMAIL = "*98"
"""Calls one's own mailbox, by the shipped dial plan."""


@dataclass(frozen=True)
class PhoneSetup:
    """One virtual phone.

    Args:
        name: Its label, such as ``Alice``.
        number: Its number, such as ``1001``.
        model: Model name.
        firmware: A version, its beginning, a profile's name, or None for the model's own.
        password: Administrator password; with the factory one (456) REST answers 4010.
        host: Address to listen on; None takes one of its own on loopback.
        http_port: 0 takes a free port.
        https_port: 0 takes a free port.
        mac: 12 hex digits, separators allowed; None makes one from name and number.
        voicemail: Whether its number has a mailbox; its PIN is 1234.
        config: More parameters of source ``config``; they win over what the setup gives.
        switches: Behaviour that differs from the firmware's profile, by the names of docs/emulator.md.
    """

    name: str
    number: str
    password: str = field(repr=False)
    model: str = "VVX600"
    firmware: str | None = None
    base_profile: BaseProfile = "generic"
    host: str | None = None
    http_port: int = 0
    https_port: int = 0
    mac: str | None = None
    voicemail: bool = False
    config: Mapping[str, str] = field(default_factory=dict)
    switches: Mapping[str, str] = field(default_factory=dict)


def mac_of(setup: PhoneSetup) -> str | None:
    """The MAC that was asked for, in lower case without separators.

    Raises:
        UsageError: It is no MAC.
    """
    if setup.mac is None:
        return None
    mac = re.sub(r"[\s:.\-]", "", setup.mac).lower()
    if not _MAC.fullmatch(mac):
        raise UsageError(
            f"'{setup.mac}' is no MAC for the virtual phone {setup.name}.",
            hint="write 12 hex digits, such as 64167f000001.",
        )
    return mac


def provisioned(setup: PhoneSetup) -> dict[str, str]:
    """The parameters of source ``config``.

    Raises:
        UsageError: The number, password, a port or the base profile makes no sense.
    """
    who = f"the virtual phone {setup.name}"
    if not _NUMBER.fullmatch(setup.number):
        raise UsageError(f"'{setup.number}' is no number for {who}.", hint="write digits, such as 1001.")
    if not setup.password:
        raise UsageError(f"{who.capitalize()} needs a password.", hint="give password=.")
    for port in (setup.http_port, setup.https_port):
        if not 0 <= port <= 65535:
            raise UsageError(f"{port} is no port for {who}.", hint="write 0 to 65535; 0 takes a free one.")
    base = _BASE_PROFILES.get(setup.base_profile)
    if base is None:
        raise UsageError(
            f"There is no base profile '{setup.base_profile}' for {who}.",
            hint=did_you_mean(setup.base_profile, _BASE_PROFILES, "base profiles"),
        )
    return {
        "apps.restapi.enabled": "1",
        "device.auth.localAdminPassword": setup.password,
        "device.baseProfile": base,
        "reg.1.address": setup.number,
        "reg.1.label": setup.name,
        "reg.1.displayName": setup.name,
        "reg.1.auth.userId": setup.number,
        "reg.1.server.1.address": SIP_SERVER,
        "reg.1.server.1.port": "5060",
        **(_mailbox(setup.number) if setup.voicemail else {}),
        **setup.config,
    }


def _mailbox(number: str) -> dict[str, str]:
    return {"msg.mwi.1.subscribe": number, "msg.mwi.1.callBackMode": "contact", "msg.mwi.1.callBack": VOICEMAIL}

"""What a lab file may hold, as pydantic models. Loaded with the first lab file, never at import."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from PolyLibrary.errors import UnknownName
from PolyLibrary.models import model as model_named
from PolyLibrary.names import did_you_mean

TRANSPORTS = ("udp", "tcp", "tls", "off")


def _host(value: str) -> str:
    if "://" in value:
        raise ValueError(f"'{value}' is a URL; write the name or address alone")
    bare = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    host, colon, port = bare.partition(":")
    if colon and ":" not in port:
        raise ValueError(f"'{value}' carries a port; write host: {host} and https_port: or http_port:")
    if not bare or re.search(r"[\s/@]", bare):
        raise ValueError(f"'{value}' is no host name or address")
    return bare


def _model(value: str) -> str:
    try:
        return model_named(value).name
    except UnknownName as error:
        raise ValueError(f"{_sentence(error.wanted)}; {error.hint}".rstrip(".")) from None


def _sentence(text: str) -> str:
    return (text[0].lower() + text[1:]).rstrip(".")


def _mac(value: str) -> str:
    digits = re.sub(r"[\s:.\-]", "", value).lower()
    if not re.fullmatch(r"[0-9a-f]{12}", digits):
        raise ValueError(f"'{value}' is no MAC address: 12 hex digits, with or without separators")
    return digits


def _fingerprint(value: str) -> str:
    digits = re.sub(r"[\s:]", "", value).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise ValueError("this is no SHA-256 fingerprint: 64 hex digits, with or without ':'")
    return digits


def _number(value: str) -> str:
    if not value.strip() or re.search(r"\s", value.strip()):
        raise ValueError(f"'{value}' is no number to dial")
    return value.strip()


def _filled(value: str) -> str:
    if not value:
        raise ValueError("is empty; phones keep a channel off whose user or password is")
    return value


def _pattern(value: str) -> str:
    if "{number}" not in value:
        raise ValueError(f"'{value}' does not say where the number goes; write for example 82{{number}}")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        zones = available_timezones()
        if zones:  # without the system's table nothing can be said
            hint = did_you_mean(value, zones, "known time zones", most_listed=6).rstrip(".")
            raise ValueError(f"there is no time zone '{value}'; {hint}") from None
    return value


def _control(value: str) -> str:
    if value and not re.fullmatch(r"http://(127\.[0-9.]+|localhost|\[::1\]):[0-9]+/?", value):
        raise ValueError(f"'{value}' is no control port; it is on this machine, as in http://127.0.0.1:40001")
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


def _syslog(value: Any) -> Any:
    return {"transport": value} if isinstance(value, str) else value


def _transport(value: str) -> str:
    # The word may stand alone, so the fault quotes it itself.
    if value not in TRANSPORTS:
        hint = did_you_mean(value, TRANSPORTS, "known words").rstrip(".")
        raise ValueError(f"'{value}' is no way of syslog; {hint}")
    return value


def _line(value: Any) -> Any:
    return {"number": value} if isinstance(value, str) else value


Port = Annotated[int, Field(ge=1, le=65535)]
Number = Annotated[str, AfterValidator(_number)]
Words = Annotated[list[str], BeforeValidator(_listed)]
Numbers = Annotated[list[Number], BeforeValidator(_listed)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineSpec(Strict):
    number: Number
    name: str = ""
    also: Numbers = []


class VirtualSpec(Strict):
    """How the fleet of an emulated phone is controlled; empty where it cannot be."""

    control: Annotated[str, AfterValidator(_control)] = ""
    token: str = ""


class LoginSpec(Strict):
    """A login of a side channel."""

    user: Annotated[str, AfterValidator(_filled)]
    password: Annotated[str, AfterValidator(_filled)]


class SyslogSpec(Strict):
    """How the log comes by syslog; the word alone is the transport."""

    transport: Annotated[str, AfterValidator(_transport)] = "udp"
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    address: Annotated[str, AfterValidator(_host)] | None = None
    certificate: Path | None = None


class CommonSpec(Strict):
    """What ``defaults:`` may say for all phones."""

    http_port: Port = 80
    https_port: Port = 443
    scheme: Literal["auto", "https", "http"] = "auto"
    model: Annotated[str, AfterValidator(_model)] | None = None
    firmware: str | None = None
    user: str = "Polycom"
    password: str | None = None
    tls: Literal["pinned", "ca", "off"] = "pinned"
    ca_file: Path | None = None
    tls_min: Literal["1.0", "1.1", "1.2"] = "1.2"
    tags: Words = []
    site: str | None = None
    watch: bool = True
    push: LoginSpec | None = None
    notify: Literal["events", "off"] | None = None
    syslog: Annotated[SyslogSpec, BeforeValidator(_syslog)] | None = None
    hands: dict[str, str] = {}
    voicemail: bool = False


class PhoneSpec(CommonSpec):
    """One phone."""

    host: Annotated[str, AfterValidator(_host)]
    mac: Annotated[str, AfterValidator(_mac)] | None = None
    fingerprint: Annotated[str, AfterValidator(_fingerprint)] | None = None
    lines: Annotated[list[Annotated[LineSpec, BeforeValidator(_line)]], BeforeValidator(_listed)] = []
    virtual: VirtualSpec | None = None


class SiteSpec(Strict):
    time_zone: Annotated[str, AfterValidator(_time_zone)] | None = Field(None, alias="time zone")
    dial: dict[str, Annotated[str, AfterValidator(_pattern)]] = {}


class LabSpec(Strict):
    """A lab file."""

    phones: dict[str, PhoneSpec]
    sites: dict[str, SiteSpec] = {}
    numbers: dict[str, Number] = {}
    safe_numbers: Numbers = []
    emergency_numbers: Numbers = []
    defaults: CommonSpec = CommonSpec()

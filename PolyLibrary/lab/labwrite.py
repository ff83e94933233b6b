"""Writing a lab file that reaches emulated phones."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PolyLibrary.lab.entries import LabPhone, Line, Syslog

_HEAD = """\
# Emulated phones. Their password and the token of their control port stand here in clear, so such a file is for
# emulated phones only: for real ones write "%{POLY_PASSWORD}". It is readable by its owner alone.
phones:
"""


def write_lab(path: Path | str, phones: Iterable[LabPhone], numbers: Mapping[str, str] | None = None) -> None:
    """Write a lab file with these phones, passwords in clear, readable by its owner alone (mode 0600).

    Args:
        numbers: Numbers of the lab by name.

    The file appears whole or not at all, so a run that waits for it never reads half of it.
    """
    path = Path(path)
    text = _HEAD + "".join(f"  {_scalar(phone.name)}: {_flow(_entry(phone))}\n" for phone in phones)
    text += f"numbers: {_flow(dict(numbers))}\n" if numbers else ""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - the mode is set at creation
            file.write(text)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _entry(phone: LabPhone) -> dict[str, Any]:
    """What differs from the defaults, in the order in which people look for it."""
    plain = LabPhone(name=phone.name, host=phone.host)
    entry: dict[str, Any] = {"host": phone.host}
    keys = ("http_port", "https_port", "scheme", "model", "mac", "firmware", "user", "tls", "ca_file", "tls_min")
    for key in (*keys, "fingerprint"):
        value = getattr(phone, key)
        if value != getattr(plain, key):
            entry[key] = str(value)
    if phone.password is not None:
        entry["password"] = phone.password.reveal()
    if phone.lines:
        entry["lines"] = [_line(line) for line in phone.lines]
    if phone.tags:
        entry["tags"] = list(phone.tags)
    if not phone.watch:
        entry["watch"] = "off"
    if phone.push is not None:
        entry["push"] = {"user": phone.push.user, "password": phone.push.password.reveal()}
    if phone.notify is not None:
        entry["notify"] = phone.notify
    if phone.syslog is not None:
        entry["syslog"] = _syslog(phone.syslog)
    if phone.virtual is not None:
        entry["virtual"] = dict(phone.virtual)
    if phone.hands:
        entry["hands"] = dict(phone.hands)
    if phone.voicemail:
        entry["voicemail"] = "yes"
    return entry


def _syslog(syslog: Syslog) -> dict[str, Any]:
    port = {"port": str(syslog.port)} if syslog.port else {}
    address = {"address": syslog.address} if syslog.address else {}
    certificate = {"certificate": str(syslog.certificate)} if syslog.certificate else {}
    return {"transport": syslog.transport, **port, **address, **certificate}


def _line(line: Line) -> dict[str, Any]:
    named = {"name": line.name} if line.name else {}
    also = {"also": list(line.also)} if line.also else {}
    return {"number": line.number, **named, **also}


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(entry) for entry in value) + "]"
    return _scalar(value)


def _scalar(text: str) -> str:
    """A plain word as it is, anything else in the quotes that YAML shares with JSON."""
    return text if text.isidentifier() and text.isascii() else json.dumps(text, ensure_ascii=False)

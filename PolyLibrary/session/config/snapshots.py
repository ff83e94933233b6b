"""A phone's configuration at one moment, and what has changed since.

REST cannot list parameters. A snapshot therefore holds a list of well-known ones, everything that this run set, and,
where the phone can upload its own export, what stands in that. Secrets are compared but never kept or shown.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PathMissing, PhoneRefused, UsageError
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.parameters import known_parameters
from PolyLibrary.redaction import MASK, is_secret_name, register
from PolyLibrary.session.phone_session import PhoneSession

EXPORTED = "export"
"""Source of a value that only the phone's own export holds."""

_UPLOAD_LIMIT = 10.0
_SALT = secrets.token_bytes(16)


@dataclass(frozen=True)
class Snapshot:
    """The parameters of one phone.

    Args:
        phone: Its name.
        taken: Wall-clock seconds.
        values: Value and source by name; of secrets only a hash that means nothing outside this process.
        own: Whether the phone's own export is in it.
        secrets: Whether its secrets can be compared: those in a file cannot.
    """

    phone: str
    model: str
    firmware: str
    mac: str
    taken: float
    values: Mapping[str, ConfigValue] = field(repr=False)
    own: bool
    secrets: bool = True

    def __str__(self) -> str:
        return f"configuration of {self.phone} ({len(self.values)} parameters)"

    def shown(self, name: str) -> str:
        """A value for people: secrets as ``***``."""
        return MASK if is_secret_name(name) else self.values[name].value

    def write(self, file: Path) -> None:
        """Write it as JSON, without secrets."""
        content = {
            "phone": self.phone,
            "model": self.model,
            "firmware": self.firmware,
            "mac": self.mac,
            "taken": self.taken,
            "own export": self.own,
            "parameters": {
                name: {"value": self.shown(name), "source": value.source} for name, value in sorted(self.values.items())
            },
        }
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"The snapshot cannot be written to {file}: {error.strerror or error}.") from None


@dataclass(frozen=True)
class Difference:
    """One parameter that has another value than it had; None where it was not there."""

    name: str
    before: str | None
    now: str | None

    def __str__(self) -> str:
        if is_secret_name(self.name):
            return f"{self.name} has another value (secret)"
        before, now = (f"'{each}'" if each is not None else "not set" for each in (self.before, self.now))
        return f"{self.name}: {before} -> {now}"


def read(file: Path) -> Snapshot:
    """A snapshot from the file that ``write`` made; secrets are not in it."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        values = {
            str(name): ConfigValue(str(value["value"]), str(value["source"]))
            for name, value in content["parameters"].items()
            if not is_secret_name(str(name))
        }
        return Snapshot(
            str(content["phone"]),
            str(content["model"]),
            str(content["firmware"]),
            str(content["mac"]),
            float(content["taken"]),
            values,
            bool(content["own export"]),
            secrets=False,
        )
    except OSError as error:
        raise UsageError(
            f"The snapshot {file} cannot be read.",
            seen=f"{error.strerror or error}.",
            hint="Export Config    file=NAME writes one into the output folder.",
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{file} is no snapshot.", hint="it must be a file that Export Config has written.") from None


def take(session: PhoneSession, deadline: Deadline, *, own: bool = True) -> Snapshot:
    """Read the parameters that are known for this phone.

    Args:
        own: Whether the phone is asked for its own export as well.
    """
    taken = time.time()
    exported = _exported(session, deadline) if own else None
    values = {name: ConfigValue(_kept(name, text), EXPORTED) for name, text in (exported or {}).items()}
    names = [*known_parameters(), *(name for _, name, _ in session.config.history)]
    values |= _reading(session, names, deadline)
    info = session.info
    return Snapshot(
        session.name,
        session.model.display,
        str(info.firmware) if info else "",
        (session.entry.mac or (info.mac if info else "")) or "",
        taken,
        dict(sorted(values.items())),
        exported is not None,
    )


def differences(
    session: PhoneSession, since: Snapshot, deadline: Deadline, *, ignore: Iterable[str] = ()
) -> list[Difference]:
    """What is not as it was, by value: where a value comes from does not count.

    Args:
        ignore: Names, or patterns with ``*``, that may differ.
    """
    patterns = list(ignore)
    now = dict(take(session, deadline, own=since.own).values)
    # What only one of the two exports holds is asked for: an export leaves out what has its default.
    now |= _reading(session, [name for name in since.values if name not in now], deadline)
    before = dict(since.values)
    for at, name, value in session.config.history:
        if at >= since.taken:
            before.setdefault(name, value)
    return [
        Difference(name, _text(before.get(name)), _text(now.get(name)))
        for name in sorted(before.keys() | now.keys())
        if _text(before.get(name)) != _text(now.get(name))
        and (since.secrets or not is_secret_name(name))
        and not any(fnmatchcase(name, pattern) for pattern in patterns)
    ]


def still_different(session: PhoneSession, found: Iterable[Difference], deadline: Deadline) -> list[Difference]:
    """Those differences that a second look still finds, as it finds them; far cheaper than the first look."""
    found = list(found)
    now = _reading(session, [each.name for each in found], deadline)
    again = [Difference(each.name, each.before, now[each.name].value) if each.name in now else each for each in found]
    return [each for each in again if each.before != each.now]


def switched_for_pictures(session: PhoneSession, deadline: Deadline) -> list[str]:
    """Parameters that the library itself has set to take pictures; they go back at the end of the suite."""
    pending = {change.name for change in session.config.changed("suite")}
    if not pending:
        return []
    return [name for name in session.phone.capture.parameters(deadline) if name in pending]


def parse_export(body: bytes) -> dict[str, str]:
    """The parameters of a configuration file as phones write it: attributes of any element of an XML text.

    Raises:
        LabError: It is none.
    """
    # A phone writes no document type; entities could only come from somebody else.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise LabError("What the phone uploaded holds a document type, as no configuration file does.")
    from xml.etree import ElementTree as ET

    try:
        root = ET.fromstring(body)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise LabError(f"What the phone uploaded is no configuration file: {error}.") from None
    return {name: text for element in root.iter() for name, text in element.attrib.items() if "." in name}


def _exported(session: PhoneSession, deadline: Deadline) -> dict[str, str] | None:
    """What the phone itself exports; None where it cannot, with a note that says why."""
    from PolyLibrary.session.device.uploads import UploadReceiver

    try:
        with UploadReceiver(session.entry.host, f"{session.entry.mac or session.name}.cfg") as receiver:
            session.phone.actions.export_config(receiver.url, deadline)
            body = receiver.wait(min(_UPLOAD_LIMIT, max(deadline.remaining, 0.5)))
        if body is None:
            raise LabError("The phone said that it exports, but nothing came.")
        return parse_export(body)
    except (PathMissing, PhoneRefused, LabError) as error:
        session.steps.record(session.name, "note", f"no export by the phone itself: {error.wanted}")
        return None


def _reading(session: PhoneSession, names: Iterable[str], deadline: Deadline) -> dict[str, ConfigValue]:
    """The values that the phone knows among ``names``; secrets are read back empty and left out."""
    wanted = list(dict.fromkeys(name for name in names if not is_secret_name(name)))
    return dict(session.phone.config.read(wanted, deadline).values) if wanted else {}


def _kept(name: str, text: str) -> str:
    if not is_secret_name(name):
        return text
    register(text)
    return hashlib.sha256(_SALT + text.encode()).hexdigest() if text else ""


def _text(value: ConfigValue | None) -> str | None:
    return None if value is None else value.value

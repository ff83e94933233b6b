"""The lab file: which phones a run may use, how they are reached, and the numbers of the lab."""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PolyLibrary import yamlfile
from PolyLibrary.errors import FileFaults
from PolyLibrary.lab.entries import Lab, LabPhone, Line, Login, Site, Syslog, SyslogTransport
from PolyLibrary.lab.labcheck import faults_of_lab
from PolyLibrary.lab.labwrite import write_lab
from PolyLibrary.redaction import Password, register
from PolyLibrary.yamlnode import Node

if TYPE_CHECKING:
    from PolyLibrary.lab.labschema import CommonSpec, LabSpec, PhoneSpec, SyslogSpec

__all__ = ["Lab", "LabPhone", "Line", "Login", "Site", "Syslog", "load_lab", "write_lab"]

KIND = "lab file"
_SECRET = re.compile(r"(?i)pass|pwd|token|secret|key|pin")
"""Names of environment variables whose values are secrets."""


def load_lab(path: Path | str, environment: Mapping[str, str] | None = None) -> Lab:
    """Read a lab file.

    Args:
        path: The file; a relative ``ca_file`` in it is sought from its folder.
        environment: Stands in for the environment variables that ``%{NAME}`` refers to.

    Raises:
        UsageError: There is no such file.
        FileFaults: All faults of the file at once, with lines.
    """
    from PolyLibrary.lab.labschema import LabSpec

    path = Path(path)
    written, twice = yamlfile.load_with_faults(path, KIND)
    root, unset = yamlfile.resolved_environment(written, environment)
    spec, wrong = yamlfile.checked(LabSpec, root)
    faults = [*twice, *unset, *wrong, *faults_of_lab(root)]
    if spec is None or faults:
        raise FileFaults(str(path), faults, kind=KIND, hint=yamlfile.SET_IT if unset else "")
    _register_secrets(written, environment)
    phones = {name: _phone(name, phone, spec.defaults, path) for name, phone in spec.phones.items()}
    return Lab(
        file=path,
        phones=phones,
        sites={name: Site(name, site.time_zone, site.dial) for name, site in spec.sites.items()},
        numbers=spec.numbers,
        safe_numbers=tuple(spec.safe_numbers),
        emergency_numbers=tuple(spec.emergency_numbers),
        virtual=bool(phones) and all(phone.virtual is not None for phone in phones.values()),
        warnings=_warnings(path, written, spec),
    )


def _phone(name: str, spec: "PhoneSpec", defaults: "CommonSpec", path: Path) -> LabPhone:
    def value(key: str) -> Any:
        given = key in spec.model_fields_set or key not in defaults.model_fields_set
        return getattr(spec if given else defaults, key)

    tags = list(value("tags"))
    site = value("site") or next((tag[5:] for tag in tags if tag.startswith("site:")), None)
    if site and f"site:{site}" not in tags:
        tags.append(f"site:{site}")
    user, password, ca_file = value("user"), value("password"), value("ca_file")
    push, virtual = value("push"), spec.virtual
    if virtual is not None and virtual.token:
        register(virtual.token)
    return LabPhone(
        name=name,
        host=spec.host,
        http_port=value("http_port"),
        https_port=value("https_port"),
        scheme=value("scheme"),
        model=value("model"),
        mac=spec.mac,
        firmware=value("firmware"),
        user=user,
        password=Password(password, user) if password else None,
        tls=value("tls"),
        ca_file=path.parent / ca_file if ca_file else None,
        tls_min=value("tls_min"),
        fingerprint=spec.fingerprint,
        lines=tuple(Line(line.number, line.name, tuple(line.also)) for line in spec.lines),
        tags=tuple(tags),
        site=site,
        watch=value("watch"),
        push=Login(push.user, Password(push.password, push.user)) if push else None,
        notify=value("notify"),
        syslog=_syslog(value("syslog"), path),
        virtual=virtual.model_dump(exclude_defaults=True) if virtual else None,
        hands={**defaults.hands, **spec.hands},
        voicemail=value("voicemail"),
    )


def _syslog(spec: "SyslogSpec | None", path: Path) -> Syslog | None:
    if spec is None or spec.transport == "off":
        return None
    certificate = path.parent / spec.certificate if spec.certificate else None
    return Syslog(cast(SyslogTransport, spec.transport), spec.port, spec.address, certificate)


def _register_secrets(written: Node, environment: Mapping[str, str] | None) -> None:
    """Commands may hold a password or token of the environment: their lines stand in the log."""
    values = os.environ if environment is None else environment
    phones = written.at("phones")
    places = [("defaults",), *(("phones", name) for name in (phones.fields if phones else ()))]
    for place in places:
        hands = written.at(*place, "hands")
        for command in hands.fields.values() if hands else ():
            for name in yamlfile.references(command.text):
                if _SECRET.search(name):
                    register(values.get(name, ""))


def _warnings(path: Path, written: Node, spec: "LabSpec") -> tuple[str, ...]:
    """Advice where a password or token stands in clear in a file that others may read."""
    places = [("defaults",), *(("phones", name) for name in spec.phones)]
    logins = [*places, *((*place, "push") for place in places)]
    passwords = _literal(written.at(*place, "password") for place in logins)
    tokens = _literal(written.at("phones", name, "virtual", "token") for name in spec.phones)
    # Windows has no such mode bits.
    if not (passwords or tokens) or os.name != "posix" or not path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return ()
    what = "a password" if passwords else "a control token of emulated phones"
    lines = ", ".join(str(node.line) for node in passwords or tokens)
    danger = f"{path} holds {what} in clear (line {lines}) and other users can read it: chmod 600 {path}"
    return (f"{danger}, or write %{{POLY_PASSWORD}} instead." if passwords else f"{danger}.",)


def _literal(nodes: Iterable[Node | None]) -> list[Node]:
    """Those that hold a text and no variable of the environment."""
    return [node for node in nodes if node and node.text and not yamlfile.references(node.text)]

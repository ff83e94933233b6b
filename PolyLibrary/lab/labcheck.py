"""Checks of a whole lab file: what no entry can tell by itself.

They read the tree and not the checked entries, so that they also speak where another entry is wrong.
"""

import re
from collections.abc import Iterator

from PolyLibrary.errors import Fault
from PolyLibrary.lab.handcommands import faults_of_commands
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.yamlnode import Node

Path = tuple[str | int, ...]


def faults_of_lab(root: Node) -> list[Fault]:
    """Everything that contradicts itself in a lab file."""
    checks = (_names, _addresses, _macs, _numbers, _sites, _ca_files, _hands)
    return [Fault(root.line_of(path), text) for check in checks for path, text in check(root)]


def _phones(root: Node) -> dict[str, Node]:
    phones = root.at("phones")
    return dict(phones.fields) if phones else {}


def _text(root: Node, phone: str, key: str, default: str = "") -> str:
    """A single value of a phone, its default of the file, or the default of the library."""
    own = root.at("phones", phone, key) or root.at("defaults", key)
    return own.text if own and own.kind == "text" else default


def _names(root: Node) -> Iterator[tuple[Path, str]]:
    seen: dict[str, str] = {}
    for name in _phones(root):
        if re.search(r"[:=|,]", name) or not re.search(r"[^\W\d]", name):
            text = f"'{name}' cannot name a phone: a name has a letter, and none of : = | ,"
            yield ("phones", name), text
        first = seen.setdefault(fold(name), name)
        if first != name:
            text = f"'{name}' and '{first}' are one name: case, spaces, '-' and '_' do not matter"
            yield ("phones", name), text
    numbers = root.at("numbers")
    for name in numbers.fields if numbers else ():
        if fold(name) in seen:
            yield ("numbers", name), f"the number '{name}' has the name of the phone '{seen[fold(name)]}'"


def _addresses(root: Node) -> Iterator[tuple[Path, str]]:
    seen: dict[tuple[str, str], str] = {}
    for name in _phones(root):
        host = _text(root, name, "host").casefold()
        if not host:
            continue
        ports = _ports(root, name)
        if len(ports) > len(set(ports)):
            yield ("phones", name), f"{name}: HTTP and HTTPS cannot share port {ports[0]}"
        for port in dict.fromkeys(ports):
            first = seen.setdefault((host, port), name)
            if first != name:
                yield ("phones", name, "host"), f"{name}: {first} has the same host {host} and port {port}"
                break


def _ports(root: Node, phone: str) -> list[str]:
    """The ports that a phone is reached at; the one of a scheme that is ruled out says nothing."""
    scheme = _text(root, phone, "scheme", "auto")
    known = (("https", "443"), ("http", "80"))
    return [_text(root, phone, f"{each}_port", usual) for each, usual in known if scheme in (each, "auto")]


def _macs(root: Node) -> Iterator[tuple[Path, str]]:
    seen: dict[str, str] = {}
    for name in _phones(root):
        mac = re.sub(r"[\s:.\-]", "", _text(root, name, "mac")).lower()
        if mac and seen.setdefault(mac, name) != name:
            yield ("phones", name, "mac"), f"{name}: {seen[mac]} has the same MAC address {mac}"


def _numbers(root: Node) -> Iterator[tuple[Path, str]]:
    seen: dict[str, str] = {}
    for name in _phones(root):
        for path, number in _numbers_of(root, name):
            first = seen.setdefault(number, name)
            if first != name:
                yield path, f"{name}: {first} has the number {number} already"
                continue
            if seen.setdefault(f"{name}/{number}", repr(path)) != repr(path):
                yield path, f"{name} has the number {number} twice"


def _numbers_of(root: Node, name: str) -> Iterator[tuple[Path, str]]:
    lines = root.at("phones", name, "lines")
    if lines is None:
        return
    for place, line in enumerate(lines.items or (lines,)):
        path: Path = ("phones", name, "lines", place)
        number = line.child("number") or line
        if number.kind == "text":
            yield (*path, "number"), number.text
        also = line.child("also")
        if also is not None:
            for at, other in enumerate(also.items or (also,)):
                yield (*path, "also", at), other.text


def _sites(root: Node) -> Iterator[tuple[Path, str]]:
    sites = root.at("sites")
    known = list(sites.fields) if sites else []
    for path, site in _sites_named(root):
        # Without a table of sites a tag such as site:berlin is a word like any other.
        if site not in known and (known or "tags" not in path):
            hint = did_you_mean(site, known, "known sites").rstrip(".")
            yield path, f"{path[1] if path[0] == 'phones' else path[0]}: there is no site '{site}'; {hint}"


def _sites_named(root: Node) -> Iterator[tuple[Path, str]]:
    places: list[Path] = [("defaults",), *(("phones", name) for name in _phones(root))]
    for place in places:
        site = root.at(*place, "site")
        if site is not None and site.kind == "text":
            yield (*place, "site"), site.text
        tags = root.at(*place, "tags")
        for number, tag in enumerate(tags.items or (tags,) if tags else ()):
            if tag.text.startswith("site:"):
                yield (*place, "tags", number), tag.text.removeprefix("site:")
    sites = root.at("sites")
    for name in sites.fields if sites else ():
        dial = root.at("sites", name, "dial")
        for other in dial.fields if dial else ():
            yield ("sites", name, "dial", other), other


def _ca_files(root: Node) -> Iterator[tuple[Path, str]]:
    for name in _phones(root):
        if _text(root, name, "tls") == "ca" and not _text(root, name, "ca_file"):
            yield ("phones", name), f"{name}: tls: ca needs ca_file: with the certificate of the authority"


def _hands(root: Node) -> Iterator[tuple[Path, str]]:
    places: list[Path] = [("defaults",), *(("phones", name) for name in _phones(root))]
    for place in places:
        hands = root.at(*place, "hands")
        commands = hands.fields if hands is not None and hands.kind == "map" else {}
        given = {name: node.text for name, node in commands.items() if node.kind == "text"}
        for name, text in faults_of_commands(given):
            yield (*place, "hands", name), f"{place[-1]}: {text}"

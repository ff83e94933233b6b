"""A suite of misspelt arguments: each named argument of each keyword, one letter short."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from robot.libdocpkg import LibraryDocumentation

#: What a positional argument takes, so that nothing else is wrong with the call.
VALUES = {
    "name": "alice", "locator": "70,34", "start": "line view", "key": "1", "label": "More", "digits": "12",
    "number": "bob", "caller": "alice", "callee": "bob", "state": "Idle", "count": "0", "direction": "both",
    "kind": "Missed", "party": "bob", "topic": "device", "method": "GET", "path": "/api/v1/mgmt/lineInfo",
    "level": "4", "text": "no such line", "value": "1",
}  # fmt: skip
OF_KEYWORD = {
    ("Get Config", "name"): "up.backlight.timeout",
    ("Expect Config", "name"): "up.backlight.timeout",
    ("Set Mute", "state"): "on",
    ("Expect Mute", "state"): "off",
    ("At Test End", "keyword"): "No Operation",
    ("Expect Refusal", "keyword"): "No Operation",
    ("On All Phones", "keyword"): "No Operation",
    ("Press Key", "key"): "Home",
    ("Open Phone", "name"): "carol",
    ("Send DTMF", "digits"): "1",
}
#: Getters: everything positional given, so that the misspelt one falls behind the message.
FULL = {
    "Get Call State": ("==", "Idle"),
    "Get Calls": ("state", "==", "Idle"),
    "Get Phone Info": ("name", "==", "alice"),
    "Get Phone Status": ("FirmwareRelease", "!=", "1"),
    "Get Config": ("!=", "x"),
    "Get Call Log": ("number", "==", "${{[]}}"),
}


class Case(NamedTuple):
    """One call with a misspelt argument."""

    name: str
    keyword: str
    cells: tuple[str, ...]
    argument: str


def short(argument: str) -> str:
    """The argument without the letter in its middle."""
    middle = len(argument) // 2
    return argument[:middle] + argument[middle + 1 :]


def cases() -> Iterator[Case]:
    """Every keyword with every argument that can be named."""
    for keyword in LibraryDocumentation("PolyLibrary").keywords:
        spec: Any = keyword.args
        required = [name for name in spec.positional_or_named if name not in spec.defaults]
        first = tuple(OF_KEYWORD.get((keyword.name, name)) or VALUES.get(name, "x") for name in required)
        for argument in (*spec.positional_or_named, *spec.named_only):
            # In its own place a misspelt argument is what is given there.
            before = first[: required.index(argument)] if argument in required else first
            wrong = f"{short(argument)}=x"
            yield Case(f"{keyword.name} {short(argument)}", keyword.name, (*before, wrong), argument)
            if keyword.name in FULL and argument in spec.named_only:
                cells = (*first, *FULL[keyword.name], wrong)
                yield Case(f"{keyword.name} {short(argument)} behind all", keyword.name, cells, argument)


def write(folder: Path) -> Path:
    """The suite; its phones are open, so that no other error comes first."""
    lines = [
        "*** Settings ***",
        "Library    PolyLibrary    timeout=0.1 s    run_on_failure=nothing",
        "Suite Setup    Set Up",
        "Test Timeout    20 seconds",
        "",
        "*** Test Cases ***",
    ]
    for case in cases():
        lines += [case.name, "    " + "    ".join((case.keyword, *case.cells)), ""]
    lines += ["*** Keywords ***", "Set Up", "    Open Phones    alice    bob", "    Switch Phone    alice", ""]
    file = folder / "misspelt.robot"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file

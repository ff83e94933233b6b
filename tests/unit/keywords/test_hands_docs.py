"""The second library's keywords: documented, typed, named only where it reads better, and in nobody's way."""

import inspect
import re
from functools import cache
from typing import Any

import pytest
from robot.libdocpkg import LibraryDocumentation

import PolyLibrary as root  # noqa: N813 - a package named as its users import it
from PolyLibrary import hands as module
from PolyLibrary.errors import UsageError
from PolyLibrary.hands import Hands
from PolyLibrary.names import fold
from PolyLibrary.session.desk import Desk

NAMES = {
    "Touch By Hand", "Lift Handset", "Put Down Handset", "Unplug Phone", "Plug In Phone", "Set SIP Server",
    "Call From Outside", "Hang Up Outside", "Expect Outside Call", "Leave Voicemail", "Inject Fault",
}  # fmt: skip


@cache
def library(name: str = "PolyLibrary.Hands") -> Any:
    return LibraryDocumentation(name)


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk()
    monkeypatch.setattr(module, "desk", lambda: made)
    return made


def documented(doc: str) -> list[str]:
    args = re.search(r"^Args:\n((?:[ \t]+.*\n?)*)", doc, re.MULTILINE)
    return re.findall(r"^ {4}(\w+): .{5,}$", args[1] if args else "", re.MULTILINE)


def test_robot_finds_it_by_its_dotted_name() -> None:
    assert root.Hands is Hands
    assert {keyword.name for keyword in library().keywords} == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_keyword_is_documented_and_typed(name: str) -> None:
    keyword = next(each for each in library().keywords if each.name == name)
    method = next(method for known, method in Hands().keywords.items() if fold(known) == fold(name))
    doc = inspect.getdoc(method) or ""
    assert len(doc.split("\n\n", 1)[0]) > 20
    assert documented(doc) == [argument.name for argument in keyword.args if argument.name]
    assert "Hands" in keyword.tags
    for argument in keyword.args:
        if argument.name:
            assert argument.type is not None
            assert "Any" not in str(argument.type)
    returns = str(getattr(keyword.args, "return_type", None) or "None")
    assert ("\nReturns:\n" in doc) is (returns != "None")


def test_no_keyword_takes_the_place_of_another() -> None:
    ours = {fold(name) for name in NAMES}
    for other in ("PolyLibrary", "BuiltIn", "Collections", "DateTime", "OperatingSystem", "Process", "String"):
        assert not ours & {fold(keyword.name) for keyword in library(other).keywords}, other


def test_the_introduction_lists_every_command_of_the_lab_file() -> None:
    from PolyLibrary.lab.handcommands import COMMANDS

    doc = inspect.getdoc(Hands) or ""
    for name, words in COMMANDS.items():
        assert name in doc
        assert all(f"{{{word}}}" in doc for word in words)


def test_an_import_takes_named_arguments_only() -> None:
    with pytest.raises(UsageError):
        Hands("virtual")
    with pytest.raises(UsageError, match="'timout' is no argument"):
        Hands("timout=5 s")


def test_importing_opens_no_lab(desk: Desk) -> None:
    Hands(lab="nowhere.yaml")
    assert not desk.lab_known
    with pytest.raises(UsageError, match=r"already uses lab=nowhere\.yaml"):
        Hands(lab="other.yaml")


def test_two_imports_have_the_same_hands(desk: Desk) -> None:
    Hands()
    first = desk.hands
    Hands()
    assert desk.hands is first
    assert len(desk.before_cleaning) == 1

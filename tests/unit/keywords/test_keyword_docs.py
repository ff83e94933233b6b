"""Every keyword and every argument is documented, and none takes what it should not."""

import inspect
import re
from functools import cache
from typing import Any

import pytest
from robot.libdocpkg import LibraryDocumentation

from PolyLibrary.library import PolyLibrary
from PolyLibrary.names import fold

STANDARD = ("BuiltIn", "Collections", "DateTime", "OperatingSystem", "Process", "Screenshot", "String", "XML")
#: Of Dialogs and Telnet, which cannot be imported everywhere (tkinter; gone with Python 3.13).
OF_OTHERS = (
    "Pause Execution", "Execute Manual Step", "Get Value From User", "Get Selection From User",
    "Get Selections From User", "Open Connection", "Switch Connection", "Close Connection", "Close All Connections",
    "Login", "Write", "Write Bare", "Read", "Read Until", "Execute Command", "Set Timeout", "Set Prompt",
)  # fmt: skip
SECTION = re.compile(r"^([A-Z]\w*):$", re.MULTILINE)
#: Arguments of the assertion engine, and results, whose type depends on what is read.
ANY_ALLOWED = {"assertion_expected"}
FREE_NAMED = {"Set Config", "Expect Call States"}


@cache
def library() -> Any:
    return LibraryDocumentation("PolyLibrary")


@cache
def written() -> dict[str, str]:
    """The docstrings as they are written: Robot 7.5 takes them apart, 7.4 does not."""
    methods = PolyLibrary().keywords
    return {fold(name): inspect.getdoc(method) or "" for name, method in methods.items()}


def doc_of(name: str) -> str:
    return written()[fold(name)]


KEYWORDS = {keyword.name: keyword for keyword in library().keywords}
each_keyword = pytest.mark.parametrize("name", sorted(KEYWORDS))


def section(doc: str, title: str) -> str:
    """The lines below ``title:`` up to the next section or unindented paragraph."""
    found = re.search(rf"^{title}:\n((?:[ \t]+.*\n?|\n(?=[ \t]))*)", doc, re.MULTILINE)
    return found[1] if found else ""


def documented(doc: str) -> dict[str, str]:
    """The arguments that the Args section describes."""
    return dict(re.findall(r"^ {4}(\w+): (.+)$", section(doc, "Args"), re.MULTILINE))


def given(keyword: Any) -> list[str]:
    return [argument.name for argument in keyword.args if argument.name]


def kind(argument: Any) -> str:
    return str(getattr(argument.kind, "name", argument.kind))


def test_there_are_the_keywords_of_this_version() -> None:
    groups = {
        "Phones": "Open Phone|Open Phones|Switch Phone|Close Phones|Get Phone Info|Wait Until Phone Is Ready|"
        "Expect Unreachable|Return To Idle|Skip Unless Phone Can|At Test End",
        "Touch": "Tap|Swipe|Press Key|Press Soft Key|Press Line Key|Dial Digits",
        "Calls": "Dial|Establish Call|Answer Call|Reject Call|Ignore Call|End Call|Hold Call|Resume Call|Deflect Call|"
        "End All Calls|Swap Calls|Set Mute|Send DTMF|Get Calls|Get Call State",
        "Checks": "Expect Call State|Expect Call States|Expect Call Sequence|Expect Calls Unchanged|Expect Idle|"
        "Expect Incoming Call|Expect No Incoming Call|Expect Call Failed|Expect Caller Id|Expect Call Count|"
        "Expect Mute|Expect Media|Expect Refusal",
        "Lists": "Get Call Log|Expect Call Log Entry|Expect No Call Log Entry",
        "Configuration": "Set Config|Get Config|Expect Config|Restore Config",
        "Device": "Get Phone Status|Call REST API|Upload Packet Capture",
        "Log": "Mark Moment|Set Phone Log Level|Get Log|Expect Log|Expect No Log|Get Touches",
        "Screen": "Capture Screen|Wait Until Screen Settles",
    }
    wanted = {name for names in groups.values() for name in names.split("|")}
    assert wanted <= set(KEYWORDS)


@each_keyword
def test_every_keyword_says_what_it_does_in_a_sentence(name: str) -> None:
    first = doc_of(name).split("\n\n", 1)[0]
    assert first.rstrip().endswith((".", ":"))
    assert len(first) > 20
    assert KEYWORDS[name].tags


@each_keyword
def test_every_argument_is_documented_and_no_other(name: str) -> None:
    keyword = KEYWORDS[name]
    described = documented(doc_of(name))
    assert sorted(described) == sorted(given(keyword))
    assert all(len(text) > 5 for text in described.values())


@each_keyword
def test_sections_are_those_that_robot_reads(name: str) -> None:
    assert set(SECTION.findall(doc_of(name))) <= {"Args", "Returns", "Raises", "Example", "Examples", "Fields"}


@each_keyword
def test_what_is_returned_is_documented(name: str) -> None:
    keyword = KEYWORDS[name]
    returns = getattr(keyword.args, "return_type", None)
    if returns and str(returns) not in ("None", "none"):
        assert section(doc_of(name), "Returns").strip()


@each_keyword
def test_no_argument_takes_just_anything(name: str) -> None:
    keyword = KEYWORDS[name]
    for argument in keyword.args:
        if not argument.name or argument.name in ANY_ALLOWED:
            continue
        assert argument.type is not None, f"{argument.name} has no type"
        assert "Any" not in re.findall(r"\w+", str(argument.type)), f"{argument.name}: {argument.type}"


@each_keyword
def test_no_type_is_one_that_robot_7_4_cannot_convert_to(name: str) -> None:
    kinds = {str(argument.type) for argument in KEYWORDS[name].args if argument.type is not None}
    assert not kinds & {"KeywordName", "KeywordArgument"}


@each_keyword
def test_free_named_arguments_are_the_exception(name: str) -> None:
    kinds = {kind(argument) for argument in KEYWORDS[name].args}
    assert ("VAR_NAMED" in kinds) is (name in FREE_NAMED)


@each_keyword
def test_only_what_comes_first_in_a_sentence_is_positional(name: str) -> None:
    """``phone=``, ``timeout=`` and their kind are named only (but what the keyword is about)."""
    about = {("Expect Config Unchanged", "since")}
    named_only = {"phone", "timeout", "call", "since", "during", "line", "via", "times", "hold", "masks", "component"}
    for argument in KEYWORDS[name].args:
        if argument.name in named_only and (name, argument.name) not in about:
            assert kind(argument) == "NAMED_ONLY", argument.name


@each_keyword
def test_waiting_keywords_say_how_long(name: str) -> None:
    described = documented(doc_of(name))
    for each in ("timeout", "during", "lasting", "wait"):
        if each in described:
            assert re.search(r"[Hh]ow long|wait", described[each]), f"{each}: {described[each]}"


def test_no_keyword_takes_the_place_of_a_standard_one() -> None:
    ours = {fold(name) for name in KEYWORDS}
    assert not ours & {fold(name) for name in OF_OTHERS}
    for standard in STANDARD:
        theirs = {fold(keyword.name) for keyword in LibraryDocumentation(standard).keywords}
        assert not ours & theirs, standard


def test_the_import_is_documented_as_well() -> None:
    (init,) = library().inits
    assert sorted(documented(inspect.getdoc(PolyLibrary.__init__) or "")) == sorted(given(init))
    # What has no name, or none that is known, is taken to be refused with the nearest name.
    first, *others = init.args
    assert first.name == "misspelt"
    assert all(kind(argument).startswith("NAMED_ONLY") for argument in others)


def test_the_introduction_tells_the_rules() -> None:
    doc = library().doc
    for word in ("= Phones =", "= Locators =", "= Kinds of keywords =", "= After a test =", "left-dirty", "Secret"):
        assert word in doc

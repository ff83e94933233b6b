"""The keyword calls of Robot Framework files, with the line of every cell; nothing is run.

Keywords that run keywords are looked into. A call whose error is expected is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PolyLibrary.names import fold

_ENDINGS = (".robot", ".resource")
# Where the keyword stands among the arguments of a keyword that runs it; None: an error is expected there.
_RUNNERS: Mapping[str, int | None] = {
    fold(name): place
    for name, place in {
        "Run Keyword": 0,
        "Run Keyword And Continue On Failure": 0,
        "Run Keyword And Ignore Error": 0,
        "Run Keyword And Return": 0,
        "Run Keyword And Return Status": 0,
        "Run Keyword And Warn On Failure": 0,
        "Run Keyword And Return If": 1,
        "Run Keyword If": 1,
        "Run Keyword If All Tests Passed": 0,
        "Run Keyword If Any Tests Failed": 0,
        "Run Keyword If Test Failed": 0,
        "Run Keyword If Test Passed": 0,
        "Run Keyword If Timeout Occurred": 0,
        "Run Keyword Unless": 1,
        "Run Keywords": 0,
        "Repeat Keyword": 1,
        "Wait Until Keyword Succeeds": 2,
        "At Test End": 0,
        "At The Same Time": 0,
        "Expect Refusal": 0,
        "On All Phones": 0,
        "Run Keyword And Expect Error": None,
    }.items()
}
_SPLITTING = {fold("Run Keywords"): ("AND",), fold("At The Same Time"): ("AND",), fold("Run Keyword If"): ("ELSE",)}
_KEPT = {fold("Run Keyword"), fold("Run Keyword And Return"), fold("Run Keyword And Return If"), fold("Run Keyword If")}
_BDD = re.compile(r"(?i)(given|when|then|and|but)\s+")
_VARIABLE = re.compile(r"[$@&%]\{")
_NAMES = re.compile(r"[$@&]\{([^${}\[\].:]+)|\$(\w+)")


@dataclass(frozen=True)
class Cell:
    """One argument with its line."""

    text: str
    line: int

    @property
    def has_variable(self) -> bool:
        """Whether only a run can tell its value."""
        return bool(_VARIABLE.search(self.text))


@dataclass(frozen=True)
class Call:
    """One call of a keyword.

    Attributes:
        name: As written, without the words of Given-When-Then.
        assigned: Names of the variables that take its value.
        used_later: Whether one of them is used below, in the same test or keyword.
        kept: Whether something else takes its value, such as Run Keyword And Return.
    """

    name: str
    cells: tuple[Cell, ...]
    line: int
    assigned: tuple[str, ...] = ()
    used_later: bool = False
    kept: bool = False


@dataclass
class SuiteFile:
    """A file of tests or keywords: its calls, and the keywords that it defines."""

    path: Path
    calls: list[Call] = field(default_factory=list)
    defines: set[str] = field(default_factory=set)


def suite_files(places: Sequence[Path]) -> list[Path]:
    """The Robot Framework files at and below these places, each once, in order."""
    found: dict[Path, None] = {}
    for place in places:
        below = sorted(path for path in place.rglob("*") if path.suffix in _ENDINGS) if place.is_dir() else [place]
        found |= dict.fromkeys(below)
    return list(found)


def read_suite(path: Path) -> SuiteFile:
    """The keyword calls of a file, in its order. What Robot cannot parse is left out: Robot itself tells it."""
    from robot.api.parsing import get_model, get_resource_model

    model = get_resource_model(path) if path.suffix == ".resource" else get_model(path)
    suite = SuiteFile(path)
    template = ""
    for section in model.sections:
        for node in section.body:
            kind = type(node).__name__
            if kind == "TestTemplate":
                template = node.value or ""
            elif kind in ("TestCase", "Keyword"):
                if kind == "Keyword":
                    suite.defines.add(fold(node.name))
                suite.calls += _calls_of_block(node, template if kind == "TestCase" else "")
            else:
                suite.calls += _calls_of_statement(node, "")
    return suite


def _calls_of_block(block: Any, template: str) -> Iterator[Call]:
    statements = list(_statements(block))
    own = next((each.value or "" for each in statements if type(each).__name__ == "Template"), template)
    uses = [_used(each) for each in statements]
    for place, statement in enumerate(statements):
        later = {name for used in uses[place + 1 :] for name in used}
        for call in _calls_of_statement(statement, own):
            known = tuple(_form(name) for name in call.assigned)
            yield Call(call.name, call.cells, call.line, call.assigned, bool(later & {*known}), call.kept)


def _statements(block: Any) -> Iterator[Any]:
    """The statements of a test or keyword with those inside FOR, IF, WHILE, TRY and GROUP, in their order."""
    header = getattr(block, "header", None)
    if header is not None:
        yield header
    for node in getattr(block, "body", ()):
        yield from _statements(node) if hasattr(node, "body") else [node]
    for further in ("orelse", "next"):
        branch = getattr(block, further, None)
        if branch is not None:
            yield from _statements(branch)


def _calls_of_statement(node: Any, template: str) -> Iterator[Call]:
    from robot.api.parsing import Token

    kind = type(node).__name__
    cells = tuple(Cell(token.value, token.lineno) for token in node.get_tokens(Token.ARGUMENT))
    if kind == "KeywordCall" and node.keyword:
        assigned = tuple(_bare(token.value) for token in node.get_tokens(Token.ASSIGN))
        yield from _inside(node.keyword, cells, node.lineno, assigned)
    elif kind in ("Setup", "Teardown", "SuiteSetup", "SuiteTeardown", "TestSetup", "TestTeardown") and node.name:
        yield from _inside(node.name, cells, node.lineno, ())
    elif kind == "TemplateArguments" and template and not _VARIABLE.search(template):
        yield from _inside(template, cells, node.lineno, ())


def _inside(
    name: str, cells: tuple[Cell, ...], line: int, assigned: tuple[str, ...], kept: bool = False
) -> Iterator[Call]:
    """The call itself, or those that it runs."""
    bare = _BDD.sub("", name, count=1) if _BDD.match(name) else name
    form = fold(bare.rpartition(".")[2])
    if form not in _RUNNERS:
        yield Call(bare, cells, line, assigned, kept=kept)
        return
    start = _RUNNERS[form]
    if start is None:
        return
    keeps = kept or form in _KEPT
    for part in _split(cells[start:], _SPLITTING.get(form, ())):
        rest = part[2:] if part and part[0].text == "IF" else part
        if rest and not rest[0].has_variable:
            yield from _inside(rest[0].text, rest[1:], rest[0].line, assigned, keeps)


def _split(cells: Sequence[Cell], words: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """Parts between words such as AND; ``ELSE IF`` leaves an IF and its condition at the start of a part."""
    part: list[Cell] = []
    for cell in cells:
        if words and cell.text in (*words, "ELSE IF"):
            yield tuple(part)
            part = [Cell("IF", cell.line)] if cell.text == "ELSE IF" else []
        else:
            part.append(cell)
    yield tuple(part)


def _used(node: Any) -> set[str]:
    """The names of the variables that a statement reads."""
    from robot.api.parsing import Token

    names: set[str] = set()
    for token in node.tokens:
        if token.type not in (Token.ASSIGN, Token.SEPARATOR, Token.COMMENT, Token.EOL, Token.CONTINUATION):
            names |= {_form(match[1] or match[2]) for match in _NAMES.finditer(token.value or "")}
    return names


def _bare(assign: str) -> str:
    """``${state} =`` as ``state``."""
    return re.sub(r"^[$@&]\{|\}.*$", "", assign.strip())


def _form(name: str) -> str:
    return fold(name.strip())

"""An answer that is none always says what came, how often it was asked for, and what to do."""

import ast
from pathlib import Path

import pytest

import PolyLibrary.errors

PACKAGE = Path(PolyLibrary.errors.__file__).parent
# A field of an answer: what was asked, and how often, is added where the answer came in.
PARSERS = {"surprise"}


def made(file: Path) -> list[tuple[int, set[str]]]:
    """Line and named arguments of each BadReply that a file makes."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in PARSERS
        for node in ast.walk(function)
    }
    return [
        (node.lineno, {keyword.arg or "" for keyword in node.keywords})
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "BadReply" and node not in skipped
    ]


MAKERS = [file for file in PACKAGE.rglob("*.py") if "emulator" not in file.parts and made(file)]


@pytest.mark.parametrize("file", MAKERS, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_all_four_parts(file: Path) -> None:
    lacking = {line: {"seen", "tried", "hint"} - named for line, named in made(file)}
    assert {line: parts for line, parts in lacking.items() if parts} == {}


def test_there_are_some() -> None:
    assert {"rest.py", "faults.py"} <= {file.name for file in MAKERS}

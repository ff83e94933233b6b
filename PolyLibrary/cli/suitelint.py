"""Lint of suites against layout maps: every word about a screen, and the mistakes of screen tests; nothing is run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.cli.suitecells import Call, Cell, SuiteFile, read_suite
from PolyLibrary.layout.judge import Kind, Verdict, judge, models_text
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.names import fold

# Which argument of which keyword names what.
_WORDS: Mapping[str, Mapping[str, Kind]] = {
    "tap": {"locator": "locator"},
    "swipe": {"start": "gesture", "end": "locator"},
    "presssoftkey": {"label": "soft key"},
    "presskey": {"key": "key"},
    "presslinekey": {"key": "line key"},
    "expectelement": {"locator": "check"},
    "expectnoelement": {"locator": "check"},
    "openscreen": {"path": "menu"},
    "getmenuvalue": {"path": "menu"},
    "setmenuvalue": {"path": "menu"},
    "expectscreen": {"name": "screen"},
    "expectsoftkeys": {"labels": "soft keys"},
    "entertext": {"into": "locator"},
    "touchbyhand": {"locator": "locator"},
}
_ON_ANY: Mapping[str, Kind] = {"region": "region", "masks": "region"}
_OPERATOR = "assertion_operator"


@dataclass(frozen=True)
class Told:
    """Something about a line of a suite: a fault, or a note on the models that lack what it names."""

    file: Path
    line: int
    text: str
    hint: str = ""
    without: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text} {self.hint}".rstrip()


@dataclass(frozen=True)
class Linted:
    """The result for some suites."""

    faults: tuple[Told, ...]
    notes: tuple[Told, ...]
    checked: int
    with_variables: int


class Signatures:
    """The arguments of our keywords, as the library itself tells them."""

    def __init__(self) -> None:
        from PolyLibrary.hands import Hands
        from PolyLibrary.library import PolyLibrary

        self._arguments: dict[str, tuple[list[str], str, list[str]]] = {}
        for library in (PolyLibrary(), Hands()):
            for name in library.get_keyword_names():
                self._arguments[fold(name)] = _arguments(library.get_keyword_arguments(name))

    def knows(self, keyword: str) -> bool:
        """Whether it is one of our keywords, by its folded name."""
        return keyword in self._arguments

    def asserts(self, keyword: str) -> bool:
        """Whether it checks what it reads when it is told to."""
        return _OPERATOR in self._arguments[keyword][0]

    def bind(self, keyword: str, cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
        """Each cell with the name of the argument that it is for, as far as cells without variables tell it."""
        positional, rest, named = self._arguments[keyword]
        names = {*positional, *named}
        free = iter(positional)
        sure = True
        for cell in cells:
            name, equals, value = cell.text.partition("=")
            if equals and name in names and not name.endswith("\\"):
                yield name, Cell(value, cell.line)
            elif cell.text.startswith("@{") or cell.text.startswith("&{"):
                if sure:
                    yield next(free, rest), cell
                sure = False
            elif sure:
                yield next(free, rest), cell


def _arguments(spec: Sequence[object]) -> tuple[list[str], str, list[str]]:
    positional: list[str] = []
    named: list[str] = []
    rest, into = "", positional
    for each in spec:
        name = str(each[0] if isinstance(each, tuple) else each)
        if name.startswith("**"):
            continue
        if name.startswith("*"):
            rest, into = name[1:], named
        else:
            into.append(name)
    return positional, rest, named


def lint_suites(paths: Sequence[Path], layouts: Sequence[LayoutMap]) -> Linted:
    """Check files of tests and keywords against the maps of the models that they may meet."""
    signatures = Signatures()
    suites = [read_suite(path) for path in paths]
    own = {name for suite in suites for name in suite.defines}
    faults: list[Told] = []
    notes: list[Told] = []
    checked = with_variables = 0
    for suite in suites:
        for call in suite.calls:
            keyword = fold(call.name.rpartition(".")[2])
            if keyword in own or not signatures.knows(keyword):
                continue
            bound = list(signatures.bind(keyword, call.cells))
            if _is_read_for_nothing(call, keyword, [name for name, _ in bound]):
                faults.append(_unused(suite, call, signatures.asserts(keyword)))
            for kind, cell in _words(keyword, bound):
                if cell.has_variable:
                    with_variables += 1
                    continue
                checked += 1
                verdict = judge(kind, cell.text, layouts, suite.path.parent)
                told = _told(suite.path, cell, verdict)
                (faults if verdict.wrong else notes).extend(told)
    return Linted(tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(notes)), checked, with_variables)


def _words(keyword: str, bound: Sequence[tuple[str, Cell]]) -> Iterator[tuple[Kind, Cell]]:
    """The cells of a call that name something of a screen, without Robot's escapes."""
    kinds = {**_ON_ANY, **_WORDS.get(keyword, {})}
    named = {name for name, _ in bound}
    if keyword == "swipe" and "end" in named:
        kinds["start"] = "locator"
    labels = sum(name == "labels" for name, _ in bound)
    for name, cell in bound:
        kind = kinds.get(name)
        if kind == "soft keys" and labels > 1:
            kind = "soft key"
        if kind is None or not cell.text:
            continue
        if (keyword, name, fold(cell.text)) == ("expectbaseline", "masks", "none"):
            continue
        parts = [part.strip() for part in cell.text.split(";")] if name == "masks" else [cell.text]
        for part in parts:
            yield kind, Cell(part if Cell(part, 0).has_variable else _unescaped(part), cell.line)


def _told(path: Path, cell: Cell, verdict: Verdict) -> list[Told]:
    if verdict.wrong:
        return [Told(path, cell.line, verdict.text, verdict.hint)]
    if verdict.without:
        text = f"'{cell.text}' is not for {models_text(verdict.without)}."
        return [Told(path, cell.line, text, without=verdict.without)]
    return []


def _is_read_for_nothing(call: Call, keyword: str, bound: Sequence[str]) -> bool:
    """Whether a value is neither checked where it is read, nor used later."""
    return keyword.startswith("get") and _OPERATOR not in bound and not call.kept and not call.used_later


def _unused(suite: SuiteFile, call: Call, asserts: bool) -> Told:
    name = call.name.rpartition(".")[2]
    if call.assigned:
        text = f"The value of '{name}' goes to '{call.assigned[0]}', which nothing below uses."
    else:
        text = f"The value of '{name}' is neither checked nor kept."
    hint = f"check it where it is read ({name}    ...    ==    ...)" if asserts else "check it"
    return Told(suite.path, call.line, text, f"{hint}, or leave the call out.")


def _unescaped(text: str) -> str:
    from robot.utils import unescape

    return str(unescape(text))

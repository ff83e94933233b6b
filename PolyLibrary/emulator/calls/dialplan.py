"""The numbers that the exchange answers itself: a YAML file, read with all its faults."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from PolyLibrary.errors import Fault, FileFaults
from PolyLibrary.names import did_you_mean

Behaviour = Literal["answer", "busy", "ring", "reject", "not found"]
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)
KEYS = ("number", "does", "after", "name")
_ALLOWED = set("0123456789x*#+")


@dataclass(frozen=True)
class Rule:
    """What happens when a number is called.

    Args:
        pattern: The number; ``x`` stands for one digit.
        does: ``ring`` rings until the caller gives up or the no-answer time ends.
        after: Seconds from the call's start until it answers or rejects.
        name: Shown as the remote name once answered; else the number.
    """

    pattern: str
    does: Behaviour
    after: float = 1.0
    name: str = ""

    def matches(self, number: str) -> bool:
        """Whether the whole number fits."""
        if len(number) != len(self.pattern):
            return False
        return all(
            mine == theirs or (mine == "x" and theirs in "0123456789")
            for mine, theirs in zip(self.pattern, number, strict=True)
        )


@dataclass(frozen=True)
class DialPlan:
    """Rules in order: the first that fits wins."""

    rules: tuple[Rule, ...]

    def rule(self, number: str) -> Rule | None:
        """The rule for a number, or None."""
        return next((rule for rule in self.rules if rule.matches(number)), None)


@cache
def shipped() -> DialPlan:
    """The dial plan that comes with the emulator."""
    source = files("PolyLibrary.emulator.calls").joinpath("dialplan.yaml")
    return _parse(source.read_text(encoding="utf-8"), "dialplan.yaml")


def read(path: Path) -> DialPlan:
    """A dial plan file.

    Raises:
        FileFaults: The file cannot be read, or lists all that is wrong in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is no UTF-8 text"
        raise FileFaults(str(path), [Fault(1, f"cannot be read: {reason}")], kind="dial plan") from error
    return _parse(text, str(path))


def _parse(text: str, file: str) -> DialPlan:
    hint = "numbers: is a list of {number:, does:, after:, name:}."
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FileFaults(file, [Fault(line, f"no YAML: {error.problem}")], kind="dial plan") from error
    except YAMLError as error:
        raise FileFaults(file, [Fault(1, "no YAML")], kind="dial plan") from error
    entries = data.get("numbers") if isinstance(data, CommentedMap) else None
    if not isinstance(entries, CommentedSeq) or set(data) != {"numbers"}:
        raise FileFaults(file, [Fault(1, "needs 'numbers:' with a list, and nothing else")], hint=hint)
    faults: list[Fault] = []
    rules = []
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        line = entries.lc.item(index)[0] + 1
        rule = _rule(entry, line, faults)
        if rule and rule.pattern in seen:
            faults.append(Fault(line, f"number {rule.pattern} is there twice"))
        elif rule:
            seen.add(rule.pattern)
            rules.append(rule)
    if faults:
        raise FileFaults(file, faults, kind="dial plan", hint=hint)
    return DialPlan(tuple(rules))


def _rule(entry: Any, line: int, faults: list[Fault]) -> Rule | None:
    if not isinstance(entry, CommentedMap):
        faults.append(Fault(line, "is no entry with 'number:' and 'does:'"))
        return None
    wrong = [f"there is no key '{key}': {did_you_mean(str(key), KEYS, 'keys')}" for key in entry if key not in KEYS]
    number = str(entry.get("number", ""))
    if not number:
        wrong.append("'number:' is missing")
    elif not set(number) <= _ALLOWED:
        wrong.append(f"number '{number}' may have only digits, * # + and x for any digit")
    does = str(entry.get("does", ""))
    if does not in BEHAVIOURS:
        wrong.append(f"'does: {does}' is unknown: {did_you_mean(does, BEHAVIOURS, 'known')}")
    after = entry.get("after", 1.0)
    if isinstance(after, bool) or not isinstance(after, int | float) or not 0 <= after <= 3600:
        wrong.append(f"'after: {after}' must be seconds from 0 to 3600")
        after = 1.0
    faults.extend(Fault(line, text) for text in wrong)
    if wrong:
        return None
    return Rule(number, next(known for known in BEHAVIOURS if known == does), float(after), str(entry.get("name", "")))

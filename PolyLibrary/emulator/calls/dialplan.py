"""The dial plan file: what the exchange does by itself, read with all its faults."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from PolyLibrary.emulator.calls.plan import BEHAVIOURS, FACTORY_PIN, SERVICES, Code, DialPlan, Rule
from PolyLibrary.errors import Fault, FileFaults
from PolyLibrary.names import did_you_mean

PARTS = ("numbers", "codes", "mailboxes", "groups")
_ALLOWED = set("0123456789x*#+")
_DIALLED = set("0123456789*#+")
HINT = (
    "numbers: is a list of {number:, does:, after:, name:}; codes: of {code:, does:}; mailboxes: of {number:, pin:}; "
    "groups: of {group:, members:}."
)
Made = TypeVar("Made")
Reader = Callable[[CommentedMap, list[str]], Made | None]


@cache
def shipped() -> DialPlan:
    """The dial plan that comes with the emulator."""
    source = files("PolyLibrary.emulator.calls").joinpath("dialplan.yaml")
    return _parse(source.read_text(encoding="utf-8"), "dialplan.yaml", ())


def read(path: Path) -> DialPlan:
    """A dial plan file; without ``codes:`` it has the shipped ones.

    Raises:
        FileFaults: The file cannot be read, or lists all that is wrong in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is no UTF-8 text"
        raise FileFaults(str(path), [Fault(1, f"cannot be read: {reason}")], kind="dial plan") from error
    return _parse(text, str(path), shipped().codes)


def _parse(text: str, file: str, codes: tuple[Code, ...]) -> DialPlan:
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FileFaults(file, [Fault(line, f"no YAML: {error.problem}")], kind="dial plan") from error
    except YAMLError as error:
        raise FileFaults(file, [Fault(1, "no YAML")], kind="dial plan") from error
    if not isinstance(data, CommentedMap) or not isinstance(data.get("numbers"), CommentedSeq):
        raise FileFaults(file, [Fault(1, "needs 'numbers:' with a list")], hint=HINT)
    faults = [
        Fault(data.lc.key(key)[0] + 1, f"there is no key '{key}': {did_you_mean(str(key), PARTS, 'keys')}")
        for key in data
        if key not in PARTS
    ]
    rules = _entries(data, "numbers", _rule, lambda rule: rule.pattern, faults)
    own = _entries(data, "codes", _code, lambda code: code.code, faults)
    pins = _entries(data, "mailboxes", _mailbox, lambda box: box[0], faults)
    groups = _entries(data, "groups", _group, lambda group: group[0], faults)
    if faults:
        raise FileFaults(file, faults, kind="dial plan", hint=HINT)
    return DialPlan(tuple(rules), tuple(own) if "codes" in data else codes, tuple(pins), tuple(groups))


def _entries(
    data: CommentedMap, part: str, reader: Reader[Made], name: Callable[[Made], str], faults: list[Fault]
) -> list[Made]:
    entries = data.get(part)
    if entries is None:
        return []
    if not isinstance(entries, CommentedSeq):
        faults.append(Fault(data.lc.key(part)[0] + 1, f"'{part}:' is no list"))
        return []
    found: dict[str, Made] = {}
    for index, entry in enumerate(entries):
        line = entries.lc.item(index)[0] + 1
        if not isinstance(entry, CommentedMap):
            keys = " and ".join(f"'{key}:'" for key in _KEYS[part][:2])
            faults.append(Fault(line, f"is no entry with {keys}"))
            continue
        wrong = [
            f"there is no key '{key}': {did_you_mean(str(key), _KEYS[part], 'keys')}"
            for key in entry
            if key not in _KEYS[part]
        ]
        made = reader(entry, wrong)
        faults.extend(Fault(line, text) for text in wrong)
        if wrong or made is None:
            continue
        if name(made) in found:
            faults.append(Fault(line, f"{_KEYS[part][0]} {name(made)} is there twice"))
        found[name(made)] = made
    return list(found.values())


_KEYS = {
    "numbers": ("number", "does", "after", "name"),
    "codes": ("code", "does"),
    "mailboxes": ("number", "pin"),
    "groups": ("group", "members"),
}


def _word(entry: CommentedMap, key: str, allowed: set[str], wrong: list[str], *, also: str = "") -> str:
    written = str(entry.get(key, ""))
    if not written:
        wrong.append(f"'{key}:' is missing")
    elif not set(written) <= allowed:
        wrong.append(f"{key} '{written}' may have only digits, * # +{also}")
    return written


def _choice(entry: CommentedMap, choices: Sequence[Made], wrong: list[str]) -> Made | None:
    does = str(entry.get("does", ""))
    chosen = next((choice for choice in choices if choice == does), None)
    if chosen is None:
        wrong.append(f"'does: {does}' is unknown: {did_you_mean(does, [str(each) for each in choices], 'known')}")
    return chosen


def _rule(entry: CommentedMap, wrong: list[str]) -> Rule | None:
    number = _word(entry, "number", _ALLOWED, wrong, also=" and x for any digit")
    does = _choice(entry, BEHAVIOURS, wrong)
    after: Any = entry.get("after", 1.0)
    if isinstance(after, bool) or not isinstance(after, int | float) or not 0 <= after <= 3600:
        wrong.append(f"'after: {after}' must be seconds from 0 to 3600")
        after = 1.0
    return Rule(number, does, float(after), str(entry.get("name", ""))) if does else None


def _code(entry: CommentedMap, wrong: list[str]) -> Code | None:
    code = _word(entry, "code", _DIALLED, wrong)
    does = _choice(entry, SERVICES, wrong)
    return Code(code, does) if does else None


def _mailbox(entry: CommentedMap, wrong: list[str]) -> tuple[str, str]:
    pin = str(entry.get("pin", FACTORY_PIN))
    if not pin.isascii() or not pin.isdigit():
        wrong.append(f"pin '{pin}' may have only digits; write it in quotes")
    return _word(entry, "number", _DIALLED, wrong), pin


def _group(entry: CommentedMap, wrong: list[str]) -> tuple[str, tuple[str, ...]]:
    members = entry.get("members")
    if not isinstance(members, CommentedSeq) or not members:
        wrong.append("'members:' needs a list of numbers")
        members = CommentedSeq()
    return _word(entry, "group", _DIALLED, wrong), tuple(str(member) for member in members)

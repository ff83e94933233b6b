"""What the phone knows about its configuration parameters: type, default, what a change needs.

The data is ``parameters.yaml``; all phones share one reading of it.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PolyLibrary.emulator.profiles import read_yaml

Need = Literal["live", "restart", "reboot"]

_RANGE = re.compile(r"(-?\d+)-(-?\d+)$")
_NUMBER = re.compile(r"-?[0-9]{1,10}")
_FLAG_WORDS = {"0": "0", "1": "1", "false": "0", "true": "1"}
MOST_TEXT = 2048
"""Characters of the longest text value (a rule of the emulator)."""


@dataclass(frozen=True)
class Parameter:
    """One parameter, or one pattern of them."""

    kind: str
    default: str
    need: Need

    @property
    def secret(self) -> bool:
        return self.kind == "secret"

    def stored(self, value: str) -> str | None:
        """``value`` as the phone stores it, or None when it is outside the type or range."""
        if value == self.default:
            return value
        if self.kind == "flag":
            return _FLAG_WORDS.get(value.strip().lower())
        if self.kind in ("text", "secret"):
            printable = all(char >= " " for char in value)
            return value if len(value) <= MOST_TEXT and printable else None
        limits = _RANGE.match(self.kind)
        if limits:
            text = value.strip()
            if not _NUMBER.fullmatch(text):
                return None
            return str(int(text)) if int(limits[1]) <= int(text) <= int(limits[2]) else None
        return value if value in self.kind.split("|") else None


_SET = Parameter("flag", "0", "live")


@cache
def _tables() -> tuple[dict[str, Parameter], list[tuple[re.Pattern[str], Parameter]]]:
    exact: dict[str, Parameter] = {}
    patterns: list[tuple[re.Pattern[str], Parameter]] = []
    needs: tuple[Need, ...] = ("live", "restart", "reboot")
    data = read_yaml("parameters.yaml")
    for need in needs:
        for name, written in data[need].items():
            kind, _, default = written.partition(" ")
            parameter = Parameter(kind, default, need)
            segments = name.split(".")
            if "x" in segments or "*" in segments:
                forms = {"x": r"[1-9]\d{0,3}", "*": r"\w+"}
                parts = [forms.get(segment, re.escape(segment)) for segment in segments]
                patterns.append((re.compile(r"\.".join(parts), re.ASCII), parameter))
            else:
                exact[name] = parameter
    return exact, patterns


@cache
def known_names() -> tuple[str, ...]:
    """All exact names, for error texts."""
    return tuple(_tables()[0])


def parameter(name: str) -> Parameter | None:
    """The parameter of that name, or None when the phone does not know it."""
    exact, patterns = _tables()
    found = exact.get(name)
    if found is not None:
        return found
    for pattern, candidate in patterns:
        if pattern.fullmatch(name):
            return candidate
    if name.startswith("device.") and name.endswith(".set") and parameter(name.removesuffix(".set")):
        return _SET
    return None

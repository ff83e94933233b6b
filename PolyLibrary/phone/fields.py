"""Fields of a phone's JSON: every scalar may come as a string, and any field as a surprise."""

import re
from collections.abc import Mapping
from typing import Any

from PolyLibrary.errors import BadReply

_INTEGER = re.compile(r"\s*[+-]?\d{1,18}\s*\Z")
_DECIMAL = re.compile(r"\s*[+-]?\d{1,15}(?:\.\d{1,9})?\s*\Z")
# What `typed` makes a number, which leaves alone what only looks like one: 0123, 1.5.2, 1e5.
_PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,15})\Z")
_PLAIN_DECIMAL = re.compile(r"-?\d{1,12}\.\d{1,9}\Z")
# Digits in these fields are names, not amounts.
_NAMES = re.compile(
    r"(?i)(mac|name|label|userid|(?<!total)user|address|ipstack|ssid|release|version|application|updater|bootblock|"
    r"ref|handle|callid|uuid|partynumber|server(?!s)|gateway|mask|domain|zip code|house number|room|unit)"
)
_TRUE = frozenset({"1", "true", "yes", "on", "enabled"})
_FALSE = frozenset({"0", "false", "no", "off", "disabled"})


def surprise(what: str, value: object, wanted: str) -> BadReply:
    """The error of a field that holds something else than it should."""
    shown = repr(value)
    return BadReply(
        f"The phone's {what} cannot be understood: {wanted} was expected.",
        seen=shown if len(shown) <= 120 else shown[:120] + "...",
        hint="is this firmware newer than the library? Report the answer with the firmware's version.",
    )


def mapping(value: object, what: str) -> Mapping[str, Any]:
    """A JSON object; BadReply otherwise."""
    if isinstance(value, dict):
        return value
    raise surprise(what, value, "an object")


def items(value: object, what: str) -> list[Mapping[str, Any]]:
    """A JSON list of objects; nothing at all is an empty list."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise surprise(what, value, "a list")
    return [mapping(item, what) for item in value]


def first(data: Mapping[str, Any], *keys: str) -> Any:
    """The value of the first of these keys that is there; spellings differ between firmwares."""
    for key in keys:
        if key in data:
            return data[key]
    return None


def text(data: Mapping[str, Any], *keys: str) -> str:
    """A scalar as text; empty when it is missing."""
    value = first(data, *keys)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    raise surprise(f"field {keys[0]}", value, "a text")


def whole(data: Mapping[str, Any], *keys: str, default: int = 0) -> int:
    """A whole number; ``default`` when it is missing or empty."""
    shown = text(data, *keys)
    if not shown:
        return default
    if not _INTEGER.match(shown):
        raise surprise(f"field {keys[0]}", shown, "a whole number")
    return int(shown)


def decimal(data: Mapping[str, Any], *keys: str) -> float | None:
    """A number with or without decimals; None when it is missing or empty."""
    shown = text(data, *keys)
    if not shown:
        return None
    if not _DECIMAL.match(shown):
        raise surprise(f"field {keys[0]}", shown, "a number")
    return float(shown)


def flag(data: Mapping[str, Any], *keys: str) -> bool | None:
    """A switch in any of its spellings; None when it is missing, empty or another word."""
    word = text(data, *keys).lower()
    return True if word in _TRUE else False if word in _FALSE else None


def typed(value: Any, key: str = "") -> Any:
    """Numbers and ``True``/``False`` of a phone's answer as such, where the field is no name or address."""
    if isinstance(value, dict):
        return {name: typed(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [typed(item, key) for item in value]
    if not isinstance(value, str) or _NAMES.search(key):
        return value
    if value in ("True", "False"):
        return value == "True"
    if _PLAIN_INTEGER.match(value):
        return int(value)
    return float(value) if _PLAIN_DECIMAL.match(value) else value

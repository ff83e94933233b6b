"""XML as phones write it: no declaration, one element a line, empty elements closed at once."""

from collections.abc import Iterable
from datetime import datetime

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
ROOT = "PolycomIPPhone"


def escaped(text: str) -> str:
    """Text for an element or attribute; a control character would break the line, or the XML."""
    return "".join(char if char >= " " and char != "\x7f" else "?" for char in text).translate(_ESCAPED)


def element(name: str, text: str = "") -> str:
    """One line: an element around text."""
    return f"<{name}>{escaped(text)}</{name}>" if text else f"<{name}/>"


def around(name: str, lines: Iterable[str], **attributes: str) -> list[str]:
    """The lines of an element with others in it."""
    written = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
    return [f"<{name}{written}>", *lines, f"</{name}>"]


def document(lines: Iterable[str]) -> bytes:
    """The whole text under its root."""
    return ("\n".join(around(ROOT, lines)) + "\n").encode("utf-8", "replace")


def time_stamp(now: datetime) -> str:
    """ISO 8601 in local time with offset and colon."""
    return now.astimezone().isoformat(timespec="seconds")

"""XML that phones write: read safely, and leniently where firmwares differ.

Names count without case and namespace, a value may be a child element or an attribute, and order does not matter.
"""

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from PolyLibrary.phone.reply import decode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BARE_AMPERSAND = re.compile(r"&(?!#?[A-Za-z0-9]{1,8};)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INTEGER = re.compile(r"[0-9]{1,9}\Z")
_TRUE = frozenset({"1", "true", "yes", "on", "enabled"})
_FALSE = frozenset({"0", "false", "no", "off", "disabled"})


class NotXml(ValueError):
    """The text is no XML that this library reads."""


class _Reader(Protocol):
    def __call__(self, text: str, *, forbid_dtd: bool) -> "Element": ...


@cache
def reader() -> _Reader:
    """The XML reader, loaded at first use."""
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    read: _Reader = fromstring
    return read


def parse_xml(body: bytes) -> "Element":
    """The root of a phone's document.

    Text before the first ``<`` is skipped, names in Latin-1 and a bare ``&`` are read as they are meant.

    Raises:
        NotXml: Half a document, one with a DTD, or none.
    """
    text = decode(body)
    start = text.find("<")
    if start < 0:
        raise NotXml("no XML")
    text = _NOT_XML.sub("", text[start:])
    try:
        return _read(text)
    except NotXml:
        mended = _BARE_AMPERSAND.sub("&amp;", text)
        if mended == text:
            raise
        return _read(mended)


def _read(text: str) -> "Element":
    try:
        return reader()(text, forbid_dtd=True)
    # The reader's refusals are ValueErrors, expat's faults SyntaxErrors.
    except (ValueError, SyntaxError, LookupError, RecursionError) as error:
        raise NotXml(" ".join(str(error).split())[:120] or type(error).__name__) from error


def name_of(element: "Element") -> str:
    """The element's name without namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def below(element: "Element", name: str, depth: int = 3) -> list["Element"]:
    """The element itself or those up to ``depth`` levels below it that have a name, in their order."""
    found: list[Element] = []
    waiting = [(element, depth)]
    while waiting:
        current, left = waiting.pop()
        if name_of(current) == name.lower():
            found.append(current)
        elif left:
            waiting += [(child, left - 1) for child in reversed(current)]
    return found


def value(element: "Element", *names: str) -> str:
    """The text of the first child, else of the first attribute, that has one of these names; empty without one."""
    wanted = [name.lower() for name in names]
    children = {name_of(child): (child.text or "").strip() for child in reversed(element)}
    attributes = {key.rpartition("}")[2].lower(): text.strip() for key, text in element.attrib.items()}
    return next((found[name] for found in (children, attributes) for name in wanted if found.get(name)), "")


def has(element: "Element", name: str) -> bool:
    """Whether there is such a child, an empty one too."""
    return any(name_of(child) == name.lower() for child in element)


def number(element: "Element", *names: str) -> int | None:
    """A value as whole number; None when it is none."""
    text = value(element, *names)
    return int(text) if _INTEGER.match(text) else None


def switch(element: "Element", *names: str) -> bool | None:
    """A value as switch; None when it is none."""
    word = value(element, *names).lower()
    return True if word in _TRUE else False if word in _FALSE else None


def stamp(element: "Element", *names: str) -> datetime | None:
    """A value as time (ISO 8601 with offset); None when it is none."""
    try:
        return datetime.fromisoformat(value(element, *names))
    except ValueError:
        return None

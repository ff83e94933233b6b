"""Reading a pushed document, as leniently as phones do.

Known from the wire and from clients: an attribute without quotes or with two kinds of them, any case, blanks
before the root, ``priority="all"``.
"""

import html
import re
from dataclasses import dataclass
from typing import Literal

from PolyLibrary.emulator.channels.words import words

Kind = Literal["list", "page", "url"]
MOST_CONTENT = 2048
_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?<\s*(?P<root>PolycomIPPhone)\b[^>]*>(?P<inside>.*)</\s*(?P=root)\s*>\s*",
    re.IGNORECASE | re.DOTALL,
)
_CHILD = re.compile(
    r"\s*<\s*(?P<kind>Data|URL)\b(?P<attributes>[^>]*)>(?P<content>.*)</\s*(?P=kind)\s*>\s*", re.IGNORECASE | re.DOTALL
)
_PRIORITY = re.compile(r"""\bpriority\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+))""", re.IGNORECASE)
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)


class Refused(Exception):
    """The push is not executed; the text says why, for the phone's own log only."""


@dataclass(frozen=True)
class Pushed:
    """What was pushed.

    Args:
        kind: A list of internal URIs, a page, or the path of a list on the application server.
        priority: Lower case: normal, important, high or critical.
        content: Without entities and CDATA.
    """

    kind: Kind
    priority: str
    content: str


def read_push(body: bytes, *, exact: bool = False) -> Pushed:
    """The pushed document.

    Args:
        exact: Insist on the guide's spelling and on quotes.

    Raises:
        Refused: It is no push, or over 2048 bytes.
    """
    root = _ROOT.fullmatch(body.decode("utf-8-sig", "replace"))
    child = root and _CHILD.fullmatch(root["inside"])
    if root is None or child is None:
        raise Refused("the document is broken")
    content = child["content"]
    if len(content.encode()) > MOST_CONTENT:
        raise Refused(f"the content is longer than {MOST_CONTENT} bytes")
    if exact and (root["root"] != "PolycomIPPhone" or child["kind"] not in ("Data", "URL")):
        raise Refused("the document is spelled wrongly")
    priority = _priority(child["attributes"], exact=exact)
    plain = _CDATA.fullmatch(content)
    if plain is None and "<" in content:
        return Pushed("page", priority, content)
    text = plain[1] if plain else html.unescape(content)
    return Pushed("url" if child["kind"].lower() == "url" else "list", priority, text.strip())


def _priority(attributes: str, *, exact: bool) -> str:
    found = _PRIORITY.search(attributes)
    if found is None:
        return "normal"
    written = (found[1] or found[2] or found[3] or "").strip("\"' \t")
    word = written.lower()
    if exact and (found[3] is not None or written != word.capitalize()):
        raise Refused("the priority is spelled wrongly")
    if word == "all":
        return "critical"
    return word if word in words()["priorities"] else "normal"

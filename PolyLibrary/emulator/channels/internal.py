"""Internal URIs: one line of a push, read into what the phone shall do."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PolyLibrary.emulator.channels.words import folded, guide_keys, words
from PolyLibrary.emulator.gui.keys import find_key
from PolyLibrary.names import fold

MOST_NUMBER = 256
_LINE = re.compile(r"(?:line)?(\d{1,3})", re.IGNORECASE | re.ASCII)
_TONES = re.compile(r"[0-9*#A-Dp,]{1,64}", re.IGNORECASE)
_REF = re.compile(r"ncallreference\s*=\s*(\w{1,32})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class KeyPress:
    """A hard key or soft key; works even when the model lacks the hard key (known)."""

    name: str


@dataclass(frozen=True)
class BrowserKey:
    """A soft key of the microbrowser."""

    name: str


@dataclass(frozen=True)
class Dial:
    """A call.

    Args:
        line: Line key; None for the first free one.
        tones: Sent once the call is answered: digits, ``p`` for 1 s and ``,`` for 2 s of pause.
    """

    number: str
    line: int | None
    tones: str


@dataclass(frozen=True)
class Play:
    """A sound file of the application server."""

    path: str


@dataclass(frozen=True)
class UpdateConfig:
    """The menu entry Update Configuration."""


@dataclass(frozen=True)
class CallAct:
    """Something done to a call; without ``ref`` to the one that a user would mean."""

    verb: str
    ref: str


Act = KeyPress | BrowserKey | Dial | Play | UpdateConfig | CallAct


def read_list(text: str, *, exact: bool = False) -> Sequence[Act] | None:
    """The acts of a list, one URI a line; None when one of them is unknown or there is none (known).

    Args:
        exact: Insist on the guide's spelling.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    acts = [act for line in lines if (act := _read(line, exact=exact)) is not None]
    return acts if acts and len(acts) == len(lines) else None


def _read(line: str, *, exact: bool) -> Act | None:
    scheme, colon, rest = line.partition(":")
    name = scheme.strip().lower()
    found = _SCHEMES.get(name)
    if not colon or found is None:
        return None
    spelling, reader = found
    if exact and scheme not in (spelling, "tel"):
        return None
    return reader(rest.strip(), exact)


def _key(name: str, exact: bool) -> Act | None:
    if exact and name not in guide_keys():
        return None
    key = find_key(name)
    return None if key is None else KeyPress(key.name)


def _chosen(table: str, name: str, exact: bool) -> str | None:
    if exact:
        return name if name in words()[table] else None
    return folded(table).get(fold(name))


def _browser_key(name: str, exact: bool) -> Act | None:
    first, _, uri = name.partition(";")
    if fold(first) == "fetch":
        return BrowserKey(f"Fetch;{uri.strip()}") if uri.strip() else None
    known = _chosen("browser_keys", name, exact)
    return BrowserKey(known) if known else None


def _dial(rest: str, _exact: bool) -> Act | None:
    number, *parts = rest.split(";")
    number = number.strip().lstrip("\\").strip()
    if not number or len(number) > MOST_NUMBER:
        return None
    line = None
    tones = {"ext": "", "postd": ""}
    for part in parts:
        name, _, value = (word.strip() for word in part.partition("="))
        key = _LINE.fullmatch(name)
        if key and not value:
            line = int(key[1])
        elif name.lower() in tones:
            if not _TONES.fullmatch(value):
                return None
            tones[name.lower()] = value
    return Dial(number, line, tones["ext"] + tones["postd"])


def _play(path: str, _exact: bool) -> Act | None:
    return Play(path) if path else None


def _action(name: str, exact: bool) -> Act | None:
    known = name == "UpdateConfig" if exact else fold(name) == "updateconfig"
    return UpdateConfig() if known else None


def _call_action(rest: str, exact: bool) -> Act | None:
    name, _, parameters = rest.partition(";")
    verb = _chosen("call_verbs", name.strip(), exact)
    if verb is None:
        return None
    if not parameters.strip(" ;"):
        return CallAct(verb, "")
    found = _REF.fullmatch(parameters.strip(" ;"))
    return CallAct(verb, found[1]) if found else None


_SCHEMES: dict[str, tuple[str, Callable[[str, bool], Act | None]]] = {
    "key": ("Key", _key),
    "softkey": ("SoftKey", _browser_key),
    "tel": ("Tel", _dial),
    "play": ("Play", _play),
    "action": ("Action", _action),
    "callaction": ("CallAction", _call_action),
}

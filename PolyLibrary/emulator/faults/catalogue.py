"""The faults that can be injected: the data of ``faults.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from PolyLibrary.emulator.profiles import read_yaml
from PolyLibrary.errors import UnknownName
from PolyLibrary.names import fold

Seam = Literal["request", "answer", "json", "handshake", "picture", "drawing", "line", "pickup", "clock"]


@dataclass(frozen=True)
class Kind:
    """One kind of fault.

    Args:
        seam: Where it strikes.
        does: What happens there.
        says: What that means, in words.
        seconds: How long, where it has a length.
        status: HTTP status or Status of REST, where it answers with one.
        posts: Whether only a POST is concerned.
        pixels: How far, where something moves.
        colour: Whether the panel must have colours for it.
    """

    name: str
    seam: Seam
    does: str
    says: str
    seconds: float = 0.0
    status: str = ""
    posts: bool = False
    pixels: int = 0
    colour: bool = False


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    return {name: _kind(name, entry) for name, entry in read_yaml("faults/faults.yaml").items()}


def kind_named(name: str) -> Kind:
    """A kind by name; case, spaces, ``-`` and ``_`` do not matter.

    Raises:
        UnknownName: There is none of this name.
    """
    for known, kind in kinds().items():
        if fold(known) == fold(name):
            return kind
    raise UnknownName("fault", name, kinds(), where="that can be injected")


def _kind(name: str, entry: Mapping[str, object]) -> Kind:
    return Kind(
        name,
        cast("Seam", entry["seam"]),
        str(entry["does"]),
        str(entry["says"]),
        float(str(entry.get("seconds", 0))),
        str(entry.get("status", "")),
        bool(entry.get("posts")),
        int(str(entry.get("pixels", 0))),
        bool(entry.get("colour")),
    )

"""The words of the side channels, read from ``words.yaml`` once."""

from functools import cache
from typing import Any

from PolyLibrary.emulator.profiles import read_yaml
from PolyLibrary.names import fold


@cache
def words() -> Any:
    """The whole file."""
    return read_yaml("channels/words.yaml")


@cache
def guide_keys() -> frozenset[str]:
    """Key names in the guide's spelling."""
    keys = words()["keys"]
    numbered = {f"{name}{n}" for name, (first, last) in keys["numbered"].items() for n in range(first, last + 1)}
    return frozenset(numbered | set(keys["plain"]))


@cache
def folded(table: str) -> dict[str, str]:
    """The words of a list by their folded form."""
    return {fold(word): word for word in words()[table]}


def user_agent(display: str, firmware: str) -> str:
    """How a phone names itself to a server."""
    maker = words()["user_agents"].get(display.partition(" ")[0], "Poly")
    return f"{maker}-{display.replace(' ', '_')}-UA/{firmware}"

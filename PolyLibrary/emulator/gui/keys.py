"""Hard keys: a name as tests and pushes write it, to what the key does."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from PolyLibrary.emulator.gui.data import table

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.screens.base import Direction

KeyKind = Literal["digit", "move", "command", "act", "soft", "line"]

SOFT_KEYS = 5
LINE_KEYS = 48
"""With three expansion modules."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key; ``value`` is the digit, the direction, the command, the act or the number of the key."""

    name: str
    kind: KeyKind
    value: str

    @property
    def direction(self) -> "Direction":
        """Of a cursor key."""
        return cast("Direction", self.value)


def _fold(name: str) -> str:
    return "".join(letter for letter in name if letter not in " _-").casefold()


@lru_cache(maxsize=1)
def _keys() -> dict[str, Key]:
    keys = []
    for name, meaning in table("keys").items():
        ((kind, value),) = meaning.items()
        keys.append(Key(name, cast("KeyKind", kind), value))
    keys += [Key(f"SoftKey{number}", "soft", str(number)) for number in range(1, SOFT_KEYS + 1)]
    keys += [Key(f"Line{number}", "line", str(number)) for number in range(1, LINE_KEYS + 1)]
    return {_fold(key.name): key for key in keys}


def find_key(name: str) -> Key | None:
    """The key of this name; None when no phone has one."""
    return _keys().get(_fold(name))

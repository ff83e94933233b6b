"""The states of the gallery, in the order in which they were written."""

from collections.abc import Awaitable, Callable

from PolyLibrary.emulator.gallery.hands import Hands

State = Callable[[Hands], Awaitable[None]]
STATES: dict[str, State] = {}


def state(act: State) -> State:
    """Register a state by its function's name."""
    STATES[act.__name__.replace("_", " ")] = act
    return act

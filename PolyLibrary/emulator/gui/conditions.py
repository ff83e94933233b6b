"""When a soft key would do nothing: the ``when`` of softkeys.yaml."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.parts import ANSWERED

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

TALKING = frozenset({"Connected", "CallHeld", "CallConference", "CallConfHeld"})
"""In talk and not held by this phone."""
JOINED = frozenset({"CallConference", "CallConfHold", "CallConfHeld"})
PICKUP = "feature.directedCallPickup.enabled"

Condition = Callable[["Navigation", CallView | None], bool]


def answered(nav: "Navigation") -> list[CallView]:
    """The calls that somebody has answered, held or not."""
    return [call for call in nav.port.calls() if call.state in ANSWERED]


def _joinable(nav: "Navigation", call: CallView | None) -> bool:
    """Whether there is a second call that this one could be joined with."""
    if call is None or call.state not in ANSWERED:
        return False
    alone = call.state not in JOINED
    return not nav.port.step() and any(
        other.key != call.key and (alone or other.state not in JOINED) for other in answered(nav)
    )


def _parkable(nav: "Navigation", call: CallView | None) -> bool:
    return nav.port.can_park() and call is not None and call.state in ANSWERED - JOINED


def _shared(nav: "Navigation", call: CallView | None) -> bool:
    lines = nav.port.lines() if call is not None else ()
    return any(line.shared for line in lines if call is not None and line.key == call.line)


CONDITIONS: dict[str, Condition] = {
    "ringing": lambda _, call: call is not None and call.ringing,
    "muted": lambda _, call: call is not None and call.muted,
    "not muted": lambda _, call: call is None or not call.muted,
    "blind": lambda nav, _: nav.port.step() == "blind",
    "consultative": lambda nav, _: nav.port.step() == "transfer",
    "other calls": lambda nav, _: any(not call.first for call in answered(nav)),
    "joinable": _joinable,
    "parking": lambda nav, _: nav.port.can_park(),
    "parkable": _parkable,
    "picking up": lambda nav, _: nav.port.setting(PICKUP) == "1",
    "shared": _shared,
    "drawn pad": lambda nav, _: nav.panel.touch and not nav.panel.dial_pad,
}
"""Any other word asks the screen whether something is chosen or typed in it."""

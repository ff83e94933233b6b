"""The handset: lifted and put down by a hand (chosen: no request of a phone does it)."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.actions import hook

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

_STAYS = frozenset({"Offering", "Disconnected", "CallHold", "CallConfHold"})
"""Calls that putting the handset down does not end: nobody talks in them at this phone."""


def lift(nav: "Navigation") -> None:
    """Answer what rings, send what is typed, else a dial tone; a call in talk is heard in the handset from now on."""
    call = nav.current_call()
    ringing = any(call.state == "Offering" for call in nav.port.calls())
    if call is None or call.state == "Disconnected" or (ringing and nav.popups):
        hook("handset")(nav)
    else:
        nav.audio.path = "handset"


def put_down(nav: "Navigation") -> None:
    """End the call that is heard in the handset."""
    if nav.audio.path != "handset":
        return
    nav.audio.path = "speaker"
    call = nav.current_call()
    if call is not None and call.state not in _STAYS:
        nav.port.end(call.key)

"""What a call is to its user: plain, part of a transfer or conference in the making, joined, or on a shared line."""

from typing import TYPE_CHECKING, Literal

from PolyLibrary.emulator.gui.conditions import CONDITIONS, JOINED
from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.parts import party
from PolyLibrary.emulator.gui.softkeys import set_of_state

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

StepName = Literal["", "transfer", "conference"]
GOING = frozenset({"Setup", "Proceeding", "RingBack", "Connected", "CallHeld"})
"""States of the new leg in which the step can be completed or cancelled."""


def step_name(nav: "Navigation", call: CallView) -> StepName:
    """The screen name of a call that is more than a plain one."""
    if call.step:
        return "conference" if nav.port.step() == "conference" else "transfer"
    return "conference" if call.state in JOINED else ""


def key_set_of(nav: "Navigation", call: CallView) -> str:
    """The soft keys for a call, as a set of softkeys.yaml."""
    name = step_name(nav, call)
    if call.step and call.state == "Dialtone":
        return f"{name} dialling"
    if call.step and call.state in GOING:
        return f"{name} leg"
    if call.state == "CallConfHold" and not call.first:
        return "joined hold"
    if call.state == "Offering" and CONDITIONS["shared"](nav, call):
        return "ringing shared"
    return set_of_state(call.state)


def step_text(nav: "Navigation", call: CallView) -> str:
    """Whom a step is about, for the call that it has opened: ``Transfer Bob``; nothing for any other call."""
    if not call.step:
        return ""
    first = next((other for other in nav.port.calls() if other.first), None)
    step = nav.port.step()
    return text(f"step {step}", party=party(first)) if first is not None and step else ""


def members(nav: "Navigation") -> list[CallView]:
    """The calls of the conference that is joined, held or not."""
    return [call for call in nav.port.calls() if call.state in JOINED and not call.first]

"""What soft keys and hard keys do to calls beyond the simple acts: transfer, conference, park and pick-up."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.port import CallView
from PolyLibrary.emulator.gui.screens.conference import Manage
from PolyLibrary.emulator.gui.screens.field import Field
from PolyLibrary.emulator.gui.screens.park import ParkField
from PolyLibrary.emulator.gui.screens.tones import TonePad
from PolyLibrary.emulator.gui.screens.transfer import PickCall, hand_over

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def new_call(nav: "Navigation", line: int = 1) -> None:
    """Off hook; a phone with all its calls in use says so."""
    nav.port.off_hook(line)
    if not any(call.state in {"Dialtone", "Setup"} for call in nav.port.calls()):
        nav.notify(text("no free call"))


def dial(nav: "Navigation", number: str, line: int = 1) -> None:
    """Call a number out of a list; a locked phone refuses most of them."""
    if nav.port.may_dial(number):
        nav.port.dial(number, line)
    else:
        nav.notify(text("locked"))


def _transfer(nav: "Navigation", call: CallView) -> None:
    """Begin a transfer of the call; in one, complete it, or hand over to the call that is selected."""
    step = nav.port.step()
    if step in {"transfer", "blind"}:
        if call.first or call.step:
            nav.port.complete_transfer()
        else:
            hand_over(nav, call)
    elif not step:
        nav.port.start_transfer(call.key)
        _tell_full(nav, call)


def _conference(nav: "Navigation", call: CallView) -> None:
    """Begin to add a party to the call; while one is being added, join."""
    step = nav.port.step()
    if step == "conference":
        nav.port.join()
    elif not step:
        nav.port.start_conference(call.key)
        _tell_full(nav, call)


def _tell_full(nav: "Navigation", call: CallView) -> None:
    """A step that did not begin though the call was fit for one lacks a free call."""
    if not nav.port.step() and not nav.port.message() and call.state in {"Connected", "CallHold", "CallHeld"}:
        nav.notify(text("no free call"))


def _pick_call(nav: "Navigation") -> None:
    if nav.port.step() in {"transfer", "blind"}:
        nav.open(PickCall(nav))


def _fetch(title: str, act: Callable[["Navigation", str], None], least: int) -> Callable[["Navigation"], None]:
    """A field for a number; what comes of it is a new call, or the phone says that there was none."""

    def ask(nav: "Navigation") -> None:
        def take(number: str) -> None:
            before = {call.key for call in nav.port.calls()}
            act(nav, number)
            if before >= {call.key for call in nav.port.calls()}:
                nav.notify(text("nothing there"))

        nav.open(Field(nav, text(title), take, mode="number", least=least, name="number"))

    return ask


ON_CALL: dict[str, Callable[["Navigation", CallView], None]] = {
    "transfer": _transfer,
    "conference": _conference,
    "park": lambda nav, call: nav.open(ParkField(nav, call.key)),
    "private_hold": lambda nav, call: nav.port.private_hold(call.key),
    "tone_pad": lambda nav, call: nav.open(TonePad(nav, call.key)),
}
PLAIN: dict[str, Callable[["Navigation"], None]] = {
    "new_call": new_call,
    "cancel_step": lambda nav: nav.port.cancel_step(),
    "blind": lambda nav: nav.port.set_blind(True),
    "consultative": lambda nav: nav.port.set_blind(False),
    "pick_call": _pick_call,
    "join": lambda nav: nav.port.join(),
    "split": lambda nav: nav.port.split(),
    "manage": lambda nav: nav.open(Manage(nav)),
    "pick_up": _fetch("pick up title", lambda nav, number: nav.port.pick_up(number), 1),
    "retrieve": _fetch("retrieve title", lambda nav, number: nav.port.retrieve(number), 0),
}

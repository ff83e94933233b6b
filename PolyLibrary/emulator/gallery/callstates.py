"""How a phone gets to the screens of its boot, its idle state and its calls."""

from PolyLibrary.emulator.gallery.hands import Hands
from PolyLibrary.emulator.gallery.registry import state

UNKNOWN = "6999"
"""A number that nobody has."""


@state
async def boot(hands: Hands) -> None:
    hands.phone.life.ready = False
    await hands.shows("boot")


@state
async def idle(hands: Hands) -> None:
    await hands.shows("idle")


@state
async def idle_more(hands: Hands) -> None:
    hands.press("more")


@state
async def missed_call(hands: Hands) -> None:
    hands.ring()
    await hands.shows("incoming call")
    hands.others[0].desk.drop_all()
    await hands.shows("idle")


@state
async def focus(hands: Hands) -> None:
    hands.key("ArrowDown")


@state
async def home(hands: Hands) -> None:
    hands.key("Home")


@state
async def directories(hands: Hands) -> None:
    hands.key("Directories")


@state
async def dialer(hands: Hands) -> None:
    hands.press("new_call")
    await hands.shows("dialer")


@state
async def dialer_number(hands: Hands) -> None:
    hands.press("new_call")
    hands.digits(hands.others[0].lines[0].number[:-1])


@state
async def dialer_on_hook(hands: Hands) -> None:
    hands.digits(hands.others[0].lines[0].number[:-1])
    await hands.shows("dialer")


@state
async def dialer_url(hands: Hands) -> None:
    hands.press("new_call", "url")
    hands.write(f"{hands.others[0].lines[0].number}@lab.example")


@state
async def ringing_out(hands: Hands) -> None:
    hands.press("new_call")
    hands.digits(hands.others[0].lines[0].number)
    hands.press("send")
    await hands.talks("RingBack")


@state
async def incoming_call(hands: Hands) -> None:
    hands.ring()
    await hands.shows("incoming call")


@state
async def forward_ringing(hands: Hands) -> None:
    hands.ring()
    await hands.shows("incoming call")
    hands.press("forward_call")


async def talk(hands: Hands, other: int = 0) -> None:
    """A call that came in and was answered."""
    hands.ring(other)
    await hands.shows("incoming call")
    hands.press("answer")
    await hands.talks()


@state
async def active_call(hands: Hands) -> None:
    await talk(hands)


@state
async def active_call_muted(hands: Hands) -> None:
    await talk(hands)
    hands.key("MicMute")


@state
async def active_call_more(hands: Hands) -> None:
    await talk(hands)
    hands.press("more")


@state
async def held(hands: Hands) -> None:
    await talk(hands)
    hands.press("hold")
    await hands.talks("CallHold")


@state
async def held_by_other_side(hands: Hands) -> None:
    await talk(hands)
    desk = hands.others[0].desk
    desk.hold(desk.legs[0])
    await hands.talks("CallHeld")


@state
async def lines_in_a_call(hands: Hands) -> None:
    await talk(hands)
    width, height = hands.phone.model.screen
    hands.phone.gui.swipe((width // 6, height // 2), (width * 2 // 3, height // 2))
    await hands.shows("lines")


@state
async def home_in_a_call(hands: Hands) -> None:
    await talk(hands)
    hands.key("Home")


@state
async def second_call(hands: Hands) -> None:
    await talk(hands)
    hands.ring(1)
    await hands.shows("incoming call")


@state
async def calls(hands: Hands) -> None:
    await talk(hands)
    hands.ring(1)
    await hands.shows("incoming call")
    hands.key("Back")
    await hands.shows("calls")


@state
async def failed_call(hands: Hands) -> None:
    hands.press("new_call")
    hands.digits(UNKNOWN)
    hands.press("send")
    await hands.talks("Disconnected")


@state
async def transfer(hands: Hands) -> None:
    await talk(hands)
    hands.press("transfer")
    hands.digits(hands.others[1].lines[0].number)


@state
async def transfer_consult(hands: Hands) -> None:
    await talk(hands)
    hands.press("transfer")
    hands.digits(hands.others[1].lines[0].number)
    hands.press("send")
    await hands.answered(1)
    await hands.talks()


@state
async def conference_dial(hands: Hands) -> None:
    await talk(hands)
    hands.press("conference")


async def joined(hands: Hands) -> None:
    """Three in a conference."""
    await talk(hands)
    hands.press("conference")
    hands.digits(hands.others[1].lines[0].number)
    hands.press("send")
    await hands.answered(1)
    await hands.talks()
    hands.press("conference")
    await hands.talks("CallConference")


@state
async def conference(hands: Hands) -> None:
    await joined(hands)


@state
async def conference_manage(hands: Hands) -> None:
    await joined(hands)
    hands.press("manage")

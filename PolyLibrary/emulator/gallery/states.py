"""How a phone gets to each of its screens, by keys, soft keys and calls, as a person would do it.

A state leaves the phone there; afterwards everything is put to rest again.
"""

from collections.abc import Awaitable, Callable

from PolyLibrary.emulator.gallery.hands import Hands
from PolyLibrary.emulator.gui.port import Contact

State = Callable[[Hands], Awaitable[None]]
STATES: dict[str, State] = {}

UNKNOWN = "6999"
"""A number that nobody has."""
CONTACTS = (
    ("Ada", "Lovelace", "1815", 1),
    ("Grace", "Hopper", "1906", 2),
    ("Zoë", "Strauß-Maximilian Featherstonehaugh", "0049301234567890", 0),
    ("Юрий", "Гагарин", "1934", 0),
    ("Mary", "Jackson", "1921", 3),
    ("Alan", "Turing", "1912", 0),
    ("Radia", "Perlman", "1951", 0),
)


def state(act: State) -> State:
    """Register a state by its function's name."""
    STATES[act.__name__.replace("_", " ")] = act
    return act


def seed(hands: Hands) -> None:
    """What the lists show: contacts, and calls that were missed."""
    for first, last, number, favorite in CONTACTS:
        hands.phone.contacts.store(Contact(first, last, number, favorite))
    own = hands.phone.lines[0].number
    hands.phone.exchange.voicemail.leave(own, 14, hands.others[0].lines[0].number, hands.others[0].label)


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


@state
async def recent_calls(hands: Hands) -> None:
    hands.key("CallList")


@state
async def recent_calls_placed(hands: Hands) -> None:
    hands.key("CallList")
    hands.press("placed")


@state
async def recent_calls_received(hands: Hands) -> None:
    hands.key("CallList")
    hands.press("received")


@state
async def recent_call_details(hands: Hands) -> None:
    hands.key("CallList")
    hands.press("info")


@state
async def directory(hands: Hands) -> None:
    hands.key("Directories")
    hands.pick("Contact Directory")


@state
async def directory_search(hands: Hands) -> None:
    await directory(hands)
    hands.press("search")
    hands.write("ad")


@state
async def contact_form(hands: Hands) -> None:
    await directory(hands)
    hands.press("edit_contact")


@state
async def contact_new(hands: Hands) -> None:
    await directory(hands)
    hands.press("add_contact")


@state
async def contact_delete(hands: Hands) -> None:
    await directory(hands)
    hands.press("delete")


@state
async def favorites(hands: Hands) -> None:
    hands.key("Directories")
    hands.pick("Favorites")


@state
async def messages(hands: Hands) -> None:
    hands.key("Messages")


@state
async def forwarding(hands: Hands) -> None:
    hands.press("forward")


@state
async def forwarding_kinds(hands: Hands) -> None:
    hands.press("forward")
    hands.key("Select")


@state
async def forwarding_number(hands: Hands) -> None:
    hands.press("forward")
    hands.key("Dialpad1", "Dialpad1")


@state
async def do_not_disturb(hands: Hands) -> None:
    hands.press("dnd")


@state
async def settings(hands: Hands) -> None:
    hands.key("Setup")


@state
async def settings_basic(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic")


@state
async def settings_preferences(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Preferences")


@state
async def settings_choice(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Preferences", "Theme")


@state
async def settings_language(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Preferences", "Language")


@state
async def settings_time_and_date(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Preferences", "Time & Date")


@state
async def settings_ring(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Preferences", "Ring Type")
    hands.key("Select")


@state
async def settings_screen_capture(hands: Hands) -> None:
    hands.phone.config.set({"up.screenCapture.enabled": "1"}, "local")
    hands.key("Setup")
    hands.pick("Basic", "Preferences", "Screen Capture")


@state
async def settings_backlight(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Backlight")


@state
async def settings_password(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Advanced")
    hands.write("456")


async def advanced(hands: Hands) -> None:
    """Behind the administrator's password."""
    hands.key("Setup")
    hands.pick("Advanced")
    hands.write(hands.phone.config.text("device.auth.localAdminPassword"))
    hands.press("ok")


@state
async def settings_wrong_password(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Advanced")
    hands.write("000")
    hands.press("ok")


@state
async def settings_advanced(hands: Hands) -> None:
    await advanced(hands)


@state
async def settings_network(hands: Hands) -> None:
    await advanced(hands)
    hands.pick("Administration Settings", "Network Configuration")


@state
async def settings_restart(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Basic", "Restart Phone")


@state
async def status(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Status")


@state
async def status_platform(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Status", "Platform")


@state
async def status_network(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Status", "Network")


@state
async def status_lines(hands: Hands) -> None:
    hands.key("Setup")
    hands.pick("Status", "Lines")


@state
async def volume(hands: Hands) -> None:
    hands.key("VolUp")


@state
async def notice(hands: Hands) -> None:
    hands.phone.desk.history.clear()
    hands.press("redial")


@state
async def login_problem(hands: Hands) -> None:
    hands.phone.exchange.deny(hands.phone.lines[0].number)


@state
async def warnings(hands: Hands) -> None:
    await login_problem(hands)
    hands.key("Back")
    hands.icon("warning")


@state
async def lock(hands: Hands) -> None:
    hands.press("lock")
    await hands.shows("lock")


@state
async def unlock(hands: Hands) -> None:
    hands.press("lock")
    await hands.shows("lock")
    hands.press("unlock")


@state
async def authorized_numbers(hands: Hands) -> None:
    hands.press("lock")
    await hands.shows("lock")
    hands.press("authorized")


@state
async def screensaver(hands: Hands) -> None:
    hands.phone.config.set({"up.screenSaver.enabled": "1", "up.screenSaver.waitTime": "1"}, "local")
    # Only the timer that this input starts is to be short.
    clock = hands.phone.clock
    speed, clock.speed = clock.speed, 1e4
    hands.key("Back")
    clock.speed = speed
    await hands.shows("screensaver")

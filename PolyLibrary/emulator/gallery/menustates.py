"""How a phone gets to the screens of its lists, features and settings."""

from PolyLibrary.emulator.gallery.hands import Hands
from PolyLibrary.emulator.gallery.registry import state


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

"""Messages, forwarding, Do Not Disturb, lock, warnings, applications, and the icons that lead to them."""

import pytest
from screens_phone import MenuPhone

from PolyLibrary.emulator.gui.port import ForwardView, LineView, Mailbox

ICON_X = {"voicemail": 24, "missed": 70, "dnd": 116, "forward": 162, "warning": 208}


def tile(phone: MenuPhone, label: str) -> None:
    phone.gui.key("Home")
    phone.touch(next(tile["box"] for tile in phone.gui.describe()["tiles"] if tile["text"] == label))


def rings(phone: MenuPhone) -> str:
    """What stands beside the title of the number field."""
    return next(label["detail"] for label in phone.gui.describe()["labels"] if label["name"] == "title")


# Messages
def test_mailboxes_with_their_counts_and_select_dials() -> None:
    phone = MenuPhone(lines=2)
    phone.boxes = [Mailbox(1, "Alice", 2, 5, "*98"), Mailbox(2, "Line 2", 0, 0, "")]
    assert phone.icons() == {"voicemail": "2"}
    tile(phone, "Messages")
    assert (phone.gui.screen, phone.details()) == ("messages", {"Alice": "2 new, 5 old", "Line 2": "0 new, 0 old"})
    phone.pick("Line 2")
    assert phone.notice() == "This mailbox has no number to dial."
    phone.gui.key("Dialpad1")
    assert phone.did[-1] == ("dial", "*98")


def test_no_mailbox_no_messages() -> None:
    phone = MenuPhone()
    phone.gui.key("Messages")
    assert phone.text_of("empty") == "No mailbox is set up"
    phone.gui.key("Select")
    assert phone.did == []


@pytest.mark.parametrize(("one_touch", "screen"), [("0", "messages"), ("1", "active call")])
def test_one_touch_voicemail(one_touch: str, screen: str) -> None:
    phone = MenuPhone()
    phone.boxes = [Mailbox(1, "Alice", 1, 0, "*98")]
    phone.config.set({"up.oneTouchVoiceMail": one_touch})
    phone.gui.key("Messages")
    assert phone.gui.screen == screen


# Forwarding
def test_forward_by_menu_on_and_off() -> None:
    phone = MenuPhone()
    phone.soft("Forward")
    assert (phone.gui.screen, phone.rows()) == ("forward", ["Always", "No Answer", "Busy"])
    assert set(phone.details().values()) == {"Off"}
    phone.pick("Always")
    assert phone.gui.screen == "forward"
    for digit in "1003":
        phone.gui.key(f"Dialpad{digit}")
    phone.soft("Enable")
    assert phone.did[-1] == ("set_forward", 1, "always", "1003", 9)
    assert (phone.details()["Always"], phone.icons()) == ("1003", {"forward": "1"})
    phone.pick("Always")
    assert phone.field() == "1003"
    phone.soft("Disable")
    assert (phone.details()["Always"], phone.icons()) == ("Off", {})
    phone.pick("Always")
    assert phone.field() == "1003"


def test_forward_no_answer_has_its_rings() -> None:
    phone = MenuPhone()
    phone.soft("Forward")
    phone.pick("No Answer")
    assert rings(phone) == "After 9 rings"
    phone.type("1004")
    phone.soft("Rings")
    for wrong in ("0", "21"):
        phone.type(wrong)
        phone.press("OK")
        assert phone.notice() == "Enter 1 to 20 rings."
    phone.type("3")
    phone.press("OK")
    assert (rings(phone), phone.field()) == ("After 3 rings", "1004")
    phone.soft("Enable")
    assert phone.did[-1] == ("set_forward", 1, "no answer", "1004", 3)


def test_forward_needs_a_number() -> None:
    phone = MenuPhone()
    phone.soft("Forward")
    phone.pick("Busy")
    phone.soft("Enable")
    assert phone.notice() == "Enter at least 1 characters."
    assert phone.did == []


@pytest.mark.parametrize(("answer", "did"), [("Yes", True), ("No", False)])
def test_a_forward_number_that_is_left_half_typed_asks(answer: str, did: bool) -> None:
    phone = MenuPhone()
    phone.soft("Forward")
    phone.pick("Busy")
    phone.type("12")
    phone.gui.key("Back")
    assert phone.title() == "Save changes?"
    phone.soft(answer)
    assert (("set_forward", 1, "busy", "12", 9) in phone.did) is did
    assert phone.rows() == ["Always", "No Answer", "Busy"]


def test_several_lines_are_asked_for_first() -> None:
    phone = MenuPhone(lines=2)
    phone.forwarding[2, "always"] = ForwardView("always", on=True, contact="1", rings=9)
    phone.soft("Forward")
    assert phone.details() == {"Alice": "Off", "Line 2": "On"}
    phone.pick("Line 2")
    assert (phone.title(), phone.details()["Always"]) == ("Forward Line 2 (1002)", "1")


@pytest.mark.parametrize(
    ("parameter", "soft_key"), [("feature.forward.enable", "Forward"), ("feature.doNotDisturb.enable", "DND")]
)
def test_a_feature_that_is_switched_off_says_so(parameter: str, soft_key: str) -> None:
    phone = MenuPhone()
    phone.config.set({parameter: "0"})
    phone.soft(soft_key)
    assert phone.notice() == "This feature is switched off."
    assert (phone.gui.screen, phone.dnd) == ("idle", False)


# Do Not Disturb
def test_do_not_disturb_by_soft_key_tile_key_and_icon() -> None:
    phone = MenuPhone()
    phone.soft("DND")
    assert (phone.dnd, phone.icons()) == (True, {"dnd": "1"})
    tile(phone, "Do Not Disturb")
    assert not phone.dnd
    phone.gui.key("DoNotDisturb")
    assert phone.dnd
    assert phone.gui.tap(116, 34)
    assert (phone.dnd, phone.icons()) == (False, {})


# Status icons
def test_each_icon_has_its_slot_and_leads_on() -> None:
    phone = MenuPhone()
    for x in ICON_X.values():
        assert not phone.gui.tap(x, 34)
    phone.boxes = [Mailbox(1, "Alice", 123, 0, "*98")]
    phone.missed = 4
    phone.forwarding[1, "busy"] = ForwardView("busy", on=True, contact="1", rings=9)
    phone.problems = ["Line 1 is not registered"]
    phone.dnd = True
    icons = {icon["name"]: icon for icon in phone.gui.describe()["icons"]}
    assert {name: (icon["value"], icon["badge"]) for name, icon in icons.items()} == {
        "voicemail": ("123", "99+"),
        "missed": ("4", "4"),
        "dnd": ("1", ""),
        "forward": ("1", ""),
        "warning": ("1", ""),
    }
    for name, x in ICON_X.items():
        left, _, right, _ = icons[name]["box"]
        assert left <= x < right
    for name, screen in [("voicemail", "messages"), ("missed", "recent calls"), ("forward", "forward")]:
        assert phone.gui.tap(ICON_X[name], 34)
        assert phone.gui.screen == screen
    phone.gui.picture()


def test_the_warning_icon_opens_the_list() -> None:
    phone = MenuPhone()
    phone.problems = ["Line 1 is not registered", "🙂" * 100]
    phone.gui.tap(208, 34)
    assert (phone.gui.screen, phone.title(), phone.rows()) == ("message", "Warnings", phone.problems)
    phone.problems = []
    assert phone.text_of("empty") == "No warnings"
    phone.soft("Back")
    assert phone.gui.screen == "idle"


def test_failed_credentials_are_told_once_for_10_s_and_the_icon_stays() -> None:
    phone = MenuPhone()
    phone.problems = ["Line 1: credentials"]
    phone.gui.changed()
    assert phone.notice() == "Login credentials failed. Check user ID and password."
    phone.clock.pass_time(9.9)
    assert phone.notice()
    phone.clock.pass_time(0.2)
    assert (phone.notice(), phone.icons()) == ("", {"warning": "1"})
    phone.problems = []
    phone.gui.changed()
    assert phone.icons() == {}


# Lock
def test_lock_and_unlock() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Lock Phone")
    assert (phone.gui.screen, phone.text_of("detail")) == ("lock", "System Locked - only authorized calls are allowed")
    assert phone.labels() == ["Unlock", "Auth Call"]
    phone.soft("Unlock")
    phone.type("999")
    assert phone.field() == "•••"
    phone.press("OK")
    assert (phone.notice(), phone.is_locked) == ("Wrong password", True)
    phone.type("123")
    phone.press("OK")
    assert (phone.gui.screen, phone.is_locked) == ("idle", False)


def test_five_wrong_passwords_wait() -> None:
    phone = MenuPhone()
    phone.press("Lock")
    phone.soft("Unlock")
    for _ in range(5):
        phone.type("9")
        phone.press("OK")
    assert phone.notice() == "Too many wrong passwords. Wait 60 s."
    phone.type("123")
    phone.press("OK")
    assert phone.is_locked


@pytest.mark.parametrize(
    "key",
    ["Home", "Menu", "Setup", "Directories", "Messages", "Applications", "DoNotDisturb", "Status", "CallList", "Back"],
)
def test_a_locked_phone_opens_nothing(key: str) -> None:
    phone = MenuPhone()
    phone.press("Lock")
    phone.gui.key(key)
    assert (phone.gui.screen, phone.dnd) == ("lock", False)
    phone.clock.pass_time(100)
    assert phone.gui.screen == "lock"


def test_the_lock_closes_what_was_open() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences")
    phone.lock()
    phone.gui.changed()
    assert phone.gui.screen == "lock"
    phone.is_locked = False
    phone.gui.changed()
    assert phone.gui.screen == "idle"


def test_authorised_numbers_can_be_called() -> None:
    phone = MenuPhone()
    phone.authorised = ["911", "1002"]
    phone.press("Lock")
    phone.soft("Auth Call")
    assert (phone.title(), phone.rows()) == ("Place an Authorized Call", ["911", "1002"])
    phone.pick("911")
    assert phone.did[-1] == ("dial", "911")
    assert phone.gui.screen == "active call"
    phone.remove(phone.call_list[0].key)
    assert phone.gui.screen == "lock"


def test_a_locked_phone_dials_authorised_numbers_only() -> None:
    phone = MenuPhone()
    phone.authorised = ["911"]
    phone.press("Lock")
    for digit in "912":
        phone.gui.key(f"Dialpad{digit}")
    phone.soft("Send")
    assert (phone.notice(), phone.gui.screen) == ("The phone is locked.", "dialer")
    phone.gui.key("Delete")
    phone.gui.key("Dialpad1")
    phone.soft("Send")
    assert phone.did[-1] == ("dial", "911")


def test_a_favorite_on_a_line_key_dials_and_not_on_a_locked_phone() -> None:
    phone = MenuPhone()
    phone.line_list.append(LineView(2, "Bob", "1002", True, "idle", kind="speed dial"))
    phone.gui.key("Line2")
    assert phone.did[-1] == ("press_feature_key", 2)
    phone.press("Lock")
    phone.did.clear()
    phone.gui.key("Line2")
    assert (phone.notice(), phone.did) == ("The phone is locked.", [])


def test_a_call_that_rings_on_a_locked_phone_can_be_answered() -> None:
    phone = MenuPhone()
    phone.press("Lock")
    key = phone.ring("1002")
    for other in ("Home", "CallList", "Setup"):
        phone.gui.key(other)
        assert phone.gui.screen == "incoming call"
    phone.soft("Answer")
    assert ("answer", key) in phone.did
    assert phone.gui.screen == "active call"
    phone.soft("End Call")
    assert phone.gui.screen == "lock"


def test_a_call_that_goes_on_while_the_phone_is_locked_stays_in_sight() -> None:
    phone = MenuPhone()
    phone.talk()
    phone.lock()
    phone.gui.changed()
    assert phone.gui.screen == "active call"
    phone.soft("End Call")
    assert phone.gui.screen == "lock"


# Applications
def test_applications_say_what_there_is() -> None:
    phone = MenuPhone()
    tile(phone, "Applications")
    assert phone.text_of("empty") == "No applications are configured"
    phone.config.set({"mb.main.home": "http://lab.example/{page}"})
    assert phone.details() == {"Browser": "http://lab.example/{page}"}
    phone.pick("Browser")
    assert phone.notice() == "This virtual phone has no browser for http://lab.example/{page}"

"""Hard keys: names, cursor, volume."""

import pytest
from gui_phone import FakePhone

from PolyLibrary.emulator.gui.actions import ACTS
from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.keys import find_key

KNOWN = [
    *[f"Dialpad{n}" for n in range(10)],
    *[f"SoftKey{n}" for n in range(1, 6)],
    *["Home", "DialpadStar", "DialpadPound", "VolUp", "VolDown", "MicMute", "Headset", "Handsfree"],
    *["Select", "Back", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Delete", "Redial", "Hold"],
    *["Line1", "Line48", "DialPad0", "Softkey1", "HOME", "Backspace"],
]


@pytest.mark.parametrize("name", KNOWN)
def test_every_key_of_the_phones_is_known_in_any_spelling_and_works_on_the_idle_screen(name: str) -> None:
    assert FakePhone().gui.key(name)


@pytest.mark.parametrize("name", ["", "Softkey0", "SoftKey6", "Line0", "Line49", "Dialpad10", "Enter", "Dialpad"])
def test_no_phone_has_these(name: str) -> None:
    phone = FakePhone()
    assert not phone.gui.key(name)
    assert phone.written == []


def test_the_home_key_goes_to_home_and_back() -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    assert phone.gui.screen == "home"
    phone.gui.key("Home")
    assert phone.gui.screen == "idle"


def test_soft_keys_by_number_press_the_drawn_cell() -> None:
    phone = FakePhone()
    phone.gui.key("SoftKey4")
    assert phone.labels()[0] == "Redial"
    phone.gui.key("SoftKey5")
    phone.gui.key("softkey4")
    phone.gui.key("softkey1")
    assert phone.did == [("off_hook", 1)]


def test_cursor_and_select_work_the_home_screen_and_digits_pick_a_tile() -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp"):
        phone.gui.key(key)
    assert [tile["text"] for tile in phone.gui.describe()["tiles"] if tile["selected"]] == ["Directories"]
    phone.gui.key("Select")
    assert phone.gui.screen == "menu"
    phone.gui.key("Dialpad3")
    assert phone.gui.screen == "recent calls"
    phone.gui.key("Back")
    phone.gui.key("Back")
    assert phone.gui.screen == "home"


def test_menus_close_by_themselves() -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    phone.gui.key("Directories")
    phone.clock.pass_time(30)
    phone.gui.key("ArrowDown")
    phone.clock.pass_time(30)
    assert phone.gui.screen == "menu"
    phone.clock.pass_time(11)
    assert phone.gui.screen == "idle"


def test_the_volume_is_shown_and_stays_in_its_range() -> None:
    phone = FakePhone()
    for _ in range(12):
        phone.gui.key("VolUp")
    notice = phone.gui.describe()["notice"]
    assert notice is not None
    assert notice["text"] == "Volume 10 of 10"
    for _ in range(12):
        phone.gui.key("VolDown")
    assert "Volume 0 of 10" in str(phone.gui.describe()["notice"])
    phone.gui.picture()


def test_the_tables_name_only_what_exists() -> None:
    soft = table("softkeys")
    commands = soft["commands"]
    used = [name for keys in soft["sets"].values() for place in keys for name in place.rstrip("?").split("|")]
    used += soft["home_tiles"] + [name for menu in soft["menus"].values() for name in menu]
    assert set(used) <= set(commands)
    assert {entry["act"] for entry in commands.values() if "act" in entry} <= ACTS
    assert set(soft["of_state"].values()) <= set(soft["sets"])
    for name, meaning in table("keys").items():
        assert find_key(name) is not None
        assert meaning.get("act", "home") in ACTS
        assert meaning.get("command", "more") in commands

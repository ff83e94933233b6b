"""Settings: every menu can be reached, every value agrees with its parameter, nothing edited is lost unasked."""

import pytest
from screens_phone import MenuPhone

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.menus import Entry, entries_of
from PolyLibrary.emulator.parameters import parameter


def _entries() -> list[tuple[str, Entry]]:
    return [(menu, entry) for menu in table("menus")["menus"] for entry in entries_of(menu)]


def _name(entry: Entry) -> str:
    return entry.sets.replace("{model}", "VVX600").replace("{n}", entry.words[0] if entry.words else "1")


def test_every_entry_leads_somewhere() -> None:
    menus = set(table("menus")["menus"])
    for menu, entry in _entries():
        kinds = [entry.opens, entry.sets, entry.prefers, entry.page, entry.does]
        assert sum(map(bool, kinds)) == 1, (menu, entry.label)
        assert not entry.opens or entry.opens in menus


@pytest.mark.parametrize("entry", [entry for _, entry in _entries() if entry.sets], ids=lambda entry: entry.sets)
def test_every_value_is_one_that_the_phone_knows_and_takes(entry: Entry) -> None:
    known = parameter(_name(entry))
    assert known is not None
    assert known.secret == (entry.form == "secret")
    for value in entry.choices:
        assert known.stored(value) == value
    if entry.choices and entry.sets != "lcl.ml.lang":
        assert known.default in entry.choices


def test_settings_from_the_tile_the_key_and_back() -> None:
    phone = MenuPhone()
    phone.gui.key("Home")
    tile = next(tile for tile in phone.gui.describe()["tiles"] if tile["text"] == "Settings")
    phone.touch(tile["box"])
    assert (phone.gui.screen, phone.title(), phone.rows()) == ("settings", "Settings", ["Basic", "Advanced", "Status"])
    phone.pick("Basic")
    assert phone.rows()[:3] == ["Preferences", "Backlight", "Update Configuration"]
    phone.soft("Back")
    assert phone.title() == "Settings"
    phone.gui.key("Back")
    assert phone.gui.screen == "home"
    phone.gui.key("Setup")
    phone.gui.key("Home")
    assert phone.gui.screen == "home"


def test_digits_pick_entries() -> None:
    phone = MenuPhone()
    phone.gui.key("Setup")
    phone.gui.key("Dialpad1")
    phone.gui.key("Dialpad2")
    assert phone.title() == "Backlight"
    phone.gui.key("Dialpad9")
    assert phone.title() == "Backlight"


def test_a_choice_is_stored_as_set_at_the_phone() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences", "Time & Date", "Clock")
    assert phone.title() == "Clock"
    assert [(row["text"], row["icon"]) for row in phone.gui.describe()["rows"]] == [
        ("24 Hour", "radio.on"),
        ("12 Hour", "radio.off"),
    ]
    phone.pick("12 Hour")
    assert (phone.config.get("lcl.datetime.time.24HourClock").value, phone.title()) == ("0", "Time & Date")
    assert phone.config.get("lcl.datetime.time.24HourClock").source == "local"
    assert phone.details()["Clock"] == "12 Hour"
    assert phone.gui.describe()["clock"] == "10:31 AM"


def test_what_other_sources_set_is_shown() -> None:
    phone = MenuPhone()
    phone.config.set({"call.defaultTransferType": "Blind", "up.backlight.timeout": "17"})
    phone.menu("Basic", "Preferences")
    assert phone.details()["Default Transfer Type"] == "Blind"
    phone.menu("Basic", "Backlight")
    assert phone.details()["Timeout (seconds)"] == "17"
    phone.config.set({"up.backlight.timeout": "18"})
    assert phone.details()["Timeout (seconds)"] == "18"


@pytest.mark.parametrize(
    ("form", "long", "shown"),
    [
        ("D,Md", "0", "Mon, Nov 23"),
        ("D,dM", "0", "Mon, 23 Nov"),
        ("D,dM", "1", "Monday, 23 November"),
        ("DD/MM/YYYY", "0", "23/11/2026"),
        ("MM/DD/YY", "1", "11/23/26"),
    ],
)
def test_the_date_of_the_status_bar(form: str, long: str, shown: str) -> None:
    phone = MenuPhone()
    phone.config.set({"lcl.datetime.date.format": form, "lcl.datetime.date.longFormat": long})
    assert phone.text_of("clock") == f"{shown}   10:31"


def test_the_language_changes_the_screens_at_once_and_back() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences")
    phone.pick("Language")
    phone.pick("Français")
    assert phone.config.text("lcl.ml.lang") == "French_France"
    assert phone.title() != "Preferences"
    phone.gui.key("Dialpad1")
    phone.pick("English")
    assert (phone.title(), phone.details()["Language"]) == ("Preferences", "English")


def test_a_typed_value_is_stored_and_a_bad_one_refused() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Backlight", "Timeout (seconds)")
    assert (phone.gui.screen, phone.field()) == ("field", "40")
    phone.type("999")
    phone.press("OK")
    assert phone.notice() == "This value is not possible."
    assert (phone.gui.screen, phone.config.text("up.backlight.timeout")) == ("field", "40")
    phone.gui.key("Back")
    phone.soft("Cancel")
    phone.type("30")
    phone.press("OK")
    assert (phone.title(), phone.config.text("up.backlight.timeout")) == ("Backlight", "30")


@pytest.mark.parametrize(
    ("answer", "value", "title"),
    [("Yes", "30", "Backlight"), ("No", "40", "Backlight"), ("Cancel", "40", "Timeout (seconds)")],
)
def test_back_asks_before_it_loses_what_was_typed(answer: str, value: str, title: str) -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Backlight", "Timeout (seconds)")
    phone.type("30")
    phone.gui.key("Back")
    assert (phone.gui.screen, phone.title()) == ("message", "Save changes?")
    phone.soft(answer)
    assert (phone.config.text("up.backlight.timeout"), phone.title()) == (value, title)


def test_the_time_out_and_home_ask_too_and_go_on_with_the_answer() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Backlight", "Timeout (seconds)")
    phone.type("30")
    phone.clock.pass_time(41)
    assert phone.title() == "Save changes?"
    phone.soft("Yes")
    assert (phone.gui.screen, phone.config.text("up.backlight.timeout")) == ("idle", "30")
    phone.menu("Basic", "Backlight", "Timeout (seconds)")
    phone.type("31")
    phone.gui.key("Home")
    assert phone.title() == "Save changes?"
    phone.soft("No")
    assert (phone.gui.screen, phone.config.text("up.backlight.timeout")) == ("home", "30")


def test_a_question_that_nobody_answers_goes_and_nothing_is_stored() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Backlight", "Timeout (seconds)")
    phone.type("30")
    phone.clock.pass_time(41)
    phone.clock.pass_time(41)
    assert (phone.gui.screen, phone.config.text("up.backlight.timeout")) == ("idle", "40")


def test_nothing_is_asked_where_nothing_was_typed() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Backlight", "Timeout (seconds)")
    phone.gui.key("Back")
    assert phone.title() == "Backlight"
    phone.clock.pass_time(41)
    assert phone.gui.screen == "idle"


def test_the_time_zone_is_a_list_with_the_offset_behind_each_city() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences", "Time & Date", "Time Zone")
    phone.pick("(GMT +9:00) Seoul, Tokyo")
    assert phone.config.text("tcpIpApp.sntp.gmtOffset") == "32400"
    assert phone.details()["Time Zone"] == "(GMT +9:00) Seoul, Tokyo"


@pytest.mark.parametrize("theme", ["Classic", "BroadSoft"])
def test_each_background_looks_different(theme: str) -> None:
    phone = MenuPhone()
    phone.config.set({"device.set": "1", "device.theme.set": "1", "device.theme": theme})
    phone.gui.reset()
    found = set()
    for label in ("Night", "Ocean", "Forest", "Plain"):
        phone.menu("Basic", "Preferences", "Background")
        phone.pick(label)
        phone.gui.key("Home")
        phone.gui.key("Home")
        found.add(phone.gui.render().getpixel((470, 200)))
    assert len(found) == 4


def test_ring_types_line_by_line() -> None:
    phone = MenuPhone(lines=2)
    phone.menu("Basic", "Preferences", "Ring Type")
    assert phone.details() == {"Line 1: Alice": "Default", "Line 2: 1002": "Default"}
    phone.pick("Line 2: 1002")
    phone.pick("Low Trill")
    assert phone.config.text("reg.2.ringType") == "ringer2"
    assert phone.details() == {"Line 1: Alice": "Default", "Line 2: 1002": "Low Trill"}


def test_screen_capture_appears_with_its_parameter() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences")
    assert "Screen Capture" not in phone.rows()
    phone.config.set({"up.screenCapture.enabled": "1"})
    phone.pick("Screen Capture")
    phone.pick("Enabled")
    assert phone.preference
    assert phone.details()["Screen Capture"] == "Enabled"


@pytest.mark.parametrize(
    ("password", "rows"),
    [
        ("456", ["Administration Settings", "Change Admin Password", "Change User Password"]),
        ("123", ["Change User Password"]),
    ],
)
def test_advanced_by_password(password: str, rows: list[str]) -> None:
    phone = MenuPhone()
    phone.advanced(password=password)
    assert (phone.title(), phone.rows()) == ("Advanced", rows)


def test_a_wrong_password_opens_nothing_and_is_not_written_down() -> None:
    phone = MenuPhone()
    phone.menu("Advanced")
    assert not phone.gui.describe()["rows"]
    phone.type("789")
    assert phone.field() == "•••"
    phone.press("OK")
    assert (phone.notice(), phone.gui.screen) == ("Wrong password", "field")
    assert not any("789" in text for _, _, text in phone.written)


def test_passwords_are_stored_and_never_shown() -> None:
    phone = MenuPhone()
    phone.advanced("Change User Password")
    assert phone.field() == ""
    phone.type("9876")
    phone.press("OK")
    assert phone.config.text("device.auth.localUserPassword") == "9876"
    assert "9876" not in str(phone.gui.describe())


def test_a_value_that_needs_a_restart_says_so_and_restarts_once_the_menus_are_left() -> None:
    phone = MenuPhone()
    phone.advanced("Administration Settings", "Line Configuration", "Line 1: Alice", "Label")
    phone.type("Alicia")
    phone.press("OK")
    assert phone.notice() == "The phone restarts when you leave the settings."
    phone.pick("Line Type")
    phone.pick("Shared")
    assert ("maintain", "restart") not in phone.did
    phone.gui.key("Home")
    assert [act for act in phone.did if act[0] == "maintain"] == [("maintain", "restart")]


def test_a_reboot_outranks_a_restart_and_the_time_out_leaves_the_menus_too() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences", "Theme")
    phone.pick("BroadSoft")
    phone.menu("Basic", "Login Credentials", "Domain")
    phone.type("lab")
    phone.press("OK")
    phone.clock.pass_time(41)
    assert [act for act in phone.did if act[0] == "maintain"] == [("maintain", "reboot")]


def test_live_values_and_unchanged_ones_restart_nothing() -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Preferences", "Theme")
    phone.pick("Classic")
    phone.menu("Basic", "Preferences", "Default Transfer Type")
    phone.pick("Blind")
    phone.gui.key("Home")
    assert not [act for act in phone.did if act[0] == "maintain"]


def test_a_new_line_can_be_set_up() -> None:
    phone = MenuPhone()
    phone.advanced("Administration Settings", "Line Configuration", "Line 2", "Address")
    phone.type("2002")
    phone.press("OK")
    assert phone.config.text("reg.2.address") == "2002"
    phone.soft("Back")
    assert phone.rows() == ["Line 1: Alice", "Line 2: 2002", "Line 3"]


def test_log_levels_of_each_component() -> None:
    phone = MenuPhone()
    phone.advanced("Administration Settings", "Debug", "Log Levels", "pgui")
    phone.pick("Event 2")
    assert phone.config.text("log.level.change.pgui") == "2"
    assert phone.details()["pgui"] == "Event 2"


@pytest.mark.parametrize(
    ("path", "act"),
    [
        (["Restart Phone"], "restart"),
        (["Update Configuration"], "update configuration"),
    ],
)
def test_maintenance_asks_first(path: list[str], act: str) -> None:
    phone = MenuPhone()
    phone.menu("Basic", *path)
    assert phone.title() == f"{path[-1]}?"
    phone.soft("No")
    assert ("maintain", act) not in phone.did
    phone.pick(path[-1])
    phone.soft("Yes")
    assert phone.did[-1] == ("maintain", act)


@pytest.mark.parametrize(
    ("path", "act"),
    [
        (["Reboot Phone"], "reboot"),
        (["Reset to Defaults", "Reset Local Config"], "reset local"),
        (["Reset to Defaults", "Reset Web Config"], "reset web"),
        (["Reset to Defaults", "Reset Device Settings"], "reset device"),
        (["Reset to Defaults", "Reset to Factory"], "factory reset"),
    ],
)
def test_maintenance_of_the_administrator_asks_first(path: list[str], act: str) -> None:
    phone = MenuPhone()
    phone.advanced("Administration Settings", *path)
    phone.soft("Yes")
    assert phone.did[-1] == ("maintain", act)


@pytest.mark.parametrize("page", ["Platform", "Network", "Lines", "Diagnostics"])
def test_status_pages(page: str) -> None:
    phone = MenuPhone()
    phone.gui.key("Status")
    phone.pick(page)
    shown = phone.gui.describe()["rows"]
    assert [(row["text"], row["detail"]) for row in shown] == [(f"{page.lower()} row", str(n)) for n in range(3)]
    assert phone.labels() == ["Back"]
    phone.gui.key("Select")
    assert phone.gui.screen == "settings"


@pytest.mark.parametrize("value", ["x" * 200, "مرحبا", "🙂" * 100, "{n} {model} {", "<&>\"'"])
def test_odd_texts_are_kept(value: str) -> None:
    phone = MenuPhone()
    phone.menu("Basic", "Login Credentials", "User ID")
    phone.type(value)
    phone.press("OK")
    assert phone.config.text("reg.1.auth.userId") == value
    phone.gui.picture()

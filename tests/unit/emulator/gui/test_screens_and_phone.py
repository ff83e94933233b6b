"""The same screens on phones of a fleet: screen, REST and log agree, and restarts keep what they should."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from handset import PASSWORD, Handset, until
from menu_hands import FleetHands

from PolyLibrary.emulator import fleet as fleet_module
from PolyLibrary.emulator import lifecycle
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gui.port import Contact
from PolyLibrary.emulator.ports.screen import ScreenPort
from PolyLibrary.emulator.profiles import Away


@pytest.fixture(scope="module")
def quick() -> Iterator[Fleet]:
    patch = pytest.MonkeyPatch()
    patch.setattr(fleet_module, "away", lambda realistic: Away(0.05, 0.1, 0.05, 0.05))
    patch.setattr(lifecycle, "NOT_READY", 0.05)
    with Fleet(speed=20) as made:
        yield made
    patch.undo()


class Desk(FleetHands):
    """A new phone: its screen, its REST face, its parts."""

    def __init__(self, fleet: Fleet, **setup: Any) -> None:
        number = str(4000 + len(fleet.phones))
        self.setup = PhoneSetup(name=f"P{number}", number=number, password=PASSWORD, **setup)
        (reach,) = fleet.start([self.setup])
        self.rest = Handset(fleet, reach)
        self.fleet = fleet
        self.phone = self.rest.phone
        super().__init__(fleet, self.phone)

    def run(self, act: Callable[[], Any]) -> Any:
        return self.fleet.run(act)

    def config(self, name: str) -> tuple[str, str]:
        """Value and source, as REST tells them."""
        found = self.rest.send("v1/mgmt/config/get", {"data": [name]})["data"][name]
        return found["Value"], found["Source"]

    def boots(self) -> int:
        return int(self.run(lambda: self.phone.life.boots))

    def wait_for_boot(self, before: int) -> None:
        until(lambda: self.boots() > before and self.run(lambda: self.phone.life.ready))

    def clock(self) -> str:
        return str(self.gui.describe()["clock"])


@pytest.fixture
def desk(quick: Fleet) -> Desk:
    return Desk(quick)


def test_what_the_screen_sets_rest_tells_with_source_local_and_the_log_has_the_line(desk: Desk) -> None:
    assert desk.config("call.defaultTransferType") == ("Consultative", "default")
    desk.menu("Basic", "Preferences", "Default Transfer Type")
    desk.pick("Blind")
    assert desk.config("call.defaultTransferType") == ("Blind", "local")
    assert desk.rest.get("v1/mgmt/transferType/get")["data"] == {"Type": "Blind"}
    assert "|cfg  |*|00|call.defaultTransferType set to 'Blind' by local" in desk.rest.log_text()


def test_what_rest_sets_the_screen_shows_until_the_phone_itself_says_otherwise(desk: Desk) -> None:
    desk.rest.post("v1/mgmt/config/set", **{"up.backlight.timeout": "17"})
    desk.menu("Basic", "Backlight")
    assert desk.details()["Timeout (seconds)"] == "17"
    desk.pick("Timeout (seconds)")
    desk.type("21")
    desk.press("OK")
    desk.rest.post("v1/mgmt/config/set", **{"up.backlight.timeout": "18"})
    assert desk.config("up.backlight.timeout") == ("21", "local")
    assert desk.details()["Timeout (seconds)"] == "21"


def test_a_value_outside_its_range_is_refused_alike(desk: Desk) -> None:
    assert desk.rest.post("v1/mgmt/config/set", **{"up.backlight.timeout": "61"}) == "4000"
    desk.menu("Basic", "Backlight", "Timeout (seconds)")
    desk.type("61")
    desk.press("OK")
    assert (desk.notice(), desk.config("up.backlight.timeout")[0]) == ("This value is not possible.", "40")


def test_settings_survive_a_restart_and_the_reset_of_their_source_takes_them(desk: Desk) -> None:
    desk.menu("Basic", "Preferences", "Time & Date", "Clock")
    desk.pick("12 Hour")
    boots = desk.boots()
    desk.menu("Basic", "Restart Phone")
    desk.soft("Yes")
    desk.wait_for_boot(boots)
    assert desk.gui.screen == "idle"
    assert desk.config("lcl.datetime.time.24HourClock") == ("0", "local")
    assert desk.clock().endswith("M")
    boots = desk.boots()
    desk.advanced("Administration Settings", "Reset to Defaults", "Reset Local Config", password=PASSWORD)
    desk.soft("Yes")
    desk.wait_for_boot(boots)
    assert desk.config("lcl.datetime.time.24HourClock") == ("1", "default")


def test_the_time_zone_moves_clock_log_and_call_lists(desk: Desk) -> None:
    for zone, hours in (("(GMT +9:00) Seoul, Tokyo", 9), ("(GMT -3:30) Newfoundland", -3.5)):
        desk.menu("Basic", "Preferences", "Time & Date", "Time Zone")
        desk.pick(zone)
        assert desk.config("tcpIpApp.sntp.gmtOffset") == (str(int(hours * 3600)), "local")
        there = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=hours)
        shown = datetime.strptime(f"{there:%Y-%m-%d} {desk.clock()}", "%Y-%m-%d %H:%M")
        # Around midnight the day of the comparison may be the other one.
        apart = abs((shown - there).total_seconds()) % 86400
        assert min(apart, 86400 - apart) < 120
        written = desk.rest.log_text().splitlines()[-1]
        assert written.startswith(f"{there:%m%d%H}") or abs(there.minute - 30) > 28
    desk.rest.post("v1/callctrl/dial", Dest="5552000")
    until(lambda: desk.rest.logs("placed"))
    start = datetime.fromisoformat(desk.rest.logs("placed")[0]["StartTime"])
    assert abs((start - there).total_seconds()) < 120


@pytest.mark.parametrize("value", ["99999", "abc", "", "-43201"])
def test_an_offset_that_is_none_is_refused(desk: Desk, value: str) -> None:
    before = desk.clock()
    assert desk.rest.post("v1/mgmt/config/set", **{"tcpIpApp.sntp.gmtOffset": value}) == "4000"
    assert desk.clock() == before or desk.clock() > before


def test_a_value_that_needs_a_restart_restarts_the_phone_once_the_menus_are_left(desk: Desk) -> None:
    boots = desk.boots()
    desk.menu("Basic", "Login Credentials", "Domain")
    desk.type("lab.example")
    desk.press("OK")
    assert desk.notice() == "The phone restarts when you leave the settings."
    assert desk.run(lambda: desk.phone.life.pending) is None
    desk.gui.key("Home")
    assert desk.run(lambda: desk.phone.life.pending) == "restart"
    desk.wait_for_boot(boots)
    assert desk.config("reg.1.auth.domain") == ("lab.example", "local")


def test_device_parameters_are_kept_as_the_device_s_own(desk: Desk) -> None:
    boots = desk.boots()
    desk.menu("Basic", "Preferences", "Theme")
    desk.pick("BroadSoft")
    assert desk.config("device.theme") == ("BroadSoft", "device")
    desk.gui.key("Home")
    assert desk.run(lambda: desk.phone.life.pending) == "reboot"
    desk.wait_for_boot(boots)


def test_the_administrator_s_password_is_changed_at_the_phone_and_never_written_down(desk: Desk) -> None:
    desk.advanced("Change Admin Password", password=PASSWORD)
    desk.type("24680")
    desk.press("OK")
    assert desk.rest.http.get(desk.rest.url("/api/v1/mgmt/device/info"), timeout=3).status_code == 401
    desk.rest.http.auth = ("Polycom", "24680")
    assert desk.rest.get("v1/mgmt/device/info")["Status"] == "2000"
    assert desk.config("device.auth.localAdminPassword") == ("", "device")
    assert "24680" not in desk.rest.log_text()
    desk.menu("Advanced")
    desk.type(PASSWORD)
    desk.press("OK")
    assert desk.notice() == "Wrong password"


def test_status_pages_say_what_rest_says(desk: Desk) -> None:
    info = desk.rest.get("v2/mgmt/device/info")["data"]
    network = desk.rest.get("v1/mgmt/network/info")["data"]
    desk.gui.key("Status")
    desk.pick("Platform")
    shown = desk.details()
    assert (shown["Model"], shown["MAC Address"]) == (info["ModelNumber"], info["MACAddress"])
    desk.gui.key("Back")
    desk.pick("Network")
    shown = desk.details()
    assert (shown["IP Address"], shown["Subnet Mask"]) == (network["IPV4Address"], network["SubnetMask"])
    desk.gui.key("Back")
    desk.pick("Lines")
    assert desk.details()[desk.setup.name] == "Registered"
    desk.gui.key("Back")
    desk.pick("Diagnostics")
    desk.show("Base Profile")
    assert desk.details()["Base Profile"] == "Generic"


@pytest.mark.parametrize(("firmware", "survives"), [("5.5", False), ("5.9", True)])
def test_the_screen_capture_preference_opens_the_capture(quick: Fleet, firmware: str, survives: bool) -> None:
    desk = Desk(quick, firmware=firmware, config={"up.screenCapture.enabled": "1"})

    def captures() -> int:
        return int(desk.rest.http.get(desk.rest.url("/captureScreen/mainScreen"), timeout=3).status_code)

    assert captures() == 404
    desk.menu("Basic", "Preferences", "Screen Capture")
    desk.pick("Enabled")
    assert captures() == 200
    boots = desk.boots()
    desk.rest.post("v1/mgmt/safeRestart")
    desk.wait_for_boot(boots)
    assert (captures() == 200) is survives


def test_contacts_survive_a_reboot_and_not_a_factory_reset(desk: Desk) -> None:
    desk.gui.key("Directories")
    desk.pick("Contact Directory")
    desk.press("Add")
    for part, text in (("First Name", "Zoë 🙂"), ("Contact", "1002"), ("Favorite Index", "1")):
        desk.pick(part)
        desk.type(text)
        desk.press("OK")
    desk.press("Save")
    boots = desk.boots()
    desk.rest.post("v1/mgmt/safeReboot")
    desk.wait_for_boot(boots)
    assert desk.gui.describe()["lines"][-1]["text"] == "Zoë 🙂"
    desk.gui.key("Directories")
    desk.pick("Favorites")
    assert desk.rows() == ["Zoë 🙂"]
    boots = desk.boots()
    desk.advanced("Administration Settings", "Reset to Defaults", "Reset to Factory", password=PASSWORD)
    desk.soft("Yes")
    until(lambda: desk.boots() > boots)
    assert desk.run(desk.phone.contacts.entries) == ()


def test_contacts_by_rest_stand_on_the_screen(quick: Fleet) -> None:
    desk = Desk(quick, switches={"recalled_endpoints": "yes"})
    add, delete = "v1/mgmt/contact/add", "v1/mgmt/contact/delete"
    assert desk.rest.post(add, Name="Ann Marie Lee", Number="77") == "2000"
    assert desk.rest.post(add, Name="Bob", Number="78") == "2000"
    assert desk.rest.post(add, Name=" ", Number=" ") == "4000"
    desk.gui.key("Directories")
    desk.pick("Contact Directory")
    assert desk.details() == {"Bob": "78", "Lee, Ann Marie": "77"}
    assert desk.rest.post(add, Name="Bobby", Number="78") == "2000"
    assert desk.rows() == ["Bobby", "Lee, Ann Marie"]
    assert desk.rest.post(delete, Number="77") == "2000"
    assert desk.rest.post(delete, Number="77") == "4011"
    assert desk.rows() == ["Bobby"]

    def fill() -> None:
        for n in range(9998):
            desk.phone.contacts.store(Contact(f"N{n}", "", f"9{n}"))

    desk.run(fill)
    assert desk.rest.post(add, Name="More", Number="1") == "4003"
    assert desk.rest.post(add, Name="Bob", Number="78") == "2000"


def test_dial_from_the_directory_calls(desk: Desk) -> None:
    desk.run(lambda: desk.phone.contacts.store(Contact("Answering", "Service", "5551000")))
    desk.gui.key("Directories")
    desk.pick("Contact Directory")
    desk.press("Dial")
    desk.rest.shows("Connected")


def test_transfer_to_a_contact(desk: Desk) -> None:
    desk.run(lambda: desk.phone.contacts.store(Contact("Answering", "Service", "5551000")))
    desk.rest.post("v1/callctrl/dial", Dest="123")
    desk.rest.shows("Connected")
    handle = desk.rest.calls()[0]["CallHandle"]
    desk.run(lambda: ScreenPort(desk.phone).start_transfer(handle))
    desk.press("Directory")
    desk.press("Dial")
    desk.rest.shows("CallHold", "Connected")


def test_forward_by_menu_stands_in_the_configuration(desk: Desk) -> None:
    desk.soft("Forward")
    desk.pick("No Answer")
    desk.type("1009")
    desk.soft("Rings")
    desk.type("3")
    desk.press("OK")
    desk.soft("Enable")
    assert desk.config("divert.noanswer.1.contact") == ("1009", "local")
    assert desk.config("divert.noanswer.1.timeout") == ("18", "local")
    assert desk.details()["No Answer"] == "1009"


def test_refused_credentials_show_the_message_the_icon_and_the_list(desk: Desk) -> None:
    exchange = desk.phone.exchange
    desk.run(lambda: exchange.deny(desk.setup.number))
    assert desk.notice() == "Login credentials failed. Check user ID and password."
    assert [icon["name"] for icon in desk.gui.describe()["icons"]] == ["warning"]
    desk.gui.key("Home")
    desk.gui.tap(208, 34)
    assert desk.rows() == [f"Line 1 ({desk.setup.name}): login credentials are not valid"]
    desk.run(lambda: exchange.allow(desk.setup.number))
    until(lambda: not desk.gui.describe()["icons"], 5)


def test_lock_by_soft_key_and_unlock_with_the_user_s_password(desk: Desk) -> None:
    desk.press("Lock")
    assert desk.gui.screen == "lock"
    assert desk.rest.post("v1/callctrl/dial", Dest="123") == "4003"
    desk.soft("Unlock")
    desk.type("123")
    desk.press("OK")
    assert desk.gui.screen == "idle"
    assert desk.rest.post("v1/callctrl/dial", Dest="123") == "2000"

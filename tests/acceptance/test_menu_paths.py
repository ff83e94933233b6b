"""The menu paths of the shipped maps, walked on emulated phones over the network, and what the phones show then."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from PolyLibrary.deadline import Deadline
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.lab.virtual import entry_of
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.session.phone_session import PhoneSession, open_session
from PolyLibrary.session.sight.language import language_of
from PolyLibrary.session.touch.menus import open_screen, set_menu_value
from PolyLibrary.session.touch.touching import tap
from PolyLibrary.steps import StepLog

PASSWORD = "hazelnut-77"
# One model of each panel, and both firmware branches where the ways differ.
MODELS = (
    *("VVX101", "VVX150", "VVX300", "VVX311", "VVX400", "VVX450", "VVX500", "VVX501", "VVX600", "VVX601", "VVX1500"),
    *("Trio8800", "CCX500", "CCX600"),
)
SHOWN = {
    "home": ("home", "Home"),
    "new call": ("dialer", ""),
    "recent calls": ("recent calls", ""),
    "recent calls > received": ("recent calls", "Received Calls"),
    "recent calls > placed": ("recent calls", "Placed Calls"),
    "directory": ("directory", ""),
    "favorites": ("favorites", ""),
    "messages": ("messages", "Messages"),
    "forward": ("forward", ""),
    "settings": ("settings", "Settings"),
    "settings > basic": ("settings", "Basic"),
    "settings > advanced": ("field", ""),
    "settings > status": ("settings", "Status"),
}


@dataclass
class Desk:
    """A phone in use, and the emulated phone itself."""

    fleet: Fleet
    phone: VirtualPhone
    session: PhoneSession

    @property
    def shown(self) -> tuple[str, str]:
        told = self.fleet.run(self.phone.gui.describe)
        return told["screen"], told["title"]

    def to_idle(self) -> None:
        for call in self.session.phone.calls.status(Deadline(5, "the calls")):
            self.session.phone.calls.end(call.ref, deadline=Deadline(5, "the end of a call"))
        for _ in range(4):
            if self.shown[0] == "idle":
                break
            self.fleet.run(lambda: self.phone.gui.key("Home"))
        assert self.shown[0] == "idle"
        # The idle screen keeps the page of soft keys that it was left with; each path is to begin on the first.
        more = f"SoftKey{self.session.model.soft_keys}"
        while self.fleet.run(self.phone.gui.describe)["soft_key_page"]:
            self.fleet.run(lambda: self.phone.gui.key(more))
        self.session.acted()


@pytest.fixture(scope="module")
def desks() -> Iterator[dict[str, Desk]]:
    setups = [
        PhoneSetup(name=model, number=str(2000 + n), password=PASSWORD, model=model) for n, model in enumerate(MODELS)
    ]
    with Fleet() as fleet:
        found = {}
        for model, reach in zip(MODELS, fleet.start(setups), strict=True):
            session = open_session(
                model.lower(), entry_of(model.lower(), reach, PASSWORD), virtual=True, steps=StepLog(),
                identities=IdentityStore.memory(), deadline=Deadline(10, "opening"),
            )  # fmt: skip
            found[model] = Desk(fleet, fleet.phones[str(2000 + MODELS.index(model))], session)
        yield found
        for desk in found.values():
            desk.session.close()


@pytest.mark.parametrize("path", SHOWN)
@pytest.mark.parametrize("model", MODELS)
def test_a_path_of_the_map_leads_to_its_screen(desks: dict[str, Desk], model: str, path: str) -> None:
    desk = desks[model]
    desk.to_idle()
    open_screen(desk.session, path, Deadline(25, "a menu path"))
    screen, title = SHOWN[path]
    # A push is answered before it is carried out, so the last step may still be on its way.
    end = time.monotonic() + 5
    while desk.shown[0] != screen or (title and desk.shown[1] != title):
        assert time.monotonic() < end, desk.shown


def test_a_path_is_walked_in_the_language_of_the_phone(desks: dict[str, Desk]) -> None:
    desk = desks["VVX450"]
    desk.to_idle()
    deadline = Deadline(25, "the test")
    desk.session.config.set({"lcl.ml.lang": "French_France"}, "test", deadline)
    try:
        open_screen(desk.session, "recent calls > placed", deadline)
        assert desk.shown == ("recent calls", "Appels émis")
        desk.to_idle()
        tap(desk.session, "softkey:New Call", deadline)  # by the map's word, which the phone shows in its own
        assert desk.shown[0] == "dialer"
    finally:
        desk.session.config.restore("test", Deadline(25, "the way back"))
    desk.to_idle()
    open_screen(desk.session, "recent calls > placed", Deadline(25, "the test"))
    assert desk.shown == ("recent calls", "Placed Calls")


def test_a_language_is_chosen_by_menu_and_changed_back(desks: dict[str, Desk]) -> None:
    """The entry has another name once the value is taken: it is known again by its place."""
    desk = desks["VVX450"]
    desk.to_idle()
    deadline = Deadline(25, "the test")
    there = set_menu_value(desk.session, "Settings > Basic > Preferences > Language", "Français", deadline)
    assert there.startswith("item 'Français'")
    assert desk.shown == ("settings", "Préférences")
    assert language_of(desk.session) == "French_France"
    set_menu_value(desk.session, "Réglages > Base > Préférences > Langue", "English", deadline)
    assert desk.shown == ("settings", "Preferences")
    assert language_of(desk.session) == "English_UnitedStates"


@pytest.mark.parametrize("model", ["VVX450", "VVX101"])
@pytest.mark.parametrize("locator", ["line:1", "line 1", "new call"])
def test_what_is_a_key_on_phones_without_touch_is_pressed(desks: dict[str, Desk], model: str, locator: str) -> None:
    desk = desks[model]
    desk.to_idle()
    tap(desk.session, locator, Deadline(10, "the test"))
    end = time.monotonic() + 5
    while desk.shown[0] != "dialer":
        assert time.monotonic() < end, desk.shown

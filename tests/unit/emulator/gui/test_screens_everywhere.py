"""All screens on all panel classes: drawn, left and reached with any input, without a crash and without a trap."""

import random
from collections.abc import Callable

import pytest
from screens_phone import MenuPhone

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.gui import Gui
from PolyLibrary.emulator.gui.menus import Entry
from PolyLibrary.emulator.gui.port import Contact, ForwardView, Mailbox
from PolyLibrary.emulator.gui.screens.settings import SettingsMenu
from PolyLibrary.models import model as model_named

MODELS = [
    "VVX 150",
    "VVX 301",
    "VVX 250",
    "VVX 450",
    "VVX 501",
    "VVX 600",
    "VVX 1500",
    "CCX 500",
    "CCX 600",
    "Trio 8800",
]
ODD = [("🙂", "Ünlü", "1002"), ("مرحبا", "", "55"), ("x" * 200, "y" * 200, "9" * 200), ("{n}", "<&>", "+49*#")]
OPENED: list[tuple[str, Callable[[MenuPhone], None]]] = [
    ("Directory", lambda phone: run(phone, "contacts")),
    ("Search", lambda phone: run(phone, "contacts", "search")),
    ("Add", lambda phone: run(phone, "contacts", "add_contact")),
    ("Edit", lambda phone: run(phone, "contacts", "edit_contact")),
    ("Delete", lambda phone: run(phone, "contacts", "delete")),
    ("Favorites", lambda phone: run(phone, "favorites")),
    ("Messages", lambda phone: run(phone, "messages")),
    ("Forward", lambda phone: run(phone, "forward")),
    ("Kinds", lambda phone: run(phone, "forward", "select")),
    ("Number", lambda phone: run(phone, "forward", "select", "select")),
    ("Warnings", lambda phone: run(phone, "warnings")),
    ("Applications", lambda phone: run(phone, "applications")),
    ("Lock", lambda phone: run(phone, "lock")),
    ("Unlock", lambda phone: run(phone, "lock", "unlock")),
    ("Authorized", lambda phone: run(phone, "lock", "authorized")),
    ("Password", lambda phone: run(phone, "settings", "select", "back")),
]


def run(phone: MenuPhone, *commands: str) -> None:
    for command in commands:
        phone.gui._nav.run(command)
        phone.gui.changed()


def on(model: str) -> MenuPhone:
    phone = MenuPhone(lines=2)
    phone._model = model_named(model)
    phone.quiet = Gui(phone, later=phone.clock.later, model=phone._model)
    for first, last, number in ODD:
        phone.book.store(Contact(first, last, number, favorite=1))
    phone.boxes = [Mailbox(1, "x" * 200, 2, 5, "*98")]
    phone.problems = ["Line 1: " + "🙂" * 100]
    phone.forwarding[1, "always"] = ForwardView("always", on=True, contact="9" * 200, rings=9)
    phone.authorised = ["911", "9" * 200]
    phone.gui.changed()
    return phone


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("screen", [name for name, _ in OPENED])
def test_each_screen_is_drawn_on_each_panel(model: str, screen: str) -> None:
    phone = on(model)
    dict(OPENED)[screen](phone)
    assert phone.gui.screen not in {"idle", "home"}
    picture = phone.gui.render()
    assert picture.size == phone.gui.panel.whole[2:]
    assert len(picture.getcolors(1 << 20) or []) > 1


@pytest.mark.parametrize("model", ["VVX 150", "VVX 450", "VVX 600", "CCX 500"])
def test_each_menu_is_drawn_and_each_entry_opens(model: str) -> None:
    phone = on(model)
    for menu in table("menus")["menus"]:
        above = Entry(menu, opens=menu)
        shown = SettingsMenu(phone.gui._nav, above, admin=True)
        for number in range(shown.count()):
            phone.gui._nav.open(shown)
            shown.choose(number)
            phone.gui.changed()
            phone.gui.render()
            shown.select()
            phone.gui.changed()
            phone.gui.render()
            assert phone.gui.screen in {"settings", "field", "message", "lock"}, (menu, number)
            phone.is_locked = False
            phone.gui.reset()


@pytest.mark.parametrize("seed", range(12))
def test_any_input_leaves_a_screen_that_can_be_left(seed: int) -> None:
    dice = random.Random(seed)
    phone = on(dice.choice(["VVX 600", "VVX 450", "VVX 150"]))
    keys = [*table("keys"), "SoftKey1", "SoftKey2", "SoftKey3", "SoftKey4"]
    width, height = phone.gui.panel.width, phone.gui.panel.height
    for _ in range(400):
        match dice.randrange(6):
            case 0 | 1:
                phone.gui.key(dice.choice(keys))
            case 2:
                phone.gui.tap(dice.randrange(width), dice.randrange(height))
            case 3:
                points = [(dice.randrange(width), dice.randrange(height)) for _ in range(2)]
                phone.gui.swipe(points[0], points[1], 100)
            case 4:
                phone.gui.type_text(
                    dice.choice(["", "123", "🙂", "x" * 300, "مرحبا", "456"]), replace=dice.random() < 0.5
                )
            case _:
                phone.clock.pass_time(dice.choice([0.5, 5, 50]))
        assert phone.gui.describe()["title"]
    phone.is_locked = False
    for call in list(phone.call_list):
        phone.remove(call.key)
    phone.clock.pass_time(100)
    for _ in range(2):
        phone.gui.key("Home")
        if phone.title() == "Save changes?":
            phone.press("No")
    assert phone.gui.screen in {"home", "idle"}

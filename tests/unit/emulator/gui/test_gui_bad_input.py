"""Names that nobody expects, ten thousand contacts, as many calls as there can be: clipped, readable, never a crash."""

import time
from collections.abc import Callable, Iterator

import pytest
from legibility import faults

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gui.port import Contact
from PolyLibrary.emulator.gui.typeset import typeset
from PolyLibrary.emulator.phone import VirtualPhone

MODELS = ("VVX201", "VVX450", "VVX600", "VVX1500", "Trio8800", "CCX500")
ODD = {
    "overlong": "Maximilian Featherstonehaugh-Cholmondeley " * 8,
    "one word": "x" * 300,
    "right to left": "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd Bob 12",
    "emoji": "\U0001f600\U0001f469\u200d\U0001f680 Ada \u2764\ufe0f",
    "controls": "A\x00\x1b[31m\u202eevil\u2066\n\tB",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302" * 20,
    "braces": "{name} %s <b>&amp;</b>",
    "surrogate": "\ud800 half",
    "blank": "   ",
}
MANY = 10_000


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """One phone of each model; only the exchange's outside calls them."""
    with Fleet() as made:
        made.start(PhoneSetup(model, str(1001 + n), "789", model=model) for n, model in enumerate(MODELS))
        yield made


@pytest.fixture(params=MODELS)
def phone(request: pytest.FixtureRequest, fleet: Fleet) -> Iterator[VirtualPhone]:
    found = next(phone for phone in fleet.phones.values() if phone.label == request.param)
    yield found
    fleet.run(lambda: _rest(found))


def _rest(phone: VirtualPhone) -> None:
    phone.desk.drop_all()
    phone.contacts.clear()
    phone.config.drop("local")
    phone.gui.reset()


def wrong(phone: VirtualPhone) -> list[str]:
    """What cannot be read of the screen; drawn at any rate."""
    gui = phone.gui
    gui.picture()
    return [f"{gui.screen}: {fault}" for fault in faults(gui.scene(), gui.panel, gui.theme) if "no room" not in fault]


def rings(fleet: Fleet, phone: VirtualPhone, count: int) -> None:
    end = time.monotonic() + 20
    while fleet.run(lambda: len(phone.desk.legs)) < count:
        assert time.monotonic() < end, "the calls do not come"
        time.sleep(0.01)


@pytest.mark.parametrize("name", ODD)
def test_a_caller_of_any_name_is_shown(fleet: Fleet, phone: VirtualPhone, name: str) -> None:
    number = phone.lines[0].number
    fleet.run(lambda: phone.exchange.call_from_outside("+4930" + "1" * 40, number, ODD[name]))
    rings(fleet, phone, 1)

    def looked() -> list[str]:
        found = wrong(phone)
        assert phone.gui.screen == "incoming call"
        phone.desk.answer(phone.desk.legs[0])
        found += wrong(phone)
        assert phone.gui.screen == "active call"
        phone.gui.key("Home")
        found += wrong(phone)
        phone.desk.drop_all()
        phone.gui.key("CallList")
        return found + wrong(phone)

    assert fleet.run(looked) == []


@pytest.mark.parametrize("name", ODD)
def test_a_line_and_a_contact_of_any_name_are_shown(fleet: Fleet, phone: VirtualPhone, name: str) -> None:
    def looked() -> list[str]:
        phone.contacts.store(Contact(ODD[name], ODD[name], "0049301234567890", 1))
        phone.changed()
        found = wrong(phone)
        phone.gui.key("Directories")
        phone.gui.key("Select")
        return found + wrong(phone)

    assert fleet.run(looked) == []


def test_what_is_cut_ends_in_an_ellipsis(fleet: Fleet, phone: VirtualPhone) -> None:
    def ends() -> list[str]:
        phone.contacts.store(Contact("", ODD["overlong"], "1002", 0))
        phone.gui.key("Directories")
        phone.gui.key("Select")
        gui = phone.gui
        (row,) = [widget for widget in gui.scene().widgets if widget.kind == "row"]
        return [run.text for run in typeset(row, gui.theme, (0, 0)).runs if run.text.startswith("Maximilian")]

    (shown,) = fleet.run(ends)
    assert shown.endswith("\u2026")


def test_ten_thousand_contacts_are_listed_searched_and_scrolled(fleet: Fleet, phone: VirtualPhone) -> None:
    def opened() -> list[str]:
        for number in range(MANY):
            phone.contacts.store(Contact("Ada", f"Lovelace {number:05}", str(number), 0))
        phone.gui.key("Directories")
        phone.gui.key("Select")
        return wrong(phone)

    def texts() -> list[str]:
        return [row["text"] for row in phone.gui.describe()["rows"]]

    def scrolled() -> list[str]:
        for _ in range(30):
            phone.gui.key("DialpadPound")
        return wrong(phone)

    assert fleet.run(opened) == []
    first = fleet.run(texts)
    assert first[0].startswith("Lovelace 00000")
    assert fleet.run(scrolled) == []
    assert fleet.run(texts)[0] > first[-1]
    found = fleet.run(lambda: phone.gui._port.contacts("Lovelace 0999"))
    # The book takes one less than ten thousand; the last one was refused.
    assert [contact.number for contact in found] == [str(number) for number in range(9990, MANY - 1)]


def test_as_many_calls_as_the_phone_can_have(fleet: Fleet, phone: VirtualPhone) -> None:
    most = 8 if phone.label == "VVX201" else 24
    number = phone.lines[0].number

    def called() -> None:
        for n in range(most + 3):
            phone.exchange.call_from_outside(f"555{n:03}", number, list(ODD.values())[n % len(ODD)])

    def shown(act: Callable[[], object]) -> list[str]:
        act()
        return wrong(phone)

    fleet.run(called)
    rings(fleet, phone, most)
    gui = phone.gui
    assert fleet.run(lambda: shown(lambda: None)) == []
    assert fleet.run(lambda: shown(lambda: gui.key("Back"))) == []
    for _ in range(most):
        assert fleet.run(lambda: shown(lambda: gui.key("ArrowDown"))) == []
    assert fleet.run(lambda: shown(lambda: [phone.desk.answer(leg) for leg in tuple(phone.desk.legs)])) == []
    assert fleet.run(lambda: len(phone.desk.legs)) == most
    assert fleet.run(lambda: [leg.word for leg in phone.desk.legs].count("Connected")) == 1

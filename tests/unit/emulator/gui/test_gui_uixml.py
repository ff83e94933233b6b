"""The phone's XML of its screen: its form, and that it holds what is on the screen and nothing else."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from handset import PASSWORD, Handset, until

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.gui.screens.field import DOT, Field

FORM = {
    "Screen": {"name", "title", "model"},
    "StatusBar": {"time", "date"},
    "Icon": {"name", "value"},
    "LineKey": {"index", "label", "state"},
    "Item": {"index", "text", "value", "selected"},
    "Field": {"name", "value", "focus"},
    "Popup": {"title", "text"},
    "SoftKey": {"index", "label", "page"},
}


@pytest.fixture(scope="module")
def phones() -> Iterator[dict[str, Handset]]:
    with Fleet(speed=20) as fleet:
        reaches = fleet.start(
            PhoneSetup(name, number, PASSWORD, model)
            for name, number, model in (
                ("Ann", "1001", "VVX450"),
                ("Ben", "1002", "VVX450"),
                ("Tiny", "1003", "VVX150"),
            )
        )
        yield {reach.label: Handset(fleet, reach) for reach in reaches}


@pytest.fixture
def ann(phones: dict[str, Handset]) -> Iterator[Handset]:
    yield phones["Ann"]
    for phone in phones.values():
        phone.fleet.run(phone.phone.desk.drop_all)
        phone.fleet.run(phone.phone.gui.reset)


def press(phone: Handset, *names: str) -> None:
    for name in names:
        assert phone.post("v1/mgmt/simulateKeyEvent", Type="Tap", KeyName=name) == "2000"


def screen(phone: Handset) -> ET.Element:
    """The screen, after a check of its form."""
    root = ET.fromstring(phone.get("v1/mgmt/uixml")["data"])
    for element in root.iter():
        assert set(element.attrib) == FORM[element.tag], element.tag
        assert element.text is None
    assert [child.tag for child in root] == sorted((child.tag for child in root), key=list(FORM).index)
    return root


def values(root: ET.Element, tag: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(element.get(name, "") for name in names) for element in root.iter(tag)]


def test_the_idle_screen(ann: Handset) -> None:
    root = screen(ann)
    assert root.attrib == {"name": "idle", "title": "Lines", "model": "VVX 450"}
    assert values(root, "LineKey", "index", "label", "state") == [("1", "Ann", "idle")]
    ((time, date),) = values(root, "StatusBar", "time", "date")
    now = ann.phone.clock.now()
    assert len(time) == 5
    assert date.endswith(str(now.day))
    assert values(root, "Icon", "name") == []
    assert values(root, "SoftKey", "index", "label", "page")[:5] == [
        ("1", "New Call", "1"),
        ("2", "Forward", "1"),
        ("3", "DND", "1"),
        ("4", "More", "1"),
        ("1", "Redial", "2"),
    ]


def test_a_menu_gives_its_entries_without_their_numbers(ann: Handset) -> None:
    press(ann, "Home", "Dialpad3", "ArrowDown")
    root = screen(ann)
    assert root.get("name") == "menu"
    assert values(root, "Item", "index", "text", "selected") == [
        ("1", "Contact Directory", "0"),
        ("2", "Favorites", "1"),
        ("3", "Recent Calls", "0"),
    ]


def test_a_field_gives_its_text_and_a_password_only_dots(ann: Handset) -> None:
    nav = ann.phone.gui._nav
    ann.fleet.run(lambda: nav.open(Field(nav, "Label", lambda _: None, text="Zoë & <1>", name="label")))
    assert values(screen(ann), "Field", "name", "value", "focus") == [("label", "Zoë & <1>", "1")]
    ann.fleet.run(lambda: nav.open(Field(nav, "PIN", lambda _: None, mode="password", name="password")))
    assert ann.post("v1/mgmt/simulateTextInput", Value="geheim") == "2000"
    assert values(screen(ann), "Field", "name", "value", "focus") == [("password", DOT * 6, "1")]
    assert "geheim" not in ann.get("v1/mgmt/uixml")["data"]


def test_an_incoming_call_and_a_call(ann: Handset, phones: dict[str, Handset]) -> None:
    phones["Ben"].post("v1/callctrl/dial", Dest="1001")
    until(lambda: screen(ann).get("name") == "incoming call")
    root = screen(ann)
    assert values(root, "Popup", "title", "text") == [("Incoming Call", "Ben 1002 on Ann (1001)")]
    assert values(root, "LineKey", "index") == []
    assert values(root, "Item", "text") == []
    press(ann, "SoftKey1")
    until(lambda: screen(ann).get("name") == "active call")
    shown = dict(values(screen(ann), "Item", "value", "text"))
    assert (shown["name"], shown["number"], shown["state"]) == ("Ben", "1002", "Connected")


def test_a_question_and_a_message(ann: Handset) -> None:
    nav = ann.phone.gui._nav
    ann.fleet.run(lambda: nav.ask("Delete this entry?", yes=None, no=None))
    root = screen(ann)
    assert root.get("name") == "message"
    assert values(root, "Popup", "title", "text") == [("", "Delete this entry?")]
    assert values(root, "SoftKey", "label") == [("Yes",), ("No",)]
    press(ann, "SoftKey2", "VolUp")
    assert values(screen(ann), "Popup", "text") == [("Volume 6 of 10",)]


def test_a_small_panel_has_no_date_to_tell(phones: dict[str, Handset], ann: Handset) -> None:
    ((_, date),) = values(screen(phones["Tiny"]), "StatusBar", "time", "date")
    assert date == ""


def test_a_name_that_xml_cannot_hold_is_told_without_that(ann: Handset) -> None:
    ann.fleet.run(lambda: ann.phone.gui._nav.notify("a\x00b\x1b[1m\ud800"))
    assert values(screen(ann), "Popup", "text") == [("ab[1m",)]

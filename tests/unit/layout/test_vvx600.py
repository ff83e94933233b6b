"""The shipped map of the VVX 600: the vendor's coordinates, and a geometry that fits together."""

import pytest

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import load_map
from PolyLibrary.terms import CallState, Point, Region, Size


@pytest.fixture(scope="module")
def layout() -> LayoutMap:
    return load_map("VVX 600")


def test_the_vendors_coordinates(layout: LayoutMap) -> None:
    missed, more, swipe = layout.element("missed calls"), layout.element("more"), layout.gesture("line view")
    assert (missed.at, missed.source) == (Point(70, 34), "faq")
    assert (more.at, more.softkey, more.source) == (Point(438, 254), "More", "faq")
    assert (swipe.start, swipe.end) == (Point(68, 121), Point(320, 156))
    assert (swipe.duration, swipe.duration_ms, swipe.source) == (0.1, 100, "faq")


def test_nothing_else_claims_to_be_the_vendors(layout: LayoutMap) -> None:
    assert [e.name for e in layout.elements.values() if e.source == "faq"] == ["missed calls", "more"]


def test_the_six_screens_and_the_field_for_a_forwarded_number(layout: LayoutMap) -> None:
    six = {"home", "lines", "dialer", "incoming call", "active call", "recent calls"}
    assert six <= set(layout.screens)
    assert layout.screen_named("forward").softkeys["forward call"].labels == ("Send", "Cancel", "Delete")
    assert layout.screen_named("Incoming Call").recognise.calls == (CallState.OFFERING,)
    assert layout.screen == Size(480, 272)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("voicemail icon", (24, 34)),
        ("warning icon", (208, 34)),
        ("soft key 3", (300, 254)),
        ("new call", (60, 93)),
        ("recent calls", (420, 188)),
        ("line 1", (60, 69)),
        ("line 5", (180, 69)),
        ("line 16", (420, 210)),
        ("dial pad 1", (50, 103)),
        ("dial pad pound", (250, 217)),
        ("row 5", (240, 220)),
    ],
)
def test_places(layout: LayoutMap, name: str, at: tuple[int, int]) -> None:
    assert layout.element(name).at == Point(*at)


def test_line_keys_are_found_by_number(layout: LayoutMap) -> None:
    assert [layout.line_key(n).name for n in range(1, 17)] == [f"line {n}" for n in range(1, 17)]  # type: ignore[union-attr]
    assert layout.line_key(17) is None


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("status", (0, 0, 480, 46)),
        ("soft keys", (0, 236, 480, 272)),
        ("title", (0, 46, 480, 76)),
        ("row 1", (0, 76, 480, 108)),
        ("row 5", (0, 204, 480, 236)),
        ("timer", (0, 160, 240, 198)),
        ("1,2,30,40", (1, 2, 30, 40)),
    ],
)
def test_regions(layout: LayoutMap, name: str, box: tuple[int, int, int, int]) -> None:
    assert layout.region(name) == Region(*box)


def test_a_region_off_the_screen_is_refused(layout: LayoutMap) -> None:
    with pytest.raises(UsageError) as caught:
        layout.region("0,0,481,10")
    assert str(caught.value) == "The region 0,0,481,10 does not fit on the 480x272 screen of VVX600."


def test_soft_keys_are_in_the_cells_of_the_row(layout: LayoutMap) -> None:
    idle = [layout.softkey_place(label) for label in ("New Call", "Forward", "DND")]
    assert [(p.page, p.cell, p.point, p.before) for p in idle] == [
        (1, 1, Point(60, 254), ()),
        (1, 2, Point(180, 254), ()),
        (1, 3, Point(300, 254), ()),
    ]


def test_a_soft_key_of_the_second_page_needs_more_first(layout: LayoutMap) -> None:
    place = layout.softkey_place("redial")
    assert (place.label, place.page, place.pages, place.cell) == ("Redial", 2, 2, 1)
    assert (place.point, place.before, place.source) == (Point(60, 254), (Point(420, 254),), "derived")


@pytest.mark.parametrize(
    ("label", "states", "place"),
    [
        ("Answer", ["Offering"], (1, 1)),
        ("Ignore", [CallState.OFFERING], (1, 3)),
        ("End Call", ["RingBack"], (1, 2)),
        ("End Call", ["Connected"], (1, 2)),
        ("Conference", ["Connected"], (2, 1)),
        ("Resume", ["CallHold"], (1, 1)),
        ("Resume", ["CallHold", "Connected"], (1, 1)),
        ("more", ["Connected"], (1, 4)),
        ("Send", ["Dialtone"], (1, 1)),
    ],
)
def test_soft_keys_while_a_call_is_in_a_state(
    layout: LayoutMap, label: str, states: list[str], place: tuple[int, int]
) -> None:
    found = layout.softkey_place(label, states)
    assert (found.page, found.cell) == place


def test_a_soft_key_of_another_state_is_not_touched(layout: LayoutMap) -> None:
    with pytest.raises(UnknownName) as caught:
        layout.softkey_place("Answer")
    assert str(caught.value).splitlines()[0] == (
        "There is no soft key 'Answer' while there is no call (the VVX600 map has it on 'incoming call: Offering')."
    )
    with pytest.raises(UnknownName, match="while a call is Connected "):
        layout.softkey_place("Resume", ["Connected"])


def test_a_soft_key_with_two_places_is_not_guessed(layout: LayoutMap) -> None:
    with pytest.raises(UsageError) as caught:
        layout.softkey_place("New Call", ["Connected", "CallHold"])
    assert str(caught.value) == (
        "The soft key 'New Call' has no single place in the VVX600 map.\n"
        "Seen:  page 2 cell 2 on 'active call: Connected' and 'active call: muted'; "
        "page 1 cell 2 on 'active call: CallHold'\n"
        "Next:  touch its cell instead, on the page that is shown: Tap    soft key 2."
    )


def test_softkey_point_within_the_sets_of_a_screen(layout: LayoutMap) -> None:
    sets = layout.screen_named("idle").softkeys.values()
    assert layout.softkey_point("Lock", sets).page == 2
    with pytest.raises(UnknownName) as caught:
        layout.softkey_point("Hold", sets)
    assert str(caught.value) == (
        "There is no soft key 'Hold' among the soft keys of 'idle: idle' and 'idle: call park'.\n"
        "Next:  known soft keys: 'DND', 'Forward', 'Lock', 'Messages', 'More', 'New Call', 'Redial', 'Retrieve'."
    )


def test_soft_key_labels_by_id_and_by_screen(layout: LayoutMap) -> None:
    assert layout.softkey("more") == "More"
    assert layout.softkey("end call") == "End Call"
    with pytest.raises(UnknownName) as caught:
        layout.softkey("Answer", screen="home")
    assert str(caught.value) == (
        "There is no soft key 'Answer' on the screen 'home' of the VVX600 map (it is on 'incoming call').\n"
        "Next:  known soft keys: 'Back', 'Select'."
    )


def test_an_unknown_element_lists_the_nearest(layout: LayoutMap) -> None:
    with pytest.raises(UnknownName) as caught:
        layout.element("mised calls")
    assert str(caught.value) == (
        "There is no element 'mised calls' in the VVX600 map.\nNext:  did you mean 'missed calls'?"
    )


def test_an_element_of_another_screen_says_where_it_is(layout: LayoutMap) -> None:
    assert layout.element("row 1", screen="recent calls").at == Point(240, 92)
    with pytest.raises(UnknownName) as caught:
        layout.element("incoming pop-up", screen="dialer")
    assert str(caught.value).splitlines()[0] == (
        "There is no element 'incoming pop-up' on the screen 'dialer' of the VVX600 map (it is on 'incoming call')."
    )


def test_names_are_found_in_any_case(layout: LayoutMap) -> None:
    assert layout.element("Missed-Calls").name == "missed calls"
    assert layout.menu("recent calls>missed").steps == ("missed calls",)


def test_no_two_touch_targets_of_a_screen_are_the_same_point(layout: LayoutMap) -> None:
    for screen in layout.screens:
        here = [e for e in layout.elements.values() if e.at and screen in e.on]
        # A tile has its number and the text that stands on it; a part of a call is only a place to look at.
        points = [e.at for e in here if not e.text and e.name not in layout.regions]
        assert len(points) == len(set(points)), screen


def test_keypad_and_lines_do_not_leave_the_content(layout: LayoutMap) -> None:
    content = layout.region("content")
    for element in layout.elements.values():
        if element.at and element.on and not element.icon and element.name != "missed calls":
            assert content.top <= element.at.y < content.bottom, element.name

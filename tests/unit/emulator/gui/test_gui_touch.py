"""Touch: every screen is reached with a finger, and only what is drawn reacts."""

import pytest
from gui_phone import START, FakePhone

from PolyLibrary.emulator.gui.port import LogEntry


def _entries(phone: FakePhone, kind: str, *numbers: str) -> None:
    phone.logs[kind] = [LogEntry(kind, "", number, 1, START, None) for number in numbers]  # type: ignore[index, arg-type]


def test_the_missed_calls_icon_opens_the_missed_list_only_while_it_is_shown() -> None:
    phone = FakePhone()
    assert not phone.gui.tap(70, 34)
    assert phone.gui.screen == "idle"
    phone.miss(phone.ring("1002"))
    assert [(icon["name"], icon["badge"]) for icon in phone.gui.describe()["icons"]] == [("missed", "1")]
    assert phone.gui.tap(70, 34)
    shown = phone.gui.describe()
    assert (shown["screen"], shown["title"]) == ("recent calls", "Missed Calls")
    assert [row["text"] for row in shown["rows"]] == ["Bob"]
    assert phone.missed == 0
    assert shown["icons"] == []


def test_more_turns_the_soft_key_pages_and_comes_back() -> None:
    phone = FakePhone()
    assert phone.labels() == ["New Call", "Forward", "DND", "More"]
    phone.gui.tap(438, 254)
    assert phone.labels() == ["Redial", "Messages", "Lock", "More"]
    phone.gui.tap(438, 254)
    assert phone.labels() == ["New Call", "Forward", "DND", "More"]


def test_a_touch_writes_the_phones_own_lines() -> None:
    phone = FakePhone()
    phone.gui.tap(438, 254)
    text = "CLayoutMgr::onFilteredMouseEvent: mouse event detected at (x,y)=(438,254), state = %d, wheel = 0"
    assert phone.written == [("pgui", 3, text % 1), ("pgui", 0, text % 0)]


def test_a_screen_that_comes_up_is_written_once() -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    phone.gui.changed()
    assert phone.written == [("key", 0, "key=Home state=press"), ("pgui", 2, "screen home")]


def test_the_swipe_of_the_faq_shows_the_lines_in_a_call_and_the_other_way_the_call() -> None:
    phone = FakePhone()
    phone.talk()
    assert phone.gui.screen == "active call"
    phone.gui.swipe((68, 121), (320, 156), 100)
    assert phone.gui.screen == "lines"
    assert [line["name"] for line in phone.gui.describe()["lines"]] == ["active"]
    phone.gui.swipe((320, 156), (68, 121), 100)
    assert phone.gui.screen == "active call"


def test_a_drag_never_presses_the_cell_it_starts_or_ends_on() -> None:
    phone = FakePhone(lines=16)
    phone.gui.swipe((68, 121), (320, 156), 100)
    phone.gui.swipe((10, 60), (40, 60), 100)
    phone.gui.swipe((10, 60), (25, 60), 100)
    assert phone.did == []


def test_a_finger_that_trembles_inside_one_widget_taps() -> None:
    phone = FakePhone(lines=2)
    assert phone.gui.swipe((20, 60), (28, 66), 50)
    assert phone.did == [("off_hook", 1)]


def test_a_finger_that_slips_onto_the_next_widget_does_not_tap() -> None:
    phone = FakePhone(lines=2)
    assert not phone.gui.swipe((20, 90), (20, 96), 50)
    assert phone.did == []


@pytest.mark.parametrize("point", [(-1, 10), (480, 10), (10, 272), (10, -5)])
def test_a_point_off_the_panel_is_no_touch(point: tuple[int, int]) -> None:
    phone = FakePhone()
    assert not phone.gui.tap(*point)
    assert phone.written == []


def test_blank_cells_and_empty_line_keys_are_dead() -> None:
    phone = FakePhone(lines=1)
    phone.gui.tap(60, 140)
    phone.gui.key("Home")
    phone.did.clear()
    assert phone.labels() == ["Select", "Back"]
    assert not phone.gui.tap(438, 254)
    assert phone.did == []
    assert phone.gui.screen == "home"


def test_what_lies_below_a_pop_up_cannot_be_touched() -> None:
    phone = FakePhone(lines=4)
    phone.ring("1002", 2)
    assert phone.gui.screen == "incoming call"
    assert phone.gui.describe()["lines"] == []
    for point in [(20, 60), (20, 110), (240, 140), (470, 60)]:
        assert not phone.gui.tap(*point)
    assert phone.did == []


@pytest.mark.parametrize(
    ("tile", "screen"),
    [("New Call", "dialer"), ("Directories", "menu"), ("Recent Calls", "recent calls")],
)
def test_a_tile_opens_its_screen(tile: str, screen: str) -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    box = next(item["box"] for item in phone.gui.describe()["tiles"] if item["text"] == tile)
    phone.touch(box)
    assert phone.gui.screen == screen


def test_a_message_stays_until_it_is_touched_or_its_time_is_up() -> None:
    phone = FakePhone()
    phone.soft("More")
    phone.soft("Redial")
    notice = phone.gui.describe()["notice"]
    assert notice is not None
    assert notice["text"] == "There is no placed call to redial."
    phone.touch(notice["box"])
    assert phone.gui.describe()["notice"] is None
    phone.soft("More")
    phone.soft("Redial")
    phone.clock.pass_time(2.9)
    assert phone.gui.describe()["notice"] is not None
    phone.clock.pass_time(0.2)
    assert phone.gui.describe()["notice"] is None
    assert phone.gui.screen == "idle"


def test_a_message_hides_what_it_covers_and_nothing_else() -> None:
    phone = FakePhone()
    phone.soft("More")
    phone.soft("Redial")
    assert phone.gui.describe()["notice"] is not None
    phone.soft("More")
    assert phone.gui.describe()["notice"] is None
    phone.soft("More")
    phone.soft("New Call")
    assert phone.gui.screen == "dialer"


def test_a_line_key_opens_answers_and_takes_back_from_hold() -> None:
    phone = FakePhone(lines=6)
    phone.gui.tap(180, 70)
    assert phone.did == [("off_hook", 5)]
    assert phone.gui.screen == "dialer"
    phone.soft("Cancel")
    key = phone.ring("1002", 2)
    phone.clock.pass_time(10)
    phone.gui.swipe((100, 120), (300, 120))
    phone.touch(phone.gui.describe()["lines"][1]["box"])
    assert phone.did[-1] == ("answer", key)
    phone.soft("Hold")
    phone.gui.swipe((100, 120), (300, 120))
    phone.touch(phone.gui.describe()["lines"][1]["box"])
    assert phone.did[-1] == ("resume", key)


def test_lists_scroll_and_keep_the_selection_in_view() -> None:
    phone = FakePhone()
    _entries(phone, "Placed", *[str(2000 + n) for n in range(12)])
    phone.gui.key("CallList")
    phone.soft("More")
    phone.soft("Placed")
    phone.gui.swipe((200, 220), (200, 120))
    rows = phone.gui.describe()["rows"]
    assert [row["text"] for row in rows] == ["2003", "2004", "2005", "2006", "2007"]
    assert [row["text"] for row in rows if row["selected"]] == ["2003"]
    phone.gui.swipe((200, 100), (200, 230))
    assert phone.gui.describe()["rows"][0]["text"] == "2000"


def test_dial_and_delete_act_on_the_selected_row() -> None:
    phone = FakePhone()
    _entries(phone, "Missed", "2001", "2002", "2003")
    phone.gui.key("CallList")
    phone.touch(phone.gui.describe()["rows"][1]["box"])
    phone.soft("Delete")
    assert phone.did[-1] == ("delete_call_log", "Missed", 1)
    phone.soft("Dial")
    assert phone.did[-1] == ("dial", "2003")
    assert phone.gui.screen == "active call"


def test_an_empty_list_offers_nothing_to_dial_or_delete() -> None:
    phone = FakePhone()
    phone.gui.key("CallList")
    assert phone.text_of("empty") == "No missed calls"
    assert phone.labels() == ["Back", "More"]
    assert phone.gui.describe()["soft_key_pages"] == [
        ["", "Back", "", "More"],
        ["Received", "Placed", "Missed", "More"],
    ]

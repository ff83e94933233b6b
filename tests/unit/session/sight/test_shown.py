"""Which screen is shown: by the phone's own description, else by its calls, else unknown."""

import pytest
from screen_fakes import ALICE, described, screen
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible
from PolyLibrary.session.calls.calling import swap
from PolyLibrary.session.sight.shown import and_screen, look_at_screen, require_ui
from PolyLibrary.session.touch.locate import locate
from PolyLibrary.session.touch.touching import tap

AT_ONCE = Deadline(0)
OLD = "alice (VVX 600, 5.9.3.2857, virtual)"


def test_the_phone_says_it_itself() -> None:
    _, alice = described(screen("Recent Calls", title="Missed Calls"))
    shown = look_at_screen(alice, AT_ONCE)
    assert (shown.name, shown.how, shown.certain) == ("recent calls", "uixml", True)
    assert str(shown).startswith("the screen 'recent calls' (title 'Missed Calls'), 0.")


def test_a_word_that_the_map_has_not_is_kept() -> None:
    _, alice = described(screen("a screen of 7.0"))
    assert look_at_screen(alice, AT_ONCE).name == "a screen of 7.0"


def test_old_firmware_is_never_asked_for_it() -> None:
    phone = FakePhone([call("Offering", incoming=True)])
    shown = look_at_screen(session(phone), AT_ONCE)
    assert (shown.name, shown.how, shown.certain) == ("incoming call", "its calls (Offering)", False)


def test_two_calls_may_leave_it_open() -> None:
    calls = [call("Connected"), call("Offering", "1003", handle=0x20, incoming=True)]
    shown = look_at_screen(session(FakePhone(calls)), AT_ONCE)
    assert shown.name == ""
    assert shown.how == "its calls (Connected, Offering) allow 'incoming call', 'active call'"


def test_a_phone_that_has_lost_it_is_asked_once() -> None:
    phone, alice = described(None)
    look_at_screen(alice, AT_ONCE)
    look_at_screen(alice, AT_ONCE)
    assert phone.asked == 1


def test_what_needs_a_description_says_so() -> None:
    with pytest.raises(NotPossible) as caught:
        require_ui(session(FakePhone()), "its soft keys", AT_ONCE)
    assert str(caught.value) == (
        f"{OLD} cannot tell its soft keys.\n"
        "Seen:  mgmt/uixml exists on VVX phones from firmware 6.0 on and it runs 5.9.3.2857.\n"
        "Next:  look at the picture (Capture Screen), or run this test on a VVX with 6.x (can=uixml)."
    )


def test_errors_about_calls_tell_the_screen_too() -> None:
    _, alice = described(screen("recent calls", title="Missed Calls"))
    with pytest.raises(CheckFailed, match=r"its calls: no call; the screen 'recent calls' with .*\.\n"):
        swap(alice, AT_ONCE)
    assert and_screen(session(FakePhone())) == "", "this one cannot tell"


def test_an_element_of_another_screen_is_not_touched() -> None:
    phone, alice = described(screen("recent calls", title="Missed Calls"))
    with pytest.raises(CheckFailed) as caught:
        tap(alice, "missed calls", Deadline(0.02))
    text = str(caught.value)
    assert text.startswith(f"{ALICE} shows 'recent calls'; the element 'missed calls' is on 'home', ")
    assert "Seen:  the screen 'recent calls' (title 'Missed Calls'), 0.0 s ago, by uixml.\n" in text
    assert "nothing was touched" in text
    assert "Next:  elements on 'recent calls': " in text
    assert phone.sent == []


def test_it_waits_for_the_screen_of_the_element() -> None:
    phone, alice = described(screen("boot"), screen("boot"), screen("boot"), screen("home"), virtual=False)
    target = locate(alice, "missed calls", Deadline(5))
    assert target.how == "element 'missed calls' at 70,34 (faq; screen 'home' by uixml)"
    assert phone.asked >= 4


def test_a_soft_key_is_found_where_the_phone_says_it_stands() -> None:
    phone, alice = described(screen("idle", keys=[["New Call", "A", "B", "More"], ["Paging", "", "", "More"]]))
    tap(alice, "softkey:paging", AT_ONCE)
    assert phone.sent == [("tap", (420, 254)), ("tap", (60, 254))]


def test_a_soft_key_that_is_not_shown() -> None:
    phone, alice = described(screen("idle", keys=[["New Call", "Forward"]]))
    with pytest.raises(CheckFailed) as caught:
        tap(alice, "softkey:Fourward", AT_ONCE)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{ALICE} shows no soft key 'Fourward'."
    assert lines[1] == "Seen:  the screen 'idle' with 'New Call', 'Forward'."
    assert lines[2].endswith("(limit 0 s, set by timeout=); nothing was pressed")
    assert lines[3] == "Next:  did you mean 'Forward'?"
    assert phone.sent == []


def test_without_touch_the_key_below_is_pressed() -> None:
    keys = [["New Call", "A", "B", "More"], ["Paging", "", "", "More"]]
    phone, alice = described(screen("idle", keys=keys), hardware="VVX450")
    done = tap(alice, "softkey:Paging", AT_ONCE)
    assert phone.sent == [("key", "SoftKey4"), ("key", "SoftKey1")]
    assert done.how == "soft key 'Paging' in cell 1 of page 2 of 'idle', by key SoftKey1"


def test_a_turned_page_is_turned_on_from_there() -> None:
    keys = [["New Call", "A", "B", "More"], ["Paging", "", "", "More"]]
    phone, alice = described(screen("idle", keys=keys))
    tap(alice, "softkey:More", AT_ONCE)
    tap(alice, "softkey:Paging", AT_ONCE)
    assert phone.sent == [("tap", (420, 254)), ("tap", (60, 254))]


def test_a_text_that_the_map_can_place() -> None:
    phone, alice = described(screen("home", items=["Settings", "Messages"]))
    tap(alice, "text:Settings", AT_ONCE)
    assert phone.sent == [("tap", (420, 93))]

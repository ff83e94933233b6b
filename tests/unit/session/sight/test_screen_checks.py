"""Checks of screen, soft keys, items and elements by the phone's own description."""

import pytest
from screen_fakes import ALICE, described, screen
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, Undecided, UnknownName, Unreachable
from PolyLibrary.session.sight.presence import expect_element, expect_no_element
from PolyLibrary.session.sight.screen_checks import expect_items, expect_screen, expect_soft_keys

AT_ONCE = Deadline(0)
OLD = "alice (VVX 600, 5.9.3.2857, virtual)"
KEYS = [["Hold", "End Call", "Transfer", "More"], ["Conference", "New Call", "Mute", "More"]]


def test_a_screen_is_waited_for() -> None:
    _, alice = described(screen("boot"), screen("home"))
    assert expect_screen(alice, "home", Deadline(5)).name == "home"


def test_another_screen_is_told() -> None:
    _, alice = described(screen("home", title="Home"))
    with pytest.raises(CheckFailed) as caught:
        expect_screen(alice, "recent calls", AT_ONCE)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{ALICE} does not show the screen 'recent calls'."
    assert lines[1] == "Seen:  the screen 'home' (title 'Home'), 0.0 s ago, by uixml."
    assert lines[3] == "Next:  open it first (Open Screen), or look at the picture (Capture Screen)."


def test_soft_keys_in_another_language() -> None:
    french = [["Nouv. appel", "Renvoi", "NPD", "Plus"], ["Rappeler", "Messages", "Verrouiller", "Plus"]]
    _, alice = described(screen("idle", keys=french))
    alice.language = ("French_France", "")
    assert "Plus" not in expect_soft_keys(alice, ["idle"], AT_ONCE, match="exact", page=None)


def test_an_unknown_screen() -> None:
    _, alice = described(screen("home"))
    with pytest.raises(UnknownName):
        expect_screen(alice, "hoem", AT_ONCE)


def test_by_calls_where_nothing_else_can_tell() -> None:
    alice = session(FakePhone([call("Offering", incoming=True)]))
    assert expect_screen(alice, "incoming call", AT_ONCE).how == "its calls (Offering)"


def test_what_no_call_can_tell_is_refused() -> None:
    with pytest.raises(NotPossible) as caught:
        expect_screen(session(FakePhone()), "lines", AT_ONCE)
    assert str(caught.value) == (
        f"Nothing can tell whether {OLD} shows the screen 'lines'.\n"
        "Seen:  mgmt/uixml exists on VVX phones from firmware 6.0 on and it runs 5.9.3.2857, and the layout map "
        "recognises 'lines' by no call and no picture.\n"
        "Next:  give that screen recognise: text or image in the layout map, or run this on a VVX with firmware 6.x."
    )


def test_soft_keys_of_all_pages_without_more() -> None:
    _, alice = described(screen("active call", keys=KEYS))
    labels = ["Hold", "End Call", "Transfer", "Conference", "New Call", "Mute"]
    assert expect_soft_keys(alice, labels, AT_ONCE, match="exact", page=None) == labels
    assert expect_soft_keys(alice, ["Hold", "Mute"], AT_ONCE, match="contains", page=None) == labels
    assert expect_soft_keys(alice, KEYS[1], AT_ONCE, match="exact", page=2) == KEYS[1]


def test_a_set_of_the_map_stands_for_its_labels() -> None:
    _, alice = described(screen("active call", keys=KEYS))
    expect_soft_keys(alice, ["Connected"], AT_ONCE, match="exact", page=None)


@pytest.mark.parametrize("labels", [["Mute", "Hold"], ["Hold"], ["Hold", "End Call", "Transfer", "Conference"]])
def test_other_soft_keys_are_told(labels: list[str]) -> None:
    _, alice = described(screen("active call", keys=KEYS))
    with pytest.raises(CheckFailed) as caught:
        expect_soft_keys(alice, labels, AT_ONCE, match="exact", page=None)
    assert "with 'Hold', 'End Call', 'Transfer', 'Conference', 'New Call', 'Mute' on all pages." in caught.value.seen
    assert caught.value.hint == ("all of them are there, but others or in another order: match=contains allows others.")


def test_a_missing_soft_key_names_the_nearest() -> None:
    _, alice = described(screen("active call", keys=KEYS))
    with pytest.raises(CheckFailed) as caught:
        expect_soft_keys(alice, ["Holt"], AT_ONCE, match="contains", page=None)
    assert caught.value.hint == "missing: 'Holt'; did you mean 'Hold'?"


def test_items_in_order_and_the_selected_one() -> None:
    _, alice = described(screen("recent calls", items=["Bob", "Carol", "Bob"], selected=2))
    expect_items(alice, ["Bob", "Carol", "Bob"], AT_ONCE, match="exact", in_order=True, selected="carol")
    expect_items(alice, ["Carol", "Bob", "Bob"], AT_ONCE, match="exact", in_order=False, selected=None)
    expect_items(alice, ["Bob", "Bob"], AT_ONCE, match="contains", in_order=False, selected=None)
    with pytest.raises(CheckFailed):
        expect_items(alice, ["Carol", "Carol"], AT_ONCE, match="contains", in_order=False, selected=None)
    with pytest.raises(CheckFailed) as caught:
        expect_items(alice, ["Bob"], AT_ONCE, match="contains", in_order=True, selected="Bob")
    assert caught.value.seen == "the screen 'recent calls' with 'Bob', 'Carol', 'Bob'; selected: 'Carol'."


def test_elements_soft_keys_lines_and_texts() -> None:
    _, alice = described(screen("idle", keys=[["New Call", "More"]], lines=["Alice"], items=["Call 101"]))
    for locator in ("softkey:New Call", "line:1", "line:Alice", "more"):
        assert expect_element(alice, locator, AT_ONCE).there
    for locator in ("softkey:Hold", "line:2"):
        with pytest.raises(CheckFailed) as caught:
            expect_element(alice, locator, AT_ONCE)
        assert caught.value.wanted == f"'{locator}' is not on the screen of {ALICE}."


def test_a_point_cannot_be_checked() -> None:
    _, alice = described(screen("idle"))
    with pytest.raises(NotPossible) as caught:
        expect_element(alice, "70,34", AT_ONCE)
    assert caught.value.wanted == "'70,34' is only a place: it can be touched, not checked."


def test_an_element_of_a_call_screen_is_told_by_the_calls() -> None:
    assert expect_element(session(FakePhone([call("Offering", incoming=True)])), "incoming pop-up", AT_ONCE).there
    proven = expect_no_element(session(FakePhone([])), "incoming pop-up", 0.05, Deadline(5))
    assert proven.how == "element 'incoming pop-up' by the calls (no call)"


def test_absence_is_proven_on_fresh_looks_for_a_time() -> None:
    phone, alice = described(screen("idle", keys=[["New Call"]]))
    expect_no_element(alice, "softkey:Hold", 0.05, Deadline(5))
    assert phone.asked > 2


def test_what_comes_meanwhile_is_seen() -> None:
    quiet = screen("idle", keys=[["New Call"]])
    _, alice = described(quiet, quiet, quiet, screen("active call", keys=KEYS))
    with pytest.raises(CheckFailed) as caught:
        expect_no_element(alice, "softkey:Hold", 5, Deadline(6))
    assert caught.value.wanted == f"'softkey:Hold' is on the screen of {ALICE}."


def test_absence_from_another_screen_proves_nothing() -> None:
    _, alice = described(screen("recent calls"))
    with pytest.raises(Undecided) as caught:
        expect_no_element(alice, "messages", 0.05, Deadline(5))
    assert caught.value.wanted == (
        "Nothing is proven of the element 'messages' by its text 'Messages' on " + f"{ALICE}: its screen is not shown."
    )


def test_an_unreachable_phone_is_an_error_not_an_absence() -> None:
    phone, alice = described(screen("idle"))

    def gone(_deadline: object) -> str:
        raise Unreachable("alice does not answer.")

    phone.info.uixml = gone
    with pytest.raises(Unreachable):
        expect_no_element(alice, "softkey:Hold", 0.05, Deadline(5))

"""Which call ``call=`` means."""

import pytest
from session_fakes import call, who

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.session.calls.callpick import WORDS, describe, listed, pick, pick_one

TALK = call("Connected", "1002", handle=0x41A8A520, name="Bob")
HELD = call("CallHold", "1003", handle=0x2, focused=False, line=2)
RING = call("Offering", "1004", handle=0x3, incoming=True, focused=False, name="Dave")
OVER = call("Disconnected", "1005", handle=0x4, focused=False)
ALL = [TALK, HELD, RING]
TAKES = "call= takes active, held, ringing, dialling, conference, all, line N, 0x..., a phone's name or a number."


@pytest.mark.parametrize(
    ("which", "meant"),
    [
        ("active", [TALK]),
        ("Active", [TALK]),
        ("held", [HELD]),
        ("ringing", [RING]),
        ("dialling", []),
        ("conference", []),
        ("all", ALL),
        (None, ALL),
        ("line 2", [HELD]),
        ("line2", [HELD]),
        ("line 9", []),
        ("0x41a8a520", [TALK]),
        ("0X41A8A520", [TALK]),
        ("0x9", []),
        ("bob", [TALK]),
        ("Carol", [HELD]),
        ("1004", [RING]),
        ("sip:1004@pbx", [RING]),
        ("004", []),
    ],
)
def test_each_word_means_its_calls(which: str | None, meant: list) -> None:
    assert pick(ALL, which, who) == meant


def test_a_call_that_is_over_is_nobodys_choice_while_another_lives() -> None:
    assert pick([OVER, TALK], None, who) == [TALK]
    assert pick([OVER], None, who) == [OVER]


def test_without_a_focus_the_connected_call_is_active() -> None:
    unfocused = call("Connected", focused=False)
    assert pick([unfocused, HELD], "active", who) == [unfocused]


@pytest.mark.parametrize("state", ["Dialtone", "Setup", "Proceeding", "RingBack"])
def test_dialling_is_every_state_before_the_answer(state: str) -> None:
    assert len(pick([call(state), HELD], "dialling", who)) == 1


def test_a_handle_that_is_none() -> None:
    with pytest.raises(UsageError) as caught:
        pick(ALL, "0xbob", who)
    assert str(caught.value) == (
        "'0xbob' is no call handle.\nNext:  a handle is 0x and hexadecimal digits, as in 0x41a8a520."
    )


def test_a_misspelt_argument_is_no_call() -> None:
    with pytest.raises(UsageError, match="'timout' is no argument of this keyword"):
        pick(ALL, "timout=3", who)


def test_an_unknown_word_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="did you mean 'alice'"):
        pick(ALL, "alicce", who)


def test_the_only_call_needs_no_word() -> None:
    assert pick_one([TALK], None, who, "alice") is TALK


def test_several_calls_are_listed_with_what_to_write() -> None:
    with pytest.raises(UsageError) as caught:
        pick_one(ALL, None, who, "alice (VVX 600)")
    assert str(caught.value) == (
        "alice (VVX 600) has 3 calls: say which one with call=.\n"
        "Seen:  its calls now: Connected to 1002 'Bob' (call=0x41a8a520); CallHold to 1003 (call=0x2); "
        "Offering from 1004 'Dave' (call=0x3).\n"
        f"Next:  {TAKES}"
    )


def test_no_call_that_fits() -> None:
    with pytest.raises(UsageError) as caught:
        pick_one([TALK], "held", who, "alice")
    assert str(caught.value) == (
        "alice has no call that is 'held'.\n"
        "Seen:  its calls now: Connected to 1002 'Bob' (call=0x41a8a520).\n"
        f"Next:  {TAKES}"
    )


def test_no_call_at_all() -> None:
    with pytest.raises(UsageError) as caught:
        pick_one([], None, who, "alice")
    assert str(caught.value) == "alice has no call.\nSeen:  its calls now: no call."


def test_calls_in_words() -> None:
    assert describe(call("Dialtone", "", handle=1)) == "Dialtone to (no number yet) (call=0x1)"
    assert describe(call("Connected", "123", name="123")) == "Connected to 123 (call=0x10)"
    assert listed([]) == "no call"
    assert WORDS == ("active", "held", "ringing", "dialling", "conference", "all", "line N", "0x...")

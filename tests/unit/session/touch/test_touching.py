"""Hands on the phone: each touch is sent once."""

from dataclasses import replace

import pytest
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, UnknownName, UsageError
from PolyLibrary.session.device.restcalls import guarded_call
from PolyLibrary.session.touch.touching import dial_digits, press_key, swipe, tap
from PolyLibrary.terms import Version

AT_ONCE = Deadline(0)
DIALTONE = call("Dialtone", "")


def test_a_tap_is_sent_as_often_as_asked() -> None:
    phone = FakePhone()
    alice = session(phone)
    tap(alice, "70,34", AT_ONCE, times=2)
    assert phone.sent == [("tap", (70, 34)), ("tap", (70, 34))]
    assert alice.last_action is not None


def test_a_soft_key_of_the_second_page_turns_the_page_once() -> None:
    phone = FakePhone([call("Connected")])
    tap(session(phone), "softkey:Mute", AT_ONCE, times=2)
    assert phone.sent == [("tap", (420, 254)), ("tap", (300, 254)), ("tap", (300, 254))]


@pytest.mark.parametrize("times", [0, -3])
def test_no_touch_at_all_makes_no_sense(times: int) -> None:
    with pytest.raises(UsageError, match=f"times={times} makes no sense"):
        tap(session(), "70,34", AT_ONCE, times=times)


def test_a_key_is_pressed_where_the_firmware_has_a_request_for_it() -> None:
    phone = FakePhone()
    bob = session(phone, hardware="VVX450")
    bob.info = phone.told.__class__(**{**vars(phone.told), "firmware": Version("6.3.0.1")})
    assert press_key(bob, "Home", AT_ONCE, times=2).how == "key 'Home' by simulateKeyEvent"
    tap(bob, "key:Home", AT_ONCE)
    assert phone.sent == [("key", "Home")] * 3


def test_a_key_is_refused_before_any_request_where_neither_way_has_it() -> None:
    phone = FakePhone()
    trio = session(phone, hardware="Trio8800")
    trio.model = replace(trio.model, hard_keys=("Back",))
    with pytest.raises(NotPossible) as caught:
        press_key(trio, "back", AT_ONCE)
    assert str(caught.value) == (
        f"The key 'back' of {trio.title} cannot be pressed by any request.\n"
        "Seen:  simulateKeyEvent exists on VVX phones from firmware 6.0 on; this one runs 5.9.3.2857. "
        "XML push (Key:): it knows no key of that name.\n"
        "Next:  touch what is drawn on the screen instead (Tap, Press Soft Key, line:N)."
    )
    assert phone.sent == []


def test_a_key_that_the_phone_does_not_have() -> None:
    phone = FakePhone()
    for press in (lambda: press_key(session(phone), "Hom", AT_ONCE), lambda: tap(session(phone), "key:Hom", AT_ONCE)):
        with pytest.raises(NotPossible) as caught:
            press()
        assert str(caught.value) == "VVX 600 has no key 'Hom'.\nNext:  did you mean 'Home'?"
    assert phone.sent == []


def test_swipes() -> None:
    phone = FakePhone()
    alice = session(phone)
    assert swipe(alice, "line view", None, None, AT_ONCE).how == (
        "gesture 'line view' from 68,121 to 320,156 in 100 ms (faq)"
    )
    swipe(alice, "10,20", "30,40", 250, AT_ONCE)
    swipe(alice, "line 1", "line 2", None, AT_ONCE)
    assert phone.sent == [
        ("swipe", (68, 121), (320, 156), 100),
        ("swipe", (10, 20), (30, 40), 250),
        ("swipe", (60, 69), (60, 116), 100),
    ]


@pytest.mark.parametrize(
    ("end", "duration", "wanted", "hint"),
    [
        (None, None, "A swipe from 10,20 to where?", "write Swipe    x,y    end=x,y, or the name of a gesture."),
        (
            "30,40",
            100_000,
            "A swipe of 100 s is longer than any finger's.",
            "Robot reads a bare number as seconds: did you mean 100 ms?",
        ),
        ("30,40", 0, "A swipe needs some time.", "duration=100 ms is what everybody uses."),
    ],
)
def test_swipes_that_make_no_sense(end: str | None, duration: int | None, wanted: str, hint: str) -> None:
    phone = FakePhone()
    with pytest.raises(UsageError) as caught:
        swipe(session(phone), "10,20", end, duration, AT_ONCE)
    assert str(caught.value) == f"{wanted}\nNext:  {hint}"
    assert phone.sent == []


@pytest.mark.parametrize(("start", "end"), [("480,0", "1,1"), ("1,1", "1,272")])
def test_a_swipe_off_the_screen_is_refused_before_any_request(start: str, end: str) -> None:
    phone = FakePhone()
    with pytest.raises(NotPossible, match="is not on the screen"):
        swipe(session(phone), start, end, None, AT_ONCE)
    assert phone.sent == []


def test_an_unknown_gesture() -> None:
    with pytest.raises(UnknownName, match="There is no gesture 'lin view' in the VVX600 map"):
        swipe(session(), "lin view", None, None, AT_ONCE)


def test_digits_are_touched_one_by_one_on_the_dial_pad() -> None:
    phone = FakePhone([DIALTONE])
    alice = session(phone)
    dial_digits(alice, "1 2*#", False, AT_ONCE)
    assert phone.sent == [("tap", point) for point in ((50, 103), (150, 103), (50, 217), (250, 217))]
    assert alice.typed == "12*#"
    dial_digits(alice, "3", True, AT_ONCE)
    assert phone.sent[-1] == ("tap", (60, 254))
    assert alice.typed == ""


@pytest.mark.parametrize(("digits", "seen"), [("12a", "not on the dial pad: a"), ("", "there is no digit.")])
def test_what_is_no_digit(digits: str, seen: str) -> None:
    phone = FakePhone([DIALTONE])
    with pytest.raises(UsageError) as caught:
        dial_digits(session(phone), digits, False, AT_ONCE)
    assert caught.value.seen == seen
    assert phone.sent == []


def test_digits_collected_over_several_keywords_do_not_reach_an_emergency_number() -> None:
    phone = FakePhone([DIALTONE])
    alice = session(phone, virtual=False)
    dial_digits(alice, "9", False, AT_ONCE)
    dial_digits(alice, "1", False, AT_ONCE)
    with pytest.raises(UsageError, match="911 is an emergency number"):
        dial_digits(alice, "1", True, AT_ONCE)
    assert len(phone.sent) == 2


@pytest.mark.parametrize(
    "data",
    [
        {"Dest": "911"},
        {"dest": "sip:112@pbx", "Line": "1"},
        {"TransferDest": "9-911", "Ref": "10"},
        {"divert.fwd.1.contact": "911"},
        {"divert.busy.1.contact": "sip:112@pbx"},
        {"call.autoOffHook.1.contact": "112"},
        {"attendant.resourceList.1.address": "sip:911@pbx"},
        {"DEST": 911},
        {"data": {"Dest": "911"}, "more": 1},
        [{"Dest": "911"}],
    ],
)
def test_a_raw_request_cannot_smuggle_an_emergency_number(data: object) -> None:
    phone = FakePhone()
    with pytest.raises(UsageError, match="is an emergency number"):
        guarded_call(session(phone, virtual=False), "POST", "/api/v1/x", data, "2000", AT_ONCE)
    assert phone.sent == []


def test_a_raw_request_is_sent_as_it_is() -> None:
    phone = FakePhone()
    alice = session(phone, virtual=False)
    guarded_call(alice, "POST", "/api/v1/callctrl/sendDTMF", {"Digits": "911"}, "2000", AT_ONCE)
    assert phone.sent == [("POST", "/api/v1/callctrl/sendDTMF", {"Digits": "911"}, "2000")]
    assert alice.last_action is not None

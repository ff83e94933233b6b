"""The screens follow the calls, and the soft keys act for the call they are shown for."""

import pytest
from gui_phone import START, FakePhone

from PolyLibrary.emulator.gui.port import LogEntry


def test_a_call_is_placed_by_touch_alone() -> None:
    phone = FakePhone()
    phone.gui.tap(60, 254)
    assert phone.gui.screen == "dialer"
    for digit in "1002":
        phone.touch(next(key["box"] for key in phone.gui.describe()["keys"] if key["name"] == digit))
    assert phone.gui.describe()["fields"][0]["value"] == "1002"
    phone.soft("Send")
    assert phone.did[-1] == ("dial", "1002")
    assert phone.gui.screen == "active call"
    assert phone.text_of("state") == "Calling"
    assert phone.labels() == ["New Call", "End Call"]
    phone.far_answers(seconds=65)
    assert (phone.text_of("name"), phone.text_of("timer")) == ("Bob", "01:05")
    phone.soft("End Call")
    assert phone.gui.screen == "idle"


def test_the_erase_key_takes_the_last_digit_back() -> None:
    phone = FakePhone()
    phone.soft("New Call")
    assert not any(key["name"] == "<<" for key in phone.gui.describe()["keys"])
    phone.gui.key("Dialpad1")
    phone.gui.key("DialpadPound")
    phone.touch(next(key["box"] for key in phone.gui.describe()["keys"] if key["name"] == "<<"))
    assert phone.did[-1] == ("type_digits", "1")
    phone.gui.key("Delete")
    assert phone.did[-1] == ("type_digits", "")
    assert phone.gui.screen == "dialer"


def test_on_hook_nothing_is_sent_before_send_and_the_field_is_forgotten_when_nobody_comes_back() -> None:
    phone = FakePhone()
    phone.gui.key("dialpad5")
    phone.gui.key("Dialpad6")
    assert phone.gui.screen == "dialer"
    phone.clock.pass_time(39)
    assert phone.did == []
    assert phone.gui.screen == "dialer"
    phone.clock.pass_time(2)
    assert phone.gui.screen == "idle"
    phone.gui.key("Dialpad7")
    phone.soft("Send")
    assert phone.did == [("dial", "7")]
    phone.soft("End Call")
    assert phone.gui.screen == "idle"


def test_a_pop_up_gives_way_to_the_calls_screen_after_ten_seconds() -> None:
    phone = FakePhone()
    key = phone.ring("1002")
    assert phone.gui.screen == "incoming call"
    assert phone.text_of("name") == "Bob"
    assert phone.labels() == ["Answer", "Reject", "Ignore", "Forward"]
    phone.clock.pass_time(9.9)
    assert phone.gui.screen == "incoming call"
    phone.clock.pass_time(0.2)
    assert phone.gui.screen == "calls"
    phone.soft("Answer")
    assert phone.did == [("answer", key)]
    assert phone.gui.screen == "active call"


def test_an_ignored_call_stays_shown_without_ignore() -> None:
    phone = FakePhone()
    phone.ring()
    phone.soft("Ignore")
    assert phone.gui.screen == "incoming call"
    assert phone.gui.describe()["soft_key_pages"] == [["Answer", "Reject", "", "Forward"]]


def test_a_call_that_goes_away_leaves_the_screen_as_it_was() -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    key = phone.ring()
    assert phone.gui.screen == "incoming call"
    phone.miss(key)
    assert phone.gui.screen == "home"
    phone.talk()
    assert phone.gui.screen == "active call"
    phone.soft("End Call")
    assert phone.gui.screen == "home"


def test_a_second_call_pops_up_over_the_first() -> None:
    phone = FakePhone()
    first = phone.talk("1002")
    second = phone.ring("1003")
    assert phone.gui.screen == "incoming call"
    assert phone.text_of("name") == "Carol"
    phone.soft("Answer")
    assert phone.did[-1] == ("answer", second)
    assert (phone.gui.screen, phone.text_of("name")) == ("active call", "Carol")
    line = next(label for label in phone.gui.describe()["labels"] if label["name"] == "line")
    assert line["detail"] == "2 of 2"
    phone.touch(line["box"])
    assert [row["text"] for row in phone.gui.describe()["rows"]] == ["Bob", "Carol"]
    phone.touch(phone.gui.describe()["rows"][0]["box"])
    phone.soft("Resume")
    assert phone.did[-1] == ("resume", first)
    assert (phone.gui.screen, phone.text_of("name")) == ("active call", "Bob")


def test_forward_while_ringing_takes_a_number() -> None:
    phone = FakePhone()
    key = phone.ring()
    phone.soft("Forward")
    assert phone.gui.screen == "field"
    phone.soft("Send")
    assert phone.did == []
    phone.soft("Cancel")
    assert phone.gui.screen == "incoming call"
    phone.soft("Forward")
    for digit in "1003":
        phone.gui.key(f"Dialpad{digit}")
    phone.soft("Send")
    assert phone.did == [("deflect", key, "1003")]
    assert phone.gui.screen == "idle"


def test_the_number_field_goes_with_the_call() -> None:
    phone = FakePhone()
    key = phone.ring()
    phone.soft("Forward")
    phone.miss(key)
    assert phone.gui.screen == "idle"


@pytest.mark.parametrize("reason", ["Busy", "Not Found", "No answer"])
def test_a_failed_call_shows_why(reason: str) -> None:
    phone = FakePhone()
    phone.gui.key("Dialpad9")
    phone.soft("Send")
    key = phone.call_list[0].key
    phone.set_state(key, state="Disconnected", reason=reason)
    assert phone.gui.screen == "active call"
    assert phone.text_of("state") == reason
    phone.remove(key)
    assert phone.gui.screen == "idle"


def test_hold_resume_mute_by_soft_key_and_by_hard_key() -> None:
    phone = FakePhone()
    key = phone.talk()
    phone.soft("Hold")
    assert phone.text_of("state") == "Hold"
    assert phone.gui.describe()["soft_key_pages"] == [
        ["Resume", "New Call", "Transfer", "More"],
        ["Conference", "", "", "More"],
    ]
    phone.soft("Resume")
    phone.gui.key("Hold")
    phone.gui.key("hold")
    assert phone.did[1:] == [("hold", key), ("resume", key), ("hold", key), ("resume", key)]
    phone.gui.key("MicMute")
    assert phone.muted
    assert "mute" in [icon["name"] for icon in phone.gui.describe()["icons"]]
    phone.soft("More")
    assert phone.labels() == ["Conference", "New Call", "Unmute", "More"]
    phone.soft("Unmute")
    assert not phone.muted
    assert phone.labels() == ["Hold", "End Call", "Transfer", "More"], "after a soft key its set begins anew"
    phone.soft("More")
    assert phone.labels() == ["Conference", "New Call", "Mute", "More"]


def test_a_screen_that_is_shown_anew_begins_with_its_first_page_of_soft_keys() -> None:
    phone = FakePhone()
    phone.soft("More")
    assert phone.labels()[0] == "Redial"
    phone.gui.key("Home")
    phone.gui.key("Home")
    assert phone.gui.screen == "idle"
    assert phone.labels()[0] == "New Call"


def test_a_soft_key_that_changes_nothing_but_a_word_begins_anew_as_well() -> None:
    phone = FakePhone()
    phone.soft("More")
    phone.soft("Redial")
    assert phone.gui.describe()["notice"] is not None
    assert phone.labels()[0] == "New Call"


def test_home_in_a_call_has_a_bar_back_to_the_call() -> None:
    phone = FakePhone()
    phone.talk()
    phone.gui.key("Home")
    bar = phone.gui.describe()["call_bar"]
    assert bar is not None
    assert (bar["text"], bar["detail"]) == ("Bob", "00:00")
    phone.touch(bar["box"])
    assert phone.gui.screen == "active call"
    phone.gui.key("Home")
    phone.gui.key("Home")
    assert phone.gui.screen == "active call"
    phone.soft("End Call")
    assert phone.gui.screen == "idle"


def test_redial_dials_the_newest_placed_number_or_says_that_there_is_none() -> None:
    phone = FakePhone()
    phone.gui.key("Redial")
    assert phone.did == []
    assert phone.gui.describe()["notice"] is not None
    phone.logs["Placed"] = [LogEntry("Placed", "", number, 1, START, None) for number in ("1004", "1002")]
    phone.soft("More")
    phone.soft("Redial")
    assert phone.did == [("dial", "1004")]


def test_the_speaker_key_answers_dials_and_hangs_up() -> None:
    phone = FakePhone()
    key = phone.ring()
    phone.gui.key("Handsfree")
    assert phone.did == [("answer", key)]
    phone.gui.key("Headset")
    assert phone.did == [("answer", key)]
    assert "headset" in [icon["name"] for icon in phone.gui.describe()["icons"]]
    phone.gui.key("Headset")
    assert phone.did[-1] == ("end", key)
    phone.gui.key("Dialpad3")
    phone.gui.key("Handsfree")
    assert phone.did[-1] == ("dial", "3")


def test_boot_shows_the_boot_screen_and_takes_no_input() -> None:
    phone = FakePhone(boots=True)
    assert phone.gui.screen == "boot"
    assert not phone.gui.tap(438, 254)
    assert phone.gui.key("Home")
    assert phone.gui.screen == "boot"
    phone.boot(True)
    assert phone.gui.screen == "idle"
    phone.gui.key("Home")
    phone.boot(False)
    assert phone.gui.screen == "boot"
    phone.boot(True)
    phone.gui.reset()
    assert phone.gui.screen == "idle"


def test_without_a_clock_no_timer_runs() -> None:
    phone = FakePhone()
    from PolyLibrary.emulator.gui.gui import Gui

    phone.gui = Gui(phone, 480, 272)
    phone.ring()
    phone.clock.pass_time(100)
    assert phone.gui.screen == "incoming call"

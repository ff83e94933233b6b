"""Hands at virtual phones over the control port: what they do is what the phone then shows."""

from collections.abc import Callable
from typing import Any

import pytest
from handset import PASSWORD, Handset, reach_of, until

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

Do = Callable[..., dict[str, Any]]
Ask = Callable[..., tuple[int, dict[str, Any]]]


def widget(phone: Handset, kind: str, text: str) -> tuple[int, int]:
    def look() -> tuple[int, int]:
        found = next(each for each in phone.phone.gui.scene().widgets if each.kind == kind and each.text == text)
        return found.box.centre

    return phone.fleet.run(look)


def screen(phone: Handset) -> str:
    return phone.fleet.run(lambda: phone.phone.gui.screen)


def touches(phone: Handset) -> list[str]:
    return [line.partition("detected at ")[2] for line in phone.log_text().splitlines() if "onFilteredMouse" in line]


@pytest.fixture(autouse=True)
def _home(alice: Handset) -> None:
    alice.fleet.run(alice.phone.gui.reset)


def test_a_finger_presses_what_is_drawn(do: Do, alice: Handset) -> None:
    x, y = widget(alice, "soft key", "New Call")
    assert do("touch", phone="1001", x=x, y=y) == {"pressed": True}
    assert alice.states() == [("Dialtone", "1*")]
    assert screen(alice) == "dialer"


def test_where_nothing_is_drawn_it_presses_nothing(do: Do) -> None:
    assert do("touch", phone="1001", x=470, y=60) == {"pressed": False}


def test_it_is_logged_as_a_simulated_touch_is(do: Do, alice: Handset) -> None:
    alice.configure(log__level__change__pgui="0", log__render__level="0")
    before = len(touches(alice))
    do("touch", phone=alice.reach.mac, x=11, y=22)
    alice.post("v1/mgmt/simulateTouch", Type="Tap", Positions=[{"X": "11", "Y": "22"}])
    by_hand, simulated = touches(alice)[before : before + 2], touches(alice)[before + 2 :]
    assert by_hand == simulated == ["(x,y)=(11,22), state = 1, wheel = 0", "(x,y)=(11,22), state = 0, wheel = 0"]


def test_a_finger_may_stay(do: Do, ask: Ask, alice: Handset) -> None:
    x, y = widget(alice, "soft key", "New Call")
    do("touch-down", phone="Alice", x=x, y=y)
    assert screen(alice) == "idle"
    assert ask("touch", phone="Alice", x=x, y=y)[1]["wanted"] == "A finger is on the panel of Alice already."
    do("touch-up", phone="Alice", x=x, y=y)
    assert screen(alice) == "dialer"
    assert ask("touch-up", phone="Alice", x=x, y=y)[1]["wanted"] == "No finger is on the panel of Alice."


def test_it_is_drawn_over_the_screen(do: Do, alice: Handset) -> None:
    alice.configure(log__level__change__pgui="0", log__render__level="0")
    before = len(touches(alice))
    do("swipe", phone="1001", x=68, y=121, to_x=320, to_y=156, seconds=0.1)
    assert touches(alice)[before:] == ["(x,y)=(68,121), state = 1, wheel = 0", "(x,y)=(320,156), state = 0, wheel = 0"]


def test_a_long_touch_and_a_long_key_press_long(do: Do, alice: Handset) -> None:
    """On the digit 0 a hold gives + (chosen)."""
    x, y = widget(alice, "soft key", "New Call")
    do("touch", phone="1001", x=x, y=y)
    x, y = widget(alice, "key", "0")
    do("touch", phone="1001", x=x, y=y)
    do("touch", phone="1001", x=x, y=y, hold=1.1)
    do("key", phone="1001", key="Dialpad0", hold=1.1)
    fields = alice.fleet.run(lambda: [each.value for each in alice.phone.gui.scene().widgets if each.kind == "field"])
    assert fields == ["0++"]


def test_keys_are_pressed_also_where_the_firmware_cannot_simulate_them(do: Do, alice: Handset) -> None:
    assert alice.http.post(alice.url("/api/v1/mgmt/simulateKeyEvent"), data=b"{}").status_code == 404
    assert do("key", phone="1001", key="dialpad 5") == {"key": "Dialpad5"}
    assert screen(alice) == "dialer"


def test_the_handset_answers_and_ends(do: Do, alice: Handset, bob: Handset) -> None:
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    alice.shows("Offering")
    do("handset", phone="1001", lifted=True)
    alice.shows("Connected")
    do("handset", phone="1001", lifted=False)
    until(lambda: alice.calls() == [])


def test_a_handset_takes_the_sound_of_the_speaker(do: Do, alice: Handset, bob: Handset) -> None:
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    alice.shows("Offering")
    do("key", phone="1001", key="Handsfree")
    alice.shows("Connected")
    do("handset", phone="1001", lifted=False)
    assert alice.states() == [("Connected", "1*")], "a handset that nobody has lifted ends nothing"
    do("handset", phone="1001", lifted=True)
    do("handset", phone="1001", lifted=False)
    until(lambda: alice.calls() == [])


def test_lifted_at_rest_there_is_a_dial_tone(do: Do, alice: Handset) -> None:
    do("handset", phone="1001", lifted=True)
    assert alice.states() == [("Dialtone", "1*")]
    do("handset", phone="1001", lifted=False)
    assert alice.calls() == []


@pytest.mark.parametrize(
    ("model", "action", "arguments", "wanted"),
    [
        ("VVX150", "touch", {"x": 1, "y": 1}, "The panel of a VVX 150 feels no finger."),
        ("Trio8800", "handset", {"lifted": True}, "A Trio 8800 has no handset."),
    ],
)
def test_what_a_phone_has_not_cannot_be_used(model: str, action: str, arguments: dict[str, Any], wanted: str) -> None:
    import requests

    with Fleet() as fleet:
        fleet.start([PhoneSetup(name="Odd", number="1", password=PASSWORD, model=model)])
        access = fleet.control()
        sent = {"phone": "1", **arguments}
        reply = requests.post(
            f"{access.url}/{action}", json=sent, headers={"Authorization": f"Bearer {access.token}"}, timeout=5
        )
        assert (reply.status_code, reply.json()["error"]["wanted"]) == (400, wanted)


# Power
def test_without_power_ports_refuse_and_calls_are_gone(
    do: Do, ask: Ask, alice: Handset, bob: Handset, gone: Callable[[], bool]
) -> None:
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    alice.shows("Offering")
    alice.post("v1/callctrl/answerCall")
    bob.shows("Connected")
    assert do("power", phone="1001", on=False) == {"before": True}
    assert gone()
    bob.shows("Disconnected")
    assert do("power", phone="1001", on=False) == {"before": False}
    assert ask("key", phone="1001", key="Home")[1]["wanted"].startswith("Alice is unplugged")
    ports = alice.phone.listener.ports
    assert do("power", phone="1001", on=True) == {"before": False}
    until(lambda: not gone())
    assert alice.phone.listener.ports == ports
    until(lambda: alice.phone.life.ready)
    assert alice.calls() == []
    assert alice.phone.life.uptime < 5


def test_calls_to_a_phone_without_power_fail(do: Do, bob: Handset) -> None:
    do("power", phone="1001", on=False)
    bob.fleet.run(lambda: bob.phone.desk.dial("1001"))
    bob.shows("Disconnected")
    assert bob.fleet.run(lambda: bob.phone.desk.legs[0].reason) == "Unavailable"


def test_a_restart_that_is_cut_off_is_forgotten(do: Do, alice: Handset, gone: Callable[[], bool]) -> None:
    until(lambda: alice.post("v1/mgmt/safeRestart") == "2000")
    until(gone)
    do("power", phone="1001", on=False)
    assert alice.phone.life.pending is None
    boots = alice.phone.life.boots
    do("power", phone="1001", on=True)
    until(lambda: alice.phone.life.ready)
    assert alice.phone.life.boots == boots + 1


def test_nothing_is_said_before_and_channels_come_back(do: Do, alice: Handset) -> None:
    """A graceful restart tells that lines unregister, a power failure does not; push is there again afterwards."""
    alice.configure(apps__push__messageType="5", apps__push__username="u", apps__push__password="p")
    assert alice.http.post(alice.url("/push"), data=b"").status_code == 401
    alice.fleet.run(alice.phone.log.clear)
    do("power", phone="1001", on=False)
    assert "Restarting" not in alice.log_text()
    do("power", phone="1001", on=True)
    until(lambda: alice.phone.life.ready)
    assert alice.http.post(alice.url("/push"), data=b"").status_code == 401


def test_settings_survive_and_the_log_does_not(do: Do, alice: Handset) -> None:
    alice.configure(up__backlight__timeout="30")
    alice.fleet.run(lambda: alice.phone.log.write("so", "*", "the line before"))
    do("power", phone="1001", on=False)
    do("power", phone="1001", on=True)
    until(lambda: alice.phone.life.ready)
    assert alice.fleet.run(lambda: alice.phone.config.text("up.backlight.timeout")) == "30"
    assert "the line before" not in alice.log_text()


def test_a_phone_found_by_label_needs_that_to_be_one(fleet: Fleet, do: Do, ask: Ask) -> None:
    twins = [PhoneSetup(name="Twin", number=number, password=PASSWORD) for number in ("2001", "2002")]
    reaches = fleet.start(twins)
    assert ask("key", phone="twin", key="Home")[0] == 400
    assert do("key", phone=reaches[0].mac, key="Home")
    assert reach_of(fleet.phones["2002"]) == reaches[1]

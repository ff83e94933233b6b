"""Pushes of a phone in use: switched on when needed, put back, judged for emergency numbers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from session_fakes import FakePhone, call, session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, PathMissing, Unreachable, UsageError
from PolyLibrary.lab.entries import Login
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.digest import Credentials, PageOff
from PolyLibrary.phone.push import PushResult
from PolyLibrary.redaction import Password
from PolyLibrary.session.channels.push import USER, push_actions, pushing
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.touch.touching import dial_digits, press_key, tap
from PolyLibrary.terms import Version

SOON = Deadline(5)
TYPE, NAME, WORD = "apps.push.messageType", "apps.push.username", "apps.push.password"
REQUIRED, ENABLED = "apps.push.secureTunnelRequired", "apps.push.secureTunnelEnabled"
ROOT = "apps.push.serverRootURL"
CHECKED = (
    "A phone says so of a push that it drops as well; checked before: every action is one that phones know, "
    "not over 2048 bytes, apps.push.messageType=5 lets in Critical"
)
TAKEN = PushResult(True, "Push Message will be displayed successfully", 0.01)


class PushedPhone(FakePhone):
    """A phone whose push page follows its configuration, as real ones do."""

    def __init__(self, *readings: Any) -> None:
        super().__init__(*readings)
        self.config.values |= {
            name: ConfigValue(value, "default")
            for name, value in {TYPE: "0", NAME: "", WORD: "", REQUIRED: "0", ENABLED: "1"}.items()
        }
        self.secret = ""
        self.tunnel: Callable[[], bool] = lambda: True
        self.result = TAKEN
        self.error: Exception | None = None
        self.transport.scheme = "https"

    def push(self, login: Credentials) -> Any:
        return SimpleNamespace(send=lambda actions, deadline, priority: self._push(login, actions, priority))

    def _push(self, login: Credentials, actions: Sequence[str], priority: str) -> PushResult:
        values = {name: value.value for name, value in self.config.values.items()}
        if not (values[TYPE] == "5" and values[NAME] == login.user and self.tunnel()):
            raise PageOff("alice: POST /push: this phone takes no pushes.", seen="HTTP 404.", hint="set it.")
        self.sent.append(("push", tuple(actions), priority))
        if self.error is not None:
            raise self.error
        return self.result

    @property
    def pushed(self) -> list[tuple[str, ...]]:
        return [each[1] for each in self.sent if each[0] == "push"]

    @property
    def settings(self) -> list[dict[str, str]]:
        return [each[1] for each in self.sent if each[0] == "set"]


def with_login(made: PhoneSession) -> PhoneSession:
    """The phone with a login in the lab file."""
    made.entry = replace(made.entry, push=Login("lab", Password("walnut-33", "lab")))
    return made


# Switching on ------------------------------------------------------------------------------------------------


def test_push_is_switched_on_once_and_put_back() -> None:
    phone = PushedPhone()
    alice = session(phone)
    for _ in range(2):
        assert str(push_actions(alice, ["key:home"], SOON)) == f"pushed Key:Home: taken by the phone. {CHECKED}"
    [values] = phone.settings
    assert (values[TYPE], values[NAME]) == ("5", USER)
    assert len(values[WORD]) >= 12
    assert phone.pushed == [("Key:Home",)] * 2
    assert [step.text for step in alice.steps.last(9, kind="note")] == [
        f"push is switched on with {TYPE}, {NAME}, {WORD} (put back with the configuration)"
    ]
    alice.config.restore_all(SOON)
    assert (phone.config.values[TYPE].value, phone.config.values[NAME].value) == ("0", "")
    alice.close()
    assert phone.settings[-1] == {WORD: ""}
    assert phone.closed


def test_push_that_was_put_back_is_switched_on_again() -> None:
    phone = PushedPhone()
    alice = session(phone)
    push_actions(alice, ["Key:Home"], SOON)
    alice.config.restore_all(SOON)
    push_actions(alice, ["Key:Menu"], SOON)
    assert phone.pushed == [("Key:Home",), ("Key:Menu",)]


def test_what_an_outer_suite_switched_on_is_looked_at_once_more_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    phone = PushedPhone()
    alice = session(phone)
    push_actions(alice, ["Key:Home"], SOON)
    alice.config.enter_suite()
    read: list[list[str]] = []
    get = phone.config.get
    monkeypatch.setattr(phone.config, "get", lambda names, until: read.append(list(names)) or get(names, until))
    for _ in range(3):
        push_actions(alice, ["Key:Menu"], SOON)
    assert read == [[TYPE, NAME]]
    alice.config.leave_suite()
    alice.config.restore_all(SOON)
    push_actions(alice, ["Key:Home"], SOON)
    assert len(phone.pushed) == 5


def test_push_that_somebody_switched_off_is_switched_on_again() -> None:
    phone = PushedPhone()
    alice = session(phone)
    push_actions(alice, ["Key:Home"], SOON)
    phone.config.values[TYPE] = ConfigValue("0", "web")
    push_actions(alice, ["Key:Menu"], SOON)
    assert phone.settings[-1] == {TYPE: "5"}
    assert phone.pushed == [("Key:Home",), ("Key:Menu",)]


def test_the_password_stays_secret() -> None:
    phone = PushedPhone()
    alice = session(phone)
    push_actions(alice, ["Key:Home"], SOON)
    alice.steps.record("alice", "note", f"it is {phone.settings[0][WORD]}")
    assert alice.steps.last(1)[0].text == "it is ***"


def test_the_login_of_the_lab_file_is_used_and_set_where_there_is_none() -> None:
    phone = PushedPhone()
    alice = with_login(session(phone))
    push_actions(alice, ["Key:Home"], SOON)
    assert phone.settings == [{TYPE: "5", NAME: "lab", WORD: "walnut-33"}]
    alice.config.restore_all(SOON)
    alice.close()
    assert {WORD: ""} not in phone.settings


def test_a_phone_that_has_the_lab_file_login_is_not_changed() -> None:
    phone = PushedPhone()
    phone.config.values |= {TYPE: ConfigValue("5", "config"), NAME: ConfigValue("lab", "config")}
    push_actions(with_login(session(phone)), ["Key:Home"], SOON)
    assert phone.settings == []


def test_a_phone_that_takes_one_priority_only_takes_all() -> None:
    phone = PushedPhone()
    phone.config.values |= {TYPE: ConfigValue("4", "config"), NAME: ConfigValue("lab", "config")}
    push_actions(with_login(session(phone)), ["Key:Home"], SOON, priority="normal")
    assert phone.settings == [{TYPE: "5"}]
    assert phone.sent[-1] == ("push", ("Key:Home",), "Normal")


def test_the_login_of_somebody_else_is_left_alone() -> None:
    phone = PushedPhone()
    phone.config.values |= {TYPE: ConfigValue("5", "config"), NAME: ConfigValue("Push", "config")}
    alice = session(phone)
    with pytest.raises(NotPossible) as caught:
        push_actions(alice, ["Key:Home"], SOON)
    assert str(caught.value) == (
        f"{alice.title}: XML push cannot be used.\n"
        "Seen:  the phone has the push login of user 'Push'; its password cannot be read, so it is left alone.\n"
        "Next:  write push: {user: Push, password: ...} for the phone into the lab file, or clear apps.push.username."
    )
    with pytest.raises(NotPossible) as caught:
        press_key(alice, "Home", SOON)
    assert caught.value.wanted == f"The key 'Home' of {alice.title} cannot be pressed by any request."
    assert caught.value.seen.startswith("simulateKeyEvent exists on VVX phones from firmware 6.0 on; this one runs 5.9")
    assert "XML push (Key:): the phone has the push login of user 'Push'" in caught.value.seen
    assert phone.sent == []


def test_a_login_that_an_earlier_run_left_is_made_anew() -> None:
    phone = PushedPhone()
    phone.config.values |= {TYPE: ConfigValue("5", "web"), NAME: ConfigValue(USER, "web")}
    push_actions(session(phone), ["Key:Home"], SOON)
    assert list(phone.settings[0]) == [NAME, WORD]


@pytest.mark.parametrize(("scheme", "name", "value"), [("http", REQUIRED, "0"), ("https", ENABLED, "1")])
def test_the_tunnel_is_opened_where_push_is_on_but_not_there(scheme: str, name: str, value: str) -> None:
    phone = PushedPhone()
    phone.transport.scheme = scheme
    phone.tunnel = lambda: phone.config.values[name] == ConfigValue(value, "web")
    push_actions(session(phone), ["Key:Home"], SOON)
    assert phone.settings[-1] == {name: value}
    assert phone.pushed == [("Key:Home",)]


def test_a_phone_that_takes_no_pushes_at_all() -> None:
    phone = PushedPhone()
    phone.tunnel = lambda: False
    with pytest.raises(PageOff):
        push_actions(session(phone), ["Key:Home"], SOON)
    assert phone.pushed == []


def test_a_phone_without_these_parameters() -> None:
    phone = PushedPhone()
    del phone.config.values[TYPE]
    with pytest.raises(NotPossible, match="XML push cannot be used") as caught:
        pushing(session(phone)).send(["Key:Home"], SOON)
    assert TYPE in caught.value.seen


def test_a_push_is_sent_once_whatever_comes_of_it() -> None:
    phone = PushedPhone()
    phone.error = Unreachable("alice: the connection broke off.")
    with pytest.raises(Unreachable):
        push_actions(session(phone), ["Key:Home"], SOON)
    assert phone.pushed == [("Key:Home",)]


# Keys --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hardware", ["VVX600", "Trio8800", "CCX600"])
def test_keys_are_pushed_where_no_request_presses_them(hardware: str) -> None:
    phone = PushedPhone()
    alice = session(phone, hardware=hardware)
    assert press_key(alice, "vol up", SOON).how == "key 'vol up' by XML push (Key:VolUp): taken by the phone"
    tap(alice, "key:Home", SOON, times=2)
    assert phone.pushed == [("Key:VolUp",), ("Key:Home", "Key:Home")]
    assert alice.last_action is not None


def test_a_phone_that_lacks_the_path_of_key_events_is_pushed() -> None:
    phone = PushedPhone()
    alice = session(phone)
    alice.info = phone.told.__class__(**{**vars(phone.told), "firmware": Version("6.3.0.1")})

    def missing(key: str, deadline: Deadline) -> None:
        raise PathMissing("no simulateKeyEvent")

    phone.keys.press = missing
    assert "by XML push (Key:Home)" in press_key(alice, "Home", SOON).how
    with pytest.raises(PathMissing):
        press_key(alice, "Back", SOON)


def test_an_answer_that_is_not_the_known_one_is_told() -> None:
    phone = PushedPhone()
    phone.result = PushResult(False, "OK", 0.01)
    assert str(push_actions(session(phone), ["Tel:1002"], SOON)) == (
        f"pushed Tel:1002: sent, maybe not shown (the phone said: OK). {CHECKED}"
    )


def test_a_sound_needs_a_server_to_come_from() -> None:
    phone = PushedPhone()
    phone.config.values[ROOT] = ConfigValue("", "default")
    alice = session(phone)
    with pytest.raises(UsageError) as caught:
        push_actions(alice, ["Key:Home", "Play:bell.wav"], SOON)
    assert str(caught.value) == (
        "alice (VVX 600, 5.9.3.2857, virtual): Play: has no server to fetch a sound from.\n"
        "Seen:  apps.push.serverRootURL is empty; the phone would drop the push without a word.\n"
        "Next:  Set Config    apps.push.serverRootURL=http://10.1.2.3/sounds"
    )
    assert phone.pushed == []
    phone.config.values[ROOT] = ConfigValue("http://10.1.2.3", "web")
    assert str(push_actions(alice, ["Play:bell.wav"], SOON)).endswith(f"{CHECKED}, sounds come from http://10.1.2.3")


def test_a_normal_push_to_a_busy_phone_waits() -> None:
    phone = PushedPhone([call("Connected")])
    said = str(push_actions(session(phone), ["Key:Home"], SOON, priority="normal"))
    assert said.endswith("lets in Normal, the phone has a call, and a push of priority Normal waits for its end")


# Emergency numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "actions",
    [
        ["Tel:911"],
        [r"tel:\9-911;line2"],
        ["Key:Home", "tel:112;ext=1"],
        ["SoftKey:Fetch;tel:911"],
        ["Key:DialPad9", "Key:DialPad1", "Key:1"],
        ["Key:5", "Key:Home", "Key:1", "Key:1", "Key:2"],
        ["Key:1", "Key:1", "Key:3", "Key:Backspace", "Key:2"],
        ["SoftKey:Fetch;Key:9", "Key:1", "Key:1"],
    ],
)
def test_emergency_numbers_are_refused_before_anything_is_sent(actions: list[str]) -> None:
    phone = PushedPhone()
    with pytest.raises(UsageError, match="is an emergency number"):
        push_actions(session(phone, virtual=False), actions, SOON)
    assert phone.sent == []


def test_digits_are_collected_over_keys_pushes_and_the_drawn_pad() -> None:
    phone = PushedPhone([call("Dialtone", "")])
    alice = session(phone, virtual=False)
    press_key(alice, "9", SOON)
    push_actions(alice, ["Key:DialPad1"], SOON)
    for press in (
        lambda: press_key(alice, "Dialpad1", SOON),
        lambda: push_actions(alice, ["Key:1"], SOON),
        lambda: dial_digits(alice, "1", False, SOON),
    ):
        with pytest.raises(UsageError, match="911 is an emergency number"):
            press()
    assert phone.pushed == [("Key:DialPad9",), ("Key:DialPad1",)]


def test_digits_before_something_else_are_judged_with_and_without() -> None:
    phone = PushedPhone([])
    alice = session(phone, virtual=False)
    press_key(alice, "5", SOON)
    alice.acted()
    press_key(alice, "1", SOON)
    press_key(alice, "1", SOON)
    with pytest.raises(UsageError, match="112 is an emergency number"):
        press_key(alice, "2", SOON)


def test_digits_before_a_pause_are_judged_with_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PolyLibrary.session.calls.typed._OLD", -1.0)
    phone = PushedPhone([])
    alice = session(phone, virtual=False)
    press_key(alice, "5", SOON)
    with pytest.raises(UsageError, match="112 is an emergency number"):
        push_actions(alice, ["Key:1", "Key:1", "Key:2"], SOON)


def test_a_longer_number_is_none() -> None:
    phone = PushedPhone([call("Dialtone", "")])
    alice = session(phone, virtual=False)
    push_actions(alice, [f"Key:{digit}" for digit in "51121"], SOON)
    assert alice.typed == "51121"


def test_digits_in_a_call_are_free() -> None:
    phone = PushedPhone([call("Connected")])
    alice = session(phone, virtual=False)
    push_actions(alice, ["Key:1", "Key:1", "Key:2"], SOON)
    press_key(alice, "1", SOON)
    assert alice.typed == ""
    phone.readings = [[call("CallHold"), call("Dialtone", "", handle=2)]]
    with pytest.raises(UsageError, match="112 is an emergency number"):
        push_actions(alice, ["Key:1", "Key:1", "Key:2"], SOON)


def test_a_pushed_number_counts_as_dialled() -> None:
    alice = session(PushedPhone())
    push_actions(alice, [r"Tel:\1002;line1"], SOON)
    assert alice.dialled is not None
    assert alice.dialled.number == "1002"


def test_what_no_phone_knows_is_refused_before_anything_is_sent() -> None:
    phone = PushedPhone()
    for actions, priority in ((["Kee:Home"], "Critical"), ([], "Critical"), (["Key:Home"], "Urgent")):
        with pytest.raises(UsageError):
            push_actions(session(phone), actions, SOON, priority=priority)
    assert phone.sent == []

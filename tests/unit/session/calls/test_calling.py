"""Acting on calls: each action is sent once, and what is lost is looked after."""

from typing import Any

import pytest
from session_fakes import FakePhone, call, session, who

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, PhoneRefused, Unreachable, UsageError
from PolyLibrary.session.calls import calling
from PolyLibrary.session.phone_session import PhoneSession

AT_ONCE = Deadline(0)
TALK = call("Connected")
RING = call("Offering", "1003", handle=0x20, incoming=True, focused=False)
HELD = call("CallHold", "1004", handle=0x30, focused=False)


def at(*readings: Any, **more: Any) -> tuple[PhoneSession, FakePhone]:
    phone = FakePhone(*readings)
    return session(phone, **more), phone


def lost(*, unknown: bool = True) -> Unreachable:
    error = Unreachable("alice: the answer broke off.", tried="1 attempt", hint="look at the network.")
    vars(error)["effect_unknown"] = unknown
    return error


def act(alice: PhoneSession, verb: Any, which: str | None = None, **more: Any) -> str:
    return calling.act_on_call(alice, verb, which, who, AT_ONCE, **more)


def test_dialling_sends_one_request_and_remembers_it() -> None:
    alice, phone = at()
    assert calling.dial(alice, who("bob"), AT_ONCE, line=2, kind="SIP") == "by REST on line 2"
    assert phone.sent == [("dial", "1002", 2, "SIP")]
    assert (alice.dialled and alice.dialled.number) == "1002"
    assert alice.last_action is not None


@pytest.mark.parametrize("line", [0, -1, 17])
def test_a_line_that_the_phone_lacks_is_refused_before_any_request(line: int) -> None:
    alice, phone = at()
    with pytest.raises(UsageError) as caught:
        calling.dial(alice, who("bob"), AT_ONCE, line=line)
    assert str(caught.value).endswith(
        f"virtual) has no line {line}.\nSeen:  nothing was sent to the phone.\nNext:  it has lines 1 to 16."
    )
    assert phone.sent == []


@pytest.mark.parametrize("number", ["911", "sip:112@pbx", "9-911"])
def test_an_emergency_number_is_never_sent_by_a_real_phone(number: str) -> None:
    alice, phone = at([RING], virtual=False)
    for attempt in (
        lambda: calling.dial(alice, who(number), AT_ONCE),
        lambda: calling.dial(alice, who(number), AT_ONCE, via="keypad"),
        lambda: calling.deflect(alice, who(number), None, who, AT_ONCE),
    ):
        with pytest.raises(UsageError, match="is an emergency number"):
            attempt()
    assert phone.sent == []
    assert phone.looks == 0


def test_a_safe_number_of_the_lab_is_dialled() -> None:
    alice, phone = at(virtual=False, safe_numbers=("112",))
    calling.dial(alice, who("112"), AT_ONCE)
    assert phone.sent == [("dial", "112", 1, None)]


@pytest.mark.parametrize(
    ("verb", "calls", "sent"),
    [
        ("answer", [TALK, RING], ("answer", "20")),
        ("reject", [TALK, RING], ("reject", "20")),
        ("ignore", [RING], ("ignore", "20")),
        ("hold", [TALK, HELD], ("hold", "10")),
        ("resume", [TALK, HELD], ("resume", "30")),
        ("end", [TALK, RING], ("end", "10")),
    ],
)
def test_each_action_finds_its_call_and_names_it(verb: str, calls: list, sent: tuple) -> None:
    alice, phone = at(calls)
    act(alice, verb)
    assert phone.sent == [sent]


def test_the_call_is_waited_for() -> None:
    alice, phone = at([], [], [RING])
    calling.act_on_call(alice, "answer", None, who, Deadline(1))
    assert phone.sent == [("answer", "20")]


def test_no_call_to_act_on_is_told_with_all_calls() -> None:
    alice, phone = at([HELD])
    with pytest.raises(CheckFailed) as caught:
        act(alice, "answer", "bob")
    assert caught.value.wanted.endswith("virtual) has no call 'bob' to answer; answer needs Offering.")
    assert caught.value.seen == "its calls: CallHold to 1004 (call=0x30)."
    assert phone.sent == []


def test_which_of_two_must_be_said() -> None:
    alice, phone = at([TALK, call("Connected", "1005", handle=0x50, focused=False)])
    with pytest.raises(UsageError, match="has 2 calls: say which one with call="):
        act(alice, "end")
    act(alice, "end", "1005")
    assert phone.sent == [("end", "50")]


def test_soft_keys_act_on_the_call_in_focus_only() -> None:
    alice, phone = at([TALK, HELD])
    with pytest.raises(NotPossible, match="act on the call in focus, which is another one"):
        act(alice, "resume", via="soft key")
    assert phone.sent == []


def test_a_lost_answer_that_took_effect_is_a_warning() -> None:
    alice, phone = at([RING], [call("Connected", "1003", handle=0x20, incoming=True)])
    phone.action_error = lost()
    act(alice, "answer")
    assert phone.sent == [("answer", "20")]
    assert alice.steps.last(1)[0].text == (
        "Answer Offering from 1003 (call=0x20): the answer was lost, but the phone shows that it took effect."
    )


def test_a_lost_answer_without_effect_is_an_error_and_nothing_is_repeated() -> None:
    alice, phone = at([RING])
    phone.action_error = lost()
    with pytest.raises(Unreachable) as caught:
        act(alice, "answer")
    assert str(caught.value) == (
        "Answer Offering from 1003 (call=0x20) on alice (VVX 600, 5.9.3.2857, virtual): the answer was lost and no "
        "effect is seen.\n"
        "Seen:  its calls after it: Offering from 1003 (call=0x20).\n"
        "Tried: sent once, never repeated; 1 attempt\n"
        "Next:  look at the network."
    )
    assert phone.sent == [("answer", "20")]


def test_what_was_never_sent_is_not_looked_after() -> None:
    alice, phone = at([RING])
    phone.action_error = lost(unknown=False)
    with pytest.raises(Unreachable, match="the answer broke off"):
        act(alice, "answer")
    assert phone.looks == 1


def test_a_phone_that_cannot_be_looked_at_either_tells_the_first_error() -> None:
    alice, phone = at([RING], Unreachable("second"))
    phone.action_error = lost()
    with pytest.raises(Unreachable, match="the answer broke off"):
        act(alice, "answer")


def test_swapping_needs_one_active_and_one_held_call() -> None:
    alice, phone = at([TALK, HELD])
    calling.swap(alice, AT_ONCE)
    assert phone.sent == [("resume", "30")]
    for calls in ([TALK], [TALK, RING], [TALK, HELD, RING], []):
        with pytest.raises(CheckFailed, match="has no two calls to swap: one active, one held here"):
            calling.swap(at(calls)[0], AT_ONCE)


def test_everything_is_ended_each_call_in_its_own_way() -> None:
    resumed = call("Connected", "1004", handle=0x30)
    alice, phone = at([RING, TALK, HELD], [TALK, HELD], [HELD], [resumed], [])
    alice.typed = "12"
    ended = calling.end_everything(alice, Deadline(1))
    assert phone.sent == [("reject", "20"), ("end", "10"), ("resume", "30"), ("end", "30")]
    assert len(ended) == 3, "a held call that was resumed first is one call"
    assert alice.typed == ""


def test_a_far_end_that_was_quicker_is_no_error() -> None:
    alice, phone = at([TALK], [])
    phone.action_error = PhoneRefused("4007", status="4007")
    assert calling.end_everything(alice, Deadline(1)) == []


def test_a_phone_that_does_not_become_idle_is_told() -> None:
    alice, phone = at([TALK])
    with pytest.raises(CheckFailed) as caught:
        calling.end_everything(alice, Deadline(0.05))
    assert phone.sent == [("end", "10")], "no action is repeated"
    assert caught.value.wanted == "alice (VVX 600, 5.9.3.2857, virtual) does not become idle."
    assert "; ended: Connected to 1002 (call=0x10)" in caught.value.tried


def test_an_idle_phone_is_left_alone() -> None:
    alice, phone = at([])
    assert calling.end_everything(alice, AT_ONCE) == []
    assert phone.sent == []

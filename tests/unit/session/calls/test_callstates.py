"""The words for the state of a call."""

import pytest

from PolyLibrary.errors import UsageError
from PolyLibrary.session.calls.callstates import parse_state, parse_states, spoken
from PolyLibrary.terms import CallState


@pytest.mark.parametrize("state", list(CallState))
def test_the_phones_own_words_in_any_case(state: CallState) -> None:
    assert parse_state(state.value) == parse_state(state.value.lower()) == parse_state(state.value.upper()) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("held here", CallState.CALL_HOLD),
        ("Held Elsewhere", CallState.CALL_HELD),
        ("call hold", CallState.CALL_HOLD),
        ("ring back", CallState.RINGBACK),
    ],
)
def test_ours_and_spaces(text: str, state: CallState) -> None:
    assert parse_state(text) == state


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ringing", "Offering"),
        ("active", "Connected"),
        ("held", "CallHeld"),
        ("hold", "CallHold"),
        ("dialling", "Setup"),
        ("none", "Idle"),
    ],
)
def test_a_colloquial_word_is_answered_with_the_phones(text: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_state(text)
    assert str(caught.value) == f"There is no call state '{text}'.\nNext:  the phone's own word is '{meant}'."


def test_a_slip_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        parse_state("Conected")
    assert str(caught.value) == (
        "There is no call state 'Conected'.\nNext:  did you mean 'Connected' or 'Disconnected'?"
    )


def test_either_of_two() -> None:
    assert parse_states("RingBack|Proceeding") == {CallState.RINGBACK, CallState.PROCEEDING}
    assert parse_states("RingBack | held here") == {CallState.RINGBACK, CallState.CALL_HOLD}
    with pytest.raises(UsageError):
        parse_states("Connected|")
    assert spoken(parse_states("RingBack|Connected")) == "Connected or RingBack"

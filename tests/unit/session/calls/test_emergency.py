"""Emergency numbers are refused before anything is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.errors import UsageError
from PolyLibrary.session.calls.emergency import EMERGENCY, bare_number, refuse_emergency

NUMBERS = sorted(EMERGENCY)
WRITTEN = [
    "{}",
    " {} ",
    "sip:{}",
    "SIPS:{}@pbx.example",
    "sip:{}@10.0.0.1;user=phone",
    "<sip:{}@pbx>",
    "tel:{}",
    "TEL:{};phone-context=+1",
    "+{}",
    "({})",
]
PREFIXED = ["9{}", "0{}", "00{}", "8{}", "81{}", "99{}", "9-{}", "0 {}", "sip:9{}@pbx"]


def refused(number: str, **more: object) -> bool:
    try:
        refuse_emergency(number, **more)  # type: ignore[arg-type]
    except UsageError:
        return True
    return False


def test_the_numbers() -> None:
    assert NUMBERS == ["000", "110", "112", "119", "911", "999"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", WRITTEN + PREFIXED)
def test_every_way_of_writing_is_refused(number: str, form: str) -> None:
    assert refused(form.format(number))


@pytest.mark.parametrize("number", ["9-1-1", "9 1 1", "9.1.1", "(9)11", "9/11", "1 1 2"])
def test_punctuation_hides_nothing(number: str) -> None:
    assert refused(number)


@pytest.mark.parametrize(
    "number", ["1001", "123", "5551234", "9113", "91", "11", "1911", "1112", "2911", "*98", "sip:bob@pbx911", "911bob"]
)
def test_other_numbers_pass(number: str) -> None:
    assert not refused(number)


@given(st.integers(1000, 10**12).filter(lambda number: str(number)[-3:] not in EMERGENCY))
def test_no_longer_number_that_ends_otherwise_is_refused(number: int) -> None:
    assert not refused(str(number))


@pytest.mark.parametrize("number", NUMBERS)
def test_virtual_phones_reach_nobody(number: str) -> None:
    assert not refused(number, virtual=True)


def test_a_safe_number_of_the_lab_passes_and_only_that_one() -> None:
    assert not refused("112", safe=["112"])
    assert not refused("sip:112@pbx", safe=["112"])
    assert not refused("+112", safe=["112"])
    assert refused("911", safe=["112"])
    assert refused("112", safe=["911"])
    assert refused("0112", safe=["112"]), "the number with the outside prefix is another one"


def test_the_error_says_what_was_meant_and_what_to_do() -> None:
    with pytest.raises(UsageError) as caught:
        refuse_emergency("sip:9-911@pbx")
    assert str(caught.value) == (
        "9911 is an emergency number (911 behind an outside prefix); it is not dialled from a test.\n"
        "Seen:  nothing was sent to the phone.\n"
        "Next:  where the lab's exchange keeps such a call inside, list the number under safe_numbers: in the lab file."
    )


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    refused(text)
    assert not set(bare_number(text)) & set(" ().-/>")

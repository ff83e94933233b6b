"""Who is meant by a name, a role or a number."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.redaction import redact
from PolyLibrary.session.parties import Party, is_number, refuse_named, resolve

PHONES = {"alice": Party("alice", ("1001", "+4930 1001"), "Alice"), "bob": Party("bob", ("1002",), "Bob")}
NUMBERS = {"invalid": "6999", "voicemail": "*98"}


@given(st.text("0123456789*#", min_size=1, max_size=20))
def test_any_digits_pass_as_they_are(digits: str) -> None:
    assert resolve(digits, PHONES, NUMBERS).number == digits


@given(st.text("0123456789", min_size=1, max_size=15))
def test_any_international_number_passes(digits: str) -> None:
    assert resolve(f"+{digits}", PHONES, NUMBERS).number == f"+{digits}"


@given(st.sampled_from(["sip:", "SIP:", "sips:", "tel:", "Tel:"]), st.text("abc019@.-_", min_size=1))
def test_any_address_passes(scheme: str, rest: str) -> None:
    assert resolve(scheme + rest, PHONES, NUMBERS).number == scheme + rest


@given(
    st.text(string.ascii_letters + "_", min_size=1, max_size=12).filter(
        lambda word: word.lower() not in ("sip", "tel")
    ),
    st.text(max_size=12),
)
def test_word_equals_value_is_never_a_party(word: str, value: str) -> None:
    # Words such as cookie= name a secret, and what follows them is masked in every error.
    assume(redact(f"'{word}={value}' follows") == f"'{word}={value}' follows")
    with pytest.raises(UsageError) as caught:
        resolve(f"{word}={value}", PHONES, NUMBERS)
    assert f"'{word}' is no argument of this keyword." in str(caught.value)


def test_a_misspelt_argument_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        resolve("timeot=5 s", PHONES, NUMBERS)
    assert str(caught.value) == (
        "'timeot=5 s' was taken for a phone or a number: 'timeot' is no argument of this keyword.\n"
        "Next:  did you mean 'timeout'?"
    )


def test_a_misspelt_argument_far_from_all_says_what_is_wrong() -> None:
    with pytest.raises(UsageError) as caught:
        resolve("for=5 s", PHONES, NUMBERS)
    assert caught.value.hint == (
        "a phone or a number holds no '='; the documentation of the keyword lists its arguments."
    )


@pytest.mark.parametrize(
    ("text", "number"), [("bob", "1002"), ("BOB", "1002"), ("alice", "1001"), ("Voicemail", "*98")]
)
def test_names_stand_for_their_numbers(text: str, number: str) -> None:
    assert resolve(text, PHONES, NUMBERS).number == number


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        resolve("allice", PHONES, NUMBERS)
    assert str(caught.value) == "There is no phone or number 'allice'.\nNext:  did you mean 'alice'?"


def test_an_unknown_name_far_from_all_lists_them() -> None:
    with pytest.raises(UnknownName) as caught:
        resolve("xyzzy", PHONES, NUMBERS)
    assert str(caught.value).endswith("known phones and named numbers: 'alice', 'bob', 'invalid', 'voicemail'.")


@pytest.mark.parametrize("text", ["", " ", "12a", "a12", "1001 bob", "@", "sip:", "+", "bob@host"])
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    "number", ["1001", "sip:1001@pbx", "<sip:1001@pbx;user=phone>", "tel:1001", "10-01", "+49301001"]
)
def test_a_party_has_its_numbers_however_they_are_written(number: str) -> None:
    assert PHONES["alice"].has(number)


@pytest.mark.parametrize("number", ["", "11001", "10011", "001", "1002", "301001", "sip:1001x@pbx"])
def test_whole_numbers_are_compared_never_a_suffix(number: str) -> None:
    assert not PHONES["alice"].has(number)


def test_a_party_as_text() -> None:
    assert str(PHONES["bob"]) == "bob (1002)"
    assert str(resolve("555", {}, {})) == "555"


def test_an_address_with_parameters_is_no_misspelt_argument() -> None:
    refuse_named("sip:1002@pbx;user=phone", "a number", ("phone",))
    refuse_named("tel:+1;phone-context=x", "a number", ("phone",))

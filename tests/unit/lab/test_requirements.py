"""What a test asks of a phone, and why one does not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.lab.entries import LabPhone
from PolyLibrary.lab.requirements import Requirement, check_condition, misfits, split_words
from PolyLibrary.layout.conditions import firmware_fits

PHONE = LabPhone(name="alice", host="10.0.0.1", model="VVX600", firmware="5.9.3.2857", tags=("site:berlin", "qa"))


@pytest.mark.parametrize(
    "condition", [">=5.9", ">5.8", "<5.10", "<=5.9", "5.9", "=5.9", "5.9.3", "<6", ">=5.9, <6", ">= 5.8"]
)
def test_versions_that_fit_compare_by_number(condition: str) -> None:
    assert firmware_fits(check_condition(condition), "5.9.3.2857")
    assert misfits(PHONE, Requirement(firmware=condition)) == []


@pytest.mark.parametrize("condition", [">=5.10", ">5.9", "<5.9", "5.10", "6", ">=5.9, <5.9.3"])
def test_versions_that_do_not(condition: str) -> None:
    assert misfits(PHONE, Requirement(firmware=condition)) == ["it runs 5.9.3.2857"]


def test_five_ten_is_newer_than_five_nine() -> None:
    assert firmware_fits(">=5.9", "5.10.0.1")
    assert firmware_fits(">5.9", "5.10.0.1")
    assert not firmware_fits("<5.9", "5.10.0.1")


@given(st.integers(0, 99), st.integers(0, 99))
def test_the_second_number_counts_as_a_number(one: int, other: int) -> None:
    assert firmware_fits(f">={other}.{one}", f"{other}.{one}.1.2")
    assert firmware_fits(f">=5.{other}", f"5.{one}") is (one >= other)
    assert firmware_fits(f"<5.{other}", f"5.{one}.7") is (one < other)


@pytest.mark.parametrize("condition", ["new", "=>5.9", "5.9+", ">=", ">=5.9 <6", "5..9"])
def test_a_condition_that_cannot_be_read(condition: str) -> None:
    with pytest.raises(UsageError) as caught:
        misfits(PHONE, Requirement(firmware=condition))
    assert str(caught.value) == (
        f"'{condition}' is no firmware condition; write for example >=5.8 or 5.9 or >=5.8, <6."
    )


@pytest.mark.parametrize("model", ["VVX600", "vvx 600", "Polycom VVX-600"])
def test_a_model_in_any_spelling(model: str) -> None:
    assert misfits(PHONE, Requirement(model=model)) == []


def test_every_reason_is_given() -> None:
    wanted = Requirement(model="VVX450", tags=("qa", "site:pune", "night"), can=("camera",), firmware="6")
    assert misfits(PHONE, wanted) == [
        "it is a VVX 600",
        "it lacks the tag site:pune, night",
        "a VVX 600 cannot camera",
        "it runs 5.9.3.2857",
    ]


def test_what_the_lab_file_does_not_say_does_not_fit() -> None:
    unknown = LabPhone(name="bob", host="10.0.0.2")
    assert misfits(unknown, Requirement(model="VVX600")) == ["it is a phone of an unknown model"]
    assert misfits(unknown, Requirement(firmware="5.9")) == ["its firmware is not in the lab file"]


def test_a_phone_of_an_unknown_model_is_not_taken_for_one_that_can() -> None:
    assert misfits(LabPhone(name="bob", host="10.0.0.2"), Requirement(can=("touch",))) != []


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(UnknownName, match="There is no phone model 'VVX60'"):
        misfits(PHONE, Requirement(model="VVX60"))


def test_an_unknown_capability_is_named() -> None:
    with pytest.raises(UnknownName, match="did you mean 'touch'"):
        misfits(PHONE, Requirement(can=("tuch",)))


def test_a_requirement_as_text() -> None:
    assert str(Requirement("VVX600", ("a", "b"), ("touch",), ">=5.9")) == (
        "model=VVX600 tags=a b can=touch firmware=>=5.9"
    )
    assert str(Requirement()) == "no requirement"
    assert not Requirement()
    assert Requirement(tags=("a",))


def test_words() -> None:
    assert split_words("a b  c") == split_words(["a", "b", "c"]) == ("a", "b", "c")
    assert split_words(None) == ()

"""The error family: four parts, and whose fault it is."""

import pytest

from PolyLibrary import errors
from PolyLibrary.errors import (
    CheckFailed,
    Fault,
    FileFaults,
    LabError,
    PhoneRefused,
    PolyError,
    UnknownName,
    UsageError,
)
from PolyLibrary.redaction import register


def test_four_parts_in_their_order() -> None:
    error = CheckFailed(
        "alice did not come to Connected.",
        seen="its calls, 0.1 s ago: no call.",
        tried="3 looks in 1.0 s (limit 1 s, set by timeout=)",
        hint="dial first.",
    )
    assert str(error) == (
        "alice did not come to Connected.\n"
        "Seen:  its calls, 0.1 s ago: no call.\n"
        "Tried: 3 looks in 1.0 s (limit 1 s, set by timeout=)\n"
        "Next:  dial first."
    )
    assert (error.wanted, error.hint) == ("alice did not come to Connected.", "dial first.")


def test_parts_that_are_not_known_are_left_out() -> None:
    assert str(UsageError("That makes no sense.", hint="do this.")) == "That makes no sense.\nNext:  do this."
    assert str(UsageError("That makes no sense.")) == "That makes no sense."


def test_an_unknown_name_with_a_near_one() -> None:
    error = UnknownName("element", "mised calls", ["missed calls", "more"], where="in the VVX600 map")
    assert str(error) == ("There is no element 'mised calls' in the VVX600 map.\nNext:  did you mean 'missed calls'?")
    assert error.name == "mised calls"


def test_an_unknown_name_without_a_near_one_lists_all() -> None:
    error = UnknownName("phone", "zoe", ["bob", "alice"], plural="phones of the lab")
    assert str(error) == "There is no phone 'zoe'.\nNext:  phones of the lab: 'alice', 'bob'."


def test_all_faults_of_a_file_by_line() -> None:
    error = FileFaults("lab.yaml", [Fault(9, "second"), Fault(2, "first")], kind="lab file", hint="mend it.")
    assert str(error) == (
        "The lab file lab.yaml has 2 faults:\n  lab.yaml:2: first\n  lab.yaml:9: second\nNext:  mend it."
    )
    assert [fault.line for fault in error.faults] == [2, 9]
    assert "has 1 fault:" in str(FileFaults("x", [Fault(1, "it")]))


def test_a_refusal_carries_its_status() -> None:
    assert PhoneRefused("alice: POST was refused.", status="4003").status == "4003"


@pytest.mark.usefixtures("no_secrets")
def test_no_part_shows_a_secret() -> None:
    register("hunter22")
    error = LabError("hunter22 a", seen="hunter22 b", tried="hunter22 c", hint="hunter22 d")
    assert "hunter22" not in str(error) + repr(error) + repr(error.args) + repr(vars(error))


def test_robot_shows_the_sentence_without_the_class() -> None:
    assert all(each.ROBOT_SUPPRESS_NAME for each in _family())


@pytest.mark.parametrize(
    ("name", "blame"),
    [
        ("CheckFailed", "product"),
        ("PhoneRefused", "product"),
        ("UsageError", "test"),
        ("UnknownName", "test"),
        ("NotPossible", "test"),
        ("FileFaults", "test"),
        ("Undecided", "lab"),
        ("LabError", "lab"),
        ("Unreachable", "lab"),
        ("LoginRefused", "lab"),
        ("RestOff", "lab"),
        ("PathMissing", "lab"),
        ("FactoryPassword", "lab"),
        ("WrongPhone", "lab"),
        ("BadReply", "lab"),
    ],
)
def test_whose_fault_it_is(name: str, blame: str) -> None:
    assert getattr(errors, name).failure_class == blame


def test_a_failed_check_is_a_failed_assertion() -> None:
    assert issubclass(CheckFailed, AssertionError)


def _family() -> list[type[PolyError]]:
    return [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, PolyError)]

"""Firmware conditions of a map."""

import pytest

from PolyLibrary.layout.conditions import condition_fault, firmware_fits


@pytest.mark.parametrize(
    ("condition", "firmware", "fits"),
    [
        ("", "5.9.3", True),
        (">=5.8", "", True),
        (">=5.8", "5.9.3.2857", True),
        (">=5.8", "5.10.0", True),
        (">=5.8", "5.7.9", False),
        ("<6", "5.9.3", True),
        ("<6", "6.0", False),
        ("<=5.9", "5.9.3", True),
        (">5.9", "5.9.3", False),
        (">5.9", "6.1", True),
        ("5.9", "5.9.3.2857", True),
        ("=5.9", "5.8.1", False),
        (">=5.8, <6", "5.9.3", True),
        (">=5.8, <6", "6.1.0", False),
    ],
)
def test_a_condition_compares_as_far_as_it_is_written(condition: str, firmware: str, fits: bool) -> None:
    assert firmware_fits(condition, firmware) is fits


def test_a_condition_that_cannot_be_read() -> None:
    assert condition_fault("> 5.8") == ""
    assert condition_fault("new") == ("'new' is no firmware condition; write for example >=5.8 or 5.9 or >=5.8, <6")

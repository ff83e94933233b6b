"""``name=value`` that is no argument: the sentence that names it."""

from typing import Any

import pytest
from robot.libdocpkg import LibraryDocumentation

from PolyLibrary.keywords.misspelt import handed_on_too_late, misspelt_arguments

SPECS: dict[str, Any] = {keyword.name: keyword.args for keyword in LibraryDocumentation("PolyLibrary").keywords}


def told(keyword: str, *given: Any) -> list[str]:
    return misspelt_arguments(given, SPECS[keyword], f"PolyLibrary.{keyword}")


@pytest.mark.parametrize(
    ("keyword", "given", "sentence"),
    [
        ("Tap", "tims=2", "'tims' is no argument of PolyLibrary.Tap; did you mean 'times'?"),
        ("Dial", "fone=alice", "'fone' is no argument of PolyLibrary.Dial; did you mean 'phone'?"),
        ("Open Phones", "modle=VVX600", "'modle' is no argument of PolyLibrary.Open Phones; did you mean 'model'?"),
        ("Get Calls", "phone =alice", "'phone ' is no argument of PolyLibrary.Get Calls; did you mean 'phone'?"),
        ("Swap Calls", "xyz=1", "'xyz' is no argument of PolyLibrary.Swap Calls; its arguments: phone, timeout."),
    ],
)
def test_the_nearest_is_named(keyword: str, given: str, sentence: str) -> None:
    assert told(keyword, given) == [sentence]


def test_where_the_arguments_of_another_keyword_stand() -> None:
    robots = "Keyword 'PolyLibrary.On All Phones' got unexpected named argument 'timeout'."
    said = ["the arguments of the other keyword stand before phones= and in_turn="]
    assert handed_on_too_late(robots, SPECS["On All Phones"]) == said
    assert handed_on_too_late(robots, SPECS["Dial"]) == []
    assert handed_on_too_late("something else", SPECS["On All Phones"]) == []


@pytest.mark.parametrize("keyword", ["Tap", "Swipe"])
def test_a_point_in_two_cells_is_explained(keyword: str) -> None:
    sentence = "'70' and '34' are two arguments; a point is one, with a comma: 70,34"
    assert told(keyword, "70", "34") == told(keyword, "70,", 34) == [sentence]


@pytest.mark.parametrize(
    ("keyword", "given"),
    [
        ("Tap", "phone=alice"),
        ("Tap", "missed calls"),
        ("Tap", "=x"),
        ("Tap", 7),
        ("Set Config", "up.backlight.timeout=3"),
        ("Expect Log", "(x,y)=(1,2)"),
        ("Expect Call States", "alice=Connected"),
        ("Open Phones", "sip:bob@x;user=phone"),
    ],
)
def test_what_is_right_or_free_is_left_alone(keyword: str, given: Any) -> None:
    assert told(keyword, given) == []

"""The locator grammar: every form, every mistake with its advice, and the round trip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.errors import UsageError
from PolyLibrary.layout.locator import (
    ElementNamed,
    HardKey,
    ImageOnScreen,
    LineKey,
    Locator,
    PointAt,
    SoftKey,
    TextOnScreen,
    element_name_fault,
    parse,
)
from PolyLibrary.terms import Point


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("70,34", PointAt(Point(70, 34))),
        ("  70 , 34 ", PointAt(Point(70, 34))),
        ("missed calls", ElementNamed("missed calls")),
        ("missed   calls", ElementNamed("missed calls")),
        ("line 1", ElementNamed("line 1")),
        ("3 way", ElementNamed("3 way")),
        ("softkey:More", SoftKey("More")),
        ("Soft Key: End Call", SoftKey("End Call")),
        ("key:Home", HardKey("Home")),
        ("line:2", LineKey("2")),
        ("line:02", LineKey("2")),
        ("line:Alice", LineKey("Alice")),
        ("text:Settings", TextOnScreen("Settings")),
        ("text:12:30", TextOnScreen("12:30")),
        ("TEXT: a=b", TextOnScreen("a=b")),
        ("image:bell.png", ImageOnScreen("bell.png")),
        ("image:C:\\pictures\\bell.png", ImageOnScreen("C:\\pictures\\bell.png")),
    ],
)
def test_every_form(written: str, meant: Locator) -> None:
    assert parse(written) == meant


def test_a_line_key_by_number_has_a_number() -> None:
    assert (LineKey("12").number, LineKey("Alice").number) == (12, None)


FORMS = (
    "write a point (70,34), an element of the layout map (missed calls), or softkey:More, key:Home, line:2, "
    "text:Settings, image:bell.png."
)
PREFIXES = "known prefixes: softkey: key: line: text: image:"


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("", f"The locator is empty.\nNext:  {FORMS}"),
        ("   ", f"The locator is empty.\nNext:  {FORMS}"),
        ("70 34", "'70 34' is no point.\nNext:  write it with a comma: 70,34."),
        ("70;34", "'70;34' is no point.\nNext:  write it with a comma: 70,34."),
        ("70x34", "'70x34' is no point.\nNext:  write it with a comma: 70,34."),
        ("70/34", "'70/34' is no point.\nNext:  write it with a comma: 70,34."),
        ("70:34", "'70:34' is no point.\nNext:  write it with a comma: 70,34."),
        ("(70,34)", "'(70,34)' is no point.\nNext:  write it with a comma: 70,34."),
        ("[70, 34]", "'[70, 34]' is no point.\nNext:  write it with a comma: 70,34."),
        ("x=70, y=34", "'x=70, y=34' is no point.\nNext:  write it with a comma: 70,34."),
        ("70.5,34.2", "'70.5,34.2' is no point.\nNext:  pixels are whole numbers: 70,34."),
        ("-5,3", "The point -5,3 lies off every screen.\nNext:  the origin 0,0 is top left."),
        (
            "70",
            (
                "'70' is no locator: a point has two numbers.\n"
                "Next:  a point is two numbers with a comma in one cell: 70,34 (two or more spaces end a cell)."
            ),
        ),
        (
            "0,0,480,46",
            (
                "'0,0,480,46' is a region, not a place to touch.\n"
                "Next:  give it as region=0,0,480,46, or point at its middle."
            ),
        ),
        (
            "sofkey:More",
            f"There is no locator prefix 'sofkey:' ('sofkey:More').\nNext:  did you mean 'softkey:More'? {PREFIXES}",
        ),
        ("css:div", f"There is no locator prefix 'css:' ('css:div').\nNext:  {PREFIXES}"),
        ("softkey:", "Nothing follows the prefix in 'softkey:'.\nNext:  for example softkey:More."),
        ("line:0", "There is no line key 0.\nNext:  line keys count from 1: line:1."),
        (
            "tiems=2",
            (
                "'tiems=2' is no locator; it looks like a named argument that this keyword does not have.\n"
                "Next:  check the spelling of the argument; names of elements hold no '='."
            ),
        ),
    ],
)
def test_every_mistake_says_how_to_write_it(written: str, error: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(written)
    assert str(caught.value) == error


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("missed calls", ""),
        ("line 1", ""),
        ("", "an element needs a name"),
        ("a:b", "the name 'a:b' holds a ':', which marks a prefix in a locator"),
        ("a=b", "the name 'a=b' holds a '=', which marks a named argument"),
        ("70,34", "the name '70,34' looks like a point"),
        ("70 34", "the name '70 34' looks like a point"),
        ("a  b", "the name 'a  b' has spaces too many"),
    ],
)
def test_names_of_elements(name: str, fault: str) -> None:
    assert element_name_fault(name) == fault


_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)
_names = _words.map(lambda text: " ".join(text.split())).filter(lambda name: not element_name_fault(name))
_pixels = st.integers(0, 5000)
_locators = st.one_of(
    st.builds(PointAt, st.builds(Point, _pixels, _pixels)),
    st.builds(ElementNamed, _names),
    st.builds(SoftKey, _words),
    st.builds(HardKey, _words),
    st.builds(LineKey, st.integers(1, 99).map(str) | _words.filter(lambda w: LineKey(w).number is None)),
    st.builds(TextOnScreen, _words),
    st.builds(ImageOnScreen, _words),
)


@given(_locators)
def test_the_text_of_a_locator_gives_the_locator_back(locator: Locator) -> None:
    assert parse(str(locator)) == locator


@given(st.text())
def test_any_text_is_a_locator_or_a_usage_error(text: str) -> None:
    locator: Locator | None = None
    advice = ""
    try:
        locator = parse(text)
    except UsageError as error:
        advice = error.hint
    assert advice or (locator is not None and parse(str(locator)) == locator)

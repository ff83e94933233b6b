"""Reading the phone's own description of its screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.errors import BadReply
from PolyLibrary.phone.uixml import InputField, Item, LineKeyLabel, SoftKeyLabel, parse_uixml

WHOLE = """<Screen name="recent calls" title="Missed Calls" model="VVX 450">
  <StatusBar time="10:31" date="Mon, Nov 23"><Icon name="missed" value="2"/><Icon name="dnd" value=""/></StatusBar>
  <LineKey index="1" label="Bob" state="idle"/>
  <Item index="3" text="Alice" value="1001" selected="1"/><Item index="4" text="Dave" value="1004" selected="0"/>
  <Field name="number" value="12" focus="1"/><Popup title="Hello" text="You there?"/>
  <SoftKey index="1" label="Dial" page="1"/><SoftKey index="4" label="More" page="1"/>
  <SoftKey index="1" label="Placed" page="2"/><SoftKey index="4" label="More" page="2"/>
</Screen>"""


def test_everything_of_a_screen() -> None:
    ui = parse_uixml(WHOLE)
    assert (ui.name, ui.title) == ("recent calls", "Missed Calls")
    assert ui.icons == {"missed": "2", "dnd": ""}
    assert ui.line_keys == (LineKeyLabel(1, "Bob", "idle"),)
    assert ui.items == (Item(3, "Alice", "1001", True), Item(4, "Dave", "1004", False))
    assert ui.selected == Item(3, "Alice", "1001", True)
    assert ui.fields == (InputField("number", "12", True),)
    assert ui.popups == (("Hello", "You there?"),)
    assert ui.soft_key_labels == ["Dial", "More", "Placed"]
    assert ui.soft_key("placed") == SoftKeyLabel("Placed", 2, 1)
    assert ui.soft_key("Hold") is None
    assert ui.pages == 2


def test_another_form_gives_its_texts_and_soft_keys() -> None:
    # Clients only know that labels of soft keys stand in it.
    ui = parse_uixml("<ui><view><caption>Alice</caption></view><SoftKey label='End Call'/></ui>")
    assert ui.name == ""
    assert ui.texts == ("Alice", "End Call")
    assert ui.soft_key("End Call") == SoftKeyLabel("End Call", 1, 1)


def test_no_xml_is_told_with_what_to_do() -> None:
    with pytest.raises(BadReply) as caught:
        parse_uixml("New Call | Forward")
    assert str(caught.value) == (
        "The phone's description of its screen cannot be read.\n"
        "Seen:  no XML (no XML), 18 characters.\n"
        "Tried: one read of mgmt/uixml.\n"
        "Next:  no manual describes uixml: keep the text (Get Phone Status    uixml) and report it."
    )


@given(st.text())
def test_any_text_is_a_screen_or_a_clear_error(text: str) -> None:
    try:
        pages = parse_uixml(text).pages
    except BadReply:
        return
    assert pages >= 1

"""The present screen as XML in one text. Two clients use it; no manual has it, so its form is the emulator's.

The form is that of the emulator's sheet of defaults, section 4; it holds what is on the screen and nothing else.
A screen without rows, such as a call, gives each line of its text as an item, named by its value.
"""

from xml.etree import ElementTree as ET

from PolyLibrary.emulator.gui.describe import Description
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

BARS = frozenset({"clock", "own number", "title", "entry", "big clock", "big date"})
"""Labels that are no content of their own."""
# What XML cannot hold, as names from far ends may.
UNSPEAKABLE = {code: None for code in (*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in (9, 10, 13)}


@endpoint("GET", "v1/mgmt/uixml")
def uixml(ask: Ask) -> Reply:
    """What is on the screen, and the soft keys of all pages."""
    shown = ask.phone.gui.describe()
    screen = ET.Element("Screen")
    _fill(screen, name=shown["screen"], title=shown["title"], model=ask.phone.model.display)
    bar = _child(screen, "StatusBar", time=shown["clock"], date=shown["date"])
    for icon in shown["icons"]:
        _child(bar, "Icon", name=icon["name"], value=icon["value"])
    for line in shown["lines"]:
        _child(screen, "LineKey", index=str(line["index"]), label=line["text"], state=line["name"])
    for item in [*shown["rows"], *shown["tiles"]]:
        value = item["value"] or item["detail"]
        _child(
            screen,
            "Item",
            index=str(item["index"]),
            text=item["text"],
            value=value,
            selected=_flag(item["selected"]),
        )
    texts = [] if shown["popup"] else [label for label in shown["labels"] if label["name"] not in BARS]
    for label in texts:
        if label["name"] == "empty":
            # What an empty list says is no row of it.
            _child(screen, "Label", text=label["text"])
    lines = [label for label in texts if label["name"] != "empty"]
    for index, label in enumerate(lines, start=1):
        _child(screen, "Item", index=str(index), text=label["text"], value=label["name"], selected="0")
    for field in shown["fields"]:
        _child(screen, "Field", name=field["name"], value=field["value"], focus=_flag(field["selected"]))
    _popups(screen, shown)
    for page, names in enumerate(shown["soft_key_pages"], start=1):
        for index, name in enumerate(names, start=1):
            if name:
                _child(screen, "SoftKey", index=str(index), label=name, page=str(page))
    return Reply(data=ET.tostring(screen, encoding="unicode"))


def _popups(screen: ET.Element, shown: Description) -> None:
    popup, notice = shown["popup"], shown["notice"]
    if popup is not None:
        lines = [label["text"] for label in shown["labels"] if label["name"] not in BARS and label["text"]]
        title = "" if popup["text"] else shown["title"]
        _child(screen, "Popup", title=title, text=popup["text"] or " ".join(lines))
    if notice is not None:
        _child(screen, "Popup", title="", text=notice["text"])


def _child(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return _fill(ET.SubElement(parent, tag), **attributes)


def _fill(element: ET.Element, **attributes: str) -> ET.Element:
    for name, value in attributes.items():
        element.set(name, value.translate(UNSPEAKABLE))
    return element


def _flag(on: bool) -> str:
    return "1" if on else "0"

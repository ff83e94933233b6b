"""The present screen as XML in one text. Two clients use it; no manual has it, so its form is the emulator's."""

from xml.etree import ElementTree as ET

from PolyLibrary.emulator.gui.describe import Description, Item
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint


@endpoint("GET", "v1/mgmt/uixml")
def uixml(ask: Ask) -> Reply:
    """What is on the screen, and the soft keys of all pages."""
    phone = ask.phone
    shown = phone.gui.describe()
    screen = ET.Element("Screen", name=shown["screen"], title=shown["title"], model=phone.model.display)
    now = phone.clock.now()
    bar = ET.SubElement(screen, "StatusBar", time=f"{now:%H:%M}", date=f"{now:%a, %b} {now.day}")
    for icon in shown["icons"]:
        ET.SubElement(bar, "Icon", name=icon["name"], value=icon["value"])
    for line in shown["lines"]:
        ET.SubElement(screen, "LineKey", index=str(line["index"]), label=line["text"], state=line["name"])
    for item in [*shown["rows"], *shown["tiles"]]:
        ET.SubElement(
            screen,
            "Item",
            index=str(item["index"]),
            text=item["text"],
            value=item["value"],
            selected=_flag(item["selected"]),
        )
    for field in shown["fields"]:
        ET.SubElement(screen, "Field", name=field["name"], value=field["value"], focus=_flag(field["selected"]))
    for label in shown["labels"]:
        if label["name"] not in ("clock", "own number"):
            ET.SubElement(screen, "Label", name=label["name"], text=label["text"])
    _popup(screen, shown)
    for page, names in enumerate(shown["soft_key_pages"], start=1):
        for index, name in enumerate(names, start=1):
            if name:
                ET.SubElement(screen, "SoftKey", index=str(index), label=name, page=str(page))
    return Reply(data=ET.tostring(screen, encoding="unicode"))


def _popup(screen: ET.Element, shown: Description) -> None:
    boxes: list[Item | None] = [shown["popup"], shown["notice"]]
    for box in boxes:
        if box is not None:
            ET.SubElement(screen, "Popup", title=box["name"], text=box["text"])


def _flag(on: bool) -> str:
    return "1" if on else "0"

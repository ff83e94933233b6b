"""The screen as a phone describes it itself (``mgmt/uixml``, VVX from 6.0): read leniently.

No manual has it. That the labels of soft keys stand in it is known from clients; the form that is read here was never
seen on a phone (source: the facts on uixml), so a text of another form gives its texts and soft keys at best.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PolyLibrary.errors import BadReply
from PolyLibrary.names import fold
from PolyLibrary.phone.phonexml import NotXml, below, name_of, number, parse_xml, switch, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT_ATTRIBUTES = frozenset({"title", "label", "text", "value"})


@dataclass(frozen=True)
class Item:
    """A row or tile; ``index`` counts all of its list from 1, shown or not."""

    index: int
    text: str
    value: str
    selected: bool


@dataclass(frozen=True)
class SoftKeyLabel:
    """A soft key; page and cell count from 1."""

    label: str
    page: int
    cell: int


@dataclass(frozen=True)
class LineKeyLabel:
    """A line key with its state in the phone's word."""

    index: int
    label: str
    state: str


@dataclass(frozen=True)
class InputField:
    """A field that takes text; a secret shows as dots."""

    name: str
    value: str
    focus: bool


@dataclass(frozen=True)
class UiScreen:
    """What is on the screen.

    Attributes:
        name: The phone's own name of the screen; empty where the text has none.
        icons: Status bar icons, name to value (a count, or empty).
        popups: Title and text of each box over the screen.
        soft_keys: Those of all pages.
        texts: Every text on the screen in its order, those above included.
    """

    name: str
    title: str
    icons: Mapping[str, str] = field(default_factory=dict)
    line_keys: tuple[LineKeyLabel, ...] = ()
    items: tuple[Item, ...] = ()
    fields: tuple[InputField, ...] = ()
    popups: tuple[tuple[str, str], ...] = ()
    soft_keys: tuple[SoftKeyLabel, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def selected(self) -> Item | None:
        """The selected row or tile."""
        return next((item for item in self.items if item.selected), None)

    @property
    def soft_key_labels(self) -> list[str]:
        """The labels of all pages in order, each once."""
        ordered = sorted(self.soft_keys, key=lambda key: (key.page, key.cell))
        return list(dict.fromkeys(key.label for key in ordered))

    @property
    def pages(self) -> int:
        """How many pages the soft keys have."""
        return max((key.page for key in self.soft_keys), default=1)

    def soft_key(self, label: str) -> SoftKeyLabel | None:
        """The soft key of a label; the first page that has it."""
        form = fold(label)
        return min(
            (key for key in self.soft_keys if fold(key.label) == form),
            key=lambda key: (key.page, key.cell),
            default=None,
        )


def parse_uixml(text: str) -> UiScreen:
    """The screen of a uixml text.

    Raises:
        BadReply: It is no XML.
    """
    try:
        root = parse_xml(text.encode())
    except NotXml as error:
        raise BadReply(
            "The phone's description of its screen cannot be read.",
            seen=f"no XML ({error}), {len(text)} characters.",
            tried="one read of mgmt/uixml.",
            hint="no manual describes uixml: keep the text (Get Phone Status    uixml) and report it.",
        ) from None
    bars = below(root, "StatusBar")
    return UiScreen(
        name=value(root, "name") if name_of(root) == "screen" else "",
        title=value(root, "title"),
        icons={value(icon, "name"): value(icon, "value") for bar in bars for icon in below(bar, "Icon")},
        line_keys=tuple(
            LineKeyLabel(number(key, "index") or at, value(key, "label"), value(key, "state"))
            for at, key in enumerate(below(root, "LineKey"), 1)
        ),
        items=tuple(
            Item(number(item, "index") or at, value(item, "text"), value(item, "value"), bool(switch(item, "selected")))
            for at, item in enumerate(below(root, "Item"), 1)
        ),
        fields=tuple(
            InputField(value(field, "name"), value(field, "value"), bool(switch(field, "focus")))
            for field in below(root, "Field")
        ),
        popups=tuple((value(box, "title"), value(box, "text")) for box in below(root, "Popup")),
        soft_keys=tuple(
            SoftKeyLabel(value(key, "label", "text"), number(key, "page") or 1, number(key, "index") or at)
            for at, key in enumerate(below(root, "SoftKey"), 1)
        ),
        texts=tuple(_texts(root)),
    )


def _texts(root: "Element") -> list[str]:
    found: list[str] = []
    for element in root.iter():
        for name, text in element.attrib.items():
            if name.rpartition("}")[2].lower() in _TEXT_ATTRIBUTES and text.strip():
                found.append(text.strip())
        if element.text and element.text.strip():
            found.append(element.text.strip())
    return found

"""What is on the screen as data, for tests and for the phone's XML of its screen."""

from collections.abc import Iterable
from typing import TypedDict

from PolyLibrary.emulator.gui.widgets import Scene, Widget

Edges = tuple[int, int, int, int]
"""left, top, right, bottom in pixels; right and bottom are excluded."""


class Item(TypedDict):
    """One widget."""

    kind: str
    name: str
    index: int
    text: str
    detail: str
    icon: str
    badge: str
    value: str
    selected: bool
    touchable: bool
    box: Edges


class Description(TypedDict):
    """A screen; lists are in drawing order, and hold only what is not covered by a pop-up."""

    screen: str
    title: str
    clock: str
    date: str
    icons: list[Item]
    lines: list[Item]
    rows: list[Item]
    tiles: list[Item]
    keys: list[Item]
    fields: list[Item]
    labels: list[Item]
    soft_keys: list[Item]
    soft_key_pages: list[list[str]]
    soft_key_page: int
    popup: Item | None
    notice: Item | None
    call_bar: Item | None


def describe(scene: Scene) -> Description:
    """The scene as plain data."""
    shown = uncovered(scene.widgets)

    def of(kind: str) -> list[Item]:
        return [_item(widget) for widget in shown if widget.kind == kind]

    clock = next((widget for widget in shown if widget.name == "clock"), None)
    return Description(
        screen=scene.screen,
        title=scene.title,
        clock=clock.value if clock else "",
        date=clock.text.replace(clock.value, "").strip() if clock else "",
        icons=of("icon"),
        lines=of("line"),
        rows=of("row"),
        tiles=of("tile"),
        keys=of("key"),
        fields=of("field"),
        labels=of("label"),
        soft_keys=of("soft key"),
        soft_key_pages=[list(page) for page in scene.soft_key_pages],
        soft_key_page=scene.soft_key_page,
        popup=next(iter(of("popup")), None),
        notice=next(iter(of("notice")), None),
        call_bar=next(iter(of("call bar")), None),
    )


def uncovered(widgets: Iterable[Widget]) -> list[Widget]:
    """Without what a solid widget drawn later hides completely."""
    shown: list[Widget] = []
    for widget in widgets:
        if widget.solid:
            cover = widget.box
            shown = [
                other
                for other in shown
                if not (
                    cover.left <= other.box.left
                    and cover.top <= other.box.top
                    and other.box.right <= cover.right
                    and other.box.bottom <= cover.bottom
                )
            ]
        shown.append(widget)
    return shown


def _item(widget: Widget) -> Item:
    box = widget.box
    return Item(
        kind=widget.kind,
        name=widget.name,
        index=widget.index,
        text=widget.text,
        detail=widget.detail,
        icon=widget.icon,
        badge=widget.badge,
        value=widget.value,
        selected=widget.selected,
        touchable=widget.press is not None,
        box=(box.left, box.top, box.right, box.bottom),
    )

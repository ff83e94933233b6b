"""The drawn dial pad, on panels that feel a finger."""

from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.widgets import Widget

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
DIALLED = frozenset("0123456789*#+")
"""What a number may be made of."""
LETTERS = {
    "2": "ABC",
    "3": "DEF",
    "4": "GHI",
    "5": "JKL",
    "6": "MNO",
    "7": "PQRS",
    "8": "TUV",
    "9": "WXYZ",
    "0": "+",
}


def pad_widgets(nav: "Navigation") -> list[Widget]:
    """Twelve keys; none where the phone has keys of its own and no touch."""
    panel = nav.panel
    if not panel.touch:
        return []
    area = panel.keypad
    width, height = area.width // panel.keypad_columns, area.height // panel.keypad_rows
    keys = []
    for place, digit in enumerate(PAD):
        row, column = divmod(place, panel.keypad_columns)
        keys.append(
            Widget(
                "key",
                area.cell(column, row, width, height),
                "key",
                digit,
                LETTERS.get(digit, ""),
                name=digit,
                press=partial(nav.press_digit, digit),
                hold=partial(nav.hold_digit, digit),
            )
        )
    return keys

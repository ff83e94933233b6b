"""Soft keys: which commands a state offers, on which page, and which of them would do nothing now."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PolyLibrary.emulator.gui.data import label, short_label, table

MORE = "more"
NARROW = 80


class Command(NamedTuple):
    """Something that can be pressed; ``act`` is empty while the virtual phone cannot do it."""

    name: str
    label: str
    icon: str
    act: str
    when: str
    short: str = ""
    """The label in cells below ``NARROW`` pixels, where it has one."""

    def fitting(self, width: int) -> str:
        """The label for a cell of so many pixels."""
        return self.short if self.short and width < NARROW else self.label


def command(name: str) -> Command:
    entry = table("softkeys")["commands"][name]
    return Command(
        name,
        label(entry["label"]),
        entry.get("icon", ""),
        entry.get("act", ""),
        entry.get("when", ""),
        short_label(entry["label"]),
    )


def keys_of(name: str) -> tuple[str, ...]:
    """The commands of a set, in their order."""
    return tuple(table("softkeys")["sets"][name])


def set_of_state(state: str) -> str:
    """The set for a call in this state; a state nobody listed offers what an ended call does."""
    return str(table("softkeys")["of_state"].get(state, "over"))


def pages(places: Sequence[str], cells: int, possible: Callable[[str], bool]) -> list[list[Command | None]]:
    """The pages of a soft key row, each exactly ``cells`` long; None is a blank cell.

    Args:
        places: Commands in order; ``a|b`` is one place for the first of them that is possible; ``a?`` is no place
            at all while it is not possible; ``more`` ends a page.
        cells: Cells of the row.
        possible: Whether a condition (the ``when`` of a command) holds now.
    """
    places = [place.rstrip("?") for place in places if place[-1] != "?" or _choose(place[:-1], possible)]
    rows: list[list[str]]
    if len(places) <= cells and MORE not in places:
        rows = [list(places)]
    else:
        step = cells - 1
        at = places.index(MORE) if MORE in places else len(places)
        parts = (places[:at], places[at + 1 :])
        rows = [list(part[start : start + step]) for part in parts for start in range(0, len(part), step)]
    result = []
    for row in rows:
        page: list[Command | None] = [_choose(place, possible) for place in row]
        page += [None] * (cells - len(page))
        if len(rows) > 1:
            page[-1] = command(MORE)
        result.append(page)
    return result


def _choose(place: str, possible: Callable[[str], bool]) -> Command | None:
    for name in place.split("|"):
        found = command(name)
        if not found.when or possible(found.when):
            return found
    return None

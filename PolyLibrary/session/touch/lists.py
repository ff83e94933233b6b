"""Lists and tiles: bringing an item into view, selecting it and opening it, one press after a look at the last one.

Where each press leads is read from the phone's own description. Keys move the selection on phones without touch; on a
touch panel the row is touched where the layout map has it (``row 1``, ``tile 1``), and the list is swiped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, CheckFailed, NotPossible, UnknownName
from PolyLibrary.names import did_you_mean, fold, quoted
from PolyLibrary.phone.uixml import Item, UiScreen
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import why_blind
from PolyLibrary.session.sight.telling import tell
from PolyLibrary.session.touch.touching import press_key, swipe, tap

_ROW = re.compile(r"(?i)row\s+(\d+)")
_BLIND = "touch the row by its place instead (Tap    row 1), or run this test on a VVX with firmware 6.x."
REACTS_WITHIN = 2.0
"""Seconds within which a phone has reacted to a key (chosen: menus react at once)."""


@dataclass(frozen=True)
class Chosen:
    """The item that was chosen, and how."""

    item: Item
    how: str


def select_item(session: PhoneSession, wanted: str, deadline: Deadline) -> Chosen:
    """Make an item the selected one; scrolls to it.

    Args:
        wanted: Its text, or ``row 3``: its number in the whole list.

    Raises:
        CheckFailed: The list does not have it.
        NotPossible: The phone cannot tell what its lists show, or nothing can move its selection.
    """
    ui = _read(session, deadline)
    if not ui.items:
        raise CheckFailed(
            f"{session.title} shows no list to select '{wanted}' in.",
            seen=f"the screen '{ui.name or ui.title}' without items.",
            hint="open the list first (Open Screen).",
        )
    move = _by_touch if session.model.touch else _by_keys
    presses = move(session, wanted, deadline)
    ui = _read(session, deadline)
    item = find(ui, wanted)
    if item is None:
        raise _missing(session, wanted, ui)
    return Chosen(item, f"item '{item.text}' (row {item.index}) after {presses}")


def open_item(session: PhoneSession, wanted: str, deadline: Deadline) -> Chosen:
    """Select an item and press Select on it, unless the touch that selected it has opened it already."""
    before = _read(session, deadline)
    item = find(before, wanted)
    if item is not None and session.model.touch:
        _touch_row(session, before, item, deadline)
        after = _after(session, deadline, lambda ui: ui != before)
        if _moved_on(before, after):
            return Chosen(item, f"item '{item.text}' touched")
    chosen = select_item(session, wanted, deadline)
    before = _read(session, deadline)
    _press_select(session, before, deadline)
    after = _after(session, deadline, lambda ui: _moved_on(before, ui))
    if not _moved_on(before, after):
        raise CheckFailed(
            f"Nothing opened on {session.title} after Select on '{chosen.item.text}'.",
            seen=f"still the screen '{after.name or after.title}' (title '{after.title}').",
            tried=f"one Select, then looks for {REACTS_WITHIN:g} s",
            hint="look at the picture (Capture Screen): a message may say why.",
        )
    return Chosen(chosen.item, f"{chosen.how}, opened by Select")


def press_item(session: PhoneSession, wanted: str, deadline: Deadline) -> None:
    """Press an item once, whatever comes of it: a tile that switches something opens nothing."""
    ui = _read(session, deadline)
    item = find(ui, wanted)
    if item is not None and session.model.touch:
        _touch_row(session, ui, item, deadline)
        return
    select_item(session, wanted, deadline)
    _press_select(session, _read(session, deadline), deadline)


def find(ui: UiScreen, wanted: str) -> Item | None:
    """An item that is on the screen, by its text or its number in the list."""
    row = _ROW.fullmatch(wanted.strip())
    for item in ui.items:
        if fold(item.text) == fold(wanted) or (row is not None and item.index == int(row[1])):
            return item
    return None


def _read(session: PhoneSession, deadline: Deadline) -> UiScreen:
    """The list by the phone's own description, else by its picture."""
    try:
        return tell(session, "auto", "what its lists show", deadline).ui
    except (NotPossible, BadReply) as error:
        raise NotPossible(
            f"{session.title} cannot tell what its lists show.",
            seen=f"{why_blind(session)}. {error.wanted}",
            hint=_BLIND,
        ) from error


def _moved_on(before: UiScreen, after: UiScreen) -> bool:
    """Whether another screen, list, field or message is shown."""

    def face(ui: UiScreen) -> tuple[object, ...]:
        return ui.name, ui.title, [item.text for item in ui.items], ui.popups, [field.name for field in ui.fields]

    return face(before) != face(after)


def _after(session: PhoneSession, deadline: Deadline, done: Callable[[UiScreen], bool]) -> UiScreen:
    """The screen once something has happened, or once the phone had time enough for it."""
    limit = deadline.within(REACTS_WITHIN, "the time in which a phone reacts")
    ui = _read(session, deadline)
    for _ in session.watch.rounds(limit):
        ui = _read(session, deadline)
        if done(ui):
            break
    return ui


def _press_select(session: PhoneSession, ui: UiScreen, deadline: Deadline) -> None:
    if ui.soft_key("Select") is not None:
        tap(session, "softkey:Select", deadline)
    else:
        press_key(session, "Select", deadline)


# By keys -----------------------------------------------------------------------------------------------------


def _by_keys(session: PhoneSession, wanted: str, deadline: Deadline) -> str:
    """Move the selection with the arrow keys; says how often they were pressed."""
    walk = _Walk(session, deadline)
    walk.towards(wanted)
    return f"{walk.presses} arrow keys" if walk.presses != 1 else "1 arrow key"


class _Walk:
    """One way through a list; each press is judged by what it did to the selection."""

    def __init__(self, session: PhoneSession, deadline: Deadline) -> None:
        self._session = session
        self._deadline = deadline
        self.presses = 0
        self._steps = {"ArrowDown": 1, "ArrowUp": 1}

    def towards(self, wanted: str) -> None:
        """Until the wanted item is the selected one.

        Raises:
            CheckFailed: Neither end of the list has it.
        """
        ui = _read(self._session, self._deadline)
        ends: set[str] = set()
        seen = {item.text for item in ui.items}
        while True:
            item, selected = find(ui, wanted), ui.selected
            if item is not None and selected is not None and item.index == selected.index:
                return
            key = self._key(item, selected, ends)
            if key is None or self._deadline.expired:
                raise self._missing(wanted, ui, seen)
            after = self._press(key, ui)
            seen |= {each.text for each in after.items}
            if after.selected == selected and find(after, wanted) == item:
                ends.add(key)
            elif selected is not None and after.selected is not None:
                self._steps[key] = max(1, abs(after.selected.index - selected.index))
            ui = after

    def _key(self, item: Item | None, selected: Item | None, ends: set[str]) -> str | None:
        """The next key to press: towards the item, else to the end of the list and then to its beginning."""
        if item is None or selected is None:
            return next((key for key in ("ArrowDown", "ArrowUp") if key not in ends), None)
        way = item.index - selected.index
        first, fine = ("ArrowDown", "ArrowRight") if way > 0 else ("ArrowUp", "ArrowLeft")
        # Down a grid of tiles jumps over a whole row: then the way along the row is the finer one.
        order = (first, fine) if self._steps[first] <= abs(way) else (fine, first)
        return next((key for key in order if key not in ends), None)

    def _press(self, key: str, before: UiScreen) -> UiScreen:
        press_key(self._session, key, self._deadline)
        self.presses += 1
        limit = self._deadline.within(0.5, "the time in which a selection moves")
        ui = before
        for _ in self._session.watch.rounds(limit):
            ui = _read(self._session, self._deadline)
            if ui.selected != before.selected or [each.index for each in ui.items] != [i.index for i in before.items]:
                break
        return ui

    def _missing(self, wanted: str, ui: UiScreen, seen: set[str]) -> CheckFailed:
        return _missing(self._session, wanted, ui, seen, f"{self._deadline.tried(self.presses, 'arrow key')}")


def _missing(
    session: PhoneSession, wanted: str, ui: UiScreen, seen: set[str] | None = None, tried: str = ""
) -> CheckFailed:
    known = sorted(seen or {item.text for item in ui.items})
    return CheckFailed(
        f"{session.title} has no item '{wanted}' in the list '{ui.title or ui.name}'.",
        seen=f"its items: {quoted(known)}.",
        tried=tried,
        hint=did_you_mean(wanted, known, "items"),
    )


# By touch ----------------------------------------------------------------------------------------------------


def _by_touch(session: PhoneSession, wanted: str, deadline: Deadline) -> str:
    """Touch the row; swipe the list until it is in view."""
    swipes = 0
    home = fold(_read(session, deadline).name) == "home"
    for gesture in ("next page", "previous page") if home else ("list down", "list up"):
        moved = True
        while moved:
            ui = _read(session, deadline)
            item = find(ui, wanted)
            if item is not None:
                _touch_to_select(session, ui, item, deadline)
                return f"{swipes} swipes" if swipes != 1 else "1 swipe"
            moved = _scroll(session, gesture, ui, wanted, deadline) and not deadline.expired
            swipes += 1
    raise _missing(session, wanted, _read(session, deadline))


def _touch_to_select(session: PhoneSession, ui: UiScreen, item: Item, deadline: Deadline) -> None:
    if not item.selected:
        _touch_row(session, ui, item, deadline)
        _after(session, deadline, lambda now: now != ui)


def _scroll(session: PhoneSession, gesture: str, ui: UiScreen, wanted: str, deadline: Deadline) -> bool:
    """Swipe the list once; whether it moved."""
    try:
        swipe(session, gesture, None, None, deadline)
    except UnknownName as error:
        raise NotPossible(
            f"The list of {session.title} cannot be scrolled to '{wanted}'.",
            seen=f"shown: {quoted(each.text for each in ui.items)}. {error.wanted}",
            hint=f"give the map of {session.model.name} a gesture '{gesture}'.",
        ) from None
    return _moved_on(ui, _after(session, deadline, lambda now: _moved_on(ui, now)))


def _touch_row(session: PhoneSession, ui: UiScreen, item: Item, deadline: Deadline) -> None:
    """Touch an item at its place on the screen: the n-th that is shown."""
    place = ui.items.index(item) + 1
    named = [f"row {place}", f"tile {place}"]
    home = fold(ui.name) == "home"
    name = next((each for each in (reversed(named) if home else named) if each in session.layout.elements), None)
    if name is None:
        raise NotPossible(
            f"The map of {session.model.name} does not say where row {place} of a list is.",
            seen=f"'{item.text}' is row {place} on the screen.",
            hint=f"give the map the elements 'row {place}' and 'tile {place}'.",
        )
    tap(session, name, deadline)

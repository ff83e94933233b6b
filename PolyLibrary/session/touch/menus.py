"""Menu paths: ``recent calls > missed``, ``Settings > Basic > Preferences``.

A path of the layout map is walked by its steps, on every phone. Any other path is walked from Home by the texts of the
entries, where the phone describes its screen itself.
"""

from collections.abc import Sequence

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UsageError
from PolyLibrary.layout.things import ITEM, Menu
from PolyLibrary.names import did_you_mean, fold, quoted
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.language import forget_language, language_of
from PolyLibrary.session.sight.onscreen import look_at_language
from PolyLibrary.session.sight.shown import Shown, look_at_screen, map_of, read_ui, require_ui, why_blind
from PolyLibrary.session.touch.lists import REACTS_WITHIN, find, open_item, select_item
from PolyLibrary.session.touch.texts import enter_text
from PolyLibrary.session.touch.touching import press_key, tap

MOST_HOMES = 4
"""Presses of Home that bring the Home screen from anywhere (chosen; known: it toggles Home and Lines)."""


def parts_of(path: str) -> list[str]:
    """The entries of a path.

    Raises:
        UsageError: An empty one.
    """
    parts = [" ".join(part.split()) for part in path.split(">")]
    if not all(parts):
        raise UsageError(f"'{path}' is no menu path.", hint="write entries with '>' between them: Settings > Basic.")
    return parts


def open_screen(session: PhoneSession, path: str, deadline: Deadline) -> str:
    """Open what a path leads to; says the way for the log.

    Raises:
        UnknownName: The map has no such path, and nothing can tell where the entries of the phone's menus are.
        CheckFailed: An entry is missing, or did not open.
    """
    parts = parts_of(path)
    known, rest = _longest(session, parts)
    if rest and read_ui(session, deadline) is None:
        raise _unknown(session, path)
    ways = []
    if known is not None:
        ways.append(_walk_steps(session, known, deadline))
    else:
        go_home(session, deadline)
        ways.append("from Home")
    ways += [open_item(session, part, deadline).how for part in rest]
    return ", ".join(ways)


def _longest(session: PhoneSession, parts: list[str]) -> tuple[Menu | None, list[str]]:
    """The map's longest path that the wanted one begins with, and what follows it."""
    layout = map_of(session)
    firmware = str(session.info.firmware) if session.info else ""
    known = layout.menus_for(firmware) if layout else {}
    menus = {tuple(fold(part) for part in parts_of(name)): menu for name, menu in known.items()}
    for count in range(len(parts), 0, -1):
        menu = menus.get(tuple(fold(part) for part in parts[:count]))
        if menu is not None:
            return menu, parts[count:]
    return None, parts


def _form(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(part) for part in parts)


def _unknown(session: PhoneSession, path: str) -> UsageError:
    layout = map_of(session)
    where = f"in the {layout.model} map" if layout else f"for {session.model.name}, which has no map"
    return UsageError(
        f"There is no menu path '{path}' {where}.",
        seen=f"the entries of the phone's menus cannot be read either: {why_blind(session)}.",
        hint=did_you_mean(path, layout.menus if layout else (), "known menu paths"),
    )


def _walk_steps(session: PhoneSession, menu: Menu, deadline: Deadline) -> str:
    _come_from(session, menu, deadline)
    for step in menu.steps:
        if step.startswith(ITEM):
            look_at_language(session, require_ui(session, "what its menus show", deadline))
            item = session.layout.says(step.removeprefix(ITEM).strip(), language_of(session))
            open_item(session, item, deadline)
        else:
            tap(session, step, deadline)
    if menu.shows:
        _wait_for(session, menu.shows, deadline)
    return f"{' then '.join(menu.steps) or 'from Home'} ({menu.source})"


def _come_from(session: PhoneSession, menu: Menu, deadline: Deadline) -> None:
    """Bring one of the screens that the path starts from, where the phone can tell its screen."""
    shown = look_at_screen(session, deadline)
    if not menu.on or not shown.certain or shown.name in menu.on:
        return
    if "home" in menu.on:
        go_home(session, deadline)
        return
    raise CheckFailed(
        f"'{menu.path}' cannot be opened on {session.title} from here.",
        seen=f"{shown}; the path starts on {quoted(menu.on)}.",
        hint="Return To Idle first.",
    )


def _wait_for(session: PhoneSession, name: str, deadline: Deadline) -> None:
    shown: Shown | None = None
    limit = deadline.within(REACTS_WITHIN, "the time in which a phone reacts")
    tries = 0
    for tries in session.watch.rounds(limit):
        shown = look_at_screen(session, deadline)
        if not shown.certain or fold(shown.name) == fold(name):
            return
    raise CheckFailed(f"{session.title} did not open the screen '{name}'.", seen=f"{shown}.", tried=limit.tried(tries))


def go_home(session: PhoneSession, deadline: Deadline) -> str:
    """Press Home until the Home screen is shown, looking after each press.

    Raises:
        NotPossible: The phone cannot tell its screen: Home toggles, so a blind press may lead away from it.
        CheckFailed: Home does not come.
    """
    presses = 0
    while True:
        require_ui(session, "whether it shows Home", deadline)
        shown = look_at_screen(session, deadline)
        if fold(shown.name) == "home":
            return f"{presses} x Home"
        if presses == MOST_HOMES or deadline.expired:
            raise CheckFailed(
                f"{session.title} does not come to its Home screen.",
                seen=f"{shown}.",
                tried=f"{presses} presses of Home",
                hint="a message, a lock or a call may be in the way: look at the picture (Capture Screen).",
            )
        press_key(session, "Home", deadline)
        presses += 1
        limit = deadline.within(REACTS_WITHIN, "the time in which a phone reacts")
        for _ in session.watch.rounds(limit):
            if look_at_screen(session, deadline).name != shown.name:
                break


def get_menu_value(session: PhoneSession, path: str, deadline: Deadline) -> str:
    """The value of a menu entry: what stands beside it, else what is selected or typed once it is open.

    The menu is left as it was opened.
    """
    entry = _open_parent(session, path, deadline)
    beside = select_item(session, entry, deadline).item.value
    if beside:
        return beside
    open_item(session, entry, deadline)
    ui = require_ui(session, "the value of a menu entry", deadline)
    value = ui.fields[0].value if ui.fields else ui.selected.text if ui.selected else ""
    tap(session, "softkey:Cancel" if ui.soft_key("Cancel") else "softkey:Back", deadline)
    return value


def set_menu_value(session: PhoneSession, path: str, value: str, deadline: Deadline) -> str:
    """Choose or type the value of a menu entry, and look that the phone has taken it; says the way.

    Raises:
        CheckFailed: There is no such choice, or the entry shows another value afterwards.
    """
    entry = _open_parent(session, path, deadline)
    row = open_item(session, entry, deadline).item.index
    ui = require_ui(session, "the value of a menu entry", deadline)
    if ui.fields:
        enter_text(session, value, deadline, replace=True)
        tap(session, "softkey:OK", deadline)
        how = "typed, then OK"
    elif ui.items:
        how = open_item(session, value, deadline).how
    else:
        raise CheckFailed(
            f"'{path}' of {session.title} has no value to set.",
            seen=f"it opened '{ui.title or ui.name}' without a field or a list.",
            hint="use Open Screen, and Press Soft Key for what is there.",
        )
    _check_taken(session, entry, row, value, deadline)
    return how


def _open_parent(session: PhoneSession, path: str, deadline: Deadline) -> str:
    *above, entry = parts_of(path)
    if not above:
        raise UsageError(f"'{path}' names no menu and entry.", hint="write the whole path: Settings > Basic > ...")
    if read_ui(session, deadline) is None:
        raise NotPossible(
            f"The menus of {session.title} cannot be read.",
            seen=f"{why_blind(session)}.",
            hint="use Set Config for the parameter behind it, or a VVX with firmware 6.x.",
        )
    open_screen(session, " > ".join(above), deadline)
    return entry


def _check_taken(session: PhoneSession, entry: str, row: int, value: str, deadline: Deadline) -> None:
    """Where the menu shows values beside its entries, the new one must stand there.

    Args:
        row: The number of the entry, by which it is known again where the value has changed the phone's language.
    """
    limit = deadline.within(REACTS_WITHIN, "the time in which a phone reacts")
    seen = ""
    tries = 0
    for tries in session.watch.rounds(limit):
        ui = require_ui(session, "the value of a menu entry", deadline)
        item = find(ui, entry)
        if item is not None and (not item.value or fold(item.value) == fold(value)):
            return
        renamed = find(ui, f"row {row}") if item is None else None
        if renamed is not None and fold(renamed.value) == fold(value):
            forget_language(session)
            return
        seen = f"'{entry}' shows '{item.value}'" if item else f"the screen '{ui.title or ui.name}' without '{entry}'"
        if item is None and ui.popups:
            seen += f" and the message '{ui.popups[0][1] or ui.popups[0][0]}'"
    raise CheckFailed(
        f"{session.title} has not taken '{value}' for '{entry}'.",
        seen=f"{seen}.",
        tried=limit.tried(tries),
        hint="a phone may write the value in other words: look at the picture (Capture Screen).",
    )

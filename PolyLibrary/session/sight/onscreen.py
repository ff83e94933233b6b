"""Waiting until the thing to touch is on the screen shown: elements by their screen, soft keys by their label."""

from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, UnknownName
from PolyLibrary.layout.softkeys import SoftKeyPlace, SoftKeyRow
from PolyLibrary.layout.things import Element
from PolyLibrary.names import did_you_mean, fold, quoted
from PolyLibrary.phone.uixml import SoftKeyLabel, UiScreen
from PolyLibrary.session.calls.callpick import listed
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.language import forget_language, language_of
from PolyLibrary.session.sight.recognition import has_picture_rules, which_screen
from PolyLibrary.session.sight.shown import Shown, described, map_of, read_ui
from PolyLibrary.terms import Point


def wait_for_element(session: PhoneSession, element: Element, deadline: Deadline) -> str:
    """Wait until one of the element's screens is shown, as far as the phone can tell; says what was checked.

    Raises:
        CheckFailed: Another screen is shown, or no call allows one of them. Nothing was touched.
    """
    shown: Shown | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        ui = read_ui(session, deadline)
        if ui is not None:
            shown = described(session, ui)
        elif element.on and has_picture_rules(session):
            shown = which_screen(session, deadline)
        else:
            return _wait_for_calls(session, element, deadline)
        if not shown.certain and ui is None:
            return _wait_for_calls(session, element, deadline)
        if not element.on or not shown.name or shown.name in element.on:
            return f"screen '{shown.name}' by {shown.how}" if shown.name else "screen not checked"
    assert shown is not None
    raise CheckFailed(
        f"{session.title} shows '{shown.name}'; the element '{element.name}' is on {quoted(element.on)}.",
        seen=f"{shown}.",
        tried=f"{deadline.tried(tries)}; nothing was touched",
        hint=_elements_there(session, element.name, shown.name),
    )


def _elements_there(session: PhoneSession, name: str, screen: str) -> str:
    layout = session.layout
    here = [element.name for element in layout.elements.values() if screen in element.on]
    if not here:
        return f"the {layout.model} map has no elements on '{screen}'; open the right screen first (Open Screen)."
    return did_you_mean(name, here, f"elements on '{screen}'")


def _wait_for_calls(session: PhoneSession, element: Element, deadline: Deadline) -> str:
    """Wait until a call tells that one of the element's screens can be shown; says what was checked."""
    screens = [session.layout.screen_named(name) for name in element.on]
    if not screens or not all(screen.recognise.calls for screen in screens):
        return "screen not checked"
    wanted = {state for screen in screens for state in screen.recognise.calls}
    outcome = session.watch.wait(
        lambda reading: True if any(call.state in wanted for call in reading.calls) else None, deadline
    )
    if outcome.value is None:
        raise CheckFailed(
            f"The element '{element.name}' cannot be on the screen of {session.title} now.",
            seen=f"it is on {', '.join(element.on)}; the calls, {outcome.reading.age:.1f} s ago: "
            f"{listed(outcome.reading.calls)}.",
            tried=deadline.tried(outcome.tries),
            hint="wait for such a call first, or look at the picture.",
        )
    return f"screen {' or '.join(element.on)} by its calls"


@dataclass(frozen=True)
class FoundKey:
    """A soft key that the phone itself names.

    Attributes:
        place: Its page, its cell, and the touches that bring it.
        key: The hard key below it.
        more: The hard key that turns the page.
    """

    place: SoftKeyPlace
    key: str
    more: str
    shown: UiScreen


def described_soft_key(session: PhoneSession, label_or_id: str, deadline: Deadline) -> FoundKey | None:
    """Wait until the phone's own description has a soft key; None where it has no description.

    Raises:
        CheckFailed: It has none of that label when the time is over.
    """
    ui: UiScreen | None = None
    label = label_or_id
    asked = False
    tries = 0
    for tries in session.watch.rounds(deadline):
        ui = read_ui(session, deadline)
        if ui is None:
            return None
        if not asked:
            asked = look_at_language(session, ui)
        label = label_of(session, label_or_id)
        key = ui.soft_key(label)
        if key is not None:
            return _found(session, ui, key)
    assert ui is not None
    raise no_soft_key(session, label, ui, deadline.tried(tries))


def label_of(session: PhoneSession, label_or_id: str) -> str:
    """The label that the phone writes in its language, for a label or the name of an element of the map."""
    layout = map_of(session)
    firmware = str(session.info.firmware) if session.info else ""
    try:
        if layout is None:
            return label_or_id
        return layout.softkey(label_or_id, firmware=firmware, language=language_of(session))
    except UnknownName:
        # The phone may well show a label that the map has never heard of.
        return label_or_id


def look_at_language(session: PhoneSession, ui: UiScreen) -> bool:
    """Have the language asked for again when no label of the screen is one of that which the phone had; whether so."""
    layout = map_of(session)
    if layout is None or session.language is None or not ui.soft_keys:
        return False
    said = {fold(layout.says_key(word, session.language[0])) for word in layout.soft_key_words}
    if said & {fold(label) for label in ui.soft_key_labels}:
        return False
    forget_language(session)
    return True


def no_soft_key(session: PhoneSession, label: str, ui: UiScreen, tried: str) -> CheckFailed:
    """The error of a soft key that the screen shown does not have."""
    labels = ui.soft_key_labels
    name = ui.name or ui.title
    return CheckFailed(
        f"{session.title} shows no soft key '{label}'.",
        seen=f"the screen '{name}' with {quoted(labels) or 'no soft keys'}.",
        tried=f"{tried}; nothing was pressed",
        hint=did_you_mean(label, labels, f"soft keys of '{name}'") if labels else "open the screen that has it first.",
    )


def _found(session: PhoneSession, ui: UiScreen, key: SoftKeyLabel) -> FoundKey:
    layout = map_of(session)
    row = layout.softkey_row if layout else None
    more = _cell_of_more(session, ui, row)
    point = row.centre(key.cell) if row else Point(-1, -1)
    before = (row.centre(more),) * (key.page - 1) if row else ()
    place = SoftKeyPlace(key.label, key.page, ui.pages, key.cell, point, before, row.source if row else "derived")
    return FoundKey(place, f"SoftKey{key.cell}", f"SoftKey{more}", ui)


def _cell_of_more(session: PhoneSession, ui: UiScreen, row: SoftKeyRow | None) -> int:
    """Known: More stands in the last cell of each page."""
    key = ui.soft_key(row.more if row else "More")
    return key.cell if key is not None else row.cells if row else session.model.soft_keys

"""From a locator to the place to touch: a point, and what to press before it can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UnknownName, UsageError
from PolyLibrary.layout.locator import (
    ElementNamed,
    HardKey,
    ImageOnScreen,
    LineKey,
    Locator,
    PointAt,
    SoftKey,
    TextOnScreen,
    parse,
)
from PolyLibrary.layout.softkeys import SoftKeyPlace
from PolyLibrary.layout.things import Element
from PolyLibrary.names import did_you_mean, fold
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.aim import Aim, aim_at_element, aim_at_picture, aim_at_text
from PolyLibrary.session.sight.language import language_of
from PolyLibrary.session.sight.onscreen import FoundKey, described_soft_key, wait_for_element
from PolyLibrary.session.sight.shown import describes, map_name, map_of, read_ui
from PolyLibrary.terms import Point

_UNPROVEN = ("emulator", "derived")


@dataclass(frozen=True)
class Target:
    """Where a locator leads.

    Attributes:
        point: The pixel to touch.
        how: Where it was found, for the log.
        before: Points to touch first, in order (the More pages of a soft key).
        warning: Said once when a fact that nobody saw on a phone is used on a real one.
        keys: Hard keys that do the same, in order; where there are any they are pressed instead.
        turns_page: Whether the last of the keys is More.
    """

    point: Point
    how: str
    before: Sequence[Point] = ()
    warning: str = ""
    keys: Sequence[str] = ()
    turns_page: bool = False


def locate(session: PhoneSession, text: str, deadline: Deadline) -> Target:
    """Resolve a locator of any kind for a touch; refused before any request where it cannot work.

    Raises:
        UsageError: Unknown element, soft key or spelling.
        NotPossible: A hard key, which is no place; a point off the screen, a way not built.
    """
    locator = parse(text)
    target = _resolve(session, locator, deadline)
    if not target.keys:
        for point in (*target.before, target.point):
            check_on_screen(session, point)
    return target


def soft_key(session: PhoneSession, label: str, deadline: Deadline, *, screen: str = "") -> Target:
    """Where a soft key is, on the screen that is known to be shown where the phone cannot tell it itself.

    Args:
        screen: A screen of the layout map; empty = by the calls alone.
    """
    return _soft_key(session, label, deadline, screen=screen)


def check_on_screen(session: PhoneSession, point: Point) -> None:
    """Refuse a point that is not on the panel, before any request."""
    if not session.model.screen.holds(point):
        width, height = session.model.screen
        raise NotPossible(
            f"The point {point} is not on the screen of {session.title}.",
            seen=f"its panel is {session.model.screen} pixels: x 0 to {width - 1}, y 0 to {height - 1}.",
            hint="points count from the top left corner.",
        )


def _resolve(session: PhoneSession, locator: Locator, deadline: Deadline) -> Target:
    match locator:
        case PointAt(point):
            return Target(point, "a bare point, not looked for")
        case ElementNamed(name):
            return _element(session, name, deadline)
        case SoftKey(label):
            return _soft_key(session, label, deadline)
        case LineKey(key):
            return _line_key(session, key, deadline)
        case HardKey(name):
            raise _no_place(f"'key:{name}'", name)
        case TextOnScreen(words) if (named := _named_text(session, words, deadline)) is not None:
            return named
        case TextOnScreen(words):
            aim = aim_at_text(session, words, deadline)
            return Target(aim.point, aim.how)
        case ImageOnScreen(file):
            aim = aim_at_picture(session, file, deadline)
            return Target(aim.point, aim.how)
    raise AssertionError(locator)


def _named_text(session: PhoneSession, text: str, deadline: Deadline) -> Target | None:
    """A text that the phone itself says is on its screen, and whose place the map knows; else None."""
    ui = read_ui(session, deadline)
    if ui is None:
        return None
    if ui.soft_key(text) is not None:
        return _soft_key(session, text, deadline)
    form, name = fold(text), map_name(session, ui)
    fitting = [e for e in session.layout.elements.values() if fold(e.text) == form and name in e.on]
    if len(fitting) == 1 and form in {fold(each) for each in ui.texts}:
        return _element(session, fitting[0].name, deadline)
    return None


def key_of(session: PhoneSession, locator: Locator) -> str | None:
    """The hard key that a locator means: ``key:Home``, or an element whose first way is a key; else None."""
    if isinstance(locator, HardKey):
        return locator.name
    element = None
    if isinstance(locator, ElementNamed):
        firmware = str(session.info.firmware) if session.info else ""
        element = session.layout.element(locator.name, firmware=firmware)
    elif isinstance(locator, LineKey) and not session.model.touch:
        number = locator.number or _line_of_label(session, locator.key)
        element = session.layout.line_key(number) if number <= session.model.line_keys else None
    if element is not None:
        way = next((way for way in element.ways if way in ("at", "softkey", "line", "key")), None)
        return element.key if way == "key" else None
    return None


def refuse_key(session: PhoneSession, key: str, push: str) -> NotPossible:
    """The reason why a hard key cannot be pressed on this phone, by neither way.

    Args:
        push: Why a push cannot press it, as a sentence.
    """
    known = session.model.hard_keys
    if fold(key) not in {fold(name) for name in known}:
        return NotPossible(
            f"{session.model.display} has no key '{key}'.", hint=did_you_mean(key, known, "its hard keys")
        )
    return NotPossible(
        f"The key '{key}' of {session.title} cannot be pressed by any request.",
        seen="simulateKeyEvent exists on VVX phones from firmware 6.0 on"
        + (f"; this one runs {session.info.firmware}. " if session.info else ". ")
        + f"XML push (Key:): {push}",
        hint="touch what is drawn on the screen instead (Tap, Press Soft Key, line:N).",
    )


def _no_place(what: str, key: str) -> NotPossible:
    return NotPossible(
        f"{what} is a hard key, no place on the screen.", hint=f"press it with Press Key    {key}, or Tap it."
    )


def _element(session: PhoneSession, name: str, deadline: Deadline) -> Target:
    layout = session.layout
    firmware = str(session.info.firmware) if session.info else ""
    element = layout.element(name, firmware=firmware)
    if element.text:
        element = layout.element(name, firmware=firmware, language=language_of(session))
    warning = _warning(session, f"element '{element.name}'", element.source)
    for way in element.ways:
        if way in ("at", "image", "text") and (aim := _aim(session, element, deadline)) is not None:
            return Target(aim.point, aim.how)
        if way == "at" and element.at is not None:
            checked = wait_for_element(session, element, deadline)
            how = f"element '{element.name}' at {element.at} ({element.source}; {checked})"
            return Target(element.at, how, (), warning)
        if way == "softkey":
            return _soft_key(session, element.softkey, deadline, element)
        if way == "line":
            return _line_key(session, str(element.line), deadline)
        if way == "key":
            raise _no_place(f"The element '{element.name}'", element.key)
    raise NotPossible(
        f"The element '{element.name}' of {layout.model} has no place that can be touched yet.",
        seen=f"its map entry gives only {', '.join(element.ways)}.",
        hint=f"add at: [x, y] to it ({element.origin}).",
    )


def _aim(session: PhoneSession, element: Element, deadline: Deadline) -> Aim | None:
    """The place of an element on the picture; where the phone tells its screen, that is looked at before."""
    if element.on and (element.image or element.at is None) and describes(session):
        wait_for_element(session, element, deadline)
    return aim_at_element(session, element, deadline)


def _soft_key(
    session: PhoneSession, label: str, deadline: Deadline, element: Element | None = None, screen: str = ""
) -> Target:
    """Find a soft key among those that may be shown with the calls that there are; waits for such calls.

    An element may name the exact point of its soft key: it is touched when it lies in the cell that was found,
    and corrected in the log when it does not.
    """
    described = described_soft_key(session, label, deadline)
    if described is not None:
        return _described(session, described)
    layout = session.layout
    layout.softkey(label)  # a label that no screen has is an error at once
    failure: UsageError | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        reading = session.watch.look(deadline)
        try:
            place = _place(session, label, [call.state.value for call in reading.calls], screen)
        except UsageError as error:
            failure = error
            continue
        before = _turns(session, place)
        where = f"in cell {place.cell} of page {place.page} at {place.point}"
        how = f"soft key '{place.label}' {where} ({place.source})"
        if element is not None and element.at is not None and not before:
            if layout.softkey_cell(place).holds(element.at):
                how = f"element '{element.name}' at {element.at} ({element.source}), in cell {place.cell}"
                return Target(element.at, how, (), _warning(session, f"'{element.name}'", element.source))
            how += f"; the map has it at {element.at}: mend it to at: [{place.point.x}, {place.point.y}]"
        return Target(place.point, how, before, _warning(session, f"soft key '{place.label}'", place.source))
    assert failure is not None
    raise CheckFailed(failure.wanted, seen=failure.seen, tried=deadline.tried(tries), hint=failure.hint)


def _place(session: PhoneSession, label: str, states: Sequence[str], screen: str) -> SoftKeyPlace:
    """Where the map puts a soft key: on the screen that is given where the map has it there, else by the calls."""
    layout = session.layout
    sets = list(layout.screens[screen].softkeys.values()) if screen in layout.screens else []
    having = [shown for shown in sets if shown.find(label)]
    fitting = [shown for shown in having if shown.name in states] or having
    if fitting:
        return layout.softkey_point(label, fitting)
    return layout.softkey_place(label, states)


def _described(session: PhoneSession, found: FoundKey) -> Target:
    """A soft key that the phone names itself: the key below it on phones without touch, else its drawn cell."""
    place, screen = found.place, found.shown.name or found.shown.title
    where = f"in cell {place.cell} of page {place.page}"
    if not session.model.touch and "rest" in session.key_ways():
        keys = ((found.more,) * _turn_count(session, place)) + (found.key,)
        how = f"soft key '{place.label}' {where} of '{screen}', by key {keys[-1]}"
        return Target(place.point, how, keys=keys, turns_page=_is_more(session, place.label))
    if place.point.x < 0:
        raise NotPossible(
            f"The map of {session.model.name} does not say where its soft keys are drawn.",
            seen=f"'{place.label}' is {where} of '{screen}'.",
            hint="give the map a 'softkeys:' entry with row and cells.",
        )
    how = f"soft key '{place.label}' {where} of '{screen}' at {place.point} ({place.source})"
    return Target(
        place.point, how, _turns(session, place), _warning(session, f"soft key '{place.label}'", place.source)
    )


def _is_more(session: PhoneSession, label: str) -> bool:
    layout = map_of(session)
    return fold(label) == fold(layout.softkey_row.more if layout and layout.softkey_row else "More")


def _turn_count(session: PhoneSession, place: SoftKeyPlace) -> int:
    """How often More brings the place's page, from the page where the last touches have left it."""
    if _is_more(session, place.label) or not session.turned:
        return place.page - 1
    return (place.page - 1 - session.turned) % place.pages


def _turns(session: PhoneSession, place: SoftKeyPlace) -> tuple[Point, ...]:
    """The touches of More that bring the place's page."""
    row = session.layout.softkey_row
    if row is None or not session.turned or _is_more(session, place.label):
        return place.before
    return (row.centre(row.cells),) * _turn_count(session, place)


def _line_key(session: PhoneSession, key: str, deadline: Deadline) -> Target:
    number = int(key) if key.isdigit() else _line_of_label(session, key)
    if not 1 <= number <= session.model.line_keys:
        raise UsageError(
            f"{session.model.display} has no line key {number}.", hint=f"it has 1 to {session.model.line_keys}."
        )
    element = session.layout.line_key(number)
    if element is None:
        raise NotPossible(
            f"The map of {session.model.name} does not say where line key {number} is drawn.",
            hint=f"add an element 'line {number}' with at: [x, y].",
        )
    return _element(session, element.name, deadline)


def _line_of_label(session: PhoneSession, label: str) -> int:
    labels = {line.name: index for index, line in enumerate(session.entry.lines, 1) if line.name}
    by_fold = {name.casefold(): index for name, index in labels.items()}
    if label.casefold() in by_fold:
        return by_fold[label.casefold()]
    raise UnknownName("line key", label, labels, where=f"on {session.title}", plural="its line labels")


def _warning(session: PhoneSession, what: str, source: str) -> str:
    if session.virtual or source not in _UNPROVEN:
        return ""
    return (
        f"The place of {what} is {source}: nobody has seen it on a {session.model.display} yet. "
        "Touch it by hand and take the coordinates from Get Touches."
    )

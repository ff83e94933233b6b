"""Whether an element, a soft key, a line key or a text is on the screen, and the proof that it is not."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, Undecided
from PolyLibrary.layout.locator import ElementNamed, ImageOnScreen, LineKey, SoftKey, TextOnScreen, parse
from PolyLibrary.names import fold, quoted
from PolyLibrary.phone.uixml import UiScreen
from PolyLibrary.session.language import language_of
from PolyLibrary.session.onscreen import label_of
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.shown import look_at_screen, require_ui
from PolyLibrary.session.watch import MOST_GAP
from PolyLibrary.terms import CallState


@dataclass(frozen=True)
class Presence:
    """Whether a thing is on the screen, and what told it."""

    there: bool
    how: str
    at: float


def expect_element(session: PhoneSession, locator: str, deadline: Deadline) -> Presence:
    """Wait until an element, soft key, line key or text is on the screen."""
    look = _looker(session, locator)
    last: Presence | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        last = look(deadline)
        if last.there:
            return last
    assert last is not None
    raise CheckFailed(
        f"'{locator}' is not on the screen of {session.title}.",
        seen=f"{last.how}.",
        tried=deadline.tried(tries),
        hint="look at the picture (Capture Screen): is the right screen shown?",
    )


def expect_no_element(session: PhoneSession, locator: str, during: float, deadline: Deadline) -> Presence:
    """Prove that a thing stays off the screen for a time, on fresh looks and on its own screen.

    Raises:
        CheckFailed: It is there.
        Undecided: Its screen was not shown, or the looks were too far apart.
    """
    look = _looker(session, locator, prove=True)
    previous: Presence | None = None
    first: Presence | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        now = look(deadline)
        first = first or now
        if now.there:
            raise CheckFailed(
                f"'{locator}' is on the screen of {session.title}.", seen=f"{now.how}.", tried=deadline.tried(tries)
            )
        if previous is not None and now.at - previous.at > MOST_GAP:
            raise Undecided(
                f"Nothing is proven: two looks at the screen were {now.at - previous.at:.1f} s apart.",
                seen=f"{tries} looks, gaps up to {MOST_GAP} s are allowed.",
                hint="look at the phone's load and at the network, then run the test again.",
            )
        previous = now
        if now.at - first.at >= during:
            return now
    raise Undecided(
        f"Nothing is proven: the time was over before {during:g} s had been watched.",
        tried=deadline.tried(tries),
        hint="give a longer timeout= or a shorter during=.",
    )


Looker = Callable[[Deadline], Presence]


def _looker(session: PhoneSession, text: str, *, prove: bool = False) -> Looker:
    """How to look for a locator.

    Raises:
        NotPossible: A point, or a picture, which nothing can look for yet.
    """
    match parse(text):
        case ElementNamed(name):
            return _element_looker(session, name, prove)
        case SoftKey(label):
            wanted = label_of(session, label)
            return _ui_looker(session, lambda ui: ui.soft_key(wanted) is not None, f"soft key '{wanted}'")
        case LineKey() as key:
            return _ui_looker(session, lambda ui: _has_line_key(ui, key), f"line key '{key.key}'")
        case TextOnScreen(words):
            return _ui_looker(session, lambda ui: has_text(ui, words), f"text '{words}'")
        case ImageOnScreen():
            hint = "give the element a softkey, text or line in the layout map."
            raise NotPossible(f"'{text}' cannot be looked for yet: this version finds no pictures.", hint=hint)
    raise NotPossible(
        f"'{text}' is only a place: it can be touched, not checked.",
        hint="name an element of the layout map that has a softkey, text, line or picture.",
    )


def _element_looker(session: PhoneSession, name: str, prove: bool) -> Looker:
    firmware = str(session.info.firmware) if session.info else ""
    element = session.layout.element(name, firmware=firmware)
    if element.softkey or element.text:
        element = session.layout.element(name, firmware=firmware, language=language_of(session))
    checks: list[tuple[str, Callable[[UiScreen], bool]]] = []
    if element.icon:
        checks.append((f"icon '{element.icon}'", lambda ui: fold(element.icon) in {fold(each) for each in ui.icons}))
    if element.softkey:
        checks.append((f"soft key '{element.softkey}'", lambda ui: ui.soft_key(element.softkey) is not None))
    if element.text:
        checks.append((f"text '{element.text}'", lambda ui: has_text(ui, element.text)))
    if element.line is not None:
        checks.append((f"line key {element.line}", lambda ui: element.line in {key.index for key in ui.line_keys}))
    if checks:
        what, there = checks[0]
        return _ui_looker(session, there, f"element '{element.name}' by its {what}", element.on if prove else ())
    screens = [session.layout.screen_named(each) for each in element.on]
    if screens and all(screen.recognise.calls for screen in screens):
        states = {state for screen in screens for state in screen.recognise.calls}
        return _call_looker(session, states, element.name)
    raise NotPossible(
        f"The element '{element.name}' has only a place in the {session.layout.model} map: it can be touched, not "
        "checked.",
        hint=f"add icon:, softkey:, text: or line: to it ({element.origin}).",
    )


def _ui_looker(session: PhoneSession, there: Callable[[UiScreen], bool], what: str, on: Sequence[str] = ()) -> Looker:
    def look(deadline: Deadline) -> Presence:
        require_ui(session, f"whether there is {what}", deadline)
        shown = look_at_screen(session, deadline)
        assert shown.ui is not None
        found = there(shown.ui)
        if not found and on and shown.name not in on:
            raise Undecided(
                f"Nothing is proven of the {what} on {session.title}: its screen is not shown.",
                seen=f"{shown}; it is on {quoted(on)}.",
                hint="open that screen first (Open Screen).",
            )
        return Presence(found, f"{what} {'is' if found else 'is not'} on {shown}", shown.at)

    return look


def _call_looker(session: PhoneSession, states: Collection[CallState], name: str) -> Looker:
    def look(deadline: Deadline) -> Presence:
        reading = session.watch.look(deadline)
        there = [call for call in reading.calls if call.state in states]
        words = ", ".join(str(call.state) for call in reading.calls) or "no call"
        return Presence(bool(there), f"element '{name}' by the calls ({words})", reading.at)

    return look


def _has_line_key(ui: UiScreen, key: LineKey) -> bool:
    if key.number is not None:
        return any(each.index == key.number for each in ui.line_keys)
    return any(fold(each.label) == fold(key.key) for each in ui.line_keys)


def has_text(ui: UiScreen, text: str) -> bool:
    """Whether a text is on the screen by whole words: ``1`` is not in ``101``."""
    wanted = text.casefold().split()
    for shown in ui.texts:
        words = shown.casefold().split()
        if any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1)):
            return True
    return False

"""How to look for what a locator means: by the picture, by the phone's own description, or by its calls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, Undecided
from PolyLibrary.layout.locator import ElementNamed, ImageOnScreen, LineKey, SoftKey, TextOnScreen, parse
from PolyLibrary.layout.things import Element
from PolyLibrary.names import fold, quoted
from PolyLibrary.phone.uixml import UiScreen
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import Frame
from PolyLibrary.session.sight.language import language_of
from PolyLibrary.session.sight.onscreen import label_of
from PolyLibrary.session.sight.recognition import which_screen
from PolyLibrary.session.sight.rest import rested
from PolyLibrary.session.sight.seek import Options, Sighting, coloured, see_picture, see_text
from PolyLibrary.session.sight.shown import Shown, described, describes, read_ui, why_blind
from PolyLibrary.session.sight.templates import no_usable_picture, picture_file, usable_picture

LEGIBLE = 200
"""Pixels that a panel must be high for its texts to be read well; what describes itself is not read below it."""


@dataclass(frozen=True)
class Presence:
    """Whether a thing is on the screen, and what told it.

    Attributes:
        doubtful: Whether neither presence nor absence is proven.
        frame: The picture that was searched; None where no picture was needed.
        sighting: What was found on it.
    """

    there: bool
    how: str
    at: float
    doubtful: bool = False
    frame: Frame | None = None
    sighting: Sighting | None = None


Looker = Callable[[Deadline], Presence]
_PLAIN = Options()


def looker(session: PhoneSession, text: str, options: Options, *, prove: bool = False) -> Looker:
    """How to look for a locator.

    Args:
        prove: Whether its absence is to be proven: the screens that show it must be shown then.

    Raises:
        NotPossible: A point, or an element that nothing can look for.
    """
    match parse(text):
        case ElementNamed(name):
            return _element(session, name, options, prove=prove)
        case SoftKey(label):
            return _soft_key(session, label, options, prove=prove)
        case LineKey() as key:
            return _line_key(session, key, options)
        case TextOnScreen(words):
            return _text(session, words, options)
        case ImageOnScreen(file):
            path = picture_file(session, file)
            return _by_picture(session, lambda frame: see_picture(frame, path, options), "", ())
    raise NotPossible(
        f"'{text}' is only a place: it can be touched, not checked.",
        hint="name an element of the layout map that has a picture, text, softkey or line, or write image:FILE.",
    )


def _element(session: PhoneSession, name: str, options: Options, *, prove: bool) -> Looker:
    element = session.layout.element(
        name, firmware=str(session.info.firmware) if session.info else "", language=language_of(session)
    )
    what, on = f"element '{element.name}' by its ", element.on if prove else ()
    picture = usable_picture(session, element)
    if picture is not None:
        tolerant = replace(options, theme_tolerant=options.theme_tolerant or element.theme_tolerant)
        return _by_picture(session, lambda frame: see_picture(frame, picture, tolerant, element.within), what, on)
    if element.text and (options.picture_wanted or not describes(session)):
        return _by_picture(session, lambda frame: see_text(frame, element.text, options, element.within), what, on)
    if options.color and (options.region or element.box):
        return _by_picture(session, lambda frame: _see_colour(frame, element, options), what, on)
    if options.picture_wanted:
        raise _no_picture(session, element)
    if _described_by(element) and (element.softkey == "" or describes(session)):
        return _by_description(session, element, on)
    if element.softkey:
        return _soft_key(session, element.softkey, options, prove=prove)
    screens = [session.layout.screen_named(each) for each in element.on]
    if screens and all(screen.recognise.calls for screen in screens):
        return _by_calls(session, element)
    raise _no_picture(session, element)


def _no_picture(session: PhoneSession, element: Element) -> NotPossible:
    if element.image is not None:
        return no_usable_picture(session, element)
    return NotPossible(
        f"The element '{element.name}' has only a place in the {session.layout.model} map: it can be touched, not "
        "checked.",
        hint=f"add image:, icon:, softkey:, text: or line: to it ({element.origin}).",
    )


def _described_by(element: Element) -> bool:
    return bool(element.icon or element.softkey or element.text or element.line is not None)


# By the picture ----------------------------------------------------------------------------------------------


def _by_picture(session: PhoneSession, see: Callable[[Frame], Sighting], what: str, on: Sequence[str]) -> Looker:
    def look(deadline: Deadline) -> Presence:
        frame, waited = rested(session, deadline)
        sighting = see(frame)
        note = f" ({waited})" if waited else ""
        if not sighting.there and on:
            shown = which_screen(session, deadline, frame)
            if shown.name not in on:
                raise _elsewhere(session, f"{what}{sighting.how}", shown, on)
            note += f"; {shown}"
        how = f"{what}{sighting.how}{note}"
        return Presence(sighting.there, how, frame.at, sighting.doubtful, frame, sighting)

    return look


def _see_colour(frame: Frame, element: Element, options: Options) -> Sighting:
    box = options.region or element.box
    assert box is not None, "the caller has looked"
    return coloured(frame, Sighting(True, f"place {box}", (box,), box, False, box), options, ground=True)


def _text(session: PhoneSession, words: str, options: Options) -> Looker:
    """A text: read on the picture; from the phone's own description where the panel is too small or nothing reads."""
    if reads_picture(session, options):
        return _by_picture(session, lambda frame: see_text(frame, words, options), "", ())
    return _told(session, lambda ui: has_text(ui, words), f"text '{words}'", ())


def reads_picture(session: PhoneSession, options: Options) -> bool:
    """Whether a text is read on the picture, not taken from what the phone describes."""
    from PolyLibrary.screen.read import engine_name

    if options.picture_wanted or not describes(session):
        return True
    try:
        engine_name()
    except NotPossible:
        return False
    return session.model.screen.height >= LEGIBLE


def _soft_key(session: PhoneSession, label: str, options: Options, *, prove: bool) -> Looker:
    wanted = label_of(session, label)
    if describes(session) and not options.picture_wanted:
        return _told(session, lambda ui: ui.soft_key(wanted) is not None, f"soft key '{wanted}'", ())
    row = session.layout.softkey_row
    box = row.box if row else None
    more = label_of(session, row.more) if row else ""

    def see(frame: Frame) -> Sighting:
        sighting = see_text(frame, wanted, options, box)
        absent = not sighting.there and not sighting.doubtful
        # A region asks for the page that is shown.
        if prove and absent and more and options.region is None and see_text(frame, more, _PLAIN, box).there:
            raise _one_page(session, wanted, more, sighting)
        return sighting

    return _by_picture(session, see, "soft key ", ())


def _one_page(session: PhoneSession, wanted: str, more: str, sighting: Sighting) -> Undecided:
    return Undecided(
        f"Nothing is proven of the soft key '{wanted}' on {session.title}: its picture shows one page of them only.",
        seen=f"{sighting.how}, but '{more}' leads to other soft keys.",
        hint="region=soft keys asks for the page that is shown alone; Press Soft Key    More turns it.",
    )


def _line_key(session: PhoneSession, key: LineKey, options: Options) -> Looker:
    if describes(session) and not options.picture_wanted:
        return _told(session, lambda ui: _has_line_key(ui, key), f"line key '{key.key}'", ())
    if key.number is None:
        return _by_picture(
            session, lambda frame: see_text(frame, key.key, options), f"line key '{key.key}' by its ", ()
        )
    element = session.layout.line_key(key.number)
    if element is not None and options.color:
        return _by_picture(
            session, lambda frame: _see_colour(frame, element, options), f"line key {key.key} by its ", ()
        )
    raise NotPossible(
        f"Nothing can tell whether line key {key.key} of {session.title} is shown.",
        seen=f"{why_blind(session)}.",
        hint="name it by the label that stands on it (line:Alice): a label is read on the picture.",
    )


# By what the phone says of itself ----------------------------------------------------------------------------


def _by_description(session: PhoneSession, element: Element, on: Sequence[str]) -> Looker:
    if element.icon:
        what = f"icon '{element.icon}'"
        return _told(session, lambda ui: fold(element.icon) in {fold(e) for e in ui.icons}, _of(element, what), on)
    if element.softkey:
        what = f"soft key '{element.softkey}'"
        return _told(session, lambda ui: ui.soft_key(element.softkey) is not None, _of(element, what), on)
    if element.text:
        return _told(session, lambda ui: has_text(ui, element.text), _of(element, f"text '{element.text}'"), on)
    return _told(
        session,
        lambda ui: element.line in {key.index for key in ui.line_keys},
        _of(element, f"line key {element.line}"),
        on,
    )


def _of(element: Element, what: str) -> str:
    return f"element '{element.name}' by its {what}"


def _told(session: PhoneSession, there: Callable[[UiScreen], bool], what: str, on: Sequence[str]) -> Looker:
    def look(deadline: Deadline) -> Presence:
        ui = read_ui(session, deadline)
        if ui is None:
            raise NotPossible(
                f"{session.title} cannot tell whether there is {what}.",
                seen=f"{why_blind(session)}.",
                hint="give it a picture (polylab layout cut) or a text in the layout map, which are looked for.",
            )
        shown = described(session, ui)
        found = there(ui)
        if not found and on and shown.name not in on:
            raise _elsewhere(session, what, shown, on)
        return Presence(found, f"{what} {'is' if found else 'is not'} on {shown}", shown.at)

    return look


def _by_calls(session: PhoneSession, element: Element) -> Looker:
    screens = [session.layout.screen_named(each) for each in element.on]
    states = {state for screen in screens for state in screen.recognise.calls}

    def look(deadline: Deadline) -> Presence:
        reading = session.watch.look(deadline)
        there = [call for call in reading.calls if call.state in states]
        words = ", ".join(str(call.state) for call in reading.calls) or "no call"
        return Presence(bool(there), f"element '{element.name}' by the calls ({words})", reading.at)

    return look


def _elsewhere(session: PhoneSession, what: str, shown: Shown, on: Sequence[str]) -> Undecided:
    return Undecided(
        f"Nothing is proven of the {what} on {session.title}: its screen is not shown.",
        seen=f"{shown}; it is on {quoted(on)}.",
        hint="open that screen first (Open Screen).",
    )


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

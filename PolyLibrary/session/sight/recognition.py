"""Which screen a picture shows, for phones that do not describe their screen: by what the layout map says of it.

Exclusive: where the rules of two screens hold on one picture, the picture does not tell.
"""

from collections.abc import Iterator, Sequence

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, NotPossible, PathMissing
from PolyLibrary.layout.things import Recognise, Screen
from PolyLibrary.names import quoted
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.language import language_of
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.shown import Shown, by_calls, described, map_of, read_ui
from PolyLibrary.session.sight.description import soft_keys_of
from PolyLibrary.session.sight.frame import Frame, StalePicture, take_frame
from PolyLibrary.session.sight.places import region_named
from PolyLibrary.session.sight.seek import Options, see_picture, see_text

REMEMBERED = 1.0
"""Seconds for which a recognised screen is taken for the one shown, as long as nothing was done at the phone."""


def which_screen(session: PhoneSession, deadline: Deadline, frame: Frame | None = None) -> Shown:
    """The screen that is shown, by the cheapest way that tells: the phone's own words, its picture, its calls.

    Args:
        frame: A picture that was taken already.
    """
    ui = read_ui(session, deadline)
    if ui is not None:
        return described(session, ui)
    calls = _calls(session, deadline)
    told = by_calls(session, calls)
    if not has_picture_rules(session):
        return told
    remembered = session.pictures.recognised
    if frame is None and isinstance(remembered, Shown) and remembered.age < REMEMBERED:
        return remembered
    try:
        frame = frame or take_frame(session, deadline)
        shown = by_picture(session, frame, calls)
    except StalePicture:
        raise
    except (NotPossible, BadReply) as error:
        # No capture or nothing that reads: what the calls say is all there is.
        return Shown(told.name, f"{told.how} (its picture was not read: {error.wanted})", None, told.candidates)
    session.pictures.recognised = shown if shown.name else None
    return shown


def has_picture_rules(session: PhoneSession) -> bool:
    """Whether the map says of any screen how its picture is recognised."""
    layout = map_of(session)
    return layout is not None and any(_pictured(screen.recognise, session) for screen in layout.screens.values())


def by_picture(session: PhoneSession, frame: Frame, calls: Sequence[Call]) -> Shown:
    """The one screen whose rules hold on a picture."""
    layout = map_of(session)
    fitting = [
        (screen, how)
        for screen in (layout.screens.values() if layout else ())
        if _pictured(screen.recognise, session) and (how := _holds(session, frame, calls, screen))
    ]
    if len(fitting) == 1:
        screen, how = fitting[0]
        return Shown(screen.name, f"its picture ({how})", pictured=True, at=frame.at)
    if fitting:
        names = tuple(screen.name for screen, _ in fitting)
        return Shown("", f"its picture allows {quoted(names)}", candidates=names, at=frame.at)
    told = by_calls(session, calls)
    return Shown(told.name, f"{told.how}; its picture fits no screen of the map", None, told.candidates)


def _pictured(rule: Recognise, session: PhoneSession) -> bool:
    usable = rule.image is not None and (rule.image_source != "emulator" or session.virtual)
    return bool(rule.text or rule.softkeys or usable)


def _holds(session: PhoneSession, frame: Frame, calls: Sequence[Call], screen: Screen) -> str:
    """By what a screen is recognised; empty where one of its rules does not hold."""
    told = []
    for holds, how in _judged(session, frame, calls, screen.recognise):
        if not holds:
            return ""
        told.append(how)
    return ", ".join(told)


def _judged(session: PhoneSession, frame: Frame, calls: Sequence[Call], rule: Recognise) -> Iterator[tuple[bool, str]]:
    """Its rules one after another, the cheap ones first."""
    layout = session.layout
    if rule.calls:
        states = {call.state for call in calls} & set(rule.calls)
        yield bool(states), f"its calls ({', '.join(sorted(states))})"
    region = region_named(session, rule.region) if rule.region else None
    if rule.image is not None and (rule.image_source != "emulator" or session.virtual):
        yield see_picture(frame, rule.image, Options(region=region)).there, f"picture '{rule.image.name}'"
    if rule.text:
        language = language_of(session)
        where = f" in {rule.region}" if rule.region else ""
        options = Options(region=region, ignore_case=True)
        found = next((t for t in rule.text if see_text(frame, layout.says(t, language), options).there), "")
        yield bool(found), f"text '{found}'{where}"
    if rule.softkeys:
        language = language_of(session)
        shown = {key.label.casefold() for key in soft_keys_of(session, frame)}
        wanted = {layout.says_key(label, language).casefold() for label in rule.softkeys}
        yield wanted <= shown, f"soft keys {quoted(rule.softkeys)}"


def _calls(session: PhoneSession, deadline: Deadline) -> Sequence[Call]:
    try:
        return session.watch.look(deadline).calls
    except PathMissing:
        return ()

"""Whether an element, a soft key, a line key, a text or a picture is on the screen, and the proof that it is not."""

import time

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PolyError, Undecided
from PolyLibrary.layout.locator import TextOnScreen, parse
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.lookers import Presence, looker, reads_picture
from PolyLibrary.session.sight.seek import ABSENT, Options, draw_on
from PolyLibrary.session.sight.texts import expect_no_text
from PolyLibrary.session.watch import MOST_GAP

_PLAIN = Options()


def expect_element(session: PhoneSession, locator: str, deadline: Deadline, options: Options = _PLAIN) -> Presence:
    """Wait until an element, soft key, line key, text or picture is on the screen."""
    look = looker(session, locator, options)
    last: Presence | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        last = look(deadline)
        if last.there:
            return last
    assert last is not None
    raise _with_picture(
        CheckFailed(
            f"'{locator}' is not on the screen of {session.title}.",
            seen=f"{last.how}.",
            tried=deadline.tried(tries),
            hint="look at the picture (Capture Screen): is the right screen shown?",
        ),
        session,
        last,
        locator,
    )


def expect_no_element(
    session: PhoneSession, locator: str, during: float, deadline: Deadline, options: Options = _PLAIN
) -> Presence:
    """Prove that a thing stays off the screen for a time, on fresh looks and on its own screen.

    Raises:
        CheckFailed: It is there.
        Undecided: Its screen was not shown, the looks were too far apart, or something like it is there.
    """
    wanted = parse(locator)
    if isinstance(wanted, TextOnScreen) and reads_picture(session, options):
        how = expect_no_text(session, wanted.text, options, during, deadline)
        return Presence(False, how, time.monotonic())
    look = looker(session, locator, options, prove=True)
    previous: Presence | None = None
    first: Presence | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        now = look(deadline)
        first = first or now
        if now.there:
            error: PolyError = CheckFailed(
                f"'{locator}' is on the screen of {session.title}.", seen=f"{now.how}.", tried=deadline.tried(tries)
            )
            raise _with_picture(error, session, now, locator)
        if now.doubtful:
            raise _with_picture(_undecided(session, locator, now, deadline.tried(tries)), session, now, locator)
        if previous is not None and now.at - previous.at > MOST_GAP:
            raise Undecided(
                f"Nothing is proven: two looks at the screen were {now.at - previous.at:.1f} s apart.",
                seen=f"{tries} looks, gaps up to {MOST_GAP} s are allowed.",
                hint="look at the phone's load and at the network, then run the test again.",
            )
        if tries == 1 and now.frame is not None:
            # Reading starts an engine, and reads all that the next pictures only have again: time that is no gap.
            first = None
            continue
        previous = now
        if now.at - first.at >= during:
            return now
    raise Undecided(
        f"Nothing is proven: the time was over before {during:g} s had been watched.",
        tried=deadline.tried(tries),
        hint="give a longer timeout= or a shorter during=.",
    )


def _undecided(session: PhoneSession, locator: str, now: Presence, tried: str) -> Undecided:
    return Undecided(
        f"It is undecided whether '{locator}' is on the screen of {session.title}: something like it is.",
        seen=f"{now.how}; a picture is proven absent by a best score under {ABSENT:.2f}.",
        tried=tried,
        hint="look at the drawn place: cut a better picture (polylab layout cut), or narrow it by region=.",
    )


def _with_picture(error: PolyError, session: PhoneSession, last: Presence, locator: str) -> PolyError:
    if last.frame is not None and last.sighting is not None:
        draw_on(error, session, last.frame, last.sighting, locator)
    return error

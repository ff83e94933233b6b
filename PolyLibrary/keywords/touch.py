"""Hands on the phone: tap, swipe, keys, soft keys, line keys, digits."""

from datetime import timedelta

from robot.api.deco import keyword

from PolyLibrary.errors import NotPossible, UsageError
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.session.touch import touching


class Touch(KeywordGroup):
    """Tap, swipe and press."""

    @keyword(tags=["Touch", "Action"])
    def tap(
        self,
        locator: str,
        *,
        times: int = 1,
        hold: timedelta = timedelta(0),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Touches a place on the screen, once.

        Args:
            locator: An element of the layout map (``missed calls``), a point (``70,34``), ``softkey:More``,
                ``line:2``, ``key:Home``, ``text:Settings`` (read on the screen, by whole words) or ``image:bell.png``
                (found on the screen). What is found more than once is not touched. An element that has a picture is
                looked for first: where it stands elsewhere than the map says it is touched there, and the log gives
                the line that mends the map.
            times: How often; each touch is sent once and never repeated by itself.
            hold: A long press; no request for it is known, so anything but 0 is refused.
            phone: The phone.
            timeout: How long it may take.

        A touch on a drawn key is not checked for emergency numbers; use Dial or Dial Digits for numbers.

        Example:
        | Tap    missed calls    phone=bob
        | Tap    438,254
        """
        _refuse_hold(hold)
        session = self.on(phone)
        done = touching.tap(session, locator, self.limit(timeout), times=times)
        self.done(session, touching.Done(f"tapped {locator}: {done.how}", done.warning))

    @keyword(tags=["Touch", "Action"])
    def swipe(
        self,
        start: str,
        *,
        end: str | None = None,
        duration: timedelta | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Draws a finger over the screen, once.

        Args:
            start: A gesture of the layout map (``line view``), or where the finger goes down: a point or element.
            end: Where it goes up; not for a gesture.
            duration: How long it takes, for example ``100 ms``; the gesture's own, else 100 ms.
            phone: The phone.
            timeout: How long it may take.

        Example:
        | Swipe    line view
        | Swipe    68,121    end=320,156    duration=100 ms
        """
        session = self.on(phone)
        milliseconds = round(duration.total_seconds() * 1000) if duration is not None else None
        done = touching.swipe(session, start, end, milliseconds, self.limit(timeout))
        self.done(session, touching.Done(f"swiped {done.how}", done.warning))

    @keyword(tags=["Touch", "Action"])
    def press_key(
        self,
        key: str,
        *,
        times: int = 1,
        hold: timedelta = timedelta(0),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Presses a hard key of the phone, by the way that its firmware has: simulateKeyEvent, else XML push.

        VVX phones from 6.0 on have simulateKeyEvent. On others push is switched on when it is off, and put back at
        the end of the suite; a push is answered before it is carried out, so look for its effect. Digits are checked
        for emergency numbers together with those that were pressed before.

        Args:
            key: The key's name: ``Home``, ``Dialpad5``, ``VolUp``, ``MicMute``, ``Select``, ...
            times: How often.
            hold: A long press; no request for it is known, so anything but 0 is refused.
            phone: The phone.
            timeout: How long it may take.
        """
        _refuse_hold(hold)
        session = self.on(phone)
        self.done(session, touching.press_key(session, key, self.limit(timeout), times=times))

    @keyword(tags=["Touch", "Action"])
    def press_soft_key(self, label: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Presses a soft key by its label, wherever the layout map says it stands; turns the pages by itself.

        Args:
            label: The label, as in ``End Call`` or ``More``.
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        done = touching.tap(session, f"softkey:{label}", self.limit(timeout))
        self.done(session, touching.Done(f"pressed {done.how}", done.warning))

    @keyword(tags=["Touch", "Action"])
    def press_line_key(
        self,
        key: str,
        *,
        page: int = 1,
        module: int = 0,
        hold: timedelta = timedelta(0),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Presses a line key where the map draws it (the Lines screen must be shown).

        Args:
            key: Its number, or its label.
            page: The page of line keys; only the first can be reached yet.
            module: The expansion module; 0 is the phone itself, modules cannot be touched yet.
            hold: A long press; no request for it is known, so anything but 0 is refused.
            phone: The phone.
            timeout: How long it may take.
        """
        _refuse_hold(hold)
        session = self.on(phone)
        if page != 1 or module != 0:
            raise NotPossible(
                f"{session.title}: page {page} of module {module} cannot be reached.",
                hint="only the line keys of the phone's own first page can be pressed.",
            )
        done = touching.tap(session, f"line:{key}", self.limit(timeout))
        self.done(session, touching.Done(f"pressed line key {key}: {done.how}", done.warning))

    @keyword(tags=["Touch", "Action"])
    def dial_digits(
        self, digits: str, *, send: bool = False, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Touches digits on the drawn dial pad, one by one (the Dialer must be shown).

        Args:
            digits: 0 to 9, ``*`` and ``#`` (write ``\\#``, for Robot takes ``#`` for a comment).
            send: Whether to press Send after them.
            phone: The phone.
            timeout: How long it may take.

        The number collected on the screen is checked for emergency numbers before it is complete.
        """
        session = self.on(phone)
        self.done(session, touching.dial_digits(session, digits, send, self.limit(timeout)))


def _refuse_hold(hold: timedelta) -> None:
    if hold:
        raise UsageError(
            f"hold={hold.total_seconds():g} s is not possible: simulated touch knows Tap and Swipe only.",
            hint="no request of the phones holds a key; leave hold= out.",
        )

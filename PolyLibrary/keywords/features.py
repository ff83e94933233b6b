"""Features: Do Not Disturb, forwarding, line keys, registration, message waiting."""

from datetime import timedelta

from robot.api.deco import keyword

from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup, OnOff
from PolyLibrary.session.config.configguard import Changes, Scope
from PolyLibrary.session.features import features, forwards, linekeys
from PolyLibrary.session.features.features import DndVia
from PolyLibrary.session.features.forwards import ForwardKind, ForwardVia
from PolyLibrary.session.features.linekeys import KeyType
from PolyLibrary.session.phone_session import PhoneSession

REGISTRATION_LIMIT = 60.0
MENU_LIMIT = 30.0
KEY_LIMIT = 30.0


class Features(KeywordGroup):
    """What a phone does besides calls."""

    @keyword(tags=["Features", "Action"])
    def set_do_not_disturb(
        self, state: OnOff, *, via: DndVia = "auto", phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Switches Do Not Disturb, and looks that it is switched. Nothing puts it back: use At Test End.

        Args:
            state: ``on`` or ``off``. Its key toggles, so nothing is pressed when it is so already.
            via: ``soft key`` (DND, what auto takes without a call), ``key`` (what auto takes in a call) or ``menu``
                (Home; a VVX with firmware 6.x).
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        self.say(session, features.set_do_not_disturb(session, state == "on", self.limit(timeout), via=via))

    @keyword(tags=["Features", "Check"])
    def expect_do_not_disturb(
        self, state: OnOff, *, line: int | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Waits until Do Not Disturb is on or off, by lineInfo (v2), else by the icon of the status bar.

        Args:
            state: ``on`` or ``off``.
            line: The line key; any line unless given.
            phone: The phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        features.expect_do_not_disturb(session, state == "on", line, self.limit(timeout))
        self.say(session, f"Do Not Disturb is {state}")

    @keyword(tags=["Features", "Action"])
    def set_forward(
        self,
        kind: ForwardKind,
        to: str = "off",
        *,
        rings: int | None = None,
        line: int = 1,
        via: ForwardVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Forwards the calls of a line, or takes that away.

        Args:
            kind: ``always``, ``busy`` or ``no answer``.
            to: A phone's name, a named number, digits, or ``off``.
            rings: Of ``no answer``: after how many rings of 6 s.
            line: The registration.
            via: ``config`` (what auto takes: ``divert.*``, put back at the end of the test or suite) or ``menu`` (the
                phone's own Forward menu, which nothing puts back; a VVX with firmware 6.x).
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        party = None if to.strip().casefold() == "off" else self.desk.party(to)
        if via == "menu":
            limit = self.limit(timeout, MENU_LIMIT)
            self.say(session, forwards.forward_by_menu(session, kind, party, rings, line, limit))
            return
        changes = forwards.set_forward(session, kind, party, rings, line, self._scope(), self.limit(timeout))
        self._say_changes(session, changes)

    @keyword(tags=["Features", "Action"])
    def set_line_key(
        self,
        key: int,
        type: KeyType,  # noqa: A002 - the field's own word
        target: str | None = None,
        *,
        label: str = "",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Puts another phone on a line key, to watch it (BLF); put back at the end of the test or suite.

        The phone restarts for it (``attendant.resourceList.*``), which is waited for.

        Args:
            key: The line key; watched phones follow the phone's own lines in order.
            type: ``blf``, or ``off`` to free the key. Other kinds of keys are set by Set Config.
            target: Whom to watch: a phone's name, a named number or digits.
            label: What stands on the key; the target's label unless given.
            phone: The phone.
            timeout: How long setting may take; the restart has its own limit.
        """
        session = self.on(phone)
        party = self.desk.party(target) if target else None
        limit = self.limit(timeout, KEY_LIMIT)
        changes = linekeys.set_line_key(session, key, type, party, label, self._scope(), limit)
        self._say_changes(session, changes)

    @keyword(tags=["Features", "Check"])
    def expect_line_key(
        self,
        key: int,
        state: str,
        *,
        label: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a line key is in a state.

        Lamps cannot be read by any request: the state is what the phone's own description says (VVX with firmware
        6.x), or for the phone's own lines what their calls say.

        Args:
            key: The number of the line key.
            state: ``idle``, ``ringing``, ``active``, ``held``; of a watched phone also ``busy``, ``dnd``, ``unknown``.
            label: What must stand on the key.
            phone: The phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        if "=" in state:
            raise UsageError(f"'{state}' is no state of a line key.", hint="write idle, ringing, active, held or busy.")
        seen = linekeys.expect_line_key(session, key, state, label, self.limit(timeout))
        self.say(session, f"line key {key} is {seen}")

    @keyword(tags=["Features", "Check"])
    def expect_registration(
        self, state: str, *, line: int | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Waits until a line is registered, or not.

        Args:
            state: ``registered`` or ``unregistered``.
            line: The line key; all of them unless given.
            phone: The phone.
            timeout: How long to wait; 60 s by default.
        """
        session = self.on(phone)
        word = state.strip().casefold()
        if word not in ("registered", "unregistered"):
            raise UsageError(f"'{state}' is no state of a registration.", hint="write registered or unregistered.")
        limit = self.limit(timeout, REGISTRATION_LIMIT)
        features.expect_registration(session, word == "registered", line, limit)
        self.say(session, f"{f'line {line}' if line else 'every line'} is {word}")

    @keyword(tags=["Features", "Check"])
    def expect_message_waiting(self, state: str, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until the message icon of the status bar is there, is gone, or shows a count.

        No request tells it: the phone must describe its screen (VVX with firmware 6.x).

        Args:
            state: ``on``, ``off`` or a count.
            phone: The phone.
            timeout: How long to wait; 60 s by default.
        """
        session = self.on(phone)
        word = state.strip().casefold()
        if word not in ("on", "off") and not word.isdigit():
            raise UsageError(f"'{state}' is no count of messages.", hint="write on, off or a number.")
        count = None if word == "on" else 0 if word == "off" else int(word)
        limit = self.limit(timeout, REGISTRATION_LIMIT)
        self.say(session, features.expect_message_waiting(session, count, limit))

    def _scope(self) -> Scope:
        return "test" if self.desk.in_test else "suite"

    def _say_changes(self, session: PhoneSession, changes: Changes) -> None:
        self.say(session, "; ".join(str(change) for change in changes) + f" (put back: {self._scope()})")
        for sentence in changes.told:
            self.say(session, sentence)

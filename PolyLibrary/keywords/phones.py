"""Keywords about the phones of a test: open, choose, close, ask, bring to idle."""

from datetime import timedelta
from typing import Any

from assertionengine import AssertionOperator
from robot.api import SkipExecution, logger
from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import UnknownName, Unreachable, UsageError
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.lab.requirements import VOICEMAIL, Requirement, check_condition, known_capabilities, split_words
from PolyLibrary.layout.conditions import firmware_fits
from PolyLibrary.names import fold
from PolyLibrary.redaction import Password
from PolyLibrary.session.cleaning import SETTING
from PolyLibrary.session.device.readiness import wait_until_ready, wait_until_unreachable
from PolyLibrary.session.idle import bring_to_idle
from PolyLibrary.session.parties import refuse_named
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.several.hosts import host_and_port

READY_LIMIT = 360.0
IDLE_LIMIT = 20.0


class Phones(KeywordGroup):
    """Open, choose and close phones."""

    @keyword(tags=["Phones"])
    def open_phone(
        self,
        name: str,
        *,
        address: str | None = None,
        model: str | None = None,
        tags: str | None = None,
        can: str | None = None,
        firmware: str | None = None,
        password: Secret | None = None,
        wait: timedelta = timedelta(0),
        timeout: timedelta | None = None,
    ) -> str:
        """Takes one phone of the lab into use and checks that it is the right one.

        A name that the lab knows is that phone; a role that it does not know gets a free phone that fits
        ``model``, ``tags``, ``can`` and ``firmware``. An IP address opens a phone without any lab file.

        Args:
            name: The phone's name in the lab, a role of your own, or an IP address.
            address: ``host`` or ``host:https-port`` of a phone that stands in no lab file.
            model: The model it must be, for example ``VVX600``.
            tags: Tags that it must have in the lab file, separated by spaces.
            can: Capabilities that it must have, separated by spaces, for example ``touch``.
            firmware: A condition on its firmware: ``>=5.9``, ``<6.0``, ``5.9``.
            password: The administrator password as a ``Secret`` variable; literal text is refused.
            wait: How long to wait for a phone that is busy restarting; default is not at all.
            timeout: How long reaching it may take.

        Returns:
            The name of the phone.

        Example:
        | Open Phone    alice
        | Open Phone    caller    model=VVX600    can=touch
        """
        requirement = Requirement(model, split_words(tags), split_words(can), firmware)
        secret = Password(password.value) if password is not None else None
        patience = Deadline(wait.total_seconds(), "wait=")
        while True:
            try:
                session = self.desk.open(name, requirement, self.limit(timeout), address=address, password=secret)
                break
            except Unreachable:
                if patience.expired:
                    raise
                next(iter(polling(patience)))
        self.say(session, f"opened at {session.entry.host} as {session.party}")
        self._tell_virtual(session)
        return session.name

    @keyword(tags=["Phones"])
    def open_phones(
        self,
        *roles: str,
        model: str | None = None,
        tags: str | None = None,
        can: str | None = None,
        firmware: str | None = None,
        wait: timedelta = timedelta(0),
        timeout: timedelta | None = None,
    ) -> list[str]:
        """Takes several phones into use: all of them or none.

        Args:
            roles: Names of phones, or roles; a role may carry requirements: ``alice:VVX600``, ``bob:site:berlin``.
                Addresses (``10.1.2.3``, ``10.1.2.3:8443``) open phones without a lab file, with the password of the
                environment's ``POLY_PASSWORD``.
            model: The model that all of them must be.
            tags: Tags that all of them must have.
            can: Capabilities that all of them must have.
            firmware: A condition on the firmware of all.
            wait: How long to wait for phones that are restarting.
            timeout: How long reaching each may take.

        Returns:
            The names, in the order given.

        Example:
        | Open Phones    alice    bob
        """
        if not roles:
            raise UsageError("Open Phones needs at least one name.", hint="Open Phones    alice    bob")
        wanted: dict[str, Requirement] = {}
        for role in roles:
            refuse_named(role, "a phone", ("model", "tags", "can", "firmware", "wait", "timeout"))
            # Phones at addresses have no requirements behind a colon, but ports.
            name, _, rest = (role, "", "") if host_and_port(role) else role.partition(":")
            own_model, own_tags = self._split_role(rest)
            if name in wanted:
                raise UsageError(f"'{name}' is named twice.", hint="each phone or role has a name of its own.")
            wanted[name] = Requirement(own_model or model, (*split_words(tags), *own_tags), split_words(can), firmware)
        patience = Deadline(wait.total_seconds(), "wait=")
        while True:
            try:
                sessions = self.desk.open_all(wanted, self.limit(timeout))
                break
            except Unreachable:
                if patience.expired:
                    raise
                next(iter(polling(patience)))
        for session in sessions:
            self.say(session, f"opened at {session.entry.host} as {session.party}")
        self._tell_virtual(sessions[0])
        return [session.name for session in sessions]

    @staticmethod
    def _split_role(text: str) -> tuple[str | None, tuple[str, ...]]:
        from PolyLibrary.models import all_models, model

        if not text:
            return None, ()
        models = {fold(m.name) for m in all_models()} | {fold(m.display) for m in all_models()}
        if fold(text) in models:
            return text, ()
        if fold(text).startswith(("vvx", "trio", "ccx")) and ":" not in text:
            model(text)  # an error that names the nearest models
        return None, (text,)

    def _tell_virtual(self, session: PhoneSession) -> None:
        if session.virtual and not self.desk.told_virtual:
            self.desk.told_virtual = True
            logger.info("The phones of this run are virtual: emulated in software, no real phone is involved.")

    @keyword(tags=["Phones"])
    def switch_phone(self, name: str) -> str:
        """Chooses the phone that keywords without ``phone=`` act on, to the end of this test (or suite setup's suite).

        Args:
            name: An open phone.

        Returns:
            The name of the phone.
        """
        return self.desk.switch(name).name

    @keyword(tags=["Phones"])
    def close_phones(self, *names: str) -> None:
        """Closes phones: what the test set on them is put back first.

        Args:
            names: The phones to close; without names all of them.
        """
        for session in self.desk.several(names):
            patience = Deadline(self.settings.cleanup_timeout.total_seconds(), SETTING)
            for sentence in session.config.restore_all(self.limit(None), patience).told:
                self.say(session, sentence)
            self.desk.close(session.name)

    @keyword(tags=["Phones", "Getter"])
    def get_phone_info(
        self,
        field: str | None = None,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        line: int = 1,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """What is known of a phone, asked anew: a dictionary, or one field of it.

        Fields: name, model, firmware (compares as a version), mac, address, number, label, ip, uptime
        (a duration), vendor, ready, virtual, screen, lines.

        Args:
            field: One field; without it the whole dictionary.
            assertion_operator: For example ``==``, ``>=``, ``contains``; see the assertion engine.
            assertion_expected: The expected value, read as the field's type.
            message: Your own text for the error.
            line: The line whose number and label are given.
            phone: The phone to ask.
            timeout: How long the answer may take.

        Returns:
            The dictionary, or the field's value.

        Example:
        | Get Phone Info    firmware    >=    5.9    phone=alice
        """
        session = self.on(phone)
        info = session.identify(self.limit(timeout))
        lines = session.entry.lines
        if not 1 <= line <= max(len(lines), 1):
            raise UsageError(f"{session.title} has no line {line}.", hint=f"it has {len(lines)}.")
        own = lines[line - 1] if lines else None
        values = {
            "name": session.name,
            "model": session.model.name,
            "firmware": info.firmware,
            "mac": info.mac,
            "address": session.entry.host,
            "number": own.number if own else "",
            "label": (own.name if own else "") or session.party.label,
            "ip": info.ip,
            "uptime": timedelta(seconds=info.uptime) if info.uptime is not None else None,
            "vendor": info.vendor,
            "ready": info.ready,
            "virtual": session.virtual,
            "screen": str(session.model.screen),
            "lines": [each.number for each in lines],
        }
        if field is None:
            return judge(values, assertion_operator, assertion_expected, "phone info", message)
        key = field.strip().casefold()
        if key not in values:
            raise UnknownName("field of Get Phone Info", field, values, plural="its fields")
        return judge(values[key], assertion_operator, assertion_expected, f"{key} of {session.name}", message)

    @keyword(tags=["Phones"])
    def wait_until_phone_is_ready(
        self,
        *,
        restarted: bool = False,
        registered: bool = True,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> timedelta:
        """Waits until a phone answers and its lines are registered, as after a restart.

        Args:
            restarted: Whether it must also have restarted since the start of the test (its up-time is smaller
                than the time since then; phones count whole seconds).
            registered: Whether at least one line must be registered.
            phone: The phone to wait for.
            timeout: How long; 6 minutes unless given.

        Returns:
            The phone's up-time.
        """
        session = self.on(phone)
        deadline = self.limit(timeout, READY_LIMIT)
        up, told = wait_until_ready(session, deadline, restarted=restarted, registered=registered)
        self.say(session, told)
        return up

    @keyword(tags=["Phones"])
    def expect_unreachable(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until a phone no longer answers: its ports refuse or nothing comes back. An error page is an answer.

        Args:
            phone: The phone.
            timeout: How long to wait for that.
        """
        session = self.on(phone)
        self.say(session, f"unreachable: {wait_until_unreachable(session, self.limit(timeout))}")

    @keyword(tags=["Phones"])
    def return_to_idle(self, *phones: str, timeout: timedelta | None = None) -> str:
        """Brings phones back to their idle screen; does nothing to those that are idle, and says what it cleared.

        Ringing calls are rejected, held ones resumed and ended. Then menus, fields and messages are left without
        keeping what was typed, on phones that describe their screen (VVX with firmware 6.x); on others nothing can
        tell what is open, and an open menu closes by itself.

        Args:
            phones: The phones; without names all open ones.
            timeout: How long it may take, 20 s unless given.

        Returns:
            What was cleared, a line for each phone: ``ann: ended: Connected to 1002; left: settings, home``, or
            ``ann: nothing to clear``.
        """
        told = []
        for session in self.desk.several(phones):
            cleared = bring_to_idle(session, self.limit(timeout, IDLE_LIMIT))
            self.say(session, f"idle; {cleared}")
            told.append(f"{session.name}: {cleared}")
        return "\n".join(told)

    @keyword(tags=["Phones"])
    def skip_unless_phone_can(self, *capabilities: str, phone: str | None = None) -> None:
        """Skips the test when a phone lacks a capability.

        Args:
            capabilities: Capabilities of the model such as ``touch``, ``voicemail`` (its number has a mailbox, says
                the lab), or conditions such as ``firmware>=6.0``.
            phone: The phone.
        """
        session = self.on(phone)
        known = known_capabilities()
        can = session.model.capabilities | ({VOICEMAIL} if session.entry.voicemail else set())
        missing = []
        for capability in capabilities:
            if capability.startswith("firmware"):
                firmware = str(session.info.firmware) if session.info else ""
                condition = check_condition(capability.removeprefix("firmware"))
                if not firmware_fits(condition, firmware):
                    missing.append(f"{capability} (it runs {firmware})")
            elif capability not in known:
                raise UnknownName("capability", capability, known, plural="known capabilities")
            elif capability not in can:
                missing.append(capability)
        if missing:
            raise SkipExecution(f"{session.title} lacks {', '.join(missing)}.")

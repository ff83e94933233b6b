"""What a suite expects of calls."""

from datetime import timedelta
from typing import Literal

from robot.api.deco import keyword

from PolyLibrary.errors import UsageError
from PolyLibrary.keywords.base import KeywordGroup, Moment, OnOff
from PolyLibrary.names import quoted
from PolyLibrary.session.calls import call_checks
from PolyLibrary.session.calls.call_absence import expect_no_incoming, require_calls
from PolyLibrary.session.calls.call_failure import expect_failed
from PolyLibrary.session.calls.callpick import describe
from PolyLibrary.session.calls.callstates import parse_state, parse_states, spoken
from PolyLibrary.session.parties import Party, refuse_named

_ANYONE = ("anyone", "any")
_STATE_ARGUMENTS = ("call", "lasting", "phone", "timeout", "during", "since", "exact")


class CallChecks(KeywordGroup):
    """Checks that wait until they hold."""

    def _party(self, text: str) -> Party | None:
        return None if text.casefold() in _ANYONE else self.desk.party(text)

    @keyword(tags=["Call checks", "Check"])
    def expect_call_state(
        self,
        state: str,
        *,
        call: str | None = None,
        lasting: timedelta = timedelta(0),
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the call is in a state.

        Args:
            state: The phone's own word (``Connected``), ``Idle``, ``held here``, ``held elsewhere``; ``A|B`` for
                either.
            call: Which call, when there are several.
            lasting: How long the state must then hold.
            phone: The phone.
            timeout: How long to wait.

        Example:
        | Expect Call State    Connected    phone=alice
        | Expect Call State    RingBack|Proceeding
        """
        refuse_named(state, "a call state", _STATE_ARGUMENTS)
        session = self.on(phone)
        states = parse_states(state)
        found = call_checks.expect_state(
            session, states, call, self.desk.party, self.limit(timeout), lasting=lasting.total_seconds()
        )
        self.say(session, f"{spoken(states)}: {describe(found) if found else 'no call'}")

    @keyword(tags=["Call checks", "Check"])
    def expect_call_states(
        self, *, during: timedelta = timedelta(0), timeout: timedelta | None = None, **phones: str
    ) -> None:
        """Waits until several phones are in their states in one moment (one round of looks).

        Args:
            during: How long all of them must then keep their states.
            timeout: How long to wait.
            phones: ``phone=state`` for each phone.

        Example:
        | Expect Call States    alice=Connected    bob=Connected    carol=Idle
        """
        if not phones:
            raise UsageError(
                "Expect Call States needs at least one phone.", hint="Expect Call States    alice=Connected"
            )
        wanted = {name: (self.desk.named(name), parse_states(state)) for name, state in phones.items()}
        call_checks.expect_states_together(wanted, self.desk.party, self.limit(timeout), during=self.seconds(during))
        for session, states in wanted.values():
            self.say(session, spoken(states))

    @keyword(tags=["Call checks", "Check"])
    def expect_call_sequence(
        self,
        *states: str,
        call: str | None = None,
        since: Moment | None = None,
        exact: bool = False,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a call went through states in this order; others may lie between.

        States are seen while keywords look at the phone; one shorter than the gap between two looks can be
        missed, and the error tells the longest gap.

        Args:
            states: The states in their order; ``Idle`` is the end of the call.
            call: Which call, when there were several.
            since: A mark of Mark Moment; the start of the test unless given.
            exact: Whether no other state may lie between.
            phone: The phone.
            timeout: How long to wait.
        """
        for state in states:
            refuse_named(state, "a call state", _STATE_ARGUMENTS)
        if not states:
            raise UsageError("Expect Call Sequence needs at least one state.")
        session = self.on(phone)
        order = [parse_state(state) for state in states]
        call_checks.expect_sequence(
            session, order, call, self.desk.party, self.since(session, since), self.limit(timeout), exact=exact
        )
        self.say(session, f"went through {' > '.join(state.value for state in order)}")

    @keyword(tags=["Call checks", "Check"])
    def expect_calls_unchanged(
        self, *phones: str, during: timedelta = timedelta(seconds=2), since: Moment | None = None
    ) -> None:
        """The calls of the phones keep their states for a time; phone after phone.

        At least one of the phones must have a call, else there is nothing that could change; one without a call
        beside it must stay so. With ``since=`` no call is needed: none at the mark and none after it is unchanged.

        Args:
            phones: The phones; without names all open ones.
            during: How long each is watched.
            since: A mark since which nothing may have changed either.
        """
        sessions = self.desk.several(phones)
        if since is None:
            require_calls(sessions, self.limit(None))
        for session in sessions:
            mark = self.since(session, since) if since is not None else None
            call_checks.expect_unchanged(session, self.seconds(during), mark)
            self.say(session, f"calls unchanged for {during.total_seconds():g} s")

    @keyword(tags=["Call checks", "Check"])
    def expect_idle(self, *phones: str, remote: Literal["ignore"] = "ignore", timeout: timedelta | None = None) -> None:
        """Waits until the phones have no call.

        Args:
            phones: The phones; without names all open ones.
            remote: A call of another phone on a shared line does not count.
            timeout: How long to wait.
        """
        del remote  # the only value there is: said for the reader of a suite
        for session in self.desk.several(phones):
            call_checks.expect_idle(session, self.limit(timeout))
            self.say(session, "idle")

    @keyword(tags=["Call checks", "Check"])
    def expect_incoming_call(
        self,
        caller: str,
        *,
        name: str | None = None,
        line: int | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a call rings.

        Args:
            caller: Who calls: a phone's name, a number, or ``anyone``.
            name: The name that must be shown.
            line: The line key that must ring.
            phone: The phone that is called.
            timeout: How long to wait.
        """
        session = self.on(phone)
        found = call_checks.expect_incoming(session, self._party(caller), self.limit(timeout), name=name, line=line)
        self.say(session, f"rings: {describe(found)}")

    @keyword(tags=["Call checks", "Check"])
    def expect_no_incoming_call(
        self,
        caller: str = "anyone",
        *,
        during: timedelta = timedelta(seconds=2),
        since: Moment | None = None,
        phone: str | None = None,
    ) -> None:
        """No call rang since the mark, and none does for a time; the phone's own lists are asked too.

        Args:
            caller: Whose call: a phone's name, a number, or ``anyone``.
            during: How long to watch.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
        """
        session = self.on(phone)
        proof = expect_no_incoming(session, self._party(caller), self.seconds(during), self.since(session, since))
        self.say(session, f"no call from {caller}: {proof}")

    @keyword(tags=["Call checks", "Check"])
    def expect_call_failed(
        self,
        *,
        reason: str = "any",
        number: str | None = None,
        text: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the call dialled last is over without ever having been connected.

        Args:
            reason: ``any``, or what the screen of the call must say: ``Busy``, ``Not Found``, ``No answer``. It
                stands on the screen only, so the phone must describe its screen (VVX with firmware 6.x).
            number: The number dialled; the last one unless given.
            text: One more text that must be on the screen meanwhile.
            phone: The phone that dialled.
            timeout: How long to wait.
        """
        session = self.on(phone)
        wanted = self.desk.party(number).number if number else None
        texts = [each for each in ("" if reason.casefold() == "any" else reason, text or "") if each]
        expect_failed(session, wanted, self.limit(timeout), texts=texts)
        self.say(session, f"the call failed{f', showing {quoted(texts)}' if texts else ''}")

    @keyword(tags=["Call checks", "Check"])
    def expect_caller_id(
        self,
        number: str,
        *,
        name: str | None = None,
        on: Literal["rest"] = "rest",
        call: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a call shows the other party's number, and name.

        Whole numbers are compared, without ``sip:``, ``tel:`` and the host; never a suffix.

        Args:
            number: A phone's name or a number.
            name: The name that must be shown with it.
            on: ``rest``: what the call status says. The screen cannot be read yet.
            call: Which call, when there are several.
            phone: The phone that shows it.
            timeout: How long to wait.
        """
        del on  # the only face there is until the screen can be read
        session = self.on(phone)
        found = call_checks.expect_caller_id(
            session, self.desk.party(number), call, self.desk.party, self.limit(timeout), name=name
        )
        self.say(session, f"shows {describe(found)}")

    @keyword(tags=["Call checks", "Check"])
    def expect_call_count(
        self,
        count: int,
        *,
        state: str | None = None,
        phones: list[str] | str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the phones have so many calls together.

        Args:
            count: How many; calls that are over do not count.
            state: Only calls in this state (``A|B`` for either).
            phones: The phones, as a list or separated by spaces; all open ones unless given.
            timeout: How long to wait.
        """
        names = phones.split() if isinstance(phones, str) else (phones or [])
        sessions = self.desk.several(names)
        states = parse_states(state) if state else None
        call_checks.expect_count(sessions, count, states, self.limit(timeout))
        for session in sessions:
            self.say(session, f"{count} calls in all")

    @keyword(tags=["Call checks", "Check"])
    def expect_mute(self, state: OnOff, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Waits until the call is muted, or is not.

        Args:
            state: ``on`` or ``off``.
            phone: The phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        call_checks.expect_mute(session, state == "on", self.limit(timeout))
        self.say(session, f"mute is {state}")

    @keyword(tags=["Call checks", "Check"])
    def expect_media(
        self,
        direction: Literal["both", "sending", "receiving", "none"],
        *,
        call: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until the phone says that the media of a call flow this way.

        Args:
            direction: ``both``, ``sending``, ``receiving`` or ``none``, seen from this phone.
            call: Which call, when there are several.
            phone: The phone.
            timeout: How long to wait.
        """
        session = self.on(phone)
        call_checks.expect_media(session, direction, call, self.desk.party, self.limit(timeout))
        self.say(session, f"media: {direction}")

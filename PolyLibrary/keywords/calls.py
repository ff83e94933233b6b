"""Making, taking and ending calls."""

from datetime import timedelta
from typing import Any, Literal

from assertionengine import AssertionOperator
from robot.api.deco import keyword

from PolyLibrary.errors import UnknownName
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup, OnOff
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.calls import calling
from PolyLibrary.session.calls.call_checks import expect_incoming, expect_state, state_of
from PolyLibrary.session.calls.calling import ActVia, DialVia, Verb
from PolyLibrary.session.calls.callpick import listed, pick, pick_one
from PolyLibrary.terms import CallState

IDLE_LIMIT = 20.0


def as_dict(call: Call) -> dict[str, Any]:
    """A call as a test reads it: typed values under the field's words."""
    return {
        "state": call.state.value,
        "number": call.number,
        "name": call.name,
        "direction": "Incoming" if call.incoming else "Outgoing",
        "line": call.line,
        "duration": timedelta(seconds=call.duration),
        "handle": f"0x{call.ref}",
        "muted": call.muted,
        "media": call.media,
        "ringing": call.ringing,
    }


class Calls(KeywordGroup):
    """Actions on calls and looks at them."""

    @keyword(tags=["Calls", "Action"])
    def dial(
        self,
        number: str,
        *,
        line: int = 1,
        via: DialVia = "auto",
        type: Literal["auto", "SIP", "TEL"] = "auto",  # noqa: A002 - the phone's own word
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Dials, once. What becomes of the call is for an ``Expect`` keyword to see.

        Args:
            number: A phone's name or role, a number named in the lab file, or digits, ``sip:`` or ``tel:``.
            line: The line key to dial on.
            via: ``rest`` (what auto takes), or as by hand: ``keypad`` (digits on hook, then Send; where only a drawn
                dial pad has digits New Call comes first), ``soft key`` (New Call, number, Send),
                ``line key``/``off hook`` (the line key, number, Send), ``speaker`` or ``headset`` (that key, number,
                Send).
            type: ``SIP`` or ``TEL`` as the REST API knows them; auto sends none.
            phone: The phone that dials.
            timeout: How long it may take.

        Emergency numbers are refused before anything is sent.

        Example:
        | Dial    bob    phone=alice
        | Dial    123    via=keypad
        """
        session = self.on(phone)
        party = self.desk.party(number)
        kind = None if type == "auto" else type
        how = calling.dial(session, party, self.limit(timeout), line=line, via=via, kind=kind)
        self.say(session, f"dialled {party} {how}")

    @keyword(tags=["Calls", "Action"])
    def establish_call(
        self,
        caller: str,
        callee: str,
        *,
        line: int = 1,
        via: DialVia = "auto",
        answer_via: ActVia = "auto",
        timeout: timedelta | None = None,
    ) -> None:
        """Makes a call between two phones: dials, waits for the ring, answers, waits until both talk.

        Args:
            caller: The open phone that dials.
            callee: The open phone that is called.
            line: The caller's line key.
            via: How to dial, as in Dial.
            answer_via: How to answer, as in Answer Call.
            timeout: How long each of the steps may take.
        """
        one, other = self.desk.named(caller), self.desk.named(callee)
        calling.dial(one, other.party, self.limit(timeout), line=line, via=via)
        incoming = expect_incoming(other, one.party, self.limit(timeout))
        which = f"0x{incoming.ref}"
        calling.act_on_call(other, "answer", which, self.desk.party, self.limit(timeout), via=answer_via)
        connected = frozenset({CallState.CONNECTED})
        expect_state(other, connected, which, self.desk.party, self.limit(timeout))
        expect_state(one, connected, other.party.number, self.desk.party, self.limit(timeout))
        self.say(one, f"talks with {other.party}")

    def _act(self, verb: Verb, call: str | None, via: ActVia, phone: str | None, timeout: timedelta | None) -> None:
        session = self.on(phone)
        how = calling.act_on_call(session, verb, call, self.desk.party, self.limit(timeout), via=via)
        self.say(session, f"{verb}: {how}")

    @keyword(tags=["Calls", "Action"])
    def answer_call(
        self,
        *,
        call: str | None = None,
        via: ActVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Answers the ringing call, once; waits for one to ring.

        Args:
            call: Which one, when several ring: a phone's name, a number, ``line 2`` or a handle.
            via: ``rest`` (what auto takes), ``soft key``, ``line key``, ``speaker`` or ``headset``.
            phone: The phone that answers.
            timeout: How long to wait for the ringing.
        """
        self._act("answer", call, via, phone, timeout)

    @keyword(tags=["Calls", "Action"])
    def reject_call(
        self,
        *,
        call: str | None = None,
        via: ActVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Rejects the ringing call, once; the caller hears busy or is sent to voicemail.

        Args:
            call: Which one, when several ring.
            via: ``rest`` (what auto takes) or ``soft key``.
            phone: The phone that rejects.
            timeout: How long to wait for the ringing.
        """
        self._act("reject", call, via, phone, timeout)

    @keyword(tags=["Calls", "Action"])
    def ignore_call(
        self,
        *,
        call: str | None = None,
        via: ActVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Silences the ringing here, once; the caller goes on hearing it ring.

        Args:
            call: Which one, when several ring.
            via: ``rest`` (what auto takes) or ``soft key``.
            phone: The phone that ignores.
            timeout: How long to wait for the ringing.
        """
        self._act("ignore", call, via, phone, timeout)

    @keyword(tags=["Calls", "Action"])
    def end_call(
        self,
        *,
        call: str | None = None,
        via: ActVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Ends a call, once; a call held here must be resumed first, as on the phone itself.

        Args:
            call: Which one: ``active``, ``held``, ``all``, ``line 2``, a handle, a phone's name or a number.
            via: ``rest`` (what auto takes), ``soft key``, ``speaker`` or ``headset``.
            phone: The phone that ends it.
            timeout: How long to wait for such a call.
        """
        if call is not None and call.casefold() == "all":
            self.end_all_calls(*([phone] if phone else [self.on(None).name]), timeout=timeout)
            return
        self._act("end", call, via, phone, timeout)

    @keyword(tags=["Calls", "Action"])
    def hold_call(
        self,
        *,
        call: str | None = None,
        via: ActVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Puts a call on hold, once.

        Args:
            call: Which one, when there are several.
            via: ``rest`` (what auto takes), ``soft key`` or ``key`` (Hold).
            phone: The phone that holds.
            timeout: How long to wait for such a call.
        """
        self._act("hold", call, via, phone, timeout)

    @keyword(tags=["Calls", "Action"])
    def resume_call(
        self,
        *,
        call: str | None = None,
        via: ActVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Takes a call off hold, once.

        Args:
            call: Which one, when there are several.
            via: ``rest`` (what auto takes), ``soft key``, ``key`` (Hold) or ``line key``.
            phone: The phone that resumes.
            timeout: How long to wait for such a call.
        """
        self._act("resume", call, via, phone, timeout)

    @keyword(tags=["Calls", "Action"])
    def deflect_call(
        self, number: str, *, call: str | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Sends a ringing call on to another number: the Forward soft key, the digits, Send.

        Args:
            number: Where it goes: a phone's name, a named number or digits.
            call: Which one, when several ring.
            phone: The phone that deflects.
            timeout: How long to wait for the ringing.
        """
        session = self.on(phone)
        how = calling.deflect(session, self.desk.party(number), call, self.desk.party, self.limit(timeout))
        self.say(session, f"deflected {how}")

    @keyword(tags=["Calls", "Action"])
    def end_all_calls(self, *phones: str, timeout: timedelta | None = None) -> None:
        """Ends every call of the phones, and waits until they have none.

        Args:
            phones: The phones; without names all open ones.
            timeout: How long it may take, 20 s unless given.
        """
        for session in self.desk.several(phones):
            ended = calling.end_everything(session, self.limit(timeout, IDLE_LIMIT))
            self.say(session, f"ended {'; '.join(ended) or 'nothing: it had no call'}")

    @keyword(tags=["Calls", "Action"])
    def swap_calls(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Takes the held call of two, once; the active one goes on hold by itself.

        Args:
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        self.say(session, f"swapped: {calling.swap(session, self.limit(timeout))}")

    @keyword(tags=["Calls", "Action"])
    def set_mute(self, state: OnOff, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Mutes the microphone of the call, or takes the mute off, once.

        Args:
            state: ``on`` or ``off``.
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        session.phone.calls.mute(state == "on", deadline=self.limit(timeout))
        session.acted()
        self.say(session, f"mute {state} by REST")

    @keyword(name="Send DTMF", tags=["Calls", "Action"])
    def send_dtmf(
        self, digits: str, *, call: str | None = None, phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Sends tones in the call in focus, once.

        Args:
            digits: 0 to 9, ``*`` and ``#``, up to 32.
            call: A check only: the call that must be the one in focus, for the request cannot name one.
            phone: The phone.
            timeout: How long it may take.
        """
        session = self.on(phone)
        if call is not None:
            reading = session.watch.look(self.limit(timeout))
            chosen = pick_one(reading.calls, call, self.desk.party, session.title)
            if not chosen.focused:
                from PolyLibrary.errors import NotPossible

                raise NotPossible(
                    f"{session.title} sends tones into the call in focus, which is not call={call}.",
                    seen=f"its calls: {listed(reading.calls)}.",
                    hint="resume that call first.",
                )
        session.phone.calls.dtmf(digits, deadline=self.limit(timeout))
        session.acted()
        self.say(session, f"sent {len(digits)} tones by REST")

    @keyword(tags=["Calls", "Getter"])
    def get_calls(
        self,
        field: str | None = None,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        call: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """The calls of a phone now: a list of dictionaries, or one field of one call.

        Fields: state, number, name, direction, line, duration (a duration), handle, muted, media, ringing.

        Args:
            field: One field of the one call meant; without it the whole list.
            assertion_operator: For example ``==``, ``>``, ``contains``.
            assertion_expected: The expected value, read as the field's type.
            message: Your own text for the error.
            call: Which call, when there are several.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            The list, or the field's value.

        Example:
        | Get Calls    name    ==    Bob    phone=alice
        """
        session = self.on(phone)
        reading = session.watch.look(self.limit(timeout))
        if field is None:
            chosen = [as_dict(each) for each in pick(reading.calls, call, self.desk.party)]
            return judge(chosen, assertion_operator, assertion_expected, f"calls of {session.name}", message)
        values = as_dict(pick_one(reading.calls, call, self.desk.party, session.title))
        key = field.strip().casefold()
        if key not in values:
            raise UnknownName("field of Get Calls", field, values, plural="its fields")
        return judge(
            values[key], assertion_operator, assertion_expected, f"{key} of the call of {session.name}", message
        )

    @keyword(tags=["Calls", "Getter"])
    def get_call_state(
        self,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        call: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """The state of the call now, in the phone's own word; ``Idle`` when there is none. Looks once.

        Args:
            assertion_operator: For example ``==`` or ``matches``.
            assertion_expected: The expected state.
            message: Your own text for the error.
            call: Which call, when there are several.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            The state, for example ``Connected``.
        """
        session = self.on(phone)
        reading = session.watch.look(self.limit(timeout))
        state, _ = state_of(reading.calls, call, self.desk.party)
        if state is None:
            state = pick_one(reading.calls, call, self.desk.party, session.title).state
        return judge(state.value, assertion_operator, assertion_expected, f"call state of {session.name}", message)

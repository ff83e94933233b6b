"""Transfers and conferences."""

from datetime import timedelta

from robot.api.deco import keyword

from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.session.calls import conferences, transfers
from PolyLibrary.session.calls.thirdparty import StepVia
from PolyLibrary.session.calls.transfers import TransferType, TransferVia


class ThirdParty(KeywordGroup):
    """Bringing a third party into a call."""

    @keyword(tags=["Calls", "Action"])
    def transfer_call(
        self,
        number: str,
        *,
        call: str | None = None,
        type: TransferType = "blind",  # noqa: A002 - the field's own word
        via: TransferVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Transfers a call; each key is pressed once.

        A test that plays the third party as well uses Start Transfer and Complete Transfer: an attended transfer
        waits here until the third party has answered.

        Args:
            number: To whom: a phone's name, a named number or digits.
            call: Which call, when there are several; by the keys it must be the one in focus.
            type: ``blind``, ``semi`` (while the third party rings) or ``attended`` (once it has answered).
            via: ``auto`` (a blind transfer by REST where the phone has it, else soft keys), ``rest`` (blind only),
                ``soft key``, or ``key`` (the Transfer key).
            phone: The phone that transfers.
            timeout: How long it may take, an answer that is waited for included.
        """
        session = self.on(phone)
        party = self.desk.party(number)
        how = transfers.transfer(session, party, call, self.desk.party, self.limit(timeout), kind=type, via=via)
        self.say(session, f"transferred {how}")

    @keyword(tags=["Calls", "Action"])
    def start_transfer(
        self,
        number: str,
        *,
        call: str | None = None,
        via: StepVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Puts the call on hold and calls the third party: Transfer, the number, Send.

        Args:
            number: Whom: a phone's name, a named number or digits.
            call: Which call, when there are several; it must be the one in focus.
            via: ``soft key`` (what auto takes) or ``key``.
            phone: The phone that transfers.
            timeout: How long it may take.
        """
        session = self.on(phone)
        party = self.desk.party(number)
        how = transfers.start_transfer(session, party, call, self.desk.party, self.limit(timeout), via=via)
        self.say(session, f"started a transfer: {how}")

    @keyword(tags=["Calls", "Action"])
    def complete_transfer(
        self, *, via: StepVia = "auto", phone: str | None = None, timeout: timedelta | None = None
    ) -> None:
        """Presses Transfer again, once: semi-attended while the third party rings, attended once it has answered.

        Args:
            via: ``soft key`` (what auto takes) or ``key``.
            phone: The phone that transfers.
            timeout: How long to wait for the third party to ring.
        """
        session = self.on(phone)
        self.say(session, f"completed: {transfers.complete_transfer(session, self.limit(timeout), via=via)}")

    @keyword(tags=["Calls", "Action"])
    def cancel_transfer(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Presses Cancel, once: the call to the third party ends, the first party is talked to again.

        Args:
            phone: The phone.
            timeout: How long to wait for such a call.
        """
        session = self.on(phone)
        self.say(session, f"cancelled: {transfers.cancel_transfer(session, self.limit(timeout))}")

    @keyword(tags=["Calls", "Action"])
    def start_conference(
        self,
        number: str,
        *,
        call: str | None = None,
        via: StepVia = "auto",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Puts the call on hold and calls the next party: Conference, the number, Send. Join Calls joins them.

        Args:
            number: Whom: a phone's name, a named number or digits.
            call: Which call, when there are several; it must be the one in focus.
            via: ``soft key`` (what auto takes) or ``key``.
            phone: The phone that hosts the conference.
            timeout: How long it may take.
        """
        session = self.on(phone)
        party = self.desk.party(number)
        how = conferences.start_conference(session, party, call, self.desk.party, self.limit(timeout), via=via)
        self.say(session, f"started a conference: {how}")

    @keyword(tags=["Calls", "Action"])
    def join_calls(self, *, via: StepVia = "auto", phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Joins the call in talk and the held one into a conference, by one key.

        Args:
            via: ``soft key`` (what auto takes) or ``key``.
            phone: The phone that hosts the conference.
            timeout: How long to wait until one call talks and one is held.
        """
        session = self.on(phone)
        self.say(session, f"joined {conferences.join_calls(session, self.limit(timeout), via=via)}")

    @keyword(tags=["Calls", "Action"])
    def split_conference(self, *, phone: str | None = None, timeout: timedelta | None = None) -> None:
        """Splits a conference into two calls on hold, by the soft key Split.

        Args:
            phone: The phone that hosts the conference.
            timeout: How long to wait for a joined conference.
        """
        session = self.on(phone)
        self.say(session, f"split {conferences.split_conference(session, self.limit(timeout))}")

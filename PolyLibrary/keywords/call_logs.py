"""The phone's lists of calls: missed, received, placed."""

from datetime import timedelta
from typing import Any, Literal

from assertionengine import AssertionOperator
from robot.api.deco import keyword

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup, Moment
from PolyLibrary.phone.calllog import CallLogEntry
from PolyLibrary.session.calls.call_absence import entries_since, tell
from PolyLibrary.session.calls.call_times import When, time_of_day, time_of_mark
from PolyLibrary.session.calls.history_checks import expect_entry, expect_no_entry
from PolyLibrary.session.phone_session import PhoneSession

Kind = Literal["Missed", "Received", "Placed"]


def as_dict(entry: CallLogEntry) -> dict[str, Any]:
    """An entry as a test reads it."""
    return {
        "number": entry.number,
        "name": entry.name,
        "line": entry.line,
        "start": entry.start,
        "duration": timedelta(seconds=entry.duration) if entry.duration is not None else None,
    }


class CallLogs(KeywordGroup):
    """Reading and checking the lists of calls."""

    @keyword(tags=["Call log", "Getter"])
    def get_call_log(
        self,
        kind: Kind,
        field: str | None = None,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        since: Moment | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """The entries of a list since the mark, oldest first, as dictionaries; or one field of all of them.

        Fields: number, name, line, start (the phone's local time), duration (none where nobody talked).

        Args:
            kind: ``Missed``, ``Received`` or ``Placed``.
            field: One field, given as the list of its values.
            assertion_operator: For example ``contains`` or ``==``.
            assertion_expected: The expected value.
            message: Your own text for the error.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            A list of dictionaries, or of the field's values.
        """
        session = self.on(phone)
        entries = entries_since(session, (kind.lower(),), self.since(session, since), self.limit(timeout))
        rows = [as_dict(entry) for entry in entries]
        if field is None:
            return judge(rows, assertion_operator, assertion_expected, f"{kind} list of {session.name}", message)
        key = field.strip().casefold()
        fields = ("number", "name", "line", "start", "duration")
        if key not in fields:
            raise UnknownName("field of Get Call Log", field, fields, plural="its fields")
        return judge(
            [row[key] for row in rows],
            assertion_operator,
            assertion_expected,
            f"{key} in the {kind} list of {session.name}",
            message,
        )

    @keyword(tags=["Call log", "Check"])
    def expect_call_log_entry(
        self,
        kind: Kind,
        party: str,
        *,
        count: int | None = None,
        at: Moment | str | None = None,
        duration: timedelta | None = None,
        since: Moment | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> None:
        """Waits until a list shows a call with this party since the mark.

        Args:
            kind: ``Missed``, ``Received`` or ``Placed``.
            party: A phone's name or a number.
            count: How many entries there must be; one or more unless given.
            at: When the call began, within 5 s: a time of day on the phone's own clock (``14:05`` is that minute,
                ``14:05:30`` that second), or a mark of Mark Moment.
            duration: How long the call lasted, within 2 s.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
            timeout: How long to wait.

        Example:
        | ${called} =    Mark Moment
        | Dial    bob    phone=alice
        | Expect Call Log Entry    Missed    alice    at=${called}    phone=bob
        """
        if count is not None and count < 1:
            raise UsageError(
                f"count={count} would hold at once, without any wait.",
                hint="Expect No Call Log Entry    <list>    <party> looks for a time that there is none.",
            )
        session = self.on(phone)
        deadline = self.limit(timeout)
        entry = expect_entry(
            session,
            kind.lower(),
            self.desk.party(party),
            self.since(session, since),
            deadline,
            count=count,
            at=self._when(session, at, deadline),
            duration=duration,
        )
        self.say(session, tell(entry) if entry else f"no entry of {party} in {kind}")

    def _when(self, session: PhoneSession, at: Moment | str | None, deadline: Deadline) -> When | None:
        if isinstance(at, Moment):
            return time_of_mark(session, self.since(session, at), deadline)
        return None if at is None else time_of_day(at)

    @keyword(tags=["Call log", "Check"])
    def expect_no_call_log_entry(
        self,
        kind: Kind,
        party: str = "anyone",
        *,
        during: timedelta = timedelta(seconds=2),
        since: Moment | None = None,
        phone: str | None = None,
    ) -> None:
        """A list shows no call with this party since the mark, and none comes for a time.

        Args:
            kind: ``Missed``, ``Received`` or ``Placed``.
            party: A phone's name, a number, or ``anyone``.
            during: How long to look.
            since: A mark of Mark Moment; the start of the test unless given.
            phone: The phone.
        """
        session = self.on(phone)
        whose = None if party.casefold() == "anyone" else self.desk.party(party)
        expect_no_entry(session, kind.lower(), whose, self.since(session, since), self.seconds(during))
        self.say(session, f"no entry of {party} in {kind} for {during.total_seconds():g} s")

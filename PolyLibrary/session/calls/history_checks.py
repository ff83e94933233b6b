"""What a test expects of a phone's call lists."""

from datetime import timedelta

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed
from PolyLibrary.phone.calllog import CallLogEntry, CallLogKind
from PolyLibrary.session.calls.call_absence import entries_since, tell
from PolyLibrary.session.calls.call_times import When
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Mark, PhoneSession


def expect_entry(
    session: PhoneSession,
    kind: CallLogKind,
    party: Party,
    since: Mark,
    deadline: Deadline,
    *,
    count: int | None = None,
    at: When | None = None,
    duration: timedelta | None = None,
) -> CallLogEntry | None:
    """Wait until a call list holds an entry of this party since the mark.

    Args:
        kind: missed, received or placed.
        count: How many entries there must be; None means one or more.
        at: When the call began, on the phone's clock.
        duration: How long the call lasted; 2 s of tolerance, since phones count whole seconds.
    """
    found: list[CallLogEntry] = []
    entries: list[CallLogEntry] = []
    tries = 0
    for tries in polling(deadline):
        entries = entries_since(session, (kind,), since, deadline)
        found = [entry for entry in entries if party.has(entry.number)]
        if at is not None:
            found = [entry for entry in found if at.fits(entry.start)]
        if duration is not None:
            found = [entry for entry in found if abs((entry.duration or 0) - duration.total_seconds()) <= 2]
        if len(found) == count or (count is None and found):
            return found[-1] if found else None
    wanted = f"{count} entries" if count is not None else "an entry"
    begun = f" at {at}" if at is not None else ""
    lasting = f" lasting {duration.total_seconds():g} s" if duration is not None else ""
    raise CheckFailed(
        f"The {kind.capitalize()} list of {session.title} does not show {wanted} of {party}{begun}{lasting}.",
        seen=f"since the start of the check's time: {'; '.join(map(tell, entries)) or 'no entry'}.",
        tried=deadline.tried(tries),
        hint="a call enters the list when it is over.",
    )


def expect_no_entry(session: PhoneSession, kind: CallLogKind, party: Party | None, since: Mark, during: float) -> None:
    """The list shows no entry of this party since the mark, and none comes for ``during`` seconds."""
    deadline = Deadline(during, "during=")
    for tries in polling(deadline):
        entries = entries_since(session, (kind,), since, Deadline(5.0, "the look at the call lists"))
        hits = [entry for entry in entries if party is None or party.has(entry.number)]
        if hits:
            raise CheckFailed(
                f"The {kind.capitalize()} list of {session.title} shows {party or 'an entry'}, but should not.",
                seen=f"{'; '.join(map(tell, hits))}.",
                tried=deadline.tried(tries),
            )

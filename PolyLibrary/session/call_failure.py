"""Whether a call that was dialled has failed: it is over, and nobody ever answered."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PathMissing, UsageError
from PolyLibrary.session.call_absence import entries_since, tell
from PolyLibrary.session.call_checks import fail
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Dialled, PhoneSession
from PolyLibrary.session.together import too_far_apart
from PolyLibrary.session.watch import MOST_GAP, Reading
from PolyLibrary.terms import CallState


def expect_failed(session: PhoneSession, number: str | None, deadline: Deadline) -> None:
    """Wait until the call dialled last is over without ever having been connected."""
    dialled = session.dialled
    if dialled is None:
        raise UsageError(
            f"{session.title} has not dialled in this test.", hint="Dial first; then expect the call to fail."
        )
    wanted = number or dialled.number
    party = Party(wanted, (wanted,))
    ways = frozenset({CallState.DISCONNECTED, CallState.IDLE})

    def failed(reading: Reading) -> bool | None:
        history = [seen for seen in session.watch.history(dialled.at) if not seen.incoming and party.has(seen.number)]
        if any(seen.state == CallState.CONNECTED for seen in history):
            raise fail(
                session,
                f"The call of {session.title} to {wanted} did not fail: it was connected.",
                reading,
                deadline.tried(1),
                since=dialled.at,
            )
        return True if history and history[-1].state in ways else None

    outcome = session.watch.wait(failed, deadline)
    if outcome.value is not None:
        _refuse_answered(session, party, dialled)
        return
    raise fail(
        session,
        f"The call of {session.title} to {wanted} has not failed.",
        outcome.reading,
        deadline.tried(outcome.tries),
        since=dialled.at,
    )


def _refuse_answered(session: PhoneSession, party: Party, dialled: Dialled) -> None:
    """A call may have been answered and ended between two looks: the phone's own list of placed calls knows."""
    limit = Deadline(5.0, "the look at the call list")
    try:
        entries = entries_since(session, ("placed",), session.mark_at(dialled.at), limit)
    except PathMissing:
        gap = session.watch.longest_gap(dialled.at)
        if gap > MOST_GAP:
            raise too_far_apart("two looks since the dialling", gap) from None
        return
    answered = [entry for entry in entries if party.has(entry.number) and entry.duration is not None]
    if answered:
        raise CheckFailed(
            f"The call of {session.title} to {party} did not fail: it was answered.",
            seen=f"its list since the dialling: {'; '.join(map(tell, answered))}.",
            tried=limit.tried(1),
        )

"""Whether a call that was dialled has failed: it is over, and nobody ever answered."""

from collections.abc import Sequence

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PathMissing, UsageError
from PolyLibrary.names import fold, quoted
from PolyLibrary.session.calls.call_absence import entries_since, tell
from PolyLibrary.session.calls.call_checks import fail
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Dialled, PhoneSession
from PolyLibrary.session.several.together import too_far_apart
from PolyLibrary.session.sight.lookers import has_text
from PolyLibrary.session.sight.shown import require_ui
from PolyLibrary.session.watch import MOST_GAP, Reading
from PolyLibrary.terms import CallState


def expect_failed(session: PhoneSession, number: str | None, deadline: Deadline, *, texts: Sequence[str] = ()) -> None:
    """Wait until the call dialled last is over without ever having been connected.

    Args:
        texts: What must be on the screen meanwhile, by whole words: why it failed stands there and nowhere else.

    Raises:
        NotPossible: Texts are wanted of a phone that does not describe its screen; nothing was waited for.
    """
    screen = _Screen(session, texts, deadline)
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
        over = bool(history) and history[-1].state in ways
        screen.look(deadline)
        if over and not screen.found and history[-1].state == CallState.IDLE:
            raise screen.never_shown(f"The call of {session.title} to {wanted} failed", deadline)
        return True if over and screen.found else None

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


class _Screen:
    """Looks for texts on the screen while a call fails, and keeps what stood there last with something on it."""

    def __init__(self, session: PhoneSession, texts: Sequence[str], deadline: Deadline) -> None:
        self._session = session
        self._missing = list(texts)
        self._seen: tuple[str, ...] = ()
        if texts:
            require_ui(session, "why a call failed", deadline, "leave reason= and text= out.")

    @property
    def found(self) -> bool:
        return not self._missing

    def look(self, deadline: Deadline) -> None:
        if self._missing:
            ui = require_ui(self._session, "why a call failed", deadline)
            self._missing = [text for text in self._missing if not has_text(ui, text)]
            self._seen = ui.texts if fold(ui.name) == "active call" else self._seen or ui.texts

    def never_shown(self, what: str, deadline: Deadline) -> CheckFailed:
        return CheckFailed(
            f"{what}, but its screen never showed {quoted(self._missing)}.",
            seen=f"on the screen of the call: {quoted(self._seen) or 'nothing'}.",
            tried=deadline.tried(1, "wait"),
            hint="reason= and text= are whole words as the phone writes them.",
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

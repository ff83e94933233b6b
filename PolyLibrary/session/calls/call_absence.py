"""Proof that no call came: what was seen since the mark, what the phone's lists say, and a time of watching."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PathMissing, UsageError
from PolyLibrary.phone.calllog import CallLogEntry, CallLogKind
from PolyLibrary.session.calls.callpick import listed
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Mark, PhoneSession
from PolyLibrary.session.watch import MOST_GAP, Reading
from PolyLibrary.terms import CallState


def expect_no_incoming(session: PhoneSession, caller: Party | None, during: float, since: Mark) -> str:
    """No call from ``caller`` rang here since the mark, and none does for ``during`` seconds.

    Returns:
        What the proof rests on, for the log.

    Raises:
        CheckFailed: A call came; the error says when.
        Undecided: The looks were too far apart to prove anything.
    """
    who = str(caller) if caller else "anyone"

    def rang(reading: Reading) -> Reading | None:
        hits = [
            seen
            for seen in session.watch.history(since.at)
            if seen.state == CallState.OFFERING and (caller is None or caller.has(seen.number))
        ]
        return reading if hits else None

    broken = session.watch.keeps(rang, during, Deadline(during + 2 * MOST_GAP, "during="))
    if broken.value is not None:
        raise CheckFailed(
            f"A call from {who} rang at {session.title}, but none was expected.",
            seen=f"states since the mark: {session.watch.story(since.at)}; "
            f"its calls now: {listed(broken.reading.calls)}.",
        )
    # A call that came and went between two looks stands in the phone's own lists.
    try:
        entries = entries_since(session, ("missed", "received"), since, Deadline(5.0, "the look at the call lists"))
    except PathMissing:
        return f"{_looks(broken.tries)}; this firmware has no call lists to ask"
    hits = [entry for entry in entries if caller is None or caller.has(entry.number)]
    if hits:
        raise CheckFailed(
            f"A call from {who} rang at {session.title}, but none was expected.",
            seen=f"its lists since the mark: {'; '.join(tell(entry) for entry in hits)}.",
        )
    return f"{_looks(broken.tries)} in {during:g} s and the Missed and Received lists"


def require_calls(sessions: Sequence[PhoneSession], deadline: Deadline) -> None:
    """Refuse to compare calls where there is none: that nothing changes there proves nothing.

    A phone without calls beside one that has some is all right: it must stay so.

    Raises:
        CheckFailed: No phone has a call any more, but one had in this test.
        UsageError: No phone has a call or had one in this test.
    """
    if any(session.watch.look(deadline).calls for session in sessions):
        return
    names = ", ".join(session.name for session in sessions)
    ended = [session for session in sessions if session.watch.history(session.start.at)]
    if ended:
        stories = "; ".join(f"{each.name} since the start: {each.watch.story(each.start.at)}" for each in ended)
        raise CheckFailed(
            f"There is no call to compare at {names}: what was there has ended.",
            seen=f"{stories}.",
            hint="Expect Call State says which call must be up first.",
        )
    one = len(sessions) == 1
    none = "it has none now and had none in this test" if one else "none of them has one now or had one in this test"
    raise UsageError(
        f"There is no call to compare at {names}: {none}.",
        hint="Expect No Incoming Call and Expect Idle say that a phone stays idle; since= a mark without calls does "
        "as well.",
    )


def _looks(count: int) -> str:
    return f"{count} look{'' if count == 1 else 's'}"


def tell(entry: CallLogEntry) -> str:
    """``Missed 1001 'Alice' at 10:31:05`` for an error."""
    name = f" '{entry.name}'" if entry.name and entry.name != entry.number else ""
    duration = f", {entry.duration} s" if entry.duration is not None else ""
    when = f"at {entry.start:%H:%M:%S}" if entry.start else "at an unknown time"
    return f"{entry.kind.capitalize()} {entry.number}{name} {when}{duration}"


def entries_since(
    session: PhoneSession, kinds: tuple[CallLogKind, ...], since: Mark, deadline: Deadline
) -> list[CallLogEntry]:
    """The entries of the phone's call lists that started at or after a mark (the phone's own clock)."""
    offset: timedelta = session.logbook.local_offset(deadline)
    local: datetime = (since.phone_time + offset).replace(tzinfo=None, microsecond=0)
    entries = [entry for kind in kinds for entry in session.phone.calllog.read(kind, deadline)]
    news = Counter(entry for entry in entries if entry.start is not None and entry.start >= local)
    if since is session.start:
        news -= session.known_entries
    # The oldest come first, so of equal entries the later ones are kept: which ones does not matter, they are equal.
    return [entry for entry in entries if _taken(news, entry)]


def _taken(left: Counter[CallLogEntry], entry: CallLogEntry) -> bool:
    if left[entry] <= 0:
        return False
    left[entry] -= 1
    return True

"""What a test expects of the things a phone writes down: its call lists, its log, its configuration."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Literal

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed, Undecided, UsageError
from PolyLibrary.phone.calllog import CallLogEntry, CallLogKind
from PolyLibrary.phone.log import LogLine
from PolyLibrary.session.call_absence import entries_since, tell
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Mark, PhoneSession

Match = Literal["text", "regexp"]


def expect_entry(
    session: PhoneSession,
    kind: CallLogKind,
    party: Party,
    since: Mark,
    deadline: Deadline,
    *,
    count: int | None = None,
    duration: timedelta | None = None,
) -> CallLogEntry | None:
    """Wait until a call list holds an entry of this party since the mark.

    Args:
        kind: missed, received or placed.
        count: How many entries there must be; None means one or more.
        duration: How long the call lasted; 2 s of tolerance, since phones count whole seconds.
    """
    found: list[CallLogEntry] = []
    entries: list[CallLogEntry] = []
    tries = 0
    for tries in polling(deadline):
        entries = entries_since(session, (kind,), since, deadline)
        found = [entry for entry in entries if party.has(entry.number)]
        if duration is not None:
            found = [entry for entry in found if abs((entry.duration or 0) - duration.total_seconds()) <= 2]
        if len(found) == count or (count is None and found):
            return found[-1] if found else None
    wanted = f"{count} entries" if count is not None else "an entry"
    lasting = f" lasting {duration.total_seconds():g} s" if duration is not None else ""
    raise CheckFailed(
        f"The {kind.capitalize()} list of {session.title} does not show {wanted} of {party}{lasting}.",
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


def matcher(text: str, match: Match) -> Callable[[LogLine], bool]:
    """A test for one log line: the text as it stands, or a regular expression."""
    if match == "regexp":
        try:
            pattern = re.compile(text)
        except re.error as error:
            raise UsageError(f"'{text}' is no regular expression: {error}.") from None
        return lambda line: bool(pattern.search(line.text))
    return lambda line: text in line.text


def chosen(lines: Sequence[LogLine], component: str | None, level: int | None) -> list[LogLine]:
    """The lines of one component, of a level or above (``*`` is always among them)."""
    return [
        line
        for line in lines
        if (component is None or line.component == component)
        and (level is None or line.level == "*" or int(line.level) >= level)
    ]


def expect_log(
    session: PhoneSession,
    texts: Sequence[str],
    since: Mark,
    deadline: Deadline,
    *,
    component: str | None = None,
    level: int | None = None,
    match: Match = "text",
) -> list[LogLine]:
    """Wait until lines with these texts, in this order, were written since the mark; returns them."""
    tests = [matcher(text, match) for text in texts]
    lines: list[LogLine] = []
    found: list[LogLine] = []
    tries = 0
    for tries in polling(deadline):
        news = session.logbook.since(since.phone_time, deadline, start_of_test=since is session.start)
        lines = chosen(news, component, level)
        found = []
        rest = iter(lines)
        for test in tests:
            line = next((line for line in rest if test(line)), None)
            if line is None:
                break
            found.append(line)
        if len(found) == len(tests):
            return found
    missing = texts[len(found)]
    where = f" of component {component}" if component else ""
    raise CheckFailed(
        f"The log of {session.title}{where} has no line '{missing}'"
        + (f" after '{texts[len(found) - 1]}'." if found else "."),
        seen=_tail(lines),
        tried=deadline.tried(tries),
        hint=_level_hint(session, component),
    )


def expect_no_log(
    session: PhoneSession,
    text: str,
    since: Mark,
    during: float,
    *,
    component: str | None = None,
    match: Match = "text",
    level: int = 0,
) -> None:
    """No line with this text since the mark and for ``during`` seconds; the levels must let it through.

    Raises:
        Undecided: The phone's log levels would hide such a line, so its absence proves nothing.
    """
    if component is None:
        raise UsageError(
            "Expect No Log needs component=, for the log level of that component decides what is written.",
            hint="write component=pgui, rest, so, sip, ...",
        )
    lowest = session.logbook.level_of(component, Deadline(5.0, "the look at the log levels"))
    if lowest > level:
        raise Undecided(
            f"Nothing is proven: {session.title} does not write lines of '{component}' below level {lowest}.",
            seen=f"a line of level {level} would be hidden.",
            hint=f"Set Phone Log Level    {level}    {component} first, or say level= of the line.",
        )
    test = matcher(text, match)
    deadline = Deadline(during, "during=")
    for tries in polling(deadline):
        limit = Deadline(5.0, "the look at the log")
        news = session.logbook.since(since.phone_time, limit, start_of_test=since is session.start)
        hits = [line for line in chosen(news, component, None) if test(line)]
        if hits:
            raise CheckFailed(
                f"The log of {session.title} has a line '{text}', but should not.",
                seen=f"{hits[0]}",
                tried=deadline.tried(tries),
            )


def _tail(lines: Sequence[LogLine], most: int = 5) -> str:
    if not lines:
        return "no line since the start of the check's time."
    listed = "\n".join(f"    {line}" for line in lines[-most:])
    return f"{len(lines)} lines, the last {min(most, len(lines))}:\n{listed}"


def _level_hint(session: PhoneSession, component: str | None) -> str:
    if component is None:
        return "a line may be hidden by the log levels: Set Phone Log Level    0    rest    pgui"
    lowest = session.logbook.level_of(component, Deadline(5.0, "the look at the log levels"))
    return (
        f"lines of '{component}' below level {lowest} are not written: Set Phone Log Level    0    {component}"
        if lowest > 0
        else ""
    )

"""What a test expects of a phone's log."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PolyError, Undecided, UsageError
from PolyLibrary.phone.log import LogLine
from PolyLibrary.session.logs.logtail import Tail
from PolyLibrary.session.phone_session import Mark, PhoneSession

Match = Literal["text", "regexp"]
Test = Callable[[LogLine], bool]

_LOOK = 5.0
"""Seconds for one look beside the wait itself."""


def matcher(text: str, match: Match) -> Test:
    """A test for one log line: the text as it stands, or a regular expression."""
    if match == "regexp":
        try:
            pattern = re.compile(text)
        except re.error as error:
            raise UsageError(f"'{text}' is no regular expression: {error}.") from None
        return lambda line: bool(pattern.search(line.text))
    return lambda line: text in line.text


def chosen(lines: Sequence[LogLine], component: str | None, level: int | None) -> list[LogLine]:
    """The lines of one component, of a level or above (``*`` and ``.`` are always among them)."""
    return [
        line
        for line in lines
        if (component is None or line.component == component)
        and (level is None or not line.level.isdigit() or int(line.level) >= level)
    ]


def in_order(lines: Sequence[LogLine], tests: Sequence[Test]) -> list[LogLine]:
    """The lines that the tests find one after another; fewer than the tests where one finds none."""
    found: list[LogLine] = []
    rest = iter(lines)
    for test in tests:
        line = next((line for line in rest if test(line)), None)
        if line is None:
            break
        found.append(line)
    return found


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
    """Wait until lines with these texts, in this order, were written since the mark; returns them.

    Raises:
        CheckFailed: One of them is missing.
        Undecided: One of them is missing, but so may be lines that the phone has written.
    """
    tests = [matcher(text, match) for text in texts]
    tail = session.logbook.follow(since, start_of_test=since is session.start)
    lines: list[LogLine] = []
    found: list[LogLine] = []
    for tries in tail.rounds(deadline):
        lines = chosen(tail.look(deadline), component, level)
        found = in_order(lines, tests)
        if len(found) == len(tests):
            return found
    tried = deadline.tried(tries)
    gap, own = _second(tail)
    if own is not None:
        lines_there = chosen(own, component, level)
        found_there = in_order(lines_there, tests)
        if len(found_there) == len(tests):
            session.steps.record(session.name, "note", f"found in the phone's own log; it had not come {tail.by}")
            return found_there
        if len(found_there) >= len(found):
            lines, found = lines_there, found_there
    where = f" of component {component}" if component else ""
    after = f" after '{texts[len(found) - 1]}'" if found else ""
    what = f"the log of {session.title}{where} has no line '{texts[len(found)]}'{after}"
    if gap:
        raise Undecided(
            f"Nothing is proven: {what}, but lines since the mark may be missing.",
            seen=f"{gap}. {_tail(lines)}",
            tried=tried,
            hint="look sooner after the action, let fewer components write (Set Phone Log Level), or Clear Log first.",
        )
    by = f" (looked for {tail.by}, and in the phone's own log)" if tail.by else ""
    raise CheckFailed(
        f"{what[0].upper()}{what[1:]}.", seen=f"{_tail(lines)}{by}", tried=tried, hint=_level_hint(session, component)
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
        CheckFailed: There is one.
        Undecided: The phone's log levels would hide such a line, or lines since the mark may be missing.
    """
    if component is None:
        raise UsageError(
            "Expect No Log needs component=, for the log level of that component decides what is written.",
            hint="write component=pgui, rest, so, sip, ...",
        )
    test = matcher(text, match)
    lowest = session.logbook.level_of(component, Deadline(_LOOK, "the look at the log levels"))
    if lowest > level:
        raise Undecided(
            f"Nothing is proven: {session.title} does not write lines of '{component}' below level {lowest}.",
            seen=f"a line of level {level} would be hidden.",
            hint=f"Set Phone Log Level    {level}    {component} first, or say level= of the line.",
        )
    tail = session.logbook.follow(since, start_of_test=since is session.start)
    deadline = Deadline(during, "during=")

    def refuse(lines: Sequence[LogLine]) -> None:
        hits = [line for line in chosen(lines, component, None) if test(line)]
        if hits:
            raise CheckFailed(
                f"The log of {session.title} has a line '{text}', but should not.",
                seen=f"{hits[0]}",
                tried=deadline.tried(tries),
            )

    for tries in tail.rounds(deadline):
        refuse(tail.look(Deadline(_LOOK, "the look at the log")))
    gap, own = _second(tail)
    refuse(own or ())
    if gap:
        raise Undecided(
            f"Nothing is proven: the log of {session.title} has no line '{text}', "
            "but lines since the mark may be missing.",
            seen=f"{gap}.",
            tried=deadline.tried(tries),
            hint="give since= a later mark, let fewer components write (Set Phone Log Level), or Clear Log first.",
        )


def _second(tail: Tail) -> tuple[str, list[LogLine] | None]:
    """What may be missing, and the lines of the phone's own log where that was not what was followed.

    One of the two without a gap is enough: syslog over TCP brings all lines, the phone's own log keeps the last ones.
    """
    gap = tail.gap()
    if tail.own is None:
        return gap, None
    try:
        lines = tail.own.look(Deadline(_LOOK, "the look at the phone's own log"))
        own = tail.own.gap()
    except PolyError as error:
        return (f"{gap}, and the phone's own log cannot be read: {error.wanted}" if gap else ""), None
    return (f"{gap}, and in the phone's own log {own}" if gap and own else ""), lines


def _tail(lines: Sequence[LogLine], most: int = 5) -> str:
    if not lines:
        return "no line since the start of the check's time."
    listed = "\n".join(f"    {line}" for line in lines[-most:])
    return f"{len(lines)} line{'' if len(lines) == 1 else 's'}, the last {min(most, len(lines))}:\n{listed}"


def _level_hint(session: PhoneSession, component: str | None) -> str:
    if component is None:
        return "a line may be hidden by the log levels: Set Phone Log Level    0    rest    pgui"
    lowest = session.logbook.level_of(component, Deadline(_LOOK, "the look at the log levels"))
    return (
        f"lines of '{component}' below level {lowest} are not written: Set Phone Log Level    0    {component}"
        if lowest > 0
        else ""
    )

"""Forwarding of a line: by its parameters, which the guard puts back, or by the phone's own menu."""

from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.session.calls.emergency import bare_number
from PolyLibrary.session.config.configguard import Changes, Scope
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import require_ui
from PolyLibrary.session.touch.lists import find, open_item
from PolyLibrary.session.touch.menus import go_home
from PolyLibrary.session.touch.texts import enter_text
from PolyLibrary.session.touch.touching import tap

ForwardKind = Literal["always", "busy", "no answer"]
ForwardVia = Literal["auto", "config", "menu"]

RING = 6
"""Seconds of a ring (the facts on forwarding: a count of rings is stored as so many seconds)."""
MOST_RINGS = 20

_NAMES: dict[ForwardKind, tuple[str, str]] = {
    "always": ("divert.{line}.contact", "divert.fwd.{line}.enabled"),
    "busy": ("divert.busy.{line}.contact", "divert.busy.{line}.enabled"),
    "no answer": ("divert.noanswer.{line}.contact", "divert.noanswer.{line}.enabled"),
}
_MENU: dict[ForwardKind, str] = {"always": "Always", "busy": "Busy", "no answer": "No Answer"}


def parameters(kind: ForwardKind, number: str, rings: int | None, line: int) -> dict[str, str]:
    """The parameters of a forwarding; an empty number switches it off.

    Raises:
        UsageError: Rings that make no sense.
    """
    contact, enabled = (name.format(line=line) for name in _NAMES[kind])
    if rings is not None and kind != "no answer":
        raise UsageError("rings= is for the kind 'no answer' only.", hint="leave rings= out.")
    if rings is not None and not 1 <= rings <= MOST_RINGS:
        raise UsageError(f"rings={rings} makes no sense.", hint=f"rings= is 1 to {MOST_RINGS}.")
    if not number:
        return {enabled: "0"}
    values = {contact: number, enabled: "1"}
    if rings is not None:
        values[f"divert.noanswer.{line}.timeout"] = str(rings * RING)
    return values


def set_forward(
    session: PhoneSession,
    kind: ForwardKind,
    party: Party | None,
    rings: int | None,
    line: int,
    scope: Scope,
    deadline: Deadline,
) -> Changes:
    """Forward by configuration; None for the party switches it off.

    Raises:
        UsageError: An emergency number, or arguments that make no sense; nothing was sent.
    """
    number = bare_number(party.number) if party else ""
    if number:
        session.guard_number(number)
    return session.config.set(parameters(kind, number, rings, line), scope, deadline)


def forward_by_menu(
    session: PhoneSession, kind: ForwardKind, party: Party | None, rings: int | None, line: int, deadline: Deadline
) -> str:
    """Forward as a person does: Home, Forward, the kind, the number, Enable. Nothing puts it back.

    Raises:
        CheckFailed: The menu does not show it afterwards.
    """
    number = bare_number(party.number) if party else ""
    parameters(kind, number, rings, line)
    if number:
        session.guard_number(number)
    go_home(session, deadline)
    open_item(session, "Forward", deadline)
    ui = require_ui(session, "its Forward menu", deadline)
    if find(ui, _MENU[kind]) is None:
        open_item(session, f"row {line}", deadline)
    open_item(session, _MENU[kind], deadline)
    if not number:
        tap(session, "softkey:Disable", deadline)
    else:
        enter_text(session, number, deadline, replace=True)
        if rings is not None:
            _set_rings(session, rings, deadline)
        tap(session, "softkey:Enable", deadline)
    _check(session, kind, number, deadline)
    return f"Home > Forward > {_MENU[kind]}, {'Enable' if number else 'Disable'}"


def _set_rings(session: PhoneSession, rings: int, deadline: Deadline) -> None:
    tap(session, "softkey:Rings", deadline)
    enter_text(session, str(rings), deadline, replace=True)
    tap(session, "softkey:OK", deadline)


def _check(session: PhoneSession, kind: ForwardKind, number: str, deadline: Deadline) -> None:
    limit = deadline.within(3.0, "the time in which a feature is switched")
    seen, tries = "", 0
    for tries in session.watch.rounds(limit):
        ui = require_ui(session, "its Forward menu", deadline)
        item = find(ui, _MENU[kind])
        seen = f"'{_MENU[kind]}' shows '{item.value}'" if item else f"the screen '{ui.title or ui.name}'"
        if item is not None and (not number or item.value == number):
            return
    raise CheckFailed(
        f"{session.title} does not show the forwarding {_MENU[kind]} to {number or 'nobody'}.",
        seen=f"{seen}.",
        tried=limit.tried(tries),
        hint=f"compare with Get Config    {_NAMES[kind][0].format(line=1)}.",
    )

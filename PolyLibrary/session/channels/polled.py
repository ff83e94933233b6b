"""What a phone tells by XML polling: switched on when it is first asked for, and put back with the configuration."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, PolyError, UnknownName, UsageError
from PolyLibrary.names import fold
from PolyLibrary.phone.digest import Credentials, PageOff
from PolyLibrary.phone.polling import Polling, parameters
from PolyLibrary.redaction import Password
from PolyLibrary.session.channels.push import USER
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import Version

_NAME, _PASSWORD, _MODE = (f"apps.statePolling.{name}" for name in ("username", "password", "responseMode"))
_TUNNEL = "apps.push.secureTunnelRequired"
_CLOSE_LIMIT = 3.0

TOPICS: Mapping[str, Callable[[Polling, Deadline], Any]] = {
    "polled calls": lambda polling, deadline: polling.lines(deadline),
    "polled device": lambda polling, deadline: polling.device(deadline),
    "polled network": lambda polling, deadline: polling.network(deadline),
}
"""Status topics beside those of REST."""


def status_topic(session: PhoneSession, name: str, deadline: Deadline) -> Any:
    """One topic of REST or of polling, its name in any case and spacing.

    Raises:
        UnknownName: There is none of this name; all of them are known to it.
    """
    for known, ask in TOPICS.items():
        if fold(known) == fold(name):
            return plain(polled(session).read(ask, deadline))
    try:
        return session.phone.info.topic(name, deadline)
    except UnknownName as error:
        raise UnknownName("status topic", name, [*session.phone.info.topics, *TOPICS]) from error


def plain(value: Any) -> Any:
    """Typed values as dictionaries and lists, for people who look into them by name."""
    if isinstance(value, Version):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


class Polled:
    """The polling of one phone in use, with a login that is made for it.

    The parameters go through the guard of the configuration with scope suite; a phone that has a login of somebody
    else is left alone, for its password could not be put back.
    """

    def __init__(self, session: PhoneSession) -> None:
        self._session = session
        self._login = Credentials(USER, Password(secrets.token_urlsafe(12), USER))
        self._ready = self._password_set = False
        session.at_close.append(self._close)

    def read(self, ask: Callable[[Polling, Deadline], Any], deadline: Deadline) -> Any:
        """One look; what the phone needs for it is set before.

        Raises:
            NotPossible: Polling is off and cannot be switched on; PageOff is one of those.
            LoginRefused, Unreachable, BadReply: As of ``phone.polling.Polling``.
        """
        polling = self._session.phone.polling(self._login)
        if not self._ready:
            self._switch_on(deadline)
        try:
            return ask(polling, deadline)
        except PageOff:
            # The configuration may have been put back since.
            self._switch_on(deadline)
            return ask(polling, deadline)

    def _switch_on(self, deadline: Deadline) -> None:
        session = self._session
        http = session.phone.transport.scheme == "http"
        wanted = parameters(self._login.user, self._login.password, plain=http)
        try:
            now = session.config.get([name for name in wanted if name != _PASSWORD], deadline)
        except UsageError as error:
            raise NotPossible(
                f"{session.title}: XML polling cannot be used.", seen=error.wanted, hint=error.hint
            ) from error
        user = now[_NAME].value
        if user not in ("", USER):
            raise NotPossible(
                f"{session.title}: XML polling cannot be used.",
                seen=f"the phone has the polling login of user '{user}'; its password cannot be read, so it is left "
                "alone.",
                hint=f"clear {_NAME}, or read the same by REST: the topics device, network and calls.",
            )
        values = {name: value for name, value in wanted.items() if name == _PASSWORD or now[name].value != value}
        if user == USER and self._password_set:
            del values[_PASSWORD]
        if http and now[_TUNNEL].source.casefold() == "default":
            # Some firmware refuses plain HTTP until the parameter says 0 in so many words.
            values[_TUNNEL] = "0"
        if values:
            session.config.cleared_at_close.add(_PASSWORD)
            session.config.set(values, "suite", deadline)
            session.steps.record(
                session.name,
                "note",
                f"XML polling is switched on with {', '.join(values)} (put back with the configuration)",
            )
        self._password_set = self._ready = True

    def _close(self) -> None:
        """Clear the password that we made: phones read passwords back empty, so the guard cannot put it back."""
        if not self._password_set:
            return
        session, deadline = self._session, Deadline(_CLOSE_LIMIT, "the limit of closing a phone")
        try:
            if not session.config.get([_NAME], deadline)[_NAME].value:
                session.phone.config.set({_PASSWORD: ""}, deadline)
        except PolyError as error:
            session.steps.record(
                session.name, "note", f"the password that was made for {_PASSWORD} stays: {error.wanted}"
            )


def polled(session: PhoneSession) -> Polled:
    """The polling of a phone in use."""
    made = session.channels.get("polling")
    if not isinstance(made, Polled):
        made = session.channels["polling"] = Polled(session)
    return made

"""Pushes to one phone: push is switched on when it is first needed, and put back with the configuration."""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, PolyError, UsageError
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.phone.digest import Credentials, PageOff
from PolyLibrary.phone.push import MOST, PushResult, data_xml, parameters, priority_of
from PolyLibrary.phone.pushlist import action_uri, digits_in, numbers_in
from PolyLibrary.redaction import Password
from PolyLibrary.session.calls.emergency import bare_number
from PolyLibrary.session.calls.typed import DELETE, OTHER, judged, may_dial, note_typed
from PolyLibrary.session.phone_session import Dialled, PhoneSession

USER = "polylibrary"
"""The user of logins that we make ourselves: nobody else's password is lost when it is made anew."""

_TYPE, _USER, _PASSWORD = (f"apps.push.{name}" for name in ("messageType", "username", "password"))
_ROOT = "apps.push.serverRootURL"
_ALL = "5"
_CLOSE_LIMIT = 3.0
_DELETE = "Key:Backspace"

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Pushed:
    """What was pushed, as it was spelled, what the phone said, and what was made sure of before."""

    actions: tuple[str, ...]
    result: PushResult
    checked: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"pushed {', '.join(self.actions)}: {self.result}. A phone says so of a push that it drops as well; "
            f"checked before: {', '.join(self.checked)}"
        )


class Pushing:
    """The pushes of one phone in use.

    The login is the lab file's ``push:``, else one that is made for this phone in use. The parameters go through the
    guard of the configuration with scope suite; a phone that has a login of somebody else is left alone, for its
    password could not be put back.
    """

    def __init__(self, session: PhoneSession) -> None:
        self._session = session
        given = session.entry.push
        self._given = given is not None
        self._login = (
            Credentials(given.user, given.password)
            if given
            else Credentials(USER, Password(secrets.token_urlsafe(12), USER))
        )
        self._ready = self._password_set = False
        self._set: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        session.at_close.append(self._close)

    def send(self, actions: Sequence[str], deadline: Deadline, *, priority: str = "Critical") -> PushResult:
        """Have the phone run internal URIs; sent once. Numbers are not guarded here.

        Raises:
            NotPossible: Push is off and cannot be switched on; PageOff is one of those.
            LoginRefused, Unreachable, BadReply: As of ``phone.push.Push.send``.
        """
        push = self._session.phone.push(self._login)
        try:
            return self._tried(lambda: push.send(actions, deadline, priority=priority), deadline)
        finally:
            self._session.acted()

    def _tried(self, send: Callable[[], Answer], deadline: Deadline) -> Answer:
        """A 404 comes before anything is done, so what is missing may be set and the push be sent again."""
        self._make_ready(deadline)
        try:
            return send()
        except PageOff:
            with self._lock:
                self._ready = False
            if not self._make_ready(deadline) and not self._open_tunnel(deadline):
                raise
        try:
            return send()
        except PageOff:
            if not self._open_tunnel(deadline):
                raise
        return send()

    # Switching on ----------------------------------------------------------------------------------------

    def _make_ready(self, deadline: Deadline) -> bool:
        """Set the parameters that push needs; whether there was anything to set."""
        with self._lock:
            if self._ready and not self._put_back():
                return False
            now = self._look([_TYPE, _USER], deadline)
            user = now[_USER].value
            if user not in ("", USER, self._login.user):
                raise self._of_somebody_else(user)
            wanted = parameters(self._login.user, self._login.password, plain=False)
            known = user == self._login.user and (self._given or self._password_set)
            if known:
                del wanted[_USER], wanted[_PASSWORD]
            if now[_TYPE].value == _ALL:
                del wanted[_TYPE]
            # What a suite around this one has set is not among the guard's changes of now, and stays.
            self._set = frozenset()
            self._apply(wanted, deadline, "push is switched on")
            self._password_set = self._password_set or _PASSWORD in wanted
            self._session.config.cleared_at_close |= set() if self._given else {_PASSWORD}
            self._ready = True
            return bool(wanted)

    def _put_back(self) -> bool:
        """Whether the configuration that we set may have been put back since."""
        return not self._set <= {change.name for change in self._session.config.changed()}

    def _open_tunnel(self, deadline: Deadline) -> bool:
        """Let pushes come by the scheme that the phone is reached by; whether there was anything to set."""
        plain = self._session.phone.transport.scheme == "http"
        name, value = ("Required", "0") if plain else ("Enabled", "1")
        name = f"apps.push.secureTunnel{name}"
        with self._lock:
            now = self._look([name], deadline)[name]
            # Some firmware refuses plain HTTP until the parameter says 0 in so many words.
            if now.value == value and now.source.casefold() != "default":
                return False
            self._apply({name: value}, deadline, f"push is let in by {'HTTP' if plain else 'HTTPS'}")
            return True

    def _look(self, names: Sequence[str], deadline: Deadline) -> dict[str, ConfigValue]:
        try:
            return self._session.config.get(names, deadline)
        except UsageError as error:
            raise NotPossible(
                f"{self._session.title}: XML push cannot be used.", seen=error.wanted, hint=error.hint
            ) from error

    def _apply(self, values: dict[str, str], deadline: Deadline, why: str) -> None:
        if not values:
            return
        session = self._session
        changes = session.config.set(values, "suite", deadline)
        self._set |= {change.name for change in changes}
        told = "".join(f"; {sentence}" for sentence in changes.told)
        session.steps.record(
            session.name, "note", f"{why} with {', '.join(values)} (put back with the configuration){told}"
        )

    def _of_somebody_else(self, user: str) -> NotPossible:
        return NotPossible(
            f"{self._session.title}: XML push cannot be used.",
            seen=f"the phone has the push login of user '{user}'; its password cannot be read, so it is left alone.",
            hint=f"write push: {{user: {user}, password: ...}} for the phone into the lab file, or clear {_USER}.",
        )

    def _close(self) -> None:
        """Clear the password that we made: phones read passwords back empty, so the guard cannot put it back."""
        if self._given or not self._password_set:
            return
        session, deadline = self._session, Deadline(_CLOSE_LIMIT, "the limit of closing a phone")
        try:
            if not session.config.get([_USER], deadline)[_USER].value:
                session.phone.config.set({_PASSWORD: ""}, deadline)
        except PolyError as error:
            session.steps.record(
                session.name, "note", f"the password that was made for {_PASSWORD} stays: {error.wanted}"
            )


def pushing(session: PhoneSession) -> Pushing:
    """The pushes of a phone in use."""
    made = session.channels.get("push")
    if not isinstance(made, Pushing):
        made = session.channels["push"] = Pushing(session)
    return made


# Actions -----------------------------------------------------------------------------------------------------


def push_actions(
    session: PhoneSession, actions: Sequence[str], deadline: Deadline, *, priority: str = "Critical"
) -> Pushed:
    """Push internal URIs, after all of them were spelled and their numbers and digits judged.

    Raises:
        UsageError: An action that no phone knows, or an emergency number; nothing was sent.
    """
    known = priority_of(priority)
    data_xml(actions, known)
    spelled = tuple(action_uri(action) for action in actions)
    numbers = numbers_in(spelled)
    for number in numbers:
        session.guard_number(number)
    typed = judge_digits(session, spelled, deadline)
    checked = _checked(session, spelled, known, deadline)
    result = pushing(session).send(spelled, deadline, priority=known)
    if typed is not None:
        note_typed(session, typed)
    if numbers:
        session.dialled = Dialled(bare_number(numbers[-1]), time.monotonic())
    return Pushed(spelled, result, checked)


def _checked(session: PhoneSession, actions: Sequence[str], priority: str, deadline: Deadline) -> tuple[str, ...]:
    """Make sure of what would make the phone drop the push without a word; each as a part of a sentence.

    Raises:
        UsageError: A sound has no server to come from; nothing was sent.
    """
    checked = [f"every action is one that phones know, not over {MOST} bytes, {_TYPE}={_ALL} lets in {priority}"]
    if any(action.startswith("Play:") for action in actions):
        root = session.config.get([_ROOT], deadline)[_ROOT].value
        if not root:
            raise UsageError(
                f"{session.title}: Play: has no server to fetch a sound from.",
                seen=f"{_ROOT} is empty; the phone would drop the push without a word.",
                hint=f"Set Config    {_ROOT}=http://10.1.2.3/sounds",
            )
        checked.append(f"sounds come from {root}")
    if priority == "Normal" and session.watch.look(deadline).live:
        checked.append("the phone has a call, and a push of priority Normal waits for its end")
    return tuple(checked)


def judge_digits(session: PhoneSession, actions: Sequence[str], deadline: Deadline) -> str | None:
    """Judge the digits that key presses would dial; what was typed afterwards, None where they go into a call.

    Raises:
        UsageError: They complete an emergency number.
    """
    inner = [_inner(action) for action in actions]
    keys = [digits_in([action]) or (DELETE if action == _DELETE else OTHER) for action in inner]
    pressed = any(key not in (DELETE, OTHER) for key in keys)
    return judged(session, keys) if not pressed or may_dial(session, deadline) else None


def _inner(action: str) -> str:
    """The URI that ``SoftKey:Fetch;`` opens, else the action itself."""
    form, _, rest = action.partition(":")
    if form.casefold() != "softkey":
        return action
    target = rest.partition(";")[2].strip()
    try:
        return action_uri(target) if target else action
    except PolyError:
        return action
